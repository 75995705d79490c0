from datetime import date

import pytest

from geo.dates import parse_date
from geo.errors import Where
from maps.case.rows import ServiceRow, ServiceStatus
from maps.draw.status import LinkStatus, link_status

AS_OF = date(2024, 7, 7)


def service(status, period, kind="passenger"):
    return ServiceRow(
        where=Where("services.csv", 2),
        id="s",
        link="l",
        kind=kind,
        status=ServiceStatus(status),
        period=parse_date(period),
    )


def test_a_link_without_services_states_nothing():
    assert link_status([], AS_OF) is LinkStatus.UNSTATED


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([("operating", "2013/..")], "operating"),
        ([("operating", "2013/2019"), ("suspended", "2020/..")], "suspended"),
        ([("operating", "2013/2019")], "operating"),  # last known
        ([("planned", "2024-12")], "planned"),  # still to come
        ([("operating", "2024-06/.."), ("suspended", "2020/..")], "disputed"),
    ],
)
def test_the_state_is_that_of_the_row_that_holds_at_the_day(rows, expected):
    assert link_status([service(*row) for row in rows], AS_OF) == expected


def test_a_plan_contradicts_neither_what_runs_nor_what_is_suspended():
    plan = service("planned", "2024/..")
    assert link_status([plan, service("suspended", "2020/..")], AS_OF) is LinkStatus.SUSPENDED
    assert link_status([plan, service("operating", "2013/..")], AS_OF) is LinkStatus.OPERATING


def test_kinds_that_differ_are_no_dispute():
    rows = [service("operating", "2013/.."), service("suspended", "2020/..", kind="freight")]
    assert link_status(rows, AS_OF) is LinkStatus.OPERATING


def test_one_kind_disputed_makes_the_link_disputed():
    rows = [
        service("operating", "2013/..", kind="freight"),
        service("planned", "2024/.."),
        service("reported_once", "2024/.."),
        service("suspended", "2020/.."),
    ]
    assert link_status(rows, AS_OF) is LinkStatus.DISPUTED
