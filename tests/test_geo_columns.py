"""Cells become values, or say what is wrong with them."""

import pytest

from geo.columns import (
    checksum,
    colour,
    columns_of,
    country_codes,
    identifier,
    identifiers,
    language_tag,
    names,
    nearest_help,
    number,
    phrase,
    translations,
    web_address,
    whole_number,
    yes_or_no,
)
from geo.errors import ValueProblem
from geo.places import PlaceRow
from routes.journeys import LegRow


def test_a_record_is_its_schema():
    columns = columns_of(LegRow)
    assert columns["from"].attribute == "from_"
    assert columns["from"].refers_to == "places"
    assert columns["journey"].required
    assert "where" not in columns
    assert "extra" not in columns
    assert {"source", "certainty"} <= set(columns_of(PlaceRow))


@pytest.mark.parametrize("cell", ["a", "0", "-", "e_1-b", "12345678901234567890"])
def test_ids_are_small_letters_digits_and_two_signs(cell):
    assert identifier(cell) == cell


@pytest.mark.parametrize(
    ("cell", "told"),
    [
        ("E4", r"U\+0045.*write e4"),
        ("р1", r"U\+0440"),
        ("a b", r"U\+0020"),
        ("a.b", r"U\+002E"),
        ("é", r"U\+00E9"),
    ],
)
def test_another_character_in_an_id_is_named(cell, told):
    with pytest.raises(ValueProblem, match=told):
        identifier(cell)


def test_several_values_are_stripped_and_none_is_empty():
    assert identifiers("a; b ;c") == ("a", "b", "c")
    with pytest.raises(ValueProblem, match="empty value"):
        names(";")("a;;b")


@pytest.mark.parametrize(
    ("cell", "value"), [("42.43", 42.43), ("-.5", -0.5), ("+7", 7), ("1e-05", 1e-05), ("3.", 3)]
)
def test_numbers_have_a_point(cell, value):
    assert number(cell) == value


@pytest.mark.parametrize(
    ("cell", "told"),
    [
        ("42,43", "write 42.43"),
        ("４２.43", "write 42.43"),
        ("−42.43", "write -42.43"),
        ("inf", "not a number"),
        ("nan", "not a number"),
        ("1e999", "not a number"),
        ("1_000", "not a number"),
        ("42°25′N", "not a number"),
    ],
)
def test_what_is_no_number_is_told_with_what_to_write(cell, told):
    with pytest.raises(ValueProblem, match=told):
        number(cell)


@pytest.mark.parametrize(
    "cell",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "https://",
        "https://a b",
        'https://a/"x',
        "ftp://a/",
        "//a/b",
        "https://[::1",
    ],
)
def test_only_web_addresses_are_web_addresses(cell):
    with pytest.raises(ValueProblem, match="is not a web address"):
        web_address(cell)


def test_a_web_address_in_another_script_is_one():
    assert web_address("https://例え.jp/道?a=1#b") == "https://例え.jp/道?a=1#b"


def test_a_phrase_has_25_words_at_most():
    assert phrase("word " * 25)
    with pytest.raises(ValueProblem, match="26 words"):
        phrase("word " * 26)


def test_small_kinds_of_cells():
    assert colour("#B01E3C") == "#b01e3c"
    assert yes_or_no("no") is False
    assert whole_number("12") == 12
    assert country_codes("KP;CN") == ("KP", "CN")
    assert translations("ru=Хасан;zh-Hans=哈桑") == (("ru", "Хасан"), ("zh-Hans", "哈桑"))
    assert language_tag("zh-Hant-TW") == "zh-Hant-TW"
    assert checksum("AB" * 32) == "ab" * 32


@pytest.mark.parametrize(
    ("parse", "cell"),
    [
        (colour, "red"),
        (yes_or_no, "true"),
        (whole_number, "0"),
        (whole_number, "1.0"),
        (whole_number, "9" * 5000),
        (country_codes, "kp"),
        (translations, "Хасан"),
        (translations, "ru=a;ru=b"),
        (language_tag, "English (UK)"),
        (checksum, "abc"),
    ],
)
def test_small_kinds_of_cells_refuse_the_rest(parse, cell):
    with pytest.raises(ValueProblem):
        parse(cell)


def test_the_nearest_word_is_named_or_all_of_few():
    assert nearest_help("titel", ["title", "date"]) == "did you mean title?"
    assert nearest_help("latitude", ["lat", "lon"]) == "did you mean lat?"
    assert nearest_help("zzz", ["title", "date"]) == "known: date, title"
    assert nearest_help("zzz", [f"column{n}" for n in range(100)]) == ""
    assert nearest_help("zzz", []) == ""


def test_the_nearest_of_thousands_of_words_is_found_too():
    words = frozenset(f"place-number-{n}" for n in range(5000))
    assert nearest_help("place-numbr-77", words) == "did you mean place-number-77?"
    assert nearest_help("Place-Number-77-old", words) == "did you mean place-number-77?"
    assert nearest_help("zzz", words) == nearest_help("x" * 100_000, words) == ""
