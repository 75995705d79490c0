"""
The shortest map by hand, to measure ours against: `python plain_folium.py FILE OUT`.

Markers with popups and polylines, no base map, nothing checked; FILE is of `shapes.py`.
"""

import json
import sys
from pathlib import Path

import folium


def main(source: Path, out: Path) -> None:
    """Draw every pin and line of the file and save the page."""
    given = json.loads(source.read_text(encoding="utf-8"))
    chart = folium.Map(tiles=None)
    for pin in given["pins"]:
        folium.Marker(pin["at"], popup=folium.Popup(pin["text"])).add_to(chart)
    for line in given["lines"]:
        drawn = folium.PolyLine(line["at"], popup=folium.Popup(line["text"]))  # type: ignore[no-untyped-call]
        drawn.add_to(chart)
    chart.save(out)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
