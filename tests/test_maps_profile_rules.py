"""What a profile takes from a case, and what it makes of the rest."""

from datetime import date

import pytest
from secret_case import KEY, write_rows

from geo.errors import CallError, CaseError
from maps.case.read import read_case
from maps.case.settings import Profile
from maps.draw.events import published
from maps.profile.apply import applied, profile_named
from maps.profile.hidden import key_of, secrets, seeker
from maps.profile.release import Edition, release
from maps.profile.texts import find_names

PLACES = [
    {"id": name, "name": name.title(), "kind": "town", "lon": f"{lon}", "lat": "60"}
    for name, lon in (("anna", 20), ("berta", 21), ("clara", 22), ("dora", 23))
]


def case_in(folder, profile="", **tables):
    """Read a case of these tables and one profile, `p`."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "case.toml").write_text(f'title = "T"\n[profile.p]\n{profile}\n', encoding="utf-8")
    for name, rows in {"places": PLACES, **tables}.items():
        write_rows(folder / f"{name}.csv", rows)
    return read_case(folder)


def let_out(folder, profile="", **tables):
    case = case_in(folder, profile, **tables)
    return applied(case, profile_named(case, "p"))


def ids(rows):
    return [row.id for row in rows]


def event(name, **cells):
    columns = ("place", "link", "journey", "actors", "status", "source", "phrase", "certainty")
    return {"id": name, "title": f"Title {name}", **dict.fromkeys(columns, ""), **cells}


def test_a_profile_that_says_nothing_lets_all_out_but_drafts(tmp_path):
    events = [event("a"), event("b", status="published"), event("c", status="draft")]
    case = let_out(tmp_path, events=events)
    assert ids(case.events) == ["a", "b"]
    assert (case.id, case.applied.restricted) == (tmp_path.name, False)
    assert ids(case.places) == ["anna", "berta", "clara", "dora"]


def test_drafts_pass_where_the_profile_includes_them(tmp_path):
    events = [event("c", status="draft")]
    case = let_out(tmp_path, "include_drafts = true", events=events)
    assert ids(case.events) == ["c"]
    assert case.applied.drafts


@pytest.mark.parametrize("profile", [None, ""])
def test_what_only_drafts_refer_to_leaves_no_trace_either(tmp_path, profile):
    case = case_in(
        tmp_path,
        f'{profile or ""}\n[[story]]\nid = "s"\ntitle = "S"\ntext = "T"\nfocus = "event:b"\n',
        actors=[{"id": name, "name": name} for name in ("known", "untold")],
        sources=[{"id": name, "title": name} for name in ("seen", "memo", "spare", "counter")],
        events=[
            event("a", place="anna", source="seen", actors="known"),
            event("b", place="berta", source="memo", actors="untold;known", status="draft"),
        ],
        claims=[
            {"id": "c1", "subject": "event:b", "field": "place", "value": "clara"}
            | {"source": "counter"},
            {"id": "c2", "subject": "source:memo", "field": "title", "value": "M", "source": ""},
        ],
    )
    seen = published(case) if profile is None else applied(case, profile_named(case, "p"))
    assert ids(seen.places) == ["anna", "dora"]
    assert ids(seen.sources) == ["seen", "spare"]
    assert ids(seen.actors) == ["known"]
    assert (seen.events[0].actors, seen.claims, seen.settings.stories) == (("known",), (), ())
    assert published(seen) is seen


def test_answers_and_stories_go_with_what_they_are_about_and_not_with_its_namesakes(tmp_path):
    answers = ("differs:event:anna", "place-far:place:anna", "unused:anna", "told:event:b")
    toml = "".join(
        f'[[acknowledged]]\nfinding = "{finding}"\nreason = "R"\n' for finding in answers
    ) + "".join(
        f'[[story]]\nid = "s{nth}"\ntitle = "S"\ntext = "T"\nfocus = "{focus}"\n'
        for nth, focus in enumerate(("event:anna", "place:anna"))
    )
    events = [event("anna", status="draft"), event("b", place="anna")]
    settings = published(case_in(tmp_path, toml, events=events)).settings
    # where nothing tells of which kind it is, it goes
    assert [answer.finding for answer in settings.acknowledged] == [answers[1], answers[3]]
    assert [story.focus for story in settings.stories] == ["place:anna"]


def test_a_place_loses_evidence_that_is_not_sure_enough_and_stays(tmp_path):
    sources = [{"id": "s1", "title": "S"}]
    places = [{**row, "source": "s1", "phrase": "p", "certainty": ""} for row in PLACES]
    places[1]["certainty"] = "official"
    places[2]["certainty"] = "hearsay"
    case = let_out(tmp_path, 'min_certainty = "official"', sources=sources, places=places)
    assert [(row.id, row.phrase) for row in case.places] == [
        ("anna", ""),
        ("berta", "p"),
        ("dora", ""),
    ]


def test_what_is_hidden_is_not_even_looked_up(tmp_path):
    profile = 'hide = ["berta"]\nblur_km = 5'
    case = case_in(tmp_path, profile)
    asked = []

    def find_places(kept):
        asked.extend(kept.places)
        return [], []

    release(case, Edition(tmp_path, "p", KEY), find_places)
    assert ids(asked) == ["anna", "clara", "dora"]


def test_unmarked_events_pass_unless_the_profile_leaves_them_out(tmp_path):
    events = [event("a"), event("b", status="published")]
    assert ids(let_out(tmp_path, "include_unmarked = false", events=events).events) == ["b"]


@pytest.mark.parametrize(
    ("least", "also", "passing"),
    [
        ("confirmed", "", "confirmed"),
        ("official", "", "confirmed official"),
        ("reported", "", "confirmed official reported empty"),
        ("speculated", "", "confirmed official reported hearsay inferred speculated empty"),
        ("official", '"denied"', "confirmed official denied"),
        ("official", '"planned", "denied"', "confirmed official planned denied"),
    ],
)
def test_statements_pass_from_a_certainty_on(tmp_path, least, also, passing):
    words = [
        "confirmed",
        "official",
        "reported",
        "hearsay",
        "inferred",
        "speculated",
        "planned",
        "denied",
    ]
    events = [*(event(word, certainty=word) for word in words), event("empty")]
    profile = f'min_certainty = "{least}"\nalso = [{also}]'
    assert ids(let_out(tmp_path, profile, events=events).events) == passing.split()


def test_what_only_left_out_rows_referred_to_goes_with_them(tmp_path):
    sources = [{"id": name, "title": name.upper()} for name in ("kept", "lost", "idle")]
    actors = [{"id": name, "name": f"Actor {name}"} for name in ("x", "y")]
    events = [
        event("a", place="anna", source="kept", actors="x", certainty="official"),
        event("b", place="berta", source="lost", actors="y", certainty="hearsay"),
    ]
    profile = 'min_certainty = "official"'
    case = let_out(tmp_path, profile, sources=sources, actors=actors, events=events)
    # what nobody referred to in the first place is no trace of anything
    assert ids(case.sources) == ["kept", "idle"]
    assert ids(case.actors) == ["x"]
    assert ids(case.places) == ["anna", "clara", "dora"]


def link(name, stops, **cells):
    return {"id": name, "mode": "road", "stops": stops, "via": "", **cells}


def test_a_link_that_calls_at_a_hidden_place_or_passes_it_goes_with_its_services(tmp_path):
    links = [link("l1", "anna>berta"), link("l2", "anna>clara"), link("l3", "anna>dora")]
    links[2]["via"] = "berta"
    services = [{"id": f"s{n}", "link": f"l{n}", "status": "operating"} for n in (1, 2, 3)]
    events = [event("a", link="l1"), event("b", link="l2"), event("c", place="berta")]
    case = let_out(tmp_path, 'hide = ["berta"]', links=links, services=services, events=events)
    assert ids(case.links) == ["l2"]
    assert ids(case.services) == ["s2"]
    assert [(row.id, row.link, row.place) for row in case.events] == [
        ("a", "", ""),
        ("b", "l2", ""),
        ("c", "", ""),
    ]


def test_a_leg_to_a_hidden_place_has_an_open_end_and_no_duration(tmp_path):
    legs = [
        {"journey": "j", "leg": "1", "from": "anna", "to": "berta", "mode": "rail",
         "duration": "PT1H", "link": "l1"},
        {"journey": "j", "leg": "2", "from": "berta", "to": "clara", "mode": "rail",
         "duration": "PT2H", "link": ""},
        {"journey": "j", "leg": "3", "from": "clara", "to": "dora", "mode": "rail",
         "duration": "PT3H", "link": ""},
    ]  # fmt: skip
    links = [link("l1", "anna>berta", mode="rail")]
    case = let_out(tmp_path, 'hide = ["berta"]', links=links, journeys=legs)
    assert [(leg.from_, leg.to, leg.duration.text, leg.link) for leg in case.legs] == [
        ("anna", "", "", ""),
        ("", "clara", "", ""),
        ("clara", "dora", "PT3H", ""),
    ]


def test_claims_about_naming_or_resting_on_what_is_hidden_go(tmp_path):
    events = [event("a", place="anna")]
    columns = ("id", "subject", "field", "value", "source")
    claims = [
        dict(zip(columns, cells, strict=True))
        for cells in (
            ("c1", "event:a", "place", "berta", "s1"),
            ("c2", "place:berta", "name", "Other", "s1"),
            ("c3", "event:a", "persons", "7", "s2"),
            ("c4", "event:a", "persons", "8", "s1"),
            ("c5", "event:a", "actors", "x", "s1"),
            ("c6", "event:a", "actors", "Actor x", "s1"),
        )
    ]
    sources = [{"id": name, "title": name.upper()} for name in ("s1", "s2")]
    actors = [{"id": "x", "name": "Actor x"}]
    case = let_out(
        tmp_path, 'hide = ["berta", "s2", "x"]', events=events, claims=claims, sources=sources,
        actors=actors,
    )  # fmt: skip
    assert ids(case.claims) == ["c4"]


def test_a_statement_that_rests_on_a_hidden_source_loses_its_evidence_and_stays(tmp_path):
    sources = [{"id": "s1", "title": "S"}]
    events = [event("a", source="s1", phrase="as printed", certainty="official")]
    (row,) = let_out(tmp_path, 'hide = ["s1"]', sources=sources, events=events).events
    assert (row.source, row.phrase, row.certainty) == ("", "", "official")


def test_a_chain_with_a_hidden_speaker_is_left_out_whole(tmp_path):
    actors = [{"id": "x", "name": "Mr X", "aliases": "Ix"}]
    rows = [
        event(name, attributed_to=chain)
        for name, chain in (("a", "x > A paper"), ("b", "Somebody > Ix"), ("c", "A paper"))
    ]
    case = let_out(tmp_path, 'hide = ["x"]', actors=actors, events=rows)
    assert [row.attributed_to for row in case.events] == [(), (), ("A paper",)]


def test_a_total_that_has_lost_a_part_says_that_not_all_parts_are_there(tmp_path):
    flows = [
        {"id": "all", "period": "2024", "origin": "anna", "destination": "berta", "value": "9",
         "mode": "", "part_of": ""},
        {"id": "rail", "period": "2024", "origin": "anna", "destination": "berta", "value": "5",
         "mode": "rail", "part_of": "all"},
        {"id": "air", "period": "2024", "origin": "anna", "destination": "berta", "value": "4",
         "mode": "air", "part_of": "all"},
    ]  # fmt: skip
    case = let_out(tmp_path / "part", 'hide = ["air"]', flows=flows)
    assert [(row.id, row.partial) for row in case.flows] == [("all", True), ("rail", False)]
    case = let_out(tmp_path / "whole", 'hide = ["all"]', flows=flows)
    assert [(row.id, row.part_of) for row in case.flows] == [("rail", ""), ("air", "")]


def test_a_dropped_column_is_empty_everywhere_and_so_are_claims_about_it(tmp_path):
    places = [{**row, "note": "n", "x_seen": "yes", "aliases": "A;B"} for row in PLACES]
    claims = [
        {"id": "c1", "subject": "place:anna", "field": "aliases", "value": "Q"},
        {"id": "c2", "subject": "place:anna", "field": "x_seen", "value": "Q"},
        {"id": "c3", "subject": "place:anna", "field": "country", "value": "FI"},
    ]
    drop = 'drop = ["note", "aliases", "x_seen"]'
    case = let_out(tmp_path, drop, places=places, claims=claims)
    assert {(row.note, row.aliases, row.extra) for row in case.places} == {("", (), ())}
    assert ids(case.claims) == ["c3"]


def test_half_a_position_is_not_left(tmp_path):
    case = let_out(tmp_path, 'drop = ["lat"]')
    assert {(row.lon, row.lat) for row in case.places} == {(None, None)}


@pytest.mark.parametrize(
    ("text", "name", "held"),
    [
        ("From Khasan by train", "Khasan", True),
        ("the khasanski line", "Khasan", True),
        ("a visit to KHĀSAN.", "Khasan", True),
        ("visit-khasan-twice", "khasan", True),
        ("kim jong un", "Kim Jong-un", True),
        ("the secretcamp", "Secret Camp", True),
        ("из Хасана", "Хасан", True),
        ("어제 하산에서", "하산", True),
        ("哈桑站", "哈桑", True),
        ("portions", "Ort", False),
        ("a port", "Ort", False),
        ("Bo went", "Bo", True),
        ("Bologna", "Bo", False),
        ("Camp 22", "Camp 2", False),
        ("Camp 2, again", "Camp 2", True),
        ("nothing here", "Khasan", False),
        ("", "Khasan", False),
        ("—", "—", False),
        ("Kha\u0304san in marks apart", "Khasan", True),
        ("Kha\u200bs\u00adan", "Khasan", True),
        ("https://example.net/%D0%A5%D0%B0%D1%81%D0%B0%D0%BD/a", "Хасан", True),
        ("https://example.net/?q=khasan+station", "Khasan", True),
        ("हासान में", "हासान", True),
        ("ทูเมน", "ทูเมน", True),
    ],
)
def test_a_name_is_found_whatever_its_form(text, name, held):
    assert seeker(name)(key_of(text)) == held


def test_the_names_of_what_is_hidden_are_all_that_it_goes_by(tmp_path):
    places = [{**row, "aliases": "", "names": ""} for row in PLACES]
    places[1] |= {"aliases": "Bertha;Bertie", "names": "ru=Берта"}
    case = case_in(tmp_path, 'hide = ["berta"]', places=places)
    kept = applied(case, profile_named(case, "p"))
    named = {secret.name for secret in secrets(case, kept, ["berta"])}
    assert named == {"Berta", "Bertha", "Bertie", "Берта", "berta"}


def test_every_text_that_still_tells_a_name_is_told_with_its_line(tmp_path):
    events = [event("a", phrase="They met in Berta."), event("to-berta"), event("c")]
    case = case_in(tmp_path, 'hide = ["berta"]', events=events)
    kept = applied(case, profile_named(case, "p"))
    found = list(find_names(kept, secrets(case, kept, ["berta"])))
    assert [(str(f.where), f.column) for f in found] == [
        ("events.csv:2", "phrase"),
        ("events.csv:3", "id"),
        ("events.csv:3", "title"),
    ]
    assert '"profile:event:a"' in found[0].help


def test_a_text_of_the_settings_is_told_with_its_line(tmp_path):
    notes = "".join(
        f'[[annotation]]\ntext = "{text}"\nat = "{at}"\n'
        for text, at in (("Gone", "berta"), ("Fine", "anna"), ("Near Berta", "anna"))
    )
    case = case_in(tmp_path, f'hide = ["berta"]\n{notes}[[story]]\nid = "s"\ntext = "Berta!"')
    kept = applied(case, profile_named(case, "p"))
    assert [note.text for note in kept.settings.annotations] == ["Fine", "Near Berta"]
    found = find_names(kept, secrets(case, kept, ["berta"]))
    assert [(str(f.where), f.subject) for f in found] == [
        ("case.toml:13", "story:s"),
        ("case.toml:10", "case:annotation"),
    ]


def test_a_draft_that_is_let_out_is_called_so(tmp_path):
    from maps.page.entries.sections import sections

    events = [event("a", status="draft"), event("b", status="published")]
    case = let_out(tmp_path, "include_drafts = true", events=events)
    listed = sections(published(case), [], [], date.max)[0].entries
    assert [[span.text for span in entry.kicker] for entry in listed] == [
        ["date not stated", "draft"],
        ["date not stated"],
    ]


def test_an_unknown_profile_is_a_fault_of_the_call(tmp_path):
    case = case_in(tmp_path)
    with pytest.raises(CallError, match=r"case.toml has no profile “q” \(known: p\)"):
        profile_named(case, "q")


def test_a_column_may_be_dropped_that_only_tables_require_which_the_case_has_not(tmp_path):
    assert applied(case_in(tmp_path, 'drop = ["title", "period"]'), Profile(name="p")).places


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ('drop = ["nota"]', "case.toml:3: profile.p.drop: “nota” is not a column of the case"),
        ('drop = ["name"]', "case.toml:3: profile.p.drop: “name” is required in places (hide"),
        ('hide = ["nobody"]', "case.toml:3: profile.p.hide: “nobody” is no id of the case"),
        ("blur_km = -1", "case.toml:3: profile.p.blur_km: -1 is negative"),
        ("blur_km = 40000", "case.toml:3: profile.p.blur_km: 40000 km is too far"),
        ("blur_km = inf", "case.toml:3: profile.p.blur_km: inf is not a number"),
        ('blur_km = "5"', "case.toml:3: profile.p.blur_km: “5” is not a number"),
        ('min_certainty = "sure"', "case.toml:3: profile.p.min_certainty: “sure” is not"),
    ],
)
def test_a_profile_at_fault_is_told_with_its_line(tmp_path, line, told):
    with pytest.raises(CaseError) as raised:
        case_in(tmp_path, line)
    (finding,) = raised.value.findings
    assert str(finding).startswith(told)
