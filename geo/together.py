"""
Names of one text, told apart by each other.

Places that are named together lie together. Every candidate of a name gets points for how near it
is to what the other names most likely are, these change with them, and so a few times over.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from geo.answers import NO_HINTS, Answer, Hints, answer, checked_hints, settled
from geo.candidate import Candidate
from geo.coords import LonLat
from geo.errors import NotFoundError
from geo.gazetteer import Gazetteer, read_gazetteer
from geo.locate import Query, Weighed, weigh
from geo.lookup import is_name
from geo.places import PlaceKind
from geo.score import FARTHEST_KM, HERE_KM, NEARNESS, Aspect, Points, Scored
from geo.toponyms import fold

#: How often the names look at each other.
ROUNDS = 6
#: So many candidates of another name are looked at, the most likely ones.
MOST_LIKELY = 5
#: So many other names are looked at, those that stand nearest in the text.
WINDOW = 100
#: What lies in a country or region that is named is as near to it as this share of its reach.
INSIDE = 0.25
EARTH_KM = 6371.0
#: Points between two candidates beyond which the lesser one counts for nothing.
NEGLIGIBLE = 12.0

Floats = npt.NDArray[np.float64]


class _Group(NamedTuple):
    """The candidates of one name as arrays, one row each."""

    weighed: Weighed
    prior: Floats
    lonlat: Floats
    reach_km: Floats
    area: npt.NDArray[np.str_]
    region: npt.NDArray[np.str_]
    country: npt.NDArray[np.str_]


def geocode_together(
    names: Iterable[str],
    gazetteer: Gazetteer | None = None,
    *,
    countries: Sequence[str] = (),
    near: Sequence[LonLat] = (),
) -> list[Answer]:
    """
    Find the names of one text, told apart by each other.

    Parameters
    ----------
    names
        As they stand in the text, in its order, repeated or not. A name that is written twice is
        one place.
    gazetteer
        The one that ships unless given.
    countries
        ISO 3166-1 alpha-2 codes, one of which all lie in; empty = not stated.
    near
        Positions where the text plays, in degrees, lon before lat.

    Returns
    -------
    list[Answer]
        One for each name, in their order, however many were not found; empty for none. What is
        ambiguous in spite of the others has its candidates in the order of their likelihood.

    Raises
    ------
    CallError
        An unknown country.
    MissingDataError
        The gazetteer is not there.

    Notes
    -----
    Relaxation: the points of a candidate are those that it has alone (`geo.score`) and, in the
    mean over the other names, those for nearness to what each of these is, weighed by how likely
    that is. A country or region that is named is near to all that lies in it. The time grows with
    the number of names, not with its square: at most `WINDOW` others are looked at.
    """
    used = gazetteer or read_gazetteer()
    hints = checked_hints(used, None, countries, near)
    texts = list(names)
    groups: dict[str, _Group] = {}
    for text in dict.fromkeys(texts):
        if is_name(text) and fold(text) not in groups:
            groups.update(_groups(text, used, hints))
    points = _related(list(groups.values()))
    weighed = {
        key: replace(group.weighed, found=_with_company(group.weighed, company))
        for (key, group), company in zip(groups.items(), points, strict=True)
    }
    return [_answer(text, weighed.get(fold(text)), used, hints) for text in texts]


def _answer(text: str, weighed: Weighed | None, gazetteer: Gazetteer, hints: Hints) -> Answer:
    """Answer one name by what was weighed; on its own where nothing was."""
    if weighed is None or not is_name(text):
        return answer(text, gazetteer, hints)
    return settled(text, weighed, gazetteer)


def _groups(text: str, gazetteer: Gazetteer, hints: Hints = NO_HINTS) -> dict[str, _Group]:
    """Weigh a name by itself; empty where it has no candidates."""
    query = Query(names=(text,), countries=hints.countries, near=hints.near)
    try:
        weighed = weigh(query, gazetteer)
    except NotFoundError:
        return {}
    return {fold(text): _group(weighed)} if weighed.found else {}


def _group(weighed: Weighed) -> _Group:
    """Put the candidates of a name into arrays."""
    entries = [each.candidate for each in weighed.found]
    return _Group(
        weighed=weighed,
        prior=np.array([each.score for each in weighed.found]),
        lonlat=np.radians([each.position for each in entries]),
        reach_km=np.array([each.radius_km for each in entries]),
        area=np.array([_area(each) for each in entries]),
        region=np.array([each.region for each in entries]),
        country=np.array([f"iso:{each.country}" for each in entries]),
    )


def _area(candidate: Candidate) -> str:
    """Give the id under which what lies in it is filed; a dash where nothing does."""
    return candidate.id if candidate.kind in (PlaceKind.REGION, PlaceKind.COUNTRY) else "-"


def _related(groups: Sequence[_Group]) -> list[Floats]:
    """Give the points of all candidates for the company that they are in."""
    company = [np.zeros(len(group.prior)) for group in groups]
    for _ in range(ROUNDS if len(groups) > 1 else 0):
        likely = [
            _most_likely(group, points) for group, points in zip(groups, company, strict=True)
        ]
        company = [_company(number, groups, likely) for number in range(len(groups))]
    return company


class _Likely(NamedTuple):
    """Rows of the most likely candidates of a name, and how likely each is."""

    rows: npt.NDArray[np.int64]
    share: Floats


def _most_likely(group: _Group, company: Floats) -> _Likely:
    """Give the most likely candidates of a name; of equals the first."""
    score = group.prior + company
    share = 10.0 ** np.maximum(score - score.max(), -NEGLIGIBLE)
    rows = np.argsort(-share, kind="stable")[:MOST_LIKELY]
    return _Likely(rows, share[rows] / share.sum())


def _company(number: int, groups: Sequence[_Group], likely: Sequence[_Likely]) -> Floats:
    """Give the points of the candidates of one name, the mean over the other names."""
    first = max(0, min(number - WINDOW // 2, len(groups) - WINDOW - 1))
    others = [
        other for other in range(first, min(first + WINDOW + 1, len(groups))) if other != number
    ]
    share = np.concatenate([likely[other].share for other in others])
    counts = [len(likely[other].rows) for other in others]
    gap_km = _gaps_km(groups[number], [(groups[other], likely[other].rows) for other in others])
    odds = share * ((FARTHEST_KM + HERE_KM) / (gap_km + HERE_KM)) ** NEARNESS
    sums = np.add.reduceat(odds, np.cumsum([0, *counts[:-1]]), axis=1)
    return np.asarray(np.log10(sums).mean(axis=1))


def _gaps_km(group: _Group, others: Sequence[tuple[_Group, npt.NDArray[np.int64]]]) -> Floats:
    """Measure on the sphere how far candidates are from others; shape (candidates, others)."""
    lonlat = np.concatenate([other.lonlat[rows] for other, rows in others])
    reach_km = np.concatenate([other.reach_km[rows] for other, rows in others])
    area = np.concatenate([other.area[rows] for other, rows in others])
    east, north = (group.lonlat[:, None, :] - lonlat[None]).transpose(2, 0, 1)
    across = np.cos(group.lonlat[:, 1])[:, None] * np.cos(lonlat[:, 1])[None]
    half = np.sin(north / 2) ** 2 + across * np.sin(east / 2) ** 2
    gap_km = 2 * EARTH_KM * np.arcsin(np.sqrt(np.clip(half, 0, 1)))
    inside = (group.region[:, None] == area) | (group.country[:, None] == area)
    outside = np.where(area == "-", gap_km, np.maximum(gap_km, reach_km))
    return np.asarray(np.where(inside, INSIDE * reach_km, outside))


def _with_company(weighed: Weighed, company: Floats) -> tuple[Scored, ...]:
    """Add the points for company to the candidates of a name, and order them anew."""
    found = [
        replace(each, evidence=(*each.evidence, _points(float(points))))
        for each, points in zip(weighed.found, company, strict=True)
    ]
    return tuple(
        sorted(found, key=lambda each: (-each.score, -each.candidate.population, each.candidate.id))
    )


def _points(points: float) -> Points:
    """Say how near the other names are."""
    typical_km = (FARTHEST_KM + HERE_KM) / 10 ** (points / NEARNESS) - HERE_KM
    words = f"about {max(typical_km, 0.0):,.0f} km from the other names" if points else ""
    return Points(Aspect.COMPANY, round(points, 2), words)
