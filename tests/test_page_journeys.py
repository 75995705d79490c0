"""A journey on the map: one object, whatever its legs run on."""

import pytest

TABLES = {
    "places": (
        "id,name,kind,country,lon,lat\n"
        "rajin,Rajin,station,KP,130.297,42.249\n"
        "khasan,Khasan,station,RU,130.645,42.430\n"
        "vladivostok,Vladivostok,station,RU,131.882,43.111\n"
        "harbin,Harbin,city,CN,126.63,45.76\n"
        "chita,Chita,city,RU,113.50,52.03\n"
    ),
    "links": (
        "id,name,mode,stops\n"
        "border,Over the border,rail,rajin>khasan>vladivostok\n"
        "other,Another line,rail,harbin>vladivostok\n"
    ),
    "journeys": (
        "journey,leg,alternative,name,from,to,mode,link,duration,stay\n"
        "north,1,,Going north,rajin,khasan,rail,border,PT4H,\n"
        "north,2,,,khasan,harbin,air,,,P2D\n"
        "north,3,a,,harbin,chita,rail,,P1D,\n"
        "north,3,b,,harbin,chita,unknown,,,\n"
    ),
}


@pytest.fixture(scope="module")
def window(browser, build, tmp_path_factory):
    from opened_page import WIDE, opened

    folder = tmp_path_factory.mktemp("cases") / "journeys"
    folder.mkdir()
    for name, text in TABLES.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    with opened(browser, build(folder) / "map.html", WIDE) as seen:
        yield seen


def test_a_journey_is_one_entry_that_lights_its_own_lines_and_those_of_its_links(window):
    page = window.page
    assert window.refs("journey-") == ["journey-north"]
    window.point_at("journey-north")
    page.locator("path.lit[data-ref='journey-north']").first.wait_for(state="attached")
    lit = {each.get_attribute("data-ref") for each in page.locator("path.lit[data-ref]").all()}
    assert lit == {"journey-north", "link-border"}
    own = page.locator("path.lit[data-ref='journey-north']").count()
    assert own >= 2
    page.mouse.move(1, 1)
    page.locator("path.lit").first.wait_for(state="detached")


def test_the_entry_says_what_is_known_of_the_whole(window):
    text = " ".join((window.page.locator("#journey-north").text_content() or "").split())
    assert "Leg 3, alternative a" in text
    assert "then a stay of 2 days at Harbin" in text
    assert "length of 1 of 3 legs not known" in text
    assert "duration of 2 of 3 legs not known" in text
    assert window.errors == []
