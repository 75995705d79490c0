"""Rows of places get a position with its reason, or an error that says what would help."""

import csv
from pathlib import Path
from typing import Any

import pytest
from shapely.geometry import LineString, Point, Polygon

from geo.candidate import AmbiguousPlaceError, PlaceNotFoundError
from geo.coords import LonLat, distance_m
from geo.errors import AmbiguousError, CaseError, NotFoundError, Where
from geo.gazetteer import Gazetteer, read_gazetteer
from geo.geocode import geocode
from geo.locate import Query, locate
from geo.places import Place, PlaceKind, PlaceRow, PositionBasis

VARIANTS = Path(__file__).parents[1].parent / "shared" / "data" / "places" / "name_variants.csv"


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    """Open the gazetteer that ships."""
    return read_gazetteer()


def row(id_: str, name: str, kind: str, *, line: int = 2, **cells: Any) -> PlaceRow:
    """Make a row of places.csv."""
    where = Where("places.csv", line)
    return PlaceRow(where=where, id=id_, name=name, kind=PlaceKind(kind), **cells)


def only(gazetteer: Gazetteer, *rows: PlaceRow) -> Place:
    """Give the first place of some rows."""
    return geocode(rows, gazetteer)[0]


def complaints(gazetteer: Gazetteer, *rows: PlaceRow) -> list[str]:
    """Give the messages of what is wrong with some rows."""
    with pytest.raises(CaseError) as caught:
        geocode(rows, gazetteer)
    return [str(finding) for finding in caught.value.findings]


def test_no_rows_give_no_places(gazetteer: Gazetteer) -> None:
    assert geocode([], gazetteer) == []


def test_a_stated_position_is_taken_as_it_is(gazetteer: Gazetteer) -> None:
    place = only(gazetteer, row("k", "Moscow", "station", lon=130.6, lat=42.4, radius_km=1.5))
    assert (place.position, place.radius_km) == (LonLat(130.6, 42.4), 1.5)
    assert place.basis is PositionBasis.STATED
    assert "stated" in place.why


def test_half_a_position_is_an_error(gazetteer: Gazetteer) -> None:
    (message,) = complaints(gazetteer, row("k", "Khasan", "town", line=7, lon=130.6))
    assert message.startswith("places.csv:7: lat: lon and lat are stated together")


def test_geometry_none_is_a_place_without_a_position(gazetteer: Gazetteer) -> None:
    place = only(gazetteer, row("s", "Siberia", "region", geometry="none", gazetteer="iata:FNJ"))
    assert (place.position, place.basis) == (None, PositionBasis.NONE)


def test_a_drawn_area_is_pinned_inside_itself_with_its_reach(gazetteer: Gazetteer) -> None:
    hook = Polygon([(0, 0), (4, 0), (4, 1), (1, 1), (1, 4), (0, 4)])
    shapes = {"a.geojson#x": hook}
    (place,) = geocode(
        [row("x", "X", "area", geometry="a.geojson#x")], gazetteer, geometries=shapes
    )
    assert place.position is not None
    assert hook.covers(Point(place.position))
    assert place.basis is PositionBasis.GEOMETRY
    assert 250 < place.radius_km < 700


def test_a_drawn_line_past_the_antimeridian_is_pinned_within_180(gazetteer: Gazetteer) -> None:
    shapes = {"a.geojson#x": LineString([(179, 65), (185, 66), (190, 66)])}
    (place,) = geocode(
        [row("x", "X", "river", geometry="a.geojson#x")], gazetteer, geometries=shapes
    )
    assert place.position is not None
    assert -180 <= place.position.lon <= -170


def test_a_shape_that_is_not_there_is_an_error(gazetteer: Gazetteer) -> None:
    (message,) = complaints(gazetteer, row("x", "X", "area", geometry="a.geojson#y"))
    assert "geometry: “a.geojson#y”: no such shape" in message


