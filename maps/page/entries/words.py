"""Dates, numbers and durations in plain English."""

from collections.abc import Callable
from datetime import date

from geo.dates import FuzzyDate, Precision, parse_date
from geo.quantities import Quantity

_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
_PARTS = {
    "21": "spring", "22": "summer", "23": "autumn", "24": "winter",
    "25": "spring", "26": "summer", "27": "autumn", "28": "winter",
    "29": "spring", "30": "summer", "31": "autumn", "32": "winter",
    "33": "first quarter of", "34": "second quarter of", "35": "third quarter of",
    "36": "fourth quarter of", "37": "first four months of", "38": "second four months of",
    "39": "last four months of", "40": "first half of", "41": "second half of",
    "Q1": "first quarter of", "Q2": "second quarter of", "Q3": "third quarter of",
    "Q4": "fourth quarter of", "H1": "first half of", "H2": "second half of",
}  # fmt: skip
_UNITS = {"Y": "year", "M": "month", "W": "week", "D": "day"}
_TIME_UNITS = {"H": "hour", "M": "minute", "S": "second"}
_SIGNS = (
    ("~", "about "), (">=", "at least "), ("<=", "at most "), (">", "more than "),
    ("<", "fewer than "),
)  # fmt: skip


def date_words(when: FuzzyDate) -> str:
    """
    Say a date.

    Parameters
    ----------
    when
        Stated or not.

    Returns
    -------
    str
        `5 February 2024`, `about 2013`, `third quarter of 2023`, `since 6 June 2024`; empty when
        not stated.
    """
    if not when:
        return ""
    if when.precision is Precision.RANGE:
        return _range_words(when)
    plain = when.text.strip("~?%")
    words = _single_words(plain, when)
    about = "about " if when.approximate else ""
    return f"{about}{words}{' (uncertain)' if when.uncertain else ''}"


def day_words(day: date) -> str:
    """Say a day: `5 February 2024`."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def _single_words(plain: str, when: FuzzyDate) -> str:
    """Say a date without a slash and without qualifiers."""
    if when.precision is Precision.YEARLESS:
        month, _, day = plain[5:].partition("-")
        return f"{f'{int(day)} ' if day else ''}{_MONTHS[int(month) - 1]}, year not stated"
    start = when.start or date.min
    if when.precision is Precision.DAY and len(plain) == 10:
        return day_words(start)
    if when.precision is Precision.MONTH and plain[-2:].isdigit():
        return f"{_MONTHS[start.month - 1]} {start.year}"
    if plain[5:] in _PARTS:
        return f"{_PARTS[plain[5:]]} {plain[:4]}"
    return f"{plain.replace('X', '0')}s" if "X" in plain[2:] else plain


def _range_words(when: FuzzyDate) -> str:
    """Say a date with a slash."""
    first, last = (
        side if side in {"", ".."} else date_words(parse_date(side))
        for side in when.text.split("/")
    )
    if first in {"", ".."}:
        return f"until {last}"
    if last in {"", ".."}:
        return f"since {first}"
    return f"{first} – {last}"


def quantity_words(quantity: Quantity) -> str:
    """Say a number: `about 100`, `more than 300`, `200 to 300`, `dozens`; empty when not stated."""
    return _signed(quantity.text, _grouped)


def duration_words(duration: Quantity) -> str:
    """Say a duration: `more than 5 days`; empty when not stated."""
    return _signed(duration.text, _duration).replace("fewer than", "less than")


def km_words(metres: float | None) -> str:
    """Say a length in km, to the km from 10 km on; empty when not known."""
    if metres is None:
        return ""
    km = metres / 1000
    return f"{km:,.0f} km" if km >= 10 else f"{km:.1f} km"


def _signed(text: str, say: Callable[[str], str]) -> str:
    """Say the sign or the range of a quantity around its plain values."""
    for sign, words in _SIGNS:
        if text.startswith(sign):
            return words + say(text[len(sign) :].strip())
    if ".." in text:
        low, high = text.split("..", 1)
        return f"{say(low.strip())} to {say(high.strip())}"
    return say(text)


def _grouped(digits: str) -> str:
    """Group the thousands of a whole number; leave a word or a decimal as it is."""
    return f"{int(digits):,}" if digits.isdigit() else digits


def _duration(text: str) -> str:
    """Say an ISO 8601 duration."""
    days, _, hours = text.removeprefix("P").partition("T")
    parts = [*_counted(days, _UNITS), *_counted(hours, _TIME_UNITS)]
    return " ".join(parts) or text


def _counted(text: str, units: dict[str, str]) -> list[str]:
    """Split `1Y2M` into `1 year`, `2 months`."""
    parts, digits = [], ""
    for letter in text:
        if letter in units:
            parts.append(f"{digits} {units[letter]}{'' if digits == '1' else 's'}")
            digits = ""
        else:
            digits += letter
    return parts
