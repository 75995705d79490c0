from itertools import pairwise
from math import dist
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from opened_page import PHONE, words

HERE = Path(__file__).resolve().parent
LINES = HERE / "cases" / "lines"
MODES = ["rail", "air", "ferry", "road", "foot", "unknown"]
HUES = {
    "light": ["#b01e3c", "#2f47b0", "#007c86", "#a06a00", "#a06a00", "#2e2e2e"],
    "dark": ["#f2617c", "#8c9bff", "#2fc4cf", "#e5ae45", "#e5ae45", "#f0f0f0"],
}
BORDER = {
    "link-border-railway",
    "link-khasan-rajin",
    "link-vladivostok-rason",
    "link-workers-rason-ussuriysk",
    "link-workers-rason-khabarovsk",
}
STYLE = """([selector, name]) =>
    getComputedStyle(document.querySelector(selector)).getPropertyValue(name)"""


@pytest.fixture(scope="module")
def lines(built_map) -> Path:
    return built_map(LINES)


@pytest.fixture
def window(open_page, lines):
    return open_page(lines)


def style(page, selector, name):
    return page.evaluate(STYLE, [f".leaflet-map-pane {selector}", name])


def course(page, ref):
    """Corners of the line of an entry, in pixels of its layer."""
    d = page.locator(f"path.line[data-ref='{ref}']").first.get_attribute("d")
    return [tuple(map(float, part.split())) for part in d.replace("M", "L").split("L") if part]


def at(page, ref, share=0.5):
    """Point on the screen on the line of an entry, and the element on top there."""
    return page.evaluate(
        """([ref, share]) => {
            const path = document.querySelector(`path.line[data-ref="${ref}"]`);
            const { x, y } = path.getPointAtLength(path.getTotalLength() * share);
            const spot = new DOMPoint(x, y).matrixTransform(path.getScreenCTM());
            return [spot.x, spot.y];
        }""",
        [ref, share],
    )


def zoom_to(page, lat, lon, zoom):
    page.evaluate(f"waybook.map.setView([{lat}, {lon}], {zoom}, {{animate: false}})")


def violations(page):
    found = Axe().run(page).response["violations"]
    return [(one["id"], [node["target"] for node in one["nodes"]][:3]) for one in found]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_mode_has_its_hue(open_page, lines, screenshot, scheme):
    window = open_page(lines, color_scheme=scheme)
    screenshot(window, f"lines-{scheme}")
    for mode, hue in zip(MODES, HUES[scheme], strict=True):
        rgb = ", ".join(str(int(hue[i : i + 2], 16)) for i in (1, 3, 5))
        assert style(window.page, f"path.line.{mode}.operating", "stroke") == f"rgb({rgb})"
    assert window.errors == []


@pytest.mark.parametrize("mode", ["air", "ferry", "foot", "unknown"])
def test_a_line_has_the_sign_of_its_mode(window, mode):
    d = window.page.locator(f"path.glyphs.{mode}.operating").first.get_attribute("d")
    assert d.startswith("M")


def test_rail_has_ticks_across_and_a_road_is_plain(window):
    page = window.page
    assert style(page, "path.dressing.rail.operating:not(.shared)", "stroke-width") == "8px"
    assert style(page, "path.dressing.rail.operating:not(.shared)", "stroke-dasharray").startswith(
        "1.3px"
    )
    assert page.locator(":is(path.dressing, path.glyphs).road").count() == 0


@pytest.mark.parametrize(
    ("status", "width", "dashes"),
    [
        ("operating", "3px", "none"),
        ("reported_once", "3px", "none"),
        ("planned", "3px", "8px, 5px"),
        ("suspended", "4px", "none"),
        ("ended", "1.25px", "none"),
        ("speculated", "3px", "1px, 6px"),
    ],
)
@pytest.mark.parametrize("mode", MODES)
def test_every_state_has_its_stroke(window, mode, status, width, dashes):
    line = f"path.line.{mode}.{status}.drawn"
    assert style(window.page, line, "stroke-width") == width
    assert style(window.page, line, "stroke-dasharray") == dashes


