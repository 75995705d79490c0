"""Namesakes are told apart by evidence that adds up; what is not clear is refused."""

import pytest

from geo.answers import Status, answer, checked_hints, geocode_names
from geo.candidate import AmbiguousPlaceError, PlaceNotFoundError
from geo.coords import LonLat
from geo.errors import CallError, CaseError, NotFoundError, Where
from geo.gazetteer import read_gazetteer
from geo.geocode import geocode
from geo.locate import Query, locate, weigh
from geo.places import PlaceKind, PlaceRow
from geo.score import Aspect
from geo.together import WINDOW, geocode_together

TUMEN = LonLat(130, 43)


@pytest.fixture(scope="module")
def gazetteer():
    return read_gazetteer()


def row(id_, name, kind, **cells):
    where = Where("places.csv", int(id_) + 1)
    return PlaceRow(where=where, id=id_, name=name, kind=PlaceKind(kind), **cells)


def test_the_points_of_a_candidate_add_up_to_its_score(gazetteer):
    for each in weigh(Query(names=("Springfield",), near=(LonLat(-90, 40),)), gazetteer).found:
        assert each.score == pytest.approx(sum(points.points for points in each.evidence), abs=0.01)


def test_a_choice_keeps_its_score_the_runner_up_and_the_reason(gazetteer):
    choice = locate(Query(names=("Khasan",), near=(TUMEN,)), gazetteer)
    assert choice.candidate.id == "geonames:2022586"
    assert choice.rival.candidate.id == "geonames:1270239"
    assert choice.score > choice.rival.score + 1.5
    assert "taken by nearness, 83 km from" in choice.why
    assert "Hassan, IN (geonames:1270239" in choice.why


def test_a_name_that_is_another_ones_romanisation_is_not_taken_silently(gazetteer):
    for name in ("Hassan", "Hasan"):
        with pytest.raises(AmbiguousPlaceError) as caught:
            locate(Query(names=(name,)), gazetteer)
        assert "geonames:2022586" in {each.id for each in caught.value.candidates}
        near = locate(Query(names=(name,), near=(TUMEN,)), gazetteer)
        assert near.candidate.id == "geonames:2022586"
        assert "another romanisation of Khasan" in near.why
    assert locate(Query(names=("Hassan",), countries=("IN",)), gazetteer).candidate.country == "IN"


def test_a_misspelling_is_taken_only_where_something_else_speaks_for_it_and_said(gazetteer):
    with pytest.raises(PlaceNotFoundError) as caught:
        locate(Query(names=("Vladivosotk",)), gazetteer)
    assert "spelled nearly so: geonames:2013348" in caught.value.help
    for known in ({"countries": ("RU",)}, {"near": (TUMEN,)}):
        choice = locate(Query(names=("Vladivosotk",), **known), gazetteer)
        assert choice.candidate.id == "geonames:2013348"
        assert "Read as a misspelling" in choice.why
    with pytest.raises(PlaceNotFoundError):
        locate(Query(names=("Vladivosotk",), near=(LonLat(0, 0),)), gazetteer)


def test_a_name_that_something_bears_elsewhere_is_not_taken_for_a_misspelling(gazetteer):
    with pytest.raises(PlaceNotFoundError) as caught:
        locate(Query(names=("Khasan",), countries=("KP",)), gazetteer)
    assert {each.country for each in caught.value.candidates} <= {"IN", "RU"}


def test_a_code_is_not_read_as_a_slip_of_another_code(gazetteer):
    with pytest.raises(NotFoundError):
        locate(Query(names=("KPQQQ",), near=(TUMEN,)), gazetteer)


def test_size_alone_decides_for_cities_known_everywhere_and_for_no_others(gazetteer):
    assert locate(Query(names=("Paris",)), gazetteer).candidate.country == "FR"
    for name in ("London", "Birmingham", "Khasan", "Tumen", "Georgia"):
        with pytest.raises(AmbiguousPlaceError):
            locate(Query(names=(name,)), gazetteer)


def test_a_town_in_the_region_of_its_name_is_its_seat(gazetteer):
    assert locate(Query(names=("Luhansk",)), gazetteer).candidate.country == "UA"
    assert locate(Query(names=("Donetsk",)), gazetteer).candidate.country == "UA"


def test_a_region_does_not_give_way_to_a_hamlet_of_its_name(gazetteer):
    for name in ("Kansas", "Minnesota", "Illinois"):
        assert locate(Query(names=(name,)), gazetteer).candidate.kind is PlaceKind.REGION


