"""The paper under the map: its borders, rivers, names and credits, and where names are put."""

import json
from re import MULTILINE, findall

import pytest
import shapely
from script_engine import JS, Engine
from shapely.geometry import LineString, MultiPoint, Point

from geo.coords import Bbox
from maps.draw.basemap import Basemap, basemap
from maps.draw.basemap_labels import LabelKind
from maps.draw.basemap_levels import Level
from maps.page import assets, own_map
from maps.page.credits import full_credits, short_credits
from maps.page.paper import DETAIL_FROM, MIDDLE_FROM, paper_groups, paper_zooms

ASIA = Bbox(30, 33, 143, 59)
FAR_EAST = Bbox(123, 38, 136, 49)
KHASAN, TUMANGANG = (130.645, 42.430), (130.608, 42.421)
DANDONG, SINUIJU = (124.37, 40.135), (124.40, 40.095)
SPOTS = MultiPoint([KHASAN, TUMANGANG, DANDONG, SINUIJU, (135.1, 48.5), (37.6, 55.75)])


@pytest.fixture(scope="module")
def asia() -> Basemap:
    return basemap(ASIA, near=SPOTS, opens=FAR_EAST)


def shown(made: Basemap) -> dict[str, Level]:
    """Give the level that shows what is drawn, at each distance."""
    return {
        "far": made.closeup_overview,
        "middle": made.closeup_middle,
        "near": made.closeup_detail,
    }


@pytest.mark.parametrize("distance", ["far", "middle", "near"])
@pytest.mark.parametrize(
    ("one", "other", "countries"),
    [(KHASAN, TUMANGANG, ("KP", "RU")), (DANDONG, SINUIJU, ("CN", "KP"))],
)
def test_neighbours_stand_on_their_own_sides_of_the_border_at_every_zoom(
    asia, distance, one, other, countries
):
    level = shown(asia)[distance]
    border = shapely.union_all([b.line for b in level.borders if b.countries == countries])
    crossed = shapely.intersection(border, LineString([one, other]))
    assert shapely.get_num_geometries(crossed) % 2 == 1


@pytest.mark.parametrize(
    "window", [FAR_EAST, Bbox(130.4, 42.3, 130.8, 42.6), Bbox(-180, -60, 180, 75)]
)
def test_khasan_and_tumangang_are_parted_in_a_window_of_any_size(window):
    made = basemap(window, near=MultiPoint([KHASAN, TUMANGANG]))
    for level in (made.closeup_overview, made.closeup_detail):
        border = shapely.union_all([b.line for b in level.borders if "KP" in b.countries])
        crossed = shapely.intersection(border, LineString([KHASAN, TUMANGANG]))
        assert shapely.get_num_geometries(crossed) % 2 == 1


def test_one_level_alone_shows_what_is_drawn_at_any_zoom(asia):
    zooms = paper_zooms(asia)
    closeup = ["paper-far", "paper-middle", "paper-near"]
    for zoom in (0, 1, MIDDLE_FROM - 0.25, MIDDLE_FROM, 6.25, DETAIL_FROM, 14):
        seen = [name for name in closeup if zooms[name][0] <= zoom < zooms[name][1]]
        assert len(seen) == 1, zoom


def test_a_regional_map_has_no_middle_distance():
    made = basemap(FAR_EAST, near=MultiPoint([KHASAN]))
    zooms = paper_zooms(made)
    assert zooms["paper-far"] == (0, DETAIL_FROM)
    assert made.opening.land == ()
    assert set(zooms) == {*paper_groups(made), "paper-inset"}


def test_no_group_is_rounded_to_more_than_a_third_of_a_pixel(asia):
    for made in (asia, basemap(FAR_EAST, near=MultiPoint([KHASAN]))):
        groups, zooms = paper_groups(made), paper_zooms(made)
        for name in ("paper-far", "paper-middle"):
            pixel_deg = 360 / (256 * 2 ** zooms[name][1])
            assert all(10**-each.decimals / 2 <= pixel_deg / 3 for each in groups[name].values())


