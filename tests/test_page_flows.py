"""Counts as tables and charts: what adds up, what does not, and what is never added."""

import pytest

from geo.dates import parse_date
from geo.errors import Where
from geo.places import PlaceKind, PlaceRow
from geo.quantities import parse_quantity
from maps.case.case import Case
from maps.case.rows import FlowMode, FlowRow
from maps.case.settings import Settings
from maps.page.flows import flow_tables

HERE = Where("flows.csv", 2)


def flow(id_, value, period="2023-Q3", origin="a", destination="b", **more):
    return FlowRow(
        where=HERE,
        id=id_,
        period=parse_date(period),
        origin=origin,
        destination=destination,
        value=parse_quantity(value),
        **more,
    )


def tables(*flows):
    places = tuple(
        PlaceRow(where=HERE, id=id_, name=name, kind=PlaceKind.COUNTRY)
        for id_, name in (("a", "Aland"), ("b", "Beland"))
    )
    case = Case(id="c", settings=Settings(where=HERE), places=places, flows=flows)
    return flow_tables(case)


def breakdown(total, *parts, **more):
    rows = [
        flow(f"p{n}", value, purpose=f"purpose {n}", part_of="t") for n, value in enumerate(parts)
    ]
    (table,) = tables(flow("t", total, **more), *rows)
    return table.wholes[0].breakdowns[0]


def test_a_case_without_counts_has_no_table():
    assert tables() == []


def test_one_number_stands_in_a_table_without_a_chart():
    (table,) = tables(flow("t", "~400", mode=FlowMode.AIR, purpose="tourism"))
    assert table.title == "Aland → Beland"
    assert [(w.label, w.value, w.ref) for w in table.wholes] == [
        ("Third quarter of 2023, air, tourism", "about 400", "flow-t")
    ]
    assert table.chart.bars == ()


@pytest.mark.parametrize(
    ("total", "parts", "verdict", "amiss"),
    [
        (
            "365",
            ("213", "134", "31"),
            "The parts add up to 378, 13 more than the total of 365.",
            True,
        ),
        ("365", ("253", "24"), "The parts add up to 277, 88 less than the total of 365.", True),
        ("1234", ("1000", "234"), "The parts add up to the total: 1,234.", False),
        (
            "~400",
            ("200", "180"),
            "The parts agree with the total as far as they are known: about 400.",
            False,
        ),
        (
            "100",
            (">=80", "60"),
            "The parts add up to at least 140, at least 40 more than the total of 100.",
            True,
        ),
    ],
)
def test_parts_are_held_against_their_total(total, parts, verdict, amiss):
    told = breakdown(total, *parts)
    assert (told.verdict, told.amiss) == (verdict, amiss)


def test_parts_that_are_not_all_leave_no_gap_to_explain():
    told = breakdown("544", "196", partial=True)
    assert told.verdict == "196 of 544; the other parts are not stated."
    assert not told.amiss


def test_parts_of_two_dimensions_are_never_added_to_each_other():
    (table,) = tables(
        flow("t", "10"),
        flow("air", "6", mode=FlowMode.AIR, part_of="t"),
        flow("rail", "4", mode=FlowMode.RAIL, part_of="t"),
        flow("work", "7", purpose="work", part_of="t"),
        flow("study", "3", purpose="study", part_of="t"),
    )
    assert [(b.title, b.sum) for b in table.wholes[0].breakdowns] == [
        ("By mode", "10"),
        ("By purpose", "10"),
    ]


def test_parts_that_cannot_be_compared_are_listed_and_not_added():
    (table,) = tables(
        flow("t", "10"), flow("both", "6", mode=FlowMode.AIR, purpose="work", part_of="t")
    )
    (told,) = table.wholes[0].breakdowns
    assert (told.title, told.sum) == ("Other parts", "")
    assert [part.value for part in told.parts] == ["6"]


def test_measures_and_directions_stand_apart():
    found = tables(
        flow("a", "10"),
        flow("b", "2000", measure="tonnes"),
        flow("c", "5", origin="b", destination="a"),
    )
    assert [(table.title, table.measure) for table in found] == [
        ("Aland → Beland", "persons"),
        ("Aland → Beland", "tonnes"),
        ("Beland → Aland", "persons"),
    ]


def test_bars_are_as_long_as_their_numbers_and_a_total_that_is_a_part_is_no_bar_of_its_own():
    (table,) = tables(
        flow("y", "100", "2022"),
        flow("q", "50", "2023-Q1"),
        flow("air", "40", "2023-Q1", mode=FlowMode.AIR, part_of="q"),
        flow("work", "30", "2023-Q1", mode=FlowMode.AIR, purpose="work", part_of="air"),
    )
    assert [(bar.label, bar.words) for bar in table.chart.bars] == [
        ("2022", "100"),
        ("First quarter of 2023", "50"),
    ]
    first, second = table.chart.bars
    assert first.width == pytest.approx(2 * second.width)
    assert table.chart.alt == (
        "Bar chart: Aland → Beland, persons. 2022 100; First quarter of 2023 50."
    )


def test_a_number_without_an_upper_end_is_drawn_open():
    (table,) = tables(
        flow("a", ">300", "2022"), flow("b", "200..300", "2023"), flow("c", "0", "2024")
    )
    opened, between, none = table.chart.bars
    assert opened.spare > 0
    assert between.spare == pytest.approx(between.width / 2, abs=0.02)
    assert (none.width, none.spare) == (0, 0)


def test_counts_that_are_all_nought_draw_no_bars():
    (table,) = tables(flow("a", "0", "2022"), flow("b", "0", "2023"))
    assert table.chart.bars == ()
