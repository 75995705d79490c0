"""The first view in a browser: views, inset, arrows, annotations, names and their languages."""

import json
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from opened_page import PHONE, WIDE, words

VIEW = "[waybook.map.getCenter().lat, waybook.map.getCenter().lng, waybook.map.getZoom()]"
LABELS = ".leaflet-names-pane > .label:not([hidden])"
#: Every name that is shown as a quadrilateral of its own, turned ones by pieces of it.
OVERLAPS = """() => {
    const box = (one) => one.getBoundingClientRect();
    const meet = (a, b) => a.left < b.right - 1 && a.right > b.left + 1 && a.top < b.bottom - 1
        && a.bottom > b.top + 1;
    const level = [...document.querySelectorAll(LABELS)].filter((one) => !one.firstElementChild);
    const pins = [...document.querySelectorAll(".leaflet-marker-pane .leaflet-marker-icon")]
        .filter((one) => getComputedStyle(one).visibility !== "hidden" && box(one).width);
    const names = level.flatMap((a, i) => level.slice(i + 1).filter((b) => meet(box(a), box(b)))
        .map((b) => `${a.textContent} | ${b.textContent}`));
    const covered = level.flatMap((a) => pins.filter((pin) => meet(box(a), box(pin)))
        .map((pin) => `${a.textContent} on ${pin.dataset.ref || pin.dataset.refs}`));
    return [...names, ...covered];
}""".replace("LABELS", json.dumps(LABELS))


@pytest.fixture(scope="module")
def views(tmp_path_factory, build) -> Path:
    """Build a small case across the date line with views, an inset and hostile words."""
    folder = tmp_path_factory.mktemp("cases") / "strait"
    folder.mkdir()
    (folder / "places.csv").write_text(
        "id,name,kind,lon,lat,names\n"
        "nome,Nome,town,-165.41,64.50,ko=놈;zh=诺姆\n"
        "anadyr,Anadyr,city,177.51,64.73,ko=아나디리;ru=Анадырь\n"
        "far,<b>Suva</b> {{7*7}},port,178.44,-18.14,\n",
        encoding="utf-8",
    )
    (folder / "links.csv").write_text(
        "id,name,mode,stops\na,Strait,air,anadyr>nome\nb,South,air,anadyr>far\n", encoding="utf-8"
    )
    (folder / "case.toml").write_text(
        'title = "Strait"\nlanguages = ["en", "ko", "ru"]\n'
        '[[view]]\nid = "inset"\ntitle = "<i>Nome</i>"\nextent = [-166.0, 64.3, -164.8, 64.7]\n'
        '[[view]]\nid = "strait"\ntitle = "The strait"\nextent = [170.0, 60.0, -160.0, 68.0]\n'
        '[[annotation]]\ntext = "<img src=x onerror=alert(1)> ${a}"\nat = "anadyr"\n'
        'view = "strait"\n',
        encoding="utf-8",
    )
    return build(folder) / "map.html"


def shown(page, look: str = "") -> list[str]:
    """List the names on the map."""
    return [words(text) for text in page.locator(f"{LABELS}{look}").all_text_contents()]


def inside(page, view: str) -> bool:
    """Tell whether the window holds a view of the case."""
    bounds = page.evaluate(
        """id => JSON.parse(document.getElementById("waybook-data").textContent)
            .views.find((view) => view.id === id).bounds""",
        view,
    )
    return page.evaluate(
        "bounds => waybook.map.getBounds().contains(L.latLngBounds(bounds))", bounds
    )


def turn(page, lat: float, lon: float, zoom: float) -> None:
    """Move the map."""
    page.evaluate(f"void waybook.map.setView([{lat}, {lon}], {zoom}, {{ animate: false }})")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [WIDE, PHONE])
def test_the_first_view_is_whole(open_page, tumen, screenshot, size, scheme):
    window = open_page(tumen, size, color_scheme=scheme)
    page = window.page
    assert page.locator("h1").is_visible()
    assert page.locator(".standfirst").is_visible()
    assert "7 July 2024" in page.locator(".as-of").text_content()
    assert inside(page, "far-east")
    assert 1 <= len(shown(page, ".annotation")) <= 5
    assert page.locator(".inset").is_visible()
    assert not page.locator(".views").evaluate("one => one.open")
    screenshot(window, f"first-view-{size[0]}-{scheme}")
    assert window.errors == []


