"""The gazetteer file: places along a curve through the world, names by their sound."""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from gazetteer_entry import Entry

from geo.candidate import Candidate
from geo.coords import LonLat
from geo.gazetteer_blocks import FORMAT, SCHEMA, Filed, pack_names, pack_places
from geo.places import PlaceKind

#: Cells of the curve along either axis, a power of two.
CELLS = 1 << 16


def along_curve(entries: Sequence[Entry]) -> list[Entry]:
    """Order places along a Hilbert curve, so that neighbours come into one block; then by id."""
    return sorted(entries, key=lambda each: (curve_index(each.position), each.id))


def curve_index(position: LonLat) -> int:
    """Measure how far along the Hilbert curve through the world a position lies, in cells."""
    x = min(CELLS - 1, int((position.lon + 180) / 360 * CELLS))
    y = min(CELLS - 1, int((position.lat + 90) / 180 * CELLS))
    index, half = 0, CELLS // 2
    while half:
        right, upper = int(bool(x & half)), int(bool(y & half))
        index += half * half * ((3 * right) ^ upper)
        if not upper:
            if right:
                x, y = CELLS - 1 - x, CELLS - 1 - y
            x, y = y, x
        half //= 2
    return index


def write_gazetteer(
    entries: Sequence[Entry], sources: Sequence[tuple[str, ...]], path: Path
) -> None:
    """Write the SQLite file aside and move it to its place."""
    ordered = along_curve(entries)
    aside = path.with_suffix(".partial")
    aside.unlink(missing_ok=True)
    connection = sqlite3.connect(aside)
    connection.execute("PRAGMA page_size = 512")
    connection.executescript(SCHEMA)
    connection.executemany(
        "INSERT INTO about VALUES (?, ?)", sorted(about(entries, sources).items())
    )
    connection.executemany("INSERT INTO names VALUES (?, ?)", pack_names(numbers_by_key(ordered)))
    for first, block, box in pack_places(filed(ordered)):
        connection.execute("INSERT INTO places VALUES (?, ?)", (first, block))
        connection.execute("INSERT INTO boxes VALUES (?, ?, ?, ?, ?)", (first, *box))
    connection.commit()
    connection.execute("VACUUM")
    connection.close()
    aside.replace(path)


def about(entries: Sequence[Entry], sources: Sequence[tuple[str, ...]]) -> dict[str, str]:
    """Say what the file holds and whose data it is."""
    counts = {kind: sum(entry.kind is kind for entry in entries) for kind in PlaceKind}
    return {
        "format": str(FORMAT),
        "counts": json.dumps({kind: count for kind, count in counts.items() if count}),
        "sources": json.dumps([list(source) for source in sources], ensure_ascii=False),
    }


def numbers_by_key(entries: Sequence[Entry]) -> dict[str, list[int]]:
    """Index the numbers of entries (their order) by folded name and by id."""
    found: dict[str, list[int]] = defaultdict(list)
    for number, entry in enumerate(entries):
        for key in {entry.id, *entry.ids, *entry.folded()}:
            found[key].append(number)
    return found


def filed(entries: Sequence[Entry]) -> list[Filed]:
    """Make the records that the file keeps of entries."""
    followers: dict[str, list[int]] = defaultdict(list)
    for number, entry in enumerate(entries):
        if entry.follows:
            followers[entry.follows].append(number)
    return [Filed(candidate(entry), tuple(followers[entry.id])) for entry in entries]


def candidate(entry: Entry) -> Candidate:
    """Make the record that the file keeps of an entry."""
    return Candidate(
        id=entry.id, name=entry.name, kind=entry.kind, country=entry.country,
        position=LonLat(round(entry.position.lon, 4), round(entry.position.lat, 4)),
        population=entry.population, radius_km=entry.radius_km, region=entry.region,
    )  # fmt: skip
