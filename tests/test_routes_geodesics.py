"""
Geodesics against published ones.

The figures are test cases of GeographicLib (Charles Karney, MIT licence; after GeodTest,
doi:10.5281/zenodo.32156), as its Python package 2.1 has them: longitude, latitude and azimuth of
the start, longitude and latitude of the end, in degrees, and the distance in metres.
"""

import numpy as np
import pytest

from geo.coords import GEOD, LonLat, distance_m
from routes.air import air_line

LINES = [
    (-139.44815, 35.60777, 111.09874842956033, -69.95921, -11.17491, 8935244.56048183),
    (106.05087, 55.52454, 22.0200598809828, 197.18234, 77.03196, 4105086.171392441),
    (142.59065, -21.97856, -32.44456876433189, 98.56635, 41.84138, 8394328.894657671),
    (112.2363, -66.99028, 173.73491240878403, 285.90344, -12.70631, 11150344.231208025),
    (173.34268, -17.42761, -159.03355766119293, 5.93557, -15.84784, 16076603.163118068),
    (48.28919, 32.84994, 150.492927788122, 202.29132, -56.28556, 16727068.943816446),
    (52.74123, 6.96833, 92.58158538631771, 206.17291, -7.39675, 17102477.249695837),
    (-16.30485, -50.56724, -105.43967990759016, -94.97412, -33.56571, 6455670.511866869),
    (-8.90775, -58.93002, 140.96539790250068, 133.13503, -8.91104, 11756066.021986462),
    (-74.28391, -68.82867, 93.77434776311487, -8.36685, -50.63005, 3956936.926063544),
    (-32.0898, -10.62672, -86.42671328674776, -134.31681, 5.883, 11470869.386456301),
    (166.90563, -21.76221, 29.31942120693643, 213.97627, 48.72884, 9098627.398655491),
    (-174.47484, -19.79938, 71.16727578017154, -154.35109, -11.99349, 2319004.860116939),
    (-116.94513, -11.95887, 92.71261983045255, 7.16501, 4.57352, 13834722.580140138),
    (85.66836, -87.85331, -65.12031304024275, 16.09921, 66.48646, 17286615.314714465),
    (128.32011, 1.74708, -101.58484363117385, 11.87109, -11.16617, 12942901.124134742),
    (-144.90758, -25.72959, -153.6474686931172, -269.17879, -57.70581, 9413446.745245311),
    (122.32875, -41.22777, 14.285113402275739, 130.37946, -7.57291, 3812686.035106021),
    (138.25278, 11.01307, 79.43682622782374, 247.05981, 6.62726, 11911190.819018409),
    (95.14681, -29.47124, -163.77913044168838, -69.15955, -27.46601, 13487015.838114548),
]


def turned(lon):
    return (lon + 180) % 360 - 180


@pytest.mark.parametrize("published", LINES)
def test_a_published_geodesic_is_right_to_a_micrometre(published):
    lon, lat, azimuth, to_lon, to_lat, metres = published
    start, end = LonLat(turned(lon), lat), LonLat(turned(to_lon), to_lat)
    assert distance_m(start, end) == pytest.approx(metres, abs=1e-6)
    assert GEOD.inv(*start, *end)[0] == pytest.approx(azimuth, abs=1e-9)


@pytest.mark.parametrize("published", LINES)
def test_the_vertices_of_a_flight_lie_on_the_published_geodesic(published):
    lon, lat, azimuth, to_lon, to_lat, metres = published
    line = air_line(LonLat(turned(lon), lat), LonLat(turned(to_lon), to_lat))
    lons, lats = np.asarray(line.coords).T
    away = GEOD.inv(np.full(len(lons), turned(lon)), np.full(len(lons), lat), lons, lats)
    turns = (away[0][1:] - azimuth + 180) % 360 - 180
    assert np.abs(turns * away[2][1:]).max() < 1e-2
    assert (np.diff(away[2]) > 0).all()
    assert away[2][-1] == pytest.approx(metres, abs=1e-6)
