"""Toponyms: the same name written in different ways, brought to one key."""

import unicodedata
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from geo.kind_words import ADJECTIVES, ENDINGS, KIND_WORDS, RIVER_WORDS
from geo.places import PlaceKind

HAN = Path(__file__).parent / "data" / "han.txt"

#: Letters that Unicode does not take apart, and what they are written as without their stroke.
PLAIN_LETTERS = str.maketrans(
    {
        "æ": "ae",
        "œ": "oe",
        "ø": "o",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "ħ": "h",
        "ı": "i",
        "ł": "l",
        "ŋ": "n",
        "ŧ": "t",
        "ə": "a",
        # Persian and Urdu letters that Arabic writes with another code point.
        "ی": "ي",
        "ى": "ي",
        "ک": "ك",
        "ہ": "ه",
        "ة": "ه",
        "ـ": "",
    }
)

#: Letters of the Cyrillic and the Latin script that look alike in lower or upper case.
CYRILLIC_ALIKE, LATIN_ALIKE = "авекмнорстухіјѕ", "abekmhopctyxijs"

#: Scripts whose marks only refine a letter; elsewhere (Devanagari, Thai, kana) a mark is a vowel.
MARKED_SCRIPTS = ("LATIN", "GREEK", "CYRILLIC", "ARABIC", "HEBREW")

#: Common ways to write the same Russian ending in Latin letters.
ROMANISATIONS = (
    ("skiy", "sky"),
    ("skij", "sky"),
    ("skii", "sky"),
    ("kray", "krai"),
    ("kraj", "krai"),
)


@dataclass(frozen=True, slots=True)
class BaseName:
    """A toponym without the word that says its kind, and the kind that the word says."""

    name: str
    kind: PlaceKind


def fold(name: str) -> str:
    """
    Bring a toponym to the key under which the gazetteer files it.

    Parameters
    ----------
    name
        As a source writes it, in any script.

    Returns
    -------
    str
        Lower-case letters and digits alone, compatibility forms, diacritics, apostrophes,
        hyphens and spaces removed; empty where nothing is left.

    Notes
    -----
    Marks go only in scripts where they refine a letter (`MARKED_SCRIPTS`); Hangul and kana are
    kept whole. Letters of another script that only look like those around them (a Cyrillic С in a
    Latin word) are read as what they look like, traditional and Japanese forms of Chinese
    characters as the simplified ones. Folding a folded name changes nothing.
    """
    words = unicodedata.normalize("NFKC", name).casefold().split()
    key = _one_script("".join(_fold_word(word) for word in words))
    return key if key.isascii() else key.translate(_plain_han())


@cache
def _plain_han() -> dict[int, int]:
    """Read which Chinese characters are read as which; `scripts/make_han.py` made the file."""
    variants, plain = HAN.read_text(encoding="utf-8").split()
    return dict(zip(map(ord, variants), map(ord, plain), strict=True))


def _one_script(key: str) -> str:
    """Read the few letters of another script in a key as the letters that they look like."""
    latin = {c for c in key if "a" <= c <= "z"}
    cyrillic = {c for c in key if "а" <= c <= "ӿ"}
    if not (latin and cyrillic):
        return key
    if cyrillic <= set(CYRILLIC_ALIKE):
        return key.translate(str.maketrans(CYRILLIC_ALIKE, LATIN_ALIKE))
    if latin <= set(LATIN_ALIKE):
        return key.translate(str.maketrans(LATIN_ALIKE, CYRILLIC_ALIKE))
    return key


def _fold_word(word: str) -> str:
    """Take marks and punctuation off one lower-case word."""
    kept: list[str] = []
    marked = True
    for c in unicodedata.normalize("NFD", word):
        category = unicodedata.category(c)
        if category.startswith("M"):
            if not marked:
                kept.append(c)
        elif category[0] in "LN" and category != "Lm":
            kept.append(c)
            marked = unicodedata.name(c, "").startswith(MARKED_SCRIPTS)
        elif c in "ーｰ々":
            kept.append(c)
    plain = unicodedata.normalize("NFC", "".join(kept)).translate(PLAIN_LETTERS)
    return unicodedata.normalize("NFKC", plain).casefold()


