"""What refers to rows that are gone: it loses the reference, or goes too."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from geo.columns import columns_of
from geo.dates import NO_DATE
from geo.evidence import Evidence
from geo.quantities import NO_QUANTITY
from maps.case.case import Case
from maps.case.claims import SUBJECT_TABLES
from maps.case.references import named_ids
from maps.case.rows import ActorRow, ClaimRow, EventRow, FlowRow
from maps.case.tables import REFERRED, TABLES, attribute, rows_of
from routes.journeys import LegRow
from routes.links import UNSTATED

E = TypeVar("E", bound=Evidence)


@dataclass(frozen=True, slots=True)
class Gone:
    """
    What is there no more.

    Attributes
    ----------
    ids
        By table; of journeys those of single legs, too.
    spellings
        Ids and names of actors.
    """

    ids: Mapping[str, frozenset[str]]
    spellings: frozenset[str]

    def __bool__(self) -> bool:
        """Tell whether anything is gone."""
        return any(self.ids.values())


def gone(before: Case, after: Case) -> Gone:
    """
    Name the rows that a case has lost.

    Parameters
    ----------
    before, after
        The same case with more and with fewer rows.

    Returns
    -------
    Gone
        Their ids, and how lost actors are spelt.
    """
    ids = {table: _ids(before, table) - _ids(after, table) for table in TABLES}
    actors = [row for row in before.actors if row.id in ids["actors"]]
    return Gone(ids, frozenset(spelling for actor in actors for spelling in _spellings(actor)))


def _ids(case: Case, table: str) -> frozenset[str]:
    """Ids of a table."""
    named = frozenset(getattr(row, REFERRED.get(table, "id")) for row in rows_of(case, table))
    return named | {leg.id for leg in case.legs} if table == "journeys" else named


def _spellings(actor: ActorRow) -> tuple[str, ...]:
    """All that an actor is called by."""
    return actor.id, actor.name, *actor.aliases


def settled(before: Case, after: Case) -> Case:
    """
    Take away every reference to what a case has lost.

    Parameters
    ----------
    before
        The case with all its rows.
    after
        The same without some of them.

    Returns
    -------
    Case
        An event, leg or place loses the reference; a link that calls at a lost place or passes it,
        a service of a lost link, a count between lost places, and a claim that is about, names or
        rests on what is lost, are left out. A statement whose source or speaker is lost loses its
        evidence.
    """
    case, lost = after, gone(before, after)
    places, links = lost.ids["places"], lost.ids["links"]
    case = replace(
        case,
        places=tuple(
            replace(row, within="") if row.within in places else row for row in case.places
        ),
        links=tuple(row for row in case.links if not places & {*row.stops, *row.via}),
    )
    links = links | (_ids(before, "links") - _ids(case, "links"))
    case = replace(
        case,
        services=tuple(row for row in case.services if row.link not in links),
        legs=tuple(_leg(row, places, links) for row in case.legs),
        flows=tuple(row for row in case.flows if not places & {row.origin, row.destination}),
    )
    lost = gone(before, case)
    case = replace(
        case,
        flows=tuple(_flows(case.flows, before.flows, lost)),
        events=tuple(_event(row, lost) for row in case.events),
    )
    case = replace(case, claims=tuple(row for row in case.claims if not _lost(row, lost)))
    return _without_evidence(case, lost)


def _leg(row: LegRow, places: frozenset[str], links: frozenset[str]) -> LegRow:
    """Leave an end of a leg open: its duration would tell how far off that is."""
    if row.link in links:
        row = replace(row, link="")
    if not places & {row.from_, row.to}:
        return row
    return replace(
        row,
        from_="" if row.from_ in places else row.from_,
        to="" if row.to in places else row.to,
        link="",
        duration=NO_QUANTITY,
    )


def _flows(rows: Iterable[FlowRow], before: Iterable[FlowRow], lost: Gone) -> list[FlowRow]:
    """Part counts from lost totals, and say of totals that not all their parts are there."""
    flows = lost.ids["flows"]
    lacking = {row.part_of for row in before if row.id in flows}
    return [
        replace(
            row,
            part_of="" if row.part_of in flows else row.part_of,
            partial=row.partial or row.id in lacking,
        )
        for row in rows
    ]


def _event(row: EventRow, lost: Gone) -> EventRow:
    """Take from an event what it may not name."""
    ids = lost.ids
    return replace(
        row,
        place="" if row.place in ids["places"] else row.place,
        link="" if row.link in ids["links"] else row.link,
        journey="" if row.journey in ids["journeys"] else row.journey,
        actors=tuple(name for name in row.actors if name not in lost.spellings),
        media=tuple(name for name in row.media if name not in ids["media"]),
    )


def _lost(row: ClaimRow, lost: Gone) -> bool:
    """Tell whether a claim is about, names or rests on what is lost."""
    kind, _, name = row.subject.partition(":")
    table = SUBJECT_TABLES[kind]
    if name in lost.ids[table] or row.source in lost.ids["sources"]:
        return True
    if lost.spellings & {row.value, *(part.strip() for part in row.value.split(";"))}:
        return True
    column = columns_of(TABLES[table]).get(row.field)
    if column is None or not row.value:
        return False
    value: Any = column.parse(row.value)
    if row.field == "media":
        return bool(lost.ids["media"] & set(value))
    return bool(column.refers_to) and any(
        each in lost.ids[column.refers_to] for each in named_ids(value) if each != UNSTATED
    )


def _without_evidence(case: Case, lost: Gone) -> Case:
    """Take the evidence from statements whose source or speaker is lost."""
    tables: dict[str, Any] = {
        attribute(table): tuple(_bare(row, lost) for row in rows_of(case, table))
        for table, record in TABLES.items()
        if issubclass(record, Evidence)
    }
    return replace(case, **tables)


def _bare(row: E, lost: Gone) -> E:
    """Take the evidence from one statement where need be; how sure it is stays."""
    if row.source in lost.ids["sources"]:
        return replace(row, source="", locator="", phrase="", attributed_to=(), stated_on=NO_DATE)
    if lost.spellings & set(row.attributed_to):
        # a chain without one of its members would be another chain
        return replace(row, attributed_to=())
    return row
