"""An entry of the list: what an article of the page holds, whatever it is about."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

from geo.evidence import Certainty
from geo.words import capital, joined, say, say_many
from maps.page.entries.terms import column_words, term


class Span(NamedTuple):
    """A piece of text, with what it leads to (`ref` of an entry, web address) and its language."""

    text: str
    ref: str = ""
    url: str = ""
    lang: str = ""


class Picture(NamedTuple):
    """A picture: its file, what it shows in words, and its address once it is in a page."""

    file: str
    alt: str
    caption: str = ""
    credit: str = ""
    licence: str = ""
    source: Span = Span("")
    uri: str = ""
    width: int = 0
    height: int = 0


class Fact(NamedTuple):
    """A label and what stands beside it: a list of values, each of them spans."""

    label: str
    values: tuple[tuple[Span, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """
    One statement with its basis.

    Attributes
    ----------
    what
        The differing or supported value, as text; empty = the row as a whole.
    source
        Span of the source; empty text = no source stated.
    short
        The same by a shorter name, for where the source is cited in passing.
    details
        Publisher, date, locator, who says it, when, each a labelled text.
    publisher
        Of the source.
    relayed
        Who said it first, where the source relays them; empty = it speaks for itself.
    """

    what: str = ""
    source: Span = Span("")
    short: Span = Span("")
    details: tuple[tuple[str, str], ...] = ()
    phrase: str = ""
    certainty: str = ""
    note: str = ""
    publisher: str = ""
    relayed: str = ""

    @property
    def denies(self) -> bool:
        """Tell whether the statement says that it is not so."""
        return self.certainty == Certainty.DENIED


class Side(NamedTuple):
    """One value of a field, who gives it, and whether it is the editors' own choice."""

    what: str
    said: tuple[Said, ...]
    own: bool

    @property
    def givers(self) -> tuple[tuple[Span, str], ...]:
        """Name each source of the value with how sure it is, once."""
        pairs = ((said.short, said.certainty) for said in self.said if said.short.text)
        return tuple(dict.fromkeys(pairs))


