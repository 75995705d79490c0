"""The columns of a table as fields of a record: the record is the schema."""

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import MISSING, field, fields
from difflib import get_close_matches
from enum import StrEnum
from functools import lru_cache
from types import MappingProxyType
from typing import Any, NamedTuple, TypeVar
from unicodedata import normalize
from urllib.parse import urlsplit

from geo.errors import ValueProblem

T = TypeVar("T")
E = TypeVar("E", bound=StrEnum)

IDENTIFIER = re.compile(r"[a-z0-9_-]+")
COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
PHRASE_WORDS = 25
#: Among more words than this the near ones are looked for in two steps.
_MANY = 200
#: Longer words are nobody's slip of the pen.
_LONGEST = 200
_NUMBER = re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]{1,2})?")


def column(
    parse: Callable[[str], object],
    *,
    required: bool = False,
    default: Any = "",
    refers_to: str = "",
) -> Any:
    """
    Declare a column of a table as a field of its record.

    Parameters
    ----------
    parse
        Turns the text of a cell (never empty) into a value; raises `ValueProblem`.
    required
        Whether an empty cell is an error.
    default
        The value of an empty cell.
    refers_to
        Name of the table whose ids the value, or each of its values, must be one of.

    Returns
    -------
    Any
        A dataclass field with the above as its metadata (typed by the record, not here).
    """
    return field(
        default=default,
        metadata={"parse": parse, "required": required, "refers_to": refers_to},
    )


class Column(NamedTuple):
    """
    A column of a table, as its record declares it.

    Attributes
    ----------
    name
        As in the header line: `from`.
    attribute
        Name of the record's field: `from_`.
    parse
        Turns the text of a cell (never empty) into a value; raises `ValueProblem`.
    required, default, refers_to
        As in `column`.
    """

    name: str
    attribute: str
    parse: Callable[[str], Any]
    required: bool
    default: Any
    refers_to: str


def columns_of(record: type) -> Mapping[str, Column]:
    """
    List the columns of a table by the names of its header line.

    Parameters
    ----------
    record
        A record class whose fields were made by `column`.

    Returns
    -------
    Mapping[str, Column]
        In the order of the fields; those of the evidence first where the record inherits it.
    """
    return MappingProxyType(
        {
            item.name.rstrip("_"): Column(
                name=item.name.rstrip("_"),
                attribute=item.name,
                default=None if item.default is MISSING else item.default,
                **item.metadata,
            )
            for item in fields(record)
            if item.metadata
        }
    )


def nearest_help(word: str, known: Iterable[str], *, cutoff: float = 0.6) -> str:
    """
    Say which of the known words may be meant.

    Parameters
    ----------
    word
        What was written.
    known
        What could have been written.
    cutoff
        How alike two words must be, from 0 to 1; one that begins with the other is alike enough.

    Returns
    -------
    str
        “did you mean …?” for the nearest word, else the list of them if it is short, else nothing.
    """
    words = frozenset(known)
    lower = word.lower()
    by_lower = _by_lower(words)
    starts = (lower[:size] for size in range(3, min(len(lower), _LONGEST) + 1))
    begun = (start for start in starts if start in by_lower)  # latitude for lat
    if near := nearest(lower, by_lower, cutoff=cutoff) or next(begun, ""):
        return f"did you mean {by_lower[near]}?"
    listed = ", ".join(sorted(words)) if len(words) <= 300 else ""
    return f"known: {listed}" if listed and len(listed) <= 300 else ""


@lru_cache(maxsize=64)
def _by_lower(words: frozenset[str]) -> Mapping[str, str]:
    """Give words by their lower-case form, in order; one table's serve all its rows."""
    return {known_word.lower(): known_word for known_word in sorted(words)}


