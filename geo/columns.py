"""The columns of a table as fields of a record: the record is the schema."""

import re
from collections.abc import Callable
from dataclasses import field
from enum import StrEnum
from typing import Any, TypeVar
from urllib.parse import urlsplit

from geo.errors import ValueProblem

T = TypeVar("T")
E = TypeVar("E", bound=StrEnum)

IDENTIFIER = re.compile(r"[a-z0-9_-]+")
COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
PHRASE_WORDS = 25


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
    raise ValueProblem(
        f"“{cell}” is not an id: it holds “{odd}” (U+{ord(odd):04X})" if odd else "empty id",
        "lower-case letters a-z, digits, - and _ only",
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
    if not re.fullmatch(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]{1,2})?", cell):
        raise ValueProblem(f"“{cell}” is not a number", "decimal degrees or km, with a point")
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