class Cited(NamedTuple):
    """A source and all that is taken from it for one entry."""

    source: Span
    publisher: str
    published: str
    said: tuple[Said, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Differing:
    """
    The values that sources give for one field.

    Attributes
    ----------
    field
        A column, or what else it is that they differ about; empty = the row as a whole.
    sides
        Who says what; the editors' own first, where they have chosen.
    chosen
        Whether the editors have chosen the first value.
    """

    field: str
    sides: tuple[Said, ...]
    chosen: bool = True

    @property
    def label(self) -> str:
        """Name the field in plain words."""
        return column_words(self.field)

    @property
    def agree(self) -> bool:
        """Tell whether every side gives the same value, and none denies what another says."""
        return len(self.values) == 1 and len({said.denies for said in self.sides}) == 1

    @property
    def denials(self) -> tuple[Said, ...]:
        """Give what denies the row, or the value that the editors have chosen."""
        if not self.chosen:
            return ()
        told = self.values[0].said if self.field else self.sides
        return tuple(said for said in told if said.denies)

    @property
    def values(self) -> tuple[Side, ...]:
        """Give each value once, with all who give it; the editors' own first."""
        by_value: dict[str, list[Said]] = {}
        for side in self.sides:
            by_value.setdefault(side.what.casefold(), []).append(side)
        groups = enumerate(by_value.values())
        return tuple(
            Side(said[0].what, tuple(said), self.chosen and not nth) for nth, said in groups
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """
    One article of the list, and of its popup.

    Attributes
    ----------
    ref
        `event-e28`: id of the article; popups, links and tests use it.
    kind
        What it is about: `event`, `link`, ….
    number
        The number on the map; empty = none.
    kicker
        Date, mode or kind, above the title.
    summary
        One or two sentences of the case.
    facts
        Labelled values.
    said
        The evidence: the row's own first.
    differing
        Where sources give other values.
    note
        The editors' words.
    off_map
        Why nothing is drawn for it; empty = it is on the map.
    look
        Words of the style sheet for its mark.
    group
        What it stands under within its section: a year, a kind; entries of one group follow
        each other.
    pictures
        Pictures of the case that belong to it.
    mark, changes
        On a page of differences: what has become of it, and the sentences that tell it.
    """

    ref: str
    kind: str
    title: str
    number: str = ""
    kicker: tuple[Span, ...] = ()
    summary: str = ""
    facts: tuple[Fact, ...] = ()
    said: tuple[Said, ...] = ()
    differing: tuple[Differing, ...] = ()
    note: str = ""
    off_map: str = ""
    look: str = ""
    group: str = ""
    pictures: tuple[Picture, ...] = ()
    mark: str = ""
    changes: tuple[str, ...] = ()

    @property
    def marked(self) -> str:
        """Say what has become of it."""
        return capital(term(self.mark))

    @property
    def standing(self) -> str:
        """Say how sure the row is, on how many sources it rests, and how many deny it."""
        told = (*self.said, *(side for differ in self.differing for side in differ.sides))
        certainty = next((said.certainty for said in told if said.certainty), "")
        if not certainty:
            return ""
        denials = [said for differ in self.differing for said in differ.denials]
        if certainty == Certainty.DENIED:
            denials = []  # what the row itself denies stands on those who say so
        rest = _counted([said for said in told if said.source.ref and said not in denials])
        return joined("", (capital(term(certainty)), " · ", rest, *_denied(denials)))

    @property
    def cited(self) -> tuple[Cited, ...]:
        """Give the evidence by source, each source once, in the order of first mention."""
        by_source: dict[str, list[Said]] = {}
        for said in self.said:
            by_source.setdefault(said.source.ref, []).append(said)
        return tuple(_cited(told) for told in by_source.values())


def _counted(told: Sequence[Said]) -> str:
    """Count sources, and what they go back to where that is fewer: a relay is no second source."""
    count = len({said.source.ref for said in told})
    if not count:
        return say("no source stated")
    of_paper = {
        name.casefold(): said.source.ref
        for said in told
        if not said.relayed
        for name in (said.source.text, said.publisher)
        if name
    }
    origins = {
        of_paper.get(said.relayed.casefold(), said.relayed.casefold()) or said.source.ref
        for said in told
    }
    sources = say_many("{n} source", "{n} sources", count)
    if len(origins) >= count:
        return sources
    back = say_many("one origin", "{n} origins", len(origins))
    return say("{sources}, {origins}", sources=sources, origins=back)


def _denied(denials: Sequence[Said]) -> tuple[str, ...]:
    """Say how many deny it; nothing where nobody does."""
    if not denials:
        return ()
    count = len({said.source.ref for said in denials} - {""})
    return ", ", say("denied by {n}", n=count) if count else say("denied")


def _cited(told: list[Said]) -> Cited:
    """Head statements of one source by its name, publisher and date."""
    details = dict(told[0].details)
    publisher, published = details.get("publisher", ""), details.get("published", "")
    return Cited(told[0].source, publisher, published, tuple(told))


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A headed part of the list; `counted` says how many entries it has."""

    id: str
    title: str
    counted: str = ""
    entries: tuple[Entry, ...] = ()

    @property
    def groups(self) -> tuple[tuple[str, tuple[Entry, ...]], ...]:
        """Give the entries by their group; one group alone needs no name."""
        runs = [(name, tuple(run)) for name, run in groupby(self.entries, lambda e: e.group)]
        return tuple(runs) if len(runs) > 1 else (("", self.entries),)


def fact(label: str, *values: "str | Span | tuple[Span, ...]") -> tuple[Fact, ...]:
    """
    Make a fact of its values that are not empty.

    Parameters
    ----------
    label
        What the values are.
    *values
        Text, a span, or several spans that read as one.

    Returns
    -------
    tuple of Fact
        One, or none when every value is empty: to be unpacked into a list of facts.
    """
    lines = [_spans(value) for value in values]
    kept = tuple(line for line in lines if any(span.text for span in line))
    return (Fact(label, kept),) if kept else ()


def _spans(value: "str | Span | tuple[Span, ...]") -> tuple[Span, ...]:
    """Make spans of a value."""
    if isinstance(value, str):
        return (Span(value),)
    return (value,) if isinstance(value, Span) else value
