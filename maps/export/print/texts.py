"""What is written around a printed map: its head, and the foot that says how it was made."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from maps.export.press import Press
from maps.export.print.map import View
from maps.export.print.pins import outside_of
from maps.export.print.plan import Plan
from maps.export.print.projection import degrees_words
from maps.export.print.scalebar import rounded_scale
from maps.export.print.stacks import Pin
from maps.page.credits import full_credits
from maps.page.entries.words import day_words
from maps.page.released import profile_words

AS_OF = "As of {day}."
NO_DAY = "As of a day that is not stated."
SCALE = "Scale {scale} in the middle of the map. Projection: {name}; central meridian {lon}."
BEYOND = "Beyond the edge of this map: {events}."
UNPLACED = "Without a place on any map, in the key only: {events}."
DIFFER = "A number underlined, or the sign ≠: sources differ."
DISPUTED = "Dotted borders are disputed; drawing them takes no side."
SOURCES = "Sources: {sources}."
MORE = "and {n} more"
#: Sources are named on the sheet up to this many; all of them stand in the key.
MOST_SOURCES = 12


class Head(NamedTuple):
    """Title, standfirst and day of a sheet."""

    title: str
    standfirst: str
    day: str


def head_of(press: Press) -> Head:
    """
    Give what stands above a map.

    Parameters
    ----------
    press
        The case.

    Returns
    -------
    Head
        Text of the case, as it was typed.
    """
    settings = press.case.settings
    day = AS_OF.format(day=day_words(press.as_of)) if press.as_of < date.max else NO_DAY
    return Head(settings.title or press.case.id, settings.subtitle, day)


def foot_of(press: Press, view: View, plan: Plan) -> list[str]:
    """
    Give what stands below a map.

    Parameters
    ----------
    press
        The case.
    view, plan
        What the map shows, and how it lies in its frame.

    Returns
    -------
    list of str
        Paragraphs: scale and projection, what is not on the map, sources, whose data it shows,
        what the profile has done.
    """
    case = press.case
    projection = plan.projection
    scale = SCALE.format(
        scale=rounded_scale(plan),
        name=projection.name,
        lon=degrees_words(projection.centre.lon, "EW"),
    )
    notes = [DIFFER] if press.differing & drawn_refs(view) else []
    own = [part for part in (case.settings.credit, case.settings.licence) if part]
    return [
        " ".join([scale, *notes]),
        *_beyond(outside_of(view, plan), view),
        *_unplaced(press, view),
        *_sources(press),
        " · ".join([*(f"{line}" for line in full_credits(credits_of(press))), *own]),
        *([words] if (words := profile_words(case.applied)) else []),
    ]


def credits_of(press: Press) -> list[str]:
    """
    List whose data a printed map shows.

    Parameters
    ----------
    press
        The case.

    Returns
    -------
    list of str
        As `full_credits` wants them.
    """
    from maps.draw.basemap import ATTRIBUTION  # noqa: PLC0415 - the pack of the base map

    legs = [leg.attribution for route in press.charted.routes for leg in route.legs]
    return [*(line for line in legs if line), *press.charted.credits, *ATTRIBUTION]


def drawn_refs(view: View) -> set[str]:
    """Give the refs of all that is drawn."""
    return {ref for layer in view.layers for ref in layer.table["ref"]}


def _beyond(pins: Sequence[Pin], view: View) -> list[str]:
    """Name the events whose places lie beyond the edge."""
    places: dict[str, list[str]] = {}
    for pin in pins:
        places.setdefault(view.names.get(pin.place, ""), []).append(str(pin.number))
    told = "; ".join(f"{name} {', '.join(numbers)}" for name, numbers in places.items())
    return [BEYOND.format(events=told)] if told else []


def _unplaced(press: Press, view: View) -> list[str]:
    """Name the events that stand nowhere on a map."""
    from maps.draw.events import numbered  # noqa: PLC0415 - short

    refs = drawn_refs(view)
    numbers = [str(number) for number, row in numbered(press.case) if f"event-{row.id}" not in refs]
    return [UNPLACED.format(events=", ".join(numbers))] if numbers else []


def _sources(press: Press) -> list[str]:
    """Name the sources."""
    names = [
        ", ".join(part for part in (source.publisher, source.title) if part)
        for source in press.case.sources
    ]
    more = [MORE.format(n=len(names) - MOST_SOURCES)] if len(names) > MOST_SOURCES else []
    return [SOURCES.format(sources="; ".join([*names[:MOST_SOURCES], *more]))] if names else []
