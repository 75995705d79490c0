"""The first case holds every route, event, place and contradiction of its five articles."""

from pathlib import Path

import pytest
import shapely
from pyproj import Geod
from shapely.ops import substring

from geo.coords import Bbox
from geo.toponyms import fold
from maps.build import chart, read_atlas
from maps.case.dates import last_day
from maps.case.read import read_case
from maps.draw.basemap_pack import read_layer
from maps.draw.layers import draw
from maps.page.entries.sections import sections
from routes.route import Basis

CASE = Path(__file__).parents[1] / "cases" / "tumen"
GEOD = Geod(ellps="WGS84")
SEEDS = {"s0", "s1", "s2", "s3", "s4"}


@pytest.fixture(scope="module")
def charted():
    return chart(read_case(CASE), read_atlas())


@pytest.fixture(scope="module")
def entries(charted):
    parts = sections(charted.case, charted.places, charted.routes, last_day(charted.case))
    return {entry.ref: entry for part in parts for entry in part.entries}


@pytest.fixture(scope="module")
def rows(charted):
    """Rows of the case by each reference to the case study that they bear."""
    case, found = charted.case, {}
    for table in ("sources", "actors", "places", "links", "services", "legs", "events", "claims",
                  "flows"):  # fmt: skip
        for row in getattr(case, table):
            for ref in dict(row.extra).get("x_ref", "").split(";"):
                found.setdefault(ref.strip(), []).append((table, row))
    return found


@pytest.mark.parametrize("ref", [f"R{n}" for n in range(1, 27)])
def test_every_route_stands_in_the_case_with_its_place_in_an_article(rows, ref):
    assert any(row.source in SEEDS and row.locator for _, row in rows[ref])


@pytest.mark.parametrize("ref", [f"E{n}" for n in range(1, 43)])
def test_every_event_has_a_date_and_says_whether_it_is_inferred(rows, ref):
    events = [row for table, row in rows[ref] if table == "events"]
    assert events
    for row in events:
        assert row.date or row.date_text
        assert row.date_basis
        assert row.source in SEEDS
        assert row.locator


@pytest.mark.parametrize("ref", [f"C{n}" for n in range(1, 26)])
def test_every_contradiction_stands_in_the_case(rows, ref):
    assert rows[ref]


@pytest.mark.parametrize("ref", ["R14", "R24", "R25"])
def test_what_has_no_two_known_ends_draws_no_line(rows, charted, ref):
    links = {row.id for table, row in rows[ref] if table == "links"}
    assert not any(route.drawn for route in charted.routes if route.id in links)
    assert {table for table, _ in rows[ref]} <= {"links", "services", "flows", "claims", "events"}


def test_the_parts_of_the_third_quarter_do_not_sum_and_that_comes_out_of_the_rule(charted):
    sums = [finding.message for finding in charted.findings if finding.rule == "sums"]
    assert len(sums) == 2
    assert any("326" in text and "365" in text and "39" in text for text in sums)
    assert any("404" in text and "365" in text and "39" in text for text in sums)
    text = "".join(file.read_text("utf-8") for file in CASE.glob("*.csv"))
    assert "326" not in text
    assert "404" not in text


def test_213_stands_beside_213_and_neither_is_mended(charted):
    values = {row.id: row.value.text for row in charted.case.flows}
    assert sorted(values.values()).count("213") == 2
    assert "174" not in values.values()


@pytest.mark.parametrize(
    ("ref", "field", "wanted"),
    [
        ("event-e22", "place", {"Vladivostok", "Vostochny Cosmodrome"}),
        (
            "event-e22",
            "date",
            {"13 September 2023", "13–17 September 2023", "September 2023"},
        ),
        ("event-e38", "date", {"24–30 June 2024", "10 June – July 2024"}),
        ("event-e40", "date", {"3–6 June 2024", "July 2024"}),
        ("service-usual-workers-route", "status", {"operating", "reported once"}),
    ],
)
def test_both_sides_of_a_contradiction_stand_side_by_side(entries, ref, field, wanted):
    (differ,) = [one for one in entries[ref].differing if one.field == field]
    assert wanted <= {side.what for side in differ.sides}
    assert not differ.agree


