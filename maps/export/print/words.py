"""Words on paper: broken into lines and set one under the other."""

from collections.abc import Sequence

from maps.export.print.canvas import Canvas, Group
from maps.export.print.frame import POINT_MM
from maps.export.print.lettering import Type, width_mm
from maps.export.print.typeset import wrapped
from maps.page.plain import visible

#: Above the first line, as a share of the size.
ASCENT = 0.95
#: No line holds more letters.
MOST_LETTERS = 1000


def fitted(text: str, kind: Type, width: float, most: int) -> list[str]:
    """
    Break a text into as many lines as there is room for.

    Parameters
    ----------
    text
        Plain.
    kind
        How it is set.
    width
        The longest line, millimetres.
    most
        Lines that there is room for; where that is not enough, the last ends with `…`.

    Returns
    -------
    list of str
        As `wrapped` breaks them; empty for an empty text.
    """
    # what is longer cannot fit, and need not be measured
    plain = " ".join(visible(text).split())[: MOST_LETTERS * most + 1]
    lines = wrapped(plain, kind, width) if plain else []
    if len(lines) <= most:
        return lines
    return [*lines[: most - 1], shortened(f"{lines[most - 1]} …", kind, width)]


def shortened(text: str, kind: Type, width: float) -> str:
    """
    Cut a text to one line.

    Parameters
    ----------
    text
        Plain.
    kind
        How it is set.
    width
        Of the line, millimetres.

    Returns
    -------
    str
        The text itself where it fits, else its beginning and `…`.
    """
    if len(text) < MOST_LETTERS and width_mm(text, kind) <= width:
        return text
    kept = text[:MOST_LETTERS].rstrip("… ")
    while kept and width_mm(f"{kept}…", kind) > width:
        kept = kept[:-1]
    return f"{kept.rstrip()}…"


def set_lines(
    canvas: Canvas, group: Group, lines: Sequence[str], at: tuple[float, float], kind: Type
) -> float:
    """
    Set lines one under the other.

    Parameters
    ----------
    canvas, group
        Where to.
    lines
        As `fitted` gives them.
    at
        Upper left corner, millimetres of the frame.
    kind
        How they are set.

    Returns
    -------
    float
        Where the next one would begin, from above: millimetres of the frame, upwards.
    """
    x, top = at
    for nth, line in enumerate(lines):
        y = top - ASCENT * kind.size_pt * POINT_MM - nth * kind.line_mm
        canvas.text(group, line, (x, y), face=kind.face, size=kind.size_pt, color=kind.colour)
    return top - len(lines) * kind.line_mm
