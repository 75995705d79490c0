"""The words of a page in the languages that its reader may choose."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from markupsafe import Markup, escape

from geo.words import Tongue, Words
from maps.page.deflated import deflated
from maps.page.plain import shown, visible

#: Names of the languages, as those who read them write them.
OWN_NAMES = {"en": "English", "ko": "한국어", "ru": "Русский", "zh": "中文"}


def page_language(language: str) -> str:
    """
    Choose the language that a page is written in.

    Parameters
    ----------
    language
        That of the case, BCP 47.

    Returns
    -------
    str
        One of `OWN_NAMES`; English where the case is in none of them.
    """
    plain = language.lower().partition("-")[0]
    return plain if plain in OWN_NAMES else "en"


@dataclass(frozen=True, slots=True)
class WordTable:
    """
    The words of one page, numbered as they come.

    Attributes
    ----------
    own
        The language that the page is written in.
    others
        Those that a reader may have instead.
    theirs
        Attributes of an element with text of the case.
    """

    own: Tongue
    others: Sequence[Tongue] = ()
    theirs: Markup = Markup(' dir="auto"')
    _numbers: dict[tuple[str, ...], int] = field(default_factory=dict)
    _words: list[Words] = field(default_factory=list)
    _asked: set[int] = field(default_factory=set)
    # by identity, which is quick; each is kept, so that no other takes its place
    _seen: dict[int, tuple[Words, int]] = field(default_factory=dict)

    def number(self, words: Words) -> int:
        """Give the number of a text; the same for what reads the same in every language."""
        if id(words) not in self._seen:
            self._seen[id(words)] = (words, self._numbered_by_text(words))
        return self._seen[id(words)][1]

    def _numbered_by_text(self, words: Words) -> int:
        """Give the number of a text by how it reads."""
        key = (str(words), *(str(words.told(tongue)) for tongue in (self.own, *self.others)))
        if key not in self._numbers:
            self._numbers[key] = len(self._words)
            self._words.append(words)
        return self._numbers[key]

    def text(self, value: object) -> object:
        """Give a text as the page is written."""
        return shown(value.told(self.own)) if isinstance(value, Words) else shown(value)

    def marked(self, value: object) -> object:
        """Write a value of a template; a text of the program so that scripts can change it."""
        if not isinstance(value, Words) or not value:
            return shown(value)
        said = escape(self.text(value))
        return Markup(f'<span data-w="{self.number(value)}">{said}</span>')  # noqa: S704 - escaped

    def plain(self, value: object) -> object:
        """Write a value without an element of its own, where none can stand."""
        said = self.text(value)
        return escape(said) if isinstance(said, str) else said

    def knows(self, value: object) -> bool:
        """Tell whether a value is a text of the program."""
        return isinstance(value, Words)

    def on(self, words: object) -> Markup:
        """Write the attributes of an element whose whole text this is."""
        if not isinstance(words, Words) or not words:
            return self.theirs
        return Markup(f' data-w="{self.number(words)}"')  # noqa: S704 - a number

    def attributes(self, **values: object) -> Markup:
        """Write attributes that hold words: `aria_label`, `title`, `placeholder`."""
        named = {name.replace("_", "-"): value for name, value in values.items()}
        plain = "".join(f' {name}="{self.plain(value)}"' for name, value in named.items())
        numbers = " ".join(
            f"{name}:{self.number(value)}"
            for name, value in named.items()
            if isinstance(value, Words)
        )
        told = f' data-wa="{numbers}"' if numbers else ""
        return Markup(plain + told)  # noqa: S704 - escaped above

    def numbered(self, data: Any) -> Any:
        """Put numbers in the stead of words in nested data, for scripts."""
        if isinstance(data, Words):
            self._asked.add(number := self.number(data))
            return number
        if isinstance(data, Mapping):
            return {key: self.numbered(value) for key, value in data.items()}
        return [self.numbered(value) for value in data] if isinstance(data, list | tuple) else data

    def texts(self) -> dict[int, Any]:
        """Give by number what scripts say in the page's own language; other texts stand in it."""
        return {nth: _seen(self._words[nth].told(self.own)) for nth in sorted(self._asked)}

    def packed(self) -> dict[str, str]:
        """Give the texts in the other languages: JSON, deflated, by language."""
        return {
            tongue.language: deflated(_json([_seen(words.told(tongue)) for words in self._words]))
            for tongue in self.others
        }


def _seen(told: Any) -> Any:
    """Show what would act in a text, or in each form of one."""
    if isinstance(told, Mapping):
        return {key: visible(text) for key, text in told.items()}
    return visible(told)


def _json(texts: Sequence[Any]) -> str:
    """Write texts in as few letters as JSON takes."""
    return json.dumps(texts, ensure_ascii=False, separators=(",", ":"))
