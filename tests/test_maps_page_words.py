from datetime import date

import pytest

from geo.dates import NO_DATE, parse_date
from geo.quantities import NO_QUANTITY, parse_duration, parse_quantity
from maps.page.entries.words import (
    date_words,
    day_words,
    duration_words,
    km_words,
    quantity_words,
)


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        ("2024-02-05", "5 February 2024"),
        ("2024-02", "February 2024"),
        ("2013~", "about 2013"),
        ("2016%", "about 2016 (uncertain)"),
        ("../2015", "until 2015"),
        ("2024-06-06/..", "since 6 June 2024"),
        ("2024-01-14/2024-01-18", "14–18 January 2024"),
        ("2024-02/2024-05", "February–May 2024"),
        ("2024-01-30/2024-02-02", "30 January – 2 February 2024"),
        ("2023-12-30/2024-01-02", "30 December 2023 – 2 January 2024"),
        ("2016/2017", "2016–2017"),
        ("2006~/2007~", "about 2006 – about 2007"),
        ("XXXX-03-09", "9 March, year not stated"),
        ("2023-Q3", "third quarter of 2023"),
        ("2023-40", "first half of 2023"),
        ("2024-21", "spring 2024"),
        ("201X", "2010s"),
    ],
)
def test_a_date_reads_as_a_person_says_it(cell, words):
    assert date_words(parse_date(cell)) == words


def test_what_is_not_stated_reads_as_nothing():
    assert date_words(NO_DATE) == quantity_words(NO_QUANTITY) == km_words(None) == ""


def test_a_day_without_a_date_string():
    assert day_words(date(1991, 12, 1)) == "1 December 1991"


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        ("300", "300"),
        ("12345", "12,345"),
        ("~100", "about 100"),
        (">300", "more than 300"),
        (">=3", "at least 3"),
        ("<10", "fewer than 10"),
        ("200..300", "200 to 300"),
        ("dozens", "dozens"),
    ],
)
def test_a_number_keeps_its_sign(cell, words):
    assert quantity_words(parse_quantity(cell)) == words


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        ("P5D", "5 days"),
        (">P5D", "more than 5 days"),
        ("~P15D", "about 15 days"),
        ("PT35M", "35 minutes"),
        ("P1W..P2W", "1 week to 2 weeks"),
        ("P1Y2M", "1 year 2 months"),
        ("<PT1H", "less than 1 hour"),
    ],
)
def test_a_duration_keeps_its_sign(cell, words):
    assert duration_words(parse_duration(cell)) == words


def test_a_length_is_no_finer_than_it_is_known():
    assert km_words(177_400) == "177 km"
    assert km_words(3_340) == "3.3 km"
    assert km_words(9_288_200) == "9,288 km"
