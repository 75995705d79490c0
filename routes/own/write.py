"""A joined network as a file of its own: small, plain, and read back as it was."""

import gzip
import json
import tempfile
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from geo.errors import CallError
from routes.network import Floats, Network
from routes.own.geojson import NODED
from routes.own.read import OwnNetwork

ENDINGS = (".geojson", ".geojson.gz")
#: Decimals of a position: a centimetre, as nodes are told apart.
_DECIMALS = 7


def network_geojson(own: OwnNetwork) -> str:
    """
    Write a network as GeoJSON.

    Parameters
    ----------
    own
        As read.

    Returns
    -------
    str
        One LineString from junction to junction, a feature a line. What the file says of whose
        the data is stands in `attribution`, and what it is made from in `source` and
        `source_sha256`. Read again it is the same network.
    """
    members = {
        "type": "FeatureCollection",
        NODED: True,
        "attribution": own.facts.rights,
        "source": own.network.source,
        "source_sha256": own.sha256,
    }
    head = json.dumps({k: v for k, v in members.items() if v}, ensure_ascii=False)[:-1]
    lines = ",\n".join(_feature(line) for line in _lines(own.network))
    return f'{head}, "features": [\n{lines}\n]}}\n'


def write_network(own: OwnNetwork, out: Path) -> None:
    """
    Write a network as a file, in place of one that is there.

    Parameters
    ----------
    own
        As read.
    out
        Ends in `.geojson`, or in `.geojson.gz` to be packed.

    Raises
    ------
    CallError
        The file cannot be written.
    """
    data = network_geojson(own).encode()
    if out.suffix == ".gz":
        data = gzip.compress(data, compresslevel=6, mtime=0)
    try:
        with tempfile.NamedTemporaryFile(dir=out.parent, suffix=".part", delete=False) as file:
            aside = Path(file.name)
            try:
                file.write(data)
                file.close()
                aside.chmod(0o644)
                aside.replace(out)
            finally:
                aside.unlink(missing_ok=True)
    except OSError as error:
        raise CallError(f"{out} cannot be written: {error.strerror}") from None


def check_out(out: Path, source: Path) -> None:
    """
    Refuse a file that a network is not written to.

    Parameters
    ----------
    out
        Its name.
    source
        The file that the network is read from.

    Raises
    ------
    CallError
        Another ending than `.geojson` or `.geojson.gz`, a folder that is not there, or the file
        that is read.
    """
    if not out.name.endswith(ENDINGS):
        raise CallError(f"--out {out}: a name that ends in {' or '.join(ENDINGS)} is wanted")
    if not out.parent.is_dir():
        raise CallError(f"--out {out}: the folder is not there")
    if out.exists() and source.exists() and out.samefile(source):
        raise CallError(f"--out {out}: is the file that is read; give another name")


def _lines(network: Network) -> Iterator[Floats]:
    """Give the lines from junction to junction, in degrees."""
    import shapely  # noqa: PLC0415 - only where a network is written

    pieces = _told_apart(network.lonlat)[network.ends]
    runs = pieces[:, 1, 0] - pieces[:, 0, 0]
    # across the antimeridian a piece runs on, not back around the earth
    pieces[:, 1, 0] -= 360 * np.round(runs / 360)
    merged = shapely.line_merge(shapely.multilinestrings(shapely.linestrings(pieces)))
    lines = [shapely.get_coordinates(line) for line in shapely.get_parts(merged)]
    yield from sorted(lines, key=lambda line: line[0].tolist() + line[-1].tolist())


def _told_apart(lonlat: Floats) -> Floats:
    """Put nodes at one position, as at a bridge, a centimetre apart: positions tell them apart."""
    steps = np.rint(lonlat * 10**_DECIMALS).astype(np.int64)
    while True:
        _, same = np.unique(steps, axis=0, return_inverse=True)
        order = np.argsort(same, kind="stable")
        again = np.concatenate([[False], np.diff(same[order]) == 0])
        if not again.any():
            return np.asarray(steps / 10**_DECIMALS)
        steps[order[again], 1] -= np.where(steps[order[again], 1] > 0, 1, -1)


def _feature(line: Floats) -> str:
    """Write one line."""
    positions = np.round(line, _DECIMALS).tolist()
    geometry = {"type": "LineString", "coordinates": positions}
    return json.dumps({"type": "Feature", "properties": {}, "geometry": geometry})
