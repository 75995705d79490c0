"""Claims that exclude the editor's value are reported, others are not."""

import pytest

from geo.columns import columns_of
from geo.dates import parse_date
from geo.errors import Where
from geo.evidence import Certainty
from geo.places import PlaceKind, PlaceRow
from geo.quantities import parse_duration, parse_quantity
from maps.case.case import Case
from maps.case.rows import ClaimRow, EventRow, ServiceRow, ServiceStatus
from maps.case.settings import Settings
from maps.check.differences import OWN_WORDS, find_differences
from maps.check.survey import survey_case
from routes.journeys import LegRow
from routes.links import LinkRow, Mode

PLACES = tuple(
    PlaceRow(where=Where("places.csv", n), id=i, name=i, kind=PlaceKind.CITY, within=w)
    for n, (i, w) in enumerate(
        [("primorye", ""), ("vladivostok", "primorye"), ("vostochny", "amur"), ("amur", "")], 2
    )
)
EVENT = EventRow(
    where=Where("events.csv", 7),
    id="e22",
    title="A meeting",
    date=parse_date("2023-09-13"),
    persons=parse_quantity(">300"),
    place="vladivostok",
)
SERVICE = ServiceRow(
    where=Where("services.csv", 3), id="s1", link="l1", status=ServiceStatus.SUSPENDED
)
LINK = LinkRow(where=Where("links.csv", 2), id="l1", mode=Mode.RAIL, stops=("a", "b", "?"))
LEGS = tuple(
    LegRow(
        where=Where("journeys.csv", 1 + n),
        journey="j",
        leg=n,
        mode=Mode.RAIL,
        duration=parse_duration(">P5D"),
    )
    for n in (1, 2)
)


def differences(subject, field="", value="", certainty=None):
    claim = ClaimRow(
        where=Where("claims.csv", 4),
        id="c",
        subject=subject,
        field=field,
        value=value,
        certainty=certainty,
    )
    case = Case(
        id="c",
        settings=Settings(where=Where("case.toml")),
        places=PLACES,
        links=(LINK,),
        services=(SERVICE,),
        legs=LEGS,
        events=(EVENT,),
        claims=(claim,),
    )
    return [str(finding) for finding in find_differences(survey_case(case, (), ()))]


@pytest.mark.parametrize(
    ("subject", "field", "value"),
    [
        ("event:e22", "date", "2023-09"),
        ("event:e22", "date", "2023-09-13/2023-09-17"),
        ("event:e22", "date", "XXXX-09-13"),
        ("event:e22", "persons", "300"),
        ("event:e22", "persons", "hundreds"),
        ("event:e22", "place", "vladivostok"),
        ("event:e22", "place", "primorye"),
        ("event:e22", "title", "a  MEETING"),
        ("event:e22", "summary", "Another summary"),
        ("event:e22", "link", "l1"),
        ("event:e22", "", ""),
        ("service:s1", "status", "suspended"),
        ("service:s1", "period", "2020"),
        ("link:l1", "stops", "?>b>a"),
        ("journey:j", "duration", "~P15D"),
        ("journey:j-1", "duration", "~P15D"),
        ("event:nobody", "date", "1999"),
    ],
)
def test_a_claim_that_the_row_can_hold_beside_it_is_let_be(subject, field, value):
    assert differences(subject, field, value) == []


@pytest.mark.parametrize(
    ("subject", "field", "value", "message"),
    [
        ("event:e22", "date", "2023-10", "date of event:e22: “2023-10” here, “2023-09-13” in"),
        ("event:e22", "persons", "<200", "persons of event:e22: “<200” here, “>300” in"),
        ("event:e22", "place", "vostochny", "place of event:e22: “vostochny” here, “vladivostok”"),
        ("event:e22", "title", "A visit", "title of event:e22: “A visit” here, “A meeting” in"),
        (
            "service:s1",
            "status",
            "operating",
            "status of service:s1: “operating” here, “suspended”",
        ),
        ("link:l1", "stops", "a>c>?", "stops of link:l1: “a>c>?” here, “a>b>?” in links.csv:2"),
        ("link:l1", "stops", "a>b", "stops of link:l1: “a>b” here, “a>b>?” in links.csv:2"),
        ("journey:j-1", "duration", "P1D", "duration of journey:j-1: “P1D” here, “>P5D” in"),
    ],
)
def test_a_claim_that_excludes_the_value_of_its_row_is_a_warning(subject, field, value, message):
    (told,) = differences(subject, field, value)
    assert told.startswith(f"claims.csv:4: value: {message}")


def test_2019_about_and_a_day_of_2019_do_not_exclude_each_other():
    assert parse_date("2019~").meets(parse_date("2019-06-14"))
    assert not parse_date("2019-05").meets(parse_date("2019-06-14"))


def test_a_row_that_a_source_denies_is_a_warning():
    (told,) = differences("event:e22", certainty=Certainty.DENIED)
    assert told == (
        "claims.csv:4: subject: event:e22 (events.csv:7) is denied "
        "(the map lists both: is the row still to stand, and as certain as it says?)"
    )


def test_a_value_that_a_source_denies_is_a_warning_where_the_row_has_it():
    (told,) = differences("service:s1", "status", "suspended", Certainty.DENIED)
    assert told == (
        "claims.csv:4: value: status of service:s1: “suspended” is denied, "
        "services.csv:3 has “suspended” "
        "(the map lists both: is the row still to stand, and as certain as it says?)"
    )
    assert differences("service:s1", "status", "operating", Certainty.DENIED) == []


def test_what_a_row_says_of_its_own_writing_may_differ():
    assert {"note", "phrase", "locator", "source", "date_text"} <= OWN_WORDS
    assert "date" not in OWN_WORDS
    assert set(columns_of(EventRow)) - OWN_WORDS >= {"title", "date", "place", "persons"}
