"""Links and legs become routes: by mode, by drawn geometry, unknown, or an error with its row."""

from dataclasses import replace
from functools import cache
from itertools import count

import numpy as np
import pytest
from shapely.geometry import LineString, MultiLineString, Point

from geo.coords import LonLat
from geo.errors import CaseError, Where
from geo.places import Place, PlaceKind, PlaceRow, PositionBasis
from routes.build import build_routes
from routes.journeys import LegRow
from routes.links import LinkRow, Mode
from routes.network import Networks, network_of, read_rail_network
from routes.route import Basis

LINES = count(2)


def place(name, at=None, kind=PlaceKind.STATION, radius_km=0.0, country=""):
    row = PlaceRow(where=Where("places.csv", 2), id=name, name=name.title(), kind=kind)
    basis = PositionBasis.STATED if at else PositionBasis.NONE
    return Place(
        row=row,
        position=LonLat(*at) if at else None,
        basis=basis,
        radius_km=radius_km,
        country=country,
    )


PLACES = {
    p.id: p
    for p in (
        place("khasan", (130.64492, 42.43006), country="RU"),
        place("tumangang", (130.6081, 42.4214)),
        place("rajin", (130.297, 42.249)),
        place("ussuriysk", (131.976, 43.797)),
        place("vladivostok", (131.882, 43.111)),
        place("pyongyang", (125.739, 39.005), PlaceKind.CITY),
        place("seoul", (126.971, 37.555), PlaceKind.CITY),
        place("tokyo", (139.767, 35.681), PlaceKind.CITY),
        place("suva", (178.44, -18.14), PlaceKind.CITY),
        place("apia", (-171.76, -13.83), PlaceKind.CITY),
        place("honolulu", (-157.86, 21.31), PlaceKind.CITY),
        place("twin", (131.882, 43.111)),
        place("nowhere", kind=PlaceKind.RIVER),
        place("siberia", (100.0, 60.0), PlaceKind.REGION, 2000),
    )
}


@cache
def rail():
    return read_rail_network()


def unread():
    pytest.fail("a network was read that no link needs")


UNREAD = Networks(rail=unread, coast=unread)


def link(stops, mode=Mode.RAIL, **columns):
    row = {"where": Where("links.csv", next(LINES)), "id": "l1", "mode": mode}
    return LinkRow(**row, stops=tuple(stops.split(">")), **columns)


def leg(from_, to, mode=Mode.RAIL, **columns):
    row = {"where": Where("journeys.csv", next(LINES)), "journey": "j", "leg": 1, "mode": mode}
    return LegRow(**row, from_=from_, to=to, **columns)


def routes_of(links, legs=(), geometries=None):
    networks = Networks(rail=rail, coast=unread)
    return build_routes(links, legs, PLACES, networks, geometries or {})


def only(*args, **kwargs):
    (route,) = routes_of(*args, **kwargs)
    return route


def findings_of(*args, **kwargs):
    with pytest.raises(CaseError) as caught:
        routes_of(*args, **kwargs)
    return caught.value.findings


def test_nothing_gives_no_routes_and_reads_no_network():
    assert build_routes([], [], PLACES, UNREAD, {}) == []


def test_a_link_has_one_leg_for_each_stretch():
    route = only([link("rajin>khasan>vladivostok>ussuriysk")])
    assert (route.kind, route.id, route.basis) == ("link", "l1", Basis.NETWORK)
    ends = [(part.start, part.end) for part in route.legs]
    assert ends == [("rajin", "khasan"), ("khasan", "vladivostok"), ("vladivostok", "ussuriysk")]
    assert route.length_m == pytest.approx(sum(part.length_m for part in route.legs))
    assert route.straight_m == pytest.approx(233_000, rel=0.1)


def test_a_stretch_beside_an_unstated_stop_draws_no_line():
    route = only([link("?>khasan>vladivostok>?")])
    assert [part.line is None for part in route.legs] == [True, False, True]
    assert [part.basis for part in route.legs] == [Basis.UNKNOWN, Basis.NETWORK, Basis.UNKNOWN]
    assert (route.legs[0].start, route.legs[0].end) == ("", "khasan")
    assert "not stated" in route.legs[0].note


def test_a_link_without_any_known_stretch_reads_no_network():
    (route,) = build_routes([link("?>khasan>?")], [], PLACES, UNREAD, {})
    assert not route.drawn


def test_a_stop_without_position_draws_no_line_and_says_so():
    (route,) = build_routes([link("khasan>nowhere")], [], PLACES, UNREAD, {})
    assert not route.drawn
    assert route.straight_m is None
    assert "no position" in route.legs[0].note


def test_a_wide_area_at_an_end_is_an_anchor_of_unknown_basis():
    (route,) = build_routes([link("vladivostok>siberia")], [], PLACES, UNREAD, {})
    assert route.basis is Basis.UNKNOWN
    assert route.length_m is None
    assert "wide area" in route.legs[0].note


