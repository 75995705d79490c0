"""Fonts of print: our own cuts of Noto for all scripts at hand, and how wide they run."""

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from matplotlib import get_data_path
from matplotlib.font_manager import FontProperties, fontManager
from matplotlib.ft2font import FT2Font, LoadFlags

if TYPE_CHECKING:
    from matplotlib.ft2font import GlyphIndexType

FOLDER = Path(__file__).parents[2] / "data" / "fonts"
#: Comes with matplotlib; arrows and signs that the others lack.
SIGNS = "DejaVu Sans"
#: What text in these faces is set in: first the font of the face, then those of other scripts.
_SCRIPTS = (
    *("hangul", "han", "arabic", "hebrew", "armenian", "bengali", "devanagari", "ethiopic"),
    *("georgian", "gujarati", "gurmukhi", "kannada", "khmer", "lao", "malayalam", "myanmar"),
    *("oriya", "sinhala", "tamil", "telugu", "thai"),
)
#: Width of the box that stands for a character that no font has, in ems, and of a mark on another.
_BOX_EM, _NONE_EM = 1.2, 0.0


class Face(StrEnum):
    """How words look."""

    REGULAR = "regular"
    BOLD = "bold"
    ITALIC = "italic"
    SERIF = "serif"
    SERIF_BOLD = "serif-bold"


Style = Literal["normal", "italic"]
#: Of each face its first font, weight and style, as matplotlib asks for them.
_LOOKS: Mapping[Face, tuple[str, str, Style]] = {
    Face.REGULAR: ("sans", "normal", "normal"),
    Face.BOLD: ("sans", "bold", "normal"),
    Face.ITALIC: ("sans", "normal", "italic"),
    Face.SERIF: ("serif", "normal", "normal"),
    Face.SERIF_BOLD: ("serif", "bold", "normal"),
}


@dataclass(frozen=True, slots=True)
class Font:
    """
    One font of a face.

    Attributes
    ----------
    family
        As matplotlib and SVG call it.
    path
        Its file.
    """

    family: str
    path: Path


def fonts_for(text: str, face: Face = Face.REGULAR, size_pt: float = 9.0) -> FontProperties:
    """
    Choose the fonts that a text is set in, character by character.

    Parameters
    ----------
    text
        In any scripts.
    face
        How it is to look. Hangul, Han and scripts without slanted letters stay upright.
    size_pt
        Height of the letters, points.

    Returns
    -------
    FontProperties
        Only families that the text has characters of, the face's own first. Characters that none
        has are shown by matplotlib as a box that names their script.

    Notes
    -----
    The families are under names of our own, so that no other version that a machine may have is
    taken. matplotlib shapes with libraqm, so that Arabic joins and runs from right to left.
    """
    _register()
    _, weight, style = _LOOKS[face]
    families = [font.family for font in fonts_of(text, face)]
    return FontProperties(family=families, weight=weight, style=style, size=size_pt)


def fonts_of(text: str, face: Face) -> list[Font]:
    """
    List the fonts that a text needs.

    Parameters
    ----------
    text
        In any scripts.
    face
        How it is to look.

    Returns
    -------
    list of Font
        The face's own, then those in which a character was found; each once.
    """
    own = _chain(face)[0]
    found = {font_of(character, face) for character in set(text)}
    return [own, *(font for font in _chain(face)[1:] if font in found)]


@cache
def font_of(character: str, face: Face) -> Font:
    """
    Find the font that has a character.

    Parameters
    ----------
    character
        One.
    face
        How it is to look.

    Returns
    -------
    Font
        The first that has it; the face's own where none does.
    """
    chain = _chain(face)
    return next((font for font in chain if ord(character) in _glyphs(font.path)), chain[0])


def without_glyph(texts: Iterable[str]) -> str:
    """
    List the characters that no font at hand has.

    Parameters
    ----------
    texts
        All that is printed.

    Returns
    -------
    str
        Each once, in the order of their numbers; what takes no room is none of them.
    """
    asked = sorted({character for text in texts for character in text})
    return "".join(
        character
        for character in asked
        if unicodedata.category(character) not in {"Cc", "Cf", "Zl", "Zp", "Zs", "Mn"}
        and not any(ord(character) in _glyphs(font.path) for font in _chain(Face.REGULAR))
    )


def width_pt(text: str, face: Face, size_pt: float) -> float:
    """
    Measure a text on one line.

    Parameters
    ----------
    text
        In any scripts.
    face, size_pt
        How it is set; the height of its letters in points.

    Returns
    -------
    float
        Points; the sum of its characters', to which kerning and joined letters are close.
    """
    return size_pt * sum(_advance_em(character, face) for character in text)


@cache
def _advance_em(character: str, face: Face) -> float:
    """Measure one character in ems."""
    if unicodedata.category(character) in {"Cc", "Cf", "Mn"}:
        return _NONE_EM
    path = font_of(character, face).path
    if ord(character) not in _glyphs(path):
        return _BOX_EM
    font = _open(path)
    glyph = font.load_glyph(_glyphs(path)[ord(character)], flags=LoadFlags.NO_SCALE)
    return float(glyph.horiAdvance / font.units_per_EM)


@cache
def _chain(face: Face) -> tuple[Font, ...]:
    """List the fonts of a face, with their files; where there is no bold one, regular."""
    first, weight, style = _LOOKS[face]
    word = "italic" if style == "italic" else {"normal": "regular"}.get(weight, weight)
    names = [first, *(["sans"] if first != "sans" else []), *_SCRIPTS]
    found = [Font(f"Waybook {name.capitalize()}", _file(name, word)) for name in names]
    signs = "DejaVuSans-Bold.ttf" if weight == "bold" else "DejaVuSans.ttf"
    return (*found, Font(SIGNS, Path(get_data_path(), "fonts", "ttf", signs)))


def _file(name: str, word: str) -> Path:
    """Give the file of a font in a style, else in the nearest that there is."""
    styled = FOLDER / f"{name}-{word}.ttf"
    return styled if styled.is_file() else FOLDER / f"{name}-regular.ttf"


@cache
def _open(path: Path) -> FT2Font:
    """Open a font."""
    return FT2Font(path)


@cache
def _glyphs(path: Path) -> Mapping[int, "GlyphIndexType"]:
    """Read which characters a font has: glyph by character."""
    return {int(code): index for code, index in _open(path).get_charmap().items()}


@cache
def _register() -> None:
    """Make the fonts known to matplotlib; one without a bold cut serves as its own."""
    for path in sorted(FOLDER.glob("*.ttf")):
        fontManager.addfont(path)
    ours = [entry for entry in fontManager.ttflist if Path(entry.fname).parent == FOLDER]
    bold = {entry.name for entry in ours if entry.weight == 700}
    fontManager.ttflist.extend(
        replace(entry, weight=700) for entry in ours if entry.name not in bold
    )
