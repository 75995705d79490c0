"""Positions moved on purpose."""

from math import cos, radians, sin

import numpy as np
import pytest
from secret_case import KEY, write_rows

import maps.profile.blur
from geo.coords import GEOD, LonLat, distance_m
from geo.errors import CallError, CaseError
from maps.build import Wanted, build_edition, find_places, read_atlas
from maps.case.read import read_case
from maps.profile.apply import applied, profile_named
from maps.profile.blur import Offset, blurred, offset
from maps.profile.key import checked_key, read_key, refuse_inside
from maps.profile.release import Edition, release

SECRET = KEY.encode()


@pytest.fixture(scope="module")
def atlas():
    return read_atlas()


def write_case(folder, toml="", **tables):
    folder.mkdir(parents=True, exist_ok=True)
    toml = f'title = "T"\n{toml}\n[profile.p]\nblur_km = 5\n'
    (folder / "case.toml").write_text(toml, encoding="utf-8")
    for name, rows in tables.items():
        write_rows(folder / f"{name}.csv", rows)
    return folder


def place(name, lon, lat, **cells):
    row = {"id": name, "name": f"The {name}", "kind": "facility", "lon": lon, "lat": lat}
    return {**row, "geometry": "", "radius_km": "", "note": "", **cells}


def let_out(folder, atlas, key=KEY):
    edition = Edition(folder, "p", key)
    return release(read_case(folder), edition, lambda kept: find_places(kept, atlas))


def test_offsets_are_uniform_over_the_disc():
    drawn = [offset(f"place-{n}", 5.0, SECRET) for n in range(4000)]
    far = np.array([each.distance_m for each in drawn]) / 5000
    turn = np.radians([each.azimuth_deg for each in drawn])
    assert far.max() <= 1
    # of a disc, a quarter lies within half the radius, and half within 0.7071
    assert np.mean(far <= 0.5) == pytest.approx(0.25, abs=0.025)
    assert np.mean(far <= 0.5**0.5) == pytest.approx(0.5, abs=0.03)
    assert np.mean(far * np.sin(turn)) == pytest.approx(0, abs=0.03)
    assert np.mean(far * np.cos(turn)) == pytest.approx(0, abs=0.03)


def test_an_offset_is_that_of_the_place_the_radius_and_the_key():
    first = offset("camp", 5.0, SECRET)
    assert offset("camp", 5.0, SECRET) == first
    others = [offset("camq", 5.0, SECRET), offset("camp", 5.0, b"x" + SECRET)]
    assert first not in others
    # were another radius only another scale, two editions would give the place away
    wider = offset("camp", 10.0, SECRET)
    assert wider.azimuth_deg != pytest.approx(first.azimuth_deg, abs=1e-3)


def test_two_editions_of_two_radii_do_not_give_the_place_away():
    """What would recover it, were the offsets scaled: the point where both lines meet."""
    shifts = [offset("camp", km, SECRET) for km in (5.0, 10.0)]
    (x1, y1), (x2, y2) = (
        (s.distance_m * sin(radians(s.azimuth_deg)), s.distance_m * cos(radians(s.azimuth_deg)))
        for s in shifts
    )
    guess = 2 * x1 - x2, 2 * y1 - y2
    assert np.hypot(*guess) > 500


def test_a_position_put_right_moves_its_circle_by_as_much(tmp_path, atlas):
    found = []
    for n, lon in enumerate(("20.1234", "20.1434")):
        folder = write_case(tmp_path / f"{n}/c", places=[place("camp", lon, "60.5")])
        (row,) = let_out(folder, atlas).case.places
        found.append(LonLat(row.lon, row.lat))
    true_m = distance_m(LonLat(20.1234, 60.5), LonLat(20.1434, 60.5))
    assert distance_m(*found) == pytest.approx(true_m, rel=0.01)


def test_every_kind_of_position_is_moved_and_reached_by_its_radius(tmp_path, atlas):
    rows = [
        place("camp", "20.5", "60.5"),
        place("wide", "21.5", "60.5", radius_km="7"),
        place("dateline", "179.999", "-17"),
        place("north", "20", "84.9"),
        place("town", "", "", gazetteer="geonames:2013348", kind="town"),
        place("land", "", "", kind="country") | {"name": "Finland"},
        place("nowhere", "", "", geometry="none"),
    ]
    folder = write_case(tmp_path / "c", places=rows)
    released = let_out(folder, atlas)
    true = {each.id: each for each in released.places}
    for row in released.case.places:
        assert (row.gazetteer, row.geometry) == ("", "none" if row.id == "nowhere" else "")
        if row.id == "nowhere":
            assert row.lon is None
            continue
        at = true[row.id].position
        moved_m = distance_m(LonLat(row.lon, row.lat), at)
        assert 10 < moved_m <= 5000.2
        assert row.radius_km * 1000 >= moved_m + true[row.id].radius_km * 1000 - 1
        assert abs(row.lon) <= 180
    # doubled steps: the radius of an entry of the gazetteer cannot be read off
    assert {row.radius_km for row in released.case.places} <= {
        None,
        *(5.0 * 2**n for n in range(9)),
    }