@pytest.mark.parametrize("mode", [Mode.ROAD, Mode.FOOT])
def test_road_and_foot_are_schematic_and_say_so(mode):
    (route,) = build_routes([link("khasan>rajin", mode)], [], PLACES, UNREAD, {})
    assert route.basis is Basis.SCHEMATIC
    assert route.length_m is None
    assert route.legs[0].note.startswith("Straight line")


def test_an_unknown_mode_is_of_unknown_basis():
    (route,) = build_routes([link("khasan>rajin", Mode.UNKNOWN)], [], PLACES, UNREAD, {})
    assert route.basis is Basis.UNKNOWN
    assert route.length_m is None


def test_a_flight_across_the_antimeridian_by_a_place_runs_on():
    row = link("suva>honolulu", Mode.AIR, via=("apia",))
    (route,) = build_routes([row], [], PLACES, UNREAD, {})
    lonlats = np.asarray(route.legs[0].line.coords)
    assert np.abs(np.diff(lonlats[:, 0])).max() < 2
    assert lonlats[-1, 0] == pytest.approx(202.14)
    assert np.abs(lonlats - [188.24, -13.83]).sum(axis=1).min() < 1e-6
    assert route.length_m > route.straight_m


def test_geometry_none_is_listed_and_never_drawn():
    row = link("khasan>rajin", geometry="none")
    (route,) = build_routes([row], [], PLACES, UNREAD, {})
    assert not route.drawn
    assert route.straight_m == pytest.approx(35_000, rel=0.03)


def test_geometry_straight_is_schematic_for_any_mode():
    for mode in Mode:
        row = link("khasan>rajin", mode, geometry="straight")
        (route,) = build_routes([row], [], PLACES, UNREAD, {})
        assert route.basis is (Basis.UNKNOWN if mode is Mode.UNKNOWN else Basis.SCHEMATIC)


def test_via_goes_to_the_stretch_that_it_lies_on():
    row = link("ussuriysk>vladivostok>rajin", via=("khasan",))
    first, second = only([row]).legs
    assert first.length_m == pytest.approx(112_000, rel=0.03)
    assert second.length_m == pytest.approx(370_000, rel=0.03)


def test_a_long_line_passes_many_places_each_on_its_own_stretch():
    row_of = [place(f"p{n}", (n, n % 2 / 2)) for n in range(49)]
    places = {one.id: one for one in row_of}
    stops = ">".join(list(places)[::2])
    row = link(stops, Mode.AIR, via=tuple(places)[1::2])
    (route,) = build_routes([row], [], places, UNREAD, {})
    assert len(route.legs) == 24
    assert all(leg.length_m > 1.1 * leg.straight_m for leg in route.legs)


DRAWN = LineString([(130.65, 42.43), (130.9, 42.7), (131.5, 43.4), (131.9, 43.1)])


@pytest.mark.parametrize("line", [DRAWN, DRAWN.reverse()])
def test_a_drawn_line_is_laid_along_the_stops_whichever_way_it_was_drawn(line):
    row = link("khasan>vladivostok", geometry="a.geojson#x")
    route = only([row], geometries={"a.geojson#x": line})
    assert route.basis is Basis.DRAWN
    assert route.legs[0].line.coords[0] == pytest.approx((130.65, 42.43))
    assert route.legs[0].snap_m == pytest.approx((420, 1900), rel=0.1)


def test_a_drawn_line_is_cut_at_the_stops_between():
    row = link("khasan>ussuriysk>vladivostok", Mode.ROAD, geometry="a#x")
    line = LineString([(130.645, 42.43), (131.97, 43.79), (131.88, 43.11)])
    first, second = only([row], geometries={"a#x": line}).legs
    assert first.line.coords[-1] == pytest.approx(second.line.coords[0])
    assert first.line.coords[-1] == pytest.approx((131.97, 43.79), abs=0.01)


def test_a_drawn_line_that_was_cut_at_the_antimeridian_is_one_line():
    parts = MultiLineString([[(178.44, -18.14), (180, -16)], [(-180, -16), (-171.76, -13.83)]])
    row = link("suva>apia", Mode.FERRY, geometry="a#x")
    route = only([row], geometries={"a#x": parts})
    assert np.asarray(route.legs[0].line.coords)[-1] == pytest.approx((188.24, -13.83))


@pytest.mark.parametrize(
    ("geometry", "problem"),
    [
        (Point(130, 42), "the geometry is a Point, not one line"),
        (MultiLineString([[(0, 0), (1, 1)], [(5, 5), (6, 6)]]), "not one line"),
        (LineString([(130.645, 42.43), (130.645, 42.9)]), "km off “Vladivostok”"),
    ],
)
def test_a_drawn_geometry_that_does_not_fit_is_an_error(geometry, problem):
    row = link("khasan>vladivostok", geometry="a#x")
    (finding,) = findings_of([row], geometries={"a#x": geometry})
    assert finding.column == "geometry"
    assert problem in finding.message


