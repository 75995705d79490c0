"""The letters that a drawing needs, put into it, so that it looks the same on every machine."""

import re
from base64 import b64encode
from collections import defaultdict
from html import unescape
from io import BytesIO

from fontTools import subset
from fontTools.ttLib import TTFont

from maps.export.print.fonts import Face, font_of, fonts_of

#: A text of matplotlib's SVG: its style, and what it says.
_TEXT = re.compile(r'<text style="([^"]*)"[^>]*>([^<]*)</text>')
_FIRST = re.compile(r"font-family: '([^']*)'")
_OPEN = re.compile(r"<svg\b[^>]*>")
#: Faces by the first family of a style, whether it is bold, and whether it is italic.
_FACES = {
    ("Waybook Sans", False, False): Face.REGULAR,
    ("Waybook Sans", True, False): Face.BOLD,
    ("Waybook Sans", False, True): Face.ITALIC,
    ("Waybook Serif", False, False): Face.SERIF,
    ("Waybook Serif", True, False): Face.SERIF_BOLD,
}


def with_fonts(svg: bytes) -> bytes:
    """
    Put the letters that a drawing needs into it.

    Parameters
    ----------
    svg
        As matplotlib writes it, with text as text in the fonts of `fonts_for`.

    Returns
    -------
    bytes
        The same with a style sheet that holds each font that is used, cut to the letters that are
        used, as WOFF. Text in other fonts is left to the reader's machine.

    Notes
    -----
    The same drawing gives the same bytes.
    """
    text = svg.decode()
    used: dict[tuple[str, Face], set[str]] = defaultdict(set)
    for style, escaped in _TEXT.findall(text):
        face = _face_of(style)
        said = unescape(escaped)
        for character in said:
            used[font_of(character, face).family, face].add(character)
    rules = "".join(_rule(family, face, used[family, face]) for family, face in sorted(used))
    sheet = f'<style type="text/css">{rules}</style>'
    return _OPEN.sub(lambda found: found[0] + "\n " + sheet, text, count=1).encode()


def _face_of(style: str) -> Face:
    """Read the face of a text from its style."""
    family = _FIRST.search(style)
    first = family[1] if family else "Waybook Sans"
    bold = "font-weight: 700" in style or "font-weight: bold" in style
    return _FACES.get((first, bold, "italic" in style), Face.REGULAR)


def _rule(family: str, face: Face, characters: set[str]) -> str:
    """Write the rule of one font."""
    text = "".join(sorted(characters))
    path = next(font.path for font in fonts_of(text, face) if font.family == family)
    bold = face in {Face.BOLD, Face.SERIF_BOLD}
    data = b64encode(_cut(str(path), text)).decode()
    return (
        f"@font-face{{font-family:'{family}';font-weight:{700 if bold else 400};"
        f"font-style:{'italic' if face is Face.ITALIC else 'normal'};"
        f"src:url(data:font/woff;base64,{data}) format('woff')}}"
    )


def _cut(path: str, text: str) -> bytes:
    """Cut a font to some letters."""
    options = subset.Options()
    options.hinting = False
    options.flavor = "woff"
    options.recalc_timestamp = False
    options.notdef_outline = True
    options.drop_tables += ["FFTM"]  # of the editor that DejaVu was made with
    content = BytesIO()
    with TTFont(path, recalcTimestamp=False, lazy=True) as font:
        subsetter = subset.Subsetter(options)
        subsetter.populate(text=text)
        subsetter.subset(font)
        font.flavor = "woff"
        font.save(content)
    return content.getvalue()
