"""Numbers and durations with their bounds, and help with what is none."""

from math import inf

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.errors import ValueProblem
from geo.quantities import parse_count, parse_duration, parse_quantity

DAY = 86400


@pytest.mark.parametrize(
    ("cell", "low", "high"),
    [
        ("300", 300, 300),
        ("12.5", 12.5, 12.5),
        ("~100", 75, 125),
        (">300", 300, inf),
        (">=3", 3, inf),
        ("<10", 0, 10),
        ("<=10", 0, 10),
        ("200..300", 200, 300),
        ("dozens", 24, 100),
        ("hundreds", 200, 1000),
        ("thousands", 2000, 10000),
        ("0", 0, 0),
    ],
)
def test_a_quantity_is_a_pair_of_bounds(cell, low, high):
    found = parse_quantity(cell)
    assert (found.low, found.high, found.text) == (low, high, cell)
    assert parse_quantity(cell).about is (cell[0] == "~" or cell.isalpha())


@pytest.mark.parametrize(
    ("cell", "low", "high"),
    [
        ("P5D", 5 * DAY, 5 * DAY),
        (">P5D", 5 * DAY, inf),
        ("~P15D", 11.25 * DAY, 18.75 * DAY),
        ("PT35M", 2100, 2100),
        ("PT1.5H", 5400, 5400),
        ("P1DT2H", DAY + 7200, DAY + 7200),
        ("P2W", 14 * DAY, 14 * DAY),
        ("P5D..P7D", 5 * DAY, 7 * DAY),
    ],
)
def test_a_duration_is_a_pair_of_bounds_in_seconds(cell, low, high):
    found = parse_duration(cell)
    assert (found.low, found.high) == (low, high)


@pytest.mark.parametrize(
    ("cell", "told"),
    [
        ("1,000", "write 1000"),
        ("1 000", "write 1000"),
        ("10,5", "write 10.5"),
        ("200-300", r"write 200\.\.300"),
        ("300..200", r"write 200\.\.300"),
        ("about 300", "write ~300"),
        ("more than 300", "write >300"),
        ("300+", "write >=300"),
        ("300 people", "write 300, without"),
        ("３００", "write 300"),
        ("-5", "not negative"),
        ("many", "write one of"),
        ("1e5", "write one of"),
        ("200..", "write one of"),
        ("9" * 400, "not understood"),
    ],
)
def test_what_is_no_quantity_is_told_with_what_to_write(cell, told):
    with pytest.raises(ValueProblem, match=told):
        parse_quantity(cell)


@pytest.mark.parametrize("cell", ["5 days", "P", "PT", "5D", "P5", "dozens", "P" + "9" * 400 + "Y"])
def test_what_is_no_duration_is_told_with_the_forms(cell):
    with pytest.raises(ValueProblem, match="ISO 8601"):
        parse_duration(cell)


def test_persons_come_whole_so_a_point_may_separate_thousands():
    assert parse_count("1000..1500").high == 1500
    with pytest.raises(ValueProblem, match="write 1500 if that is meant"):
        parse_count("1.500")


@given(st.text(alphabet="0123456789.~<>=PTDHMWYS ,-", max_size=16))
def test_any_text_is_a_quantity_or_a_problem(cell):
    for parse in (parse_quantity, parse_duration, parse_count):
        try:
            found = parse(cell)
        except ValueProblem:
            continue
        assert 0 <= found.low <= found.high
