"""The list: complete, linkable, searchable, and a sheet on a phone."""

import csv
import tomllib
from itertools import pairwise
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from opened_page import PHONE, words
from script_engine import Engine

ROOT = Path(__file__).resolve().parents[1]
TUMEN = ROOT / "cases" / "tumen"
DATE_LINE = ROOT / "tests" / "cases" / "date-line"
ZOOMED = (700, 450)  # a window of 1400 by 900 at twice the size


@pytest.fixture
def window(open_page, tumen):
    return open_page(tumen)


@pytest.fixture
def phone(open_page, tumen):
    return open_page(tumen, PHONE, has_touch=True)


def section(window, heading: str) -> str:
    return words(window.page.locator(f"main section:has(> h2#{heading})").text_content())


def violations(page) -> list[str]:
    found = Axe().run(page).response["violations"]
    return [f"{one['id']}: {one['nodes'][0]['html'][:120]}" for one in found]


def shown(window) -> list[str]:
    return [
        one.get_attribute("id")
        for one in window.page.locator("main article").all()
        if one.is_visible()
    ]


def search(window, text: str) -> str:
    window.page.get_by_role("searchbox", name="Search the list").fill(text)
    return window.page.locator(".search .found").text_content()


# --- what it says


def test_a_popup_and_an_entry_say_what_the_art_direction_asks_in_its_order(window):
    text = window.articles()["event-e10" if "event-e10" in window.refs() else window.refs()[0]]
    entry = window.page.locator("article.event:has(.differ)").first
    parts = entry.evaluate(
        """one => [...one.children].map(part => part.className || part.tagName.toLowerCase())"""
    )
    order = [
        p for p in ("kicker", "h3", "summary", "standing", "differ", "said", "dl") if p in parts
    ]
    assert [p for p in dict.fromkeys(parts) if p in order] == order
    assert order[:3] == ["kicker", "h3", "summary"]
    assert text


def test_an_entry_says_how_sure_it_is_and_on_how_many_sources_it_rests(window):
    with (TUMEN / "events.csv").open(encoding="utf-8-sig", newline="") as file:
        row = next(r for r in csv.DictReader(file) if r["certainty"] == "hearsay")
    standing = window.page.locator(f"#event-{row['id']} .standing").text_content()
    assert standing.startswith("Hearsay · 1 source")


def test_no_entry_shows_the_id_of_a_thing_that_has_a_name_or_the_name_of_a_column(window):
    text = words(window.page.locator("main").text_content())
    assert [
        word for word in ("q3-2023", "tourists-air", "date_text", "stated_km") if word in text
    ] == []
    assert [word for word in ("vehicle-maintenance", "lon 1", "flow:") if word in text] == []


def test_a_statement_is_not_told_twice_in_one_entry(window):
    doubled = """all => all.map(one => {
        const own = [...one.querySelectorAll(".phrase")].map(part => part.textContent);
        if (one.querySelector(".differ, .agree")) return [];
        return own.filter((text, at) => own.indexOf(text) !== at);
    }).flat()"""
    assert window.page.locator("article.event").evaluate_all(doubled) == []


def test_where_sources_differ_each_value_stands_once_with_who_gives_it(window):
    row = window.page.locator(".differences tr", has_text="Border railway opened").first
    values = [words(one) for one in row.locator("td > ul > li strong").all_text_contents()]
    assert values == ["2013", "22 September 2013", "1952"]
    cell = words(row.locator("td").text_content())
    assert "Chosun Ilbo, reported" in cell
    assert "(used here)" in cell


def test_figures_that_do_not_fit_are_named_in_words(window):
    text = section(window, "differences")
    assert "The parts add up to 404, 39 more than the total of 365." in text
    assert "The parts add up to 326, 39 less than the total of 365." in text


