"""Columns of a case's own tables: every cell of a record, as the case would write it."""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from operator import attrgetter
from typing import Any

from geo.columns import Column, columns_of, number, whole_number, yes_or_no
from geo.dates import FuzzyDate, parse_date
from geo.quantities import Quantity, parse_count, parse_duration, parse_quantity
from maps.export.data.table import Derived, Field, Type, Value, text_of

_QUANTITIES = frozenset({parse_quantity, parse_count, parse_duration})
_TYPES: dict[Any, Type] = {number: Type.NUMBER, whole_number: Type.WHOLE, yes_or_no: Type.YES_NO}
_QUARTERS = {"Q1": "33", "Q2": "34", "Q3": "35", "Q4": "36", "H1": "40", "H2": "41"}
#: How several values stand in a cell; elsewhere `;`.
_BETWEEN = {"stops": " > ", "attributed_to": " > "}


def record_columns(record: type, row: Callable[[Any], Any] = lambda thing: thing) -> list[Derived]:
    """
    Give the columns of a table of the case.

    Parameters
    ----------
    record
        Its class.
    row
        Finds the record in the thing that a row is about; a thing without one may give `None`.

    Returns
    -------
    list of Derived
        Each column as the case format has it; after a date its first and last day, after a
        quantity its bounds. A column of evidence stands after those of the table itself.
    """
    columns = sorted(columns_of(record).values(), key=lambda column: _is_evidence(record, column))
    return [derived for column in columns for derived in _derived(column, row)]


def _is_evidence(record: type, column: Column) -> bool:
    """Tell whether a column is one of those that many tables share."""
    return column.attribute not in record.__annotations__


def extra_columns(rows: Iterable[Any], row: Callable[[Any], Any]) -> list[Derived]:
    """
    Give the columns of their own (`x_…`) that rows of the case carry.

    Parameters
    ----------
    rows
        Records.
    row
        As in `record_columns`.

    Returns
    -------
    list of Derived
        In the order of first appearance.
    """
    names = dict.fromkeys(name for each in rows for name, _ in each.extra)
    return [
        Derived(Field(text_of(name) or name, Type.TEXT, "own"), partial(_extra, row, name))
        for name in names
    ]


def _extra(row: Callable[[Any], Any], name: str, thing: Any) -> Value:
    """Give the cell of a column of one's own."""
    record = row(thing)
    return dict(record.extra).get(name) if record else None


def _derived(column: Column, row: Callable[[Any], Any]) -> Iterator[Derived]:
    """Give a column, and what a program computes with in its stead."""
    if column.name == "geometry":
        field = Field("geometry_stated", Type.TEXT, "none, straight, or drawn: by the case")
        yield Derived(field, partial(_geometry_word, row))
        return
    value = partial(_cell, row, column)
    yield Derived(Field(column.name, _TYPES.get(column.parse, Type.TEXT), "case"), value)
    if column.parse is parse_date:
        for end, day in (("earliest", "start"), ("latest", "end")):
            field = Field(f"{column.name}_{end}", Type.DAY, end)
            yield Derived(field, partial(_part, row, f"{column.attribute}.{day}"))
    if column.parse in _QUANTITIES:
        unit = "_s" * (column.parse is parse_duration)
        for bound in ("low", "high"):
            field = Field(f"{column.name}_{bound}{unit}", Type.NUMBER, bound)
            yield Derived(field, partial(_bound, row, column.attribute, bound))


def _cell(row: Callable[[Any], Any], column: Column, thing: Any) -> Value:
    """Give a cell as the case would write it."""
    record = row(thing)
    if not hasattr(record, column.attribute):
        return None
    value = getattr(record, column.attribute)
    if isinstance(value, FuzzyDate):
        return edtf(value)
    if isinstance(value, Quantity):
        return value.text
    if isinstance(value, tuple):
        parts = ("=".join(part) if isinstance(part, tuple) else str(part) for part in value)
        return _BETWEEN.get(column.name, ";").join(parts)
    return value  # type: ignore[no-any-return]  # of the types of `Value`


def _geometry_word(row: Callable[[Any], Any], thing: Any) -> Value:
    """Say what the case states of a geometry; the shape itself stands beside it."""
    cell = getattr(row(thing), "geometry", "")
    return "drawn" if "#" in cell or cell.endswith(".geojson") else cell


def _part(row: Callable[[Any], Any], path: str, thing: Any) -> Value:
    """Give a part of a cell; `None` where there is no such row."""
    record = row(thing)
    known = hasattr(record, path.partition(".")[0])
    return attrgetter(path)(record) if known else None


def _bound(row: Callable[[Any], Any], name: str, bound: str, thing: Any) -> Value:
    """Give a bound of a quantity; `None` where none is stated."""
    quantity = getattr(row(thing), name, None)
    return float(getattr(quantity, bound)) if quantity else None


def edtf(when: FuzzyDate) -> str:
    """
    Write a date in EDTF.

    Parameters
    ----------
    when
        Stated or not.

    Returns
    -------
    str
        ISO 8601-2, level 1: quarters and halves by their numbers (`2023-35`), an open side as
        `..`; empty when not stated.
    """
    text = re.sub("-(Q[1-4]|H[12])", lambda match: f"-{_QUARTERS[match[1]]}", when.text)
    return "/".join(side or ".." for side in text.split("/")) if text else ""
