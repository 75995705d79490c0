"""One route between places that need not stand in a case."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from geo.errors import CaseError, NoPathError, SamePositionError, Where
from geo.places import Place, PlaceKind
from routes.build import build_routes
from routes.links import LinkRow, Mode
from routes.network import Networks
from routes.place_ends import is_vague, position_of
from routes.rail import HELP, rail_stretches
from routes.route import Route

#: What a name stands for rather than a town, by the mode that calls there.
CALLED_AT = {Mode.FERRY: PlaceKind.PORT, Mode.AIR: PlaceKind.AIRPORT}
#: Id of the link that stands for the call.
_ID = "route"


def route_between(
    calls: Sequence[Place],
    mode: Mode,
    networks: Networks,
    *,
    avoid: Sequence[str] = (),
) -> Route:
    """
    Build the route of a mode from a place by others to a last one.

    Parameters
    ----------
    calls
        Two or more places, no wide areas: where it begins, what it passes, where it ends.
    mode
        How it travels.
    networks
        The networks, read where the mode needs one.
    avoid
        ISO codes of countries it keeps out of; of a ferry, names of canals and straits.

    Returns
    -------
    Route
        What a link of a case with these ends and these places in `via` would get: one leg.

    Raises
    ------
    NoPathError
        There is no such route: one line for each reason, with what would help.
    SamePositionError
        Two places that follow each other are at one position.
    NoPositionError
        A place has no position.
    """
    for place in calls:
        if is_vague(place):
            raise NoPathError(f"“{place.name}” is a wide area", "name a place in it")
        if place.country in avoid:
            message = f"“{place.name}” lies in {place.country}, which it is to avoid"
            raise NoPathError(message, "name another place, or allow the country")
    for here, there in pairwise(calls):
        if position_of(here) == position_of(there):
            message = f"“{here.name}” and “{there.name}” are at one position"
            raise SamePositionError(message, "name another place")
    ids = [place.id for place in calls]
    row = LinkRow(
        where=Where(""),
        id=_ID,
        mode=mode,
        stops=(ids[0], ids[-1]),
        via=tuple(ids[1:-1]),
        avoid=tuple(avoid),
    )
    try:
        (route,) = build_routes([row], [], dict(zip(ids, calls, strict=True)), networks, {})
    except CaseError as error:
        raise NoPathError("\n".join(_reasons(error))) from None
    return route


def by_stretches(
    route: Route, calls: Sequence[Place], networks: Networks, *, avoid: Sequence[str] = ()
) -> Route:
    """
    Split a route at the places that it passes.

    Parameters
    ----------
    route
        From `route_between`.
    calls, networks, avoid
        What it was made of.

    Returns
    -------
    Route
        One leg for each stretch from one place to the next; they make up the same line. Where a
        place is passed at the very point at which a stop is reached, the route as it is.
    """
    if len(calls) == 2:
        return route
    try:
        if network := networks.over(route.mode):
            made = rail_stretches(calls, network(), avoid=avoid, mode=route.mode)
            return replace(route, legs=made)
        parts = [route_between(p, route.mode, networks, avoid=avoid) for p in pairwise(calls)]
    except (SamePositionError, NoPathError):
        return route
    return replace(route, legs=tuple(leg for part in parts for leg in part.legs))


def _advice(help_: str) -> str:
    """Leave out of an advice what only a row of a case can follow."""
    return help_.replace(HELP, "name another place").partition(", or set geometry to ")[0]


def _reasons(error: CaseError) -> list[str]:
    """Write what went wrong without the row and the columns that there are none of."""
    found = [(each.message.removeprefix(f"{_ID}: "), _advice(each.help)) for each in error.findings]
    return [f"{message} ({help_})" if help_ else message for message, help_ in found]
