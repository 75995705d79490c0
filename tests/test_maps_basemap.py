"""The basemap: right borders, no smears, within its budget, anywhere on earth."""

import itertools
import json

import pytest
import shapely
from shapely.geometry import LineString, MultiPoint, Point, Polygon

from geo.coords import Bbox
from maps.draw.basemap import Basemap, Level, basemap, geojson, padded
from maps.draw.basemap_labels import LabelKind
from maps.draw.basemap_pack import (
    decode_lines,
    encode_lines,
    read_layer,
    read_table,
    read_towns,
    tile_names,
)

FAR_EAST = Bbox(37, 35, 141, 60)
SPOTS = MultiPoint(
    [
        *[(37.62, 55.75), (82.9, 55.0), (104.3, 52.3), (135.1, 48.5), (131.88, 43.11)],
        *[(130.645, 42.43), (130.608, 42.421), (130.3, 42.25), (125.75, 39.03), (116.4, 39.9)],
    ]
)

#: Two neighbours on either side of a border, and a place well inside each one's country.
ACROSS = {
    "Tumangang, Khasan": ((130.608, 42.421), (130.645, 42.430), "KP", "RU"),
    "Sinuiju, Dandong": ((124.40, 40.095), (124.37, 40.135), "KP", "CN"),
    "Ivangorod, Narva": ((28.223, 59.376), (28.183, 59.376), "RU", "EE"),
    "Basel, Weil am Rhein": ((7.589, 47.555), (7.621, 47.594), "CH", "DE"),
    "Ciudad Juarez, El Paso": ((-106.487, 31.738), (-106.487, 31.759), "MX", "US"),
    "Foz do Iguacu, Ciudad del Este": ((-54.585, -25.535), (-54.615, -25.51), "BR", "PY"),
}


def small(lon: float, lat: float, half: float = 0.25) -> Basemap:
    """Give the basemap around a spot."""
    return basemap(Bbox(lon - half, lat - half, lon + half, lat + half), near=Point(lon, lat))


def levels(made: Basemap) -> list[Level]:
    """Give all levels of a basemap."""
    return [made.around, made.overview, made.closeup_overview, made.closeup_detail]


def geometries(level: Level) -> list[shapely.Geometry]:
    """Give everything drawn on a level."""
    lines = [river.line for river in level.rivers] + [border.line for border in level.borders]
    return [*level.land, *level.coast, *level.lakes, *level.regions, *lines]


def is_land(level: Level, lon: float, lat: float) -> bool:
    """Say whether a position is on land."""
    return any(area.intersects(Point(lon, lat)) for area in level.land)


@pytest.mark.parametrize("pair", ACROSS)
def test_neighbours_over_a_border_stand_on_their_own_sides(pair: str) -> None:
    one, other, *countries = ACROSS[pair]
    detail = small(*one).closeup_detail
    line = shapely.union_all(
        [b.line for b in detail.borders if b.countries == tuple(sorted(countries))]
    )
    crossings = shapely.get_num_geometries(shapely.intersection(line, LineString([one, other])))
    assert crossings % 2 == 1, pair


def test_khasan_and_tumangang_are_land_on_either_bank() -> None:
    detail = small(130.63, 42.42).closeup_detail
    assert is_land(detail, 130.645, 42.430)
    assert is_land(detail, 130.608, 42.421)
    assert not is_land(detail, 130.9, 42.2)


@pytest.mark.parametrize(
    ("window", "near"),
    [
        (FAR_EAST, SPOTS),
        (Bbox(-11, 35, 32, 60), MultiPoint([(2.35, 48.86), (13.4, 52.52)])),
        (Bbox(-180, -85, 180, 85), LineString([(-120, 40), (0, 50), (130, 40)])),
        (Bbox(4, 58, 30, 71), LineString([(5, 60), (12, 66), (25, 71)])),
        (Bbox(130.4, 42.2, 130.9, 42.7), Point(130.6, 42.4)),
        (Bbox(160, 50, -150, 72), MultiPoint([(177.5, 64.7), (-165.4, 64.5)])),
        (Bbox(-180, -90, 180, -60), Point(166.7, -77.8)),
    ],
)
def test_a_page_keeps_its_size_and_every_shape_is_valid(
    window: Bbox, near: shapely.Geometry
) -> None:
    made = basemap(window, near=near)
    text = "".join(json.dumps(geojson(level), separators=(",", ":")) for level in levels(made))
    assert len(text) <= 1_300_000
    for level in levels(made):
        assert all(shapely.is_valid(geometries(level)))
        assert all(not geometry.is_empty for geometry in geometries(level))


