"""
Make `maps/data/fonts/`, the fonts that print is set in, out of Noto.

Needs pip, and `fonttools` beside what the program needs. Each font is cut from a variable one: its
characters first, then one weight. The same packages give the same bytes. What matplotlib can embed
in PDF as real text is TrueType, so CJK fonts with other outlines do not serve.
"""

import sys
from collections.abc import Iterable
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from packages import Pinned, unpacked  # noqa: E402 - of this checkout, whatever is installed

TARGET = ROOT / "maps" / "data" / "fonts"
PACKAGES = {
    "sans": Pinned(
        "pypi",
        "fontpkg-noto-sans==2.15",
        "54016cb4dfbfdd8f0cae3d71a9401a73e786a473debd12f1d79067e349c9a4a3",
    ),
    "serif": Pinned(
        "pypi",
        "fontpkg-noto-serif==2.15",
        "3cc09442fea9c5f852ca4b3ae2984acf7033c20f5d67bb35f4381549c74f370f",
    ),
    "cjk": Pinned(
        "pypi",
        "justmytype-intl-cjk==0.1.0",
        "06d9665542bfcad373716bb80583aa2d9bb2086a054fe11f706b9bd41e03f256",
    ),
    "world": Pinned(
        "pypi",
        "manimgx-fonts==2026.9.26.post1",
        "e5e21178263ddec3eef9414d2b52a1c90ac01062d3e9067460f3359f854c3e17",
    ),
}
#: National standards whose Han characters are kept: China, Taiwan, Japan, Korea.
HAN_STANDARDS = ("gb2312", "big5", "shift_jis", "euc_kr")
HANGUL = (range(0x1100, 0x1200), range(0x3130, 0x3190), range(0xAC00, 0xD7B0))
#: Kana, punctuation and wide forms that stand between Han.
KANA = (range(0x3000, 0x3130), range(0x3190, 0x3200), range(0xFE30, 0xFE50), range(0xFF00, 0xFFF0))
REGULAR, BOLD = 400, 700
#: Set in one weight: few maps need them.
OTHERS = (
    "Armenian",
    "Bengali",
    "Devanagari",
    "Ethiopic",
    "Georgian",
    "Gujarati",
    "Gurmukhi",
    "Kannada",
    "Khmer",
    "Lao",
    "Malayalam",
    "Myanmar",
    "Oriya",
    "Sinhala",
    "Tamil",
    "Telugu",
    "Thai",
)
#: What joins letters and sets marks in scripts that need it; forms one asks for are left out.
JOINED = (
    *("ccmp", "locl", "kern", "mark", "mkmk", "rlig", "liga", "calt", "clig"),
    *("init", "medi", "fina", "isol", "nukt", "akhn", "rphf", "blwf", "half", "pstf", "vatu"),
    *("cjct", "pres", "abvs", "blws", "psts", "haln", "abvm", "blwm", "dist", "pref", "abvf"),
)
#: Strokes over other signs: with them “≠” would be set of two parts, where a whole one is at hand.
_SLASHES = frozenset({0x338})
#: In the others only pairs are kerned: to read more of it takes longer than to draw a map.
KERNED = ("kern",)


class Cut(NamedTuple):
    """A font to make: its file, the package and file it is cut from, its characters and weight."""

    file: str
    package: str
    source: str
    characters: frozenset[int]
    weight: int
    italic: bool = False


