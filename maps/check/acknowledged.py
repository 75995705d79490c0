"""Findings that the editor has seen and answered: `[[acknowledged]]` of `case.toml`."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from geo.columns import nearest
from geo.errors import Finding, Level, Where
from maps.case.settings import Acknowledged
from maps.case.toml_lines import KeyPath

RULE = "acknowledged"
#: How the help of an answered finding begins.
ACKNOWLEDGED = "acknowledged: "
#: Rule of what a profile finds.
PROFILE = "profile"
#: How alike a misspelt answer is to the name that is meant, at least (0-1).
ALIKE = 0.8
_NO_LINES: Mapping[KeyPath, int] = MappingProxyType({})


def acknowledge(
    findings: Sequence[Finding],
    acknowledged: Sequence[Acknowledged],
    where: Where,
    lines: Mapping[KeyPath, int] = _NO_LINES,
) -> Iterator[Finding]:
    """
    Lower findings that the editor has answered to notes with the reason.

    Parameters
    ----------
    findings
        What the checks have found.
    acknowledged
        Each names a rule (`sums`), or a rule and a subject (`sums:flow:q3`).
    where
        Where the settings stand.
    lines
        Line of each key of the settings, as far as known.

    Yields
    ------
    Finding
        Each finding, an error as it was; then a note for each answer to nothing.
    """
    answered = set()
    for finding in findings:
        names = (name_of(finding), finding.rule)
        answer = next((a for name in names for a in acknowledged if a.finding == name), None)
        if answer is None or finding.level is Level.ERROR:
            yield finding
            continue
        answered.add(answer)
        yield replace(finding, level=Level.NOTE, help=f"{ACKNOWLEDGED}{answer.reason}")
    known = {name_of(finding) for finding in findings if finding.level is not Level.ERROR}
    for nth, answer in enumerate(acknowledged):
        # what stands in the way of a profile is found by the build with that profile
        if answer not in answered and answer.finding.partition(":")[0] != PROFILE:
            message = f"“{answer.finding}” is acknowledged but not found"
            line = lines.get((RULE, nth, "finding"), where.line)
            near = nearest(answer.finding, known, cutoff=ALIKE)
            help_ = f"did you mean {near}?" if near else "take it out of case.toml"
            at = Where(where.file, line)
            yield Finding(at, RULE, message, help_, level=Level.NOTE, rule=RULE)


def name_of(finding: Finding) -> str:
    """
    Name a finding as `[[acknowledged]]` takes it.

    Parameters
    ----------
    finding
        Any finding.

    Returns
    -------
    str
        `sums:flow:q3`; the rule alone where it is about no row; empty where it has no rule.
    """
    return ":".join(part for part in (finding.rule, finding.subject) if part)


def answer_to(finding: Finding) -> str:
    """
    Write what acknowledges a finding, to be pasted into `case.toml`.

    Parameters
    ----------
    finding
        Any finding.

    Returns
    -------
    str
        TOML, with a reason that is still to be written; empty where it cannot be acknowledged
        (errors, findings without a rule, answers to nothing) or has been.
    """
    name = name_of(finding)
    settled = finding.help.startswith(ACKNOWLEDGED) or finding.rule == RULE
    if not name or finding.level is Level.ERROR or settled:
        return ""
    return f'[[acknowledged]]\nfinding = {json.dumps(name, ensure_ascii=False)}\nreason = ""'
