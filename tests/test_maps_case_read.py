"""A case folder becomes a case, or one error with every complaint."""

import os
import re
import shutil
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook

from geo.coords import Bbox
from geo.errors import CallError, CaseError
from geo.evidence import Certainty
from maps.case.read import read_case, read_what_can_be
from maps.case.tables import TABLES
from routes.links import Mode

CASES = Path(__file__).parent / "cases"
BROKEN = sorted(path for path in (CASES / "broken").iterdir() if path.is_dir())
WARNED = sorted(path for path in (CASES / "warned").iterdir() if path.is_dir())
ONE_EVENT = "id,title\ne1,One\n"


def name(path):
    return path.name


def lines(findings):
    return [f"{finding.level}: {finding}" for finding in findings]


def make(folder, **files):
    folder.mkdir(parents=True, exist_ok=True)
    for stem, text in files.items():
        (folder / f"{stem}.csv").write_text(text, encoding="utf-8")
    return folder


def complaints(folder):
    with pytest.raises(CaseError) as caught:
        read_case(folder)
    return lines(caught.value.findings)


@pytest.mark.parametrize("folder", BROKEN, ids=name)
def test_a_broken_case_is_told_of_line_by_line(folder):
    expected = (folder / "expected.txt").read_text(encoding="utf-8").splitlines()
    assert complaints(folder) == expected
    assert all(re.match(r"(error|warning|note): [^\n]+$", line) for line in expected)


@pytest.mark.parametrize("folder", WARNED, ids=name)
def test_a_doubtful_case_is_read_with_warnings(folder):
    expected = (folder / "expected.txt").read_text(encoding="utf-8").splitlines()
    assert lines(read_case(folder).warnings) == expected


def test_a_warning_names_its_row_so_that_it_can_be_acknowledged():
    case = read_case(CASES / "warned" / "warnings-dates")
    named = [(finding.rule, finding.subject) for finding in case.warnings]
    assert named == [("date-old", "event:e1"), ("date-future", "event:e2")]


def test_the_error_names_each_finding_on_a_line_of_its_own():
    folder = CASES / "broken" / "csv-faults-in-every-file"
    with pytest.raises(CaseError) as caught:
        read_case(folder)
    assert len(str(caught.value).splitlines()) == len(caught.value.findings)
    files = list(dict.fromkeys(f.where.file.split(".")[0] for f in caught.value.findings))
    assert files == ["case", *(table for table in TABLES if table in files)]


def test_the_smallest_case_is_one_event():
    case = read_case(CASES / "good" / "smallest")
    assert (case.id, case.settings.title, len(case.events)) == ("smallest", "smallest", 1)
    assert case.warnings == ()


def test_a_whole_case_is_read():
    case = read_case(CASES / "good" / "pacific")
    assert case.warnings == ()
    assert case.settings.title == "Over the date line"
    assert case.settings.extent == Bbox(177, -20, -171, -13)
    assert case.settings.as_of.end == date(2024, 6, 30)
    assert case.settings.categories[0].label == "NO"
    (public,) = case.settings.profiles
    assert not public.include_unmarked
    assert [place.id for place in case.places] == ["suva", "apia", "fiji", "line", "levuka"]
    assert case.places[0].names == (("zh", "蘇瓦"), ("hi", "सुवा"))
    assert case.places[0].extra == (("x_ref", "X1"),)
    assert case.places[2].lon is None
    assert case.links[0].stops == ("suva", "apia")
    assert case.links[1].mode is Mode.UNKNOWN
    assert [leg.id for leg in case.legs] == ["j1-1", "j1-2a", "j1-2b"]
    assert [str(event.where) for event in case.events] == [
        "events.csv:2",
        "events.csv:6",
        "events.csv:7",
    ]
    assert [event.id for event in case.events] == ["0", "12345678901234567890", "-"]
    assert case.events[0].title == "NA"
    assert case.events[0].summary == "Two\nlines, one cell"
    assert case.events[1].title == '=SUM(A1) @x "quoted" and a "stray" one'
    assert case.events[0].attributed_to == ("crew", "A paper")
    assert case.claims[3].certainty is Certainty.DENIED
    assert case.flows[1].partial
    assert case.geometries["areas.geojson#way"].bounds == (178.44, -18.14, 188.24, -13.83)
    assert case.pictures["pier.png"].startswith(b"\x89PNG")


def test_the_first_case_has_nothing_to_complain_of():
    assert read_case(Path(__file__).parents[1] / "cases" / "tumen").warnings == ()