@pytest.mark.parametrize(
    ("name", "kind", "more", "position"),
    [
        ("Tokyo", "city", {}, LonLat(139.69, 35.69)),
        ("東京", "city", {}, LonLat(139.69, 35.69)),
        ("São Paulo", "city", {}, LonLat(-46.63, -23.55)),
        ("Αθήνα", "city", {}, LonLat(23.73, 37.98)),
        ("القاهرة", "city", {}, LonLat(31.24, 30.05)),
        ("Москва", "city", {}, LonLat(37.62, 55.75)),
        ("서울", "city", {}, LonLat(126.98, 37.57)),
        ("Suva", "city", {"country": ("FJ",)}, LonLat(178.44, -18.14)),
        ("Anadyr", "town", {}, LonLat(177.51, 64.73)),
        ("Uelen", "town", {"country": ("RU",)}, LonLat(-169.81, 66.16)),
        ("San José", "city", {"country": ("CR",)}, LonLat(-84.08, 9.93)),
        ("San José", "city", {"country": ("US",)}, LonLat(-121.89, 37.34)),
        ("Khasan", "town", {"country": ("RU",), "aliases": ("Hassan",)}, LonLat(130.65, 42.42)),
        ("Hassan", "town", {"country": ("IN",)}, LonLat(76.10, 13.01)),
        ("Tyumen", "city", {"country": ("RU",)}, LonLat(65.53, 57.15)),
        ("Tumen", "town", {"within": "jilin"}, LonLat(129.84, 42.97)),
        ("Port of Vladivostok", "port", {}, LonLat(131.88, 43.11)),
        ("Rajin Port", "port", {"country": ("KP",)}, LonLat(130.30, 42.23)),
        ("Vladivostok airport", "airport", {}, LonLat(132.15, 43.40)),
        ("Primorsky Krai", "region", {}, LonLat(132.4, 43.9)),
        ("North Korea", "country", {}, LonLat(126.4, 39.9)),
        ("조선민주주의인민공화국", "country", {}, LonLat(126.4, 39.9)),
    ],
)
def test_a_name_with_what_is_known_about_it_finds_its_place(
    gazetteer: Gazetteer, name: str, kind: str, more: dict[str, Any], position: LonLat
) -> None:
    jilin = row("jilin", "Jilin", "region", country=("CN",))
    place = only(gazetteer, row("x", name, kind, **more), jilin)
    assert place.position is not None
    assert distance_m(place.position, position) < 12_000
    assert place.basis is PositionBasis.GAZETTEER
    assert place.gazetteer_id
    assert place.why.endswith(".")


def test_a_station_falls_back_to_its_town_and_says_how_far_off_it_may_be(
    gazetteer: Gazetteer,
) -> None:
    for name in ("Khasan Station", "станция Хасан", "Khasan"):
        place = only(gazetteer, row("s", name, "station", country=("RU",)))
        assert place.gazetteer_id == "geonames:2022586"
        assert place.radius_km == 8
        assert "the station itself may lie up to 8 km off" in place.why


def test_a_name_that_fits_several_places_is_an_error_with_candidates_to_paste(
    gazetteer: Gazetteer,
) -> None:
    (message,) = complaints(gazetteer, row("s", "Springfield", "city", line=9, country=("US",)))
    assert message.startswith("places.csv:9: name: city “Springfield” in US fits ")
    assert "geonames:4250542 (city: Springfield, Illinois, US, " in message
    assert "lon -89.6437, lat 39.8017" in message


def test_help_asks_only_for_what_tells_the_candidates_apart(gazetteer: Gazetteer) -> None:
    (here,) = complaints(gazetteer, row("s", "Springfield", "city", country=("US",)))
    (anywhere,) = complaints(gazetteer, row("l", "London", "city"))
    assert "(state within, or give gazetteer: " in here
    assert "(state country or within, or give gazetteer: " in anywhere


def test_a_state_tells_namesakes_apart_wherever_its_row_stands(gazetteer: Gazetteer) -> None:
    state = row("il", "Illinois", "region", country=("US",))
    town = row("s", "Springfield", "city", within="il")
    assert geocode([town, state], gazetteer)[0].gazetteer_id == "geonames:4250542"


def test_a_circle_of_within_hangs_nothing(gazetteer: Gazetteer) -> None:
    one = row("a", "Illinois", "region", country=("US",), within="b")
    other = row("b", "Chicago", "city", country=("US",), within="a")
    assert [place.country for place in geocode([one, other], gazetteer)] == ["US", "US"]


def test_the_largest_namesake_is_not_taken_without_evidence(gazetteer: Gazetteer) -> None:
    (message,) = complaints(gazetteer, row("k", "Khasan", "town"))
    assert "geonames:1270239 (city: Hassan" in message
    assert "geonames:2022586 (town: Khasan" in message


def test_a_name_in_more_languages_does_not_make_the_better_known_namesake_the_one(
    gazetteer: Gazetteer,
) -> None:
    messages = complaints(gazetteer, row("k", "Khasan", "town", names=(("ko", "하산"),)))
    assert "fits 2 places" in messages[0]


