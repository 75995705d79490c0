from datetime import date

import pytest

from geo.dates import NO_DATE, parse_date
from geo.errors import Where
from maps.case.case import Case
from maps.case.dates import last_day
from maps.case.rows import EventRow, SourceRow
from maps.case.settings import Settings

HERE = Where("x.csv", 2)


@pytest.mark.parametrize(
    ("as_of", "published", "happened", "expected"),
    [
        ("2024-06", "2024-07-07", "2025-01-01", date(2024, 6, 30)),
        ("2024-06/..", "2024-07-07", "2025-01-01", date.max),
        ("", "2024-07-07", "2025-01-01", date(2024, 7, 7)),
        ("", "XXXX-07-07", "2025-01", date(2025, 1, 31)),
        ("", "", "2025-03-01/..", date(2025, 3, 1)),
        ("", "", "", date.max),
    ],
)
def test_a_case_speaks_up_to_as_of_else_its_newest_source_else_its_newest_event(
    as_of, published, happened, expected
):
    case = Case(
        id="case",
        settings=Settings(where=HERE, as_of=day(as_of)),
        sources=(SourceRow(where=HERE, id="s", title="t", published=day(published)),),
        events=(EventRow(where=HERE, id="e", title="t", date=day(happened)),),
    )
    assert last_day(case) == expected


def day(text):
    return parse_date(text) if text else NO_DATE
