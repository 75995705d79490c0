"""Text of the program that a reader may have in another language than English."""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import lru_cache, partial
from typing import Any, Protocol, Self


class Tongue(Protocol):
    """
    A language as the program speaks it.

    Attributes
    ----------
    language
        BCP 47.
    """

    language: str

    def text(self, message: str) -> str:
        """Give a message, its places still in braces; in English where there is no other."""

    def counted(self, one: str, several: str, number: float) -> str:
        """Give the form of a message that goes with a number."""

    def forms(self, one: str, several: str) -> dict[str, str]:
        """Give every form of a message by the plural category of CLDR that it goes with."""

    def number(self, value: float, decimals: int) -> str:
        """Write a number with at most so many decimals."""

    def day(self, day: date, fineness: str) -> str:
        """
        Say a `day`, a `month`, a `year`, a `day of month` or a `month of year`.

        `of month` is a month as it stands after a preposition.
        """

    def span(self, first: date, last: date, fineness: str) -> str:
        """Say a span from one `day`, `month` or `year` to another."""

    def name(self, kind: str, code: str) -> str:
        """Name one of the `languages` or `territories` by its code; empty = not known."""


class Words(str):
    """
    A text of the program: it is its English text, and knows how others say it.

    Parameters
    ----------
    english
        The text.
    tell
        Says it in a language; picklable.
    """

    __slots__ = ("_tell",)
    _tell: Callable[[Tongue], Any]

    def __new__(cls, english: str, tell: Callable[[Tongue], Any]) -> Self:
        """Make the text, which is a `str`."""
        words = super().__new__(cls, english)
        words._tell = tell
        return words

    def __getnewargs__(self) -> tuple[str, Callable[[Tongue], Any]]:  # type: ignore[override]
        """Let copies tell themselves, too."""
        return str(self), self._tell

    def told(self, tongue: Tongue) -> Any:
        """Say it in a language."""
        return str(self) if tongue.language == "en" else self._tell(tongue)


class WordForms(Words):
    """Words for any number; told, they are a mapping of forms by plural category."""

    __slots__ = ()

    def told(self, tongue: Tongue) -> Any:
        """Give the forms in a language."""
        return self._tell(tongue)


def told(value: object, tongue: Tongue) -> str:
    """Say a value in a language; what is no text of the program stays as it is."""
    return str(value.told(tongue)) if isinstance(value, Words) else str(value)


def say(message: str, /, **values: object) -> Words:
    """
    Say something to the reader.

    Parameters
    ----------
    message
        English, with places in braces: `Sources differ: {what}`. Translators find it whole.
    **values
        What stands in the places: text of a case, numbers, words that are said in their turn.

    Returns
    -------
    Words
        Its English text.
    """
    if not values:
        return _message(message)
    return Words(message.format(**values), partial(_said, message, values))


@lru_cache(maxsize=4096)
def _message(message: str) -> Words:
    """Say what has no places: the same each time."""
    return Words(message, partial(_said, message, {}))


def message(text: str) -> str:
    """Mark a message that is said in another place, with what stands in it."""
    return text


def messages(one: str, several: str) -> tuple[str, str]:
    """Mark the forms of a message that is said in another place, as `say_many` takes them."""
    return one, several


def say_many(one: str, several: str, number: float, /, **values: object) -> Words:
    """
    Say a number of things.

    Parameters
    ----------
    one, several
        The English singular and plural: `{n} source`, `{n} sources`.
    number
        How many; stands at `{n}`, unless the values have another `n`.
    **values
        As `say`.

    Returns
    -------
    Words
        Its English text.
    """
    values = {"n": number_words(number), **values}
    english = (one if number == 1 else several).format(**values)
    return Words(english, partial(_said_many, (one, several, number), values))


def word_forms(one: str, several: str, /) -> WordForms:
    """
    Give the page's scripts words for any number, of which they choose the form.

    Parameters
    ----------
    one, several
        As `say_many`.

    Returns
    -------
    WordForms
        Read as text, the plural.
    """
    return WordForms(several, partial(_forms, one, several))


