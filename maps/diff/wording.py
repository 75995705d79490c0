"""The words of columns, and the parts of a sentence that say how a cell differs."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from maps.diff.difference import Field
from maps.diff.values import NOT_STATED, cut, narrowed

#: Columns whose names are not words, or not the right ones.
_LABELS: Mapping[str, str] = {
    "archive_url": "archived address",
    "alt": "text that stands for the picture",
    "as_of": "day up to which the case speaks",
    "at": "place",
    "attributed_to": "chain of those who say it",
    "avoid": "countries kept out of",
    "basemap": "base map",
    "blur_km": "blur",
    "checked": "day it was last checked",
    "date_basis": "basis of the date",
    "date_text": "date as printed",
    "drop": "columns left out",
    "field": "field that it is about",
    "from": "start",
    "gazetteer": "gazetteer entry",
    "hide": "rows hidden",
    "kind": "kind",
    "leg": "number",
    "licence": "licence",
    "link": "route",
    "locator": "passage",
    "measure": "unit",
    "min_certainty": "least certainty",
    "name": "name",
    "note": "editors’ note",
    "part_of": "total that it is part of",
    "partial": "mark that parts are missing",
    "persons": "number of persons",
    "phrase": "quoted phrase",
    "published": "date of publication",
    "published_basis": "basis of the date of publication",
    "radius_km": "precision",
    "rail": "rail network",
    "road": "road network",
    "sea": "sea network",
    "sha256": "checksum",
    "stated_km": "distance",
    "stated_on": "day on which it was said",
    "time": "time that is shown",
    "to": "end",
    "url": "address",
    "value": "value",
    "via": "places passed",
    "within": "area that it lies in",
}
#: Columns that hold several values, by what these are called.
PLURALS: Mapping[str, str] = {
    "actors": "people and organisations",
    "aliases": "aliases",
    "also": "further certainties let pass",
    "avoid": _LABELS["avoid"],
    "drop": _LABELS["drop"],
    "hide": _LABELS["hide"],
    "languages": "languages",
    "media": "pictures",
    "names": "names in other languages",
}
_PLURAL_LABELS = frozenset({"stops", "via"})


class Part(NamedTuple):
    """What differs of a row, and the words that say so within its sentence."""

    field: Field
    words: str


def label_of(column: str) -> str:
    """
    Name a column in plain words.

    Parameters
    ----------
    column
        As in the header line.

    Returns
    -------
    str
        Without an article; a column of the editors' own is called one.
    """
    if column.startswith("x_"):
        return f"column {column}"
    return PLURALS.get(column) or _LABELS.get(column, column.replace("_", " "))


def changed_part(column: str, was: str, now: str) -> Part:
    """
    Say that the value of a cell is another.

    Parameters
    ----------
    column
        As in the header line.
    was, now
        The values in words; `not stated` for an empty cell.

    Returns
    -------
    Part
        `the date was 5 February 2024, it is 6 February 2024`.
    """
    label, field = label_of(column), Field(column, was, now)
    several = column in _PLURAL_LABELS or column in PLURALS
    were, are, they = ("were", "are", "they") if several else ("was", "is", "it")
    if was == NOT_STATED:
        return Part(field, f"the {label} {are} {cut(now)}, none {were} stated before")
    if now == NOT_STATED:
        return Part(field, f"the {label} {were} {cut(was)}, none {are} stated now")
    before, after = narrowed(was, now)
    return Part(field, f"the {label} {were} {before}, {they} {are} {after}")


def listed_part(column: str, was: Sequence[str], now: Sequence[str]) -> Part:
    """
    Say which of several values came and which went.

    Parameters
    ----------
    column
        As in the header line.
    was, now
        The values in words.

    Returns
    -------
    Part
        `new among the aliases: “Tumen”`; where the order alone differs, both orders.
    """
    label = label_of(column)
    field = Field(column, ", ".join(was) or NOT_STATED, ", ".join(now) or NOT_STATED)
    come = [value for value in now if value not in was]
    gone = [value for value in was if value not in now]
    if not come and not gone:
        words = f"the order of the {label} was {field.was}, it is {field.now}"
        return Part(field, words)
    told = [f"new among the {label}: {', '.join(come)}"] if come else []
    told += [f"no longer among the {label}: {', '.join(gone)}"] if gone else []
    return Part(field, "; ".join(told))


def sentence(heading: str, parts: Sequence[str]) -> str:
    """
    Make a sentence of what it is about and what is said of it.

    Parameters
    ----------
    heading
        `event e28, “Title”`.
    parts
        At least one.

    Returns
    -------
    str
        `Event e28, “Title”: …; ….`
    """
    said = "; ".join(parts)
    return f"{capital(heading)}: {said}{'' if said.endswith('.') else '.'}"


def capital(text: str) -> str:
    """Begin a text with a capital letter."""
    return text[:1].upper() + text[1:]
