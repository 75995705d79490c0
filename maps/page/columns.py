"""Events as columns, in the order of their numbers, instead of a feature each; records as rows."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import shapely

from maps.case.case import Case
from maps.draw.events import numbered
from maps.draw.layers import Layer
from maps.page.letters import column_in_letters, in_letters

#: Decimals of a degree: about a metre.
DECIMALS = 5


def event_columns(case: Case, layers: Sequence[Layer]) -> dict[str, Any]:
    """
    Write the events of a page as columns.

    Parameters
    ----------
    case
        The case without its drafts.
    layers
        As `draw` gives them for it.

    Returns
    -------
    dict
        `ids` of all events in the order of their numbers, spaces between; beside each, in letters,
        the number of its layer (`layer`, among `layers`) and of its place (`place`, among
        `places`), both -1 where it has none on the map; of each layer key and look; of each place
        its ref, its position in units of the last decimal (`at`, in letters, lon and lat, each as
        the step from the one before) and whether it is an area (`wide`), whose events stand on a
        badge.
    """
    ids = [row.id for _, row in numbered(case)]
    drawn = [layer for layer in layers if layer.group == "events"]
    layer_of, place_of = np.full((2, len(ids)), -1)
    places: dict[str, tuple[int, str, shapely.Point]] = {}
    for at, layer in enumerate(drawn):
        table = layer.table
        rows = zip(table["number"], table["place"], table["kind"], table.geometry, strict=True)
        for number, place, kind, point in rows:
            layer_of[int(number) - 1] = at
            place_of[int(number) - 1] = places.setdefault(place, (len(places), kind, point))[0]
    return {
        "ids": " ".join(ids),
        "layer": column_in_letters(layer_of.tolist()),
        "place": column_in_letters(place_of.tolist()),
        "layers": [[layer.key, layer.table["look"].iloc[0]] for layer in drawn],
        "places": {
            "refs": list(places),
            "at": _steps([point for _, _, point in places.values()]),
            "wide": [int(kind == "badge") for _, kind, _ in places.values()],
        },
    }


def table_of(records: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """
    Write records without saying the names of their fields in each.

    Parameters
    ----------
    records
        Not all need have the same fields.

    Returns
    -------
    dict
        `fields`, and of each record its values in their order (`rows`); none stands where it
        lacks one or one is empty, and at the end of a row not even that. `recordsOf` in
        `js/letters.js` reads it.
    """
    fields = list(dict.fromkeys(name for record in records for name in record))
    rows = [[_stated(record.get(name)) for name in fields] for record in records]
    for row in rows:
        while row and row[-1] is None:
            row.pop()
    return {"fields": fields, "rows": rows}


def _stated(value: Any) -> Any:
    """Give a value, none where it is empty; 0 is a number."""
    return value if value or type(value) in {int, float} else None


def _steps(points: Sequence[shapely.Point]) -> str:
    """Write the first position, and the step to each next one, as whole numbers in letters."""
    whole = np.rint(shapely.get_coordinates(list(points)) * 10**DECIMALS).astype(np.int64)
    return "".join(in_letters([np.diff(whole, axis=0, prepend=0).ravel()]))
