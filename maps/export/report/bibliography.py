"""The sources of a case as a bibliography, each with its address or the word that none is known."""

from maps.export.report.blocks import Look, Run, Runs, joined, run, runs_of
from maps.export.report.notes import EDITORS, Notes
from maps.page.entries.entry import Entry, Section


def source_line(entry: Entry, notes: Notes) -> Runs:
    """
    Write a source as a line of a bibliography.

    Parameters
    ----------
    entry
        Of a source.
    notes
        Where what is claimed about the source itself goes.

    Returns
    -------
    tuple of Run
        Author, title, publisher, date, language, address, archived copy, file and sum, each that
        is stated. Text can lead to it.

    Notes
    -----
    Written from the entry, not by a processor of citation styles: citeproc-py 0.11 drops dates
    that are ranges or uncertain, lets markup of a title through, and has no word for a source
    without an address.
    """
    facts = {fact.label: fact.values for fact in entry.facts}
    title = run(entry.title, Look.STRONG)._replace(anchor=entry.ref)
    author = [runs_of(value) for value in facts.pop("Author", ())]
    parts: list[Runs] = [*author, (title,), *(runs_of([span]) for span in entry.kicker)]
    for label, values in facts.items():
        told = joined([runs_of(value) for value in values], "; ")
        shown = label not in {"Language", "Address"} and (Run(f"{label}: "),)
        parts.append((*(shown or ()), *told))
    if entry.note:
        parts.append((Run(f"{EDITORS}: "), run(entry.note)))
    return (*joined(parts, ". "), *notes.of(entry))


def bibliography(section: Section, notes: Notes) -> tuple[Runs, ...]:
    """
    Write all sources.

    Parameters
    ----------
    section
        Of sources.
    notes
        As `source_line`.

    Returns
    -------
    tuple of tuple of Run
        In the order of the case.
    """
    return tuple(source_line(entry, notes) for entry in section.entries)
