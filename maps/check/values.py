"""Two values of one column: whether both can hold."""

from collections.abc import Callable, Mapping
from typing import Any

from geo.columns import Column
from geo.dates import FuzzyDate
from geo.errors import ValueProblem
from geo.quantities import Quantity

#: Lists to which another source adds without contradicting.
OPEN_LISTS = frozenset({"aliases", "names", "media"})
#: Degrees, metres and the like that are this near (in units of the column) are one number.
NUMBERS_ALIKE = 0.01


def parsed(column: Column, cell: str) -> Any:
    """
    Read the value of a claim.

    Parameters
    ----------
    column
        Of the table of its subject.
    cell
        The value as written, not empty.

    Returns
    -------
    Any
        What the column takes; the text as it is where that is none of it.
    """
    try:
        return column.parse(cell)
    except ValueProblem:
        return cell


def excludes(own: Any, other: Any, column: Column, within: Mapping[str, str]) -> bool:
    """
    Tell whether two values of a column cannot both hold.

    Parameters
    ----------
    own, other
        As `parsed` gives them.
    column
        Where they stand.
    within
        The place that each place lies within, by ids.

    Returns
    -------
    bool
        Dates and quantities exclude each other when their spans do not meet, places when neither
        lies within the other, stops when they differ in both directions, other lists when they
        have nothing in common, and texts when they differ in more than case, blanks and signs.
    """
    if isinstance(own, FuzzyDate) and isinstance(other, FuzzyDate):
        return not own.meets(other)
    if isinstance(own, Quantity) and isinstance(other, Quantity):
        return own.high < other.low or other.high < own.low
    if isinstance(own, tuple) and isinstance(other, tuple):
        return _lists_differ(own, other, column, within)
    if isinstance(own, str) and isinstance(other, str):
        return not _same_word(column, within)(own, other)
    if isinstance(own, float) and isinstance(other, float):
        return abs(own - other) > NUMBERS_ALIKE
    return bool(own != other)


def _lists_differ(
    own: tuple[Any, ...], other: tuple[Any, ...], column: Column, within: Mapping[str, str]
) -> bool:
    """Tell whether two lists cannot both hold; stops are a way, other lists a set."""
    same = _same_word(column, within)
    if column.name in OPEN_LISTS:
        return False
    if column.name != "stops":
        return not any(same(str(one), str(two)) for one in own for two in other)
    if len(own) != len(other):
        return True
    there, back = (zip(own, way, strict=True) for way in (other, other[::-1]))
    return not any(all(same(*pair) for pair in way) for way in (there, back))


def _same_word(column: Column, within: Mapping[str, str]) -> Callable[[str, str], bool]:
    """Give the test of two words: alike, or for places, one within the other."""
    if column.refers_to != "places":
        return lambda one, other: _folded(one) == _folded(other)
    return lambda one, other: one in _around(other, within) or other in _around(one, within)


def _around(place: str, within: Mapping[str, str]) -> list[str]:
    """List a place and all that it lies within."""
    chain: list[str] = []
    while place and place not in chain:
        chain.append(place)
        place = within.get(place, "")
    return chain


def _folded(text: str) -> str:
    """Make case, white space, hyphens and quotes of no matter; of signs alone, keep them."""
    words = "".join(c if c.isalnum() else " " for c in text.casefold())
    return " ".join((words if words.strip() else text).split())


def cell_of(value: Any) -> str:
    """
    Write a value as its cell has it.

    Parameters
    ----------
    value
        Of a row.

    Returns
    -------
    str
        The cell, or near enough to know it again.
    """
    if isinstance(value, FuzzyDate | Quantity):
        return value.text
    return ">".join(map(str, value)) if isinstance(value, tuple) else str(value)
