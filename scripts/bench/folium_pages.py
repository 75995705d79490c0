"""
Pages that a map made with folium would be: `python folium_pages.py FILE FOLDER`.

The same events, places and lines four ways, each as its handbook shows it: markers with popups,
a marker cluster, a timeline, and `explore` of geopandas; FILE is of `shapes.py`.
"""

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import folium
import folium.plugins
import geopandas
from shapely.geometry import LineString, Point


def main(source: Path, folder: Path) -> None:
    """Write a page for each way."""
    given = json.loads(source.read_text(encoding="utf-8"))
    for name, chart in {
        "popups": popups(given),
        "cluster": cluster(given),
        "timeline": timeline(given),
        "explore": explore(given),
    }.items():
        chart.save(folder / f"{name}.html")


def popups(given: Mapping[str, Any]) -> folium.Map:
    """Draw a marker with a popup for each pin, and the lines."""
    chart = with_lines(given)
    for pin in given["pins"]:
        folium.Marker(pin["at"], popup=folium.Popup(pin["text"])).add_to(chart)
    return chart


def cluster(given: Mapping[str, Any]) -> folium.Map:
    """Draw the pins in a cluster, and the lines."""
    chart = with_lines(given)
    group = folium.plugins.MarkerCluster()  # type: ignore[no-untyped-call]
    group.add_to(chart)
    for pin in given["pins"]:
        folium.Marker(pin["at"], popup=folium.Popup(pin["text"])).add_to(group)
    return chart


def timeline(given: Mapping[str, Any]) -> folium.Map:
    """Draw the pins with dates on a timeline, the others as they are, and the lines."""
    chart = with_lines(given)
    dated = [pin for pin in given["pins"] if "start" in pin]
    features = [
        {
            "type": "Feature",
            "properties": {"text": pin["text"], "start": pin["start"], "end": pin["end"]},
            "geometry": {"type": "Point", "coordinates": pin["at"][::-1]},
        }
        for pin in dated
    ]
    times = folium.plugins.Timeline({"type": "FeatureCollection", "features": features})
    times.add_child(folium.GeoJsonPopup(["text"]))
    times.add_to(chart)
    slider = folium.plugins.TimelineSlider(auto_play=False)
    slider.add_timelines(times).add_to(chart)  # type: ignore[no-untyped-call]
    for pin in given["pins"]:
        if "start" not in pin:
            folium.Marker(pin["at"], popup=folium.Popup(pin["text"])).add_to(chart)
    return chart


def explore(given: Mapping[str, Any]) -> folium.Map:
    """Have geopandas draw pins and lines."""
    shapes = [Point(pin["at"][::-1]) for pin in given["pins"]]
    shapes += [LineString([xy[::-1] for xy in line["at"]]) for line in given["lines"]]
    texts = [one["text"] for one in (*given["pins"], *given["lines"])]
    frame = geopandas.GeoDataFrame({"text": texts}, geometry=shapes, crs="EPSG:4326")
    chart: folium.Map = frame.explore(tiles=None, popup=True)
    return chart


def with_lines(given: Mapping[str, Any]) -> folium.Map:
    """Draw the lines on an empty map."""
    # without a base map that says how near one may come, clusters are not drawn at all
    chart = folium.Map(tiles=None, maxZoom=18)
    for line in given["lines"]:
        drawn = folium.PolyLine(line["at"], popup=folium.Popup(line["text"]))  # type: ignore[no-untyped-call]
        drawn.add_to(chart)
    corners = [pin["at"] for pin in given["pins"]]
    chart.fit_bounds([list(map(pick, zip(*corners, strict=True))) for pick in (min, max)])
    return chart


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
