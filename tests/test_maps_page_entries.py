from datetime import date

import pytest

from geo.coords import LonLat
from geo.dates import parse_date
from geo.errors import Where
from geo.evidence import Certainty
from geo.places import Place, PlaceKind, PlaceRow, PositionBasis
from geo.quantities import parse_quantity
from maps.case.case import Case
from maps.case.rows import (
    ActorRow,
    ClaimRow,
    EventRow,
    FlowRow,
    ServiceRow,
    ServiceStatus,
    SourceRow,
)
from maps.case.settings import Settings
from maps.page.entries.sections import sections
from routes.journeys import LegRow
from routes.links import LinkRow, Mode
from routes.route import Basis, Route, RouteLeg

HERE = Where("x.csv", 2)
AS_OF = date(2024, 7, 1)


def place(id_, name, lonlat=None, kind="city"):
    row = PlaceRow(where=HERE, id=id_, name=name, kind=PlaceKind(kind))
    basis = PositionBasis.STATED if lonlat else PositionBasis.NONE
    return Place(row=row, position=LonLat(*lonlat) if lonlat else None, basis=basis)


DAILY = SourceRow(where=HERE, id="s1", title="A daily", publisher="Daily")
AGENCY = SourceRow(where=HERE, id="s2", title="An agency", publisher="Agency")
HARBIN, MOSCOW = place("harbin", "Harbin", (126.6, 45.8)), place("moscow", "Moscow", (37.6, 55.8))
INLAND = place("inland", "inland Russia", kind="area")


def listed(places=(), routes=(), **tables):
    tables["places"] = tuple(one.row for one in places)
    case = Case(id="case", settings=Settings(where=HERE), **tables)
    return {
        entry.ref: entry for part in sections(case, places, routes, AS_OF) for entry in part.entries
    }


def text_of(entry, label):
    return [
        "".join(span.text for span in value)
        for fact in entry.facts
        if fact.label == label
        for value in fact.values
    ]


def test_a_statement_names_source_place_in_it_speakers_and_certainty():
    source = SourceRow(where=HERE, id="s2", title="A report", publisher="News Rebeat",
                       published=parse_date("2024-01"))  # fmt: skip
    fsb = ActorRow(where=HERE, id="fsb", name="Federal Security Service")
    row = EventRow(where=HERE, id="e", title="Entries", source="s2", locator="L5",
                   phrase="sharp increase", attributed_to=("fsb", "NK News"),
                   stated_on=parse_date("2024-01-23"), certainty=Certainty.OFFICIAL)  # fmt: skip
    (said,) = listed(events=(row,), sources=(source,), actors=(fsb,))["event-e"].said
    assert said.source.text == "A report"
    assert said.source.ref == "source-s2"
    assert dict(said.details) == {
        "publisher": "News Rebeat",
        "published": "January 2024",
        "at": "L5",
        "said by": "Federal Security Service, relayed by NK News",
        "said": "on 23 January 2024",
    }
    assert (said.phrase, said.certainty) == ("sharp increase", "official")


def test_an_empty_certainty_is_shown_as_reported():
    source = SourceRow(where=HERE, id="s", title="t")
    row = EventRow(where=HERE, id="e", title="t", source="s")
    assert listed(events=(row,), sources=(source,))["event-e"].said[0].certainty == "reported"


def test_differing_values_stand_side_by_side_and_the_editors_own_is_first():
    row = EventRow(where=HERE, id="e", title="Meeting", place="harbin", date=parse_date("2023-09"))
    claims = (
        ClaimRow(where=HERE, id="c1", subject="event:e", field="place", value="moscow"),
        ClaimRow(where=HERE, id="c2", subject="event:e", field="date", value="2023-09-13"),
        ClaimRow(
            where=HERE, id="c3", subject="event:e", field="date", value="2023-09-13/2023-09-17"
        ),
        ClaimRow(where=HERE, id="c4", subject="event:e", certainty=Certainty.DENIED),
    )
    entry = listed(places=(HARBIN, MOSCOW), events=(row,), claims=claims)["event-e"]
    sides = {differ.field: [side.what for side in differ.sides] for differ in entry.differing}
    assert sides == {
        "": ["it is so", "it is not so"],
        "place": ["Harbin", "Moscow"],
        "date": ["September 2023", "13 September 2023", "13–17 September 2023"],
    }
    assert entry.said == ()


def test_what_is_not_on_the_map_says_why():
    rows = (
        EventRow(where=HERE, id="e1", title="t"),
        EventRow(where=HERE, id="e2", title="t", place="inland"),
        EventRow(where=HERE, id="e3", title="t", place="harbin"),
    )
    entries = listed(places=(INLAND, HARBIN), events=rows)
    assert entries["event-e1"].off_map == "no place is stated"
    assert entries["event-e2"].off_map == "its place has no position"
    assert entries["event-e3"].off_map == ""


