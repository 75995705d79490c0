"""A place as it is written in a call: a position, an id, a name."""

import re
from collections.abc import Sequence

from geo.candidate import AmbiguousPlaceError, PlaceNotFoundError
from geo.coherence import anchors
from geo.coords import LonLat, lonlat
from geo.errors import AmbiguousError, NotFoundError, PositionError, ValueProblem, Where, one_line
from geo.gazetteer import ID_EXAMPLES, ID_FORMS, Gazetteer
from geo.listing import listed
from geo.locate import Choice, Query, locate
from geo.places import WIDE_KINDS, Place, PlaceKind, PlaceRow, PositionBasis
from geo.readings import check_name
from geo.toponyms import fold

_NUMBER = r"[-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)"
_POSITION = re.compile(rf"\s*({_NUMBER})\s*,\s*({_NUMBER})\s*")
#: Numbers that are to be a position, well or badly written.
_NUMBERS = re.compile(r"[-+0-9.,;\s]*[0-9][-+0-9.,;\s]*")
_SCHEMES = frozenset({*ID_FORMS, "wikidata"})
#: Letters of a text that a message shows at most.
SHOWN = 80
#: Row of a place that stands in no file.
_NOWHERE = Where("")
CHOOSE = "choose one by its id, or give LON,LAT"
FIND = f"give LON,LAT or an id {ID_EXAMPLES}"


def find_places(
    texts: Sequence[str],
    gazetteer: Gazetteer,
    *,
    known: Sequence[Place] = (),
    kind: PlaceKind | None = None,
) -> list[Place]:
    """
    Find the places of one call.

    Parameters
    ----------
    texts
        Each a position `LON,LAT` in degrees, an id of the gazetteer, the id or a name of a known
        place, or a name.
    gazetteer
        Where names and ids are looked up.
    known
        Places of a case; they come before the gazetteer.
    kind
        What a name stands for rather than a town (`port` for a ship); `None` = nothing else.

    Returns
    -------
    list[Place]
        One for each text, in their order; empty for none.

    Raises
    ------
    PositionError
        A position is not on the earth.
    AmbiguousError
        A name fits several places equally well; the message lists them.
    NotFoundError
        A name or id is not known; or several texts stand for no one place, a line for each.

    Notes
    -----
    Names are told apart as in `geo.locate`; where a country or region and a town of one name are
    not, the town is meant. One that nothing else settles is tried once more near the places of
    the call that are settled.
    """
    found = [_tried(text, gazetteer, known, kind, ()) for text in texts]
    near = anchors(found)
    for at, each in enumerate(found):
        if isinstance(each, AmbiguousPlaceError):
            found[at] = _tried(texts[at], gazetteer, known, kind, near)
    problems = [each for each in found if isinstance(each, ValueProblem)]
    for problem in sorted(problems, key=lambda each: not isinstance(each, PositionError)):
        if len(problems) == 1 or isinstance(problem, PositionError):
            raise problem
        raise NotFoundError("\n".join(map(str, problems)))
    return [each for each in found if isinstance(each, Place)]


def _tried(
    text: str,
    gazetteer: Gazetteer,
    known: Sequence[Place],
    kind: PlaceKind | None,
    near: tuple[LonLat, ...],
) -> Place | ValueProblem:
    """Find a place, or keep what is wrong with it."""
    try:
        return find_place(text, gazetteer, known=known, kind=kind, near=near)
    except ValueProblem as error:
        return error


def find_place(
    text: str,
    gazetteer: Gazetteer,
    *,
    known: Sequence[Place] = (),
    kind: PlaceKind | None = None,
    near: tuple[LonLat, ...] = (),
) -> Place:
    """
    Find one place.

    Parameters
    ----------
    text, gazetteer, known, kind
        As `find_places`.
    near
        Positions of places that belong to the same story.

    Returns
    -------
    Place
        Says itself why it stands where it stands; its row is in no file. The id of a place
        that is not a known one is that of the gazetteer, or the position as written.

    Raises
    ------
    PositionError, AmbiguousError, NotFoundError
        As `find_places`.
    """
    for place in stated_place(text, gazetteer, known):
        return place
    return _place(_named(" ".join(text.split()), gazetteer, kind, near))


def stated_place(text: str, gazetteer: Gazetteer, known: Sequence[Place] = ()) -> list[Place]:
    """
    Take the place that a text states: a position, an id, or the id or a name of a known place.

    Parameters
    ----------
    text, gazetteer, known
        As `find_places`.

    Returns
    -------
    list of Place
        An empty list where it is a name for the gazetteer.

    Raises
    ------
    PositionError, AmbiguousError, NotFoundError
        As `find_places`.
    """
    if _NUMBERS.fullmatch(text):
        return [place_at(position_of(text))]
    word = " ".join(text.split())
    if own := _known(word, known):
        return own
    if is_name(word):
        return []
    candidate = gazetteer.get(word)
    return [_place(Choice(candidate, f"Named by its id: {candidate.name}."))]