def test_a_port_is_not_taken_for_a_bare_name_that_towns_bear(gazetteer):
    found = weigh(Query(names=("Vostochny",), near=(LonLat(133, 42.7),)), gazetteer)
    assert found.found[0].candidate.kind is PlaceKind.PORT
    with pytest.raises(AmbiguousPlaceError):
        locate(Query(names=("Vostochny",), near=(LonLat(133, 42.7),)), gazetteer)
    port = Query(names=("Vostochny",), kind=PlaceKind.PORT)
    assert locate(port, gazetteer).candidate.id == "locode:RUVYP"


def test_an_abbreviation_does_not_stand_for_whatever_also_goes_by_it(gazetteer):
    for name in ("Va.", "Minn.", "Pa.", "Ky."):
        with pytest.raises((AmbiguousPlaceError, NotFoundError)):
            locate(Query(names=(name,)), gazetteer)


def test_a_large_city_is_not_taken_for_a_town(gazetteer):
    with pytest.raises(AmbiguousPlaceError):
        locate(Query(names=("Moscow",), kind=PlaceKind.TOWN), gazetteer)


def test_the_rails_that_call_at_a_place_tell_namesakes_apart_and_are_asked_only_then(gazetteer):
    asked = []

    def off_rails_km(at):
        asked.append(at)
        return 0.0 if at.lon < -93 else 100.0

    found = weigh(Query(names=("Springfield",), off_line_km=off_rails_km), gazetteer).found
    assert asked
    west = {each.points(Aspect.LINE) for each in found if each.candidate.position.lon < -93}
    east = {each.points(Aspect.LINE) for each in found if each.candidate.position.lon >= -93}
    assert west == {0.0}
    assert max(east) < -1.5
    asked.clear()
    locate(Query(names=("Vladivostok",), kind=PlaceKind.CITY, off_line_km=off_rails_km), gazetteer)
    assert asked == []


def test_a_case_settles_one_after_the_other_what_lies_near(gazetteer):
    rows = [row("1", "Khasan", "town"), row("2", "Vladivostok", "city")]
    first, second = geocode(rows, gazetteer)
    assert (first.gazetteer_id, first.country) == ("geonames:2022586", "RU")
    assert first.score > 5
    assert "geonames:1270239" in first.runner_up
    assert second.runner_up == ""


def test_a_case_about_idaho_does_not_jump_to_the_kremlin_without_a_word(gazetteer):
    rows = [
        row("1", "Moscow", "city"),
        row("2", "Pullman", "town", country=("US",), lon=-117.17, lat=46.73),
        row("3", "Spokane", "city"),
    ]
    with pytest.raises(CaseError, match=r"alone would be Moscow, RU; .* speak for Moscow, US"):
        geocode(rows, gazetteer)
    stated = [row("1", "Moscow", "city", country=("RU",)), *rows[1:]]
    assert geocode(stated, gazetteer)[0].country == "RU"


def test_what_its_bare_name_leads_far_from_all_others_is_doubted(gazetteer):
    others = [row("2", "Vladivostok", "city"), row("3", "Rajin", "town")]
    far = geocode([row("1", "Timbuktu", "town"), *others], gazetteer)[0]
    assert [doubt.column for doubt in far.doubts] == ["name"]
    assert "km from every other place" in far.doubts[0].message
    for kind, name, cells in (
        ("town", "Timbuktu", {"country": ("ML",)}),
        ("city", "Moscow", {}),
        ("town", "Hunchun", {}),
        ("country", "Mali", {}),
    ):
        assert geocode([row("1", name, kind, **cells), *others], gazetteer)[0].doubts == ()


