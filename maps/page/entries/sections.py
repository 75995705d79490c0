"""The sections of the list, in their order."""

from collections.abc import Sequence
from datetime import date

from geo.places import Place
from geo.words import messages, say, say_many
from maps.case.case import Case
from maps.case.rows import FlowRow
from maps.draw.events import categories, numbered
from maps.draw.status import LinkStatus, link_status
from maps.page.entries.countries import read_country_names
from maps.page.entries.entry import Entry, Section
from maps.page.entries.event import event_entry
from maps.page.entries.evidence import Ledger
from maps.page.entries.journey import journey_entry
from maps.page.entries.place import actor_entry, flow_entry, place_entry, source_entry
from maps.page.entries.route import link_entry, service_entry
from routes.route import Route

#: A number of entries of each section.
_COUNTED = {
    "events": messages("{n} event", "{n} events"),
    "routes": messages("{n} route", "{n} routes"),
    "journeys": messages("{n} journey", "{n} journeys"),
    "services": messages("{n} service", "{n} services"),
    "flows": messages("{n} count", "{n} counts"),
    "places": messages("{n} place", "{n} places"),
    "actors": messages("{n} person or organisation", "{n} people and organisations"),
    "sources": messages("{n} source", "{n} sources"),
}


def sections(
    case: Case, places: Sequence[Place], routes: Sequence[Route], as_of: date
) -> list[Section]:
    """
    Write the whole list.

    Parameters
    ----------
    case, places, routes
        The case without its drafts, its geocoded places, its links and legs with their lines.
    as_of
        The day that the map speaks of.

    Returns
    -------
    list of Section
        Events, routes, services, journeys, flows, places, people, sources; empty ones left out.
    """
    ledger = Ledger(case, read_country_names(case))
    lines = {route.id: route for route in routes if route.kind == "link"}
    parts = _by_whole(case)
    named = [
        ("events", say("Events"), _events(case, places, ledger)),
        (
            "routes",
            say("Routes"),
            [
                link_entry(
                    row,
                    lines[row.id],
                    _status(case, row.id, as_of),
                    ledger=ledger,
                    as_of=as_of,
                )
                for row in case.links
            ],
        ),
        ("journeys", say("Journeys"), _journeys(case, routes, ledger)),
        ("services", say("Services"), [service_entry(row, ledger=ledger) for row in case.services]),
        ("flows", say("Counts"), [flow_entry(r, ledger=ledger, parts=parts) for r in case.flows]),
        ("places", say("Places"), [place_entry(place, ledger=ledger) for place in places]),
        (
            "actors",
            say("People and organisations"),
            [actor_entry(r, ledger=ledger) for r in case.actors],
        ),
        ("sources", say("Sources"), [source_entry(row, ledger=ledger) for row in case.sources]),
    ]
    return [
        Section(id=i, title=t, counted=say_many(*_COUNTED[i], len(all_)), entries=_grouped(all_))
        for i, t, all_ in named
        if all_
    ]


def _grouped(entries: Sequence[Entry]) -> tuple[Entry, ...]:
    """Put entries of one group together, groups in the order of first mention; events stay."""
    if entries[0].kind == "event":
        return tuple(entries)
    order = {name: nth for nth, name in enumerate(dict.fromkeys(e.group for e in entries))}
    return tuple(sorted(entries, key=lambda entry: order[entry.group]))


def _status(case: Case, link: str, as_of: date) -> LinkStatus:
    """State of a link at a day."""
    return link_status([row for row in case.services if row.link == link], as_of)


def _by_whole(case: Case) -> dict[str, list[FlowRow]]:
    """Flows by the whole that they are part of."""
    parts: dict[str, list[FlowRow]] = {}
    for row in case.flows:
        parts.setdefault(row.part_of, []).append(row)
    return parts


def _events(case: Case, places: Sequence[Place], ledger: Ledger) -> list[Entry]:
    """Entries of events, in the order of their numbers."""
    by_id = {place.id: place for place in places}
    known = {category.id: category for category in categories(case)}
    return [
        event_entry(number, row, ledger=ledger, places=by_id, categories=known)
        for number, row in numbered(case)
    ]


def _journeys(case: Case, routes: Sequence[Route], ledger: Ledger) -> list[Entry]:
    """Entries of journeys, in the order of the table."""
    legs = {route.id: route for route in routes if route.kind == "leg"}
    ids = dict.fromkeys(row.journey for row in case.legs)
    return [
        journey_entry([row for row in case.legs if row.journey == journey], legs, ledger=ledger)
        for journey in ids
    ]
