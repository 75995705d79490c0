"""The script's own reckoning, apart from a page: days, ranges, the axis, the state of links."""

import re
from datetime import date, timedelta
from itertools import pairwise
from json import dumps

import pytest
from hypothesis import given
from hypothesis import strategies as st
from script_engine import JS, Engine

from maps.page.assets import MODULES
from maps.page.timeline import axis_of

ENGINE = Engine("words", "pieces", "time", "axis")
AS_OF = date(2024, 7, 7)


def day(text):
    return date.fromisoformat(text).toordinal()


def span(text):
    first, last = text.split("/")
    return {"from": day(first), "to": day(last)}


def iso(range_):
    return "/".join(date.fromordinal(range_[side]).isoformat() for side in ("from", "to"))


def axis(first, last, broken_at=None, as_of="2024-07-07", after=0.0):
    plan = {
        "first": first,
        "last": last,
        "broken_at": broken_at or first,
        "head_share": 0.2 if broken_at else 0,
        "after_share": after,
    }
    return ENGINE.call("makeAxis", plan, day(as_of))


TUMEN = axis("1991-01-01", "2026-12-31", "2022-01-01", after=0.08)


@given(st.dates())
def test_a_day_is_the_number_that_python_gives_it_from_the_year_1_to_9999(when):
    assert ENGINE.call("dayFromIso", when.isoformat()) == when.toordinal()
    assert ENGINE.call("isoOf", when.toordinal()) == when.isoformat()


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("2024", "2024-01-01/2024-12-31"),
        ("1991", "1991-01-01/1991-12-31"),
        ("0001", "0001-01-01/0001-12-31"),
        ("9999", "9999-01-01/9999-12-31"),
        ("2024-02", "2024-02-01/2024-02-29"),
        ("2023-2", "2023-02-01/2023-02-28"),
        ("2024-02-05", "2024-02-05/2024-02-05"),
        (" 2024-12 ", "2024-12-01/2024-12-31"),
        ("Feb 2024", "2024-02-01/2024-02-29"),
        ("september 2023", "2023-09-01/2023-09-30"),
        ("5 Feb 2024", "2024-02-05/2024-02-05"),
    ],
)
def test_a_typed_date_means_its_first_to_its_last_day(typed, meant):
    assert iso(ENGINE.call("parseTyped", typed)) == meant


@pytest.mark.parametrize(
    "typed",
    ["", "24", "yesterday", "2024-13", "2024-00", "2024-02-30", "2023-02-29", "03/04/2024", "0000",
     "2024-02-05T10:00", "Foo 2024", "99999", "<b>2024</b>"],
)  # fmt: skip
def test_what_is_no_date_is_not_guessed_at(typed):
    assert ENGINE.call("parseTyped", typed) is None


@pytest.mark.parametrize(
    "text", ["2024/2024", "2024-02/2024-04", "2024-02-05/2024-04", "1991/2024-07-07"]
)
def test_a_range_is_written_as_it_was_typed(text):
    assert ENGINE.call("rangeText", ENGINE.call("parseRange", text)) == text


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("2024-02-01/2024-07-31", "Feb 2024 – Jul 2024"),
        ("2024-02-01/2024-02-29", "Feb 2024"),
        ("1991-01-01/2024-12-31", "1991 – 2024"),
        ("2023-01-01/2023-12-31", "2023"),
        ("2024-01-01/2024-02-29", "Jan 2024 – Feb 2024"),
        ("2024-02-05/2024-02-09", "5 Feb 2024 – 9 Feb 2024"),
        ("2024-02-05/2024-02-05", "5 Feb 2024"),
    ],
)
def test_a_range_is_said_in_the_coarsest_words_that_fit(text, said):
    assert ENGINE.call("rangeWords", span(text)) == said


def test_an_address_holds_an_entry_and_a_range_and_neither_spoils_the_other():
    range_ = span("2024-02-01/2024-04-30")
    read = ENGINE.call("readAddress", "#event-e28&time=2024-02/2024-04")
    assert read == {"entry": "event-e28", "range": range_}
    assert ENGINE.call("readAddress", "#time=2024-02/2024-04") == {"entry": "", "range": range_}
    assert ENGINE.call("readAddress", "#event-e28") == {"entry": "event-e28", "range": None}
    assert ENGINE.call("readAddress", "#time=2024-04/2024-02")["range"] is None
    assert ENGINE.call("readAddress", "#time=%E0%A4%A")["range"] is None
    write = "writeAddress"
    assert ENGINE.call(write, "", {"range": range_}) == "#time=2024-02/2024-04"
    both = "#event-e28&time=2024-02/2024-04"
    assert ENGINE.call(write, "#event-e28", {"range": range_}) == both
    assert ENGINE.call(write, "#event-e1&time=2024-02/2024-04", {"entry": "event-e28"}) == both
    assert ENGINE.call(write, both, {"range": None}) == "#event-e28"
    assert ENGINE.call(write, "#map=1&x", {"range": None}) == "#x&map=1"


