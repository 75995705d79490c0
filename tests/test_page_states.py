"""The state of a link at a day: the script's rule is the program's."""

from datetime import date, timedelta
from itertools import pairwise
from json import dumps

from hypothesis import given
from hypothesis import strategies as st
from script_engine import Engine

from geo.dates import FuzzyDate, Precision, parse_date
from geo.errors import Where
from maps.case.rows import ServiceRow, ServiceStatus
from maps.draw.status import LinkStatus, link_status

ENGINE = Engine("time")

STATUSES = st.sampled_from(list(ServiceStatus))
DAYS = st.dates(min_value=date(2019, 1, 1), max_value=date(2021, 1, 1))


@st.composite
def services(draw):
    first, last = draw(st.none() | DAYS), draw(st.none() | DAYS)
    if first and last and first > last:
        first, last = last, first
    return ServiceRow(
        where=Where("services.csv", 2),
        id="s",
        link="l",
        kind=draw(st.sampled_from(["passenger", "freight", ""])),
        status=draw(STATUSES),
        period=FuzzyDate("x", first, last, Precision.RANGE),
    )


def spans_of(rows):
    given_ = [
        [r.kind, r.status, *(d.isoformat() if d else None for d in (r.period.start, r.period.end))]
        for r in rows
    ]
    return f"{dumps(given_)}.map(serviceSpan)"


@given(st.lists(services(), max_size=6), DAYS)
def test_a_link_has_the_state_that_the_program_gives_it_at_any_day(rows, when):
    found = ENGINE.run(f"linkStatus({spans_of(rows)}, {when.toordinal()})")
    assert found["status"] == link_status(rows, when)
    assert bool(found["claims"]) == (found["status"] == "disputed")


@given(st.lists(services(), max_size=5), DAYS, st.integers(0, 900))
def test_the_states_over_a_range_are_those_of_each_of_its_days(rows, first, days):
    last = first + timedelta(days=days)
    range_ = {"from": first.toordinal(), "to": last.toordinal()}
    spans = ENGINE.run(f"statusOver({spans_of(rows)}, {range_})")
    assert spans[0]["from"] == range_["from"]
    assert spans[-1]["to"] == range_["to"]
    for one, other in pairwise(spans):
        assert other["from"] == one["to"] + 1
    for one in spans:
        for ordinal in {one["from"], one["to"], (one["from"] + one["to"]) // 2}:
            assert link_status(rows, date.fromordinal(ordinal)) == one["status"]


def test_the_order_of_states_is_that_of_the_program():
    assert ENGINE.run("STATUSES") == list(LinkStatus)


def test_a_state_is_known_now_or_from_before_or_only_to_come():
    row = ServiceRow(
        where=Where("services.csv", 2),
        id="s",
        link="l",
        kind="",
        status=ServiceStatus.OPERATING,
        period=parse_date("2013/2019"),
    )
    for when, known in (("2012-12-31", "next"), ("2013-01-01", "now"), ("2020-01-01", "last")):
        found = ENGINE.run(f"linkStatus({spans_of([row])}, {date.fromisoformat(when).toordinal()})")
        assert (found["status"], found["known"]) == ("operating", known)
