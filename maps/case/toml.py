"""The file `case.toml`: known keys, checked values, and the line of each."""

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from math import isfinite
from typing import Any, NamedTuple

from geo.columns import colour, identifier, language_tag, nearest_help
from geo.coords import Bbox, LonLat, lonlat
from geo.dates import FuzzyDate, parse_date
from geo.errors import Finding, ValueProblem, Where
from geo.evidence import Certainty
from maps.case.settings import (
    Acknowledged,
    Annotation,
    Category,
    Profile,
    Settings,
    Story,
    View,
)

#: Where a key stands: `("category", 0, "colour")`.
Path = tuple[str | int, ...]
Parser = Callable[[Any], Any]

_SCALE = tuple(word for word in Certainty if word not in {Certainty.PLANNED, Certainty.DENIED})
_BESIDE = (Certainty.PLANNED, Certainty.DENIED)


class Read(NamedTuple):
    """
    Settings, where each key stands, and what is wrong.

    Attributes
    ----------
    settings
        Keys at fault keep their defaults.
    lines
        Line by path of keys: `("category", 0, "colour")`.
    findings
        In the order of the file.
    """

    settings: Settings
    lines: Mapping[Path, int]
    findings: tuple[Finding, ...]


def text(value: Any) -> str:
    """Take a text; anything else is a `ValueProblem`."""
    if isinstance(value, str):
        return value.strip()
    raise ValueProblem(f"{_shown(value)} is not a text", f'write "{_shown(value)}" in quotes')


def _flag(value: Any) -> bool:
    """Take `true` or `false`."""
    if isinstance(value, bool):
        return value
    raise ValueProblem(f"{_shown(value)} is neither true nor false", "without quotes")


def _number(value: Any) -> float:
    """Take a finite number."""
    if isinstance(value, int | float) and not isinstance(value, bool) and isfinite(value):
        return float(value)
    raise ValueProblem(f"{_shown(value)} is not a number", "without quotes")


def _distance(value: Any) -> float:
    """Take a number that is not negative."""
    if (number := _number(value)) < 0:
        raise ValueProblem(f"{_shown(value)} is negative", "0 or more")
    return number


def _list_of(parse: Parser) -> Parser:
    """Give a parser of a list of values."""

    def parse_list(value: Any) -> tuple[Any, ...]:
        if not isinstance(value, list):
            raise ValueProblem(f"{_shown(value)} is not a list", "write [ … ]")
        return tuple(parse(item) for item in value)

    return parse_list


def _as_text(parse: Callable[[str], Any]) -> Parser:
    """Give a parser of a text that is not empty and has a form of its own."""

    def parse_text(value: Any) -> Any:
        if not (cell := text(value)):
            raise ValueProblem("is empty", "leave the key away")
        return parse(cell)

    return parse_text


def _one_of(*words: str) -> Parser:
    """Give a parser of a closed set of words."""

    def parse(value: Any) -> str:
        if value in words:
            return str(value)
        raise ValueProblem(
            f"{_shown(value)} is not one of its words", f"one of: {', '.join(words)}"
        )

    return parse


def _date(value: Any) -> FuzzyDate:
    """Take a date of TOML, or a text with an EDTF date."""
    if isinstance(value, date) and not isinstance(value, datetime):
        return parse_date(value.isoformat())
    cell: FuzzyDate = _as_text(parse_date)(value)
    return cell


def _time(value: Any) -> str:
    """Take the time of a story: a date, as written."""
    return _date(value).text


def _position(value: Any) -> LonLat:
    """Take `[lon, lat]`."""
    if not isinstance(value, list) or len(value) != 2:
        raise ValueProblem(f"{_shown(value)} is not a position", "write [lon, lat]")
    return lonlat(*(_number(part) for part in value))


def _anchor(value: Any) -> LonLat | str:
    """Take a position or a place id."""
    return _position(value) if isinstance(value, list) else str(_as_text(identifier)(value))


def extent(value: Any) -> Bbox:
    """
    Take `[west, south, east, north]`.

    Raises
    ------
    ValueProblem
        Not four numbers on the earth, or a box without width or height.
    """
    if not isinstance(value, list) or len(value) != 4:
        raise ValueProblem(f"{_shown(value)} is not an extent", "write [west, south, east, north]")
    box = Bbox(*(_number(part) for part in value))
    lonlat(box.west, box.south)
    lonlat(box.east, box.north)
    if box.south >= box.north:
        raise ValueProblem(
            f"{_shown(value)}: south is not below north", "[west, south, east, north]"
        )
    if box.west == box.east:
        raise ValueProblem(f"{_shown(value)}: west and east are the same", "a box has a width")
    return box


