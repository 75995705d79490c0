"""A file into a network: read, joined, kept, and known by its name."""

from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from geo.errors import NetworkFileError
from routes.links import Mode
from routes.network import Network, network_of_arrays
from routes.own.cache import Kept, digest, kept_or_made
from routes.own.drawing import Facts, instead
from routes.own.formats import check_file, format_of, read_drawing
from routes.own.noding import node_lines

#: The modes that may go over a network of one's own, and what its lines are called in credits.
LINE_WORDS = {
    Mode.RAIL: "Rail lines",
    Mode.ROAD: "Roads",
    Mode.FOOT: "Roads",
    Mode.FERRY: "Ferry lines",
}


class OwnNetwork(NamedTuple):
    """
    A network of the user's own.

    Attributes
    ----------
    network
        Every vertex of a line is a node.
    facts
        What is to be said of the file.
    sha256
        Of the file.
    joined
        How many ends of lines were joined to a line beside them.
    """

    network: Network
    facts: Facts
    sha256: str
    joined: int


def read_own_network(path: Path, mode: Mode, layer: str = "") -> OwnNetwork:
    """
    Read a network of the user's own; quickly where the same content was read before.

    Parameters
    ----------
    path
        `.osm.pbf`, `.gpkg`, `.geojson`, `.geojson.gz` or `.parquet`.
    mode
        Rail, ferry, road or foot.
    layer
        Of a GeoPackage with several.

    Returns
    -------
    OwnNetwork
        At least one edge.

    Raises
    ------
    NoFileError
        Nothing is there.
    NetworkFileError
        The file cannot be read or holds no lines that could be used, or a layer is named for a
        format that has none.
    """
    format_ = format_of(path.name)
    check_file(path)
    known_by = digest(path)
    key = f"{known_by}-{_how_read(path.name, format_, mode, layer)}"
    noded, facts = kept_or_made(key, lambda: _made(path, mode, layer))
    network = network_of_arrays(noded.lonlat, noded.ends, noded.edge_m, mode)
    return OwnNetwork(
        replace(network, attribution=_attribution(path.name, mode, facts), source=path.name),
        facts,
        known_by,
        noded.joined,
    )


def _how_read(name: str, format_: str, mode: Mode, layer: str) -> str:
    """Tell ways to read the same bytes apart: by ending, mode and layer."""
    packed = "-gz" if name.lower().endswith(".gz") else ""
    mode_word = f"-{mode}" if format_ == "OpenStreetMap" else ""
    of_layer = f"-{sha256(layer.encode()).hexdigest()}" if layer else ""
    return f"{format_.lower()}{packed}{mode_word}{of_layer}"


def _made(path: Path, mode: Mode, layer: str) -> Kept:
    """Read the lines of a file and join them."""
    drawing = read_drawing(path, mode, layer)
    noded = node_lines(drawing)
    if not len(noded.ends):
        others = instead(drawing.facts.left_out)
        raise NetworkFileError(f"holds no line that leads from one point to another{others}")
    return Kept(noded, drawing.facts)


def _attribution(name: str, mode: Mode, facts: Facts) -> str:
    """Say whose the lines are."""
    what = LINE_WORDS[mode]
    if facts.rights.startswith("©"):
        return f"{what} of {name} {facts.rights}"
    return f"{what} of {name}: {facts.rights}" if facts.rights else f"{what}: {name}"
