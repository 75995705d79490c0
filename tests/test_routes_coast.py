"""The coastline that ships."""

from pathlib import Path

import pytest
import shapely

from geo.coords import GEOD, Bbox
from geo.errors import MissingDataError
from routes.coast import Coast, land_in, read_coast, shores_in


@pytest.fixture(scope="module")
def coast() -> Coast:
    return read_coast()


def area_km2(geometry: shapely.Geometry) -> float:
    return abs(GEOD.geometry_area_perimeter(geometry)[0]) / 1e6


@pytest.mark.parametrize(
    ("box", "km2"),
    [
        (Bbox(-25, 63, -13, 67), 103_000),  # Iceland
        (Bbox(143.5, -44, 149, -40.4), 65_700),  # Tasmania with its near islands
        (Bbox(79.4, 5.8, 82, 9.9), 65_600),  # Sri Lanka
        (Bbox(32.2, 34.5, 34.7, 35.8), 9_250),  # Cyprus
    ],
)
def test_islands_have_the_area_that_atlases_give(coast: Coast, box: Bbox, km2: float) -> None:
    assert area_km2(land_in(coast, box)) == pytest.approx(km2, rel=0.03)


def test_land_is_valid_and_stays_within_its_box(coast: Coast) -> None:
    box = Bbox(17, 58, 26, 61)
    land = land_in(coast, box)
    assert land.is_valid
    assert shapely.box(*box).covers(land)


def test_the_sides_of_tiles_leave_no_seam(coast: Coast) -> None:
    land = land_in(coast, Bbox(100, 60, 106, 66))
    assert not shapely.intersects(land, shapely.Point(40, 60))
    assert land.covers(shapely.LineString([(103, 65), (105, 65), (106, 65)]))


def test_a_large_lake_is_water_and_its_island_is_land(coast: Coast) -> None:
    baikal = land_in(coast, Bbox(103, 51, 110, 56))
    assert not baikal.covers(shapely.Point(108.5, 53.9))
    assert baikal.covers(shapely.Point(107.35, 53.15))  # Olkhon


def test_the_open_sea_gives_an_empty_geometry(coast: Coast) -> None:
    assert land_in(coast, Bbox(-140, 20, -139, 21)).is_empty
    assert len(shores_in(coast, Bbox(-140, 20, -139, 21)).start) == 0


@pytest.mark.parametrize("box", [Bbox(176, -20, -176, -12), Bbox(176, -20, 184, -12)])
def test_a_box_across_the_antimeridian_runs_on_past_180(coast: Coast, box: Bbox) -> None:
    land = land_in(coast, box)
    assert land.covers(shapely.Point(178.0, -17.8))  # Viti Levu
    assert land.covers(shapely.Point(180.05, -16.8))  # Taveuni, across 180
    west = land_in(coast, Bbox(-184, -20, -176, -12))
    assert area_km2(west) == pytest.approx(area_km2(land), rel=1e-9)


def test_antarctica_reaches_the_pole(coast: Coast) -> None:
    assert land_in(coast, Bbox(-1, -90, 1, -85)).covers(shapely.box(-1, -89.9, 1, -85))


def test_every_tile_opens_to_valid_land(coast: Coast) -> None:
    for west, south in sorted(coast.tiles):
        land = land_in(coast, Bbox(west, south, west + 5, south + 5))
        assert land.is_valid, (west, south)


def test_a_missing_or_damaged_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(MissingDataError, match=r"coast\.bin: the coastline cannot be read"):
        read_coast(tmp_path / "coast.bin")
    (tmp_path / "coast.bin").write_bytes(b"PK\x03\x04 this is no coastline")
    with pytest.raises(MissingDataError, match=r"coast\.bin: the coastline cannot be read"):
        read_coast(tmp_path / "coast.bin")