@pytest.mark.parametrize(
    ("lat", "lon", "zoom"),
    [(43.5, 129.7, 6), (43.15, 131.95, 9), (42.43, 130.63, 11), (48, 95, 3.25), (39.5, 126, 7.5)],
)
def test_no_name_lies_on_another_or_on_a_pin(open_page, tumen, lat, lon, zoom):
    page = open_page(tumen).page
    turn(page, lat, lon, zoom)
    assert shown(page)
    assert page.evaluate(OVERLAPS) == []


@pytest.mark.parametrize("size", [WIDE, PHONE])
def test_no_name_lies_on_another_across_the_date_line(open_page, date_line, screenshot, size):
    window = open_page(date_line, size)
    for zoom in (2, 3, 4.5, 6):
        window.page.evaluate(f"void waybook.map.setZoom({zoom}, {{ animate: false }})")
        assert window.page.evaluate(OVERLAPS) == []
    assert window.errors == []


def test_a_name_of_the_base_map_is_never_on_a_line(open_page, tumen):
    page = open_page(tumen).page
    turn(page, 42.5, 126.5, 6.75)
    crossed = """() => [...document.querySelectorAll(LABELS)]
        .filter((one) => one.matches(".town-base")).filter((one) => {
            const { left, right, top, bottom } = one.getBoundingClientRect();
            return [...document.querySelectorAll("path.line")].some((path) => {
                const to = path.getScreenCTM();
                for (let at = 0; at < path.getTotalLength(); at += 2) {
                    const { x, y } = path.getPointAtLength(at).matrixTransform(to);
                    if (x > left && x < right && y > top && y < bottom) return true;
                }
                return false;
            });
        }).map((one) => one.textContent)""".replace("LABELS", json.dumps(LABELS))
    assert len(shown(page, ".town-base")) > 3
    assert page.evaluate(crossed) == []


def test_small_places_are_marked_only_from_near(open_page, tumen):
    page = open_page(tumen).page
    station = page.locator(".place.station[data-ref='place-khasan']")
    turn(page, 48, 95, 3)
    assert not station.is_visible()
    assert page.locator(".place.city[data-ref='place-moscow']").is_visible()
    turn(page, 42.43, 130.63, 11)
    assert station.is_visible()


def test_the_rivers_of_the_border_are_named_where_they_can_be_seen(open_page, tumen):
    page = open_page(tumen).page
    turn(page, 42.6, 130.5, 9)
    assert "Tumen" in shown(page, ".water")
    turn(page, 40.6, 125.2, 8)
    assert "Yalu" in shown(page, ".water")
    turn(page, 48, 95, 3)
    assert "Tumen" not in shown(page)


def test_a_view_is_opened_by_key_and_said(open_page, tumen):
    page = open_page(tumen).page
    summary = page.locator(".views summary")
    summary.focus()
    page.keyboard.press("Enter")
    button = page.locator("[data-view='across-russia']")
    button.focus()
    page.keyboard.press("Enter")
    assert inside(page, "across-russia")
    assert not page.locator(".views").evaluate("one => one.open")
    assert words(page.locator(".map-tools [role=status]").text_content()) == "To inland Russia"
    summary.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"


def test_the_whole_map_holds_all_that_is_drawn(open_page, tumen):
    page = open_page(tumen).page
    page.locator(".views summary").click()
    page.locator("[data-view='']").click()
    held = page.evaluate(
        """() => {
            const marks = [];
            waybook.map.eachLayer((layer) => {
                const { ref = "", refs = "" } = layer.getElement?.()?.dataset || {};
                if (layer.getLatLng && `${ref}${refs}`.startsWith("event-")) marks.push(layer);
            });
            const bounds = waybook.map.getBounds();
            return marks.length && marks.every((mark) => bounds.contains(mark.getLatLng()));
        }"""
    )
    assert held


