"""A journey as a whole: what is known of its legs, put together and never made up."""

from datetime import date
from math import inf
from pathlib import Path

import pytest
from shapely import LineString

from geo.coords import LonLat
from geo.dates import parse_date
from geo.errors import Where
from geo.places import Place, PlaceKind, PlaceRow, PositionBasis
from geo.quantities import parse_duration
from maps.build import chart, read_atlas
from maps.case.case import Case
from maps.case.read import read_case
from maps.case.settings import Settings
from maps.page.entries.sections import sections
from maps.page.entries.words import span_words
from routes.build import VAGUE_NOTE
from routes.journeys import LegRow
from routes.links import Mode
from routes.route import Basis, Route, RouteLeg
from routes.totals import journey_duration, journey_length, journey_stays

TUMEN = Path(__file__).parents[1] / "cases" / "tumen"
HERE = Where("journeys.csv", 2)
AS_OF = date(2024, 7, 1)
PLACES = [
    Place(
        row=PlaceRow(where=HERE, id=name, name=name.title(), kind=PlaceKind.CITY),
        position=LonLat(lon, 45.0),
        basis=PositionBasis.STATED,
    )
    for name, lon in (("a-town", 10.0), ("b-town", 12.0), ("c-town", 15.0))
]


def leg(number, alternative="", mode=Mode.RAIL, **columns):
    values = {"from_": "a-town", "to": "b-town"} | columns
    return LegRow(where=HERE, journey="j", leg=number, alternative=alternative, mode=mode, **values)


def timed(number, alternative="", *, duration="", stay="", **columns):
    stated = {"duration": duration, "stay": stay}
    quantities = {name: parse_duration(text) for name, text in stated.items() if text}
    return leg(number, alternative, **quantities, **columns)


def routes(lengths):
    """A route for each leg by its id: metres, or `None` where only the ends are known."""
    return {
        id_: Route(
            kind="leg",
            id=id_,
            mode=Mode.RAIL,
            journey="j",
            legs=(
                RouteLeg(
                    start="a-town",
                    end="b-town",
                    mode=Mode.RAIL,
                    basis=Basis.UNKNOWN if metres is None else Basis.NETWORK,
                    line=LineString([(10, 45), (12, 45)]),
                    length_m=metres,
                    straight_m=157_000.0,
                ),
            ),
        )
        for id_, metres in lengths.items()
    }


def whole(rows, lengths):
    """What the list says of the journey as a whole, and of each leg."""
    case = Case(
        id="case",
        settings=Settings(where=HERE),
        legs=tuple(rows),
        places=tuple(place.row for place in PLACES),
    )
    listed = sections(case, PLACES, list(routes(lengths).values()), AS_OF)
    (entry,) = [entry for part in listed for entry in part.entries if entry.kind == "journey"]
    facts = {
        fact.label: ["".join(span.text for span in value) for value in fact.values]
        for fact in entry.facts
    }
    return facts.pop("Whole journey", []), facts


def test_known_legs_are_added_up():
    total = journey_length([leg(1), leg(2)], routes({"j-1": 100e3, "j-2": 250e3}))
    assert total[:4] == (350e3, 350e3, 2, 0)
    assert whole([leg(1), leg(2)], {"j-1": 100e3, "j-2": 250e3})[0] == ["350 km"]


def test_alternatives_are_told_apart_and_never_added():
    rows = [leg(1), leg(2, "a"), leg(2, "b")]
    lengths = {"j-1": 100e3, "j-2a": 50e3, "j-2b": 300e3}
    assert journey_length(rows, routes(lengths))[:4] == (150e3, 400e3, 2, 0)
    said, facts = whole(rows, lengths)
    assert said == ["150 km to 400 km, depending on the alternative"]
    assert list(facts) == ["Leg 1", "Leg 2, alternative a", "Leg 2, alternative b"]
    assert "300 km" in facts["Leg 2, alternative b"]


def test_an_unknown_leg_makes_the_total_a_least_one():
    rows = [leg(1), leg(2), leg(3, "a"), leg(3, "b")]
    lengths = {"j-1": 100e3, "j-2": None, "j-3a": 70e3, "j-3b": None}
    assert journey_length(rows, routes(lengths))[:4] == (100e3, 100e3, 1, 2)
    said, facts = whole(rows, lengths)
    assert said == ["at least 100 km; length of 2 of 3 legs not known"]
    assert "157 km in a straight line, length of the way not known" in facts["Leg 2"]