def number_words(value: float, decimals: int = 0) -> Words:
    """
    Write a number, its thousands grouped.

    Parameters
    ----------
    value
        The number.
    decimals
        At most so many.

    Returns
    -------
    Words
        `1,234.5`.
    """
    english = f"{value:,.{decimals}f}"
    return Words(english, partial(_numbered, value, decimals))


def dated(english: str, day: date, fineness: str) -> Words:
    """Say a date that English says so; `fineness` as `Tongue.day` has it."""
    return Words(english, partial(_dated, day, fineness))


def spanned(english: str, first: date, last: date, fineness: str) -> Words:
    """Say a span of time that English says so, from one `day`, `month` or `year` to another."""
    return Words(english, partial(_spanned, (first, last), fineness))


def named(english: str, kind: str, code: str) -> Words:
    """Name a language or country that English names so, by its code; as `Tongue.name`."""
    return Words(english, partial(_named, english, kind, code))


def either(english: str, other: Words) -> Words:
    """Say in English one thing, and another, which reads the same, in other languages."""
    return Words(english, other.told)


def joined(separator: str, parts: Iterable[str]) -> str:
    """
    Join texts some of which may be words of the program.

    Parameters
    ----------
    separator
        Between them.
    parts
        Texts.

    Returns
    -------
    str
        Words where any part is.
    """
    texts = tuple(parts)
    english = separator.join(texts)
    if not any(isinstance(text, Words) for text in (*texts, *([separator] * (len(texts) > 1)))):
        return english
    return Words(english, partial(_joined, separator, texts))


def capital(text: str) -> str:
    """Begin a text with a capital letter."""
    english = text[:1].upper() + text[1:]
    return Words(english, partial(_capital, text)) if isinstance(text, Words) else english


def lowered(text: str) -> str:
    """Begin a text of the program with a small letter."""
    english = text[:1].lower() + text[1:]
    return Words(english, partial(_lowered, text)) if isinstance(text, Words) else english


def _said(message: str, values: Mapping[str, object], tongue: Tongue) -> str:
    """Say a message."""
    text = tongue.text(message)
    return _filled(text, values, tongue) if values else text


def _said_many(forms: tuple[str, str, float], values: Mapping[str, object], tongue: Tongue) -> str:
    """Say a message in the form that goes with its number."""
    return _filled(tongue.counted(*forms), values, tongue)


def _filled(text: str, values: Mapping[str, object], tongue: Tongue) -> str:
    """Put values into their places."""
    return text.format(**{key: told(value, tongue) for key, value in values.items()})


def _forms(one: str, several: str, tongue: Tongue) -> dict[str, str]:
    """Give all forms of a message."""
    return tongue.forms(one, several)


def _numbered(value: float, decimals: int, tongue: Tongue) -> str:
    """Write a number."""
    return tongue.number(value, decimals)


def _dated(day: date, fineness: str, tongue: Tongue) -> str:
    """Say a date."""
    return tongue.day(day, fineness)


def _spanned(days: tuple[date, date], fineness: str, tongue: Tongue) -> str:
    """Say a span of time."""
    return tongue.span(*days, fineness)


def _named(english: str, kind: str, code: str, tongue: Tongue) -> str:
    """Name a language or country."""
    return tongue.name(kind, code) or english


def _joined(separator: str, texts: tuple[str, ...], tongue: Tongue) -> str:
    """Join texts; a full-width stop brings the space behind it along."""
    between = told(_SEPARATORS.get(separator, separator), tongue)
    return _WIDE_SPACE.sub("", between.join(told(text, tongue) for text in texts))


def _capital(text: Words, tongue: Tongue) -> str:
    """Begin with a capital letter."""
    said = told(text, tongue)
    return said[:1].upper() + said[1:]


def _lowered(text: Words, tongue: Tongue) -> str:
    """Begin with a small letter."""
    said = told(text, tongue)
    return said[:1].lower() + said[1:]


#: Between texts: languages have signs of their own for these.
_SEPARATORS: dict[str, str] = {str(one): one for one in (say(", "), say("; "), say(": "))}
_WIDE_SPACE = re.compile("(?<=[。，；：]) ")
