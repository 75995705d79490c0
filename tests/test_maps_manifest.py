"""The manifest of an output."""

import json
from hashlib import sha256
from pathlib import Path

import pytest
from secret_case import write_rows

import maps.products
from geo.errors import CallError, CaseError
from maps.build import Wanted, build_case, build_edition, read_atlas
from maps.manifest import is_same
from maps.profile.release import Edition

ROOT = Path(__file__).parents[1]
KINDS = ("html", "embed")
PLACES = "id,name,kind,lon,lat\ntampere,Tampere,city,23.76,61.50\n"


@pytest.fixture(scope="module")
def atlas():
    return read_atlas()


@pytest.fixture(autouse=True)
def pages(monkeypatch):
    """Pages that hold little."""
    for maker in ("page_text", "embed_text"):
        monkeypatch.setattr(
            maps.products, maker, lambda charted: " ".join(row.id for row in charted.case.events)
        )


def case_in(folder, **tables):
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "places.csv").write_text(PLACES)
    (folder / "case.toml").write_text("[profile.public]\n[profile.desk]\ninclude_drafts = true\n")
    for name, rows in tables.items():
        write_rows(folder / f"{name}.csv", rows)
    return folder


def digest(content):
    return sha256(content).hexdigest()


def read_manifest(out):
    return json.loads((out / "manifest.json").read_text())


def test_it_sums_up_inputs_outputs_data_and_versions(tmp_path, atlas):
    folder, out = case_in(tmp_path / "c"), tmp_path / "out/c"
    build_case(folder, out, atlas=atlas, kinds=KINDS)
    told = read_manifest(out)
    assert told["case"] == "c"
    assert told["inputs"] == {
        name: digest((folder / name).read_bytes()) for name in ("case.toml", "places.csv")
    }
    assert told["outputs"] == {
        name: digest((out / name).read_bytes()) for name in ("embed.html", "map.html")
    }
    assert told["data"]["routes/data/rail.npz"] == digest(
        (ROOT / "routes/data/rail.npz").read_bytes()
    )
    assert {"waybook", "folium", "shapely"} <= set(told["versions"])


def test_the_same_case_gives_the_same_manifest_wherever_it_lies(tmp_path, atlas):
    manifests = set()
    for parent in ("a", "b"):
        out = tmp_path / parent / "out/c"
        build_case(case_in(tmp_path / parent / "c"), out, atlas=atlas, kinds=KINDS)
        manifests.add((out / "manifest.json").read_bytes())
    assert len(manifests) == 1


def test_drafts_leave_no_trace_in_it(tmp_path, atlas):
    row = {"id": "a", "title": "A, with “quotes”", "status": "published", "summary": "two\nlines"}
    draft = {"id": "b", "title": "B", "status": "draft", "summary": "a\n\ndraft"}
    claims = [
        {"id": f"c{n}", "subject": f"event:{subject}", "field": "summary", "value": "x"}
        for n, subject in enumerate("aba")
    ]
    last = {**row, "id": "c"}
    manifests = []
    for name, events, about in (
        ("with", [draft, row, {**draft, "id": "d"}, last, {**draft, "id": "e"}], claims),
        ("without", [row, last], [claims[0], claims[2]]),
    ):
        folder = case_in(tmp_path / name / "c", events=events, claims=about)
        out = tmp_path / name / "out"
        build_case(folder, out, atlas=atlas, kinds=KINDS)
        manifests.append(read_manifest(out))
    assert manifests[0] == manifests[1]
    assert "events.csv" in manifests[0]["inputs"]