def test_first_level_units_are_left_out_from_far_off(asia):
    kinds = {name: set(each) for name, each in paper_groups(asia).items()}
    assert "units" not in kinds["paper-far"] | kinds["paper-always"]
    assert kinds["paper-units"] == {"units"}
    assert "units" in kinds["paper-near"]


def test_the_tumen_and_the_yalu_are_drawn_on_the_border_itself(asia):
    level = asia.closeup_detail
    border = shapely.union_all([b.line for b in level.borders if "KP" in b.countries])
    rivers = shapely.union_all([river.line for river in level.rivers]).buffer(1e-6)
    for spot in (Point(130.6, 42.45), Point(124.42, 40.13)):
        beside = shapely.intersection(border, spot.buffer(0.1))
        assert beside.length > 0.1
        assert shapely.intersection(beside, rivers).length > 0.9 * beside.length


def test_a_border_over_dry_land_is_no_river():
    made = basemap(Bbox(24, 21, 36, 23), near=MultiPoint([(27, 22), (33, 22)]))
    level = made.closeup_detail
    border = shapely.union_all([b.line for b in level.borders])
    rivers = shapely.union_all([river.line for river in level.rivers])
    assert border.length > 3
    assert shapely.intersection(border, rivers.buffer(1e-6)).length < 0.1


def test_rivers_are_named_along_their_course_in_four_languages(asia):
    rivers = {label.names["en"]: label for label in asia.rivers}
    assert rivers["Tumen"].names == {
        "en": "Tumen",
        "ko": "두만강",
        "ru": "Туманная",
        "zh": "图们江",
    }
    assert {"Yalu", "Amur", "Ussuri", "Songhua"} <= set(rivers)
    drawn = [r.line for level in (asia.closeup_detail, asia.opening) for r in level.rivers]
    tumen = [label for label in asia.rivers if label.names["en"] == "Tumen"]
    for label in tumen:
        assert label.kind is LabelKind.RIVER
        assert -90 <= label.angle_deg <= 90
        assert min(Point(label.position).distance(line) for line in drawn) < 2e-3
    assert len({label.rank for label in asia.rivers}) == len(asia.rivers)


def test_a_river_across_the_antimeridian_or_without_a_line_does_no_harm():
    assert basemap(Bbox(170, -25, -170, -10), near=Point(-179.9, -16.5)).rivers == ()


def test_countries_and_oceans_are_named_wherever_the_map_may_be_turned():
    made = basemap(Bbox(170, -25, -170, -10), near=Point(-179.9, -16.5))
    by_name = {label.names["en"]: label for label in made.labels}
    assert by_name["Mongolia"].position.lon == pytest.approx(104, abs=5)
    assert by_name["Brazil"].position.lon == pytest.approx(307, abs=10)
    assert "Atlantic Ocean" in by_name


def test_each_giver_of_data_is_named_once():
    lines = [
        "Rail lines © OpenStreetMap contributors, ODbL 1.0",
        "Coastline: GSHHG 2.3.6 (Wessel & Smith), LGPL",
        "Place names: GeoNames (CC BY 4.0)",
        "Coast and borders © OpenStreetMap contributors (ODbL)",
        "Rivers: GSHHG / World Data Bank II (LGPL)",
        "Towns: GeoNames (CC BY 4.0)",
        "Tracks surveyed by the editors",
    ]
    assert short_credits(lines) == [
        "© OpenStreetMap contributors",
        "GSHHG",
        "GeoNames",
        "Tracks surveyed by the editors",
    ]
    assert full_credits(lines) == [
        "Rail lines, coast and borders: © OpenStreetMap contributors, ODbL 1.0",
        "Coastline, rivers: GSHHG 2.3.6 (Wessel & Smith), LGPL",
        "Place names, towns: GeoNames (CC BY 4.0)",
        "Tracks surveyed by the editors",
    ]


