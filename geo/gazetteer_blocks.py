"""
The form of the gazetteer file: names by their sound and places by where they lie, in blocks.

A row of SQLite a name would take five times the room; a block is found by its first name and
unpacked in less than a millisecond, so that a look-up touches a few kilobytes of the file. Names
lie beside those that sound alike (`geo.skeleton`), places beside their neighbours.
"""

import lzma
import zlib
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import accumulate, islice, pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from geo.candidate import Candidate
from geo.coords import Bbox, LonLat
from geo.places import PlaceKind
from geo.reach import reach_km
from geo.skeleton import skeleton

#: Raised when an older program cannot read a newer file.
FORMAT = 2

SCHEMA = """
CREATE TABLE about (key TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE names (first TEXT PRIMARY KEY, block BLOB NOT NULL);
CREATE TABLE places (first INTEGER PRIMARY KEY, block BLOB NOT NULL);
CREATE TABLE boxes (
    first INTEGER PRIMARY KEY, west REAL, south REAL, east REAL, north REAL
);
"""

#: Blocks that stay unpacked, as neighbours and repeated names come from the same ones.
KEPT_OPEN = 32
#: Blocks whose positions stay at hand; they take a few kilobytes each.
KEPT_PINS = 1024
POPULATED = frozenset({PlaceKind.CITY, PlaceKind.TOWN})
#: Names and places a block; larger blocks are smaller on disk and slower to open.
NAMES_A_BLOCK = 512
PLACES_A_BLOCK = 128

#: How names are packed (places, of which one look-up may open many, by zlib, which is quicker);
#: stated in full, as a block without a header does not carry it.
LZMA_FILTERS = [
    {"id": lzma.FILTER_LZMA2, "preset": 9 | lzma.PRESET_EXTREME, "dict_size": 1 << 17, "pb": 0}
]

#: Steps of a degree in which positions are kept (about 10 m), and bytes of a number.
STEPS = 10_000
NUMBER_BYTES = 3
#: Letters that a name can share with the one before it; counted from a byte that is no line end.
SHARED, SHARED_FROM = 60, 32
KIND_COLUMN = 2


class Filed(NamedTuple):
    """A place as the file keeps it; `followers` = numbers of places that go by its names too."""

    place: Candidate
    followers: tuple[int, ...] = ()


def filing_key(key: str) -> str:
    """Give what a folded name (or an id) is filed by: how it sounds, then how it is written."""
    return f"{skeleton(key)} {key}"


def pack_names(numbers: Mapping[str, Sequence[int]]) -> Iterator[tuple[str, bytes]]:
    """
    Pack folded names and ids, and the numbers of their places.

    Parameters
    ----------
    numbers
        Numbers of places by folded name.

    Yields
    ------
    tuple[str, bytes]
        What the first name of a block is filed by, and the block; in the order of `filing_key`.
    """
    filed = iter(sorted((filing_key(key), key) for key in numbers))
    while here := list(islice(filed, NAMES_A_BLOCK)):
        keys = [key.encode() for _, key in here]
        counts = [len(numbers[key]) for _, key in here]
        every = [number for _, key in here for number in sorted(numbers[key])]
        yield here[0][0], _small(_joined(_shared_starts(keys), _planes(counts), _planes(every)))


def _shared_starts(keys: Sequence[bytes]) -> bytes:
    """Write each name as the count of bytes that it shares with the one before, and the rest."""
    lines = []
    for before, key in pairwise([b"", *keys]):
        shared = next((i for i, (a, b) in enumerate(zip(before, key, strict=False)) if a != b), -1)
        shared = min(len(before), len(key), SHARED) if shared < 0 else min(shared, SHARED)
        lines.append(bytes([SHARED_FROM + shared]) + key[shared:])
    return b"\n".join(lines)


