"""The map in words: a short alternative text and a long description, written from the data."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from geo.coords import Bbox
from geo.places import WIDE_KINDS, Place
from geo.precision import PositionPrecision, position_precision
from geo.words import capital, either, joined, lowered, message, messages, say, say_many
from maps.case.case import Case
from maps.draw.layers import frame_of
from maps.draw.status import LinkStatus, link_status
from maps.draw.style import BASIS_LABELS, KIND_LABELS, MODE_LABELS, PRECISION_LABELS, STATUS_LABELS
from maps.page.entries.words import day_words, degree_words
from maps.page.plain import visible
from routes.route import Basis, Route

#: So many routes and places are named; of the others it is said how many they are.
NAMED = 12
#: Lines of which a reader must know that no way was followed.
_LOOSE = (Basis.SCHEMATIC, Basis.UNKNOWN)
_WIDE = (PositionPrecision.REGION, PositionPrecision.COUNTRY)
#: How many events are marked: several, and one.
_MARKED = (
    message("{n} are marked by a number at {places} places; {rest} stand in the list alone."),
    message("{n} is marked by a number at {places} places; {rest} stand in the list alone."),
)
_MARKED_WIDE = (
    message(
        "{n} are marked by a number at {places} places, {wide} of these at the name of a country "
        "or region; {rest} stand in the list alone."
    ),
    message(
        "{n} is marked by a number at {places} places, {wide} of these at the name of a country "
        "or region; {rest} stand in the list alone."
    ),
)


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
        return joined(" ", self.paragraphs)


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
    content = " and ".join([_routes(len(links)), _events_counted(len(case.events))])
    years = _years(case)
    alt = f"Map of {content}{f', {years}' if years else ''}: {title.rstrip('.')}."
    return Description(alt, tuple(joined(" ", filter(None, part)) for part in parts if any(part)))


def _counted(number: int, one: str, several: str) -> str:
    """Say how many there are: `1 route`, `no events`."""
    english = f"{number or 'no'} {(one if number == 1 else several).removeprefix('{n} ')}"
    return either(english, say_many(one, several, number))


def _routes(number: int) -> str:
    """Count routes."""
    return _counted(number, *messages("{n} route", "{n} routes"))


def _events_counted(number: int) -> str:
    """Count events."""
    return _counted(number, *messages("{n} event", "{n} events"))


def _extent(window: Bbox, as_of: date) -> list[str]:
    """Say which part of the earth is shown, and for which day."""
    west, east = ((lon + 180) % 360 - 180 for lon in (window.west, window.east))
    across: str = say("over all longitudes")
    if window.east - window.west < 360:
        across = _from_to(degree_words(west, "EW", 1), degree_words(east, "EW", 1))
    up = _from_to(degree_words(window.south, "NS", 1), degree_words(window.north, "NS", 1))
    if as_of == date.max:
        return [say("The whole map reaches {across} and {up}.", across=across, up=up)]
    day = day_words(as_of)
    ends = {"across": across, "up": up, "day": day}
    return [say("The whole map reaches {across} and {up}, as of {day}.", **ends)]


def _from_to(first: str, last: str) -> str:
    """Say a span of degrees."""
    return say("from {first} to {last}", first=first, last=last)


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
    modes = Counter(lowered(MODE_LABELS[route.mode]) for route in links)
    routes, drawn = capital(_routes(len(links))), sum(map(_has_way, links))
    said = say(
        "{routes} ({modes}); {n} of them drawn.", routes=routes, modes=_tally(modes), n=drawn
    )
    names = {place.id: place.name for place in places}
    rows = {row.id: row for row in case.links}
    told = []
    for route in links:
        row = rows[route.id]
        ends = joined(" – ", (names.get(stop, say("not stated")) for stop in row.stops))
        name = visible(row.name) if row.name else ends
        mode, state = lowered(MODE_LABELS[route.mode]), _state(case, route.id, as_of)
        told.append(joined("", (name, " (", mode, ", ", state, ")")))
    return [said, say("They are: {list}.", list=_first(told))]


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
    journeys = _counted(len(legs), *messages("{n} journey", "{n} journeys"))
    drawn = sum(legs.values())
    return [say("{journeys}; {n} of them drawn.", journeys=capital(journeys), n=drawn)]


def _events(case: Case, places: Sequence[Place]) -> list[str]:
    """Count the events, and say where most of them are."""
    if not case.events:
        return []
    pinned = {place.id: place for place in places if place.position}
    at = Counter(row.place for row in case.events if row.place in pinned)
    wide = sum(n for place, n in at.items() if pinned[place].kind in WIDE_KINDS)
    events = _events_counted(len(case.events))
    years = _years(case)
    said = [joined("", (capital(joined(", ", filter(None, (events, years)))), say(".")))]
    counts = {"n": at.total(), "places": len(at), "rest": len(case.events) - at.total()}
    if wide:
        said.append(say(_MARKED_WIDE[at.total() == 1], wide=wide, **counts))
    else:
        said.append(say(_MARKED[at.total() == 1], **counts))
    told = [f"{visible(pinned[place].name)} ({number})" for place, number in at.most_common()]
    return [*said, say("Events by place: {list}.", list=_first(told))] if told else said


def _places(places: Sequence[Place]) -> list[str]:
    """Count the places by kind."""
    if not places:
        return []
    kinds = Counter(lowered(KIND_LABELS[place.kind]) for place in places if place.position)
    absent = sum(place.position is None for place in places)
    said: str = say("No place has a position.")
    if kinds:
        said = say("Places with a position: {kinds}.", kinds=_tally(kinds))
    return [said, say("Without one, and not drawn: {n}.", n=absent) if absent else ""]


def _doubts(case: Case, links: Sequence[Route], places: Sequence[Place]) -> list[str]:
    """Say what of the map is uncertain."""
    loose = Counter(leg.basis for route in links for leg in route.legs if leg.basis in _LOOSE)
    wide = Counter(position_precision(place) for place in places if place.position)
    said: list[str] = [
        say(
            "{stretches} of routes: {basis}.",
            stretches=_counted(loose[basis], *messages("{n} stretch", "{n} stretches")),
            basis=BASIS_LABELS[basis],
        )
        for basis in _LOOSE
        if loose[basis]
    ]
    said += [
        say(
            "{places} located no closer than to {what}.",
            places=_counted(wide[each], *messages("{n} place", "{n} places")),
            what=PRECISION_LABELS[each],
        )
        for each in _WIDE
        if wide[each]
    ]
    differing = len({claim.subject for claim in case.claims if claim.field or claim.value})
    if differing:
        said.append(_further(differing))
    return [say("Uncertain:"), *said] if said else []


def _further(number: int) -> str:
    """Say for how many entries sources say more."""
    return say("For {n} entries further statements stand beside the editors’ own.", n=number)


def _tally(counts: Mapping[str, int]) -> str:
    """List names with their numbers."""
    return joined(", ", (joined(" ", (name, str(number))) for name, number in counts.items()))


def _first(told: Sequence[str]) -> str:
    """List the first names, and how many more there are."""
    more = [say("and {n} more", n=len(told) - NAMED)] if len(told) > NAMED else []
    return joined("; ", [*told[:NAMED], *more])
