"""Stories: told step by step over the map, left and come back to, readable without scripts."""

import tomllib
from datetime import date
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from opened_page import PHONE, words
from playwright.sync_api import expect
from script_engine import Engine

from maps.case.read import read_case
from maps.page.stories import steps

TUMEN = Path(__file__).resolve().parents[1] / "cases" / "tumen"
expect.set_options(timeout=15_000)
STORY = tomllib.loads((TUMEN / "case.toml").read_text(encoding="utf-8"))["story"]


@pytest.fixture
def window(open_page, tumen):
    return open_page(tumen)


@pytest.fixture
def told(window):
    window.page.get_by_role("button", name="Story", exact=True).click()
    return window.page


def heading(page):
    return words(page.locator(".story h3").text_content())


def test_the_first_view_shows_a_key_and_no_panel(window):
    assert window.page.locator(".to-story").is_visible()
    assert window.page.locator(".story").is_hidden()


def test_each_step_says_its_words_and_leads_to_what_it_is_about(told):
    for nth, step in enumerate(STORY, start=1):
        assert heading(told) == step["title"]
        assert words(told.locator(".story .told").text_content()) == step["text"]
        assert words(told.locator(".story .nth").text_content()) == f"{nth} of {len(STORY)}"
        about = told.locator(".story .about a").get_attribute("href")
        assert about == f"#{step['focus'].replace(':', '-', 1)}"
        assert f"story={step['id']}" in told.url
        if nth < len(STORY):
            told.get_by_role("button", name="Step on").click()
    assert told.get_by_role("button", name="Step on").is_disabled()


def test_a_step_sets_the_time_and_lights_what_it_is_about(open_page, tumen):
    page = open_page(tumen).page
    page.goto(f"{tumen.as_uri()}#story=back-in-june")
    page.reload()
    assert heading(page) == "Back in June …"
    expect(page.locator(".time-said")).to_contain_text("Jun 2024")
    page.goto(f"{tumen.as_uri()}#story=way-through-china")
    expect(page.locator(".time-said")).to_contain_text("all 56 events")
    page.locator("path.line.lit").first.wait_for(state="attached")
    lit = page.locator("path.line.lit[data-ref]").evaluate_all("all => all.map(o => o.dataset.ref)")
    assert any(ref in {"journey-workers-via-china", "link-dandong-harbin-russia"} for ref in lit)


def test_keys_go_on_and_back_and_leave(told):
    panel = told.locator(".story")
    panel.press("ArrowRight")
    assert heading(told) == STORY[1]["title"]
    panel.press("End")
    assert heading(told) == STORY[-1]["title"]
    panel.press("ArrowRight")
    assert heading(told) == STORY[-1]["title"]
    panel.press("PageUp")
    assert heading(told) == STORY[-2]["title"]
    panel.press("Escape")
    assert panel.is_hidden()
    assert "story=" not in told.url
    assert told.evaluate("document.activeElement.className") == "to-story"


def test_who_leaves_comes_back_to_the_step_that_he_left(told):
    told.get_by_role("button", name="Step on").click()
    told.get_by_role("button", name="Leave the story").click()
    assert told.locator("path.lit").count() == 0
    told.get_by_role("button", name="Story", exact=True).click()
    assert heading(told) == STORY[1]["title"]


def test_a_step_that_is_not_there_is_named_and_the_map_opens(open_page, tumen):
    page = open_page(tumen).page
    page.goto(f"{tumen.as_uri()}#story=nowhere")
    page.reload()
    assert "no step “nowhere”" in page.locator(".address-note").text_content()
    assert page.locator(".story").is_hidden()


def test_an_address_of_a_step_and_what_was_done_there_keeps_both(open_page, tumen):
    page = open_page(tumen).page
    address = f"{tumen.as_uri()}#event-e28&story=back-in-june&at=130.6,42.4,9&time=2023/2023"
    page.goto(address)
    page.reload()
    assert heading(page) == "Back in June …"
    page.locator(".leaflet-popup [data-ref='event-e28']").wait_for()
    expect(page.locator(".time-said")).to_contain_text("2023: 11 of 56 events")
    page.wait_for_timeout(400)  # an address that follows would have done so by now
    assert page.url == address
    page.evaluate("location.hash = '#event-e28'")
    expect(page.locator(".story")).to_be_hidden()
    expect(page.locator(".time-said")).to_contain_text("all 56 events")


