"""What a reader would trip over: each check on rows that have it, and on rows that do not."""

from pathlib import Path

import pytest

from geo.errors import Level
from geo.gazetteer import read_gazetteer
from geo.geocode import geocode
from maps.build import chart, read_atlas
from maps.case.read import read_case
from maps.check.country_words import pairs_in
from maps.check.look_alikes import stray_letters
from maps.check.run import check_case
from maps.page.render import render_page

ROOT = Path(__file__).parents[1]
PLACES = """id,name,kind,country,lon,lat,radius_km
harbin,Harbin,city,CN,126.65,45.75,
chita,Chita,city,RU,113.5,52.03,
rajin,Rajin,port,KP,130.30,42.23,2
"""
LINKS = "id,mode,stops,geometry\nl,rail,harbin>chita,straight\nk,rail,chita>rajin,straight\n"


@pytest.fixture
def found(tmp_path):
    """Give the findings of one rule on a case of some tables."""

    def find(rule, **tables):
        case = tmp_path / "case"
        case.mkdir(exist_ok=True)
        for name, text in {"places": PLACES, "links": LINKS, **tables}.items():
            (case / f"{name}.csv").write_text(text, encoding="utf-8")
        read = read_case(case)
        places = geocode(read.places, read_gazetteer())
        return [f for f in check_case(read, places, []) if f.rule == rule]

    return find


def lines(findings):
    return [(f.where.file, f.where.line, f.level) for f in findings]


FLOWS = "id,period,origin,destination,mode,purpose,value,part_of,source\n"
SOURCES = "id,title,url\ns,One,https://example.org/\nt,Two,https://example.org/\n"


def test_one_number_for_two_things_is_told_at_the_second(found):
    rows = (
        "a,2023-Q3,chita,harbin,,,365,,s\n"
        "b,2023-Q3,chita,harbin,air,,213,a,s\n"
        "c,2023-Q2,chita,harbin,,,213,,s\n"
    )
    findings = found("same-number", flows=FLOWS + rows, sources=SOURCES)
    assert lines(findings) == [("flows.csv", 4, Level.WARNING)]
    assert "b (flows.csv:3)" in findings[0].message


@pytest.mark.parametrize(
    "rows",
    [
        "a,2023,chita,harbin,,,365,,s\nb,2023,chita,harbin,air,,365,a,s\n",  # all came by air
        "a,2023,chita,harbin,air,,23,,s\nb,2023,chita,harbin,rail,,23,,s\n",  # chance
        "a,2023,chita,harbin,,,365,,s\nb,2023,chita,harbin,,,365,,s\n",  # a repeat: `duplicate`
        "a,2023,chita,harbin,,,365,,s\nb,2022,chita,harbin,,,365,,t\n",  # another source
        "a,2023,chita,harbin,,,~300,,s\nb,2022,chita,harbin,,,~300,,s\n",  # round
    ],
)
def test_numbers_that_may_well_be_alike_are_left_alone(found, rows):
    assert found("same-number", flows=FLOWS + rows, sources=SOURCES) == []


SERVICES = "id,link,kind,status,period\n"


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ("a,l,passenger,suspended,2020/2024\nb,l,passenger,operating,2023/..\n", 1),
        ("a,l,passenger,ended,\nb,l,passenger,reported_once,2023-05\n", 1),
        ("a,l,passenger,suspended,2020/2022\nb,l,passenger,operating,2023/..\n", 0),
        ("a,l,passenger,suspended,2020/2024\nb,l,freight,operating,2023/..\n", 0),
        ("a,l,passenger,suspended,2020/2024\nb,k,passenger,operating,2023/..\n", 0),
        ("a,l,passenger,suspended,2020/2024\nb,l,passenger,planned,2023/..\n", 0),
    ],
)
def test_a_service_that_runs_and_rests_at_once_is_told(found, rows, told):
    assert len(found("service-conflict", services=SERVICES + rows)) == told


def test_a_leg_on_a_link_at_rest_is_told(found):
    legs = "journey,leg,from,to,mode,link,date\nj,1,harbin,chita,rail,l,{}\n"
    services = SERVICES + "a,l,passenger,suspended,2020/2024\n"
    rest = found("service-conflict", services=services, journeys=legs.format("2023-05-01"))
    assert lines(rest) == [("journeys.csv", 2, Level.WARNING)]
    assert not found("service-conflict", services=services, journeys=legs.format("2025-05-01"))


EVENTS = "id,title,date,place,link,journey,source,certainty,phrase\n"