def test_stated_straight_and_network_distance_stand_together():
    link = LinkRow(where=HERE, id="l", mode=Mode.RAIL, stops=("harbin", "moscow"),
                   stated_km=parse_quantity("~6000"))  # fmt: skip
    leg = RouteLeg(start="harbin", end="moscow", mode=Mode.RAIL, basis=Basis.NETWORK,
                   length_m=7_613_000, straight_m=5_800_400)  # fmt: skip
    route = Route(kind="link", id="l", mode=Mode.RAIL, legs=(leg,))
    entry = listed(places=(HARBIN, MOSCOW), links=(link,), routes=(route,))["link-l"]
    assert text_of(entry, "Distance") == [
        "about 6,000 km as stated",
        "5,800 km in a straight line",
        "7,613 km along the tracks",
    ]


def test_an_end_that_is_not_stated_says_so():
    link = LinkRow(where=HERE, id="l", mode=Mode.RAIL, stops=("harbin", "?"))
    leg = RouteLeg(start="harbin", end="", mode=Mode.RAIL, basis=Basis.UNKNOWN)
    route = Route(kind="link", id="l", mode=Mode.RAIL, legs=(leg,))
    entry = listed(places=(HARBIN,), links=(link,), routes=(route,))["link-l"]
    assert entry.title == "Harbin – not stated"
    assert "not stated" in entry.off_map


def test_a_link_without_a_name_goes_by_its_stops_wherever_it_is_named():
    link = LinkRow(where=HERE, id="l", mode=Mode.RAIL, stops=("harbin", "moscow"))
    route = Route(kind="link", id="l", mode=Mode.RAIL, legs=(
        RouteLeg(start="harbin", end="moscow", mode=Mode.RAIL, basis=Basis.UNKNOWN),))  # fmt: skip
    entries = listed(
        places=(HARBIN, MOSCOW),
        links=(link,),
        routes=(route,),
        legs=(LegRow(where=HERE, journey="j", leg=1, link="l", mode=Mode.RAIL),),
        events=(EventRow(where=HERE, id="e", title="t", link="l"),),
        services=(ServiceRow(where=HERE, id="s", link="l", status=ServiceStatus.OPERATING),),
    )
    name = "Harbin – Moscow"
    assert entries["link-l"].title == name
    assert text_of(entries["event-e"], "On the route") == [name]
    assert text_of(entries["place-harbin"], "Routes") == [name]
    assert text_of(entries["service-s"], "Runs on") == [name]
    assert f"on the line of {name}" in text_of(entries["journey-j"], "Leg 1")


def test_a_journey_lists_its_legs_and_alternatives_in_order():
    legs = (
        LegRow(where=HERE, journey="j", leg=2, alternative="b", from_="harbin", mode=Mode.UNKNOWN),
        LegRow(where=HERE, journey="j", leg=1, name="By train", to="harbin", mode=Mode.RAIL,
               persons=parse_quantity("~200")),
        LegRow(where=HERE, journey="j", leg=2, alternative="a", from_="harbin", to="moscow",
               mode=Mode.RAIL),
    )  # fmt: skip
    entry = listed(places=(HARBIN, MOSCOW), legs=legs)["journey-j"]
    assert entry.title == "By train"
    assert [fact.label for fact in entry.facts] == [
        "Leg 1",
        "Leg 2, alternative a",
        "Leg 2, alternative b",
        "Whole journey",
    ]
    assert text_of(entry, "Leg 1")[0] == "not stated → Harbin"
    assert "about 200 persons" in text_of(entry, "Leg 1")
    assert "mode not stated" in text_of(entry, "Leg 2, alternative b")


def test_a_flow_shows_its_parts_and_draws_no_line():
    total = FlowRow(where=HERE, id="t", period=parse_date("2023-Q3"), origin="harbin",
                    destination="moscow", value=parse_quantity("365"))  # fmt: skip
    part = FlowRow(where=HERE, id="p", period=parse_date("2023-Q3"), origin="harbin",
                   destination="moscow", value=parse_quantity("253"), purpose="business",
                   part_of="t")  # fmt: skip
    entries = listed(places=(HARBIN, MOSCOW), flows=(total, part))
    assert text_of(entries["flow-t"], "Parts") == ["253 (business)"]
    assert text_of(entries["flow-p"], "Part of") == ["365 persons"]
    assert "no line" in entries["flow-t"].off_map


def test_a_source_without_an_address_says_so_plainly():
    source = SourceRow(where=HERE, id="s", title="[untitled]")
    entry = listed(sources=(source,))["source-s"]
    assert text_of(entry, "Address") == ["no address known"]


