"""The column `geometry` of places and links: the shapes that it names."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from shapely.geometry.base import BaseGeometry

from geo.columns import nearest_help
from geo.encodings import decode
from geo.errors import CaseError, Finding, Level, ValueProblem, Where
from geo.files import read_inside
from geo.geometry import Shapes, parse_geojson
from geo.places import PlaceRow
from routes.links import LinkRow

FOLDER = "geometry"
_REFERENCE = re.compile(r"(?P<file>[^/\\#]+\.geojson)(?:#(?P<id>.+))?")
_LINES = ("LineString", "MultiLineString")


def read_geometries(
    folder: Path, rows: tuple[PlaceRow | LinkRow, ...]
) -> tuple[dict[str, BaseGeometry], list[Finding]]:
    """
    Read the shapes that places and links name.

    Parameters
    ----------
    folder
        The case folder; the files lie in its `geometry/`.
    rows
        Places and links.

    Returns
    -------
    dict
        Shape by the text of the cell that names it; degrees, WGS 84.
    list
        What is wrong with the files, the features and the cells. A file that nobody names is
        read, too.
    """
    wanted = [row for row in rows if row.geometry]
    named = {m["file"] for row in wanted if (m := _REFERENCE.fullmatch(row.geometry))}
    present = {path.name for path in sorted((folder / FOLDER).glob("*.geojson"))}
    files = {name: _read_shapes(folder, name) for name in sorted(named & present)}
    findings = [finding for shapes in files.values() for finding in shapes.findings]
    for name in sorted(present - named):
        findings += _read_shapes(folder, name).findings
        findings.append(_unused(name))
    geometries: dict[str, BaseGeometry] = {}
    for row in wanted:
        try:
            geometries.update(_find(row, files))
        except ValueProblem as problem:
            findings.append(
                Finding(row.where, "geometry", problem.message, problem.help, rule="geometry")
            )
    return geometries, findings


def _read_shapes(folder: Path, name: str) -> Shapes:
    """Read one file of the folder `geometry`."""
    path = f"{FOLDER}/{name}"
    try:
        return parse_geojson(decode(read_inside(folder, path), path), path)
    except CaseError as error:
        return Shapes(findings=error.findings)
    except ValueProblem as problem:
        finding = Finding(Where(path), "", problem.message, problem.help, rule="file")
        return Shapes(findings=(finding,))


def _unused(name: str) -> Finding:
    """Warn about a file that no cell names."""
    where = Where(f"{FOLDER}/{name}")
    return Finding(where, "", "no place and no link names it", level=Level.WARNING, rule="unused")


def _find(
    row: PlaceRow | LinkRow, files: Mapping[str, Shapes]
) -> Iterator[tuple[str, BaseGeometry]]:
    """Find the shape that a row names; `none` and the like name none."""
    cell = row.geometry
    words = ("none", "straight") if isinstance(row, LinkRow) else ("none",)
    if cell in words:
        return
    match = _REFERENCE.fullmatch(cell)
    if match is None:
        forms = ", ".join((*words, "file.geojson#id"))
        raise ValueProblem(f"“{cell}” names no geometry", f"one of: {forms}")
    name, feature = match["file"], match["id"] or ""
    if name not in files:
        raise ValueProblem(f"“{name}” is not in {FOLDER}/", nearest_help(name, files))
    shapes = files[name]
    if feature in shapes.empty:
        raise ValueProblem(f"“{cell}” has no geometry", "draw it, or write none")
    if feature in shapes.by_id:
        shape = shapes.by_id[feature]
        if isinstance(row, LinkRow) and shape.geom_type not in _LINES:
            raise ValueProblem(f"“{cell}” is a {shape.geom_type}", "a link is drawn by a line")
        yield cell, shape
    elif feature not in shapes.broken and (shapes.by_id or not shapes.findings):
        known = nearest_help(feature, filter(None, shapes.by_id))
        raise ValueProblem(f"“{name}” has no feature “{feature}”", known)
