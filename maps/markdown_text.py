"""Text of a case in Markdown: shown as it is, whatever it holds."""

import re

#: What a reader of Markdown, or Quarto before it, could take for more than text.
_MARKED = re.compile(r"[`*_{}\[\]#~^$@\"']|:(?=\S)|-(?=[-\s])|\.(?=\.)|(?<=www)\.", re.IGNORECASE)
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "|": "&#124;", "\\": "&#92;"}


def escaped(text: str) -> str:
    """
    Escape a text so that Markdown shows it as it is.

    Parameters
    ----------
    text
        In one line.

    Returns
    -------
    str
        Fit for a paragraph, a heading, a cell of a table and the text of a link; web addresses in
        it are no links.
    """
    found = "".join(_ENTITIES.get(sign, sign) for sign in text)
    return _MARKED.sub(lambda match: _backslashed(found, match), found)


def _backslashed(text: str, match: re.Match[str]) -> str:
    """Put a backslash before a sign, but not into an entity of ours."""
    in_entity = match[0] == "#" and text[match.start() - 1 : match.start()] == "&"
    return match[0] if in_entity else f"\\{match[0]}"
