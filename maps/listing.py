"""The places of a case as a list: table, JSON, CSV."""

from collections.abc import Sequence

from geo.places import Place
from geo.precision import position_precision
from maps.cells import csv_text, json_text, table_text

COLUMNS = (
    "id",
    "name",
    "kind",
    "country",
    "lon",
    "lat",
    "radius_km",
    "precision",
    "basis",
    "gazetteer",
    "score",
    "runner_up",
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
        "precision": position_precision(place),
        "basis": place.basis,
        "gazetteer": place.gazetteer_id,
        "score": place.score,
        "runner_up": place.runner_up,
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
    return json_text([_row(place) for place in places], indent=2) + "\n"


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
    return csv_text(COLUMNS, [_row(place) for place in places])


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
    return table_text(COLUMNS, [_row(place) for place in places])
