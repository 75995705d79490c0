"""The map in words: a short alternative text and a long description, written from the data."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from geo.coords import Bbox
from geo.places import WIDE_KINDS, Place
from geo.precision import PositionPrecision, position_precision
from maps.case.case import Case
from maps.draw.layers import frame_of
from maps.draw.status import LinkStatus, link_status
from maps.draw.style import BASIS_LABELS, KIND_LABELS, MODE_LABELS, PRECISION_LABELS, STATUS_LABELS
from maps.page.entries.words import day_words
from maps.page.plain import visible
from routes.route import Basis, Route

#: So many routes and places are named; of the others it is said how many they are.
NAMED = 12
#: Lines of which a reader must know that no way was followed.
_LOOSE = (Basis.SCHEMATIC, Basis.UNKNOWN)
_WIDE = (PositionPrecision.REGION, PositionPrecision.COUNTRY)


@dataclass(frozen=True, slots=True)
class Description:
    """
    What a map shows, for those who do not see it.

    Attributes
    ----------
    alt
        One sentence, for the alternative text of a picture.
    paragraphs
        What it shows, its lines, its events, its places, what is uncertain.
    """

    alt: str
    paragraphs: tuple[str, ...]

    @property
    def text(self) -> str:
        """Give the paragraphs as one text."""
        return " ".join(self.paragraphs)


def describe(
    case: Case, places: Sequence[Place], routes: Sequence[Route], as_of: date
) -> Description:
    """
    Put a map into words.

    Parameters
    ----------
    case, places, routes
        The case without its drafts, its geocoded places, its links and legs with their lines.
    as_of
        The day that the map speaks of.

    Returns
    -------
    Description
        Plain text; what would act instead of being read is shown by its code point.
    """
    links = [route for route in routes if route.kind == "link"]
    title = visible(case.settings.title or case.id) or "a case without a title"
    parts = [
        _extent(frame_of(case, places, routes), as_of),
        _lines(case, links, places, as_of),
        _journeys(routes),
        _events(case, places),
        _places(places),
        _doubts(case, links, places),
    ]
    content = " and ".join([_counted(len(links), "route"), _counted(len(case.events), "event")])
    years = _years(case)
    alt = f"Map of {content}{f', {years}' if years else ''}: {title.rstrip('.')}."
    return Description(alt, tuple(" ".join(filter(None, part)) for part in parts if any(part)))


def _counted(number: int, one: str, several: str = "") -> str:
    """Say how many there are: `1 route`, `no events`."""
    return f"{number or 'no'} {one if number == 1 else several or f'{one}s'}"


def _are(number: int) -> str:
    """Choose the verb for a number."""
    return "is" if number == 1 else "are"


def _degrees(value: float, ends: str) -> str:
    """Say a degree of longitude or latitude to a tenth."""
    return f"{abs(value):.1f}° {ends[value < 0]}"


def _extent(window: Bbox, as_of: date) -> list[str]:
    """Say which part of the earth is shown, and for which day."""
    west, east = ((lon + 180) % 360 - 180 for lon in (window.west, window.east))
    whole = window.east - window.west >= 360
    across = (
        "over all longitudes" if whole else f"from {_degrees(west, 'EW')} to {_degrees(east, 'EW')}"
    )
    up = f"from {_degrees(window.south, 'NS')} to {_degrees(window.north, 'NS')}"
    state = f", as of {day_words(as_of)}" if as_of < date.max else ""
    return [f"The whole map reaches {across} and {up}{state}."]


def _years(case: Case) -> str:
    """Say the years in which the events begin and end."""
    days = [day for row in case.events for day in (row.date.start, row.date.end) if day]
    if not days:
        return ""
    first, last = min(days).year, max(days).year
    return str(first) if first == last else f"{first} to {last}"


def _lines(case: Case, links: Sequence[Route], places: Sequence[Place], as_of: date) -> list[str]:
    """Count the routes by mode, and name them with their state."""
    if not links:
        return []
    modes = Counter(MODE_LABELS[route.mode].lower() for route in links)
    drawn = sum(map(_has_way, links))
    said = [
        f"{_counted(len(links), 'route').capitalize()} ({_tally(modes)}); {drawn} of them drawn."
    ]
    names = {place.id: place.name for place in places}
    rows = {row.id: row for row in case.links}
    states = {route.id: _state(case, route.id, as_of) for route in links}
    told = []
    for route in links:
        row = rows[route.id]
        ends = " – ".join(names.get(stop, "not stated") for stop in row.stops)
        name = visible(row.name or ends)
        told.append(f"{name} ({MODE_LABELS[route.mode].lower()}, {states[route.id]})")
    return [*said, _listed("They are", told)]


def _has_way(route: Route) -> bool:
    """Tell whether any stretch is drawn; the faded end of one that is not known is no line."""
    return any(leg.line is not None and leg.basis is not Basis.UNKNOWN for leg in route.legs)


def _state(case: Case, link: str, as_of: date) -> str:
    """Say the state of a link on a day."""
    status: LinkStatus = link_status([row for row in case.services if row.link == link], as_of)
    return STATUS_LABELS[status]


def _journeys(routes: Sequence[Route]) -> list[str]:
    """Count the journeys, and those of which a leg is drawn."""
    legs: dict[str, bool] = {}
    for route in routes:
        if route.kind == "leg":
            legs[route.journey] = legs.get(route.journey, False) or _has_way(route)
    if not legs:
        return []
    return [f"{_counted(len(legs), 'journey').capitalize()}; {sum(legs.values())} of them drawn."]


def _events(case: Case, places: Sequence[Place]) -> list[str]:
    """Count the events, and say where most of them are."""
    if not case.events:
        return []
    pinned = {place.id: place for place in places if place.position}
    at = Counter(row.place for row in case.events if row.place in pinned)
    wide = sum(n for place, n in at.items() if pinned[place].kind in WIDE_KINDS)
    years = _years(case)
    said = [f"{_counted(len(case.events), 'event').capitalize()}{f', {years}' if years else ''}."]
    said.append(f"{at.total()} {_are(at.total())} marked by a number at {len(at)} places"
                f"{f', {wide} of these at the name of a country or region' if wide else ''}; "
                f"{len(case.events) - at.total()} stand in the list alone.")  # fmt: skip
    told = [f"{visible(pinned[place].name)} ({number})" for place, number in at.most_common()]
    return [*said, _listed("Events by place", told)] if told else said


def _places(places: Sequence[Place]) -> list[str]:
    """Count the places by kind."""
    if not places:
        return []
    kinds = Counter(KIND_LABELS[place.kind].lower() for place in places if place.position)
    absent = sum(place.position is None for place in places)
    said = f"Places with a position: {_tally(kinds)}." if kinds else "No place has a position."
    return [said, f"Without one, and not drawn: {absent}." if absent else ""]


def _doubts(case: Case, links: Sequence[Route], places: Sequence[Place]) -> list[str]:
    """Say what of the map is uncertain."""
    loose = Counter(leg.basis for route in links for leg in route.legs if leg.basis in _LOOSE)
    wide = Counter(position_precision(place) for place in places if place.position)
    said = [
        f"{_counted(loose[basis], 'stretch', 'stretches')} of routes: {BASIS_LABELS[basis]}."
        for basis in _LOOSE
        if loose[basis]
    ]
    said += [
        f"{_counted(wide[each], 'place')} located no closer than to {PRECISION_LABELS[each]}."
        for each in _WIDE
        if wide[each]
    ]
    differing = len({claim.subject for claim in case.claims if claim.field or claim.value})
    if differing:
        said.append(f"For {differing} entries further statements stand beside the editors’ own.")
    return ["Uncertain:", *said] if said else []


def _tally(counts: Mapping[str, int]) -> str:
    """List names with their numbers."""
    return ", ".join(f"{name} {number}" for name, number in counts.items())


def _listed(head: str, told: Sequence[str]) -> str:
    """Name the first of many."""
    return f"{head}: {'; '.join(_first(told))}."


def _first(told: Sequence[str]) -> Iterator[str]:
    """Give the first names, and how many more there are."""
    yield from told[:NAMED]
    if len(told) > NAMED:
        yield f"and {len(told) - NAMED} more"
