"""Breaks of gauge are found wherever on a long line they lie."""

import numpy as np
import pytest

from routes.gauges import PIECE, breaks_along, read_gauge_breaks


def through(each, before, after, step_km=1.0):
    """A line with a vertex every kilometre through both stations of a break, and on."""
    start, end = np.array(each.at), np.array(each.to)
    flat = np.array([np.cos(np.radians(each.at.lat)), 1.0]) * 111.195
    way = (end - start) * flat
    way /= np.hypot(*way)
    apart = float(np.hypot(*((end - start) * flat)))
    along = np.concatenate(
        [-np.arange(before, 0, -1) * step_km, [0.0, apart], apart + np.arange(1, after) * step_km]
    )
    return start + along[:, None] * way / flat


@pytest.mark.parametrize("each", read_gauge_breaks(), ids=lambda each: each.name)
@pytest.mark.parametrize("before", [5, PIECE - 2, PIECE - 1, PIECE, PIECE + 1, 10 * PIECE + 3])
def test_a_break_is_named_wherever_along_a_line_it_lies(each, before):
    assert breaks_along([through(each, before, 40)], [each]) == ((each.words,),)
    around = through(each, before, 40) + np.array([360.0, 0.0])
    assert breaks_along([around], [each]) == ((each.words,),)


@pytest.mark.parametrize("each", read_gauge_breaks(), ids=lambda each: each.name)
def test_a_line_beside_a_break_or_up_to_it_names_none(each):
    line = through(each, 50, 40)
    assert breaks_along([line + np.array([0.0, 3.0])], [each]) == ((),)
    assert breaks_along([line[:51]], [each]) == ((),)