def nearest(word: str, known: Collection[str], *, cutoff: float) -> str:
    """
    Find the known word that is most like another.

    Parameters
    ----------
    word
        What was written.
    known
        What could have been written.
    cutoff
        How alike two words must be, from 0 to 1.

    Returns
    -------
    str
        The nearest; empty where none is near enough.

    Notes
    -----
    `difflib` judges; it is slow, so of many words it sees those that rapidfuzz finds nearest.
    """
    if len(word) > _LONGEST:
        return ""
    if len(known) > _MANY:
        from rapidfuzz import process  # noqa: PLC0415 - for large tables only
        from rapidfuzz.distance import Indel  # noqa: PLC0415

        similarity = Indel.normalized_similarity
        known = [found for found, _, _ in process.extract(word, known, scorer=similarity, limit=5)]
    return next(iter(get_close_matches(word, known, n=1, cutoff=cutoff)), "")


def text(cell: str) -> str:
    """Take a cell as it is: plain text, never interpreted."""
    return cell


def identifier(cell: str) -> str:
    """
    Take an id: lower-case letters, digits, `-` and `_`.

    Raises
    ------
    ValueProblem
        Another character; it is named with its code point.
    """
    if IDENTIFIER.fullmatch(cell):
        return cell
    odd = next((c for c in cell if not IDENTIFIER.fullmatch(c)), "")
    letters = "lower-case letters a-z, digits, - and _ only"
    lower = f"write {cell.lower()}: " if IDENTIFIER.fullmatch(cell.lower()) else ""
    raise ValueProblem(
        f"“{cell}” is not an id: it holds “{odd}” (U+{ord(odd):04X})" if odd else "empty id",
        lower + letters,
    )


def names(separator: str) -> Callable[[str], tuple[str, ...]]:
    """Give a parser of several values in one cell, each stripped, none empty."""

    def parse(cell: str) -> tuple[str, ...]:
        parts = tuple(part.strip() for part in cell.split(separator))
        if not all(parts):
            raise ValueProblem(
                f"“{cell}” has an empty value", f"values are separated by {separator}"
            )
        return parts

    return parse


def identifiers(cell: str) -> tuple[str, ...]:
    """Take several ids separated by `;`; `ValueProblem` as `identifier`."""
    return tuple(identifier(part) for part in names(";")(cell))


def one_of(closed: type[E]) -> Callable[[str], E]:
    """Give a parser of a closed set of words; another word is a `ValueProblem` naming them all."""

    def parse(cell: str) -> E:
        try:
            return closed(cell)
        except ValueError:
            known = ", ".join(closed)
            raise ValueProblem(f"“{cell}” is not one of its words", f"one of: {known}") from None

    parse.__doc__ = f"Take one of the words of {closed.__name__}."
    parse.words = tuple(closed)  # type: ignore[attr-defined]  # for the lists of a workbook
    return parse


def phrase(cell: str) -> str:
    """
    Take a few words as printed.

    Raises
    ------
    ValueProblem
        More than 25 words.
    """
    words = len(cell.split())
    if words > PHRASE_WORDS:
        raise ValueProblem(
            f"a phrase of {words} words", f"at most {PHRASE_WORDS}; put the rest in your own words"
        )
    return cell


def web_address(cell: str) -> str:
    """
    Take a web address.

    Raises
    ------
    ValueProblem
        Not `http:` or `https:` with a host, or with white space, quotes or control characters.
    """
    if not re.fullmatch(r"https?://[^\s\x00-\x20\x7f\"'<>`{}|\\^]+", cell, re.IGNORECASE):
        raise ValueProblem(f"“{cell}” is not a web address", "http: or https:, without spaces")
    try:
        host = urlsplit(cell).hostname
    except ValueError:
        host = None
    if not host:
        raise ValueProblem(f"“{cell}” is not a web address", "it names no host")
    return cell


def language_tag(cell: str) -> str:
    """Take a BCP 47 language tag, such as `ko` or `zh-Hans`; else a `ValueProblem`."""
    if not re.fullmatch("[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*", cell):
        raise ValueProblem(f"“{cell}” is not a language tag", "BCP 47, such as en, ko, zh-Hans")
    return cell


