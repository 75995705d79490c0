"""The points at which a stop touches a network."""

import pytest

from geo.coords import LonLat
from geo.errors import NoPathError
from routes.network import network_of
from routes.ways import access

#: Vancouver; its meridian goes on as that of 56.88°E, where a railway of Kazakhstan crosses.
STOP = LonLat(-123.12, 49.25)
BEHIND = [(56.80, 49.25), (56.95, 49.25)]


@pytest.mark.parametrize("turned", [False, True], ids=["eastward", "westward"])
def test_a_line_at_the_back_of_the_earth_is_not_beside_a_stop(turned):
    behind = BEHIND[::-1] if turned else BEHIND
    network = network_of([*behind, (-123.2, 49.2), (-123.0, 49.2)], [(0, 1, 1e4), (2, 3, 1e4)], "")
    touched = access(network, STOP, 10_000)
    assert touched.edge.tolist() == [1]
    assert touched.lonlat[0] == pytest.approx((-123.12, 49.2), abs=0.001)


def test_a_stop_whose_only_line_is_at_the_back_of_the_earth_has_none():
    with pytest.raises(NoPathError, match="no rail line within 10 km"):
        access(network_of(BEHIND, [(0, 1, 1e4)], "rail"), STOP, 10_000)


@pytest.mark.parametrize("lon", [179.96, -179.96, 180.0, -180.0])
def test_a_line_across_the_antimeridian_is_beside_a_stop_on_either_side(lon):
    network = network_of([(179.9, 65.0), (-179.9, 65.0)], [(0, 1, 9e3)], "rail")
    touched = access(network, LonLat(lon, 65.01), 5_000)
    assert touched.offset_m[0] == pytest.approx(1115, abs=5)
