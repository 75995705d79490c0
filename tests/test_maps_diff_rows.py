"""Two versions of a case: what an editor changed is told in sentences, and nothing else."""

import re

import pytest
from small_case import SETTINGS, TABLES, appended, changed, edited, rows_of, without, write_case
from small_case import written as as_csv

from geo.gazetteer import read_gazetteer
from maps.build import Atlas
from maps.case.read import read_what_can_be
from maps.diff.cases import compare_cases
from maps.diff.difference import Change
from routes.network import default_networks


@pytest.fixture(scope="module")
def atlas():
    return Atlas(read_gazetteer(), default_networks())


@pytest.fixture
def compare(tmp_path, atlas):
    """Compare the small case with the same after some edits."""

    def run(before=None, **after):
        settings = after.pop("settings", SETTINGS)
        one = write_case(tmp_path / "one" / "case", **(before or {}))
        other = write_case(tmp_path / "other" / "case", settings, **after)
        readings = read_what_can_be(one), read_what_can_be(other)
        return compare_cases(*readings, ("A", "B"), atlas=atlas).comparison

    return run


def sentences(comparison, group=""):
    return [one.sentence for one in comparison.differences if group in {"", one.group}]


def test_a_case_does_not_differ_from_itself(compare):
    comparison = compare()
    assert comparison.same
    assert comparison.count == "no differences"


def test_a_date_is_told_as_an_editor_says_it(compare):
    told = sentences(compare(events=edited("events", id="e1", date="2024-02-06")), "events")
    assert told == ["Event e1, “First train”: the date was 5 February 2024, it is 6 February 2024."]


def test_several_cells_of_a_row_are_one_sentence(compare):
    comparison = compare(events=edited("events", id="e1", persons=">400", place="", x_ref="R2"))
    assert sentences(comparison, "events") == [
        (
            "Event e1, “First train”: the place was Tampere, none is stated now; the number of "
            "persons was 300, it is more than 400; the column x_ref was “R1”, it is “R2”."
        )
    ]
    assert [field.name for field in comparison.differences[0].fields] == [
        "place", "persons", "x_ref",
    ]  # fmt: skip


def test_a_title_that_differs_is_not_in_the_heading(compare):
    told = sentences(compare(events=edited("events", id="e3", title="Lock-out")), "events")
    assert told == ["Event e3: the title was “Strike”, it is “Lock-out”."]


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("edit", [reversed, lambda rows: [rows[-1], *rows[:-1]]])
def test_the_order_of_rows_says_nothing(compare, table, edit):
    comparison = compare(**{table: changed(table, lambda rows: list(edit(rows)))})
    assert comparison.same


@pytest.mark.parametrize("table", TABLES)
def test_the_order_of_columns_and_the_separator_say_nothing(compare, table):
    rows = [dict(reversed(row.items())) for row in rows_of(table)]
    assert compare(**{table: as_csv(rows, ";")}).same


@pytest.mark.parametrize(
    ("table", "cells"),
    [
        ("events", {"id": "e2", "date": "2023-35"}),
        ("flows", {"id": "f1", "period": "2023-35"}),
        ("flows", {"id": "f1", "value": "326.0"}),
        ("places", {"id": "tampere", "lon": "23.760", "lat": "61.5"}),
        ("places", {"id": "tampere", "aliases": "Manse;Tammerfors"}),
        ("services", {"id": "sv1", "period": "2024-01/"}),
    ],
)
def test_another_way_of_writing_the_same_says_nothing(compare, table, cells):
    assert compare(**{table: edited(table, **cells)}).same


def test_a_row_put_in_is_all_that_is_told(compare):
    new = dict.fromkeys(rows_of("events")[0], "") | {"id": "e0", "title": "Plans", "source": "s1"}
    comparison = compare(events=changed("events", lambda rows: [new, *rows]))
    assert sentences(comparison) == ["Added: event e0, “Plans”: date not stated."]
    assert comparison.differences[0].change is Change.ADDED


def test_drafts_are_told_as_such(compare):
    draft = appended("events", id="d1", title="Rumour", status="draft", date="2024", source="s1")
    assert sentences(compare(events=draft), "events") == ["Added: draft event d1, “Rumour”: 2024."]


def test_a_row_taken_out_is_told(compare):
    comparison = compare(events=without("events", id="e2"))
    assert sentences(comparison, "events") == [
        "Removed: event e2, “Second train”: third quarter of 2023, Toijala."
    ]


def test_another_id_is_told_as_such_where_nothing_else_differs(compare):
    named = changed("events", lambda rows: [rows[0], rows[1] | {"id": "e2b"}, rows[2]])
    comparison = compare(events=named)
    assert sentences(comparison) == [
        "Renamed: event e2 is now e2b, “Second train”; nothing else of it has changed."
    ]
    assert comparison.differences[0].change is Change.RENAMED


def test_what_refers_to_another_id_follows_it(compare):
    def other(text):
        named = re.sub(r"\btoijala\b(?!-)", "akaa", text)
        return named.replace("tampere-akaa", "tampere-toijala")

    tables = ("places", "links", "journeys", "events")
    comparison = compare(**{table: other(TABLES[table]) for table in tables})
    assert sentences(comparison) == [
        "Renamed: place toijala is now akaa, “Toijala”; nothing else of it has changed."
    ]


