"""Checks of what is stated about ways, and of the ways themselves."""

from dataclasses import replace

import pytest
from shapely import LineString
from typer.testing import CliRunner

from geo.coords import GEOD
from geo.errors import Where
from geo.evidence import Certainty
from geo.quantities import parse_duration, parse_quantity
from maps.case.case import Case
from maps.case.rows import ClaimRow
from maps.case.settings import Settings
from maps.check.detours import find_detours
from maps.check.distances import find_odd_distances
from maps.check.speeds import find_odd_speeds
from maps.check.survey import survey_case
from maps.cli import app
from routes.journeys import LegRow
from routes.links import LinkRow, Mode
from routes.route import Basis, Route, RouteLeg

SETTINGS = Settings(where=Where("case.toml"))
LINK = LinkRow(where=Where("links.csv", 5), id="l", mode=Mode.RAIL, stops=("a", "b"))
LEG = LegRow(where=Where("journeys.csv", 3), journey="j", leg=1, mode=Mode.RAIL, from_="a", to="b")
#: A way that goes north and comes back: about 111 km straight, 555 km along.
ROUND = LineString([(10.0, 0.0), (10.5, 2.0), (11.0, 0.0)])


def stretch(line=ROUND, basis=Basis.NETWORK, **columns):
    lonlats = list(line.coords)
    values = {
        "start": "a",
        "end": "b",
        "mode": Mode.RAIL,
        "basis": basis,
        "line": line,
        "length_m": GEOD.geometry_length(line),
        "straight_m": GEOD.inv(*lonlats[0], *lonlats[-1])[2],
    }
    return RouteLeg(**(values | columns))


def link_route(*legs):
    return Route(kind="link", id="l", mode=Mode.RAIL, legs=legs or (stretch(),))


def told(check, routes, **tables):
    case = Case(id="c", settings=SETTINGS, **({"links": (LINK,)} | tables))
    return [str(finding) for finding in check(survey_case(case, (), routes))]


def claim(value, certainty=None, line=4):
    return ClaimRow(
        where=Where("claims.csv", line),
        id=f"c{line}",
        subject="link:l",
        field="stated_km",
        value=value,
        certainty=certainty,
    )


def test_a_claim_that_is_off_the_way_is_told_at_the_claim():
    link = replace(LINK, stated_km=parse_quantity("460"))
    claims = (claim("700"), claim("455", line=5), claim("900", Certainty.DENIED, line=6))
    (found,) = told(find_odd_distances, [link_route()], links=(link,), claims=claims)
    assert found == (
        "claims.csv:4: value: “700” km stated, 111 km in a straight line, 456 km by network "
        "(more than 15% off: are the stops the ones that the source means?)"
    )


def test_a_flight_is_held_against_the_geodesic_and_a_ferry_against_the_water():
    link = replace(LINK, stated_km=parse_quantity("300"))
    flight = link_route(stretch(basis=Basis.GEODESIC, length_m=111_319.5))
    (found,) = told(find_odd_distances, [flight], links=(link,))
    assert "“300” km stated, 111 km in a straight line (more than" in found
    ferry = link_route(stretch(basis=Basis.WATER, length_m=200_000.0))
    (found,) = told(find_odd_distances, [ferry], links=(link,))
    assert "111 km in a straight line, 200 km by water (" in found


def test_a_way_far_round_is_told_with_the_point_where_it_is_farthest_out():
    (found,) = told(find_detours, [link_route()])
    assert found == (
        "links.csv:5: stops: “a” to “b”: 456 km by network, 111 km in a straight line: it leads "
        "round by 10.500,2.000 (lon,lat) (are they the right stops?)"
    )


def test_a_way_that_misses_its_end_by_little_is_told_where():
    hook = LineString([(10.0, 0.0), (10.9, 0.0), (10.9, 2.5), (11.0, 2.5), (11.0, 0.0)])
    (found,) = told(find_detours, [link_route(stretch(hook))])
    assert "it leads round by 11.000,2.500" in found
    assert found.endswith(
        "(at 10.900,0.000 (lon,lat) it is 11 km from “b”, along the way 564 km: is a line missing "
        "there?)"
    )
    (back,) = told(find_detours, [link_route(stretch(hook.reverse()))])
    assert "at 10.900,0.000 (lon,lat) it is 11 km from “a”" in back


@pytest.mark.parametrize(
    ("link", "leg", "cause"),
    [
        ({"via": ("c", "d")}, {}, "it is to pass c, d"),
        ({"avoid": ("CN",)}, {}, "it is to keep out of CN"),
        ({}, {"snap_m": (9_000.0, 100.0)}, "“a” is 9.0 km from the line: are they the right"),
        ({}, {"basis": Basis.WATER, "snap_m": (9_000.0, 0.0)}, "are they the right stops?"),
    ],
)
def test_the_cause_of_a_way_far_round_is_what_was_asked_for(link, leg, cause):
    (found,) = told(find_detours, [link_route(stretch(**leg))], links=(replace(LINK, **link),))
    assert f"({cause}" in found


