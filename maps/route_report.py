"""One route for people, for machines and for maps."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from geo.antimeridian import cut_at_antimeridian
from geo.places import Place
from maps.draw.style import BASIS_LABELS, MODE_LABELS
from maps.page.entries.words import km_words, position_words, quantity_words
from maps.page.geojson import feature
from maps.stated import StatedKm
from routes.chain import chained
from routes.route import Basis, Route, RouteLeg

#: Decimals of a degree in GeoJSON: 0.1 m.
DECIMALS = 6
#: What the way is measured along, by basis.
_ALONG = {
    Basis.NETWORK: "network",
    Basis.WATER: "over water",
    Basis.DRAWN: "as drawn",
    Basis.GEODESIC: "geodesic",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class RouteReport:
    """
    A route with what it was asked for.

    Attributes
    ----------
    whole
        The route from end to end, as one leg.
    stretches
        The same route, one leg for each stretch between places of the call.
    calls
        Where it begins, what it passes, where it ends.
    stated
        Lengths that the case states between the ends.
    credits
        Whose names and positions the places rest on.
    """

    whole: Route
    stretches: Route
    calls: tuple[Place, ...]
    stated: tuple[StatedKm, ...] = ()
    credits: tuple[str, ...] = ()


def as_json(report: RouteReport) -> str:
    """
    Write a route for machines.

    Parameters
    ----------
    report
        The route.

    Returns
    -------
    str
        An object with `from`, `to`, `mode`, `basis`, `straight_km`, `network_km`, `legs`,
        `snap_km` and `attribution`; kilometres to the metre, null where not known.
    """
    return json.dumps(_properties(report), ensure_ascii=False, indent=2)


def as_geojson(report: RouteReport) -> str:
    """
    Write a route for maps.

    Parameters
    ----------
    report
        The route; it has a line.

    Returns
    -------
    str
        A Feature with the properties of `as_json`; a line across the antimeridian is cut there
        into a MultiLineString (RFC 7946, section 3.1.9).
    """
    legs = report.whole.legs
    line = chained(legs, (report.calls[0], report.calls[-1])).line
    shape = feature(cut_at_antimeridian(line), DECIMALS) if line else {"geometry": None}
    shown = {"type": "Feature", "properties": _properties(report), "geometry": shape["geometry"]}
    return json.dumps(shown, ensure_ascii=False)


def as_text(report: RouteReport) -> Iterator[str]:
    """
    Write a route for people.

    Parameters
    ----------
    report
        The route.

    Yields
    ------
    str
        Lines: the stops, the legs, lengths, how the line was made and on whose data.
    """
    route, names = report.whole, _names(report.calls)
    yield f"{MODE_LABELS[route.mode]}, {BASIS_LABELS[route.basis]}"
    yield "stops"
    yield from (f"  {_stop_words(place)}" for place in report.calls)
    yield "legs"
    yield from (f"  {_leg_words(leg, names)}" for leg in report.stretches.legs)
    yield from (f"stated       {_stated_words(stated)}" for stated in report.stated)
    yield f"straight     {km_words(route.straight_m) or 'not known'}"
    yield f"{_ALONG.get(route.basis, 'way'):<12} {km_words(route.length_m) or 'not known'}"
    if route.basis in {Basis.NETWORK, Basis.WATER}:
        snaps = (f"{km_words(m)} at {place.name}" for m, place in _snaps(report))
        yield f"snapping     {', '.join(snaps)}"
    if route.basis is Basis.NETWORK:
        yield f"generalised  {km_words(sum(leg.generalised_m for leg in route.legs))}"
    yield from (f"note         {note}" for note in _once(leg.note for leg in route.legs))
    yield f"data         {_attribution(report) or 'none'}"


def _properties(report: RouteReport) -> dict[str, Any]:
    """Give what is told of a route, by the words of the command line."""
    route, calls = report.whole, report.calls
    names = _names(calls)
    return {
        "from": _place(calls[0]),
        "to": _place(calls[-1]),
        "mode": route.mode,
        "basis": route.basis,
        "straight_km": _km(route.straight_m),
        "network_km": _km(route.length_m),
        "legs": [_leg(leg, names) for leg in report.stretches.legs],
        "snap_km": [_km(metres) for metres, _ in _snaps(report)],
        "attribution": _attribution(report),
    }


def _place(place: Place) -> dict[str, Any]:
    """Give what is told of an end."""
    lon, lat = place.position or (None, None)
    return {
        "name": place.name,
        "id": place.id,
        "kind": place.kind,
        "country": place.country,
        "lon": lon,
        "lat": lat,
        "precision_km": place.radius_km,
        "why": place.why,
    }


def _leg(leg: RouteLeg, names: dict[str, str]) -> dict[str, Any]:
    """Give what is told of a leg."""
    return {
        "from": names[leg.start],
        "to": names[leg.end],
        "mode": leg.mode,
        "basis": leg.basis,
        "straight_km": _km(leg.straight_m),
        "network_km": _km(leg.length_m),
        "snap_km": [_km(metres) for metres in leg.snap_m],
        "generalised_km": _km(leg.generalised_m),
        "note": leg.note,
    }


def _km(metres: float | None) -> float | None:
    """Give kilometres to the metre."""
    return None if metres is None else round(metres / 1000, 3)


def _names(calls: Sequence[Place]) -> dict[str, str]:
    """Give the names of places by their ids."""
    return {place.id: place.name for place in calls}


def _snaps(report: RouteReport) -> tuple[tuple[float, Place], tuple[float, Place]]:
    """Give how far the line is from each end."""
    legs = report.whole.legs
    return (legs[0].snap_m[0], report.calls[0]), (legs[-1].snap_m[1], report.calls[-1])


def _attribution(report: RouteReport) -> str:
    """Name whose data a route rests on, each once."""
    return "; ".join(_once([*(leg.attribution for leg in report.whole.legs), *report.credits]))


def _once(texts: Iterable[str]) -> list[str]:
    """Give texts that are not empty, each once."""
    return list(dict.fromkeys(text for text in texts if text))


def _stop_words(place: Place) -> str:
    """Say where a place is and why there."""
    about = ", ".join(filter(None, (place.kind.replace("_", " "), place.country)))
    at = position_words(place.position) if place.position else "no position"
    return f"{place.name} ({about}) at {at} [{place.id}]. {place.why}"


def _leg_words(leg: RouteLeg, names: dict[str, str]) -> str:
    """Say a leg in a line."""
    way = km_words(leg.length_m) or "length not known"
    return f"{names[leg.start]} – {names[leg.end]}: {way}, {km_words(leg.straight_m)} straight"


def _stated_words(stated: StatedKm) -> str:
    """Say a stated length and where it stands."""
    source = f", source {stated.source}" if stated.source else ""
    return f"{quantity_words(stated.km)} km ({stated.where}, link {stated.link}{source})"
