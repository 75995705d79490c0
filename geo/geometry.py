"""Lines and areas from GeoJSON, read with json and shapely alone: nothing is sniffed."""

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import shapely
from shapely.geometry.base import BaseGeometry

from geo.coords import lonlat
from geo.errors import Finding, Level, ValueProblem, Where

Positions = npt.NDArray[np.float64]

_WGS84 = re.compile(r"(.*:)?(CRS84|4326)", re.IGNORECASE)
#: How deep positions are nested in the coordinates of a type.
_DEPTHS = {
    "Point": 0,
    "MultiPoint": 1,
    "LineString": 1,
    "MultiLineString": 2,
    "Polygon": 2,
    "MultiPolygon": 3,
}


class _NoGeometry(ValueProblem):
    """A feature holds no geometry, which GeoJSON allows."""


@dataclass(frozen=True, slots=True)
class Shapes:
    """
    The geometries of one file.

    Attributes
    ----------
    by_id
        Geometry by the id of its feature, in degrees, WGS 84; a file of one geometry has it
        under the empty id, too.
    empty
        Ids of features without a geometry.
    broken
        Ids of features at fault; there is a finding for each.
    findings
        What is wrong with the file or its features.
    """

    by_id: Mapping[str, BaseGeometry] = field(default_factory=dict)
    empty: frozenset[str] = frozenset()
    broken: frozenset[str] = frozenset()
    findings: tuple[Finding, ...] = ()


class _Feature(NamedTuple):
    """A feature as the file has it: a name for messages, its id or nothing, its geometry."""

    label: str
    id: str
    geometry: Any


def parse_geojson(text: str, file: str) -> Shapes:
    """
    Read a GeoJSON text: a collection of features, one feature, or one geometry.

    Parameters
    ----------
    text
        The whole file.
    file
        Its name in messages.

    Returns
    -------
    Shapes
        The geometries by id, and every finding: not GeoJSON, another reference system than
        WGS 84, ids that stand twice, positions that are off the earth, open rings, areas that
        cross themselves.

    Notes
    -----
    RFC 7946, with the id as a member of the feature or of its properties. Heights are dropped.
    Between two vertices a line takes the shorter way round the earth: past the antimeridian its
    longitudes run on past 180.
    """
    where = Where(file)
    doubles: list[str] = []
    try:
        document = _parse_json(text, doubles)
        features = list(_features(document))
    except json.JSONDecodeError as error:
        message = f"is not JSON: {error.msg} in column {error.colno}"
        at = Where(file, error.lineno)
        help_ = "a GeoJSON file is wanted"
        return Shapes(findings=(Finding(at, "", message, help_, rule="geojson"),))
    except RecursionError:
        return Shapes(findings=(Finding(where, "", "is nested too deeply", rule="geojson"),))
    except ValueProblem as problem:
        return Shapes(findings=(_finding(where, problem),))
    first = [
        Finding(where, "", f"“{key}” stands twice in one object", "remove one", rule="geojson")
        for key in dict.fromkeys(doubles)
    ]
    shapes = _shapes(features, where)
    return Shapes(shapes.by_id, shapes.empty, shapes.broken, (*first, *shapes.findings))


