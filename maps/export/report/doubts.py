"""What is not settled: where sources contradict each other, and what nobody has stated."""

from collections.abc import Iterator, Sequence

from geo.places import Place
from geo.precision import PositionPrecision, position_precision
from maps.draw.style import PRECISION_LABELS
from maps.export.report.blocks import (
    Block,
    Bullets,
    Cells,
    Heading,
    Look,
    Paragraph,
    Run,
    Runs,
    Table,
    cell,
    run,
    runs_of,
)
from maps.export.report.entries import differ_ref
from maps.export.report.notes import EDITORS, Notes, is_told
from maps.export.report.tables import links_line
from maps.page.entries.entry import Differing, Entry, Section, Side, Span
from maps.page.method import off_map

CONTRADICTIONS = "Where sources contradict each other"
CHOSEN = "The value used in this report is the editors’ choice; the others stand beside it."
USED = "used here"
NOBODY = "nobody is named for it"
CLAIMS_HEAD = ("Value", "Who says so, where, and how sure")
FIGURES = "Figures that do not fit"
ANSWERED = "Seen and answered by the editors"
UNKNOWN = "What is not known"
LACKING = "What is not on the map, has no date or no source, or is located vaguely"
ABSENT_HEAD = ("What", "Why", "Which")
NO_DATE = "Date not stated"
NO_SOURCE = "No source stated"
VAGUE = "Located no closer than to {}"
_DATELESS = ("Date not stated", "Year not stated")
_VAGUE = (PositionPrecision.REGION, PositionPrecision.COUNTRY)


def contradictions(listed: Sequence[Section], notes: Notes) -> Iterator[Block]:
    """
    Put the claims of sources that contradict each other side by side.

    Parameters
    ----------
    listed
        All entries.
    notes
        Where sources have been named, or not yet.

    Yields
    ------
    Block
        For each field a heading and a table with a row a value; nothing where all agree.
    """
    heading = 1
    for section in listed:
        for entry in section.entries:
            for nth, differ in enumerate(entry.differing):
                if differ.agree:
                    continue
                if heading:
                    yield Heading((Run(CONTRADICTIONS),), 1)
                    yield Paragraph((Run(CHOSEN),))
                    heading = 0
                yield Heading(_about(section, entry, differ), 2, differ_ref(entry, nth))
                yield _sides(entry, differ, notes)


def _about(section: Section, entry: Entry, differ: Differing) -> Runs:
    """Name what sources differ about."""
    number = f"{entry.number}. " if section.id == "events" else ""
    return (run(f"{number}{entry.title}", ref=entry.ref), run(f": {differ.label}"))


def _sides(entry: Entry, differ: Differing, notes: Notes) -> Table:
    """Write the values of a field with all who give them."""
    rows = tuple(_side(side, notes) for side in differ.values)
    return Table(f"{entry.title}: {differ.label}", CLAIMS_HEAD, rows, (40, 60))


def _side(side: Side, notes: Notes) -> tuple[tuple[Runs, ...], tuple[Runs, ...]]:
    """Write the row of a value."""
    given = tuple(dict.fromkeys(notes.text(said) for said in side.said if is_told(said)))
    own = (Run(f" ({USED})"),) if side.own else ()
    return ((run(side.what, Look.STRONG), *own),), given or ((Run(NOBODY),),)


def misfits(
    findings: Sequence[tuple[Span, str]], answered: Sequence[tuple[Span, str, str]]
) -> Iterator[Block]:
    """
    Write what does not fit, and what the editors say to it.

    Parameters
    ----------
    findings
        What each is about, and what does not fit.
    answered
        What each is about, what was found, and the answer.

    Yields
    ------
    Block
        A heading and a list for each of the two that is not empty.
    """
    if findings:
        yield Heading((Run(FIGURES),), 2)
        yield Bullets(tuple((*runs_of([s]), Run(": "), run(text)) for s, text in findings))
    if answered:
        yield Heading((Run(ANSWERED),), 2)
        yield Bullets(tuple(_answer(*each) for each in answered))


def _answer(about: Span, message: str, reason: str) -> Runs:
    """Write a finding with the editors' answer."""
    told = run(f"{message.rstrip('.')}.")
    return (*runs_of([about]), Run(": "), told, Run(f" {EDITORS}: ", Look.STRONG), run(reason))


def unknowns(listed: Sequence[Section], places: Sequence[Place]) -> Iterator[Block]:
    """
    List what is not known: what has no position, no date, no source, or a vague place.

    Parameters
    ----------
    listed
        All entries.
    places
        The places of the case.

    Yields
    ------
    Block
        A heading and a table; nothing where everything is known.
    """
    rows = [*_absent(listed), *_lacking(listed, places)]
    if rows:
        yield Heading((Run(UNKNOWN),), 1)
        yield Table(LACKING, ABSENT_HEAD, tuple(rows), (18, 32, 50))


def _absent(listed: Sequence[Section]) -> Iterator[Cells]:
    """Write a row for each reason why something is not on the map."""
    for absent in off_map(listed):
        links = links_line([runs_of([link]) for link in absent.links])
        yield cell(absent.heading), cell(absent.reason), (links,)


def _lacking(listed: Sequence[Section], places: Sequence[Place]) -> Iterator[Cells]:
    """Write a row for each thing that entries lack."""
    close = {f"place-{place.id}": position_precision(place) for place in places}
    for section in listed:
        lacks = {NO_SOURCE: [e for e in section.entries if _is_unsourced(e)]}
        if section.id == "events":
            lacks[NO_DATE] = [e for e in section.entries if e.group in _DATELESS]
        if section.id == "places":
            for each in _VAGUE:
                found = [e for e in section.entries if close[e.ref] == each]
                lacks[VAGUE.format(PRECISION_LABELS[each])] = found
        for reason, entries in lacks.items():
            if entries:
                links = links_line([(run(e.title, ref=e.ref),) for e in entries])
                yield cell(section.title), cell(reason), (links,)


def _is_unsourced(entry: Entry) -> bool:
    """Tell whether an entry of a kind that should rest on sources rests on none."""
    told = (*entry.said, *(side for differ in entry.differing for side in differ.sides))
    return entry.kind not in {"source", "actor", "place"} and not any(s.source.text for s in told)
