"""Findings in order, as text and as JSON."""

import json
from collections.abc import Iterable, Iterator, Sequence

from geo.errors import Finding, Level, one_line
from maps.case.tables import file_order
from maps.check.acknowledged import answer_to, name_of
from maps.check.rules import why_of

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
        name = name_of(finding)
        yield f"{finding.level}: {finding}" + (one_line(f" [{name}]") if name else "")


def advice(findings: Sequence[Finding]) -> Iterator[str]:
    """
    Say why findings matter, and how to let one stand.

    Parameters
    ----------
    findings
        As printed above it.

    Yields
    ------
    str
        A line for each rule, in the order in which they were first found; then what acknowledges
        the first finding that can be. Nothing where nothing was found.
    """
    whys = {finding.rule: why_of(finding.rule) for finding in findings}
    told = [f"  {rule}: {why}" for rule, why in whys.items() if why]
    if told:
        yield from ("", "why it matters:", *told)
    answers = [answer for finding in findings if (answer := answer_to(finding))]
    if answers:
        yield ""
        yield "what is right as it is goes into case.toml with the reason, which the map"
        yield "shows; finding is what stands in square brackets above, such as:"
        yield from (f"  {line}" for line in answers[0].splitlines())


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
        `message`, `help`, `rule`, `subject`, `why`, `acknowledge` (TOML for `case.toml`; empty
        where the finding cannot be acknowledged or has been).
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
            "why": why_of(finding.rule),
            "acknowledge": answer_to(finding),
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
