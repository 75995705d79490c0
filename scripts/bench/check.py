"""
Measure the checks on a large case: `python3 scripts/bench/check.py`.

10,000 events, 2,000 claims and 5,000 flows, made by a fixed rule; beside ours the tables are
validated by the frictionless library, which knows types and references and no meaning. Prints a
table, and writes it to `docs/benchmarks.md` with `--write`.
"""

import json
import random
import statistics
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import environment
from table import machine, read_options, table, write_section

sys.path.insert(0, str(environment.ROOT))

EVENTS, CLAIMS, FLOWS, PLACES, SOURCES = 10_000, 2_000, 5_000, 300, 200
WORDS = [
    "workers",
    "arrive",
    "train",
    "ferry",
    "border",
    "meeting",
    "cargo",
    "port",
    "station",
    "tourists",
    "leave",
    "talks",
]


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
        0.
    """
    options = read_options(arguments, __doc__, "runs of each")
    with tempfile.TemporaryDirectory() as folder:
        case = Path(folder) / "large"
        write_case(case)
        text = report(case, options.times)
    print(text)
    if options.write:
        write_section("Checks", text)
    return 0


def write_case(folder: Path) -> None:
    """
    Write a large case, the same each time.

    Parameters
    ----------
    folder
        Made new.
    """
    folder.mkdir()
    chance = random.Random(6)  # noqa: S311 - a fixed rule, not a secret
    for name, lines in (
        ("places", places(chance)),
        ("sources", sources()),
        ("events", events(chance)),
        ("claims", claims(chance)),
        ("flows", flows(chance)),
    ):
        (folder / f"{name}.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")


def places(chance: random.Random) -> Iterator[str]:
    """Give towns of stated positions."""
    yield "id,name,kind,country,lon,lat"
    for n in range(PLACES):
        lon, lat = chance.uniform(100, 140), chance.uniform(35, 55)
        yield f"p{n},Place {n:03d},town,RU,{lon:.4f},{lat:.4f}"


def sources() -> Iterator[str]:
    """Give articles."""
    yield "id,title,published,url"
    for n in range(SOURCES):
        yield f"s{n},Article {n},2024-12,https://example.org/{n}"


def day(chance: random.Random) -> str:
    """Give a day of ten years."""
    return f"20{chance.randint(14, 23)}-{chance.randint(1, 12):02d}-{chance.randint(1, 28):02d}"


def events(chance: random.Random) -> Iterator[str]:
    """Give events at places, on days."""
    yield "id,title,date,summary,category,place,persons,source,locator,phrase,certainty"
    for n in range(EVENTS):
        title = " ".join(chance.choices(WORDS, k=6)).capitalize()
        where, told = chance.randrange(PLACES), chance.randrange(SOURCES)
        many = chance.choice(["", "~100", ">300", "41"])
        yield (
            f"e{n},{title},{day(chance)},{title} again,kind {n % 7},p{where},{many},s{told},"
            f"L{n % 40},as printed,reported"
        )


def claims(chance: random.Random) -> Iterator[str]:
    """Give further statements, some of which differ."""
    yield "id,subject,field,value,source,attributed_to,certainty"
    for n in range(CLAIMS):
        field, value = chance.choice([("date", day(chance)), ("persons", "~100"), ("", "")])
        event, told = chance.randrange(EVENTS), chance.randrange(SOURCES)
        yield f"c{n},event:e{event},{field},{value},s{told},FSB > NK News,reported"


def flows(chance: random.Random) -> Iterator[str]:
    """Give totals of nine parts each."""
    yield "id,period,origin,destination,mode,value,part_of,source"
    for n in range(FLOWS):
        whole = n - n % 10
        mode = "" if n == whole else ("rail", "air", "road")[n % 3]
        part = "" if n == whole else f"f{whole}"
        ends = f"p{whole % PLACES},p{(whole + 7) % PLACES}"
        yield f"f{n},{2014 + whole % 10},{ends},{mode},{chance.randint(3, 400)},{part},s{n % 200}"


def report(folder: Path, times: int) -> str:
    """Measure each step and write the table."""
    from frictionless import Package, system  # noqa: PLC0415 - needed here alone

    from geo.gazetteer import read_gazetteer  # noqa: PLC0415 - of this checkout
    from geo.geocode import geocode  # noqa: PLC0415
    from maps.case.read import read_case  # noqa: PLC0415
    from maps.check.run import check_case  # noqa: PLC0415
    from maps.schema import data_package  # noqa: PLC0415

    case = read_case(folder)
    found_places = geocode(case.places, read_gazetteer())
    package = data_package(folder)
    (folder / "datapackage.json").write_text(json.dumps(package), encoding="utf-8")
    read_s = timed(lambda: read_case(folder), times)
    check_s = timed(lambda: check_case(case, found_places, []), times)
    with system.use_context(trusted=True):
        peer_s = timed(lambda: Package(str(folder / "datapackage.json")).validate(), 1)
    findings = check_case(case, found_places, [])
    counts = Counter(finding.rule for finding in findings)
    rows = [
        ["reading and checking references", f"{read_s:.2f}", f"{read_s / peer_s:.2f}", ""],
        ["checks of meaning", f"{check_s:.2f}", f"{check_s / peer_s:.2f}", "3"],
        ["frictionless, types and references", f"{peer_s:.2f}", "1", ""],
    ]
    told = ", ".join(f"{number:,} {rule}" for rule, number in counts.most_common())
    how = machine(f"{EVENTS:,} events, {CLAIMS:,} claims, {FLOWS:,} flows; medians of {times}")
    return f"{how}\n\n{table(['step', 's', '× frictionless', 'at most'], rows)}\n\nFound: {told}."


def timed(act: Callable[[], object], times: int) -> float:
    """Give the median time of some runs, in seconds."""
    spent = []
    for _ in range(times):
        began = time.perf_counter()
        act()
        spent.append(time.perf_counter() - began)
    return statistics.median(spent)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
