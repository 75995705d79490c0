"""The key of a printed map: numbered events, what differs, what has no place, and the sources."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from maps.export.press import Press
from maps.export.print.columns import Block, Line, hung, paragraph
from maps.export.print.fonts import Face, without_glyph
from maps.export.print.lettering import Type, width_mm
from maps.page.entries.entry import Differing, Entry, Span
from maps.page.method import off_map
from maps.page.plain import visible

EVENTS, DIFFERING, ABSENT, SOURCES = "Events", "Where sources differ", "Not on the map", "Sources"
CONTINUED = "Key"
NO_SOURCE = "no source stated"
NOT_DRAWN = "Not on the map: {reason}."
USED_HERE = "used on this map"
EDITORS = "Editors: {note}"
ABSENT_OF = "{section}, {reason}"
NO_GLYPH = "Shown as boxes, for no font at hand has them: {characters}."
#: Sections whose absences stand with the entries of the key itself.
_TOLD = {"Events"}
#: Facts of a source that its line in the key has.
_NUMBERS_MM = 6.5


class Look(NamedTuple):
    """How the parts of a key are set."""

    heading: Type
    number: Type
    title: Type
    text: Type
    quiet: Type


def look_of(colours: Mapping[str, str], size_pt: float = 7.6) -> Look:
    """
    Say how a key is set.

    Parameters
    ----------
    colours
        Of the theme.
    size_pt
        Of its text.

    Returns
    -------
    Look
        In these colours.
    """
    ink, soft = colours["ink"], colours["soft"]
    return Look(
        Type(Face.SERIF_BOLD, size_pt * 1.5, ink),
        Type(Face.BOLD, size_pt, ink),
        Type(Face.BOLD, size_pt, ink),
        Type(Face.REGULAR, size_pt, ink),
        Type(Face.REGULAR, size_pt * 0.92, soft),
    )


def key_blocks(press: Press, look: Look, width: float) -> list[Block]:
    """
    Set the whole key.

    Parameters
    ----------
    press
        The case.
    look
        How it is set.
    width
        Of a column, millimetres.

    Returns
    -------
    list of Block
        Every event, every difference of anything else, everything that is not on the map, every
        source; empty for a case without any of them.
    """
    entries = {section.id: section.entries for section in press.sections}
    sources = source_numbers(press)
    others = [
        entry
        for section in press.sections
        if section.id != "events"
        for entry in section.entries
        if _unequal(entry)
    ]
    parts = (
        (EVENTS, [event_block(entry, sources, look, width) for entry in entries.get("events", ())]),
        (DIFFERING, [_differing_block(entry, sources, look, width) for entry in others]),
        (ABSENT, list(_absent(press, look, width))),
        (SOURCES, [
            _source_block(entry, str(sources[entry.ref]), look, width)
            for entry in entries.get("sources", ())
        ]),
    )  # fmt: skip
    return [
        block for title, made in parts if made for block in (_heading(title, look, width), *made)
    ]


def source_numbers(press: Press) -> dict[str, int]:
    """
    Give the sources numbers.

    Parameters
    ----------
    press
        The case.

    Returns
    -------
    dict of str to int
        From 1 in the order of the list, by ref.
    """
    listed = [e for section in press.sections if section.id == "sources" for e in section.entries]
    return {entry.ref: number for number, entry in enumerate(listed, start=1)}


def event_block(entry: Entry, sources: Mapping[str, int], look: Look, width: float) -> Block:
    """
    Set the entry of an event.

    Parameters
    ----------
    entry
        As on the page.
    sources
        Numbers of the sources, by ref.
    look
        How it is set.
    width
        Of the column, millimetres.

    Returns
    -------
    Block
        Number, date and place, title, how sure it is and on what it rests, what sources differ on,
        and why it is not on the map where it is not.
    """
    inset = max(_NUMBERS_MM, width_mm(entry.number, look.number) + 1.5)
    lines = [
        *paragraph(spoken(entry.kicker, " · "), look.quiet, width, inset),
        *paragraph(entry.title, look.title, width, inset),
        *paragraph(entry.summary, look.text, width, inset),
        *paragraph(_standing(entry, sources), look.quiet, width, inset),
        *_sides(entry.differing, sources, look, (width, inset)),
        *paragraph(EDITORS.format(note=entry.note) if entry.note else "", look.quiet, width, inset),
        *paragraph(_absence(entry), look.quiet, width, inset),
    ]
    return Block(hung(lines, entry.number, look.number), 1.8)


def spoken(spans: Sequence[Span], between: str = "") -> str:
    """
    Give the text of spans.

    Parameters
    ----------
    spans
        Of an entry.
    between
        What stands between two of them.

    Returns
    -------
    str
        Plain text.
    """
    return between.join(span.text for span in spans)


def _without_glyph(blocks: Sequence[Block], look: Look, width: float) -> list[Block]:
    """Say which characters of a key no font has."""
    texts = (visible(run.text) for block in blocks for line in block.lines for run in line.runs)
    missing = [f"U+{ord(character):04X}" for character in without_glyph(texts)]
    told = NO_GLYPH.format(characters=", ".join(missing)) if missing else ""
    return [Block(tuple(lines), 4.0)] if (lines := paragraph(told, look.quiet, width)) else []


def _heading(title: str, look: Look, width: float) -> Block:
    """Set the heading of a part."""
    return Block(tuple(paragraph(title, look.heading, width)), 4.0, heads=True)


def _unequal(entry: Entry) -> list[Differing]:
    """List what sources differ on."""
    return [differing for differing in entry.differing if not differing.agree]


def _absence(entry: Entry) -> str:
    """Say why an entry is not on the map."""
    return NOT_DRAWN.format(reason=entry.off_map) if entry.off_map else ""


def _standing(entry: Entry, sources: Mapping[str, int]) -> str:
    """Say how sure an entry is, and on which sources it rests."""
    told = (*entry.said, *(side for differ in entry.differing for side in differ.sides))
    numbers = {sources[said.source.ref] for said in told if said.source.ref in sources}
    return f"{entry.standing} {_numbers(sorted(numbers))}".strip()


def _numbers(numbers: Sequence[int]) -> str:
    """Write numbers of sources."""
    return ", ".join(f"[{number}]" for number in numbers)


def _sides(
    differing: Sequence[Differing],
    sources: Mapping[str, int],
    look: Look,
    room: tuple[float, float],
) -> Iterator[Line]:
    """Set what sources differ on: each value with who gives it."""
    for differ in differing:
        if differ.agree:
            continue
        yield from paragraph(f"≠ {differ.label}", look.number, *room)
        for side in differ.values:
            givers = [
                " ".join(part for part in (_giver(said.source.ref, said.short.text, sources),
                                           said.certainty) if part)
                for said in side.said
            ]  # fmt: skip
            own = [USED_HERE] if side.own else []
            told = "; ".join(dict.fromkeys(part for part in (*givers, *own) if part))
            yield from paragraph(f"{side.what} — {told}" if told else side.what, look.text, *room)


def _giver(ref: str, name: str, sources: Mapping[str, int]) -> str:
    """Name who gives a value, with the number of the source."""
    return f"{name} [{sources[ref]}]" if ref in sources else name


def _differing_block(entry: Entry, sources: Mapping[str, int], look: Look, width: float) -> Block:
    """Set what sources differ on about anything that is no event."""
    lines = [
        *paragraph(entry.title, look.title, width),
        *_sides(entry.differing, sources, look, (width, 0.0)),
    ]
    return Block(tuple(lines), 1.8)


def _absent(press: Press, look: Look, width: float) -> Iterator[Block]:
    """Set what is not on the map, by section and reason."""
    for absent in off_map(press.sections):
        if absent.heading in _TOLD:
            continue
        head = ABSENT_OF.format(section=absent.heading, reason=absent.reason)
        names = ", ".join(span.text for span in absent.links)
        lines = [*paragraph(head, look.quiet, width), *paragraph(names, look.text, width)]
        yield Block(tuple(lines), 1.4)


def _source_block(entry: Entry, number: str, look: Look, width: float) -> Block:
    """Set a source."""
    inset = max(_NUMBERS_MM, width_mm(f"[{number}]", look.number) + 1.0)
    facts = [
        f"{fact.label}: {'; '.join(spoken(value) for value in fact.values)}" for fact in entry.facts
    ]
    lines = [
        *paragraph(entry.title, look.text, width, inset),
        *paragraph(spoken(entry.kicker, " · "), look.quiet, width, inset),
        *paragraph(" · ".join(facts), look.quiet, width, inset),
        *paragraph(EDITORS.format(note=entry.note) if entry.note else "", look.quiet, width, inset),
    ]
    return Block(hung(lines, f"[{number}]", look.number), 1.2)
