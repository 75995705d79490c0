"""Shapes of events and places and signs of modes: those of the page, as paths."""

import json
import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple, Self

import numpy as np
from fontTools.pens.recordingPen import RecordingPen
from fontTools.svgLib import SVGPath
from matplotlib.path import Path

from maps.export.print.frame import PIXEL_MM

#: Sides of the drawings of the page, in its pixels.
SHAPE_PX, PLACE_PX = 24.0, 16.0
_ENTRY = re.compile(r"^\s+(\w+): '(<.*>)',?$", re.MULTILINE)
_SIZES = re.compile(r"const SIZES = (\{.*?\});")
_CODES = {"moveTo": [Path.MOVETO], "lineTo": [Path.LINETO], "curveTo": [Path.CURVE4] * 3}


class Sign(NamedTuple):
    """
    The sign of a mode, pointing along the line to the right.

    Attributes
    ----------
    lines
        Shape (n, 2) each, millimetres about the line, y upwards.
    every_mm
        How far apart they are.
    closed
        Whether they are filled.
    upright
        Whether they stand upright on any line.
    """

    lines: tuple[np.ndarray, ...]
    every_mm: float
    closed: bool
    upright: bool


class Symbol(NamedTuple):
    """A shape about its middle, in millimetres, y upwards: what is filled, and bars over it."""

    filled: Path
    bars: Path | None
    hollow: bool

    def scaled(self, factor: float) -> Self:
        """Give it in another size."""
        return self._replace(
            filled=Path(np.asarray(self.filled.vertices) * factor, self.filled.codes)
        )


@cache
def shapes() -> Mapping[str, Symbol]:
    """
    Give the shapes of events.

    Returns
    -------
    mapping
        By the name of the shape, each as large as on the page.
    """
    sizes = _object(_SIZES, "features")
    drawn = _drawings("SHAPES")
    return {
        name: _symbol(markup, SHAPE_PX, float(sizes.get(name, 20)) / SHAPE_PX)
        for name, markup in drawn.items()
    }


@cache
def place_shapes() -> Mapping[str, Symbol]:
    """
    Give the shapes of places.

    Returns
    -------
    mapping
        By kind of place; what is wide has none.
    """
    return {name: _symbol(markup, PLACE_PX, 1.0) for name, markup in _drawings("PLACES").items()}


@cache
def signs() -> Mapping[str, Sign]:
    """
    Give the signs of the modes.

    Returns
    -------
    mapping
        By mode; rail and road have none.
    """
    found = _object(re.compile(r"const GLYPHS = (\{.*?\n\});", re.DOTALL), "glyphs")
    return {
        mode: Sign(
            tuple(np.array(line) * (PIXEL_MM, -PIXEL_MM) for line in one["lines"]),
            one["every"] * PIXEL_MM,
            bool(one.get("closed")),
            bool(one.get("upright")),
        )
        for mode, one in found.items()
    }


def _script(name: str) -> str:
    """Read a script of the page."""
    return files("maps.page").joinpath("js", f"{name}.js").read_text("utf-8")


def _drawings(name: str) -> dict[str, str]:
    """Read a table of drawings out of the page's script."""
    start = _script("features").partition(f"const {name} = {{")[2]
    return dict(_ENTRY.findall(start.partition("\n};")[0]))


def _object(pattern: re.Pattern[str], name: str) -> dict[str, Any]:
    """Read an object out of a script of the page, as JSON."""
    match = pattern.search(_script(name))
    text = match[1] if match else "{}"
    quoted = re.sub(r"(\w+):", r'"\1":', text)
    whole = re.sub(r"(?<![\d.])\.(\d)", r"0.\1", quoted)
    found: dict[str, Any] = json.loads(re.sub(r",(\s*[\]}])", r"\1", whole))
    return found


def _symbol(markup: str, side_px: float, scale: float) -> Symbol:
    """Turn a drawing into paths about its middle."""
    parts = re.findall(r"<[^>]*>", markup)
    filled = [part for part in parts if 'class="bar"' not in part]
    bars = [part for part in parts if 'class="bar"' in part]
    return Symbol(
        _path("".join(filled), side_px, scale),
        _path("".join(bars), side_px, scale) if bars else None,
        'class="open"' in markup,
    )


def _path(markup: str, side_px: float, scale: float) -> Path:
    """Turn elements of SVG into one path."""
    pen = RecordingPen()
    SVGPath.fromstring(f'<svg xmlns="http://www.w3.org/2000/svg">{markup}</svg>').draw(pen)
    points: list[tuple[float, float]] = []
    codes: list[Any] = []
    for verb, at in pen.value:
        if verb == "closePath":
            points.append(points[-1])
            codes.append(Path.CLOSEPOLY)
        elif verb in _CODES:
            points += at
            codes += _CODES[verb]
    middle = np.array([side_px / 2, side_px / 2])
    xy = (np.array(points) - middle) * (PIXEL_MM * scale, -PIXEL_MM * scale)
    return Path(xy, np.array(codes, dtype=Path.code_type))
