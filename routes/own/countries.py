"""Countries of the nodes of a network that does not name them."""

from dataclasses import replace

import numpy as np

from routes.network import Network
from routes.parts import on_sphere

#: Farther from any line of the network that ships nothing is said of the country.
NEAR_M = 25_000.0
EARTH_M = 6_371_000.0
COUNTRY_NOTE = (
    "Which country its lines lie in is taken from the nearest line of the rail network that ships."
)


def with_countries(network: Network, world: Network) -> Network:
    """
    Say in which country the nodes of a network lie, so that a way can keep out of some.

    Parameters
    ----------
    network
        Without countries.
    world
        The rail network that ships, with countries.

    Returns
    -------
    Network
        Each node has the country of the nearest node of `world` within 25 km, which is none
        near a border; beyond that it has none.
    """
    from scipy.spatial import KDTree  # noqa: PLC0415 - only where countries are avoided

    tree = KDTree(on_sphere(world.lonlat))
    nearest = tree.query(on_sphere(network.lonlat), distance_upper_bound=NEAR_M / EARTH_M)[1]
    country = np.append(world.country, np.uint8(0))[nearest]
    return replace(network, country=country, codes=world.codes)