def test_another_id_and_another_cell_are_a_row_gone_and_a_row_come(compare):
    named = changed(
        "events", lambda rows: [rows[0], rows[1] | {"id": "e2b", "title": "X"}, rows[2]]
    )
    changes = [one.change for one in compare(events=named).differences]
    assert changes == [Change.ADDED, Change.REMOVED]


def test_of_rows_that_are_alike_no_new_id_is_guessed(compare):
    def twins(rows):
        return [*rows, rows[1] | {"id": "e8"}, rows[1] | {"id": "e9"}]

    old = {"events": changed("events", lambda rows: [*rows, rows[1] | {"id": "e7"}])}
    comparison = compare(old, events=changed("events", twins))
    assert Change.RENAMED not in [one.change for one in comparison.differences]


def test_a_claim_of_another_source_counts_the_sources(compare):
    told = sentences(
        compare(
            claims=appended(
                "claims", id="c2", subject="event:e1", field="date", value="2024-02-06",
                source="s3", certainty="official",
            )
        ),
        "claims",
    )  # fmt: skip
    assert told == [
        (
            "A third source, “No trains” (Agency Three), now gives the date of event e1, “First "
            "train”, as 6 February 2024 (claim c2, official)."
        )
    ]


def test_a_claim_of_a_source_that_is_cited_already_is_no_further_source(compare):
    (told,) = sentences(
        compare(
            claims=appended("claims", id="c2", subject="event:e1", source="s1", certainty="denied")
        ),
        "claims",
    )
    assert told == (
        "“Trains are back” (Radio One), cited already, now denies event e1, “First train” "
        "(claim c2, denied)."
    )


def test_a_claim_that_is_gone_says_who_is_no_longer_cited(compare):
    claims = "id,subject,field,value,source,certainty\n"
    assert sentences(compare(claims=claims), "claims") == [
        (
            "No longer cited: “Trains again” (Paper Two), which gives the number of persons of "
            "event e1, “First train”, as 200 (claim c1, reported)."
        )
    ]


def test_legs_are_matched_by_journey_leg_and_alternative(compare):
    other = TABLES["journeys"].replace("tampere,road", "turku,road")
    (told,) = sentences(compare(journeys=other), "journeys")
    assert told.startswith(
        "Journey tour, leg 2b, “The tour”: the end was Tampere, it is Turku; the line is "
    )


def test_a_journey_that_is_new_is_told_once(compare):
    more = "back,1,,Back,turku,toijala,rail,toijala-turku,2024-02-07,\n"
    more += "back,2,,,toijala,tampere,rail,tampere-toijala,,\n"
    comparison = compare(journeys=TABLES["journeys"] + more)
    assert sentences(comparison, "journeys") == [
        (
            "Added: journey back, “Back”, with 2 legs: from Turku to Toijala, by rail, 7 February "
            "2024; from Toijala to Tampere, by rail."
        )
    ]


def test_another_id_of_a_journey_is_told_once(compare):
    other = TABLES["journeys"].replace("\ntour,", "\ntrip,")
    assert sentences(compare(journeys=other)) == [
        "Renamed: journey tour is now trip, “The tour”; nothing else of it has changed."
    ]


def test_a_position_says_how_far_it_moved_and_what_became_of_the_lines(compare):
    comparison = compare(places=edited("places", id="tampere", lat="61.60"))
    assert sentences(comparison, "places") == [
        (
            "Place tampere, “Tampere”: the position was 61.5000° N, 23.7600° E, it is 61.6000° N, "
            "23.7600° E, 11 km away."
        )
    ]
    assert sentences(comparison, "links") == [
        (
            "Route tampere-toijala, “Tampere – Toijala”: the line is 48 km schematic, in a "
            "straight line, it was 37 km schematic, in a straight line."
        )
    ]


def test_a_place_that_is_found_elsewhere_is_told_where_no_position_is_stated(compare):
    found = {"id": "tampere", "lon": "", "lat": "", "gazetteer": "geonames:634963"}
    other = found | {"gazetteer": "geonames:633679"}
    before = {"places": edited("places", **found)}
    (told,) = sentences(compare(before, places=edited("places", **other)), "places")
    assert "the gazetteer entry was “geonames:634963”, it is “geonames:633679”; it is found" in told


def test_a_position_that_is_stated_now_is_told_once(compare):
    found = {"id": "tampere", "lon": "", "lat": "", "gazetteer": "geonames:634963"}
    before = {"places": edited("places", **found)}
    (told,) = sentences(compare(before), "places")
    assert told.count("61.5000° N") == 1
    assert "; it was found at 61.4991° N, 23.7871° E, 1.4 km away" in told
    (told,) = sentences(compare({}, **before), "places")
    assert told.count("61.5000° N") == 1
    assert "; it is found at 61.4991° N, 23.7871° E, 1.4 km away (" in told