@pytest.mark.parametrize(
    ("chains", "told"),
    [
        (((), (), ()), "3 sources"),
        ((("FSB",), ("FSB", "Daily"), ("fsb",)), "3 sources, one origin"),
        (((), ("Daily", "Agency"), ("NK News",)), "3 sources, 2 origins"),
        (((), ("A daily",), ("Security Service", "x")), "3 sources, 2 origins"),
        ((("FSB",), (), ("Customs",)), "3 sources"),
    ],
)
def test_a_relay_is_no_second_source(chains, told):
    fsb = ActorRow(where=HERE, id="fsb", name="Security Service", aliases=("FSB",))
    third = SourceRow(where=HERE, id="s3", title="A third")
    event = EventRow(where=HERE, id="e", title="t", source="s1", attributed_to=chains[0])
    claims = tuple(
        ClaimRow(where=HERE, id=f"c{n}", subject="event:e", source=f"s{n}", attributed_to=chain)
        for n, chain in enumerate(chains[1:], start=2)
    )
    sources = (DAILY, AGENCY, third)
    entry = listed(events=(event,), claims=claims, sources=sources, actors=(fsb,))["event-e"]
    assert entry.standing == f"Reported · {told}"


# --- denials and disputes


def denied_event(**row):
    event = EventRow(where=HERE, id="e", title="Arms arrive", **row)
    denial = ClaimRow(where=HERE, id="c", subject="event:e", source="s2", phrase="none of it",
                      certainty=Certainty.DENIED)  # fmt: skip
    return listed(events=(event,), claims=(denial,), sources=(DAILY, AGENCY))["event-e"]


def test_a_denial_is_no_support_and_stands_against_what_is_said():
    entry = denied_event(source="s1", phrase="arms came", certainty=Certainty.HEARSAY)
    assert entry.standing == "Hearsay · 1 source, denied by 1"
    (differ,) = entry.differing
    assert (differ.label, differ.agree) == ("whether it is so", False)
    assert [(side.what, side.own) for side in differ.values] == [
        ("it is so", True),
        ("it is not so", False),
    ]
    assert [giver[0].text for side in differ.values for giver in side.givers] == ["Daily", "Agency"]
    assert [said.phrase for said in entry.said] == ["arms came"]
    assert [said.phrase for side in differ.values for said in side.said] == ["", "none of it"]


def test_a_row_that_is_itself_a_denial_is_not_denied_by_another():
    entry = denied_event(source="s1", certainty=Certainty.DENIED)
    assert entry.standing == "Denied · 2 sources"
    assert entry.differing == ()


def test_a_value_that_one_source_gives_and_another_denies_is_not_agreed_on():
    event = EventRow(where=HERE, id="e", title="t", date=parse_date("2024-02-05"), source="s1",
                     certainty=Certainty.REPORTED)  # fmt: skip
    denial = ClaimRow(where=HERE, id="c", subject="event:e", field="date", value="2024-02-05",
                      source="s2", certainty=Certainty.DENIED)  # fmt: skip
    entry = listed(events=(event,), claims=(denial,), sources=(DAILY, AGENCY))["event-e"]
    assert not entry.differing[0].agree
    assert entry.standing == "Reported · 1 source, denied by 1"


def test_a_link_whose_services_contradict_each_other_has_both_sides_and_no_choice():
    link = LinkRow(where=HERE, id="l", name="The line", mode=Mode.RAIL, stops=("harbin", "moscow"))
    services = tuple(
        ServiceRow(
            where=HERE,
            id=id_,
            link="l",
            kind=kind,
            status=ServiceStatus(state),
            source=source,
            certainty=Certainty.REPORTED,
        )
        for id_, kind, state, source in (
            ("a", "passenger", "operating", "s1"),
            ("b", "passenger", "suspended", "s2"),
            ("c", "passenger", "planned", "s2"),
            ("d", "freight", "ended", "s2"),
        )
    )
    leg = RouteLeg(start="harbin", end="moscow", mode=Mode.RAIL, basis=Basis.GEODESIC)
    entry = listed(
        places=(HARBIN, MOSCOW),
        routes=(Route(id="l", kind="link", mode=Mode.RAIL, legs=(leg,)),),
        links=(link,), services=services, sources=(DAILY, AGENCY),
    )["link-l"]  # fmt: skip
    (differ,) = entry.differing
    assert (differ.label, differ.agree) == ("state, passenger", False)
    told = [
        (side.what, side.own, [(g[0].text, g[1]) for g in side.givers]) for side in differ.values
    ]
    assert told == [
        ("operating", False, [("Daily", "reported")]),
        ("suspended", False, [("Agency", "reported")]),
    ]


def test_one_person_is_not_persons():
    rows = tuple(
        FlowRow(
            where=HERE,
            id=id_,
            value=parse_quantity(value),
            origin="harbin",
            destination="moscow",
            period=parse_date("2024"),
            measure=measure,
        )
        for id_, value, measure in (("a", "1", ""), ("b", "~1", "trains"), ("c", "2", "persons"))
    )
    legs = (LegRow(where=HERE, journey="j", leg=1, from_="harbin", to="moscow",
                   mode=Mode.RAIL, persons=parse_quantity("1")),)  # fmt: skip
    entries = listed(places=(HARBIN, MOSCOW), flows=rows, legs=legs)
    titles = [entries[f"flow-{row.id}"].title for row in rows]
    assert titles == ["1 person", "about 1 train", "2 persons"]
    assert "1 person" in text_of(entries["journey-j"], "Leg 1")
