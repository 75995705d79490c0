"""Two spellings in Latin letters are one name by a convention of the countries it is for."""

import pytest

from geo.conventions import CONVENTIONS, HANGUL, Convention
from geo.romanise import latin_readings
from geo.toponyms import fold

COMMON, RUSSIAN, KOREAN, CHINESE = CONVENTIONS


def is_one(way: Convention, one: str, other: str) -> bool:
    """Tell whether two spellings come to one key."""
    return bool(way.keys(fold(one)) & way.keys(fold(other)))


@pytest.mark.parametrize(
    ("way", "one", "other"),
    [
        (COMMON, "Hassan", "Khasan"),
        (COMMON, "Chasan", "Khasan"),
        (COMMON, "Wladiwostok", "Vladivostok"),
        (COMMON, "Tjumen", "Tyumen"),
        (COMMON, "Iakoutsk", "Yakutsk"),
        (COMMON, "Shchuchinsk", "Schtschutschinsk"),
        (RUSSIAN, "Primorskiy", "Primorsky"),
        (RUSSIAN, "Primorskij", "Primorskii"),
        (RUSSIAN, "Jekaterinburg", "Yekaterinburg"),
        (RUSSIAN, "Charkow", "Kharkov"),
        (RUSSIAN, "Lugansk", "Luhansk"),
        (KOREAN, "Cheongjin", "Ch'ŏngjin"),
        (KOREAN, "Raseon", "Nasŏn"),
        (KOREAN, "Rajin", "Najin"),
        (KOREAN, "Busan", "Pusan"),
        (KOREAN, "Dumangang", "Tuman'gang"),
        (KOREAN, "Tumangang-rodongjagu", "Tuman'gang-nodongjagu"),
        (CHINESE, "Tantung", "Dandong"),
        (CHINESE, "Tsitsihar", "Qiqihar"),
        (CHINESE, "Hsian", "Xi'an"),
        (CHINESE, "Antung", "Andong"),
    ],
)
def test_conventions_of_one_language_come_to_one(way: Convention, one: str, other: str) -> None:
    assert is_one(way, one, other)


@pytest.mark.parametrize("way", [*CONVENTIONS, HANGUL])
@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Rajin", "Rason"),
        ("DPR", "DPRK"),
        ("Vladivostok", "Vladikavkaz"),
        ("Busan", "Masan"),
        ("Omsk", "Tomsk"),
        ("Donetsk", "Lipetsk"),
    ],
)
def test_names_of_different_places_stay_apart(way: Convention, one: str, other: str) -> None:
    assert not is_one(way, one, other)


@pytest.mark.parametrize("way", CONVENTIONS)
def test_tyumen_and_tumen_stay_apart(way: Convention) -> None:
    assert not is_one(way, "Tyumen", "Tumen")


@pytest.mark.parametrize(
    ("hangul", "latin"),
    [
        ("튜멘", "Tyumen"),
        ("하바롭스크", "Khabarovsk"),
        ("우수리스크", "Ussuriysk"),
        ("블라디보스토크", "Vladivostok"),
        ("로스토프", "Rostov"),
    ],
)
def test_a_foreign_name_in_hangul_is_the_name_that_it_writes(hangul: str, latin: str) -> None:
    wanted = {key for reading in latin_readings(fold(hangul)) for key in HANGUL.keys(reading)}
    assert wanted & HANGUL.keys(fold(latin))
