"""Entries of journeys."""

from collections.abc import Mapping, Sequence

from geo.dates import Precision
from geo.quantities import Quantity
from geo.words import joined, lowered, say, say_many
from maps.draw.style import MODE_LABELS
from maps.page.entries.entry import Entry, Fact, Span, fact
from maps.page.entries.evidence import Ledger
from maps.page.entries.route import lines_made, link_span, place_span
from maps.page.entries.words import (
    counted_words,
    date_words,
    day_words,
    duration_words,
    km_words,
    span_words,
)
from routes.build import VAGUE_NOTE
from routes.journeys import LegRow
from routes.links import Mode
from routes.route import Route
from routes.totals import Total, is_open, journey_duration, journey_length, journey_stays

NOT_DRAWN = say("no leg has two known ends and a known way between them")


def journey_entry(rows: Sequence[LegRow], routes: Mapping[str, Route], *, ledger: Ledger) -> Entry:
    """
    Write the entry of a journey.

    Parameters
    ----------
    rows
        Its legs, in the order of the table; at least one.
    routes
        The route of each leg, by the leg's id.
    ledger
        What it refers to.

    Returns
    -------
    Entry
        One fact a leg, alternatives marked as such, and what is known of the whole.
    """
    journey = rows[0].journey
    legs = sorted(rows, key=lambda row: (row.leg, row.alternative))
    name = next((row.name for row in rows if row.name), journey)
    dates = list(dict.fromkeys(date_words(row.date) or row.date_text for row in legs if row.date))
    events = ledger.events.get(("journey", journey), [])
    own = [routes[row.id] for row in legs if row.id in routes]
    made = dict(zip([route.id for route in own], lines_made(own, ledger), strict=True))
    return Entry(
        ref=f"journey-{journey}",
        kind="journey",
        title=name,
        kicker=(Span(joined("; ", dates) or say("date not stated")),),
        facts=(
            *(f for row in legs for f in _leg_facts(row, routes.get(row.id), made, ledger)),
            *_whole_facts(legs, routes),
            *fact(say("Events"), *(Span(event.title, f"event-{event.id}") for event in events)),
        ),
        said=ledger.said(f"journey:{journey}", *legs),
        differing=ledger.differing(f"journey:{journey}", rows[0]),
        note=" ".join(dict.fromkeys(row.note for row in legs if row.note)),
        off_map="" if any(route.drawn for route in own) else NOT_DRAWN,
    )


def _mode_words(mode: Mode) -> str:
    """Say how a leg was travelled."""
    if mode is Mode.UNKNOWN:
        return say("mode not stated")
    if mode is Mode.FOOT:
        return say("on foot")
    return say("by {mode}", mode=lowered(MODE_LABELS[mode]))


def _leg_facts(
    row: LegRow, route: Route | None, made: Mapping[str, tuple[str, ...]], ledger: Ledger
) -> tuple[Fact, ...]:
    """One leg: its ends, its mode, its figures, how its line was made."""
    ends = (place_span(row.from_, ledger), Span(" → "), place_span(row.to, ledger))
    link = ledger.links.get(row.link)
    where = (Span(say(" at ")), place_span(row.to, ledger)) if row.to else ()
    stay = (Span(say("then a stay of {time}", time=duration_words(row.stay))), *where)
    return fact(
        _leg_name(row),
        ends,
        _mode_words(row.mode),
        date_words(row.date) or row.date_text,
        counted_words(row.persons, "persons") if row.persons else "",
        say("takes {time}", time=duration_words(row.duration)) if row.duration else "",
        stay if row.stay else "",
        (Span(say("on the line of ")), link_span(link, ledger)) if link else "",
        _length_words(route),
        *made.get(row.id, ()),
    )


def _leg_name(row: LegRow) -> str:
    """Name a leg by its numbers."""
    if row.alternative:
        return say("Leg {n}, alternative {other}", n=row.leg, other=row.alternative)
    return say("Leg {n}", n=row.leg)


def _length_words(route: Route | None) -> str:
    """Say how long a leg is: its way, else the straight line that it cannot be shorter than."""
    if route is None:
        return ""
    if route.length_m is not None:
        return km_words(route.length_m)
    vague = any(leg.note == VAGUE_NOTE for leg in route.legs)
    if route.straight_m is None or vague:
        return ""
    straight = km_words(route.straight_m)
    return say("{km} in a straight line, length of the way not known", km=straight)


def _whole_facts(legs: Sequence[LegRow], routes: Mapping[str, Route]) -> tuple[Fact, ...]:
    """Say what is known of a journey of several legs as a whole."""
    if len({row.leg for row in legs}) == 1:
        return ()
    time, stays = journey_duration(legs), journey_stays(legs)
    return fact(
        say("Whole journey"),
        _length_total(journey_length(legs, routes)),
        _duration_total(time),
        say("stays of {time} in all", time=_time_total(stays)) if stays.known > 1 else "",
        _days_words(legs),
    )


def _days_words(legs: Sequence[LegRow]) -> str:
    """Say how many days lie between the first and the last day that are stated."""
    days = [
        row.date.start
        for row in legs
        if row.date.precision is Precision.DAY and row.date.start and not row.date.approximate
    ]
    if not days or min(days) == max(days):
        return ""
    count = (max(days) - min(days)).days
    return say_many(
        "from {first} to {last}: {n} day from the first date to the last",
        "from {first} to {last}: {n} days from the first date to the last",
        count,
        first=day_words(min(days)),
        last=day_words(max(days)),
    )


def _length_total(total: Total) -> str:
    """Say the length of a journey, and of how many legs it says nothing."""
    if not total.known:
        return say("length not known")
    low, high = km_words(total.low), km_words(total.high)
    if total.unknown:
        return say(
            "at least {km}; length of {n} of {legs} legs not known",
            km=low,
            n=total.unknown,
            legs=total.known + total.unknown,
        )
    if low == high:
        return low
    return say("{low} to {high}, depending on the alternative", low=low, high=high)


def _duration_total(total: Total) -> str:
    """Say how long a journey takes, and of how many legs that says nothing."""
    if not total.known:
        return ""
    if not total.unknown:
        return say("takes {time}", time=_time_total(total))
    return say(
        "takes {time}; duration of {n} of {legs} legs not known",
        time=_time_total(total),
        n=total.unknown,
        legs=total.known + total.unknown,
    )


def _time_total(total: Total) -> str:
    """Say a sum of durations; one alone as its source has it."""
    if total.known == len(total.parts) == 1:
        return duration_words(Quantity(total.parts[0], total.low, total.high))
    if is_open(total):
        return say("at least {amount}", amount=span_words(total.low))
    low, high = span_words(total.low), span_words(total.high)
    return low if low == high else say("{low} to {high}", low=low, high=high)
