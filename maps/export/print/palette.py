"""Colours of a printed map: those of the page, and one set for black and white."""

import re
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from maps.export.paper import Theme
from maps.page.assets import read_style

_BLOCK = re.compile(r":root[^{]*\{([^}]*)\}")
_COLOUR = re.compile(r"--([a-z-]+):\s*(#[0-9a-f]{6})\b")
#: In black and white the signs of the modes and the strokes of the states tell all.
_MONO = {
    **dict.fromkeys(("rail", "air", "ferry", "road", "foot", "unknown", "ink", "mark"), "#000000"),
    **dict.fromkeys(("paper", "panel", "halo", "land", "differ-paper"), "#ffffff"),
    **dict.fromkeys(("soft", "area-name", "water-name", "differ", "link"), "#333333"),
    "rule": "#999999",
    "water": "#e6e6e6",
    "river": "#9a9a9a",
    "shore": "#8c8c8c",
    "border": "#777777",
    "border-near": "#555555",
    "unit": "#c8c8c8",
    **dict.fromkeys(("card-soft", "card-differ"), "#1e1e1e"),
}


@cache
def palette(theme: Theme) -> Mapping[str, str]:
    """
    Give the colours of a theme.

    Parameters
    ----------
    theme
        Of the sheet.

    Returns
    -------
    mapping
        `#rrggbb` by the names of the page's style sheet: `land`, `water`, `rail`, `ink`, …
    """
    if theme is Theme.MONO:
        return MappingProxyType(_MONO)
    light, dark = dict[str, str](), dict[str, str]()
    for style in ("colours", "map"):
        blocks = [dict(_COLOUR.findall(block)) for block in _BLOCK.findall(read_style((style,)))]
        light |= blocks[0]
        dark |= blocks[1]
    light["paper"] = "#ffffff"  # the sheet itself; casings and halos keep the tint of the page
    light |= {"card-soft": light["soft"], "card-differ": light["differ"]}
    return MappingProxyType(light | dark if theme is Theme.DARK else light)


#: A card on the map and what is written on it, in every theme.
CARD, CARD_INK = "#ffffff", "#1e1e1e"
