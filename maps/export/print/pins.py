"""The events of a map on paper, in the frame and beyond it."""

from typing import TYPE_CHECKING

import numpy as np
import shapely

from maps.draw.layers import Layer
from maps.export.print.palette import CARD_INK
from maps.export.print.plan import Plan
from maps.export.print.stacks import Pin

if TYPE_CHECKING:
    from maps.export.print.map import View


def within(at: tuple[float, float], plan: Plan) -> bool:
    """
    Tell whether a spot lies in the frame.

    Parameters
    ----------
    at
        Millimetres of the frame.
    plan
        Which has the frame.

    Returns
    -------
    bool
        True on its edge too.
    """
    return 0 <= at[0] <= plan.frame.width_mm and 0 <= at[1] <= plan.frame.height_mm


def spots_of(layer: Layer, plan: Plan) -> list[tuple[float, float]]:
    """
    Find the points of a layer on paper.

    Parameters
    ----------
    layer
        Of points.
    plan
        How the map lies in its frame.

    Returns
    -------
    list of (float, float)
        Millimetres of the frame, in the order of the rows; what has no place stands far off.
    """
    placed = plan.to_mm(shapely.get_coordinates(layer.table.geometry.to_numpy()))
    return [(x, y) for x, y in np.nan_to_num(placed, nan=-1e6, posinf=-1e6, neginf=-1e6).tolist()]


def pins_of(view: "View", plan: Plan, kind: str) -> list[Pin]:
    """
    Gather the events of a map.

    Parameters
    ----------
    view, plan
        What is shown, and how it lies in its frame.
    kind
        `pin`, or `badge` for those that are known to an area alone.

    Returns
    -------
    list of Pin
        By number, those beyond the frame too.
    """
    pins = []
    for layer in view.layers:
        if layer.group != "events":
            continue
        table = layer.table
        rows = zip(
            table["ref"], table["kind"], table["look"], table["number"], table["place"],
            spots_of(layer, plan), strict=True,
        )  # fmt: skip
        tone = view.tones.get(layer.key, CARD_INK)
        pins += [
            Pin(ref, int(number), place, at, look.split()[0], tone)
            for ref, own, look, number, place, at in rows
            if own == kind
        ]
    return sorted(pins, key=lambda pin: pin.number)


def outside_of(view: "View", plan: Plan) -> list[Pin]:
    """
    Gather the events whose places lie beyond the frame.

    Parameters
    ----------
    view, plan
        What is shown, and how it lies in its frame.

    Returns
    -------
    list of Pin
        By number.
    """
    pins = [*pins_of(view, plan, "pin"), *pins_of(view, plan, "badge")]
    return sorted((p for p in pins if not within(p.at, plan)), key=lambda pin: pin.number)