def test_what_is_not_on_the_map_stands_under_its_reason(window):
    absent = window.page.locator("main section:has(> h2#off-map)")
    reasons = [words(one) for one in absent.locator("dt").all_text_contents()]
    assert "Routes: an end is not stated, so no line is drawn" in reasons
    assert len(set(reasons)) == len(reasons)
    linked = {one.get_attribute("href")[1:] for one in absent.locator("dd a").all()}
    drawn = set(window.drawn())
    assert linked
    assert linked & drawn == set()


def test_how_the_map_was_made_counts_lines_and_places_and_names_each_licence_once(window):
    text = section(window, "method")
    for said in ("along a mapped network", "found in the gazetteer", "a town or site"):
        assert said in text
    whose = [words(c) for c in window.page.locator(".credits li").all_text_contents()]
    assert len(set(whose)) == len(whose)
    assert [part for part in ("OpenStreetMap", "GeoNames") if text.count(part) != 1] == []


def test_events_stand_under_their_years(window):
    years = window.page.locator("section:has(> #events) h3.group").all_text_contents()
    assert years[:2] == ["1991", "2000"]
    assert "Year not stated" in years


def test_headings_do_not_skip_a_level(window):
    levels = window.page.locator("main :is(h2, h3, h4)").evaluate_all(
        "all => all.map(one => Number(one.tagName[1]))"
    )
    assert [b - a for a, b in pairwise(levels) if b - a > 1] == []


def test_a_case_over_the_date_line_and_without_flows_has_its_list(open_page, built_map):
    window = open_page(built_map(DATE_LINE))
    assert window.errors == []
    assert window.page.locator("#flows").count() == 0
    assert "178.4230° E" in words(window.page.locator("#place-suva-port").text_content())
    assert "171.7610° W" in words(window.page.locator("#place-apia-port").text_content())


# --- links that last


def test_each_entry_has_a_link_to_itself(window):
    own = """all => all.filter(one =>
        one.querySelector("a.permalink").getAttribute("href") !== `#${one.id}`)"""
    assert window.page.locator("main article").evaluate_all(own) == []


def test_the_sign_of_an_entry_puts_its_address_into_the_address_bar(window):
    page = window.page
    page.locator("#source-s0 .permalink").click()
    assert page.url.endswith("#source-s0")
    page.wait_for_function("document.querySelector('.search .found').textContent")
    assert (
        "entry" in page.locator(".found").text_content()
        or "copied" in page.locator(".found").text_content()
    )


@pytest.mark.parametrize("heading", ["sources", "differences", "method"])
def test_the_contents_lead_to_the_sections(window, heading):
    page = window.page
    page.locator(f"nav a[href='#{heading}']").click()
    top = page.locator(f"#{heading}").bounding_box()["y"]
    assert top < 800
    assert page.evaluate("document.activeElement.id") == heading


# --- search


def test_search_keeps_the_entries_that_hold_every_word(window):
    said = search(window, "WONSAN ski")
    found = shown(window)
    assert found == ["place-masikryong"]
    assert said == "1 entry; Enter opens it"
    told = words(window.page.locator(".narrowed .told").text_content())
    assert told == f"{len(found)} of {len(window.refs())} entries shown"
    texts = window.articles()
    assert all("wonsan" in texts[ref].lower() and "ski" in texts[ref].lower() for ref in found)
    assert window.page.locator(".found").get_attribute("role") == "status"


def test_by_key_the_search_goes_to_what_it_finds(window):
    page = window.page
    assert search(window, "wonsan").endswith("entries; Enter opens the first")
    first, *_ = shown(window)
    page.locator("#search").press("ArrowDown")
    assert page.evaluate("document.activeElement.id") == first
    page.locator("#search").press("Enter")
    assert f"#{first}" in page.url


def test_search_that_finds_nothing_says_so_and_escape_brings_all_back(window):
    search(window, "zzzz")
    assert "Nothing passes all of this." in window.page.locator(".narrowed .told").text_content()
    assert shown(window) == []
    window.page.locator("#search").press("Escape")
    assert len(shown(window)) == len(window.refs())
    assert window.page.locator(".narrowed").is_hidden()