def test_a_workbook_is_read_like_its_tables(tmp_path):
    folder = CASES / "good" / "pacific"
    copy = tmp_path / "pacific"
    shutil.copytree(folder, copy)
    as_files = read_case(copy)
    book = Workbook()
    book.remove(book.active)
    for table, rows in {
        "places": as_files.places,
        "links": as_files.links,
    }.items():
        sheet = book.create_sheet(table)
        text = (copy / f"{table}.csv").read_text(encoding="utf-8")
        for line in text.splitlines():
            sheet.append([cell or None for cell in line.split(",")])
        assert len(rows) == len(text.splitlines()) - 1
        (copy / f"{table}.csv").unlink()
    book.save(copy / "case.xlsx")
    as_sheets = read_case(copy)
    assert [p.id for p in as_sheets.places] == [p.id for p in as_files.places]
    assert [p.lon for p in as_sheets.places] == [p.lon for p in as_files.places]
    assert [link.stops for link in as_sheets.links] == [link.stops for link in as_files.links]
    assert str(as_sheets.links[0].where) == "case.xlsx[links]:2"


def test_a_table_in_the_workbook_and_beside_it_is_an_error(tmp_path):
    book = Workbook()
    book.active.title = "events"
    book.active.append(["id", "title", "source"])
    book.active.append(["e1", "One", "s1"])
    folder = make(tmp_path / "case", events=ONE_EVENT)
    book.save(folder / "case.xlsx")
    assert complaints(folder) == [
        "error: events.csv: the table is in case.xlsx, too (keep one of them)"
    ]


def test_a_workbook_that_cannot_be_read_is_the_only_complaint(tmp_path):
    folder = make(tmp_path / "case", claims="id,subject\nc1,event:e1\n")
    (folder / "case.xlsx").write_text("id,title\n")
    assert complaints(folder)[0] == ("error: case.xlsx: is not a workbook (save it as .xlsx)")
    assert not [line for line in complaints(folder) if "claims" in line]


def test_ids_of_a_table_that_cannot_be_read_are_not_missed_elsewhere(tmp_path):
    folder = make(tmp_path / "case", events="id,title,place\ne1,One,p1\n")
    (folder / "places.csv").write_bytes("id,name,kind\np1,Хасан,station\n".encode("cp1251"))
    (line,) = complaints(folder)
    assert "CP1251" in line


def test_a_folder_that_is_not_there_is_the_fault_of_the_call(tmp_path):
    with pytest.raises(CallError, match="is not there"):
        read_case(tmp_path / "gone")
    (tmp_path / "file").write_text("")
    with pytest.raises(CallError, match="not a folder"):
        read_case(tmp_path / "file")


def test_an_empty_folder_is_no_case(tmp_path):
    (line,) = complaints(make(tmp_path / "empty"))
    assert line == (
        "error: empty: is not a case folder: it holds no table "
        "(one of places.csv, links.csv, events.csv is needed)"
    )


def test_a_table_that_is_a_folder_a_pipe_or_a_link_elsewhere_is_told(tmp_path):
    folder = make(tmp_path / "case", events=ONE_EVENT)
    (tmp_path / "sources.csv").write_text("id,title\ns1,Outside\n")
    (folder / "sources.csv").symlink_to("../sources.csv")
    (folder / "actors.csv").mkdir()
    os.mkfifo(folder / "places.csv")
    assert complaints(folder) == [
        (
            "error: sources.csv: “sources.csv” is a link that leads outside the case folder"
            " (put the file itself there)"
        ),
        "error: actors.csv: “actors.csv” is a folder (a plain file is wanted)",
        "error: places.csv: “places.csv” is not a regular file (a plain file is wanted)",
    ]


def test_pictures_and_shapes_that_are_links_elsewhere_are_refused(tmp_path):
    folder = make(
        tmp_path / "case",
        media="file,alt\na.png,A\n",
        places="id,name,kind,geometry\np1,A,area,a.geojson#a\n",
    )
    for inside, outside in (("media/a.png", "a.png"), ("geometry/a.geojson", "a.geojson")):
        (folder / inside).parent.mkdir()
        (tmp_path / outside).write_text("{}")
        (folder / inside).symlink_to(tmp_path / outside)
    told = complaints(folder)
    assert len(told) == 2
    assert all("leads outside the case folder" in line for line in told)


def test_a_file_name_with_a_line_break_does_not_break_messages(tmp_path):
    folder = make(tmp_path / "case", events=ONE_EVENT)
    (folder / "odd\nname.csv").write_text("x")
    (line,) = lines(read_case(folder).warnings)
    assert line.startswith("warning: odd\\u000aname.csv: is not a file of a case")


def test_files_that_the_case_names_are_not_taken_for_tables(tmp_path):
    folder = make(tmp_path / "case", events=ONE_EVENT)
    (folder / "rails.geojson").write_text("{}")
    (folder / "case.toml").write_text('[network]\nrail = "rails.geojson"\n')
    case = read_case(folder)
    assert case.warnings == ()
    assert case.settings.rail == "rails.geojson"


def test_a_case_is_read_alike_twice():
    folder = CASES / "good" / "pacific"
    assert read_case(folder).events == read_case(folder).events


