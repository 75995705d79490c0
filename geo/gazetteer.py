"""The gazetteer: which places a toponym may stand for, worldwide, offline."""

import json
import re
import sqlite3
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

from rapidfuzz import fuzz, process

from geo.candidate import Candidate
from geo.errors import MissingDataError, NotFoundError
from geo.gazetteer_blocks import FORMAT, keys_of, numbers_of, place_at, places_with_id
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
NEAR_BLOCKS = 24
NEAR_LIKENESS = 75.0


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
        key = fold(toponym)
        rows = self.connection.execute(
            "SELECT block FROM names WHERE first <= ? ORDER BY first DESC LIMIT 1", (key,)
        )
        numbers = [number for (block,) in rows for number in numbers_of(block, key)]
        found = [replace(self._numbered(number), spelling=key) for number in numbers]
        return sorted(found, key=lambda candidate: (-candidate.population, candidate.id))

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
        rows = self.connection.execute(
            "SELECT block FROM places WHERE first_id <= ? ORDER BY first_id DESC LIMIT 1", (id,)
        )
        found = [place for (block,) in rows for place in places_with_id(block, id)]
        found = found or self.find(id)
        if not found:
            raise NotFoundError(
                f"“{id}” is not in the gazetteer", MISSING_HELP.get(scheme, CHECK_ID)
            )
        return found[0]

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
        Compares (RapidFuzz, `ratio`) with names that share the first letters, so that the time
        has a bound whatever the length.
        """
        key = fold(toponym)[:60]
        if len(key) < 2:
            return []
        start = key[: 3 if key.isascii() else 1]
        rows = self.connection.execute(
            "SELECT block FROM names WHERE first < ? AND first >= "
            "(SELECT max(first) FROM names WHERE first <= ?) ORDER BY first LIMIT ?",
            (start + "\U0010ffff", start, NEAR_BLOCKS),
        )
        known = [name for (block,) in rows for name in keys_of(block)]
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

    def _numbered(self, number: int) -> Candidate:
        """Give the place with a number."""
        first, block = self.connection.execute(
            "SELECT first, block FROM places WHERE first <= ? ORDER BY first DESC LIMIT 1",
            (number,),
        ).fetchone()
        return place_at(block, number - first)


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
