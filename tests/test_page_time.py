"""The timeline in a browser: what is chosen there is what map, list and address show."""

import re
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from opened_page import PHONE, WIDE, words
from playwright.sync_api import expect

from maps.case.read import read_case
from maps.page.timeline import timeline

ROOT = Path(__file__).resolve().parents[1]
TUMEN = ROOT / "cases" / "tumen"
SPRING = "2024-02/2024-04"
expect.set_options(timeout=15_000)


@pytest.fixture(scope="module")
def tumen(built_map) -> Path:
    return built_map(TUMEN)


@pytest.fixture
def window(open_page, tumen):
    return open_page(tumen)


@pytest.fixture
def page(window):
    yield window.page
    assert window.errors == []


def choose(page, first, last):
    """Type a range; the page has followed when it says it."""
    for side, text in (("from", "1991"), ("to", "2026"), ("from", first), ("to", last)):
        page.locator(f"[data-time={side}]").fill(text)
        page.keyboard.press("Enter")
    expect(page.locator(".time-handle.to")).to_have_attribute("aria-valuetext", re.compile(r"\d"))


def wait_for_address(page, wanted):
    """Wait until the part of the address behind the page's name is as wanted."""
    for _ in range(200):
        if page.evaluate("location.hash") == wanted:
            return
        page.wait_for_timeout(50)
    assert page.evaluate("location.hash") == wanted


def said(page):
    return page.locator(".time-said")


def valuetexts(page):
    return [
        page.locator(f".time-handle.{s}").get_attribute("aria-valuetext") for s in ("from", "to")
    ]


def shown_pins(page):
    """Refs of the events that the map shows, alone, in stacks or on badges."""
    return set(
        page.evaluate("""() => [...document.querySelectorAll(
            ".leaflet-map-pane .leaflet-marker-icon:is([data-ref^=event-], [data-refs])")]
            .filter(one => !one.matches(".out-of-time, .stacked") && one.checkVisibility())
            .flatMap(one => (one.dataset.refs || one.dataset.ref).split(" "))""")
    )


def line_class(page, link):
    line = page.locator(f".leaflet-map-pane path.line[data-ref='link-{link}']").first
    return line.get_attribute("class").split()


def test_all_of_time_is_shown_at_first(page):
    expect(said(page)).to_have_text("1991 – 2026: all 56 events")
    assert valuetexts(page) == ["1 Jan 1991", "31 Dec 2026"]
    assert page.locator(".out-of-time").count() == 0
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
    assert page.locator(".out-of-time").count() == 0


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
    assert "out-of-time" in line.get_attribute("class")
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


def test_an_address_opens_the_page_at_a_range(open_page, tumen):
    window = open_page(tumen)
    window.page.goto(f"{tumen.resolve().as_uri()}#time={SPRING}")
    window.page.reload()
    expect(said(window.page)).to_contain_text("Feb 2024 – Apr 2024: 9 of 56 events")
    assert window.errors == []


def test_an_address_of_an_entry_and_a_range_keeps_both(open_page, tumen):
    window = open_page(tumen)
    page = window.page
    page.goto(f"{tumen.resolve().as_uri()}#event-e30&time={SPRING}")
    page.reload()
    page.locator(".leaflet-popup [data-ref=event-e30]").wait_for()
    expect(said(page)).to_contain_text("Feb 2024 – Apr 2024")
    page.evaluate("document.querySelector('main a[href=\"#event-e28\"]').click()")
    wait_for_address(page, f"#event-e28&time={SPRING}")
    page.locator("[data-time=all]").click()
    wait_for_address(page, "#event-e28")


def test_an_entry_outside_the_range_is_found_when_it_is_gone_to(page):
    choose(page, "2024-02", "2024-04")
    page.locator(".time-note").wait_for()
    entry = page.locator("#event-e1")
    expect(entry).to_be_hidden()
    page.evaluate("location.hash = '#event-e1'")
    expect(entry).to_be_visible()


def test_a_search_finds_entries_outside_the_range(page):
    choose(page, "2024-02", "2024-04")
    page.locator(".time-note").wait_for()
    page.locator("#search").fill("Rason raised to a special city")
    expect(page.locator("#event-e3")).to_be_visible()


def test_a_mark_under_the_pointer_is_named_and_lights_its_pin(page):
    marks = page.locator(".time-plot .mark:not(.loose)")
    on_axis = marks.evaluate_all("""all => all.map(one => one.getBoundingClientRect())
        .filter(({ width }) => width < 4)
        .map(({ x, y, width, height }) => [x + width / 2, y + height / 2])""")
    x, y = on_axis[0]
    page.mouse.move(x, y)
    tip = page.locator(".time-tip")
    expect(tip).to_be_visible()
    assert "Putin" in tip.text_content() or "Passports" in tip.text_content()
    assert page.locator("#map .lit-by-time").count() >= 1
    page.mouse.click(x, y)
    page.locator(".leaflet-popup [data-ref^=event-]").wait_for()


