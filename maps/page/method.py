"""How the map was made: what lines and positions rest on, counted, and whose data they are."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from geo.places import Place, PositionBasis
from geo.precision import DISTRICT_KM, PLACE_KM, POINT_KM, PositionPrecision, position_precision
from geo.words import say
from maps.draw.style import BASIS_LABELS, PRECISION_LABELS
from maps.page.credits import full_credits
from maps.page.entries.entry import Entry, Section, Span
from routes.route import Basis, Route

_MEANS = {
    Basis.NETWORK: say(
        "the shortest way over the mapped network; what ran may have gone another way"
    ),
    Basis.GEODESIC: say("drawn for flights"),
    Basis.WATER: say("a way that ships could take, clear of land"),
    Basis.DRAWN: say("taken from the case as its editors drew or surveyed it"),
    Basis.SCHEMATIC: say("a straight stroke between two ends, with open rings where it stops"),
    Basis.UNKNOWN: say(
        "an end or the way between is not known; at most faded ends and a question mark"
    ),
}
_PLACED = {
    PositionBasis.STATED: (
        say("given in the case"),
        say("the editors state longitude and latitude"),
    ),
    PositionBasis.GEOMETRY: (
        say("drawn in the case"),
        say("a point on a line or area that the case holds"),
    ),
    PositionBasis.GAZETTEER: (
        say("found in the gazetteer"),
        say("each entry says which one, and why"),
    ),
    PositionBasis.MOVED: (say("moved on purpose"), say("anywhere within the reach that is stated")),
    PositionBasis.NONE: (say("without a position"), say("listed here, not drawn")),
}
_REACHES = {
    PositionPrecision.POINT: say(
        "off by {km} km at most, or nothing is stated", km=f"{POINT_KM:g}"
    ),
    PositionPrecision.PLACE: say("towns, and pins off by up to {km} km", km=f"{PLACE_KM:g}"),
    PositionPrecision.DISTRICT: say(
        "areas, rivers, pins off by up to {km} km", km=f"{DISTRICT_KM:g}"
    ),
    PositionPrecision.REGION: say("the whole of it is meant, or the pin is off by more"),
    PositionPrecision.COUNTRY: say("the whole of it is meant"),
}


class Line(NamedTuple):
    """A row of a table: what, how many, and what it means."""

    what: str
    number: int
    means: str


class Absent(NamedTuple):
    """A reason why entries are not on the map, and those entries."""

    heading: str
    reason: str
    links: tuple[Span, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Method:
    """
    What "How this map was made" says.

    Attributes
    ----------
    lines
        Stretches of routes by what their line rests on.
    places
        Places by where their position comes from.
    precision
        Places with a position by how closely it is known.
    credits
        Whose data the map rests on, each once.
    """

    lines: tuple[Line, ...]
    places: tuple[Line, ...]
    precision: tuple[Line, ...]
    credits: tuple[str, ...]


def method(routes: Sequence[Route], places: Sequence[Place], whose: Sequence[str]) -> Method:
    """
    Count what lines and positions rest on.

    Parameters
    ----------
    routes, places
        Those of the page.
    whose
        Credits, perhaps several times.

    Returns
    -------
    Method
        Rows of tables in a fixed order, those that count nothing left out.
    """
    bases = Counter(leg.basis for route in routes for leg in route.legs)
    placed = Counter(place.basis for place in places)
    return Method(
        lines=tuple(Line(BASIS_LABELS[b], bases[b], _MEANS[b]) for b in Basis if bases[b]),
        places=tuple(
            Line(what, placed[basis], means)
            for basis, (what, means) in _PLACED.items()
            if placed[basis]
        ),
        precision=tuple(_precision(places)),
        credits=tuple(full_credits(whose)),
    )


def _precision(places: Sequence[Place]) -> list[Line]:
    """Count positions by how closely they are known."""
    found = Counter(position_precision(place) for place in places if place.position)
    return [
        Line(PRECISION_LABELS[each], found[each], _REACHES[each])
        for each in _REACHES
        if found[each]
    ]


def off_map(listed: Sequence[Section]) -> list[Absent]:
    """
    List what is not on the map by section and reason.

    Parameters
    ----------
    listed
        The list.

    Returns
    -------
    list of Absent
        In the order of the list; each reason once a section.
    """
    found: dict[tuple[str, str], list[Entry]] = {}
    for section in listed:
        for entry in section.entries:
            if entry.off_map:
                found.setdefault((section.title, entry.off_map), []).append(entry)
    return [
        Absent(title, reason, tuple(Span(entry.title, entry.ref) for entry in entries))
        for (title, reason), entries in found.items()
    ]
