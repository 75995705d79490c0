"""Events as columns hold what their layers do."""

from datetime import date
from pathlib import Path

import numpy as np
import pytest
from small_case import write_case

from maps.build import chart, read_atlas
from maps.case.dates import last_day
from maps.case.read import read_case
from maps.draw.events import numbered, published
from maps.draw.layers import draw
from maps.page.columns import DECIMALS, event_columns
from maps.page.timeline import timeline

TUMEN = Path(__file__).resolve().parents[1] / "cases" / "tumen"


def drawn(folder: Path):
    charted = chart(read_case(folder), read_atlas())
    case = published(charted.case)
    return case, draw(case, charted.places, charted.routes, last_day(case))


def test_every_event_of_a_layer_stands_in_the_columns_where_the_layer_has_it():
    case, layers = drawn(TUMEN)
    columns = event_columns(case, layers)
    lonlats = np.cumsum(np.reshape(columns["places"]["at"], (-1, 2)), axis=0) / 10**DECIMALS
    keys = [key for key, _ in columns["layers"]]
    found = {
        (f"event-{id_}", keys[layer], columns["places"]["refs"][place], *lonlats[place].round(5))
        for id_, layer, place in zip(
            columns["ids"], columns["layer"], columns["place"], strict=True
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
    assert event_columns(case, layers)["ids"] == [row.id for _, row in numbered(case)]


def test_an_event_without_a_place_has_a_number_and_no_layer(tmp_path):
    events = "id,title,date,place\na,One,2024-01-01,tampere\nb,Two,2024-01-02,\n"
    columns = event_columns(*drawn(write_case(tmp_path, events=events, claims="id,subject\n")))
    assert columns["ids"] == ["a", "b"]
    assert columns["layer"] == [0, -1]
    assert columns["place"] == [0, -1]


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
    assert {name: data[name] for name in columns} == columns
    assert data["ends"] == ({1: date(1900, 12, 31).toordinal()} if None in columns["steps"] else {})
