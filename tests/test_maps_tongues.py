"""The languages of the page: their files are whole, and say dates and numbers as they should."""

import pickle
import re
from copy import deepcopy

import pytest
from make_words import WORDS, read_messages, read_translations, refreshed

from geo.dates import parse_date
from geo.quantities import parse_quantity
from geo.words import capital, joined, message, say, say_many, word_forms
from maps.page.entries.notes import noted
from maps.page.entries.words import counted_words, date_words, km_words, when_words
from maps.page.plain import json_block
from maps.page.render import word_table
from maps.page.translated import OWN_NAMES
from maps.tongues import TRANSLATED, read_tongue

PLACES = re.compile(r"\{(\w+)\}")


def forms(text):
    return [text] if isinstance(text, str) else list(text or ())


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_message_is_translated_in_all_its_forms_and_no_other_is(language):
    known = read_translations(language)
    wanted = {each.id for each in read_messages() if each.id}
    assert {each.id for each in known if each.id} == wanted
    for each in known:
        if each.id:
            number = known.num_plurals if each.pluralizable else 1
            assert len(forms(each.string)) == number, each.id
            assert all(forms(each.string)), each.id


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_translation_has_the_places_of_its_message(language):
    for each in read_translations(language):
        if each.id:
            places = set(PLACES.findall(" ".join(forms(each.id))))
            for text in forms(each.string):
                assert set(PLACES.findall(text)) == places, each.id
                assert text.count("{") == len(PLACES.findall(text)), each.id


@pytest.mark.parametrize("language", TRANSLATED)
def test_the_translators_files_are_as_the_script_writes_them(language):
    assert (WORDS / f"{language}.po").read_bytes() == refreshed(language)


def test_a_page_offers_each_language_that_is_translated():
    assert tuple(OWN_NAMES) == ("en", *TRANSLATED)


@pytest.mark.parametrize(
    ("cell", "ko", "ru", "zh"),
    [
        ("2024-02-05", "2024년 2월 5일", "5 февраля 2024 г.", "2024年2月5日"),
        ("2024-02", "2024년 2월", "февраль 2024 г.", "2024年2月"),
        ("2024-02~", "2024년 2월경", "ок. февраля 2024 г.", "约2024年2月"),
        ("2024-06/..", "2024년 6월부터", "с июня 2024 г.", "自2024年6月起"),
        ("2024", "2024년", "2024", "2024年"),
        ("201X", "2010년대", "2010-е годы", "2010年代"),
        (
            "XXXX-03-09",
            "3월 9일, 연도 명시되지 않음",
            "9 марта, год не указан",
            "3月9日，年份未说明",
        ),
        ("2023-Q3", "2023년 3분기", "III квартал 2023 г.", "2023年第三季度"),
        (
            "2024-01-14/2024-01-18",
            "2024년 1월 14일~18일",
            "14–18 янв. 2024 г.",
            "2024年1月14日至18日",
        ),
    ],
)
def test_a_date_reads_as_people_of_a_language_say_it(cell, ko, ru, zh):
    told = [date_words(parse_date(cell)).told(read_tongue(code)) for code in TRANSLATED]
    plain = [re.sub(r"[\u00a0\u202f\u2009]", " ", text).replace(" – ", "–") for text in told]
    assert plain == [ko, ru.replace(" – ", "–"), zh]


def test_a_number_is_grouped_and_counted_as_the_language_does():
    tongues = {code: read_tongue(code) for code in TRANSLATED}
    persons = counted_words(parse_quantity("~1200"), "persons")
    assert persons == "about 1,200 persons"
    assert persons.told(tongues["ru"]).replace("\u00a0", " ") == "около 1 200 человек"
    assert persons.told(tongues["zh"]) == "约1,200人"
    assert km_words(3_340).told(tongues["ru"]) == "3,3 км"
    sources = [say_many("{n} source", "{n} sources", n).told(tongues["ru"]) for n in (1, 3, 5, 21)]
    assert sources == ["1 источник", "3 источника", "5 источников", "21 источник"]
    told = word_forms("{n} event here", "{n} events here").told(tongues["ru"])
    assert set(told) >= {"one", "few", "many", "other"}


def test_words_are_their_english_text_and_stay_words_in_copies():
    words = say("Sources differ: {what}", what=say("place"))
    assert words == "Sources differ: place"
    assert hash(words) == hash("Sources differ: place")
    for copy in (deepcopy(words), pickle.loads(pickle.dumps(words))):
        assert copy.told(read_tongue("ru")) == "Источники расходятся: место"
    both = joined(", ", ["Khasan", words])
    assert both.told(read_tongue("ru")) == "Khasan, Источники расходятся: место"
    assert type(joined(", ", ["Khasan", "Rason"])) is str
    assert capital(say("not stated")).told(read_tongue("ru")) == "Не указано"
    assert when_words(parse_date("2024-05")).told(read_tongue("zh")) == "2024年5月"
    assert message("{n} day") == "{n} day"


def test_braces_in_a_text_of_a_case_are_no_places():
    hostile = "{0.__class__} {n} {{"
    words = say("Sources differ: {what}", what=hostile)
    assert words == f"Sources differ: {hostile}"
    assert words.told(read_tongue("ko")) == f"출처가 엇갈림: {hostile}"


def test_words_of_a_page_have_one_number_a_text():
    table = word_table("ko-KR")
    assert table.own.language == "ko"
    numbers = table.numbered({"a": say("Map"), "b": ["Map", say("Map")], "c": say("Events")})
    assert numbers == {"a": 0, "b": ["Map", 0], "c": 1}
    assert table.texts() == {0: "지도", 1: "사건"}
    assert str(table.marked(say("Map"))) == '<span data-w="0">지도</span>'
    assert str(table.marked(say("See:"))) == '<span data-w="2">참조:</span>'
    assert 2 not in table.texts()  # the page itself says it
    assert set(table.packed()) == {"en", "ru", "zh"}


def test_markup_in_words_is_escaped_and_what_acts_is_shown():
    table = word_table("en")
    words = say("Sources differ: {what}", what='<b onclick="x">\u202e')
    assert "<b" not in str(table.marked(words))
    assert "⟨U+202E⟩" in str(table.marked(words))
    assert "<b" not in str(table.attributes(aria_label=words))
    assert table.numbered([words]) == [0]
    assert "<" not in str(json_block(table.texts()))


def test_a_note_of_known_sentences_is_words():
    note = "Its position is stated in the case. Change of gauge: A (1)."
    assert noted(note) == note
    assert noted(note).told(read_tongue("zh")).endswith("轨距变换：A (1)。")
    assert noted("The only town “Khasan” in RU in the gazetteer.").told(read_tongue("ru")) == (
        "Единственная запись в географическом указателе: населённый пункт «Khasan», Россия."
    )
    assert noted("Something else. Listed, not drawn.") == "Something else. Listed, not drawn."
    assert noted("") == ""


def test_chinese_has_its_own_signs_between_texts_and_no_space_behind_them():
    chinese = read_tongue("zh")
    made = joined(", ", ["Khasan", say("planned")])
    assert made == "Khasan, planned"
    assert made.told(chinese) == "Khasan，计划中"
    assert made.told(read_tongue("ru")) == "Khasan, планируется"
    said = joined(" ", [say("Drafts are included."), say("Listed, not drawn.")])
    assert said.told(chinese) == "包含草稿。列出，未绘。"
