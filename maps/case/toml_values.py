"""Values of `case.toml`: each parser takes what TOML gives, or raises `ValueProblem`."""

from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime
from math import isfinite
from typing import Any

from geo.columns import identifier
from geo.coords import Bbox, LonLat, lonlat
from geo.dates import FuzzyDate, parse_date
from geo.errors import ValueProblem

Parser = Callable[[Any], Any]
#: A position moved farther says nothing any more.
MOST_BLUR_KM = 500.0


def text(value: Any) -> str:
    """Take a text; anything else is a `ValueProblem`."""
    if isinstance(value, str):
        if "\0" in value:
            raise ValueProblem("holds the character U+0000", "remove it")
        return value.strip()
    raise ValueProblem(f"{shown(value)} is not a text", f'write "{shown(value)}" in quotes')


def flag(value: Any) -> bool:
    """Take `true` or `false`."""
    if isinstance(value, bool):
        return value
    raise ValueProblem(f"{shown(value)} is neither true nor false", "without quotes")


def finite(value: Any) -> float:
    """Take a finite number."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        with suppress(OverflowError):  # a whole number beyond what a float holds
            if isfinite(value):
                return float(value)
    raise ValueProblem(f"{shown(value)} is not a number", "without quotes")


def distance(value: Any) -> float:
    """Take a number that is not negative."""
    if (number := finite(value)) < 0:
        raise ValueProblem(f"{shown(value)} is negative", "0 or more")
    return number


def blur(value: Any) -> float:
    """Take how far positions are moved: a distance that leaves them in their part of the world."""
    if (number := distance(value)) > MOST_BLUR_KM:
        raise ValueProblem(f"{shown(value)} km is too far", f"at most {MOST_BLUR_KM:g}")
    return number


def list_of(parse: Parser) -> Parser:
    """Give a parser of a list of values."""

    def parse_list(value: Any) -> tuple[Any, ...]:
        if not isinstance(value, list):
            raise ValueProblem(f"{shown(value)} is not a list", "write [ … ]")
        return tuple(parse(item) for item in value)

    return parse_list


def as_text(parse: Callable[[str], Any], missing: str = "leave the key away") -> Parser:
    """Give a parser of a text that is not empty and has a form of its own."""

    def parse_text(value: Any) -> Any:
        if not (cell := text(value)):
            raise ValueProblem("is empty", missing)
        return parse(cell)

    return parse_text


def one_of(*words: str) -> Parser:
    """Give a parser of a closed set of words."""

    def parse(value: Any) -> str:
        if value in words:
            return str(value)
        raise ValueProblem(f"{shown(value)} is not one of its words", f"one of: {', '.join(words)}")

    return parse


def day(value: Any) -> FuzzyDate:
    """Take a date of TOML, or a text with an EDTF date."""
    if isinstance(value, date) and not isinstance(value, datetime):
        return parse_date(value.isoformat())
    cell: FuzzyDate = as_text(parse_date)(value)
    return cell


def time_text(value: Any) -> str:
    """Take the time of a story: a date, as written."""
    return day(value).text


def position(value: Any) -> LonLat:
    """Take `[lon, lat]`."""
    if not isinstance(value, list) or len(value) != 2:
        raise ValueProblem(f"{shown(value)} is not a position", "write [lon, lat]")
    return lonlat(*(finite(part) for part in value))


def anchor(value: Any) -> LonLat | str:
    """Take a position or a place id."""
    return position(value) if isinstance(value, list) else str(as_text(identifier)(value))


def extent(value: Any) -> Bbox:
    """
    Take `[west, south, east, north]`.

    Raises
    ------
    ValueProblem
        Not four numbers on the earth, or a box without width or height.
    """
    if not isinstance(value, list) or len(value) != 4:
        raise ValueProblem(f"{shown(value)} is not an extent", "write [west, south, east, north]")
    box = Bbox(*(finite(part) for part in value))
    lonlat(box.west, box.south)
    lonlat(box.east, box.north)
    if box.south >= box.north:
        raise ValueProblem(
            f"{shown(value)}: south is not below north", "[west, south, east, north]"
        )
    if box.west == box.east:
        raise ValueProblem(f"{shown(value)}: west and east are the same", "a box has a width")
    return box


def shown(value: Any) -> str:
    """Show a value of TOML in a message."""
    if isinstance(value, str):
        return f"“{value}”"
    try:
        return str(value).lower() if isinstance(value, bool) else str(value)
    except (RecursionError, ValueError):  # tables in tables in tables; thousands of digits
        return "the value"
