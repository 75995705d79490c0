"""Breaks of gauge: named where a line goes over one, and nowhere else."""

from functools import cache

import numpy as np
import pytest

from geo.coords import LonLat
from geo.errors import MissingDataError, Where
from geo.places import Place, PlaceKind, PlaceRow, PositionBasis
from routes.chain import reversed_leg
from routes.gauges import GaugeBreak, breaks_along, read_gauge_breaks
from routes.network import read_rail_network
from routes.rail import rail_legs

STATIONS = {
    "brest": (23.681, 52.100),
    "chita": (113.500, 52.029),
    "harbin": (126.632, 45.760),
    "hendaye": (-1.782, 43.353),
    "khasan": (130.6449, 42.4301),
    "kovel": (24.71, 51.21),
    "madrid": (-3.691, 40.406),
    "minsk": (27.551, 53.891),
    "paris": (2.366, 48.842),
    "rajin": (130.297, 42.249),
    "tumangang": (130.6081, 42.4214),
    "ulaanbaatar": (106.884, 47.909),
    "vladivostok": (131.882, 43.111),
    "warsaw": (21.003, 52.229),
    "xian": (108.96, 34.28),
}
KHASAN = "Khasan–Tumangang (1520/1435 mm)"


@cache
def rail():
    return read_rail_network()


def place(name):
    row = PlaceRow(where=Where("places.csv", 2), id=name, name=name, kind=PlaceKind.STATION)
    return Place(row=row, position=LonLat(*STATIONS[name]), basis=PositionBasis.STATED)


def legs(*names):
    return rail_legs([place(name) for name in names], rail())


@pytest.mark.parametrize(
    ("start", "end", "breaks"),
    [
        ("vladivostok", "rajin", [KHASAN]),
        ("chita", "harbin", ["Zabaykalsk–Manzhouli (1520/1435 mm)"]),
        ("minsk", "warsaw", ["Brest–Terespol (1520/1435 mm)"]),
        ("minsk", "kovel", []),
        ("vladivostok", "khasan", []),
        ("rajin", "khasan", []),
        ("vladivostok", "tumangang", []),
        ("paris", "hendaye", []),
        ("harbin", "xian", []),
    ],
)
def test_a_line_names_the_breaks_it_goes_over_in_both_directions(start, end, breaks):
    for ends in ((start, end), (end, start)):
        (leg,) = legs(*ends)
        assert list(leg.gauge_breaks) == breaks
        assert ("Change of gauge" in leg.note) == bool(breaks)
        assert all(each in leg.note for each in breaks)


def test_a_stop_at_the_break_does_not_hide_it():
    first, second = legs("vladivostok", "khasan", "rajin")
    assert [*first.gauge_breaks, *second.gauge_breaks] == [KHASAN]


def test_several_breaks_are_named_in_the_order_of_the_way_and_turned_round_with_it():
    (leg,) = legs("warsaw", "harbin")
    assert len(leg.gauge_breaks) == 2
    assert leg.gauge_breaks[0].endswith("/1435 mm)")
    assert "Zabaykalsk" in leg.gauge_breaks[1]
    assert reversed_leg(leg).gauge_breaks == leg.gauge_breaks[::-1]


def test_a_break_across_the_antimeridian_is_found():
    each = GaugeBreak("A", LonLat(179.97, 1.0), 1520, "B", LonLat(-179.97, 1.0), 1067, "made up")
    line = np.array([(179.0, 1.0), (179.99, 1.0), (180.5, 1.0)])
    assert breaks_along([line], [each]) == (("A–B (1520/1067 mm)",),)
    assert breaks_along([np.subtract(line, (360, 0))], [each]) == (("A–B (1520/1067 mm)",),)
    assert breaks_along([np.add(line, (0, 0.1))], [each]) == ((),)


@pytest.mark.parametrize("each", read_gauge_breaks(), ids=lambda each: each.words)
def test_every_break_has_two_gauges_a_source_and_stations_near_each_other(each):
    assert each.gauge_mm != each.to_gauge_mm
    assert {each.gauge_mm, each.to_gauge_mm} <= {1000, 1067, 1435, 1520, 1524, 1668}
    assert each.source
    assert np.hypot(*np.subtract(each.at, each.to)) < 1
    assert abs(each.at.lon) <= 180
    assert abs(each.at.lat) <= 90


def test_a_missing_table_is_named(tmp_path):
    with pytest.raises(MissingDataError, match=r"gauge_breaks\.csv is missing"):
        read_gauge_breaks(tmp_path / "gauge_breaks.csv")
