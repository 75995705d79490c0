"""The gazetteer: which places a toponym may stand for, worldwide, offline."""

import json
import math
import re
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz, process

from geo.candidate import Candidate, Reading
from geo.coords import LonLat, distance_m
from geo.errors import MissingDataError, NotFoundError
from geo.gazetteer_blocks import (
    FORMAT,
    Filed,
    filing_key,
    numbers_of,
    open_names,
    open_pins,
    open_places,
)
from geo.likeness import likenesses, skeletons
from geo.toponyms import fold

SHIPPED = Path(__file__).parent / "data" / "gazetteer.sqlite"

#: How the ids of each source are written.
ID_FORMS = {
    "geonames": r"[1-9][0-9]*",
    "iata": r"[A-Z]{3}",
    "icao": r"[A-Z]{4}",
    "locode": r"[A-Z]{2}[A-Z2-9]{3}",
    "iso": r"[A-Z]{2}(-[A-Z0-9]{1,3})?",
}
ID_EXAMPLES = "such as geonames:2042645, iata:FNJ, locode:RUVVO, iso:KP or iso:RU-PRI"

CHECK_ID = "check the id, or give lon and lat"
MISSING_HELP = {
    "locode": "the ports that ship are not all of UN/LOCODE; give another id, or lon and lat",
}

#: Blocks of names that a search for near spellings reads at most, and the least likeness (0-100).
NEAR_BLOCKS = 12
NEAR_LIKENESS = 75.0
#: Letters of a name that are compared at most, and blocks of one sound that are read.
LONGEST = 60
SOUNDING_BLOCKS = 4

#: How far about a position places are looked for in turn (degrees), metres that a degree of a
#: meridian has at least, and how many more than wanted are measured on the ellipsoid.
REACHES = (0.1, 0.4, 1.6, 6.4, 25.6, 180.0)
METRES_A_DEGREE = 110_500.0
SPARE = 8
#: Radius of a ball like the earth, metres, and how far off distances over it may be, as a factor.
BALL_M, BALL = 6_371_009.0, 1.01


