"""A network of lines as a graph, and the shortest ways through it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import numpy.typing as npt

from geo.coords import GEOD, LonLat
from geo.errors import MissingDataError, NoPathError

if TYPE_CHECKING:
    from routes.coast import Coast

RAIL_PACK = Path(__file__).parent / "data" / "rail.npz"
RAIL_ATTRIBUTION = "Rail lines © OpenStreetMap contributors, ODbL 1.0"
#: The pack holds whole thousandths of a degree, as its source does.
STEP_DEG = 0.001
#: What a metre off the nearest node costs in metres of way: a stop leaves the track beside it for
#: another only where that saves a long way round.
OFFSET_COST = 5.0
#: Weight of an edge of no length: zero would mean "no edge".
LEAST_M = 1e-6
#: An edge longer than this is drawn straight between nodes that lie far apart.
GENERALISED_M = 2000.0
Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Network:
    """
    Lines that meet at nodes.

    Attributes
    ----------
    what
        What it is a network of, for messages (`rail`).
    lonlat
        Shape (n, 2), degrees, WGS 84, lon before lat.
    metres
        Symmetric sparse matrix (n, n) in CSR form: the length of the edge between two nodes.
    joints
        Sorted keys `tail * n + head` (tail < head) of the edges that close a gap of the source.
    country
        Shape (n,): index into `codes`; 0 = too near a border to say.
    codes
        ISO 3166-1 alpha-2; the first is empty.
    attribution
        Whose data it is.
    """

    what: str
    lonlat: Floats
    metres: Any
    joints: Ints
    country: npt.NDArray[np.uint8]
    codes: tuple[str, ...]
    attribution: str


@dataclass(frozen=True, slots=True)
class Networks:
    """
    The networks at hand; each is read when first asked for, so that a case without rail reads none.

    Attributes
    ----------
    rail
        Gives the rail network.
    coast
        Gives the coast for ferries.
    """

    rail: Callable[[], Network]
    coast: "Callable[[], Coast]"


class Access(NamedTuple):
    """The nodes near a stop: their numbers and their distances in metres, nearest first."""

    nodes: Ints
    offset_m: Floats


class Way(NamedTuple):
    """A way through a network: its nodes in order and the metres of each edge."""

    nodes: Ints
    metres: Floats


def default_networks() -> Networks:
    """Give the networks that ship with the program, unread."""

    def coast() -> "Coast":
        from routes.coast import read_coast  # noqa: PLC0415 - read only where a ferry runs

        return read_coast()

    return Networks(rail=cache(read_rail_network), coast=cache(coast))


def read_rail_network(path: Path = RAIL_PACK) -> Network:
    """
    Read the rail lines of the world.

    Parameters
    ----------
    path
        The pack that `scripts/make_networks.py` writes.

    Returns
    -------
    Network
        275,091 nodes; lengths as the source has them, to the metre.

    Raises
    ------
    MissingDataError
        The pack is not there.
    """
    try:
        with np.load(path, allow_pickle=False) as pack:
            arrays = {name: pack[name] for name in pack.files}
    except FileNotFoundError:
        raise MissingDataError(f"{path.name} is missing: run scripts/make_networks.py") from None
    lonlat = np.column_stack([np.cumsum(arrays[axis], dtype=np.int64) for axis in ("lon", "lat")])
    tail = np.cumsum(arrays["tail"], dtype=np.int64)
    ends = np.column_stack([tail, tail + arrays["head"]])
    joint = np.unpackbits(arrays["joint"], count=len(ends)).astype(bool)
    return Network(
        what="rail",
        lonlat=np.multiply(lonlat, STEP_DEG, dtype=np.float64),
        metres=_matrix(len(lonlat), ends, arrays["metres"].astype(np.float64)),
        joints=np.sort(ends[joint, 0] * len(lonlat) + ends[joint, 1]),
        country=arrays["country"],
        codes=tuple(arrays["codes"].tolist()),
        attribution=RAIL_ATTRIBUTION,
    )


def network_of(
    lonlat: Sequence[tuple[float, float]], edges: Sequence[tuple[int, int, float]], what: str
) -> Network:
    """
    Make a network from nodes and edges.

    Parameters
    ----------
    lonlat
        Nodes in degrees, lon before lat.
    edges
        Two nodes and the metres between them; each pair once.
    what
        What it is a network of.

    Returns
    -------
    Network
        Without countries and joints.
    """
    ends = np.array([edge[:2] for edge in edges], dtype=np.int64).reshape(-1, 2)
    metres = np.array([edge[2] for edge in edges], dtype=np.float64)
    count = len(lonlat)
    return Network(
        what=what,
        lonlat=np.array(lonlat, dtype=np.float64).reshape(-1, 2),
        metres=_matrix(count, ends, metres),
        joints=np.zeros(0, dtype=np.int64),
        country=np.zeros(count, dtype=np.uint8),
        codes=("",),
        attribution="",
    )


def nodes_near(network: Network, position: LonLat, within_m: float) -> Access:
    """
    Give all nodes near a position.

    Parameters
    ----------
    position
        Degrees, WGS 84.
    within_m
        How far off a node may be, in metres.

    Returns
    -------
    Access
        Nearest first; at least one node.

    Raises
    ------
    NoPathError
        No node is that near; the message names the nearest.
    """
    lon, lat = network.lonlat.T
    # A degree of latitude is 110.57 km at least: nothing outside the belt can be near.
    belt = np.flatnonzero(np.abs(lat - position.lat) <= within_m / 110_500)
    offset = _distances_m(network, belt, position)
    near = offset <= within_m
    if near.any():
        order = np.lexsort((belt[near], offset[near]))
        return Access(belt[near][order], offset[near][order])
    every = np.arange(len(lon))
    if not len(every):
        raise NoPathError(f"the {network.what} network is empty")
    away = _distances_m(network, every, position)
    at = int(away.argmin())
    raise NoPathError(
        f"no {network.what} line within {within_m / 1000:.0f} km: the nearest is "
        f"{away[at] / 1000:.1f} km off, at {lon[at]:.3f},{lat[at]:.3f} (lon,lat)"
    )


def find_ways(
    network: Network, stops: Sequence[Access], avoid: Sequence[str] = ()
) -> tuple[Way, ...]:
    """
    Find the shortest way along stops, each left where it was reached.

    Parameters
    ----------
    stops
        Two or more, in order.
    avoid
        ISO codes of countries to keep out of. Nodes within 5 km of a border are in none.

    Returns
    -------
    tuple[Way, ...]
        One for each pair of neighbours; the last node of one is the first of the next.

    Raises
    ------
    NoPathError
        Two neighbours are not connected; `stretch` of the error is the number of the first one.

    Notes
    -----
    Dijkstra's method as in `scipy.sparse.csgraph`. The way from a stop to each node near it counts
    `OFFSET_COST` for every metre beyond the nearest, so that a stop beside a siding or an
    unconnected piece is joined to the line that leads on.
    """
    metres = _kept(network, avoid)
    cost = _offset_cost(stops[0])
    searches: list[tuple[Floats, Ints]] = []
    for number, (here, there) in enumerate(pairwise(stops)):
        far, before, cost_there = _search(network, metres, (here, cost), there)
        if not np.isfinite(cost_there).any():
            raise _no_way(network, number, avoid)
        searches.append((far, before))
        cost = cost_there
    node = int(stops[-1].nodes[cost.argmin()])
    ways: list[Way] = []
    for far, before in reversed(searches):
        nodes = _walk_back(before, node)
        ways.append(Way(nodes, np.diff(far[nodes])))
        node = int(nodes[0])
    return tuple(reversed(ways))


def generalised_m(way: Way) -> float:
    """Give the metres of a way that are drawn straight between nodes more than 2 km apart."""
    return float(way.metres[way.metres > GENERALISED_M].sum())


def joined_m(network: Network, way: Way) -> float:
    """Give the metres of a way that close gaps of the source."""
    low, high = np.sort(np.column_stack([way.nodes[:-1], way.nodes[1:]]), axis=1).T
    ours = np.isin(low * len(network.lonlat) + high, network.joints)
    return float(way.metres[ours].sum())


class _UnconnectedError(NoPathError):
    """No way between two neighbours; `stretch` is the number of the first."""

    stretch = 0


def _no_way(network: Network, stretch: int, avoid: Sequence[str]) -> _UnconnectedError:
    """Make the error for two stops that are not connected."""
    outside = f" that keeps out of {', '.join(avoid)}" if avoid else ""
    error = _UnconnectedError(f"the {network.what} network has no way{outside}")
    error.stretch = stretch
    return error


def _search(
    network: Network, metres: Any, start: tuple[Access, Floats], there: Access
) -> tuple[Floats, Ints, Floats]:
    """Give distances and predecessors of all nodes, and the cost of ending at each node there."""
    from scipy.sparse.csgraph import dijkstra  # noqa: PLC0415 - 0.2 s that only a network needs

    count = len(network.lonlat)
    matrix = _with_source(metres, *start)
    here = network.lonlat[start[0].nodes[0]]
    straight_m = GEOD.inv(*here, *network.lonlat[there.nodes[0]])[2]
    limit = 2 * straight_m + 100_000
    while True:
        far, before = dijkstra(matrix, indices=count, limit=limit, return_predecessors=True)
        cost = far[there.nodes] + _offset_cost(there)
        # A node beyond the limit costs more than the limit: what is found below it is the best.
        if cost.min() <= limit or limit == np.inf:
            return far, before, cost
        limit = limit * 4 if limit < 4_000_000 else np.inf


def _with_source(metres: Any, start: Access, cost: Floats) -> Any:
    """Add one more node that leads to the nodes of a stop, at their cost."""
    from scipy.sparse import csr_matrix  # noqa: PLC0415 - as above

    open_to = np.isfinite(cost)
    indices = np.concatenate([metres.indices, start.nodes[open_to]])
    data = np.concatenate([metres.data, np.maximum(cost[open_to], LEAST_M)])
    indptr = np.append(metres.indptr, len(indices))
    count = len(indptr) - 1
    return csr_matrix((data, indices, indptr), shape=(count, count))


def _offset_cost(stop: Access) -> Floats:
    """Give what it costs to use each node of a stop, the nearest being free."""
    return (stop.offset_m - stop.offset_m.min()) * OFFSET_COST


def _walk_back(before: Ints, node: int) -> Ints:
    """Give the nodes from the added one (left out) to `node`."""
    source = len(before) - 1
    nodes = [node]
    while before[nodes[-1]] != source:
        nodes.append(int(before[nodes[-1]]))
    return np.array(nodes[::-1], dtype=np.int64)


def _kept(network: Network, avoid: Sequence[str]) -> Any:
    """Give the matrix with every edge closed that touches a country to be avoided."""
    if not avoid:
        return network.metres
    closed = np.isin(network.country, [network.codes.index(c) for c in avoid if c in network.codes])
    metres = network.metres.copy()
    tails = np.repeat(closed, np.diff(metres.indptr))
    metres.data[tails | closed[metres.indices]] = np.inf
    return metres


def _matrix(count: int, ends: Ints, metres: Floats) -> Any:
    """Make the symmetric sparse matrix."""
    from scipy.sparse import csr_matrix  # noqa: PLC0415 - as above

    weights = np.maximum(metres, LEAST_M)
    tails, heads = np.concatenate([ends, ends[:, ::-1]]).T
    return csr_matrix((np.concatenate([weights] * 2), (tails, heads)), shape=(count, count))


def _distances_m(network: Network, nodes: Ints, position: LonLat) -> Floats:
    """Measure from a position to nodes."""
    lon, lat = network.lonlat[nodes].T
    here = np.full(len(nodes), position.lon), np.full(len(nodes), position.lat)
    away: Floats = GEOD.inv(*here, lon, lat)[2]
    return away
