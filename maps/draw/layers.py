"""Layers: one table of features each, the only tables of the page."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
import shapely
from shapely.affinity import translate
from shapely.geometry import LineString, Point, Polygon
from shapely.geometry.base import BaseGeometry

from geo.coords import GEOD, Bbox, LonLat
from geo.places import WIDE_KINDS, Place, PlaceKind
from geo.precision import doubt_km
from geo.words import say
from maps.case.case import Case
from maps.draw.events import categories, numbered
from maps.draw.lanes import lane_words, lanes
from maps.draw.status import LinkStatus, disputing, link_status
from maps.draw.style import KIND_LABELS, MODE_LABELS
from routes.links import Mode
from routes.route import Basis, Route

if TYPE_CHECKING:
    from geopandas import GeoDataFrame

Geometries = npt.NDArray[np.object_]
#: A place is drawn with the area of its imprecision from this radius on.
AREA_FROM_KM = 1.0
#: Kinds whose reach no circle shows: the base map has the borders of countries.
UNBOUND = frozenset({PlaceKind.COUNTRY, PlaceKind.RIVER})
#: Share of the extent that is added around what is drawn.
MARGIN = 0.08
#: The smallest extent, in degrees.
SMALLEST = 0.2


@dataclass(frozen=True, slots=True, kw_only=True)
class Layer:
    """
    What one box of the layer control shows and hides.

    Attributes
    ----------
    key
        `routes-rail`, `journeys`, `events-0`, `places-port`, `areas`: never text of the case.
    title
        What the reader sees; may be text of the case.
    group
        `routes`, `events` or `places`.
    table
        One row a feature: `ref` (id of its list entry), `kind` (shape), `look` (class names),
        `number` (text, may be empty), `geometry` in degrees, WGS 84. Links have `claims` (the
        states that stand against each other) besides, and routes `lanes`
        (see `lane_words`), events `place` (ref of the place they stand at).
    """

    key: str
    title: str
    group: str
    table: "GeoDataFrame"


def draw(case: Case, places: Sequence[Place], routes: Sequence[Route], as_of: date) -> list[Layer]:
    """
    Turn routes, events and places into layers.

    Parameters
    ----------
    case, places, routes
        The case, its geocoded places, its links and journey legs with their lines.
    as_of
        The day whose state of services is drawn.

    Returns
    -------
    list of Layer
        Routes by mode, then journeys, events by category, places by kind, areas; none is empty.
    """
    window = frame_of(case, places, routes)
    layers = [
        *_route_layers(case, routes, as_of),
        *_journey_layer(routes),
        *_event_layers(case, places),
        *_place_layers(places),
        *_area_layer(places),
    ]
    for layer in layers:
        layer.table.geometry = _into(window, layer.table.geometry.to_numpy())
    _side_by_side([layer for layer in layers if layer.group == "routes"])
    return layers


def _side_by_side(layers: Sequence[Layer]) -> None:
    """Give the lines of all routes their lanes, in the order of the layers."""
    lines = [
        (layer.table, row)
        for layer in layers
        for row, kind in enumerate(layer.table["kind"])
        if kind == "line"
    ]
    side_by_side = lanes([table.geometry.iloc[row] for table, row in lines])
    for layer in layers:
        layer.table["lanes"] = ""
    for (table, row), own in zip(lines, side_by_side, strict=True):
        table.loc[row, "lanes"] = lane_words(own.stretches)
        table.loc[row, "geometry"] = own.line


def frame_of(case: Case, places: Sequence[Place], routes: Sequence[Route]) -> Bbox:
    """
    Give the extent of the map.

    Parameters
    ----------
    case, places, routes
        As `draw`.

    Returns
    -------
    Bbox
        `[map] extent` of the case, or all that is drawn with a margin, unwrapped: `east` runs on
        past 180 where the window crosses the antimeridian.
    """
    if case.settings.extent:
        return case.settings.extent.unwrapped()
    drawn = [p for p in places if p.position and p.kind not in WIDE_KINDS] or list(places)
    lonlats = [p.position for p in drawn if p.position]
    lonlats += [
        LonLat(*xy[:2])
        for route in routes
        for leg in route.legs
        if leg.line
        for xy in leg.line.coords
    ]
    if not lonlats:
        return Bbox(-180.0, -60.0, 180.0, 75.0)
    west, east = _shortest_span([position.lon for position in lonlats])
    lats = [position.lat for position in lonlats]
    return _with_margin(Bbox(west, min(lats), east, max(lats)))


def _shortest_span(lons: Iterable[float]) -> tuple[float, float]:
    """West and east of the shortest arc that holds all longitudes; east may run past 180."""
    around = np.unique(np.mod(np.asarray(list(lons), dtype=float) + 180, 360) - 180)
    gaps = np.diff(np.append(around, around[0] + 360))
    widest = int(np.argmax(gaps))
    if widest == len(around) - 1:
        return float(around[0]), float(around[-1])
    return float(around[widest + 1]), float(around[widest] + 360)


def _with_margin(box: Bbox) -> Bbox:
    """Widen a box by its margin, and to the smallest extent; within the limits of Mercator."""
    dx = max((box.east - box.west) * MARGIN, (SMALLEST - (box.east - box.west)) / 2)
    dy = max((box.north - box.south) * MARGIN, (SMALLEST - (box.north - box.south)) / 2)
    south, north = max(box.south - dy, -85.0), min(box.north + dy, 85.0)
    return Bbox(box.west - dx, south, box.east + dx, north)


def _into(window: Bbox, shapes: Geometries) -> Geometries:
    """Move shapes by whole turns of the earth to where the window shows them."""
    west, _, east, _ = shapely.bounds(shapes).T
    turns = np.rint(((window.west + window.east) / 2 - (west + east) / 2) / 360)
    moved = shapes.copy()
    for at in np.flatnonzero(turns):
        moved[at] = translate(shapes[at], xoff=360.0 * turns[at])
    return moved


def _layer(key: str, title: str, group: str, rows: list[dict[str, object]]) -> list[Layer]:
    """Make a layer of its rows, or nothing of none."""
    from geopandas import GeoDataFrame  # noqa: PLC0415 - a second; needed only to draw

    if not rows:
        return []
    table = GeoDataFrame(rows, geometry="geometry", crs="EPSG:4326")
    return [Layer(key=key, title=title, group=group, table=table)]


def _row(
    ref: str, kind: str, look: str, shape: BaseGeometry, number: str = ""
) -> dict[str, object]:
    """Make one row of a layer's table."""
    return {"ref": ref, "kind": kind, "look": look, "number": number, "geometry": shape}


