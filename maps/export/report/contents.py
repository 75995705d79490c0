"""The whole report in order, from the same entries as the list of the page."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from maps.export.press import Press
from maps.export.report.bibliography import bibliography
from maps.export.report.blocks import (
    Block,
    Bullets,
    Heading,
    Look,
    Paragraph,
    Picture,
    Report,
    Run,
    Style,
    plain,
    run,
    runs_of,
)
from maps.export.report.doubts import contradictions, misfits, unknowns
from maps.export.report.entries import event_blocks
from maps.export.report.notes import Notes
from maps.export.report.tables import (
    counted_table,
    entry_table,
    flow_table,
    route_table,
)
from maps.page.entries.entry import Section
from maps.page.entries.route import distances
from maps.page.entries.words import day_words
from maps.page.listed import list_context
from maps.page.released import profile_words
from maps.version import read_version

#: The picture beside a report in Markdown; that of `--only png`.
PICTURE = "map.png"
AS_OF = "As of {}"
NO_DAY = "a day that is not stated"
MAP = "The map"
CAPTION = "Figure 1. {}. {}"
IN_WORDS = "What the map shows"
ON_MAP = "Notes on the map"
STORY = "Story"
SOURCES = "Bibliography"
METHOD = "How this report was made"
MADE = "Made by waybook {} from the tables of the case; the map is drawn from the same data."
BORDERS = (
    "Borders stand where the data sets named below have them; they are generalised. How a border "
    "is drawn, or a place named, is not an endorsement of anyone’s claim."
)
CREDITS = "Data and licences"
LICENCE = "Licence of the case: "
#: Caption, heads of the columns, and the part of the method that the table holds.
COUNTED = (
    ("What the lines rest on", ("Basis", "Which means", "Stretches"), "lines"),
    ("Where the positions come from", ("Basis", "Which means", "Places"), "places"),
    ("How closely the places are located", ("To", "Which means", "Places"), "precision"),
)


def make_report(press: Press) -> Report:
    """
    Write the report of a case.

    Parameters
    ----------
    press
        The charted case on its way out.

    Returns
    -------
    Report
        The map, events with notes, routes, journeys, services, counts, places and people as
        tables, contradictions, what is not known, method, credits, bibliography.
    """
    notes = Notes()
    settings = press.case.settings
    told = list_context(press.charted, press.case, press.sections, press.whose)
    blocks = [
        *_opening(press),
        *(block for section in press.sections for block in _section(press, section, told, notes)),
        *_annotations(told),
        *contradictions(press.sections, notes),
        *misfits(told["findings"], told["acknowledged"]),
        *unknowns(press.sections, press.charted.places),
        *_method(press, told),
        *_bibliography(press, notes),
    ]
    return Report(
        title=plain(settings.title or press.case.id) or MAP,
        subtitle=plain(settings.subtitle),
        credit=plain(settings.credit),
        language=settings.language,
        blocks=tuple(blocks),
        notes=tuple(notes.texts),
    )


def _opening(press: Press) -> Iterator[Block]:
    """Write what stands before the events: title, standfirst, date, map in words, map, story."""
    settings = press.case.settings
    yield Paragraph((run(settings.title or press.case.id or MAP),), Style.TITLE)
    if settings.subtitle:
        yield Paragraph((run(settings.subtitle),), Style.SUBTITLE)
    as_of = AS_OF.format(day_words(press.as_of) if press.as_of < date.max else NO_DAY)
    words = (as_of, settings.credit, profile_words(press.case.applied))
    yield Paragraph((run(" · ".join(filter(None, words))),), Style.KICKER)
    if settings.description:
        yield Paragraph((run(settings.description),))
    yield Heading((Run(IN_WORDS),), 1)
    yield from (Paragraph((run(text),)) for text in press.description.paragraphs)
    caption = CAPTION.format(plain(settings.title or press.case.id).rstrip("."), f"{as_of}.")
    yield Picture(PICTURE, plain(press.description.alt), (run(caption),))
    if settings.stories:
        yield Heading((Run(STORY),), 1)
    for story in settings.stories:
        if story.title:
            yield Heading((run(story.title),), 2)
        if story.text:
            yield Paragraph((run(story.text),))


def _section(
    press: Press, section: Section, told: Mapping[str, Any], notes: Notes
) -> Iterator[Block]:
    """Write the entries of one kind; sources stand at the end."""
    if section.id == "sources":
        return
    yield Heading((run(section.title),), 1, section.id)
    if section.id == "events":
        yield from event_blocks(section, notes)
    elif section.id == "routes":
        rows = {row.id: row for row in press.case.links}
        lengths = {
            f"link-{route.id}": distances(rows[route.id].stated_km, route.legs)
            for route in press.charted.routes
            if route.kind == "link"
        }
        yield route_table(section, lengths, notes)
    else:
        if section.id == "flows":
            yield from map(flow_table, told["flow_tables"])
        yield entry_table(section, notes)


def _annotations(told: Mapping[str, Any]) -> Iterator[Block]:
    """List the notes of the case on its map."""
    if told["annotations"]:
        yield Heading((Run(ON_MAP),), 1)
        yield Bullets(
            tuple(
                (run(text), Run(" ("), *runs_of([at]), Run(")")) for text, at in told["annotations"]
            )
        )


def _method(press: Press, told: Mapping[str, Any]) -> Iterator[Block]:
    """Say how the report was made, and whose data it rests on."""
    yield Heading((Run(METHOD),), 1)
    words = profile_words(press.case.applied)
    yield Paragraph((run(" ".join(filter(None, (MADE.format(read_version()), words)))),))
    for caption, head, part in COUNTED:
        rows = [(row.what, row.means, row.number) for row in getattr(told["method"], part)]
        if rows:
            yield counted_table(caption, head, rows)
    yield Paragraph((Run(BORDERS),))
    if told["method"].credits:
        yield Heading((Run(CREDITS),), 2)
        yield Bullets(tuple((run(line),) for line in told["method"].credits))
    if press.case.settings.licence:
        yield Paragraph((Run(LICENCE, Look.STRONG), run(press.case.settings.licence)))


def _bibliography(press: Press, notes: Notes) -> Iterator[Block]:
    """List the sources."""
    for section in press.sections:
        if section.id == "sources":
            yield Heading((Run(SOURCES),), 1)
            yield from (Paragraph(line, Style.SOURCE) for line in bibliography(section, notes))
