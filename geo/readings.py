"""The ways to read a toponym, and the candidates of each, the closest reading first."""

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from geo.candidate import Candidate
from geo.candidate import Reading as How
from geo.coords import distance_m
from geo.errors import NotFoundError, one_line
from geo.gazetteer import Gazetteer
from geo.places import PlaceKind
from geo.query import Query
from geo.score import IN_TOWN, TOWNS, Aspect, Points, is_own_name
from geo.toponyms import BaseName, base_names, fold
from geo.writing import ROMANISED_IN, is_exonym

#: Which kinds of entry answer which kind of place; the rest of the kinds answer themselves.
ANSWERS = {
    PlaceKind.AREA: frozenset({PlaceKind.REGION}),
    PlaceKind.CITY: TOWNS,
    PlaceKind.TOWN: TOWNS,
}
#: Without a kind, a port or airport this near to a town of its name gives way to it (km).
NAMED_AFTER_KM = 60.0

#: A region is not named after a town that holds less of its inhabitants, where the town is called
#: so itself, and where it merely also goes by the name.
SEAT_SHARE = 0.02
MAIN_SHARE = 0.25

#: Points for another convention or script, and for each letter that was taken for another.
OTHERWISE = -0.3
MISSPELLED = -1.5

#: Latin letters of a name that is not told from an abbreviation, and of one with a full stop.
SHORTEST = 2
SHORT = 4
#: Letters of a name at most, and letters of one that a message shows.
LONGEST = 200
SHOWN_LETTERS = 80
#: Characters that turn the direction of what follows: they hide what a name says.
TURNS = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
#: What a reader puts in the place of bytes that it cannot read.
LOST = "\ufffd"


@dataclass(frozen=True, slots=True)
class Reading:
    """
    One way to read a name.

    Attributes
    ----------
    name
        As the source writes it.
    candidates
        Each with the points for how far its spelling is from that of the source.
    stand_in
        They are towns, for what lies in them.
    regions
        Ids of regions that bear the name as well.
    slip
        They are spelled otherwise: a last resort, where nothing at all has the name.
    """

    name: str
    candidates: tuple[tuple[Candidate, Points], ...]
    stand_in: bool = False
    regions: frozenset[str] = frozenset()
    slip: bool = False


def check_name(name: str) -> None:
    """
    Refuse what is no name of a place.

    Parameters
    ----------
    name
        As written.

    Raises
    ------
    NotFoundError
        Empty, without letters, longer than `LONGEST`, or with a character that acts on a terminal
        or turns the direction of writing; the message says which.
    """
    odd = next((c for c in name if c in TURNS + LOST or unicodedata.category(c) == "Cc"), "")
    if odd:
        what = "turns the direction of writing" if odd in TURNS else "is a control character"
        what = "stands for bytes that are not UTF-8" if odd in LOST else what
        raise NotFoundError(
            f"“{shown(name)}” is no name: U+{ord(odd):04X} in it {what}", "write it without"
        )
    if len(name) > LONGEST:
        raise NotFoundError(
            f"“{shown(name)}” is no name: it has {len(name):,} letters", f"{LONGEST} at most"
        )
    if not fold(name):
        raise NotFoundError(f"“{shown(name)}” is no name", "a name has letters or digits")


def is_short(name: str) -> bool:
    """Tell whether a name is too short to stand for whatever merely also goes by it: `Va.`."""
    letters = fold(name)
    return letters.isascii() and len(letters) <= (SHORT if "." in name else SHORTEST)


def shown(name: str) -> str:
    """Make a name fit for a message: short, nothing in it acting."""
    return one_line(name, SHOWN_LETTERS)


def readings(query: Query, gazetteer: Gazetteer) -> Iterator[Reading]:
    """
    Give the ways to read the names of a query.

    Parameters
    ----------
    query
        What is asked.
    gazetteer
        Where to look.

    Yields
    ------
    Reading
        The closest first, some without candidates: as written, beside whatever another
        romanisation of it finds; as another convention or script writes it; without a word for
        its kind; as the town that it is named after; as it may have been meant to be spelled.
    """
    for name in query.names:
        named = gazetteer.find(name)
        if as_written := _of_kind(named, query.kind):
            regions = _regions(named) | _regions_by_name(as_written, gazetteer)
            rivals = _rivals(name, as_written, query, gazetteer)
            yield Reading(name, _read(as_written) + rivals, regions=regions)
    for name in query.names:
        yield Reading(name, _written_otherwise(name, query.kind, gazetteer))
    for name in query.names:
        for base in _bases(name, query.kind):
            kind = query.kind or base.kind
            known = _of_kind(gazetteer.find(base.name), kind)
            found = _read(known) + _rivals(base.name, known, query, gazetteer)
            yield Reading(name, found or _written_otherwise(base.name, kind, gazetteer))
    for name in query.names:
        yield from _stand_ins(name, query, gazetteer)
    for name in query.names:
        yield Reading(name, _misspelled(name, query, gazetteer), slip=True)


def _regions(named: Iterable[Candidate]) -> frozenset[str]:
    """Give the ids of the regions among entries."""
    return frozenset(each.id for each in named if each.kind is PlaceKind.REGION)


def _regions_by_name(found: tuple[Candidate, ...], gazetteer: Gazetteer) -> frozenset[str]:
    """Give the regions named as cities are that were found in another script than their own."""
    others = [each for each in found if each.kind is PlaceKind.CITY and is_own_name(each)]
    names = {each.name for each in others if fold(each.name) != each.spelling and len(found) > 1}
    return frozenset(id_ for name in names for id_ in _regions(gazetteer.find(name)))


