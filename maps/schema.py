"""The tables of a case for other programs: JSON Schema, and a Frictionless Data Package."""

import csv
from collections.abc import Callable, Mapping, Sequence
from io import StringIO
from pathlib import Path
from typing import Any, NamedTuple

from geo.columns import (
    COLOUR,
    IDENTIFIER,
    Column,
    checksum,
    colour,
    columns_of,
    country_codes,
    identifier,
    identifiers,
    language_tag,
    number,
    phrase,
    translations,
    web_address,
    whole_number,
    words_of,
)
from geo.dates import parse_date
from geo.errors import CaseError
from geo.files import read_inside
from geo.quantities import parse_count, parse_duration, parse_quantity
from geo.tables import SEPARATORS
from maps.case.folder import WORKBOOK, read_names, read_sheets
from maps.case.tables import NEEDED, REFERRED, TABLES, UNIQUE
from maps.version import read_version
from routes.links import stops

_ID = IDENTIFIER.pattern


class Form(NamedTuple):
    """What a cell looks like: in words, as a regular expression of the whole cell, as a type."""

    says: str
    pattern: str = ""
    type: str = "string"


#: Patterns hold what most programs understand: no flags, no groups by name.
FORMS: Mapping[Callable[[str], object], Form] = {
    identifier: Form("lower-case letters, digits, - and _", _ID),
    identifiers: Form("ids separated by ;", rf"{_ID}( *; *{_ID})*"),
    stops: Form("ids of places separated by >; ? is an end that is not stated"),
    number: Form("a decimal number with a point", type="number"),
    whole_number: Form("a whole number from 1 on", "[1-9][0-9]{0,5}", "integer"),
    phrase: Form("a few words as printed, 25 at most"),
    web_address: Form("http: or https:", "[Hh][Tt][Tt][Pp][Ss]?://[^ \"'<>`{}|^]+"),
    language_tag: Form("a BCP 47 language tag", "[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*"),
    checksum: Form("SHA-256 in hexadecimal digits", "[0-9a-fA-F]{64}"),
    colour: Form("#rrggbb", COLOUR.pattern),
    country_codes: Form("ISO 3166-1 alpha-2, several by ;", "[A-Z]{2}( *; *[A-Z]{2})*"),
    translations: Form("names by language: ru=Хасан;ko=하산"),
    parse_date: Form("EDTF: 2024-02-05, 2024-02, 2013~, ../2015, XXXX-03-09, 2023-Q3"),
    parse_quantity: Form("300, ~100, >300, >=3, <10, 200..300, dozens, hundreds, thousands"),
    parse_count: Form("300, ~100, >300, >=3, <10, 200..300, dozens, hundreds, thousands"),
    parse_duration: Form("ISO 8601, with ~ > < before it: PT35M, >P5D"),
}
#: Of columns that have no form of their own.
_TEXT = Form("plain text")
_COMMENT = "Every value is the text of a cell; an empty cell means “not stated”."


def json_schema() -> dict[str, Any]:
    """
    Describe the tables of a case in JSON Schema.

    Returns
    -------
    dict
        Of draft 2020-12: an object of tables, each an array of rows, each an object of the texts
        of its cells; cells that are empty are left out. Columns that begin with `x_` are allowed.
    """
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"The tables of a waybook case, version {read_version()}",
        "$comment": _COMMENT,
        "type": "object",
        "properties": {
            name: {"type": "array", "items": {"$ref": f"#/$defs/{name}"}} for name in TABLES
        },
        "additionalProperties": False,
        "anyOf": [{"required": [name]} for name in NEEDED],
        "$defs": {name: _row_schema(name) for name in TABLES},
    }


def _row_schema(table: str) -> dict[str, Any]:
    """Describe a row of a table in JSON Schema."""
    columns = columns_of(TABLES[table])
    return {
        "type": "object",
        "properties": {column.name: _cell_schema(column) for column in columns.values()},
        "patternProperties": {"^x_": {"type": "string"}},
        "required": [column.name for column in columns.values() if column.required],
        "additionalProperties": False,
    }


def _cell_schema(column: Column) -> dict[str, Any]:
    """Describe the text of a cell in JSON Schema."""
    form = FORMS.get(column.parse, _TEXT)
    schema: dict[str, Any] = {"type": "string", "description": _described(column, form)}
    if words := words_of(column):
        schema["enum"] = list(words)
    if form.pattern:
        schema["pattern"] = f"^({form.pattern})$"
    return schema