def test_an_id_of_quite_another_name_is_doubted_and_one_of_its_names_is_not(gazetteer):
    wrong = geocode([row("1", "Khasan", "town", gazetteer="geonames:1488754")], gazetteer)[0]
    assert [doubt.column for doubt in wrong.doubts] == ["gazetteer"]
    assert "is Tyumen (city, RU)" in wrong.doubts[0].message
    for name, aliases, id_ in (
        ("Хасан", (), "geonames:2022586"),
        ("Khasan Station", (), "geonames:2022586"),
        ("Najin", (), "geonames:2042645"),
        ("The town", ("Rajin",), "geonames:2042645"),
        ("Moskau", (), "geonames:524901"),
    ):
        place = geocode([row("1", name, "town", aliases=aliases, gazetteer=id_)], gazetteer)[0]
        assert place.doubts == (), name


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("", "is no name"),
        (" \u200b ", "is no name"),
        ("...", "is no name"),
        ("a" * 10_000, "10,000 letters"),
        ("역" * 100_000, "100,000 letters"),
        ("Kha\x00san", "U+0000 in it is a control character"),
        ("\x1b[31mKhasan", "U+001B"),
        ("\x9b31m", "U+009B"),
        ("Khasan\u202e", "U+202E in it turns the direction"),
        ("Khas\ufffdn", "U+FFFD in it stands for bytes"),
    ],
)
def test_what_is_no_name_is_not_found_and_said_in_one_short_line(gazetteer, name, said):
    given = answer(name, gazetteer)
    assert given.status is Status.NOT_FOUND
    assert said in given.why
    assert given.why.isprintable()
    assert len(given.why) < 300
    place = row("1", name or " ", "town")
    with pytest.raises(CaseError, match=r"places\.csv:2: name: ") as caught:
        geocode([place], gazetteer)
    assert said in str(caught.value)


def test_an_alias_without_letters_is_passed_over_and_one_that_acts_is_not(gazetteer):
    (place,) = geocode([row("1", "Vladivostok", "city", aliases=("—", "🚂"))], gazetteer)
    assert place.gazetteer_id == "geonames:2013348"
    with pytest.raises(CaseError, match="U\\+202E"):
        geocode([row("1", "Vladivostok", "city", aliases=("x\u202e",))], gazetteer)


def test_marks_that_join_letters_are_part_of_a_name(gazetteer):
    assert answer("تهران\u200c", gazetteer).status is Status.FOUND
    assert answer("\u200eMoscow", gazetteer).status is Status.FOUND


def test_names_are_answered_one_for_one_in_their_order(gazetteer):
    names = ["Vladivostok", "", "Springfield", "Vladivostok", "iata:FNJ", "130,43", "Nosuchtown"]
    answers = geocode_names(iter(names), gazetteer)
    assert [each.query for each in answers] == names
    assert [str(each.status) for each in answers] == [
        "found",
        "not_found",
        "ambiguous",
        "found",
        "found",
        "found",
        "not_found",
    ]
    assert geocode_names([], gazetteer) == []


def test_hints_of_a_call_are_checked(gazetteer):
    with pytest.raises(CallError, match="kind: “harbour” is not one of country, region"):
        geocode_names(["Rajin"], gazetteer, kind="harbour")
    with pytest.raises(CallError, match="country: “XX” is not the code of a country"):
        checked_hints(gazetteer, None, ["XX"], [])
    (port,) = geocode_names(["Vladivostok"], gazetteer, kind="port", countries=["RU"])
    assert port.found.id == "locode:RUVVO"
    (elsewhere,) = geocode_names(["Vladivostok"], gazetteer, countries=["US"])
    assert elsewhere.status is Status.NOT_FOUND
    assert [each.id for each in elsewhere.excluded] == ["geonames:2013348"]


def test_names_of_one_text_tell_each_other_apart(gazetteer):
    named = geocode_together(["Springfield", "Peoria", "Illinois", "Springfield"], gazetteer)
    assert [each.found.region or each.found.id for each in named] == ["iso:US-IL"] * 4
    assert "taken for its company" in named[0].why
    other = geocode_together(["Springfield", "Branson", "Missouri"], gazetteer)
    assert other[0].found.region == "iso:US-MO"


def test_one_name_and_none_are_answered_as_alone(gazetteer):
    assert geocode_together([], gazetteer) == []
    (alone,) = geocode_together(["Springfield"], gazetteer)
    assert alone.status is Status.AMBIGUOUS
    assert len(alone.candidates) > 20


def test_a_text_may_hold_anything(gazetteer):
    names = ["Harbin", "", "\x07", "iata:FNJ", "130,43", "HARBIN", "Nosuchtown", "locode:XXXXX"]
    answers = geocode_together(names, gazetteer)
    assert [each.query for each in answers] == names
    assert answers[0].found == answers[5].found
    assert [str(each.status) for each in answers[1:5]] == ["not_found"] * 2 + ["found"] * 2


def test_a_text_of_many_names_is_answered_whole(gazetteer):
    names = ["Springfield", "Alexandria", "Santa Maria", "Moscow", "Kirov", "Georgetown"]
    found = [weigh(Query(names=(name,)), gazetteer).found for name in names]
    many = [each.candidate.name for entries in found for each in entries]
    assert len(set(many)) > WINDOW + 20
    assert [each.query for each in geocode_together(many, gazetteer)] == many
