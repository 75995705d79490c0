"""Dates, numbers and durations in plain English."""

import re
from collections.abc import Callable
from datetime import date

from geo.coords import LonLat
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
#: A range between two days, months or years, neither of them qualified.
_PLAIN = re.compile("[0-9-]+/[0-9-]+")
#: An id that stands where a word is meant: `vehicle-maintenance`.
_SLUG = re.compile("[a-z0-9]+([-_][a-z0-9]+)+")
#: A plural that is one letter longer than the singular.
_PLURAL = re.compile("(?<![sui])(?<!sse|she|che|.xe|.ie)s$")
_LANGUAGES = {
    "ar": "Arabic", "bg": "Bulgarian", "cs": "Czech", "da": "Danish", "de": "German",
    "el": "Greek", "en": "English", "es": "Spanish", "et": "Estonian", "fa": "Persian",
    "fi": "Finnish", "fr": "French", "he": "Hebrew", "hi": "Hindi", "hr": "Croatian",
    "hu": "Hungarian", "id": "Indonesian", "it": "Italian", "ja": "Japanese", "ka": "Georgian",
    "kk": "Kazakh", "ko": "Korean", "lt": "Lithuanian", "lv": "Latvian", "mn": "Mongolian",
    "nl": "Dutch", "no": "Norwegian", "pl": "Polish", "pt": "Portuguese", "ro": "Romanian",
    "ru": "Russian", "sk": "Slovak", "sr": "Serbian", "sv": "Swedish", "th": "Thai",
    "tr": "Turkish", "uk": "Ukrainian", "ur": "Urdu", "vi": "Vietnamese", "zh": "Chinese",
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


def when_words(when: FuzzyDate) -> str:
    """Say when something was said: `on 5 February 2024`, `in May 2024`; empty when not stated."""
    words = date_words(when)
    if not words[:1].isdigit() or when.precision is Precision.RANGE:
        named = when.precision is Precision.MONTH and not words.startswith("about")
        return f"in {words}" if named else words
    return f"{'on' if when.precision is Precision.DAY else 'in'} {words}"


def language_words(tag: str) -> str:
    """Name a language by its tag, in English; one that is not known here by the tag itself."""
    return _LANGUAGES.get(tag.lower().partition("-")[0], tag)


def plain_word(text: str) -> str:
    """Say a word that may be written as an id: `vehicle maintenance`."""
    return re.sub("[-_]", " ", text) if _SLUG.fullmatch(text) else text


def position_words(at: LonLat) -> str:
    """Say a position: `42.4301° N, 130.6449° E`."""
    lon = (at.lon + 180) % 360 - 180
    north, east = "N" if at.lat >= 0 else "S", "E" if lon >= 0 else "W"
    return f"{abs(at.lat):.4f}° {north}, {abs(lon):.4f}° {east}"


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
    sides = when.text.split("/")
    first, last = (side if side in {"", ".."} else date_words(parse_date(side)) for side in sides)
    if first in {"", ".."}:
        return f"until {last}"
    if last in {"", ".."}:
        return f"since {first}"
    return _joined(first, last) if _PLAIN.fullmatch(when.text) else f"{first} – {last}"


def _joined(first: str, last: str) -> str:
    """Join two dates, saying the month and the year that they share but once."""
    begin, end = first.split(" "), last.split(" ")
    if len(begin) > 1 and begin[1:] == end[1:] and begin != end:
        return f"{begin[0]}–{' '.join(end)}"
    if len(begin) > 1 and begin[-1] == end[-1]:
        return f"{' '.join(begin[:-1])} – {last}"
    return f"{first}–{last}" if len(begin) == len(end) == 1 else f"{first} – {last}"


def quantity_words(quantity: Quantity) -> str:
    """Say a number: `about 100`, `more than 300`, `200 to 300`, `dozens`; empty when not stated."""
    return _signed(quantity.text, _grouped)


def counted_words(quantity: Quantity, unit: str) -> str:
    """
    Say a number of things.

    Parameters
    ----------
    quantity
        Stated.
    unit
        What is counted, in the plural: `persons`.

    Returns
    -------
    str
        `200 persons`, `1 person`; a plural that does not end in a plain `s` stays.
    """
    one = quantity.text.lstrip("~").strip() == "1" and _PLURAL.search(unit)
    return f"{quantity_words(quantity)} {unit[:-1] if one else unit}"


def duration_words(duration: Quantity) -> str:
    """Say a duration: `more than 5 days`; empty when not stated."""
    return _signed(duration.text, _duration).replace("fewer than", "less than")


def span_words(seconds: float) -> str:
    """Say a length of time: `2 days 3 hours`, `35 minutes`; to the hour from a day on."""
    minutes = round(seconds / 60)
    if minutes >= 24 * 60:
        minutes = round(minutes / 60) * 60
    days, minutes = divmod(minutes, 24 * 60)
    hours, minutes = divmod(minutes, 60)
    counted = ((days, "day"), (hours, "hour"), (minutes, "minute"))
    return (
        " ".join(f"{n} {unit}{'s' * (n > 1)}" for n, unit in counted if n) or "less than a minute"
    )


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