class OpenedNames(NamedTuple):
    """An unpacked block of names, in the order of `filing_key`, and the numbers of their places."""

    names: list[str]
    ends: list[int]
    planes: bytes

    def numbers(self, index: int) -> list[int]:
        """Give the numbers of the places of the name at an index, in increasing order."""
        start = self.ends[index - 1] if index else 0
        each = len(self.planes) // NUMBER_BYTES
        parts = (self.planes[at + start : at + self.ends[index]] for at in (0, each, 2 * each))
        return _from_planes(b"".join(parts))

    def sounding(self, consonants: str) -> dict[str, list[int]]:
        """Give the names of a skeleton, each with its numbers."""
        first = bisect_left(self.names, f"{consonants} ", key=filing_key)
        last = bisect_left(self.names, f"{consonants}!", key=filing_key)
        return {self.names[index]: self.numbers(index) for index in range(first, last)}


def open_names(block: bytes) -> OpenedNames:
    """
    Unpack a block of names.

    Parameters
    ----------
    block
        As `pack_names` made it.

    Returns
    -------
    OpenedNames
        Its folded names and ids.
    """
    starts, counts, planes = _parted(_large(block))
    names: list[str] = []
    key = b""
    for line in starts.split(b"\n"):
        key = key[: line[0] - SHARED_FROM] + line[1:]
        names.append(key.decode())
    return OpenedNames(names, list(accumulate(_from_planes(counts))), planes)


def numbers_of(block: bytes, name: str) -> list[int]:
    """
    Look a folded name or id up in a block.

    Parameters
    ----------
    block
        As `pack_names` made it.
    name
        What is looked for.

    Returns
    -------
    list[int]
        Numbers of its places in increasing order; empty where the block has no such name.
    """
    starts, counts, numbers = _parted(_large(block))
    wanted, key = name.encode(), b""
    for index, line in enumerate(starts.split(b"\n")):
        key = key[: line[0] - SHARED_FROM] + line[1:]
        if key == wanted:
            first, last = _total(counts, index), _total(counts, index + 1)
            each = len(numbers) // NUMBER_BYTES
            parts = (numbers[at + first : at + last] for at in (0, each, 2 * each))
            return _from_planes(b"".join(parts))
    return []


def pack_places(filed: Sequence[Filed]) -> Iterator[tuple[int, bytes, Bbox]]:
    """
    Pack places; a place's number is its index in `filed`.

    Parameters
    ----------
    filed
        Neighbours beside each other.

    Yields
    ------
    tuple[int, bytes, Bbox]
        Number of the first place of a block, the block, and the box around its places.
    """
    for first in range(0, len(filed), PLACES_A_BLOCK):
        here = filed[first : first + PLACES_A_BLOCK]
        columns = zip(*map(_fields, here), strict=True)
        texts = "\n".join("\t".join(column) for column in columns).encode()
        lons = [each.place.position.lon for each in here]
        lats = [each.place.position.lat for each in here]
        box = Bbox(min(lons), min(lats), max(lons), max(lats))
        steps = [round((lon + 180) * STEPS) for lon in lons]
        steps += [round((lat + 90) * STEPS) for lat in lats]
        yield first, zlib.compress(_joined(texts, _planes(steps)), 9), box


class Opened(NamedTuple):
    """An unpacked block of places: texts by column, and positions as numbers."""

    columns: list[list[str]]
    planes: bytes

    def at(self, index: int) -> Filed:
        """Give the place at an index."""
        fields = [column[index] for column in self.columns]
        half = len(self.planes) // NUMBER_BYTES // 2
        x, y = (self._number(index), self._number(half + index))
        return _filed(fields, LonLat(x / STEPS - 180, y / STEPS - 90))

    def _number(self, index: int) -> int:
        """Read one number of the planes."""
        each = len(self.planes) // NUMBER_BYTES
        return _from_planes(self.planes[index::each])[0]


@lru_cache(maxsize=KEPT_OPEN)
def open_places(block: bytes) -> Opened:
    """
    Unpack a block of places.

    Parameters
    ----------
    block
        As `pack_places` made it.

    Returns
    -------
    Opened
        Its places, in the order of their numbers.
    """
    texts, planes = _parted(zlib.decompress(block))
    columns = [line.split("\t") for line in texts.decode().split("\n")]
    return Opened(columns, planes)


