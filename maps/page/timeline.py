"""The timeline: events, services and journeys by their days, and the axis they stand on."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from math import ceil
from typing import Any

from geo.dates import FuzzyDate, Precision, last_of_month
from maps.case.case import Case
from maps.draw.events import numbered
from maps.page.letters import column_in_letters

#: Share of the axis that the sparse early years take before the break.
HEAD_SHARE = 0.2
#: An axis breaks where the days before it hold so much more time than events (both as shares).
BREAK_FROM = 0.4
#: A break is not worth its strangeness to a reader of fewer dates than these after it.
BREAK_EVENTS = 4
#: Least share of the axis for what lies after the day up to which the case speaks.
AFTER_SHARE = 0.08
_YEAR_DAYS = 366


@dataclass(frozen=True, slots=True, kw_only=True)
class Axis:
    """
    The axis of the timeline: up to three straight pieces.

    Attributes
    ----------
    first, last
        Its first and last day.
    broken_at
        First day after the sparse early years, which take `head_share` of the width; `first`
        where the axis is not broken.
    head_share, after_share
        Shares of the width before `broken_at`, and after the day up to which the case speaks.
    """

    first: date
    last: date
    broken_at: date
    head_share: float
    after_share: float


def timeline(case: Case, as_of: date) -> dict[str, Any]:
    """
    Gather what the timeline needs.

    Parameters
    ----------
    case
        The case without its drafts.
    as_of
        Up to when the case speaks; the last of all days where that is not stated.

    Returns
    -------
    dict
        `axis`, `as_of`, `events` (columns in the order of their numbers), `links` (services by
        the ref of their link), `journeys` (first and last day by ref). Empty where the case
        states no day at all.
    """
    rows = [row for _, row in numbered(case)]
    events = [row.date for row in rows]
    journeys = _journeys(case)
    periods = [row.period for row in case.services]
    spans = [*events, *periods, *journeys.values()]
    reach = [day for when in spans for day in (when.start, when.end) if day]
    if not reach:
        return {}
    anchors = sorted(day for when in events if (day := when.start or when.end))
    stated = as_of < date.max
    axis = axis_of(anchors, [*reach, as_of] if stated else reach, as_of)
    return {
        "as_of": as_of.isoformat() if stated else None,
        "axis": {
            "first": axis.first.isoformat(),
            "last": axis.last.isoformat(),
            "broken_at": axis.broken_at.isoformat(),
            "head_share": axis.head_share,
            "after_share": axis.after_share,
        },
        "events": _columns(events),
        "links": _links(case),
        "journeys": {ref: _ends(when) for ref, when in journeys.items()},
    }


def axis_of(anchors: Sequence[date], reach: Sequence[date], as_of: date) -> Axis:
    """
    Lay out the axis.

    Parameters
    ----------
    anchors
        The day of each event that has one, in order; they tell where the axis is crowded.
    reach
        Every day that must stand on the axis; not empty.
    as_of
        Up to when the case speaks.

    Returns
    -------
    Axis
        From the first of a month or year to the last of one.

    Notes
    -----
    The break stands where the share of time gone by is farthest ahead of the share of events
    (the statistic of Kolmogorov and Smirnov against an even spread), at the start of a year or
    month; without such a place there is none.
    """
    first, last = _rounded(min(reach), max(reach))
    told = [day for day in anchors if day <= as_of]
    broken_at = _break(told, first, min(as_of, last))
    head = HEAD_SHARE if broken_at > first else 0.0
    plain = Axis(first=first, last=last, broken_at=broken_at, head_share=head, after_share=0.0)
    return replace(plain, after_share=_after(anchors, as_of, plain))


def _rounded(first: date, last: date) -> tuple[date, date]:
    """Widen a span to whole months, and from three years on to whole years."""
    if (last - first).days > 3 * _YEAR_DAYS:
        return date(first.year, 1, 1), date(last.year, 12, 31)
    return first.replace(day=1), last_of_month(last)


def _break(days: Sequence[date], first: date, last: date) -> date:
    """Find the first day after the sparse early time, or `first` where there is none."""
    length = last.toordinal() - first.toordinal() + 1
    best, at = BREAK_FROM, first
    for day in sorted({_floor(day, last) for day in days}):
        before = bisect_left(days, day)
        ahead = (day - first).days / length - before / len(days)
        if ahead > best and len(days) - before >= BREAK_EVENTS:
            best, at = ahead, day
    return at


def _floor(day: date, last: date) -> date:
    """Give the start of a day's year, or of its month where the end is near."""
    return day.replace(month=1, day=1) if (last - day).days > _YEAR_DAYS else day.replace(day=1)


