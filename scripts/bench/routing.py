"""
Measure how long routes take, and how much memory: `python3 scripts/bench/routing.py`.

Each router runs in a process of its own, on the same rail lines (our pack) and the same pairs:
twenty routes in a fresh process, and many in one. Prints tables, and writes them to
`docs/benchmarks.md` with `--write`. Never part of the tests.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from multiprocessing import get_context
from pathlib import Path
from typing import Any, NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import environment
from table import machine, table, write_section

BENCH = Path(__file__).resolve().parent
VARIABLE = "WAYBOOK_BENCH_PYTHON"
COLD = 20
#: A peer that takes longer is asked less often, and the mean is taken.
WARM = {
    "waybook nodes": 10_000,
    "scgraph nodes": 200,
    "scgraph hierarchy nodes": 200,
    "scipy nodes": 100,
    "networkx nodes": 20,
    "waybook stops": 2_000,
    "scgraph stops": 200,
    "waybook ferry": 10,
    "searoute ferry": 10,
}
LABELS = {
    "waybook nodes": "waybook",
    "scgraph nodes": "scgraph, its default search",
    "scgraph hierarchy nodes": "scgraph, contraction hierarchy",
    "scipy nodes": "SciPy, Dijkstra",
    "networkx nodes": "networkx, bidirectional",
    "waybook stops": "waybook, legs of a case",
    "scgraph stops": "scgraph, nearest nodes",
    "waybook ferry": "waybook",
    "searoute ferry": "searoute",
}
#: What each table is measured against.
GROUPS = {
    "Rail, between two nodes": ("scgraph nodes", "nodes"),
    "Rail, between two positions up to 1 km off": ("scgraph stops", "stops"),
    "Ferry, between ten pairs of ports": ("searoute ferry", "ferry"),
}
#: A load above this is not of this benchmark alone, whose processes run one after the other.
BUSY = 1.5
BUSY_TEXT = "Other work ran on the machine beside it: compare the rows, do not quote the seconds."
PROMISE = {"waybook nodes": "0.3 ×, 0.05 ×"}
PORTS = [
    ((131.8869, 43.1155), (130.30, 42.24)),
    ((129.04, 35.10), (130.40, 33.60)),
    ((1.33, 51.12), (1.85, 50.96)),
    ((24.95, 60.165), (18.07, 59.32)),
    ((5.36, 43.30), (3.06, 36.77)),
    ((174.785, -41.28), (174.005, -41.287)),
    ((-6.22, 53.345), (-4.63, 53.31)),
    ((-123.37, 48.425), (-122.34, 47.605)),
    ((28.98, 41.01), (41.64, 41.65)),
    ((4.05, 51.95), (103.84, 1.26)),
]


class Row(NamedTuple):
    """What a router took for twenty routes in a fresh process, and for many in one."""

    name: str
    cold: dict[str, Any]
    warm: dict[str, Any]


def main(arguments: Sequence[str]) -> int:
    """
    Measure and print.

    Parameters
    ----------
    arguments
        Of the command line.

    Returns
    -------
    int
        0; a router that fails, or finds other lengths between the same nodes, ends the whole.
    """
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n\n")[0].strip())
    parser.add_argument("--times", type=int, default=3, help="fresh processes of each (3)")
    parser.add_argument("--write", action="store_true", help="write docs/benchmarks.md")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        # In a process of its own: what starts a process lends it its peak of memory on Linux.
        writer = get_context("spawn").Process(target=write_given, args=(Path(folder),))
        writer.start()
        writer.join()
        text = measure(Path(folder), options.times)
    print(text)
    if options.write:
        write_section("Routes", text)
    return 0


def write_given(folder: Path) -> None:
    """Write the graph in the forms that the routers read, and the pairs to route between."""
    sys.path.insert(0, str(environment.ROOT))
    import numpy as np  # noqa: PLC0415 - only where prepared
    from scgraph import GeoGraph  # noqa: PLC0415
    from scipy.sparse.csgraph import connected_components  # noqa: PLC0415

    from routes.network import matrix_of, read_rail_network  # noqa: PLC0415

    network = read_rail_network()
    size = len(network.lonlat)
    matrix = matrix_of(size, network.ends, network.edge_m)
    part = connected_components(matrix, directed=False)[1]
    main_part = np.flatnonzero(part == np.bincount(part).argmax())
    rng = np.random.default_rng(4)
    nodes = rng.choice(main_part, (max(WARM.values()), 2))
    stops = network.lonlat[nodes] + rng.uniform(-0.005, 0.005, (*nodes.shape, 2))
    given = {"nodes": nodes.tolist(), "stops": stops.tolist(), "ferry": PORTS}
    (folder / "pairs.json").write_text(json.dumps(given), encoding="utf-8")
    np.savez(folder / "rail.npz", lonlat=network.lonlat, ends=network.ends, metres=network.edge_m)
    # In km, as scgraph's own files: its search sorts lengths into buckets.
    graph: list[dict[int, float]] = [{} for _ in range(size)]
    for (tail, head), metres in zip(network.ends.tolist(), network.edge_m.tolist(), strict=True):
        graph[tail][head] = graph[head][tail] = metres / 1000
    latlon = network.lonlat[:, ::-1].tolist()
    GeoGraph(graph=graph, nodes=latlon).save_as_graphjson(str(folder / "rail.graphjson"))


def measure(folder: Path, times: int) -> str:
    """
    Ask all routers.

    Parameters
    ----------
    folder
        With what `write_given` wrote.
    times
        Fresh processes of each; the median counts.

    Returns
    -------
    str
        Markdown.
    """
    rows = {name: measured(name, folder, times) for name in WARM}
    check_lengths(rows)
    parts = [machine(f"whole processes, median of {times}; seconds are of the processor")]
    if os.getloadavg()[0] > BUSY:
        parts.append(BUSY_TEXT)
    for title, (base, kind) in GROUPS.items():
        lines = [
            line(row, rows[base])
            for row in rows.values()
            if row.name.split()[-1] == kind
            or (kind == "nodes" and row.name == "scgraph hierarchy nodes")
        ]
        head = [
            title,
            f"{min(COLD, WARM[base])} routes s",
            "×",
            "MB",
            "load ms",
            "a route ms",
            "× ",
            "MB ",
            "routes",
        ]
        parts.append(table([*head, "at most"], lines))
    return "\n\n".join(parts)


def measured(name: str, folder: Path, times: int) -> Row:
    """Ask a router in fresh processes for twenty routes, then in one for many."""
    count = min(COLD, WARM[name])
    runs = sorted((asked(name, folder, count) for _ in range(times)), key=lambda one: one["cpu_s"])
    cold = runs[len(runs) // 2]
    return Row(name, cold, asked(name, folder, WARM[name]) if WARM[name] > count else cold)


def asked(name: str, folder: Path, count: int) -> dict[str, Any]:
    """Run one process; what it printed."""
    command = [sys.executable, str(BENCH / "routers.py"), name, str(folder), str(count)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def check_lengths(rows: dict[str, Row]) -> None:
    """Hold the lengths of all routers between the same nodes against each other."""
    ours = rows["waybook nodes"].warm["metres"]
    for name in ("scgraph nodes", "scgraph hierarchy nodes", "scipy nodes", "networkx nodes"):
        theirs = rows[name].warm["metres"]
        worst = max(abs(a - b) for a, b in zip(ours, theirs, strict=False))
        if worst > 1.0:
            raise SystemExit(f"{name} and ours differ by {worst:.1f} m")


def line(row: Row, base: Row) -> list[str]:
    """Write a line of a table."""
    each, theirs = (one.warm["route_s"] / len(one.warm["metres"]) for one in (row, base))
    return [
        LABELS[row.name],
        f"{row.cold['cpu_s']:.2f}",
        f"{row.cold['cpu_s'] / base.cold['cpu_s']:.2f}",
        f"{row.cold['peak_mb']:.0f}",
        f"{row.cold['load_s'] * 1000:.0f}",
        f"{each * 1000:.2f}",
        f"{each / theirs:.3f}",
        f"{row.warm['peak_mb']:.0f}",
        f"{len(row.warm['metres']):,}",
        PROMISE.get(row.name, "–"),
    ]


if __name__ == "__main__":
    if VARIABLE not in os.environ:
        python = environment.prepare("bench")
        os.environ[VARIABLE] = "1"
        sys.exit(environment.run([python, __file__, *sys.argv[1:]]))
    sys.exit(main(sys.argv[1:]))
