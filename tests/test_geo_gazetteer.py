"""The gazetteer that ships finds places worldwide, by name in any script and by id."""

import importlib
import sqlite3
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from geo.candidate import Candidate
from geo.coords import LonLat, distance_m
from geo.errors import MissingDataError, NotFoundError
from geo.gazetteer import SHIPPED, Gazetteer, read_gazetteer
from geo.gazetteer_blocks import (
    Filed,
    filing_key,
    numbers_of,
    open_names,
    open_places,
    pack_names,
    pack_places,
)
from geo.places import PlaceKind
from geo.toponyms import fold

SCRIPTS = Path(__file__).parents[1] / "scripts"


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    """Open the gazetteer that ships."""
    return read_gazetteer()


def rebuilt(entries: list[tuple[str, str]], path: Path) -> bytes:
    """Write a gazetteer of a few towns with the script, and give its bytes."""
    sys.path.insert(0, str(SCRIPTS))
    try:
        script = importlib.import_module("gazetteer_file")
    finally:
        sys.path.remove(str(SCRIPTS))
    towns = [
        script.Entry(id_, name, PlaceKind.TOWN, "FJ", LonLat(178.4, -18.1), 5, 1.0)
        for id_, name in entries
    ]
    script.write_gazetteer(towns, [("Own", "CC0-1.0", "https://example.org", "")], path)
    return path.read_bytes()


def shipped() -> Iterator[Candidate]:
    """Give every place that ships."""
    with sqlite3.connect(f"{SHIPPED.as_uri()}?mode=ro", uri=True) as connection:
        for (block,) in connection.execute("SELECT block FROM places ORDER BY first"):
            opened = open_places(block)
            yield from (opened.at(index).place for index in range(len(opened.columns[0])))


@pytest.mark.parametrize(
    ("name", "country", "position", "within_km"),
    [
        ("Tokyo", "JP", LonLat(139.69, 35.69), 5),
        ("東京", "JP", LonLat(139.69, 35.69), 5),
        ("서울", "KR", LonLat(126.98, 37.57), 5),
        ("평양", "KP", LonLat(125.75, 39.03), 5),
        ("Москва", "RU", LonLat(37.62, 55.75), 5),
        ("São Paulo", "BR", LonLat(-46.63, -23.55), 5),
        ("Sao Paulo", "BR", LonLat(-46.63, -23.55), 5),
        ("Αθήνα", "GR", LonLat(23.73, 37.98), 5),
        ("القاهرة", "EG", LonLat(31.24, 30.05), 5),
        ("दिल्ली", "IN", LonLat(77.23, 28.65), 8),
        ("กรุงเทพมหานคร", "TH", LonLat(100.50, 13.75), 8),
        ("Nairobi", "KE", LonLat(36.82, -1.29), 5),
        ("Suva", "FJ", LonLat(178.44, -18.14), 5),
        ("Uelen", "RU", LonLat(-169.81, 66.16), 5),
        ("Анадырь", "RU", LonLat(177.51, 64.73), 5),
        ("Nome", "US", LonLat(-165.41, 64.50), 5),
        ("Khasan", "RU", LonLat(130.65, 42.42), 3),
        ("하얼빈", "CN", LonLat(126.65, 45.75), 5),
        ("珲春", "CN", LonLat(130.36, 42.87), 8),
    ],
)
def test_a_place_is_among_the_candidates_of_its_name(
    gazetteer: Gazetteer, name: str, country: str, position: LonLat, within_km: float
) -> None:
    here = [found for found in gazetteer.find(name) if found.country == country]
    assert any(distance_m(found.position, position) <= within_km * 1000 for found in here)
    assert all(found.spelling == fold(name) for found in here)


def test_candidates_come_with_the_most_inhabitants_first(gazetteer: Gazetteer) -> None:
    sizes = [found.population for found in gazetteer.find("Springfield")]
    assert len(sizes) > 20
    assert sizes == sorted(sizes, reverse=True)


def test_an_unknown_name_has_no_candidates(gazetteer: Gazetteer) -> None:
    for name in ("", "?", "Qwrtzpsdfg", "x" * 10_000, "\u202e\x00", "0", "\U0010ffff"):
        assert gazetteer.find(name) == []