def test_what_only_drafts_refer_to_is_in_no_sum_either(tmp_path, atlas):
    manifests = []
    for name, more in (("with", True), ("without", False)):
        events = [{"id": "a", "title": "A", "source": "s", "media": "", "status": "published"}]
        sources = [{"id": "s", "title": "S"}]
        media = [{"file": "seen.png", "alt": "Seen"}]
        if more:
            events.insert(0, {**events[0], "id": "b", "status": "draft"})
            events[0] |= {"source": "memo", "media": "untold.png"}
            sources.append({"id": "memo", "title": "Memo,\nof two lines"})
            media.append({"file": "untold.png", "alt": "Untold"})
        folder = case_in(tmp_path / name / "c", events=events, sources=sources, media=media)
        (folder / "media").mkdir()
        for row in media:
            (folder / "media" / row["file"]).write_bytes(b"\x89PNG\r\n\x1a\n")
        out = tmp_path / name / "out"
        build_case(folder, out, atlas=atlas, kinds=KINDS)
        manifests.append(read_manifest(out))
    assert manifests[0] == manifests[1]
    assert "media/seen.png" in manifests[0]["inputs"]


def test_where_a_profile_takes_drafts_in_their_table_is_summed_up_whole(tmp_path, atlas):
    events = [{"id": "b", "title": "B", "status": "draft"}]
    folder, out = case_in(tmp_path / "c", events=events), tmp_path / "out"
    build_edition(Edition(folder, "desk"), out, atlas=atlas, wanted=Wanted(KINDS))
    told = read_manifest(out)
    assert told["inputs"]["events.csv"] == digest((folder / "events.csv").read_bytes())
    assert (out / "map.html").read_text() == "b"


def test_that_of_a_profile_names_neither_case_nor_inputs(tmp_path, atlas):
    out = tmp_path / "out/c"
    build_edition(
        Edition(case_in(tmp_path / "c"), "public"), out, atlas=atlas, wanted=Wanted(KINDS)
    )
    told = read_manifest(out)
    assert set(told) == {"manifest", "restricted", "outputs", "data", "versions"}
    assert told["restricted"] is True


def test_what_was_built_without_the_profile_never_stays_beside_it(tmp_path, atlas):
    folder, out = case_in(tmp_path / "c"), tmp_path / "out/c"
    build_case(folder, out, atlas=atlas, kinds=KINDS)
    with pytest.raises(CallError, match=r"embed\.html: would stay beside"):
        build_edition(Edition(folder, "public"), out, atlas=atlas, wanted=Wanted(("html",)))
    assert read_manifest(out)["restricted"] is False
    build_edition(Edition(folder, "public"), out, atlas=atlas, wanted=Wanted(KINDS))
    assert read_manifest(out)["restricted"] is True


def test_verify_compares_it_and_takes_fewer_kinds(tmp_path, atlas):
    folder, out = case_in(tmp_path / "c"), tmp_path / "out/c"
    build_case(folder, out, atlas=atlas, kinds=KINDS)
    build_case(folder, out, atlas=atlas, kinds=KINDS, verify=True)
    build_case(folder, out, atlas=atlas, kinds=("html",), verify=True)
    (folder / "places.csv").write_text(PLACES.replace("Tampere", "Tammerfors"))
    with pytest.raises(CaseError) as raised:
        build_case(folder, out, atlas=atlas, kinds=KINDS, verify=True)
    assert str(raised.value) == (
        "manifest.json: differs from what the case builds now in inputs places.csv "
        "(build without --verify to replace it)"
    )
    (out / "manifest.json").write_text("not JSON")
    with pytest.raises(CaseError, match="now, from byte 0 on"):
        build_case(folder, out, atlas=atlas, kinds=KINDS, verify=True)


@pytest.mark.parametrize("broken", [b"", b"[]", b"{}", b'{"outputs": 3}', b"\xff", b"[" * 99999])
def test_a_broken_manifest_is_another(broken):
    assert not is_same("manifest.json", b'{"outputs": {}}', broken)


def test_a_workbook_is_listed_unless_it_holds_drafts(tmp_path, atlas):
    from openpyxl import Workbook

    for status, listed in (("published", True), ("draft", False)):
        folder, out = case_in(tmp_path / status / "c"), tmp_path / status / "out"
        book = Workbook()
        sheet = book.active
        sheet.title = "events"
        for row in (("id", "title", "status"), ("a", "A", status), ("b", "B", "published")):
            sheet.append(row)
        book.save(folder / "case.xlsx")
        build_case(folder, out, atlas=atlas, kinds=KINDS)
        assert ("case.xlsx" in read_manifest(out)["inputs"]) == listed
