"""Facets: what entries can be filtered by, and the values that each entry bears."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from geo.dates import FuzzyDate, Precision
from geo.evidence import Certainty
from geo.places import Place
from geo.precision import PositionPrecision, position_precision
from maps.case.case import Case
from maps.case.rows import EventRow
from maps.draw.events import categories
from maps.draw.status import LinkStatus, link_status
from maps.draw.style import KIND_LABELS, MODE_LABELS, PRECISION_LABELS, STATUS_LABELS
from maps.page.entries.entry import Entry, Section

#: Value of what an entry could bear and does not; stands last.
NONE = "none"
_DATED = {
    "day": "a day",
    "month": "a month",
    "part": "a season or a part of a year",
    "year": "a year",
    "long": "a decade or a century",
    "range": "from one day to another",
    "open": "one end only",
    "about": "about or perhaps a date",
    "yearless": "a day without a year",
    NONE: "no date",
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


class Preset(NamedTuple):
    """A filter that one click sets."""

    label: str
    key: str
    values: tuple[str, ...]


class Facets(NamedTuple):
    """The facets of a page, and by ref of an entry the values that it bears, facet by facet."""

    facets: tuple[Facet, ...]
    borne: Mapping[str, Mapping[str, tuple[str, ...]]]

    @property
    def presets(self) -> tuple[Preset, ...]:
        """Give the filters that one click sets, where some entries pass them and some do not."""
        wanted = (
            Preset("Dated to the day", "dated", ("day",)),
            Preset("Official or surer", "certainty", (Certainty.CONFIRMED, Certainty.OFFICIAL)),
        )
        known = {facet.key: {value for value, _ in facet.values} for facet in self.facets}
        return tuple(one for one in wanted if known.get(one.key, set()) & set(one.values))

    def counted(self, facet: Facet) -> list[tuple[str, str, int]]:
        """Give value, label and number of entries that bear it."""
        borne = [values[facet.key] for values in self.borne.values() if facet.key in values]
        return [(value, label, sum(value in of for of in borne)) for value, label in facet.values]

    def packed(self) -> dict[str, Any]:
        """Write it for the scripts: of each entry, by facet, the numbers of its values."""
        keys = [facet.key for facet in self.facets]
        at = [{value: nth for nth, (value, _) in enumerate(f.values)} for f in self.facets]
        rows = {
            ref: [
                [nth[value] for value in values[key]] if key in values else 0
                for key, nth in zip(keys, at, strict=True)
            ]
            for ref, values in self.borne.items()
        }
        named = [[f.key, f.legend, [value for value, _ in f.values]] for f in self.facets]
        return {"facets": named, "borne": rows}


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
        ("mode", "What runs", MODE_LABELS | {NONE: "no route"}, _modes(case)),
        ("status", "State", STATUS_LABELS, _states(case, as_of)),
        ("category", "Category of event", _category_labels(case), _categories(case)),
        ("actor", "People and organisations", _actor_labels(case), _actors(case)),
        ("source", "Source", _source_labels(case), _cited(entries)),
        ("certainty", "Certainty", _certainty_labels(), _certainties(entries)),
        ("dated", "Date known to", _DATED, _dates(case)),
        ("kind", "Kind of place", KIND_LABELS | {NONE: "no place"}, _kinds(case, places)),
        ("precision", "Located to", PRECISION_LABELS, _precisions(case, places)),
    ]
    listed_refs = {entry.ref for entry in entries}
    found, borne = [], dict[str, dict[str, tuple[str, ...]]]()
    for key, legend, labels, by_ref in tables:
        kept = {ref: values for ref, values in by_ref.items() if ref in listed_refs}
        used = {value for values in kept.values() for value in values}
        if len(used) < 2:
            continue
        known = tuple((value, _capital(label)) for value, label in labels.items() if value in used)
        found.append(Facet(key, legend, known))
        for ref, values in kept.items():
            borne.setdefault(ref, {})[key] = values
    return Facets(tuple(found), borne)


def _capital(label: str) -> str:
    """Begin a label with a capital letter."""
    return label[:1].upper() + label[1:]


_ByRef = dict[str, tuple[str, ...]]


def _several(values: Iterator[str]) -> tuple[str, ...]:
    """Each value once, in order; `none` where there is no other."""
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
    return plain | {row.id: row.name for row in case.actors} | {NONE: "nobody named"}


def _actors(case: Case) -> _ByRef:
    """Whom events name."""
    return {f"event-{row.id}": _several(iter(row.actors)) for row in case.events}


def _source_labels(case: Case) -> dict[str, str]:
    """Name the sources."""
    return {row.id: row.title for row in case.sources} | {NONE: "no source stated"}


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
    return {str(each): each.capitalize() for each in Certainty} | {NONE: "not stated"}


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
