"""
What a plain folium script is given: `python scripts/bench/shapes.py CASE FILE`.

Writes the pins and lines of a case, as the build finds them, with a short text each.
"""

import json
import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

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
        `pins` and `lines`, each with `at` (latitude before longitude, as folium takes it) and
        `text`.
    """
    spots = {place.id: place.position for place in charted.places if place.position}
    pins = [(spots[row.place], row.title) for row in charted.case.events if row.place in spots]
    pins += [(spots[place.id], place.name) for place in charted.places if place.id in spots]
    lines = [
        {"at": [[lat, lon] for lon, lat in leg.line.coords], "text": route.id}
        for route in charted.routes
        for leg in route.legs
        if leg.line and leg.line.geom_type == "LineString"
    ]
    return {"pins": [{"at": [at.lat, at.lon], "text": text} for at, text in pins], "lines": lines}


if __name__ == "__main__":
    case, file = map(Path, sys.argv[1:])
    file.write_text(json.dumps(shapes(chart(read_case(case), read_atlas()))), encoding="utf-8")
