"""Dates as sources give them: EDTF (ISO 8601-2, level 1, quarters and half-years)."""

import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import Any

from geo.errors import ValueProblem

FORMS = "2024-02-05, 2024-02, 2024, 2024-01-14/2024-01-18, 2013~, ../2015, 2023-Q3, XXXX-03-09"
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_QUARTERS = {"Q1": "33", "Q2": "34", "Q3": "35", "Q4": "36", "H1": "40", "H2": "41"}


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
    Parsed by the package `edtf`; the years 1 to 9999 are held.
    """
    text = re.sub(r"-(Q[1-4]|H[12])(?![0-9A-Za-z])", lambda m: "-" + _QUARTERS[m[1]], cell)
    if not re.fullmatch(r"[0-9XYSETZ:+./~?%-]+", text):
        raise ValueProblem(f"“{cell}” is not a date", _date_help(cell))
    if re.search(r"T", text):
        raise ValueProblem(f"“{cell}” has a time of day", f"dates end at the day: {cell[:10]}")
    sides = text.split("/")
    if len(sides) > 2 or text in {"../..", "/", ".."}:
        raise ValueProblem(f"“{cell}” is not a date", _date_help(cell))
    if len(sides) == 1:
        return _single(text, cell)
    return _interval(
        *(None if side in {"", ".."} else _single(side, cell) for side in sides), cell=cell
    )


def _interval(first: FuzzyDate | None, last: FuzzyDate | None, *, cell: str) -> FuzzyDate:
    """Join two sides of a slash; `None` is an open side."""
    known = [side for side in (first, last) if side]
    if any(side.precision is Precision.YEARLESS for side in known):
        raise ValueProblem(f"“{cell}” is a range without years", "give the years, or one day")
    start, end = first.start if first else None, last.end if last else None
    if start and end and start > end:
        swapped = "/".join(reversed(cell.split("/")))
        raise ValueProblem(f"“{cell}” ends before it begins", f"write {swapped}")
    return FuzzyDate(
        cell,
        start,
        end,
        Precision.RANGE,
        approximate=any(side.approximate for side in known),
        uncertain=any(side.uncertain for side in known),
    )


def _single(text: str, cell: str) -> FuzzyDate:
    """Read one date without a slash."""
    marks = {
        "approximate": bool(re.search("[~%]", text)),
        "uncertain": bool(re.search("[?%]", text)),
    }
    plain = re.sub("[~?%]", "", text)
    if re.fullmatch(r"XXXX-[0-9]{2}(-[0-9]{2})?", plain):
        _library("2000" + plain[4:], cell)
        return FuzzyDate(cell, None, None, Precision.YEARLESS, **marks)
    if re.fullmatch(r"[0-9]{4}-00(-[0-9]{2})?|[0-9]{4}-[0-9]{2}-00", plain):
        raise ValueProblem(
            f"“{cell}” has a month or day 00", f"leave it away: {plain.split('-00')[0]}"
        )
    start, end = _span(plain, cell)
    return FuzzyDate(cell, start, end, _precision(plain, start, end), **marks)


def _span(plain: str, cell: str) -> tuple[date, date]:
    """Find the first and last day of a date without qualifiers."""
    if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", plain):
        # A plain day, the bulk of any case, is ISO 8601 too: a thousandth of the library's time.
        with suppress(ValueError):
            return (date.fromisoformat(plain),) * 2
    parsed = _library(plain, cell)
    try:
        return date(*parsed.lower_strict()[:3]), date(*parsed.upper_strict()[:3])
    except ValueError:
        raise ValueProblem(
            f"“{cell}” is outside the years 1 to 9999", "this map holds those"
        ) from None


def _library(text: str, cell: str) -> Any:
    """Have `edtf` read a date without qualifiers."""
    from edtf import EDTFParseException, parse_edtf  # noqa: PLC0415 - 0.2 s, needed for dates only

    try:
        return parse_edtf(text)
    except (EDTFParseException, ValueError, TypeError, AttributeError):
        raise ValueProblem(f"“{cell}” is not a date", _date_help(cell)) from None


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


def _date_help(cell: str) -> str:
    """Say what to write instead of something that is not EDTF."""
    if match := re.fullmatch(r"([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4})", cell):
        return _two_readings(*(int(part) for part in match.groups()))
    if match := re.fullmatch(r"([0-9]{4})[/.]([0-9]{1,2})[/.]([0-9]{1,2})", cell):
        return f"write {int(match[1]):04}-{int(match[2]):02}-{int(match[3]):02}"
    if match := re.fullmatch(r"([A-Za-z]{3})[a-z]*[- .]+([0-9]{2})", cell):
        return _spreadsheet_help(match[1], int(match[2]))
    if match := re.fullmatch(r"([0-9]{1,2})[- .]([A-Za-z]{3})[a-z]*\.?[- ,.]*([0-9]{2,4})?", cell):
        month = _month(match[2])
        if month and match[3] and len(match[3]) == 4:
            return f"write {match[3]}-{month:02}-{int(match[1]):02}"
        if month:
            return (
                "a spreadsheet may have changed it: write year, month and day, such as "
                f"2024-{month:02}-{int(match[1]):02}, and format the column as text"
            )
    if re.fullmatch(r"[0-9]{5}(\.[0-9]+)?", cell):
        return "a spreadsheet's day number: format the column as text and write 2024-02-05"
    if re.fullmatch(r"[0-9]{9,}", cell):
        return "a count of seconds: write 2024-02-05"
    if re.fullmatch(r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}", cell):
        padded = "-".join(part.zfill(2) for part in cell.split("-"))
        return f"write {padded}" if padded != cell else "no such day"
    return f"EDTF: {FORMS}"


def _month(word: str) -> int:
    """Number an English month by its first three letters; 0 = none."""
    return _MONTHS.index(word.lower()) + 1 if word.lower() in _MONTHS else 0


def _spreadsheet_help(word: str, digits: int) -> str:
    """Show what `Feb-24` can have been: a month of a year, or a day of a month."""
    month = _month(word)
    if not month:
        return f"EDTF: {FORMS}"
    readings = [f"20{digits:02}-{month:02} for the month"]
    if 1 <= digits <= 31:
        readings.append(f"with its year, such as 2024-{month:02}-{digits:02}, for the day")
    return (
        f"a spreadsheet has changed it; write {', or '.join(readings)}; format the column as text"
    )


def _two_readings(first: int, second: int, year: int) -> str:
    """Show both readings of `03/04/2024`."""
    readings = []
    for month, day in ((second, first), (first, second)):
        if 1 <= month <= 12 and 1 <= day <= 31:
            readings.append(f"{year:04}-{month:02}-{day:02}")
    unique = list(dict.fromkeys(readings))
    return f"write {' or '.join(unique)}, year first" if unique else f"EDTF: {FORMS}"
