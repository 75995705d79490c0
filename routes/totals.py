"""How long a journey is and takes: what is known of its legs, put together."""

from collections.abc import Callable, Mapping, Sequence
from math import inf
from typing import NamedTuple

from geo.quantities import Quantity
from routes.journeys import LegRow
from routes.route import Route


class Total(NamedTuple):
    """
    A sum over the legs of a journey, those of which nothing is known left out.

    Attributes
    ----------
    low, high
        Bounds; they differ where alternatives do, or where a leg states bounds.
    known, unknown
        Numbers of legs, alternatives counted as one; a leg is unknown where one of its
        alternatives is.
    parts
        The texts of what was added up, each once; empty for lengths.
    """

    low: float
    high: float
    known: int
    unknown: int
    parts: tuple[str, ...] = ()


def journey_length(rows: Sequence[LegRow], routes: Mapping[str, Route]) -> Total:
    """
    Add up the lengths of the legs of a journey.

    Parameters
    ----------
    rows
        Its legs, in any order.
    routes
        The route of each leg by its id; legs without one are not known.

    Returns
    -------
    Total
        Metres along the networks, over water or through the air. Alternatives are never added to
        each other: the shortest counts for `low`, the longest for `high`.
    """

    def metres(row: LegRow) -> tuple[float, float] | None:
        length_m = routes[row.id].length_m if row.id in routes else None
        return None if length_m is None else (length_m, length_m)

    return _total(rows, metres)


def journey_duration(rows: Sequence[LegRow]) -> Total:
    """
    Add up the durations of the legs of a journey, without its stays.

    Parameters
    ----------
    rows
        Its legs, in any order.

    Returns
    -------
    Total
        Seconds; alternatives as in `journey_length`.
    """
    return _stated(rows, lambda row: row.duration)


def journey_stays(rows: Sequence[LegRow]) -> Total:
    """
    Add up the stays of a journey.

    Parameters
    ----------
    rows
        Its legs, in any order.

    Returns
    -------
    Total
        Seconds; alternatives as in `journey_length`. A leg after which no stay is stated is not
        one of which nothing is known: there need be none.
    """
    told = {row.leg for row in rows if row.stay}
    return _stated([row for row in rows if row.leg in told], lambda row: row.stay)


def _stated(rows: Sequence[LegRow], stated: Callable[[LegRow], Quantity]) -> Total:
    """Add up what the rows state."""

    def bounds(row: LegRow) -> tuple[float, float] | None:
        quantity = stated(row)
        return (quantity.low, quantity.high) if quantity else None

    parts = dict.fromkeys(stated(row).text for row in rows if stated(row))
    return _total(rows, bounds)._replace(parts=tuple(parts))


def _total(rows: Sequence[LegRow], bounds: Callable[[LegRow], tuple[float, float] | None]) -> Total:
    """Add up bounds over the legs, one alternative each."""
    total = Total(0.0, 0.0, 0, 0)
    for number in sorted({row.leg for row in rows}):
        ways = [bounds(row) for row in rows if row.leg == number]
        known = [way for way in ways if way is not None]
        if len(known) < len(ways):
            total = total._replace(unknown=total.unknown + 1)
            continue
        low = total.low + min(low for low, _ in known)
        high = total.high + max(high for _, high in known)
        total = total._replace(low=low, high=high, known=total.known + 1)
    return total


def is_open(total: Total) -> bool:
    """Tell whether a total may be larger than what is known of it."""
    return total.unknown > 0 or total.high == inf
