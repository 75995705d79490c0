"""Tables of data: what every format writes, each in its own way."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from math import isinf
from typing import Any, NamedTuple

from shapely.geometry.base import BaseGeometry

from maps.page.plain import visible

#: What a cell may hold; `None` = not stated.
Value = str | float | int | bool | date | None


class Type(StrEnum):
    """What the cells of a column are."""

    TEXT = "text"
    NUMBER = "number"
    WHOLE = "whole number"
    YES_NO = "yes or no"
    DAY = "day"


class Field(NamedTuple):
    """A column: its name, what its cells are, and what they mean to a reader."""

    name: str
    type: Type = Type.TEXT
    meaning: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """
    One kind of things, a row each.

    Attributes
    ----------
    name
        `events`: name of its files and layers.
    title
        What its rows are.
    fields
        The columns, in order; no two of one name.
    rows
        A mapping from each column to its value; text is safe to be shown anywhere.
    shapes
        Geometry of each row, degrees, WGS 84, lon before lat, within ±180, rings to the right
        hand; `None` = none is known. Empty where the table has no geometry at all.
    spatial
        Whether its rows can have a geometry.
    """

    name: str
    title: str
    fields: tuple[Field, ...]
    rows: tuple[dict[str, Value], ...]
    shapes: tuple[BaseGeometry | None, ...] = ()
    spatial: bool = False


class Derived(NamedTuple):
    """A column that is worked out for each thing of a kind."""

    field: Field
    value: Callable[[Any], Value]


def text_of(value: str) -> str | None:
    r"""
    Make text of a case safe to be shown by any program.

    Parameters
    ----------
    value
        As the case has it.

    Returns
    -------
    str or None
        Line ends are `\n`, what would act on its reader is shown by its code point; `None` for
        an empty text.
    """
    plain = value.replace("\r\n", "\n").replace("\r", "\n")
    return visible(plain) or None


def tidy(value: Value) -> Value:
    """
    Make a value one that every format can hold.

    Parameters
    ----------
    value
        Of a cell.

    Returns
    -------
    Value
        Text made safe, `None` for an empty text and for a bound that is infinite.
    """
    if isinstance(value, str):
        return text_of(str(value))
    return None if isinstance(value, float) and isinf(value) else value


def filled(things: Sequence[Any], columns: Sequence[Derived]) -> tuple[dict[str, Value], ...]:
    """
    Work out the columns of things.

    Parameters
    ----------
    things
        In the order of the rows.
    columns
        How each cell is found; of two columns of one name the first holds.

    Returns
    -------
    tuple of dict
        One row a thing.
    """
    first = {column.field.name: column for column in reversed(columns)}
    order = dict.fromkeys(column.field.name for column in columns)
    return tuple({name: tidy(first[name].value(thing)) for name in order} for thing in things)


def named(columns: Sequence[Derived]) -> tuple[Field, ...]:
    """Give the fields of columns, each name once, the first of a name."""
    return tuple(
        {c.field.name: c.field for c in reversed(columns)}[name] for name in _order(columns)
    )


def _order(columns: Sequence[Derived]) -> list[str]:
    """Give the names of columns in their order, each once."""
    return list(dict.fromkeys(column.field.name for column in columns))
