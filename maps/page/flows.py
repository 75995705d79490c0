"""Counts as tables and charts: by period, by mode, by purpose, with what does not add up."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import isinf
from typing import NamedTuple

from geo.words import capital, either, joined, lowered, number_words, say
from maps.case.case import Case
from maps.case.rows import FlowRow
from maps.check.sums import DIMENSIONS, dimension_of
from maps.page.entries.terms import term
from maps.page.entries.words import date_words, plain_word, quantity_words
from maps.page.flow_charts import Amount, Chart, bar_chart

#: Headings of breakdowns by the dimensions of `DIMENSIONS`.
_BY = {"mode": say("By mode"), "purpose": say("By purpose")}


class Part(NamedTuple):
    """A line of a breakdown: what it counts, its number as words, the `ref` of its entry."""

    label: str
    value: str
    ref: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Breakdown:
    """
    The parts of one total along one dimension.

    Attributes
    ----------
    title
        `By mode`.
    parts
        In the order of the table.
    total
        The number of the whole, as words.
    sum
        Sum of the parts, as words.
    verdict
        How the sum stands to the total, both figures named.
    amiss
        Whether sum and total cannot both hold.
    chart
        Bars of total, parts and sum.
    """

    title: str
    parts: tuple[Part, ...]
    total: str
    sum: str
    verdict: str
    amiss: bool
    chart: Chart


@dataclass(frozen=True, slots=True, kw_only=True)
class Whole:
    """A count that is part of no other, and how it is broken down."""

    label: str
    value: str
    ref: str
    breakdowns: tuple[Breakdown, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FlowTable:
    """
    Counts of one measure from one area to another.

    Attributes
    ----------
    title
        `North Korea → Russia`.
    measure
        What is counted: `persons`.
    wholes
        By period; never added to each other.
    chart
        A bar for each of them; without rows where there is but one.
    """

    title: str
    measure: str
    wholes: tuple[Whole, ...]
    chart: Chart


def flow_tables(case: Case) -> list[FlowTable]:
    """
    Put the counts of a case into tables.

    Parameters
    ----------
    case
        The case.

    Returns
    -------
    list of FlowTable
        One for each origin, destination and measure, in the order of the table; empty without
        flows. Values over each other in time or along another dimension are never added.
    """
    names = {place.id: place.name for place in case.places}
    ids = {row.id for row in case.flows}
    groups: dict[tuple[str, str, str], list[FlowRow]] = {}
    for row in case.flows:
        groups.setdefault((row.origin, row.destination, row.measure or "persons"), []).append(row)
    tables = []
    for (origin, destination, measure), rows in groups.items():
        title = f"{names.get(origin, origin)} → {names.get(destination, destination)}"
        tables.append(_table(title, measure, rows, ids))
    return tables


def _table(title: str, measure: str, rows: Sequence[FlowRow], ids: set[str]) -> FlowTable:
    """Make the table of one group: wholes, and totals that are themselves parts."""
    parts: dict[str, list[FlowRow]] = {}
    for row in rows:
        parts.setdefault(row.part_of, []).append(row)
    own = {row.id for row in rows}
    tops = [r for r in rows if r.part_of not in ids or r.part_of not in own or r.id in parts]
    tops.sort(key=lambda row: (row.period.start or date.min, row.period.end or date.max))
    heading = [_whole_label(row) for row in tops]
    bars = [
        _amount(row, label)
        for row, label in zip(tops, heading, strict=True)
        if row.part_of not in own
    ]
    scale = max((bar.reach for bar in bars), default=0)
    wholes = [
        Whole(
            label=label,
            value=quantity_words(row.value),
            ref=f"flow-{row.id}",
            breakdowns=tuple(_breakdowns(row, parts.get(row.id, []), measure)),
        )
        for row, label in zip(tops, heading, strict=True)
    ]
    chart = bar_chart(
        bars if len(bars) > 1 else [], scale, joined(", ", (title, _measure(measure)))
    )
    return FlowTable(title=title, measure=_measure(measure), wholes=tuple(wholes), chart=chart)


def _measure(measure: str) -> str:
    """Name what is counted, where it is not of the case's own making."""
    return say("persons") if measure == "persons" else measure