SIZE = {"x": 400, "y": 300}


@pytest.fixture(scope="module")
def placing() -> Engine:
    return Engine("placing")


def name(text: str, x: float, y: float, **more) -> dict[str, object]:
    return {"text": text, "x": x, "y": y, "w": 60, "h": 14, "base": False, **more}


def place(engine: Engine, items, taken=(), lines=()):
    engine.run(f"(globalThis.cells = lineCells({list(lines)!r}), 0)".replace("'", '"'))
    engine.run(f"(globalThis.given = {json.dumps([items, list(taken), SIZE])}, 0)")
    return engine.run("placeAll(given[0], given[1], cells, given[2])")


def test_a_name_stands_right_of_its_mark_where_there_is_room(placing):
    (spot,) = place(placing, [name("Harbin", 200, 150)])
    assert spot["box"] == [209, 143, 269, 157]


def test_the_more_important_of_two_names_keeps_its_spot_and_none_covers_another(placing):
    first, second = place(placing, [name("Rajin", 200, 150), name("Sonbong", 200, 160)])
    assert first["box"] == [209, 143, 269, 157]
    assert (
        second["box"][2] <= first["box"][0]
        or second["box"][1] >= first["box"][3]
        or (second["box"][3] <= first["box"][1])
    )


def test_no_name_stands_nearer_to_the_mark_of_another_place_than_to_its_own(placing):
    first, second = place(placing, [name("Vladivostok", 205, 150), name("Ussuriysk", 200, 140)])
    for spot, own, other in ((first, (205, 150), (200, 140)), (second, (200, 140), (205, 150))):
        left, top, right, bottom = spot["box"]
        off = [
            max(left - x, 0, x - right) ** 2 + max(top - y, 0, y - bottom) ** 2
            for x, y in (own, other)
        ]
        assert off[0] <= off[1]


def test_a_name_goes_where_no_mark_is(placing):
    (spot,) = place(placing, [name("Harbin", 200, 150)], taken=[[205, 140, 300, 160]])
    assert spot["box"][2] <= 200


def test_a_name_of_the_base_map_gives_way_to_a_line_and_one_of_the_case_turns_aside(placing):
    walls = [[{"x": x, "y": 0}, {"x": x, "y": 300}] for x in range(0, 400, 20)]
    base, own = name("Siping", 200, 150, base=True), name("Harbin", 200, 150)
    assert place(placing, [base], lines=walls) == [None]
    assert place(placing, [own], lines=walls)[0]["box"]
    beside = [[{"x": 240, "y": 0}, {"x": 240, "y": 300}]]
    (spot,) = place(placing, [own], lines=beside)
    assert spot["crossed"] == 0


def test_a_name_that_the_edge_would_cut_is_not_shown(placing):
    assert place(placing, [name("Busan", 200, 150, w=500)]) == [None]
    (spot,) = place(placing, [name("Busan", 395, 150)])
    assert spot["box"][2] <= 398


def test_a_name_along_a_river_stands_beside_it_and_not_twice_nearby(placing):
    river = name("Tumen", 200, 150, base=True, angle=90)
    one, two = place(placing, [river, {**river, "y": 160}])
    assert two is None
    lefts, tops, rights, bottoms = zip(*one["boxes"], strict=True)
    assert max(rights) - min(lefts) == pytest.approx(14, abs=1)
    assert max(bottoms) - min(tops) == pytest.approx(60, abs=1)
    assert min(lefts) > 200 or max(rights) < 200


def test_an_annotation_covers_no_mark_and_its_leader_ends_at_its_place(placing):
    taken = [[188, 138, 212, 162], [100, 100, 130, 130]]
    note = {"x": 200, "y": 150, "w": 120, "h": 40}
    script = f"placeNotes({[note]}, {taken}, [], new Set(), {SIZE})".replace("'", '"')
    (spot,) = placing.run(script)
    for box in taken:
        a, b = spot["box"], box
        assert a[0] >= b[2] or a[2] <= b[0] or a[1] >= b[3] or a[3] <= b[1]
    assert spot["from"] == {"x": 200, "y": 150}


