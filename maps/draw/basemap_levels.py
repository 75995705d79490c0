"""One level of the basemap: read from the pack, simplified into its share, cut to its area."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from geo.coords import Bbox
from maps.draw.basemap_pack import TILE_DEG, Coded, read_layer

#: Read and simplified this far beyond what is shown, so that cut edges meet.
HALO_DEG = 0.3
#: How much coarser each further try is at least, and the power of the excess it otherwise is.
STEP, GAIN = 1.3, 1.2
#: Nothing is left to see beyond.
COARSEST_DEG = 20.0


class Generalisation(NamedTuple):
    """
    How a level of the basemap is made.

    Attributes
    ----------
    pack
        Level of the pack.
    pack_deg
        Tolerance that the level of the pack was simplified with.
    decimals
        Of the coordinates.
    share
        Of the budget of vertices.
    """

    pack: str
    pack_deg: float
    decimals: int
    share: float


@dataclass(frozen=True, slots=True)
class River:
    """A river; `rank` 1 is the greatest, 3 the least."""

    line: BaseGeometry
    rank: int


@dataclass(frozen=True, slots=True)
class Border:
    """
    A border between countries, on land or across a lake.

    Attributes
    ----------
    line
        Degrees, lon before lat.
    countries
        ISO 3166-1 alpha-2 codes of the sides, sorted; empty where the source does not say.
    disputed
        Whether the line or what lies beside it is claimed by several.
    claim
        Whose claim it is, in English, where the source says.
    """

    line: BaseGeometry
    countries: tuple[str, ...]
    disputed: bool
    claim: str


@dataclass(frozen=True, slots=True)
class Level:
    """
    One layer of each kind at one degree of detail, in degrees, lon before lat.

    Attributes
    ----------
    land
        Polygons to fill, never to stroke: their cut edges would show.
    coast
        Lines to stroke; cut edges left out.
    lakes
        Polygons to fill over the land.
    rivers, borders
        Lines with what is known of them.
    regions
        Borders of first-level units.
    """

    land: tuple[BaseGeometry, ...]
    coast: tuple[BaseGeometry, ...]
    lakes: tuple[BaseGeometry, ...]
    rivers: tuple[River, ...]
    borders: tuple[Border, ...]
    regions: tuple[BaseGeometry, ...]


EMPTY = Level((), (), (), (), (), ())


class Parts(NamedTuple):
    """A level on its way: geometries a layer, the ranks of the rivers, the rows of the borders."""

    land: NDArray[np.object_]
    lakes: NDArray[np.object_]
    rivers: NDArray[np.object_]
    borders: NDArray[np.object_]
    regions: NDArray[np.object_]
    ranks: NDArray[np.int64]
    rows: NDArray[np.int64]


def fitted(how: Generalisation, area: BaseGeometry, budget_vertices: int) -> Parts:
    """
    Read a level around an area and simplify it until what is shown keeps within its share.

    Parameters
    ----------
    how
        The level.
    area
        Degrees; longitudes may run on past ±180; may be empty.
    budget_vertices
        Of all levels together.

    Returns
    -------
    Parts
        Cut a little beyond `area`.

    Raises
    ------
    MissingDataError
        The pack that ships with the program is not there.
    """
    parts = _read(how.pack, area)
    tolerance_deg = how.pack_deg
    over = _count(parts, area) / (how.share * budget_vertices)
    while over > 1 and tolerance_deg < COARSEST_DEG:
        tolerance_deg *= max(STEP, over**GAIN)
        parts = _simplified(parts, tolerance_deg)
        over = _count(parts, area) / (how.share * budget_vertices)
    return parts


def level_of(
    parts: Parts, area: BaseGeometry, how: Generalisation, borders: Sequence[Sequence[Any]]
) -> Level:
    """
    Cut a level to the area where it is shown.

    Parameters
    ----------
    parts
        As `fitted` gives them for this area or a larger one.
    area
        Degrees; may be empty.
    how
        The level, for the decimals of its coordinates.
    borders
        The table of the pack.

    Returns
    -------
    Level
        Valid and rounded; lines without the cut edges of the land.
    """
    grid_deg = 10.0**-how.decimals
    coast, _ = _lines(shapely.boundary(parts.land), area, grid_deg)
    rivers, river = _lines(parts.rivers, area, grid_deg)
    lines, border = _lines(parts.borders, area, grid_deg)
    regions, _ = _lines(parts.regions, area, grid_deg)
    return Level(
        land=_areas(parts.land, area, grid_deg),
        coast=coast,
        lakes=_areas(parts.lakes, area, grid_deg),
        rivers=tuple(
            River(line, int(parts.ranks[i])) for line, i in zip(rivers, river, strict=True)
        ),
        borders=tuple(
            _border(line, borders[parts.rows[i]]) for line, i in zip(lines, border, strict=True)
        ),
        regions=regions,
    )


def simplified_borders(borders: Sequence[Border], tolerance_deg: float) -> tuple[Border, ...]:
    """
    Draw borders for seeing from farther off.

    Parameters
    ----------
    borders
        Of a level in detail.
    tolerance_deg
        How far a border may move, in degrees.

    Returns
    -------
    tuple of Border
        The same borders in their order, joined where they touch before they are simplified.
    """
    alike: dict[tuple[tuple[str, ...], bool, str], list[BaseGeometry]] = {}
    for border in borders:
        alike.setdefault((border.countries, border.disputed, border.claim), []).append(border.line)
    return tuple(
        Border(line, *key)
        for key, lines in alike.items()
        for line in shapely.get_parts(
            shapely.simplify(shapely.line_merge(shapely.multilinestrings(lines)), tolerance_deg)
        )
    )


def _border(line: BaseGeometry, row: Sequence[Any]) -> Border:
    """Put a line and its row of the border table together."""
    countries, disputed, claim = row
    return Border(line, tuple(countries), bool(disputed), claim)


def _read(pack: str, area: BaseGeometry) -> Parts:
    """Read the layers of a level around an area, cut a little beyond its edge."""
    halo = shapely.buffer(area, HALO_DEG, join_style="mitre")
    boxes = [Bbox(*part.bounds) for part in shapely.get_parts(halo) if not part.is_empty]
    size_deg = TILE_DEG[pack]
    land, lakes = (
        _dissolved(
            _cut(np.array(read_layer(pack, layer, boxes).geometries, object), halo)[0], size_deg
        )
        for layer in ("land", "lakes")
    )
    rivers, ranks = _joined(read_layer(pack, "rivers", boxes), halo)
    borders, rows = _joined(read_layer(pack, "borders", boxes), halo)
    regions, _ = _joined(read_layer(pack, "regions", boxes), halo)
    return Parts(land, lakes, rivers, borders, regions, ranks, rows)


def _cut(
    geometries: NDArray[np.object_], area: BaseGeometry
) -> tuple[NDArray[np.object_], NDArray[np.int64]]:
    """Cut geometries to an area: the single parts that remain, and the row of each."""
    rows = np.sort(shapely.STRtree(geometries).query(area, predicate="intersects"))
    chosen = geometries[rows]
    shapely.prepare(area)
    inside = shapely.contains_properly(area, chosen)
    chosen[~inside] = shapely.intersection(chosen[~inside], area)
    parts, at = shapely.get_parts(chosen, return_index=True)
    dimension = int(shapely.get_dimensions(geometries).max(initial=0))
    kept = (shapely.get_dimensions(parts) == dimension) & ~shapely.is_empty(parts)
    return parts[kept], rows[at[kept]]


def _dissolved(areas: NDArray[np.object_], size_deg: int) -> NDArray[np.object_]:
    """Put areas together that were cut at the edge of a tile."""
    corner = np.array([180, 90, 180, 90])
    offset = (shapely.bounds(areas).reshape(-1, 4) + corner) % size_deg
    at_edge = (np.minimum(offset, size_deg - offset) < 1e-6).any(axis=1)
    joined = shapely.union_all(areas[at_edge], grid_size=1e-5)
    parts = shapely.get_parts(joined)
    return np.concatenate([areas[~at_edge], parts[shapely.get_dimensions(parts) == 2]])


def _joined(coded: Coded, area: BaseGeometry) -> tuple[NDArray[np.object_], NDArray[np.int64]]:
    """Cut lines to an area and join those of one code over the edges of tiles."""
    lines, at = _cut(np.array(coded.geometries, object), area)
    codes = np.array(coded.codes, np.int64)[at]
    if not len(lines):
        return lines, codes
    order = np.argsort(codes, kind="stable")
    kinds, kind = np.unique(codes[order], return_inverse=True)
    merged = shapely.line_merge(shapely.multilinestrings(lines[order], indices=kind))
    parts, row = shapely.get_parts(merged, return_index=True)
    return parts, kinds[row]


def _simplified(parts: Parts, tolerance_deg: float) -> Parts:
    """Simplify all layers, and leave out what has become too small to see."""
    least_deg2 = 4 * tolerance_deg**2
    land, lakes = (
        shapely.coverage_simplify(areas[shapely.area(areas) >= least_deg2], tolerance_deg)
        for areas in (parts.land, parts.lakes)
    )
    rivers, borders, regions = (
        shapely.simplify(lines, tolerance_deg / 2)
        for lines in (parts.rivers, parts.borders, parts.regions)
    )
    seen = shapely.length(rivers) >= 6 * tolerance_deg
    long = shapely.length(borders) >= tolerance_deg / 4
    regions = regions[shapely.length(regions) >= tolerance_deg]
    ranks, rows = parts.ranks[seen], parts.rows[long]
    return Parts(land, lakes, rivers[seen], borders[long], regions, ranks, rows)


def _count(parts: Parts, area: BaseGeometry) -> int:
    """Count the vertices that will be shown; the coast stands there twice, as area and line."""
    if area.is_empty:
        return 0
    shapely.prepare(area)
    total = 0
    for weight, layer in zip((2, 1, 1, 1, 1), parts[:5], strict=True):
        xy = shapely.get_coordinates(layer)
        total += weight * int(shapely.contains_xy(area, xy).sum())
    return total


def _areas(
    areas: NDArray[np.object_], area: BaseGeometry, grid_deg: float
) -> tuple[BaseGeometry, ...]:
    """Cut areas to the area shown, round them, and keep them valid."""
    cut, _ = _cut(areas, area)
    parts = shapely.get_parts(shapely.set_precision(shapely.make_valid(cut), grid_deg))
    return tuple(parts[(shapely.get_dimensions(parts) == 2) & ~shapely.is_empty(parts)])


def _lines(
    lines: NDArray[np.object_], area: BaseGeometry, grid_deg: float
) -> tuple[tuple[BaseGeometry, ...], NDArray[np.int64]]:
    """Cut lines to the area shown and round them; give the row of each, too."""
    cut, rows = _cut(lines, area)
    rounded = shapely.set_precision(cut, grid_deg, mode="pointwise")
    short = shapely.remove_repeated_points(rounded)
    kept = shapely.length(short) > 0
    return tuple(short[kept]), rows[kept]
