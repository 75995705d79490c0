"""The timeline and the rest of the page: addresses, marks, search, paper, any case."""

import re
from functools import partial
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from opened_page import PHONE, WIDE
from playwright.sync_api import expect
from script_engine import Engine
from timed_page import choose, said, wait_for_address

from maps.case.read import read_case
from maps.page.timeline import timeline

ROOT = Path(__file__).resolve().parents[1]
TUMEN = ROOT / "cases" / "tumen"
SPRING = "2024-02/2024-04"
expect.set_options(timeout=15_000)


@pytest.fixture
def window(open_page, tumen):
    return open_page(tumen)


@pytest.fixture
def page(window):
    yield window.page
    assert window.errors == []


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


def test_a_search_says_what_leaving_out_the_range_would_find(page):
    choose(page, "2024-02", "2024-04")
    page.locator(".time-note").wait_for()
    page.locator("#search").fill("Rason raised to a special city")
    expect(page.locator("#event-e3")).to_be_hidden()
    page.locator(".loosen button", has_text="the time Feb 2024").click()
    expect(page.locator("#event-e3")).to_be_visible()
    assert page.locator("#search").input_value() == "Rason raised to a special city"


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


def test_paper_says_which_time_is_shown_and_holds_that_alone(page):
    page.emulate_media(media="print")
    assert not page.locator("#time").is_visible()
    page.emulate_media(media="screen")
    choose(page, "2024-02", "2024-04")
    page.emulate_media(media="print")
    expect(said(page)).to_be_visible()
    assert not page.locator(".time-plot").is_visible()
    expect(page.locator("#event-e1")).to_be_hidden()  # when the time has come to rest
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
    all_said = ": 1 event" if len(events) == 1 else f": all {len(events)} events"
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
    read = partial(Engine("letters").call, "fromLetters")
    columns = [read(data["events"][name]) for name in ("steps", "days")]
    assert [len(column) for column in columns] == [len(case.events)] * 2
    services = [row for link in data["links"].values() for row in link["services"]]
    assert len(services) == len(case.services)
    assert data["axis"]["first"] == "1991-01-01"
    assert data["axis"]["broken_at"] == "2022-01-01"


def test_an_event_opened_outside_the_range_says_so_and_shows_all_of_time(open_page, tumen):
    window = open_page(tumen)
    page = window.page
    page.goto(f"{tumen.resolve().as_uri()}#event-e1&time={SPRING}")
    page.reload()
    note = page.locator(".leaflet-popup .outside-note")
    expect(note).to_contain_text("Outside the chosen time.")
    count = page.locator("#events .count")
    expect(count).to_have_text("10 of 56")  # those in the range, and the one gone to
    page.locator(".leaflet-popup").get_by_role("button", name="Show all of time").click()
    expect(note).to_have_count(0)
    expect(count).to_have_text("56")
    assert window.errors == []


@pytest.mark.parametrize(
    ("address", "line"),
    [
        ("event-nosuch", "No entry of that name on this page."),
        ("time=2023-99", "“2023-99” is no time."),
        ("event-nosuch&time=%3Cb%3E", "No entry of that name on this page. “<b>” is no time."),
        ("event-e1&time=2023", ""),
        ("at=130,95,9", "This page has no view “130,95,9”."),
        ("catgory=workers", "“catgory=workers” is nothing that this page can be filtered by."),
    ],
)
def test_an_address_that_leads_nowhere_is_said(window, tumen, address, line):
    window.page.goto(f"{tumen.resolve().as_uri()}#{address}")
    expect(window.page.locator(".address-note")).to_have_text(line)
    window.page.reload()
    expect(window.page.locator(".address-note")).to_have_text(line)
    assert window.errors == []


def test_an_address_without_a_range_shows_all_of_time(window):
    page = window.page
    page.evaluate("location.hash = '#time=2023'")
    expect(said(page)).to_contain_text("2023: 11 of 56 events")
    page.evaluate("location.hash = '#event-e28'")
    expect(said(page)).to_contain_text("all 56 events")
    page.go_back()
    expect(said(page)).to_contain_text("2023: 11 of 56 events")
    assert window.errors == []


def test_the_strip_says_how_many_routes_it_has_no_room_for(page):
    drawn = page.locator(".time-plot .lane").count()
    assert page.locator(".time-plot .few title").text_content() == (
        f"{drawn} of 19 routes that change have room here; the map has all"
    )
