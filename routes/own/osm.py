"""Lines from an extract of OpenStreetMap: the ways of one mode, joined where they share nodes."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np

from geo.errors import NetworkFileError, one_line
from routes.links import Mode
from routes.network import Floats, Ints
from routes.own.drawing import MOST_VERTICES, Drawing, Facts, too_many

OSM_RIGHTS = "© OpenStreetMap contributors, ODbL 1.0"
#: A hundred times the ids that are given in 2026.
_LARGEST_ID = 1 << 40
_LINKS = ("motorway_link", "trunk_link", "primary_link", "secondary_link", "tertiary_link")
_STREETS = (
    "trunk",
    "primary",
    "secondary",
    "tertiary",
    "unclassified",
    "residential",
    "living_street",
    "service",
    "road",
    "track",
)
#: Key and values of the ways of each mode.
TAGS: Mapping[Mode, tuple[str, tuple[str, ...]]] = {
    Mode.RAIL: ("railway", ("rail", "narrow_gauge", "light_rail")),
    Mode.FERRY: ("route", ("ferry",)),
    Mode.ROAD: ("highway", ("motorway", *_STREETS, *_LINKS)),
    Mode.FOOT: (
        "highway",
        (*_STREETS, *_LINKS[1:], "path", "footway", "pedestrian", "steps", "cycleway", "bridleway"),
    ),
}


def read_osm(path: Path, mode: Mode) -> Drawing:
    """
    Read the ways of one mode out of a `.osm.pbf`.

    Parameters
    ----------
    path
        The extract.
    mode
        Rail, ferry, road or foot.

    Returns
    -------
    Drawing
        With the nodes as the file has them: ways are joined where they share a node, so none is
        at a bridge. Ways cut off at the border of the extract keep the nodes that are there.

    Raises
    ------
    NetworkFileError
        osmium is not installed; the file is no PBF or cut off; it has no way of that mode, and
        the message says of which modes it has some.

    Notes
    -----
    Ferries are ways with `route=ferry` and the ways of relations with it. One-way streets,
    access and gauge are not heeded.
    """
    try:
        import osmium  # noqa: PLC0415 - an extra
    except ImportError:
        raise NetworkFileError(
            "is OpenStreetMap data, which needs osmium", "pip install waybook[osm]"
        ) from None

    try:
        line, refs = _ways(osmium, path, mode)
        if not len(refs):
            raise _wrong_kind(osmium, path, mode)
        ids, lonlat = _nodes(osmium, path, refs)
    except (RuntimeError, OSError) as error:
        message = f"cannot be read as PBF: {one_line(str(error), 100)}"
        raise NetworkFileError(message, "is it cut off, or another kind of file?") from None
    order = np.argsort(ids)
    at = np.minimum(np.searchsorted(ids[order], refs), len(ids) - 1)
    there = ids[order][at] == refs if len(ids) else np.zeros(len(refs), dtype=bool)
    if not there.any():
        raise NetworkFileError("has ways but not their nodes", "extract it with all nodes of ways")
    # A node that is missing ends one line and begins another: what lies between is not known.
    parts = line + np.cumsum(~there)
    left_out = (("node missing from the extract", int((~there).sum())),) if not there.all() else ()
    facts = Facts(
        format="OpenStreetMap PBF",
        crs="WGS 84",
        rights=OSM_RIGHTS,
        lines=int(line[-1]) + 1,
        left_out=left_out,
    )
    return Drawing(
        lonlat=lonlat[order][at[there]], line=parts[there], node=refs[there], facts=facts
    )


def _ways(osmium: ModuleType, path: Path, mode: Mode) -> tuple[Ints, Ints]:
    """Give the lines, and for each vertex the number of its line and its node."""
    key, values = TAGS[mode]
    runs: list[list[int]] = []
    total = 0
    members = _members(osmium, path) if mode is Mode.FERRY else set()
    tags = osmium.filter.TagFilter(*((key, value) for value in values))
    wanted = [_objects(osmium, path, osmium.osm.WAY, tags)]
    if members:
        chosen = [osmium.filter.IdFilter(members)] if _are_given(members) else []
        found = _objects(osmium, path, osmium.osm.WAY, *chosen)
        wanted.append(way for way in found if way.id in members)
    seen: set[int] = set()
    for way in (way for ways in wanted for way in ways):
        if way.id not in seen:
            seen |= {way.id} if members else set()
            runs.append([node.ref for node in way.nodes])
            total += len(runs[-1])
            if total > MOST_VERTICES:
                raise too_many()
    line = np.repeat(np.arange(len(runs)), [len(run) for run in runs])
    refs = np.fromiter((ref for run in runs for ref in run), dtype=np.int64, count=total)
    return line, refs


def _members(osmium: ModuleType, path: Path) -> set[int]:
    """Give the ways of the relations of ferries."""
    tags = osmium.filter.TagFilter(("route", "ferry"))
    relations = _objects(osmium, path, osmium.osm.RELATION, tags)
    return {m.ref for relation in relations for m in relation.members if m.type == "w"}


def _nodes(osmium: ModuleType, path: Path, refs: Ints) -> tuple[Ints, Floats]:
    """Give the nodes among those named that the file has, with their positions."""
    wanted = set(np.unique(refs).tolist())
    ids: list[int] = []
    lonlat: list[tuple[float, float]] = []
    for node in _objects(osmium, path, osmium.osm.NODE, *_among(osmium, wanted)):
        if node.id in wanted and node.location.valid():
            ids.append(node.id)
            lonlat.append((node.location.lon, node.location.lat))
    return np.array(ids, dtype=np.int64), np.array(lonlat, dtype=np.float64).reshape(-1, 2)


def _among(osmium: ModuleType, wanted: set[int]) -> list[Any]:
    """Filter nodes by id before they come to Python, where the ids are those of OpenStreetMap."""
    if not _are_given(wanted):
        return []
    tracker = osmium.IdTracker()
    for ref in wanted:
        tracker.add_node(ref)
    return [tracker.id_filter()]


def _are_given(ids: set[int]) -> bool:
    """Tell whether OpenStreetMap may give such ids; filters take memory by the largest."""
    return min(ids) >= 0 and max(ids) <= _LARGEST_ID


def _objects(osmium: ModuleType, path: Path, kind: Any, *chosen: Any) -> Iterator[Any]:
    """Give the objects of one kind that pass filters; the format is told, not guessed."""
    objects = osmium.FileProcessor(osmium.io.File(str(path), "pbf"), kind)
    if objects.header.has_multiple_object_versions:
        raise NetworkFileError("is a history of OpenStreetMap", "take the extract of one day")
    for some in chosen:
        objects = objects.with_filter(some)
    return iter(objects)


def _wrong_kind(osmium: ModuleType, path: Path, mode: Mode) -> NetworkFileError:
    """Say that no way is of a mode, and of which modes there are some."""
    counts = dict.fromkeys((Mode.RAIL, Mode.ROAD, Mode.FERRY), 0)
    keys = osmium.filter.KeyFilter(*(TAGS[each][0] for each in counts))
    for way in _objects(osmium, path, osmium.osm.WAY, keys):
        for each in counts:
            key, values = TAGS[each]
            counts[each] += way.tags.get(key) in values
    there = [f"{count:,} by {each}" for each, count in counts.items() if count]
    key, values = TAGS[mode]
    message = f"has no way by {mode} ({key}={'|'.join(values[:3])}{'|…' * (len(values) > 3)})"
    return NetworkFileError(message, f"its ways: {', '.join(there) or 'none of any mode'}")
