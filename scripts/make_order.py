"""
Make `routes/data/rail_order.npz`: the order of junctions that makes searches of `rail.npz` quick.

Run `python scripts/make_order.py` whenever `rail.npz` was made anew. Any order of the right
length gives right ways; one of another network gives slow ones.
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import numpy as np

from routes.chains import chains_of
from routes.engine import dissection_of
from routes.network import ORDER_PACK, RAIL_PACK, read_rail_network
from routes.search import graph_of


def write_order(rail: Path) -> Path:
    """
    Write the order that belongs to a pack of rail lines.

    Parameters
    ----------
    rail
        The pack.

    Returns
    -------
    Path
        The file, beside the pack; the same bytes every time.
    """
    network = read_rail_network(rail)
    chains = chains_of(network)
    graph, _ = graph_of(chains, chains.at_m[chains.start[1:] - 1], network.order)
    order = dissection_of(graph, network.lonlat[chains.junctions])
    path = rail.with_name(ORDER_PACK)
    np.savez_compressed(path, order=np.diff(order, prepend=0).astype(np.int32))
    return path


def main() -> None:
    """Write the order of the rail pack."""
    path = write_order(RAIL_PACK)
    print(f"{path.name}: {path.stat().st_size} B")


if __name__ == "__main__":
    main()