def test_a_way_shorter_than_a_straight_line_is_told_unless_its_stops_are_off_the_line():
    short = stretch(length_m=80_000.0)
    (found,) = told(find_detours, [link_route(short)])
    assert found == (
        "links.csv:5: stops: “a” to “b”: 80 km by network, 111 km in a straight line: shorter than "
        "that (a way cannot be shorter: are the lengths of the network in metres?)"
    )
    assert told(find_detours, [link_route(replace(short, snap_m=(20_000.0, 12_000.0)))]) == []


def test_short_ways_round_and_lines_that_follow_nothing_are_let_be():
    bridge = stretch(length_m=12_000.0, straight_m=2_000.0)
    flight = stretch(basis=Basis.GEODESIC)
    road = stretch(basis=Basis.SCHEMATIC, length_m=None)
    assert told(find_detours, [link_route(bridge, flight, road)]) == []


def test_a_leg_of_a_journey_is_told_only_where_it_has_a_line_of_its_own():
    own = Route(kind="leg", id="j-1", mode=Mode.RAIL, legs=(stretch(),), journey="j")
    (found,) = told(find_detours, [own], links=(), legs=(LEG,))
    assert found.startswith("journeys.csv:3: to: “a” to “b”: 456 km by network")
    back = stretch(line=ROUND.reverse(), start="b", end="a")
    shared = replace(own, legs=(back,), link="l")
    assert len(told(find_detours, [link_route(), shared], legs=(LEG,))) == 1


@pytest.mark.parametrize(
    ("mode", "duration", "is_told"),
    [
        (Mode.RAIL, "PT10M", True),
        (Mode.RAIL, "PT1H", False),
        (Mode.RAIL, "<PT15M", True),
        (Mode.RAIL, ">PT1M", False),
        (Mode.FOOT, "P1D", False),
        (Mode.FOOT, "PT5H", True),
        (Mode.FERRY, "PT1H", True),
        (Mode.AIR, "PT10M", False),
        (Mode.AIR, "PT5M", True),
    ],
)
def test_nobody_goes_faster_than_the_mode_goes(mode, duration, is_told):
    leg = replace(LEG, mode=mode, duration=parse_duration(duration))
    route = Route(kind="leg", id="j-1", mode=mode, legs=(stretch(),), journey="j")
    found = told(find_odd_speeds, [route], legs=(leg,))
    assert bool(found) == is_told
    if mode is Mode.RAIL and is_told and duration == "PT10M":
        (line,) = found
        assert line == (
            "journeys.csv:3: duration: “PT10M” for 111 km in a straight line: 668 km/h "
            "(none goes faster than 350 km/h by rail)"
        )


def test_leg_without_a_duration_or_a_known_way_has_no_speed():
    route = Route(
        kind="leg", id="j-1", mode=Mode.RAIL, legs=(stretch(straight_m=None),), journey="j"
    )
    timed = replace(LEG, duration=parse_duration("PT1M"))
    assert told(find_odd_speeds, [route], legs=(timed,)) == []
    assert told(find_odd_speeds, [link_route()], legs=(LEG,)) == []


def test_check_tells_all_of_it_about_a_case_on_real_tracks(tmp_path):
    (tmp_path / "places.csv").write_text(
        "id,name,kind,country,lon,lat\n"
        "ussuriysk,Ussuriysk,city,RU,131.976,43.797\n"
        "vladivostok,Vladivostok,city,RU,131.882,43.111\n"
        "harbin,Harbin,city,CN,126.63,45.76\n"
        "chita,Chita,city,RU,113.50,52.03\n"
        "rajin,Rajin,city,KP,130.297,42.249\n",
        encoding="utf-8",
    )
    (tmp_path / "links.csv").write_text(
        "id,mode,stops,via,stated_km\n"
        "right,rail,ussuriysk>vladivostok,,112\n"
        "wrong,rail,ussuriysk>vladivostok,,75\n"
        "round,rail,ussuriysk>vladivostok,chita,\n"
        "flight,air,harbin>rajin,,900\n",
        encoding="utf-8",
    )
    (tmp_path / "journeys.csv").write_text(
        "journey,leg,from,to,mode,duration\nj,1,harbin,vladivostok,rail,PT1H\n", encoding="utf-8"
    )
    result = CliRunner().invoke(app, ["check", str(tmp_path)], prog_name="waybook")
    assert result.exit_code == 0
    rules = ("distance", "detour", "speed")
    lines = [
        line for line in result.stdout.splitlines() if any(f" [{rule}:" in line for rule in rules)
    ]
    shown = [line.rpartition(" [")[2].rstrip("]") for line in lines]
    assert shown == [
        "distance:link:wrong",
        "detour:link:round",
        "distance:link:flight",
        "speed:journey:j",
    ]
    assert "does the source mean the straight line?" in lines[0]
    assert "it is to pass Chita" in lines[1]
