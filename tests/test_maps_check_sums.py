"""Parts of one total are held against it."""

import pytest

from geo.dates import parse_date
from geo.errors import Level, Where
from geo.quantities import parse_quantity
from maps.case.case import Case
from maps.case.rows import FlowMode, FlowRow
from maps.case.settings import Settings
from maps.check.sums import find_wrong_sums
from maps.check.survey import survey_case


def flow(id_, value, *, mode="", **others):
    return FlowRow(
        where=Where("flows.csv", others.pop("line", 2)),
        id=id_,
        value=parse_quantity(value),
        mode=FlowMode(mode) if mode else None,
        **{"period": parse_date("2023-Q3"), "origin": "kp", "destination": "ru", **others},
    )


def found(*flows):
    case = Case(id="c", settings=Settings(where=Where("case.toml")), flows=flows)
    return list(find_wrong_sums(survey_case(case, (), ())))


BY_PURPOSE = {"business": "253", "education": "24", "personal": "23", "vehicles": "23", "work": "3"}
BY_MODE = {"air": "213", "rail": "134", "vehicle": "31", "foot": "13", "water": "13"}


def first_case():
    return (
        flow("q3", "365"),
        *(flow(f"p-{k}", v, purpose=k, part_of="q3") for k, v in BY_PURPOSE.items()),
        *(flow(f"m-{k}", v, mode=k, part_of="q3") for k, v in BY_MODE.items()),
    )


def test_326_and_404_do_not_make_365():
    by_purpose, by_mode = found(*first_case())
    assert str(by_purpose) == (
        "flows.csv:2: value: parts by purpose sum to 326, total 365, residual −39 "
        "(parts: p-business, p-education, p-personal, p-vehicles, p-work; "
        "where they are not all there are, write yes in partial)"
    )
    assert by_mode.message == "parts by mode sum to 404, total 365, residual +39"
    assert {(f.level, f.rule, f.subject) for f in (by_purpose, by_mode)} == {
        (Level.WARNING, "sums", "flow:q3")
    }


def test_parts_that_make_up_their_total_are_let_be():
    parts = (flow("a", "200", mode="air", part_of="t"), flow("b", "165", mode="rail", part_of="t"))
    assert found(flow("t", "365"), *parts) == []


def test_a_total_whose_parts_are_not_all_named_is_let_be():
    part = flow("a", "196", purpose="business", part_of="t")
    assert found(flow("t", "544", partial=True), part) == []


def test_a_part_said_to_be_one_of_several_is_let_be():
    part = flow("a", "196", purpose="business", part_of="t", partial=True)
    assert found(flow("t", "544"), part) == []


def test_a_part_whose_own_parts_are_not_all_named_still_counts():
    part = flow("a", "196", purpose="business", part_of="t", partial=True)
    inner = flow("b", "10", purpose="business", mode="air", part_of="a")
    assert [f.subject for f in found(flow("t", "544"), part, inner)] == ["flow:t"]


@pytest.mark.parametrize("total", ["~400", ">300", "300..400", "hundreds"])
def test_bounds_that_meet_are_no_difference(total):
    parts = (flow("a", "200", mode="air", part_of="t"), flow("b", "165", mode="rail", part_of="t"))
    assert found(flow("t", total), *parts) == []


def test_a_residual_between_bounds_is_given_as_such():
    (one,) = found(flow("t", "100"), flow("a", "~200", mode="air", part_of="t"))
    assert one.message == "parts by mode sum to 150..250, total 100, residual +50 to +150"


def test_an_open_residual_is_given_as_such():
    (one,) = found(flow("t", "100"), flow("a", ">200", mode="air", part_of="t"))
    assert one.message == "parts by mode sum to >=200, total 100, residual at least +100"
    (one,) = found(flow("t", ">500"), flow("a", "200", mode="air", part_of="t"))
    assert one.message == "parts by mode sum to 200, total >=500, residual at most −300"


@pytest.mark.parametrize(
    "other",
    [
        {"period": parse_date("2023-07")},
        {"origin": "cn"},
        {"measure": "tonnes"},
        {"purpose": "work"},
    ],
)
def test_what_is_not_comparable_is_not_summed(other):
    assert found(flow("t", "100"), flow("a", "1", mode="air", part_of="t", **other)) == []


def test_parts_of_a_part_are_told_by_what_the_part_leaves_open():
    total = flow("rail", "134", mode="rail")
    parts = (flow("a", "100", mode="rail", purpose="work", part_of="rail"),)
    (one,) = found(total, *parts)
    assert one.message == "parts by purpose sum to 100, total 134, residual −34"


def test_no_flows_give_no_findings():
    assert found() == []
