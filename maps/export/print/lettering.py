"""Words on a sheet: set in our fonts, with paper around them, never read as a formula."""

import re
from typing import NamedTuple

from matplotlib.path import Path
from matplotlib.textpath import text_to_path
from matplotlib.transforms import Affine2D

from maps.export.print.canvas import Canvas, Group
from maps.export.print.fonts import Face, fonts_for, width_pt
from maps.export.print.frame import PIXEL_PT, POINT_MM
from maps.page.plain import visible

#: Hangul, Han and kana stand upright and close, whatever the look of a name says.
UPRIGHT = re.compile(
    "[\u1100-\u11ff\u3040-\u30ff\u3130-\u318f\u31f0-\u31ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]"
)
#: From the middle of a line of text down to its base, and its height, in sizes of its letters.
BASE_EM, LINE_EM = 0.35, 1.15
#: From one line of running text to the next, as a share of the size.
LEADING = 1.28
#: Paper on either side of a name, in points.
HALO_PT = 2 * PIXEL_PT
#: A text that is longer than this is cut before it is drawn as an outline.
_MOST_HALO = 200


class Type(NamedTuple):
    """
    How words look.

    Attributes
    ----------
    face, size_pt
        Their font.
    colour
        `#rrggbb`.
    halo
        Colour of the paper around them; empty = none.
    """

    face: Face
    size_pt: float
    colour: str
    halo: str = ""

    @property
    def line_mm(self) -> float:
        """Give the distance from one line of running text to the next."""
        return self.size_pt * LEADING * POINT_MM


def width_mm(text: str, kind: Type) -> float:
    """
    Measure a text on one line.

    Parameters
    ----------
    text
        As it is written.
    kind
        How it is set.

    Returns
    -------
    float
        Millimetres.
    """
    return width_pt(visible(text), face_of(text, kind), kind.size_pt) * POINT_MM


def face_of(text: str, kind: Type) -> Face:
    """
    Give the face that a text is set in.

    Parameters
    ----------
    text
        In any scripts.
    kind
        How it is asked for.

    Returns
    -------
    Face
        Upright where the text has Hangul, Han or kana.
    """
    slanted = kind.face is Face.ITALIC
    return Face.REGULAR if slanted and UPRIGHT.search(text) else kind.face


def write_text(
    canvas: Canvas,
    group: Group,
    text: str,
    at: tuple[float, float],
    kind: Type,
    **look: float | str,
) -> None:
    """
    Write a line of text.

    Parameters
    ----------
    canvas, group
        Where to.
    text
        Of the case or of the program.
    at
        Where its base begins; with `ha="center"` its middle; millimetres of the frame.
    kind
        How it is set.
    **look
        `ha`, and `rotation` in degrees against the clock, about `at`.
    """
    seen = visible(text)
    if kind.halo and len(seen) <= _MOST_HALO:
        outline = _outline(seen, at, kind, look)
        canvas.path(group, outline, edgecolor=kind.halo, linewidth=2 * HALO_PT)
    turn = {"rotation_mode": "anchor"} if look.get("rotation") else {}
    font = {"face": face_of(text, kind), "size": kind.size_pt}
    canvas.text(group, text, at, color=kind.colour, **font, **turn, **look)


def _outline(text: str, at: tuple[float, float], kind: Type, look: dict[str, float | str]) -> Path:
    """Outline the letters of a text where it stands; a halo of its own would make it a path."""
    font = fonts_for(text, face_of(text, kind), kind.size_pt)
    vertices, codes = text_to_path.get_text_path(font, text)
    # the outlines come at the size of text_to_path
    scale = kind.size_pt / text_to_path.FONT_SCALE * POINT_MM
    shift = -width_mm(text, kind) / 2 if look.get("ha") == "center" else 0.0
    turn = Affine2D().scale(scale).translate(shift, 0.0)
    turn = turn.rotate_deg(float(look.get("rotation", 0.0))).translate(*at)
    return turn.transform_path(Path(vertices, codes)) if len(vertices) else Path([at])
