"""Parts of one total, summed and held against it."""

from collections.abc import Iterator, Sequence
from math import inf, isinf

from geo.errors import Finding, Level
from geo.quantities import Quantity
from maps.case.rows import FlowRow
from maps.check.survey import Survey

RULE = "sums"
DIMENSIONS = ("mode", "purpose")


def find_wrong_sums(survey: Survey) -> Iterator[Finding]:
    """
    Sum the parts of each total along one dimension and hold them against it.

    Parameters
    ----------
    survey
        What is checked.

    Yields
    ------
    Finding
        A warning at the total for each dimension whose parts cannot make it up, or are more than it
        although they are not all there are.

    Notes
    -----
    A part belongs to a dimension when it fills that column and not the other, and the total
    leaves it empty; it counts when it has the period, the ends and the measure of the total.
    Sums are of bounds: they differ only where no number within both is left.
    """
    totals = {row.id: row for row in survey.case.flows}
    parts: dict[tuple[str, str], list[FlowRow]] = {}
    for row in survey.case.flows:
        total = totals.get(row.part_of)
        if total is not None and (dimension := dimension_of(row, total)):
            parts.setdefault((total.id, dimension), []).append(row)
    whole = {row.part_of for row in survey.case.flows}
    for (total_id, dimension), rows in parts.items():
        total = totals[total_id]
        # a part whose own parts are not all named still counts in full
        partial = total.partial or any(row.partial and row.id not in whole for row in rows)
        yield from _held_against(total, dimension, rows, partial=partial)


def dimension_of(part: FlowRow, total: FlowRow) -> str:
    """
    Name the one column that tells a part from its total.

    Parameters
    ----------
    part, total
        Flows of a case.

    Returns
    -------
    str
        `mode` or `purpose`; empty where the part is not comparable.
    """
    alike = (
        (part.period.start, part.period.end) == (total.period.start, total.period.end)
        and (part.origin, part.destination) == (total.origin, total.destination)
        and (part.measure or "persons") == (total.measure or "persons")
    )
    told_by = [name for name in DIMENSIONS if getattr(part, name) and not getattr(total, name)]
    return told_by[0] if alike and len(told_by) == 1 else ""


def _held_against(
    total: FlowRow, dimension: str, parts: Sequence[FlowRow], *, partial: bool
) -> Iterator[Finding]:
    """Compare the sum of parts with their total; those that are not all there are may be less."""
    low, high = sum(row.value.low for row in parts), sum(row.value.high for row in parts)
    value = total.value
    if low <= value.high and (partial or value.low <= high):
        return
    more = ", although not all parts are named" if partial else ""
    help_ = "" if low > value.high else "; where they are not all there are, write yes in partial"
    yield Finding(
        total.where,
        "value",
        f"parts by {dimension} sum to {_span(low, high)}, total {_span(value.low, value.high)}, "
        f"residual {_residual(low, high, value)}{more}",
        f"parts: {', '.join(row.id for row in parts)}{help_}",
        Level.WARNING,
        RULE,
        f"flow:{total.id}",
    )


def _residual(low: float, high: float, total: Quantity) -> str:
    """Give the sum less the total, with its sign."""
    least, most = low - total.high, high - total.low
    if least == most:
        return _signed(least)
    if isinf(most):
        return f"at least {_signed(least)}"
    return f"at most {_signed(most)}" if isinf(least) else f"{_signed(least)} to {_signed(most)}"


def _span(low: float, high: float) -> str:
    """Write bounds as a cell would."""
    if low == high:
        return f"{low:.10g}"
    return f">={low:.10g}" if high == inf else f"{low:.10g}..{high:.10g}"


def _signed(number: float) -> str:
    """Write a number with its sign."""
    return f"{'−' if number < 0 else '+'}{abs(number):.10g}"
