"""Running text in columns and on pages: measured, broken into lines, kept together."""

from maps.export.print.lettering import Type, width_mm

#: Signs that do not begin a line, and those that do not end one, in scripts without spaces.
_NOT_FIRST = "、。，．：；？！）」』】〉》〕…・ー々ぁぃぅぇぉっゃゅょァィゥェォッャュョ"
_NOT_LAST = "（「『【〈《〔"


def wrapped(text: str, kind: Type, width: float) -> list[str]:
    """
    Break a text into lines.

    Parameters
    ----------
    text
        Plain text; line breaks of its own are kept as breaks.
    kind
        How it is set.
    width
        Of the column, millimetres.

    Returns
    -------
    list of str
        At least one line, none wider than the column; a word that is wider is broken. Between
        Han and kana a line may end anywhere but where a sign forbids it; Hangul breaks at spaces.
    """
    lines = [line for part in text.splitlines() or [""] for line in _lines(part, kind, width)]
    return lines or [""]


def _lines(text: str, kind: Type, width: float) -> list[str]:
    """Break one paragraph into lines."""
    lines, line, used = list[str](), "", 0.0
    for piece in (short for word in _words(text) for short in _fitting(word, kind, width)):
        wide = width_mm(piece, kind)
        if line and used + width_mm(piece.rstrip(), kind) > width:
            lines.append(line.rstrip())
            line, used = "", 0.0
        line += piece
        used += wide
    return [*lines, line.rstrip()]


def _words(text: str) -> list[str]:
    """Cut a text where a line may end."""
    words: list[str] = []
    for character in " ".join(text.split()):
        if words and not _may_break(words[-1], character):
            words[-1] += character
        else:
            words.append(character)
    return words


def _may_break(before: str, character: str) -> bool:
    """Tell whether a line may end between a piece and the character after it."""
    last = before[-1]
    if character == " " or character in _NOT_FIRST or last in _NOT_LAST:
        return False
    return last == " " or last in "-–—/" or _free(last) or _free(character)


def _free(character: str) -> bool:
    """Tell whether a character is of a script that is written without spaces."""
    return "\u3040" <= character <= "\u30ff" or "\u3400" <= character <= "\u9fff"


def _fitting(word: str, kind: Type, width: float) -> list[str]:
    """Break a word that is wider than the column."""
    if width_mm(word.rstrip(), kind) <= width:
        return [word]
    parts, used = [""], 0.0
    for character in word:
        wide = width_mm(character, kind)
        if parts[-1] and used + wide > width:
            parts.append("")
            used = 0.0
        parts[-1] += character
        used += wide
    return parts