@pytest.mark.parametrize("mode", MODES)
def test_what_is_suspended_is_hollow_and_what_is_reported_once_has_one_dot(window, mode):
    page = window.page
    assert page.locator(f"path.core.{mode}.suspended.drawn").count() >= 1
    core = style(page, f"path.core.{mode}.suspended", "stroke")
    assert core == style(page, f"path.casing.{mode}.operating", "stroke")
    assert page.locator(f"path.dot.{mode}.reported_once").first.get_attribute("d").count("M") == 1


def test_what_is_disputed_has_a_stroke_of_each_claim_side_by_side(window):
    page = window.page
    line = page.locator("path.line.road.disputed").first
    twin = page.locator("path.twin.road.disputed").first
    claims = {line.get_attribute("data-claim"), twin.get_attribute("data-claim")}
    assert claims == {"operating", "suspended"}
    starts = [
        tuple(map(float, one.get_attribute("d")[1:].split("L")[1].split())) for one in (line, twin)
    ]
    assert 2 <= dist(*starts) <= 6


def test_what_is_schematic_is_thin_with_an_open_circle_at_either_end(window):
    page = window.page
    assert style(page, "path.line.rail.schematic", "stroke-width") == "1.5px"
    assert page.locator("path.end.rail.schematic").count() == 2
    assert style(page, "path.end.rail.schematic", "stroke-width") == "1.5px"


def test_a_way_that_is_not_known_is_no_line_but_two_stubs_that_thin_out_to_a_question_mark(window):
    page = window.page
    stub = page.locator("path.stub[data-ref='link-no-way']")
    strokes = stub.get_attribute("d").split("M")[1:]
    ends = [[tuple(map(float, p.split())) for p in stroke.split("L")] for stroke in strokes]
    lengths = [dist(a, b) for a, b in ends]
    assert len(lengths) == 8
    assert lengths[0] > lengths[1] > lengths[2]
    assert sum(lengths) < 80
    assert page.locator(".query").count() >= 2


def test_every_line_has_a_casing_of_paper_a_pixel_and_a_half_wide(window):
    page = window.page
    assert page.locator("path.casing").count() == page.locator("path.line").count()
    assert style(page, "path.casing.road.operating.drawn", "stroke-width") == "6px"


@pytest.mark.parametrize("zoom", [6, 8, 9.5])
def test_seven_lines_over_one_track_stand_five_pixels_apart_at_every_zoom(window, zoom):
    page = window.page
    zoom_to(page, 43.35, 3, zoom)
    # between (2, 43.52) and (4, 43.52) the track runs east; there lines differ in height alone
    heights = page.evaluate(
        """() => {
            const x = waybook.map.latLngToLayerPoint([43.52, 3]).x;
            return [1, 2, 3, 4, 5, 6, 7].map(n => {
                const path = document.querySelector(`path.line[data-ref="link-shared-${n}"]`);
                const whole = path.getTotalLength();
                let best = [Infinity, 0];
                for (let at = 0; at <= whole; at += 0.5) {
                    const point = path.getPointAtLength(at);
                    if (Math.abs(point.x - x) < best[0]) best = [Math.abs(point.x - x), point.y];
                }
                return best[1];
            });
        }"""
    )
    gaps = [b - a for a, b in pairwise(sorted(heights))]
    assert gaps == pytest.approx([5] * 6, abs=1.1)


def test_lines_over_one_track_meet_at_their_stops(window):
    ends = [course(window.page, f"link-shared-{n}") for n in (1, 2, 3, 5, 6, 7)]
    assert max(dist(ends[0][0], one[0]) for one in ends) < 2
    assert max(dist(ends[0][-1], one[-1]) for one in ends) < 2


@pytest.mark.parametrize("nth", [1, 3, 4, 7])
def test_each_of_several_lines_over_one_track_opens_by_a_click_on_it(window, nth):
    page = window.page
    zoom_to(page, 43.35, 3, 7)
    x, y = at(page, f"link-shared-{nth}", 0.3)
    page.mouse.click(x, y)
    page.locator(f".leaflet-popup [data-ref='link-shared-{nth}']").wait_for()


def test_a_finger_is_offered_all_lines_within_its_reach(open_page, lines):
    page = open_page(lines, has_touch=True).page
    zoom_to(page, 43.35, 3, 7)
    page.touchscreen.tap(*at(page, "link-shared-4", 0.35))
    page.locator(".leaflet-popup .choice").wait_for()
    assert page.locator(".leaflet-popup [data-open]").count() >= 3


