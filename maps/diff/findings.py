"""What the checks find of two versions."""

import re
from collections.abc import Iterator, Mapping, Sequence

from geo.errors import Finding, Level
from maps.diff.difference import Change, Difference, Field
from maps.diff.matching import Pair
from maps.diff.names import KINDS
from maps.diff.sides import Side

#: Lines of files within a message: they shift when a row is put in.
_LINES = re.compile(r"(?<=\.csv):\d+|(?<=\.toml):\d+|(?<=\]):\d+|\bline \d+")
Key = tuple[str, str, str, str]


def finding_differences(
    pair: Pair, before: Sequence[Finding], after: Sequence[Finding]
) -> Iterator[Difference]:
    """
    Tell of findings of the checks that came, went, or say something else.

    Parameters
    ----------
    pair
        The two versions.
    before, after
        Their findings; lines play no part.

    Yields
    ------
    Difference
        Nothing of findings that went with the row that they were about.
    """
    olds, news = _by_key(before, pair.renamed), _by_key(after, {})
    for key_ in dict.fromkeys((*news, *olds)):
        gone, come = _apart(olds.get(key_, []), news.get(key_, []))
        for was, now in zip(gone, come, strict=False):
            words = f"Check now {_verb(now)}: {_said(now)} (it said: {_message(was)})."
            yield _finding(now, Change.CHANGED, words, _message(was), _message(now))
        for now in come[len(gone) :]:
            yield _finding(now, Change.ADDED, f"Check now {_verb(now)}: {_said(now)}.")
        for was in gone[len(come) :]:
            if _is_there(pair.after, was):
                yield _finding(was, Change.REMOVED, f"Check no longer finds: {_said(was)}.")


def _by_key(
    findings: Sequence[Finding], renamed: Mapping[str, Mapping[str, str]]
) -> dict[Key, list[Finding]]:
    """Group findings by rule, subject, file and column."""
    new = {
        f"{KINDS[table]}:{old}": f"{KINDS[table]}:{now}"
        for table, names in renamed.items()
        for old, now in names.items()
    }
    groups: dict[Key, list[Finding]] = {}
    for finding in findings:
        subject = new.get(finding.subject, finding.subject)
        file = "" if subject else finding.where.file
        groups.setdefault((finding.rule, subject, file, finding.column), []).append(finding)
    return groups


def _apart(
    before: Sequence[Finding], after: Sequence[Finding]
) -> tuple[list[Finding], list[Finding]]:
    """Leave out the findings that both have."""
    same = {_text(one) for one in before} & {_text(one) for one in after}
    gone, come = ([one for one in each if _text(one) not in same] for each in (before, after))
    return gone, come


def _text(finding: Finding) -> tuple[Level, str, str]:
    """Give what a finding says, wherever it stands."""
    return finding.level, _LINES.sub("", finding.message), _answer(finding)


def _answer(finding: Finding) -> str:
    """Give the answer to a finding that is acknowledged."""
    return finding.help if finding.help.startswith("acknowledged: ") else ""


def _verb(finding: Finding) -> str:
    """Say how much a finding matters."""
    return {Level.ERROR: "refuses", Level.WARNING: "warns"}.get(finding.level, "notes")


def _said(finding: Finding) -> str:
    """Say what a finding is about and what it says."""
    about = finding.subject.replace(":", " ") or finding.where.file
    return f"{about}, {_message(finding)}"


def _message(finding: Finding) -> str:
    """Give what a finding says, and its answer."""
    answer = _answer(finding)
    return f"{finding.message}, {answer}" if answer else finding.message


def _is_there(side: Side, finding: Finding) -> bool:
    """Tell whether the row that a finding was about is still there."""
    kind, colon, name = finding.subject.partition(":")
    return not colon or side.names.has(kind, name)


def _finding(
    finding: Finding, change: Change, words: str, was: str = "", now: str = ""
) -> Difference:
    """Make a difference of a finding."""
    fields = (Field(finding.rule, was, now),) if was else ()
    return Difference(
        group="findings", change=change, ref=finding.subject, sentence=words, fields=fields
    )
