"""What is said of a row, by whom, and where sources differ."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import fields, replace
from enum import StrEnum
from types import MappingProxyType

from geo.columns import text as plain_text
from geo.dates import FuzzyDate, parse_date
from geo.errors import ValueProblem
from geo.evidence import Certainty, Evidence
from geo.quantities import Quantity, parse_count, parse_duration, parse_quantity
from geo.words import joined, say
from maps.case.case import Case
from maps.case.rows import ActorRow, ClaimRow, EventRow, SourceRow
from maps.page.entries.entry import Differing, Said, Span
from maps.page.entries.terms import term
from maps.page.entries.words import date_words, duration_words, quantity_words, when_words

#: A row that claims may be about; sources and actors carry no evidence of their own.
Row = Evidence | SourceRow | ActorRow


class Ledger:
    """
    The statements of a case, by what they are about.

    Parameters
    ----------
    case
        The case.
    countries
        Names of countries by their codes.
    """

    def __init__(self, case: Case, countries: Mapping[str, str] = MappingProxyType({})) -> None:
        self.case = case
        self.countries = countries
        self.sources = {row.id: row for row in case.sources}
        self.actors = {row.id: row for row in case.actors}
        self.spelt = {
            spelling.casefold(): row.name
            for row in case.actors
            for spelling in (row.id, row.name, *row.aliases)
        }
        self.places = {row.id: row for row in case.places}
        self.links = {row.id: row for row in case.links}
        self.flows = {row.id: row for row in case.flows}
        self.media = {row.file: row for row in case.media}
        self.short_names = Counter(name for row in case.sources for name in _short_names(row))
        self.events = _events(case)
        self.claims: dict[str, list[ClaimRow]] = {}
        for claim in case.claims:
            self.claims.setdefault(claim.subject, []).append(claim)

    def said(self, subject: str, *rows: Evidence) -> tuple[Said, ...]:
        """Give the evidence of rows, then of claims about them as a whole that agree; each once."""
        own = [self.statement(row) for row in rows if _has_evidence(row)]
        denied = bool(own) and own[0].denies
        whole = (self.statement(c, c.value, c.note) for c in self._whole(subject))
        return tuple(dict.fromkeys([*own, *(said for said in whole if said.denies == denied)]))

    def differing(self, subject: str, row: Row) -> tuple[Differing, ...]:
        """Give the fields of a row for which claims give values, the row's own value first."""
        by_field: dict[str, list[ClaimRow]] = {}
        for claim in self.claims.get(subject, []):
            if claim.field:
                by_field.setdefault(claim.field, []).append(claim)
        fields_ = (self._sides(field, claims, row) for field, claims in by_field.items())
        return (*self._stances(subject, row), *fields_)

    def _whole(self, subject: str) -> list[ClaimRow]:
        """Give the claims about a row as a whole."""
        return [claim for claim in self.claims.get(subject, []) if not claim.field]

    def _stances(self, subject: str, row: Row) -> tuple[Differing, ...]:
        """Put those who say what a row says beside those who deny it; nothing where all agree."""
        own = Said()
        if isinstance(row, Evidence) and _has_evidence(row):
            own = self.statement(row)
        told = [own, *(self.statement(c, c.value, c.note) for c in self._whole(subject))]
        if len({said.denies for said in told}) == 1:
            return ()
        return (Differing(field="", sides=tuple(_stance(said, own) for said in told)),)

    def _sides(self, field: str, claims: Sequence[ClaimRow], row: Row) -> Differing:
        """Put the row's own value and those of the claims side by side."""
        own = _value_words(getattr(row, _attribute(field), ""))
        what = self.named(field, own) or say("not stated")
        sides = [Said(what=what)]
        if isinstance(row, Evidence) and _has_evidence(row):
            sides = [self.statement(row, what)]
        sides += [self.statement(c, self.claimed(row, c), c.note) for c in claims]
        return Differing(field=field, sides=tuple(sides))

    def claimed(self, row: Row, claim: ClaimRow) -> str:
        """Say the value of a claim as its column reads it."""
        return self.named(claim.field, _column_words(row, claim.field, claim.value))

    def named(self, field: str, value: str) -> str:
        """Put the name of a place in the stead of its id, where the field holds ids of places."""
        if field in {"place", "from", "to", "within", "origin", "destination"}:
            return self.place_name(value)
        if field == "stops":
            stops = (part.strip() for part in value.split(">"))
            return joined(
                " – ", (say("not stated") if s == "?" else self.place_name(s) for s in stops)
            )
        return value

    def place_name(self, place: str) -> str:
        """Give the name of a place by its id; another text is left as it is."""
        return self.places[place].name if place in self.places else place

    def speakers(self, row: Evidence) -> str:
        """Say who a statement goes back to: `FSB, relayed by NK News, relayed by Donga`."""
        chain = [self.actors[a].name if a in self.actors else a for a in row.attributed_to]
        return joined(say(", relayed by "), chain)

    def origin(self, row: Evidence) -> str:
        """Name who said it first, by one spelling; empty where the source speaks for itself."""
        first = row.attributed_to[0] if row.attributed_to else ""
        return self.spelt.get(first.casefold(), first)

    def short_name(self, source: SourceRow) -> Span:
        """Name a source by its publisher, with the date where need be; else by its title."""
        names = _short_names(source)
        alone = (
            name for name in names if source.publisher and name and self.short_names[name] == 1
        )
        return Span(next(alone, source.title), f"source-{source.id}")

    def statement(self, row: Evidence, what: str = "", note: str = "") -> Said:
        """Give one statement with its basis."""
        source = self.sources.get(row.source)
        details = [
            ("publisher", _publisher(source)),
            ("published", date_words(source.published) if source else ""),
            ("at", row.locator),
            (say("said by"), self.speakers(row)),
            (say("said"), when_words(row.stated_on)),
        ]
        return Said(
            what=what,
            source=Span(source.title, f"source-{source.id}") if source else Span(""),
            short=self.short_name(source) if source else Span(""),
            details=tuple((label, value) for label, value in details if value),
            phrase=row.phrase,
            certainty=row.certainty or Certainty.REPORTED,
            note=note,
            publisher=source.publisher if source else "",
            relayed=self.origin(row),
        )


