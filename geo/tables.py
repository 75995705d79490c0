"""Tables as people write them: strict CSV in which every row knows its line."""

import re
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import NamedTuple, cast

from geo.errors import Finding, Level, ValueProblem, Where

#: In the order of preference where a header line holds none or as many of each.
SEPARATORS = (",", ";", "\t")
_SEPARATOR_NAMES = {",": "comma", ";": "semicolon", "\t": "tab"}
_BLANK_LINES = re.compile(r"(?:[ \t,;]*\n)*")
_FIELDS = {
    separator: re.compile(rf'(?P<quoted>"[^"]*+(?:""[^"]*+)*+")|[^{separator}\n]*')
    for separator in SEPARATORS
}


class Row(NamedTuple):
    """
    A row of a table.

    Attributes
    ----------
    line
        Line of the file on which the row begins; the first line is 1.
    cells
        Text of the cells, outer blanks removed.
    """

    line: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """
    A table as written.

    Attributes
    ----------
    file
        Name in messages: `events.csv`, `case.xlsx[events]`.
    header
        The header line; its cells are the names of the columns.
    rows
        As many cells each as the header; blank rows left out.
    findings
        What was wrong with the writing; rows at fault are left out.
    lost
        Texts of the rows that are left out: an id among them is not missing elsewhere.
    """

    file: str
    header: Row
    rows: tuple[Row, ...] = ()
    findings: tuple[Finding, ...] = ()
    lost: frozenset[str] = frozenset()


class _Shape(NamedTuple):
    """What the rows of a table must fit."""

    file: str
    header: Row
    separator: str


class _QuoteProblem(ValueProblem):
    """A quote that is not closed as it should be; `line` is where it opens, `text` what it is."""

    def __init__(self, line: int, message: str, help_: str) -> None:
        self.line = line
        self.text = ""
        super().__init__(message, help_)


def parse_table(text: str, file: str, known: Collection[str] = ()) -> Table:
    r"""
    Take a CSV text apart.

    Parameters
    ----------
    text
        The whole file; lines end in `\n`, `\r\n`, or all in `\r`.
    file
        Its name in messages.
    known
        Names of columns, which help to tell the separator.

    Returns
    -------
    Table
        Its rows in the order of the file, with the findings: a row with too many or too few
        cells, a quote that is not closed, nothing below the header.

    Notes
    -----
    RFC 4180, with a semicolon or a tab where the header line has it. A quote inside a cell that
    does not begin with one is text. Line numbers count the lines of the file, also those inside
    quoted cells.
    """
    text = _one_line_end(text)
    start = cast("re.Match[str]", _BLANK_LINES.match(text)).end()
    first_line = text.count("\n", 0, start) + 1
    header_line = text[start:].partition("\n")[0]
    if not header_line.strip(" \t,;"):
        finding = Finding(Where(file), "", "is empty", "a header line is wanted", rule="csv-empty")
        return Table(file, Row(1, ()), findings=(finding,))
    separator = _separator(header_line, known)
    items = list(_scan(text, start, first_line, separator))
    rows = [item for item in items if isinstance(item, Row)]
    problems = [item for item in items if isinstance(item, _QuoteProblem)]
    findings = [_quote_finding(problem, file) for problem in problems]
    if not rows:
        return Table(file, Row(first_line, ()), findings=tuple(findings))
    header, *body = rows
    filled = sum(any(row.cells) for row in body)
    wrong = [row for row in body if _miscounted(row, header)]
    findings += _count_findings(wrong, filled, _Shape(file, header, separator))
    kept = tuple(row for row in body if any(row.cells) and not _miscounted(row, header))
    if not (kept or findings):
        findings.append(no_rows(file, header.line))
    lost = {cell for row in wrong for cell in row.cells}
    lost |= {part.strip(' "\n') for item in problems for part in item.text.split(separator)}
    return Table(file, header, kept, tuple(findings), frozenset(lost))


def _quote_finding(problem: _QuoteProblem, file: str) -> Finding:
    """Name a quote that is not closed as it should be."""
    where = Where(file, problem.line)
    return Finding(where, "", problem.message, problem.help, rule="csv-quote")


def no_rows(file: str, line: int) -> Finding:
    """Give the warning about a table that has a header only."""
    return Finding(
        Where(file, line),
        "",
        "no rows: the table is empty below its header line",
        level=Level.WARNING,
        rule="table-empty",
    )


def _one_line_end(text: str) -> str:
    r"""Make every line end `\n`; lone `\r` end lines only in files whose first line ends so."""
    first = re.search(r"\r\n|\n|\r", text)
    text = text.replace("\r\n", "\n")
    return text.replace("\r", "\n") if first and first[0] == "\r" else text


