"""The values of cells: when two are the same, and how they are said."""

import re
from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from geo.columns import Column, phrase, text, web_address
from geo.dates import FuzzyDate
from geo.quantities import Quantity, parse_duration
from maps.diff.names import Names
from maps.page.entries.words import date_words, duration_words, language_words, quantity_words

NOT_STATED = "not stated"
#: Columns whose values are a set: their order says nothing.
SETS = frozenset({"aliases", "names", "avoid"})
#: Tables that a column names rows of, where its record does not say so: plain names are allowed.
_REFERS = {"actors": "actors", "attributed_to": "actors", "media": "media"}
_QUARTERS = {"Q1": "33", "Q2": "34", "Q3": "35", "Q4": "36", "H1": "40", "H2": "41"}
#: A text longer than this is told by what differs in it.
_LONG = 80
#: The most of a text that a sentence quotes.
_QUOTED = 320
_CONTEXT_WORDS = 4


def key(value: Any, column: str = "") -> Any:
    """
    Give what two values have in common when they mean the same.

    Parameters
    ----------
    value
        The value of a cell.
    column
        Its column.

    Returns
    -------
    Any
        Equal for `2023-Q3` and `2023-35`, for `P7D` and `P1W`, for `130.6` and `130.60`.
    """
    if isinstance(value, FuzzyDate):
        return "/".join(_date_key(side) for side in value.text.split("/"))
    if isinstance(value, Quantity):
        sign = re.match("[~<>=]*", value.text)
        return value.low, value.high, value.about, sign and sign[0], bool(value)
    return frozenset(value) if column in SETS else value


def _date_key(side: str) -> str:
    """Write one side of a date in one way."""
    plain = re.sub("-(Q[1-4]|H[12])", lambda match: f"-{_QUARTERS[match[1]]}", side)
    return plain or ".."


def table_of(column: Column) -> str:
    """Name the table whose rows the values of a column may name; empty for none."""
    return column.refers_to or _REFERS.get(column.name, "")


def words(value: Any, column: Column, names: Names) -> str:
    """
    Say the value of a cell.

    Parameters
    ----------
    value
        As the record holds it.
    column
        Its column.
    names
        What the ids that it holds are called.

    Returns
    -------
    str
        Plain words, text in quotation marks; `not stated` for an empty cell.
    """
    if isinstance(value, bool):
        return "yes" if value else "no"
    if value is None or (not value and value != 0):
        return NOT_STATED
    if isinstance(value, tuple):
        return _several(value, column, names)
    unit = " km" if column.name.endswith("_km") else ""
    return f"{_plain(value, column)}{unit}" if _is_number(value) else _one(value, column, names)


def _is_number(value: Any) -> bool:
    """Tell whether a value is a number or a date."""
    return isinstance(value, FuzzyDate | Quantity | float | int)


def _plain(value: Any, column: Column) -> str:
    """Say a number or a date."""
    if isinstance(value, FuzzyDate):
        return date_words(value)
    if isinstance(value, Quantity):
        return (duration_words if column.parse is parse_duration else quantity_words)(value)
    return f"{value:.9g}"


def _several(values: tuple[Any, ...], column: Column, names: Names) -> str:
    """Say several values of one cell."""
    mark = {"stops": " – ", "via": " – ", "attributed_to": " > "}.get(column.name, ", ")
    if column.name == "names":
        return mark.join(f"“{name}” ({language_words(tag)})" for tag, name in values)
    return mark.join(_one(value, column, names) for value in values)


def _one(value: Any, column: Column, names: Names) -> str:
    """Say one value."""
    if table := table_of(column):
        title = names.title(table, value)
        return title if table == "places" or column.name == "attributed_to" else f"“{title}”"
    if isinstance(value, StrEnum):
        return value.replace("_", " ")
    if column.name == "language":
        return language_words(value)
    quoted = column.parse in {text, phrase} or column.name in {"aliases", "value"}
    return f"“{value}”" if quoted and column.parse is not web_address else str(value)


