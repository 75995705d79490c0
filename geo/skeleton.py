"""Skeletons: the consonants of a folded name, one letter a class, by which names are filed."""

import re

#: Letter groups that stand for one sound; longer ones first.
GROUPS = re.compile("dsch|sch|shch|tch|dzh|tsch|sh|zh|ch|kh|ts|tz|dz|ph|th|ck|gh")
GROUP_CLASSES = {
    "sch": "S", "shch": "S", "sh": "S", "zh": "S", "tch": "C", "dzh": "C", "tsch": "C", "dsch": "C",
    "ch": "C", "kh": "H", "ts": "C", "tz": "C", "dz": "C", "ph": "F", "th": "T", "ck": "K",
    "gh": "K",
}  # fmt: skip

#: Class of each Latin, Cyrillic and Greek letter; `A` is any vowel, `-` no sound.
LATIN = dict(zip("abcdefghijklmnopqrstuvwxyz", "APKTAFKHACKLMNAPKRSTAFFSAS", strict=True))
CYRILLIC = dict(
    zip(
        "абвгґдђеёєжзиіїйјклљмнњопрстћуўфхцчџшщъыьэюяқғңөұүһәҗ",
        "APFKKTCAAASSAAAACKLLMNNAPRSTCAAFHCCCSS-A-AAAKKNAAAHAC",
        strict=True,
    )
)
GREEK = dict(zip("αβγδεζηθικλμνξοπρσςτυφχψω", "AFKTASATAKLMNSAPRSSTAFHPA", strict=True))
CLASSES = str.maketrans(LATIN | CYRILLIC | GREEK)

#: Classes of the consonants that begin and end a Hangul syllable, in the order of Unicode.
LEADS = "KKNTTRMPPSSACCCKTPH"
TAILS: tuple[str, ...] = ("", *"KKKNNNTLLLLLLLLMPPSSNCCKTPH")
FIRST_SYLLABLE, LAST_SYLLABLE = "가", "힣"

_REPEATED = re.compile(r"(.)\1+")


def skeleton(key: str) -> str:
    """
    Reduce a folded name to the classes of its consonants.

    Parameters
    ----------
    key
        A folded name (`geo.toponyms.fold`).

    Returns
    -------
    str
        Capital letters: `FLTFSTK` of Vladivostok; a leading vowel is kept as `A`, repeated
        classes are one. Letters of scripts without a table here (Han, kana, Thai, Arabic …) stay
        as they are, and so does an id of the gazetteer.

    Notes
    -----
    In the manner of Daitch-Mokotoff, coarser: voiced and unvoiced are one class, and so are the
    ways in which languages write one sound (`sh`, `sch`, ш). The order of the gazetteer file rests
    on it: a change here needs a file made anew.
    """
    if ":" in key:
        return key
    spelled = GROUPS.sub(lambda match: GROUP_CLASSES[match.group()], key)
    classes = "".join(map(_syllable, spelled)).translate(CLASSES).replace("-", "")
    return str(_REPEATED.sub(r"\1", classes[:1] + classes[1:].replace("A", "")))


def _syllable(letter: str) -> str:
    """Give the classes of a Hangul syllable; any other letter stays."""
    if not FIRST_SYLLABLE <= letter <= LAST_SYLLABLE:
        return letter
    lead, rest = divmod(ord(letter) - ord(FIRST_SYLLABLE), 588)
    return LEADS[lead] + "A" + TAILS[rest % 28]
