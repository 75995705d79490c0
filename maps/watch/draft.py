"""What the desk shows: the page as it last was whole, and what the case says of itself now."""

import os
import time
from dataclasses import dataclass, replace
from pathlib import Path

from geo.errors import CallError, CaseError, Finding, Where
from maps.build import Atlas, chart
from maps.case.read import read_case
from maps.check.report import in_order
from maps.draw.events import published
from maps.products import page_text

#: A file of a case as it stands: path, time of the last change in ns, bytes.
Stamp = frozenset[tuple[str, int, int]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """
    One state of the desk.

    Attributes
    ----------
    number
        Counts the states, from 1 on.
    page
        The page of the last build that went through; empty before the first.
    findings
        Errors alone where the case cannot be built, else what the checks have found.
    current
        Whether `page` shows the case as it is now.
    seconds
        How long it took.
    """

    number: int
    page: str = ""
    findings: tuple[Finding, ...] = ()
    current: bool = True
    seconds: float = 0.0


NO_DRAFT = Draft(number=0, current=False)


def next_draft(folder: Path, atlas: Atlas, before: Draft) -> Draft:
    """
    Build a case once more.

    Parameters
    ----------
    folder
        The case.
    atlas
        What names and lines are looked up in.
    before
        The state of the desk until now.

    Returns
    -------
    Draft
        With the page as `waybook build` makes it and the findings of `waybook check`; where the
        case has faults, these, and the page of `before`.
    """
    began = time.monotonic()
    number = before.number + 1
    try:
        case = read_case(folder)
        charted = chart(case, atlas)
        findings = tuple(charted.findings)
        shown = published(case)
        page = page_text(charted if shown == case else chart(shown, atlas))
    except (CaseError, CallError) as error:
        draft = replace(before, number=number, findings=_faults(error, folder), current=False)
    else:
        draft = Draft(number=number, page=page, findings=findings)
    return replace(draft, seconds=time.monotonic() - began)


def _faults(error: CaseError | CallError, folder: Path) -> tuple[Finding, ...]:
    """Give what is wrong; of a folder that cannot be read, that."""
    if isinstance(error, CaseError):
        return tuple(in_order(error.findings))
    return (Finding(Where(folder.name), "", str(error)),)


def read_stamp(folder: Path) -> Stamp:
    """
    Look which files a case has and when each was last changed.

    Parameters
    ----------
    folder
        The case.

    Returns
    -------
    frozenset
        Path, time and size of each file; hidden ones (editors keep theirs so) are left out.
        Empty where the folder is gone.
    """
    found = set()
    for where, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in files:
            if name.startswith((".", "~$")):
                continue
            try:
                stat = os.stat(os.path.join(where, name))  # noqa: PTH116, PTH118 - called often
            except OSError:
                continue  # gone between the two calls
            found.add((os.path.join(where, name), stat.st_mtime_ns, stat.st_size))  # noqa: PTH118
    return frozenset(found)
