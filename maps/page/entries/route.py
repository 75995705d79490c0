"""Entries of links and services."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from geo.quantities import Quantity
from geo.words import joined, lowered, number_words, say
from maps.case.rows import ServiceRow
from maps.draw.status import LinkStatus, disputing
from maps.draw.style import BASIS_LABELS, MODE_LABELS, STATUS_LABELS
from maps.page.entries.entry import Differing, Entry, Fact, Said, Span, fact
from maps.page.entries.evidence import Ledger
from maps.page.entries.notes import noted
from maps.page.entries.terms import own_term, term
from maps.page.entries.words import date_words, km_words, quantity_words
from routes.air import AIR_NOTE
from routes.drawn import DRAWN_NOTE
from routes.links import UNSTATED, LinkRow, Mode
from routes.route import Basis, Route, RouteLeg
from routes.ways import GENERALISED_M

NOT_STATED = say("not stated")
#: Notes that say what the words for the basis say already.
_SAID_BY_LABEL = frozenset(note.rstrip(".") for note in (AIR_NOTE, DRAWN_NOTE))


def place_span(place: str, ledger: Ledger) -> Span:
    """Name a place by id; `?` and an empty id read "not stated"."""
    if place in {"", UNSTATED}:
        return Span(NOT_STATED)
    return Span(ledger.place_name(place), f"place-{place}")


def link_span(link: LinkRow, ledger: Ledger) -> Span:
    """Name a link; one without a name goes by its stops."""
    stops = joined(" – ", (place_span(stop, ledger).text for stop in link.stops))
    return Span(link.name or stops, f"link-{link.id}")


def _between(places: Sequence[Span], mark: str) -> tuple[Span, ...]:
    """Put a mark between spans."""
    spans: list[Span] = []
    for place in places:
        spans += [Span(mark), place] if spans else [place]
    return tuple(spans)


def link_entry(
    row: LinkRow, route: Route, status: LinkStatus, *, ledger: Ledger, as_of: date
) -> Entry:
    """
    Write the entry of a link.

    Parameters
    ----------
    row, route
        The link and its line.
    status
        Its state at the day that the map speaks of.
    ledger
        What it refers to.
    as_of
        That day.

    Returns
    -------
    Entry
        With stated, straight and network distance, the basis of each stretch, and the services
        that contradict each other.
    """
    stops = [place_span(stop, ledger) for stop in row.stops]
    services = [service for service in ledger.case.services if service.link == row.id]
    events = ledger.events.get(("link", row.id), [])
    return Entry(
        ref=f"link-{row.id}",
        kind="link",
        title=link_span(row, ledger).text,
        kicker=(Span(MODE_LABELS[row.mode]), Span(STATUS_LABELS[status])),
        facts=(
            *fact(say("Stops"), _between(stops, " – ")),
            *fact(say("Passing"), *(place_span(via, ledger) for via in row.via)),
            *fact(say("Avoiding"), joined(", ", (ledger.countries.get(c, c) for c in row.avoid))),
            *_services(services),
            *_distances(row.stated_km, route.legs),
            *line_facts(route, ledger),
            *fact(say("Events"), *(Span(event.title, f"event-{event.id}") for event in events)),
        ),
        said=ledger.said(f"link:{row.id}", row),
        differing=(*_disputes(services, as_of, ledger), *ledger.differing(f"link:{row.id}", row)),
        note=row.note,
        off_map="" if route.drawn else _why_no_line(row),
        look=f"{row.mode} {status} {route.basis}",
        group=MODE_LABELS[row.mode],
    )


def _disputes(services: Sequence[ServiceRow], as_of: date, ledger: Ledger) -> tuple[Differing, ...]:
    """Put services of one kind side by side where one says what another does not."""
    return tuple(
        Differing(
            field=say("state, {kind}", kind=own_term(rows[0].kind))
            if rows[0].kind
            else say("state"),
            sides=tuple(_state_said(row, ledger) for row in rows),
            chosen=False,
        )
        for rows in disputing(services, as_of)
    )


def _state_said(row: ServiceRow, ledger: Ledger) -> Said:
    """Say the state of a service, for when, with who says so."""
    said = ledger.statement(row, STATUS_LABELS[LinkStatus(row.status)])
    period = date_words(row.period)
    return replace(said, details=(*said.details, *([(say("for"), period)] if period else [])))


def _services(services: Sequence[ServiceRow]) -> tuple[Fact, ...]:
    """List what runs on a link."""
    return fact(say("Services"), *(Span(_service_words(s), f"service-{s.id}") for s in services))


def _service_words(row: ServiceRow) -> str:
    """Say a service in a line: kind, state, period."""
    state = term(row.status)
    words = joined(": ", (own_term(row.kind), state)) if row.kind else state
    return joined(", ", (words, date_words(row.period))) if row.period else words


class Distances(NamedTuple):
    """
    How long a link is, in words; what is not known is empty.

    Attributes
    ----------
    stated
        As its source says.
    straight
        Over the ellipsoid from stop to stop.
    along, way
        Along its line, and what that follows.
    part
        Said after the two where an end is not known.
    """

    stated: str
    straight: str
    along: str
    way: str
    part: str


def distances(stated: Quantity, legs: Sequence[RouteLeg]) -> Distances:
    """
    Measure a link in the three ways in which its length is told.

    Parameters
    ----------
    stated
        Kilometres, as the case has them.
    legs
        The stretches of its line.

    Returns
    -------
    Distances
        Each of them in words.
    """
    straight = [leg.straight_m for leg in legs if leg.straight_m is not None]
    along = [leg.length_m for leg in legs if leg.length_m is not None]
    rails = all(leg.mode is Mode.RAIL for leg in legs)
    tracks = say("along the tracks") if rails else say("over the network")
    named: dict[Basis, str] = {
        Basis.NETWORK: tracks,
        Basis.WATER: say("over water"),
        Basis.DRAWN: say("as drawn"),
    }
    way = next((named[leg.basis] for leg in legs if leg.basis in named), "")
    return Distances(
        stated=say("{km} km", km=quantity_words(stated)) if stated else "",
        straight=km_words(sum(straight)) if straight else "",
        along=km_words(sum(along)) if along and way else "",
        way=way,
        part="" if len(straight) == len(legs) else say(" (the part between known stops)"),
    )


def _distances(stated: Quantity, legs: Sequence[RouteLeg]) -> tuple[Fact, ...]:
    """Stated, straight and network distance, side by side."""
    told = distances(stated, legs)
    lines = [
        say("{km} as stated", km=told.stated) if told.stated else "",
        say("{km} in a straight line{part}", km=told.straight, part=told.part)
        if told.straight
        else "",
        joined("", (told.along, " ", told.way, told.part)) if told.along else "",
    ]
    return fact(say("Distance"), *lines)


def line_facts(route: Route, ledger: Ledger) -> tuple[Fact, ...]:
    """
    Say how each stretch of a line was made.

    Parameters
    ----------
    route
        With one stretch or more.
    ledger
        What it refers to.

    Returns
    -------
    tuple of Fact
        One, with a value for each stretch.
    """
    return fact(say("How the line was made"), *lines_made([route], ledger)[0])


def lines_made(routes: Sequence[Route], ledger: Ledger) -> list[tuple[str, ...]]:
    """
    Say how the lines that stand in one entry were made.

    Parameters
    ----------
    routes
        In the order of the entry.
    ledger
        What they refer to.

    Returns
    -------
    list of tuple of str
        For each route the words for each of its stretches. The sentence with which a note opens
        tells how all lines of its kind are made, and is said once.
    """
    told = set(_SAID_BY_LABEL)
    made = []
    for route in routes:
        several, words = len(route.legs) > 1, []
        for leg in route.legs:
            opening, _, rest = leg.note.partition(". ")
            opening = opening.rstrip(".")
            note = rest if opening in told else leg.note
            words.append(_leg_words(leg, note, ledger, named=several))
            told.add(opening)
        made.append(tuple(words))
    return made


def _leg_words(leg: RouteLeg, note: str, ledger: Ledger, *, named: bool) -> str:
    """Say how one stretch was made, and how far the data are from its stops."""
    start, end = place_span(leg.start, ledger).text, place_span(leg.end, ledger).text
    head = (start, " – ", end, say(": ")) if named else ()
    if leg.basis is Basis.UNKNOWN:
        why = lowered(noted(leg.note))
        return joined("", (*head, why or say("not known; no line is drawn.")))
    # A course over water says in its note how near to the shore its ends run.
    off = leg.snap_m if leg.basis is Basis.NETWORK else ()
    snapped = [km_words(metres) for metres in off if metres >= 100]
    basis: str = BASIS_LABELS[leg.basis]
    if len(snapped) == 1:
        far = {"basis": basis, "km": snapped[0]}
        basis = say("{basis}, which begins {km} from the stop", **far)
    elif snapped:
        far = {"basis": basis, "km": snapped[0], "other": snapped[1]}
        basis = say("{basis}, which begins {km} and {other} from the stops", **far)
    made = joined("", (*head, basis, say(".")))
    return joined(" ", filter(None, (made, noted(note), _generalised_words(leg))))


def _generalised_words(leg: RouteLeg) -> str:
    """Say how much of a stretch is drawn straight between far vertices of the network."""
    if not leg.generalised_m:
        return ""
    return say(
        "Generalised: {km} of it drawn straight between points more than {far} apart.",
        km=km_words(leg.generalised_m),
        far=say("{km} km", km=number_words(GENERALISED_M / 1000)),
    )


def _why_no_line(row: LinkRow) -> str:
    """Say why a link has no line."""
    if row.geometry == "none":
        return say("the editors list it without a line")
    if UNSTATED in row.stops:
        return say("an end is not stated, so no line is drawn")
    return say("a stop has no position, or the way between them is not known")


def service_entry(row: ServiceRow, *, ledger: Ledger) -> Entry:
    """
    Write the entry of a service.

    Parameters
    ----------
    row
        The service.
    ledger
        What it refers to.

    Returns
    -------
    Entry
        Under the name of its link.
    """
    link = ledger.links[row.link]
    name = link_span(link, ledger)
    return Entry(
        ref=f"service-{row.id}",
        kind="service",
        title=joined(
            ": ",
            (name.text, joined(", ", (own_term(row.kind) or say("service"), term(row.status)))),
        ),
        kicker=(Span(date_words(row.period) or say("period not stated")),),
        facts=(
            *fact(say("Runs on"), name),
            *fact(say("Operator"), row.operator),
        ),
        said=ledger.said(f"service:{row.id}", row),
        differing=ledger.differing(f"service:{row.id}", row),
        note=row.note,
    )