_CASE: Mapping[str, Parser] = {
    "title": text,
    "subtitle": text,
    "description": text,
    "language": _as_text(language_tag),
    "languages": _list_of(_as_text(language_tag)),
    "credit": text,
    "licence": text,
    "as_of": _date,
}
_SECTIONS: Mapping[str, Mapping[str, Parser]] = {
    "map": {"extent": extent, "basemap": text},
    "network": {name: _as_text(str) for name in ("rail", "road", "sea")},
}
_PROFILE: Mapping[str, Parser] = {
    "include_drafts": _flag,
    "include_unmarked": _flag,
    "min_certainty": _one_of(*_SCALE),
    "also": _list_of(_one_of(*_BESIDE)),
    "blur_km": _distance,
    "drop": _list_of(_as_text(str)),
    "hide": _list_of(_as_text(str)),
}


class _List(NamedTuple):
    """A `[[list]]`: its record, its keys, those that are needed, and the field of `Settings`."""

    record: type
    keys: Mapping[str, Parser]
    needed: tuple[str, ...]
    field: str


_LISTS: Mapping[str, _List] = {
    "category": _List(
        Category,
        {"id": _as_text(str), "label": text, "colour": _as_text(colour), "symbol": text},
        ("id",),
        "categories",
    ),
    "view": _List(
        View,
        {"id": _as_text(identifier), "title": text, "extent": extent},
        ("id", "extent"),
        "views",
    ),
    "annotation": _List(
        Annotation,
        {"text": _as_text(str), "at": _anchor, "view": text},
        ("text", "at"),
        "annotations",
    ),
    "story": _List(
        Story,
        {
            "id": _as_text(identifier),
            "title": text,
            "text": text,
            "view": text,
            "time": _time,
            "focus": text,
        },
        ("id",),
        "stories",
    ),
    "acknowledged": _List(
        Acknowledged,
        {"finding": _as_text(str), "reason": _as_text(str)},
        ("finding", "reason"),
        "acknowledged",
    ),
}
_KEYS = (*_CASE, *_SECTIONS, "profile", *_LISTS)


def parse_settings(source: str, file: str = "case.toml") -> Read:
    """
    Read the text of `case.toml`.

    Parameters
    ----------
    source
        The whole file.
    file
        Its name in messages.

    Returns
    -------
    Read
        The settings, where each key stands, and every finding: TOML that cannot be read, keys
        that are unknown or missing, values that are not of their kind.
    """
    try:
        document = tomllib.loads(source)
    except tomllib.TOMLDecodeError as error:
        finding = _syntax_finding(error, source, file)
        return Read(Settings(where=Where(file)), {}, (finding,))
    except RecursionError:
        finding = Finding(Where(file), "", "is nested too deeply", rule="toml")
        return Read(Settings(where=Where(file)), {}, (finding,))
    reader = _Reader(file, lines_of(source), [])
    values = reader.settings(document)
    findings = sorted(reader.findings, key=lambda finding: finding.where.line)
    return Read(Settings(where=Where(file), **values), reader.lines, tuple(findings))


def _syntax_finding(error: Exception, source: str, file: str) -> Finding:
    """Turn the parser's complaint into a finding with its line."""
    message = str(error)
    at = re.search(r" \(at line (\d+), column \d+\)$", message)
    line = int(at[1]) if at else len(source.rstrip().split("\n"))
    plain = re.sub(r" \(at [^)]*\)$", "", message)
    return Finding(Where(file, line), "", f"is not TOML: {plain}", rule="toml")


