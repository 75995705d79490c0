"""Links and legs of journeys become routes."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import NamedTuple

from shapely.geometry.base import BaseGeometry

from geo.coords import distance_m
from geo.errors import CaseError, Finding, NoPathError, SamePositionError, ValueProblem
from geo.places import Place
from routes.air import air_leg
from routes.chain import chained, reversed_leg
from routes.drawn import DrawnLineError, drawn_legs
from routes.journeys import LegRow
from routes.links import UNSTATED, LinkRow, Mode
from routes.network import Networks
from routes.passages import PASSAGES
from routes.place_ends import is_vague, position_of
from routes.rail import rail_legs
from routes.road import schematic_leg, unknown_leg
from routes.route import Basis, Route, RouteLeg

UNSTATED_NOTE = "An end of this stretch is not stated; no line is drawn."
NO_POSITION_NOTE = "An end of this stretch has no position; no line is drawn."
VAGUE_NOTE = "An end of this stretch is a wide area; where in it is not stated."
NEVER_DRAWN_NOTE = "Listed, not drawn."
OTHER_MODE_NOTE = "The link it names goes by another mode, so that link's line is not used."
RULE = "route"


@dataclass(frozen=True, slots=True)
class Ground:
    """
    What routes are built on.

    Attributes
    ----------
    places
        Places after their ids.
    networks
        The networks, read when first asked for.
    geometries
        Drawn lines after `file.geojson#id`.
    """

    places: Mapping[str, Place]
    networks: Networks
    geometries: Mapping[str, BaseGeometry]


class Fault(NamedTuple):
    """What went wrong with a column."""

    column: str
    error: ValueProblem


class Stretch(NamedTuple):
    """Two neighbouring stops and their places; `None` where a stop cannot end a line."""

    start: str
    end: str
    places: tuple[Place, Place] | None
    note: str


def build_routes(
    links: Sequence[LinkRow],
    legs: Sequence[LegRow],
    places: Mapping[str, Place],
    networks: Networks,
    geometries: Mapping[str, BaseGeometry],
) -> list[Route]:
    """
    Give every link and every leg of a journey its lines.

    Parameters
    ----------
    links, legs
        Rows of the case.
    places
        Places after their ids; all that the rows name.
    networks
        The networks, read only where a row needs one.
    geometries
        Drawn lines after `file.geojson#id`.

    Returns
    -------
    list[Route]
        Links in their order, then legs in theirs. A stretch beside an unstated stop, or with a
        stop without position, has no line and the basis `unknown`; one with a wide area at an
        end, or of unknown mode, has the geodesic as an anchor and the basis `unknown`.

    Raises
    ------
    CaseError
        Every stretch that cannot be built, each with file, line, column and help.
    """
    ground = Ground(places, networks, geometries)
    findings: list[Finding] = []
    routes: list[Route] = []
    broken: set[str] = set()
    for link in links:
        route, faults = _link_route(link, ground)
        routes += [] if faults else [route]
        broken |= {link.id} if faults else set()
        findings += [_finding(link, f"link:{link.id}", fault) for fault in faults]
    known = {route.id: route for route in routes}
    for leg in legs:
        if leg.link not in broken:
            route, faults = _leg_route(leg, known.get(leg.link), ground)
            routes += [] if faults else [route]
            findings += [_finding(leg, f"journey:{leg.journey}", fault) for fault in faults]
    if findings:
        raise CaseError(sorted(findings, key=lambda finding: finding.where))
    return routes


def _finding(row: LinkRow | LegRow, subject: str, fault: Fault) -> Finding:
    """Say where a fault stands."""
    message = f"{row.id}: {fault.error.message}"
    return Finding(row.where, fault.column, message, fault.error.help, rule=RULE, subject=subject)


def _link_route(link: LinkRow, ground: Ground) -> tuple[Route, list[Fault]]:
    """Build a link; the route is of use only without faults."""
    stretches = [_stretch(start, end, ground) for start, end in pairwise(link.stops)]
    if link.geometry:
        # A line that was drawn, or is meant to be straight, may end in a wide area.
        stretches = [s._replace(note="") if s.note == VAGUE_NOTE else s for s in stretches]
    faults = [*_misplaced(link, ground), *_standstills(stretches)]
    legs: list[RouteLeg] = []
    if not faults:
        via = _shared_out(link, stretches, ground)
        for run in _runs(stretches):
            try:
                legs += _run_legs(link, [stretches[i] for i in run], [via[i] for i in run], ground)
            except ValueProblem as error:
                faults.append(Fault(_column(link, error), error))
    return Route(kind="link", id=link.id, mode=link.mode, legs=tuple(legs)), faults


def _is_led_round(link: LinkRow, ground: Ground) -> bool:
    """Tell whether a link is a ferry over open water that keeps out of canals and straits."""
    open_water = (
        link.mode == Mode.FERRY and not link.geometry and not ground.networks.over(link.mode)
    )
    return open_water and all(name in PASSAGES for name in link.avoid)


def _misplaced(link: LinkRow, ground: Ground) -> Iterator[Fault]:
    """Give the faults of a link's columns that need no line to be seen."""
    if _is_led_round(link, ground):
        pass
    elif link.avoid and (link.mode != Mode.RAIL or link.geometry):
        message = f"a link by {link.mode}" if link.mode != Mode.RAIL else "a link with a geometry"
        yield Fault("avoid", ValueProblem(f"{message} cannot keep out of countries", "rail alone"))
    elif link.avoid and (own := ground.networks.own.get(link.mode)) and own().codes == ("",):
        message = f"{own().source or 'the network'} does not say in which country its lines lie"
        yield Fault("avoid", ValueProblem(message, "name a place in the column via"))
    for name in (*link.stops, *link.via):
        if name != UNSTATED and ground.places[name].country in link.avoid:
            message = f"“{name}” lies in {ground.places[name].country}, which it is to avoid"
            yield Fault("avoid", ValueProblem(message, "take out the stop or the country"))
    for name in link.via:
        if ground.places[name].position is None:
            yield Fault("via", ValueProblem(f"“{name}” has no position", "give it lon and lat"))
        elif name in link.stops:
            message = f"“{name}” is a stop of the link already"
            yield Fault("via", ValueProblem(message, "take it out of via or out of stops"))
    drawn = link.geometry not in {"", "none", "straight"}
    if drawn and link.geometry not in ground.geometries:
        known = ", ".join(sorted(ground.geometries)[:5]) or "none"
        message = f"“{link.geometry}” is no geometry of the case"
        yield Fault("geometry", ValueProblem(message, f"there are: {known}"))


