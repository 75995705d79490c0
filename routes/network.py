"""A network of lines as a graph, and how it is read."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from geo.errors import MissingDataError
from routes.links import Mode

if TYPE_CHECKING:
    from routes.coast import Coast

RAIL_PACK = Path(__file__).parent / "data" / "rail.npz"
ORDER_PACK = "rail_order.npz"
RAIL_ATTRIBUTION = "Rail lines © OpenStreetMap contributors, ODbL 1.0"
#: The pack holds whole thousandths of a degree, as its source does.
STEP_DEG = 0.001
#: Weight of an edge of no length: zero would mean "no edge".
LEAST_M = 1e-6
Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Network:
    """
    Lines that meet at nodes.

    Attributes
    ----------
    what
        What it is a network of, for messages (`rail`).
    lonlat
        Shape (n, 2), nodes in degrees, WGS 84, lon before lat.
    ends
        Shape (m, 2), the nodes of each edge, the lower first; sorted, each pair once.
    edge_m
        Shape (m,), the true length of each edge in metres, whatever its drawn line.
    joint
        Shape (m,), whether an edge is ours: it closes a gap of the source.
    country
        Shape (n,): index into `codes`; 0 = too near a border to say.
    codes
        ISO 3166-1 alpha-2; the first is empty.
    attribution
        Whose data it is.
    order
        Junctions in an order that makes searches quick (`routes.engine`); empty = none is known.
    source
        Name of the user's own file that it is from; empty where it ships.
    """

    what: str
    lonlat: Floats
    ends: Ints
    edge_m: Floats
    joint: Bools
    country: npt.NDArray[np.uint8]
    codes: tuple[str, ...]
    attribution: str
    order: Ints = field(default_factory=lambda: np.empty(0, dtype=np.int64))
    source: str = ""


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
    own
        What gives networks of the user's own, after the mode that goes over them.
    straight
        Whether lines follow neither a network nor the water: their ends are not where they seem.
    """

    rail: Callable[[], Network]
    coast: "Callable[[], Coast]"
    own: Mapping[Mode, Callable[[], Network]] = field(default_factory=dict)
    straight: bool = False

    def over(self, mode: Mode) -> Callable[[], Network] | None:
        """Give what gives the network that a mode goes over; `None` where there is none."""
        if self.straight:
            return None
        return self.own.get(mode, self.rail if mode is Mode.RAIL else None)


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
        275,128 nodes; lengths to the metre, those of the source with what curves have over chords.

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
    edge_m = np.maximum(arrays["metres"].astype(np.float64), LEAST_M)
    return Network(
        what="rail",
        lonlat=np.multiply(lonlat, STEP_DEG, dtype=np.float64),
        ends=ends,
        edge_m=edge_m,
        joint=np.unpackbits(arrays["joint"], count=len(ends)).astype(bool),
        country=arrays["country"],
        codes=tuple(arrays["codes"].tolist()),
        attribution=RAIL_ATTRIBUTION,
        order=read_order(path.with_name(ORDER_PACK)),
    )


def read_order(path: Path) -> Ints:
    """
    Read the order of junctions that belongs to a network.

    Parameters
    ----------
    path
        The pack that `scripts/make_order.py` writes.

    Returns
    -------
    Ints
        Shape (j,); empty where there is no such file: searches are slower then, not different.
    """
    try:
        with np.load(path, allow_pickle=False) as pack:
            return np.cumsum(pack["order"], dtype=np.int64)
    except FileNotFoundError:
        return np.empty(0, dtype=np.int64)


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
    tidy = sorted((min(a, b), max(a, b), metres) for a, b, metres in edges)
    ends = np.array([edge[:2] for edge in tidy], dtype=np.int64).reshape(-1, 2)
    edge_m = np.maximum(np.array([edge[2] for edge in tidy], dtype=np.float64), LEAST_M)
    return network_of_arrays(np.array(lonlat, dtype=np.float64).reshape(-1, 2), ends, edge_m, what)


def network_of_arrays(lonlat: Floats, ends: Ints, edge_m: Floats, what: str) -> Network:
    """
    Make a network, however large, from arrays.

    Parameters
    ----------
    lonlat
        Shape (n, 2), nodes in degrees, lon before lat.
    ends
        Shape (m, 2), the nodes of each edge, the lower first; sorted, each pair once.
    edge_m
        Shape (m,), metres, above zero.
    what
        What it is a network of.

    Returns
    -------
    Network
        Without countries and joints.
    """
    return Network(
        what=what,
        lonlat=lonlat,
        ends=ends,
        edge_m=edge_m,
        joint=np.zeros(len(ends), dtype=bool),
        country=np.zeros(len(lonlat), dtype=np.uint8),
        codes=("",),
        attribution="",
    )


def matrix_of(count: int, ends: Ints, edge_m: Floats) -> Any:
    """
    Make the symmetric sparse matrix of a graph.

    Parameters
    ----------
    count
        Number of nodes.
    ends
        Shape (m, 2), the nodes of each edge.
    edge_m
        Shape (m,), metres, above zero.

    Returns
    -------
    scipy.sparse.csr_matrix
        Shape (count, count).
    """
    from scipy.sparse import csr_matrix  # noqa: PLC0415 - 0.2 s that only a network needs

    tails, heads = np.concatenate([ends, ends[:, ::-1]]).T
    return csr_matrix((np.concatenate([edge_m, edge_m]), (tails, heads)), shape=(count, count))