class _Reader(NamedTuple):
    """Walks over a document and collects what is wrong."""

    file: str
    lines: Mapping[Path, int]
    findings: list[Finding]

    def settings(self, document: Mapping[str, Any]) -> dict[str, Any]:
        """Read the whole document as the fields of `Settings`."""
        here = {key: value for key, value in document.items() if key in _CASE}
        self.unknown(document, _KEYS, ())
        values = self.keys(here, _CASE, ())
        for name, keys in _SECTIONS.items():
            values |= self.keys(self.table(document, name, ()), keys, (name,))
        profiles = self.table(document, "profile", ())
        values["profiles"] = tuple(self.profile(profiles, name) for name in profiles)
        for name, listed in _LISTS.items():
            values[listed.field] = tuple(self.items(document, name, listed))
        return values

    def profile(self, profiles: Mapping[str, Any], name: str) -> Profile:
        """Read one profile; one called `public` leaves out what is not marked."""
        path = ("profile", name)
        values = self.keys(self.table(profiles, name, ("profile",)), _PROFILE, path)
        return Profile(name=name, **{"include_unmarked": name != "public", **values})

    def items(self, document: Mapping[str, Any], name: str, listed: _List) -> Iterator[Any]:
        """Read the tables of a list; one that lacks what is needed is left out."""
        tables = document.get(name, [])
        if not isinstance(tables, list):
            self.complain((name,), ValueProblem("is not a list of tables", f"write [[{name}]]"))
            return
        for index, table in enumerate(tables):
            path = (name, index)
            if not isinstance(table, dict):
                self.complain(path, ValueProblem(f"{_shown(table)} is not a table"))
                continue
            values = self.keys(table, listed.keys, path)
            for key in listed.needed:
                if key not in table:
                    self.complain(path, ValueProblem(f"{key} is missing"))
            if all(key in values for key in listed.needed):
                yield listed.record(**values)

    def table(self, document: Mapping[str, Any], name: str, path: Path) -> Mapping[str, Any]:
        """Give a table of the document; empty where it is absent or something else."""
        value = document.get(name, {})
        if isinstance(value, dict):
            return value
        dotted = ".".join(map(str, (*path, name)))
        self.complain((*path, name), ValueProblem("is not a table", f"write [{dotted}]"))
        return {}

    def keys(
        self, table: Mapping[str, Any], parsers: Mapping[str, Parser], path: Path
    ) -> dict[str, Any]:
        """Read the keys of a table; those at fault are left out."""
        if path:
            self.unknown(table, parsers, path)
        values = {}
        for key, parse in parsers.items():
            if key in table:
                try:
                    values[key] = parse(table[key])
                except ValueProblem as problem:
                    self.complain((*path, key), problem)
        return values

    def unknown(self, table: Mapping[str, Any], known: Any, path: Path) -> None:
        """Complain of keys that nobody knows."""
        for key in table:
            if key not in known:
                self.complain((*path, key), ValueProblem("unknown key", nearest_help(key, known)))

    def complain(self, path: Path, problem: ValueProblem) -> None:
        """Note a problem with a key."""
        self.findings.append(finding_at(self.file, self.lines, path, problem))


def finding_at(file: str, lines: Mapping[Path, int], path: Path, problem: ValueProblem) -> Finding:
    """Give a finding about a key, on its line or that of what it stands in."""
    line = next((lines[path[:n]] for n in range(len(path), 0, -1) if path[:n] in lines), 0)
    column = ".".join(str(part) for part in path if isinstance(part, str))
    return Finding(Where(file, line), column, problem.message, problem.help, rule="toml")


def _shown(value: Any) -> str:
    """Show a value of TOML in a message."""
    if isinstance(value, str):
        return f"“{value}”"
    return str(value).lower() if isinstance(value, bool) else str(value)


def lines_of(source: str) -> dict[Path, int]:
    """
    Find the line of each table and key of a TOML text that can be read.

    Parameters
    ----------
    source
        The whole file.

    Returns
    -------
    dict
        Line by path: `("category", 0)` for a table, `("category", 0, "colour")` for a key.
        What stands inside inline tables is not listed.
    """
    found: dict[Path, int] = {}
    counts: dict[Path, int] = {}
    table: Path = ()
    for line, start in _plain_lines(source):
        if match := re.match(r"\s*\[(\[?)\s*([^\[\]]+?)\s*\]", start):
            table = _dotted(match[2])
            if match[1]:
                index = counts[table] = counts.get(table, -1) + 1
                found.setdefault(table, line)
                table = (*table, index)
            found.setdefault(table, line)
        elif match := re.match(r"\s*((?:[\w-]+|\"[^\"]*\"|'[^']*')(?:\s*\.\s*[\w-]+)*)\s*=", start):
            found.setdefault((*table, *_dotted(match[1])), line)
    return found


def _dotted(keys: str) -> Path:
    """Split a dotted key."""
    parts = re.findall(r"\"([^\"]*)\"|'([^']*)'|([\w-]+)", keys)
    return tuple("".join(part) for part in parts)


def _plain_lines(source: str) -> Iterator[tuple[int, str]]:
    """Give the lines of a TOML text that do not begin inside a text of several lines."""
    # a whole text or comment at a time, so that quotes inside either do not count
    token = re.compile(
        r'"""(?:\\.|[^\\])*?"""|\'\'\'.*?\'\'\'|"(?:\\.|[^"\\\n])*"|\'[^\'\n]*\'|#[^\n]*', re.DOTALL
    )
    inside: set[int] = set()
    for match in token.finditer(source):
        first = source.count("\n", 0, match.start()) + 1
        inside.update(range(first + 1, first + match[0].count("\n") + 1))
    for line, start in enumerate(source.split("\n"), 1):
        if line not in inside:
            yield line, start