def test_toml_that_is_nested_too_deeply_is_told(tmp_path):
    folder = make(tmp_path / "case", events=ONE_EVENT)
    (folder / "case.toml").write_text("title = " + "[" * 100_000)
    (line,) = complaints(folder)
    assert line.startswith("error: case.toml: is nested too deeply")


def test_a_case_as_written_to_the_contract_has_every_table():
    assert set(TABLES) == {
        "sources",
        "actors",
        "places",
        "links",
        "services",
        "journeys",
        "events",
        "claims",
        "flows",
        "media",
    }


def test_a_profile_may_drop_a_column_that_is_empty_in_every_row(tmp_path):
    folder = make(tmp_path / "case", events="id,title,x_seen\ne1,One,\n")
    (folder / "case.toml").write_text('[profile.public]\ndrop = ["x_seen", "summary"]\n')
    assert read_case(folder).warnings == ()


def test_settings_keep_what_is_good_and_tell_the_line_of_the_rest(tmp_path):
    folder = make(tmp_path / "case", events=ONE_EVENT)
    (folder / "case.toml").write_text(
        'title = "One"\n[[category]]\nlabel = "x"\n[[category]]\nid = "a"\ncolour = "#fff"\n'
        '[[view]]\nid = "v"\nextent = [1, 1, 2, 2]\n[[story]]\nid = "s"\nview = "w"\n'
        "[profile.press]\nhide = ['e1', 'e2']\n"
    )
    assert complaints(folder) == [
        "error: case.toml:2: category: id is missing",
        (
            "error: case.toml:6: category.colour: “#fff” is not a colour"
            " (write #rrggbb, such as #b01e3c)"
        ),
        "error: case.toml:12: story.view: “w” is not a view (known: v)",
        "error: case.toml:14: profile.press.hide: “e2” is no id of the case (known: e1)",
    ]


@pytest.mark.parametrize(
    "written",
    [
        "title = " + "9" * 5000,
        "title = 0x" + "f" * 5000,
        "title." + ".".join("a" * 5000) + " = 1",
        "[profile.team]\nblur_km = 1" + "0" * 400,
        "[map]\nextent = [0x1" + "0" * 5000 + ", 0, 0, 0]",
        "x = [\n[" + " " * 50_000 + "\n1]]",
    ],
    ids=["digits", "hexadecimal", "dotted", "number", "extent", "blanks"],
)
def test_toml_made_to_break_its_reader_is_told(tmp_path, written):
    folder = make(tmp_path / "case", events=ONE_EVENT)
    (folder / "case.toml").write_text(written)
    (line,) = complaints(folder)
    assert line.startswith("error: case.toml:")
    assert len(line) < 1100


def test_the_lines_of_toml_are_counted_past_texts_of_several_lines(tmp_path):
    folder = make(tmp_path / "case", events=ONE_EVENT)
    texts = 'title = """one\ntwo\n"""\n# "\nsubtitle = "a"\ncredit = \'\'\'\nx = 1\n\'\'\'\n'
    (folder / "case.toml").write_text(texts + "colour = 1\n")
    (line,) = complaints(folder)
    assert line.startswith("error: case.toml:9: colour: unknown key")


def test_a_long_chain_is_no_circle_and_a_circle_is_told_at_its_first_row(tmp_path):
    rows = [f"f{n},2024,7,f{n + 1}" for n in range(3000)]
    rows += ["f3000,2024,7,", "a,2024,7,c", "tail,2024,7,a", "b,2024,7,a", "c,2024,7,b"]
    flows = "id,period,value,part_of\n" + "\n".join(rows) + "\n"
    folder = make(tmp_path / "case", events=ONE_EVENT, flows=flows)
    told = [line for line in complaints(folder) if "part of itself" in line]
    assert told == ["error: flows.csv:3003: part_of: “a” is a part of itself: a > c > b > a"]


def test_media_that_are_a_link_elsewhere_are_not_listed(tmp_path):
    (tmp_path / "private").mkdir()
    (tmp_path / "private" / "diary.txt").touch()
    folder = make(tmp_path / "case", events=ONE_EVENT)
    (folder / "media").symlink_to("../private")
    assert not [line for line in map(str, read_case(folder).warnings) if "diary" in line]


def test_a_cell_that_could_not_be_taken_is_not_called_empty_as_well(tmp_path):
    book = Workbook()
    book.active.title = "events"
    for row in (["id", "title"], ["a", "=1+1"], ["b", None]):
        book.active.append(row)
    book.save(tmp_path / "case.xlsx")
    told = [str(finding).partition(" (")[0] for finding in read_what_can_be(tmp_path).errors]
    assert told == [
        "case.xlsx[events]:2: title: a formula without a stored result",
        "case.xlsx[events]:3: title: is empty",
    ]
