"""From a folder to files: in one stroke, or not at all."""

from pathlib import Path

import pytest

import maps.build
import maps.products
from geo.errors import CallError, CaseError
from maps.build import build_case, read_atlas, read_findings, read_places
from maps.output import case_folder, read_products, targets, write_products
from maps.products import PRODUCTS, Product, products_named

HTML = ("html",)
PLACES = "id,name,kind,country,lon,lat\n"


@pytest.fixture(scope="module")
def atlas():
    return read_atlas()


@pytest.fixture
def pages(monkeypatch):
    """Pages that tell which places they were given."""

    def text(charted):
        told = [*(p.id for p in charted.places), *(row.id for row in charted.case.events)]
        return f"{' '.join(told)} {len(charted.routes)} {len(charted.findings)}"

    monkeypatch.setattr(maps.products, "page_text", text)


def case_in(folder, **tables):
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in tables.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    return folder


def tampere(folder):
    return case_in(folder, places=PLACES + "tampere,Tampere,city,FI,23.76,61.50\n")


def problems(folder, out, atlas):
    with pytest.raises(CaseError) as raised:
        build_case(folder, out, atlas=atlas, kinds=HTML)
    return [str(finding) for finding in raised.value.findings]


def test_a_build_writes_one_file(tmp_path, atlas, pages):
    built = build_case(tampere(tmp_path / "c"), tmp_path / "out/c", atlas=atlas, kinds=HTML)
    assert built.files == [tmp_path / "out/c/map.html"]
    assert (tmp_path / "out/c/map.html").read_text() == "tampere 0 1"
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["c"]


def test_the_folder_that_appears_can_be_read_by_others(tmp_path, atlas, pages):
    build_case(tampere(tmp_path / "c"), tmp_path / "out/c", atlas=atlas, kinds=HTML)
    (tmp_path / "plain").mkdir()
    assert (tmp_path / "out/c").stat().st_mode == (tmp_path / "plain").stat().st_mode


def test_a_fault_leaves_what_was_built_before(tmp_path, atlas, pages):
    folder, out = tampere(tmp_path / "c"), tmp_path / "out/c"
    build_case(folder, out, atlas=atlas, kinds=HTML)
    case_in(folder, places=PLACES + "tampere,Tampere,city,FI,61.50,123.76\n")
    assert problems(folder, out, atlas) == [
        "places.csv:2: lat: 123.76 is outside [-90, 90] (are lon and lat swapped?)"
    ]
    assert (out / "map.html").read_text() == "tampere 0 1"
    assert [path.name for path in out.parent.iterdir()] == ["c"]


def test_places_and_lines_at_fault_are_told_together(tmp_path, atlas):
    folder = case_in(
        tmp_path / "c",
        places=PLACES
        + "lost,Xyzzyqwk,town,FI,,\n"
        + "quarter,Old Quarter,area,FI,,\n"
        + "pole,Pole,facility,,0,-89\n"
        + "tampere,Tampere,city,FI,23.76,61.50\n",
        links="id,mode,stops\nto-lost,rail,tampere>lost\nto-pole,rail,tampere>pole\n",
    )
    told = problems(folder, tmp_path / "out/c", atlas)
    assert [line.split(" ")[0] for line in told] == [
        "places.csv:2:",
        "places.csv:3:",
        "links.csv:3:",
    ]
    assert not (tmp_path / "out").exists()


def test_what_lies_within_a_place_at_fault_is_no_further_fault(tmp_path, atlas):
    table = "id,name,kind,country,within\nlost,Xyzzyqwk,town,FI,\nkitchen,Kitchen,area,FI,lost\n"
    folder = case_in(tmp_path / "c", places=table)
    settled, told = read_places(folder, atlas)
    assert settled == []
    assert told[0].where.line == 2


def test_drafts_leave_no_trace(tmp_path, atlas, pages):
    folder = tampere(tmp_path / "c")
    events = "id,title,status\nseen,Seen,published\nsecret,Secret,draft\n"
    case_in(folder, events=events)
    build_case(folder, tmp_path / "out/c", atlas=atlas, kinds=HTML)
    assert (tmp_path / "out/c/map.html").read_text().startswith("tampere seen ")
    assert {f.subject for f in read_findings(folder, atlas)} >= {"event:seen", "event:secret"}


def test_other_files_in_the_output_are_left_alone(tmp_path, atlas, pages):
    out = tmp_path / "out/c"
    out.mkdir(parents=True)
    (out / "notes.txt").write_text("mine")
    (out / "map.html").write_text("old")
    build_case(tampere(tmp_path / "c"), out, atlas=atlas, kinds=HTML)
    assert (out / "notes.txt").read_text() == "mine"
    assert (out / "map.html").read_text() == "tampere 0 1"


