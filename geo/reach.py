"""How far a place reaches about its pin, where no more is known than its kind and size."""

import math

from geo.places import PlaceKind

#: Inhabitants per square kilometre that turn a population into the radius of its town.
DENSITY = 5_000
TOWN_KM = 1.0
#: Of kinds whose size no source states.
KIND_KM = {
    PlaceKind.AIRPORT: 2.0,
    PlaceKind.PORT: 3.0,
    PlaceKind.STATION: 0.5,
    PlaceKind.BORDER_CROSSING: 1.0,
    PlaceKind.FACILITY: 1.0,
}


def reach_km(kind: PlaceKind, population: int = 0) -> float:
    """
    Estimate the radius within which a place lies about its pin.

    Parameters
    ----------
    kind
        What it is.
    population
        Inhabitants of a town; 0 = not known.

    Returns
    -------
    float
        Kilometres: of a town the radius of a disc of `DENSITY`, one at least; else by kind.
    """
    if kind in KIND_KM:
        return KIND_KM[kind]
    return round(max(TOWN_KM, math.sqrt(population / DENSITY / math.pi)), 1)
