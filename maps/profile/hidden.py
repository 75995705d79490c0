"""What must not be told: the names and positions of rows that a profile hides."""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple
from unicodedata import category, normalize
from urllib.parse import unquote

from geo.coords import LonLat
from geo.places import PlaceRow
from geo.toponyms import fold
from maps.case.case import Case
from maps.case.rows import ActorRow, EventRow, FlowRow, MediaRow, ServiceRow, SourceRow
from maps.case.tables import REFERRED, TABLES, rows_of
from routes.journeys import LegRow
from routes.links import LinkRow

#: A shorter name, or one that ends in a digit, is looked for as a whole word, a longer one also
#: where an ending follows.
_WHOLE_WORD = 4
#: A longer name is also looked for where its words are written in one.
_ONE_WORD = 8
#: Ids with fewer letters (`s1`, `e28`) are in no text because of what they name.
_ID_LETTERS = 4
_PLAIN_WORDS = re.compile("[a-z0-9]+")
#: Scripts that set no blanks between words.
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u9fff\uac00-\ud7af]")


class Secret(NamedTuple):
    """A name that must not be told, and the row that it is of, as `kind:id`."""

    name: str
    of: str


class Spot(NamedTuple):
    """A position that must not be told, how far about it is still too near, and whose it is."""

    at: LonLat
    reach_km: float
    of: str


def secrets(case: Case, kept: Case, hide: Sequence[str]) -> list[Secret]:
    """
    List the names of what a profile hides.

    Parameters
    ----------
    case
        As read.
    kept
        The same as the profile lets it out.
    hide
        Ids.

    Returns
    -------
    list of Secret
        Names, aliases, translations, titles, addresses and telling ids, each once. The publisher
        or author of a hidden source is none where a source that stays has the same.
    """
    hidden = frozenset(hide)
    known = {word for row in kept.sources for word in (row.publisher, row.author)}
    found = [
        Secret(name, f"{table}:{named}")
        for table in TABLES
        for row in rows_of(case, table)
        if (named := getattr(row, REFERRED.get(table, "id"))) in hidden
        for name in (*_names(row), *_telling(named))
        if name and name not in known
    ]
    return [secret for secret in dict.fromkeys(found) if key_of(secret.name)]


def spots(case: Case, hide: Sequence[str], reach_km: float) -> list[Spot]:
    """
    List the positions that are stated for what a profile hides.

    Parameters
    ----------
    case
        As read.
    hide
        Ids.
    reach_km
        How near to such a position nothing may point.

    Returns
    -------
    list of Spot
        Those of places with `lon` and `lat` or a drawn shape; the others are not looked up.
    """
    return [
        Spot(at, reach_km, f"places:{row.id}")
        for row in case.places
        if row.id in hide
        for at in _stated(case, row)
    ]


def _stated(case: Case, row: PlaceRow) -> Iterator[LonLat]:
    """Give the positions that a row of places states and draws."""
    if row.lon is not None and row.lat is not None:
        yield LonLat(row.lon, row.lat)
    shape = case.geometries.get(row.geometry)
    if shape is not None and not shape.is_empty:
        inside = shape.representative_point()
        yield LonLat((inside.x + 180) % 360 - 180, inside.y)


def _telling(name: str) -> tuple[str, ...]:
    """Give an id that says something, if it does."""
    return (name,) if sum(letter.isalpha() for letter in name) >= _ID_LETTERS else ()


def _names(row: object) -> Iterator[str]:
    """Give what a row is called by."""
    match row:
        case PlaceRow():
            yield from (row.name, *row.aliases, *(name for _, name in row.names), row.gazetteer)
        case ActorRow():
            yield from (row.name, *row.aliases)
        case SourceRow():
            yield from (row.title, row.publisher, row.author, row.url, row.archive_url)
            yield from (row.file, row.sha256)
        case EventRow():
            yield row.title
        case LinkRow() | LegRow():
            yield row.name
        case MediaRow():
            yield from (row.file, row.alt, row.caption)
        case ServiceRow() | FlowRow() | _:
            return


def key_of(text: str) -> str:
    """
    Bring a text to the form in which names are looked for.

    Parameters
    ----------
    text
        In any script; what an address writes as `%D0` is read as the letter.

    Returns
    -------
    str
        Its words, folded as toponyms are, with one blank between them and at both ends; empty
        where there is no word.
    """
    plain = unquote(text) if "%" in text else text
    if plain.isascii():
        joined = " ".join(_PLAIN_WORDS.findall(plain.lower()))
    else:
        normal = normalize("NFKC", plain)
        # what cannot be seen parts no word; marks belong to the letter before them
        kept = (c if category(c)[0] in "LNM" else " " for c in normal if category(c) != "Cf")
        joined = " ".join(filter(None, map(_folded, "".join(kept).split())))
    return f" {joined} " if joined else ""


@lru_cache(maxsize=65_536)
def _folded(word: str) -> str:
    """Fold a word once, however often it comes."""
    return fold(word)


def seeker(name: str) -> Callable[[str], bool]:
    """
    Give what tells whether a text holds a name.

    Parameters
    ----------
    name
        What to look for, whatever its case, accents, hyphens and endings.

    Returns
    -------
    Callable
        Takes the `key_of` of a text. It finds rather too much than too little.
    """
    sought = key_of(name).strip()
    if not sought:
        return lambda _: False
    run_on = sought.replace(" ", "")
    if _UNSPACED.search(sought):
        return lambda key: run_on in key.replace(" ", "")
    if len(sought) < _WHOLE_WORD or sought[-1].isdigit():
        return lambda key: f" {sought} " in key
    if len(run_on) < _ONE_WORD:
        return lambda key: f" {sought}" in key
    return lambda key: f" {sought}" in key or run_on in key.replace(" ", "")
