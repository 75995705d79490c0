"""What follows from the rows: positions found, lines, states of routes."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import shapely

from geo.columns import columns_of
from geo.coords import distance_m
from geo.evidence import Evidence
from geo.places import Place
from maps.case.case import Case
from maps.case.dates import last_day
from maps.diff.difference import Change, Difference, Field
from maps.diff.matching import Pair
from maps.diff.sides import Side
from maps.diff.wording import sentence
from maps.draw.status import link_status
from maps.draw.style import STATUS_LABELS
from maps.page.entries.words import day_words, km_words, position_words
from routes.route import Basis, Route

_ON = {
    Basis.NETWORK: "along the mapped network",
    Basis.GEODESIC: "as the shortest line over the earth",
    Basis.WATER: "over water",
    Basis.DRAWN: "as drawn",
    Basis.SCHEMATIC: "schematic, in a straight line",
    Basis.UNKNOWN: "not known",
}
#: Decimals of a degree in which two lines are the same: about a metre.
_DECIMALS = 5
#: Positions nearer than this are the same.
_NEAR_M = 1.0
#: Columns of places, links and journeys that no line, position or length depends on.
_IDLE = frozenset(columns_of(Evidence)) | {"note", "names"}


def needs_lines(differences: Sequence[Difference], cases: tuple[Case, Case]) -> bool:
    """
    Tell whether lines may differ, so that they are worth being built.

    Parameters
    ----------
    differences
        Of rows and settings.
    cases
        The two versions.

    Returns
    -------
    bool
        Whether places, links, journeys, what claims say of links, networks or answers to
        findings differ.
    """
    old, new = (case.settings for case in cases)
    keys = ("rail", "road", "sea", "acknowledged")
    if any(getattr(old, name) != getattr(new, name) for name in keys):
        return True
    of_links = {
        f"claim:{row.id}"
        for case in cases
        for row in case.claims
        if row.subject.startswith("link:")
    }
    return any(_moves(one) or one.ref in of_links for one in differences)


def _moves(difference: Difference) -> bool:
    """Tell whether a difference may move a line."""
    if difference.group == "case":
        return any(field.name in {"rail", "road", "sea"} for field in difference.fields)
    if difference.group not in {"places", "links", "journeys"}:
        return False
    fields = {field.name for field in difference.fields}
    return not fields or bool({name for name in fields if not name.startswith("x_")} - _IDLE)


def state_differences(pair: Pair) -> Iterator[Difference]:
    """
    Tell of the day that the map speaks of, and of the states in which its routes are drawn.

    Parameters
    ----------
    pair
        The two versions, both without faults.

    Yields
    ------
    Difference
        For routes that both have.
    """
    old, new = pair.before.reading.case, pair.after.reading.case
    days = last_day(old), last_day(new)
    if days[0] != days[1] and old.settings.as_of.text == new.settings.as_of.text:
        was, now = (day_words(day) for day in days)
        words = f"The case speaks up to {now}, it was {was}: the newest date of a source."
        fields = (Field("as_of", was, now),)
        yield Difference(group="case", change=Change.CHANGED, ref="", sentence=words, fields=fields)
    states = [_states(case) for case in (old, new)]
    for link, state in states[1].items():
        before = states[0].get(_old_id(pair, "links", link), state)
        if before != state:
            fields = (Field("state", before, state),)
            words = f"the map draws it as {state}, it was {before}"
            yield _of_row(pair.after, "links", f"link:{link}", words, fields)


def _states(case: Case) -> dict[str, str]:
    """Give the state of each link at the day that the map speaks of, in words."""
    as_of = last_day(case)
    services: dict[str, list[Any]] = {row.id: [] for row in case.links}
    for row in case.services:
        services.setdefault(row.link, []).append(row)
    return {
        row.id: STATUS_LABELS[link_status(services[row.id], as_of)] for row in case.links if row.id
    }


def _old_id(pair: Pair, table: str, name: str) -> str:
    """Give the id that a row had before."""
    old = {now: was for was, now in pair.renamed.get(table, {}).items()}
    return old.get(name, name)


def _of_row(side: Side, group: str, ref: str, words: str, fields: tuple[Field, ...]) -> Difference:
    """Make a difference of something that follows from a row."""
    heading = side.names.subject(ref)
    return Difference(
        group=group,
        change=Change.CHANGED,
        ref=ref,
        sentence=sentence(heading, [words]),
        fields=fields,
        heading=heading,
        parts=(words,),
    )


def place_differences(
    pair: Pair, before: Sequence[Place], after: Sequence[Place]
) -> Iterator[Difference]:
    """
    Tell of places that are found elsewhere, where their rows do not state where they are.

    Parameters
    ----------
    pair
        The two versions.
    before, after
        Their places.

    Yields
    ------
    Difference
        In the order of the second version.
    """
    olds = {place.id: place for place in before}
    for now in after:
        was = olds.get(_old_id(pair, "places", now.id))
        stated = was is not None and was.row.lon is not None and now.row.lon is not None
        if was is None or stated or _together(was, now):
            continue
        fields = (Field("position", _found(was), _found(now)),)
        yield _of_row(pair.after, "places", f"place:{now.id}", _found_words(was, now), fields)


def _found_words(was: Place, now: Place) -> str:
    """Say where a place is found, and where it was; what its row states is told there."""
    away = _away(was, now)
    if now.row.lon is not None:
        return f"it was found at {_found(was)}{away}"
    why = f" ({now.why.rstrip('.')})" if now.why and now.position else ""
    before = "" if was.row.lon is not None else f", it was {_found(was)}"
    return f"it is found at {_found(now)}{before}{away}{why}"


def _together(was: Place, now: Place) -> bool:
    """Tell whether two positions are the same."""
    if was.position is None or now.position is None:
        return was.position is now.position
    return distance_m(was.position, now.position) < _NEAR_M


def _found(place: Place) -> str:
    """Say a position that was found."""
    return position_words(place.position) if place.position else "no position"


def _away(was: Place, now: Place) -> str:
    """Say how far apart two positions are."""
    if was.position is None or now.position is None:
        return ""
    return f", {km_words(distance_m(was.position, now.position))} away"


def line_differences(
    pair: Pair, before: Sequence[Route], after: Sequence[Route]
) -> Iterator[Difference]:
    """
    Tell of lines that run elsewhere, have another length or another basis.

    Parameters
    ----------
    pair
        The two versions.
    before, after
        Their links and legs with their lines.

    Yields
    ------
    Difference
        For what both have, in the order of the second version; nothing of a leg that goes along
        with its link.
    """
    olds = {(route.kind, route.id): route for route in before}
    moved: set[str] = set()
    for now in after:
        table = "links" if now.kind == "link" else "journeys"
        was = olds.get((now.kind, _old_id(pair, table, now.id)))
        if was is None or _course(was) == _course(now) or now.link in moved:
            continue
        fields = (Field("line", _line_words(was), _line_words(now)),)
        words = f"the line is {fields[0].now}, it was {fields[0].was}"
        if fields[0].was == fields[0].now:
            words = f"the line takes another course, {fields[0].now} as before"
        if now.kind == "link":
            moved.add(now.id)
            yield _of_row(pair.after, table, f"link:{now.id}", words, fields)
        else:
            told = _of_row(pair.after, table, f"journey:{now.id}", words, fields)
            yield replace(told, ref=f"journey:{now.journey}")


def _course(route: Route) -> tuple[Any, ...]:
    """Give what makes a line the same: basis and course of each stretch."""
    return tuple(
        (leg.basis, None if leg.line is None else _rounded(leg.line)) for leg in route.legs
    )


def _rounded(line: Any) -> bytes:
    """Give the vertices of a line to the metre."""
    return bytes(np.round(shapely.get_coordinates(line), _DECIMALS).tobytes())


def _line_words(route: Route) -> str:
    """Say how long a line is, and on what it rests."""
    if not route.drawn:
        return "not drawn"
    known = [leg for leg in route.legs if leg.basis is not Basis.UNKNOWN]
    if not known:
        return "not known, only its ends are drawn"
    metres = sum(leg.length_m or leg.straight_m or 0.0 for leg in known)
    bases = dict.fromkeys(_ON[leg.basis] for leg in known)
    rest = ", the rest not known" if len(known) < len(route.legs) else ""
    return f"{km_words(metres)} {' and '.join(bases)}{rest}"
