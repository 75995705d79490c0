"""Likeness: which known names a toponym may write in another way, the closest way first."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from itertools import combinations

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from geo.candidate import Candidate, Reading
from geo.conventions import CONVENTIONS, HANGUL, Convention
from geo.romanise import is_hangul, latin_readings
from geo.skeleton import skeleton

#: Skeletons that are looked up for one toponym at most.
PROBES = 14
#: Names that are compared closely, and how alike (0-100) they must be at least.
COMPARED, ALIKE = 60, 50.0
#: Letters that may differ in a name of so many letters.
EDITS = ((4, 1), (7, 2), (11, 3))
#: Skeletons shorter than this say too little to find names with other consonants.
TELLING = 4

#: What else letters may stand for: German and French ch, j and w, Korean r and n, the Hangul
#: letters of foreign names.
OTHERWISE = (
    ("(?<![sth])ch", "h"),
    ("j", "y"),
    ("^[rl]", "n"),
    ("^n", "r"),
    ("^[rln](?=[iy])", ""),
    ("ki(?=a)", "ji"),
)
IN_CYRILLIC = (("n(?![aeiouyg])", "ng"),)
IN_HANGUL = (("b", "v"), ("p", "f"), ("r", "l"), ("j", "z"), ("^n", "r"), ("^r", "n"))


@dataclass(frozen=True, slots=True)
class Likeness:
    """A known name that a toponym may write, how, and the countries where it does (empty = all)."""

    name: str
    reading: Reading
    edits: int = 0
    countries: frozenset[str] = frozenset()

    def holds_in(self, country: str) -> bool:
        """Whether it holds for places of a country."""
        return not self.countries or country in self.countries

    def of(self, place: Candidate) -> Candidate:
        """Make the candidate that says how it was come by."""
        return replace(place, spelling=self.name, reading=self.reading, edits=self.edits)


def skeletons(key: str) -> list[str]:
    """
    List the consonants that names alike may have.

    Parameters
    ----------
    key
        A folded name.

    Returns
    -------
    list[str]
        Skeletons, the likeliest first, `PROBES` at most; empty where no letter has a sound.
    """
    readings = latin_readings(key)
    ways = list(OTHERWISE)
    if is_hangul(key):
        ways = list(IN_HANGUL)
    elif not key.isascii():
        ways += IN_CYRILLIC
    heard = [skeleton(key), *map(skeleton, readings)]
    for count in (1, 2):
        for chosen in combinations(ways, count):
            for reading in readings:
                text = reading
                for pattern, other in chosen:
                    text = re.sub(pattern, other, text)
                heard.append(skeleton(text))
    own = skeleton(readings[0]) if readings else ""
    if len(own) >= TELLING:
        heard += [own[:at] + own[at + 1 :] for at in range(1, len(own))]
    return list(dict.fromkeys(filter(None, heard)))[:PROBES]


def likenesses(key: str, known: Collection[str]) -> Iterator[Likeness]:
    """
    Compare a toponym with known names.

    Parameters
    ----------
    key
        A folded name.
    known
        Other folded names.

    Yields
    ------
    Likeness
        Same by a convention in Latin letters; same when another script is read in Latin letters;
        so many letters different, few first. Ties in the order of the names.

    Notes
    -----
    Optimal string alignment (RapidFuzz): a swap of neighbours is one slip.
    """
    readings = latin_readings(key)
    near = _nearest([key, *readings], known)
    reading = Reading.ROMANISATION if key.isascii() else Reading.TRANSLITERATION
    ways: tuple[Convention, ...] = (HANGUL, *CONVENTIONS) if is_hangul(key) else CONVENTIONS
    for way in ways:
        wanted = frozenset(spelled for each in readings for spelled in way.keys(each))
        for name in near:
            if name.isascii() and wanted & way.keys(name):
                yield Likeness(name, reading, countries=way.countries)
    slips = sorted(
        (min(OSA.distance(each, name) for each in (key, *readings)), name) for name in near
    )
    for edits, name in slips:
        if 0 < edits <= max((most for letters, most in EDITS if len(name) >= letters), default=0):
            yield Likeness(name, Reading.SPELLING, edits)


def _nearest(spellings: list[str], known: Collection[str]) -> list[str]:
    """Give the names most like any of some spellings, in their own order."""
    choices = sorted(known)
    found = {
        name
        for spelling in spellings
        for name, _, _ in process.extract(
            spelling, choices, scorer=fuzz.ratio, limit=COMPARED, score_cutoff=ALIKE
        )
    }
    return sorted(found)
