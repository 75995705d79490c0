"""The places of a case as a list: table, JSON, CSV."""

import csv
import io
import json
from collections.abc import Sequence
from unicodedata import east_asian_width

from geo.errors import one_line
from geo.places import Place

COLUMNS = (
    "id",
    "name",
    "kind",
    "country",
    "lon",
    "lat",
    "radius_km",
    "basis",
    "gazetteer",
    "why",
)


def _row(place: Place) -> dict[str, str | float | None]:
    """Give what is told of a place; `None` where it has no position."""
    lon, lat = place.position or (None, None)
    return {
        "id": place.id,
        "name": place.name,
        "kind": place.kind,
        "country": place.country,
        "lon": lon if lon is None else round(lon, 6),
        "lat": lat if lat is None else round(lat, 6),
        "radius_km": place.radius_km,
        "basis": place.basis,
        "gazetteer": place.gazetteer_id,
        "why": place.why,
    }


def as_json(places: Sequence[Place]) -> str:
    """
    Write places for machines.

    Parameters
    ----------
    places
        In the order to list.

    Returns
    -------
    str
        A list of objects with the keys of `COLUMNS`; `lon` and `lat` are null where a place has
        no position.
    """
    return json.dumps([_row(place) for place in places], ensure_ascii=False, indent=2) + "\n"


def as_csv(places: Sequence[Place]) -> str:
    """
    Write places for spreadsheets.

    Parameters
    ----------
    places
        In the order to list.

    Returns
    -------
    str
        A header line with `COLUMNS`, one line a place; a cell that a
        spreadsheet would run as a formula begins with an apostrophe.
    """
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows({key: _inert(value) for key, value in _row(place).items()} for place in places)
    return text.getvalue()


def _inert(value: str | float | None) -> str | float | None:
    """Keep a spreadsheet from running a text."""
    risky = isinstance(value, str) and value.startswith(("=", "+", "-", "@", "\t", "\r"))
    return f"'{value}" if risky else value


def as_table(places: Sequence[Place]) -> str:
    """
    Write places for people.

    Parameters
    ----------
    places
        In the order to list.

    Returns
    -------
    str
        Columns side by side under a header line; control characters are made visible.
    """
    rows = [COLUMNS, *(tuple(_shown(value) for value in _row(place).values()) for place in places)]
    widths = [max(map(_width, column)) for column in zip(*rows, strict=True)]
    lines = [
        "  ".join(
            cell + " " * (width - _width(cell)) for cell, width in zip(row, widths, strict=True)
        )
        for row in rows
    ]
    return "".join(f"{line.rstrip()}\n" for line in lines)


def _shown(value: str | float | None) -> str:
    """Write a value of a table."""
    if isinstance(value, float):
        return f"{value:.6g}" if value == int(value) else f"{value:.4f}"
    return one_line(str(value or ""))


def _width(cell: str) -> int:
    """Count the columns of a terminal that a text takes."""
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in cell)