def _standstills(stretches: Sequence[Stretch]) -> Iterator[Fault]:
    """Give the stretches that lead nowhere."""
    for stretch in stretches:
        if stretch.start == stretch.end != "":
            message = f"a stretch from “{stretch.start}” to itself"
            yield Fault("stops", SamePositionError(message, "name another stop"))
        elif stretch.places and len({place.position for place in stretch.places}) == 1:
            message = f"“{stretch.start}” and “{stretch.end}” have the same position"
            yield Fault("stops", SamePositionError(message, "give one of them its own lon and lat"))


def _stretch(start: str, end: str, ground: Ground) -> Stretch:
    """Look up two stops."""
    start_id, end_id = ("" if stop == UNSTATED else stop for stop in (start, end))
    if not start_id or not end_id:
        return Stretch(start_id, end_id, None, UNSTATED_NOTE)
    places = ground.places[start], ground.places[end]
    if any(place.position is None for place in places):
        return Stretch(start_id, end_id, None, NO_POSITION_NOTE)
    return Stretch(start_id, end_id, places, VAGUE_NOTE if any(map(is_vague, places)) else "")


def _runs(stretches: Sequence[Stretch]) -> Iterator[range]:
    """Give the numbers of stretches that can be built together, in order."""
    first = 0
    for number, stretch in enumerate(stretches):
        last = number + 1 == len(stretches)
        if stretch.note or last or stretches[number + 1].note:
            yield range(first, number + 1)
            first = number + 1


def _shared_out(
    link: LinkRow, stretches: Sequence[Stretch], ground: Ground
) -> list[tuple[Place, ...]]:
    """Give each stretch the places it passes: in their order, with the least way round."""
    passed = tuple(ground.places[name] for name in link.via)
    # By how many places are given out: the least way so far, and who passes what. Trying every
    # way to share them out would take hours for a long line that passes many places.
    best: dict[int, tuple[float, list[tuple[Place, ...]]]] = {0: (0.0, [])}
    for stretch in stretches:
        is_open = bool(stretch.places) and not stretch.note
        longer: dict[int, tuple[float, list[tuple[Place, ...]]]] = {}
        for first, (way_m, shares) in sorted(best.items(), reverse=True):
            for last in range(first, (len(passed) if is_open else first) + 1):
                share = passed[first:last]
                total_m = way_m + _straight_round_m(stretch, share)
                if last not in longer or total_m < longer[last][0]:
                    longer[last] = (total_m, [*shares, share])
        best = longer
    return best.get(len(passed), (0.0, [()] * len(stretches)))[1]


def _straight_round_m(stretch: Stretch, via: tuple[Place, ...]) -> float:
    """Measure a stretch by way of places, as the crow flies."""
    if stretch.places is None:
        return 0.0
    calls = [stretch.places[0], *via, stretch.places[1]]
    return sum(distance_m(position_of(a), position_of(b)) for a, b in pairwise(calls))


