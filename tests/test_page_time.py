"""The timeline in a browser: what is chosen there is what map, list and address show."""

import re

import pytest
from opened_page import words
from playwright.sync_api import expect
from timed_page import choose, said, shown_pins, valuetexts, wait_for_address

SPRING = "2024-02/2024-04"
expect.set_options(timeout=15_000)


@pytest.fixture
def window(open_page, tumen):
    return open_page(tumen)


@pytest.fixture
def page(window):
    yield window.page
    assert window.errors == []


def test_all_of_time_is_shown_at_first(page):
    expect(said(page)).to_have_text("1991 – 2026: all 56 events")
    assert valuetexts(page) == ["1 Jan 1991", "31 Dec 2026"]
    assert page.locator(".left-out").count() == 0
    assert page.locator("[data-time=all]").is_disabled()


def test_a_typed_range_is_what_map_list_and_address_show(page):
    choose(page, "2024-02", "2024-04")
    expect(said(page)).to_contain_text("Feb 2024 – Apr 2024: 9 of 56 events")
    wait_for_address(page, "#time=2024-02/2024-04")
    listed = page.locator("#list article[id^=event-]:visible")
    assert listed.count() == 9
    note = page.locator(".time-note")
    assert "47 events outside Feb 2024 – Apr 2024 are not listed." in words(note.text_content())
    ids = set(listed.evaluate_all("all => all.map(one => one.id)"))
    pins = shown_pins(page)
    assert pins
    assert pins <= ids


def test_every_event_is_shown_or_counted_as_left_out(page):
    choose(page, "2024-02", "2024-04")
    expect(said(page)).to_contain_text("9 of 56 events · 7 without a year left out")


def test_a_click_shows_all_of_time_again(page):
    choose(page, "2024-02", "2024-04")
    page.locator(".time-note button").click()
    expect(said(page)).to_have_text("1991 – 2026: all 56 events")
    wait_for_address(page, "")
    expect(page.locator(".time-note")).to_be_hidden()
    assert page.locator("#list article[id^=event-]:visible").count() == 56
    assert page.locator(".left-out").count() == 0


@pytest.mark.parametrize("text", ["soon", "2024-13", "03/04/2024", "<b>2024</b>"])
def test_what_is_no_date_is_said_and_changes_nothing(page, text):
    field = page.locator("[data-time=from]")
    field.fill(text)
    page.keyboard.press("Enter")
    fault = page.get_by_role("alert")
    expect(fault).to_have_text(f"“{text}” is no date: write 2024, 2024-02 or 2024-02-05")
    assert field.get_attribute("aria-invalid") == "true"
    assert valuetexts(page)[0] == "1 Jan 1991"
    field.fill("2023")
    page.keyboard.press("Enter")
    expect(fault).to_be_empty()
    assert field.get_attribute("aria-invalid") is None
    expect(said(page)).to_contain_text("2023 – 2026")


def test_a_range_that_ends_before_it_begins_is_said(page):
    choose(page, "2024", "2024")
    page.locator("[data-time=to]").fill("2023")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_have_text("The first day is after the last")


def test_a_date_off_the_axis_goes_to_its_end(page):
    page.locator("[data-time=from]").fill("1850")
    page.keyboard.press("Enter")
    expect(page.locator("[data-time=from]")).to_have_value("1991")


@pytest.mark.parametrize(
    ("handle", "key", "result"),
    [
        ("from", "ArrowRight", ["1 Mar 2024", "30 Apr 2024"]),
        ("from", "ArrowLeft", ["1 Jan 2024", "30 Apr 2024"]),
        ("to", "ArrowUp", ["1 Feb 2024", "31 May 2024"]),
        ("to", "PageDown", ["1 Feb 2024", "31 Mar 2024"]),
        ("from", "Home", ["1 Jan 1991", "30 Apr 2024"]),
        ("to", "End", ["1 Feb 2024", "31 Dec 2026"]),
        ("from", "End", ["30 Apr 2024", "30 Apr 2024"]),
    ],
)
def test_a_handle_is_moved_by_key(page, handle, key, result):
    choose(page, "2024-02", "2024-04")
    page.locator(f".time-handle.{handle}").focus()
    page.keyboard.press(key)
    for side, text in zip(("from", "to"), result, strict=True):
        slider = page.locator(f".time-handle.{side}")
        expect(slider).to_have_attribute("aria-valuetext", text)


def middle(page, selector):
    box = page.locator(selector).bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def test_a_handle_is_dragged_to_whole_months(page):
    x, y = middle(page, ".time-handle.to")
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x - 200, y, steps=6)
    page.mouse.up()
    expect(said(page)).not_to_contain_text("all 56 events")
    first, last = valuetexts(page)
    assert first == "1 Jan 1991"
    assert re.fullmatch(r"(28|29|30|31) \w{3} 202[34]", last)


