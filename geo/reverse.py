"""A position → the country that it lies in, and the places that it is near."""

from collections.abc import Sequence
from dataclasses import dataclass

from geo.candidate import Candidate
from geo.coords import GEOD, LonLat, lonlat
from geo.gazetteer import Gazetteer, read_gazetteer

#: Places that are named.
NAMED = 5
#: Places that are asked for their country, and how much farther off than the nearest one they may
#: be: so many times, or so much (km). The last village before a border may be in no list.
ASKED = 24
FARTHER = 2.5
FARTHER_KM = 40.0
#: Farther than this (km) from any place a position is at sea or in empty land.
INHABITED_KM = 60.0
#: Nothing nearer than this (km) has a direction: the pin of a town is its middle, not its edge.
HERE_KM = 1.0
POINTS = ("north", "north-east", "east", "south-east", "south", "south-west", "west", "north-west")


@dataclass(frozen=True, slots=True)
class Nearby:
    """
    A place near a position.

    Attributes
    ----------
    place
        Entry of the gazetteer.
    distance_km
        From the position to its pin.
    direction
        Where the position lies, seen from the place: `north-east`; empty where it is there.
    """

    place: Candidate
    distance_km: float
    direction: str

    def __str__(self) -> str:
        """Give the words: `12 km north-east of Khasan`."""
        if not self.direction:
            return f"at {self.place.name}"
        return f"{self.distance_km:,.3g} km {self.direction} of {self.place.name}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Whereabouts:
    """
    What a position is near and in.

    Attributes
    ----------
    position
        In degrees.
    country
        ISO 3166-1 alpha-2; empty where more than one may be meant, and far from any place.
    countries
        All that it may lie in, the nearest place's first; none far from any place.
    nearby
        Populated places, the nearest first, whatever their country.
    why
        A plain sentence: on what the country rests.
    """

    position: LonLat
    country: str
    countries: tuple[str, ...]
    nearby: tuple[Nearby, ...]
    why: str


def reverse(
    position: tuple[float, float], gazetteer: Gazetteer | None = None, *, count: int = NAMED
) -> Whereabouts:
    """
    Name the country of a position and the nearest places.

    Parameters
    ----------
    position
        Lon and lat in degrees, WGS 84.
    gazetteer
        The one that ships unless given.
    count
        Places to name, at least one.

    Returns
    -------
    Whereabouts
        Places about as near as the nearest one must agree on the country: where they do not, a
        border is near, and none is settled on.

    Raises
    ------
    PositionError
        It is not on the earth.
    MissingDataError
        The gazetteer is not there.

    Notes
    -----
    No borders are at hand here: a country is inferred from populated places alone.
    """
    at = lonlat(*position)
    used = gazetteer or read_gazetteer()
    asked = [_nearby(at, place) for place in used.around(at, max(count, ASKED))]
    countries = _countries(asked)
    return Whereabouts(
        position=at,
        country=countries[0] if len(countries) == 1 else "",
        countries=countries,
        nearby=tuple(asked[:count]),
        why=_why(countries, asked[0], used),
    )


def _nearby(at: LonLat, place: Candidate) -> Nearby:
    """Measure how far a position is from a place, and to which side of it."""
    azimuth, _, metres = GEOD.inv(*place.position, *at)
    km = round(float(metres) / 1000, 2)
    direction = POINTS[round(float(azimuth) / 45) % 8] if km >= HERE_KM else ""
    return Nearby(place, km, direction)


def _countries(asked: Sequence[Nearby]) -> tuple[str, ...]:
    """Give the countries of the places that are about as near as the nearest."""
    nearest_km = asked[0].distance_km
    if nearest_km > INHABITED_KM:
        return ()
    limit_km = max(FARTHER * nearest_km, nearest_km + FARTHER_KM)
    near = [each.place.country for each in asked if each.distance_km <= limit_km]
    return tuple(dict.fromkeys(near))


def _why(countries: Sequence[str], nearest: Nearby, gazetteer: Gazetteer) -> str:
    """Say on what the country rests."""
    names = [gazetteer.get(f"iso:{code}").name for code in countries]
    if len(names) == 1:
        return f"The places around it are all in {names[0]}."
    if names:
        return f"The places around it are in {' and '.join(names)}: a border is near."
    return f"The nearest place is {nearest.distance_km:,.0f} km off: at sea, or in empty land."
