"""Toponyms are brought to one key, however a source writes them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.places import PlaceKind
from geo.toponyms import BaseName, base_names, fold, romanisations, short_names


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("P'yŏngyang", "Pyongyang"),
        ("P’yŏngyang", "PYONGYANG"),
        ("São Paulo", "sao paulo"),
        ("Ulan-Ude", "Ulan Ude"),
        ("Łódź", "Lodz"),
        ("İstanbul", "Istanbul"),
        ("Ṣanʿāʾ", "Sana"),
        ("Ёлкино", "Елкино"),
        ("أبوظبي", "ابوظبى"),
        ("Ａｎａｄｙｒ", "Anadyr"),
        ("Tuman'gang-nodongjagu", "Tumangang nodongjagu"),
        ("豆滿江", "豆満江"),
        ("羅津", "罗津"),
    ],
)
def test_spellings_that_differ_in_marks_and_punctuation_share_a_key(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Tyumen", "Tumen"),
        ("DPR", "DPRK"),
        ("Rajin", "Rason"),
        ("दिल्ली", "दल्ल"),
        ("ガ", "カ"),
        ("서울", "서을"),
    ],
)
def test_names_of_different_places_keep_different_keys(one: str, other: str) -> None:
    assert fold(one) != fold(other)


def test_a_cyrillic_letter_in_a_latin_word_is_read_as_the_latin_one() -> None:
    assert fold("Сosmodrome") == fold("Cosmodrome")
    assert fold("Сахалин") == "сахалин"


def test_a_name_without_letters_has_no_key() -> None:
    assert fold("") == fold("?!… ") == fold("\u202e\x07") == ""


@given(st.text(max_size=60))
def test_folding_twice_changes_nothing(name: str) -> None:
    assert fold(fold(name)) == fold(name)


@pytest.mark.parametrize(
    ("name", "base", "kind"),
    [
        ("Khasan Station", "khasan", PlaceKind.STATION),
        ("Port of Vladivostok", "vladivostok", PlaceKind.PORT),
        ("두만강역", "두만강", PlaceKind.STATION),
        ("哈桑站", "哈桑", PlaceKind.STATION),
        ("станция Хасан", "хасан", PlaceKind.STATION),
        ("Suva International Airport", "suva", PlaceKind.AIRPORT),
        ("Primorsky Krai", "primorsky", PlaceKind.REGION),
        ("Tuman'gang-rodongjagu", "tuman'gang", PlaceKind.TOWN),
        ("Ch'ŏngjin-si", "ch'ŏngjin", PlaceKind.TOWN),
        ("Dumangang River Station", "dumangang", PlaceKind.STATION),
        ("Владивостокский порт", "владивосток", PlaceKind.PORT),
        ("Musan County", "musan", PlaceKind.REGION),
        ("Rason Special City", "rason", PlaceKind.REGION),
    ],
)
def test_a_word_for_the_kind_is_taken_off_and_tells_the_kind(
    name: str, base: str, kind: PlaceKind
) -> None:
    assert base_names(name)[0] == BaseName(base, kind)


def test_a_name_that_is_nothing_but_a_word_for_a_kind_has_no_base() -> None:
    assert base_names("Station") == base_names("Port") == base_names("역") == []


def test_a_short_ending_is_one_only_behind_a_hyphen() -> None:
    assert base_names("Ban Dong") == base_names("Port-au-Prince") == base_names("Si Racha") == []


def test_an_official_name_is_also_known_in_short_but_kansas_city_is_not_kansas() -> None:
    assert "하얼빈" in short_names("하얼빈 시", PlaceKind.CITY)
    assert "liaoning" in short_names("Liaoning Province", PlaceKind.REGION)
    assert short_names("Kansas City", PlaceKind.CITY) == set()


def test_a_russian_ending_is_found_in_other_romanisations() -> None:
    assert fold("Primorskiy kray") in romanisations(fold("Primorsky Krai"))
    assert romanisations("suva") == []
