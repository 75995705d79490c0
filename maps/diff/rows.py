"""Rows of two versions of a case, told in sentences."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import groupby
from typing import Any

from geo.columns import Column, columns_of
from geo.coords import LonLat, distance_m
from geo.evidence import Evidence
from geo.places import PlaceRow
from maps.case.rows import MediaRow
from maps.case.tables import REFERRED, TABLES
from maps.diff.claims import claim_added, claim_heading, claim_removed
from maps.diff.difference import Change, Difference, Field
from maps.diff.matching import Matched, Pair
from maps.diff.names import KINDS, Names
from maps.diff.values import NOT_STATED, alike, both_words, words
from maps.diff.wording import PLURALS, Part, capital, changed_part, listed_part, sentence
from maps.page.entries.words import km_words, position_words
from routes.journeys import LegRow
from routes.links import LinkRow

_EVIDENCE = frozenset(columns_of(Evidence))
#: Columns of a name that is told in the heading, and not there where it is what differs.
_TITLES = frozenset({"title", "name", "alt"})


def row_differences(pair: Pair, matched: Mapping[str, Matched]) -> list[Difference]:
    """
    Tell how the rows of two versions differ.

    Parameters
    ----------
    pair
        The two versions.
    matched
        Their rows, by table.

    Returns
    -------
    list of Difference
        By table: what changed in the order of the second version, what was renamed, what was
        added, what was removed.
    """
    claims, along = _claims_apart(matched)
    told = {**matched, "claims": claims}
    return [one for table in TABLES for one in _table(pair, table, told[table], along)]


def _claims_apart(matched: Mapping[str, Matched]) -> tuple[Matched, Counter[str]]:
    """Take away the claims that came or went with their subject; count them by subject."""
    claims, along = matched["claims"], Counter[str]()
    come = _wholes(matched, "added")
    gone = _wholes(matched, "removed")
    along.update(row.subject for row in claims.added if row.subject in come)
    along.update(row.subject for row in claims.removed if row.subject in gone)
    added = tuple(row for row in claims.added if row.subject not in come)
    removed = tuple(row for row in claims.removed if row.subject not in gone)
    return replace(claims, added=added, removed=removed), along


def _wholes(matched: Mapping[str, Matched], what: str) -> frozenset[str]:
    """Name the rows that came or went; journeys apart, of which a leg may have."""
    tables = (table for table in TABLES if table != "journeys")
    return frozenset(
        ref_of(table, row) for table in tables for row in getattr(matched[table], what)
    )


def _table(pair: Pair, table: str, matched: Matched, along: Counter[str]) -> Iterator[Difference]:
    """Tell of one table."""
    for was, now in matched.kept:
        if parts := changed_parts(pair, table, was, now):
            yield _changed(pair, table, now, parts)
    yield from _renamed(pair, table, matched.renamed)
    if table == "journeys":
        yield from _legs(pair.after.names, matched.added, Change.ADDED, _journeys(pair.before))
        yield from _legs(pair.before.names, matched.removed, Change.REMOVED, _journeys(pair.after))
        return
    told: list[Any] = []
    for row in matched.added:
        yield _come(pair, table, row, told, along)
        told.append(row)
    for row in matched.removed:
        yield _gone(pair, table, row, along)


def ref_of(table: str, row: Any) -> str:
    """
    Name a row as claims do.

    Parameters
    ----------
    table, row
        The row.

    Returns
    -------
    str
        `event:e28`; of a leg the journey.
    """
    return f"{KINDS[table]}:{getattr(row, REFERRED.get(table, 'id'))}"


def _changed(pair: Pair, table: str, now: Any, parts: Sequence[Part]) -> Difference:
    """Tell how a row that both have differs; a title that differs is not in its heading."""
    titled = not any(part.field.name in _TITLES for part in parts)
    names = pair.after.names
    if table == "claims":
        heading = claim_heading(now, names)
    else:
        heading = names.heading(table, now, titled=titled)
    said = tuple(part.words for part in parts)
    return Difference(
        group=table,
        change=Change.CHANGED,
        ref=ref_of(table, now),
        sentence=sentence(heading, said),
        fields=tuple(part.field for part in parts),
        heading=heading,
        parts=said,
    )


def _renamed(pair: Pair, table: str, rows: Sequence[tuple[Any, Any]]) -> Iterator[Difference]:
    """Tell of rows that have another id; of a journey once."""
    naming = REFERRED.get(table, "id")
    told: set[str] = set()
    for was, now in rows:
        old, new = getattr(was, naming), getattr(now, naming)
        if old in told:
            continue
        told.add(old)
        title = pair.after.names.title(table, new)
        named = f", “{title}”" if title != new else ""
        yield Difference(
            group=table,
            change=Change.RENAMED,
            ref=ref_of(table, now),
            sentence=f"Renamed: {pair.before.names.subject(ref_of(table, was), titled=False)} is "
            f"now {new}{named}; nothing else of it has changed.",
            fields=(Field(naming, old, new),),
        )


def _come(pair: Pair, table: str, row: Any, told: Sequence[Any], along: Counter[str]) -> Difference:
    """Tell of a row that is new."""
    names = pair.after.names
    if table == "claims":
        words_ = claim_added(pair, row, told)
    else:
        words_ = f"Added: {_in_short(table, row, names)}{_with_claims(table, row, along)}."
    return Difference(group=table, change=Change.ADDED, ref=ref_of(table, row), sentence=words_)


def _gone(pair: Pair, table: str, row: Any, along: Counter[str]) -> Difference:
    """Tell of a row that is there no more."""
    names = pair.before.names
    if table == "claims":
        words_ = claim_removed(row, names)
    else:
        words_ = f"Removed: {_in_short(table, row, names)}{_with_claims(table, row, along)}."
    return Difference(group=table, change=Change.REMOVED, ref=ref_of(table, row), sentence=words_)


def _with_claims(table: str, row: Any, along: Counter[str]) -> str:
    """Say how many claims came or went with a row."""
    count = along[ref_of(table, row)]
    return f", with {count} claim{'s' * (count > 1)} about it" if count else ""


def _in_short(table: str, row: Any, names: Names) -> str:
    """Name a row and say in a few words what it says."""
    about = names.about(table, row)
    return names.heading(table, row) + (f": {about}" if about else "")


def _journeys(side: Any) -> frozenset[str]:
    """Give the ids of the journeys of a version."""
    return frozenset(leg.journey for leg in side.reading.case.legs)


def _legs(
    names: Names, rows: Sequence[LegRow], change: Change, others: frozenset[str]
) -> Iterator[Difference]:
    """Tell of legs that came or went; of whole journeys once."""
    verb = capital(change)
    for journey, group in groupby(rows, lambda row: row.journey):
        legs = list(group)
        if journey in others:
            for leg in legs:
                told = f"{verb}: {_in_short('journeys', leg, names)}."
                yield Difference(
                    group="journeys", change=change, ref=ref_of("journeys", leg), sentence=told
                )
            continue
        count = f"{len(legs)} leg{'s' * (len(legs) > 1)}"
        about = "; ".join(names.about("journeys", leg) for leg in legs)
        heading = names.subject(f"journey:{journey}")
        yield Difference(
            group="journeys",
            change=change,
            ref=f"journey:{journey}",
            sentence=f"{verb}: {heading}, with {count}: {about}.",
        )


def changed_parts(pair: Pair, table: str, was: Any, now: Any) -> list[Part]:
    """
    Say how two rows of one id differ.

    Parameters
    ----------
    pair
        The two versions.
    table
        Their table.
    was, now
        The rows.

    Returns
    -------
    list of Part
        In the order of the columns, evidence last; nothing of cells that could not be read.
    """
    parts = _position_parts(pair, was, now) if isinstance(now, PlaceRow) else []
    for column in _columns(table):
        same = getattr(was, column.attribute) == getattr(now, column.attribute)
        if not same and _readable(pair, was, now, column.name):
            parts += _cell_parts(pair, column, was, now)
    return [*parts, *_free_parts(was, now), *_attached_parts(pair, was, now)]


@lru_cache
def _columns(table: str) -> tuple[Column, ...]:
    """Give the columns of a table, those of the evidence last."""
    columns = columns_of(TABLES[table]).values()
    return tuple(sorted(columns, key=lambda column: column.name in _EVIDENCE))


def _readable(pair: Pair, was: Any, now: Any, column: str) -> bool:
    """Tell whether a cell could be read in both versions."""
    old, new = pair.unread
    return (was.where, column) not in old and (now.where, column) not in new


def _cell_parts(pair: Pair, column: Column, was: Any, now: Any) -> list[Part]:
    """Say how a cell differs; a position is told as a whole."""
    if column.name in {"lon", "lat"} and isinstance(now, PlaceRow):
        return []
    old, new = getattr(was, column.attribute), getattr(now, column.attribute)
    if alike(old, new, column.name, pair.followed(column)):
        return []
    names = pair.before.names, pair.after.names
    if column.name in PLURALS and old and new:
        return [
            listed_part(column.name, _each(old, column, names[0]), _each(new, column, names[1]))
        ]
    return [changed_part(column.name, *both_words(old, new, column, names))]


def _each(values: Sequence[Any], column: Column, names: Names) -> list[str]:
    """Say each of several values."""
    return [words((value,), column, names) for value in values]


def _position_parts(pair: Pair, was: PlaceRow, now: PlaceRow) -> list[Part]:
    """Say how the position that the editors state differs, and how far it has moved."""
    readable = all(_readable(pair, was, now, column) for column in ("lon", "lat"))
    if not readable or (was.lon, was.lat) == (now.lon, now.lat):
        return []
    old, new = _stated(was), _stated(now)
    part = changed_part("position", _where(old), _where(new))
    if old and new and _where(old) == _where(new):
        part = changed_part(
            "position", f"{old.lon:.9g}, {old.lat:.9g}", f"{new.lon:.9g}, {new.lat:.9g}"
        )
    moved = f", {km_words(distance_m(old, new))} away" if old and new else ""
    return [part._replace(words=f"{part.words}{moved}")]


def _stated(row: PlaceRow) -> LonLat | None:
    """Give the position that a row states."""
    return None if row.lon is None or row.lat is None else LonLat(row.lon, row.lat)


def _where(at: LonLat | None) -> str:
    """Say a position that may not be stated."""
    return position_words(at) if at else NOT_STATED


def _free_parts(was: Any, now: Any) -> Iterator[Part]:
    """Say how the editors' own columns differ."""
    old, new = dict(was.extra), dict(now.extra)
    for name in dict.fromkeys((*old, *new)):
        if old.get(name) != new.get(name):
            yield changed_part(name, _quoted(old.get(name)), _quoted(new.get(name)))


def _quoted(cell: str | None) -> str:
    """Quote a cell."""
    return f"“{cell}”" if cell else NOT_STATED


def _attached_parts(pair: Pair, was: Any, now: Any) -> Iterator[Part]:
    """Say that a picture or a drawn geometry of the same name is another one."""
    old, new = pair.before.reading.case, pair.after.reading.case
    if isinstance(now, MediaRow):
        pictures = [case.pictures.get(now.file) for case in (old, new)]
        if None not in pictures and pictures[0] != pictures[1]:
            yield Part(Field("picture", "", ""), "the picture itself is another one")
    if isinstance(now, PlaceRow | LinkRow) and was.geometry == now.geometry:
        shapes = [case.geometries.get(now.geometry) for case in (old, new)]
        if (
            shapes[0] is not None
            and shapes[1] is not None
            and not shapes[0].equals_exact(shapes[1])
        ):
            field = Field("geometry", "", "")
            yield Part(field, f"what is drawn in “{now.geometry}” is another shape")
