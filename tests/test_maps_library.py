import html
import os
import re
import subprocess
import sys
from html.parser import HTMLParser

import pytest
from hostile_case import write_case
from hostile_strings import LONG, read_hostile
from report_case import ROOT, press_of, tumen, words
from small_case import write_case as write_small

from geo.errors import CallError
from maps.library.map import LARGE_MB, Map
from maps.library.table import SHOWN, Table
from maps.page.plain import visible

TEXTS = [h for h in read_hostile() if "text" in h.kinds and h.literal and h.value != LONG]


@pytest.fixture(scope="module")
def chart():
    return Map(tumen().charted)


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    folder = write_case(tmp_path_factory.mktemp("cases") / "hostile", TEXTS)
    return Map(press_of(folder).charted)


class Read(HTMLParser):
    """What a browser makes of a piece of HTML."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.attributes, self.texts = [], [], []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += [name for name, _ in attrs]
        self.srcdoc = dict(attrs).get("srcdoc", getattr(self, "srcdoc", None))

    def handle_data(self, data):
        self.texts.append(data)


def test_importing_the_package_loads_nothing_and_its_names_are_there():
    code = (
        "import sys, maps; assert 'maps.build' not in sys.modules and 'numpy' not in sys.modules;"
        "print(all(hasattr(maps, name) for name in maps.__all__));"
        "print(set(maps.__all__) <= set(dir(maps)))"
    )
    environ = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, env=environ, check=True
    )
    assert done.stdout.split() == ["True", "True"]
    import maps

    with pytest.raises(AttributeError, match="no attribute 'chrat'"):
        _ = maps.chrat


def test_a_case_is_read_as_one_object(tmp_path):
    from maps import read_map

    chart = read_map(str(write_small(tmp_path / "c")))
    assert chart.title == "Trains of Finland"
    assert repr(chart) == "<Map of 2 routes and 3 events, 2023 to 2024: Trains of Finland.>"
    with pytest.raises(CallError, match="no such folder"):
        read_map(tmp_path / "absent")


def test_tables_have_a_row_for_all_that_the_case_has(chart):
    case = chart.charted.case
    for table, rows in (
        (chart.events, case.events),
        (chart.routes, case.links),
        (chart.places, case.places),
        (chart.sources, case.sources),
    ):
        assert sorted(row["id"] for row in table) == sorted(row.id for row in rows)
        assert list(table.frame()["id"]) == [row["id"] for row in table]
        assert all(set(row) == set(table.columns) for row in table)
    assert len(chart.findings) == len(chart.charted.findings)
    assert [row["number"] for row in chart.events] == list(range(1, len(case.events) + 1))


def test_layers_are_tables_of_geopandas_by_their_keys(chart):
    assert chart.layers["routes-rail"].crs == "EPSG:4326"
    assert set(chart.layers["areas"]["kind"]) == {"area"}


def test_files_are_made_and_nothing_is_written(chart, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert set(chart.make("embed")) == {"embed.html"}
    with pytest.raises(CallError, match="is not something to build"):
        chart.make("pptx")
    assert list(tmp_path.iterdir()) == []


def test_a_notebook_gets_one_frame_that_holds_the_whole_page(chart):
    read = Read(chart._repr_html_())
    assert read.tags[0] == "iframe"
    assert "script" not in read.tags
    assert read.srcdoc == chart.page
    assert (
        'sandbox="allow-scripts allow-popups allow-popups-to-escape-sandbox"' in chart._repr_html_()
    )
    assert "allow-same-origin" not in chart._repr_html_()
    assert chart.charted._repr_html_() == chart._repr_html_()


def test_a_large_map_says_how_large_it_makes_the_notebook(chart, monkeypatch):
    import maps.library.map as module

    small = len(chart.page.encode()) / 1e6 < LARGE_MB
    assert ("makes the notebook" in chart._repr_html_()) == (not small)
    monkeypatch.setattr(module, "LARGE_MB", 0.1)
    assert re.search(r"makes the notebook \d\.\d MB larger", chart._repr_html_())


def test_no_text_of_a_hostile_case_acts_in_a_notebook(hostile):
    read = Read(hostile._repr_html_())
    assert set(read.tags) <= {"iframe", "p", "small"}
    assert set(read.attributes) == {"title", "sandbox", "width", "height", "style", "srcdoc"}
    for table in (
        hostile.events,
        hostile.places,
        hostile.routes,
        hostile.sources,
        hostile.findings,
    ):
        shown = table._repr_html_()
        read = Read(shown)
        assert set(read.tags) <= {"table", "caption", "thead", "tbody", "tr", "th", "td", "p"}
        assert set(read.attributes) <= {"scope", "style", "dir"}
    told = [html.unescape(cell) for cell in re.findall(r"<td[^>]*>(.*?)</td>", shown, re.DOTALL)]
    assert len(told) == min(SHOWN, len(hostile.findings)) * len(hostile.findings.columns)


def test_every_hostile_title_is_read_as_typed_in_a_table(hostile):
    read = words(" ".join(Read(hostile.events._repr_html_()).texts))
    assert [h.id for h in TEXTS[:SHOWN] if words(visible(h.value)) not in read] == []


def test_a_long_table_says_how_many_rows_are_not_shown():
    table = Table("Things", ("n",), [{"n": n} for n in range(SHOWN + 1234)])
    shown = table._repr_html_()
    assert shown.count("<tr>") == SHOWN + 1
    assert "… and 1,234 more rows" in shown
    assert "1,334" in shown


def test_the_frame_of_a_notebook_shows_the_map_and_reaches_nothing_around_it(
    browser, chart, hostile, tmp_path
):
    for each in (chart, hostile):
        book = tmp_path / "book.html"
        shown = f"{each._repr_html_()}{each.events._repr_html_()}{each.places._repr_html_()}"
        book.write_text(f"<!doctype html><meta charset=utf-8><title>Book</title>{shown}", "utf-8")
        page = browser.new_page()
        faults = []
        page.on("pageerror", lambda error, faults=faults: faults.append(str(error)))
        page.goto(book.as_uri())
        frame = page.frames[1]
        frame.wait_for_function("window.waybook && waybook.map")
        reach = "(() => { try { return parent.document.title } catch (e) { return e.name } })()"
        assert frame.evaluate(reach) == "SecurityError"
        assert page.evaluate("window.__pwned") is None
        assert frame.evaluate("window.__pwned") is None
        assert page.locator("iframe").bounding_box()["height"] == 560
        frame.locator("nav a[href='#method']").click()
        assert frame.evaluate("location.href").startswith("about:srcdoc")
        assert faults == []
        page.close()


def test_the_case_of_a_map_has_no_drafts(tmp_path):
    from small_case import edited

    table = edited("events", id="e3", status="draft", title="A strike in secret")
    chart = Map(press_of(write_small(tmp_path / "c", events=table)).charted)
    assert len(chart.events) == 2
    assert "in secret" not in chart.page
