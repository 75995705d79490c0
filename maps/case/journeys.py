"""Journeys: legs numbered without gaps, each beginning where the one before ended."""

from collections import defaultdict
from collections.abc import Iterator, Mapping

from geo.errors import Finding, Level
from maps.case.case import Case
from routes.journeys import LegRow
from routes.links import LinkRow, Mode

Within = Mapping[str, str]


def check_journeys(case: Case) -> Iterator[Finding]:
    """
    Find journeys whose legs do not make one movement.

    Parameters
    ----------
    case
        The case.

    Yields
    ------
    Finding
        Errors: a gap in the numbers, a leg from a place to itself, a link of another mode, a
        name that changes. Warnings: a leg that begins elsewhere than the one before ended, a
        link that does not call at its ends.
    """
    within = {place.id: place.within for place in case.places}
    links = {link.id: link for link in case.links}
    journeys: dict[str, list[LegRow]] = defaultdict(list)
    for leg in case.legs:
        journeys[leg.journey].append(leg)
        yield from _leg_findings(leg, links.get(leg.link), within)
    for name, legs in journeys.items():
        # a number or name that could not be read has its own complaint
        if name and all(leg.leg for leg in legs):
            yield from _number_findings(legs)
            yield from _connection_findings(legs, within)
            yield from _name_findings(legs)


def _leg_findings(leg: LegRow, link: LinkRow | None, within: Within) -> Iterator[Finding]:
    """Check one leg, and the link whose line it uses."""
    if leg.from_ and leg.from_ == leg.to:
        message = f"“{leg.to}” is where the leg begins, too: a line from a place to itself"
        yield Finding(leg.where, "to", message, "a stop on the way is no leg", rule="leg-same")
    if link is None or not leg.mode or not link.mode:
        return
    if leg.mode is not link.mode:
        known = Mode.UNKNOWN not in {leg.mode, link.mode}
        yield Finding(
            leg.where,
            "link",
            f"the link “{link.id}” is {link.mode}, the leg is {leg.mode}",
            "name a link of that mode, or none",
            Level.ERROR if known else Level.WARNING,
            "leg-mode",
        )
    passed = (*link.stops, *link.via)
    for column, end in (("from", leg.from_), ("to", leg.to)):
        if end and not any(_same(end, stop, within) for stop in passed):
            yield Finding(
                leg.where,
                column,
                f"“{end}” is no stop of the link “{link.id}”: {' > '.join(link.stops)}",
                "name another link, or none",
                Level.WARNING,
                "leg-stops",
            )


def _number_findings(legs: list[LegRow]) -> Iterator[Finding]:
    """Find the gaps in the numbers of a journey."""
    numbers = {leg.leg for leg in legs}
    for leg in sorted(legs, key=lambda leg: (leg.leg, leg.where)):
        if leg.leg > 1 and leg.leg - 1 not in numbers:
            numbers.add(leg.leg - 1)  # once for each gap
            message = f"leg {leg.leg} has no leg {leg.leg - 1} before it in “{leg.journey}”"
            yield Finding(leg.where, "leg", message, "number legs 1, 2, 3, …", rule="leg-number")


def _connection_findings(legs: list[LegRow], within: Within) -> Iterator[Finding]:
    """Find legs after which the journey goes on elsewhere."""
    by_number: dict[int, list[LegRow]] = defaultdict(list)
    for leg in legs:
        by_number[leg.leg].append(leg)
    for leg in legs:
        after = by_number.get(leg.leg + 1, [])
        starts = [following.from_ for following in after]
        if leg.to and starts and all(s and not _same(leg.to, s, within) for s in starts):
            yield Finding(
                after[0].where,
                "from",
                f"does not connect: leg {leg.leg} ends at “{leg.to}”, "
                f"leg {leg.leg + 1} begins at “{starts[0]}”",
                "add the leg between them, or leave open what is not stated",
                Level.WARNING,
                "leg-connection",
            )


def _name_findings(legs: list[LegRow]) -> Iterator[Finding]:
    """Find rows that give a journey another name than its first row."""
    first = min(legs, key=lambda leg: leg.where)
    for leg in legs:
        if leg.name and leg.name != first.name:
            message = f"“{leg.name}” is another name than in line {first.where.line}"
            yield Finding(leg.where, "name", message, "name it on the first row", rule="leg-name")


def _same(one: str, other: str, within: Within) -> bool:
    """Tell whether two places are the same, or one lies within the other."""
    return other in _around(one, within) or one in _around(other, within)


def _around(place: str, within: Within) -> set[str]:
    """Give a place and all that it lies within."""
    found: set[str] = set()
    while place and place not in found:
        found.add(place)
        place = within.get(place, "")
    return found
