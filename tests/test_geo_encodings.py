"""Bytes are UTF-8, or an error that says what they are."""

import pytest

from geo.encodings import decode, guess
from geo.errors import CaseError


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("CP949", "북한 노동자들이 열차로 도착했다"),
        ("CP949", "라진"),
        ("GB18030", "朝鲜工人乘火车抵达俄罗斯"),
        ("BIG5", "朝鮮工人乘火車抵達俄羅斯海參崴"),
        ("CP932", "万景峰号は新潟港に入った"),
        ("CP932", "ウラジオストク"),
        ("EUC-JP", "万景峰号は新潟港に入った"),
        ("CP1251", "Поезд прибыл на станцию «Хасан»"),
        ("KOI8-R", "Поезд прибыл на станцию Хасан"),
        ("CP866", "Поезд прибыл на станцию Хасан"),
        ("CP1252", "Événement à Nouméa, São Tomé"),
        ("CP1250", "Przemyśl Główny, Łódź"),
    ],
)
def test_an_encoding_is_told_by_its_letters(encoding, text):
    assert guess(f"id,title\na,{text}\n".encode(encoding)) == encoding


def test_the_first_wrong_byte_and_the_command_that_helps_are_named():
    data = "id,title\r\na,One\r\nb,Хасан\r\n".encode("cp1251")
    with pytest.raises(CaseError) as caught:
        decode(data, "my events.csv")
    assert str(caught.value) == (
        "my events.csv:3: the byte 0xD5 is not UTF-8; the text looks like CP1251 "
        "(iconv -f CP1251 -t UTF-8 'my events.csv' > 'my events.csv'.utf8"
        " && mv 'my events.csv'.utf8 'my events.csv')"
    )


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_wide_encodings_are_named(encoding):
    with pytest.raises(CaseError, match=r"UTF-(16|32)"):
        decode("id,title\na,One\n".encode(encoding), "events.csv")


def test_one_wrong_byte_among_good_ones_is_no_other_encoding():
    with pytest.raises(CaseError, match="retype what stands there"):
        decode("id,title\na,라진".encode() + b"\xff\n", "events.csv")


def test_a_byte_order_mark_is_no_part_of_the_text():
    assert decode(b"\xef\xbb\xbfid\n", "events.csv") == "id\n"
    assert decode(b"", "events.csv") == ""


def test_a_long_run_of_kana_is_judged_without_trying_every_cut():
    with pytest.raises(CaseError, match="not UTF-8"):
        decode("ア".encode("cp932") * 200_000 + b"\x81\x99a", "events.csv")
