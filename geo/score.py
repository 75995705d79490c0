"""
What speaks for a candidate, in points that add up.

A point is a factor of ten: of two candidates the one with a point more is ten times as likely to
be meant. Each kind of evidence gives points of its own, so that a choice can be told in a sentence.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from math import log10

from geo.candidate import Candidate
from geo.coords import LonLat, distance_m
from geo.places import PlaceKind
from geo.query import Query
from geo.toponyms import base_names, fold

TOWNS = frozenset({PlaceKind.CITY, PlaceKind.TOWN})

#: Kinds that stand in or by a town, and mostly bear its name.
IN_TOWN = frozenset(
    {
        PlaceKind.STATION,
        PlaceKind.PORT,
        PlaceKind.AIRPORT,
        PlaceKind.BORDER_CROSSING,
        PlaceKind.FACILITY,
    }
)

#: Those of them that are never taken for a bare name while something else bears it.
TRANSPORT = frozenset({PlaceKind.STATION, PlaceKind.PORT, PlaceKind.AIRPORT})

#: Fewer inhabitants count as so many, where the country is known and where it is not: a small
#: place has namesakes that no gazetteer lists.
LISTED_IN_COUNTRY = 500
LISTED_IN_WORLD = 20_000
#: More inhabitants than this speak against what is said to be a town, fewer against a city.
CITY_POPULATION = 100_000
NOT_A_CITY = -0.6
#: A country is spoken of more than its namesakes.
A_COUNTRY = 1.0
#: Without a kind, what is mostly named after a town is seldom meant by the bare name.
NAMED_AFTER_A_TOWN = -1.0
#: Found under another name than its own.
OTHER_NAME = -0.4
#: A town whose region bears the same name: mostly its seat, and spoken of far beyond it.
SEAT_OF_REGION = 1.0

#: How far the earth reaches, and how exact "here" is (km).
FARTHEST_KM = 20_000.0
HERE_KM = 50.0
#: Points for a distance ten times smaller. Two would do for places strewn evenly over a plane;
#: places of one story lie closer together.
NEARNESS = 3.0

#: So far from its line a place may lie (km), and the points for a distance ten times that.
BY_LINE_KM = 10.0
OFF_LINE = -2.0


class Aspect(StrEnum):
    """What kind of evidence speaks for a candidate."""

    SPELLING = "spelling"
    NAME = "name"
    KIND = "kind"
    SIZE = "size"
    NEARNESS = "nearness"
    LINE = "line"
    COMPANY = "company"


@dataclass(frozen=True, slots=True)
class Points:
    """Points for one kind of evidence, and a few words that say what it is."""

    aspect: Aspect
    points: float
    words: str = ""


@dataclass(frozen=True, slots=True)
class Scored:
    """A candidate with all that speaks for and against it."""

    candidate: Candidate
    evidence: tuple[Points, ...]

    @property
    def score(self) -> float:
        """Sum of the points."""
        return round(sum(each.points for each in self.evidence), 2)

    @property
    def name(self) -> str:
        """What is called the runner-up: name, country, id and points."""
        entry = self.candidate
        return f"{entry.name}, {entry.country} ({entry.id}, {self.score:g} points)"

    def points(self, aspect: Aspect) -> float:
        """Points of one kind of evidence."""
        return sum(each.points for each in self.evidence if each.aspect is aspect)

    def words(self, aspect: Aspect) -> str:
        """Words of one kind of evidence; empty where it says nothing."""
        return next((each.words for each in self.evidence if each.aspect is aspect), "")


def scored(
    candidates: Iterable[tuple[Candidate, Points]], query: Query, namesakes: Collection[str] = ()
) -> list[Scored]:
    """
    Score the candidates of a query.

    Parameters
    ----------
    candidates
        Each with the points for how its name was read.
    query
        What is known.
    namesakes
        Ids of regions that bear the name.

    Returns
    -------
    list[Scored]
        The most likely first; of equals the one with more inhabitants, then by id.
    """
    pairs = list(candidates)
    query = query if len(pairs) > 1 else replace(query, off_line_km=None)
    found = [
        Scored(candidate, (reading, *_evidence(candidate, query, namesakes)))
        for candidate, reading in pairs
    ]
    return sorted(
        found, key=lambda each: (-each.score, -each.candidate.population, each.candidate.id)
    )


def _evidence(candidate: Candidate, query: Query, namesakes: Collection[str]) -> Iterator[Points]:
    """Give what speaks for or against a candidate."""
    if not is_own_name(candidate):
        yield Points(Aspect.NAME, OTHER_NAME, "its other name")
    elif candidate.kind in TOWNS and candidate.region in namesakes:
        yield Points(Aspect.NAME, SEAT_OF_REGION, "a town in the region of its name")
    yield from _kind_points(candidate, query)
    yield _size_points(candidate, query)
    if query.near:
        yield nearness(candidate, query.near)
    if query.off_line_km:
        yield _line_points(candidate, query.off_line_km(candidate.position))


def is_own_name(candidate: Candidate) -> bool:
    """Tell whether a candidate was found under its own name, as far as one script can tell."""
    own, spelling = fold(candidate.name), candidate.spelling
    if spelling in ("", own) or own.isascii() != spelling.isascii():
        return True
    # without a word for its kind; folding all names that are not even part of it would cost most
    short = base_names(candidate.name) if spelling in own else []
    return any(fold(base.name) == spelling for base in short)


def _kind_points(candidate: Candidate, query: Query) -> Iterator[Points]:
    """Weigh what a candidate is against what it should be."""
    if query.kind is None and candidate.kind in TRANSPORT:
        yield Points(Aspect.KIND, NAMED_AFTER_A_TOWN, f"a {candidate.kind}")
    if query.kind is PlaceKind.CITY and candidate.kind is PlaceKind.TOWN:
        yield Points(Aspect.KIND, NOT_A_CITY, "a town, not a city")
    if candidate.kind is PlaceKind.COUNTRY:
        yield Points(Aspect.KIND, A_COUNTRY, "a country")


def _size_points(candidate: Candidate, query: Query) -> Points:
    """Weigh inhabitants; those that a town can hardly have count against it."""
    known = len(query.countries) == 1 or query.within is not None
    least = LISTED_IN_COUNTRY if known else LISTED_IN_WORLD
    size = log10(max(candidate.population, least) / least)
    if query.kind is PlaceKind.TOWN and candidate.population > CITY_POPULATION:
        size -= 2 * log10(candidate.population / CITY_POPULATION)
    return Points(Aspect.SIZE, round(size, 2), f"{candidate.population:,} inhabitants")


def nearness(candidate: Candidate, near: Iterable[LonLat]) -> Points:
    """
    Weigh how near a candidate is to the places of a story.

    Parameters
    ----------
    candidate
        A region or country counts as near as its edge is.
    near
        At least one position, in degrees.

    Returns
    -------
    Points
        None at the other end of the earth, about eight where it is the same place.
    """
    gap_km = min(distance_m(candidate.position, place) for place in near) / 1000
    gap_km = max(0.0, gap_km - candidate.radius_km) if candidate.kind not in TOWNS else gap_km
    points = NEARNESS * log10((FARTHEST_KM + HERE_KM) / (gap_km + HERE_KM))
    return Points(Aspect.NEARNESS, round(max(points, 0.0), 2), f"{gap_km:,.0f} km off")


def _line_points(candidate: Candidate, off_km: float) -> Points:
    """Weigh how far a candidate is from the line that calls at it."""
    off_km = max(off_km - candidate.radius_km, 0.0)
    points = OFF_LINE * log10(max(off_km, BY_LINE_KM) / BY_LINE_KM)
    return Points(Aspect.LINE, round(points, 2), f"{off_km:,.0f} km from the line that calls there")