@pytest.mark.parametrize(
    ("id_", "kind", "country", "position"),
    [
        ("geonames:2022586", PlaceKind.TOWN, "RU", LonLat(130.65, 42.42)),
        ("iata:FNJ", PlaceKind.AIRPORT, "KP", LonLat(125.67, 39.22)),
        ("icao:ZKPY", PlaceKind.AIRPORT, "KP", LonLat(125.67, 39.22)),
        ("iata:SUV", PlaceKind.AIRPORT, "FJ", LonLat(178.56, -18.04)),
        ("locode:RUVVO", PlaceKind.PORT, "RU", LonLat(131.88, 43.11)),
        ("locode:FJSUV", PlaceKind.PORT, "FJ", LonLat(178.42, -18.13)),
        ("iso:RU-PRI", PlaceKind.REGION, "RU", LonLat(132.4, 43.9)),
        ("iso:KP-13", PlaceKind.REGION, "KP", LonLat(130.39, 42.31)),
        ("geonames:2054927", PlaceKind.CITY, "KP", LonLat(130.39, 42.31)),
    ],
)
def test_an_id_gives_its_entry(
    gazetteer: Gazetteer, id_: str, kind: PlaceKind, country: str, position: LonLat
) -> None:
    found = gazetteer.get(id_)
    assert (found.kind, found.country) == (kind, country)
    assert distance_m(found.position, position) < 10_000


@pytest.mark.parametrize("id_", ["geonames:1", "iata:QQQ", "locode:KPZZZ", "iso:QQ", "iso:RU-QQ"])
def test_an_id_that_is_not_in_the_gazetteer_is_refused(gazetteer: Gazetteer, id_: str) -> None:
    with pytest.raises(NotFoundError, match="is not in the gazetteer"):
        gazetteer.get(id_)


@pytest.mark.parametrize(
    "id_", ["", "Khasan", "geonames:", "geonames:x", "iata:fnj", "osm:1", "iso:"]
)
def test_what_is_not_an_id_is_refused_with_examples(gazetteer: Gazetteer, id_: str) -> None:
    with pytest.raises(NotFoundError, match=r"is not an id .*such as geonames:2042645"):
        gazetteer.get(id_)


def test_a_wikidata_id_is_refused_because_no_source_carries_them(gazetteer: Gazetteer) -> None:
    with pytest.raises(NotFoundError, match="carries no Wikidata ids"):
        gazetteer.get("wikidata:Q15")


def test_a_misspelt_name_gets_near_spellings_and_nothing_else(gazetteer: Gazetteer) -> None:
    assert gazetteer.find("Vladivostock") == []
    assert gazetteer.near_spellings("Vladivostock")[0] == "Vladivostok"
    assert gazetteer.near_spellings("") == []
    assert len(gazetteer.near_spellings("S" * 10_000, limit=3)) <= 3


def test_a_country_has_its_pin_in_its_main_land(gazetteer: Gazetteer) -> None:
    for code, lon, lat in (("RU", 94, 64), ("US", -98, 39), ("FJ", 178, -17.8), ("NZ", 172, -43)):
        assert distance_m(gazetteer.get(f"iso:{code}").position, LonLat(lon, lat)) < 600_000


def test_a_region_across_the_antimeridian_is_pinned_within_itself(gazetteer: Gazetteer) -> None:
    chukotka = gazetteer.get("iso:RU-CHU")
    assert distance_m(chukotka.position, LonLat(180, 66)) < 300_000
    assert chukotka.radius_km < 1_000


def test_every_place_that_ships_is_sound() -> None:
    ids: list[str] = []
    countries = set()
    regions = set()
    named = set()
    within = set()
    for place in shipped():
        assert abs(place.position.lon) <= 180, place
        assert abs(place.position.lat) <= 90, place
        assert place.name.strip(), place
        assert place.radius_km > 0, place
        assert place.population >= 0, place
        ids.append(place.id)
        named.add(place.country)
        if place.kind is PlaceKind.COUNTRY:
            countries.add(place.country)
        if place.kind is PlaceKind.REGION:
            regions.add(place.id)
            within.add(place.region)
        assert not place.region or place.kind is not PlaceKind.COUNTRY
    assert len(ids) == len(set(ids))
    assert len(ids) > 270_000
    assert within - {""} <= regions
    assert len(regions) > 20_000
    assert len(countries) > 240
    assert not named - countries, "a place in a country that the gazetteer lacks"