def test_an_event_outside_of_its_journey_or_after_all_services_is_told(found):
    tables = {
        "journeys": "journey,leg,from,to,mode,date\nj,1,harbin,chita,rail,2024-02-05\n",
        "services": SERVICES + "a,l,passenger,operating,2020/2022\n",
    }
    rows = (
        "a,In it,2024-02,,,j,,,\n"
        "b,Not in it,2024-03,,,j,,,\n"
        "c,After,2023-01,,l,,,,\n"
        "d,Announced,2019-01,,l,,,,\n"
        "e,No date,,,l,j,,,\n"
    )
    findings = found("outside-period", events=EVENTS + rows, **tables)
    assert lines(findings) == [
        ("events.csv", 3, Level.WARNING),
        ("events.csv", 4, Level.NOTE),
    ]


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        ("Sino-Russian trains", ["Sino-Russian"]),
        ("the Russia–North Korea border", ["Russia–North Korea"]),
        ("a Greco-Turkish ferry, then Anglo - French", ["Greco-Turkish", "Anglo - French"]),
        (
            "A cross-border train from Russia to North Korea",
            ["from Russia to North Korea"],
        ),
        (
            "Talks between Chile and the Dominican Republic",
            ["between Chile and the Dominican Republic"],
        ),
        ("From Georgia with love, to Armenia", []),
        ("Flights from South Sudan to Sudan", ["from South Sudan to Sudan"]),
        ("North-South Korea", []),
        ("Russian-Russian", []),
    ],
)
def test_countries_that_a_text_joins_are_found(text, pairs):
    assert [pair.text for pair in pairs_in(text)] == pairs


def test_a_headline_about_a_country_that_no_route_touches_is_told(found):
    sources = "id,title,url\ns,{},https://example.org/\n"
    events = EVENTS + "a,Trains run,2024,,k,,s,,\n"
    wrong = sources.format("Sino-Russian trains resume")
    right = sources.format("Russia-North Korea trains resume")
    assert len(found("other-country", sources=wrong, events=events)) == 1
    assert not found("other-country", sources=right, events=events)
    on_the_right_link = EVENTS + "a,Trains run,2024,,l,,s,,\n"
    assert not found("other-country", sources=wrong, events=on_the_right_link)


CLAIMS = "id,subject,field,value,source,attributed_to,certainty\n"


def test_what_is_confirmed_by_one_source_is_told(found):
    events = EVENTS + "a,One,2024,,,,s,confirmed,\nb,Two,2024,,,,s,reported,\n"
    findings = found("single-source", sources=SOURCES, events=events)
    assert [f.subject for f in findings] == ["event:a"]
    claims = CLAIMS + "c,event:a,,,t,,confirmed\n"
    assert not found("single-source", sources=SOURCES, events=events, claims=claims)


def test_a_relay_is_no_second_source(found):
    events = "id,title,source,attributed_to\na,One,s,FSB > NK News\n"
    claims = CLAIMS + "c,event:a,,,t,FSB > Donga,\nd,event:a,,,t,a witness,\n"
    findings = found("same-origin", sources=SOURCES, events=events, claims=claims)
    assert lines(findings) == [("claims.csv", 2, Level.NOTE)]


def test_rows_that_say_the_same_are_told(found):
    events = EVENTS + (
        "a,More than 300 workers arrive by train,2024-02-05,chita,,,,,\n"
        "b,More than 300 workers arrived by train,2024-02-05,chita,,,,,\n"
        "c,A meeting,2024-02-05,chita,,,,,\n"
        "d,More than 300 workers arrive by train,2024-02-06,chita,,,,,\n"
    )
    claims = CLAIMS + "c,event:a,date,2024,s,,\nd,event:a,date,2024,s,,\ne,event:a,date,2024,t,,\n"
    findings = found("duplicate", sources=SOURCES, events=events, claims=claims)
    assert [f.subject for f in findings] == ["event:b", "claim:d"]


@pytest.mark.parametrize(
    ("word", "stray"),
    [
        ("Сosmodrome", ("С",)),
        ("Космодрoм", ("o",)),
        ("Cosmodrome", ()),
        ("Космодром", ()),
        ("라선Rason", ()),
        ("Ångström", ()),
    ],
)
def test_letters_of_another_alphabet_are_found(word, stray):
    assert stray_letters(word) == stray