def test_nothing_known_is_said_and_a_journey_of_one_leg_has_no_total():
    assert whole([leg(1), leg(2)], {"j-1": None})[0] == ["length not known"]
    assert whole([leg(1)], {"j-1": 100e3})[0] == []
    assert whole([leg(1, "a"), leg(1, "b")], {"j-1a": 100e3, "j-1b": 100e3})[0] == []


def test_a_wide_area_is_no_end_of_a_straight_line():
    legs = [leg(1), leg(2)]
    vague = routes({"j-1": None})["j-1"]
    (stretch,) = vague.legs
    noted = RouteLeg(
        start="a-town", end="b-town", mode=Mode.RAIL, basis=Basis.UNKNOWN,
        line=stretch.line, straight_m=157_000.0, note=VAGUE_NOTE,
    )  # fmt: skip
    case = Case(id="c", settings=Settings(where=HERE), legs=tuple(legs))
    route = Route(kind="leg", id="j-1", mode=Mode.RAIL, journey="j", legs=(noted,))
    (part,) = sections(case, (), [route], AS_OF)
    assert "straight line" not in str(part.entries[0].facts)


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([timed(1, duration="PT2H"), timed(2, duration="PT30M")], ["takes 2 hours 30 minutes"]),
        (
            [timed(1, duration="~P7D"), timed(2)],
            ["takes about 7 days; duration of 1 of 2 legs not known"],
        ),
        ([timed(1, duration=">P5D"), timed(2, duration="P1D")], ["takes at least 6 days"]),
        (
            [timed(1, duration="PT4H..PT6H"), timed(2, duration="PT1H")],
            ["takes 5 hours to 7 hours"],
        ),
        (
            [
                timed(1, duration="P1D"),
                timed(2, "a", duration="P2D"),
                timed(2, "b", duration="P4D"),
            ],
            ["takes 3 days to 5 days"],
        ),
        ([timed(1, stay="P2D"), timed(2, stay="P1DT6H")], ["stays of 3 days 6 hours in all"]),
        ([timed(1, stay="P2D"), timed(2)], []),
    ],
)
def test_durations_and_stays_are_added_on_their_bounds(rows, said):
    assert whole(rows, {})[0] == ["length not known", *said]


def test_a_stay_names_its_place():
    _, facts = whole([timed(1, stay="~P7D", to="c-town")], {})
    assert "then a stay of about 7 days at C-Town" in facts["Leg 1"]
    _, facts = whole([timed(1, stay="P1D", to="")], {})
    assert "then a stay of 1 day" in facts["Leg 1"]


def test_days_are_counted_between_dates_that_are_whole_days():
    rows = [leg(1, date=parse_date("2024-02-09")), leg(2, date=parse_date("2024-02-12"))]
    told = "from 9 February 2024 to 12 February 2024: 3 days from the first date to the last"
    assert whole(rows, {})[0] == ["length not known", told]
    vague = [leg(1, date=parse_date("2024-02")), leg(2, date=parse_date("2024-02-12"))]
    assert whole(vague, {})[0] == ["length not known"]


def test_what_is_open_stays_open():
    assert journey_duration([timed(1, duration=">P5D")]).high == inf
    assert journey_duration([leg(1), leg(2)])[:4] == (0, 0, 0, 2)
    assert journey_stays([leg(1), timed(2, stay="P1D")])[:4] == (86400, 86400, 1, 0)
    assert journey_length([], {})[:4] == (0, 0, 0, 0)


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (35 * 60, "35 minutes"),
        (3600, "1 hour"),
        (86400 + 3 * 3600 + 100, "1 day 3 hours"),
        (7 * 86400, "7 days"),
        (86399, "1 day"),
        (10, "less than a minute"),
    ],
)
def test_a_length_of_time_is_said_in_two_units_at_most(seconds, words):
    assert span_words(seconds) == words


def test_the_journeys_of_the_first_case_say_what_is_known_of_them():
    charted = chart(read_case(TUMEN), read_atlas())
    listed = sections(charted.case, charted.places, charted.routes, AS_OF)
    whole = {
        entry.ref: [span.text for value in fact.values for span in value]
        for part in listed
        for entry in part.entries
        for fact in entry.facts
        if fact.label == "Whole journey"
    }
    journeys = {row.journey for row in charted.case.legs}
    assert set(whole) == {f"journey-{name}" for name in journeys}
    (usual,) = whole["journey-workers-usual-route"]
    assert usual.endswith("depending on the alternative")
    assert whole["journey-workers-via-china"][0].endswith("; length of 3 of 4 legs not known")
    assert whole["journey-defector-journey"] == [
        "length not known",
        "takes more than 5 days; duration of 1 of 2 legs not known",
    ]