def test_a_smaller_budget_gives_less() -> None:
    def size(budget: int) -> int:
        made = basemap(FAR_EAST, near=SPOTS, budget_vertices=budget)
        return sum(
            int(shapely.get_num_coordinates(geometries(level)).sum()) for level in levels(made)
        )

    assert size(10_000) < 15_000 < size(60_000)


def test_a_window_across_the_antimeridian_runs_on_past_180() -> None:
    made = basemap(Bbox(170, -25, -170, -10), near=Point(-179.9, -16.5))
    assert made.view == (160, -32.5, 200, -2.5)
    assert made.closeup.bounds[0] <= 180.1 <= made.closeup.bounds[2]
    assert is_land(made.closeup_detail, 180.05, -16.8)
    assert is_land(made.closeup_detail, 179.3, -16.7)
    suva = [label for label in made.labels if label.names["en"] == "Suva"]
    assert suva[0].position.lon == pytest.approx(178.44, abs=0.05)
    for level in (made.overview, made.closeup_overview, made.closeup_detail):
        west, _, east, _ = shapely.total_bounds(geometries(level))
        assert west >= 160
        assert east <= 200


def test_no_line_runs_along_the_antimeridian_or_across_the_map() -> None:
    made = basemap(Bbox(160, 50, -150, 72), near=MultiPoint([(179.5, 68.9), (-179.5, 71.2)]))
    at_180 = LineString([(180, 60), (180, 72)])
    for level in levels(made)[1:]:
        coast = shapely.union_all(level.coast)
        assert shapely.intersection(coast, at_180.buffer(1e-3)).length < 0.1
        steps = [
            abs(a[0] - b[0]) for line in level.coast for a, b in itertools.pairwise(line.coords)
        ]
        assert max(steps, default=0) < 5


def test_the_tumen_border_is_one_line_up_to_its_mouth() -> None:
    borders = small(130.63, 42.42).closeup_detail.borders
    lines = [b.line for b in borders if "KP" in b.countries]
    joined = shapely.union_all(lines).buffer(0.003)
    pieces = shapely.get_parts(shapely.intersection(joined, shapely.box(130.3, 42.34, 130.9, 42.7)))
    assert len(pieces) == 1


def test_the_edges_of_areas_and_tiles_are_not_coast() -> None:
    detail = basemap(Bbox(99, 49, 111, 56), near=Point(105, 55)).closeup_detail
    assert detail.land
    assert detail.coast == ()


def test_a_window_of_open_ocean_is_empty_and_named() -> None:
    made = basemap(Bbox(-130, -40, -120, -30), near=Point(-125, -35))
    for level in (made.overview, made.closeup_overview, made.closeup_detail):
        assert geometries(level) == []
    assert "Pacific Ocean" in {label.names["en"] for label in made.labels}
    assert made.around.land


def test_nothing_on_the_map_gives_no_closeup() -> None:
    made = basemap(FAR_EAST, near=Polygon())
    assert made.closeup.is_empty
    assert geometries(made.closeup_detail) == []
    assert made.overview.land


def test_the_levels_cover_the_world_once() -> None:
    made = basemap(FAR_EAST, near=SPOTS)
    both = shapely.union_all([*made.overview.land, *made.closeup_overview.land]).area
    apart = sum(area.area for area in (*made.overview.land, *made.closeup_overview.land))
    assert both == pytest.approx(apart, rel=1e-3)
    fine = sum(area.area for area in made.closeup_detail.land)
    coarse = sum(area.area for area in made.closeup_overview.land)
    assert fine == pytest.approx(coarse, rel=0.01)


