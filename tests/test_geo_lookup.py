"""Places as they are written in a call."""

import pytest

from geo.coords import LonLat
from geo.errors import AmbiguousError, NotFoundError, PositionError, Where
from geo.gazetteer import read_gazetteer
from geo.lookup import find_place, find_places, place_at
from geo.places import Place, PlaceKind, PlaceRow, PositionBasis


@pytest.fixture(scope="module")
def gazetteer():
    return read_gazetteer()


def known(id_, name, *aliases, **columns):
    row = PlaceRow(
        where=Where("places.csv", 2),
        id=id_,
        name=name,
        kind=PlaceKind.STATION,
        aliases=aliases,
        **columns,
    )
    return Place(row=row, position=LonLat(1.0, 2.0), basis=PositionBasis.STATED)


@pytest.mark.parametrize(
    ("text", "position"),
    [
        ("130.3,42.25", (130.3, 42.25)),
        (" -70.6 , -33.4 ", (-70.6, -33.4)),
        ("+.5,-.25", (0.5, -0.25)),
        ("180,90", (180, 90)),
        ("0,-0", (0, 0)),
    ],
)
def test_two_numbers_are_a_position(gazetteer, text, position):
    place = find_place(text, gazetteer)
    assert place.position == position
    assert place.basis is PositionBasis.STATED
    assert find_place(place.id, gazetteer).position == position


@pytest.mark.parametrize("text", ["181,0", "0,91", "1,2,3", "5", "1;2", "-,5", "1.2.3,4"])
def test_numbers_that_are_no_position_are_refused_and_never_looked_up(gazetteer, text):
    with pytest.raises(PositionError):
        find_place(text, gazetteer)


def test_a_known_place_comes_before_the_gazetteer_by_id_then_by_any_of_its_names(gazetteer):
    case = [
        known("rajin", "Rajin Station", "Najin"),
        known("x", "Harbin", names=(("zh", "哈尔滨"), ("ru", "Харбин"))),
    ]
    for text, id_ in (("rajin", "rajin"), ("NAJIN", "rajin"), ("harbin", "x"), ("哈尔滨", "x")):
        assert find_place(text, gazetteer, known=case).id == id_
    assert find_place("Vladivostok", gazetteer, known=case).id == "geonames:2013348"


def test_a_name_of_two_known_places_lists_their_ids(gazetteer):
    case = [known("one", "Border"), known("two", "The other", "border")]
    with pytest.raises(AmbiguousError, match=r"several places of the case \(ids: one, two\)"):
        find_place("Border", gazetteer, known=case)


def test_an_id_is_that_entry(gazetteer):
    assert find_place("iata:FNJ", gazetteer).kind is PlaceKind.AIRPORT
    assert find_place("locode:RUVVO", gazetteer).country == "RU"
    with pytest.raises(NotFoundError, match="no Wikidata"):
        find_place("wikidata:Q1", gazetteer)


def test_a_kind_is_preferred_and_not_insisted_on(gazetteer):
    assert find_place("Vladivostok", gazetteer, kind=PlaceKind.PORT).id == "locode:RUVVO"
    moscow = find_place("Moscow", gazetteer, kind=PlaceKind.AIRPORT)
    assert (moscow.kind, moscow.country) == (PlaceKind.CITY, "RU")
    with pytest.raises(AmbiguousError, match="airport “London” fits"):
        find_place("London", gazetteer, kind=PlaceKind.AIRPORT)


def test_names_are_told_apart_by_the_other_places_of_the_call_in_any_order(gazetteer):
    assert find_places(["Khasan", "Rajin"], gazetteer)[0].id == "geonames:2022586"
    assert find_places(["Rajin", "Khasan"], gazetteer)[1].id == "geonames:2022586"
    assert find_places(["131.9,43.1", "Khasan"], gazetteer)[1].country == "RU"
    with pytest.raises(AmbiguousError):
        find_places(["Khasan"], gazetteer)


def test_no_texts_are_no_places_and_all_problems_are_told(gazetteer):
    assert find_places([], gazetteer) == []
    with pytest.raises(NotFoundError) as caught:
        find_places(["Nosuchtown", "Springfield"], gazetteer)
    assert len(str(caught.value).splitlines()) == 2
    with pytest.raises(PositionError):
        find_places(["Nosuchtown", "200,5"], gazetteer)


@pytest.mark.parametrize("text", ["", "   ", "🚂", "\u200b"])
def test_what_has_no_letters_is_no_name(gazetteer, text):
    with pytest.raises(NotFoundError, match="is no name"):
        find_place(text, gazetteer)


def test_a_bare_position_may_have_a_name():
    place = place_at(LonLat(1.0, 2.0), "Here")
    assert (place.id, place.name, place.country) == ("1,2", "Here", "")