def test_the_passenger_line_is_disputed_between_its_sources(entries):
    assert "disputed between sources" in {
        span.text for span in entries["link-vladivostok-rason"].kicker
    }


@pytest.mark.parametrize(
    ("spelling", "place"),
    [
        ("Hassan", "Khasan"),
        ("Khasan Station", "Khasan"),
        ("Dumangang River Station", "Tumangang"),
        ("Primorski krai", "Primorsky Krai"),
        ("Primorsky Territory", "Primorsky Krai"),
        ("Vostochny Сosmodrome", "Vostochny Cosmodrome"),
        ("Rajin Port.", "Rajin Port"),
    ],
)
def test_each_printed_spelling_is_one_place_of_the_case(charted, spelling, place):
    folded = fold(spelling)
    found = {
        row.name
        for row in charted.case.places
        if folded in {fold(name) for name in (row.name, *row.aliases)}
    }
    assert found == {place}


def test_names_that_look_alike_stay_apart(charted):
    places = {row.name: row for row in charted.case.places}
    assert places["Tyumen"].id != places["Tumen River"].id
    assert places["Rajin"].id != places["Rason"].id
    actors = {name for row in charted.case.actors for name in (row.name, *row.aliases)}
    assert {"Kim Dong Nam", "Kim Jong-un"} <= actors


def test_both_spellings_of_the_ambassador_are_one_actor(charted):
    (actor,) = [row for row in charted.case.actors if "Alexandre Machegora" in row.aliases]
    assert actor.name == "Alexander Matsegora"


def test_rail_lies_on_rails_and_flights_are_geodesics(charted):
    for route in charted.routes:
        for leg in route.legs:
            if leg.line is not None and leg.mode == "rail":
                assert leg.basis in {Basis.NETWORK, Basis.UNKNOWN}
            if leg.line is not None and leg.mode == "air":
                assert leg.basis is Basis.GEODESIC
                assert leg.length_m == pytest.approx(leg.straight_m, rel=1e-4)


def test_the_ferry_touches_no_land_of_another_coastline_beyond_the_port_approaches(charted):
    (ferry,) = [route for route in charted.routes if route.mode == "ferry" and route.drawn]
    (leg,) = ferry.legs
    assert leg.basis is Basis.WATER
    assert 177_000 <= leg.length_m <= 186_000
    west, south, east, north = leg.line.bounds
    land = shapely.union_all(
        read_layer("detail", "land", [Bbox(west - 1, south - 1, east + 1, north + 1)]).geometries
    )
    first, last = (metres / leg.length_m for metres in leg.snap_m)
    open_sea = substring(leg.line, first, 1 - last, normalized=True)
    assert GEOD.geometry_length(open_sea.intersection(land)) == 0


def test_an_unstated_border_crossing_is_no_line(charted, entries):
    (route,) = [route for route in charted.routes if route.id == "dandong-harbin-russia"]
    assert [leg.line is not None for leg in route.legs] == [True, False, False]
    assert "not stated" in "".join(span.text for fact in entries["link-dandong-harbin-russia"].facts
                                   for value in fact.values for span in value)  # fmt: skip


def test_the_headline_of_the_last_article_is_kept_as_printed(charted):
    (source,) = [row for row in charted.case.sources if row.id == "s4"]
    assert source.title == (
        "Sino-Russian Cross-Border Passenger Train Service to Resume as Early as This Month"
    )


def test_every_position_that_is_written_down_names_where_it_is_from(charted):
    outside = [row for row in charted.case.sources if row.id not in SEEDS]
    for row in charted.case.places:
        if row.lon is not None:
            assert row.radius_km, row.id
            assert row.note if row.source in SEEDS else row.source, row.id
    assert all(row.publisher or row.note for row in outside)


def test_every_layer_of_the_case_holds_something(charted):
    layers = draw(charted.case, charted.places, charted.routes, last_day(charted.case))
    keys = {layer.key for layer in layers}
    assert {"routes-rail", "routes-air", "routes-ferry", "journeys", "places-station"} <= keys
    assert sum(key.startswith("events-") for key in keys) >= 5
    assert all(len(layer.table) for layer in layers)
