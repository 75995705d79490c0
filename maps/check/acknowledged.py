"""Findings that the editor has seen and answered: `[[acknowledged]]` of `case.toml`."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from geo.errors import Finding, Level, Where
from maps.case.settings import Acknowledged

RULE = "acknowledged"


def acknowledge(
    findings: Sequence[Finding], acknowledged: Sequence[Acknowledged], where: Where
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

    Yields
    ------
    Finding
        Each finding, an error as it was; then a note for each answer to nothing.
    """
    answered = set()
    for finding in findings:
        names = (f"{finding.rule}:{finding.subject}", finding.rule)
        answer = next((a for name in names for a in acknowledged if a.finding == name), None)
        if answer is None or finding.level is Level.ERROR:
            yield finding
            continue
        answered.add(answer)
        yield replace(finding, level=Level.NOTE, help=f"acknowledged: {answer.reason}")
    for answer in acknowledged:
        if answer not in answered:
            message = f"“{answer.finding}” is acknowledged but not found"
            yield Finding(where, "acknowledged", message, level=Level.NOTE, rule=RULE)
