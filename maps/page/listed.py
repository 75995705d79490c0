"""What the list shows besides its entries: what differs, what is absent, how it was made."""

from collections.abc import Sequence
from typing import Any

from geo.words import joined, say
from maps.case.case import Case
from maps.charted import Charted
from maps.check.acknowledged import ACKNOWLEDGED
from maps.page.entries.entry import Differing, Entry, Section, Span
from maps.page.entries.words import position_words
from maps.page.flows import FlowTable, flow_tables
from maps.page.method import method, off_map

#: Rule whose findings a reader of the map should see; sums stand with the counts.
_RULE = "distance"


def list_context(
    charted: Charted, case: Case, listed: Sequence[Section], whose: Sequence[str]
) -> dict[str, Any]:
    """
    Gather what the list shows.

    Parameters
    ----------
    charted
        The case with its lines and findings.
    case
        The same without its drafts.
    listed
        The entries.
    whose
        Credits of the map's data.

    Returns
    -------
    dict
        Variables of `list.html.j2`.
    """
    tables = flow_tables(case)
    return {
        "sections": listed,
        "annotations": _annotations(charted, case),
        "differing": _differing(listed),
        "off_map": off_map(listed),
        "acknowledged": [] if case.applied.restricted else _acknowledged(charted, listed),
        "findings": [*_wrong_sums(tables), *_wrong_distances(charted, listed)],
        "flow_tables": tables,
        "method": method(charted.routes, charted.places, whose),
    }


def _annotations(charted: Charted, case: Case) -> list[tuple[str, Span]]:
    """List the notes of the case, of which a small map shows few, with the place of each."""
    names = {place.id: place.name for place in charted.places}
    return [
        (note.text, Span(names[note.at], f"place-{note.at}"))
        if isinstance(note.at, str)
        else (note.text, Span(position_words(note.at)))
        for note in case.settings.annotations
    ]


def _differing(listed: Sequence[Section]) -> list[tuple[Entry, Differing]]:
    """Every field for which sources give other values."""
    return [
        (entry, differ)
        for section in listed
        for entry in section.entries
        for differ in entry.differing
        if not differ.agree
    ]


def _wrong_sums(tables: Sequence[FlowTable]) -> list[tuple[Span, str]]:
    """Totals that their parts do not make up."""
    return [
        (
            Span(joined(", ", (table.title, whole.label)), whole.ref),
            joined(": ", (part.title, part.verdict)),
        )
        for table in tables
        for whole in table.wholes
        for part in whole.breakdowns
        if part.amiss
    ]


def _wrong_distances(charted: Charted, listed: Sequence[Section]) -> list[tuple[Span, str]]:
    """Stated lengths that fit no line, by the title of what they are about."""
    titles = {entry.ref: entry.title for section in listed for entry in section.entries}
    found: list[tuple[Span, str]] = []
    for finding in charted.findings:
        ref = finding.subject.replace(":", "-", 1)
        if finding.rule == _RULE and ref in titles:
            found.append((Span(titles[ref], ref), say("{finding}.", finding=finding.message)))
    return found


def _acknowledged(charted: Charted, listed: Sequence[Section]) -> list[tuple[Span, str, str]]:
    """List what the checks found and the editors have answered, each with the answer."""
    titles = {entry.ref: entry.title for section in listed for entry in section.entries}
    found = []
    for finding in charted.findings:
        ref = finding.subject.replace(":", "-", 1)
        if finding.help.startswith(ACKNOWLEDGED):
            about = Span(titles[ref], ref) if ref in titles else Span(finding.rule)
            found.append((about, finding.message, finding.help.removeprefix(ACKNOWLEDGED)))
    return found