def _route_layers(case: Case, routes: Sequence[Route], as_of: date) -> list[Layer]:
    """Links by mode."""
    layers = []
    for mode in Mode:
        rows = []
        for route in routes:
            if route.kind == "link" and route.mode is mode:
                services = [row for row in case.services if row.link == route.id]
                status = link_status(services, as_of)
                claims = [row.status for group in disputing(services, as_of)[:1] for row in group]
                words = " ".join(dict.fromkeys(claims))
                rows += [
                    line | {"claims": words} for line in _lines(route, f"link-{route.id}", status)
                ]
        layers += _layer(f"routes-{mode}", MODE_LABELS[mode], "routes", rows)
    return layers


def _lines(route: Route, ref: str, status: LinkStatus) -> list[dict[str, object]]:
    """One row for each stretch of a route that is drawn."""
    return [
        _row(
            ref,
            "stub" if leg.basis is Basis.UNKNOWN else "line",
            f"{leg.mode} {status} {leg.basis}",
            leg.line,
        )
        for leg in route.legs
        if isinstance(leg.line, LineString)
    ]


def _journey_layer(routes: Sequence[Route]) -> list[Layer]:
    """Legs of journeys that do not share the line of a link (those are the link's)."""
    links = {route.id: _positions(route) for route in routes if route.kind == "link"}
    rows = []
    for route in routes:
        own = _positions(route) - links.get(route.link, set())
        if route.kind == "leg" and own:
            rows += _lines(route, f"journey-{route.journey}", LinkStatus.REPORTED_ONCE)
    return _layer("journeys", "Journeys", "routes", rows)


def _positions(route: Route) -> set[tuple[float, ...]]:
    """All vertices of the lines of a route."""
    return {xy for leg in route.legs if leg.line is not None for xy in leg.line.coords}


def _event_layers(case: Case, places: Sequence[Place]) -> list[Layer]:
    """Events by category, at the position of their place."""
    pinned = {place.id: (place, Point(place.position)) for place in places if place.position}
    events = numbered(case)
    layers = []
    for index, category in enumerate(categories(case)):
        rows = []
        for number, row in events:
            if row.place in pinned and row.category == category.id:
                place, shape = pinned[row.place]
                kind = "badge" if place.kind in WIDE_KINDS else "pin"
                look = f"{category.symbol} category-{index}"
                about = {"place": f"place-{place.id}"}
                rows.append(_row(f"event-{row.id}", kind, look, shape, str(number)) | about)
        layers += _layer(f"events-{index}", category.label, "events", rows)
    return layers


def _place_layers(places: Sequence[Place]) -> list[Layer]:
    """Places by kind."""
    layers = []
    for kind in PlaceKind:
        rows = [
            _row(f"place-{place.id}", "place", str(kind), Point(place.position))
            for place in places
            if place.position and place.kind is kind
        ]
        layers += _layer(f"places-{kind}", KIND_LABELS[kind], "places", rows)
    return layers


def _area_layer(places: Sequence[Place]) -> list[Layer]:
    """Drawn areas, circles where a pin may be off, and the reach of areas that are not drawn."""
    rows = [
        _row(f"place-{place.id}", "area", look, shape)
        for place in places
        for look, shape in areas_of(place)
    ]
    return _layer("areas", say("Areas and imprecision"), "places", rows)


def areas_of(place: Place) -> list[tuple[str, BaseGeometry]]:
    """
    Give the area that is drawn for a place.

    Parameters
    ----------
    place
        Geocoded, or without a position.

    Returns
    -------
    list of tuple
        At most one: `drawn` and the shape of the case, `reach` and a circle for an area that is
        not drawn, `imprecise` and a circle where the pin may be off.
    """
    if place.geometry is not None and not isinstance(place.geometry, Point):
        return [("drawn", place.geometry)]
    if place.position and doubt_km(place) >= AREA_FROM_KM and place.kind not in UNBOUND:
        look = "reach" if place.kind in WIDE_KINDS else "imprecise"
        return [(look, circle(place.position, place.radius_km))]
    return []


def circle(centre: LonLat, radius_km: float) -> Polygon:
    """
    Draw the points at one distance from a position.

    Parameters
    ----------
    centre
        Degrees, WGS 84.
    radius_km
        Kilometres over the ellipsoid.

    Returns
    -------
    Polygon
        72 vertices, lon before lat, longitudes running on past 180.
    """
    turn = np.arange(0.0, 360.0, 5.0)
    full = np.full_like(turn, 1.0)
    lons, lats, _ = GEOD.fwd(full * centre.lon, full * centre.lat, turn, full * radius_km * 1000)
    return Polygon(np.column_stack([np.unwrap(lons, period=360), lats]))
