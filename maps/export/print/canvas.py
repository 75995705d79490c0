"""A figure in millimetres: groups with names, and what is put into them."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import numpy as np
import shapely
from matplotlib import rc_context, rcdefaults
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.backend_bases import RendererBase
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch
from matplotlib.path import Path
from matplotlib.text import Text
from shapely.geometry.base import BaseGeometry

from maps.export.print.fonts import Face, fonts_for
from maps.export.print.frame import INCH_MM, Frame
from maps.page.plain import visible

#: Whatever is set on the machine is left out; text stays text and is never a formula.
SETTINGS: dict[str, Any] = {
    "text.parse_math": False,
    "text.usetex": False,
    "svg.fonttype": "none",
    "svg.hashsalt": "waybook",
    "svg.id": None,
    "pdf.fonttype": 42,
    "pdf.compression": 6,
    "path.simplify": False,
    "lines.scale_dashes": False,
    "axes.unicode_minus": True,
    "font.family": "DejaVu Sans",
    "agg.path.chunksize": 20000,
}


@contextmanager
def print_settings() -> Iterator[None]:
    """
    Draw and save with settings of our own, whatever those of the machine.

    Yields
    ------
    None
        Within, figures are made and saved.
    """
    with rc_context():
        rcdefaults()
        with rc_context(dict(SETTINGS)):  # type: ignore[arg-type] # keys of any release
            yield


class Group(Artist):
    """Artists under one name, which SVG keeps as the id of a group."""

    def __init__(self, name: str, zorder: float) -> None:
        super().__init__()
        self.parts: list[Artist] = []
        self.set_gid(name)
        self.set_zorder(zorder)

    def draw(self, renderer: RendererBase) -> None:
        """Draw all parts, in order; without any, its name is there all the same."""
        renderer.open_group("group", gid=self.get_gid())
        for part in self.parts:
            part.draw(renderer)
        renderer.close_group("group")


class Canvas:
    """
    A frame of a figure whose coordinates are its own millimetres.

    Parameters
    ----------
    figure
        Sheet, made with `sheet_figure`.
    frame
        Where on the sheet.
    """

    def __init__(self, figure: Figure, frame: Frame) -> None:
        width, height = figure.get_size_inches() * INCH_MM
        box = (
            frame.x_mm / width,
            frame.y_mm / height,
            frame.width_mm / width,
            frame.height_mm / height,
        )
        axes = Axes(figure, box)
        axes.set_xlim(0, frame.width_mm)
        axes.set_ylim(0, frame.height_mm)
        axes.set_axis_off()
        figure.add_axes(axes)
        self.frame = frame
        self.axes = axes
        self.figure = figure
        self._level = 0

    def group(self, name: str, inside: Group | None = None) -> Group:
        """
        Begin a group over all before.

        Parameters
        ----------
        name
            Its id, unique on the sheet.
        inside
            The group that it is part of, if any.

        Returns
        -------
        Group
            To add to.
        """
        self._level += 1
        made = Group(name, self._level)
        if inside is None:
            self.axes.add_artist(made)
        else:
            made.set_figure(self.figure)
            inside.parts.append(made)
        return made

    def add(self, group: Group, artist: Artist, *, clip: bool = True) -> None:
        """
        Put an artist into a group, in millimetres of the frame.

        Parameters
        ----------
        group
            Of this canvas.
        artist
            Not yet part of a figure.
        clip
            Whether it ends at the frame.
        """
        artist.set_figure(self.figure)
        artist.axes = self.axes
        if not artist.is_transform_set():
            artist.set_transform(self.axes.transData)
        if clip:
            artist.set_clip_path(self.axes.patch)
        group.parts.append(artist)

    def shapes(self, group: Group, shapes: Sequence[BaseGeometry], **look: Any) -> None:
        """
        Draw shapes as one path.

        Parameters
        ----------
        group
            Where to.
        shapes
            In millimetres of the frame.
        **look
            What matplotlib's patches take.
        """
        if len(shapes):
            self.path(group, path_of(shapes), **look)

    def path(self, group: Group, path: Path, **look: Any) -> None:
        """
        Draw a path; without `facecolor` it is not filled.

        Parameters
        ----------
        group
            Where to.
        path
            In millimetres of the frame.
        **look
            What matplotlib's patches take.
        """
        kept = {"facecolor": "none", "edgecolor": "none", "joinstyle": "round", "capstyle": "butt"}
        self.add(group, PathPatch(path, **(kept | look)))

    def text(self, group: Group, text: str, at: tuple[float, float], **look: Any) -> Text:
        """
        Write a line of text, never read as a formula.

        Parameters
        ----------
        group
            Where to.
        text
            Of the case or of the program; what would act in it is made visible.
        at
            Where it begins, ends or has its middle, as `ha` says; millimetres of the frame.
        **look
            `face` and `size` in points; the rest is what matplotlib's texts take.

        Returns
        -------
        Text
            As it was added; it may go beyond the frame.
        """
        shown = visible(text).replace("\n", " ").replace("\r", " ").replace("\t", " ")
        face, size = look.pop("face", Face.REGULAR), look.pop("size", 9.0)
        kept: dict[str, Any] = {"parse_math": False, "va": "baseline", "ha": "left"} | look
        made = Text(*at, shown, fontproperties=fonts_for(shown, face, size), **kept)
        self.add(group, made, clip=False)
        return made


def sheet_figure(width_mm: float, height_mm: float, paper: str) -> Figure:
    """
    Make an empty sheet.

    Parameters
    ----------
    width_mm, height_mm
        Its sides.
    paper
        Its colour.

    Returns
    -------
    Figure
        In inches, as matplotlib wants it.
    """
    return Figure(figsize=(width_mm / INCH_MM, height_mm / INCH_MM), facecolor=paper)


def path_of(shapes: Sequence[BaseGeometry]) -> Path:
    """
    Make one path of shapes.

    Parameters
    ----------
    shapes
        Lines or areas.

    Returns
    -------
    Path
        Rings are closed; empty without shapes.
    """
    parts = shapely.get_parts(np.array(list(shapes), dtype=object))
    areas = shapely.get_dimensions(parts) == 2
    lines = np.concatenate([shapely.get_rings(parts[areas]), parts[~areas]])
    points, of = shapely.get_coordinates(lines, return_index=True)
    codes = np.full(len(points), Path.LINETO, dtype=Path.code_type)
    first = np.diff(of, prepend=-1) != 0
    codes[first] = Path.MOVETO
    rings = shapely.get_type_id(lines) == 2
    last = np.append(first[1:], True) if len(points) else first
    codes[last & rings[of]] = Path.CLOSEPOLY
    return Path(points, codes)
