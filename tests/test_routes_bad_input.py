"""What bad stops, lines and avoided countries get: one clear error, with what would work."""

from dataclasses import replace

import numpy as np
import pytest
from typer.testing import CliRunner

from geo.coords import LonLat
from geo.errors import NoPathError
from geo.lookup import place_at
from maps.cli import app
from routes.network import network_of
from routes.rail import rail_leg

PLACES = """id,name,kind,country,lon,lat
tokyo,Tokyo,city,JP,139.767,35.681
vladivostok,Vladivostok,city,RU,131.882,43.111
harbin,Harbin,city,CN,126.63,45.76
chita,Chita,city,RU,113.50,52.03
khabarovsk,Khabarovsk,city,RU,135.08,48.50
gobi,Camp in the Gobi,facility,MN,104.0,43.4
pamir,Camp in the Pamir,facility,TJ,73.5,38.5
rajin,Rajin Port,port,KP,130.30,42.23
twin,Rajin Pier,port,KP,130.30,42.23
lhasa,Lhasa,city,CN,91.13,29.65
madrid,Madrid,city,ES,-3.70,40.42
weber,Weber,town,NZ,176.30,-40.42
"""


def found(folder, row, columns="id,mode,stops"):
    """Give the lines that `check` prints about a case of one link, and its exit code."""
    (folder / "places.csv").write_text(PLACES, encoding="utf-8")
    (folder / "links.csv").write_text(f"{columns}\n{row}\n", encoding="utf-8")
    result = CliRunner().invoke(app, ["check", str(folder)], prog_name="waybook")
    assert not result.exception or isinstance(result.exception, SystemExit)
    errors = [line for line in result.stdout.splitlines() if line.startswith("error")]
    assert result.exit_code == bool(errors)
    built = CliRunner().invoke(app, ["build", str(folder), "--out", str(folder / "out")])
    assert built.exit_code == result.exit_code
    assert [line.removeprefix("error: ").rpartition(" [")[0] for line in errors] == [
        line for line in built.stderr.splitlines() if line.startswith("links.csv")
    ]
    return errors


@pytest.mark.parametrize(
    ("row", "columns", "parts"),
    [
        (
            "l,rail,tokyo>vladivostok",
            "id,mode,stops",
            [
                "stops: l: from “Tokyo” to “Vladivostok”: the rail network has no way",
                "the nearest point with a way to “Tokyo” is ",
                " km from “Vladivostok”, at 14",
            ],
        ),
        (
            "l,rail,gobi>harbin",
            "id,mode,stops",
            [
                "stops: l: “Camp in the Gobi”: no rail line within 10 km",
                "the nearest is ",
                " at 10",
            ],
        ),
        (
            "l,ferry,rajin>pamir",
            "id,mode,stops",
            ["stops: l: “Camp in the Pamir” lies ", "nearest open water at 7", "name the port"],
        ),
        ("l,rail,rajin>twin", "id,mode,stops", ["stops: l: “rajin” and “twin” have the same pos"]),
        ("l,air,rajin>rajin", "id,mode,stops", ["stops: “rajin” comes twice in a row"]),
        (
            "l,air,madrid>weber",
            "id,mode,stops",
            ["stops: l: from “Madrid” to “Weber”: the ends lie on opposite sides of the earth"],
        ),
        (
            "l,rail,rajin>harbin,rajin",
            "id,mode,stops,via",
            ["via: l: “rajin” is a stop of the link already"],
        ),
        (
            "l,rail,tokyo>vladivostok,QX",
            "id,mode,stops,avoid",
            ["avoid: l: “QX” is not the code of a country", "such as KP"],
        ),
        (
            "l,rail,harbin>vladivostok,RU",
            "id,mode,stops,avoid",
            ["avoid: l: “vladivostok” lies in RU, which it is to avoid"],
        ),
        (
            "l,rail,chita>vladivostok,MN;RU",
            "id,mode,stops,avoid",
            ["avoid: l: “chita” lies in RU", "avoid: l: “vladivostok” lies in RU"],
        ),
    ],
)
def test_each_fault_of_a_link_is_one_error_with_what_would_work(tmp_path, row, columns, parts):
    lines = found(tmp_path, row, columns)
    assert len(lines) == sum(part.startswith(("stops:", "avoid:", "via:")) for part in parts)
    assert all(line.startswith("error: links.csv:2: ") for line in lines)
    assert all(part in "\n".join(lines) for part in parts)


def test_countries_that_cut_every_way_are_named_with_the_one_to_allow(tmp_path):
    (line,) = found(tmp_path, "l,rail,harbin>lhasa,MN;RU;KZ;CN", "id,mode,stops,avoid")[:1]
    assert "lies in CN" in line
    (line,) = found(tmp_path, "l,rail,tokyo>vladivostok,CN", "id,mode,stops,avoid")
    assert "avoid: l: from “Tokyo” to “Vladivostok”: " in line
    assert "the nearest point with a way to “Tokyo”" in line


def test_a_flight_between_opposite_ends_flies_by_a_place(tmp_path):
    assert found(tmp_path, "l,air,madrid>weber,harbin", "id,mode,stops,via") == []


#: Two lines, three countries: 1 – 2 – 3 by AA and by BB, and 4 – 5 apart from them.
NODES = [(0.0, 0.0), (0.5, 0.3), (1.0, 0.0), (0.5, -0.3), (2.0, 0.0), (3.0, 0.0)]
EDGES = [(0, 1, 6e4), (1, 2, 6e4), (0, 3, 7e4), (2, 3, 7e4), (4, 5, 1.1e5)]
NETWORK = replace(
    network_of(NODES, EDGES, "rail"),
    country=np.array([0, 1, 0, 2, 0, 0], dtype=np.uint8),
    codes=("", "AA", "BB"),
)


def at(name, lon, lat=0.0):
    return place_at(LonLat(lon, lat), name)


def trouble(start, end, *avoid):
    with pytest.raises(NoPathError) as caught:
        rail_leg(start, end, NETWORK, avoid=avoid)
    return caught.value.message, caught.value.help


def test_the_country_that_must_be_allowed_is_named():
    here, there = at("Here", 0.0), at("There", 1.0)
    assert rail_leg(here, there, NETWORK, avoid=["AA"]).length_m == pytest.approx(140_000)
    message, help_ = trouble(here, there, "AA", "BB")
    assert message == "from “Here” to “There”: the rail network has no way that keeps out of AA, BB"
    assert help_.startswith("a way opens where AA or BB may be entered; ")


def test_an_avoided_country_that_is_not_the_cause_is_not_blamed():
    _, help_ = trouble(at("Here", 0.0), at("There", 3.0), "BB")
    assert "may be entered" not in help_
    assert help_.startswith("the nearest point with a way to “")


def test_of_both_parts_the_one_that_comes_nearest_is_named():
    _, help_ = trouble(at("Here", 0.9, 0.05), at("There", 3.0))
    assert help_.startswith("the nearest point with a way to “There” is 122.")
    assert "from “Here”, at 2.000,0.000 (lon,lat)" in help_