def _events(case: Case) -> dict[tuple[str, str], list[EventRow]]:
    """Give events by what they name: `("place", "khasan")`."""
    found: dict[tuple[str, str], list[EventRow]] = {}
    for row in case.events:
        named = [("place", row.place), ("link", row.link), ("journey", row.journey)]
        for key in dict.fromkeys([*named, *(("actor", actor) for actor in row.actors)]):
            found.setdefault(key, []).append(row)
    return found


def _stance(said: Said, own: Said) -> Said:
    """Say whether a statement holds the row for true; the evidence quotes those of its mind."""
    what = say("it is not so") if said.denies else say("it is so")
    if said.denies == own.denies:
        return replace(said, what=what, phrase="", note="")
    return replace(said, what=joined(": ", (what, said.what)) if said.what else what)


def _short_names(source: SourceRow) -> tuple[str, str]:
    """Give the names that a source may go by: its publisher, and that with its date."""
    day = date_words(source.published)
    dated = joined(", ", (source.publisher, day)) if day else ""
    return source.publisher, dated


def _publisher(source: SourceRow | None) -> str:
    """Name the publisher of a source, unless its title does."""
    if source is None or source.publisher.casefold() in source.title.casefold():
        return ""
    return source.publisher


def _has_evidence(row: Evidence) -> bool:
    """Tell whether any column of evidence is filled."""
    stated = (row.source, row.locator, row.phrase, row.attributed_to, row.stated_on, row.certainty)
    return any(stated)


def _attribute(field: str) -> str:
    """Name the attribute of a column (`from` is a word of Python)."""
    return "from_" if field == "from" else field


def _value_words(value: object) -> str:
    """Say the value of a column."""
    if isinstance(value, FuzzyDate):
        return date_words(value)
    if isinstance(value, Quantity):
        return (duration_words if value.text.strip("~<>=").startswith("P") else quantity_words)(
            value
        )
    if isinstance(value, StrEnum):
        return term(value)
    if isinstance(value, tuple):
        return " > ".join(str(part) for part in value)
    return "" if value is None else str(value)


def _column_words(row: Row, field: str, cell: str) -> str:
    """Say a cell as the column of a row's table reads it."""
    parsers = {f.name: f.metadata.get("parse", plain_text) for f in fields(row)}
    parse = parsers.get(_attribute(field), plain_text)
    if not cell:
        return say("not stated")
    if parse not in {parse_date, parse_quantity, parse_count, parse_duration}:
        return term(cell) if field in {"status", "kind", "mode"} else cell
    try:
        return _value_words(parse(cell))
    except ValueProblem:
        return cell