def test_verify_compares_and_replaces_nothing(tmp_path, atlas, pages):
    folder, out = tampere(tmp_path / "c"), tmp_path / "out/c"
    build_case(folder, out, atlas=atlas, kinds=HTML, verify=True)
    assert (out / "map.html").read_text() == "tampere 0 1"
    build_case(folder, out, atlas=atlas, kinds=HTML, verify=True)
    (out / "map.html").write_text("tampere 0 2!")
    with pytest.raises(CaseError) as raised:
        build_case(folder, out, atlas=atlas, kinds=HTML, verify=True)
    assert str(raised.value) == (
        "map.html: differs from what the case builds now, from byte 10 on "
        "(12 bytes before, 11 now) (build without --verify to replace it)"
    )
    assert (out / "map.html").read_text() == "tampere 0 2!"


def test_what_stands_in_the_way_of_the_output_is_a_fault_of_the_call(tmp_path):
    (tmp_path / "out").write_text("a file")
    with pytest.raises(CallError, match="out/c: cannot be written"):
        write_products({"map.html": b""}, tmp_path / "out" / "c")


def test_only_takes_the_kinds_there_are():
    assert products_named(" embed,html ") == ("html", "embed")
    assert products_named("") == tuple(kind for kind in PRODUCTS if not PRODUCTS[kind].asked)
    assert products_named("html") == products_named(" html ") == ("html",)
    with pytest.raises(
        CallError, match=r"--only: “pdx” is not something to build \(one of: html, embed\b.*\)"
    ):
        products_named("html,pdx")


def test_a_case_has_the_name_of_its_folder(tmp_path, monkeypatch):
    folder = tampere(tmp_path / "tumen")
    monkeypatch.chdir(folder)
    (tmp_path / "latest").symlink_to(folder)
    calls = (Path(), Path("../tumen/"), Path("../tumen/."), tmp_path / "latest")
    assert {case_folder(call) for call in calls} == {folder.resolve()}


def test_no_folder_and_a_file_are_faults_of_the_call(tmp_path):
    with pytest.raises(CallError, match="nowhere: no such folder"):
        case_folder(tmp_path / "nowhere")
    (tmp_path / "case.xlsx").write_bytes(b"")
    with pytest.raises(CallError, match=r"case\.xlsx: a file, not the folder of a case"):
        case_folder(tmp_path / "case.xlsx")
    with pytest.raises(CallError, match="a case needs a folder with a name"):
        case_folder(Path("/"))


def test_two_cases_of_one_name_are_a_fault_of_the_call(tmp_path):
    cases = [tampere(tmp_path / "a/tumen"), tampere(tmp_path / "b/tumen")]
    with pytest.raises(CallError, match="have one name, tumen"):
        targets(cases, tmp_path / "out")


def test_maps_never_go_among_the_tables(tmp_path, monkeypatch):
    folder = tampere(tmp_path / "cases/tumen")
    with pytest.raises(CallError, match="among the tables"):
        targets([folder], tmp_path / "cases")
    (tmp_path / "out").symlink_to(tmp_path / "cases")
    with pytest.raises(CallError, match="among the tables"):
        targets([folder], tmp_path / "out")
    monkeypatch.chdir(folder)
    assert targets([Path()], Path("out"))[0].out == Path("out/tumen")


def test_an_output_that_is_a_file_is_a_fault_of_the_call(tmp_path):
    folder = tampere(tmp_path / "tumen")
    (tmp_path / "out").write_text("")
    with pytest.raises(CallError, match="out: a file, not a folder"):
        targets([folder], tmp_path / "out")
    (tmp_path / "maps").mkdir()
    (tmp_path / "maps/tumen").write_text("")
    with pytest.raises(CallError, match="tumen: a file, where a folder is to be written"):
        targets([folder], tmp_path / "maps")


def test_a_folder_of_files_is_replaced_whole_and_others_are_left_alone(tmp_path):
    out = tmp_path / "out" / "c"
    write_products({"map.html": b"1", "data/a.csv": b"1", "data/b.csv": b"1"}, out, ("data",))
    (out / "mine").mkdir()
    (out / "mine/own.txt").write_text("kept")
    write_products({"data/b.csv": b"2"}, out, ("map.html", "data"))
    assert {
        name: text.decode() for name, text in read_products(["map.html", "data"], out).items()
    } == {
        "map.html": "1",
        "data/b.csv": "2",
    }
    assert (out / "mine/own.txt").read_text() == "kept"
    assert sorted(path.name for path in out.parent.iterdir()) == ["c"]


def test_verify_names_what_stands_in_the_folder_of_a_product_and_is_not_built(
    tmp_path, atlas, monkeypatch
):
    made = {"data/a.csv": b"a"}
    products = {"data": Product(("data",), lambda _: made)}
    for module in (maps.build, maps.products):
        monkeypatch.setattr(module, "PRODUCTS", products)
    folder, out = tampere(tmp_path / "c"), tmp_path / "out/c"
    build_case(folder, out, atlas=atlas, kinds=["data"])
    build_case(folder, out, atlas=atlas, kinds=["data"], verify=True)
    (out / "data/b.csv").write_text("b")
    with pytest.raises(CaseError, match=r"data/b\.csv: stands in the folder of a product"):
        build_case(folder, out, atlas=atlas, kinds=["data"], verify=True)
    build_case(folder, out, atlas=atlas, kinds=["data"])
    assert not (out / "data/b.csv").exists()
