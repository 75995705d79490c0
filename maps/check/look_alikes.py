"""Names that look alike and are not, and letters that are not what they look like."""

import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import Any

from geo.columns import columns_of
from geo.errors import Finding, Level
from geo.places import PlaceRow
from geo.toponyms import fold
from maps.case.claims import SUBJECT_TABLES
from maps.case.rows import ActorRow
from maps.case.tables import TABLES, rows_of
from maps.check.survey import Survey

MIXED_RULE = "mixed-script"
ALIKE_RULE = "look-alike"
#: Alphabets with letters that look the same.
ALPHABETS = frozenset({"LATIN", "CYRILLIC", "GREEK"})
#: Columns whose words are looked for.
COLUMNS = (
    "name", "title", "aliases", "names", "phrase", "publisher", "author", "attributed_to",
    "operator", "category", "purpose", "measure", "caption",
)  # fmt: skip
#: Columns of words that the editor makes up, and that group what is counted or drawn.
FREE_WORDS = (
    ("services", "kind"),
    ("events", "category"),
    ("flows", "purpose"),
    ("flows", "measure"),
)
#: A word of a name, folded, and whose it is.
Word = tuple[str, PlaceRow | ActorRow]
#: With more words than this a column is a free text.
MOST_WORDS = 300
_KINDS = {table: kind for kind, table in SUBJECT_TABLES.items()}
#: Shorter words are alike by chance.
LEAST_LETTERS = 5


def find_look_alikes(survey: Survey) -> Iterator[Finding]:
    """
    Find names in two scripts at once, and different places or actors that are one letter apart.

    Parameters
    ----------
    survey
        What is checked.

    Yields
    ------
    Finding
        A warning at a name with a letter of another script (a Cyrillic С in `Cosmodrome`); a
        note at the second of two rows whose names have a word that differs by one letter, or that
        give a kind, category, purpose or measure in two spellings.

    Notes
    -----
    Compared are the words of main names, folded; words that begin alike (`Russia`, `Russian`) or
    stand in several names are no slip, and a place is not held against what it lies within.
    """
    for table in TABLES:
        columns = [column for column in COLUMNS if column in columns_of(TABLES[table])]
        for row in rows_of(survey.case, table):
            for column in columns:
                texts = _texts(getattr(row, column))
                if not all(map(str.isascii, texts)):  # most cells of most cases end here
                    yield from _mixed(row, table, column, texts)
    for rows in (survey.case.places, survey.case.actors):
        yield from _alike_rows(rows)
    for table, column in FREE_WORDS:
        yield from _alike_words(rows_of(survey.case, table), table, column)


def _texts(value: Any) -> tuple[str, ...]:
    """Give the texts of a cell: one, several, or the names of a place by their languages."""
    if isinstance(value, str):
        return (value,)
    return tuple(text if isinstance(text, str) else text[-1] for text in value)


def _mixed(row: Any, table: str, column: str, texts: Sequence[str]) -> Iterator[Finding]:
    """Report words of a cell that mix scripts; of a phrase only as a note: it is as printed."""
    for word in dict.fromkeys(word for text in texts for word in text.split()):
        if odd := stray_letters(word):
            shown = ", ".join(f"“{c}” (U+{ord(c):04X})" for c in odd)
            yield Finding(
                row.where,
                column,
                f"“{word}” has letters of two scripts: {shown}",
                "a search for either spelling misses it: retype the word, or acknowledge it",
                Level.NOTE if column == "phrase" else Level.WARNING,
                MIXED_RULE,
                f"{_KINDS.get(table, table)}:{getattr(row, 'id', '')}",
            )


def stray_letters(word: str) -> tuple[str, ...]:
    """
    Find the letters of a word that are of another script than most of it.

    Parameters
    ----------
    word
        Without white space.

    Returns
    -------
    tuple of str
        Each once, in order; empty where the word keeps to one of the alphabets that are mistaken
        for one another (Latin, Cyrillic, Greek).
    """
    if word.isascii():
        return ()
    scripts = {c: unicodedata.name(c, "").split(" ")[0] for c in word if c.isalpha()}
    counts = Counter(scripts[c] for c in word if scripts.get(c) in ALPHABETS)
    if len(counts) < 2:
        return ()
    most, _ = counts.most_common(1)[0]
    return tuple(c for c, script in scripts.items() if script in ALPHABETS and script != most)