@pytest.mark.parametrize(
    ("event", "range_", "met"),
    [
        (["2024-02-05", "2024-02-05"], "2024-02-05/2024-02-05", True),
        (["2024-02-05", "2024-02-05"], "2024-02-06/2024-12-31", False),
        (["2024-01-01", "2024-12-31"], "2024-12-31/2025-12-31", True),
        ([None, "2015-12-31"], "1991-01-01/1991-12-31", True),
        ([None, "2015-12-31"], "2016-01-01/2024-12-31", False),
        (["2024-06-06", None], "2024-01-01/2024-06-05", False),
        (["2024-06-06", None], "2030-01-01/2030-12-31", True),
        ([None, None], "0001-01-01/9999-12-31", False),
    ],
)
def test_an_event_is_in_a_range_when_they_share_a_day(event, range_, met):
    made = f"journeySpan({dumps(['journey-a', event])})"
    assert ENGINE.run(f"meets({made}, {span(range_)})") is met


def test_the_sparse_early_years_take_a_fifth_of_the_axis():
    assert ENGINE.call("shareOf", TUMEN, day("1991-01-01")) == 0
    assert ENGINE.call("shareOf", TUMEN, day("2022-01-01")) == pytest.approx(0.2)
    assert ENGINE.call("shareOf", TUMEN, day("2024-07-08")) == pytest.approx(0.92)
    assert ENGINE.call("shareOf", TUMEN, day("2026-12-31") + 1) == 1


@given(st.dates(min_value=date(1991, 1, 1), max_value=date(2026, 12, 31)))
def test_a_day_stands_where_the_pointer_finds_it(when):
    share = ENGINE.call("shareOf", TUMEN, when.toordinal())
    assert ENGINE.call("dayAt", TUMEN, share) == when.toordinal()


def test_the_axis_breaks_where_time_runs_ahead_of_events():
    sparse = [date(year, 1, 1) for year in (1991, 2000, 2004, 2010)]
    crowd = [date(2023, 1, 1) + timedelta(days=10 * n) for n in range(50)]
    found = axis_of(sparse + crowd, sparse + crowd, AS_OF)
    assert (found.first, found.broken_at, found.head_share) == (
        date(1991, 1, 1),
        date(2023, 1, 1),
        0.2,
    )


@pytest.mark.parametrize(
    "days",
    [
        [date(2024, 2, 5)],
        [date(1991, 1, 1), date(2024, 1, 1)],
        [date(year, 6, 1) for year in range(1991, 2024)],
        [date(1, 1, 1), date(9999, 12, 31)],
    ],
    ids=["one-day", "two-days", "even", "all-of-time"],
)
def test_an_axis_without_a_sparse_head_is_not_broken(days):
    found = axis_of(days, days, max(days))
    assert found.broken_at == found.first
    assert found.head_share == 0
    assert found.first <= days[0] <= days[-1] <= found.last


def test_what_lies_after_the_last_day_of_the_case_does_not_crowd_out_the_rest():
    days = [date(2024, 1, 1) + timedelta(days=n) for n in range(100)]
    found = axis_of(days, [*days, AS_OF, date(2060, 1, 1)], AS_OF)
    assert found.after_share == 0.08
    planned = [date(2030 + n, 1, 1) for n in range(100)]
    assert axis_of(planned, [*planned, AS_OF], AS_OF).after_share > 0.8


def labels(axis_, width):
    return [tick["label"] for tick in ENGINE.call("ticksOf", axis_, width, 44)]


def test_ticks_are_as_fine_as_there_is_room_for():
    year = axis("2024-01-01", "2024-12-31")
    assert labels(year, 900)[:4] == ["2024", "Feb", "Mar", "Apr"]
    assert labels(year, 240) == ["2024", "Apr", "Jul", "Oct"]
    assert labels(axis("2024-02-01", "2024-02-29"), 1600)[:2] == ["1 Feb 2024", "3 Feb"]
    assert labels(axis("0001-01-01", "9999-12-31"), 900)[:3] == ["1", "500", "1000"]


@given(st.integers(60, 2000))
def test_no_two_ticks_stand_closer_than_their_labels_need(width):
    found = [tick["x"] for tick in ENGINE.call("ticksOf", TUMEN, width, 44)]
    assert found == sorted(found)
    assert all(b - a >= 44 * 0.8 for a, b in pairwise(found))


def test_the_start_of_the_crowded_years_bears_its_year():
    assert "2022" in labels(TUMEN, 900)


def test_a_range_from_the_start_of_the_axis_grows_step_by_step():
    range_ = span("1991-01-01/2021-12-31")
    seen = []
    for _ in range(3):
        range_ = ENGINE.call("stepRange", TUMEN, range_, 1)
        seen.append(iso(range_))
    assert seen == [f"1991-01-01/2022-0{n}" for n in ("1-31", "2-28", "3-31")]
    back = ENGINE.call("stepRange", TUMEN, span("1991-01-01/2022-02-28"), -1)
    assert iso(back) == "1991-01-01/2022-01-31"


def test_a_window_slides_by_whole_months_and_keeps_its_length_in_months():
    forward = ENGINE.call("stepRange", TUMEN, span("2024-02-01/2024-04-30"), 1)
    assert iso(forward) == "2024-03-01/2024-05-31"
    assert iso(ENGINE.call("stepRange", TUMEN, forward, -1)) == "2024-02-01/2024-04-30"


