"""
The page that a peer makes of many events: `python peer_pages.py NAME FILE PAGE`.

Each as its handbook shows it, without a base map; FILE is of `events.py`. Every page has the
title, day, text, address and category of each event in it, and the lines.
"""

import json
import sys
from collections.abc import Mapping
from html import escape
from pathlib import Path
from typing import Any

Given = Mapping[str, Any]
RED, RGB = "#cc0000", [204, 0, 0]
BLUE = [40, 80, 160]
FIELDS = ["title", "date", "text", "url", "category"]
#: Where all of the events are in view at 1400 × 900.
MIDDLE, ZOOM = {"longitude": 120.0, "latitude": 45.5}, 3.9


def main(name: str, source: Path, page: Path) -> None:
    """Make one page."""
    PEERS[name](json.loads(source.read_text(encoding="utf-8")), page)


def popup_of(event: Given) -> str:
    """Write what a popup says."""
    title, day, text, url, category = (escape(event[field]) for field in FIELDS)
    link = f'<a href="{url}">source</a>'
    return f"<b>{title}</b><p>{day}, {category}</p><p>{text}</p>{link}"


def features(given: Given, *extra: str) -> dict[str, Any]:
    """Give the events as GeoJSON."""
    return {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "properties": {field: event[field] for field in (*FIELDS, *extra)},
                "geometry": {"type": "Point", "coordinates": event["at"]},
            }
            for event in given["events"]
        ],
    }


def with_lines(given: Given, **options: Any) -> Any:
    """Give folium's map with the lines alone."""
    import folium  # noqa: PLC0415 - each peer is loaded in a process of its own

    # without a base map that says how near one may come, clusters are not drawn at all
    chart = folium.Map(tiles=None, maxZoom=18, **options)
    for line in given["lines"]:
        spots = [xy[::-1] for xy in line["at"]]
        folium.PolyLine(spots).add_to(chart)  # type: ignore[no-untyped-call]
    corners = [event["at"][::-1] for event in given["events"]]
    chart.fit_bounds([list(map(pick, zip(*corners, strict=True))) for pick in (min, max)])
    return chart


def markers(given: Given, page: Path) -> None:
    """Write a marker with a popup for each event."""
    import folium  # noqa: PLC0415

    chart = with_lines(given)
    for event in given["events"]:
        folium.Marker(event["at"][::-1], popup=folium.Popup(popup_of(event))).add_to(chart)
    chart.save(page)


def cluster(given: Given, page: Path) -> None:
    """Put the same markers into a cluster."""
    import folium.plugins  # noqa: PLC0415

    chart = with_lines(given)
    group = folium.plugins.MarkerCluster().add_to(chart)  # type: ignore[no-untyped-call]
    for event in given["events"]:
        folium.Marker(event["at"][::-1], popup=folium.Popup(popup_of(event))).add_to(group)
    chart.save(page)


def fast(given: Given, page: Path) -> None:
    """Hand rows to a function of the page that makes the markers."""
    import folium.plugins  # noqa: PLC0415

    chart = with_lines(given)
    rows = [[*event["at"][::-1], *(event[field] for field in FIELDS)] for event in given["events"]]
    callback = """function ([lat, lon, title, date, text, url, category]) {
        const marker = L.marker([lat, lon]);
        marker.bindPopup(() => `<b>${title}</b><p>${date}, ${category}</p><p>${text}</p>` +
            `<a href="${url}">source</a>`);
        return marker;
    }"""
    folium.plugins.FastMarkerCluster(rows, callback=callback).add_to(chart)  # type: ignore[no-untyped-call]
    chart.save(page)


def geojson(given: Given, page: Path) -> None:
    """Draw circles on a canvas."""
    import folium  # noqa: PLC0415

    chart = with_lines(given, prefer_canvas=True)
    circle = folium.CircleMarker(radius=6, color=RED, fill=True, fill_opacity=1)
    folium.GeoJson(features(given), marker=circle, popup=folium.GeoJsonPopup(fields=FIELDS)).add_to(
        chart
    )
    chart.save(page)


def timeline(given: Given, page: Path) -> None:
    """Show each event from its day to the last of all."""
    import folium.plugins  # noqa: PLC0415

    chart = with_lines(given)
    told = features(given)
    last = max(event["date"] for event in given["events"])
    for feature in told["features"]:
        feature["properties"] |= {"start": feature["properties"]["date"], "end": last}
    times = folium.plugins.Timeline(told)
    times.add_child(folium.GeoJsonPopup(fields=FIELDS))
    times.add_to(chart)
    slider = folium.plugins.TimelineSlider(auto_play=False)
    slider.add_timelines(times).add_to(chart)  # type: ignore[no-untyped-call]
    chart.save(page)


