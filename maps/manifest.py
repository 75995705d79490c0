"""The manifest of an output: what it was made of and with, so that anybody can make it again."""

import json
from collections.abc import Collection, Iterator, Mapping
from hashlib import sha256
from importlib import metadata
from pathlib import Path
from typing import Any

from geo.errors import ValueProblem
from geo.files import read_inside
from maps.case.case import Case
from maps.case.folder import FOLDERS, SETTINGS, WORKBOOK, read_names
from maps.case.tables import TABLES, rows_of
from maps.draw.events import published
from maps.version import read_version
from routes.own.formats import split_layer

MANIFEST = "manifest.json"
#: Raised when a key changes its meaning.
FORMAT = 1
#: Packages that decide what stands in an output.
PACKAGES = (
    "branca",
    "django-js-lib-leaflet",
    "edtf",
    "fastkml",
    "folium",
    "fonttools",
    "geopandas",
    "gpxpy",
    "jinja2",
    "lxml",
    "matplotlib",
    "numpy",
    "pandas",
    "pillow",
    "pyarrow",
    "pyogrio",
    "pyproj",
    "pyroutingkit",
    "python-docx",
    "scipy",
    "shapely",
)
_ROOT = Path(__file__).parents[1]
_ROOMS = ("geo", "maps", "routes")


def manifest(case: Case, inputs: Mapping[str, str], outputs: Mapping[str, bytes]) -> bytes:
    """
    Write the manifest of an output.

    Parameters
    ----------
    case
        As it was built.
    inputs
        SHA-256 of what it was read from, by file name.
    outputs
        The other files of the output.

    Returns
    -------
    bytes
        JSON, the same for the same input. Where a profile keeps anything back it names neither
        the case nor its files: the sum of a file that few can have tells who has it.
    """
    told: dict[str, Any] = {
        "manifest": FORMAT,
        "restricted": case.applied.restricted,
        "outputs": {name: _digest(content) for name, content in outputs.items()},
        "data": read_packs(),
        "versions": versions(),
    }
    if not case.applied.restricted:
        told |= {"case": case.id, "inputs": dict(inputs)}
    return (json.dumps(told, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def is_same(name: str, now: bytes, before: bytes) -> bool:
    """
    Tell whether a file of an output is what it would be now.

    Parameters
    ----------
    name
        Of the file.
    now, before
        Its content.

    Returns
    -------
    bool
        Of manifests, whether they agree in all that both list: one may be of fewer kinds.
    """
    if name != MANIFEST or now == before:
        return now == before
    try:
        known, told = json.loads(now), json.loads(before)
        listed = known["outputs"].keys() & told["outputs"].keys()
        for one in (known, told):
            one["outputs"] = {file: one["outputs"][file] for file in listed}
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return False
    return bool(known == told)


def differing_parts(now: bytes, before: bytes) -> list[str]:
    """
    Name what differs between two manifests.

    Parameters
    ----------
    now, before
        Their content.

    Returns
    -------
    list of str
        `inputs places.csv`, `versions numpy`; empty where one cannot be read.
    """
    try:
        known, told = json.loads(now), json.loads(before)
        pairs = [(part, known.get(part), told.get(part)) for part in sorted({*known, *told})]
    except (ValueError, TypeError, AttributeError, RecursionError):
        return []
    found = []
    for part, one, other in pairs:
        if isinstance(one, dict) and isinstance(other, dict):
            names = sorted({*one, *other})
            found += [f"{part} {name}" for name in names if one.get(name) != other.get(name)]
        elif one != other:
            found.append(part)
    return found


def read_inputs(folder: Path, case: Case, *, drafts: bool = False) -> dict[str, str]:
    """
    Sum up the files that a case was read from.

    Parameters
    ----------
    folder
        The case folder.
    case
        As read, drafts included.
    drafts
        Whether drafts are built.

    Returns
    -------
    dict
        SHA-256 by path below the folder: settings, tables, shapes, pictures, networks. Drafts
        leave no trace: of a table that holds some, or rows that they alone refer to, it is the
        sum without the lines of these rows; a workbook that holds some is not listed, nor are
        pictures and shapes that they alone refer to.
    """
    kept = case if drafts else published(case)
    cut = _lines_between(case, kept)
    sums = {}
    for name in sorted(_files(folder, kept)):
        if name == WORKBOOK and any(file.startswith(f"{WORKBOOK}[") for file in cut):
            continue
        try:
            content = read_inside(folder, name)
        except ValueProblem:  # taken away since it was read
            continue
        sums[name] = _digest(_without(content, cut.get(name, {})))
    return sums


def _files(folder: Path, case: Case) -> set[str]:
    """Name the files that a case was read from."""
    present = read_names(folder)
    tables = {SETTINGS, WORKBOOK, *(f"{name}.csv" for name in TABLES)} & present
    shapes = {f"{FOLDERS[0]}/{cell.partition('#')[0]}" for cell in case.geometries}
    pictures = {f"{FOLDERS[1]}/{name}" for name in case.pictures}
    networks = {split_layer(file.name)[0] for file in case.networks.values()}
    return tables | shapes | pictures | networks


def _lines_between(case: Case, kept: Case) -> dict[str, dict[int, int]]:
    """Give the lines of rows that are not kept, by file: the first of each, that of the next."""
    lines: dict[str, dict[int, int]] = {}
    for table in TABLES:
        rows = rows_of(case, table)
        wheres = {row.where for row in rows_of(kept, table)}
        starts = [row.where.line for row in rows]
        for row, after in zip(rows, [*starts[1:], 0], strict=False):
            if row.where not in wheres:
                lines.setdefault(row.where.file, {})[row.where.line] = after
    return lines


def _without(content: bytes, cut: Mapping[int, int]) -> bytes:
    """Leave out lines: from each first one up to the next row, 0 = the end."""
    if not cut:
        return content
    end = b"\n" if b"\n" in content else b"\r"
    parts = content.split(end)
    lines = [*(part + end for part in parts[:-1]), parts[-1]]
    gone = {n for first, after in cut.items() for n in range(first, after or len(lines) + 1)}
    return b"".join(line for n, line in enumerate(lines, 1) if n not in gone)


def read_packs() -> dict[str, str]:
    """
    Sum up the data that ships with the program.

    Returns
    -------
    dict
        SHA-256 by `room/data/file`.
    """
    return {file: _digest((_ROOT / file).read_bytes()) for file in _packs()}


def _packs() -> Iterator[str]:
    """Name the files of data that ship."""
    for room in _ROOMS:
        for path in sorted((_ROOT / room / "data").iterdir()):
            if path.is_file() and path.suffix not in {".md", ".py"}:
                yield f"{room}/data/{path.name}"


def versions(packages: Collection[str] = PACKAGES) -> dict[str, str]:
    """
    Tell the versions of the program and of the packages that decide what it writes.

    Parameters
    ----------
    packages
        By the names of their distributions.

    Returns
    -------
    dict
        By name; a package that is not installed is left out.
    """
    found = {"waybook": read_version()}
    for name in packages:
        try:
            found[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            continue
    return found


def _digest(content: bytes) -> str:
    """Give the SHA-256 of bytes, in hexadecimal digits."""
    return sha256(content).hexdigest()
