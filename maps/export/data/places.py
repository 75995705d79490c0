"""Tables of places and of the areas that they take up or may lie in."""

from collections.abc import Callable, Sequence
from operator import attrgetter
from typing import Any, NamedTuple

from shapely.geometry import Point
from shapely.geometry.base import BaseGeometry

from geo.places import Place, PlaceRow
from geo.precision import position_precision
from maps.draw.layers import areas_of
from maps.export.data.background import Background
from maps.export.data.evidence import evidence_columns
from maps.export.data.record import extra_columns, record_columns
from maps.export.data.shapes import settled
from maps.export.data.table import Derived, Field, Table, Type, filled, named

_ROW = attrgetter("row")


class _Area(NamedTuple):
    """An area of a place, and why it is drawn."""

    place: Place
    kind: str
    shape: BaseGeometry


def position_columns(place_of: Callable[[Any], Place | None]) -> list[Derived]:
    """
    Give the columns that tell where something is, and how that is known.

    Parameters
    ----------
    place_of
        Finds the place of what a row is about; `None` where it has none.

    Returns
    -------
    list of Derived
        Position, how closely it is known, how far off it may be, where it comes from.
    """

    def of(value: Callable[[Place], Any]) -> Callable[[Any], Any]:
        """Ask the place, where there is one with a position."""

        def ask(thing: Any) -> Any:
            """Ask it."""
            place = place_of(thing)
            return value(place) if place and place.position else None

        return ask

    def near(thing: Any) -> str:
        """Ask the place for its precision."""
        place = place_of(thing)
        return str(position_precision(place)) if place else "none"

    return [
        Derived(Field("lon", Type.NUMBER, "degrees, WGS 84"), of(attrgetter("position.lon"))),
        Derived(Field("lat", Type.NUMBER, "degrees, WGS 84"), of(attrgetter("position.lat"))),
        Derived(Field("position_precision", Type.TEXT, "how closely the position is known"), near),
        Derived(
            Field("radius_km", Type.NUMBER, "how far off it may be, or how far the area reaches"),
            of(attrgetter("radius_km")),
        ),
        Derived(
            Field("position_basis", Type.TEXT, "where the position comes from"),
            of(lambda p: str(p.basis)),
        ),
    ]


def places_table(known: Background) -> Table:
    """
    Make the table of places.

    Parameters
    ----------
    known
        The case.

    Returns
    -------
    Table
        One row a place, in the order of the case; those without a position have no geometry.
    """
    places = list(known.places.values())
    columns = [
        *_head(),
        *position_columns(lambda place: place),
        Derived(
            Field("position_why", Type.TEXT, "why this position was chosen"),
            lambda place: place.why,
        ),
        Derived(
            Field("position_score", Type.NUMBER, "points of the entry of the gazetteer"),
            lambda place: place.score,
        ),
        Derived(
            Field("gazetteer", Type.TEXT, "entry of the gazetteer that was taken or named"),
            lambda place: place.gazetteer_id or place.row.gazetteer,
        ),
        *record_columns(PlaceRow, _ROW),
        *evidence_columns(known, "place", _ROW),
        *extra_columns(known.case.places, _ROW),
    ]
    return Table(
        name="places",
        title="Places",
        fields=named(columns),
        rows=filled(places, columns),
        shapes=tuple(Point(place.position) if place.position else None for place in places),
        spatial=True,
    )


def _head() -> list[Derived]:
    """Give the columns that a place begins with."""
    return [
        Derived(Field("id", Type.TEXT, "case"), attrgetter("id")),
        Derived(
            Field("ref", Type.TEXT, "its entry on the page: map.html#…"),
            lambda place: f"place-{place.id}",
        ),
        Derived(Field("title", Type.TEXT, "what it is called"), attrgetter("name")),
        Derived(Field("kind", Type.TEXT, "case"), lambda place: str(place.kind)),
        Derived(
            Field("country", Type.TEXT, "as stated, else as the gazetteer has it"),
            lambda place: ";".join(place.row.country) or place.country,
        ),
    ]


def areas_table(places: Sequence[Place]) -> Table:
    """
    Make the table of areas.

    Parameters
    ----------
    places
        In the order of the case.

    Returns
    -------
    Table
        One row for each place that is drawn as an area: as the case draws it, as far as it
        reaches, or where its pin may be off.
    """
    areas = [_Area(place, kind, shape) for place in places for kind, shape in areas_of(place)]
    columns = [
        Derived(Field("id", Type.TEXT, "id of its place"), lambda area: area.place.id),
        Derived(Field("ref", Type.TEXT, "the entry of its place"), lambda a: f"place-{a.place.id}"),
        Derived(Field("title", Type.TEXT, "what its place is called"), lambda a: a.place.name),
        Derived(
            Field("kind", Type.TEXT, "drawn (by the case), reach, or imprecise"),
            attrgetter("kind"),
        ),
        Derived(Field("place", Type.TEXT, "id of its place"), lambda area: area.place.id),
        *position_columns(attrgetter("place")),
    ]
    return Table(
        name="areas",
        title="Areas of places, and where pins may be off",
        fields=named(columns),
        rows=filled(areas, columns),
        shapes=tuple(settled(area.shape) for area in areas),
        spatial=True,
    )