def _after(anchors: Sequence[date], as_of: date, axis: Axis) -> float:
    """Give the time after `as_of` its share of days or of events, whichever is less, and some."""
    if not axis.broken_at <= as_of < axis.last:
        return 0.0
    days = axis.last.toordinal() - axis.broken_at.toordinal() + 1
    plain = (1 - axis.head_share) * (axis.last - as_of).days / days
    events = sum(day > as_of for day in anchors) / max(1, len(anchors))
    return min(plain, max(AFTER_SHARE, ceil(events * 100) / 100))


def _columns(whens: Sequence[FuzzyDate]) -> dict[str, Any]:
    """
    Write dates as columns of whole numbers, in letters.

    First days are steps, each from the one before and the first of all from `base`, an ordinal;
    `days` says how many follow each. None stands where a side is open; of a date with a last
    day alone that stands in `ends`, by the number of its row, as `signs` do.
    """
    firsts = [when.start.toordinal() if when.start else None for when in whens]
    base = before = next((day for day in firsts if day), 0)
    steps: list[int | None] = []
    for first in firsts:
        steps.append(None if first is None else first - before)
        before = first or before
    lasts = [when.end.toordinal() if when.end else None for when in whens]
    pairs = list(zip(firsts, lasts, strict=True))
    return {
        "base": base,
        "steps": column_in_letters(steps),
        "days": column_in_letters(
            [last - first if first and last else None for first, last in pairs]
        ),
        "ends": {at: last for at, (first, last) in enumerate(pairs) if last and not first},
        "signs": {at: signs for at, when in enumerate(whens) if (signs := _signs(when))},
    }


def _ends(when: FuzzyDate) -> list[str | None]:
    """Write the first and last day; nothing where a side is open or the year unknown."""
    return [day.isoformat() if day else None for day in (when.start, when.end)]


def _signs(when: FuzzyDate) -> str:
    """Write how surely a date is meant, as its table does."""
    return "~" * when.approximate + "?" * when.uncertain


def _links(case: Case) -> dict[str, dict[str, Any]]:
    """List the services of each link that has any: kind, status, first and last day."""
    modes = {row.id: row.mode for row in case.links}
    links: dict[str, dict[str, Any]] = {}
    for row in case.services:
        link = links.setdefault(f"link-{row.link}", {"mode": modes[row.link], "services": []})
        link["services"].append([row.kind, row.status, *_ends(row.period)])
    return links


def _journeys(case: Case) -> dict[str, FuzzyDate]:
    """Give each journey with dates the span of its legs; a leg without one adds nothing."""
    spans: dict[str, FuzzyDate] = {}
    for leg in case.legs:
        if leg.date and leg.date.precision is not Precision.YEARLESS:
            ref = f"journey-{leg.journey}"
            spans[ref] = _joined(spans[ref], leg.date) if ref in spans else leg.date
    return spans


def _joined(a: FuzzyDate, b: FuzzyDate) -> FuzzyDate:
    """Join two spans; a side that one leaves open stays open."""
    return FuzzyDate(
        f"{a.text};{b.text}",
        min(a.start, b.start) if a.start and b.start else None,
        max(a.end, b.end) if a.end and b.end else None,
        Precision.RANGE,
    )
