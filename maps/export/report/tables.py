"""Tables of a report: routes with their lengths, counts with their sums, all other entries."""

from collections.abc import Mapping, Sequence

from maps.export.report.blocks import (
    Cells,
    Look,
    Run,
    Runs,
    Table,
    cell,
    joined,
    plain,
    run,
    runs_of,
)
from maps.export.report.entries import entry_lines
from maps.export.report.notes import Notes
from maps.page.entries.entry import Entry, Section
from maps.page.entries.route import NOT_STATED, Distances
from maps.page.flows import FlowTable, Whole

#: Facts of a route that have a column of their own.
_OF_LINE = ("Distance", "How the line was made")
NOT_KNOWN = "not known"
ROUTE_HEAD = (
    "Route",
    "Mode and state",
    "Stated",
    "Straight",
    "Along its way",
    "What the line rests on",
)
FLOW_HEAD = ("Period", "Of which", "Number")
NUMBERS = "The numbers, as the sources give them"
#: Heads of the other tables, by the id of their section.
HEADS: Mapping[str, tuple[str, str, str]] = {
    "journeys": ("Journey", "When", "Legs and what is known of the whole"),
    "services": ("Service", "Period", "Particulars"),
    "flows": ("Number", "Period and direction", "Particulars"),
    "places": ("Place", "Kind and country", "Position and particulars"),
    "actors": ("Name", "What", "Particulars"),
}


def route_table(section: Section, lengths: Mapping[str, Distances], notes: Notes) -> Table:
    """
    Write the routes with stated, straight and network length.

    Parameters
    ----------
    section
        Of routes.
    lengths
        Of each, by the `ref` of its entry.
    notes
        Where what they rest on goes.

    Returns
    -------
    Table
        A row a route, with the basis of each stretch of its line.
    """
    rows = tuple(_route(entry, lengths[entry.ref], notes) for entry in section.entries)
    caption = f"{section.title}: stated, straight and network length, and what each line rests on"
    return Table(caption, ROUTE_HEAD, rows, (30, 15, 9, 9, 11, 26), frozenset({2, 3, 4}))


def _route(entry: Entry, told: Distances, notes: Notes) -> Cells:
    """Write the row of a route."""
    made = next((f.values for f in entry.facts if f.label == _OF_LINE[1]), ())
    along = (f"{told.along}", f"{told.way}{told.part}") if told.along else (NOT_KNOWN,)
    return (
        (_named(entry, notes), *entry_lines(entry, _OF_LINE)),
        tuple(runs_of([span]) for span in entry.kicker),
        cell(told.stated or NOT_STATED),
        (*cell(told.straight or NOT_KNOWN), *(cell(told.part.strip()) if told.part else ())),
        tuple((run(text),) for text in along),
        tuple(runs_of(value) for value in made) or cell(NOT_KNOWN),
    )


def _named(entry: Entry, notes: Notes) -> Runs:
    """Name an entry, so that text can lead to it, with the marks of its notes."""
    return (run(entry.title, Look.STRONG)._replace(anchor=entry.ref), *notes.of(entry))


def entry_table(section: Section, notes: Notes) -> Table:
    """
    Write the entries of a section as a table.

    Parameters
    ----------
    section
        One of those that `HEADS` names.
    notes
        Where what they rest on goes.

    Returns
    -------
    Table
        A row an entry: what it is, what stands above its title, all that is told of it.
    """
    rows = tuple(
        (
            (_named(entry, notes),),
            tuple(runs_of([span]) for span in entry.kicker) or cell(""),
            tuple(entry_lines(entry)) or cell(""),
        )
        for entry in section.entries
    )
    return Table(section.title, HEADS[section.id], rows, (30, 20, 50))


def flow_table(table: FlowTable) -> Table:
    """
    Write counts from one area to another, with their parts and the sums of these.

    Parameters
    ----------
    table
        As on the page.

    Returns
    -------
    Table
        Totals, parts, their sum, and how that stands to the total.
    """
    rows = [row for whole in table.wholes for row in _whole(whole)]
    caption = plain(f"{table.title}, {table.measure}. {NUMBERS}")
    return Table(caption, FLOW_HEAD, tuple(rows), (30, 45, 25), frozenset({2}))


def _whole(whole: Whole) -> list[Cells]:
    """Write the rows of a total."""
    head: Cells = (
        cell(whole.label, Look.STRONG),
        cell("all"),
        cell(whole.value, Look.STRONG, whole.ref),
    )
    rows: list[Cells] = [head]
    for group in whole.breakdowns:
        name = group.title.lower()
        rows += [
            (cell(name if not nth else ""), cell(part.label), cell(part.value, ref=part.ref))
            for nth, part in enumerate(group.parts)
        ]
        look = Look.STRONG if group.amiss else Look.PLAIN
        rows.append((cell(name), cell(group.verdict, look), cell(group.sum)))
    return rows


def counted_table(caption: str, head: Sequence[str], rows: Sequence[tuple[str, str, int]]) -> Table:
    """
    Write a table of what was counted.

    Parameters
    ----------
    caption, head
        What it holds; three columns.
    rows
        What, what that means, how many.

    Returns
    -------
    Table
        The numbers at the right.
    """
    cells = tuple((cell(what), cell(means), cell(f"{number:,}")) for what, means, number in rows)
    return Table(caption, tuple(head), cells, (35, 50, 15), frozenset({2}))


def links_line(links: Sequence[Runs]) -> Runs:
    """Put names that lead to entries into one line."""
    return joined(links, "; ") or (Run(""),)