def checksum(cell: str) -> str:
    """Take a SHA-256 in hexadecimal digits, lower-cased; anything else is a `ValueProblem`."""
    if not re.fullmatch("[0-9a-fA-F]{64}", cell):
        raise ValueProblem(f"“{cell}” is not a SHA-256", "64 hexadecimal digits")
    return cell.lower()


def colour(cell: str) -> str:
    """Take `#rrggbb`, lower-cased; anything else is a `ValueProblem`."""
    if not COLOUR.fullmatch(cell):
        raise ValueProblem(f"“{cell}” is not a colour", "write #rrggbb, such as #b01e3c")
    return cell.lower()


def yes_or_no(cell: str) -> bool:
    """Take `yes` or `no`; anything else is a `ValueProblem`."""
    if cell not in {"yes", "no"}:
        raise ValueProblem(f"“{cell}” is neither yes nor no", "write yes or no")
    return cell == "yes"


def words_of(column: Column) -> tuple[str, ...]:
    """
    List the words that a column takes.

    Parameters
    ----------
    column
        Of a table.

    Returns
    -------
    tuple of str
        Empty where the column is not closed.
    """
    if column.parse is yes_or_no:
        return ("yes", "no")
    return tuple(str(word) for word in getattr(column.parse, "words", ()))


def whole_number(cell: str) -> int:
    """Take a whole number from 1 on; anything else is a `ValueProblem`."""
    if not re.fullmatch(r"[1-9][0-9]{0,5}", cell):
        raise ValueProblem(f"“{cell}” is not a whole number", "1, 2, 3 and so on")
    return int(cell)


def number(cell: str) -> float:
    """
    Take a decimal number with a point.

    Raises
    ------
    ValueProblem
        Not a finite decimal number in ASCII digits; a decimal comma is named as such.
    """
    if re.fullmatch(r"[+-]?[0-9]+,[0-9]+", cell):
        raise ValueProblem(f"“{cell}” has a decimal comma", f"write {cell.replace(',', '.')}")
    if not _NUMBER.fullmatch(cell):
        plain = normalize("NFKC", cell).replace("\u2212", "-")  # full-width digits, a minus sign
        help_ = (
            f"write {plain}" if _NUMBER.fullmatch(plain) else "decimal degrees or km, with a point"
        )
        raise ValueProblem(f"“{cell}” is not a number", help_)
    return float(cell)


def country_codes(cell: str) -> tuple[str, ...]:
    """
    Take ISO 3166-1 alpha-2 codes separated by `;`.

    Raises
    ------
    ValueProblem
        Not two capital letters; whether the code is a country's is told by the gazetteer.
    """
    codes = names(";")(cell)
    for code in codes:
        if not re.fullmatch("[A-Z]{2}", code):
            help_ = f"write {code.upper()}" if re.fullmatch("[A-Za-z]{2}", code) else "such as KP"
            raise ValueProblem(f"“{code}” is not an ISO 3166-1 alpha-2 code", help_)
    return codes


def translations(cell: str) -> tuple[tuple[str, str], ...]:
    """
    Take names by language: `ru=Хасан;ko=하산`.

    Raises
    ------
    ValueProblem
        A part without a language tag, or a language named twice.
    """
    pairs = []
    for part in names(";")(cell):
        language, equals, name = (piece.strip() for piece in part.partition("="))
        if not (equals and name and re.fullmatch("[a-z]{2,3}(-[A-Za-z0-9]{2,8})*", language)):
            raise ValueProblem(f"“{part}” is not language=name", "such as ru=Хасан;ko=하산")
        pairs.append((language, name))
    if len(dict(pairs)) < len(pairs):
        raise ValueProblem(f"“{cell}” names a language twice", "further spellings go into aliases")
    return tuple(pairs)
