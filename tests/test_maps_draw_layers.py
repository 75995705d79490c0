from dataclasses import replace
from datetime import date

import pytest
from pyproj import Geod
from shapely.geometry import LineString

from geo.coords import Bbox, LonLat
from geo.dates import parse_date
from geo.errors import Where
from geo.places import Place, PlaceKind, PlaceRow, PositionBasis
from maps.case.case import Case
from maps.case.rows import EventRow, EventStatus, ServiceRow, ServiceStatus, SourceRow
from maps.case.settings import Category, Settings
from maps.draw.events import categories, numbered, published
from maps.draw.layers import circle, draw, frame_of
from routes.links import LinkRow, Mode
from routes.route import Basis, Route, RouteLeg

HERE = Where("x.csv", 2)
AS_OF = date(2024, 7, 1)


def place(id_, lon, lat, kind="city", **cells):
    row = PlaceRow(where=HERE, id=id_, name=id_.title(), kind=PlaceKind(kind), **cells)
    at = LonLat(lon, lat) if lon is not None else None
    basis = PositionBasis.STATED if at else PositionBasis.NONE
    return Place(row=row, position=at, basis=basis, radius_km=cells.get("radius_km") or 0.0)


def event(id_, when="", **cells):
    cells |= {"date": parse_date(when)} if when else {}
    return EventRow(where=HERE, id=id_, title=id_, **cells)


def case(**tables):
    tables.setdefault("settings", Settings(where=HERE))
    return Case(id="case", **tables)


def by_key(layers):
    return {layer.key: layer for layer in layers}


def rail(id_, coords, basis=Basis.NETWORK):
    leg = RouteLeg(start="a", end="b", mode=Mode.RAIL, basis=basis, line=LineString(coords))
    return Route(kind="link", id=id_, mode=Mode.RAIL, legs=(leg,))


def test_the_frame_holds_what_is_drawn_and_no_more_than_a_margin():
    frame = frame_of(case(), [place("a", 130, 42), place("b", 132, 44)], [])
    assert 129.5 < frame.west < 130
    assert 132 < frame.east < 132.5
    assert 41.5 < frame.south < 42
    assert 44 < frame.north < 44.5


def test_a_frame_across_the_antimeridian_is_the_short_way_round():
    frame = frame_of(case(), [place("suva", 178.44, -18.14), place("apia", -171.77, -13.83)], [])
    assert frame.east - frame.west < 15
    assert frame.west < 178.44
    assert frame.east > 188.23


def test_the_extent_of_the_case_wins_and_runs_on_past_180():
    settings = Settings(where=HERE, extent=Bbox(170, -20, -170, -10))
    assert frame_of(case(settings=settings), [], []) == Bbox(170, -20, 190, -10)


def test_nothing_to_draw_shows_the_world():
    assert frame_of(case(), [], []).east - frame_of(case(), [], []).west == 360


def test_what_lies_beyond_the_antimeridian_is_drawn_in_the_window():
    drawn = case(events=(event("e1", "2024", place="apia"),))
    places = [place("suva", 178.44, -18.14), place("apia", -171.77, -13.83)]
    layers = by_key(draw(drawn, places, [], AS_OF))
    assert layers["events-0"].table.geometry.x.iloc[0] == pytest.approx(188.23)


def test_an_event_known_only_to_a_region_gets_a_badge_and_one_without_a_place_gets_no_pin():
    rows = (
        event("e1", "2024", place="krai"),
        event("e2", "2023", place="town"),
        event("e3", "2022"),
        event("e4", "2021", place="nowhere"),
    )
    places = [
        place("krai", 135, 45, "region"),
        place("town", 132, 43),
        place("nowhere", None, None, "area"),
    ]
    table = by_key(draw(case(events=rows), places, [], AS_OF))["events-0"].table
    assert dict(zip(table["ref"], table["kind"], strict=True)) == {
        "event-e1": "badge",
        "event-e2": "pin",
    }
    assert dict(zip(table["ref"], table["number"], strict=True)) == {
        "event-e1": "4",
        "event-e2": "3",
    }


def test_a_link_is_drawn_with_its_mode_its_state_and_its_basis():
    services = (
        ServiceRow(where=HERE, id="s", link="l", status=ServiceStatus.PLANNED,
                   period=parse_date("2024-08")),
    )  # fmt: skip
    links = (LinkRow(where=HERE, id="l", mode=Mode.RAIL, stops=("a", "b")),)
    drawn = draw(
        case(links=links, services=services), [], [rail("l", [(130, 42), (131, 43)])], AS_OF
    )
    table = by_key(drawn)["routes-rail"].table
    assert list(table["look"]) == ["rail planned network"]
    assert list(table["kind"]) == ["line"]


