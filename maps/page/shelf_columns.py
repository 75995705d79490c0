"""Columns of a large part of the list, written so that what follows from another is not said."""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

#: What divides the values of a column.
CELL = "\x1f"
#: What a column begins with that is not written as it is, and what follows says how it is.
_OTHERWISE = "\x1d"
_NUMBERS, _REFS, _FEW = "", "#", "@"
#: Few values each have a letter of their own, from this one on: of at most two bytes in UTF-8.
_FIRST, _MOST = ord("!"), 1900
_WHOLE = re.compile(r"0|[1-9][0-9]{0,14}")

Column = tuple[str, ...]


def written_columns(columns: Sequence[Column], known: Mapping[str, int]) -> list[str]:
    """
    Write columns of one length.

    Parameters
    ----------
    columns
        Texts without control characters.
    known
        Refs that the page has elsewhere, with their places there.

    Returns
    -------
    list of str
        Of each column one of these, as `readColumn` in `js/shelf.js` reads it: whole numbers as
        steps from one to the next; refs that are known as such numbers; the values of a column
        that an earlier one decides, such as the title of a source by its ref, once for each value
        of that one; few values as a letter for each, in a last cell, after the values; all
        others as they are.
    """
    kinds = [set(column) for column in columns]
    return [
        CELL.join(_otherwise(columns[: nth + 1], kinds, known) or column)
        for nth, column in enumerate(columns)
    ]


def _otherwise(
    columns: Sequence[Column], kinds: Sequence[set[str]], known: Mapping[str, int]
) -> list[str]:
    """Write the last of some columns otherwise than as it is; nothing where that is the way."""
    column, kind = columns[-1], kinds[len(columns) - 1]
    if all(map(_WHOLE.fullmatch, kind)):
        return [_OTHERWISE + _NUMBERS, *_steps(map(int, column))]
    if kind <= known.keys():
        return [_OTHERWISE + _REFS, *_steps(known[ref] for ref in column)]
    for nth, earlier in enumerate(columns[:-1]):
        if len(kinds[nth]) * 2 <= len(column) and (values := _decided(earlier, column)):
            return [f"{_OTHERWISE}{nth}", *values]
    if len(kind) * 4 <= len(column) and len(kind) <= _MOST:
        letters = {value: chr(_FIRST + nth) for nth, value in enumerate(dict.fromkeys(column))}
        return [_OTHERWISE + _FEW, *letters, "".join(map(letters.__getitem__, column))]
    return []


def _steps(numbers: Iterator[int]) -> list[str]:
    """Give the first number and the step to each next one."""
    return [str(other - one) for one, other in pairwise([0, *numbers])]


def _decided(earlier: Column, column: Column) -> list[str]:
    """Give what goes with each value of another column in turn; nothing where that is not one."""
    values: dict[str, str] = {}
    for other, value in zip(earlier, column, strict=True):
        if values.setdefault(other, value) != value:
            return []
    return list(values.values())
