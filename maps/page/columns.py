"""Events as columns, in the order of their numbers, instead of a feature each."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import shapely

from maps.case.case import Case
from maps.draw.events import numbered
from maps.draw.layers import Layer

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
        `ids` of all events in the order of their numbers; beside each the number of its layer
        (`layer`, among `layers`) and of its place (`place`, among `places`), both -1 where it
        has none on the map; of each layer key and look; of each place its ref, its position in
        units of the last decimal (`at`, lon and lat, each as the step from the one before) and
        whether it is an area (`wide`), whose events stand on a badge.
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
        "ids": ids,
        "layer": layer_of.tolist(),
        "place": place_of.tolist(),
        "layers": [[layer.key, layer.table["look"].iloc[0]] for layer in drawn],
        "places": {
            "refs": list(places),
            "at": _steps([point for _, _, point in places.values()]),
            "wide": [int(kind == "badge") for _, kind, _ in places.values()],
        },
    }


def _steps(points: Sequence[shapely.Point]) -> list[int]:
    """Give the first position, and the step to each next one, as whole numbers."""
    whole = np.rint(shapely.get_coordinates(list(points)) * 10**DECIMALS).astype(np.int64)
    steps: list[int] = np.diff(whole, axis=0, prepend=0).ravel().tolist()
    return steps