def test_what_would_tell_a_position_is_gone(tmp_path, atlas):
    links = [{"id": "l", "mode": "rail", "stops": "a>b", "stated_km": "52"}]
    claims = [
        {"id": f"c{n}", "subject": subject, "field": field, "value": value}
        for n, (subject, field, value) in enumerate(
            (
                ("place:a", "lon", "20.9"),
                ("place:a", "radius_km", "2"),
                ("link:l", "stated_km", "54"),
                ("place:a", "name", "Other"),
            )
        )
    ]
    places = [place("a", "20", "60"), place("b", "21", "60")]
    folder = write_case(tmp_path / "c", places=places, links=links, claims=claims)
    case = let_out(folder, atlas).case
    assert case.links[0].stated_km.text == ""
    assert [row.id for row in case.claims] == ["c3"]


def test_the_case_that_goes_on_knows_no_true_position(tmp_path, atlas):
    folder = write_case(tmp_path / "c", places=[place("camp", "20.123456", "60.654321")])
    case = read_case(folder)
    kept = applied(case, profile_named(case, "p"))
    places, _ = find_places(kept, atlas)
    text = repr(blurred(kept, places, 5.0, SECRET))
    assert "20.123" not in text
    assert "60.654" not in text


def test_all_that_follows_depends_on_moved_positions_alone(tmp_path, atlas, monkeypatch):
    """Two cases with other true positions but the same moved ones are one case from then on."""

    def moved(name, lon, lat, km):
        places = [place("a", lon, lat, radius_km="2", note="kept"), place("b", "21", "60")]
        links = [{"id": "l", "mode": "rail", "stops": "a>b", "stated_km": km}]
        return let_out(write_case(tmp_path / name / "c", places=places, links=links), atlas).case

    first = moved("one", "20.5", "60.5", "52")
    to = first.places[0]
    azimuth_deg, _, away_m = GEOD.inv(20.53, 60.51, to.lon, to.lat)
    shifted = {"a": Offset(azimuth_deg % 360, away_m), "b": offset("b", 5.0, SECRET)}
    monkeypatch.setattr(maps.profile.blur, "offset", lambda name, *_: shifted[name])
    assert moved("two", "20.53", "60.51", "54") == first


@pytest.mark.parametrize("mode", ["rail", "ferry", "road", "foot", "air"])
def test_a_line_between_moved_places_follows_nothing(tmp_path, atlas, mode):
    from maps.build import chart

    links = [{"id": "l", "mode": mode, "stops": "a>b"}]
    legs = [{"journey": "j", "leg": "1", "from": "a", "to": "b", "mode": mode}]
    places = [place("a", "24.94", "60.17"), place("b", "23.76", "61.5")]
    folder = write_case(tmp_path / "c", places=places, links=links, journeys=legs)
    charted = chart(let_out(folder, atlas).case, atlas)
    basis = "geodesic" if mode == "air" else "schematic"
    assert {leg.basis for route in charted.routes for leg in route.legs} == {basis}
    ends = {
        tuple(np.round(xy, 5))
        for route in charted.routes
        for leg in route.legs
        for xy in (leg.line.coords[0], leg.line.coords[-1])
    }
    assert ends == {(round(row.lon, 5), round(row.lat, 5)) for row in charted.case.places}
    assert {each.basis for each in charted.places} == {"moved"}


