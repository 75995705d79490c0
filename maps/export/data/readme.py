"""The README of the data: what each file is, what columns mean, on what terms it may be used."""

from collections.abc import Mapping, Sequence
from textwrap import wrap

from geo.errors import one_line
from maps.export.counts import Counts
from maps.export.data.about import About, terms_of
from maps.export.data.table import Table

#: What the files are that hold several tables or another form of one.
FILES = {
    "case.gpkg": "GeoPackage: all tables as layers, with styles that QGIS takes by itself",
    "case.kml": "KML: places, events, routes and areas, with times and all columns as data",
    "case.kmz": "the same, compressed",
    "routes.gpx": "GPX: places as waypoints, drawn lines as tracks, schematic ones as routes",
    "places.lpf.json": "Linked Places format 1.2: places for gazetteers",
}
_FORMS = {".geojson": "GeoJSON", ".parquet": "GeoParquet", ".csv": "CSV"}
_WIDTH = 100
_CSV = (
    "In CSV an empty cell means “not stated”. A text that a spreadsheet would run as a formula has "
    "an apostrophe before it."
)
_UNKNOWN = (
    "What is not known has no geometry: a place without a position, an event without a place, a "
    "route whose way is not stated. Each is in its table all the same. Flows are counts between "
    "areas and have no line."
)
_DATES = (
    "Dates are EDTF (ISO 8601-2); beside each stand the first and the last day that it can mean. "
    "Positions are degrees of WGS 84, longitude first, within ±180; lines and areas are cut at the "
    "antimeridian and rounded to a centimetre."
)


def readme_of(
    tables: Sequence[Table], about: About, counts: Counts, files: Mapping[str, bytes]
) -> bytes:
    """
    Write the README of the data.

    Parameters
    ----------
    tables
        All tables.
    about, counts
        The case as a whole, and how many of what it holds.
    files
        The other files, by name.

    Returns
    -------
    bytes
        Plain text, UTF-8.
    """
    lines = [one_line(about.title), "=" * 40, ""]
    for text in (about.subtitle, about.description, about.profile):
        lines += [*_paragraph(text), ""] if text else []
    lines += [f"As of: {about.as_of}", *_terms(about), ""]
    lines += ["What it holds", "-" * 40, *_counted(counts), ""]
    for text in (_UNKNOWN, _DATES, _CSV):
        lines += [*_paragraph(text), ""]
    lines += ["Files", "-" * 40, *_files(tables, files), ""]
    for table in tables:
        lines += _columns(table)
    return ("\n".join(lines).rstrip() + "\n").encode()


def _paragraph(text: str) -> list[str]:
    """Break a text into lines."""
    return wrap(one_line(text, 10_000), _WIDTH, break_on_hyphens=False)


def _terms(about: About) -> list[str]:
    """Say on what terms the files may be used."""
    own = [f"{word}: {one_line(text)}" for word, text in
           (("Licence of the case", about.licence), ("Credit", about.credit)) if text]  # fmt: skip
    lines = [*own, "", "Data of others in these files", "-" * 40]
    for credit in about.attribution:
        lines += _paragraph(" ".join(filter(None, (f"{credit}.", terms_of(credit)))))
    return lines if about.attribution else own


def _counted(counts: Counts) -> list[str]:
    """Say how many of what there are."""
    return [f"{number:>8,}  {words}" for words, number in counts.told()]


def _files(tables: Sequence[Table], files: Mapping[str, bytes]) -> list[str]:
    """Say what each file is."""
    titles = {table.name: table.title for table in tables}
    lines = []
    for name in sorted(files):
        stem, dot, form = name.partition(".")
        told = FILES.get(name) or f"{titles[stem]} ({_FORMS[dot + form]})"
        lines.append(f"{name:<20}  {told}")
    return lines


def _columns(table: Table) -> list[str]:
    """Say what the columns of a table mean."""
    lines = [f"{table.title}: {table.name}", "-" * 40]
    for field in table.fields:
        told = _MEANT.get(field.meaning, field.meaning)
        lines.append(f"{one_line(field.name):<22}  {field.type}: {told}")
    return [*lines, ""]


_MEANT = {
    "case": "as in the table of the case",
    "own": "a column of the case's own",
    "earliest": "first day that it can mean",
    "latest": "last day that it can mean",
    "low": "lower bound",
    "high": "upper bound; empty where it is open",
}