def raw(value: Any) -> str:
    """Give the value of a cell as it was written, or nearly so."""
    if isinstance(value, FuzzyDate | Quantity):
        return value.text
    if isinstance(value, tuple):
        return "; ".join("=".join(one) if isinstance(one, tuple) else str(one) for one in value)
    return "" if value is None else str(value)


def both_words(was: Any, now: Any, column: Column, names: tuple[Names, Names]) -> tuple[str, str]:
    """
    Say two values of a cell that differ, so that they are heard to differ.

    Parameters
    ----------
    was, now
        The values.
    column
        Their column.
    names
        What ids are called in the one case and in the other.

    Returns
    -------
    tuple of str
        Where the words are the same, with what is written in the cells.
    """
    told = words(was, column, names[0]), words(now, column, names[1])
    if told[0] != told[1]:
        return told
    written = raw(was), raw(now)
    if table_of(column) and written[0] != written[1]:
        return f"{told[0]} ({written[0]})", f"{told[1]} ({written[1]})"
    return tuple(f"{said}, written “{cell}”" for said, cell in zip(told, written, strict=True))  # type: ignore[return-value]


def narrowed(was: str, now: str) -> tuple[str, str]:
    """
    Cut two long texts down to where they differ.

    Parameters
    ----------
    was, now
        Texts that differ, quoted or not.

    Returns
    -------
    tuple of str
        Both whole where one of them is short; else with `…` for the words that both begin and
        end with, a few of them apart; each cut at the length that a sentence bears.
    """
    if min(len(was), len(now)) > _LONG:
        one, other = was.split(" "), now.split(" ")
        first, last = _alike(one, other)
        was, now = (_middle(each, first, last) for each in (one, other))
    return cut(was), cut(now)


def _alike(one: list[str], other: list[str]) -> tuple[int, int]:
    """Count the words that two texts begin and end with alike, less those left for the sense."""
    shortest = min(len(one), len(other))
    pairs = enumerate(zip(one, other, strict=False))
    first = next((at for at, (a, b) in pairs if a != b), shortest)
    pairs = enumerate(zip(reversed(one), reversed(other), strict=False))
    last = next((at for at, (a, b) in pairs if a != b), shortest)
    last = min(last, shortest - first)
    return max(first - _CONTEXT_WORDS, 0), max(last - _CONTEXT_WORDS, 0)


def _middle(parts: list[str], first: int, last: int) -> str:
    """Give the words between those that are left out, in the quotation marks of the whole."""
    middle = " ".join(parts[first : len(parts) - last])
    opened = "“… " if parts[0].startswith("“") else "… "
    closed = " …”" if parts[-1].endswith("”") else " …"
    return f"{opened if first else ''}{middle}{closed if last else ''}"


def cut(said: str) -> str:
    """Cut a text, quoted or not, at the length that a sentence bears."""
    if len(said) <= _QUOTED:
        return said
    return f"{said[:_QUOTED].rstrip()} …{'”' if said.endswith('”') else ''}"


def alike(was: Any, now: Any, column: str, renamed: Mapping[str, str]) -> bool:
    """
    Tell whether two cells mean the same.

    Parameters
    ----------
    was, now
        Their values.
    column
        Their column.
    renamed
        New ids by the old ones of rows that the cells may name.

    Returns
    -------
    bool
        Also where the one names a row by its old id and the other by its new one.
    """
    return bool(key(followed(was, renamed), column) == key(now, column))


def followed(value: Any, renamed: Mapping[str, str]) -> Any:
    """
    Put new ids in the place of the old ones.

    Parameters
    ----------
    value
        The value of a cell.
    renamed
        New ids by the old ones.

    Returns
    -------
    Any
        The value as the second version would have it.
    """
    if isinstance(value, tuple):
        return tuple(followed(one, renamed) for one in value)
    return renamed.get(value, value) if renamed and isinstance(value, str) else value