@pytest.mark.parametrize(
    ("toml", "cells", "told"),
    [
        ("", {"note": "at 60.5004, 20.4996"}, "places.csv:2: note: holds a position"),
        ("", {"note": "20.5004 60.4996"}, "places.csv:2: note: holds a position"),
        ("", {"note": "60°30'01\"N 20°29'58\"E"}, "places.csv:2: note: holds a position"),
        ("", {"note": "60,5004 N 20,4996 E"}, "places.csv:2: note: holds a position"),
        ("", {"note": "60º 30’ 01” N, 20˚29.97′ E"}, "places.csv:2: note: holds a position"),
        ("", {"note": "٦٠٫٥٠٠٤ ٢٠٫٤٩٩٦"}, "places.csv:2: note: holds a position"),
        ("", {"note": "６０．５００４，２０．４９９６"}, "places.csv:2: note: holds"),
        ("", {"x_lat": "60.5004", "x_lon": "20.4996"}, "places.csv:2: x_lon: holds a position"),
        ("", {"note": "20.5004", "x_y": "60.4996"}, "places.csv:2: x_y: holds a position"),
        ("[map]\nextent = [20.4, 60.4, 20.6, 60.6]", {}, "case.toml:3: map: what is hidden or"),
        (
            '[[view]]\nid = "v"\nextent = [20.48, 60.49, 20.52, 60.51]',
            {},
            "case.toml:2: view: what is hidden or moved (places:camp) lies in the middle",
        ),
        (
            '[[annotation]]\ntext = "here"\nat = [20.51, 60.5]',
            {},
            "case.toml:2: annotation: the note “here” stands at what is hidden or moved",
        ),
    ],
)
def test_what_points_at_a_moved_place_stops_the_build(tmp_path, atlas, toml, cells, told):
    rows = [place("camp", "20.5", "60.5", **cells), place("far", "30", "50")]
    folder = write_case(tmp_path / "c", toml, places=rows)
    with pytest.raises(CaseError) as raised:
        let_out(folder, atlas)
    (finding,) = raised.value.findings
    assert str(finding).startswith(told)
    answer = f'[[acknowledged]]\nfinding = "profile:{finding.subject}"\nreason = "known"'
    write_case(tmp_path / "c", f"{toml}\n{answer}", places=rows)
    assert let_out(folder, atlas).case.applied.moved_km == 5


def test_other_numbers_windows_and_notes_stop_nothing(tmp_path, atlas):
    toml = (
        "[map]\nextent = [18, 58, 32, 64]\n"
        '[[annotation]]\ntext = "elsewhere"\nat = [25, 55]\n'
        '[[annotation]]\ntext = "there"\nat = "camp"'
    )
    rows = [place("camp", "20.5", "60.5", note="60.5 km in 20.5 h; 60.50 EUR; 61.44, 27.33")]
    rows.append(place("far", "30", "50", note="20.5004", x_of="60.4"))
    rows.append(place("farther", "31", "50", note="60.4996"))
    assert let_out(write_case(tmp_path / "c", toml, places=rows), atlas).case.places


def test_places_at_one_spot_are_a_warning(tmp_path, atlas):
    rows = [place("camp", "20.5", "60.5"), place("gate", "20.501", "60.5"), place("x", "21", "60")]
    (warning,) = let_out(write_case(tmp_path / "c", places=rows), atlas).case.warnings
    assert str(warning).startswith("places.csv:3: id: “gate” lies at the spot of “camp”")


@pytest.mark.parametrize("key", ["", "short", "a" * 40, "ab" * 20])
def test_no_key_and_a_weak_key_are_faults_of_the_call_that_quote_no_key(tmp_path, atlas, key):
    folder = write_case(tmp_path / "c", places=[place("camp", "20.5", "60.5")])
    with pytest.raises(CallError, match="WAYBOOK_BLUR_KEY") as raised:
        build_edition(
            Edition(folder, "p", key), tmp_path / "out/c", atlas=atlas, wanted=Wanted(["html"])
        )
    assert "secrets.token_hex" in str(raised.value)
    assert not key or key not in str(raised.value)
    assert not (tmp_path / "out").exists()


def test_a_profile_that_moves_nothing_needs_no_key():
    with pytest.raises(CallError):
        checked_key("", "p")
    assert checked_key(KEY, "p") == SECRET


def test_the_key_is_read_from_a_file_or_from_the_environment(tmp_path):
    file = tmp_path / "key"
    file.write_text(f"{KEY}\n")
    assert read_key(file, {"WAYBOOK_BLUR_KEY": "other"}) == KEY
    # with the mark that some editors put first it is the same key, and no second circle
    file.write_text(f"\ufeff{KEY}\r\n", encoding="utf-8")
    assert read_key(file, {}) == KEY
    assert read_key(None, {"WAYBOOK_BLUR_KEY": KEY}) == KEY
    assert read_key(None, {}) == ""
    with pytest.raises(CallError, match="cannot be read"):
        read_key(tmp_path / "absent", {})
    file.write_bytes(b"\xff\xfe\x00\xd8")
    with pytest.raises(CallError, match="is not text"):
        read_key(file, {})


def test_a_key_in_the_case_is_refused(tmp_path):
    folder = tmp_path / "c"
    folder.mkdir()
    refuse_inside(tmp_path / "key", [folder])
    refuse_inside(None, [folder])
    with pytest.raises(CallError, match="keep it elsewhere"):
        refuse_inside(folder / "key", [folder])