def test_marks_are_gone_through_by_key(page):
    cursor = page.get_by_role("slider", name="Events on the timeline")
    cursor.focus()
    assert cursor.get_attribute("aria-valuemax") == "56"
    seen = []
    for key in ("Home", "ArrowRight", "ArrowRight"):
        page.keyboard.press(key)
        seen.append(cursor.get_attribute("aria-valuetext"))
    assert len(set(seen)) == 3
    assert all(re.search(r"\d+\. ", text) for text in seen)
    page.keyboard.press("End")
    page.keyboard.press("Home")
    page.keyboard.press("Enter")
    page.locator(".leaflet-popup [data-ref^=event-]").wait_for()


def test_a_pin_that_holds_the_focus_shows_its_mark(page):
    pin = page.locator(".leaflet-map-pane .leaflet-marker-icon.pin:not(.stacked):visible").first
    pin.focus()
    assert page.locator(".time-plot .mark.lit").count() == 1


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [WIDE, PHONE])
def test_nothing_in_the_way_of_anyone(open_page, tumen, size, scheme, screenshot):
    window = open_page(tumen, size, color_scheme=scheme)
    page = window.page
    choose(page, "2024-02", "2024-04")
    page.locator(".time-note").wait_for(state="attached")
    screenshot(window, f"time-{size[0]}-{scheme}")
    assert violations(page) == []
    page.locator("[data-time=to]").fill("soon")
    page.keyboard.press("Enter")
    assert violations(page) == []


def violations(page):
    found = Axe().run(page, context={"include": [["#time"], [".time-note"]]}).response["violations"]
    return [(one["id"], [node["html"][:120] for node in one["nodes"]]) for one in found]


def test_on_a_phone_everything_is_as_large_as_a_finger(open_page, tumen):
    page = open_page(tumen, PHONE).page
    targets = page.locator("#time :is(button, input, .time-handle)").all()
    assert len(targets) == 8
    for target in targets:
        box = target.bounding_box()
        assert min(box["width"], box["height"]) >= 44
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


def test_without_scripts_there_is_no_timeline(open_page, tumen):
    page = open_page(tumen, java_script_enabled=False).page
    assert not page.locator("#time").is_visible()


def test_paper_says_which_time_is_shown(page):
    page.emulate_media(media="print")
    assert not page.locator("#time").is_visible()
    page.emulate_media(media="screen")
    choose(page, "2024-02", "2024-04")
    page.emulate_media(media="print")
    expect(said(page)).to_be_visible()
    assert not page.locator(".time-plot").is_visible()
    assert page.locator("#event-e1").is_visible()
    page.emulate_media(media="screen")


def case_of(folder, events, more=""):
    (folder / "case.toml").write_text(f'title = "A case"\n{more}', encoding="utf-8")
    (folder / "sources.csv").write_text("id,title\ns,A source\n", encoding="utf-8")
    (folder / "places.csv").write_text(
        "id,name,kind,country,lon,lat\nlevuka,Levuka,town,FJ,178.83,-17.68\n", encoding="utf-8"
    )
    rows = "".join(f"e{n},Event {n},{date},levuka,s\n" for n, date in enumerate(events))
    (folder / "events.csv").write_text(f"id,title,date,place,source\n{rows}", encoding="utf-8")
    return folder


@pytest.mark.parametrize("events", [[], [""], ["XXXX-03-09"]], ids=["none", "undated", "yearless"])
def test_a_case_without_days_has_no_timeline(tmp_path, build, open_page, events):
    window = open_page(build(case_of(tmp_path, events)) / "map.html")
    assert window.page.locator("#time").count() == 0
    assert window.errors == []


@pytest.mark.parametrize(
    "events",
    [["2024-02-05"], ["0001", "9999"], ["../1900"], ["1900/.."], ["2024-02-05"] * 3 + [""]],
    ids=["one-day", "all-of-time", "open-start", "open-end", "the-same-day"],
)
def test_any_case_with_a_day_can_be_stepped_through(tmp_path, build, open_page, events):
    window = open_page(build(case_of(tmp_path, events)) / "map.html")
    page = window.page
    all_said = f"all {len(events)} event"
    expect(said(page)).to_contain_text(all_said)
    page.get_by_role("button", name="Step back").click()
    expect(said(page)).not_to_contain_text(all_said)
    page.locator("[data-time=all]").click()
    expect(said(page)).to_contain_text(all_said)
    assert page.locator(".time-plot .mark").count() == len(events)
    assert window.errors == []


def test_the_timeline_holds_every_event_and_every_service_of_the_case():
    from datetime import date

    case = read_case(TUMEN)
    data = timeline(case, date(2024, 7, 7))
    assert {event[0] for event in data["events"]} == {f"event-{row.id}" for row in case.events}
    services = [row for link in data["links"].values() for row in link["services"]]
    assert len(services) == len(case.services)
    assert data["axis"]["first"] == "1991-01-01"
    assert data["axis"]["broken_at"] == "2022-01-01"
