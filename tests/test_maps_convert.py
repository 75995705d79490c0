"""A case into a workbook and back: nothing is lost, nothing leads out of the folder."""

from base64 import b64encode
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from geo.errors import CallError, CaseError
from geo.workbook import parse_workbook
from maps.case.folder import read_sheets
from maps.case.sheets import workbook_bytes
from maps.convert import CARRIED, MOST_CARRIED, convert

ROOT = Path(__file__).parents[1]
TUMEN = ROOT / "cases" / "tumen"
CASES = [TUMEN, ROOT / "tests" / "cases" / "date-line", ROOT / "maps" / "new_case"]
#: What a table may hold: blanks around a cell are no part of it, line ends are plain.
CELLS = st.text(
    st.characters(exclude_categories=("Cs", "Cc"), include_characters="\n\t"), max_size=40
).map(lambda text: text.strip())


def cells_of(folder: Path) -> dict[str, list[tuple[str, ...]]]:
    tables = read_sheets(folder).tables
    return {
        name: [table.header.cells, *(row.cells for row in table.rows)]
        for name, table in tables.items()
    }


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.name)
def test_a_case_comes_back_from_a_workbook_as_it_went_in(case, tmp_path):
    convert(case, tmp_path / "case.xlsx")
    convert(tmp_path / "case.xlsx", tmp_path / "back")
    assert cells_of(tmp_path / "back") == cells_of(case)
    for path in case.rglob("*"):
        if path.is_file() and path.suffix != ".csv":
            assert (tmp_path / "back" / path.relative_to(case)).read_bytes() == path.read_bytes()


def test_the_same_case_gives_the_same_bytes(tmp_path):
    for name in ("a.xlsx", "b.xlsx"):
        convert(TUMEN, tmp_path / name)
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


@settings(max_examples=60)
@given(st.lists(st.tuples(CELLS, CELLS), min_size=1, max_size=5))
def test_any_text_comes_back_from_a_workbook(rows):
    kept = [row for row in rows if any(row)]
    data = workbook_bytes({"events": [("id", "title"), *kept]})
    table = parse_workbook(data, "case.xlsx", {"events": {}}).tables["events"]
    assert [row.cells for row in table.rows] == [tuple(row) for row in kept]


@pytest.mark.parametrize("text", ["=1+1", "2024-02", "1e5", "#N/A", "#METOO", "TRUE", "007", "+5"])
def test_a_spreadsheet_makes_nothing_else_of_a_text(text):
    data = workbook_bytes({"events": [("id", "title"), ("a", text)]})
    table = parse_workbook(data, "case.xlsx", {"events": {}}).tables["events"]
    assert [row.cells for row in table.rows] == [("a", text)]


def test_what_no_workbook_can_hold_is_named_and_nothing_is_written(tmp_path):
    case = tmp_path / "case"
    case.mkdir()
    long = "x" * 40_000
    (case / "events.csv").write_text(f"id,title\na,ring\x07\nb,{long}\n", encoding="utf-8")
    with pytest.raises(CaseError) as raised:
        convert(case, tmp_path / "case.xlsx")
    assert [str(finding).partition(" (")[0] for finding in raised.value.findings] == [
        "case.xlsx[events]:2: title: no workbook can hold the character U+0007",
        "case.xlsx[events]:3: title: 40,000 letters: a cell of a workbook holds 32,767",
    ]
    assert [path.name for path in tmp_path.iterdir()] == ["case"]


def test_columns_and_rows_keep_their_order_and_unknown_columns_come_along(tmp_path):
    case = tmp_path / "case"
    case.mkdir()
    text = "title,x_mine,id,typo\nTwo,2,b,?\nOne,1,a,?\n"
    (case / "events.csv").write_text(text, encoding="utf-8")
    convert(case, tmp_path / "c.xlsx")
    convert(tmp_path / "c.xlsx", tmp_path / "back")
    assert (tmp_path / "back/events.csv").read_text(encoding="utf-8") == text


