"""Names written by another convention, in another script or with a slip find their places."""

import pytest

from geo.candidate import Candidate, Reading
from geo.coords import LonLat, distance_m
from geo.gazetteer import Gazetteer, read_gazetteer
from geo.likeness import PROBES, likenesses, skeletons

#: Spellings of places all over the world, as sources write them: older names, exonyms, other
#: scripts and other conventions; lon, lat, and how near an entry must lie (km).
SPELLINGS = """
Charkow,36.23,49.99
Lwów,24.03,49.84
Lemberg,24.03,49.84
Dnepropetrovsk,35.04,48.46
Krivoi Rog,33.39,47.91
Zaporozhye,35.14,47.84
Nikolajew,32.0,46.97
Чернівці,25.94,48.29
Czernowitz,25.94,48.29
Równe,26.25,50.62
Artemovsk,38.0,48.6
Мариуполь,37.54,47.1
Tiflis,44.79,41.69
თბილისი,44.79,41.69
Batoum,41.64,41.64
ბათუმი,41.64,41.64
Kutaissi,42.7,42.25
Երևան,44.51,40.18
Eriwan,44.51,40.18
Leninakan,43.85,40.79
Gandscha,46.36,40.68
Bakı,49.89,40.38
Alma-Ata,76.93,43.24
Nur-Sultan,71.43,51.13
Semipalatinsk,80.23,50.41
Tschimkent,69.6,42.32
Ust-Kamenogorsk,82.61,49.98
Қарағанды,73.1,49.8
Baïkonour,63.3,45.62
Saigon,106.7,10.8
Thành phố Hồ Chí Minh,106.7,10.8
Đà Nẵng,108.22,16.07
Hải Phòng,106.68,20.86
Hue,107.6,16.46
横浜,139.64,35.44
横濱,139.64,35.44
よこはま,139.64,35.44
Kōbe,135.18,34.69
Hirosima,132.45,34.39
新潟市,139.02,37.9
下関,130.94,33.95
Θεσσαλονίκη,22.94,40.64
Saloniki,22.94,40.64
Πειραιάς,23.65,37.95
Pirée,23.65,37.95
Patra,21.73,38.24
Heraklion,25.14,35.33
አዲስ አበባ,38.75,9.03
Addis Abeba,38.75,9.03
Makale,39.47,13.5
Dire Daua,41.87,9.59
Ispahan,51.68,32.65
تهران,51.42,35.69
مشهد,59.57,36.3
Meschhed,59.57,36.3
Bandar-e 'Abbās,56.28,27.18
Tabris,46.29,38.08
Bombay,72.88,19.07
Kalkutta,88.36,22.56
बेंगलुरु,77.59,12.97
Cawnpore,80.35,26.46
Benares,83.0,25.32
Trivandrum,76.95,8.51
Ciudad de México,-99.13,19.43
Ciudad Juarez,-106.48,31.72
Mérida Yucatán,-89.62,20.97
Peking,116.4,39.91
Kanton,113.26,23.12
Tientsin,117.18,39.14
Tsingtau,120.38,36.07
Chungking,106.55,29.56
Mukden,123.43,41.79
Сиань,108.93,34.26
Чунцин,106.55,29.56
Шэньян,123.43,41.79
Муданьцзян,129.6,44.58
沈陽,123.43,41.79
Leningrad,30.31,59.94
Sverdlovsk,60.61,56.85
Nischni Nowgorod,44.0,56.33
Tscheljabinsk,61.43,55.15
Chabarowsk,135.08,48.48
Nachodka,132.87,42.81
Arkhangelsk,40.54,64.54
Königsberg,20.51,54.71
Pusan,129.04,35.1
Inchŏn,126.7,37.45
Taegu,128.59,35.87
Hamheung,127.54,39.92
Синыйджу,124.4,40.1
Нампхо,125.4,38.74
釜山,129.04,35.1
Le Caire,31.25,30.06
القاهرة,31.25,30.06
Warschau,21.01,52.23
Mailand,9.19,45.46
Anvers,4.4,51.22
Danzig,18.65,54.35
Constantinople,28.95,41.01
Smyrna,27.14,38.41
ירושלים,35.22,31.78
Rangun,96.16,16.8
กรุงเทพ,100.5,13.75
Wladikawkas,44.68,43.02
"""
NEAR_KM = 25


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    """Open the gazetteer that ships."""
    return read_gazetteer()