class Source(NamedTuple):
    """Whose data the gazetteer is; `attribution` is the line a map must show, or empty."""

    name: str
    licence: str
    url: str
    attribution: str


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """
    An open gazetteer file; made by `read_gazetteer`.

    Attributes
    ----------
    connection
        Read-only.
    """

    connection: sqlite3.Connection

    def find(self, toponym: str) -> list[Candidate]:
        """
        Look a toponym up as it is written, but for case, diacritics and punctuation.

        Parameters
        ----------
        toponym
            A name in any script; also an IATA, ICAO or UN/LOCODE code.

        Returns
        -------
        list[Candidate]
            All entries of that name, most inhabitants first, then by id; empty where there is
            none. Population is an order here, never a choice.
        """
        return self._filed_under(fold(toponym))

    def get(self, id: str) -> Candidate:  # noqa: A002 - the word of the case format
        """
        Take the entry with an id.

        Parameters
        ----------
        id
            `geonames:…`, `iata:…`, `icao:…`, `locode:…`, `iso:CC` or `iso:CC-…`.

        Returns
        -------
        Candidate
            The entry; its own id is another one where several sources number the same place: a
            country or region is filed by its ISO code, an airport by its IATA code.

        Raises
        ------
        NotFoundError
            No such entry, or not an id of a source at hand; the message says which.
        """
        scheme, _, number = id.partition(":")
        if scheme == "wikidata":
            raise NotFoundError(
                f"“{id}”: the gazetteer that ships carries no Wikidata ids",
                f"give another id ({ID_EXAMPLES}) or lon and lat",
            )
        if not re.fullmatch(ID_FORMS.get(scheme, "(?!)"), number):
            raise NotFoundError(f"“{id}” is not an id of the gazetteer", ID_EXAMPLES)
        found = [replace(each, spelling="") for each in self._filed_under(id)]
        if not found:
            raise NotFoundError(
                f"“{id}” is not in the gazetteer", MISSING_HELP.get(scheme, CHECK_ID)
            )
        return found[0]

    def around(self, position: LonLat, count: int = 5) -> list[Candidate]:
        """
        List the populated places nearest to a position.

        Parameters
        ----------
        position
            Degrees, WGS 84.
        count
            How many.

        Returns
        -------
        list[Candidate]
            Nearest first, by the shortest way over the ellipsoid, then by id.
        """
        nearest: list[tuple[float, str, Candidate]] = []
        for reach in REACHES:
            blocks = [block for _, block in self._blocks_within(position, reach)]
            rough, far_m = _roughly_nearest(position, blocks, 2 * count + SPARE)
            within_m = reach * METRES_A_DEGREE
            if reach < REACHES[-1] and not np.count_nonzero(far_m <= BALL * within_m) >= count:
                continue
            places = [open_places(blocks[nth]).at(index).place for nth, index in rough]
            nearest = sorted(
                (distance_m(position, each.position), each.id, each) for each in places
            )
            if len(nearest) >= count and nearest[count - 1][0] <= within_m:
                break
        return [each for _, _, each in nearest[:count]]

    def alike(self, toponym: str, limit: int = 40) -> list[Candidate]:
        """
        Look a toponym up as another convention, another script or a slip may have written it.

        Parameters
        ----------
        toponym
            A name in any script; what `find` knows of it is left out.
        limit
            Entries at most.

        Returns
        -------
        list[Candidate]
            Each says in `reading` and `edits` how it was come by: romanisations first, then
            transliterations, then other spellings by the letters that differ; within these the
            most inhabitants first, then by id. Nothing here is more than a proposal.

        Notes
        -----
        Compares with the names of the same consonants (`geo.skeleton`), as `geo.likeness` does;
        bounded in time whatever the length.
        """
        key = fold(toponym)[:LONGEST]
        known: dict[str, list[int]] = {}
        for start in skeletons(key):
            known |= self._sounding(start)
        known.pop(key, None)
        found: dict[int, Candidate] = {}
        for likeness in likenesses(key, known):
            for number in known[likeness.name]:
                for each, place in self._with_followers(number):
                    if each not in found and likeness.holds_in(place.country):
                        found[each] = likeness.of(place)
            if len(found) >= limit:
                break
        return sorted(found.values(), key=_closest)[:limit]

    def near_spellings(self, toponym: str, limit: int = 5) -> list[str]:
        """
        List names spelled nearly like a toponym, for messages alone: nothing is taken from them.

        Parameters
        ----------
        toponym
            A name that was not found.
        limit
            Names at most.

        Returns
        -------
        list[str]
            Names of the gazetteer, most alike first, then by alphabet; empty where none is alike.

        Notes
        -----
        Compares (RapidFuzz, `ratio`) with the names that are filed about it, which sound alike or
        begin alike, so that the time has a bound whatever the length.
        """
        key = fold(toponym)[:LONGEST]
        if len(key) < 2:
            return []
        start = filing_key(key)
        half = NEAR_BLOCKS // 2
        before = self.connection.execute(
            "SELECT block FROM names WHERE first <= ? ORDER BY first DESC LIMIT ?", (start, half)
        )
        after = self.connection.execute(
            "SELECT block FROM names WHERE first > ? ORDER BY first LIMIT ?", (start, half)
        )
        known = [name for (block,) in (*before, *after) for name in open_names(block).names]
        alike = process.extract(
            key, known, scorer=fuzz.ratio, limit=3 * limit, score_cutoff=NEAR_LIKENESS
        )
        ordered = sorted(alike, key=lambda match: (-match[1], match[0]))
        names = [self._shown(name) for name, _, _ in ordered]
        return list(dict.fromkeys(names))[:limit]

    def sources(self) -> list[Source]:
        """
        List whose data the file holds.

        Returns
        -------
        list[Source]
            In the order of the file; those with an `attribution` must be named on a map.
        """
        (text,) = self.connection.execute(
            "SELECT value FROM about WHERE key = 'sources'"
        ).fetchone()
        return [Source(*source) for source in json.loads(text)]

    def _shown(self, key: str) -> str:
        """Write a folded name as its place writes it, or beside the name of the place."""
        found = self.find(key)
        own = [candidate.name for candidate in found if fold(candidate.name) == key]
        return own[0] if own else f"{key} ({found[0].name})"

    def _filed_under(self, key: str) -> list[Candidate]:
        """Give the places of a folded name or id, with those that are named after them."""
        rows = self.connection.execute(
            "SELECT block FROM names WHERE first <= ? ORDER BY first DESC LIMIT 1",
            (filing_key(key),),
        )
        numbers = [number for (block,) in rows for number in numbers_of(block, key)]
        filed = [self._numbered(number) for number in numbers]
        after = {number for each in filed for number in each.followers} - set(numbers)
        if ":" not in key:
            filed += [self._numbered(number) for number in sorted(after)]
        found = [replace(each.place, spelling=key) for each in filed]
        return sorted(found, key=lambda candidate: (-candidate.population, candidate.id))

    def _sounding(self, consonants: str) -> dict[str, list[int]]:
        """Give the names of the same consonants, as many as `SOUNDING_BLOCKS` hold."""
        rows = self.connection.execute(
            "SELECT block FROM names WHERE first < ?1 || '!' AND first >= "
            "(SELECT max(first) FROM names WHERE first <= ?1 || ' ') ORDER BY first LIMIT ?2",
            (consonants, SOUNDING_BLOCKS),
        )
        found: dict[str, list[int]] = {}
        for (block,) in rows:
            found |= open_names(block).sounding(consonants)
        return found

    def _with_followers(self, number: int) -> list[tuple[int, Candidate]]:
        """Give the place with a number and those that go by its names, with their numbers."""
        place, followers = self._numbered(number)
        return [(number, place), *((each, self._numbered(each).place) for each in followers)]

    def _numbered(self, number: int) -> Filed:
        """Give the place with a number."""
        first, block = self.connection.execute(
            "SELECT first, block FROM places WHERE first <= ? ORDER BY first DESC LIMIT 1",
            (number,),
        ).fetchone()
        return open_places(block).at(number - first)

    def _blocks_within(self, position: LonLat, reach: float) -> list[tuple[int, bytes]]:
        """List the blocks of places with a box that may come within degrees of a position."""
        lon, lat = position
        south, north = lat - reach, lat + reach
        shrunk = math.cos(math.radians(min(90.0, max(abs(south), abs(north)))))
        wide = 180.0 if shrunk * 180 <= reach else reach / shrunk
        return self.connection.execute(
            "SELECT first, block FROM boxes JOIN places USING (first) "
            "WHERE south <= ?3 AND north >= ?4 AND ("
            "west <= ?1 + ?2 AND east >= ?1 - ?2"
            " OR west <= ?1 - 360 + ?2 OR east >= ?1 + 360 - ?2) ORDER BY first",
            (lon, wide, north, south),
        ).fetchall()


