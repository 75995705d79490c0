"""A page of differences: both versions on one map, marked by sign, pattern and word."""

import re

import pytest
from hostile_strings import OURS
from opened_page import PHONE
from small_case import SETTINGS, TABLES, appended, changed, edited, without, write_case
from typer.testing import CliRunner

from maps.cli import app

HOSTILE = "".join(each.value for each in OURS if each.literal and "\n" not in each.value)


def diff(*words):
    return CliRunner().invoke(app, ["diff", *map(str, words), "--format", "html"])


@pytest.fixture(scope="module")
def page(tmp_path_factory):
    """The small case: an event gone, one new and a draft, a route, a place and a state other."""
    folder = tmp_path_factory.mktemp("versions")
    write_case(folder / "before", journeys=TABLES["journeys"].partition("tour,2,b")[0])
    events = changed(
        "events",
        lambda rows: [
            rows[0] | {"date": "2024-02-06"},
            rows[1],
            dict.fromkeys(rows[0], "")
            | {"id": "e9", "title": HOSTILE, "place": "turku", "status": "draft", "source": "s1"},
        ],
    )
    links = edited("links", id="tampere-toijala", geometry="none")
    links = links.replace("toijala-turku,The west line", "turku-toijala,The west line (new)")
    write_case(
        folder / "after",
        SETTINGS.replace("All of it", "Everything"),
        events=events,
        links=links,
        places=edited("places", id="turku", lat="60.55"),
        services=TABLES["services"].replace(",toijala-turku,", ",turku-toijala,"),
        journeys=TABLES["journeys"].partition("tour,2")[0],
    )
    out = folder / "changes.html"
    done = diff(folder / "before", folder / "after", "--out", out)
    assert done.exit_code == 1, done.output
    return out


def marks_of(opened):
    """The mark of each entry of the list."""
    both = "all => all.map(one => [one.id, one.className])"
    entries = opened.page.locator("#list article").evaluate_all(both)
    marks = {ref: re.findall("added|removed|changed", look) for ref, look in entries}
    return {ref: mark[0] for ref, mark in marks.items() if mark}


def test_what_came_went_and_changed_is_marked_in_the_list(page, open_page):
    opened = open_page(page)
    marks = marks_of(opened)
    assert {ref: marks[ref] for ref in ("event-e1", "event-e3", "event-e9", "place-turku")} == {
        "event-e1": "changed",
        "event-e3": "removed",
        "event-e9": "added",
        "place-turku": "changed",
    }
    assert marks["link-toijala-turku"] == "removed"
    assert marks["link-turku-toijala"] == "added"
    assert marks["journey-tour"] == "changed"
    assert "event-e2" not in marks
    assert opened.requests == opened.errors == opened.dialogs == []


def test_the_sentences_stand_on_top_and_lead_to_what_they_are_about(page, open_page):
    opened = open_page(page)
    told = opened.page.locator("section.revision")
    assert opened.page.locator("#list section").first.get_attribute("class") == "revision"
    said = told.inner_text()
    assert "Event e1, “First train”: the date was 5 February 2024, it is 6 February 2024." in said
    assert "View all, “Everything”: the title was “All of it”, it is “Everything”." in said
    link = told.locator("a[href='#event-e1']")
    link.focus()
    opened.page.keyboard.press("Enter")
    assert opened.page.locator(".leaflet-popup [data-ref='event-e1'], .leaflet-popup").count()
    assert all(
        opened.page.locator(f"[id='{ref[1:]}']").count() == 1
        for ref in told.locator("a").evaluate_all("all => all.map(one => one.getAttribute('href'))")
    )


def test_a_sign_on_a_question_mark_can_be_read(tmp_path, open_page):
    journeys = "journey,leg,from,to,mode,date\nwalk,1,tampere,turku,unknown,2024-02-0"
    for name, day in (("before", 5), ("after", 6)):
        write_case(tmp_path / name, journeys=f"{journeys}{day}\n")
    diff(tmp_path / "before", tmp_path / "after", "--out", tmp_path / "changes.html")
    signs = open_page(tmp_path / "changes.html").page.locator(".query .sign")
    assert signs.count() > 0
    shadows = signs.evaluate_all("all => all.map(one => getComputedStyle(one).textShadow)")
    assert set(shadows) == {"none"}


