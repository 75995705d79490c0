"""What a case says about where its places are, beyond their rows."""

from dataclasses import replace
from pathlib import Path

import pytest

from maps.build import Atlas, read_atlas, read_findings, read_places
from routes.network import network_of

OTHERS = "v,Vladivostok,city,RU,,\nr,Rajin,town,KP,,\n"
HEAD = "id,name,kind,country,gazetteer,geometry\n"


@pytest.fixture(scope="module")
def atlas():
    return read_atlas()


def case_in(folder, places, links=""):
    Path(folder, "places.csv").write_text(HEAD + places, encoding="utf-8")
    if links:
        Path(folder, "links.csv").write_text(f"id,mode,stops\n{links}", encoding="utf-8")
    return Path(folder)


def rules(folder, atlas):
    return [(each.rule, each.subject) for each in read_findings(folder, atlas)]


def test_an_id_of_another_name_and_a_far_bare_name_are_warnings(tmp_path, atlas):
    case_in(tmp_path, f"t,Timbuktu,town,,,\nk,Khasan,town,,geonames:1488754,\n{OTHERS}")
    told = rules(tmp_path, atlas)
    assert ("place-far", "place:t") in told
    assert ("place-other-name", "place:k") in told
    case_in(tmp_path, f"t,Timbuktu,town,ML,,\nk,Khasan,town,,geonames:2022586,\n{OTHERS}")
    assert not {rule for rule, _ in rules(tmp_path, atlas)} & {"place-far", "place-other-name"}


def with_rails(atlas, lon, lat):
    """An atlas whose only rails are a short line at a position, and how often it was read."""
    read = []

    def rail():
        read.append(1)
        return network_of([(lon, lat), (lon + 0.1, lat)], [(0, 1, 9000.0)], "rail")

    return Atlas(atlas.gazetteer, replace(atlas.networks, rail=rail)), read


def test_a_stop_of_a_link_by_rail_is_the_namesake_on_the_rails(tmp_path, atlas):
    places = "s,Springfield,city,US,,\no,Somewhere,town,,,none\n"
    missouri, read = with_rails(atlas, -93.3, 37.2)
    case_in(tmp_path, places, "l,rail,s>o\n")
    (springfield, _), problems = read_places(tmp_path, missouri)
    assert problems == []
    assert springfield.gazetteer_id == "geonames:4409896"
    assert "taken for the line that calls there" in springfield.why
    assert read


def test_rails_are_not_read_for_names_that_are_clear_nor_for_other_links(tmp_path, atlas):
    elsewhere, read = with_rails(atlas, 0, 0)
    case_in(tmp_path, OTHERS, "l,rail,v>r\n")
    assert len(read_places(tmp_path, elsewhere)[0]) == 2
    case_in(tmp_path, f"k,Khasan,town,,,\n{OTHERS}", "l,road,k>r\n")
    assert len(read_places(tmp_path, elsewhere)[0]) == 3
    assert read == []