def test_the_range_itself_is_dragged_and_keeps_its_length(page):
    choose(page, "2023-01", "2023-06")
    left = page.locator(".time-handle.from").bounding_box()
    right = page.locator(".time-handle.to").bounding_box()
    x, y = (left["x"] + right["x"] + right["width"]) / 2, left["y"] + 47
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 80, y, steps=6)
    page.mouse.up()
    expect(said(page)).not_to_contain_text("Jan 2023 – Jun 2023")
    months = re.findall(r"(\w{3}) (\d{4})", said(page).text_content().partition(":")[0])
    names = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()  # noqa: SIM905
    first, last = (int(year) * 12 + names.index(month) for month, year in months)
    assert last - first == 5
    assert first > 2023 * 12


def test_steps_go_back_and_forth(page):
    choose(page, "2024-02", "2024-04")
    page.get_by_role("button", name="Step forward").click()
    expect(said(page)).to_contain_text("Mar 2024 – May 2024")
    page.get_by_role("button", name="Step back").click()
    expect(said(page)).to_contain_text("Feb 2024 – Apr 2024")


def test_play_goes_on_to_the_end_of_the_axis_and_stops(page):
    page.clock.install()
    page.get_by_role("button", name="Play").focus()
    page.keyboard.press("Space")
    expect(page.get_by_role("button", name="Pause")).to_be_focused()
    page.clock.run_for(700)
    between = valuetexts(page)[1]
    assert between not in {"31 Dec 2026", "1 Jan 1991"}
    page.clock.run_for(60_000)
    assert valuetexts(page) == ["1 Jan 1991", "31 Dec 2026"]
    expect(page.get_by_role("button", name="Play")).to_be_focused()


def test_play_pauses_where_it_is(page):
    page.clock.install()
    page.get_by_role("button", name="Play").click()
    page.clock.run_for(2000)
    page.get_by_role("button", name="Pause").click()
    page.clock.run_for(100)
    paused = valuetexts(page)
    page.clock.run_for(5000)
    assert valuetexts(page) == paused


def test_play_is_slower_for_those_who_want_less_motion(open_page, tumen):
    ends = []
    for motion in ("no-preference", "reduce"):
        page = open_page(tumen, reduced_motion=motion).page
        page.clock.install()
        page.get_by_role("button", name="Play").click()
        page.clock.run_for(6_100)
        ends.append(int(page.locator(".time-handle.to").get_attribute("aria-valuenow")))
    assert ends[1] < ends[0]


@pytest.mark.parametrize(
    ("link", "year", "status"),
    [
        ("express-pyongyang-russia", "2014", "operating"),
        ("express-pyongyang-russia", "2016", "ended"),
        ("vladivostok-rason", "2021", "suspended"),
        ("vladivostok-rason", "2024-06", "disputed"),
        ("border-railway", "2013", "operating"),
    ],
)
def test_a_line_is_drawn_by_its_state_at_the_end_of_the_range(page, link, year, status):
    choose(page, "1991", year)
    expect(page.locator("[data-time=to]")).to_have_value(year)
    line = page.locator(f".leaflet-map-pane path[data-ref='link-{link}'].{status}").first
    line.wait_for(state="attached")
    assert status in page.locator(
        f".leaflet-map-pane path[data-ref='link-{link}']"
    ).first.get_attribute("class")


def test_the_states_of_the_lines_are_as_built_once_all_of_time_is_shown_again(page):
    classes = "all => all.map(one => `${one.dataset.ref} ${one.getAttribute('class')}`).sort()"
    lines = page.locator(".leaflet-map-pane path.line[data-ref]")
    built = lines.evaluate_all(classes)
    choose(page, "1991", "2005")
    expect(said(page)).to_contain_text("1991 – 2005")
    assert lines.evaluate_all(classes) != built
    page.locator("[data-time=all]").click()
    expect(said(page)).to_have_text("1991 – 2026: all 56 events")
    assert lines.evaluate_all(classes) == built


def test_a_route_that_nobody_speaks_of_yet_is_hidden_and_counted(page):
    choose(page, "1991", "2003")
    expect(said(page)).to_contain_text("routes not yet on record")
    line = page.locator(".leaflet-map-pane path.line[data-ref='link-border-railway']").first
    assert "left-out" in line.get_attribute("class")
    assert not line.is_visible()


def test_the_legend_names_the_states_in_use(page):
    choose(page, "1991", "2014")
    suspended = page.locator(".legend li[data-word=suspended]")
    assert suspended.evaluate("one => one.hidden")
    choose(page, "1991", "2021")
    expect(said(page)).to_contain_text("1991 – 2021")
    assert not suspended.evaluate("one => one.hidden")


def test_after_the_last_day_of_the_case_routes_are_last_known(page):
    choose(page, "2024-07", "2024-09")
    expect(said(page)).to_contain_text("routes as last known on 7 Jul 2024")
    choose(page, "2024-02", "2024-04")
    expect(said(page)).not_to_contain_text("last known")


def test_the_range_is_announced_once_it_rests(page):
    choose(page, "2024-02", "2024-04")
    expect(page.locator(".time-live")).to_contain_text("Feb 2024 – Apr 2024: 9 of 56 events")
