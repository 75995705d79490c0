"""The page's own files and Leaflet's, read from the packages that carry them."""

import re
from collections.abc import Sequence
from hashlib import sha256
from importlib.resources import files

from geo.errors import MissingDataError

#: In the order in which they stand in the page; `start` comes last.
MODULES = (
    "words",
    "letters",
    "features",
    "events",
    "popups",
    "grouping",
    "stacks",
    "offsets",
    "glyphs",
    "lines",
    "stubs",
    "highlight",
    "keys",
    "bundles",
    "straight",
    "linelabels",
    "legend",
    "placing",
    "bearings",
    "places",
    "labels",
    "notes",
    "arrows",
    "scale",
    "views",
    "inset",
    "paper",
    "pieces",
    "time",
    "axis",
    "timebars",
    "timeplot",
    "timeline",
    "timecontrols",
    "heights",
    "sheet",
    "shelf",
    "columns",
    "filters",
    "list",
    "share",
    "story",
    "print",
    "frame",
    "address",
    "start",
)
#: In the order in which they apply.
STYLES = (
    "colours",
    "page",
    "map",
    "lines",
    "marks",
    "labels",
    "controls",
    "popups",
    "list",
    "timeline",
    "story",
    "phone",
    "print",
)
#: Leaflet 1.9.4, as `django-js-lib-leaflet` 1.9.4.1 carries it.
LEAFLET = {
    "leaflet.js": "db49d009c841f5ca34a888c96511ae936fd9f5533e90d8b2c4d57596f4e5641a",
    "leaflet.css": "a7837102824184820dfa198d1ebcd109ff6d0ff9a2672a074b9a1b4d147d04c6",
}

#: A comment at the end of a line; before one with a quote the line stays as it is.
_REMARK = re.compile(r"(?<=\s)// [^\"'`]*$")


def read_leaflet(name: str) -> str:
    """
    Read one of Leaflet's files.

    Parameters
    ----------
    name
        `leaflet.js` or `leaflet.css`.

    Returns
    -------
    str
        Its text, without the comment that names a source map and without pictures.

    Raises
    ------
    MissingDataError
        The package is not installed, or its file is another than the one pinned here.
    """
    try:
        data = (files("js_lib_leaflet") / "static" / "js_lib_leaflet" / name).read_bytes()
    except (ModuleNotFoundError, FileNotFoundError) as error:
        raise MissingDataError(f"{name} of django-js-lib-leaflet is not installed") from error
    if sha256(data).hexdigest() != LEAFLET[name]:
        raise MissingDataError(f"{name} is not that of Leaflet 1.9.4: reinstall the package")
    lines = data.decode().splitlines()
    text = "\n".join(line for line in lines if not line.startswith("//# sourceMappingURL"))
    return re.sub(r"url\([^)]*\)", "none", text) if name.endswith(".css") else text


def read_script(names: Sequence[str] = MODULES) -> str:
    """
    Read our modules as one script.

    Parameters
    ----------
    names
        Files of `maps/page/js`, the last of which starts the others.

    Returns
    -------
    str
        A script that defines `waybook`, to stand before folium's; comments and what indents the
        lines, a fifth of it all, stay behind.
    """
    folder = files("maps.page") / "js"
    bodies = [_told((folder / f"{name}.js").read_text("utf-8")) for name in names]
    return (
        'const waybook = {};\n(() => {\n"use strict";\n'
        + "".join(bodies)
        + "})();\nwindow.waybook = waybook;\n"
    )


def _told(text: str) -> str:
    """Leave out what tells a browser nothing; no text of ours runs over a line."""
    lines = (_REMARK.sub("", line).strip() for line in text.splitlines())
    return "".join(f"{line}\n" for line in lines if line and not line.startswith("//"))


def read_style(names: Sequence[str] = STYLES) -> str:
    """
    Read the page's own style sheets as one.

    Parameters
    ----------
    names
        Of `STYLES`, in its order.

    Returns
    -------
    str
        CSS.
    """
    folder = files("maps.page") / "css"
    return "".join(_told((folder / f"{name}.css").read_text("utf-8")) for name in names)


def read_embed_script() -> str:
    """
    Read the script of `embed.html`.

    Returns
    -------
    str
        A script.
    """
    return (files("maps.page") / "embedding" / "embed.js").read_text("utf-8")


def read_embed_style() -> str:
    """
    Read the style sheet of `embed.html`.

    Returns
    -------
    str
        CSS.
    """
    return (files("maps.page") / "embedding" / "embed.css").read_text("utf-8")
