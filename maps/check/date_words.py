"""Days, months, years and weekdays that an English text names."""

import re
from calendar import day_name, month_name
from datetime import date, timedelta
from typing import NamedTuple

_MONTHS = {name: number for number, name in enumerate(month_name) if name}
_SHORT = {name[:3]: number for name, number in _MONTHS.items()} | {"Sept": 9}
_WEEKDAYS = {name: number for number, name in enumerate(day_name)}
_MONTH = rf"(?P<month>{'|'.join(_MONTHS)}|(?:{'|'.join(_SHORT)})\b\.?)"
_NUMBER = r"[0-3]?[0-9]\b|[0-3]?[0-9](?=st|nd|rd|th)"
_ENDING = r"(?:st|nd|rd|th)?"
#: One day, or two of them: `9`, `9th`, `3/4`, `9–12`, `9 and 10`.
_DAY = (
    rf"(?P<day>{_NUMBER}){_ENDING}"
    rf"(?:\s?(?:[-–/&,]|and|or)\s?(?P<other>{_NUMBER}){_ENDING}(?!:))?"
)
_ORDERS = (
    re.compile(rf"\b{_MONTH} {_DAY}\b(?!:)"),
    re.compile(rf"\b{_DAY} (?:of )?{_MONTH}"),
)
_FULL_MONTH = re.compile(rf"\b(?:{'|'.join(_MONTHS)})\b")
_WEEKDAY = re.compile(rf"\b(?:{'|'.join(_WEEKDAYS)})\b")
#: A year, or two that meet: `2023`, `2023/24`.
_YEAR = re.compile(r"\b((?:1[89]|20)[0-9]{2})(?:[-–/]([0-9]{2})\b)?(?![0-9])")
#: Words after which a day is counted from, not meant.
_RELATION = re.compile(
    r"\b(?:ago|after|before|by|deadline|earlier|following|from|last|later|next|previous|prior|since|"
    r"through|till|to|until)\b|E\.?C\.?",
    re.IGNORECASE,
)
#: Longer spans than this (in days) hold every day of every month.
_YEAR_LONG = 366


class Words(NamedTuple):
    """What a text names: pairs of month and day, months, years, weekdays (Monday = 0)."""

    days: frozenset[tuple[int, int]]
    months: frozenset[int]
    years: frozenset[int]
    weekdays: frozenset[int]


def words_of(text: str) -> Words:
    """
    Find the days that a text names.

    Parameters
    ----------
    text
        As printed, English; months and weekdays begin with a capital.

    Returns
    -------
    Words
        Empty where the text counts from a day (`two days before 14 March`), or tells a span by its
        ends, and where it is in letters other than Latin ones.
    """
    if _RELATION.search(text) or any(c.isalpha() and c > "\u024f" for c in text):
        return Words(frozenset(), frozenset(), frozenset(), frozenset())
    found = [match for order in _ORDERS for match in order.finditer(text)]
    days = {pair for match in found for pair in _days(match)}
    months = {_MONTHS[name] for name in _FULL_MONTH.findall(text)} | {month for month, _ in days}
    years = {int(year) for year, _ in _YEAR.findall(text)}
    years |= {int(year[:2] + other) for year, other in _YEAR.findall(text) if other}
    return Words(
        # days of two months are the ends of a span, which no day in it is named by
        frozenset(days if len(months) < 2 else ()),
        frozenset(months),
        frozenset(years),
        frozenset(_WEEKDAYS[name] for name in _WEEKDAY.findall(text)),
    )


def _days(match: re.Match[str]) -> set[tuple[int, int]]:
    """Give the month and days of one mention; of two days, with all between them."""
    first, month = int(match["day"]), _number(match["month"])
    last = int(match["other"] or first)
    return {(month, day) for day in {first, last} | set(range(first, last + 1))}


def contradiction(text: str, start: date, end: date) -> str:
    """
    Say what a text names that lies outside of a span.

    Parameters
    ----------
    text
        As printed.
    start, end
        First and last day of the span.

    Returns
    -------
    str
        `another day`, `another month`, `another year` or `another weekday`; empty where the text
        may mean a day of the span.
    """
    words = words_of(text)
    length = (end - start).days
    span = [start + timedelta(days=n) for n in range(min(length, _YEAR_LONG) + 1)]
    if words.years and not any(start.year <= year <= end.year for year in words.years):
        return "another year"
    if words.days and not words.days & {(day.month, day.day) for day in span}:
        return "another day"
    if words.months and not words.months & {day.month for day in span}:
        return "another month"
    if words.weekdays and not words.weekdays & {day.weekday() for day in span}:
        return "another weekday"
    return ""


def _number(month: str) -> int:
    """Give the number of a month by its name or its first letters."""
    name = month.rstrip(".")
    return _MONTHS.get(name) or _SHORT[name]