def test_names_one_letter_apart_are_told_and_inflections_are_not(found):
    places = "id,name,kind,geometry\na,Tumen River,river,none\nb,Tyumen,city,none\n"
    places += "c,Russian Far East,area,none\nd,Russia,country,none\ne,Tumen,city,none\n"
    assert (
        found(
            "look-alike", places=places.replace("e,Tumen,city,none\n", ""), links="id,mode,stops\n"
        )[0].subject
        == "place:b"
    )
    assert not found(
        "look-alike",
        places="id,name,kind,within,geometry\na,Hasan,area,,none\nb,Khasan,city,a,none\n",
        links="id,mode,stops\n",
    )


def test_places_nearer_than_they_are_known_are_told(found):
    places = (
        "id,name,kind,lon,lat,radius_km,within\n"
        "a,North Mine,facility,130.00,42.00,20,\n"
        "b,Old Mine,facility,130.10,42.00,2,\n"
        "c,Far Mine,facility,132.00,42.00,2,\n"
        "d,A Port,port,130.00,42.00,20,\n"
        "e,Pit,facility,130.00,42.01,2,a\n"
    )
    findings = found("too-near", places=places, links="id,mode,stops\n")
    assert [f.subject for f in findings] == ["place:b"]
    assert "8.3 km from North Mine" in findings[0].message


def test_sources_that_nobody_can_look_up_are_told(found):
    sources = "id,title,url,archive_url,file\na,A,,,\nb,B,https://example.org/,,\n"
    assert [f.subject for f in found("source-nowhere", sources=sources)] == ["source:a"]


# --- the case study: what the articles hold is found by rule


@pytest.fixture(scope="module")
def tumen():
    return chart(read_case(ROOT / "cases" / "tumen"), read_atlas()).findings


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ("sums", "326, total 365"),
        ("sums", "404, total 365"),
        ("same-number", "213 counts something else"),
        ("service-conflict", "suspended"),
        ("other-country", "Sino-Russian"),
        ("mixed-script", "Сosmodrome"),
        ("look-alike", "tumen, tyumen"),
        ("differs", "1952"),
        ("differs", "“vostochny-cosmodrome” here, “vladivostok” in claims"),
        ("differs", "“2024-06-19” here, “2024-06-24/2024-06-30” in claims"),
    ],
)
def test_the_contradictions_of_the_case_study_are_found(tumen, rule, words):
    assert [f for f in tumen if f.rule == rule and words in f.message]


def test_a_clean_case_has_no_finding():
    assert list(chart(read_case(ROOT / "maps" / "new_case"), read_atlas()).findings) == []


def test_a_position_among_the_towns_of_another_country_is_told_and_one_by_the_border_is_not(found):
    places = (
        "id,name,kind,country,lon,lat\n"
        "a,Khasan,station,KP,130.645,42.430\n"
        "b,Harbin,city,RU,126.65,45.75\n"
        "c,Harbin,city,CN,126.65,45.75\n"
        "d,A platform,facility,RU,133.0,40.0\n"
    )
    findings = found("wrong-country", places=places, links="id,mode,stops\n")
    assert [f.subject for f in findings] == ["place:b"]
    assert "among towns of CN" in findings[0].message


def test_a_town_in_the_sea_is_told_and_a_platform_or_a_town_on_an_island_is_not(found):
    places = (
        "id,name,kind,lon,lat,radius_km\n"
        "a,A town,town,133.0,40.0,\n"
        "b,A platform,facility,133.0,40.0,\n"
        "c,On land,town,131.9,43.1,\n"
        "d,In empty land,station,100.0,66.0,\n"
        "e,On an island,town,-109.35,-27.12,\n"
        "f,Off the coast,station,132.10,42.60,\n"
        "g,Somewhere there,town,132.10,42.60,60\n"
        "h,Date line,town,180.0,10.0,\n"
    )
    findings = found("in-the-sea", places=places, links="id,mode,stops\n")
    assert [f.subject for f in findings] == ["place:a", "place:f", "place:h"]


def test_what_the_editors_have_answered_stands_on_the_map_with_the_answer(tmp_path):
    tables = {
        "places": PLACES,
        "links": LINKS,
        "flows": FLOWS + "a,2023,chita,harbin,,,9,,s\nb,2023,chita,harbin,air,,4,a,s\n",
        "sources": SOURCES,
    }
    for name, text in tables.items():
        (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
    answer = '[[acknowledged]]\nfinding = "sums:flow:a"\nreason = "So in <b>the source</b>."\n'
    (tmp_path / "case.toml").write_text(answer)
    page = render_page(chart(read_case(tmp_path), read_atlas()))
    assert "Seen and answered by the editors" in page
    assert "So in &lt;b&gt;the source&lt;/b&gt;." in page
    assert "parts by mode sum to 4, total 9" in page