def test_land_that_one_source_forgot_is_there() -> None:
    assert is_land(small(145.75, 44.0).closeup_detail, 145.75, 44.0)


def test_borders_that_are_claimed_by_several_are_marked() -> None:
    crimea = basemap(Bbox(32, 44, 37, 47), near=Point(33.7, 46.1)).closeup_detail
    assert any(b.disputed and set(b.countries) == {"RU", "UA"} for b in crimea.borders)
    alps = basemap(Bbox(6, 45, 14, 48), near=Point(7.6, 47.5)).closeup_detail
    assert alps.borders
    assert not any(b.disputed for b in alps.borders)


def test_rivers_of_a_border_run_on_it() -> None:
    detail = small(130.2, 42.9).closeup_detail
    border = shapely.union_all([b.line for b in detail.borders])
    rivers = shapely.union_all([river.line for river in detail.rivers])
    beside = shapely.intersection(border, Point(130.0, 42.97).buffer(0.2))
    assert not beside.is_empty
    assert beside.within(rivers.buffer(0.02))


def test_labels_come_in_four_languages_and_by_rank() -> None:
    labels = basemap(FAR_EAST, near=SPOTS).labels
    assert [label.rank for label in labels] == list(range(len(labels)))
    by_name = {label.names["en"]: label for label in labels}
    assert by_name["North Korea"].names["ko"] == "북한"
    assert by_name["Russia"].names["zh"] == "俄罗斯"
    assert by_name["Vladivostok"].names["ru"] == "Владивосток"
    assert by_name["Sea of Japan (East Sea)"].kind is LabelKind.SEA
    assert by_name["Moscow"].kind is LabelKind.CAPITAL
    assert by_name["Pyongyang"].min_zoom < by_name["Rajin"].min_zoom


def test_the_same_window_gives_the_same_text() -> None:
    texts = [
        json.dumps([geojson(level) for level in levels(basemap(FAR_EAST, near=SPOTS))])
        for _ in range(2)
    ]
    assert texts[0] == texts[1]


def test_no_window_is_wider_than_the_world_or_higher_than_a_web_map() -> None:
    assert padded(Bbox(-180, -90, 180, 90)) == (-180, -85.06, 180, 85.06)
    assert padded(Bbox(-170, 80, 170, 90))[2] - padded(Bbox(-170, 80, 170, 90))[0] == 360


def test_packed_lines_come_back_as_they_were() -> None:
    made = read_layer("detail", "rivers", [Bbox(130, 42, 131, 43)])
    assert made.geometries
    packed = encode_lines(decode_lines(b""))
    assert decode_lines(packed).grid_xy.shape == (0, 2)


def test_tiles_are_named_on_every_turn() -> None:
    assert tile_names([Bbox(179, 1, 181, 2)], 5) == [("175_0", 0), ("-180_0", 360)]
    assert tile_names([Bbox(-181, 1, -179, 2)], 5) == [("175_0", -360), ("-180_0", 0)]
    assert tile_names([Bbox(0, 0, 10, 10)], 360) == [("-180_-90", 0)]


def test_every_row_of_the_tables_is_whole() -> None:
    for (lon, lat), line in zip(*read_towns(), strict=True):
        people, capital, country, name, *others = json.loads(line)
        assert -180 <= lon <= 180, name
        assert -90 <= lat <= 90, name
        assert people >= 0, name
        assert capital in (0, 1), name
        assert len(country) == 2, name
        assert len(others) == 3, name
    for code, lon, lat, zoom, name, *others in read_table("countries"):
        assert len(code) in (0, 2), name
        assert -180 <= lon <= 180, name
        assert -90 <= lat <= 90, name
        assert 0 <= zoom <= 12, name
        assert all(others), name
    for lon, lat, zoom, *names in read_table("seas"):
        assert -180 <= lon <= 180, names
        assert -90 <= lat <= 90, names
        assert 0 < zoom < 10, names
        assert all(names), names
