"""Dates as sources give them: EDTF (ISO 8601-2, level 1, quarters and half-years)."""

import re
from calendar import monthrange
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import Any

from geo.date_help import date_help
from geo.errors import ValueProblem

_SHAPE = re.compile(r"[0-9]{4}(-[0-9]{2}|-XX)?(-[0-9]{2}|-XX)?|[0-9]{3}X|[0-9]{2}XX")
_QUARTERS = {"Q1": "33", "Q2": "34", "Q3": "35", "Q4": "36", "H1": "40", "H2": "41"}
#: First and last month of the quarters and halves, by the number that EDTF gives them.
_MONTHS = {"33": (1, 3), "34": (4, 6), "35": (7, 9), "36": (10, 12), "40": (1, 6), "41": (7, 12)}


class Precision(StrEnum):
    """How fine a date is."""

    DAY = "day"
    MONTH = "month"
    SEASON = "season"
    QUARTER = "quarter"
    HALF = "half"
    YEAR = "year"
    DECADE = "decade"
    CENTURY = "century"
    RANGE = "range"
    YEARLESS = "yearless"


class DateBasis(StrEnum):
    """Where a date comes from."""

    STATED = "stated"
    INFERRED = "inferred"
    RELATIVE = "relative"


_SEASONS = (
    (40, Precision.HALF),
    (37, Precision.SEASON),
    (33, Precision.QUARTER),
    (21, Precision.SEASON),
)


@dataclass(frozen=True, slots=True)
class FuzzyDate:
    """
    A span of days and how surely it is meant.

    Attributes
    ----------
    text
        As written; empty = not stated.
    start, end
        First and last day that it can mean; `None` where that side is open or the year unknown.
    precision
        Its fineness.
    approximate, uncertain
        `~` and `?` (`%` is both).
    """

    text: str
    start: date | None = None
    end: date | None = None
    precision: Precision = Precision.DAY
    approximate: bool = False
    uncertain: bool = False

    def __bool__(self) -> bool:
        """Tell whether a date is stated at all."""
        return bool(self.text)

    def meets(self, other: "FuzzyDate") -> bool:
        """Tell whether the two spans share a day; a side without a bound reaches everything."""
        starts = [d.start or date.min for d in (self, other)]
        ends = [d.end or date.max for d in (self, other)]
        return max(starts) <= min(ends)


NO_DATE = FuzzyDate("")


