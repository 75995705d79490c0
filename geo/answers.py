"""What a name that was asked for is: found, ambiguous or not found, with all that was weighed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from geo.candidate import AmbiguousPlaceError, Candidate, PlaceNotFoundError
from geo.coords import LonLat
from geo.countries import check_countries
from geo.errors import AmbiguousError, CallError, NotFoundError, ValueProblem
from geo.gazetteer import Gazetteer, read_gazetteer
from geo.locate import Query, Weighed, decide, weigh
from geo.lookup import stated_place
from geo.places import Place, PlaceKind
from geo.readings import check_name
from geo.score import Scored


class Status(StrEnum):
    """How a question ended."""

    FOUND = "found"
    AMBIGUOUS = "ambiguous"
    NOT_FOUND = "not_found"


@dataclass(frozen=True, slots=True, kw_only=True)
class Hints:
    """
    What is known of all names that are asked for.

    Attributes
    ----------
    kind
        What each is; `None` = not stated.
    countries
        ISO codes, one of which each lies in; empty = not stated.
    near
        Positions of places of the same story, in degrees.
    known
        Places of a case; they come before the gazetteer.
    """

    kind: PlaceKind | None = None
    countries: tuple[str, ...] = ()
    near: tuple[LonLat, ...] = ()
    known: tuple[Place, ...] = ()


NO_HINTS = Hints()


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """
    The answer to one name.

    Attributes
    ----------
    query
        As it was asked.
    status
        How it ended.
    found
        The entry taken, or the place of a case or position as one; `None` unless found.
    why
        A plain sentence: why this one, or why none.
    help
        What would help; empty where it is found.
    score
        Points of the one taken; `None` where nothing was weighed.
    candidates
        All that were weighed, the most likely first, the one taken among them.
    excluded
        Entries of the name that country or kind exclude.
    attribution
        Whose data it is, where it is not the gazetteer's.
    """

    query: str
    status: Status
    found: Candidate | None = None
    why: str = ""
    help: str = ""
    score: float | None = None
    candidates: tuple[Scored, ...] = ()
    excluded: tuple[Candidate, ...] = ()
    attribution: str = ""


def geocode_names(
    names: Iterable[str],
    gazetteer: Gazetteer | None = None,
    *,
    kind: str | None = None,
    countries: Sequence[str] = (),
    near: Sequence[LonLat] = (),
) -> list[Answer]:
    """
    Find names in the gazetteer, each on its own.

    Parameters
    ----------
    names
        As sources write them; also ids (`geonames:2042645`) and positions (`LON,LAT`).
    gazetteer
        The one that ships unless given.
    kind
        What each is, a word of `PlaceKind`; `None` = not stated.
    countries
        ISO 3166-1 alpha-2 codes, one of which each lies in; empty = not stated.
    near
        Positions of places of the same story, in degrees, lon before lat.

    Returns
    -------
    list[Answer]
        One for each name, in their order, however many were not found; empty for none.

    Raises
    ------
    CallError
        An unknown kind or country.
    MissingDataError
        The gazetteer is not there.

    Notes
    -----
    Names of one text that are to tell each other apart: `geo.together.geocode_together`.
    """
    used = gazetteer or read_gazetteer()
    hints = checked_hints(used, kind, countries, near)
    return [answer(name, used, hints) for name in names]


def checked_hints(
    gazetteer: Gazetteer, kind: str | None, countries: Sequence[str], near: Sequence[LonLat]
) -> Hints:
    """
    Check what is said about names.

    Parameters
    ----------
    gazetteer
        What knows the countries.
    kind, countries, near
        As `geocode_names`.

    Returns
    -------
    Hints
        The same, checked.

    Raises
    ------
    CallError
        An unknown kind or country.
    """
    if kind is not None and kind not in set(PlaceKind):
        raise CallError(f"kind: “{kind}” is not one of {', '.join(PlaceKind)}")
    for problem in check_countries(countries, gazetteer):
        raise CallError(f"country: {problem}")
    return Hints(
        kind=None if kind is None else PlaceKind(kind),
        countries=tuple(countries),
        near=tuple(near),
    )


def answer(name: str, gazetteer: Gazetteer, hints: Hints = NO_HINTS) -> Answer:
    """
    Find one name.

    Parameters
    ----------
    name
        A name, an id, a position, or the id of a known place.
    gazetteer
        Where it is looked up.
    hints
        What is known.

    Returns
    -------
    Answer
        Nothing is raised: what is no name at all is not found, and `why` says so.
    """
    for stated in stated_answer(name, gazetteer, hints):
        return stated
    query = Query(names=(name,), kind=hints.kind, countries=hints.countries, near=hints.near)
    return settled(name, weigh(query, gazetteer), gazetteer)


def stated_answer(name: str, gazetteer: Gazetteer, hints: Hints = NO_HINTS) -> list[Answer]:
    """
    Answer what needs no looking up: a position, an id, a known place, what is no name at all.

    Parameters
    ----------
    name, gazetteer, hints
        As `answer`.

    Returns
    -------
    list of Answer
        An empty list for a name.
    """
    try:
        check_name(name)
        return [_of_place(name, each) for each in stated_place(name, gazetteer, hints.known)]
    except ValueProblem as error:
        return [refusal(name, error)]


def settled(name: str, weighed: Weighed, gazetteer: Gazetteer) -> Answer:
    """
    Turn weighed candidates into an answer.

    Parameters
    ----------
    name
        As it was asked.
    weighed
        Its candidates.
    gazetteer
        What messages look names up in.

    Returns
    -------
    Answer
        Found where one leads by enough.
    """
    try:
        choice = decide(weighed, gazetteer)
    except (AmbiguousPlaceError, PlaceNotFoundError) as error:
        return refusal(name, error, weighed.found, weighed.excluded)
    return Answer(
        query=name,
        status=Status.FOUND,
        found=choice.candidate,
        why=choice.why,
        score=choice.score,
        candidates=weighed.found,
    )


def refusal(
    name: str,
    error: ValueProblem,
    candidates: tuple[Scored, ...] = (),
    excluded: tuple[Candidate, ...] = (),
) -> Answer:
    """
    Turn what is wrong with a name into an answer.

    Parameters
    ----------
    name
        As it was asked.
    error
        What was raised.
    candidates, excluded
        What was weighed and what was excluded.

    Returns
    -------
    Answer
        Ambiguous where the error says so, else not found.
    """
    unclear = isinstance(error, AmbiguousError)
    return Answer(
        query=name,
        status=Status.AMBIGUOUS if unclear else Status.NOT_FOUND,
        why=f"{error.message[:1].upper()}{error.message[1:]}.",
        help=error.help,
        candidates=candidates,
        excluded=excluded,
    )


def _of_place(name: str, place: Place) -> Answer:
    """Answer with a place that a case, an id or a position gives."""
    if place.position is None:
        problem = NotFoundError(f"“{place.id}” is a place without a position", "give it one")
        return refusal(name, problem)
    found = Candidate(
        id=place.gazetteer_id or place.id,
        name=place.name,
        kind=place.kind,
        country=place.country,
        position=place.position,
        radius_km=place.radius_km,
    )
    return Answer(query=name, status=Status.FOUND, found=found, why=place.why, score=place.score)
