"""All tables of a case, in the order in which every format holds them."""

from operator import attrgetter
from typing import Any

from geo.places import Place
from maps.case.rows import ActorRow, ClaimRow, FlowRow, MediaRow, ServiceRow, SourceRow
from maps.export.data.background import Background
from maps.export.data.events import events_table
from maps.export.data.evidence import evidence_columns
from maps.export.data.places import areas_table, places_table
from maps.export.data.record import extra_columns, record_columns
from maps.export.data.routes import has_line, routes_table, stretches_table
from maps.export.data.table import Derived, Field, Table, Type, filled, named


def tables_of(known: Background) -> list[Table]:
    """
    Make the tables of a case.

    Parameters
    ----------
    known
        The case.

    Returns
    -------
    list of Table
        Those with a geometry first; a table without rows is there, too.
    """
    return [
        places_table(known),
        events_table(known),
        routes_table(known),
        stretches_table(known),
        areas_table(list(known.places.values())),
        _flows(known),
        _claims(known),
        _sources(known),
        _services(known),
        _journeys(known),
        _actors(known),
        _media(known),
    ]


def _same(thing: Any) -> Any:
    """Take a record as it is."""
    return thing


def _plain(name: str, title: str, things: Any, columns: list[Derived]) -> Table:
    """Make a table that has no geometry; its rows keep their own columns (`x_…`)."""
    own = [*columns, *extra_columns(things, _same)]
    return Table(name=name, title=title, fields=named(own), rows=filled(things, own))


def _identified(kind: str) -> list[Derived]:
    """Give the columns that a row with an entry on the page begins with."""
    return [
        Derived(Field("id", Type.TEXT, "case"), attrgetter("id")),
        Derived(
            Field("ref", Type.TEXT, "its entry on the page: map.html#…"),
            lambda row: f"{kind}-{row.id}",
        ),
    ]


def _title(known: Background, kind: str) -> Derived:
    """Give what a row is called on the page."""
    field = Field("title", Type.TEXT, "what it is called on the page")
    return Derived(field, lambda row: known.entries[f"{kind}-{row.id}"].title)


def _flows(known: Background) -> Table:
    """Make the table of counts between areas: no line is drawn for them, so none has a geometry."""
    columns = [
        *_identified("flow"),
        _title(known, "flow"),
        *record_columns(FlowRow),
        *(
            column
            for end in ("origin", "destination")
            for column in _end_columns(end, lambda row, e=end: known.places.get(getattr(row, e)))
        ),
        *evidence_columns(known, "flow", _same),
        *extra_columns(known.case.flows, _same),
    ]
    rows = filled(known.case.flows, columns)
    return Table(
        name="flows",
        title="Flows: counts between areas, not ways",
        fields=named(columns),
        rows=rows,
        shapes=(None,) * len(rows),
        spatial=True,
    )


def _end_columns(end: str, place_of: Any) -> list[Derived]:
    """Name an end of a flow, and say where its label stands."""

    def degrees(axis: str) -> Any:
        def ask(row: Any) -> float | None:
            place: Place | None = place_of(row)
            return getattr(place.position, axis) if place and place.position else None

        return ask

    return [
        Derived(
            Field(f"{end}_title", Type.TEXT, "what it is called"),
            lambda row: place.name if (place := place_of(row)) else None,
        ),
        Derived(Field(f"{end}_lon", Type.NUMBER, "degrees, WGS 84"), degrees("lon")),
        Derived(Field(f"{end}_lat", Type.NUMBER, "degrees, WGS 84"), degrees("lat")),
    ]


def _claims(known: Background) -> Table:
    """Make the table of further evidence and differing values."""
    titles = {row.id: row.title for row in known.case.sources}
    columns = [
        *record_columns(ClaimRow),
        Derived(
            Field("source_title", Type.TEXT, "the title of its source"),
            lambda row: titles.get(row.source),
        ),
        Derived(Field("said_by", Type.TEXT, "attributed_to in words"), known.ledger.speakers),
    ]
    return _plain(
        "claims", "Claims: further evidence and differing values", known.case.claims, columns
    )


def _sources(known: Background) -> Table:
    """Make the table of where statements come from."""
    columns = [*_identified("source"), *record_columns(SourceRow)]
    return _plain("sources", "Sources", known.case.sources, columns)


def _services(known: Background) -> Table:
    """Make the table of what runs on links, and when."""
    columns = [
        *_identified("service"),
        _title(known, "service"),
        *record_columns(ServiceRow),
        *evidence_columns(known, "service", _same),
    ]
    return _plain("services", "Services on links", known.case.services, columns)


def _journeys(known: Background) -> Table:
    """Make the table of journeys as wholes; their legs are routes."""
    legs: dict[str, list[str]] = {}
    for row in known.case.legs:
        legs.setdefault(row.journey, []).append(row.id)
    drawn = {route.id for route in known.press.charted.routes if any(map(has_line, route.legs))}
    columns = [
        Derived(Field("id", Type.TEXT, "case"), _same),
        Derived(
            Field("ref", Type.TEXT, "its entry on the page: map.html#…"),
            lambda journey: f"journey-{journey}",
        ),
        Derived(
            Field("title", Type.TEXT, "its name"),
            lambda journey: known.entries[f"journey-{journey}"].title,
        ),
        Derived(
            Field("legs", Type.TEXT, "ids of its legs, which are routes"),
            lambda journey: ";".join(legs[journey]),
        ),
        Derived(
            Field("drawn", Type.YES_NO, "whether any leg has a line"),
            lambda journey: not drawn.isdisjoint(legs[journey]),
        ),
        Derived(
            Field("claims", Type.WHOLE, "number of claims about it or a leg of it"),
            lambda j: known.claims(f"journey:{j}", *(f"journey:{leg}" for leg in legs[j])),
        ),
        Derived(
            Field("contradictions", Type.WHOLE, "number of things that its sources differ about"),
            lambda journey: known.contradictions(f"journey-{journey}"),
        ),
    ]
    rows = filled(list(legs), columns)
    return Table(name="journeys", title="Journeys", fields=named(columns), rows=rows)


def _actors(known: Background) -> Table:
    """Make the table of people and organisations."""
    columns = [*_identified("actor"), *record_columns(ActorRow)]
    return _plain("actors", "People and organisations", known.case.actors, columns)


def _media(known: Background) -> Table:
    """Make the table of pictures with their descriptions."""
    return _plain("media", "Pictures", known.case.media, record_columns(MediaRow))
