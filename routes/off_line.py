"""How far a position is from the lines of a network."""

from geo.coords import LonLat
from geo.errors import NoPathError
from routes.network import Network
from routes.ways import access

#: Nothing farther off is looked for (km): such a place is on no line.
FARTHEST_KM = 100.0


def off_line_km(network: Network, at: LonLat) -> float:
    """
    Measure how far a position is from the nearest line of a network.

    Parameters
    ----------
    network
        Any.
    at
        Degrees, WGS 84.

    Returns
    -------
    float
        Kilometres to the line as it is drawn; at most `FARTHEST_KM`, which also stands for what
        is farther.
    """
    try:
        return float(access(network, at, FARTHEST_KM * 1000).offset_m.min()) / 1000
    except NoPathError:
        return FARTHEST_KM
