"""How a case is printed: paper, theme and resolution."""

from dataclasses import dataclass
from enum import StrEnum

from geo.errors import CallError


class Paper(StrEnum):
    """Size of a sheet."""

    A2 = "a2"
    A3 = "a3"
    A4 = "a4"
    A5 = "a5"
    LETTER = "letter"
    TABLOID = "tabloid"


class Orientation(StrEnum):
    """How a sheet lies; `auto` is what its map fills best."""

    AUTO = "auto"
    PORTRAIT = "portrait"
    LANDSCAPE = "landscape"


class Theme(StrEnum):
    """Colours of a sheet."""

    LIGHT = "light"
    DARK = "dark"
    MONO = "mono"


#: Short and long side in millimetres: ISO 216, and ANSI A and B.
SIDES_MM = {
    Paper.A2: (420.0, 594.0),
    Paper.A3: (297.0, 420.0),
    Paper.A4: (210.0, 297.0),
    Paper.A5: (148.0, 210.0),
    Paper.LETTER: (215.9, 279.4),
    Paper.TABLOID: (279.4, 431.8),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintStyle:
    """
    How the sheets of a case are printed.

    Attributes
    ----------
    paper, orientation, theme
        Size, lie and colours.
    dpi
        Pixels an inch of what is not drawn in lines: `map.png` and frames.
    """

    paper: Paper = Paper.A4
    orientation: Orientation = Orientation.AUTO
    theme: Theme = Theme.LIGHT
    dpi: int = 200


def paper_named(text: str) -> tuple[Paper, Orientation]:
    """
    Take the word of `--paper`.

    Parameters
    ----------
    text
        A size, and after a hyphen how it lies: `a3-landscape`; any case of letters.

    Returns
    -------
    tuple of Paper and Orientation
        `Orientation.AUTO` where it is not said.

    Raises
    ------
    CallError
        No such size, or no such way to lie.
    """
    size, _, lie = text.strip().lower().partition("-")
    try:
        return Paper(size), Orientation(lie or Orientation.AUTO)
    except ValueError:
        raise CallError(
            f"--paper: “{text}” is no paper (one of: {', '.join(Paper)}; "
            "with -portrait or -landscape after it)"
        ) from None