def _run_legs(
    link: LinkRow,
    run: Sequence[Stretch],
    via: Sequence[tuple[Place, ...]],
    ground: Ground,
) -> Sequence[RouteLeg]:
    """Build stretches that follow each other; those without a line are alone in their run."""
    if link.geometry == "none":
        return [_undrawn(stretch, link.mode, NEVER_DRAWN_NOTE) for stretch in run]
    if run[0].note:
        return [_unknown(run[0], link.mode)]
    pairs = [stretch.places for stretch in run if stretch.places]
    if link.geometry in ground.geometries:
        stops = [pairs[0][0], *(end for _, end in pairs)]
        whole = len(run) + 1 == len(link.stops)
        return drawn_legs(stops, ground.geometries[link.geometry], link.mode, whole=whole)
    network = ground.networks.over(link.mode)
    if network and not link.geometry:
        stops = [pairs[0][0], *(end for _, end in pairs)]
        return rail_legs(stops, network(), via=via, avoid=link.avoid, mode=link.mode)
    build = _builder(link.mode, ground, straight=link.geometry == "straight", avoid=link.avoid)
    return [
        chained([build(a, b) for a, b in pairwise([start, *between, end])], (start, end))
        for (start, end), between in zip(pairs, via, strict=True)
    ]


def _builder(
    mode: Mode, ground: Ground, *, straight: bool, avoid: tuple[str, ...] = ()
) -> Callable[[Place, Place], RouteLeg]:
    """Give what draws one stretch of a mode other than rail."""
    if mode == Mode.UNKNOWN:
        return lambda start, end: unknown_leg(start, end, mode)
    if mode == Mode.AIR and not straight:
        return air_leg
    if mode == Mode.FERRY and not straight and not ground.networks.straight:
        from routes.ferry import ferry_leg  # noqa: PLC0415 - loaded only where a ferry runs

        coast = ground.networks.coast
        return lambda start, end: ferry_leg(start, end, coast(), avoid_passages=avoid)
    return lambda start, end: schematic_leg(start, end, mode)


def _unknown(stretch: Stretch, mode: Mode) -> RouteLeg:
    """Build a stretch that is not known: an anchor between two positions, else nothing."""
    if stretch.places is None:
        return _undrawn(stretch, mode, stretch.note)
    return unknown_leg(*stretch.places, mode, stretch.note)


def _undrawn(stretch: Stretch, mode: Mode, note: str) -> RouteLeg:
    """Build a stretch without a line."""
    straight_m = None
    if stretch.places:
        straight_m = distance_m(*(position_of(place) for place in stretch.places))
    return RouteLeg(
        start=stretch.start,
        end=stretch.end,
        mode=mode,
        basis=Basis.UNKNOWN,
        straight_m=straight_m,
        note=note,
    )


def _column(link: LinkRow, error: ValueProblem) -> str:
    """Name the column that an error of building is about."""
    if isinstance(error, DrawnLineError):
        return "geometry"
    return "avoid" if link.avoid and isinstance(error, NoPathError) else "stops"


def _leg_route(leg: LegRow, link: Route | None, ground: Ground) -> tuple[Route, list[Fault]]:
    """Build a leg of a journey on its link's line, else for its own mode."""
    stretch = _stretch(leg.from_ or UNSTATED, leg.to or UNSTATED, ground)
    faults = [Fault("to", fault.error) for fault in _standstills([stretch])]
    made: tuple[RouteLeg, ...] = ()
    if not faults:
        try:
            made = _leg_lines(leg, stretch, link, ground)
        except ValueProblem as error:
            faults.append(Fault("to", error))
    route = Route(
        kind="leg", id=leg.id, mode=leg.mode, legs=made, journey=leg.journey, link=leg.link
    )
    return route, faults


def _leg_lines(
    leg: LegRow, stretch: Stretch, link: Route | None, ground: Ground
) -> tuple[RouteLeg, ...]:
    """Give the lines of a leg."""
    if link and link.mode == leg.mode != Mode.UNKNOWN and stretch.start and stretch.end:
        shared = _part_of(link, stretch)
        if shared:
            return shared
    if stretch.note or stretch.places is None:
        return (_unknown(stretch, leg.mode),)
    if leg.mode == Mode.UNKNOWN:
        return (unknown_leg(*stretch.places, leg.mode),)
    network = ground.networks.over(leg.mode)
    if network:
        made = rail_legs(stretch.places, network(), mode=leg.mode)
    else:
        made = (_builder(leg.mode, ground, straight=False)(*stretch.places),)
    other = link is not None and link.mode != leg.mode
    return tuple(_noted(line, OTHER_MODE_NOTE) for line in made) if other else made


def _part_of(link: Route, stretch: Stretch) -> tuple[RouteLeg, ...]:
    """Give the legs of a link between two of its stops, in either direction; empty = neither."""
    for legs in (link.legs, tuple(reversed_leg(leg) for leg in reversed(link.legs))):
        starts = [i for i, leg in enumerate(legs) if leg.start == stretch.start]
        ends = [i for i, leg in enumerate(legs) if leg.end == stretch.end]
        parts = [legs[i : j + 1] for i in starts for j in ends if i <= j]
        if parts:
            return min(parts, key=len)
    return ()


def _noted(leg: RouteLeg, note: str) -> RouteLeg:
    """Add a sentence to the note of a leg."""
    return replace(leg, note=f"{leg.note} {note}".strip())
