"""Lines from GeoJSON, read with json alone: nothing is sniffed."""

import gzip
import json
import re
import zlib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from geo.encodings import decode
from geo.errors import CaseError, NetworkFileError, one_line
from routes.network import Floats
from routes.own.drawing import (
    MOST_VERTICES,
    Drawing,
    Facts,
    counted,
    crs_named,
    crs_words,
    drawing_of,
    rights_of,
    too_many,
)

#: A longer text, unpacked, is not read into memory.
MOST_BYTES = 256_000_000
#: Member of a file whose lines meet at their vertices alone.
NODED = "waybook_noded"
_NAMED = re.compile(r"(urn:(ogc|x-ogc):def:crs:)?(EPSG|OGC|ESRI):[\w.]*:?\w+", re.IGNORECASE)
_NO_CRS = "WGS 84, as GeoJSON has it"


def read_geojson(path: Path) -> Drawing:
    """
    Read the lines of a GeoJSON file, packed with gzip or plain.

    Parameters
    ----------
    path
        Ends in `.gz` where it is packed.

    Returns
    -------
    Drawing
        In the order of the file.

    Raises
    ------
    NetworkFileError
        The file is cut off, larger than `MOST_BYTES` when unpacked, no GeoJSON, holds no lines,
        or positions that are no numbers.

    Notes
    -----
    RFC 7946. A member `crs`, of the format's first edition, is heeded.
    """
    document = _parse(_read_text(path))
    crs = _crs(document)
    runs: list[Floats] = []
    others: Counter[str] = Counter()
    total = 0
    for label, kind, coordinates in _geometries(document):
        if kind not in {"LineString", "MultiLineString"}:
            others[kind] += 1
            continue
        for part in coordinates if kind == "MultiLineString" else [coordinates]:
            runs.append(_positions(part, label))
            total += len(runs[-1])
            if total > MOST_VERTICES:
                raise too_many()
    facts = Facts(
        format="GeoJSON",
        crs=crs_words(crs) if crs else _NO_CRS,
        rights=rights_of(document),
        left_out=counted(others),
        noded=document.get(NODED) is True,
    )
    line = np.repeat(np.arange(len(runs)), [len(run) for run in runs])
    return drawing_of(np.concatenate([np.empty((0, 2)), *runs]), line, facts, crs)


def _read_text(path: Path) -> str:
    """Read a text, unpacking no more than is allowed."""
    packed = path.suffix == ".gz"
    try:
        with gzip.open(path) if packed else path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except EOFError:
        raise NetworkFileError(
            "is cut off: the packed data end too early", "copy it anew"
        ) from None
    except (gzip.BadGzipFile, zlib.error):
        raise NetworkFileError("ends in .gz but is not packed with gzip, or is broken") from None
    if len(data) > MOST_BYTES:
        size = f"{MOST_BYTES / 1e6:.0f} MB"
        raise NetworkFileError(
            f"is larger than {size}{' when unpacked' if packed else ''}, the most that is read",
            "cut the area that you need out of it, or save it as a GeoPackage",
        )
    try:
        return decode(data, path.name)
    except CaseError as error:
        raise NetworkFileError(error.findings[0].message, error.findings[0].help) from None


def _parse(text: str) -> dict[str, Any]:
    """Parse a JSON object; brackets alone may take thirty times their room in memory."""
    if text.count("[") + text.count("{") > MOST_VERTICES:
        raise too_many()
    try:
        document = json.loads(text, parse_constant=_refuse)
    except json.JSONDecodeError as error:
        cut = not text[error.pos :].strip() or error.msg.startswith("Unterminated")
        message = "is empty" if not text.strip() else f"is not JSON: {error}"
        help_ = "the file seems to be cut off: copy it anew" if cut and text.strip() else ""
        raise NetworkFileError(message, help_ or "a GeoJSON file is wanted") from None
    except RecursionError:
        raise NetworkFileError("is nested too deeply", "a GeoJSON file is wanted") from None
    except NetworkFileError:
        raise
    except ValueError:
        raise NetworkFileError("holds a number of thousands of digits", "is it whole?") from None
    if not isinstance(document, dict):
        raise NetworkFileError("is not GeoJSON", "an object with a type is wanted")
    return document


def _refuse(word: str) -> float:
    """Refuse NaN and Infinity."""
    raise NetworkFileError(f"holds {word}", "JSON has finite numbers only")


def _crs(document: dict[str, Any]) -> Any:
    """Take the reference system where one is named; `None` where none is."""
    member = document.get("crs")
    if member is None:
        return None
    properties = member.get("properties") if isinstance(member, dict) else None
    name = properties.get("name") if isinstance(properties, dict) else None
    if not isinstance(name, str) or not _NAMED.fullmatch(name):
        raise NetworkFileError(
            f"states a CRS that is not known: {json.dumps(member)[:80]}",
            'a name such as "urn:ogc:def:crs:EPSG::32652" is wanted',
        )
    return crs_named(name)


def _geometries(document: dict[str, Any]) -> Iterator[tuple[str, str, Any]]:
    """Give label, type and coordinates of each geometry."""
    kind = document.get("type")
    if kind == "FeatureCollection":
        members = document.get("features")
        if not isinstance(members, list):
            raise NetworkFileError("has no list of features", "a GeoJSON file is wanted")
        for number, member in enumerate(members, 1):
            inner = member.get("geometry") if isinstance(member, dict) else None
            yield _geometry(inner, f"feature {number}")
    elif kind == "Feature":
        yield _geometry(document.get("geometry"), "the feature")
    elif isinstance(kind, str) and ("coordinates" in document or kind == "GeometryCollection"):
        yield _geometry(document, "the geometry")
    else:
        raise NetworkFileError(
            f"the type is “{str(kind)[:40]}”" if kind else "has no type",
            "FeatureCollection, Feature or a geometry is wanted",
        )


def _geometry(member: Any, label: str) -> tuple[str, str, Any]:
    """Take a geometry apart."""
    if not isinstance(member, dict) or not isinstance(member.get("type"), str):
        return label, "feature without a geometry", None
    kind, coordinates = member["type"], member.get("coordinates")
    if kind.endswith("LineString") and not isinstance(coordinates, list):
        raise NetworkFileError(f"{label}: the coordinates are no list", "[[lon, lat], …]")
    return label, one_line(kind, 40), coordinates


def _positions(part: Any, label: str) -> Floats:
    """Check the positions of a line; heights are dropped."""
    wrong = NetworkFileError(
        f"{label}: the coordinates are not lists of numbers", "[lon, lat] each"
    )
    if part == []:
        return np.empty((0, 2))
    try:
        array = np.asarray(part)
    except (ValueError, OverflowError):  # heights on some of the positions only
        pairs = [p[:2] if isinstance(p, list) else [] for p in part]
        flat = all(len(p) == 2 and not any(isinstance(n, list) for n in p) for p in pairs)
        array = np.asarray(pairs if flat else [])
    if array.dtype.kind not in "iuf" or array.ndim != 2 or array.shape[1] < 2:
        raise wrong
    return array[:, :2].astype(np.float64)