def test_a_window_of_days_slides_by_days():
    forward = ENGINE.call("stepRange", TUMEN, span("2024-02-05/2024-02-09"), 1)
    assert iso(forward) == "2024-02-06/2024-02-10"


@pytest.mark.parametrize(
    "start",
    ["1991-01-01/2026-12-31", "1991-01-01/2003-05-06", "2023-01-01/2023-03-31",
     "2023-01-05/2023-01-06", "2026-12-31/2026-12-31", "1995-01-01/1999-12-31"],
)  # fmt: skip
def test_play_comes_to_the_end_of_the_axis_and_stops(start):
    script = f"""(() => {{
        const axis = {dumps(TUMEN)};
        let frame = firstFrame(axis, {span(start)});
        const ends = [frame.to];
        while (frame.to < axis.last && ends.length < 6000) {{
            frame = stepRange(axis, frame, 1);
            ends.push(frame.to);
        }}
        return ends;
    }})()"""
    ends = ENGINE.run(script)
    assert ends[-1] == day("2026-12-31")
    assert all(a < b for a, b in pairwise(ends))


def test_playing_all_of_time_takes_no_longer_than_a_reader_waits():
    script = f"""(() => {{
        const axis = {dumps(TUMEN)};
        const all = {{ from: axis.first, to: axis.last }};
        let frame = firstFrame(axis, all);
        let frames = 1;
        while (frame.to < axis.last) {{ frame = stepRange(axis, frame, 1); frames++; }}
        return frames;
    }})()"""
    assert 20 < ENGINE.run(script) < 80


@pytest.mark.parametrize(
    ("side", "by", "larger", "result"),
    [
        ("from", 1, False, "2024-03-01/2024-04-30"),
        ("from", -1, False, "2024-01-01/2024-04-30"),
        ("to", 1, False, "2024-02-01/2024-05-31"),
        ("to", -1, False, "2024-02-01/2024-03-31"),
        ("from", -1, True, "2024-01-01/2024-04-30"),
        ("to", 1, True, "2024-02-01/2024-06-30"),
    ],
)
def test_a_handle_steps_by_a_unit_and_by_a_larger_one(side, by, larger, result):
    range_ = span("2024-02-01/2024-04-30")
    assert iso(ENGINE.call("stepHandle", TUMEN, range_, side, by, larger)) == result


def test_a_handle_does_not_pass_the_other_nor_leave_the_axis():
    range_ = span("2024-02-01/2024-04-30")
    held = [
        ENGINE.call("held", TUMEN, range_, "from", day("2025-01-01")),
        ENGINE.call("held", TUMEN, range_, "to", day("2023-01-01")),
        ENGINE.call("held", TUMEN, range_, "from", day("1900-01-01")),
        ENGINE.call("held", TUMEN, range_, "to", day("2100-01-01")),
    ]
    assert [iso(one) for one in held] == [
        "2024-04-30/2024-04-30",
        "2024-02-01/2024-02-01",
        "1991-01-01/2024-04-30",
        "2024-02-01/2026-12-31",
    ]


def test_a_dragged_handle_takes_whole_months_where_days_are_too_narrow_to_tell():
    near = ENGINE.call("snapped", TUMEN, day("2024-02-03"), "from", 900)
    assert near == day("2024-02-01")
    assert ENGINE.call("snapped", TUMEN, day("2024-02-27"), "to", 900) == day("2024-02-29")
    year = axis("2024-02-01", "2024-02-29")
    assert ENGINE.call("snapped", year, day("2024-02-03"), "from", 900) == day("2024-02-03")


def test_marks_that_would_cover_each_other_stand_in_rows():
    rows = ENGINE.call("packRows", [[0, 2], [1, 3], [5, 7], [5, 7], [5, 7]], 2, 1)
    assert rows[:4] == [0, 1, 0, 1]
    assert set(rows) == {0, 1}


def test_a_mark_is_as_tall_as_its_neighbours_let_it_be():
    spans = [[0, 3], [1, 4], [3.5, 6], [10, 13], [20, 23], [22, 25]]
    assert ENGINE.call("rowsAround", spans, [0, 1, 0, 0, 0, 1]) == [2, 2, 2, 1, 2, 2]
    assert ENGINE.call("rowsAround", [], []) == []


def test_no_module_takes_a_name_that_another_has_taken():
    names = [
        name
        for module in MODULES
        for name in re.findall(
            r"^(?:const|let|function\*?|class) +(\w+)",
            (JS / f"{module}.js").read_text("utf-8"),
            re.MULTILINE,
        )
    ]
    assert sorted(set(names)) == sorted(names)


def test_no_text_of_the_scripts_runs_over_a_line():
    for module in MODULES:
        for written in (JS / f"{module}.js").read_text("utf-8").splitlines():
            line = re.sub(r'"[^"]*"', "", written)
            assert line.count("`") % 2 == 0, (module, line)
            assert "/*" not in line or "*/" in line, (module, line)