def test_an_entry_hidden_by_the_search_comes_back_when_it_is_gone_to(window):
    search(window, "zzzz")
    window.page.evaluate("location.hash = 'source-s1'")
    window.page.locator("#source-s1").wait_for(state="visible")


@pytest.mark.parametrize(
    ("text", "typed", "found"),
    [
        ("Rasŏn Special City", "rason", True),
        ("Владивосток", "ВЛАДИВОСТОК", True),
        ("하산", "하산", True),
        ("Khasan and Rajin", "rajin khasan", True),
        ("Khasan", "khasan rajin", False),
        ("anything", "  ", True),
    ],
)
def test_search_folds_case_and_accents_of_every_script(text, typed, found):
    engine = Engine("list")
    sought = engine.call("soughtWords", typed)
    assert engine.call("holdsWords", engine.call("foldText", text), sought) is found


# --- the sheet


@pytest.mark.parametrize(
    ("px", "height"), [(0, "low"), (200, "low"), (300, "half"), (560, "half"), (700, "full")]
)
def test_a_sheet_let_go_settles_at_the_nearest_height(px, height):
    assert Engine("heights").call("nearestHeight", px, 844) == height


def test_a_step_beyond_the_last_height_stays():
    engine = Engine("heights")
    assert [engine.call("stepHeight", name, 1) for name in ("low", "half", "full")] == [
        "half",
        "full",
        "full",
    ]
    assert engine.call("stepHeight", "low", -1) == "low"


def test_on_a_phone_the_list_is_a_sheet_of_three_heights(phone, screenshot):
    page = phone.page
    height = "document.querySelector('#list').getBoundingClientRect().height"
    settled = "px => Math.abs(document.querySelector('#list').offsetHeight - px) < 2"
    grip = page.locator(".grip")
    assert grip.get_attribute("aria-expanded") == "false"
    low = page.evaluate(height)
    assert low <= 64
    grip.click()
    page.wait_for_function(settled, arg=round(844 * 0.55))
    assert grip.get_attribute("aria-expanded") == "true"
    screenshot(phone, "tumen-phone-sheet-half")
    page.get_by_role("button", name="Full height").click()
    page.wait_for_function(settled, arg=800)
    page.keyboard.press("Escape")
    page.wait_for_function(settled, arg=low)
    assert page.evaluate("document.activeElement.className") == "grip"


def test_arrow_keys_move_the_sheet_and_what_is_under_the_edge_cannot_be_reached(phone):
    page = phone.page
    assert page.evaluate("document.querySelector('#entries').inert")
    page.locator(".grip").focus()
    for key, height in (("ArrowUp", "half"), ("ArrowUp", "full"), ("ArrowDown", "half")):
        page.keyboard.press(key)
        assert page.evaluate("document.documentElement.dataset.sheet") == height
    assert not page.evaluate("document.querySelector('#entries').inert")


def test_a_finger_drags_the_sheet_up(phone):
    page = phone.page
    box = page.locator(".grip").bounding_box()
    x, y = box["x"] + 60, box["y"] + 20
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x, y - 200)
    page.mouse.move(x, 300)
    page.mouse.up()
    assert page.evaluate("document.documentElement.dataset.sheet") == "half"


def test_open_in_list_raises_the_sheet_and_a_link_to_the_map_lowers_it(phone):
    page = phone.page
    page.evaluate("waybook.open('place-vladivostok')")
    page.locator(".to-list").click()
    assert page.evaluate("document.documentElement.dataset.sheet") == "half"
    page.locator("#place-vladivostok .permalink").click()
    assert page.evaluate("document.documentElement.dataset.sheet") == "low"
    page.locator(".leaflet-popup [data-ref='place-vladivostok']").wait_for()