def test_annotations_without_room_are_left_out(placing):
    note = {"x": 200, "y": 150, "w": 120, "h": 40}
    script = f"placeNotes({[note]}, {[[0, 0, 400, 300]]}, [], new Set(), {SIZE})".replace("'", '"')
    assert placing.run(script) == [None]


def test_ten_thousand_names_are_told_apart(placing):
    script = """(() => {
        const items = Array.from({ length: 10000 }, (_, i) => ({
            text: String(i), x: (i * 37) % 1400, y: (i * 91) % 900, w: 50, h: 14, base: true }));
        const spots = placeAll(items, [], new Set(), { x: 1400, y: 900 }).filter(Boolean);
        const clear = (a, b) => a.boxes.every((one) => b.boxes.every((two) => !meet(one, two)));
        return spots.length > 200 &&
            spots.every((a, i) => spots.every((b, j) => i === j || clear(a, b)));
    })()"""
    assert placing.run(script) is True


@pytest.fixture(scope="module")
def bearings() -> Engine:
    return Engine("bearings")


def test_distances_are_those_over_the_earth(bearings):
    vladivostok, moscow = {"lat": 43.115, "lng": 131.885}, {"lat": 55.751, "lng": 37.618}
    assert bearings.call("kmBetween", vladivostok, moscow) == pytest.approx(6420, abs=15)
    fiji, samoa = {"lat": -16.5, "lng": 179.9}, {"lat": -16.5, "lng": -179.9}
    assert bearings.call("kmBetween", fiji, samoa) == pytest.approx(21.3, abs=0.2)
    assert bearings.call("kmBetween", fiji, {"lat": -16.5, "lng": 180.1}) == pytest.approx(
        21.3, abs=0.2
    )


@pytest.mark.parametrize(
    ("km", "said"), [(6423, 6400), (526.4, 530), (97.3, 97), (5.4, 5), (0.42, 0.4), (20010, 20000)]
)
def test_a_distance_is_said_in_two_figures(bearings, km, said):
    assert bearings.call("roundKm", km) == said


def test_of_several_places_in_one_direction_the_weightiest_has_the_arrow(bearings):
    targets = [
        {"x": -900, "y": 150, "weight": 2, "km": 5000},
        {"x": -400, "y": 140, "weight": 9, "km": 6000},
        {"x": 200, "y": 2000, "weight": 1, "km": 900},
    ]
    arrows = bearings.call("chooseArrows", targets, SIZE, 4)
    assert [(arrow["km"], arrow["more"]) for arrow in arrows] == [(6000, 1), (900, 0)]
    assert len(bearings.call("chooseArrows", targets, SIZE, 1)) == 1
    assert bearings.call("chooseArrows", [], SIZE, 4) == []


def test_an_arrow_stands_at_the_edge_and_off_what_is_taken(bearings):
    edge = bearings.call("edgePoint", SIZE, {"x": 40, "y": 20}, {"dx": -10, "dy": 0})
    assert edge == {"x": 40, "y": 150}
    box = bearings.call("slide", edge, {"w": 60, "h": 26}, [[0, 140, 90, 160]], SIZE)
    assert box[3] <= 136 or box[1] >= 164
    assert bearings.call("slide", edge, {"w": 60, "h": 26}, [[0, 0, 400, 300]], SIZE) is None


@pytest.mark.parametrize("modules", [assets.MODULES, own_map.MODULES], ids=["page", "own map"])
def test_no_two_modules_that_are_joined_declare_one_name(modules):
    pattern = r"^(?:async )?(?:function\*?|const|let|class) ([A-Za-z_$][\w$]*)"
    declared = [
        found
        for module in modules
        for found in findall(pattern, (JS / f"{module}.js").read_text("utf-8"), MULTILINE)
    ]
    assert sorted({one for one in declared if declared.count(one) > 1}) == []
