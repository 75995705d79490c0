"""How lines were made, as a reader sees it: all that must be said, and each thing once."""

import re
from datetime import date

import pytest

from geo.coords import LonLat
from geo.errors import Where
from geo.places import Place, PlaceKind, PlaceRow, PositionBasis
from maps.case.case import Case
from maps.case.rows import SourceRow
from maps.case.settings import Settings
from maps.draw.layers import draw
from maps.page.entries.sections import sections
from maps.page.legend import legend
from routes.build import build_routes
from routes.journeys import LegRow
from routes.links import LinkRow, Mode
from routes.network import default_networks

HERE = Where("links.csv", 2)
AT = {
    "helsinki": LonLat(24.941, 60.172),
    "tampere": LonLat(23.773, 61.498),
    "oulu": LonLat(25.484, 65.011),
}
AS_OF = date(2026, 1, 1)
SHORTEST = "Shortest way over the rail network"


@pytest.fixture(scope="module")
def networks():
    return default_networks()


def built_of(networks, links=(), legs=()):
    rows = [
        PlaceRow(where=HERE, id=name, name=name.title(), kind=PlaceKind.CITY, country="FI")
        for name in AT
    ]
    places = [
        Place(row=row, position=AT[row.id], basis=PositionBasis.STATED, radius_km=1) for row in rows
    ]
    built = build_routes(links, legs, {row.id: p for row, p in zip(rows, places, strict=True)},
                         networks, {})  # fmt: skip
    case = Case(
        id="north",
        settings=Settings(where=HERE),
        sources=(SourceRow(where=HERE, id="s1", title="Notebook"),),
        places=tuple(rows),
        links=tuple(links),
        legs=tuple(legs),
    )
    return case, places, built


def entries_of(networks, links=(), legs=()):
    listed = sections(*built_of(networks, links, legs), AS_OF)
    return {entry.ref: entry for section in listed for entry in section.entries}


def words(entry, label):
    found = [fact for fact in entry.facts if fact.label == label]
    return [" ".join(span.text for span in value) for fact in found for value in fact.values]


def link(mode, *stops):
    return LinkRow(where=HERE, id="l", mode=mode, stops=stops)


def test_the_entry_says_how_much_of_a_rail_line_is_generalised(networks):
    rail = entries_of(networks, [link(Mode.RAIL, "helsinki", "oulu")])["link-l"]
    (line,) = words(rail, "How the line was made")
    told = re.search(r"Generalised: (\d+) km of it drawn straight between points more", line)
    (network,) = (text for text in words(rail, "Distance") if "along the tracks" in text)
    assert 0 < int(told[1]) < int(network.split()[0])
    flight = entries_of(networks, [link(Mode.AIR, "helsinki", "oulu")])["link-l"]
    assert "eneralised" not in words(flight, "How the line was made")[0]


def test_how_lines_of_a_kind_are_made_is_said_once_for_all_stretches(networks):
    rail = entries_of(networks, [link(Mode.RAIL, "helsinki", "tampere", "oulu")])["link-l"]
    first, second = words(rail, "How the line was made")
    assert SHORTEST in first
    assert SHORTEST not in second
    assert second.startswith("Tampere – Oulu: along a mapped network")
    assert "Generalised: " in second


def test_a_flight_is_called_the_shortest_line_once(networks):
    flight = entries_of(networks, [link(Mode.AIR, "helsinki", "oulu")])["link-l"]
    (line,) = words(flight, "How the line was made")
    assert line.casefold().count("shortest line over the earth") == 1


def journey(number, start, end, mode, alternative=""):
    return LegRow(
        where=HERE, journey="j", leg=number, alternative=alternative, mode=mode,
        from_=start, to=end, source="s1",
    )  # fmt: skip


def test_a_journey_says_once_what_holds_for_all_its_legs(networks):
    legs = [
        journey(1, "helsinki", "tampere", Mode.RAIL),
        journey(2, "tampere", "oulu", Mode.RAIL, "a"),
        journey(2, "tampere", "oulu", Mode.AIR, "b"),
    ]
    entry = entries_of(networks, legs=legs)["journey-j"]
    told = [text for fact in entry.facts for value in fact.values for (text, *_) in value]
    assert sum(SHORTEST in text for text in told) == 1
    assert sum("along a mapped network" in text for text in told) == 2
    assert len(entry.said) == 1


def test_the_legend_says_that_lines_over_a_network_are_generalised(networks):
    layers = draw(*built_of(networks, [link(Mode.RAIL, "helsinki", "oulu")]), AS_OF)
    (bases,) = (part for part in legend(layers) if part.key == "basis")
    (network,) = (item for item in bases.entries if item.word == "network")
    assert network.shown
    assert "generalised" in network.label