def test_a_line_that_is_pointed_at_stands_out_and_the_others_step_back(window):
    page = window.page
    page.mouse.move(*at(page, "link-road-operating"))
    page.locator("path.line.lit[data-ref='link-road-operating']").wait_for()
    assert style(page, "path.line.lit", "stroke-width") == "5px"
    assert float(style(page, "path.line.rail.operating:not(.lit)", "opacity")) < 0.7
    page.mouse.move(700, 5)
    page.locator("path.line.lit").wait_for(state="detached")


def test_an_entry_of_the_list_lights_its_line_and_names_its_stops(window):
    page = window.page
    window.point_at("link-air-geodesic")
    lit = page.locator("path.line.lit[data-ref='link-air-geodesic']")
    lit.wait_for(state="attached")  # a level line has no height to be seen by
    names = page.locator(".label:not([hidden])").all_text_contents()
    assert {"Far A", "Far B"} <= set(names)


def test_a_name_stands_along_its_line(window):
    page = window.page
    zoom_to(page, 44.4, 1.2, 7)
    name = page.locator(".label.line-name:not([hidden])", has_text="air, geodesic")
    name.wait_for()
    box, (x, y) = name.bounding_box(), at(page, "link-air-geodesic")
    assert abs(box["y"] + box["height"] / 2 - y) < 25
    assert abs(box["x"] + box["width"] / 2 - x) < 300


def test_near_by_a_key_names_the_lines_of_a_bundle_in_their_order(open_page, tumen, screenshot):
    window = open_page(tumen)
    page = window.page
    zoom_to(page, 42.424, 130.62, 14)
    screenshot(window, "border-lines")
    keys = page.locator(".bundle .key")
    named = [
        key.locator("[data-open]").evaluate_all("all => all.map(o => o.dataset.open)")
        for key in keys.all()
    ]
    assert BORDER in [set(refs) for refs in named]
    assert {"link-khasan-vladivostok", "link-ussuriysk-khasan"} <= {
        r for refs in named for r in refs
    }
    first = keys.first.locator("[data-open]").first
    ref = first.get_attribute("data-open")
    first.click()
    page.locator(f".leaflet-popup [data-ref='{ref}']").wait_for()
    assert window.errors == []


def test_from_afar_a_chip_tells_how_many_lines_run_and_opens_as_their_list(open_page, lines):
    page = open_page(lines).page
    chip = page.locator(".bundle .chip").first
    assert words(chip.text_content()) == "7 routes run here"
    chip.click()
    assert page.locator(".leaflet-popup [data-open]").count() == 7


def test_an_area_bears_the_events_that_are_known_to_it_and_no_closer(window):
    page = window.page
    mark = page.locator(".area-mark")
    assert mark.count() == 1
    assert words(mark.locator(".label").text_content()) == "The Province"
    assert words(mark.locator(".count").text_content()) == "×2"
    assert mark.get_attribute("aria-label") == "The Province: 2 events here"
    assert page.locator(".label:not([hidden])", has_text="The Province").count() == 1
    mark.focus()
    page.keyboard.press("Enter")
    opened = page.locator(".leaflet-popup [data-open]")
    refs = opened.evaluate_all("all => all.map(one => one.dataset.open)")
    assert refs == ["event-wide-a", "event-wide-b"]


def test_a_mark_says_where_sources_differ(window):
    page = window.page
    assert page.locator(".pin[data-ref='event-alone'] .differs").count() == 1
    name = page.locator(".pin[data-ref='event-alone']").get_attribute("aria-label")
    assert name.endswith(", sources differ")
    assert page.locator(".pin[data-ref='event-two-a'] .differs").count() == 0


def test_marks_of_events_are_white_and_eighteen_pixels_wide(window):
    page = window.page
    pin = page.locator(".pin[data-ref='event-alone']")
    assert pin.bounding_box()["width"] == 18
    assert style(page, ".pin circle", "fill") == "rgb(255, 255, 255)"


