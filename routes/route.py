"""Routes: links and journeys with their lines."""

from dataclasses import dataclass
from enum import StrEnum

from shapely.geometry import LineString

from routes.links import Mode


class Basis(StrEnum):
    """How a line was made."""

    NETWORK = "network"
    GEODESIC = "geodesic"
    WATER = "water"
    DRAWN = "drawn"
    SCHEMATIC = "schematic"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class RouteLeg:
    """
    One stretch between two stops.

    Attributes
    ----------
    start, end
        Place ids; empty = not stated.
    line
        Degrees, lon before lat, from `start` to `end`, running on past 180; `None` = not drawn.
        Where `basis` is `unknown` and both ends are known it is the geodesic between them, an
        anchor for the faded ends and the "?", never a route.
    length_m
        Along the network, the water or the drawn line; `None` where nothing is known of it.
    straight_m
        Geodesic between the ends; `None` where an end has no position.
    snap_m
        Distance from each stop to the network or the open water, in metres.
    generalised_m
        Part of `length_m` that is drawn straight between far vertices of the network.
    note
        What a reader must know of this line; plain text of ours, never of the case.
    attribution
        Whose data the line rests on; may be empty.
    gauge_breaks
        Changes of the width of the track on the way, each as `Khasan–Tumangang (1520/1435 mm)`;
        `note` names them too.
    """

    start: str
    end: str
    mode: Mode
    basis: Basis
    line: LineString | None = None
    length_m: float | None = None
    straight_m: float | None = None
    snap_m: tuple[float, float] = (0.0, 0.0)
    generalised_m: float = 0.0
    note: str = ""
    attribution: str = ""
    gauge_breaks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """
    A link, or a leg of a journey, with its stretches.

    Attributes
    ----------
    kind
        `link` or `leg`.
    id
        Id of the link, or of the leg (`r16-3b`).
    journey
        Id of the journey of a leg; empty for a link.
    legs
        In order; at least one.
    link
        For a leg: id of the link whose line it shares, or empty.
    """

    kind: str
    id: str
    mode: Mode
    legs: tuple[RouteLeg, ...]
    journey: str = ""
    link: str = ""

    @property
    def drawn(self) -> bool:
        """Tell whether any stretch has a line."""
        return any(leg.line is not None for leg in self.legs)

    @property
    def length_m(self) -> float | None:
        """Length over all stretches; `None` where that of one is not known."""
        return _total([leg.length_m for leg in self.legs])

    @property
    def straight_m(self) -> float | None:
        """Sum of the geodesics; `None` where one is not known."""
        return _total([leg.straight_m for leg in self.legs])

    @property
    def basis(self) -> Basis:
        """Basis of all stretches where they agree, else the weakest of them."""
        order = list(Basis)
        return max((leg.basis for leg in self.legs), key=order.index)


def _total(lengths: list[float | None]) -> float | None:
    """Add lengths, giving `None` where one is not known."""
    known = [length for length in lengths if length is not None]
    return sum(known) if len(known) == len(lengths) else None
