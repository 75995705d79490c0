"""CSV is taken apart strictly, and every row knows its line."""

import pytest

from geo.columns import columns_of
from geo.errors import Level
from geo.records import to_records
from geo.tables import parse_table
from maps.case.rows import EventRow
from routes.links import LinkRow


def cells(text, known=()):
    table = parse_table(text, "t.csv", known)
    assert table.findings == ()
    return [(row.line, row.cells) for row in table.rows]


def told(text):
    return [str(finding) for finding in parse_table(text, "t.csv").findings]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_end_in_any_of_three_ways(end):
    text = end.join(["id,title", "a,One", "", "b,Two"]) + end
    assert cells(text) == [(2, ("a", "One")), (4, ("b", "Two"))]


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_the_header_line_tells_the_separator(separator):
    text = separator.join(["id", "title"]) + "\n" + separator.join(["a", '"x,y;z\tw"']) + "\n"
    assert cells(text) == [(2, ("a", "x,y;z\tw"))]


def test_known_columns_settle_which_separator_is_meant():
    known = columns_of(LinkRow)
    assert cells("id;stops;x_a,b,c,d,e\nl1;p>q;1\n", known) == [(2, ("l1", "p>q", "1"))]


def test_line_numbers_count_the_lines_inside_quoted_cells():
    assert cells('id,t\na,"1\n2\n3"\nb,x\n') == [(2, ("a", "1\n2\n3")), (5, ("b", "x"))]


def test_rows_end_in_carriage_returns_and_cells_keep_their_line_breaks():
    assert cells('id,t\ra,"1\n2"\rb,x\r') == [(2, ("a", "1\n2")), (4, ("b", "x"))]


def test_a_header_may_follow_blank_lines_and_have_spaces():
    assert cells("\n,,\n id , title \na, One \n") == [(4, ("a", "One"))]


def test_doubled_quotes_are_quotes_and_stray_ones_inside_a_cell_are_text():
    assert cells('id,t\na,"say ""x"""\nb,5" gun\n') == [(2, ("a", 'say "x"')), (3, ("b", '5" gun'))]


def test_a_last_line_without_an_end_is_a_row():
    assert cells('id,t\na,"One"') == [(2, ("a", "One"))]


def test_a_cell_of_a_megabyte_is_read():
    text = "x" * 1_000_000 + '"' * 10
    (row,) = cells('id,t\na,"' + text.replace('"', '""') + '"\n')
    assert row == (2, ("a", text))


def test_a_quote_that_is_never_closed_is_told_where_it_opens_and_other_rows_are_read():
    table = parse_table('id,t\na,"1\n2"\nb,"open\nc,3\nd,4\n', "t.csv")
    assert [str(f) for f in table.findings] == [
        't.csv:4: the quote before “open” is never closed (close it with ")'
    ]
    assert [row.cells[0] for row in table.rows] == ["a", "c", "d"]
    assert "b" in table.lost


def test_a_quote_that_opens_on_a_later_line_of_its_row_is_told_there():
    assert told('id,t,u\na,"1\n2","open\nb,3,4\n') == [
        't.csv:3: the quote before “open” is never closed (close it with ")'
    ]


def test_a_row_with_another_number_of_cells_is_told_with_both_counts():
    many, few = told("id,t\na,1,2\nb\nc,3\n")
    assert many.startswith("t.csv:2: 3 fields, too many: the header line has 2 (put a cell that")
    assert few.startswith("t.csv:3: 1 field, too few: the header line has 2 (an empty cell needs")


def test_a_header_that_differs_from_all_rows_is_told_once():
    assert told("id,t,\na,1\nb,2\n\n") == [
        "t.csv:1: 3 fields in the header line, 2 in every row (name each column once)"
    ]


def test_a_header_alone_is_a_warning():
    (finding,) = parse_table("id,t\n", "t.csv").findings
    assert finding.level is Level.WARNING
    assert str(finding) == "t.csv:1: no rows: the table is empty below its header line"


def test_an_empty_text_is_an_error():
    assert told("\n \n") == ["t.csv: is empty (a header line is wanted)"]


def test_many_quotes_do_not_take_long():
    text = "id,t\n" + 'a,"' + '""' * 200_000 + "\n"
    assert len(told(text)) == 1


def test_columns_come_in_any_order_and_may_be_left_out():
    records = to_records(parse_table("title,x_ref,id\nOne,R1,a\n", "events.csv"), EventRow)
    (event,) = records.rows
    assert records.findings == ()
    assert (event.id, event.title, event.extra) == ("a", "One", (("x_ref", "R1"),))
    assert str(event.where) == "events.csv:2"
    assert not event.date
    assert event.certainty is None


def test_every_fault_of_a_row_is_told_in_the_order_of_its_columns():
    text = "id,title,date,certainty,persons\nE 1,,soon,sure,many\n"
    records = to_records(parse_table(text, "events.csv"), EventRow)
    assert [f.column for f in records.findings] == ["id", "title", "date", "certainty", "persons"]


def test_what_looks_like_nothing_to_a_program_is_text():
    text = "id,title,summary,note\nnull,NA,None,nan\n"
    (event,) = to_records(parse_table(text, "events.csv"), EventRow).rows
    assert (event.id, event.title, event.summary, event.note) == ("null", "NA", "None", "nan")


@pytest.mark.parametrize(
    ("character", "level"),
    [("\x00", "error"), ("\x07", "warning"), ("\u202e", "warning"), ("\u2066", "warning")],
)
def test_what_cannot_be_seen_is_told_and_not_changed(character, level):
    text = f"id,title\na,One{character}Two\n"
    records = to_records(parse_table(text, "events.csv"), EventRow)
    (finding,) = records.findings
    assert finding.level == level
    assert f"U+{ord(character):04X}" in finding.message
    assert records.rows[0].title == f"One{character}Two"


def test_joiners_that_scripts_need_are_no_fault():
    text = "id,title\na,नेपाल\u200dी فارسی\u200cها 👩\u200d👩\u200d👧\n"
    assert to_records(parse_table(text, "events.csv"), EventRow).findings == ()
