"""What the benchmark of pages makes and writes; nothing here is timed."""

from math import inf
from pathlib import Path

import pytest

from maps.case.read import read_case

BENCH = Path(__file__).resolve().parents[1] / "scripts" / "bench"


@pytest.fixture(autouse=True)
def bench(monkeypatch):
    monkeypatch.syspath_prepend(BENCH)


def test_the_events_of_a_number_are_the_same_each_time():
    import events

    one, other = events.many(50), events.many(50)
    assert one == other
    assert {len(event["text"]) for event in one["events"]} == {200}
    assert {len(line["at"]) for line in one["lines"]} == {500}


def test_the_case_of_the_benchmark_keeps_to_the_contract(tmp_path):
    import events

    given = events.many(50)
    events.write_case(given, tmp_path / "many")
    case = read_case(tmp_path / "many")
    assert [event.title for event in case.events] == [event["title"] for event in given["events"]]
    assert len(case.links) == 50
    assert {category.id for category in case.settings.categories} == set(events.CATEGORIES)


def test_a_page_takes_its_scripts_from_beside_it(tmp_path, monkeypatch):
    import assets

    monkeypatch.setattr(assets, "_content", lambda name: name.encode())
    page = tmp_path / "page.html"
    page.write_text(
        '<script src="https://example.org/npm/leaflet@1.9.3/dist/leaflet.js"></script>'
        "<link href=https://example.org/a/leaflet.css />"
        '<a href="https://example.org/00126">a source, left as it is</a>'
    )
    taken = assets.localise(page)
    assert page.read_text() == (
        '<script src="assets/leaflet.js"></script><link href=assets/leaflet.css />'
        '<a href="https://example.org/00126">a source, left as it is</a>'
    )
    files = [file for file in (tmp_path / "assets").rglob("*") if file.is_file()]
    assert {file.name for file in files} == {"leaflet.js", "leaflet.css", *assets.IMAGES}
    assert taken == sum(file.stat().st_size for file in files)


def test_a_ratio_is_ours_to_theirs_and_none_of_what_was_not_measured():
    from many_pages import number, ratio

    assert ratio(1.0, 4.0) == "0.25"
    assert {ratio(None, 1.0), ratio(1.0, inf), ratio(inf, 1.0)} == {"–"}
    assert [number(value) for value in (None, inf, 1234.5, 1.25)] == [
        "–",
        "over 60 s",
        "1,234",
        "1.2",
    ]
