"""A toponym and what is known about it: another script, another convention."""

import pytest

from geo.candidate import AmbiguousPlaceError
from geo.coords import LonLat
from geo.gazetteer import read_gazetteer
from geo.locate import Query, locate


@pytest.mark.parametrize("name", ["하산", "하산역", "Hasan Station", "Хасан", "Chassan"])
def test_a_name_in_another_script_goes_to_the_place_of_the_story(name):
    near = Query(names=(name,), near=(LonLat(130.0, 43.0),))
    assert locate(near, read_gazetteer()).candidate.id == "geonames:2022586"
    with pytest.raises(AmbiguousPlaceError):
        locate(Query(names=(name,)), read_gazetteer())


def test_a_small_town_far_from_the_story_is_not_taken_for_a_name_in_a_script_of_elsewhere():
    with pytest.raises(AmbiguousPlaceError, match="哈桑"):
        locate(Query(names=("哈桑",), near=(LonLat(130.0, 43.0),)), read_gazetteer())
    moscow = locate(Query(names=("莫斯科",), near=(LonLat(130.0, 43.0),)), read_gazetteer())
    assert moscow.candidate.id == "geonames:524901"