def test_every_name_that_ships_is_folded_and_in_order() -> None:
    with sqlite3.connect(f"{SHIPPED.as_uri()}?mode=ro", uri=True) as connection:
        blocks = list(connection.execute("SELECT first, block FROM names ORDER BY first"))
        (places,) = connection.execute("SELECT max(first) FROM places").fetchone()
    opened = [open_names(block) for _, block in blocks]
    keys = [key for each in opened for key in each.names]
    filed = [filing_key(key) for key in keys]
    assert filed == sorted(set(filed))
    assert [first for first, _ in blocks] == [filing_key(each.names[0]) for each in opened]
    assert all(fold(key) == key for key in keys[::97] if ":" not in key)
    every = {n for each in opened for at in range(len(each.names)) for n in each.numbers(at)}
    assert every == set(range(max(every) + 1))
    assert places <= max(every)


def test_the_places_around_a_position_are_those_nearest_to_it(gazetteer: Gazetteer) -> None:
    every = [place for place in shipped() if place.kind in (PlaceKind.CITY, PlaceKind.TOWN)]
    for position in (
        LonLat(130.6, 42.4), LonLat(180, -17), LonLat(-179.9, 68), LonLat(0, 90), LonLat(-30, -60),
    ):  # fmt: skip
        found = gazetteer.around(position, 3)
        gaps = [distance_m(position, each.position) for each in found]
        assert gaps == sorted(gaps)
        near = [
            each for each in every if abs(each.position.lat - position.lat) * 110_000 <= gaps[-1]
        ]
        assert sum(distance_m(position, each.position) <= gaps[-1] for each in near) == 3
    assert gazetteer.around(LonLat(130.65, 42.42), 1)[0].name == "Khasan"


def test_the_sources_are_named_with_their_licences(gazetteer: Gazetteer) -> None:
    sources = {source.name: source for source in gazetteer.sources()}
    assert "CC BY 4.0" in sources["GeoNames"].attribution
    assert all(source.licence and source.url.startswith("https://") for source in sources.values())
    readme = (SHIPPED.parent / "README.md").read_text(encoding="utf-8")
    assert all(name in readme and sources[name].licence in readme for name in sources)


def test_packed_names_and_places_come_back_as_they_went_in() -> None:
    places = [
        Candidate(id=f"iata:{n}", name=f"Ōsaka {n}", kind=PlaceKind.AIRPORT, country="JP",
                  position=LonLat(-179.5, n / 4), population=n, radius_km=0.5, region="iso:JP-27")
        for n in range(300, 900)
    ]  # fmt: skip
    filed = [Filed(place, (7, 300)) for place in places]
    for first, block, box in pack_places(filed):
        assert open_places(block).at(1) == filed[first + 1]
        assert open_places(block).at(0).place.position == places[first].position
        assert box.south == places[first].position.lat
    ((first_name, block),) = pack_names({"suva": [1, 5], "오사카": [7], "suwa": [2]})
    assert first_name == filing_key("오사카")
    assert (numbers_of(block, "suva"), numbers_of(block, "오사카")) == ([1, 5], [7])
    assert numbers_of(block, "suv") == numbers_of(block, "zzz") == []
    opened = open_names(block)
    assert opened.names == ["오사카", "suva", "suwa"]
    assert opened.sounding("SF") == {"suva": [1, 5], "suwa": [2]}
    assert opened.sounding("S") == {}


def test_the_script_writes_the_same_bytes_again(tmp_path: Path) -> None:
    towns = [("geonames:1", "Nadi"), ("geonames:2", "Suva"), ("geonames:3", "Súva")]
    assert rebuilt(towns, tmp_path / "a.sqlite") == rebuilt(towns, tmp_path / "b.sqlite")
    found = read_gazetteer(tmp_path / "a.sqlite").find("SUVA")
    assert [each.id for each in found] == ["geonames:2", "geonames:3"]


def test_a_missing_file_or_one_of_another_kind_is_refused(tmp_path: Path) -> None:
    with pytest.raises(MissingDataError, match="missing"):
        read_gazetteer(tmp_path / "none.sqlite")
    other = tmp_path / "other ?#%.sqlite"
    other.write_text("not a database, but long enough to be read as one" * 40, encoding="utf-8")
    with pytest.raises(MissingDataError, match="not a gazetteer"):
        read_gazetteer(other)


def test_the_file_that_ships_is_small_enough_to_be_carried() -> None:
    assert SHIPPED.stat().st_size <= 15_000_000