def test_imprecision_is_a_tenth_of_ink_within_dashes(window):
    page = window.page
    assert style(page, "path.area.imprecise", "fill-opacity") == "0.1"
    assert style(page, "path.area.imprecise", "stroke-dasharray") != "none"


def test_a_popup_is_320_wide_and_tells_in_the_order_of_a_reader(window, screenshot):
    page = window.page
    page.evaluate("waybook.open('event-alone')")
    quote = page.locator(".leaflet-popup .quote")
    assert quote.bounding_box()["width"] == pytest.approx(320, abs=2)
    order = [".kicker", "h3", ".summary", ".standing", ".differ", ".said", ".to-list"]
    # the button stays in view while the rest is scrolled: its place in the page counts
    nodes = quote.evaluate("box => [...box.children].map(one => one.className || one.localName)")
    places = [next(i for i, n in enumerate(nodes) if one.strip(".") in n.split()) for one in order]
    assert places == sorted(places)
    sides = quote.locator(".differ .sides > li")
    tops = sides.evaluate_all("all => all.map(one => one.getBoundingClientRect().y)")
    assert abs(tops[0] - tops[1]) < 2  # side by side
    screenshot(window, "popup")


def test_differing_claims_are_stacked_on_the_narrowest_screens(open_page, lines):
    page = open_page(lines, (340, 700)).page
    page.evaluate("waybook.open('event-alone')")
    sides = page.locator(".leaflet-popup .differ .sides > li")
    corners = "all => all.map(one => one.getBoundingClientRect()).map(box => [box.x, box.y])"
    first, second = sides.evaluate_all(corners)
    assert second[1] > first[1] + 10
    assert second[0] == pytest.approx(first[0], abs=1)


def test_escape_gives_the_focus_back_to_the_stack_that_holds_an_event(window):
    page = window.page
    page.locator(".stack").first.focus()
    page.keyboard.press("Enter")
    page.locator(".leaflet-popup [data-open]").first.press("Enter")
    page.locator(".leaflet-popup .quote").wait_for()
    page.keyboard.press("Escape")
    page.locator(".leaflet-popup").wait_for(state="detached")
    assert "stack" in page.evaluate("document.activeElement.className")


def legend(page):
    items = page.locator(".legend li:not([hidden])")
    return {(o.get_attribute("data-part"), o.get_attribute("data-word")) for o in items.all()}


def test_the_legend_shows_real_strokes_and_only_what_is_on_the_map(window):
    page = window.page
    assert {word for part, word in legend(page) if part == "mode"} == set(MODES)
    assert len([1 for part, _ in legend(page) if part == "status"]) == 8
    assert {w for p, w in legend(page) if p == "basis"} == {
        "drawn",
        "schematic",
        "geodesic",
        "unknown",
    }
    page.locator(".leaflet-control-layers").hover()
    page.locator(".leaflet-control-layers-overlays label", has_text="Ferry").locator(
        "input"
    ).click()
    assert ("mode", "ferry") not in legend(page)
    assert ("mode", "rail") in legend(page)
    stroke = ".legend li[data-word='planned'] path.line"
    read = f'getComputedStyle(document.querySelector("{stroke}")).strokeDasharray'
    assert page.evaluate(read) == "8px, 5px"


def test_the_legend_is_folded_on_a_phone(open_page, lines):
    page = open_page(lines, PHONE).page
    assert page.locator(".legend").get_attribute("open") is None


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_stands_in_the_way_of_anyone_with_a_popup_a_stack_and_a_bundle_open(
    open_page, lines, scheme
):
    page = open_page(lines, color_scheme=scheme).page
    page.evaluate("waybook.open('event-alone')")
    assert violations(page) == []
    page.locator(".stack").first.focus()
    page.keyboard.press("Enter")
    assert violations(page) == []
    page.locator(".bundle .chip").first.click()
    assert violations(page) == []


def test_the_legend_tells_the_shapes_of_events_by_the_names_of_their_categories(open_page, lines):
    page = open_page(lines).page
    page.evaluate("() => { document.querySelector('.legend').open = true; }")
    named = page.locator(".legend li[data-part=event]:not([hidden]) span[dir]").all_text_contents()
    drawn = page.locator(".legend li[data-part=event]:not([hidden]) .pin svg").count()
    assert named
    assert drawn == len(named)
