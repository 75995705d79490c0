"""Toponyms: the same name written in different ways, brought to one key."""

import unicodedata
from dataclasses import dataclass

from geo.places import PlaceKind

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

#: Words around a name that say what kind of thing is meant, in some larger languages; read
#: as words where the script has spaces, else as an ending.
KIND_WORDS: dict[PlaceKind, tuple[str, ...]] = {
    PlaceKind.STATION: (
        "train station", "railway station", "rail station", "station", "gare de", "gare",
        "bahnhof", "hauptbahnhof", "hbf", "stazione di", "estación de", "estacion de",
        "железнодорожная станция", "станция", "ст.", "вокзал", "기차역", "역", "火车站", "火車站",
        "站", "駅",
    ),
    PlaceKind.PORT: (
        "seaport", "sea port", "port of", "port", "harbour", "harbor", "puerto de", "porto di",
        "porto de", "port de", "hafen", "морской порт", "порт", "항구", "항", "港口", "港",
    ),
    PlaceKind.AIRPORT: (
        "international airport", "airport", "flughafen", "aéroport de", "aeropuerto de",
        "международный аэропорт", "аэропорт", "국제공항", "공항", "国际机场", "國際機場", "机场",
        "機場", "空港",
    ),
    PlaceKind.BORDER_CROSSING: (
        "border crossing", "border post", "border checkpoint", "checkpoint", "crossing",
        "пункт пропуска", "кпп", "口岸",
    ),
    PlaceKind.CITY: (
        "city of", "city", "town of", "town", "ciudad de", "город", "гор.", "г.", "посёлок",
        "поселок", "пос.", "특별시", "직할시", "광역시", "시", "直轄市", "直辖市", "市",
    ),
    PlaceKind.REGION: (
        "province of", "province", "oblast", "krai", "kray", "prefecture", "region", "state of",
        "state", "territory", "область", "край", "республика", "провинция",
        "자치구", "도", "주", "自治区", "省", "州",
    ),
}  # fmt: skip


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
    Latin word) are read as what they look like. Folding a folded name changes nothing.
    """
    words = unicodedata.normalize("NFKC", name).casefold().split()
    return _one_script("".join(_fold_word(word) for word in words))


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
        has no such word or is nothing else.
    """
    plain = " ".join(unicodedata.normalize("NFKC", name).casefold().split())
    found: dict[BaseName, int] = {}
    for kind, words in KIND_WORDS.items():
        for word in words:
            for rest in _without(plain, word):
                found.setdefault(BaseName(rest, kind), len(word))
    return sorted(found, key=lambda base: (-found[base], base.name, base.kind))


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
    return {base.name for base in base_names(name) if base.kind in words}


def _without(plain: str, word: str) -> list[str]:
    """Take a word off either end of a name; off its end alone in scripts without spaces."""
    if _is_spaceless(word):
        ends = [plain.removesuffix(word)] if plain.endswith(word) else []
    else:
        ends = [plain.removeprefix(f"{word} ")] if plain.startswith(f"{word} ") else []
        ends += [plain.removesuffix(f" {word}")] if plain.endswith(f" {word}") else []
    return [rest.strip() for rest in ends if len(fold(rest)) > 1]


def _is_spaceless(word: str) -> bool:
    """Whether a word is of a script that glues it to the name (Han, Hangul)."""
    return unicodedata.name(word[0], "").startswith(("CJK", "HANGUL"))
