"""
What a plain folium script is given: `python scripts/bench/shapes.py CASE FILE`.

Writes the pins and lines of a case, as the build finds them, with a short text each.
"""

import json
import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from geo.coords import LonLat
from geo.dates import FuzzyDate
from maps.build import chart, read_atlas
from maps.case.read import read_case
from maps.charted import Charted


def shapes(charted: Charted) -> dict[str, Any]:
    """
    List the pins and lines of a case.

    Parameters
    ----------
    charted
        The case with its places and lines.

    Returns
    -------
    dict
        `pins` and `lines`, each with `at` (latitude before longitude, as folium takes it),
        `text`, and of events with bounds `start` and `end` (days).
    """
    spots = {place.id: place.position for place in charted.places if place.position}
    pins = [
        {"text": row.title, **_at(spots[row.place]), **_days(row.date)}
        for row in charted.case.events
        if row.place in spots
    ]
    pins += [
        {"text": place.name, **_at(spots[place.id])}
        for place in charted.places
        if place.id in spots
    ]
    lines = [
        {"at": [[lat, lon] for lon, lat in leg.line.coords], "text": route.id}
        for route in charted.routes
        for leg in route.legs
        if leg.line and leg.line.geom_type == "LineString"
    ]
    return {"pins": pins, "lines": lines}


def _at(position: LonLat) -> dict[str, Any]:
    """Give a position as folium takes it."""
    return {"at": [position.lat, position.lon]}


def _days(when: FuzzyDate) -> dict[str, Any]:
    """Give the bounds of a date, where it has both."""
    bounded = when.start and when.end
    return {"start": str(when.start), "end": str(when.end)} if bounded else {}


if __name__ == "__main__":
    case, file = map(Path, sys.argv[1:])
    file.write_text(json.dumps(shapes(chart(read_case(case), read_atlas()))), encoding="utf-8")
