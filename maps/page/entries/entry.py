"""An entry of the list: what an article of the page holds, whatever it is about."""

from dataclasses import dataclass
from typing import NamedTuple


class Span(NamedTuple):
    """A piece of text, with the `ref` of the entry or the web address that it leads to."""

    text: str
    ref: str = ""
    url: str = ""


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
    details
        Publisher, date, locator, who says it, when, each a labelled text.
    """

    what: str = ""
    source: Span = Span("")
    details: tuple[tuple[str, str], ...] = ()
    phrase: str = ""
    certainty: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Differing:
    """The values that sources give for one field, the editors' own first."""

    field: str
    sides: tuple[Said, ...]

    @property
    def agree(self) -> bool:
        """Tell whether every side gives the same value."""
        return len({side.what.casefold() for side in self.sides}) == 1


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A headed part of the list."""

    id: str
    title: str
    lead: str = ""
    entries: tuple[Entry, ...] = ()


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
