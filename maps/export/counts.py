"""How many of what a case holds: the figures in which all its outputs agree."""

from collections.abc import Iterator
from typing import NamedTuple

from maps.charted import Charted
from maps.draw.events import published
from routes.route import Basis


class Counts(NamedTuple):
    """
    How many of what a case holds, drafts left out.

    Attributes
    ----------
    events, placed_events
        All, and those whose place has a position.
    links, drawn_links
        All, and those with a line; the anchor of a way that is not known is no line.
    legs, drawn_legs
        Of journeys; the same.
    places, positioned_places
        All, and those with a position.
    """

    events: int
    placed_events: int
    links: int
    drawn_links: int
    legs: int
    drawn_legs: int
    journeys: int
    places: int
    positioned_places: int
    claims: int
    flows: int
    services: int
    sources: int

    @property
    def routes(self) -> int:
        """Links and legs together."""
        return self.links + self.legs

    def told(self) -> Iterator[tuple[str, int]]:
        """Give each number with the words for it."""
        for name, number in self._asdict().items():
            yield _WORDS[name], number


_WORDS = {
    "events": "events",
    "placed_events": "of them at a place with a position",
    "links": "routes (links)",
    "drawn_links": "of them with a line",
    "legs": "legs of journeys",
    "drawn_legs": "of them with a line",
    "journeys": "journeys",
    "places": "places",
    "positioned_places": "of them with a position",
    "claims": "claims",
    "flows": "flows (counts between areas)",
    "services": "services",
    "sources": "sources",
}


def count_case(charted: Charted) -> Counts:
    """
    Count what a case holds.

    Parameters
    ----------
    charted
        The case with its places and lines.

    Returns
    -------
    Counts
        Without drafts, unless a profile has taken them in.
    """
    case = published(charted.case)
    positioned = {place.id for place in charted.places if place.position}
    drawn = {
        (route.kind, route.id)
        for route in charted.routes
        for leg in route.legs
        if leg.line is not None and leg.basis is not Basis.UNKNOWN
    }
    return Counts(
        events=len(case.events),
        placed_events=sum(row.place in positioned for row in case.events),
        links=len(case.links),
        drawn_links=sum(kind == "link" for kind, _ in drawn),
        legs=len(case.legs),
        drawn_legs=sum(kind == "leg" for kind, _ in drawn),
        journeys=len({row.journey for row in case.legs}),
        places=len(charted.places),
        positioned_places=len(positioned),
        claims=len(case.claims),
        flows=len(case.flows),
        services=len(case.services),
        sources=len(case.sources),
    )
