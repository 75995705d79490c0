"""Canals and straits by name: where each is crossed, and how to keep out of it."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import shapely

from geo.errors import ValueProblem
from routes.coast import Bools, Floats


class Passage(NamedTuple):
    """
    A canal or strait.

    Attributes
    ----------
    words
        As a reader knows it.
    gate
        Two positions in degrees, lon before lat, on either shore: who crosses the line between
        them goes through.
    """

    words: str
    gate: tuple[tuple[float, float], tuple[float, float]]


#: After the names that the sea lanes of searoute have for them. The gates are ours.
PASSAGES = {
    "babalmandab": Passage("Bab el-Mandeb", ((43.60, 12.85), (42.95, 12.35))),
    "bering": Passage("the Bering Strait", ((-170.4, 66.1), (-167.5, 65.4))),
    "bosporus": Passage("the Bosporus", ((28.95, 41.12), (29.20, 41.12))),
    "dardanelles": Passage("the Dardanelles", ((26.33, 40.16), (26.46, 40.16))),
    "gibraltar": Passage("the Strait of Gibraltar", ((-5.60, 36.10), (-5.45, 35.80))),
    "malacca": Passage("the Strait of Malacca", ((101.0, 4.4), (99.2, 2.8))),
    "ormuz": Passage("the Strait of Hormuz", ((56.25, 26.10), (56.60, 27.25))),
    "panama": Passage("the Panama Canal", ((-79.85, 9.00), (-79.60, 9.30))),
    "south_africa": Passage("the Cape of Good Hope", ((20.0, -34.5), (20.0, -68.0))),
    "suez": Passage("the Suez Canal", ((31.9, 30.42), (32.9, 30.42))),
    "sunda": Passage("the Sunda Strait", ((105.70, -5.70), (106.10, -6.05))),
}


def check_passages(names: Sequence[str]) -> tuple[str, ...]:
    """
    Refuse passages that nobody knows.

    Parameters
    ----------
    names
        As in `PASSAGES`.

    Returns
    -------
    tuple[str, ...]
        The same names.

    Raises
    ------
    ValueProblem
        A name is not among them; the help lists those that are.
    """
    for name in names:
        if name not in PASSAGES:
            known = ", ".join(sorted(PASSAGES))
            raise ValueProblem(
                f"“{name}” is no canal or strait that is known", f"there are: {known}"
            )
    return tuple(names)


def passages_of(lonlats: Floats) -> tuple[str, ...]:
    """
    Name the passages that a course goes through.

    Parameters
    ----------
    lonlats
        Shape (n, 2), degrees, lon before lat; may run on past ±180.

    Returns
    -------
    tuple[str, ...]
        Names as in `PASSAGES`, in the order of the course.
    """
    line = shapely.linestrings(lonlats)
    found = []
    for name in PASSAGES:
        crossing = shapely.intersection(line, _gate(name))
        if not shapely.is_empty(crossing):
            point = shapely.get_geometry(shapely.extract_unique_points(crossing), 0)
            found.append((float(shapely.line_locate_point(line, point)), name))
    return tuple(name for _, name in sorted(found))


def keep_out(lines: Sequence[Floats], names: Sequence[str]) -> Bools:
    """
    Tell which lines keep out of passages.

    Parameters
    ----------
    lines
        Each of shape (n, 2), degrees.
    names
        As in `PASSAGES`.

    Returns
    -------
    Bools
        One a line.
    """
    shapes = np.array([shapely.linestrings(line) for line in lines])
    gates = shapely.union_all([_gate(name) for name in names])
    return np.asarray(~shapely.intersects(shapes, gates))


def _gate(name: str) -> shapely.Geometry:
    """Give the gate of a passage, also as seen from beyond the antimeridian."""
    gate = PASSAGES[name].gate
    return shapely.multilinestrings([np.add(gate, (turn, 0.0)) for turn in (-360.0, 0.0, 360.0)])


def passage_words(names: Sequence[str]) -> str:
    """
    Name passages as a reader knows them.

    Parameters
    ----------
    names
        As in `PASSAGES`.

    Returns
    -------
    str
        Such as `the Suez Canal, Bab el-Mandeb`.
    """
    return ", ".join(PASSAGES[name].words for name in names)
