"""Lines that are not known: straight, and said to be so."""

from geo.coords import distance_m
from geo.places import Place
from routes.air import air_line
from routes.links import Mode
from routes.place_ends import position_of
from routes.route import Basis, RouteLeg

SCHEMATIC_NOTE = "Straight line between the stops; the way taken is not shown."
UNKNOWN_NOTE = "How it went between these places is not known; no way is drawn."


def schematic_leg(start: Place, end: Place, mode: Mode) -> RouteLeg:
    """
    Build a straight stretch that does not pretend to follow anything.

    Parameters
    ----------
    start, end
        Places with positions.
    mode
        How it travels: road or foot, or any mode of a link whose geometry is `straight`.

    Returns
    -------
    RouteLeg
        Basis `schematic`, without a length along the way.

    Raises
    ------
    SamePositionError
        Both places have the same position.
    NoPositionError
        A place has no position.
    """
    return _straight_leg(start, end, mode, Basis.SCHEMATIC, SCHEMATIC_NOTE)


def unknown_leg(start: Place, end: Place, mode: Mode, note: str = UNKNOWN_NOTE) -> RouteLeg:
    """
    Build a stretch of which only the ends are known.

    Parameters
    ----------
    start, end
        Places with positions.
    mode
        Usually `unknown`.
    note
        Why nothing more is known.

    Returns
    -------
    RouteLeg
        Basis `unknown`; its line is the geodesic, an anchor for the faded ends, never a route.

    Raises
    ------
    SamePositionError
        Both places have the same position.
    NoPositionError
        A place has no position.
    """
    return _straight_leg(start, end, mode, Basis.UNKNOWN, note)


def _straight_leg(start: Place, end: Place, mode: Mode, basis: Basis, note: str) -> RouteLeg:
    """Build a leg with the geodesic as its line."""
    here, there = position_of(start), position_of(end)
    return RouteLeg(
        start=start.id,
        end=end.id,
        mode=mode,
        basis=basis,
        line=air_line(here, there),
        straight_m=distance_m(here, there),
        note=note,
    )