def closest(gazetteer: Gazetteer, name: str) -> list[Candidate]:
    """Give the entries of the closest reading that has any."""
    found = gazetteer.find(name) or gazetteer.alike(name)
    return [each for each in found if each.reading == found[0].reading]


def test_spellings_from_all_over_the_world_find_their_places(gazetteer: Gazetteer) -> None:
    missed = []
    rows = [line.rsplit(",", 2) for line in SPELLINGS.strip().splitlines()]
    for name, lon, lat in rows:
        at = LonLat(float(lon), float(lat))
        near = [distance_m(each.position, at) < NEAR_KM * 1000 for each in closest(gazetteer, name)]
        missed += [] if any(near) else [name]
    assert len(rows) >= 100
    assert len(missed) <= len(rows) * 0.05, missed


@pytest.mark.parametrize(
    ("name", "id_", "reading"),
    [
        ("Hassan", "geonames:2022586", Reading.ROMANISATION),
        ("Chasan", "geonames:2022586", Reading.ROMANISATION),
        ("Расон", "iso:KP-13", Reading.TRANSLITERATION),
        ("나선", "iso:KP-13", Reading.TRANSLITERATION),
        ("Пхёнъян", "geonames:1871859", Reading.TRANSLITERATION),
        ("쑤이펀허", "geonames:2034657", Reading.TRANSLITERATION),
        ("Vladivostock", "geonames:2013348", Reading.ROMANISATION),
        ("Владивасток", "geonames:2013348", Reading.SPELLING),
        ("Vladivostko", "geonames:2013348", Reading.SPELLING),
    ],
)
def test_what_is_written_otherwise_says_how_it_was_read(
    gazetteer: Gazetteer, name: str, id_: str, reading: Reading
) -> None:
    found = {each.id: each for each in gazetteer.alike(name)}
    assert found[id_].reading is reading
    assert bool(found[id_].edits) is (reading is Reading.SPELLING)


def test_closer_readings_come_first_and_fewer_letters_before_more(gazetteer: Gazetteer) -> None:
    for name in ("Hassan", "Rajin", "Даньдун", "Springfeild"):
        order = [(list(Reading).index(c.reading), c.edits) for c in gazetteer.alike(name)]
        assert order == sorted(order)
        assert order


def test_the_town_of_rajin_and_the_city_of_rason_are_two(gazetteer: Gazetteer) -> None:
    assert "iso:KP-13" in {each.id for each in gazetteer.find("Rason")}
    assert "geonames:2042645" not in {each.id for each in gazetteer.find("Rason")}
    assert "geonames:2042645" in {each.id for each in gazetteer.find("Rajin")}
    assert "iso:KP-13" not in {each.id for each in gazetteer.find("Rajin")}


def test_a_convention_of_one_country_says_nothing_of_another(gazetteer: Gazetteer) -> None:
    found = [each for each in gazetteer.alike("Nason") if each.reading is Reading.ROMANISATION]
    assert {"KP"} >= {each.country for each in found if each.spelling.startswith("r")}


@pytest.mark.parametrize(
    "name", ["", "?", "x" * 10_000, "\u202eKhasan", "\x00", "가" * 10_000, "羅" * 500, "ь", "😀"]
)
def test_hostile_names_are_answered_like_any_other(gazetteer: Gazetteer, name: str) -> None:
    assert len(gazetteer.alike(name)) <= 40


def test_few_skeletons_are_looked_up_for_one_name() -> None:
    for name in ("jrechjnr" * 9, "하바롭스크리조프", "чжрнхцджн" * 6):
        assert 0 < len(skeletons(name)) <= PROBES
    assert skeletons("") == []


def test_a_slip_of_two_letters_is_too_much_for_a_short_name() -> None:
    names = {each.name for each in likenesses("suva", ["suwa", "suxo", "suav"])}
    assert "suxo" not in names
    assert {"suwa", "suav"} <= names
