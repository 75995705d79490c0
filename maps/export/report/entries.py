"""Entries in a report: events one by one, and the facts of all other entries."""

from collections.abc import Iterator, Sequence

from maps.export.report.blocks import (
    Block,
    Bullets,
    Heading,
    Look,
    Paragraph,
    Run,
    Runs,
    Style,
    joined,
    run,
    runs_of,
)
from maps.export.report.notes import EDITORS, Notes
from maps.page.entries.entry import Entry, Fact, Section

DIFFER = "Sources differ: "
NOT_ON_MAP = "Not on the map: "
EDITORS_NOTE = f"{EDITORS}’ note: "


def event_blocks(section: Section, notes: Notes) -> Iterator[Block]:
    """
    Write events one by one.

    Parameters
    ----------
    section
        Of events, in the order of their numbers.
    notes
        Where what they rest on goes.

    Yields
    ------
    Block
        Headings of years; of each event its heading with number and title, date, place and
        standing, its summary with the marks of its notes, its facts.
    """
    for name, entries in section.groups:
        if name:
            yield Heading((run(name),), 2)
        for entry in entries:
            yield from _event(entry, notes)


def _event(entry: Entry, notes: Notes) -> Iterator[Block]:
    """Write one event."""
    yield Heading((run(f"{entry.number}. {entry.title}"),), 3, entry.ref)
    marks = notes.of(entry)
    kicker = [*(runs_of([span]) for span in entry.kicker), (run(entry.standing),)]
    told = [part for part in kicker if part[0].text]
    yield Paragraph((*joined(told, " · "), *(() if entry.summary else marks)), Style.KICKER)
    if entry.summary:
        yield Paragraph((run(entry.summary), *marks))
    if lines := entry_lines(entry):
        yield Bullets(tuple(lines))


def entry_lines(entry: Entry, skipped: Sequence[str] = ()) -> list[Runs]:
    """
    Give what an entry tells besides its title, its summary and its evidence.

    Parameters
    ----------
    entry
        Of any kind.
    skipped
        Labels of facts that stand elsewhere.

    Returns
    -------
    list of tuple of Run
        Its facts, on what its sources differ, the editors' note, why it is not on the map.
    """
    lines = [fact_line(fact) for fact in entry.facts if fact.label not in skipped]
    lines += [
        (Run(DIFFER, Look.STRONG), Run(differ.label, ref=differ_ref(entry, nth)))
        for nth, differ in enumerate(entry.differing)
        if not differ.agree
    ]
    if entry.note:
        lines.append((Run(EDITORS_NOTE, Look.STRONG), run(entry.note)))
    if entry.off_map:
        lines.append((Run(NOT_ON_MAP, Look.STRONG), run(f"{entry.off_map.rstrip('.')}.")))
    return lines


def fact_line(fact: Fact) -> Runs:
    """Write a fact as its label and its values."""
    return (
        Run(f"{fact.label}: ", Look.STRONG),
        *joined([runs_of(value) for value in fact.values], "; "),
    )


def differ_ref(entry: Entry, nth: int) -> str:
    """Name the place where the values for a field stand side by side."""
    return f"differ-{nth + 1}-{entry.ref}"
