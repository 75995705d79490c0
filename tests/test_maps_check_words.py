"""What dates as printed name, which values exclude each other, and which words are one."""

from datetime import date

import pytest

from geo.columns import columns_of
from geo.dates import parse_date
from geo.errors import Where
from geo.evidence import Certainty
from geo.places import PlaceRow
from geo.quantities import parse_quantity
from maps.case.case import Case
from maps.case.rows import ActorRow, ClaimRow, EventRow, FlowRow, ServiceRow, SourceRow
from maps.case.settings import Settings
from maps.check.counts import find_differing_flows
from maps.check.date_words import contradiction
from maps.check.differences import find_differences
from maps.check.duplicates import find_duplicates
from maps.check.evidence import find_odd_source_dates
from maps.check.journey_order import find_legs_backwards
from maps.check.look_alikes import one_slip_apart
from maps.check.survey import survey_case
from maps.check.values import excludes
from routes.journeys import LegRow
from routes.links import Mode


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("Feb. 9–12", "2024-02-10", "2024-02-10"),
        ("on the night of 3/4 March", "2024-03-03", "2024-03-03"),
        ("30 January – 2 February", "2024-02-01", "2024-02-01"),
        ("2023/24", "2024-01-01", "2024-01-31"),
        ("25 December (7 January)", "1996-01-07", "1996-01-07"),
        ("9 and 10 June", "2024-06-10", "2024-06-10"),
        ("Friday, 14th of June, 15:30", "2024-06-14", "2024-06-14"),
        ("Mar. 2024", "2024-03-05", "2024-03-05"),
        ("in July", "2024-07-01", "2024-09-30"),
        ("June 14", "2024-06-01", "2024-06-30"),
        ("two days before June 16", "2024-06-14", "2024-06-14"),
        ("last Wednesday", "2024-06-14", "2024-06-14"),
        ("by the end of 2018", "2019-06-14", "2019-06-14"),
        ("14 juin", "2024-07-14", "2024-07-14"),
        ("14 июня 2019", "2024-07-14", "2024-07-14"),
        ("11 Hamle 2010 E.C.", "2018-07-18", "2018-07-18"),
        ("they may march", "2024-07-14", "2024-07-14"),
    ],
)
def test_a_text_that_may_mean_the_date_is_let_be(text, start, end):
    assert contradiction(text, date.fromisoformat(start), date.fromisoformat(end)) == ""


@pytest.mark.parametrize(
    ("text", "day", "other"),
    [
        ("Thursday", "2024-06-14", "another weekday"),
        ("June 15", "2024-06-14", "another day"),
        ("12 to 13", "2024-06-14", ""),
        ("3–5 June", "2024-06-14", "another day"),
        ("in July 2024", "2024-06-14", "another month"),
        ("June 14, 2023", "2024-06-14", "another year"),
        ("2022/23", "2024-06-14", "another year"),
    ],
)
def test_a_text_that_names_another_time_is_told(text, day, other):
    assert contradiction(text, date.fromisoformat(day), date.fromisoformat(day)) == other


WITHIN = {"port": "town", "town": "", "quay": "port", "hill": ""}


@pytest.mark.parametrize(
    ("record", "column", "own", "other", "differ"),
    [
        (ActorRow, "aliases", ("SR",), ("State Railways",), False),
        (ServiceRow, "operator", "Air-Koryo", "AIR KORYO", False),
        (ServiceRow, "operator", "«Air Koryo»", "Air Koryo", False),
        (ServiceRow, "operator", "Air Koryo", "Aeroflot", True),
        (PlaceRow, "lon", 130.6450, 130.6452, False),
        (PlaceRow, "lon", 130.6450, 131.6450, True),
        (PlaceRow, "country", ("RU", "KP"), ("KP",), False),
        (PlaceRow, "country", ("RU",), ("KP",), True),
        (EventRow, "place", "quay", "town", False),
        (EventRow, "place", "quay", "hill", True),
        (EventRow, "actors", ("a", "b"), ("b",), False),
        (EventRow, "actors", ("a", "b"), ("c",), True),
    ],
)
def test_values_that_say_the_same_in_other_words_do_not_exclude_each_other(
    record, column, own, other, differ
):
    assert excludes(own, other, columns_of(record)[column], WITHIN) is differ


def survey(**tables):
    return survey_case(Case(id="c", settings=Settings(where=Where("case.toml")), **tables), (), ())


def claim(n, value, certainty=None):
    where, field = Where("claims.csv", n), "persons"
    return ClaimRow(
        where=where, id=f"c{n}", subject="event:e", field=field, value=value, certainty=certainty
    )


def test_claims_that_exclude_each_other_are_told_where_the_row_leaves_it_open():
    open_row = EventRow(where=Where("events.csv", 2), id="e", title="It")
    claims = (claim(2, "10"), claim(3, "10..20"), claim(4, "15"), claim(5, "40"))
    found = list(find_differences(survey(events=(open_row,), claims=claims)))
    assert [f.where.line for f in found] == [4, 5]
    assert "“15” here, “10” in claims.csv:2" in found[0].message


