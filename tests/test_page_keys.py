"""By key through what is drawn on the map."""

import pytest
from script_engine import Engine

MARKS = ".leaflet-map-pane :is([data-ref], [data-refs])[role=button]"
HELD = "document.activeElement.dataset.refs || document.activeElement.dataset.ref"
SEEN = f"""() => [...document.querySelectorAll("{MARKS}")].filter((one) => {{
    const box = one.getBoundingClientRect();
    const map = document.querySelector(".folium-map").getBoundingClientRect();
    return !one.matches(".stacked, .left-out, .too-far, .reach") && (box.width || box.height)
        && box.right > map.left && box.left < map.right
        && box.bottom > map.top && box.top < map.bottom;
}}).map((one) => one.dataset.refs || one.dataset.ref)"""


@pytest.fixture
def page(open_page, tumen):
    return open_page(tumen).page


def stops(page):
    return page.locator(f"{MARKS}[tabindex='0']")


def test_what_is_drawn_is_one_stop_of_the_tab_key(page):
    assert page.locator(MARKS).count() > 50
    assert stops(page).count() == 1
    page.locator(".folium-map").focus()
    inside = []
    for _ in range(25):
        page.keyboard.press("Tab")
        inside.append(page.evaluate(f"document.activeElement.matches('{MARKS}')"))
    assert inside.count(True) == 1


def test_all_that_is_in_sight_can_be_reached_from_the_first_to_the_last(page):
    stops(page).focus()
    page.keyboard.press("Home")
    seen = page.evaluate(SEEN)
    reached = [page.evaluate(HELD)]
    for _ in seen[1:]:
        page.keyboard.press("PageDown")
        reached.append(page.evaluate(HELD))
    assert reached == seen
    page.keyboard.press("PageDown")
    assert page.evaluate(HELD) == seen[-1]
    page.keyboard.press("End")
    assert page.evaluate(HELD) == seen[-1]


def test_an_arrow_leads_that_way_and_leaves_the_map_where_it_is(page):
    stops(page).focus()
    page.keyboard.press("Home")
    middle = "(() => { const { lat, lng } = waybook.map.getCenter(); return [lat, lng]; })()"
    before = page.evaluate(middle)
    box = """(() => {
        const { left, right, top, bottom } = document.activeElement.getBoundingClientRect();
        return [(left + right) / 2, (top + bottom) / 2];
    })()"""
    for key, axis, way in (
        ("ArrowRight", 0, 1),
        ("ArrowDown", 1, 1),
        ("ArrowLeft", 0, -1),
        ("ArrowUp", 1, -1),
    ):
        here, held = page.evaluate(box), page.evaluate(HELD)
        page.keyboard.press(key)
        there = page.evaluate(box)
        assert page.evaluate(HELD) == held or (there[axis] - here[axis]) * way > 0
    assert page.evaluate(middle) == before


def test_the_stop_stays_where_it_was_when_the_map_is_arranged_anew(page):
    stops(page).focus()
    page.keyboard.press("End")
    held = page.evaluate(HELD)
    page.evaluate("() => { waybook.map.panBy([3, 3], { animate: false }); }")
    assert stops(page).evaluate_all("all => all.map(o => o.dataset.refs || o.dataset.ref)") == [
        held
    ]


def test_the_mark_straight_ahead_comes_before_a_nearer_one_to_the_side():
    engine = Engine("keys")
    points = [[0, 0], [30, 40], [60, 2], [-5, 0]]
    assert engine.call("nearestThatWay", points, [0, 0], [1, 0]) == 2
    assert engine.call("nearestThatWay", points, [0, 0], [0, 1]) == 1
    assert engine.call("nearestThatWay", points, [0, 0], [-1, 0]) == 3
    assert engine.call("nearestThatWay", points, [60, 2], [1, 0]) == -1


def focused(page):
    """Give what has the focus: an id, else the name of its element and class."""
    return page.evaluate("""() => {
        const { id, tagName, className } = document.activeElement;
        return id || `${tagName} ${className}`;
    }""")


def test_what_goes_when_it_is_pressed_hands_the_focus_on(open_page, tumen):
    window = open_page(tumen)
    page = window.page
    for button in (".widen", ".loosen button"):
        page.locator("#search").fill("nothing of the kind")
        page.locator(button).press("Enter")
        assert focused(page) == "events", button
    page.evaluate("waybook.time.choose(738552, 738610)")
    page.locator("[data-time=all]").press("Enter")
    page.wait_for_timeout(100)  # a disabled button loses the focus with the next frame
    assert page.locator("[data-time=all]").evaluate("one => one === document.activeElement")
    page.locator(".stack").first.press("Enter")
    page.locator(".leaflet-popup-close-button").press("Enter")
    assert "stack" in focused(page)
    assert window.errors == []


def test_an_entry_or_a_mark_that_goes_hands_the_focus_on(open_page, tumen):
    window = open_page(tumen)
    page = window.page
    page.locator("#event-e1 a").first.focus()
    page.evaluate("waybook.time.choose(738552, 738610)")
    page.locator(".time-note").wait_for()  # the list follows when the time has come to rest
    assert focused(page) == "events"
    page.locator("[data-time=all]").click()
    page.locator(".stack").first.focus()
    page.evaluate("waybook.time.choose(738552, 738552)")
    page.locator(".stack").first.wait_for(state="detached")
    assert page.locator(".folium-map").evaluate("one => one === document.activeElement")
    assert window.errors == []


def test_a_mark_keeps_the_focus_when_it_speaks_another_language(open_page, tumen):
    page = open_page(tumen).page
    page.locator(".stack").first.focus()
    page.evaluate("location.hash = '#lang=ko'")
    page.locator("html[lang=ko]").wait_for(state="attached")
    mark = page.locator(".stack:focus")
    assert "사건" in mark.get_attribute("aria-label")
