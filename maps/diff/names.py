"""What the rows of a case are called in a sentence."""

from collections.abc import Callable, Mapping
from typing import Any

from maps.case.case import Case
from maps.case.claims import SUBJECT_TABLES
from maps.case.rows import EventRow, EventStatus, FlowRow, SourceRow
from maps.case.tables import REFERRED, TABLES, rows_of
from maps.page.entries.words import (
    counted_words,
    date_words,
    plain_word,
    when_words,
)
from routes.journeys import LegRow
from routes.links import UNSTATED, LinkRow, Mode

#: The word for one row of a table.
NOUNS: Mapping[str, str] = {
    "sources": "source",
    "actors": "actor",
    "places": "place",
    "links": "route",
    "services": "service",
    "journeys": "journey",
    "events": "event",
    "claims": "claim",
    "flows": "count",
    "media": "picture",
}
#: The word that `kind:id` begins with, by table.
KINDS: Mapping[str, str] = {table: str(kind) for kind, table in SUBJECT_TABLES.items()} | {
    "claims": "claim",
    "media": "media",
}
#: The column that a row is called by.
_TITLED: Mapping[str, str] = {
    "events": "title",
    "sources": "title",
    "places": "name",
    "actors": "name",
    "media": "alt",
}
_TRAVEL = {Mode.FOOT: "on foot", Mode.UNKNOWN: "by a mode that is not stated"}


class Names:
    """
    The names of a case's rows.

    Parameters
    ----------
    case
        The case; rows without an id are passed over.
    """

    def __init__(self, case: Case) -> None:
        self.case = case
        self._rows: dict[str, dict[str, Any]] = {}
        for table in TABLES:
            named = REFERRED.get(table, "id")
            # of two rows of one id, and of the legs of a journey, the first
            rows = {getattr(row, named): row for row in reversed(rows_of(case, table))}
            self._rows[table] = rows
        self._journeys = {
            leg.journey: leg.name for leg in reversed(case.legs) if leg.name and leg.journey
        }
        self._legs = {leg.id: leg for leg in case.legs}

    def row(self, table: str, name: str) -> Any | None:
        """Give a row by its id; `None` where there is none."""
        return self._rows[table].get(name)

    def has(self, kind: str, name: str) -> bool:
        """Tell whether there is a row of a kind, such as `event`, by its id."""
        table = next((table for table, word in KINDS.items() if word == kind), "")
        return bool(table) and (name in self._rows[table] or name in self._legs)

    def title(self, table: str, name: str) -> str:
        """
        Give the name of what an id stands for.

        Parameters
        ----------
        table
            One of `TABLES`.
        name
            An id.

        Returns
        -------
        str
            The id itself where nothing has it.
        """
        if name == UNSTATED:
            return "not stated"
        if table == "journeys":
            return self._journeys.get(name, name)
        row = self.row(table, name)
        return name if row is None else self.title_of(table, row) or name

    def title_of(self, table: str, row: Any) -> str:
        """Give what a row is called; empty where it has no name."""
        if table in _TITLED:
            return str(getattr(row, _TITLED[table]))
        ways: Mapping[str, Callable[[Any], str]] = {
            "links": lambda link: link.name or self.stops(link),
            "services": lambda service: (
                f"{service.kind or 'service'} on {self.title('links', service.link)}"
            ),
            "flows": self._count,
            "journeys": lambda leg: self._journeys.get(leg.journey, ""),
        }
        return ways[table](row) if table in ways else ""

    def stops(self, row: LinkRow) -> str:
        """Name the stops of a link: `Khasan – Rajin`."""
        return " – ".join(self.title("places", stop) for stop in row.stops)

    def _count(self, row: FlowRow) -> str:
        """Say what a flow counts, without its number."""
        ends = f"{self.title('places', row.origin)} → {self.title('places', row.destination)}"
        of = [plain_word(text) for text in (row.mode or "", row.purpose) if text]
        return ", ".join([part for part in (ends, date_words(row.period), *of) if part])

    def subject(self, ref: str, *, titled: bool = True) -> str:
        """
        Name what a `kind:id` is about.

        Parameters
        ----------
        ref
            `event:e28`.
        titled
            Whether its title is wanted.

        Returns
        -------
        str
            `event e28, “Title”`.
        """
        kind, _, name = ref.partition(":")
        table = next((table for table, word in KINDS.items() if word == kind), "")
        leg = self._legs.get(name) if table == "journeys" else None
        if leg is not None:
            return self.heading(table, leg, titled=titled)
        title = self.title(table, name) if table and titled else name
        return f"{NOUNS.get(table, kind)} {name}" + (f", “{title}”" if title != name else "")

    def heading(self, table: str, row: Any, *, titled: bool = True) -> str:
        """
        Name a row.

        Parameters
        ----------
        table, row
            The row.
        titled
            Whether its title is wanted.

        Returns
        -------
        str
            `event e28, “Title”`; a draft is called one.
        """
        draft = "draft " if getattr(row, "status", None) is EventStatus.DRAFT else ""
        title = self.title_of(table, row) if titled else ""
        words = f"{draft}{NOUNS[table]} {_label(table, row)}"
        return f"{words}, “{title}”" if title else words

    def about(self, table: str, row: Any) -> str:
        """
        Say in a few words what a row says, for one that came or went.

        Parameters
        ----------
        table, row
            The row.

        Returns
        -------
        str
            `5 February 2024, Khasan`; may be empty.
        """
        return ", ".join(part for part in self._facts(table, row) if part)

    def _facts(self, table: str, row: Any) -> tuple[str, ...]:
        """List what tells a row apart besides its title."""
        ways: Mapping[str, Callable[[Any], tuple[str, ...]]] = {
            "events": self._event_facts,
            "links": lambda link: (travel_words(link.mode), self.stops(link) if link.name else ""),
            "services": lambda one: (one.status.replace("_", " "), date_words(one.period)),
            "journeys": self._leg_facts,
            "flows": lambda flow: (counted_words(flow.value, flow.measure or "persons"),),
            "places": lambda place: (place.kind.replace("_", " "), " and ".join(place.country)),
            "sources": _source_facts,
            "actors": lambda actor: (actor.role or str(actor.kind or ""),),
        }
        return ways[table](row) if table in ways else ()

    def _event_facts(self, row: EventRow) -> tuple[str, ...]:
        """Say when and where an event was."""
        place = self.title("places", row.place) if row.place else ""
        return date_words(row.date) or row.date_text or "date not stated", place

    def _leg_facts(self, row: LegRow) -> tuple[str, ...]:
        """Say whence and whither a leg goes, how and when."""
        ends = (self.title("places", end) if end else "a place not stated" for end in _ends(row))
        when = date_words(row.date) or row.date_text
        return f"from {' to '.join(ends)}", travel_words(row.mode), when


def _source_facts(row: SourceRow) -> tuple[str, ...]:
    """Say who published a source and when."""
    publisher = "" if row.publisher.casefold() in row.title.casefold() else row.publisher
    return publisher, f"published {when_words(row.published)}" if row.published else ""


def _ends(row: LegRow) -> tuple[str, str]:
    """Give the ends of a leg."""
    return row.from_, row.to


def _label(table: str, row: Any) -> str:
    """Give what a row is known by: its id; of a leg its journey and its number."""
    if table == "journeys":
        return f"{row.journey}, leg {row.leg}{row.alternative}"
    return str(getattr(row, REFERRED.get(table, "id")))


def travel_words(mode: Mode | None) -> str:
    """Say how something travels: `by rail`; empty where that could not be read."""
    return _TRAVEL.get(mode, f"by {mode}") if mode else ""
