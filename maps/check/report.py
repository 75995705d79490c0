"""Findings in order, as text and as JSON."""

import json
from collections.abc import Iterable, Iterator, Sequence

from geo.errors import Finding, Level, one_line
from maps.case.tables import file_order

_LEVELS = list(Level)
_PLURALS = {Level.ERROR: "errors", Level.WARNING: "warnings", Level.NOTE: "notes"}


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    """Sort by level, then by the contract's order of files, then by line."""
    return sorted(findings, key=_sort_key)


def _sort_key(finding: Finding) -> tuple[int, tuple[int, str, int], str, str]:
    """Rank a finding."""
    level = _LEVELS.index(finding.level)
    return level, file_order(finding.where), finding.column, finding.message


def as_text(findings: Sequence[Finding]) -> Iterator[str]:
    """
    Write findings for people.

    Parameters
    ----------
    findings
        In the order to print.

    Yields
    ------
    str
        `warning: flows.csv:2: value: … (help) [sums:flow:q3]`, one line each; what stands in
        square brackets is what `[[acknowledged]]` takes.
    """
    for finding in findings:
        name = ":".join(part for part in (finding.rule, finding.subject) if part)
        yield f"{finding.level}: {finding}" + (one_line(f" [{name}]") if name else "")


def as_json(findings: Sequence[Finding]) -> str:
    """
    Write findings for machines.

    Parameters
    ----------
    findings
        In the order to print.

    Returns
    -------
    str
        A list of objects with `level`, `file`, `line` (0 = the file as a whole), `column`,
        `message`, `help`, `rule`, `subject`.
    """
    rows = [
        {
            "level": finding.level,
            "file": finding.where.file,
            "line": finding.where.line,
            "column": finding.column,
            "message": finding.message,
            "help": finding.help,
            "rule": finding.rule,
            "subject": finding.subject,
        }
        for finding in findings
    ]
    return json.dumps(rows, ensure_ascii=False, indent=2)


def summary(findings: Sequence[Finding]) -> str:
    """Count findings by level: `1 error, 2 warnings`."""
    counts = {level: sum(finding.level is level for finding in findings) for level in Level}
    told = [
        f"{count} {level if count == 1 else _PLURALS[level]}"
        for level, count in counts.items()
        if count
    ]
    return ", ".join(told) or "nothing found"


def fails(findings: Sequence[Finding], *, strict: bool) -> bool:
    """Tell whether findings fail a check: errors, and with `strict` warnings."""
    failing = {Level.ERROR, Level.WARNING} if strict else {Level.ERROR}
    return any(finding.level in failing for finding in findings)
