"""Counts of one thing that cannot both be right."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date

import numpy as np
import numpy.typing as npt

from geo.errors import Finding, Level
from maps.case.rows import FlowRow
from maps.check.survey import Survey

RULE = "flows-differ"
#: Rows that are held against all others at once.
_CHUNK = 512


def find_differing_flows(survey: Survey) -> Iterator[Finding]:
    """
    Find counts that are more for a part of the time than for all of it, or two for one time.

    Parameters
    ----------
    survey
        What is checked.

    Yields
    ------
    Finding
        A warning at the later of two flows with the same ends, mode, purpose and measure, where
        the period of one lies within that of the other and it counts more. What one source, or one
        total, has twice for one time are counts of two things, however they are told apart;
        periods that are open, approximate or uncertain prove nothing.
    """
    groups: defaultdict[tuple[object, ...], list[FlowRow]] = defaultdict(list)
    for row in survey.case.flows:
        sure = not (row.period.approximate or row.period.uncertain)
        if sure and row.period.start and row.period.end:
            what = (row.origin, row.destination, row.mode, row.purpose, row.measure or "persons")
            groups[what].append(row)
    for rows in groups.values():
        if len(rows) > 1:
            yield from _pairs(rows)


def _pairs(rows: Sequence[FlowRow]) -> Iterator[Finding]:
    """Report each row with the first that counts less in a time around its own."""
    starts = np.array([_day(row.period.start) for row in rows])
    ends = np.array([_day(row.period.end) for row in rows])
    least, most = np.array([(row.value.low, row.value.high) for row in rows]).T
    sources = _numbered([row.source for row in rows])
    totals = _numbered([row.part_of or f" {n}" for n, row in enumerate(rows)])
    for first in range(0, len(rows), _CHUNK):
        here = np.arange(first, min(first + _CHUNK, len(rows)))[:, None]
        around = (starts <= starts[here]) & (ends >= ends[here]) & (most < least[here])
        same_time = (starts == starts[here]) & (ends == ends[here])
        apart = (sources == sources[here]) | (totals == totals[here])
        found = around & ~(same_time & apart)
        for at in np.flatnonzero(found.any(axis=1)):
            other = int(found[at].argmax())
            same = bool(same_time[at, other])
            yield _differing(rows[first + int(at)], rows[other], same_time=same)


def _numbered(words: Sequence[str]) -> npt.NDArray[np.intp]:
    """Give each word a number, equal words the same."""
    numbers = {word: number for number, word in enumerate(dict.fromkeys(words))}
    return np.array([numbers[word] for word in words])


def _day(day: date | None) -> int:
    """Count the days to one; an open side does not come here."""
    return day.toordinal() if day else 0


def _differing(row: FlowRow, other: FlowRow, *, same_time: bool) -> Finding:
    """Report a count and a smaller one for all of its time, at the later of the two rows."""
    late, early = (row, other) if row.where > other.where else (other, row)
    return Finding(
        late.where,
        "value",
        f"{late.value.text} in {late.period.text}, but {early.id} ({early.where}) counts "
        f"{early.value.text} in {early.period.text} between the same ends",
        "one row with the other as a claim, or say in purpose or measure what they count apart"
        if same_time
        else "more in a part of the time than in all of it: is a number or a period wrong?",
        Level.WARNING,
        RULE,
        f"flow:{late.id}",
    )
