"""The other checks, and what becomes of findings."""

import json
from datetime import date

import pytest
from shapely import LineString

from geo.dates import parse_date
from geo.errors import Finding, Level, Where
from geo.evidence import Certainty
from geo.places import PlaceKind, PlaceRow
from geo.quantities import parse_quantity
from maps.case.case import Case
from maps.case.rows import ClaimRow, EventRow, EventStatus, SourceRow
from maps.case.settings import Acknowledged, Annotation, Settings
from maps.check.acknowledged import acknowledge
from maps.check.chronology import find_told_before
from maps.check.distances import find_odd_distances
from maps.check.evidence import find_undated_sources, find_unsourced_events
from maps.check.report import as_json, as_text, fails, in_order, summary
from maps.check.rules import why_of
from maps.check.run import check_case
from maps.check.survey import survey_case
from maps.check.unused import find_unused
from routes.links import LinkRow, Mode
from routes.route import Basis, Route, RouteLeg

SETTINGS = Settings(where=Where("case.toml"))
SOURCE = SourceRow(
    where=Where("sources.csv", 2), id="s0", title="An article", published=parse_date("2024-02-13")
)


def case_of(**tables):
    return Case(**{"id": "c", "settings": SETTINGS, **tables})


def event(line=2, **columns):
    return EventRow(where=Where("events.csv", line), **{"id": f"e{line}", "title": "It", **columns})


def messages(findings):
    return [str(finding) for finding in findings]


def route(straight_m, length_m, basis=Basis.NETWORK):
    leg = RouteLeg(
        start="a",
        end="b",
        mode=Mode.RAIL,
        basis=basis,
        line=LineString([(0, 0), (1, 0)]),
        length_m=length_m,
        straight_m=straight_m,
    )
    return Route(kind="link", id="l", mode=Mode.RAIL, legs=(leg,))


def odd_distances(stated, built):
    link = LinkRow(
        where=Where("links.csv", 5),
        id="l",
        mode=Mode.RAIL,
        stops=("a", "b"),
        stated_km=parse_quantity(stated),
    )
    return messages(find_odd_distances(survey_case(case_of(links=(link,)), (), [built])))


def test_ussuriysk_is_100_km_from_vladivostok_by_rail_and_76_straight():
    assert odd_distances("~100", route(76_000, 112_000)) == []


def test_a_length_off_both_the_straight_line_and_the_way_is_a_warning():
    (told,) = odd_distances("520", route(76_000, 112_000))
    assert told == (
        "links.csv:5: stated_km: “520” km stated, 76 km in a straight line, 112 km by network "
        "(more than 15% off: are the stops the ones that the source means?)"
    )


def test_a_length_that_fits_the_straight_line_alone_is_a_warning_that_says_so():
    (told,) = odd_distances("76", route(76_000, 112_000))
    assert told == (
        "links.csv:5: stated_km: “76” km stated, 76 km in a straight line, 112 km by network "
        "(more than 15% off the way: does the source mean the straight line?)"
    )


@pytest.mark.parametrize("stated", ["112", "97", "128", ">90", "~90", "60..100"])
def test_fifteen_percent_either_way_is_let_pass(stated):
    assert odd_distances(stated, route(76_000, 112_000)) == []


def test_where_no_way_is_known_twice_the_straight_line_is_let_pass():
    schematic = route(100_000, None, Basis.SCHEMATIC)
    assert odd_distances("180", schematic) == []
    (told,) = odd_distances("50", schematic)
    assert told == (
        "links.csv:5: stated_km: “50” km stated, 100 km in a straight line "
        "(more than 15% off: are the stops the ones that the source means?)"
    )


def test_a_link_without_a_stated_or_a_measured_length_is_let_be():
    assert odd_distances("520", route(None, None, Basis.UNKNOWN)) == []


def test_an_event_without_any_source_is_a_warning_and_a_draft_a_note():
    rows = (event(2), event(3, status=EventStatus.DRAFT), event(4, source="s0"), event(5))
    claim = ClaimRow(where=Where("claims.csv", 2), id="c", subject="event:e5", source="s0")
    found = list(find_unsourced_events(survey_case(case_of(events=rows, claims=(claim,)), (), ())))
    assert [(f.where.line, f.level) for f in found] == [(2, Level.WARNING), (3, Level.NOTE)]
    assert str(found[0]) == (
        "events.csv:2: source: no source for “It” "
        "(name one in this column, or in a claim about the event)"
    )


def test_an_undated_source_is_a_note():
    undated = SourceRow(where=Where("sources.csv", 3), id="s1", title="A page")
    (found,) = find_undated_sources(survey_case(case_of(sources=(SOURCE, undated)), (), ()))
    assert (found.level, found.subject) == (Level.NOTE, "source:s1")


@pytest.mark.parametrize(
    ("columns", "told"),
    [
        ({"date": parse_date("2024-02-14")}, True),
        ({"date": parse_date("2024-02-13")}, False),
        ({"date": parse_date("2024-02")}, False),
        ({"date": parse_date("2024-03~")}, False),
        ({"date": parse_date("2024-07"), "certainty": Certainty.PLANNED}, False),
        ({"date": parse_date("2024-07"), "certainty": Certainty.OFFICIAL}, True),
        ({"date": parse_date("XXXX-03-09")}, False),
        ({}, False),
    ],
)
def test_what_lies_after_its_source_is_a_warning_unless_planned(columns, told):
    case = case_of(sources=(SOURCE,), events=(event(source="s0", **columns),))
    assert bool(list(find_told_before(survey_case(case, (), ())))) is told