def test_every_view_of_the_case_has_its_button_and_each_shows_its_own_annotations(open_page, tumen):
    page = open_page(tumen).page
    assert page.locator(".views button").evaluate_all(
        "all => all.map(one => one.dataset.view)"
    ) == [*["far-east", "inset", "rason", "through-china", "across-russia", ""]]
    first = shown(page, ".annotation")
    assert "Seven of the claims run over this one crossing" not in first
    page.locator(".inset button").click()
    assert shown(page, ".annotation") == ["Seven of the claims run over this one crossing"]


def test_the_inset_opens_its_view_and_leaves(open_page, tumen):
    page = open_page(tumen).page
    assert page.locator(".inset-map path.line").count() > 3
    assert {"Khasan", "Tumangang"} <= set(page.locator(".inset .label").all_text_contents())
    assert page.locator("path.inset-frame").count() == 1
    page.locator(".inset button").focus()
    page.keyboard.press("Enter")
    assert inside(page, "inset")
    assert not page.locator(".inset").is_visible()
    assert page.locator("path.inset-frame").count() == 0


def test_the_inset_holds_no_second_copy_of_the_lines(tumen):
    text = tumen.read_text(encoding="utf-8")
    assert text.count("130.64492") <= text.count("42.43006") + 40
    assert text.count('"type": "FeatureCollection"') < 40


def test_on_a_phone_the_inset_is_a_button_for_a_finger(open_page, tumen):
    page = open_page(tumen, PHONE).page
    assert not page.locator(".inset-map").is_visible()
    assert page.locator(".inset button").bounding_box()["height"] >= 44
    page.locator(".inset button").click()
    assert inside(page, "inset")


def test_arrows_lead_to_what_lies_off_the_map(open_page, tumen):
    page = open_page(tumen).page
    arrow = page.locator(".arrows button[data-to='place-moscow']")
    assert words(arrow.text_content()).replace("km", " km").split()[0].startswith("Moscow")
    assert "6,200 km" in arrow.text_content()
    assert page.locator(".arrows button").count() <= 4
    box, chart = arrow.bounding_box(), page.locator(".folium-map").bounding_box()
    assert box["x"] - chart["x"] < 20
    arrow.click()
    assert page.evaluate("waybook.map.getBounds().contains([55.75, 37.62])")
    assert page.locator(".arrows button[data-to='place-moscow']").count() == 0


def test_on_the_whole_map_nothing_lies_beyond(open_page, tumen):
    page = open_page(tumen).page
    turn(page, 45, 90, 2)
    assert page.locator(".arrows button").count() == 0


def have_names(page, code):
    """Choose the language of the names on the map; what is unfolded for it covers some."""
    page.locator(".views summary").click()
    page.locator(".names-in select").select_option(code)
    page.locator(".views summary").click()


def test_names_come_in_the_language_asked_for_and_the_address_keeps_it(open_page, tumen):
    window = open_page(tumen)
    page = window.page
    have_names(page, "ko")
    page.locator(LABELS).filter(has_text="하얼빈").first.wait_for()
    assert {"하얼빈", "평양"} <= set(shown(page))
    harbin = page.locator(LABELS).filter(has_text="하얼빈").first
    assert harbin.get_attribute("lang") == "ko"
    look = harbin.evaluate("one => [getComputedStyle(one).fontStyle, one.className]")
    assert look[0] == "normal"
    assert "upright" in look[1]
    assert "아무르강" not in shown(page, ".region")  # Heilongjiang, called after the river
    assert "모스크바" in page.locator(".arrows").text_content()
    assert page.url.endswith("?names=ko")
    have_names(page, "ru")
    page.locator(LABELS).filter(has_text="Харбин").first.wait_for()
    have_names(page, "en")
    assert "names" not in page.url
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0
    assert window.errors == []


def test_a_case_in_one_language_offers_no_other(open_page, date_line):
    assert open_page(date_line).page.locator(".names-in").count() == 0


def test_views_across_the_date_line_open_where_they_are_drawn(open_page, views, screenshot):
    window = open_page(views)
    page = window.page
    assert inside(page, "strait")
    assert {"Nome", "Anadyr"} <= set(shown(page))
    page.locator(".inset button").click()
    assert inside(page, "inset")
    assert "Nome" in shown(page)
    screenshot(window, "strait-inset")
    assert window.errors == []


