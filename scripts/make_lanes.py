"""
Make `routes/data/coast_lanes.json.gz`, the sea lanes that ship, out of the network of searoute.

Needs the package `searoute` (1.6.0) and `routes/data/coast.bin`. Lanes that cross land by that
coastline are led around it, by the program's own search; what cannot be led around, and is no
canal, is left out.
"""

import gzip
import json
import sys
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import numpy as np
import shapely

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from geo.coords import Bbox, LonLat, distance_m  # noqa: E402 - of this checkout, whatever is installed
from geo.errors import NoPathError  # noqa: E402
from routes.coast import Coast, Floats, land_in, read_coast  # noqa: E402
from routes.course import join_grids, landings  # noqa: E402
from routes.ferry import find_way  # noqa: E402
from routes.sea_way import Port  # noqa: E402
from routes.water import degrees, mercator, water_grid  # noqa: E402

TARGET = ROOT / "routes" / "data" / "coast_lanes.json.gz"
#: Passages of the network that are canals, dug through what the coastline has as land.
CANALS = ("suez", "panama")
#: How far a junction on land may be moved, metres, and on which cells its water is sought.
MOVE_M, CELL_M = 8_000.0, 150.0
#: A lane led around land may become longer by this factor and these metres.
DETOUR, DETOUR_M = 1.5, 30_000.0


#: Lanes beyond this latitude are ice, and beyond the Mercator plane of the search.
MOST_LAT = 80.0

Node = tuple[float, float]


class Lane(NamedTuple):
    """A lane: its passage, or an empty text, and its vertices in degrees."""

    passage: str
    lonlats: Floats


def network() -> list[Lane]:
    """Give the lanes of searoute between junctions, longitudes without jumps."""
    from searoute.data.marnet_dict import edge_list  # noqa: PLC0415 - 1.8 MB of Python

    edges = {
        tuple(sorted((_node(one), _node(two)))): data.get("passage") or ""
        for one, others in edge_list.items()
        for two, data in others.items()
        # The ends of the earth on a flat map are tied together by pieces without length.
        if _node(one) != _node(two) and max(abs(one[1]), abs(two[1])) <= MOST_LAT
    }
    about: dict[Node, list[Node]] = {}
    for one, two in sorted(edges):
        about.setdefault(one, []).append(two)
        about.setdefault(two, []).append(one)

    def goes_on(node: Node) -> bool:
        """Tell whether a node is no junction and no end of a passage."""
        names = {edges[tuple(sorted((node, other)))] for other in about[node]}
        return len(about[node]) == 2 and len(names) == 1

    lanes, seen = [], set()
    for start in sorted(about, key=lambda node: (goes_on(node), node)):
        for following in about[start]:
            chain = [start, following]
            if tuple(sorted(chain)) in seen:
                continue
            while goes_on(chain[-1]) and chain[-1] != start:
                chain.append(next(each for each in about[chain[-1]] if each != chain[-2]))
            seen |= {tuple(sorted(pair)) for pair in pairwise(chain)}
            lonlats = np.array(chain)
            lonlats[:, 0] = np.unwrap(lonlats[:, 0], period=360)
            lanes.append(Lane(edges[tuple(sorted(chain[:2]))], lonlats))
    return lanes


def _node(lonlat: tuple[float, float]) -> Node:
    """Give a node of searoute with its longitude in [-180, 180)."""
    return round((lonlat[0] + 180) % 360 - 180, 5) + 0.0, round(lonlat[1], 5) + 0.0


def on_land(lonlats: Floats, coast: Coast) -> np.ndarray:
    """Tell which pieces of a line cross land."""
    (west, south), (east, north) = lonlats.min(axis=0) - 0.01, lonlats.max(axis=0) + 0.01
    land = land_in(coast, Bbox(west, south, east, north))
    shapely.prepare(land)
    pieces = shapely.linestrings(np.stack([lonlats[:-1], lonlats[1:]], axis=1))
    return np.asarray(shapely.intersects(land, pieces))


