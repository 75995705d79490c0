"""Dates as sources give them, and help with what is none."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.dates import Precision, parse_date
from geo.errors import ValueProblem


@pytest.mark.parametrize(
    ("cell", "start", "end", "precision"),
    [
        ("2024-02-05", "2024-02-05", "2024-02-05", "day"),
        ("2024-02", "2024-02-01", "2024-02-29", "month"),
        ("2023", "2023-01-01", "2023-12-31", "year"),
        ("2024-01-14/2024-01-18", "2024-01-14", "2024-01-18", "range"),
        ("2024-06/2024", "2024-06-01", "2024-12-31", "range"),
        ("2013~", "2013-01-01", "2013-12-31", "year"),
        ("2023-Q3", "2023-07-01", "2023-09-30", "quarter"),
        ("2023-35", "2023-07-01", "2023-09-30", "quarter"),
        ("2023-H1", "2023-01-01", "2023-06-30", "half"),
        ("2023-40", "2023-01-01", "2023-06-30", "half"),
        ("2023-41", "2023-07-01", "2023-12-31", "half"),
        ("2023-21", "2023-03-01", "2023-05-31", "season"),
        ("2023-24", "2023-12-01", "2024-02-29", "season"),
        ("202X", "2020-01-01", "2029-12-31", "decade"),
        ("19XX", "1900-01-01", "1999-12-31", "century"),
        ("2024-XX", "2024-01-01", "2024-12-31", "year"),
        ("2024-02-XX", "2024-02-01", "2024-02-29", "month"),
        ("0001-01-01", "0001-01-01", "0001-01-01", "day"),
        ("9999", "9999-01-01", "9999-12-31", "year"),
    ],
)
def test_a_date_is_a_span_of_days(cell, start, end, precision):
    found = parse_date(cell)
    assert (str(found.start), str(found.end), found.precision) == (start, end, precision)
    assert found.text == cell


def test_open_sides_have_no_day():
    assert parse_date("../2015").start is None
    assert parse_date("../2015").end == date(2015, 12, 31)
    assert parse_date("2024-06-06/..").end is None
    assert parse_date("2024-06-06/").end is None


@pytest.mark.parametrize("cell", ["XXXX-03-09", "XXXX-03", "XXXX-03-09/XXXX-03-16"])
def test_a_date_without_its_year_has_no_days(cell):
    found = parse_date(cell)
    assert found
    assert (found.start, found.end, found.precision) == (None, None, Precision.YEARLESS)


@pytest.mark.parametrize(
    ("cell", "approximate", "uncertain"),
    [("2016~", True, False), ("2016?", False, True), ("2016%", True, True), ("2016", False, False)],
)
def test_signs_tell_how_surely_a_date_is_meant(cell, approximate, uncertain):
    found = parse_date(cell)
    assert (found.approximate, found.uncertain) == (approximate, uncertain)


@pytest.mark.parametrize(
    ("cell", "told"),
    [
        ("03/04/2024", "write 2024-04-03 or 2024-03-04"),
        ("13/04/2024", "write 2024-04-13, year first"),
        ("31/02/2024", "no such day"),
        ("Feb-24", "2024-02 for the month.*2024-02-24, for the day"),
        ("Feb-31", "2031-02 for the month; format"),
        ("5-Feb", "2024-02-05, and format the column as text"),
        ("5 June 2024", "write 2024-06-05"),
        ("June 5, 2024", "write 2024-06-05"),
        ("March 2024", "write 2024-03"),
        ("2024-02-30", "no such day"),
        ("XXXX-02-30", "no such day"),
        ("2024-13", "no such month"),
        ("2024-00", "leave it away: 2024"),
        ("2024-2-5", "write 2024-02-05"),
        ("24-02-05", "four digits"),
        ("20240205", "write 2024-02-05"),
        ("45321", "day number"),
        ("1707091200000", "count of seconds"),
        ("2024-02-05T10:00+09:00", "time of day"),
        ("2024-02-05/2024-01-01", "write 2024-01-01/2024-02-05"),
        ("2023-2024", "write 2023/2024"),
        ("2024-02-05..2024-02-07", "write 2024-02-05/2024-02-07"),
        ("~2024", "one sign at its end: 2024~"),
        ("2024?~", "sign"),
        ("circa 2013", "write 2013~"),
        ("２０２４-02-05", "write 2024-02-05"),
        ("2024年2月5日", "write 2024-02-05"),
        ("XXXX-03-09/2024", "on one side only"),
        ("-0044", "outside the years"),
        ("0000", "outside the years"),
        ("../..", "EDTF"),
        ("/", "EDTF"),
        ("last week", "EDTF"),
        ("2024-1X", "EDTF"),
        ("2024-02-05/2024-02-06/2024-02-07", "EDTF"),
    ],
)
def test_what_is_no_date_is_told_with_what_to_write(cell, told):
    with pytest.raises(ValueProblem, match=told):
        parse_date(cell)


def test_dates_that_share_a_day_meet():
    assert parse_date("2019~").meets(parse_date("2019-06-14"))
    assert not parse_date("2019-05").meets(parse_date("2019-06-14"))
    assert parse_date("2019-06/..").meets(parse_date("2024"))
    assert parse_date("XXXX-03-09").meets(parse_date("2024"))


@given(st.dates())
def test_every_day_is_itself(day):
    found = parse_date(day.isoformat())
    assert found.start == found.end == day


@given(st.text(alphabet="0123456789XQHY-/.~?%TFeb ", min_size=1, max_size=24))
def test_any_text_is_a_date_or_a_problem(cell):
    try:
        found = parse_date(cell)
    except ValueProblem:
        return
    assert not (found.start and found.end) or found.start <= found.end