def test_marks_on_the_map_have_a_sign_a_pattern_and_a_word(page, open_page):
    opened = open_page(page)
    signs = "all => [...new Set(all.map(one => one.className))].sort()"
    seen = opened.page.locator(".leaflet-marker-pane .sign, .leaflet-places-pane .sign")
    assert seen.evaluate_all(signs) == ["sign added", "sign changed", "sign removed"]
    patterns = opened.page.evaluate(
        """() => Object.fromEntries(
            [...document.querySelectorAll(".leaflet-map-pane path.halo")].map(
                one => [one.dataset.revised, getComputedStyle(one).strokeDasharray]))"""
    )
    assert {"added", "removed"} <= set(patterns)
    assert len(set(patterns.values())) == len(patterns)
    names = opened.page.evaluate(
        "() => [...document.querySelectorAll('.leaflet-map-pane [aria-label]')]"
        ".map(one => one.getAttribute('aria-label'))"
    )
    assert any(name.startswith("Removed: ") for name in names)
    assert any(name.startswith("Added: ") for name in names)


def test_the_legend_names_the_marks(page, open_page):
    legend = open_page(page).page.locator("#map .legend")
    legend.evaluate("one => { one.open = true }")
    assert legend.locator(".key li").all_inner_texts() == [
        "added",
        "removed, drawn as it was",
        "changed",
    ]


def test_the_popup_says_what_has_changed(page, open_page):
    popups = open_page(page).popups("link-")
    assert "Removed" in popups["link-toijala-turku"]
    assert "Added" in popups["link-turku-toijala"]


def test_marks_follow_the_time_that_is_chosen(page, open_page):
    opened = open_page(page)
    opened.page.evaluate("waybook.time.choose(700000, 700001)")
    opened.page.wait_for_timeout(500)
    shown = """() => [...document.querySelectorAll(".leaflet-marker-pane .pin .sign")].filter(
        one => getComputedStyle(one).visibility === "visible").length"""
    assert opened.page.evaluate(shown) == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_can_be_used_by_everybody(page, open_page, scheme):
    from axe_playwright_python.sync_playwright import Axe

    opened = open_page(page, PHONE, color_scheme=scheme)
    found = Axe().run(opened.page, context="section.revision, .revision-line")
    assert [one["id"] for one in found.response["violations"]] == []


def test_without_scripts_everything_is_told(page, open_page):
    opened = open_page(page, java_script_enabled=False)
    assert "drafts included" in opened.page.locator(".revision-line").inner_text()
    assert opened.page.locator("#event-e3 .revised-as").inner_text().strip() == "Removed"


def test_nothing_of_a_case_acts(page, open_page):
    opened = open_page(page)
    assert opened.page.evaluate("window.__pwned === undefined")
    assert opened.requests == opened.errors == opened.dialogs == []


def test_the_page_is_the_same_every_time_and_names_no_folder_of_the_machine(page):
    before, after = page.parent / "before", page.parent / "after"
    again = page.with_name("again.html")
    diff(before, after, "--out", again)
    assert again.read_bytes() == page.read_bytes()
    assert str(page.parent) not in again.read_text(encoding="utf-8")


def test_a_page_of_no_differences_says_so(tmp_path):
    write_case(tmp_path / "a")
    done = diff(tmp_path / "a", tmp_path / "a")
    assert done.exit_code == 0
    assert ">no differences</a>" in done.stdout


def test_a_page_is_drawn_from_sound_cases_alone(tmp_path):
    write_case(tmp_path / "a")
    write_case(tmp_path / "b", events=edited("events", id="e1", date="5.2."))
    done = diff(tmp_path / "a", tmp_path / "b")
    assert done.exit_code == 1
    assert "events.csv:2: date" in done.stderr
    assert done.stdout == ""


def test_what_is_gone_changes_no_total_and_no_day_of_the_map(tmp_path):
    flows = appended(
        "flows", id="f2", period="2024", origin="tampere", destination="turku", value="9"
    )
    newer = appended("sources", id="s9", title="Late", published="2026-01-01")
    plain = SETTINGS.replace('as_of = "2024-03-10"\n', "")
    write_case(tmp_path / "a", plain, flows=flows, sources=newer)
    write_case(tmp_path / "b", plain, events=without("events", id="e3"))
    page = diff(tmp_path / "a", tmp_path / "b").stdout
    assert 'id="source-s9" class="source removed"' in page
    assert "As of 1 March 2024" in page
    assert 'id="flow-f2"' not in page
    assert "Removed: count f2, " in page
