"""A course over water from one port to another, with what leads to it from the places."""

from dataclasses import dataclass

import numpy as np

from geo.coords import GEOD, LonLat
from routes.coast import Floats
from routes.passages import passages_of


@dataclass(frozen=True, slots=True)
class Port:
    """
    A place as the end of a course.

    Attributes
    ----------
    name
        Of the place.
    at
        Degrees; `lon` runs on past 180 where that is the shorter way.
    limit_m
        How long its approach may be.
    """

    name: str
    at: LonLat
    limit_m: float


@dataclass(frozen=True, slots=True)
class Way:
    """
    A course.

    Attributes
    ----------
    lonlats
        Degrees, shape (n, 2), from landing to landing.
    access_m
        From each place straight to its landing.
    offing_m
        From each landing along the course to where it is first well off the shore.
    by_lanes
        Whether it follows the sea lanes.
    rivers
        From each place down a river to its mouth, shape (n, 2), degrees; of a place at sea empty.
    """

    lonlats: Floats
    access_m: tuple[float, float]
    offing_m: tuple[float, float]
    by_lanes: bool = False
    rivers: tuple[Floats, Floats] = (np.empty((0, 2)), np.empty((0, 2)))

    @property
    def rivers_m(self) -> tuple[float, float]:
        """Length of each river's course."""
        one, two = (float(GEOD.line_length(*river.T)) for river in self.rivers)
        return one, two

    @property
    def passages(self) -> tuple[str, ...]:
        """Names of the canals and straits it goes through."""
        return passages_of(self.lonlats)

    @property
    def length_m(self) -> float:
        """Length of the course without the approaches."""
        return float(GEOD.line_length(*self.lonlats.T))