def position_of(text: str) -> LonLat:
    """
    Read a position.

    Parameters
    ----------
    text
        `LON,LAT` in degrees.

    Returns
    -------
    LonLat
        Degrees, WGS 84.

    Raises
    ------
    PositionError
        It is not written so, or not on the earth.
    """
    position = _POSITION.fullmatch(text)
    if not position:
        message = f"“{one_line(text, SHOWN)}” is not a position"
        raise PositionError(message, "LON,LAT: two numbers in degrees, longitude first")
    return lonlat(*map(float, position.groups()))


def is_name(text: str) -> bool:
    """Tell whether a text is neither a position nor an id of the gazetteer."""
    word = " ".join(text.split())
    scheme, colon, _ = word.partition(":")
    return not (_NUMBERS.fullmatch(text) or (colon and scheme in _SCHEMES))


def place_at(position: LonLat, name: str = "") -> Place:
    """
    Make a place of a bare position.

    Parameters
    ----------
    position
        Degrees, WGS 84.
    name
        What to call it; the position itself unless given.

    Returns
    -------
    Place
        Without a country.
    """
    shown = f"{position.lon:.10g},{position.lat:.10g}"
    row = PlaceRow(where=_NOWHERE, id=shown, name=name or shown, kind=PlaceKind.FACILITY)
    why = "Its position is stated in the call."
    return Place(row=row, position=position, basis=PositionBasis.STATED, why=why)


def _known(word: str, known: Sequence[Place]) -> list[Place]:
    """Give the known place of an id or name; none where there is none."""
    by_id = [place for place in known if place.id == word]
    by_name = by_id or [place for place in known if fold(word) in _names(place)]
    if len(by_name) > 1:
        ids = ", ".join(place.id for place in by_name)
        raise AmbiguousError(f"“{word}” is the name of several places of the case", f"ids: {ids}")
    return by_name


def _names(place: Place) -> set[str]:
    """Give the folded names of a known place."""
    row = place.row
    return {fold(name) for name in (row.name, *row.aliases, *(name for _, name in row.names))}


def _named(
    word: str, gazetteer: Gazetteer, kind: PlaceKind | None, near: tuple[LonLat, ...]
) -> Choice:
    """Look a name up: as one of the kind, else as anything."""
    check_name(word)
    trouble: ValueProblem | None = None
    for wanted in dict.fromkeys((kind, None)):
        try:
            return locate(Query(names=(word,), kind=wanted, near=near), gazetteer)
        except AmbiguousPlaceError as ambiguous:
            found = _among_towns(word, gazetteer, near, ambiguous)
            if isinstance(found, Choice):
                return found
            help_ = f"{CHOOSE}: {listed(found.candidates, gazetteer)}"
            trouble = trouble or AmbiguousPlaceError(found.message, help_, found.candidates)
        except PlaceNotFoundError as error:
            advice = f"{error.help.rpartition('; ')[0]}; {FIND}".removeprefix("; ")
            trouble = trouble or PlaceNotFoundError(error.message, advice, error.candidates)
    raise trouble or NotFoundError(f"“{one_line(word, SHOWN)}” is not known", FIND)


def _among_towns(
    word: str, gazetteer: Gazetteer, near: tuple[LonLat, ...], ambiguous: AmbiguousPlaceError
) -> Choice | AmbiguousPlaceError:
    """Choose among the towns alone where a country or region of their name is in the way."""
    if not any(each.kind in WIDE_KINDS for each in ambiguous.candidates):
        return ambiguous
    try:
        return locate(Query(names=(word,), kind=PlaceKind.CITY, near=near), gazetteer)
    except AmbiguousPlaceError as fewer:
        return fewer
    except PlaceNotFoundError:
        return ambiguous


def _place(choice: Choice) -> Place:
    """Make a place of an entry of the gazetteer."""
    candidate = choice.candidate
    row = PlaceRow(
        where=_NOWHERE,
        id=candidate.id,
        name=candidate.name,
        kind=candidate.kind,
    )
    return Place(
        row=row,
        position=candidate.position,
        basis=PositionBasis.GAZETTEER,
        radius_km=candidate.radius_km,
        country=candidate.country,
        why=choice.why,
        gazetteer_id=candidate.id,
    )
