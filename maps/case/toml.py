"""The file `case.toml`: known keys, checked values, and the line of each."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from geo.columns import colour, identifier, language_tag, nearest_help
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
from maps.case.toml_lines import KeyPath, lines_of
from maps.case.toml_values import (
    Parser,
    anchor,
    as_text,
    blur,
    day,
    extent,
    flag,
    list_of,
    one_of,
    shown,
    text,
    time_text,
)

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
        Line by path of keys: `("category", 0, "colour")`, counted as in `settings`.
    findings
        In the order of the file.
    """

    settings: Settings
    lines: Mapping[KeyPath, int]
    findings: tuple[Finding, ...]


_CASE: Mapping[str, Parser] = {
    "title": text,
    "subtitle": text,
    "description": text,
    "language": as_text(language_tag),
    "languages": list_of(as_text(language_tag)),
    "credit": text,
    "licence": text,
    "as_of": day,
}
_SECTIONS: Mapping[str, Mapping[str, Parser]] = {
    "map": {"extent": extent, "basemap": text},
    "network": {name: as_text(str) for name in ("rail", "road", "sea")},
}
_PROFILE: Mapping[str, Parser] = {
    "include_drafts": flag,
    "include_unmarked": flag,
    "min_certainty": one_of(*_SCALE),
    "also": list_of(one_of(*_BESIDE)),
    "blur_km": blur,
    "drop": list_of(as_text(str)),
    "hide": list_of(as_text(str)),
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
        {"id": as_text(str), "label": text, "colour": as_text(colour), "symbol": text},
        ("id",),
        "categories",
    ),
    "view": _List(
        View,
        {"id": as_text(identifier), "title": text, "extent": extent},
        ("id", "extent"),
        "views",
    ),
    "annotation": _List(
        Annotation,
        {"text": as_text(str), "at": anchor, "view": text},
        ("text", "at"),
        "annotations",
    ),
    "story": _List(
        Story,
        {
            "id": as_text(identifier),
            "title": text,
            "text": text,
            "view": text,
            "time": time_text,
            "focus": text,
        },
        ("id",),
        "stories",
    ),
    "acknowledged": _List(
        Acknowledged,
        {"finding": as_text(str), "reason": as_text(str, "say why it is right as it is")},
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
        return _unread(file, "is nested too deeply")
    except ValueError:  # a whole number of more than 4,300 digits
        return _unread(file, "holds a number that is too long to be read")
    reader = _Reader(file, lines_of(source), [], {})
    values = reader.settings(document)
    findings = sorted(reader.findings, key=lambda finding: finding.where.line)
    return Read(Settings(where=Where(file), **values), reader.kept_lines(), tuple(findings))


def _unread(file: str, message: str) -> Read:
    """Give the settings of a text that nothing can be made of."""
    return Read(Settings(where=Where(file)), {}, (Finding(Where(file), "", message, rule="toml"),))


def _syntax_finding(error: Exception, source: str, file: str) -> Finding:
    """Turn the parser's complaint into a finding with its line."""
    message = str(error)
    at = re.search(r" \(at line (\d+), column \d+\)$", message)
    line = int(at[1]) if at else len(source.rstrip().split("\n"))
    plain = re.sub(r" \(at [^)]*\)$", "", message)
    written = source.split("\n")[line - 1].strip()[:60]
    return Finding(Where(file, line), "", f"is not TOML: {plain}: “{written}”", rule="toml")


class _Reader(NamedTuple):
    """Walks over a document and collects what is wrong."""

    file: str
    lines: Mapping[KeyPath, int]
    findings: list[Finding]
    kept: dict[KeyPath, KeyPath]

    def kept_lines(self) -> dict[KeyPath, int]:
        """Give the lines with the tables of lists counted as in the settings."""
        return {
            (*self.kept.get(path[:2], path[:2]), *path[2:]): line
            for path, line in self.lines.items()
            if path[:2] in self.kept or path[0] not in _LISTS
        }

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
                self.complain(path, ValueProblem(f"{shown(table)} is not a table"))
                continue
            values = self.keys(table, listed.keys, path)
            for key in listed.needed:
                if key not in table:
                    self.complain(path, ValueProblem(f"{key} is missing"))
            if all(key in values for key in listed.needed):
                self.kept[path] = (name, sum(kept[0] == name for kept in self.kept))
                yield listed.record(**values)

    def table(self, document: Mapping[str, Any], name: str, path: KeyPath) -> Mapping[str, Any]:
        """Give a table of the document; empty where it is absent or something else."""
        value = document.get(name, {})
        if isinstance(value, dict):
            return value
        dotted = ".".join(map(str, (*path, name)))
        self.complain((*path, name), ValueProblem("is not a table", f"write [{dotted}]"))
        return {}

    def keys(
        self, table: Mapping[str, Any], parsers: Mapping[str, Parser], path: KeyPath
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

    def unknown(self, table: Mapping[str, Any], known: Any, path: KeyPath) -> None:
        """Complain of keys that nobody knows."""
        for key in table:
            if key not in known:
                self.complain((*path, key), ValueProblem("unknown key", nearest_help(key, known)))

    def complain(self, path: KeyPath, problem: ValueProblem) -> None:
        """Note a problem with a key."""
        self.findings.append(finding_at(self.file, self.lines, path, problem))


def finding_at(
    file: str, lines: Mapping[KeyPath, int], path: KeyPath, problem: ValueProblem
) -> Finding:
    """Give a finding about a key, on its line or that of what it stands in."""
    line = next((lines[path[:n]] for n in range(len(path), 0, -1) if path[:n] in lines), 0)
    column = ".".join(str(part) for part in path if isinstance(part, str))
    return Finding(Where(file, line), column, problem.message, problem.help, rule="toml")
