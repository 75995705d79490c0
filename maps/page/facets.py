"""Facets: what entries can be filtered by, and the values that each entry bears."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from geo.dates import FuzzyDate, Precision
from geo.evidence import Certainty
from geo.places import Place
from geo.precision import PositionPrecision, position_precision
from geo.words import capital, say
from maps.case.case import Case
from maps.case.rows import EventRow
from maps.draw.events import categories
from maps.draw.status import LinkStatus, link_status
from maps.draw.style import KIND_LABELS, MODE_LABELS, PRECISION_LABELS, STATUS_LABELS
from maps.page.entries.entry import Entry, Section
from maps.page.entries.terms import term

#: More values of a facet than these are not listed; the page lists those that are sought.
MANY = 100
#: Value of what an entry could bear and does not; stands last. No id or name of a list holds a ";".
NONE = ";none"
_DATED = {
    "day": say("a day"),
    "month": say("a month"),
    "part": say("a season or a part of a year"),
    "year": say("a year"),
    "long": say("a decade or a century"),
    "range": say("from one day to another"),
    "open": say("one end only"),
    "about": say("about or perhaps a date"),
    "yearless": say("a day without a year"),
    NONE: say("no date"),
}
_SPANS = {
    Precision.SEASON: "part",
    Precision.QUARTER: "part",
    Precision.HALF: "part",
    Precision.DECADE: "long",
    Precision.CENTURY: "long",
}


class Facet(NamedTuple):
    """Something that entries can be filtered by: its word in addresses, its name, its values."""

    key: str
    legend: str
    values: tuple[tuple[str, str], ...]

    @property
    def many(self) -> bool:
        """Tell whether it has more values than a reader goes through: these are sought by name."""
        return len(self.values) > MANY


class Preset(NamedTuple):
    """A filter that one click sets."""

    label: str
    key: str
    values: tuple[str, ...]


class Facets(NamedTuple):
    """The facets of a page, and by key of each the values that entries bear, by their refs."""

    facets: tuple[Facet, ...]
    borne: Mapping[str, Mapping[str, tuple[str, ...]]]

    @property
    def presets(self) -> tuple[Preset, ...]:
        """Give the filters that one click sets, where some entries pass them and some do not."""
        wanted = (
            Preset(say("Dated to the day"), "dated", ("day",)),
            Preset(
                say("Official or surer"), "certainty", (Certainty.CONFIRMED, Certainty.OFFICIAL)
            ),
        )
        known = {facet.key: {value for value, _ in facet.values} for facet in self.facets}
        return tuple(one for one in wanted if known.get(one.key, set()) & set(one.values))

    def offered(self, facet: Facet) -> list[tuple[str, str, int]]:
        """Give the values that are listed: value, label and number of entries that bear it."""
        if facet.many:
            return []
        counts = Counter(value for values in self.borne[facet.key].values() for value in values)
        return [(value, label, counts[value]) for value, label in facet.values]

    def packed(self, listed: Sequence[Section]) -> dict[str, Any]:
        """
        Write it for the scripts, in columns.

        Of each facet its key, its name, its values and, where these are many, their labels; of
        each facet and section, by entry the number
        of its value, or a list of several; 0 for a section whose entries cannot bear it.
        """
        named = [
            [f.key, f.legend, [v for v, _ in f.values], [name for _, name in f.values * f.many]]
            for f in self.facets
        ]
        return {"facets": named, "borne": [self._columns(f, listed) for f in self.facets]}

    def _columns(self, facet: Facet, listed: Sequence[Section]) -> list[Any]:
        """Write what is borne of one facet, by section."""
        nth = {value: number for number, (value, _) in enumerate(facet.values)}
        borne = self.borne[facet.key]
        written: list[Any] = []
        for section in listed:
            told = [borne.get(entry.ref, ()) for entry in section.entries]
            column = [nth[v[0]] if len(v) == 1 else [nth[one] for one in v] for v in told]
            written.append(column if any(told) else 0)
        return written


def facets(case: Case, places: Sequence[Place], listed: Sequence[Section], as_of: date) -> Facets:
    """
    Settle what the entries of a page can be filtered by.

    Parameters
    ----------
    case, places
        The case without its drafts, and its places.
    listed
        The entries.
    as_of
        The day whose state of links counts.

    Returns
    -------
    Facets
        Only those that tell entries apart. An entry of a kind that can bear a facet bears at
        least one value of it, `none` where nothing is stated, so that no filter drops it unseen;
        one of another kind is left alone by it.
    """
    entries = [entry for section in listed for entry in section.entries]
    tables: list[tuple[str, str, Mapping[Any, str], _ByRef]] = [
        ("mode", say("What runs"), MODE_LABELS | {NONE: say("no route")}, _modes(case)),
        ("status", say("State"), STATUS_LABELS, _states(case, as_of)),
        ("category", say("Category of event"), _category_labels(case), _categories(case)),
        ("actor", say("People and organisations"), _actor_labels(case), _actors(case)),
        ("source", say("Source"), _source_labels(case), _cited(entries)),
        ("certainty", say("Certainty"), _certainty_labels(), _certainties(entries)),
        ("dated", say("Date known to"), _DATED, _dates(case)),
        ("kind", say("Kind of place"), KIND_LABELS | {NONE: say("no place")}, _kinds(case, places)),
        ("precision", say("Located to"), PRECISION_LABELS, _precisions(case, places)),
    ]
    listed_refs = {entry.ref for entry in entries}
    found, borne = [], dict[str, _ByRef]()
    for key, legend, labels, by_ref in tables:
        kept = {ref: values for ref, values in by_ref.items() if ref in listed_refs}
        used = {value for values in kept.values() for value in values}
        if len(used) < 2:
            continue
        known = tuple((value, capital(label)) for value, label in labels.items() if value in used)
        found.append(Facet(key, legend, known))
        borne[key] = kept
    return Facets(tuple(found), borne)


_ByRef = dict[str, tuple[str, ...]]


def _several(values: Iterator[str]) -> tuple[str, ...]:
    """Each value once, in order; `NONE` where there is no other."""
    kept = tuple(dict.fromkeys(value for value in values if value))
    return kept or (NONE,)


def _modes(case: Case) -> _ByRef:
    """Modes of links and legs, and of what runs or happens on them."""
    links = {row.id: row.mode for row in case.links}
    legs: dict[str, list[str]] = {}
    for leg in case.legs:
        legs.setdefault(leg.journey, []).append(leg.mode or links.get(leg.link, ""))
    found: _ByRef = {f"link-{row.id}": _several(iter([row.mode])) for row in case.links}
    found |= {f"journey-{name}": _several(iter(modes)) for name, modes in legs.items()}
    found |= {f"service-{s.id}": _several(iter([links.get(s.link, "")])) for s in case.services}
    for row in case.events:
        about = [links.get(row.link, ""), *legs.get(row.journey, [])]
        found[f"event-{row.id}"] = _several(iter(about))
    return found


def _states(case: Case, as_of: date) -> _ByRef:
    """States of links at a day, and of services."""
    found = _ByRef()
    for row in case.links:
        state = link_status([s for s in case.services if s.link == row.id], as_of)
        found[f"link-{row.id}"] = (str(state),)
    return found | {f"service-{s.id}": (str(LinkStatus(s.status)),) for s in case.services}


def _category_labels(case: Case) -> dict[str, str]:
    """Name the categories in use."""
    return {category.id or NONE: category.label for category in categories(case)}


def _categories(case: Case) -> _ByRef:
    """Categories of events."""
    return {f"event-{row.id}": (row.category or NONE,) for row in case.events}


def _actor_labels(case: Case) -> dict[str, str]:
    """Name the actors of the table, then those that events name plainly."""
    plain = {actor: actor for row in case.events for actor in row.actors}
    return plain | {row.id: row.name for row in case.actors} | {NONE: say("nobody named")}


def _actors(case: Case) -> _ByRef:
    """Whom events name."""
    return {f"event-{row.id}": _several(iter(row.actors)) for row in case.events}


def _source_labels(case: Case) -> dict[str, str]:
    """Name the sources."""
    return {row.id: row.title for row in case.sources} | {NONE: say("no source stated")}


_CITING = {"event", "link", "journey", "service", "flow"}


def _told(entries: Sequence[Entry], of: Callable[[Any], str]) -> _ByRef:
    """Gather what the statements of entries have in one respect."""
    return {
        entry.ref: _several(
            of(said)
            for said in (*entry.said, *(s for differ in entry.differing for s in differ.sides))
        )
        for entry in entries
        if entry.kind in _CITING
    }


def _cited(entries: Sequence[Entry]) -> _ByRef:
    """Name the sources that entries rest on, and those that differ from them."""
    return _told(entries, lambda said: str(said.source.ref.removeprefix("source-")))


def _certainty_labels() -> dict[str, str]:
    """Name the degrees of certainty."""
    return {str(each): term(each) for each in Certainty} | {NONE: say("not stated")}


def _certainties(entries: Sequence[Entry]) -> _ByRef:
    """How sure entries are: what stands above their evidence."""
    return {ref: values[:1] for ref, values in _told(entries, lambda s: str(s.certainty)).items()}


def _dates(case: Case) -> _ByRef:
    """How closely events are dated."""
    return {f"event-{row.id}": (_dated(row.date),) for row in case.events}


def _dated(when: FuzzyDate) -> str:
    """Say how closely a date is known."""
    if not when:
        return NONE
    if when.precision is Precision.YEARLESS:
        return "yearless"
    if when.start is None or when.end is None:
        return "open"
    if when.approximate or when.uncertain:
        return "about"
    return _SPANS.get(when.precision, str(when.precision))


def _kinds(case: Case, places: Sequence[Place]) -> _ByRef:
    """Kinds of places, and of those that events stand at."""
    return _of_places(case, places, lambda place: str(place.kind), NONE)


def _precisions(case: Case, places: Sequence[Place]) -> _ByRef:
    """How closely places are located, and the events that stand at them."""
    return _of_places(
        case, places, lambda place: str(position_precision(place)), str(PositionPrecision.NONE)
    )


def _of_places(
    case: Case, places: Sequence[Place], of: Callable[[Place], str], nowhere: str
) -> _ByRef:
    """Give a value of places to them and to their events."""
    known = {place.id: of(place) for place in places}
    found: _ByRef = {f"place-{place}": (value,) for place, value in known.items()}
    return found | {f"event-{row.id}": (_at(row, known, nowhere),) for row in case.events}


def _at(row: EventRow, known: Mapping[str, str], nowhere: str) -> str:
    """Give the value of the place of an event."""
    return known.get(row.place, nowhere)
