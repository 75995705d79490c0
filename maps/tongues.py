"""The languages of the page, as translators' files and the locale data of CLDR have them."""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from gettext import GNUTranslations
from importlib.resources import files
from io import BytesIO

from babel import Locale
from babel.dates import format_date, format_interval
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal

#: Languages besides English, in which the program is written: `maps/words/<language>.po`.
TRANSLATED = ("ko", "ru", "zh")
#: Numbers of which every language has one for each of its plural categories.
_SAMPLES = (1, 2, 3, 5, 11, 100, 0)
#: Skeletons of CLDR.
_SKELETONS = {"month": "yMMMM", "of month": "yMMMM", "year": "y", "day of month": "MMMMd"}


class CatalogTongue:
    """
    A language with its messages.

    Parameters
    ----------
    language
        BCP 47.
    messages
        What translators have written.
    """

    def __init__(self, language: str, messages: GNUTranslations | None = None) -> None:
        self.language = language
        self.locale = Locale.parse(language)
        self.messages = messages
        self._dates: dict[tuple[date, str], str] = {}

    def text(self, message: str) -> str:
        """Give a message; in English where there is no other."""
        return self.messages.gettext(message) if self.messages else message

    def counted(self, one: str, several: str, number: float) -> str:
        """Give the form of a message that goes with a number."""
        if self.messages is None:
            return one if number == 1 else several
        return self.messages.ngettext(one, several, int(number))

    def forms(self, one: str, several: str) -> dict[str, str]:
        """Give every form of a message by its plural category."""
        found = {self.locale.plural_form(n): self.counted(one, several, n) for n in _SAMPLES}
        return {"other": self.counted(one, several, 100), **found}

    def number(self, value: float, decimals: int) -> str:
        """Write a number, its thousands grouped."""
        return str(format_decimal(round(value, decimals), locale=self.locale))

    def day(self, day: date, fineness: str) -> str:
        """Say a day, a month or a year."""
        key = (day, fineness)
        if key not in self._dates:
            self._dates[key] = self._day(day, fineness)
        return self._dates[key]

    def _day(self, day: date, fineness: str) -> str:
        """Say a date as CLDR has it."""
        if fineness in _SKELETONS:
            pattern = str(self.locale.datetime_skeletons[_SKELETONS[fineness]].pattern)
            # Where a month alone has a form of its own, it is another after a preposition.
            pattern = pattern.replace("LLLL", "MMMM") if fineness == "of month" else pattern
        else:
            pattern = {"day": "long", "month of year": "LLLL"}[fineness]
        return str(format_date(day, pattern, locale=self.locale))

    def span(self, first: date, last: date, fineness: str) -> str:
        """Say a span from one day, month or year to another."""
        skeleton = {"day": "yMMMd", "month": "yMMMM", "year": "y"}[fineness]
        return str(format_interval(first, last, skeleton, locale=self.locale))

    def name(self, kind: str, code: str) -> str:
        """Name a language or a country by its code; empty = not known."""
        names: Mapping[str, str] = getattr(self.locale, kind)
        return names.get(code, "")


@lru_cache
def read_tongue(language: str) -> CatalogTongue:
    """
    Read a language.

    Parameters
    ----------
    language
        `en` or one of `TRANSLATED`.

    Returns
    -------
    CatalogTongue
        With what translators have written.

    Raises
    ------
    FileNotFoundError
        Nobody has translated into it.
    """
    if language == "en":
        return CatalogTongue("en")
    compiled = BytesIO()
    with (files("maps") / "words" / f"{language}.po").open("rb") as file:
        write_mo(compiled, read_po(file, locale=language))
    compiled.seek(0)
    return CatalogTongue(language, GNUTranslations(compiled))
