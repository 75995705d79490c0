"""Tables as KML and KMZ: a folder a layer, with the time that each thing is of."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from html import escape
from typing import Any

from fastkml import features, kml, styles
from fastkml.containers import Document, Folder
from fastkml.times import KmlDateTime, TimeSpan, TimeStamp
from lxml import etree
from pygeoif.factories import shape as kml_shape
from shapely.geometry.base import BaseGeometry

from maps.draw.style import KIND_LABELS, MODE_LABELS
from maps.export.data.about import About
from maps.export.data.archive import zipped
from maps.export.data.qml import Looks
from maps.export.data.table import Table, Value, text_of

Row = Mapping[str, Value]
Mark = tuple[Row, BaseGeometry | None]

#: Layers, and the column by which each is sorted into folders.
FOLDERS = {"places": "kind", "events": "category_label", "routes": "mode", "areas": "kind"}
#: What a balloon tells, and the word before it; all columns are there as data besides.
_TOLD = {
    "summary": "",
    "how": "",
    "phrase": "As printed: ",
    "said_by": "Said by: ",
    "source_titles": "Sources: ",
    "note": "Editors’ note: ",
    "not_drawn": "Not drawn: ",
}
_OTHERS = "Others"
_KML = "{http://www.opengis.net/kml/2.2}"
#: Of all that a mark carries only what is written for it is shown, never data taken for HTML.
_BALLOON = "$[description]"


class IconStyle(styles.IconStyle):
    """The colour of whatever mark the reader's program draws: ours would need an address."""

    def __bool__(self) -> bool:
        """Say that it is to be written; without an icon the library leaves it out."""
        return True


def kml_of(tables: Sequence[Table], about: About, looks: Looks) -> bytes:
    """
    Write tables as KML.

    Parameters
    ----------
    tables
        Those of `FOLDERS` are taken.
    about
        The case as a whole.
    looks
        Colours.

    Returns
    -------
    bytes
        OGC KML 2.2. Every column that is filled stands in the extended data; what has no position
        is a placemark without a geometry. Text in balloons is plain.
    """
    layers = [(table, _parts(table)) for table in tables if table.name in FOLDERS]
    document = Document(
        name=about.title,
        description=_paragraphs([about.subtitle, about.description, *_whole(about)]),
        styles=list(_styles(looks)),
        features=[_layer(table, parts, looks) for table, parts in layers],
    )
    root: Any = kml.KML(features=[document]).etree_element()
    rows = (row for _, parts in layers for part in parts.values() for row, _ in part)
    for mark, row in zip(root.iter(f"{_KML}Placemark"), rows, strict=True):
        _add_data(mark, row)
    return bytes(etree.tostring(root, encoding="UTF-8", xml_declaration=True)) + b"\n"


def kmz_of(content: bytes) -> bytes:
    """Put KML into an archive of its own, `doc.kml`, the same bytes for the same text."""
    return zipped({"doc.kml": content})


def _whole(about: About) -> list[str]:
    """Say of the whole what a reader of a balloon must know."""
    told = (("As of ", about.as_of), ("Licence: ", about.licence), ("", about.profile))
    return [f"{word}{text}" for word, text in told if text] + list(about.attribution)


def _paragraphs(texts: Sequence[str]) -> str:
    """Write plain texts for a balloon, which takes what it holds for HTML and fills in `$[…]`."""
    safe = (escape(text).replace("$[", "&#36;[").replace("\n", "<br>") for text in texts if text)
    return "".join(f"<p>{text}</p>" for text in safe)


