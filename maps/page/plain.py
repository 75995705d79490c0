"""Text of a case made safe to stand in a page: seen as typed, and inert."""

import json
import re
from typing import Any

from markupsafe import Markup

#: Control characters (but tab and line ends), bidi overrides and isolates, lone surrogates,
#: noncharacters, shaping controls nobody types, tags (but those of a flag): shown by their code
#: point, so that none of them acts and nothing is said that is not seen.
_ACTING = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u180e\u200e\u200f\u202a-\u202e\u2061-\u2064"
    "\u2066-\u206f\ufeff\ufff9-\ufffb\ufdd0-\ufdef\ud800-\udfff\ufffe\uffff]"
    "|(?<![\U0001f3f4\U000e0000-\U000e007f])[\U000e0000-\U000e007f]+"
)
#: What takes room at most: a text of nothing else is shown by its code points.
_UNSEEN = re.compile(
    "[\\s\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2060-\u206f\u2800\u3164"
    "\ufe00-\ufe0f\uffa0\U000e0000-\U000e0fff]+"
)


def visible(text: str) -> str:
    """
    Show what would act instead of being read.

    Parameters
    ----------
    text
        Text of a case.

    Returns
    -------
    str
        The same text; a right-to-left override reads `⟨U+202E⟩`.
    """
    if text.isascii() and text.isprintable():
        return text  # as most are
    if _UNSEEN.fullmatch(text) and not text.isspace():
        return _points(text.strip())
    return _ACTING.sub(lambda match: _points(match[0]), text)


def _points(characters: str) -> str:
    """Write characters by their code points."""
    return "".join(f"⟨U+{ord(character):04X}⟩" for character in characters)


def shown(value: object) -> object:
    """
    Finish a value before a template escapes it.

    Parameters
    ----------
    value
        What an expression of a template gives.

    Returns
    -------
    object
        Text made visible; markup of ours, numbers and macros as they are.
    """
    return visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def json_block(data: Any) -> Markup:
    """
    Write data so that it can stand in a `<script type="application/json">`.

    Parameters
    ----------
    data
        Made of dicts, lists, text and numbers.

    Returns
    -------
    Markup
        JSON without `<`, `>`, `&` and line separators.
    """
    text = json.dumps(visible_all(data), ensure_ascii=False, separators=(",", ":"))
    for odd in "<>&\u2028\u2029":
        text = text.replace(odd, f"\\u{ord(odd):04x}")
    return Markup(text)  # noqa: S704 - nothing in it can close the block


def visible_all(data: Any) -> Any:
    """
    Show what would act in every text of nested data.

    Parameters
    ----------
    data
        Made of dicts, lists, text and numbers; keys are ours.

    Returns
    -------
    Any
        The same, tuples as lists.
    """
    if isinstance(data, str):
        return visible(data)
    if isinstance(data, dict):
        return {key: visible_all(value) for key, value in data.items()}
    return [visible_all(value) for value in data] if isinstance(data, (list, tuple)) else data