def test_a_disputed_link_carries_the_states_that_its_sources_give_and_no_others():
    words = [ServiceStatus.ENDED, ServiceStatus.OPERATING, ServiceStatus.PLANNED]
    services = tuple(
        ServiceRow(where=HERE, id=f"s{n}", link="l", status=word, period=parse_date("2020/.."))
        for n, word in enumerate(words)
    )
    links = (LinkRow(where=HERE, id="l", mode=Mode.RAIL, stops=("a", "b")),)
    line = [rail("l", [(130, 42), (131, 43)])]
    table = by_key(draw(case(links=links, services=services), [], line, AS_OF))["routes-rail"].table
    assert list(table["look"]) == ["rail disputed network"]
    assert list(table["claims"]) == ["ended operating"]
    agreed = draw(case(links=links, services=services[:1]), [], line, AS_OF)
    assert list(by_key(agreed)["routes-rail"].table["claims"]) == [""]


def test_an_unknown_stretch_is_no_line():
    drawn = draw(case(), [], [rail("l", [(130, 42), (131, 43)], Basis.UNKNOWN)], AS_OF)
    assert list(by_key(drawn)["routes-rail"].table["kind"]) == ["stub"]


def test_imprecision_is_drawn_as_an_area_and_the_reach_of_a_region_only_on_demand():
    places = [
        place("a", 130, 42, radius_km=5.0),
        place("b", 131, 42, "region", radius_km=300.0),
        place("c", 131, 43),
        place("d", 131, 44, "country", radius_km=3000.0),
    ]
    table = by_key(draw(case(), places, [], AS_OF))["areas"].table
    assert dict(zip(table["ref"], table["look"], strict=True)) == {
        "place-a": "imprecise",
        "place-b": "reach",
    }


def test_what_stands_at_the_pin_of_its_town_has_a_halo_and_the_town_itself_has_none():
    station, town = (
        replace(place(id_, 130, 42, kind), radius_km=8.0, basis=PositionBasis.GAZETTEER)
        for id_, kind in (("station", "station"), ("town", "town"))
    )
    table = by_key(draw(case(), [station, town], [], AS_OF))["areas"].table
    assert list(table["ref"]) == ["place-station"]


def test_a_circle_has_one_radius_on_the_ellipsoid_also_at_the_antimeridian():
    centre = LonLat(179.9, 66.0)
    lons, lats = zip(*circle(centre, 50).exterior.coords, strict=True)
    _, _, metres = Geod(ellps="WGS84").inv([179.9] * len(lons), [66.0] * len(lons), lons, lats)
    assert metres == pytest.approx([50_000] * len(lons), abs=1)
    assert max(lons) - min(lons) < 3


def test_events_are_numbered_by_date_and_what_has_none_comes_last():
    rows = (
        event("undated"),
        event("month", "2024-02"),
        event("day", "2024-02-05"),
        event("open", "../2015"),
        event("old", "1991"),
    )
    assert [row.id for _, row in numbered(case(events=rows))] == [
        "old",
        "open",
        "month",
        "day",
        "undated",
    ]


def test_a_date_without_a_year_stands_in_the_year_of_its_source():
    source = SourceRow(where=HERE, id="s", title="t", published=parse_date("2017"))
    rows = (
        event("later", "2018"),
        event("march", "XXXX-03-09", source="s"),
        event("earlier", "2016"),
    )
    order = [row.id for _, row in numbered(case(events=rows, sources=(source,)))]
    assert order == ["earlier", "march", "later"]


def test_a_draft_leaves_no_trace():
    rows = (event("e1", "2024"), event("e2", "2024", status=EventStatus.DRAFT))
    assert [row.id for row in published(case(events=rows)).events] == ["e1"]


def test_categories_that_are_not_listed_get_a_colour_and_shape_of_their_own():
    settings = Settings(
        where=HERE, categories=(Category(id="a", label="A", colour="#5b4a8a", symbol="circle"),)
    )
    rows = (event("1", category="b"), event("2", category="a"), event("3", category="c"))
    found = categories(case(settings=settings, events=rows))
    assert [category.id for category in found] == ["a", "b", "c"]
    assert len({category.colour for category in found}) == 3
    assert len({category.symbol for category in found}) == 3
    assert found[1].label == "b"