def _styles(looks: Looks) -> Iterator[styles.Style]:
    """Give the styles by mode, of places and areas, and by category."""

    def mark(name: str, colour: str, scale: float) -> styles.Style:
        icon = IconStyle(color=_abgr(colour), scale=scale)
        return styles.Style(id=name, styles=[icon, balloon])

    balloon = styles.BalloonStyle(text=_BALLOON)
    for mode in MODE_LABELS:
        line = styles.LineStyle(color=_abgr(looks.colours[str(mode)]), width=3)
        yield styles.Style(id=f"mode-{mode}", styles=[line, balloon])
    yield mark("place", looks.colours["ink"], 0.7)
    for nth, category in enumerate(looks.categories):
        yield mark(f"category-{nth}", category.colour, 1.0)
    edge = styles.LineStyle(color=_abgr(looks.colours["ink"]), width=1)
    fill = styles.PolyStyle(color=_abgr(looks.colours["ink"], "1a"))
    yield styles.Style(id="area", styles=[edge, fill, balloon])


def _abgr(colour: str, alpha: str = "ff") -> str:
    """Write `#rrggbb` in the order of KML."""
    return f"{alpha}{colour[5:7]}{colour[3:5]}{colour[1:3]}"


def _parts(table: Table) -> dict[str, list[Mark]]:
    """Sort the rows of a table into folders."""
    parts: dict[str, list[Mark]] = {}
    for row, shape in zip(table.rows, table.shapes, strict=True):
        parts.setdefault(str(row[FOLDERS[table.name]] or ""), []).append((row, shape))
    return parts


def _layer(table: Table, parts: Mapping[str, Sequence[Mark]], looks: Looks) -> Folder:
    """Make the folder of a table, with one folder for each value of its column."""
    labels = dict(KIND_LABELS) | {str(mode): label for mode, label in MODE_LABELS.items()}
    labels = {} if table.name == "events" else labels
    folders = [
        Folder(
            name=labels.get(part, part) or _OTHERS,
            features=[_placemark(table.name, row, shape, looks) for row, shape in marks],
        )
        for part, marks in parts.items()
    ]
    return Folder(name=table.title, features=folders)


def _placemark(
    layer: str, row: Row, shape: BaseGeometry | None, looks: Looks
) -> features.Placemark:
    """Make the placemark of a row; its data are added when it is an element of XML."""
    number = f"{row['number']}. " if "number" in row else ""
    title = f"{number}{row['title'] or ''}"
    told = [f"{word}{row[name]}" for name, word in _TOLD.items() if row.get(name)]
    return features.Placemark(
        name=title,
        description=_paragraphs([title, *told]) or None,
        times=_times(row),
        style_url=styles.StyleUrl(url=f"#{_style_name(layer, row, looks)}"),
        geometry=kml_shape(shape) if shape is not None else None,
    )


def _add_data(mark: Any, row: Row) -> None:
    """Add every column that is filled, where the schema has them: before the geometry."""
    extended = etree.Element(f"{_KML}ExtendedData")
    for name, value in row.items():
        if value is not None:
            data = etree.SubElement(extended, f"{_KML}Data", name=name)
            etree.SubElement(data, f"{_KML}value").text = _text(value)
    mark.find(f"{_KML}styleUrl").addnext(extended)


def _style_name(layer: str, row: Row, looks: Looks) -> str:
    """Name the style of a row."""
    if layer == "routes":
        return f"mode-{row['mode']}"
    if layer == "events":
        ids = [text_of(category.id) for category in looks.categories]
        own = row["category"]
        return f"category-{ids.index(own if isinstance(own, str) else None)}"
    return "area" if layer == "areas" else "place"


def _text(value: Value) -> str:
    """Write a value as text."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value.isoformat() if isinstance(value, date) else str(value)


def _times(row: Row) -> Any:
    """Give the day of a row, or the span of days that it may mean; nothing where none is stated."""
    first, last = (row.get(f"date_{end}") for end in ("earliest", "latest"))
    begin, end = (KmlDateTime(day) if isinstance(day, date) else None for day in (first, last))
    if begin is None and end is None:
        return None
    return TimeStamp(timestamp=begin) if first == last else TimeSpan(begin=begin, end=end)
