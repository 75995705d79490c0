import subprocess
import sys
from pathlib import Path

import pytest
from hostile_case import quoted, tables, with_odd_columns, write_case, write_table
from hostile_strings import LONG, read_hostile
from opened_page import PHONE, WIDE, words
from playwright.sync_api import expect

ROOT = Path(__file__).resolve().parents[1]
ALL = read_hostile()
TEXTS = [h for h in ALL if "text" in h.kinds and h.literal and h.value != LONG]
ODD = [h for h in ALL if "text" in h.kinds and (not h.literal or h.value == LONG)]
ADDRESSES = [h for h in ALL if "url" in h.kinds]
COLOURS = [h for h in ALL if "color" in h.kinds]
KEYS = [h for h in ALL if "key" in h.kinds]
TABLES = ("event", "place", "link", "journey", "flow", "source", "actor")


def ids(strings):
    return [hostile.id for hostile in strings]


def waybook(folder: Path, command: str, *options: str):
    """Run a command in a working folder of its own, which must stay empty."""
    work = folder.parent / "work"
    work.mkdir(exist_ok=True)
    call = [sys.executable, "-m", "maps", command, str(folder), *options]
    environ = {"PYTHONPATH": str(ROOT), "PATH": ""}
    done = subprocess.run(
        call, cwd=work, env=environ, capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert list(work.iterdir()) == []
    assert done.returncode in {0, 1}, done.stderr[-2000:]
    return done


@pytest.fixture(scope="module")
def hostile_map(tmp_path_factory, built_map) -> Path:
    return built_map(write_case(tmp_path_factory.mktemp("cases") / "hostile", TEXTS))


@pytest.fixture
def window(open_page, hostile_map):
    return open_page(hostile_map)


def assert_inert(window):
    window.page.wait_for_timeout(300)
    assert window.page.evaluate("window.__pwned") is None
    assert window.dialogs == []
    assert window.requests == []
    assert window.errors == []


def test_nothing_of_a_hostile_case_runs_or_asks_for_anything(window):
    assert_inert(window)
    assert window.popups()
    assert_inert(window)


def test_nothing_of_a_hostile_case_runs_in_the_layer_control_or_under_the_pointer(window):
    page = window.page
    page.locator(".leaflet-control-layers").hover()
    for box in page.locator(".leaflet-control-layers-overlays input").all():
        box.click()
        box.click()
    for ref in window.drawn("event-")[:10]:
        mark = page.locator(
            f".leaflet-map-pane :is([data-ref='{ref}'], [data-refs~='{ref}'])"
        ).first
        mark.dispatch_event("mouseover")
        mark.focus()
    for stack in page.locator(".stack").all():
        stack.dispatch_event("click")
    assert_inert(window)


@pytest.mark.parametrize("size", [WIDE, PHONE])
def test_a_hostile_case_leaves_room_for_the_map_and_does_not_scroll_sideways(
    open_page, hostile_map, size
):
    page = open_page(hostile_map, size).page
    assert page.locator(".folium-map").bounding_box()["height"] > 300
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


@pytest.mark.parametrize("kind", TABLES)
def test_the_list_of_a_hostile_case_is_whole(window, kind):
    expected = {f"{kind}-{kind[0]}{n}" for n in range(len(TEXTS))}
    assert sorted(window.refs(f"{kind}-")) == sorted(expected)


@pytest.mark.parametrize("kind", TABLES)
def test_every_hostile_text_is_read_as_it_was_typed(window, kind):
    listed = window.articles()
    unread = [
        hostile.id
        for n, hostile in enumerate(TEXTS)
        if words(hostile.value) not in listed[f"{kind}-{kind[0]}{n}"]
    ]
    assert unread == []


def test_a_popup_shows_hostile_text_as_the_list_does(window):
    quoted, listed = window.popups(), window.articles()
    assert [ref for ref, text in quoted.items() if not text.startswith(listed[ref])] == []


def test_title_and_head_of_a_hostile_case_are_read_as_typed(window):
    joined = words(" ¦ ".join(hostile.value for hostile in TEXTS))
    page = window.page
    assert words(page.locator("h1").text_content()) == joined
    assert words(page.title()) == joined
    assert joined in words(page.locator("header").text_content()).removeprefix(joined)


def test_category_names_of_a_hostile_case_are_read_as_typed_in_the_layer_control(window):
    names = {words(name) for name in window.overlays()}
    assert {words(hostile.value) for hostile in TEXTS} - names == set()


def test_scripts_off_a_hostile_case_is_as_readable(open_page, hostile_map, window):
    plain = open_page(hostile_map, java_script_enabled=False)
    assert plain.articles() == window.articles()
    assert plain.requests == []


@pytest.mark.parametrize("hostile", ODD, ids=ids(ODD))
def test_text_that_cannot_be_shown_as_typed_is_refused_by_line_or_made_visible(
    tmp_path, open_page, hostile
):
    case = tmp_path / "odd"
    case.mkdir()
    row = tables([hostile.value])["events"][0]
    odd = {"id": "e0", "title": row["title"], "summary": row["summary"]}
    write_table(case / "events.csv", [odd])
    done = waybook(case, "build", "--only", "html", "--out", str(tmp_path / "out"))
    if done.returncode:
        assert done.stderr.startswith("events.csv"), done.stderr[:300]
        assert len(done.stderr) < 5_000
        assert not (tmp_path / "out" / "odd").exists()
        return
    window = open_page(tmp_path / "out" / "odd" / "map.html")
    assert_inert(window)
    expect(window.page.locator("article#event-e0")).to_be_attached(timeout=15_000)
    shown = window.articles()["event-e0"]
    acting = [c for c in shown if not c.isprintable()]
    assert acting == []
    assert words(hostile.value) in shown or hostile.value not in shown


def refused_lines(done, file: str) -> set[int]:
    lines = [line.split(":") for line in done.stderr.splitlines() if line.startswith(f"{file}:")]
    return {int(parts[1]) for parts in lines}


@pytest.mark.parametrize("column", ["url", "archive_url"])
def test_an_address_that_is_not_of_the_web_is_refused_with_its_line(tmp_path, column):
    case = tmp_path / "addresses"
    case.mkdir()
    write_table(case / "events.csv", [{"id": "e0", "title": "an event"}])
    rows = [
        {"id": f"s{n}", "title": "a source", column: hostile.value}
        for n, hostile in enumerate(ADDRESSES)
    ]
    write_table(case / "sources.csv", rows)
    done = waybook(case, "build", "--out", str(tmp_path / "out"))
    assert done.returncode == 1
    refused = refused_lines(done, "sources.csv")
    assert [h.id for n, h in enumerate(ADDRESSES) if n + 2 not in refused] == []
    assert not (tmp_path / "out").exists()


def test_a_colour_that_is_none_is_refused_with_its_line(tmp_path):
    case = tmp_path / "colours"
    case.mkdir()
    write_table(case / "events.csv", [{"id": "e0", "title": "an event"}])
    lines = [
        line
        for n, hostile in enumerate(COLOURS)
        for line in ("[[category]]", f'id = "c{n}"', f"colour = {quoted(hostile.value)}")
    ]
    (case / "case.toml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    done = waybook(case, "build", "--out", str(tmp_path / "out"))
    assert done.returncode == 1
    refused = refused_lines(done, "case.toml")
    assert [h.id for n, h in enumerate(COLOURS) if 3 * n + 3 not in refused] == []
    assert max(map(len, done.stderr.splitlines())) < 2_000


def test_names_that_mean_something_to_a_script_serve_as_names(tmp_path, build, open_page):
    names = [hostile.value for hostile in KEYS]
    case = write_case(tmp_path / "keys", KEYS)
    write_table(case / "events.csv", with_odd_columns(tables(names)["events"], names))
    window = open_page(build(case) / "map.html")
    assert_inert(window)
    assert len(window.refs("event-")) == len(names)
    shown = {words(name) for name in window.overlays()}
    assert {words(name) for name in names} - shown == set()


def test_piled_up_accents_paint_over_no_other_entry(tmp_path, build, open_page):
    case = tmp_path / "piled"
    case.mkdir()
    piled = "x" + "\u0301\u0321" * 2000
    rows = [
        {"id": "e0", "title": "above"},
        {"id": "e1", "title": piled},
        {"id": "e2", "title": "z"},
    ]
    write_table(case / "events.csv", rows)
    window = open_page(build(case) / "map.html")
    assert_inert(window)
    page = window.page
    for entry in ("#event-e0", "#event-e2"):
        with_pile = page.locator(entry).screenshot()
        page.evaluate("document.querySelector('#event-e1 h3').style.visibility = 'hidden'")
        assert page.locator(entry).screenshot() == with_pile
        page.evaluate("document.querySelector('#event-e1').style.visibility = ''")
