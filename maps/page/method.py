"""How the map was made: what lines and positions rest on, counted, and whose data they are."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from geo.places import Place, PositionBasis
from maps.draw.style import BASIS_LABELS
from maps.page.credits import full_credits
from maps.page.entries.entry import Entry, Section, Span
from routes.route import Basis, Route

_MEANS = {
    Basis.NETWORK: "the shortest way over the mapped network; what ran may have gone another way",
    Basis.GEODESIC: "drawn for flights",
    Basis.WATER: "a way that ships could take, clear of land",
    Basis.DRAWN: "taken from the case as its editors drew or surveyed it",
    Basis.SCHEMATIC: "a straight stroke between two ends, with open rings where it stops",
    Basis.UNKNOWN: "an end or the way between is not known; at most faded ends and a question mark",
}
_PLACED = {
    PositionBasis.STATED: ("given in the case", "the editors state longitude and latitude"),
    PositionBasis.GEOMETRY: ("drawn in the case", "a point on a line or area that the case holds"),
    PositionBasis.GAZETTEER: ("found in the gazetteer", "each entry says which one, and why"),
    PositionBasis.NONE: ("without a position", "listed here, not drawn"),
}
#: Upper ends, in km, of the classes of precision.
_CLASSES = (1, 5, 25, 100)


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
        Places with a position by how far off it may be.
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
    """Count positions by how far off they may be."""
    classes = Counter(_class_of(place.radius_km) for place in places if place.position)
    order = ["not stated", *(f"up to {km} km" for km in _CLASSES), f"more than {_CLASSES[-1]} km"]
    return [Line(name, classes[name], "") for name in order if classes[name]]


def _class_of(radius_km: float) -> str:
    """Name the class of a radius."""
    if not radius_km:
        return "not stated"
    upper = next((km for km in _CLASSES if radius_km <= km), None)
    return f"more than {_CLASSES[-1]} km" if upper is None else f"up to {upper} km"


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
