"""Airports and ports, and the towns that they are named after."""

import csv
import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from gazetteer_entry import Entry

from geo.coords import LonLat, distance_m
from geo.places import PlaceKind
from geo.reach import reach_km
from geo.toponyms import fold

#: An airport or port goes by the names of the town it is named after, when that is this near (km).
TOWN_REACH = {PlaceKind.AIRPORT: 60, PlaceKind.PORT: 30}
#: Ports of one name this near to each other are one (m).
ONE_PORT_M = 10_000
CODE_LETTERS = 5
SEA_PORTS = "package/lib/ports.json"
PORTS = "searoute-1.6.0/searoute/data/ports.geojson"


def read_airports(files: Mapping[str, Path]) -> Iterator[Entry]:
    """Read airports that have an IATA code or an ICAO code of four letters."""
    lines = (files["airports"] / "airportsdata/airports.csv").read_text("utf-8").splitlines()
    for row in csv.DictReader(lines):
        icao = row["icao"] if row["icao"].isalpha() and len(row["icao"]) == 4 else ""
        if not (row["iata"] or icao) or not row["country"]:
            continue
        yield Entry(
            f"iata:{row['iata']}" if row["iata"] else f"icao:{icao}", row["name"],
            PlaceKind.AIRPORT, row["country"], LonLat(float(row["lon"]), float(row["lat"])),
            radius_km=reach_km(PlaceKind.AIRPORT),
            names=frozenset({row["city"], row["iata"], icao} - {""}),
            ids=frozenset({f"icao:{icao}"} if icao else ()),
        )  # fmt: skip


def read_ports(files: Mapping[str, Path]) -> Iterator[Entry]:
    """Read sea ports that have a UN/LOCODE, of both lists; two codes of one port lead to one."""
    ports = {port.id: port for port in (*_ports_with_routes(files), *_ports_of_index(files))}
    first = {port.id: port for port in _ports_with_routes(files)}
    named: dict[tuple[str, str], list[Entry]] = defaultdict(list)
    for port in first.values():
        named[port.country, fold(port.name)].append(port)
    for port in ports.values():
        same = [
            each
            for each in named[port.country, fold(port.name)]
            if port.id not in first and distance_m(each.position, port.position) < ONE_PORT_M
        ]
        if same:
            first[same[0].id] = replace(
                first[same[0].id],
                names=first[same[0].id].names | port.names,
                ids=first[same[0].id].ids | {port.id},
            )
        elif port.id not in first:
            first[port.id] = port
    yield from first.values()


def _ports_with_routes(files: Mapping[str, Path]) -> Iterator[Entry]:
    """Read the ports of the package with sea routes."""
    for feature in json.loads((files["ports"] / PORTS).read_bytes())["features"]:
        code = feature["properties"]["port"] or ""
        lon, lat = feature["geometry"]["coordinates"]
        if len(code) == CODE_LETTERS and abs(lon) <= 180 and abs(lat) <= 90:
            yield _port(code, feature["properties"]["name"], LonLat(lon, lat))


def _ports_of_index(files: Mapping[str, Path]) -> Iterator[Entry]:
    """Read the ports of the package that lists them by code."""
    for code, row in json.loads((files["sea_ports"] / SEA_PORTS).read_bytes()).items():
        lon, lat = row.get("coordinates") or (999, 999)
        if len(code) == CODE_LETTERS and abs(lon) <= 180 and abs(lat) <= 90:
            yield _port(code, row["name"], LonLat(lon, lat), *row.get("alias", ()))


def _port(code: str, name: str, position: LonLat, *others: str) -> Entry:
    """Make a port of its UN/LOCODE."""
    return Entry(
        f"locode:{code}", name, PlaceKind.PORT, code[:2], position,
        radius_km=reach_km(PlaceKind.PORT), names=frozenset({code, *others}),
    )  # fmt: skip


def towns_by_key(towns: Mapping[str, Entry]) -> dict[tuple[str, str], list[Entry]]:
    """Index populated places by country and folded name."""
    found: dict[tuple[str, str], list[Entry]] = defaultdict(list)
    for town in towns.values():
        for key in town.folded():
            found[town.country, key].append(town)
    return found


def with_names_of_town(entry: Entry, towns: Mapping[tuple[str, str], list[Entry]]) -> Entry:
    """Let an airport or port go by every name of the nearest town that it is named after."""
    namesakes = [
        town for key in sorted(entry.folded()) for town in towns.get((entry.country, key), ())
    ]
    distances = [(distance_m(entry.position, town.position), town.id, town) for town in namesakes]
    if not distances:
        return entry
    far_m, _, town = min(distances, key=lambda each: each[:2])
    if far_m > TOWN_REACH[entry.kind] * 1000:
        return entry
    return replace(entry, follows=town.id, region=town.region)