def _parse_json(text: str, doubles: list[str]) -> Any:
    """Parse JSON; collect the keys that stand twice in one object; refuse NaN and Infinity."""

    def members(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        made = dict(pairs)
        if len(made) < len(pairs):
            doubles.extend(key for key, n in Counter(key for key, _ in pairs).items() if n > 1)
        return made

    def constant(word: str) -> float:
        raise ValueProblem(f"holds {word}", "JSON has finite numbers only")

    try:
        return json.loads(text, object_pairs_hook=members, parse_constant=constant)
    except (json.JSONDecodeError, ValueProblem):
        raise
    except ValueError as error:  # an integer of more than 4,300 digits
        raise ValueProblem(f"holds a number that cannot be read: {error}") from None


def _features(document: Any) -> Iterator[_Feature]:
    """Give the features of a document; a bare geometry counts as one without an id."""
    if not isinstance(document, dict):
        raise ValueProblem("is not GeoJSON", "an object with a type is wanted")
    _check_crs(document)
    kind = _type(document)
    if kind == "FeatureCollection":
        members = document.get("features")
        if not isinstance(members, list):
            raise ValueProblem("has no list of features")
        for number, member in enumerate(members, 1):
            yield _feature(member, number)
    elif kind == "Feature":
        yield _feature(document, 1)
    elif kind in _DEPTHS or kind == "GeometryCollection":
        yield _Feature("the geometry", "", document)
    else:
        raise ValueProblem(
            f"the type is “{kind}”" if kind else "has no type",
            "FeatureCollection, Feature or a geometry is wanted",
        )


def _type(member: Any) -> str:
    """Give the type of an object; empty where it has none."""
    kind = member.get("type") if isinstance(member, dict) else ""
    return kind if isinstance(kind, str) else ""


def _check_crs(document: dict[str, Any]) -> None:
    """Refuse another reference system than WGS 84."""
    if "crs" not in document:
        return
    crs = document["crs"]
    properties = crs.get("properties") if isinstance(crs, dict) else None
    name = properties.get("name") if isinstance(properties, dict) else None
    if not (isinstance(name, str) and _WGS84.fullmatch(name)):
        raise ValueProblem(
            f"crs: “{name or json.dumps(crs)}” is not WGS 84",
            "GeoJSON is in degrees of WGS 84: convert it, and leave crs away",
        )


def _feature(member: Any, number: int) -> _Feature:
    """Take a member of a collection."""
    if _type(member) != "Feature":
        return _Feature(f"feature {number}", "", member if isinstance(member, dict) else {})
    properties = member.get("properties")
    inner = properties.get("id") if isinstance(properties, dict) else None
    found = next((i for i in (member.get("id"), inner) if _is_id(i)), "")
    label = f"feature {number}" + (f" (“{found}”)" if found != "" else "")
    return _Feature(label, str(found), member.get("geometry"))


def _is_id(value: Any) -> bool:
    """Tell whether a value can be an id: a text or a whole number."""
    return isinstance(value, str | int) and not isinstance(value, bool) and value != ""


def _shapes(features: list[_Feature], where: Where) -> Shapes:
    """Turn features into geometries by id, and say what is wrong with them."""
    by_id: dict[str, BaseGeometry] = {}
    findings: list[Finding] = []
    empty: set[str] = set()
    broken: set[str] = set()
    for feature in features:
        if feature.id and any(feature.id in ids for ids in (by_id, empty, broken)):
            problem = ValueProblem(f"the id “{feature.id}” stands twice", "ids are unique")
            findings.append(_finding(where, problem, feature.label))
            continue
        try:
            by_id[feature.id] = shape = _geometry(feature.geometry)
        except _NoGeometry as problem:
            empty.add(feature.id)
            findings.append(_finding(where, problem, feature.label, Level.WARNING))
        except ValueProblem as problem:
            broken.add(feature.id)
            findings.append(_finding(where, problem, feature.label))
        else:
            findings += _validity_findings(shape, where, feature.label)
    if len(features) == 1 and by_id:
        by_id[""] = next(iter(by_id.values()))
    elif any(not feature.id for feature in features):
        by_id.pop("", None)
    return Shapes(by_id, frozenset(empty), frozenset(broken), tuple(findings))


def _validity_findings(shape: BaseGeometry, where: Where, label: str) -> Iterator[Finding]:
    """Warn about an area that crosses itself."""
    if not shape.is_valid:
        reason = shapely.is_valid_reason(shape)
        problem = ValueProblem(f"the area is invalid: {reason}", "it is drawn as it stands")
        yield _finding(where, problem, label, Level.WARNING)


def _finding(
    where: Where, problem: ValueProblem, label: str = "", level: Level = Level.ERROR
) -> Finding:
    """Give a finding about a feature, or about the file."""
    message = f"{label}: {problem.message}" if label else problem.message
    return Finding(where, "", message, problem.help, level, rule="geojson")


def _geometry(member: Any) -> BaseGeometry:
    """Turn a geometry object into a shape."""
    if member is None:
        raise _NoGeometry("has no geometry")
    kind = _type(member)
    if kind == "GeometryCollection" and isinstance(member.get("geometries"), list):
        try:
            parts = [_geometry(part) for part in member["geometries"]]
        except RecursionError:
            raise ValueProblem("is nested too deeply") from None
        if not parts:
            raise _NoGeometry("is empty")
        return shapely.GeometryCollection(parts)
    if kind not in _DEPTHS:
        raise ValueProblem(f"the geometry's type is “{kind}”", f"one of {', '.join(_DEPTHS)}")
    coordinates = member.get("coordinates")
    if coordinates == []:
        raise _NoGeometry("has empty coordinates")
    if not isinstance(coordinates, list):
        raise ValueProblem("has no list of coordinates")
    return _shape(kind, coordinates)


def _shape(kind: str, coordinates: list[Any]) -> BaseGeometry:
    """Turn the coordinates of a type into a shape."""
    match kind:
        case "Point":
            return shapely.Point(_positions([coordinates])[0])
        case "MultiPoint":
            return shapely.MultiPoint(_positions(coordinates))
        case "LineString":
            return shapely.LineString(_line(coordinates))
        case "MultiLineString":
            return shapely.MultiLineString([_line(part) for part in coordinates])
        case "Polygon":
            return _polygon(coordinates)
        case _:
            return shapely.MultiPolygon([_polygon(part) for part in coordinates])


def _positions(coordinates: Any) -> Positions:
    """Check a list of positions; give them as (n, 2), lon before lat."""
    wrong = ValueProblem("the coordinates are not lists of numbers", "[lon, lat] each")
    if not isinstance(coordinates, list) or not coordinates:
        raise wrong
    try:
        array = np.asarray(coordinates)
    except ValueError:  # heights on some of the positions only
        pairs = [p[:2] if isinstance(p, list) else [] for p in coordinates]
        flat = all(len(p) == 2 and not any(isinstance(n, list) for n in p) for p in pairs)
        array = np.asarray(pairs if flat else [])
    if array.dtype.kind not in "iuf" or array.ndim != 2 or array.shape[1] < 2:
        raise wrong
    lonlats = array[:, :2].astype(np.float64)
    bad = ~np.isfinite(lonlats).all(axis=1)
    bad |= (np.abs(lonlats[:, 1]) > 90) | (np.abs(lonlats[:, 0]) > 360)
    if not bad.any() and (lonlats[:, 0].min() > 180 or lonlats[:, 0].max() < -180):
        bad[0] = True
    if bad.any():
        lonlat(*lonlats[np.argmax(bad)].tolist())
    return lonlats


def _line(coordinates: Any) -> Positions:
    """Check the positions of a line; let it run on past the antimeridian."""
    lonlats = _positions(coordinates)
    if (lonlats == lonlats[0]).all():
        raise ValueProblem("a line has one position only", "two or more")
    return _run_on(lonlats)


def _run_on(lonlats: Positions) -> Positions:
    """Take the shorter way round between vertices; whole turns (a box of the world) stay."""
    steps = np.abs(np.diff(lonlats[:, 0]))
    if not ((steps > 180) & (steps < 360)).any():
        return lonlats
    run_on = lonlats.copy()
    run_on[:, 0] = np.unwrap(run_on[:, 0], period=360)
    closed = (lonlats[0] == lonlats[-1]).all()
    return lonlats if closed and not np.allclose(run_on[0], run_on[-1]) else run_on


def _polygon(coordinates: Any) -> BaseGeometry:
    """Check the rings of an area and join them."""
    if not isinstance(coordinates, list) or not coordinates:
        raise ValueProblem("an area has no ring")
    shell, *holes = (_ring(ring) for ring in coordinates)
    middle = (shell[:, 0].min() + shell[:, 0].max()) / 2
    for hole in holes:
        hole[:, 0] += 360 * np.round((middle - hole[:, 0].mean()) / 360)
    return shapely.Polygon(shell, holes)


def _ring(coordinates: Any) -> Positions:
    """Check one ring: closed, of four positions or more."""
    lonlats = _positions(coordinates)
    if (lonlats[0] != lonlats[-1]).any():
        raise ValueProblem("a ring is not closed", "its last position repeats its first")
    if len(lonlats) < 4:
        raise ValueProblem(f"a ring has {len(lonlats)} positions", "four or more")
    run_on = _run_on(lonlats).copy()
    run_on[-1] = run_on[0]
    return run_on