def test_a_claim_that_the_row_excludes_is_told_once_and_a_plan_is_not_held_against_what_came():
    row = EventRow(where=Where("events.csv", 2), id="e", title="It", persons=parse_quantity("10"))
    claims = (claim(2, "10"), claim(3, "40"), claim(4, "50"))
    found = list(find_differences(survey(events=(row,), claims=claims)))
    assert [f.where.line for f in found] == [3, 4]
    open_row = EventRow(where=Where("events.csv", 2), id="e", title="It")
    planned = (claim(2, "10", Certainty.PLANNED), claim(3, "40"), claim(4, "9", Certainty.DENIED))
    assert list(find_differences(survey(events=(open_row,), claims=planned))) == []


def flow(n, period, value, **columns):
    columns = {"source": f"s{n}"} | columns
    return FlowRow(
        where=Where("flows.csv", n),
        id=f"f{n}",
        period=parse_date(period),
        origin="a",
        destination="b",
        value=parse_quantity(value),
        **columns,
    )


@pytest.mark.parametrize(
    ("one", "other", "told"),
    [
        (("2023", "100", {}), ("2023-Q1", "120", {}), [3]),
        (("2023-Q1", "120", {}), ("2023", "100", {}), [3]),
        (("2023", "100", {}), ("2023-Q1", "80", {}), []),
        (("2023", "100", {}), ("2023", "120", {}), [3]),
        (("2023", "~100", {}), ("2023", "120", {}), []),
        (("2023", "100", {"source": "s"}), ("2023", "120", {"source": "s"}), []),
        (("2023", "100", {"part_of": "t"}), ("2023", "120", {"part_of": "t"}), []),
        (("2023", "100", {}), ("2023", "120", {"measure": "tonnes"}), []),
        (("2023", "100", {}), ("2023", "120", {"purpose": "work"}), []),
        (("2023~", "100", {}), ("2023-Q1", "120", {}), []),
        (("2023/..", "100", {}), ("2023-Q1", "120", {}), []),
    ],
)
def test_counts_of_one_thing_are_held_against_each_other(one, other, told):
    rows = [
        flow(n, period, value, **more) for n, (period, value, more) in enumerate((one, other), 2)
    ]
    assert [f.where.line for f in find_differing_flows(survey(flows=tuple(rows)))] == told


def leg(n, number, day, alternative=""):
    return LegRow(
        where=Where("journeys.csv", n),
        journey="j",
        leg=number,
        alternative=alternative,
        mode=Mode.RAIL,
        date=parse_date(day),
    )


@pytest.mark.parametrize(
    ("legs", "told"),
    [
        (((1, "2024-06-02"), (2, "2024-06-01")), [3]),
        (((2, "2024-06-01"), (1, "2024-06-02")), [2]),
        (((1, "2024-06-02"), (2, "2024-06")), []),
        (((1, "2024-06-02~"), (2, "2024-06-01")), []),
        (((1, "XXXX-06-02"), (2, "XXXX-06-01")), []),
        (((1, "2024-06-02", "a"), (1, "2024-05-02", "b"), (2, "2024-06-01")), []),
        (((1, "2024-06-05"), (2, "2024-06-06"), (3, "2024-06-04")), [4]),
    ],
)
def test_legs_that_go_back_in_time_are_told(legs, told):
    rows = tuple(leg(n, *columns) for n, columns in enumerate(legs, 2))
    assert [f.where.line for f in find_legs_backwards(survey(legs=rows))] == told


@pytest.mark.parametrize(
    ("archive_url", "told"),
    [
        ("https://web.archive.org/web/20240610112233/https://a.example/", True),
        ("https://web.archive.org/web/20240610112233id_/https://a.example/", True),
        ("https://archive.example/2024.06.10-112233/https://a.example/", True),
        ("https://web.archive.org/web/20240614112233/https://a.example/", False),
        ("https://archive.example/AbCdE", False),
        ("https://web.archive.org/web/20240231112233/https://a.example/", False),
    ],
)
def test_a_copy_made_before_the_publication_is_told(archive_url, told):
    row = SourceRow(
        where=Where("sources.csv", 2),
        id="s",
        title="S",
        published=parse_date("2024-06-12"),
        archive_url=archive_url,
    )
    assert bool(list(find_odd_source_dates(survey(sources=(row,))))) is told


def source(n, url):
    return SourceRow(where=Where("sources.csv", n), id=f"s{n}", title=f"S{n}", url=url)


def test_two_sources_of_one_page_are_told_and_two_of_one_site_are_not():
    urls = ("https://a.example/x", "https://a.example/x/", "https://b.example", "https://b.example")
    rows = tuple(source(n, url) for n, url in enumerate(urls, 2))
    assert [f.subject for f in find_duplicates(survey(sources=rows))] == ["source:s3"]


@pytest.mark.parametrize(
    ("one", "two", "apart"),
    [
        ("Freight", "freight", True),
        ("vehicle maintenance", "vehicle-maintenance", True),
        ("turism", "tourism", True),
        ("rail", "road", False),
        ("kind 1", "kind 2", False),
        ("import", "export", False),
    ],
)
def test_words_that_one_slip_makes_two_are_told(one, two, apart):
    assert one_slip_apart(one, two) is apart
