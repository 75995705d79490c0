"""Land that lines over water cross: ours, those of searoute and those of scgraph's sea lanes."""

import sys
import tarfile
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

import numpy as np
import shapely

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from make_networks import parse_scgraph
from network_sources import fetch_npm, fetch_pypi
from table import table

from geo.coords import GEOD, LonLat
from geo.errors import Where
from geo.places import Place, PlaceKind, PlaceRow, PositionBasis
from routes.coast import Floats, read_coast
from routes.ferry import ferry_leg

#: OpenStreetMap's land of 2017 at 100 m: not the coastline that ferries are routed on.
LAND = (
    "@geo-maps/earth-lands-100m@0.6.0",
    "249b08798b0b82c81c21fa73fee8c59f25c94571842d52da2d06650884aa3087",
)
#: The last release but those that fetch their data from the web: its lanes, for today's scgraph.
LANES = (
    "scgraph==2.6.0",
    "4e0c05652c89db3dd4e8558848f0f0d660a3fa50c289705030d67d9102c55b23",
)
STEP_M = 100.0
#: Of the lines of others this much is left out at each end, the most that an approach of ours may
#: be long; of ours, what it says itself.
APPROACH_M = 25_000.0
#: Suez and Panama: land on every coastline.
CANALS = ((32.1, 29.8, 32.8, 31.4), (-80.1, 8.8, -79.4, 9.5))
PORTS = {
    "Algiers": (3.06, 36.77),
    "Bergen": (5.32, 60.39),
    "Busan": (129.04, 35.10),
    "Dover": (1.33, 51.12),
    "Calais": (1.85, 50.96),
    "Dublin": (-6.22, 53.345),
    "Fukuoka": (130.40, 33.60),
    "Helsinki": (24.95, 60.165),
    "Holyhead": (-4.63, 53.31),
    "Los Angeles": (-118.26, 33.73),
    "Manila": (120.95, 14.58),
    "Marseille": (5.36, 43.30),
    "Naples": (14.26, 40.84),
    "New York": (-74.02, 40.69),
    "Palermo": (13.37, 38.13),
    "Patras": (21.73, 38.25),
    "Bari": (16.87, 41.13),
    "Picton": (174.005, -41.287),
    "Rajin": (130.30, 42.24),
    "Rotterdam": (4.05, 51.95),
    "Seattle": (-122.34, 47.605),
    "Singapore": (103.84, 1.26),
    "Stavanger": (5.73, 58.97),
    "Stockholm": (18.07, 59.32),
    "Victoria": (-123.37, 48.425),
    "Vladivostok": (131.8869, 43.1155),
    "Wellington": (174.785, -41.28),
}
PAIRS = """Vladivostok Rajin, Dover Calais, Busan Fukuoka, Holyhead Dublin, Stockholm Helsinki,
Bergen Stavanger, Wellington Picton, Seattle Victoria, Marseille Algiers, Naples Palermo,
Bari Patras, Vladivostok Busan, Singapore Manila, Rotterdam Singapore, New York Los Angeles"""


class Course(NamedTuple):
    """A line over water, and what of it at each end is an approach."""

    lonlats: Floats
    approach_m: tuple[float, float]


def sea_table() -> str:
    """
    Measure the land that lines between ports cross, on a coastline that none was made with.

    Returns
    -------
    str
        Markdown: kilometres, and kilometres on land beyond the approaches and outside of the
        canals, of each of the three.
    """
    with TemporaryDirectory() as folder:
        land = read_land(Path(folder))
        makers = (ours(), searoute_course, scgraph_courses(Path(folder)))
    rows, totals = [], np.zeros(len(makers))
    for start, end in pairs():
        cells = [f"{start}–{end}"]
        for number, make in enumerate(makers):
            course = make(LonLat(*PORTS[start]), LonLat(*PORTS[end]))
            wet_km = GEOD.line_length(*course.lonlats.T) / 1000
            land_km = crossed_km(course, land)
            totals[number] += land_km
            cells += [f"{wet_km:.0f}", f"{land_km:.1f}"]
        rows.append(cells)
    rows.append(["all", *(cell for total in totals for cell in ("", f"{total:.1f}"))])
    head = ["between", *(f"{who} {what}" for who in NAMES for what in ("km", "on land km"))]
    return table(head, rows)


