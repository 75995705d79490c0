"""
Make `routes/data/coast_rivers.npz`, the ways from inland ports to the sea, out of GSHHG's rivers.

Needs the packages `gmt-gshhg-high` of Debian (2.3.7-6, fetched with apt) and `h5py`, and
`routes/data/coast.bin`. Of each point of a river it is told which is the next on the shortest way
down the rivers to the sea. The same packages give the same bytes.
"""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import numpy as np
import shapely
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra
from scipy.spatial import cKDTree

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from basemap_rivers import rivers_of  # noqa: E402 - of this checkout, whatever is installed
from make_basemap import DEBIAN, RIVERS, fetch_debian  # noqa: E402

from geo.coords import Bbox  # noqa: E402
from routes.coast import TILE, Coast, Floats, land_in, read_coast  # noqa: E402
from routes.water import Ints  # noqa: E402

TARGET = ROOT / "routes" / "data" / "coast_rivers.npz"
#: Rivers of the World Data Bank up to this rank, as `basemap_rivers` counts them.
RANK = 2
#: Gaps of the source up to this length are closed, and count as much longer than they are.
GAP_KM, GAP_COUNTS = 10.0, 5.0
#: A river whose end is this near to the sea, degrees, reaches it.
MOUTH_DEG = 0.06
#: Farther from the sea than this no seagoing ship is expected.
MOST_KM = 1_200.0
#: Points of a course are left out that are nearer to the one before than this.
STEP_KM = 1.5
EARTH_KM = 6371.0


class Graph(NamedTuple):
    """Points of rivers in degrees, shape (n, 2), the edges between them, and loose ends."""

    lonlats: Floats
    ends: Ints
    cost_km: Floats
    loose: NDArray[np.bool_]


def read_graph(folder: Path) -> Graph:
    """Read the rivers, and close their gaps."""
    rivers = [
        line
        for rank, line in rivers_of(fetch_debian(*DEBIAN["rivers"], folder) / RIVERS)
        if rank <= RANK
    ]
    sizes = shapely.get_num_coordinates(rivers)
    lonlats = shapely.get_coordinates(rivers).round(3)
    points, number = np.unique(lonlats, axis=0, return_inverse=True)
    number = number.ravel()
    last = np.cumsum(sizes) - 1
    ahead = np.setdiff1d(np.arange(len(number)), last)
    ends = np.column_stack([number[ahead], number[ahead + 1]])
    ends = ends[ends[:, 0] != ends[:, 1]]
    loose = np.bincount(ends.ravel(), minlength=len(points)) == 1
    gaps = _gaps(points, np.flatnonzero(loose))
    at = _on_ball(points)
    cost = np.linalg.norm(at[ends[:, 0]] - at[ends[:, 1]], axis=1)
    wide = GAP_COUNTS * np.linalg.norm(at[gaps[:, 0]] - at[gaps[:, 1]], axis=1)
    return Graph(points, np.concatenate([ends, gaps]), np.r_[cost, wide] + 1e-6, loose)


def _gaps(points: Floats, loose: Ints) -> Ints:
    """Join the loose ends of rivers to what is near them."""
    at = _on_ball(points)
    near = cKDTree(at).query_ball_point(at[loose], GAP_KM, return_sorted=True)
    pairs = [(end, other) for end, others in zip(loose, near, strict=True) for other in others]
    found = np.array([pair for pair in pairs if pair[0] != pair[1]]).reshape(-1, 2)
    return np.unique(np.sort(found, axis=1), axis=0)


def _on_ball(lonlats: Floats) -> Floats:
    """Give positions in space, kilometres."""
    lon, lat = np.radians(lonlats).T
    flat = np.cos(lat)
    return EARTH_KM * np.column_stack([flat * np.cos(lon), flat * np.sin(lon), np.sin(lat)])


