"""A case of many events: clusters, fewer places, columns of the timeline, lists in parts."""

import re
from pathlib import Path

import pytest
from opened_page import PHONE, WIDE
from playwright.sync_api import expect
from timed_page import choose, said

expect.set_options(timeout=15_000)
EVENTS = 900
#: All of the events that the marks of the map stand for, a number for each time that they do.
ON_MAP = """() => {
    const marks = document.querySelectorAll(".leaflet-marker-pane :is([data-ref], [data-refs])");
    return [...marks].flatMap((one) => (one.dataset.refs || one.dataset.ref).split(" "));
}"""


def place_of(number: int) -> int:
    """A hundred events in one town, the others each in a place of its own."""
    return 0 if number < 100 else number


def day_of(number: int) -> str:
    """Spread events over ten years."""
    return f"{2015 + number % 10}-{1 + number % 12:02}-{1 + number % 28:02}"


@pytest.fixture(scope="module")
def many(tmp_path_factory, build) -> Path:
    folder = tmp_path_factory.mktemp("cases") / "many"
    folder.mkdir()
    categories = "".join(f'[[category]]\nid = "{c}"\nlabel = "{c.title()}"\n' for c in ("a", "b"))
    settings = f'title = "Many"\nas_of = "2024-12-31"\n{categories}'
    (folder / "case.toml").write_text(settings, encoding="utf-8")
    (folder / "sources.csv").write_text("id,title,published\ns,Source,2024-01-01\n")
    places = [
        f"p{n},Place {n},town,FI,{22 + (n * 37 % 100) / 25:.3f},{61 + (n * 61 % 97) / 30:.3f}"
        for n in range(EVENTS)
    ]
    (folder / "places.csv").write_text("\n".join(["id,name,kind,country,lon,lat", *places]))
    events = [f"e{n},Event {n},{day_of(n)},p{place_of(n)},{'ab'[n % 2]},s" for n in range(EVENTS)]
    (folder / "events.csv").write_text("\n".join(["id,title,date,place,category,source", *events]))
    return build(folder) / "map.html"


@pytest.fixture(params=[WIDE, PHONE], ids=["wide", "phone"])
def window(open_page, many, request):
    return open_page(many, request.param)


@pytest.fixture
def page(open_page, many):
    window = open_page(many)
    yield window.page
    assert window.errors == []


def test_every_event_stands_in_one_mark_and_there_are_few_marks(window):
    shown = window.page.evaluate(ON_MAP)
    assert sorted(shown) == sorted(f"event-e{n}" for n in range(EVENTS))
    assert window.page.locator(".leaflet-marker-pane .leaflet-marker-icon").count() < 120
    assert window.page.locator(".leaflet-places-pane .place").count() < 300
    assert window.errors == []


def test_a_filter_is_followed_by_the_clusters(page):
    page.evaluate("location.hash = '#category=a'")
    page.wait_for_timeout(500)
    assert sorted(page.evaluate(ON_MAP)) == sorted(f"event-e{n}" for n in range(0, EVENTS, 2))


def test_the_time_is_followed_by_the_clusters(page):
    choose(page, "2017", "2017")
    expect(said(page)).to_contain_text(": 90 of 900 events")
    assert sorted(page.evaluate(ON_MAP)) == sorted(f"event-e{n}" for n in range(2, EVENTS, 10))


def test_a_cluster_of_several_places_is_gone_nearer_to(page):
    before = page.evaluate("waybook.map.getZoom()")
    largest = page.evaluate("""() => {
        const stacks = [...document.querySelectorAll(".stack")];
        const sizes = stacks.map((one) => one.dataset.refs.split(" ").length);
        const at = sizes.indexOf(Math.max(...sizes));
        stacks[at].focus();
        return sizes[at];
    }""")
    assert largest > 100
    page.keyboard.press("Enter")
    page.wait_for_timeout(300)
    assert page.evaluate("waybook.map.getZoom()") > before
    held = page.evaluate("document.activeElement.closest('.leaflet-marker-icon') !== null")
    assert held, "the focus goes to what stands there now"


def test_the_marks_follow_a_map_that_is_dragged(page):
    page.evaluate("waybook.map.setView([61.5, 22.5], 9, {animate: false})")
    west = set(page.evaluate(ON_MAP))
    page.evaluate("waybook.map.setView([63.5, 25.5], 9, {animate: false})")
    east = set(page.evaluate(ON_MAP))
    assert west
    assert east
    assert west.isdisjoint(east)


def test_a_hundred_events_of_one_place_are_a_list_made_in_parts(page):
    page.evaluate("waybook.map.setView([61, 22], 13, {animate: false})")
    stack = page.locator(".stack").first
    expect(stack).to_have_attribute("aria-label", "100 events here")
    stack.focus()
    page.keyboard.press("Enter")
    names = page.locator(".choice button")
    expect(names).to_have_count(50)
    names.nth(49).focus()
    expect(names).to_have_count(100)
    names.nth(99).click()
    page.locator(".leaflet-popup [data-ref^='event-e']").wait_for()
    page.keyboard.press("Escape")
    expect(page.locator(".leaflet-popup")).to_have_count(0)
    assert page.evaluate("document.activeElement.matches('.stack')")


def test_an_event_in_a_stack_is_opened_by_its_name(page):
    page.evaluate("waybook.open('event-e5')")
    page.locator(".leaflet-popup [data-ref='event-e5']").wait_for()


def test_the_timeline_counts_in_columns_that_are_read_by_key_and_choose_their_time(page):
    assert page.locator(".time-plot .mark").count() < 10
    cursor = page.get_by_role("slider", name="Events on the timeline")
    cursor.focus()
    page.keyboard.press("Home")
    said_of = cursor.get_attribute("aria-valuetext")
    assert re.fullmatch(r".*2015: all \d+ events", said_of)
    page.keyboard.press("Enter")
    expect(said(page)).to_contain_text(re.search(r"\d+", said_of.split(": ")[1])[0])
    expect(said(page)).to_contain_text("of 900 events")


def test_the_columns_follow_the_filters(page):
    left = page.locator(".time-plot .bars:not(.held, .lit)")
    before = left.get_attribute("d")
    page.evaluate("location.hash = '#category=a'")
    page.wait_for_timeout(500)
    after = left.get_attribute("d")
    assert after
    assert after != before
    assert page.locator(".time-plot .bars.held").get_attribute("d") == before