def _alike_rows(rows: Sequence[PlaceRow | ActorRow]) -> Iterator[Finding]:
    """Report each pair of rows that are one letter apart."""
    words = [
        (word, row)
        for row in rows
        for word in dict.fromkeys(fold(part) for part in row.name.split())
        if len(word) >= LEAST_LETTERS
    ]
    told: set[tuple[str, str]] = set()
    usual = _usual(words)
    for (one, first), (two, second) in _one_letter_apart(words):
        pair = (first.id, second.id)
        if first is second or pair in told or _related(first, second) or usual & {one, two}:
            continue
        if (one, second.id) in told:  # the same word in the name of what lies within the first
            continue
        told |= {pair, (one, second.id)}
        yield Finding(
            second.where,
            "name",
            f"“{second.name}” and “{first.name}” ({first.where}) differ by one letter: "
            f"{one}, {two}",
            "two things, or two spellings of one?",
            Level.NOTE,
            ALIKE_RULE,
            _subject(second),
        )


def _alike_words(rows: Sequence[Any], table: str, column: str) -> Iterator[Finding]:
    """Report the first row of each word that is one letter off, or in case, from an earlier one."""
    first: dict[str, Any] = {}
    for row in rows:
        if word := getattr(row, column):
            first.setdefault(word, row)
    few = first if len(first) <= MOST_WORDS else {}
    for (one, row), (two, other) in combinations(few.items(), 2):
        if not one_slip_apart(one, two):
            continue
        yield Finding(
            other.where,
            column,
            f"“{two}” is nearly “{one}” ({row.where})",
            "two things, or two spellings of one? what is spelt in two ways is told apart",
            Level.NOTE,
            ALIKE_RULE,
            f"{_KINDS[table]}:{other.id}",
        )


def one_slip_apart(one: str, two: str) -> bool:
    """
    Tell whether two words may be one, misspelt.

    Parameters
    ----------
    one, two
        Words that are not equal.

    Returns
    -------
    bool
        They differ in case, blanks and hyphens alone, or, from `LEAST_LETTERS` on and apart from
        numbers, by one letter.
    """
    from rapidfuzz.distance import Levenshtein  # noqa: PLC0415 - for this check alone

    plain = ["".join(c for c in word.casefold() if c.isalnum()) for word in (one, two)]
    if plain[0] == plain[1]:
        return True
    if min(map(len, plain)) < LEAST_LETTERS or any(c.isdigit() for c in "".join(plain)):
        return False
    return bool(Levenshtein.distance(*plain, score_cutoff=1) == 1)


def _one_letter_apart(words: Sequence[Word]) -> Iterator[tuple[Word, Word]]:
    """Pair words that one letter more, less or other makes equal, in the order of the rows."""
    from rapidfuzz.distance import Levenshtein  # noqa: PLC0415 - for this check alone

    rests: dict[str, list[int]] = {}
    for at, (word, _) in enumerate(words):
        for rest in {word, *(word[:i] + word[i + 1 :] for i in range(len(word)))}:
            rests.setdefault(rest, []).append(at)
    pairs = {pair for found in rests.values() for pair in combinations(found, 2)}
    for first, second in sorted(pairs):
        one, two = words[first][0], words[second][0]
        inflected = one.startswith(two) or two.startswith(one)
        numbers = any(c.isdigit() for c in one + two)
        if not inflected and not numbers and Levenshtein.distance(one, two, score_cutoff=1) == 1:
            yield words[first], words[second]


def _usual(words: Sequence[Word]) -> set[str]:
    """Give the words of several names, but for those of a place and what lies within it."""
    first: dict[str, PlaceRow | ActorRow] = {}
    usual = set()
    for word, row in words:
        other = first.setdefault(word, row)
        if other is not row and not _related(other, row):
            usual.add(word)
    return usual


def _related(first: PlaceRow | ActorRow, second: PlaceRow | ActorRow) -> bool:
    """Tell whether one place lies within the other."""
    return getattr(first, "within", "") == second.id or getattr(second, "within", "") == first.id


def _subject(row: PlaceRow | ActorRow) -> str:
    """Name a row as a claim does."""
    return f"{'place' if isinstance(row, PlaceRow) else 'actor'}:{row.id}"
