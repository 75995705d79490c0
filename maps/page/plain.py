"""Text of a case made safe to stand in a page: seen as typed, and inert."""

import json
import re
from typing import Any

from markupsafe import Markup

#: Control characters (but tab and line ends), bidi overrides and isolates, lone surrogates,
#: noncharacters: shown by their code point, so that none of them acts.
_ACTING = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff"
    "\ud800-\udfff\ufffe\uffff]"
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
    return _ACTING.sub(lambda match: f"⟨U+{ord(match[0]):04X}⟩", text)


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
    text = json.dumps(_visible_all(data), ensure_ascii=False, separators=(",", ":"))
    for odd in "<>&\u2028\u2029":
        text = text.replace(odd, f"\\u{ord(odd):04x}")
    return Markup(text)  # noqa: S704 - nothing in it can close the block


def _visible_all(data: Any) -> Any:
    """Show what would act in every text of nested data."""
    if isinstance(data, str):
        return visible(data)
    if isinstance(data, dict):
        return {key: _visible_all(value) for key, value in data.items()}
    return [_visible_all(value) for value in data] if isinstance(data, (list, tuple)) else data
