"""English words for countries, as far as headlines join two of them."""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import NamedTuple

#: Names, adjectives and combining forms by ISO code; `Korean` alone may be either's.
WORDS: Mapping[str, str] = {
    "AE": "emirati emirates uae", "AF": "afghanistan afghan", "AL": "albania albanian albano",
    "AM": "armenia armenian", "AO": "angola angolan", "AR": "argentina argentine argentinian",
    "AT": "austria austrian austro", "AU": "australia australian",
    "AZ": "azerbaijan azerbaijani azeri", "BA": "bosnia bosnian", "BD": "bangladesh bangladeshi",
    "BE": "belgium belgian", "BG": "bulgaria bulgarian bulgaro", "BI": "burundi burundian",
    "BO": "bolivia bolivian", "BR": "brazil brazilian", "BW": "botswana botswanan",
    "BY": "belarus belarusian", "CA": "canada canadian", "CD": "congo congolese",
    "CG": "congo congolese", "CH": "switzerland swiss", "CI": "ivory_coast ivorian",
    "CL": "chile chilean", "CM": "cameroon cameroonian", "CN": "china chinese sino",
    "CO": "colombia colombian", "CR": "costa_rica costa_rican", "CU": "cuba cuban",
    "CY": "cyprus cypriot", "CZ": "czechia czech", "DE": "germany german germano",
    "DJ": "djibouti djiboutian", "DK": "denmark danish dano",
    "DO": "dominican_republic dominican", "DZ": "algeria algerian", "EC": "ecuador ecuadorian",
    "EE": "estonia estonian", "EG": "egypt egyptian", "ER": "eritrea eritrean",
    "ES": "spain spanish hispano", "ET": "ethiopia ethiopian", "FI": "finland finnish finno",
    "FR": "france french franco", "GB": "britain british anglo uk", "GE": "georgia georgian",
    "GH": "ghana ghanaian", "GR": "greece greek greco", "GT": "guatemala guatemalan",
    "HN": "honduras honduran", "HR": "croatia croatian", "HT": "haiti haitian",
    "HU": "hungary hungarian", "ID": "indonesia indonesian", "IE": "ireland irish",
    "IL": "israel israeli", "IN": "india indian indo", "IQ": "iraq iraqi", "IR": "iran iranian",
    "IS": "iceland icelandic", "IT": "italy italian italo", "JO": "jordan jordanian",
    "JP": "japan japanese nippo", "KE": "kenya kenyan", "KG": "kyrgyzstan kyrgyz",
    "KH": "cambodia cambodian", "KP": "north_korea north_korean dprk korean",
    "KR": "south_korea south_korean korean", "KW": "kuwait kuwaiti", "KZ": "kazakhstan kazakh",
    "LA": "laos lao laotian", "LB": "lebanon lebanese", "LK": "sri_lanka sri_lankan",
    "LT": "lithuania lithuanian", "LU": "luxembourg", "LV": "latvia latvian",
    "LY": "libya libyan", "MA": "morocco moroccan", "MD": "moldova moldovan",
    "ME": "montenegro montenegrin", "MG": "madagascar malagasy",
    "MK": "north_macedonia north_macedonian macedonia macedonian", "ML": "mali malian",
    "MM": "myanmar burma burmese", "MN": "mongolia mongolian mongol",
    "MR": "mauritania mauritanian", "MT": "malta maltese", "MX": "mexico mexican",
    "MY": "malaysia malaysian", "MZ": "mozambique mozambican", "NA": "namibia namibian",
    "NE": "niger nigerien", "NG": "nigeria nigerian", "NI": "nicaragua nicaraguan",
    "NL": "netherlands dutch", "NO": "norway norwegian", "NP": "nepal nepali nepalese",
    "NZ": "new_zealand", "OM": "oman omani", "PA": "panama panamanian", "PE": "peru peruvian",
    "PH": "philippines philippine filipino", "PK": "pakistan pakistani",
    "PL": "poland polish polono", "PS": "palestine palestinian", "PT": "portugal portuguese luso",
    "PY": "paraguay paraguayan", "QA": "qatar qatari", "RO": "romania romanian",
    "RS": "serbia serbian serbo", "RU": "russia russian russo", "RW": "rwanda rwandan",
    "SA": "saudi saudi_arabia saudi_arabian", "SD": "sudan sudanese", "SE": "sweden swedish",
    "SG": "singapore singaporean", "SI": "slovenia slovenian slovene", "SK": "slovakia slovak",
    "SN": "senegal senegalese", "SO": "somalia somali", "SS": "south_sudan south_sudanese",
    "SV": "el_salvador salvadoran", "SY": "syria syrian", "TD": "chad chadian",
    "TH": "thailand thai", "TJ": "tajikistan tajik", "TM": "turkmenistan turkmen",
    "TN": "tunisia tunisian", "TR": "turkey turkish turko türkiye", "TW": "taiwan taiwanese",
    "TZ": "tanzania tanzanian", "UA": "ukraine ukrainian", "UG": "uganda ugandan",
    "US": "american us usa", "UY": "uruguay uruguayan", "UZ": "uzbekistan uzbek",
    "VE": "venezuela venezuelan", "VN": "vietnam vietnamese", "XK": "kosovo kosovar kosovan",
    "YE": "yemen yemeni", "ZA": "south_africa south_african", "ZM": "zambia zambian",
    "ZW": "zimbabwe zimbabwean",
}  # fmt: skip
#: Names of two words, joined into one before countries are looked for.
_DOUBLE = re.compile(
    "|".join(
        rf"\b{name.replace('_', '[ ]')}"
        for name in sorted(" ".join(WORDS.values()).split(), reverse=True)
        if "_" in name
    )
)
_WORD = r"([^\W\d]+)"
_JOINED = (
    re.compile(rf"(?<![\w-]){_WORD}\s?[-–‐]\s?{_WORD}(?!\w)"),
    re.compile(rf"\b(?:(?:from )?{_WORD} to|between {_WORD} and) (?:the )?{_WORD}(?!\w)"),
)


class Pair(NamedTuple):
    """Two countries that a text joins: as written, and the codes that each side may mean."""

    text: str
    one: frozenset[str]
    other: frozenset[str]


def pairs_in(text: str) -> Iterator[Pair]:
    """
    Find the countries that a text joins.

    Parameters
    ----------
    text
        English.

    Yields
    ------
    Pair
        First `Sino-Russian`, `Russia–North Korea`, then `from Chile to Peru`, `between Russia and
        China`; each in the order of the text.
    """
    codes, plain = _codes(), _DOUBLE.sub(lambda name: name[0].replace(" ", "_"), text.lower())
    for joined in _JOINED:
        for found in joined.finditer(plain):
            one, other = (codes.get(word, frozenset()) for word in found.groups() if word)
            if one and other and one != other:
                yield Pair(text[found.start() : found.end()], one, other)


@cache
def _codes() -> Mapping[str, frozenset[str]]:
    """Give the codes that each word may mean."""
    found: dict[str, frozenset[str]] = {}
    for code, words in WORDS.items():
        for word in words.split():
            found[word] = found.get(word, frozenset()) | {code}
    return found