def test_targets_on_a_phone_are_large_enough_for_a_finger(phone):
    page = phone.page
    page.locator(".grip").click()
    small = """all => all
        .map(one => [one.className || one.textContent, one.getBoundingClientRect()])
        .filter(([, box]) => box.width && (box.width < 43.5 || box.height < 43.5))
        .map(([name, box]) => `${name} ${box.width}x${box.height}`)"""
    for heading in page.locator(".filters > summary, .facet summary, .share summary").all():
        heading.click()
    own = page.locator(
        "#list :is(button, [type=search], summary, .filters label, nav a, .permalink)"
    )
    assert own.count() > 100
    assert own.evaluate_all(small)[:5] == []


@pytest.mark.parametrize("size", [PHONE, ZOOMED, (320, 640)])
def test_nothing_of_the_list_scrolls_sideways(open_page, tumen, size):
    page = open_page(tumen, size).page
    page.locator(".grip").click()
    wide = (
        "document.querySelector('#list').scrollWidth - document.querySelector('#list').clientWidth"
    )
    assert page.evaluate(wide) <= 0
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


def test_at_twice_the_size_map_and_list_can_both_be_used(open_page, tumen, screenshot):
    window = open_page(tumen, ZOOMED)
    assert window.page.locator(".folium-map").bounding_box()["height"] >= 300
    window.page.locator(".grip").click()
    assert window.page.locator("#entries nav").is_visible()
    screenshot(window, "tumen-at-twice-the-size")


def test_without_scripts_the_list_follows_the_head_on_a_phone(open_page, tumen):
    page = open_page(tumen, PHONE, java_script_enabled=False).page
    assert page.locator(".sheet-bar").is_hidden()
    assert page.locator("#list nav").bounding_box()["y"] < PHONE[1] / 2
    assert page.locator(".search").is_hidden()
    assert page.locator("#entries article").first.is_visible()


# --- everyone


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_the_list(open_page, tumen, scheme):
    page = open_page(tumen, color_scheme=scheme).page
    assert violations(page) == []


def test_axe_finds_nothing_while_searching(window):
    search(window, "Wonsan")
    assert violations(window.page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_with_the_sheet_low_and_open(open_page, tumen, scheme):
    page = open_page(tumen, PHONE, color_scheme=scheme).page
    assert violations(page) == []
    page.locator(".grip").click()
    assert violations(page) == []


def test_what_is_denied_and_what_services_dispute_stand_where_sources_differ(window):
    text = section(window, "differences")
    assert "whether it is soit is so (used here): News Rebeat, hearsayit is not so" in text
    assert "state, passenger" in text
    entry = window.page.locator("#event-weapons-suspicion")
    assert words(entry.locator(".standing").text_content()) == "Hearsay · 1 source, denied by 1"
    assert "≠" in entry.locator(".differ h4").text_content()


def test_the_bar_of_the_sheet_and_the_heading_count_what_is_listed(phone):
    phone.page.locator(".grip").click()
    bar, heading = phone.page.locator(".grip-words"), phone.page.locator("#events .count")
    assert (words(bar.text_content()), heading.text_content()) == ("List: 56 events", "56")
    search(phone, "Dandong")
    left = phone.page.locator("article.event:visible").count()
    assert 0 < left < 56
    assert words(bar.text_content()) == f"List: {left} of 56 events"
    assert words(heading.text_content()) == f"{left} of 56"


def test_every_note_of_the_case_stands_in_the_list_with_scripts_off_too(open_page, tumen):
    settings = tomllib.loads((TUMEN / "case.toml").read_text("utf-8"))
    page = open_page(tumen, java_script_enabled=False).page
    said = page.locator("section[aria-labelledby=annotations] li").all_text_contents()
    assert settings["annotation"]
    assert len(said) == len(settings["annotation"])
    for note, text in zip(settings["annotation"], said, strict=True):
        assert words(note["text"]) in words(text)
