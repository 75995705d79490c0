"""What paper says at the head of each page: the title of the map."""

#: A head line holds so much.
_LONGEST = 90


def page_style(title: str) -> str:
    """
    Write the style of printed pages that bear a title.

    Parameters
    ----------
    title
        Text of a case.

    Returns
    -------
    str
        CSS in which every letter of the title that is not a plain letter or digit stands as its
        code point, so that no text can end the string that it stands in.
    """
    text = title if len(title) <= _LONGEST else f"{title[:_LONGEST].rstrip()}…"
    safe = "".join(_escaped(character) for character in text)
    look = "font: 9pt system-ui, sans-serif; color: #444;"
    return f'@page {{ @top-left {{ content: "{safe}"; {look} }} }}\n'


def _escaped(character: str) -> str:
    """Write a character so that a style sheet takes it for nothing but itself."""
    plain = character.isascii() and character.isalnum()
    return character if plain else f"\\{ord(character):x} "
