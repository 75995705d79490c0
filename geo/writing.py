"""In which scripts countries write, and which of their names reach Latin letters by convention."""

import unicodedata

#: ISO codes of countries where an official language is written in another script (Unicode CLDR,
#: likely scripts of official languages). Elsewhere a name in Latin letters has one spelling.
ROMANISED_IN = frozenset(
    code
    for row in (
        "AE AF AM BD BG BH BN BT BY CN CY DJ DZ EG EH ER ET GE GR HK IL IN",
        "IQ IR JO JP KG KH KM KP KR KW KZ LA LB LK LY MA ME MK MM MN MO MR",
        "MV NP OM PK PS QA RS RU SA SD SG SO SY TD TH TJ TN TW UA YE",
    )
    for code in row.split()
)

#: Where a script is at home (Unicode CLDR, likely scripts of official languages, and Han where
#: names have a form in it). A name of elsewhere in one of these is an exonym.
AT_HOME = {
    "HANGUL": frozenset({"KP", "KR"}),
    "CJK": frozenset({"CN", "TW", "HK", "MO", "SG", "JP", "KP", "KR"}),
    "HIRAGANA": frozenset({"JP"}),
    "KATAKANA": frozenset({"JP"}),
    "CYRILLIC": frozenset({"RU", "UA", "BY", "KZ", "KG", "TJ", "MN", "BG", "RS", "MK", "BA", "ME"}),
}


def is_exonym(name: str, country: str) -> bool:
    """
    Tell whether a name is in a script that its country does not write.

    Parameters
    ----------
    name
        As a source writes it.
    country
        ISO 3166-1 alpha-2.

    Returns
    -------
    bool
        False for scripts of many countries, such as Latin and Arabic.
    """
    scripts = {unicodedata.name(c, "").partition(" ")[0] for c in name if c.isalpha()}
    return any(country not in AT_HOME[script] for script in scripts & set(AT_HOME))