def _bases(name: str, kind: PlaceKind | None) -> list[BaseName]:
    """Give a name without words for its kind, where these do not speak against the kind."""
    found = base_names(name)
    return [each for each in found if kind is None or answers(kind) == answers(each.kind)]


def answers(kind: PlaceKind) -> frozenset[PlaceKind]:
    """Give the kinds of entry that answer a kind of place."""
    return ANSWERS.get(kind, frozenset({kind}))


def _rivals(
    name: str,
    known: tuple[Candidate, ...],
    query: Query,
    gazetteer: Gazetteer,
    kind: PlaceKind | None = None,
) -> tuple[tuple[Candidate, Points], ...]:
    """
    Give what bears another romanisation of a name of which but one entry is known.

    A place of that very name in the country stated needs no rivals, nor does one of several (they
    are rivals enough), nor a name in the script of its own country.
    """
    if len(known) != 1 or query.countries or query.within:
        return ()
    (only,) = known
    if not (fold(name).isascii() or is_exonym(name, only.country)):
        return ()
    return tuple(
        (rival, points)
        for rival, points in _written_otherwise(name, kind or query.kind, gazetteer)
        if is_own_name(rival) and rival.id not in (only.id, only.region) and rival.region != only.id
    )


def _written_otherwise(
    name: str, kind: PlaceKind | None, gazetteer: Gazetteer
) -> tuple[tuple[Candidate, Points], ...]:
    """Give what a name finds as another convention or script writes it."""
    return _read(_of_kind(filter(_is_convention, gazetteer.alike(name)), kind))


def _is_convention(candidate: Candidate) -> bool:
    """Whether a candidate is written otherwise by a convention; codes are written in one way."""
    code = fold(candidate.id.rpartition(":")[2])
    romanised = candidate.reading is How.ROMANISATION and candidate.country in ROMANISED_IN
    return candidate.spelling != code and (romanised or candidate.reading is How.TRANSLITERATION)


def _misspelled(
    name: str, query: Query, gazetteer: Gazetteer
) -> tuple[tuple[Candidate, Points], ...]:
    """Give what a name finds where a few letters of it are taken for others."""
    asked = [(name, query.kind), *((base.name, base.kind) for base in _bases(name, query.kind))]
    pairs = [
        pair
        for text, kind in asked
        for pair in _read(_of_kind(_slips(text, gazetteer), query.kind or kind))
    ]
    return tuple({entry.id: (entry, points) for entry, points in reversed(pairs)}.values())


def _slips(name: str, gazetteer: Gazetteer) -> list[Candidate]:
    """Give entries whose names are nearly a name; a code that differs is another one."""
    found = [each for each in gazetteer.alike(name) if not _is_convention(each)]
    named = [each for each in found if fold(each.id.rpartition(":")[2]) != each.spelling]
    return [replace(each, reading=How.SPELLING, edits=max(each.edits, 1)) for each in named]


def _read(candidates: Iterable[Candidate]) -> tuple[tuple[Candidate, Points], ...]:
    """Give candidates the points of how their name was read."""
    return tuple((each, _points(each)) for each in candidates)


def _points(candidate: Candidate) -> Points:
    """Weigh how a name was read."""
    if candidate.reading is How.SPELLING:
        letters = f"{candidate.edits} letter{'s' * (candidate.edits > 1)}"
        said = f"a misspelling ({letters})"
        return Points(Aspect.SPELLING, MISSPELLED * candidate.edits, said)
    if candidate.reading in (How.ROMANISATION, How.TRANSLITERATION):
        return Points(Aspect.SPELLING, OTHERWISE, f"another {candidate.reading}")
    return Points(Aspect.SPELLING, 0.0)


def _stand_ins(name: str, query: Query, gazetteer: Gazetteer) -> Iterator[Reading]:
    """Give the towns that a station, port or the like is named after."""
    bases = [base for base in base_names(name) if (query.kind or base.kind) in IN_TOWN]
    names = ([name] if query.kind in IN_TOWN else []) + [base.name for base in bases]
    for each in names:
        known = _of_kind(gazetteer.find(each), PlaceKind.TOWN)
        found = _read(known) + _rivals(each, known, query, gazetteer, PlaceKind.TOWN)
        yield Reading(name, found, stand_in=True)
    for each in names:
        found = _written_otherwise(each, PlaceKind.TOWN, gazetteer)
        yield Reading(name, found, stand_in=True)


def _of_kind(candidates: Iterable[Candidate], kind: PlaceKind | None) -> tuple[Candidate, ...]:
    """Keep the candidates that answer a kind; without one, those not named after another."""
    if kind is not None:
        return tuple(each for each in candidates if each.kind in answers(kind))
    found = tuple(candidates)
    return tuple(each for each in found if not any(_named_after(each, town) for town in found))


def _named_after(candidate: Candidate, town: Candidate) -> bool:
    """Whether a port, airport or region merely shares the name of the town that it lies about."""
    if town.kind not in TOWNS or candidate.kind in TOWNS | {PlaceKind.COUNTRY}:
        return False
    if candidate.kind is PlaceKind.REGION and not _may_name(town, candidate):
        return False
    reach_km = max(candidate.radius_km, NAMED_AFTER_KM)
    return distance_m(candidate.position, town.position) / 1000 <= reach_km


def _may_name(town: Candidate, region: Candidate) -> bool:
    """Whether a region may be named after a town: its main one, or no hamlet, called so itself."""
    share = SEAT_SHARE if is_own_name(town) else MAIN_SHARE
    return town.population >= share * region.population