def test_the_state_in_which_a_route_is_drawn_is_told_beside_its_service(compare):
    comparison = compare(services=edited("services", id="sv1", status="suspended"))
    assert sentences(comparison) == [
        "Route toijala-turku, “The west line”: the map draws it as suspended, it was operating.",
        "Service sv1, “passenger on The west line”: the status was operating, it is suspended.",
        (
            "Check now warns: journey tour, on 2024-02-06 every service of toijala-turku rests: "
            "sv1 (services.csv:2) is suspended."
        ),
    ]


def test_a_state_that_only_the_day_changes_is_told(compare):
    services = {"services": edited("services", id="sv1", period="2024-03-05/..", status="planned")
                + "sv2,toijala-turku,passenger,operating,2024-01/2024-03-04,s1\n"}  # fmt: skip
    earlier = SETTINGS.replace("2024-03-10", "2024-02-01")
    assert sentences(compare(services, settings=earlier, **services), "links") == [
        "Route toijala-turku, “The west line”: the map draws it as operating, it was planned."
    ]


def test_findings_that_came_and_went_are_told_and_lines_of_files_are_none(compare):
    unsourced = edited("events", id="e2", source="")
    (told,) = sentences(compare(events=unsourced), "findings")
    assert told == "Check now warns: event e2, no source for “Second train”."
    back = compare({"events": unsourced}, events=TABLES["events"])
    assert "Check no longer finds: event e2, no source for “Second train”." in sentences(back)


def test_the_name_of_a_folder_is_no_title(tmp_path, atlas):
    untitled = SETTINGS.replace('title = "Trains of Finland"', "", 1)
    folders = [write_case(tmp_path / name, untitled) for name in ("draft", "final")]
    titled = write_case(tmp_path / "titled")
    drafted, final, last = (read_what_can_be(folder) for folder in (*folders, titled))
    assert compare_cases(drafted, final, ("A", "B"), atlas=atlas).comparison.same
    assert sentences(compare_cases(final, last, ("A", "B"), atlas=atlas).comparison, "case") == [
        "The title is “Trains of Finland”, none was stated before.",
    ]


def test_settings_are_told_in_sentences(compare):
    other = (
        SETTINGS.replace("Trains of Finland", "Trains")
        .replace("2024-03-10", "2024-03-11")
        .replace('["en", "fi"]', '["en", "sv"]')
        .replace('label = "Trains"', 'label = "Rail"')
        .replace("[22, 60, 25, 62]", "[22, 60, 26, 62]")
        + '[profile.public]\nblur_km = 5\n\n[[annotation]]\ntext = "Here"\nat = "turku"\n'
    )
    assert sentences(compare(settings=other), "case") == [
        "The title was “Trains of Finland”, it is “Trains”.",
        "New among the languages: sv; no longer among the languages: fi.",
        "The day up to which the case speaks was 10 March 2024, it is 11 March 2024.",
        "Category trains, “Rail”: the label was “Trains”, it is “Rail”.",
        "Added: profile “public”.",
        "View all, “All of it”: the extent was 22, 60, 25, 62, it is 22, 60, 26, 62.",
        "Added: annotation “Here”.",
    ]


def test_another_first_view_is_told_as_the_view_that_opens_the_map(compare):
    head, one, other = SETTINGS.partition("[[view]]")[0], *SETTINGS.split("[[view]]")[1:]
    swapped = f"{head}[[view]]{other}\n[[view]]{one}"
    assert sentences(compare(settings=swapped)) == [
        "The map opens on the view “north”, it opened on “all”."
    ]


def test_of_a_case_with_faults_the_rows_that_can_be_read_are_told(compare):
    faulty = edited("events", id="e1", date="5.2.2024").replace("Strike", "Lock-out")
    comparison = compare(events=faulty)
    assert sentences(comparison) == ["Event e3: the title was “Strike”, it is “Lock-out”."]
    (note,) = comparison.notes
    assert note.startswith("B has a fault, ")
    assert "events.csv:2: date: “5.2.2024”" in note


def test_a_row_that_could_not_be_taken_apart_is_not_called_removed(compare):
    comparison = compare(events=TABLES["events"].replace("e2,Second train", "e2,,,Second train"))
    assert not comparison.differences
    assert comparison.notes


def test_of_a_table_that_cannot_be_read_nothing_is_said(compare):
    comparison = compare(
        events=TABLES["events"].replace("id,title", "ident,title"),
        flows=edited("flows", id="f1", value="404"),
    )
    assert sentences(comparison, "flows") == [
        "Count f1, “Tampere → Turku, third quarter of 2023, rail”: the value was 326, it is 404."
    ]
    assert not sentences(comparison, "events")


def test_long_texts_are_told_by_what_differs_in_them(compare):
    text = "The train left in the morning with many people on board, and nobody said where to. "
    before = {"events": edited("events", id="e1", summary=text * 3 + "It came back late at night.")}
    after = edited("events", id="e1", summary=text * 3 + "It came back early at night.")
    (told,) = sentences(compare(before, events=after))
    assert told == (
        "Event e1, “First train”: the summary was “… to. It came back late at night.”, it is “… "
        "to. It came back early at night.”."
    )
