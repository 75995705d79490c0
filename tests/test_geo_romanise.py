"""Names of other scripts are read in Latin letters, and filed beside those that sound alike."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.romanise import is_hangul, latin_readings
from geo.skeleton import skeleton
from geo.toponyms import fold


@pytest.mark.parametrize(
    ("name", "latin"),
    [
        ("평양", "pyeongyang"),
        ("부산", "busan"),
        ("튜멘", "tyumen"),
        ("신의주", "sinuiju"),
        ("종로", "jongno"),
        ("신라", "silla"),
        ("한라산", "hallasan"),
        ("Хабаровск", "khabarovsk"),
        ("Щучинск", "shchuchinsk"),
        ("Київ", "kyiv"),
        ("თბილისი", "tbilisi"),
        ("Αθήνα", "athina"),
        ("丹东", "dandong"),
        ("さいたま", "saitama"),
    ],
)
def test_a_name_is_read_as_english_sources_write_it(name: str, latin: str) -> None:
    assert latin in latin_readings(fold(name))


@pytest.mark.parametrize(
    ("name", "latin"),
    [
        ("Шанхай", "shanghai"),
        ("Гуанчжоу", "guangzhou"),
        ("Раджин", "rajin"),
        ("Пусан", "pusan"),
        ("Тэгу", "tegu"),
    ],
)
def test_cyrillic_is_also_read_as_chinese_and_korean_names_are_written_in_it(
    name: str, latin: str
) -> None:
    assert latin in latin_readings(fold(name))


def test_a_latin_name_is_its_own_reading_and_nothing_has_none() -> None:
    assert latin_readings("khasan") == ["khasan"]
    assert latin_readings("") == []
    assert not is_hangul("khasan")


@given(st.text(max_size=40))
def test_every_reading_is_lower_case_latin(name: str) -> None:
    for reading in latin_readings(fold(name)):
        assert reading.isascii()
        assert reading.isalnum()
        assert reading == reading.lower()


@pytest.mark.parametrize(
    "names",
    [
        ("Vladivostok", "Wladiwostok", "Владивосток", "Vladyvostok"),
        ("Khasan", "Hassan", "Hasan", "Хасан", "하산"),
        ("Chongjin", "Cheongjin", "Ch'ŏngjin"),
        ("Shchuchinsk", "Schtschutschinsk", "Щучинск"),
        ("Pusan", "Busan", "부산"),
        ("Thessaloniki", "Θεσσαλονίκη"),
    ],
)
def test_spellings_of_one_name_have_one_skeleton(names: tuple[str, ...]) -> None:
    assert len({skeleton(fold(name)) for name in names}) == 1


@given(st.text(max_size=40))
def test_a_skeleton_keeps_no_vowel_but_a_leading_one(name: str) -> None:
    found = skeleton(fold(name))
    assert "A" not in found[1:]
    assert all(one != other for one, other in itertools.pairwise(found))