def test_a_drawn_line_whose_stops_are_in_another_order_is_an_error():
    row = link("khasan>rajin>ussuriysk>vladivostok", Mode.ROAD, geometry="a#x")
    coords = [PLACES[n].position for n in ("khasan", "ussuriysk", "rajin", "vladivostok")]
    (finding,) = findings_of([row], geometries={"a#x": LineString(coords)})
    assert "does not pass “Rajin” before “Ussuriysk”" in finding.message


def test_a_geometry_that_the_case_does_not_have_is_an_error_that_lists_what_there_is():
    row = link("khasan>vladivostok", geometry="a#y")
    (finding,) = findings_of([row], geometries={"a#x": DRAWN})
    assert str(finding).endswith("l1: “a#y” is no geometry of the case (there are: a#x)")


def test_a_leg_shares_the_part_of_its_links_line_between_its_stops():
    row = link("rajin>khasan>vladivostok")
    whole, part, back = routes_of(
        [row],
        [
            leg("khasan", "vladivostok", link="l1"),
            leg("vladivostok", "rajin", link="l1", alternative="b"),
        ],
    )
    assert part.legs == whole.legs[1:]
    assert (part.kind, part.id, part.journey, part.link) == ("leg", "j-1", "j", "l1")
    assert [(p.start, p.end) for p in back.legs] == [("vladivostok", "khasan"), ("khasan", "rajin")]
    assert back.length_m == pytest.approx(whole.length_m)
    assert back.legs[0].line.equals_exact(whole.legs[1].line.reverse(), 1e-12)
    assert back.legs[0].snap_m == whole.legs[1].snap_m[::-1]


def test_a_leg_that_leaves_its_links_stops_is_built_for_its_own_mode():
    _, own = routes_of([link("rajin>khasan")], [leg("rajin", "ussuriysk", link="l1")])
    assert own.basis is Basis.NETWORK
    assert own.length_m == pytest.approx(306_000, rel=0.03)


def test_a_leg_of_another_mode_than_its_link_says_that_it_does_not_use_its_line():
    _, own = routes_of([link("rajin>khasan")], [leg("rajin", "khasan", Mode.ROAD, link="l1")])
    assert own.basis is Basis.SCHEMATIC
    assert "another mode" in own.legs[0].note


def test_a_leg_of_unknown_mode_or_end_is_never_a_plain_line():
    legs = [
        leg("rajin", "khasan", Mode.UNKNOWN, link="l1"),
        leg("rajin", "", link="l1"),
        leg("", "", Mode.AIR),
    ]
    _, mode, end, ends = routes_of([link("rajin>khasan")], legs)
    assert [route.basis for route in (mode, end, ends)] == [Basis.UNKNOWN] * 3
    assert (mode.drawn, end.drawn, ends.drawn) == (True, False, False)
    assert (ends.legs[0].start, ends.legs[0].end) == ("", "")


def test_a_stretch_of_no_length_is_an_error_of_its_row():
    findings = findings_of(
        [link("khasan>khasan"), replace(link("vladivostok>twin"), id="l2")],
        [leg("rajin", "rajin", Mode.UNKNOWN)],
    )
    assert [finding.column for finding in findings] == ["to", "stops", "stops"]
    assert "to itself" in findings[1].message
    assert "the same position" in findings[2].message


def test_all_faults_of_a_case_are_raised_at_once_with_file_line_and_help():
    rows = [
        link("tokyo>seoul"),
        replace(link("vladivostok>honolulu"), id="l2"),
        replace(link("suva>apia", Mode.AIR, avoid=("CN",)), id="l3"),
        replace(link("rajin>khasan", via=("nowhere",)), id="l4"),
        replace(link("rajin>khasan", avoid=("RU",)), id="l5"),
    ]
    findings = findings_of(rows)
    assert [finding.column for finding in findings] == ["stops", "stops", "avoid", "via", "avoid"]
    assert [finding.where.line for finding in findings] == [row.where.line for row in rows]
    assert str(findings[0]).startswith(
        f"links.csv:{rows[0].where.line}: stops: l1: from “Tokyo” to “Seoul”: the rail network has"
        " no way (the nearest point with a way to “Tokyo” is "
    )
    assert findings[-1].message == "l5: “khasan” lies in RU, which it is to avoid"
    assert findings[0].subject == "link:l1"
    assert all(finding.help for finding in findings)


def test_a_leg_on_a_broken_link_is_not_blamed_as_well():
    findings = findings_of([link("tokyo>seoul")], [leg("tokyo", "seoul", link="l1")])
    assert [finding.where.file for finding in findings] == ["links.csv"]


def test_a_network_of_the_caller_is_used():
    at = PLACES["khasan"].position, PLACES["rajin"].position
    own = network_of([tuple(p) for p in at], [(0, 1, 54_000.0)], "rail")
    networks = Networks(rail=lambda: own, coast=unread)
    (route,) = build_routes([link("khasan>rajin")], [], PLACES, networks, {})
    assert route.length_m == 54_000
    assert route.legs[0].generalised_m == 54_000