NAMES = ("waybook", "searoute", "scgraph")


def pairs() -> Iterator[tuple[str, str]]:
    """Read the pairs of ports; names of two words begin with New or Los."""
    for text in " ".join(PAIRS.split()).split(", "):
        start = next(name for name in PORTS if text.startswith(f"{name} "))
        yield start, text.removeprefix(f"{start} ")


def read_land(folder: Path) -> shapely.STRtree:
    """Fetch the land and index its polygons."""
    fetch_npm(*LAND, folder)
    (archive,) = folder.glob("*.tgz")
    with tarfile.open(archive) as tar:
        member = tar.extractfile("package/map.geo.json")
        if member is None:
            raise ValueError(f"{archive.name} holds no map")
        parts = shapely.get_parts(shapely.get_parts(shapely.from_geojson(member.read())))
    shapely.prepare(parts)
    return shapely.STRtree(parts)


def crossed_km(course: Course, land: shapely.STRtree) -> float:
    """Measure how much of a course lies on land: every 100 m beyond its approaches."""
    gone = np.r_[0.0, np.cumsum(GEOD.line_lengths(*course.lonlats.T))]
    first, last = course.approach_m[0], gone[-1] - course.approach_m[1]
    if last <= first:
        return 0.0
    along = np.linspace(first, last, int((last - first) / STEP_M) + 2)
    lon, lat = (np.interp(along, gone, course.lonlats[:, axis]) for axis in (0, 1))
    lon = (lon + 180) % 360 - 180
    canal = np.zeros(len(lon), dtype=bool)
    for west, south, east, north in CANALS:
        canal |= (lon > west) & (lon < east) & (lat > south) & (lat < north)
    points = shapely.points(lon[~canal], lat[~canal])
    dry = np.zeros(len(points), dtype=bool)
    for number in np.unique(land.query(points)[1]):
        dry |= shapely.intersects(land.geometries[number], points)
    return float(dry.sum() * (along[1] - along[0]) / 1000)


def ours() -> Callable[[LonLat, LonLat], Course]:
    """Give what draws a ferry of ours."""
    coast = read_coast()

    def make(start: LonLat, end: LonLat) -> Course:
        leg = ferry_leg(port(start), port(end), coast)
        return Course(np.asarray(leg.line.coords if leg.line else []), leg.snap_m)

    return make


def port(at: LonLat) -> Place:
    """Make a port of a position."""
    row = PlaceRow(where=Where("", 0), id="port", name="port", kind=PlaceKind.PORT)
    return Place(row=row, position=at, basis=PositionBasis.STATED)


def searoute_course(start: LonLat, end: LonLat) -> Course:
    """Give the line of searoute, led from port to port."""
    import searoute  # noqa: PLC0415 - a peer, of the extra `bench`

    found = searoute.searoute(tuple(start), tuple(end), append_orig_dest=True)
    return Course(whole(found["geometry"]["coordinates"]), (APPROACH_M, APPROACH_M))


def scgraph_courses(folder: Path) -> Callable[[LonLat, LonLat], Course]:
    """Give what asks scgraph for a line over its sea lanes."""
    from scgraph import GeoGraph  # noqa: PLC0415 - a peer, of the extra `bench`

    wheel = fetch_pypi(*LANES, folder)
    lanes = parse_scgraph(wheel.read("scgraph/geographs/marnet.py").decode())
    graph: list[dict[int, float]] = [{} for _ in lanes.lonlat]
    for (tail, head), km in zip(lanes.ends.tolist(), lanes.km.tolist(), strict=True):
        graph[tail][head] = graph[head][tail] = km
    network = GeoGraph(graph=graph, nodes=lanes.lonlat[:, ::-1].tolist())

    def make(start: LonLat, end: LonLat) -> Course:
        ends: list[dict[str, Any]] = [
            {"latitude": at.lat, "longitude": at.lon} for at in (start, end)
        ]
        found = network.get_shortest_path(*ends)["coordinate_path"]
        lonlats = [(point[1], point[0]) for point in found]
        return Course(whole(lonlats), (APPROACH_M, APPROACH_M))

    return make


def whole(lonlats: Any) -> Floats:
    """Bring a line to run on past ±180."""
    line = np.array(lonlats, dtype=np.float64)[:, :2]
    line[:, 0] = np.unwrap(line[:, 0], period=360)
    return line