def test_text_of_a_case_stays_text_in_views_notes_and_arrows(open_page, views):
    window = open_page(views)
    page = window.page
    assert shown(page, ".annotation") == ["<img src=x onerror=alert(1)> ${a}"]
    assert words(page.locator(".inset button").text_content()) == "<i>Nome</i>"
    assert "<b>Suva</b> {{7*7}}" in page.locator(".arrows").text_content()
    assert page.locator("#map :is(img, i, b)").count() == 0
    assert window.dialogs == []


def test_the_map_names_each_giver_of_data_once_and_says_when_borders_are_disputed(open_page, tumen):
    page = open_page(tumen).page
    bar = page.locator(".leaflet-control-attribution")
    text = words(bar.text_content())
    for giver in ("OpenStreetMap", "GeoNames", "GSHHG", "Natural Earth"):
        assert text.count(giver) == 1
    turn(page, 43.5, 129.7, 8)
    assert not bar.locator(".disputed-note").is_visible()
    turn(page, 34.5, 77, 5)
    assert bar.locator(".disputed-note").is_visible()
    assert "not an endorsement" in page.locator("main#list").text_content()
    bar.locator("a[href='#method']").click()
    assert page.locator("#method").is_visible()


def test_the_scale_is_metric(open_page, tumen):
    page = open_page(tumen).page
    scale = page.locator(".leaflet-control-scale-line")
    assert scale.count() == 1
    assert scale.text_content().endswith("km")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [WIDE, PHONE])
def test_nothing_on_the_first_view_bars_anyone(open_page, tumen, size, scheme):
    page = open_page(tumen, size, color_scheme=scheme).page
    assert violations(page) == []
    page.locator(".views summary").click()
    assert violations(page) == []
    page.locator("[data-view='inset']").click()
    assert violations(page) == []


def violations(page) -> list[str]:
    """Name what bars people from the map, its tools and its credits."""
    found = Axe().run(page, context="#map").response["violations"]
    return [f"{one['id']}: {node['html'][:160]}" for one in found for node in one["nodes"]]


@pytest.mark.parametrize("selector", [".views summary", ".page-in select", ".inset button"])
def test_tools_are_big_enough_for_a_finger(open_page, tumen, selector):
    page = open_page(tumen, PHONE).page
    tool = page.locator(selector).locator(
        "xpath=ancestor-or-self::*[self::label or self::summary or self::button][1]"
    )
    assert tool.bounding_box()["height"] >= 42


def test_with_and_without_motion_the_map_opens_on_the_same_view(open_page, built_map, tmp_path):
    (tmp_path / "places.csv").write_text(
        "id,name,kind,lon,lat\nwest,West,town,97.5,33.6\neast,East,town,142.5,55.6\n", "utf-8"
    )
    file = built_map(tmp_path)
    found = []
    for motion in ("reduce", "no-preference"):
        page = open_page(file, PHONE, reduced_motion=motion).page
        page.wait_for_timeout(700)  # as long as a move of the map would take
        found.append(page.evaluate(VIEW))
    assert found[0] == found[1]


COVERED = """() => [...document.querySelectorAll(".area-badge .label")].map(name => {
    const a = name.getBoundingClientRect();
    const signs = [...document.querySelectorAll(".leaflet-marker-icon:is(.stack, .pin)")];
    const shared = signs.map(sign => sign.getBoundingClientRect()).map(b =>
        Math.max(0, Math.min(a.right, b.right) - Math.max(a.left, b.left)) *
        Math.max(0, Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top)));
    return [name.textContent, shared.reduce((sum, one) => sum + one, 0) / (a.width * a.height)];
}).filter(([, share]) => share > 0.15)"""


@pytest.mark.parametrize("code", ["en", "ko", "zh"])
def test_on_a_phone_no_sign_covers_the_name_of_an_area(open_page, tumen, code):
    page = open_page(tumen, PHONE, locale=code).page
    page.locator(f"html[lang={code}]").wait_for(state="attached")
    page.wait_for_timeout(300)
    assert page.locator(".area-badge").count() > 3
    assert page.evaluate(COVERED) == []
