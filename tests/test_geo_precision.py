"""Precision: a word for how closely a position is known."""

import pytest

from geo.coords import LonLat
from geo.errors import Where
from geo.places import Place, PlaceKind, PlaceRow, PositionBasis
from geo.precision import PositionPrecision, doubt_km, position_precision

VLADIVOSTOK = LonLat(131.9, 43.1)


def place(kind, radius_km=0.0, *, stated=True, position=VLADIVOSTOK):
    row = PlaceRow(
        where=Where("places.csv", 2),
        id="a",
        name="A",
        kind=PlaceKind(kind),
        radius_km=radius_km if stated else None,
    )
    basis = PositionBasis.STATED if stated else PositionBasis.GAZETTEER
    return Place(row=row, position=position, basis=basis, radius_km=radius_km)


@pytest.mark.parametrize(
    ("kind", "radius_km", "expected"),
    [
        ("station", 0, "point"),
        ("station", 1, "point"),
        ("port", 3, "place"),
        ("facility", 25, "place"),
        ("border_crossing", 60, "district"),
        ("town", 0, "place"),
        ("town", 60, "district"),
        ("city", 400, "region"),
        ("area", 5, "district"),
        ("area", 300, "region"),
        ("region", 10, "region"),
        ("region", 900, "region"),
        ("country", 5, "country"),
        ("country", 3900, "country"),
    ],
)
def test_precision_is_the_coarser_of_how_far_off_the_pin_is_and_what_the_kind_allows(
    kind, radius_km, expected
):
    assert position_precision(place(kind, radius_km)) == expected


def test_a_town_is_known_as_a_town_however_large_it_is():
    shanghai = place("city", 39.8, stated=False)
    assert position_precision(shanghai) == "place"
    assert doubt_km(shanghai) == 0


def test_a_station_at_the_pin_of_its_town_is_known_no_closer_than_the_town():
    stand_in = place("station", 8.0, stated=False)
    assert position_precision(stand_in) == "place"
    assert doubt_km(stand_in) == 8


@pytest.mark.parametrize("kind", list(PlaceKind))
def test_what_has_no_position_has_no_precision(kind):
    assert position_precision(place(kind, position=None)) is PositionPrecision.NONE


@pytest.mark.parametrize("kind", list(PlaceKind))
def test_a_larger_radius_is_never_called_closer(kind):
    order = list(PositionPrecision)
    ranks = [order.index(position_precision(place(kind, r))) for r in (0, 1, 2, 25, 26, 101, 5000)]
    assert ranks == sorted(ranks)