def test_places_and_sources_that_nothing_refers_to_are_notes():
    rows = [
        PlaceRow(where=Where("places.csv", n), id=i, name=i, kind=PlaceKind.CITY, within=w)
        for n, (i, w) in enumerate(
            [
                ("country", ""),
                ("city", "country"),
                ("stop", ""),
                ("said", ""),
                ("at", ""),
                ("no", ""),
            ],
            2,
        )
    ]
    link = LinkRow(where=Where("links.csv", 2), id="l", mode=Mode.RAIL, stops=("stop", "?"))
    claim = ClaimRow(
        where=Where("claims.csv", 2), id="c", subject="event:e2", field="place", value="said"
    )
    settings = Settings(where=Where("case.toml"), annotations=(Annotation(text="!", at="at"),))
    case = case_of(
        settings=settings,
        sources=(SOURCE,),
        places=tuple(rows),
        links=(link,),
        events=(event(place="city"),),
        claims=(claim,),
    )
    assert messages(find_unused(survey_case(case, (), ()))) == [
        (
            "places.csv:7: id: no row refers to this place "
            "(take it out, or name it in the row that speaks of it)"
        ),
        (
            "sources.csv:2: id: no row refers to this source "
            "(take it out, or name it in the source of what rests on it)"
        ),
        (
            "links.csv:2: id: no source, service, event or journey speaks of this link "
            "(take it out, or name its source)"
        ),
    ]


def warning(rule="sums", subject="flow:q3", line=2, level=Level.WARNING):
    return Finding(Where("flows.csv", line), "value", "odd", "help", level, rule, subject)


def test_an_answered_finding_becomes_a_note_with_the_reason():
    answers = (Acknowledged(finding="sums:flow:q3", reason="as printed"),)
    answered, other = acknowledge([warning(), warning(subject="flow:q4")], answers, SETTINGS.where)
    assert (answered.level, answered.help) == (Level.NOTE, "acknowledged: as printed")
    assert other.level is Level.WARNING


def test_a_rule_alone_answers_all_its_findings():
    answers = (Acknowledged(finding="sums", reason="as printed"),)
    found = list(acknowledge([warning(), warning(subject="flow:q4")], answers, SETTINGS.where))
    assert {finding.level for finding in found} == {Level.NOTE}


def test_an_error_cannot_be_answered():
    answers = (Acknowledged(finding="sums", reason="no"),)
    error, unanswered = acknowledge([warning(level=Level.ERROR)], answers, SETTINGS.where)
    assert error.level is Level.ERROR
    assert str(unanswered) == (
        "case.toml: acknowledged: “sums” is acknowledged but not found (take it out of case.toml)"
    )
    assert unanswered.level is Level.NOTE


def test_findings_stand_by_level_then_in_the_order_of_the_contract():
    places = Finding(Where("places.csv", 9), "id", "a", level=Level.WARNING)
    sheet = Finding(Where("case.xlsx[sources]", 4), "id", "b", level=Level.WARNING)
    error = Finding(Where("events.csv", 1), "id", "c")
    note = Finding(Where("case.toml"), "", "d", level=Level.NOTE)
    assert in_order([note, places, sheet, error]) == [error, sheet, places, note]


def test_text_and_json_say_the_same():
    (line,) = as_text([warning()])
    assert line == "warning: flows.csv:2: value: odd (help) [sums:flow:q3]"
    assert json.loads(as_json([warning()])) == [
        {
            "level": "warning",
            "file": "flows.csv",
            "line": 2,
            "column": "value",
            "message": "odd",
            "help": "help",
            "rule": "sums",
            "subject": "flow:q3",
            "why": why_of("sums"),
            "acknowledge": '[[acknowledged]]\nfinding = "sums:flow:q3"\nreason = ""',
        }
    ]


def test_a_message_stays_on_one_line_whatever_a_case_says():
    odd = Finding(Where("events.csv", 2), "title", "“a\nb\u202ec”", rule="x", subject="event:\r")
    (line,) = as_text([odd])
    assert line == "error: events.csv:2: title: “a\\u000ab\\u202ec” [x:event:\\u000d]"


def test_errors_fail_a_check_and_warnings_only_a_strict_one():
    assert fails([warning(level=Level.ERROR)], strict=False)
    assert not fails([warning()], strict=False)
    assert fails([warning()], strict=True)
    assert not fails([warning(level=Level.NOTE)], strict=True)


def test_a_summary_counts_by_level():
    assert summary([]) == "nothing found"
    assert summary([warning(), warning(level=Level.NOTE), warning(level=Level.NOTE)]) == (
        "1 warning, 2 notes"
    )


def test_what_the_reader_noticed_is_among_the_findings():
    noticed = Finding(Where("places.csv"), "", "no rows", level=Level.WARNING, rule="table-empty")
    assert check_case(case_of(warnings=(noticed,)), (), ()) == [noticed]


def test_the_clock_plays_no_part():
    far = event(date=parse_date(f"{date.max.year}"), source="s0", certainty=Certainty.PLANNED)
    assert (
        list(find_told_before(survey_case(case_of(sources=(SOURCE,), events=(far,)), (), ()))) == []
    )