def mouths(graph: Graph, coast: Coast) -> NDArray[np.bool_]:
    """Tell which points lie at sea, or are ends near it."""
    found = np.zeros(len(graph.lonlats), dtype=bool)
    corner = np.floor(graph.lonlats / TILE).astype(np.int64) * TILE
    for west, south in np.unique(corner, axis=0).tolist():
        mine = np.flatnonzero((corner == (west, south)).all(axis=1))
        # Lakes are no sea, so they count as land.
        land = land_in(coast, _box(west, south), lakes=True)
        shapely.prepare(land)
        points = shapely.points(graph.lonlats[mine])
        found[mine] = ~shapely.covers(land, points)
        sea = shapely.difference(shapely.box(*_box(west, south)), land)
        shapely.prepare(sea)
        found[mine] |= graph.loose[mine] & shapely.dwithin(sea, points, MOUTH_DEG)
    return found


def _box(west: int, south: int) -> Bbox:
    """Give the box of a tile and a little about it."""
    return Bbox(west - 0.1, max(south - 0.1, -90), west + TILE + 0.1, min(south + TILE + 0.1, 90))


def downward(graph: Graph, ends: NDArray[np.bool_]) -> tuple[Ints, Floats]:
    """Give the next point towards the sea of each point, and how far the sea is."""
    count = len(graph.lonlats)
    mouth = np.flatnonzero(ends)
    one, two = graph.ends.T
    row = np.r_[one, two, np.full(len(mouth), count)]
    column = np.r_[two, one, mouth]
    weight = np.r_[graph.cost_km, graph.cost_km, np.full(len(mouth), 1e-6)]
    order = np.lexsort((weight, column, row))
    first = np.r_[True, (np.diff(row[order]) != 0) | (np.diff(column[order]) != 0)]
    keep = order[first]
    net = csr_array((weight[keep], (row[keep], column[keep])), (count + 1, count + 1))
    away, before = dijkstra(net, indices=count, return_predecessors=True)
    onward = np.where(before[:count] == count, np.arange(count), before[:count])
    return onward.astype(np.int64), away[:count]


def thinned(graph: Graph, onward: Ints, away: Floats) -> tuple[Floats, Ints]:
    """Keep what is near enough to the sea, and of it a point every some kilometres."""
    order = np.argsort(away, kind="stable")
    order = order[away[order] <= MOST_KM]
    at = _on_ball(graph.lonlats)
    kept: dict[int, int] = {}
    holder = np.full(len(onward), -1)
    rows: list[tuple[int, int]] = []
    for point in order.tolist():
        base = point if onward[point] == point else int(holder[onward[point]])
        if onward[point] == point or np.linalg.norm(at[point] - at[base]) >= STEP_KM:
            kept[point] = len(rows)
            rows.append((point, kept[base]))
            base = point
        holder[point] = base
    points, following = np.array(rows).T
    return graph.lonlats[points], following


def main() -> None:
    """Read, lead every point to the sea, write, and say what came out."""
    with TemporaryDirectory() as folder:
        graph = read_graph(Path(folder))
    lonlats, onward = thinned(graph, *downward(graph, mouths(graph, read_coast())))
    useful = np.bincount(onward, minlength=len(onward)) > (onward == np.arange(len(onward)))
    keep = useful | (onward != np.arange(len(onward)))
    number = np.cumsum(keep) - 1
    steps = np.rint(lonlats[keep] * 1000).astype(np.int32)
    # Differences from point to point are small numbers.
    lon, lat = np.diff(steps, axis=0, prepend=np.zeros((1, 2), np.int32)).T
    onward = (np.arange(len(steps)) - number[onward[keep]]).astype(np.int32)
    np.savez_compressed(TARGET, lon=lon, lat=lat, onward=onward)
    sys.stdout.write(
        f"{TARGET.relative_to(ROOT)}: {keep.sum()} points, {TARGET.stat().st_size} bytes\n"
    )


if __name__ == "__main__":
    main()
