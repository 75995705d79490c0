"""Events as columns hold what their layers do, and the list is read from its columns."""

import json
import zlib
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from script_engine import Engine
from small_case import write_case

from maps.build import chart, read_atlas
from maps.case.dates import last_day
from maps.case.read import read_case
from maps.draw.events import numbered, published
from maps.draw.layers import draw
from maps.page.columns import DECIMALS, event_columns, table_of
from maps.page.deflated import deflated
from maps.page.shelf_columns import CELL, written_columns
from maps.page.timeline import timeline

SHELF = Engine("shelf")
TUMEN = Path(__file__).resolve().parents[1] / "cases" / "tumen"


def numbers(letters: str) -> list[int | None]:
    """Give the numbers of a column as the page reads them."""
    return Engine("letters").call("fromLetters", letters)


def drawn(folder: Path):
    charted = chart(read_case(folder), read_atlas())
    case = published(charted.case)
    return case, draw(case, charted.places, charted.routes, last_day(case))


def test_every_event_of_a_layer_stands_in_the_columns_where_the_layer_has_it():
    case, layers = drawn(TUMEN)
    columns = event_columns(case, layers)
    lonlats = (
        np.cumsum(np.reshape(numbers(columns["places"]["at"]), (-1, 2)), axis=0) / 10**DECIMALS
    )
    keys = [key for key, _ in columns["layers"]]
    found = {
        (f"event-{id_}", keys[layer], columns["places"]["refs"][place], *lonlats[place].round(5))
        for id_, layer, place in zip(
            columns["ids"].split(),
            numbers(columns["layer"]),
            numbers(columns["place"]),
            strict=True,
        )
        if layer >= 0
    }
    assert found == {
        (ref, layer.key, place, round(point.x, 5), round(point.y, 5))
        for layer in layers
        if layer.group == "events"
        for ref, place, point in zip(
            layer.table["ref"], layer.table["place"], layer.table.geometry, strict=True
        )
    }


def test_columns_stand_in_the_order_of_the_numbers():
    case, layers = drawn(TUMEN)
    assert event_columns(case, layers)["ids"].split() == [row.id for _, row in numbered(case)]


def test_an_event_without_a_place_has_a_number_and_no_layer(tmp_path):
    events = "id,title,date,place\na,One,2024-01-01,tampere\nb,Two,2024-01-02,\n"
    columns = event_columns(*drawn(write_case(tmp_path, events=events, claims="id,subject\n")))
    assert columns["ids"] == "a b"
    assert numbers(columns["layer"]) == [0, -1]
    assert numbers(columns["place"]) == [0, -1]


@pytest.mark.parametrize(
    ("dates", "columns"),
    [
        (["2024-01-01", "2024-01-03/2024-01-05"], {"steps": [0, 2], "days": [0, 2]}),
        (["../1900", "1900/.."], {"steps": [0, None], "days": [None, None]}),
    ],
)
def test_dates_are_steps_from_day_to_day(tmp_path, dates, columns):
    rows = "".join(f"e{n},Event,{text},tampere\n" for n, text in enumerate(dates))
    events = f"id,title,date,place\n{rows}"
    case = read_case(write_case(tmp_path, events=events, claims="id,subject\n"))
    data = timeline(case, date(2024, 12, 31))["events"]
    assert {name: numbers(data[name]) for name in columns} == columns
    assert data["ends"] == ({1: date(1900, 12, 31).toordinal()} if None in columns["steps"] else {})


def test_records_are_read_from_rows_as_they_were_but_for_what_is_empty():
    records = [{"a": 0, "b": "x", "c": ""}, {"a": 1.5, "d": [1]}, {"a": 2, "c": False}]
    read = Engine("letters").call("recordsOf", table_of(records))
    assert read == [{"a": 0, "b": "x"}, {"a": 1.5, "d": [1]}, {"a": 2}]
    assert Engine("letters").call("recordsOf", table_of([])) == []


CELLS = st.one_of(
    st.sampled_from(["event-a", "event-b", "event-c"]),
    st.integers(0, 10**15 - 1).map(str),
    st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=3),
)


@given(
    st.integers(1, 12).flatmap(
        lambda rows: st.lists(
            st.one_of(st.just("7"), CELLS).flatmap(
                lambda cell: st.lists(
                    st.one_of(st.just(cell), CELLS), min_size=rows, max_size=rows
                ).map(tuple)
            ),
            min_size=1,
            max_size=4,
        )
    )
)
@example([("a", "b", "a", "b"), ("x", "y", "x", "y"), ("007", "7", "-1", "")])
@example([("event-a", "event-b") * 4, ("é", "€") * 4, ("1", "20") * 4])
def test_columns_of_the_list_are_read_as_they_were(columns):
    known = {f"event-{letter}": nth for nth, letter in enumerate("abc")}
    texts = written_columns(columns, known)
    reader = "(texts, known, columns = []) => { for (const text of texts) "
    reader += "columns.push(readColumn(text, columns, known)); return columns; }"
    read = SHELF.run(f"({reader})({json.dumps(texts)}, {json.dumps(list(known))})")
    assert read == [list(column) for column in columns]


def test_what_another_column_decides_is_said_once():
    columns = [("s1", "s2") * 50, ("First source", "Second source") * 50, ("event-a",) * 100]
    sources, titles, refs = written_columns(columns, {"event-a": 5})
    assert sources.split(CELL) == ["\x1d@", "s1", "s2", '!"' * 50]
    assert titles.split(CELL) == ["\x1d0", "First source", "Second source"]
    assert refs.split(CELL) == ["\x1d#", "5", *["0"] * 99]


@given(st.text())
def test_what_is_put_away_is_opened_as_it_was(text):
    letters = deflated(text)
    assert not set(letters) & set("<>&'\"\\")
    assert bytes(SHELF.run(f"[...bytesOf({json.dumps(letters)})]")) == zlib.compress(
        text.encode(), 9
    )