def test_a_folder_with_a_workbook_becomes_a_folder_of_tables(tmp_path):
    case = tmp_path / "case"
    case.mkdir()
    rows = [("id", "title"), ("a", "One")]
    (case / "case.xlsx").write_bytes(workbook_bytes({"events": rows}))
    (case / "case.toml").write_text('title = "T"\n')
    convert(case, tmp_path / "back")
    assert (tmp_path / "back/events.csv").read_text() == "id,title\na,One\n"
    assert (tmp_path / "back/case.toml").read_text() == 'title = "T"\n'
    assert not (tmp_path / "back/case.xlsx").exists()


def hostile(path: Path, name: str, content: str = b64encode(b"x").decode()) -> Path:
    book = Workbook()
    book.active.title = "events"
    book.active.append(["id", "title"])
    book.active.append(["a", "One"])
    sheet = book.create_sheet(CARRIED)
    sheet.append(["file", "part", "content"])
    sheet.append([name, "1", content])
    book.save(path)
    return path


@pytest.mark.parametrize(
    "name",
    [
        *("../out.txt", "/tmp/out.txt", "a/../../out.txt", "a\\b"),
        *("events.csv", "./events.csv", "EVENTS.csv", "case.xlsx"),
        *(".git/config", "media/.git/config", ".envrc"),
    ],
)
def test_a_workbook_writes_no_file_outside_the_folder_or_over_a_table_or_hidden(tmp_path, name):
    with pytest.raises(CaseError):
        convert(hostile(tmp_path / "h.xlsx", name), tmp_path / "deep" / "back")
    assert [p.name for p in tmp_path.rglob("*") if p.is_file()] == ["h.xlsx"]


def test_a_carried_file_is_whole_in_whatever_order_its_rows_are(tmp_path):
    case = tmp_path / "case"
    case.mkdir()
    (case / "events.csv").write_text("id,title\na,One\n")
    (case / "notes.txt").write_bytes(bytes(range(256)) * 300)
    book_file = tmp_path / "c.xlsx"
    convert(case, book_file)
    book = load_workbook(book_file)
    rows = list(book[CARRIED].values)
    assert len(rows) > 3
    for order, told in ((rows[:0:-1], ""), (rows[2:], "damaged")):
        book.remove(book[CARRIED])
        sheet = book.create_sheet(CARRIED)
        for row in (rows[0], *order):
            sheet.append(row)
        book.save(book_file)
        back = tmp_path / f"back{told}"
        if told:
            with pytest.raises(CaseError, match=told):
                convert(book_file, back)
        else:
            convert(book_file, back)
            assert (back / "notes.txt").read_bytes() == (case / "notes.txt").read_bytes()


def test_a_damaged_file_in_a_workbook_is_named(tmp_path):
    with pytest.raises(CaseError, match=r"“case\.toml” is damaged"):
        convert(hostile(tmp_path / "h.xlsx", "case.toml", "not base 64!"), tmp_path / "back")


def test_a_file_too_large_for_a_workbook_stays_behind_and_is_named(tmp_path):
    case = tmp_path / "case"
    (case / "media").mkdir(parents=True)
    (case / "events.csv").write_text("id,title\na,One\n")
    (case / "media/big.png").write_bytes(b"0" * (MOST_CARRIED + 1))
    with (case / "rails.osm.pbf").open("wb") as network:
        network.truncate(300_000_000)  # more than is read into memory
    _, remarks = convert(case, tmp_path / "c.xlsx")
    assert remarks == (
        "media/big.png: 5 MB, too large for a workbook: left out",
        "rails.osm.pbf: 300 MB, too large for a workbook: left out",
    )
    assert CARRIED not in load_workbook(tmp_path / "c.xlsx").sheetnames


@pytest.mark.parametrize("target", ["there.xlsx", "full"])
def test_nothing_that_is_there_is_overwritten(tmp_path, target):
    (tmp_path / "there.xlsx").write_bytes(b"mine")
    (tmp_path / "full").mkdir()
    (tmp_path / "full/mine.txt").write_text("mine")
    case = tmp_path / "case"
    case.mkdir()
    (case / "events.csv").write_text("id,title\na,One\n")
    with pytest.raises(CallError, match="is there already"):
        convert(case, tmp_path / target)


def test_what_is_not_there_is_an_error_of_the_call(tmp_path):
    with pytest.raises(CallError, match="no such folder or workbook"):
        convert(tmp_path / "nowhere", tmp_path / "c.xlsx")
