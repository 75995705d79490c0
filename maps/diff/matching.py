"""Rows of two versions of a table, matched by their permanent ids and never by their place."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from geo.columns import Column, columns_of
from maps.case.tables import REFERRED, TABLES
from maps.diff.names import KINDS
from maps.diff.sides import Side, Unreadable, unreadable
from maps.diff.values import followed, key, table_of

Key = tuple[Any, ...]
#: Rows are matched in this order, so that those that others name come first.
ORDER = ("media", *(table for table in TABLES if table != "media"))


@dataclass(frozen=True, slots=True)
class Pair:
    """
    Two versions of a case, and the rows that have another id in the second.

    Attributes
    ----------
    before, after
        The versions.
    unread
        The cells of each that could not be read.
    renamed
        New ids by the old ones, by table; filled table by table.
    """

    before: Side
    after: Side
    unread: tuple[Unreadable, Unreadable]
    renamed: dict[str, dict[str, str]] = field(default_factory=dict)

    def followed(self, column: Column) -> Mapping[str, str]:
        """Give the new ids of what the cells of a column may name."""
        if column.name != "subject":
            return self.renamed.get(table_of(column), {})
        return {
            f"{KINDS[table]}:{old}": f"{KINDS[table]}:{new}"
            for table, names in self.renamed.items()
            for old, new in names.items()
        }


def pair_of(before: Side, after: Side) -> Pair:
    """Put two versions beside each other."""
    return Pair(before, after, (unreadable(before), unreadable(after)))


@dataclass(frozen=True, slots=True)
class Matched:
    """
    The rows of a table of two versions.

    Attributes
    ----------
    kept
        Both rows of an id that both have, in the order of the second.
    added, removed
        Rows that one of them has alone.
    renamed
        Both rows where nothing but the id differs.
    """

    kept: tuple[tuple[Any, Any], ...] = ()
    added: tuple[Any, ...] = ()
    removed: tuple[Any, ...] = ()
    renamed: tuple[tuple[Any, Any], ...] = ()


def match_rows(pair: Pair) -> dict[str, Matched]:
    """
    Match the rows of all tables.

    Parameters
    ----------
    pair
        The two versions; `renamed` is filled.

    Returns
    -------
    dict
        By table. A row that may stand in what could not be read is neither added nor removed;
        nothing of a table that one of them could not read.
    """
    matched = {}
    for table in ORDER:
        if pair.before.unread(table) or pair.after.unread(table):
            matched[table] = Matched()
        else:
            matched[table] = _match(pair, table)
    return matched


def _match(pair: Pair, table: str) -> Matched:
    """Match the rows of one table."""
    old, new = pair.before.rows(table), pair.after.rows(table)
    removed = {name: row for name, row in old.items() if name not in new}
    removed = {n: row for n, row in removed.items() if not pair.after.lost(table, n[0])}
    added = {name: row for name, row in new.items() if name not in old}
    added = {n: row for n, row in added.items() if not pair.before.lost(table, n[0])}
    twins = _whole(dict(_twins(pair, table, removed, added)), removed, added)
    pair.renamed[table] = {one[0]: other[0] for one, other in twins.items()}
    if table == "journeys":
        pair.renamed[table] |= {removed[a].id: added[b].id for a, b in twins.items()}
    renamed = tuple((removed.pop(one), added.pop(other)) for one, other in twins.items())
    kept = tuple((old[name], row) for name, row in new.items() if name in old)
    return Matched(kept, tuple(added.values()), tuple(removed.values()), renamed)


def _twins(
    pair: Pair, table: str, removed: Mapping[Key, Any], added: Mapping[Key, Any]
) -> Iterator[tuple[Key, Key]]:
    """Find rows with another id and nothing else that differs; of several alike, none."""
    naming = REFERRED.get(table, "id")
    columns = [c for c in columns_of(TABLES[table]).values() if c.name != naming]
    gone: dict[str, list[Key]] = {}
    come: dict[str, list[Key]] = {}
    for name, row in removed.items():
        cells = [followed(getattr(row, c.attribute), pair.followed(c)) for c in columns]
        gone.setdefault(_written(cells, columns, row), []).append(name)
    for name, row in added.items():
        cells = [getattr(row, c.attribute) for c in columns]
        come.setdefault(_written(cells, columns, row), []).append(name)
    for same, names in gone.items():
        if len(names) == len(come.get(same, ())) == 1:
            yield names[0], come[same][0]


def _written(cells: list[Any], columns: list[Column], row: Any) -> str:
    """Write the cells of a row so that two that mean the same are the same."""
    keys = [key(cell, column.name) for cell, column in zip(cells, columns, strict=True)]
    plain = [sorted(each) if isinstance(each, frozenset) else each for each in keys]
    return repr((plain, sorted(row.extra)))


def _whole(
    twins: Mapping[Key, Key], removed: Mapping[Key, Any], added: Mapping[Key, Any]
) -> dict[Key, Key]:
    """Keep the twins that are whole: of a journey all legs, or none of them."""
    gone, come = (Counter(name[0] for name in rows) for rows in (removed, added))
    pairs = Counter((one[0], other[0]) for one, other in twins.items())
    return {
        one: other
        for one, other in twins.items()
        if pairs[one[0], other[0]] == gone[one[0]] == come[other[0]]
    }
