"""The same counts everywhere: every output of a case holds as many of everything."""

import csv
import io
import json
import re
import sqlite3

import pytest
from lxml import etree, html
from pressed_case import CASES, data_of, press_of
from pyarrow import parquet

from maps.export.counts import count_case
from maps.products import PRODUCTS

LINKED = "places.lpf.json"
KML = "{http://www.opengis.net/kml/2.2}"
GPX = "{http://www.topografix.com/GPX/1/1}"


def in_page(folder):
    """Count the articles of the list."""
    page = html.fromstring(PRODUCTS["html"].make(press_of(folder))["map.html"])
    ids = [article.get("id") or "" for article in page.iter("article")]
    counted = {kind: sum(each.startswith(f"{kind}-") for each in ids) for kind in ARTICLES}
    return {ARTICLES[kind]: number for kind, number in counted.items()}


ARTICLES = {
    "event": "events",
    "link": "links",
    "journey": "journeys",
    "place": "places",
    "flow": "flows",
    "service": "services",
    "source": "sources",
}


def of_rows(rows):
    """Count rows of all tables by name, each a mapping of column to text or value."""
    routes = [(row["kind"], row["drawn"]) for row in rows.pop("routes")]
    drawn = {True, "yes"}
    counted = {name: len(found) for name, found in rows.items()}
    for kind, name in (("link", "links"), ("leg", "legs")):
        counted[name] = sum(each == kind for each, _ in routes)
        counted[f"drawn_{name}"] = sum(each == kind and d in drawn for each, d in routes)
    for name, placed in (("events", "placed_events"), ("places", "positioned_places")):
        counted[placed] = sum(row["lon"] not in {None, ""} for row in rows[name])
    return counted


def in_csv(folder):
    names = ("events", "routes", "places", "claims", "flows", "services", "sources", "journeys")
    return of_rows(
        {
            name: list(csv.DictReader(io.StringIO(data_of(folder)[f"{name}.csv"].decode())))
            for name in names
        }
    )


def in_geojson(folder):
    """Count features, and those that have a geometry."""
    read = {
        name: json.loads(data_of(folder)[f"{name}.geojson"])["features"]
        for name in ("events", "routes", "places", "flows")
    }
    counted = of_rows({name: [f["properties"] for f in found] for name, found in read.items()})
    placed = {
        "events": "placed_events",
        "places": "positioned_places",
    }
    for name, with_geometry in placed.items():
        assert sum(f["geometry"] is not None for f in read[name]) == counted[with_geometry]
    lines = sum(f["geometry"] is not None for f in read["routes"])
    assert lines == counted["drawn_links"] + counted["drawn_legs"]
    return counted


def in_geopackage(folder):
    base = sqlite3.connect(":memory:")
    base.row_factory = sqlite3.Row
    base.deserialize(data_of(folder)["case.gpkg"])
    names = ("events", "routes", "places", "claims", "flows", "services", "sources", "journeys")
    return of_rows({name: base.execute(f"SELECT * FROM {name}").fetchall() for name in names})


def in_geoparquet(folder):
    return of_rows(
        {
            name: parquet.read_table(io.BytesIO(data_of(folder)[f"{name}.parquet"])).to_pylist()
            for name in ("events", "routes", "places", "flows")
        }
    )


def in_kml(folder):
    root = etree.fromstring(data_of(folder)["case.kml"])
    rows = {}
    for layer in root.findall(f"{KML}Document/{KML}Folder"):
        name = {"Places": "places", "Events": "events"}.get(
            layer.findtext(f"{KML}name"), layer.findtext(f"{KML}name").partition(":")[0].lower()
        )
        rows[name] = [
            {data.get("name"): data.findtext(f"{KML}value") for data in mark.iter(f"{KML}Data")}
            for mark in layer.iter(f"{KML}Placemark")
        ]
    kept = {name: rows[name] for name in ("events", "routes", "places")}
    return of_rows({name: [{"lon": None, **row} for row in found] for name, found in kept.items()})


def in_gpx(folder):
    """Count what has a position; a route may be a track and a route besides."""
    root = etree.fromstring(data_of(folder)["routes.gpx"])
    drawn = {
        (each.findtext(f"{GPX}cmt"), each.findtext(f"{GPX}name"))
        for tag in ("trk", "rte")
        for each in root.iter(f"{GPX}{tag}")
    }
    return {
        "positioned_places": len(root.findall(f"{GPX}wpt")),
        "drawn_routes": len(drawn),
    }


def in_linked_places(folder):
    found = json.loads(data_of(folder)[LINKED])["features"]
    return {
        "places": len(found),
        "positioned_places": sum(feature["geometry"] is not None for feature in found),
    }


def in_readme(folder):
    """Count what the README says."""
    text = data_of(folder)["README.txt"].decode().partition("What it holds")[2]
    numbers = re.findall(r"^ *([\d,]+)  ", text, re.MULTILINE)
    return dict(
        zip(
            count_case(press_of(folder).charted)._fields,
            (int(number.replace(",", "")) for number in numbers),
            strict=True,
        )
    )


#: One function a format, which gives what of `Counts` it can tell; a new format adds its own.
FORMATS = {
    "html": in_page,
    "csv": in_csv,
    "geojson": in_geojson,
    "geopackage": in_geopackage,
    "geoparquet": in_geoparquet,
    "kml": in_kml,
    "gpx": in_gpx,
    "linked places": in_linked_places,
    "readme": in_readme,
}


@pytest.mark.parametrize("folder", CASES, ids=lambda folder: folder.name)
@pytest.mark.parametrize("form", FORMATS)
def test_every_output_holds_as_many_of_everything(form, folder):
    counts = count_case(press_of(folder).charted)
    wanted = counts._asdict() | {"drawn_routes": counts.drawn_links + counts.drawn_legs}
    told = FORMATS[form](folder)
    assert told
    assert told == {name: wanted[name] for name in told}


@pytest.mark.parametrize("folder", CASES, ids=lambda folder: folder.name)
def test_the_counts_are_those_of_the_tables(folder):
    case = press_of(folder).case
    counts = count_case(press_of(folder).charted)
    assert counts.routes == len(case.links) + len(case.legs)
    for name in ("events", "claims", "flows", "services", "sources", "places"):
        assert getattr(counts, name) == len(getattr(case, name))


def test_drafts_are_counted_nowhere(tmp_path):
    (tmp_path / "c").mkdir()
    (tmp_path / "c/events.csv").write_text("id,title,status\na,A,published\nb,B,draft\n")
    (tmp_path / "c/claims.csv").write_text("id,subject,field,value\nc1,event:b,title,C\n")
    assert count_case(press_of(tmp_path / "c").charted)[:1] == (1,)
    for form, counted in FORMATS.items():
        told = counted(tmp_path / "c")
        assert told.get("events", 1) == 1, form
        assert told.get("claims", 0) == 0, form
