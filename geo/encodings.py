"""Texts as bytes: UTF-8, and what a text in another encoding most likely is."""

import re
import shlex
from codecs import BOM_UTF16_BE, BOM_UTF16_LE, BOM_UTF32_BE, BOM_UTF32_LE

from geo.errors import CaseError, Finding, Where

_MARKS = (
    (BOM_UTF32_LE, "UTF-32"),
    (BOM_UTF32_BE, "UTF-32"),
    (BOM_UTF16_LE, "UTF-16"),
    (BOM_UTF16_BE, "UTF-16"),
)
# What a run of letters beyond ASCII looks like where the encoding is the right one. The other
# Cyrillic ones give capitals inside words, the other East Asian ones rare signs.
_BEFORE, _AFTER = r"(?<![^\x00-\x7f])", r"(?![^\x00-\x7f])"
_HANGUL = "(?<![a-z])[가-힣]+(?![a-z])"
_KANA = "(?<![a-z])[一-龯、。「」々]*+[ぁ-ヿ][ぁ-ヿ一-龯、。「」ー々]*+(?![a-z])"
_HAN = "(?<![a-z])[一-龥、。，：；（）《》“”]+(?![a-z])"
_CYRILLIC = (
    "(?<![a-zA-Z])(?:[«“„]?(?:[А-ЯЁІЇЄ]?[а-яёіїєґ]+|[А-ЯЁІЇЄ]+)[»”“]?|[«»№—–“”„])(?![a-zA-Z])"
)
_MARKS_ALONE = "[€‘’“”–—…«»°§·]{1,2}|[àáèéíóúÀÁÈÉÍÓÚ]"
_LATIN = (
    f"[À-ÖØ-öø-ÿŒœŠšŽžŸ]{{1,2}}(?=[a-zA-Z])|(?<=[a-zA-Z])[À-ÖØ-öø-ÿŒœŠšŽžŸ]{{1,2}}|{_MARKS_ALONE}"
)
_CENTRAL_LETTERS = "[ÁÄÇÉËÍÎÓÔÖÚÜÝßáäçéëíîóôöúüýĂ-ćČ-đĘ-ěĹĺĽľŁ-ńŇňŐőŔŕŘ-śŞ-šŢ-ťŮ-űŹ-ž]{1,2}"
_CENTRAL = f"{_CENTRAL_LETTERS}(?=[a-zA-Z])|(?<=[a-zA-Z]){_CENTRAL_LETTERS}|{_MARKS_ALONE}"
_LOOKS = (
    ("CP932", _KANA),
    ("EUC-JP", _KANA),
    ("CP949", _HANGUL),
    ("GB18030", _HAN),
    ("BIG5", _HAN),
    ("CP1251", _CYRILLIC),
    ("KOI8-R", _CYRILLIC),
    ("CP866", _CYRILLIC),
    ("CP1252", _LATIN),
    ("CP1250", _CENTRAL),
)
#: Share of the letters beyond ASCII that must look right.
_ENOUGH = 0.8


def decode(data: bytes, file: str) -> str:
    """
    Read bytes as UTF-8, with or without a byte order mark.

    Parameters
    ----------
    data
        The whole file.
    file
        Its name in messages.

    Returns
    -------
    str
        The text, without the mark.

    Raises
    ------
    CaseError
        Not UTF-8. Its one finding has the line of the first wrong byte, says what the text looks
        like, and gives the command that converts it.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            raise CaseError([_finding(file, 0, f"the text is {encoding}, not UTF-8", encoding)])
    if encoding := _unmarked_utf16(data):
        raise CaseError([_finding(file, 0, f"the text looks like {encoding}, not UTF-8", encoding)])
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        start = data.index(error.object) + error.start
        line = 1 + len(re.findall(rb"\r\n|\n|\r", data[:start]))
        byte = f"the byte 0x{data[start]:02X} is not UTF-8"
        if _mostly_utf8(data):
            help_ = "the rest of the file is: retype what stands there"
            finding = Finding(Where(file, line), "", byte, help_, rule="encoding")
            raise CaseError([finding]) from None
        encoding = guess(data)
        looks = f"; the text looks like {encoding}" if encoding else ""
        raise CaseError([_finding(file, line, byte + looks, encoding)]) from None


def guess(data: bytes) -> str:
    """
    Name the encoding that a text most likely has.

    Parameters
    ----------
    data
        Bytes that are not UTF-8.

    Returns
    -------
    str
        A name that `iconv` knows; empty where none fits.

    Notes
    -----
    Every candidate decodes the bytes; the one in which the largest share of the letters beyond
    ASCII stands in runs that its languages have is taken, the earlier in a tie.
    """
    scores = [(_score(data, encoding, look), encoding) for encoding, look in _LOOKS]
    best, encoding = max(scores, key=lambda score: score[0])
    return encoding if best >= _ENOUGH else ""


def _score(data: bytes, encoding: str, look: str) -> float:
    """Give the share of the letters beyond ASCII that stand in runs which look right."""
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return 0.0
    total = len(re.findall(r"[^\x00-\x7f]", text))
    fitting = sum(len(run) for run in re.findall(rf"{_BEFORE}(?:{look}){_AFTER}", text))
    return fitting / total if total else 0.0


def _unmarked_utf16(data: bytes) -> str:
    """Name UTF-16 without a mark by its zero bytes; empty where it is not."""
    start = data[:2000]
    for offset, name in ((1, "UTF-16LE"), (0, "UTF-16BE")):
        every_second = start[offset::2]
        if len(every_second) > 3 and every_second.count(0) > len(every_second) * 0.7:
            return name
    return ""


def _mostly_utf8(data: bytes) -> bool:
    """Tell whether more letters beyond ASCII are good UTF-8 than are not."""
    text = data.decode("utf-8", errors="replace")
    bad = text.count("\ufffd")
    good = len(re.findall(r"[^\x00-\x7f\ufffd]", text))
    return good > bad


def _finding(file: str, line: int, message: str, encoding: str) -> Finding:
    """Say what was found, and the one command that converts it."""
    name = shlex.quote(file)
    help_ = (
        f"iconv -f {encoding} -t UTF-8 {name} > {name}.utf8 && mv {name}.utf8 {name}"
        if encoding
        else "save it as UTF-8"
    )
    return Finding(Where(file, line), "", message, help_, rule="encoding")