class Pins(NamedTuple):
    """The populated places of a block: their indices in it, and their positions in degrees."""

    inside: NDArray[np.int64]
    lon: NDArray[np.float64]
    lat: NDArray[np.float64]


@lru_cache(maxsize=KEPT_PINS)
def open_pins(block: bytes) -> Pins:
    """
    Unpack the positions of a block of places.

    Parameters
    ----------
    block
        As `pack_places` made it.

    Returns
    -------
    Pins
        Of its towns and cities, in the order of their numbers; shape (n,) each.
    """
    texts, planes = _parted(zlib.decompress(block))
    kinds = texts.split(b"\n")[KIND_COLUMN].decode().split("\t")
    inside = np.array([at for at, kind in enumerate(kinds) if kind in POPULATED], int)
    high, middle, low = np.frombuffer(planes, np.uint8).astype(int).reshape(NUMBER_BYTES, -1)
    lon, lat = ((high << 16 | middle << 8 | low) / STEPS).reshape(2, -1)[:, inside]
    return Pins(inside, lon - 180, lat - 90)


def _fields(filed: Filed) -> list[str]:
    """Write a place as texts; a tab or line break in a name becomes a space."""
    place = filed.place
    usual = place.radius_km == reach_km(place.kind, place.population)
    return [
        place.id,
        " ".join(place.name.split()),
        place.kind,
        place.country,
        place.region,
        str(place.population or ""),
        "" if usual else f"{place.radius_km:.10g}",
        " ".join(map(str, filed.followers)),
    ]


def _filed(fields: Sequence[str], position: LonLat) -> Filed:
    """Read a place from its texts."""
    id_, name, kind_, country, region, population_, radius, followers = fields
    kind, population = PlaceKind(kind_), int(population_ or 0)
    place = Candidate(
        id=id_,
        name=name,
        kind=kind,
        country=country,
        position=LonLat(round(position.lon, 4), round(position.lat, 4)),
        population=population,
        radius_km=float(radius) if radius else reach_km(kind, population),
        region=region,
    )
    return Filed(place, tuple(map(int, followers.split())))


def _planes(numbers: Iterable[int]) -> bytes:
    """Write numbers as all their high bytes, then the middle ones, then the low ones."""
    known = list(numbers)
    return b"".join(bytes(n >> 8 * at & 255 for n in known) for at in (2, 1, 0))


def _from_planes(planes: bytes) -> list[int]:
    """Read numbers that `_planes` wrote."""
    each = len(planes) // NUMBER_BYTES
    parts = (planes[:each], planes[each : 2 * each], planes[2 * each :])
    return [a << 16 | b << 8 | c for a, b, c in zip(*parts, strict=True)]


def _small(whole: bytes) -> bytes:
    """Compress a block of names, which are a fifth smaller by LZMA than by zlib."""
    return lzma.compress(whole, lzma.FORMAT_RAW, filters=LZMA_FILTERS)


@lru_cache(maxsize=KEPT_OPEN)
def _large(block: bytes) -> bytes:
    """Unpack a block of names."""
    return lzma.decompress(block, lzma.FORMAT_RAW, filters=LZMA_FILTERS)


def _total(planes: bytes, count: int) -> int:
    """Add up the first numbers that `_planes` wrote, plane by plane, which is quicker."""
    each = len(planes) // NUMBER_BYTES
    high, middle, low = (sum(planes[at : at + count]) for at in (0, each, 2 * each))
    return (high << 16) + (middle << 8) + low


def _joined(*parts: bytes) -> bytes:
    """Join the parts of a block, their lengths ahead."""
    lengths = b"".join(len(part).to_bytes(NUMBER_BYTES, "big") for part in parts)
    return bytes([len(parts)]) + lengths + b"".join(parts)


def _parted(whole: bytes) -> list[bytes]:
    """Give the parts of a block."""
    count = whole[0]
    at = 1 + NUMBER_BYTES * count
    parts = []
    for index in range(count):
        start = 1 + NUMBER_BYTES * index
        length = int.from_bytes(whole[start : start + NUMBER_BYTES], "big")
        parts.append(whole[at : at + length])
        at += length
    return parts
