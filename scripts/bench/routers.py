"""One router, asked in a process of its own: `routers.py NAME FOLDER COUNT`; prints JSON."""

import json
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parents[2]
MAXRSS_MB = (1 if sys.platform == "darwin" else 1024) / 1e6
sys.path.insert(0, str(ROOT))

Pair = tuple[Any, Any]


class Answer(NamedTuple):
    """What a process took, and the metres of its routes: CPU seconds, megabytes."""

    cpu_s: float
    load_s: float
    route_s: float
    peak_mb: float
    metres: list[float]


def waybook_nodes(_: Path) -> Callable[[Pair], float]:
    """Read our own pack; route between nodes, with the nodes of the way."""
    from routes.network import read_rail_network  # noqa: PLC0415 - each process loads one router
    from routes.search import search_of, trace  # noqa: PLC0415

    network = read_rail_network()
    search = search_of(network)

    def route(pair: Pair) -> float:
        steps = trace(search, *pair)
        network.lonlat[steps.nodes]
        return float(network.edge_m[steps.edges].sum())

    return route


def waybook_stops(_: Path) -> Callable[[Pair], float]:
    """Read our own pack; route between positions, as a case does: legs with all they state."""
    from routes.network import read_rail_network  # noqa: PLC0415
    from routes.rail import rail_leg  # noqa: PLC0415

    network = read_rail_network()

    return lambda pair: rail_leg(*places(pair), network).length_m or 0.0


def waybook_ferry(_: Path) -> Callable[[Pair], float]:
    """Read our own coast; ferries between ports."""
    from routes.coast import read_coast  # noqa: PLC0415
    from routes.ferry import ferry_leg  # noqa: PLC0415

    coast = read_coast()

    return lambda pair: ferry_leg(*places(pair), coast).length_m or 0.0


def places(pair: Pair) -> tuple[Any, Any]:
    """Make places of two positions."""
    from geo.coords import LonLat  # noqa: PLC0415
    from geo.errors import Where  # noqa: PLC0415
    from geo.places import Place, PlaceKind, PlaceRow, PositionBasis  # noqa: PLC0415

    start, end = (
        Place(
            row=PlaceRow(where=Where("bench", 1), id=name, name=name, kind=PlaceKind.STATION),
            position=LonLat(*at),
            basis=PositionBasis.STATED,
        )
        for name, at in zip("ab", pair, strict=True)
    )
    return start, end


def scgraph_nodes(folder: Path) -> Callable[[Pair], float]:
    """Route with scgraph's own default search between nodes of its file of our graph."""
    graph = scgraph_graph(folder).graph_object
    return lambda pair: float(graph.bidirectional_buckets(*pair)["length"]) * 1000


def scgraph_hierarchy(folder: Path) -> Callable[[Pair], float]:
    """Route with scgraph's contraction hierarchy, which is prepared in every process."""
    graph = scgraph_graph(folder).graph_object
    graph.create_contraction_hierarchy()
    return lambda pair: float(graph.contraction_hierarchy(*pair)["length"]) * 1000


def scgraph_stops(folder: Path) -> Callable[[Pair], float]:
    """Route with scgraph as its documentation does, from the nearest node to the nearest."""
    graph = scgraph_graph(folder)

    def route(pair: Pair) -> float:
        ends = [{"latitude": lat, "longitude": lon} for lon, lat in pair]
        try:
            return float(graph.get_shortest_path(*ends, output_units="m")["length"])
        except Exception:  # noqa: BLE001 - it says so where the nearest nodes are not connected
            return 0.0

    return route


def scgraph_graph(folder: Path) -> Any:
    """Read the file that `write_graph` wrote for scgraph."""
    from scgraph import GeoGraph  # noqa: PLC0415

    return GeoGraph.load_from_graphjson(str(folder / "rail.graphjson"))


def scipy_nodes(folder: Path) -> Callable[[Pair], float]:
    """Route with a plain call of SciPy: one search over the whole graph."""
    import numpy as np  # noqa: PLC0415
    from scipy.sparse import csr_matrix  # noqa: PLC0415
    from scipy.sparse.csgraph import dijkstra  # noqa: PLC0415

    with np.load(folder / "rail.npz") as file:
        lonlat, ends, metres = (file[name] for name in ("lonlat", "ends", "metres"))
    matrix = csr_matrix((metres, ends.T), shape=(len(lonlat), len(lonlat)))

    def route(pair: Pair) -> float:
        start, node = pair
        far, before = dijkstra(matrix, directed=False, indices=start, return_predecessors=True)
        nodes = [node]
        while nodes[-1] != start:
            nodes.append(before[nodes[-1]])
        return float(far[node])

    return route


def networkx_nodes(folder: Path) -> Callable[[Pair], float]:
    """Route with networkx, by the quicker of its exact searches."""
    import networkx as nx  # noqa: PLC0415
    import numpy as np  # noqa: PLC0415

    with np.load(folder / "rail.npz") as file:
        ends, metres = file["ends"].tolist(), file["metres"].tolist()
    graph = nx.Graph()
    graph.add_weighted_edges_from((*pair, m) for pair, m in zip(ends, metres, strict=True))
    return lambda pair: float(nx.bidirectional_dijkstra(graph, *pair)[0])


def searoute_ferry(_: Path) -> Callable[[Pair], float]:
    """Route with searoute, whose network comes with it."""
    import searoute  # noqa: PLC0415

    return lambda pair: float(searoute.searoute(*pair, units="m").properties["length"])


ROUTERS: dict[str, Callable[[Path], Callable[[Pair], float]]] = {
    "waybook nodes": waybook_nodes,
    "waybook stops": waybook_stops,
    "waybook ferry": waybook_ferry,
    "scgraph nodes": scgraph_nodes,
    "scgraph hierarchy nodes": scgraph_hierarchy,
    "scgraph stops": scgraph_stops,
    "scipy nodes": scipy_nodes,
    "networkx nodes": networkx_nodes,
    "searoute ferry": searoute_ferry,
}


def main(name: str, folder: Path, count: int) -> None:
    """Load one router, take its routes, and print what it took."""
    given = json.loads((folder / "pairs.json").read_text(encoding="utf-8"))
    pairs = given[name.rpartition(" ")[2]][:count]
    begun = time.process_time()
    route = ROUTERS[name](folder)
    loaded = time.process_time()
    metres = [route(pair) for pair in pairs]
    done = time.process_time()
    used = resource.getrusage(resource.RUSAGE_SELF)
    cpu_s = used.ru_utime + used.ru_stime
    answer = Answer(cpu_s, loaded - begun, done - loaded, used.ru_maxrss * MAXRSS_MB, metres)
    print(json.dumps(answer._asdict()))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]))
