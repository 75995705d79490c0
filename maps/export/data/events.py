"""The table of events."""

from operator import attrgetter
from typing import NamedTuple

from shapely.geometry import Point

from geo.places import WIDE_KINDS, Place
from maps.case.rows import EventRow
from maps.draw.events import categories, numbered
from maps.export.data.background import Background
from maps.export.data.evidence import evidence_columns
from maps.export.data.places import position_columns
from maps.export.data.record import extra_columns, record_columns
from maps.export.data.table import Derived, Field, Table, Type, filled, named

_ROW = attrgetter("row")


class _Happening(NamedTuple):
    """An event with its number on the map, and its place as far as it is stated."""

    number: int
    row: EventRow
    place: Place | None


def events_table(known: Background) -> Table:
    """
    Make the table of events.

    Parameters
    ----------
    known
        The case.

    Returns
    -------
    Table
        One row an event, in the order of their numbers; those without a place that has a
        position have no geometry.
    """
    events = [_Happening(n, row, known.places.get(row.place)) for n, row in numbered(known.case)]
    labels = {category.id: category.label for category in categories(known.case)}
    columns = [
        Derived(Field("id", Type.TEXT, "case"), lambda event: event.row.id),
        Derived(
            Field("ref", Type.TEXT, "its entry on the page: map.html#…"),
            lambda event: f"event-{event.row.id}",
        ),
        Derived(Field("number", Type.WHOLE, "its number on every map"), attrgetter("number")),
        Derived(Field("title", Type.TEXT, "case"), lambda event: event.row.title),
        *record_columns(EventRow, _ROW),
        Derived(
            Field("category_label", Type.TEXT, "what readers see"),
            lambda event: labels[event.row.category],
        ),
        Derived(
            Field("place_title", Type.TEXT, "what its place is called"),
            lambda event: event.place.name if event.place else None,
        ),
        Derived(
            Field("mark", Type.TEXT, "pin; badge, where it is known to a wide area only; or none"),
            _mark,
        ),
        Derived(
            Field("not_drawn", Type.TEXT, "why it has no position"),
            lambda event: known.off_map(f"event-{event.row.id}"),
        ),
        *position_columns(attrgetter("place")),
        *evidence_columns(known, "event", _ROW),
        *extra_columns(known.case.events, _ROW),
    ]
    return Table(
        name="events",
        title="Events",
        fields=named(columns),
        rows=filled(events, columns),
        shapes=tuple(_point(event.place) for event in events),
        spatial=True,
    )


def _mark(event: _Happening) -> str:
    """Name the mark of an event on the map."""
    if event.place is None or event.place.position is None:
        return "none"
    return "badge" if event.place.kind in WIDE_KINDS else "pin"


def _point(place: Place | None) -> Point | None:
    """Give the point of a place that has one."""
    return Point(place.position) if place and place.position else None