def timestamped(given: Given, page: Path) -> None:
    """Show each event from its day on."""
    import folium.plugins  # noqa: PLC0415

    chart = with_lines(given)
    told = features(given)
    style = {"color": RED, "fillColor": RED, "fillOpacity": 1, "radius": 6}
    for feature, event in zip(told["features"], given["events"], strict=True):
        feature["properties"] |= {
            "times": [event["date"]],
            "popup": popup_of(event),
            "icon": "circle",
            "iconstyle": style,
        }
    folium.plugins.TimestampedGeoJson(told, auto_play=False).add_to(chart)  # type: ignore[no-untyped-call]
    chart.save(page)


def explore(given: Given, page: Path) -> None:
    """Have geopandas draw points and lines."""
    events, lines = frames(given)
    chart = lines.explore(tiles=None)
    chart = events.explore(m=chart, color=RED, popup=True, tooltip=False)
    chart.fit_bounds([events.total_bounds[[1, 0]].tolist(), events.total_bounds[[3, 2]].tolist()])
    chart.save(page)


def pydeck(given: Given, page: Path) -> None:
    """Draw layers of points and of paths."""
    import pydeck as deck  # noqa: PLC0415

    points = deck.Layer(
        "ScatterplotLayer",
        [
            {"at": event["at"], **{field: event[field] for field in FIELDS}}
            for event in given["events"]
        ],
        get_position="at",
        get_fill_color=RGB,
        radius_min_pixels=6,
        pickable=True,
    )
    paths = deck.Layer(
        "PathLayer", given["lines"], get_path="at", get_color=BLUE, width_min_pixels=2
    )
    tip = {"html": "<b>{title}</b><p>{date}, {category}</p><p>{text}</p>{url}"}
    view = deck.ViewState(**MIDDLE, zoom=ZOOM)
    chart = deck.Deck([paths, points], map_provider=None, initial_view_state=view, tooltip=tip)
    chart.to_html(page, open_browser=False)


def plotly(given: Given, page: Path) -> None:
    """Draw traces on plotly's map."""
    from plotly import graph_objects  # noqa: PLC0415

    events, blue = given["events"], f"rgb({','.join(map(str, BLUE))})"
    lon, lat = zip(*(event["at"] for event in events), strict=True)
    chart = graph_objects.Figure()
    for line in given["lines"]:
        x, y = zip(*line["at"], strict=True)
        chart.add_scattermap(lon=x, lat=y, mode="lines", line={"color": blue}, showlegend=False)
    chart.add_scattermap(
        lon=lon,
        lat=lat,
        mode="markers",
        marker={"color": RED, "size": 12},
        customdata=[[event[field] for field in FIELDS] for event in events],
        hovertemplate="<br>".join(f"%{{customdata[{n}]}}" for n in range(len(FIELDS))),
    )
    middle = {"lon": MIDDLE["longitude"], "lat": MIDDLE["latitude"]}
    chart.update_layout(map={"style": "white-bg", "center": middle, "zoom": ZOOM})
    chart.write_html(page, include_plotlyjs="cdn")


def lonboard(given: Given, page: Path) -> None:
    """Draw layers of two frames."""
    from lonboard import Map, PathLayer, ScatterplotLayer  # noqa: PLC0415

    events, lines = frames(given)
    points = ScatterplotLayer.from_geopandas(events, get_fill_color=RGB, radius_min_pixels=6)
    paths = PathLayer.from_geopandas(lines, get_color=BLUE, width_min_pixels=2)
    bare: dict[str, Any] = {"basemap": None, "view_state": {**MIDDLE, "zoom": ZOOM}}
    Map([paths, points], **bare).to_html(page)


def frames(given: Given) -> tuple[Any, Any]:
    """Give events and lines as frames of geopandas."""
    from geopandas import GeoDataFrame  # noqa: PLC0415
    from shapely import LineString, Point  # noqa: PLC0415

    columns = {field: [event[field] for event in given["events"]] for field in FIELDS}
    spots = [Point(event["at"]) for event in given["events"]]
    drawn = [LineString(line["at"]) for line in given["lines"]]
    names = {"id": [line["id"] for line in given["lines"]]}
    return (
        GeoDataFrame(columns, geometry=spots, crs="EPSG:4326"),
        GeoDataFrame(names, geometry=drawn, crs="EPSG:4326"),
    )


PEERS = {
    "markers": markers,
    "cluster": cluster,
    "fast": fast,
    "geojson": geojson,
    "timeline": timeline,
    "timestamped": timestamped,
    "explore": explore,
    "pydeck": pydeck,
    "plotly": plotly,
    "lonboard": lonboard,
}

if __name__ == "__main__":
    main(sys.argv[1], *map(Path, sys.argv[2:]))