def _described(column: Column, form: Form) -> str:
    """Say what a cell holds."""
    says = "one of the words listed" if words_of(column) else form.says
    return f"{says}; refers to {column.refers_to}" if column.refers_to else says


def data_package(folder: Path | None = None) -> dict[str, Any]:
    """
    Describe the tables of a case as a Frictionless Data Package, version 1.

    Parameters
    ----------
    folder
        A case: its own tables with their own columns, to be written into it as
        `datapackage.json`. `None` = every table with every column, as files of comma-separated
        values.

    Returns
    -------
    dict
        The descriptor.

    Raises
    ------
    CallError
        There is no such folder.
    CaseError
        A table that cannot be read; all of them.

    Notes
    -----
    A column that refers to one row of another table is a foreign key; columns that hold several
    values have none, since the standard has no such thing.
    """
    headers = _headers(folder) if folder else {n: list(columns_of(r)) for n, r in TABLES.items()}
    return {
        "profile": "tabular-data-package",
        "name": "waybook-case",
        "title": f"The tables of a waybook case, version {read_version()}",
        "resources": [
            {
                "name": name,
                "profile": "tabular-data-resource",
                **_place(folder, name),
                "schema": _table_schema(name, headers),
            }
            for name in headers
        ],
    }


def _headers(folder: Path) -> dict[str, Sequence[str]]:
    """Read the header lines of the tables of a case."""
    sheets = read_sheets(folder)
    errors = [*sheets.findings, *(f for t in sheets.tables.values() for f in t.findings)]
    if sheets.unreadable:
        raise CaseError(errors)
    return {name: table.header.cells for name, table in sheets.tables.items()}


def _place(folder: Path | None, name: str) -> dict[str, Any]:
    """Say in which file a table stands, and how it is written."""
    file = f"{name}.csv"
    if folder and file not in read_names(folder):
        return {"path": WORKBOOK, "format": "xlsx", "dialect": {"excel": {"sheet": name}}}
    if not folder:
        return {"path": file, "encoding": "utf-8"}
    data = read_inside(folder, file)
    marked = data.startswith(b"\xef\xbb\xbf")
    separator = _separator(data.decode("utf-8-sig"), columns_of(TABLES[name]))
    return {
        "path": file,
        "encoding": "utf-8-sig" if marked else "utf-8",
        "dialect": {"csv": {"delimiter": separator, "skipInitialSpace": True}},
    }


def _separator(text: str, columns: Mapping[str, Column]) -> str:
    """Tell by which separator the header line gives the most known columns."""
    line = text.lstrip().partition("\n")[0]
    headers = {each: next(csv.reader(StringIO(line), delimiter=each), []) for each in SEPARATORS}
    return max(SEPARATORS, key=lambda each: sum(name in columns for name in headers[each]))


def _table_schema(table: str, headers: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    """Describe a table as a Table Schema."""
    columns, header = columns_of(TABLES[table]), headers[table]
    return {
        "fields": [_field(name, columns.get(name)) for name in header],
        "missingValues": [""],
        "primaryKey": [name for name in UNIQUE.get(table, ("id",)) if name in header],
        "foreignKeys": [
            _foreign_key(table, column)
            for column in columns.values()
            if column.name in header and column.parse is identifier and column.refers_to in headers
        ],
    }


def _foreign_key(table: str, column: Column) -> dict[str, Any]:
    """Say to which column of which table a column refers; a table itself has an empty name."""
    target = column.refers_to
    other = {"resource": "" if target == table else target, "fields": REFERRED.get(target, "id")}
    return {"fields": column.name, "reference": other}


def _field(name: str, column: Column | None) -> dict[str, Any]:
    """Describe a column; one that is not of the contract is text."""
    if column is None:
        return {"name": name, "type": "string"}
    form = FORMS.get(column.parse, _TEXT)
    constraints: dict[str, Any] = {"required": True} if column.required else {}
    if words := words_of(column):
        constraints["enum"] = list(words)
    if form.pattern and form.type == "string":
        constraints["pattern"] = form.pattern
    return {
        "name": name,
        "type": form.type,
        "description": _described(column, form),
        **({"constraints": constraints} if constraints else {}),
    }