def romanisations(key: str) -> list[str]:
    """
    Give further keys of a folded name in Latin letters, as other conventions write it.

    Parameters
    ----------
    key
        A folded name.

    Returns
    -------
    list[str]
        Other keys, the given one left out; empty for most names.
    """
    found = {key}
    for one, other in ROMANISATIONS:
        found |= {k.replace(one, other) for k in found} | {k.replace(other, one) for k in found}
    return sorted(found - {key})


def base_names(name: str) -> list[BaseName]:
    """
    Take words such as `Station`, `Port of` or `역` off a toponym.

    Parameters
    ----------
    name
        As a source writes it.

    Returns
    -------
    list[BaseName]
        What is left, with the kind that the word says; longest word first; empty where the name
        has no such word or is nothing else. Official endings of settlements and districts
        (`-rodongjagu`, `-eup`, `County`) are such words too.
    """
    plain = " ".join(unicodedata.normalize("NFKC", name).casefold().split())
    found: dict[BaseName, int] = {}
    for kind, words in KIND_WORDS.items():
        for word in words:
            for rest in _without(plain, word):
                for base in (rest, *_by_river(rest, kind), *_noun(rest, kind)):
                    found.setdefault(BaseName(base, kind), len(plain) - len(base))
    for kind, words in ENDINGS.items():
        for word in words:
            for rest in _without_end(plain, word):
                found.setdefault(BaseName(rest, kind), len(word))
    return sorted(found, key=lambda base: (-found[base], base.name, base.kind))


def _by_river(rest: str, kind: PlaceKind) -> list[str]:
    """Take the word for a river off the name of a station."""
    if kind is not PlaceKind.STATION:
        return []
    return [base for word in RIVER_WORDS for base in _without(rest, word)]


def short_names(name: str, kind: PlaceKind) -> set[str]:
    """
    Give the shorter names that an entry of the gazetteer also goes by.

    Parameters
    ----------
    name
        An official name: `하얼빈 시`, `Liaoning Province`.
    kind
        Of the entry.

    Returns
    -------
    set[str]
        `하얼빈`, `liaoning`; empty for most names. Of a town only what Han and Hangul glue to it
        is taken off: Kansas City is not Kansas.
    """
    glued = bool(name) and _is_spaceless(name[-1])
    if not (glued or kind is PlaceKind.REGION):
        return set()
    words = {PlaceKind.CITY} if kind is not PlaceKind.REGION else {PlaceKind.CITY, PlaceKind.REGION}
    plain = " ".join(unicodedata.normalize("NFKC", name).casefold().split())
    return {rest for kind in words for word in KIND_WORDS[kind] for rest in _without(plain, word)}


def _noun(rest: str, kind: PlaceKind) -> list[str]:
    """Give the town that a port or station is named after by an adjective."""
    if kind not in (PlaceKind.STATION, PlaceKind.PORT, PlaceKind.AIRPORT):
        return []
    return [rest.removesuffix(end) for end in ADJECTIVES if rest.endswith(end) and " " not in rest]


def _without(plain: str, word: str) -> list[str]:
    """Take a word off either end of a name; off its end alone in scripts without spaces."""
    starts = plain.startswith(f"{word} ") and not _is_spaceless(word)
    rests = [plain.removeprefix(f"{word} ").strip()] if starts else []
    return [rest for rest in rests if _is_name(rest)] + _without_end(plain, word)


def _without_end(plain: str, word: str) -> list[str]:
    """Take a word off the end of a name; with the space before it in scripts that have spaces."""
    end = word if _is_spaceless(word) or word.startswith("-") else f" {word}"
    rest = plain.removesuffix(end).strip()
    return [rest] if plain.endswith(end) and _is_name(rest) else []


def _is_name(rest: str) -> bool:
    """Whether enough is left to be a name."""
    return len(fold(rest)) > 1


def _is_spaceless(word: str) -> bool:
    """Whether a word is of a script that glues it to the name (Han, Hangul)."""
    return unicodedata.name(word[0], "").startswith(("CJK", "HANGUL"))
