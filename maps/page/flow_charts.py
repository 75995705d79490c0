"""Bars of counts: where each stands in a drawing as wide as its place, in percent."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from math import isinf
from typing import NamedTuple

from geo.words import Tongue, Words, joined, say

#: Height of a row, in pixels.
ROW_PX = 24
#: Columns of the drawing, in percent of its width: labels, then bars, then room for a number.
LABELS = 36.0
BARS = 42.0
LONGEST_LABEL = 22


class Amount(NamedTuple):
    """A number to be drawn: its name, its words, its bounds, and what it is among the others."""

    label: str
    words: str
    low: float
    high: float
    look: str = "part"

    @property
    def reach(self) -> float:
        """How far the bar reaches; without an upper bound, a third beyond the lower."""
        return self.low * 4 / 3 or 1.0 if isinf(self.high) else self.high


class Bar(NamedTuple):
    """
    One row of a chart.

    Attributes
    ----------
    width
        Percent of the drawing up to the lower bound.
    spare
        Percent from there to the upper bound; 0 = an exact number.
    end
        Percent at which the number stands.
    middle
        Pixels from the top to the middle of the row.
    """

    label: str
    words: str
    look: str
    width: float
    spare: float
    end: float
    middle: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """
    A chart of horizontal bars on one scale.

    Attributes
    ----------
    bars
        From the top; empty = no chart.
    height
        Pixels.
    rule
        Percent at which the total stands as a line; 0 = none.
    alt
        The chart in words.
    """

    bars: tuple[Bar, ...] = ()
    height: int = 0
    rule: float = 0.0
    alt: str = ""
    left: float = LABELS


def bar_chart(amounts: Sequence[Amount], scale: float, about: str, *, rule: float = 0.0) -> Chart:
    """
    Lay out bars.

    Parameters
    ----------
    amounts
        One bar each, from the top, all of one measure.
    scale
        The number that the widest bar reaches.
    about
        What the chart is of, for its text alternative.
    rule
        A number to mark by a line through all bars; 0 = none.

    Returns
    -------
    Chart
        Without bars where there are no amounts or all are zero.
    """
    if not amounts or scale <= 0:
        return Chart()
    bars = tuple(_bar(amount, scale, nth) for nth, amount in enumerate(amounts))
    told = joined("; ", (joined(" ", (one.label, one.words)) for one in amounts))
    return Chart(
        bars=bars,
        height=ROW_PX * len(bars),
        rule=round(LABELS + BARS * rule / scale, 2) if rule else 0.0,
        alt=say("Bar chart: {about}. {told}.", about=about, told=told),
    )


def _bar(amount: Amount, scale: float, nth: int) -> Bar:
    """Lay out one bar."""
    width = BARS * amount.low / scale
    reach = BARS * amount.reach / scale
    return Bar(
        label=_short(amount.label),
        words=amount.words,
        look=amount.look,
        width=round(width, 2),
        spare=round(max(0.0, reach - width), 2),
        end=round(LABELS + max(width, reach), 2),
        middle=ROW_PX * nth + ROW_PX // 2,
    )


def _short(label: str) -> str:
    """Cut a long label, in each language where it is long; the table has it whole."""
    return (
        Words(_cut(label), partial(_cut_told, label)) if isinstance(label, Words) else _cut(label)
    )


def _cut_told(label: Words, tongue: Tongue) -> str:
    """Cut a label as a language has it."""
    return _cut(label.told(tongue))


def _cut(label: str) -> str:
    """Cut a text after so many letters."""
    return label if len(label) <= LONGEST_LABEL else f"{label[: LONGEST_LABEL - 1].rstrip()}…"
