"""Names of other scripts in Latin letters, in each way that sources write them."""

import re
import unicodedata


def _words(text: str) -> list[str]:
    """Take a table of short texts apart."""
    return text.split()


#: Cyrillic letters as English-language sources write them; `-` is no sound.
CYRILLIC_LETTERS = "абвгґдђеёєжзиіїйјклљмнњопрстћуўфхцчџшщъыьэюяқғңөұүһәҗ"
CYRILLIC_SOUNDS = _words(
    "a b v g g d dj e e e zh z i i i i j k l lj m n nj o p r s t c u u f kh ts ch dzh sh shch "
    "- y - e yu ya k g ng o u u h a j"
)
CYRILLIC = str.maketrans(dict(zip(CYRILLIC_LETTERS, CYRILLIC_SOUNDS, strict=True)))
#: Letters that tell Ukrainian, where г is h and и is y.
UKRAINIAN = re.compile("[ґєії]")

Rules = tuple[tuple[str, str], ...]

#: Chinese in Cyrillic (Palladius): н is ng but before a vowel or with a soft sign.
PALLADIUS: Rules = (
    ("н(?![ьъаеёиоуыэюя])", "ng"), ("нь", "n"), ("нъ", "n"), ("цз(?=[иьюяе])", "j"),
    ("цз|дз", "z"), ("чж", "zh"), ("ц(?=[иьюяе])", "q"), ("ц", "c"), ("с(?=[иьюя])", "x"),
    ("ж", "r"), ("х", "h"), ("ао", "ao"), ("юй", "yu"), ("ой", "oi"),
    ("уэ", "ue"), ("юэ", "yue"), ("э", "e"), ("ун", "un"), ("юн", "iong"), ("ю", "iu"),
    ("я", "ia"), ("е", "ie"),
)  # fmt: skip
#: Korean in Cyrillic (Kontsevich): aspirates are written with х, affricates with ч and дж.
KONTSEVICH: Rules = (
    ("дж", "j"), ("тч", "jj"), ("чх", "ch"), ("пх", "p"), ("тх", "t"), ("кх", "k"), ("х", "h"),
    ("нъ", "ng"), ("ы", "eu"), ("э", "e"), ("ч", "j"),
)  # fmt: skip

YEO = ("е", "yeo")
#: What neither system writes.
NOT_CHINESE = re.compile("[пткч]х|дж|щ")
NOT_KOREAN = re.compile("[цщзф]|(?<!д)ж")

#: Hangul letters in the Revised Romanization, in the order of Unicode; tails as they sound before
#: a consonant, and as they are linked to a vowel.
LEADS = _words("g kk n d tt r m b pp s ss - j jj ch k t p h")
VOWELS = _words("a ae ya yae eo e yeo ye o wa wae oe yo u wo we wi yu eu ui i")
TAILS = _words("- k k k n n n t l k m l l l p l m p p t t ng t t k t p t")
LINKED = _words("- g kk gs n nj n d r lg lm lb ls lt lp r m b bs s ss ng j ch k t p -")
#: How neighbouring sounds change each other.
SANDHI = (("nr", "ll"), ("lr", "ll"), ("ln", "ll"), ("ngr", "ngn"), ("mr", "mn"), ("kn", "ngn"))
FIRST_SYLLABLE, LAST_SYLLABLE = "가", "힣"


def latin_readings(key: str) -> list[str]:
    """
    Write a folded name in Latin letters.

    Parameters
    ----------
    key
        A folded name in any script.

    Returns
    -------
    list[str]
        Lower-case letters and digits, the most usual reading first: Cyrillic also as if it wrote
        a Chinese name (Palladius) and a Korean one (Kontsevich), Hangul also without the vowels
        that it puts between foreign consonants; the key itself where it is Latin; empty where
        nothing is left.

    Notes
    -----
    Scripts without a table here (Han, kana, Georgian, Arabic …) are read by the package anyascii;
    it gives Han in pinyin, and Arabic and Hebrew without vowels.
    """
    if key.isascii():
        return [key] if key else []
    if is_hangul(key):
        revised = _hangul(key)
        readings = [revised, revised.replace("eu", "")]
    elif any("а" <= c <= "ӿ" for c in key):
        readings = _cyrillic(key)
    else:
        # The nasal of Indic scripts is written m, and sounds as the consonant after it does.
        written = _ascii(key)
        readings = [written, re.sub("m(?![aeioumpb])", "n", written)]
    return list(dict.fromkeys(filter(None, map(_ascii, readings))))


def is_hangul(key: str) -> bool:
    """
    Tell whether a name is written in Hangul.

    Parameters
    ----------
    key
        A folded name.

    Returns
    -------
    bool
        True where any letter of it is.
    """
    return any(FIRST_SYLLABLE <= letter <= LAST_SYLLABLE for letter in key)


def _ascii(text: str) -> str:
    """Write what is left of other scripts in Latin letters, and keep letters and digits."""
    if not text.isascii():
        from anyascii import anyascii  # noqa: PLC0415 - read only where a name needs it

        text = anyascii(text)
    return "".join(c for c in text.lower() if c.isalnum())


def _cyrillic(key: str) -> list[str]:
    """Read Cyrillic by the systems at hand."""
    own = key
    if UKRAINIAN.search(key):
        own = key.replace("г", "h").replace("и", "y")
    found = [own]
    systems: list[Rules] = [] if NOT_CHINESE.search(key) else [PALLADIUS]
    # Folding leaves no trace of ё, which Kontsevich's system writes for yeo.
    systems += [] if NOT_KOREAN.search(key) else [KONTSEVICH, (*KONTSEVICH, YEO)]
    found += [_by_rules(key, system) for system in systems]
    return [text.translate(CYRILLIC).replace("-", "") for text in found]


def _by_rules(text: str, rules: Rules) -> str:
    """Replace patterns in turn."""
    for pattern, other in rules:
        text = re.sub(pattern, other, text)
    return text


def _hangul(key: str) -> str:
    """Read Hangul by the Revised Romanization."""
    written = unicodedata.normalize("NFC", key)
    spelled = []
    for letter, after in zip(written, [*written[1:], ""], strict=True):
        if not FIRST_SYLLABLE <= letter <= LAST_SYLLABLE:
            spelled.append(letter)
            continue
        lead, rest = divmod(ord(letter) - ord(FIRST_SYLLABLE), 588)
        tails = LINKED if _begins_with_vowel(after) else TAILS
        spelled += [LEADS[lead], VOWELS[rest // 28], tails[rest % 28]]
    text = "".join(spelled).replace("-", "")
    for one, other in SANDHI:
        text = text.replace(one, other)
    return text


def _begins_with_vowel(letter: str) -> bool:
    """Whether a syllable of Hangul begins with a vowel."""
    if not FIRST_SYLLABLE <= letter <= LAST_SYLLABLE:
        return False
    return LEADS[(ord(letter) - ord(FIRST_SYLLABLE)) // 588] == "-"