def _separator(header_line: str, known: Collection[str]) -> str:
    """Tell the separator: the one that gives most known names, then most columns."""

    def yields(separator: str) -> tuple[int, int]:
        cells = [cell.strip().strip('"') for cell in header_line.split(separator)]
        return sum(cell in known for cell in cells), len(cells)

    return max(SEPARATORS, key=yields)


def _scan(text: str, position: int, line: int, separator: str) -> Iterator[Row | _QuoteProblem]:
    """Walk over the rows of a text; after a bad quote go on below the line where it opens."""
    while position < len(text):
        end = text.find("\n", position)
        end = len(text) if end < 0 else end
        if text.find('"', position, end) < 0:
            cells = text[position:end].split(separator)
        else:
            try:
                cells, end = _quoted_row(text, position, line, separator)
            except _QuoteProblem as problem:
                begin = position
                while line <= problem.line:
                    position = text.find("\n", position) + 1 or len(text)
                    line += 1
                problem.text = text[begin:position]
                yield problem
                continue
        yield Row(line, tuple(cell.strip() for cell in cells))
        line += text.count("\n", position, end) + 1
        position = end + 1


def _quoted_row(text: str, begin: int, line: int, separator: str) -> tuple[list[str], int]:
    """Take apart a row that holds quotes; give its cells and where it ends."""
    cells = []
    position, size = begin, len(text)
    match_cell = _FIELDS[separator].match
    while True:
        match = cast("re.Match[str]", match_cell(text, position))
        cell, end = match[0], match.end()
        if match.lastgroup:
            cell = cell[1:-1].replace('""', '"')
        elif '"' in cell and cell.lstrip(" ").startswith('"'):
            raise _opening_problem(cell, line + text.count("\n", begin, position))
        if end < size and text[end] != separator and text[end] != "\n":
            here = line + text.count("\n", begin, position)
            raise _closing_problem(text, position, end, here)
        cells.append(cell)
        if end == size or text[end] == "\n":
            return cells, end
        position = end + 1


def _opening_problem(cell: str, line: int) -> _QuoteProblem:
    """Name a quote that is never closed, or that stands behind a blank."""
    if cell.startswith('"'):
        return _QuoteProblem(
            line, f"the quote before “{cell[1:31]}” is never closed", 'close it with "'
        )
    return _QuoteProblem(
        line,
        f"a blank before the quote of “{cell.strip()[1:31]}”",
        "the quote comes right after the separator",
    )


def _closing_problem(text: str, position: int, end: int, line: int) -> _QuoteProblem:
    """Name a quote that is closed in the middle of a cell."""
    opened = text[position + 1 : position + 31].partition("\n")[0]
    closed = line + text.count("\n", position, end)
    after = text[end : end + 20].partition("\n")[0]
    where = f" in line {closed}" if closed != line else ""
    return _QuoteProblem(
        line,
        f"the quote before “{opened}” is closed{where} in the middle of a cell, before “{after}”",
        'a quote inside a quoted cell is written twice: ""',
    )


def _miscounted(row: Row, header: Row) -> bool:
    """Tell whether a row that is not blank has another number of cells than the header."""
    return len(row.cells) != len(header.cells) and any(row.cells)


def _count_findings(wrong: list[Row], rows: int, table: _Shape) -> Iterator[Finding]:
    """Name the rows with too many or too few cells; the header where it is alone."""
    counts = {len(row.cells) for row in wrong}
    if len(counts) == 1 < rows == len(wrong):
        yield Finding(
            Where(table.file, table.header.line),
            "",
            f"{_fields(len(table.header.cells))} in the header line, {counts.pop()} in every row",
            "name each column once",
            rule="csv-fields",
        )
    else:
        yield from (_count_finding(row, table) for row in wrong)


def _count_finding(row: Row, table: _Shape) -> Finding:
    """Name a row with too many or too few cells."""
    wanted = len(table.header.cells)
    what, help_ = "too few", "an empty cell needs its separator, too"
    if len(row.cells) > wanted:
        name = _SEPARATOR_NAMES[table.separator]
        what, help_ = "too many", f'put a cell that holds a {name} into quotes: "…"'
    lines = sum(cell.count("\n") for cell in row.cells)
    spread = f"; a quoted cell runs on to line {row.line + lines}" if lines else ""
    message = f"{_fields(len(row.cells))}, {what}: the header line has {wanted}{spread}"
    return Finding(Where(table.file, row.line), "", message, help_, rule="csv-fields")


def _fields(count: int) -> str:
    """Count fields in words."""
    return f"{count} field{'' if count == 1 else 's'}"


def duplicates(values: Collection[str]) -> tuple[str, ...]:
    """Give the values that stand more than once, in the order of the first of each."""
    return tuple(value for value, count in Counter(values).items() if count > 1 and value)