@lru_cache(maxsize=4096)
def parse_date(cell: str) -> FuzzyDate:
    """
    Read an EDTF date.

    Parameters
    ----------
    cell
        Text of a cell, not empty; `2023-Q3` and `2023-H1` are taken as `2023-35` and `2023-40`.

    Returns
    -------
    FuzzyDate
        Its first and last day.

    Raises
    ------
    ValueProblem
        Not an EDTF date; for what a spreadsheet has changed and for dates that read two ways
        the help shows what to write.

    Notes
    -----
    Parsed by the package `edtf`; the years 1 to 9999 are held. Seasons are those of the north;
    winter runs on into the next year.
    """
    text = re.sub(r"-(Q[1-4]|H[12])(?![0-9A-Za-z])", lambda m: "-" + _QUARTERS[m[1]], cell)
    if re.match(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:", text):
        raise ValueProblem(f"“{cell}” has a time of day", f"dates end at the day: {cell[:10]}")
    sides = text.split("/")
    if len(sides) > 2 or not {*sides} - {"", ".."}:
        raise ValueProblem(f"“{cell}” is not a date", date_help(cell))
    if len(sides) == 1:
        return _single(text, cell)
    return _interval(
        *(None if side in {"", ".."} else _single(side, cell) for side in sides), cell=cell
    )


def _interval(first: FuzzyDate | None, last: FuzzyDate | None, *, cell: str) -> FuzzyDate:
    """Join two sides of a slash; `None` is an open side."""
    known = [side for side in (first, last) if side]
    yearless = [side.precision is Precision.YEARLESS for side in known]
    if any(yearless) and not (all(yearless) and len(known) == 2):
        raise ValueProblem(f"“{cell}” has a year on one side only", "on both, or on neither")
    start, end = first.start if first else None, last.end if last else None
    if start and end and start > end:
        swapped = "/".join(reversed(cell.split("/")))
        raise ValueProblem(f"“{cell}” ends before it begins", f"write {swapped}")
    return FuzzyDate(
        cell,
        start,
        end,
        Precision.YEARLESS if any(yearless) else Precision.RANGE,
        approximate=any(side.approximate for side in known),
        uncertain=any(side.uncertain for side in known),
    )


def _single(text: str, cell: str) -> FuzzyDate:
    """Read one date without a slash; level 1 has its sign at the end."""
    plain, sign = (text[:-1], text[-1]) if text[-1] in "~?%" else (text, "")
    marks = {"approximate": sign in {"~", "%"}, "uncertain": sign in {"?", "%"}}
    if re.search(r"[~?%]", plain):
        sign = sign or re.findall(r"[~?%]", plain)[-1]
        help_ = f"one sign at its end: {re.sub('[~?%]', '', plain)}{sign}"
        raise ValueProblem(f"“{cell}” has a sign elsewhere than at its end", help_)
    if re.fullmatch(r"XXXX-[0-9]{2}(-([0-9]{2}|XX))?", plain):
        _span("2000" + plain[4:].removesuffix("-XX"), cell)
        return FuzzyDate(cell, None, None, Precision.YEARLESS, **marks)
    if re.fullmatch(r"[0-9]{4}-00(-[0-9]{2})?|[0-9]{4}-[0-9]{2}-00", plain):
        raise ValueProblem(
            f"“{cell}” has a month or day 00", f"leave it away: {plain.split('-00')[0]}"
        )
    if re.fullmatch(r"0000(-.+)?|-[0-9]{4}(-.+)?|Y-?[0-9]{5,}", plain):
        raise ValueProblem(f"“{cell}” is outside the years 1 to 9999", "this map holds those")
    start, end = _span(plain, cell)
    return FuzzyDate(cell, start, end, _precision(plain, start, end), **marks)


def _span(plain: str, cell: str) -> tuple[date, date]:
    """Find the first and last day of a date without qualifiers."""
    if re.fullmatch(r"[0-9]{4}(-(0[1-9]|1[0-2])(-[0-9]{2})?)?", plain):
        # Plain days, months and years, the bulk of any case, are ISO 8601 too: a thousandth of
        # the library's time, as for quarters. What they refuse, the library refuses as well.
        with suppress(ValueError):
            start = date.fromisoformat(f"{plain}-01-01"[:10])
            ends = {10: start, 7: last_of_month(start), 4: date(start.year, 12, 31)}
            return start, ends[len(plain)]
    if re.fullmatch(r"[0-9]{4}-[0-9]{2}", plain) and plain[5:] in _MONTHS:
        year, (first, last) = int(plain[:4]), _MONTHS[plain[5:]]
        return date(year, first, 1), last_of_month(date(year, last, 1))
    parsed = _library(plain, cell)
    start, end = date(*parsed.lower_strict()[:3]), date(*parsed.upper_strict()[:3])
    if plain[4:] == "-24" and end.year < date.max.year:
        end = date(end.year + 1, 3, 1) - timedelta(days=1)  # the library ends winter at New Year
    return start, end


def last_of_month(day: date) -> date:
    """
    Give the last day of a day's month.

    Parameters
    ----------
    day
        Any day.

    Returns
    -------
    date
        The 28th to the 31st.
    """
    return day.replace(day=monthrange(day.year, day.month)[1])


def _library(text: str, cell: str) -> Any:
    """Have `edtf` read a date without qualifiers."""
    from edtf import EDTFParseException, parse_edtf  # noqa: PLC0415 - 0.2 s, needed for dates only

    if not _SHAPE.fullmatch(text):  # the library reads more than level 1, and prints on some
        raise ValueProblem(f"“{cell}” is not a date", date_help(text))
    try:
        return parse_edtf(text)
    except (EDTFParseException, ValueError, TypeError, AttributeError):
        raise ValueProblem(f"“{cell}” is not a date", date_help(text)) from None


def _precision(text: str, start: date, end: date) -> Precision:
    """Name the fineness of a single date."""
    part = text[5:7]
    if part.isdigit() and 21 <= int(part) <= 41 and len(text) == 7:
        return next(name for least, name in _SEASONS if int(part) >= least)
    days = (end - start).days
    for most, precision in (
        (0, Precision.DAY),
        (31, Precision.MONTH),
        (366, Precision.YEAR),
        (3660, Precision.DECADE),
    ):
        if days <= most:
            return precision
    return Precision.CENTURY