def test_the_other_places_of_a_case_tell_far_namesakes_apart_and_it_is_said(
    gazetteer: Gazetteer,
) -> None:
    rows = [row("k", "Khasan", "town"), row("v", "Vladivostok", "city")]
    place = geocode(rows, gazetteer)[0]
    assert place.gazetteer_id == "geonames:2022586"
    assert "taken by nearness" in place.why


def test_the_size_of_a_world_city_decides_and_it_is_said(gazetteer: Gazetteer) -> None:
    place = only(gazetteer, row("m", "Moscow", "city"))
    assert (place.gazetteer_id, place.country) == ("geonames:524901", "RU")
    assert "taken by size" in place.why
    assert "fits" in complaints(gazetteer, row("m", "Moscow", "town"))[0]
    assert "fits" in complaints(gazetteer, row("l", "London", "city"))[0]


@pytest.mark.parametrize(
    ("id_", "kind", "name"),
    [
        ("geonames:2022586", "town", "Khasan"),
        ("iata:FNJ", "airport", "Pyongyang International Airport"),
        ("locode:RUVVO", "port", "Vladivostok"),
        ("iso:RU-PRI", "region", "Primorskiy kray"),
    ],
)
def test_a_gazetteer_id_settles_the_place_whatever_its_name(
    gazetteer: Gazetteer, id_: str, kind: str, name: str
) -> None:
    place = only(gazetteer, row("x", "Somewhere", kind, gazetteer=id_))
    assert place.gazetteer_id == id_
    assert name in place.why


def test_an_id_of_another_country_than_the_row_says_is_an_error(gazetteer: Gazetteer) -> None:
    wrong = row("k", "Khasan", "town", country=("KP",), gazetteer="geonames:2022586")
    (message,) = complaints(gazetteer, wrong)
    assert "gazetteer: “geonames:2022586” is Khasan in RU, the row says KP" in message


def test_all_complaints_come_at_once_in_the_order_of_the_rows(gazetteer: Gazetteer) -> None:
    messages = complaints(
        gazetteer,
        row("a", "Springfield", "city", line=2),
        row("b", "Suva", "city", line=3, country=("FJ",)),
        row("c", "Tumen River", "river", line=4),
        row("d", "X", "port", line=5, gazetteer="locode:KPZZZ"),
        row("e", "X", "town", line=6, gazetteer="wikidata:Q15"),
        row("f", "Vladivosotk", "city", line=7),
        row("g", "Khasan", "town", line=8, country=("KP",)),
        row("h", "y" * 10_000, "city", line=9),
        row("i", "X", "town", line=10, country=("UK",)),
    )
    assert [message.split(": ")[0] for message in messages] == [
        f"places.csv:{line}" for line in (2, 4, 5, 6, 7, 8, 9, 10)
    ]
    by_line = {int(message.split(":")[1]): message for message in messages}
    assert "give lon, lat and radius_km, or geometry" in by_line[4]
    assert "not all of UN/LOCODE" in by_line[5]
    assert "no Wikidata ids" in by_line[6]
    assert "spelled nearly so: geonames:2013348" in by_line[7]
    assert "elsewhere: geonames:1270239" in by_line[8]
    assert len(by_line[9]) < 300
    assert "country: “UK” is not the code of a country" in by_line[10]


def test_an_error_of_one_name_carries_its_candidates(gazetteer: Gazetteer) -> None:
    with pytest.raises(AmbiguousPlaceError) as several:
        locate(Query(names=("Springfield",)), gazetteer)
    assert len(several.value.candidates) > 20
    with pytest.raises(PlaceNotFoundError) as elsewhere:
        locate(Query(names=("Khasan",), countries=("KP",)), gazetteer)
    assert {each.country for each in elsewhere.value.candidates} == {"IN", "RU"}


def test_spellings_of_the_reference_list_are_found_or_refused_not_misplaced(
    gazetteer: Gazetteer,
) -> None:
    if not VARIANTS.exists():
        pytest.skip("the reference list is not beside the checkout")
    right, wrong = 0, set()
    with VARIANTS.open(encoding="utf-8", newline="") as file:
        for case in csv.DictReader(file):
            try:
                found = locate(Query(names=(case["variant"],)), gazetteer).candidate
            except (AmbiguousError, NotFoundError):
                continue
            far_m = distance_m(found.position, LonLat(float(case["lon"]), float(case["lat"])))
            if far_m <= 1000 * float(case["tolerance_km"]):
                right += 1
            else:
                wrong.add(case["variant"])
    assert wrong == set()
    assert right >= 55