def moved(lonlat: Floats, coast: Coast) -> Floats:
    """Move a position to the nearest open water of the sea, or leave it where that is far."""
    reach = 1.5 * MOVE_M / 111_195
    aside = reach / np.cos(np.radians(lonlat[1]))
    box = Bbox(lonlat[0] - aside, lonlat[1] - reach, lonlat[0] + aside, lonlat[1] + reach)
    sea = join_grids((water_grid(coast, box, CELL_M),))
    size = np.bincount(sea.body)
    for body, landing in landings(sea, mercator(lonlat[None])[0], MOVE_M).items():
        if landing.sea and size[body] >= 4:
            return np.asarray(degrees(np.array([landing.position]))[0].round(5))
    return lonlat


def led_around(lane: Lane, coast: Coast) -> Lane | None:
    """Lead a lane around land; `None` where that cannot be done and it is no canal."""
    bad = on_land(lane.lonlats, coast)
    if not bad.any() or lane.passage in CANALS:
        return lane
    pieces, vertex, points = [], 0, lane.lonlats
    while vertex < len(bad):
        last = vertex + 1
        if bad[vertex]:
            while last < len(bad) and bad[last]:
                last += 1
            found = around(points[vertex], points[last], coast)
            if found is None:
                return None
            pieces.append(found[:-1])
        else:
            pieces.append(points[vertex : vertex + 1])
        vertex = last
    return Lane(lane.passage, np.concatenate([*pieces, points[-1:]]))


def around(one: Floats, two: Floats, coast: Coast) -> Floats | None:
    """Find a way over water between two vertices, `None` where there is none of a like length."""
    straight_m = distance_m(LonLat(*one), LonLat(*two))
    ports = (Port("start", LonLat(*one), 3_000.0), Port("end", LonLat(*two), 3_000.0))
    try:
        way = find_way(ports, straight_m, coast)
    except NoPathError:
        return None
    lonlats = np.concatenate([[one], way.lonlats, [two]])
    lonlats = lonlats[np.r_[True, np.abs(np.diff(lonlats, axis=0)).max(axis=1) > 1e-7]]
    return lonlats if way.length_m <= DETOUR * straight_m + DETOUR_M else None


def main() -> None:
    """Read the network, move its junctions, lead its lanes around land, write, and report."""
    # Without the lanes of an earlier run: nothing but the packages and the coast may count.
    coast = replace(read_coast(), lanes=b"")
    lanes = network()
    ends = {tuple(np.round(lane.lonlats[end], 5)) for lane in lanes for end in (0, -1)}
    at = {
        end: moved(np.array(end), coast) if on_land_point(np.array(end), coast) else np.array(end)
        for end in sorted(ends)
    }
    kept, lost, led = [], 0, 0
    for lane in lanes:
        line = lane.lonlats.copy()
        for end in (0, -1):
            line[end] = at[tuple(np.round(line[end], 5))]
        new = led_around(Lane(lane.passage, line), coast)
        lost += new is None
        if new is None:
            sys.stderr.write(f"left out: {lane.passage} {line[0]} {line[-1]}\n")
        led += new is not None and len(new.lonlats) != len(line)
        if new is not None:
            kept.append([new.passage, np.round(new.lonlats, 5).tolist()])
    body = json.dumps(kept, separators=(",", ":")).encode("ascii")
    TARGET.write_bytes(gzip.compress(body, 9, mtime=0))
    sys.stdout.write(
        f"{TARGET.relative_to(ROOT)}: {len(kept)} lanes, {led} led around land, "
        f"{lost} left out, {TARGET.stat().st_size} bytes\n"
    )


def on_land_point(lonlat: Floats, coast: Coast) -> bool:
    """Tell whether a junction lies on land or on its edge."""
    reach = 0.004
    land = land_in(coast, Bbox(*(lonlat - reach), *(lonlat + reach)))
    return not land.is_empty


if __name__ == "__main__":
    main()
