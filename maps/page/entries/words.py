"""Dates, numbers and durations in plain words."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from math import inf

from geo.coords import LonLat
from geo.dates import FuzzyDate, Precision, parse_date
from geo.quantities import Quantity
from geo.words import (
    Words,
    dated,
    either,
    joined,
    message,
    messages,
    named,
    number_words,
    say,
    say_many,
    spanned,
)

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
    "21": message("spring {year}"),
    "22": message("summer {year}"),
    "23": message("autumn {year}"),
    "24": message("winter {year}"),
    "33": message("first quarter of {year}"),
    "34": message("second quarter of {year}"),
    "35": message("third quarter of {year}"),
    "36": message("fourth quarter of {year}"),
    "37": message("first four months of {year}"),
    "38": message("second four months of {year}"),
    "39": message("last four months of {year}"),
    "40": message("first half of {year}"),
    "41": message("second half of {year}"),
}
#: Numbers and letters that stand for the same parts, of either half of the earth.
_ALSO = {
    **{str(n): str((n - 21) % 4 + 21) for n in range(25, 33)},
    "Q1": "33", "Q2": "34", "Q3": "35", "Q4": "36", "H1": "40", "H2": "41",
}  # fmt: skip
#: What a calendar joins into one text.
_ALIKE = (Precision.DAY, Precision.MONTH, Precision.YEAR)
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
_UNITS = {
    "Y": messages("{n} year", "{n} years"),
    "M": messages("{n} month", "{n} months"),
    "W": messages("{n} week", "{n} weeks"),
    "D": messages("{n} day", "{n} days"),
}
_TIME_UNITS = {
    "H": messages("{n} hour", "{n} hours"),
    "M": messages("{n} minute", "{n} minutes"),
    "S": messages("{n} second", "{n} seconds"),
}
_ENDS = {
    "NS": (message("{n}° N"), message("{n}° S")),
    "EW": (message("{n}° E"), message("{n}° W")),
}
_NUMBERS = {str(words): words for words in (say("dozens"), say("hundreds"), say("thousands"))}
_SIGNS = (
    ("~", message("about {amount}")),
    (">=", message("at least {amount}")),
    ("<=", message("at most {amount}")),
    (">", message("more than {amount}")),
    ("<", message("fewer than {amount}")),
)


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
    return _date_words(when, "month")


@lru_cache(maxsize=4096)
def _date_words(when: FuzzyDate, month: str) -> str:
    """Say a date; a month alone is a `month`, or `of month` where it follows a preposition."""
    if not when:
        return ""
    if when.precision is Precision.RANGE:
        return _range_words(when)
    plain = when.text.strip("~?%")
    words = _single_words(plain, when, "of month" if when.approximate else month)
    if when.approximate:
        words = say("about {date}", date=words)
    return say("{date} (uncertain)", date=words) if when.uncertain else words


def day_words(day: date) -> str:
    """Say a day: `5 February 2024`."""
    return dated(f"{day.day} {_MONTHS[day.month - 1]} {day.year}", day, "day")


def when_words(when: FuzzyDate) -> str:
    """Say when something was said: `on 5 February 2024`, `in May 2024`; empty when not stated."""
    words = date_words(when)
    if not words[:1].isdigit() or when.precision is Precision.RANGE:
        plain = when.precision is Precision.MONTH and not words.startswith("about")
        return say("in {date}", date=words) if plain else words
    if when.precision is Precision.DAY:
        return say("on {day}", day=words)
    return say("in {date}", date=words)


def language_words(tag: str) -> str:
    """Name a language by its tag, in English; one that is not known here by the tag itself."""
    code = tag.lower().partition("-")[0]
    return named(_LANGUAGES[code], "languages", code) if code in _LANGUAGES else tag


def plain_word(text: str) -> str:
    """Say a word that may be written as an id: `vehicle maintenance`."""
    return re.sub("[-_]", " ", text) if _SLUG.fullmatch(text) else text


def position_words(at: LonLat) -> str:
    """Say a position: `42.4301° N, 130.6449° E`."""
    lon = (at.lon + 180) % 360 - 180
    return joined(", ", (degree_words(at.lat, "NS", 4), degree_words(lon, "EW", 4)))


def degree_words(value: float, ends: str, decimals: int) -> str:
    """Say a latitude (`NS`) or longitude (`EW`): `42.4301° N`."""
    return say(_ENDS[ends][value < 0], n=f"{abs(value):.{decimals}f}")


def _single_words(plain: str, when: FuzzyDate, month: str) -> str:
    """Say a date without a slash and without qualifiers."""
    if when.precision is Precision.YEARLESS:
        return say("{day}, year not stated", day=_yearless_words(plain[5:]))
    start = when.start or date.min
    if when.precision is Precision.DAY and len(plain) == 10:
        return day_words(start)
    if when.precision is Precision.MONTH and plain[-2:].isdigit():
        return dated(f"{_MONTHS[start.month - 1]} {start.year}", start, month)
    part = _ALSO.get(plain[5:], plain[5:])
    if part in _PARTS:
        return say(_PARTS[part], year=plain[:4])
    if "X" in plain[2:]:
        decade = say("{year}s", year=plain.replace("X", "0"))
        return decade if when.precision is Precision.DECADE else str(decade)
    return dated(plain, start, "year") if plain.isdigit() else plain


def _yearless_words(plain: str) -> str:
    """Say a month, or a day of a month, of no year."""
    month, _, day = plain.partition("-")
    some = date(2000, int(month), int(day or 1))
    english = f"{f'{int(day)} ' if day else ''}{_MONTHS[some.month - 1]}"
    return dated(english, some, "day of month" if day else "month of year")


def _range_words(when: FuzzyDate) -> str:
    """Say a date with a slash."""
    sides = when.text.split("/")
    if {"", ".."}.isdisjoint(sides):
        begin, end = (parse_date(side) for side in sides)
        first, last = date_words(begin), date_words(end)
        if _PLAIN.fullmatch(when.text):
            return _joined_words(_joined(first, last), begin, end)
        return say("{first} – {last}", first=first, last=last)
    first, last = (
        "" if side in {"", ".."} else _date_words(parse_date(side), "of month") for side in sides
    )
    return say("since {date}", date=first) if first else say("until {date}", date=last)


def _joined_words(english: str, begin: FuzzyDate, end: FuzzyDate) -> str:
    """Say in other languages two dates that English has joined."""
    same = begin.precision is end.precision and begin.precision in _ALIKE
    if same and begin.start and end.start:
        return spanned(english, begin.start, end.start, str(begin.precision))
    both = say("{first} – {last}", first=date_words(begin), last=date_words(end))
    return either(english, both)


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
    return _signed(quantity.text, _SIGNS, _grouped)


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
    amount = quantity_words(quantity)
    one = quantity.text.lstrip("~").strip() == "1" and _PLURAL.search(unit)
    if unit == "persons":
        number = quantity.high if quantity.high < inf else quantity.low
        counted = say_many("{n} person", "{n} persons", 1 if one else number, n=amount)
        return either(f"{amount} {unit[:-1] if one else unit}", counted)
    return joined(" ", (amount, unit[:-1] if one else unit))


def duration_words(duration: Quantity) -> str:
    """Say a duration: `more than 5 days`; empty when not stated."""
    signs = [*_SIGNS[:-1], ("<", message("less than {amount}"))]
    return _signed(duration.text, signs, _duration)


def span_words(seconds: float) -> str:
    """Say a length of time: `2 days 3 hours`, `35 minutes`; to the hour from a day on."""
    minutes = round(seconds / 60)
    if minutes >= 24 * 60:
        minutes = round(minutes / 60) * 60
    days, minutes = divmod(minutes, 24 * 60)
    hours, minutes = divmod(minutes, 60)
    counted = (
        (days, _UNITS["D"]),
        (hours, _TIME_UNITS["H"]),
        (minutes, _TIME_UNITS["M"]),
    )
    told = [say_many(*unit, n) for n, unit in counted if n]
    return joined(" ", told) or say("less than a minute")


def km_words(metres: float | None) -> str:
    """Say a length in km, to the km from 10 km on; empty when not known."""
    if metres is None:
        return ""
    km = metres / 1000
    return say("{km} km", km=number_words(km, 0 if km >= 10 else 1))


def _signed(text: str, signs: Sequence[tuple[str, str]], say_plain: Callable[[str], str]) -> str:
    """Say the sign or the range of a quantity around its plain values."""
    for sign, words in signs:
        if text.startswith(sign):
            return say(words, amount=say_plain(text[len(sign) :].strip()))
    if ".." in text:
        low, high = (say_plain(side.strip()) for side in text.split("..", 1))
        return say("{low} to {high}", low=low, high=high)
    return say_plain(text)


def _grouped(digits: str) -> str:
    """Group the thousands of a whole number; leave a word or a decimal as it is."""
    if digits in _NUMBERS:
        return _NUMBERS[digits]
    return number_words(int(digits)) if digits.isdigit() else digits


def _duration(text: str) -> str:
    """Say an ISO 8601 duration."""
    days, _, hours = text.removeprefix("P").partition("T")
    parts = [*_counted(days, _UNITS), *_counted(hours, _TIME_UNITS)]
    return joined(" ", parts) or text


def _counted(text: str, units: Mapping[str, tuple[str, str]]) -> list[Words]:
    """Split `1Y2M` into `1 year`, `2 months`."""
    parts, digits = [], ""
    for letter in text:
        if letter in units:
            parts.append(say_many(*units[letter], float(digits), n=digits))
            digits = ""
        else:
            digits += letter
    return parts
