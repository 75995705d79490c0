"""A position is named by the country that it lies in and the places that it is near."""

import pytest

from geo.coords import distance_m
from geo.errors import PositionError
from geo.gazetteer import read_gazetteer
from geo.reverse import reverse


@pytest.fixture(scope="module")
def gazetteer():
    return read_gazetteer()


@pytest.mark.parametrize(
    ("lon", "lat", "country"),
    [
        (37.62, 55.75, "RU"),
        (132.0, 43.5, "RU"),
        (126.65, 45.75, "CN"),
        (125.75, 39.03, "KP"),
        (2.35, 48.85, "FR"),
        (-99.13, 19.43, "MX"),
        (36.82, -1.29, "KE"),
        (178.44, -18.14, "FJ"),
        (-169.8, 66.16, "RU"),
    ],
)
def test_a_position_among_places_of_one_country_is_in_it(gazetteer, lon, lat, country):
    found = reverse((lon, lat), gazetteer)
    assert (found.country, found.countries) == (country, (country,))
    assert found.why.startswith("The places around it are all in ")


@pytest.mark.parametrize(
    ("lon", "lat", "either"),
    [
        (130.6449, 42.4301, {"RU", "KP"}),
        (130.6081, 42.4214, {"RU", "KP"}),
        (124.39, 40.11, {"CN", "KP"}),
        (6.2, 46.19, {"CH", "FR"}),
        (7.8, 48.58, {"FR", "DE"}),
        (-106.48, 31.75, {"US", "MX"}),
    ],
)
def test_beside_a_border_all_that_it_may_be_are_named_and_none_is_settled_on(
    gazetteer, lon, lat, either
):
    found = reverse((lon, lat), gazetteer)
    assert found.country == ""
    assert set(found.countries) >= either
    assert found.why.endswith(": a border is near.")


def test_far_from_any_place_there_is_no_country(gazetteer):
    for lon, lat in ((0, 0), (-140, 30), (135, 40), (180, 0), (-180, -40), (0, 90), (0, -90)):
        sea = reverse((lon, lat), gazetteer)
        assert (sea.country, sea.countries) == ("", ())
        assert "at sea, or in empty land" in sea.why
        assert sea.nearby[0].distance_km > 60


def test_places_are_named_nearest_first_with_distance_and_direction(gazetteer):
    found = reverse((130.6516, 42.52), gazetteer, count=3)
    gaps = [each.distance_km for each in found.nearby]
    assert gaps == sorted(gaps)
    assert len(gaps) == 3
    khasan = next(each for each in found.nearby if each.place.id == "geonames:2022586")
    assert khasan.direction == "north"
    assert str(khasan) == "10.7 km north of Khasan"
    assert khasan.distance_km * 1000 == pytest.approx(
        distance_m(khasan.place.position, found.position), abs=10
    )


def test_at_a_place_there_is_no_direction(gazetteer):
    moscow = reverse((37.6178, 55.752), gazetteer)
    assert moscow.country == "RU"
    assert str(moscow.nearby[0]) == f"at {moscow.nearby[0].place.name}"


def test_what_is_not_on_the_earth_is_refused(gazetteer):
    with pytest.raises(PositionError):
        reverse((200, 0), gazetteer)
    with pytest.raises(PositionError):
        reverse((float("nan"), 0), gazetteer)