def _whole_label(row: FlowRow) -> str:
    """Name a whole by its period, and by mode and purpose where it has them."""
    of = (text for text in (term(row.mode or ""), plain_word(row.purpose)) if text)
    return capital(joined(", ", [date_words(row.period), *of]))


def _amount(row: FlowRow, label: str) -> Amount:
    """Take the bounds of a value."""
    return Amount(label, quantity_words(row.value), row.value.low, row.value.high)


def _breakdowns(total: FlowRow, parts: Sequence[FlowRow], measure: str) -> list[Breakdown]:
    """Break a total down along each dimension that its parts have; other parts stand apart."""
    by_dimension: dict[str, list[FlowRow]] = {}
    for row in parts:
        by_dimension.setdefault(dimension_of(row, total), []).append(row)
    order = (*DIMENSIONS, "")
    return [
        _breakdown(total, by_dimension[name], name, measure)
        for name in order
        if name in by_dimension
    ]


def _breakdown(total: FlowRow, parts: Sequence[FlowRow], dimension: str, measure: str) -> Breakdown:
    """Hold the parts along one dimension against their total."""
    named = [(row, _part_label(row, dimension)) for row in parts]
    low, high = sum(row.value.low for row in parts), sum(row.value.high for row in parts)
    partial = total.partial or any(row.partial for row in parts)
    verdict, amiss = _verdict(low, high, total, partial=partial) if dimension else (
        say("These parts differ in period, ends or more than one dimension: they are not added."),
        False,
    )  # fmt: skip
    all_ = Amount(
        say("all"), quantity_words(total.value), total.value.low, total.value.high, "total"
    )
    bars = [all_, *(_amount(row, label) for row, label in named)]
    if dimension:
        bars.append(Amount(say("sum of parts"), _span(low, high), low, high, "sum"))
    title = _BY.get(dimension, say("Other parts"))
    about = joined(", ", (_whole_label(total), lowered(title), _measure(measure)))
    return Breakdown(
        title=title,
        parts=tuple(
            Part(label, quantity_words(row.value), f"flow-{row.id}") for row, label in named
        ),
        total=quantity_words(total.value),
        sum=_span(low, high) if dimension else "",
        verdict=verdict,
        amiss=amiss,
        chart=bar_chart(bars, max(bar.reach for bar in bars), about, rule=total.value.low),
    )


def _part_label(row: FlowRow, dimension: str) -> str:
    """Name a part by its dimension, or by all that tells it apart."""
    if dimension:
        value = str(getattr(row, dimension))
        return term(value) if dimension == "mode" else plain_word(value)
    return _whole_label(row)


def _verdict(low: float, high: float, total: FlowRow, *, partial: bool) -> tuple[str, bool]:
    """Say how the sum of parts stands to the total, and whether both cannot hold."""
    whole, parts = quantity_words(total.value), _span(low, high)
    if partial:
        return say("{n} of {all}; the other parts are not stated.", n=parts, all=whole), False
    value = total.value
    if low <= value.high and value.low <= high:
        exact = low == high == value.low == value.high
        if exact:
            return say("The parts add up to the total: {n}.", n=whole), False
        known = say("The parts agree with the total as far as they are known: {n}.", n=whole)
        return known, False
    more = low > value.high
    least = low - value.high if more else value.low - high
    loose = low != high or value.low != value.high
    gap = say("at least {amount}", amount=_number(least)) if loose else _number(least)
    told = {"n": parts, "gap": gap, "all": whole}
    if more:
        return say("The parts add up to {n}, {gap} more than the total of {all}.", **told), True
    return say("The parts add up to {n}, {gap} less than the total of {all}.", **told), True


def _span(low: float, high: float) -> str:
    """Say bounds as a person would."""
    if low == high:
        return _number(low)
    if isinf(high):
        return say("at least {amount}", amount=_number(low))
    return say("{low} to {high}", low=_number(low), high=_number(high))


def _number(value: float) -> str:
    """Write a number with its thousands grouped."""
    return either(f"{value:,.10g}", number_words(value, 6))