def cuts() -> list[Cut]:
    """List the fonts; no characters means all of the source."""
    every: frozenset[int] = frozenset()
    cjk = "justmytype_intl_cjk/fonts/ofl/"
    han = (cjk + "notosanssc/NotoSansSC[wght].ttf", _han() | _in(KANA))
    hangul = (cjk + "notosanskr/NotoSansKR[wght].ttf", _in(HANGUL))
    sans, serif = "fontpkg_noto_sans/files/", "fontpkg_noto_serif/files/"
    upright = [
        ("sans", "sans", sans + "NotoSans[wdth,wght].ttf", every),
        ("serif", "serif", serif + "NotoSerif[wdth,wght].ttf", every),
        ("hangul", "cjk", *hangul),
        ("han", "cjk", *han),
        *(
            (name.lower(), "world", f"manimgx_fonts/NotoSans{name}[wght].ttf", every)
            for name in ("Arabic", "Hebrew")
        ),
    ]
    both = [
        Cut(f"{name}-{word}.ttf", package, source, characters, weight)
        for name, package, source, characters in upright
        for word, weight in (("regular", REGULAR), ("bold", BOLD))
    ]
    italic = Cut(
        "sans-italic.ttf",
        "sans",
        sans + "NotoSans-Italic[wdth,wght].ttf",
        every,
        REGULAR,
        italic=True,
    )
    others = [
        Cut(
            f"{name.lower()}-regular.ttf",
            "world",
            f"manimgx_fonts/NotoSans{name}[wght].ttf",
            every,
            REGULAR,
        )
        for name in OTHERS
    ]
    return [*both, italic, *others]


def _in(ranges: Iterable[range]) -> frozenset[int]:
    """Join ranges of characters."""
    return frozenset(code for one in ranges for code in one)


def _han() -> frozenset[int]:
    """List the Han characters of the national standards."""
    return frozenset(
        code
        for code in range(0x4E00, 0xA000)
        if any(_encodes(chr(code), standard) for standard in HAN_STANDARDS)
    )


def _encodes(character: str, standard: str) -> bool:
    """Tell whether a standard has a character."""
    try:
        character.encode(standard)
    except UnicodeEncodeError:
        return False
    return True


def cut_font(source: Path, cut: Cut) -> bytes:
    """
    Cut a font of one weight from a variable one.

    Parameters
    ----------
    source
        The variable font.
    cut
        What is wanted.

    Returns
    -------
    bytes
        TrueType without hints, named after its file.
    """
    font = TTFont(source, recalcTimestamp=False)
    options = subset.Options()
    options.hinting = False
    options.layout_features = list(JOINED if cut.package == "world" else KERNED)
    options.name_IDs = [0, 7, 13, 14]  # copyright, trademark, licence and its address
    options.notdef_outline = True
    options.recalc_timestamp = False
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=(cut.characters or {*font.getBestCmap()}) - _SLASHES)
    subsetter.subset(font)
    # Noto's variable fonts have one axis or two; a word of normal width is 100.
    limits = {"wght": cut.weight, "wdth": 100}
    axes = {axis.axisTag for axis in font["fvar"].axes}
    font = instantiateVariableFont(
        font, {axis: value for axis, value in limits.items() if axis in axes}
    )
    _name(font, cut)
    content = BytesIO()
    font.save(content)
    return content.getvalue()


def _name(font: TTFont, cut: Cut) -> None:
    """Name a font: under Noto's own name a machine might take another version of it."""
    family = f"Waybook {cut.file.partition('-')[0].capitalize()}"
    style = {BOLD: "Bold", REGULAR: "Italic" if cut.italic else "Regular"}[cut.weight]
    full = family if style == "Regular" else f"{family} {style}"
    names = {1: family, 2: style, 4: full, 6: full.replace(" ", "-")}
    for number, text in names.items():
        font["name"].setName(text, number, 3, 1, 0x409)
        font["name"].setName(text, number, 1, 0, 0)
    font["OS/2"].usWeightClass = cut.weight
    font["OS/2"].fsSelection = {"Bold": 0x20, "Italic": 0x01, "Regular": 0x40}[style]
    font["head"].macStyle = {"Bold": 1, "Italic": 2, "Regular": 0}[style]


def write_fonts(folder: Path) -> None:
    """Fetch the packages and write the fonts."""
    TARGET.mkdir(exist_ok=True)
    for cut in cuts():
        source = unpacked(PACKAGES[cut.package], folder) / cut.source
        content = cut_font(source, cut)
        (TARGET / cut.file).write_bytes(content)
        print(f"{cut.file}: {len(content):,} bytes")


def main() -> None:
    """Make the fonts; an argument names a folder where archives are kept."""
    if len(sys.argv) > 1:
        write_fonts(Path(sys.argv[1]))
        return
    with TemporaryDirectory() as folder:
        write_fonts(Path(folder))


if __name__ == "__main__":
    main()
