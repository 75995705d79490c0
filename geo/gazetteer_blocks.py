"""
The form of the gazetteer file: sorted names and numbered places in compressed blocks.

A row of SQLite a name would take five times the room; a block is found by its first name and
unpacked in a fraction of a millisecond, so that a look-up touches a few kilobytes of the file.
"""

import zlib
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

from geo.candidate import Candidate
from geo.coords import LonLat
from geo.places import PlaceKind

#: Raised when an older program cannot read a newer file.
FORMAT = 1

SCHEMA = """
CREATE TABLE about (key TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE names (number INTEGER PRIMARY KEY, first TEXT NOT NULL, block BLOB NOT NULL);
CREATE TABLE places (first INTEGER PRIMARY KEY, first_id TEXT NOT NULL, block BLOB NOT NULL);
CREATE UNIQUE INDEX names_by_first ON names (first);
CREATE UNIQUE INDEX places_by_id ON places (first_id);
"""

#: Names and places a block; larger blocks are smaller on disk and slower to open.
NAMES_A_BLOCK = 512
PLACES_A_BLOCK = 128


def pack_names(numbers: Mapping[str, Sequence[int]]) -> Iterator[tuple[str, bytes]]:
    """
    Pack folded names and the numbers of their places.

    Parameters
    ----------
    numbers
        Numbers of places by folded name.

    Yields
    ------
    tuple[str, bytes]
        First name of a block and the block; names in the order of their code points.
    """
    keys = iter(sorted(numbers))
    while keys_here := list(islice(keys, NAMES_A_BLOCK)):
        lines = [f"{key}\t{' '.join(map(str, numbers[key]))}" for key in keys_here]
        yield keys_here[0], _packed(lines)


def numbers_of(block: bytes, key: str) -> list[int]:
    """
    Look a folded name up in a block.

    Parameters
    ----------
    block
        As `pack_names` made it.
    key
        A folded name.

    Returns
    -------
    list[int]
        Numbers of its places in increasing order; empty where the block has no such name.
    """
    lines = b"\n" + zlib.decompress(block)
    start = lines.find(f"\n{key}\t".encode())
    if start < 0:
        return []
    line = lines[start + 1 :].split(b"\n", 1)[0]
    return [int(number) for number in line.partition(b"\t")[2].split()]


def keys_of(block: bytes) -> list[str]:
    """List the folded names of a block, in order."""
    return [line.partition("\t")[0] for line in _lines(block)]


def pack_places(places: Sequence[Candidate]) -> Iterator[tuple[int, str, bytes]]:
    """
    Pack places; a place's number is its index in `places`.

    Parameters
    ----------
    places
        In the order of their ids.

    Yields
    ------
    tuple[int, str, bytes]
        Number and id of the first place of a block, and the block.
    """
    for first in range(0, len(places), PLACES_A_BLOCK):
        here = places[first : first + PLACES_A_BLOCK]
        yield first, here[0].id, _packed([_line(place) for place in here])


def place_at(block: bytes, index: int) -> Candidate:
    """Give the place at an index of a block made by `pack_places`."""
    return _place(zlib.decompress(block).split(b"\n")[index].decode())


def places_of(block: bytes) -> list[Candidate]:
    """List the places of a block, in the order of their numbers."""
    return [_place(line) for line in _lines(block)]


def places_with_id(block: bytes, id: str) -> list[Candidate]:  # noqa: A002 - the word of the contract
    """Give the place with an id as a list of one; empty where the block has none."""
    return [_place(line) for line in _lines(block) if line.startswith(f"{id}\t")]


def _packed(lines: list[str]) -> bytes:
    """Compress the lines of a block."""
    return zlib.compress("\n".join(lines).encode(), 9)


def _lines(block: bytes) -> list[str]:
    """Give the lines of a block."""
    return zlib.decompress(block).decode().split("\n")


def _line(place: Candidate) -> str:
    """Write a place as one line; a tab or line break in a name becomes a space."""
    numbers = (place.position.lon, place.position.lat, place.population, place.radius_km)
    name = " ".join(place.name.split())
    return "\t".join(
        [place.id, name, place.kind, place.country, *(f"{n:.10g}" for n in numbers), place.region]
    )


def _place(line: str) -> Candidate:
    """Read a place from its line."""
    id_, name, kind, country, lon, lat, population, radius_km, region = line.split("\t")
    return Candidate(
        id=id_,
        name=name,
        kind=PlaceKind(kind),
        country=country,
        position=LonLat(float(lon), float(lat)),
        population=int(float(population)),
        radius_km=float(radius_km),
        region=region,
    )