def test_all_of_time_may_be_chosen_in_a_step_that_sets_another(open_page, tumen):
    page = open_page(tumen).page
    page.goto(f"{tumen.as_uri()}#story=back-in-june")
    page.locator("[data-time=all]").click()
    page.wait_for_url("**&time=1991/2026")
    page.reload()
    assert heading(page) == "Back in June …"
    expect(page.locator(".time-said")).to_contain_text("all 56 events")


def test_a_step_of_the_list_leaves_language_and_filters_as_they_are(open_page, tumen):
    page = open_page(tumen).page
    page.goto(f"{tumen.as_uri()}#lang=ru&category=workers")
    page.locator("html[lang=ru]").wait_for()
    page.locator(".story-text summary").click()
    page.locator(".story-text li > a").nth(1).click()
    assert heading(page) == STORY[1]["title"]
    assert page.url.endswith(f"#lang=ru&category=workers&story={STORY[1]['id']}")
    assert page.locator("html").get_attribute("lang") == "ru"


def test_the_story_is_told_in_a_frame_that_has_no_address(open_page, tumen, tmp_path):
    host = tmp_path / "host.html"
    frame = f'<iframe src="{tumen.as_uri()}" sandbox="allow-scripts" width="1000" height="700">'
    host.write_text(frame, encoding="utf-8")
    window = open_page(tumen)
    window.page.context.unroute("**/*")
    window.page.goto(host.as_uri())
    frame = window.page.frames[1]
    frame.locator(".story-text summary").click()
    frame.locator(".story-text li > a").nth(2).click()
    expect(frame.locator(".story h3")).to_have_text(STORY[2]["title"])
    assert window.errors == []


def test_without_scripts_the_story_stands_in_the_list(open_page, tumen):
    page = open_page(tumen, java_script_enabled=False).page
    page.locator(".story-text summary").click()
    titles = page.locator(".story-text li > a").all_text_contents()
    assert titles == [step["title"] for step in STORY]


def test_on_a_phone_the_panel_leaves_map_and_keys_in_sight(open_page, tumen, screenshot):
    window = open_page(tumen, PHONE, has_touch=True)
    page = window.page
    page.get_by_role("button", name="Story", exact=True).click()
    screenshot(window, "story-phone")
    box, whole = page.locator(".story").bounding_box(), page.locator("#map").bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 390
    assert box["height"] < 0.65 * whole["height"]
    small = """all => all.map(one => one.getBoundingClientRect())
        .filter(({ width, height }) => width && (width < 43.5 || height < 43.5)).length"""
    assert page.locator(".story button").evaluate_all(small) == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_panel_is_accessible(open_page, tumen, screenshot, scheme):
    window = open_page(tumen, color_scheme=scheme)
    window.page.get_by_role("button", name="Story", exact=True).click()
    screenshot(window, f"story-{scheme}")
    found = Axe().run(window.page, context=".story").response["violations"]
    assert [one["id"] for one in found] == []


def test_a_case_without_a_story_has_neither_key_nor_panel(open_page, build, tmp_path):
    (tmp_path / "c").mkdir()
    (tmp_path / "c/places.csv").write_text("id,name,kind,lon,lat\nx,X,town,1,2\n")
    page = open_page(build(tmp_path / "c") / "map.html").page
    assert page.locator(".to-story, .story, .story-text").count() == 0


# --- the rules, without a page


@pytest.mark.parametrize(
    ("key", "at", "to"),
    [("ArrowRight", 0, 1), ("ArrowRight", 6, 6), ("Home", 4, 0), ("Escape", 2, -1), ("x", 3, 3)],
)
def test_a_key_goes_to_a_step(key, at, to):
    assert Engine("story").call("stepByKey", key, at, 7) == to


def test_what_a_step_is_about_is_found_by_id_with_or_without_its_kind(tmp_path):
    (tmp_path / "places.csv").write_text("id,name,kind,lon,lat\nx,X,town,1,2\n")
    (tmp_path / "events.csv").write_text("id,title,place\nx,An event,x\ny,Another,x\n")
    (tmp_path / "case.toml").write_text(
        "".join(
            f'[[story]]\nid = "{nth}"\ntext = "t"\n{more}\n'
            for nth, more in enumerate(
                ['focus = "x"', 'focus = "place:x"', 'time = "../2020"', 'time = "2020-02"']
            )
        )
    )
    case = read_case(tmp_path)
    first, second, third, fourth = steps(case, {"event-x", "event-y", "place-x"})
    assert (first.focus, second.focus, third.focus) == ("event-x", "place-x", "")
    assert first.title == "Step 1"
    assert third.time == f"{date.min}/2020-12-31"
    assert fourth.time == "2020-02-01/2020-02-29"
    assert steps(case, set())[0].focus == ""