def _closest(candidate: Candidate) -> tuple[int, int, int, str]:
    """Order candidates: the closest reading first, then the most inhabitants, then by id."""
    reading = list(Reading).index(candidate.reading)
    return reading, candidate.edits, -candidate.population, candidate.id


def _roughly_nearest(
    position: LonLat, blocks: Sequence[bytes], count: int
) -> tuple[list[tuple[int, int]], NDArray[np.float64]]:
    """Give the populated places that are nearest over a ball: block, index, and metres."""
    pins = [open_pins(block) for block in blocks]
    if not pins:
        return [], np.array([])
    nth = np.repeat(np.arange(len(pins)), [len(each.inside) for each in pins])
    index = np.concatenate([each.inside for each in pins])
    lon = np.radians(np.concatenate([each.lon for each in pins]))
    lat = np.radians(np.concatenate([each.lat for each in pins]))
    here = math.radians(position.lat)
    turn = np.sin((math.radians(position.lon) - lon) / 2) ** 2
    chord = np.sin((here - lat) / 2) ** 2 + math.cos(here) * np.cos(lat) * turn
    order = np.lexsort((index, nth, chord))[:count]
    far_m = 2 * BALL_M * np.arcsin(np.sqrt(np.clip(chord[order], 0, 1)))
    return [(int(nth[at]), int(index[at])) for at in order], far_m


def read_gazetteer(path: Path = SHIPPED) -> Gazetteer:
    """
    Open a gazetteer file.

    Parameters
    ----------
    path
        Made by `scripts/make_gazetteer.py`; the one that ships unless said otherwise.

    Returns
    -------
    Gazetteer
        Open for reading; a look-up reads a few kilobytes, the file is never read whole.

    Raises
    ------
    MissingDataError
        There is no such file, or it is not a gazetteer of this version.
    """
    if not path.is_file():
        raise MissingDataError(f"{path.name}: the gazetteer is missing; install waybook again")
    connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)
    try:
        (form,) = connection.execute("SELECT value FROM about WHERE key = 'format'").fetchone()
    except (sqlite3.DatabaseError, TypeError):
        form = "unknown"
    if form != str(FORMAT):
        connection.close()
        raise MissingDataError(f"{path.name}: not a gazetteer of format {FORMAT} but of {form}")
    return Gazetteer(connection)
