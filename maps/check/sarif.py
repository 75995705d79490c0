"""Findings as SARIF 2.1.0, the form in which services of continuous integration take them."""

import hashlib
import json
import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import quote

from geo.errors import Finding, Where
from maps.check.acknowledged import ACKNOWLEDGED, answer_to, name_of
from maps.check.rule import Rule
from maps.check.rules import RULES
from maps.version import read_version

#: A line that a message names; rows move.
_LINE = re.compile(r"(?<=\.csv):[0-9]+|(?<=\]):[0-9]+")
_SHEET = re.compile(r"(.+)\[(.+)\]")


def as_sarif(findings: Sequence[Finding], folder: Path) -> str:
    """
    Write findings for services that show them beside the lines of a change.

    Parameters
    ----------
    findings
        In the order to print.
    folder
        The case, as the call names it: addresses of files begin with it, or with its absolute
        `file:` address where it is not below the working folder.

    Returns
    -------
    str
        One run with every rule, found or not, so that a service sees what is settled. A finding
        about a file as a whole stands at its first line; one about a sheet of a workbook names
        the sheet, and its row as the line. What is acknowledged is suppressed, with the reason.

    Notes
    -----
    OASIS, Static Analysis Results Interchange Format 2.1.0 (2020).
    """
    base = _address(folder)
    # what concerns the folder as a whole is shown at the file of its settings
    settings = Where("case.toml")
    located = [
        replace(finding, where=settings) if finding.where.file == folder.name else finding
        for finding in findings
    ]
    ranks = {name: rank for rank, name in enumerate(RULES)}
    driver = {
        "name": "waybook",
        "version": read_version(),
        "rules": [_descriptor(rule) for rule in RULES.values()],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(finding, base, ranks.get(finding.rule, -1)) for finding in located],
    }
    return json.dumps({"version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=2)


def _address(folder: Path) -> str:
    """Give the address that files of a case begin with."""
    whole, here = folder.resolve(), Path.cwd()
    if whole.is_relative_to(here):
        path = quote(whole.relative_to(here).as_posix())
        return "" if path == "." else f"{path}/"
    return f"{whole.as_uri()}/"


def _descriptor(rule: Rule) -> dict[str, Any]:
    """Describe a rule."""
    return {
        "id": rule.name,
        "shortDescription": {"text": _sentence(rule.found)},
        "fullDescription": {"text": _sentence(rule.why)},
        "help": {"text": f"{_sentence(rule.found)} {_sentence(rule.why)}"},
        "defaultConfiguration": {"level": str(rule.level)},
    }


def _sentence(text: str) -> str:
    """Begin with a capital and end with a stop."""
    return f"{text[:1].upper()}{text[1:]}."


def _result(finding: Finding, base: str, rank: int) -> dict[str, Any]:
    """Write one finding."""
    column = f"{finding.column}: " if finding.column else ""
    suppressed = finding.help.startswith(ACKNOWLEDGED)
    help_ = f" ({finding.help})" if finding.help and not suppressed else ""
    written: dict[str, Any] = {
        **({"ruleId": finding.rule, "ruleIndex": rank} if rank >= 0 else {}),
        "level": str(finding.level),
        "message": {"text": f"{column}{finding.message}{help_}"},
        "locations": [_location(finding, base)],
        "partialFingerprints": {"waybookFinding/v1": _fingerprint(finding)},
    }
    if suppressed:
        reason = finding.help.removeprefix(ACKNOWLEDGED)
        written["suppressions"] = [{"kind": "external", "justification": reason}]
    if answer := answer_to(finding):
        written["properties"] = {"acknowledge": answer}
    return written


def _location(finding: Finding, base: str) -> dict[str, Any]:
    """Say where a finding stands: its file, line and column, and the sheet of a workbook."""
    sheet = _SHEET.fullmatch(finding.where.file)
    file = sheet[1] if sheet else finding.where.file
    parts = [part for part in (sheet[2] if sheet else "", finding.column) if part]
    location: dict[str, Any] = {
        "physicalLocation": {
            "artifactLocation": {"uri": base + quote(file)},
            "region": {"startLine": max(1, finding.where.line)},
        }
    }
    if parts:
        name = ".".join(parts)
        location["logicalLocations"] = [{"name": parts[-1], "fullyQualifiedName": name}]
    return location


def _fingerprint(finding: Finding) -> str:
    """Tell a finding from others wherever its line has moved to."""
    message = _LINE.sub("", finding.message)
    told = "\n".join((name_of(finding), finding.where.file, finding.column, message))
    return hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()[:32]
