"""The tables of a case as programs and notebooks have them."""

from maps.case.case import Case
from maps.export.press import Press
from maps.library.table import Row, Table
from maps.page.entries.entry import Entry
from maps.page.entries.route import distances
from maps.page.entries.words import date_words

EVENTS = ("number", "date", "title", "place", "standing", "on_map", "id")
ROUTES = ("title", "mode", "state", "stated", "straight", "along", "basis", "id")
PLACES = ("name", "kind", "country", "lon", "lat", "radius_km", "why", "id")
SOURCES = ("title", "publisher", "published", "url", "id")
FINDINGS = ("level", "rule", "where", "message", "help")


def events_table(press: Press) -> Table:
    """
    List the events in the order of their numbers.

    Parameters
    ----------
    press
        The charted case.

    Returns
    -------
    Table
        `date` in words, `place` its name, `standing` how sure it is, `on_map` whether it has a
        pin or a badge.
    """
    places = {place.id: place.name for place in press.case.places}
    rows = {f"event-{row.id}": row for row in press.case.events}
    listed = [
        {
            "number": int(entry.number),
            "date": date_words(rows[entry.ref].date) or rows[entry.ref].date_text or None,
            "title": entry.title,
            "place": places.get(rows[entry.ref].place),
            "standing": entry.standing or None,
            "on_map": "no" if entry.off_map else "yes",
            "id": rows[entry.ref].id,
        }
        for entry in _entries(press, "events")
    ]
    return Table("Events", EVENTS, listed)


def routes_table(press: Press) -> Table:
    """
    List the links in the order of their table.

    Parameters
    ----------
    press
        The charted case.

    Returns
    -------
    Table
        `stated`, `straight` and `along` are lengths in words; `basis` is what the line rests on.
    """
    entries = {entry.ref: entry for entry in _entries(press, "routes")}
    lines = {route.id: route for route in press.charted.routes if route.kind == "link"}
    rows: list[Row] = []
    for link in press.case.links:
        entry, route = entries[f"link-{link.id}"], lines[link.id]
        told = distances(link.stated_km, route.legs)
        mode, state = (span.text for span in entry.kicker)
        rows.append(
            {
                "title": entry.title,
                "mode": mode,
                "state": state,
                "stated": told.stated or None,
                "straight": told.straight or None,
                "along": told.along or None,
                "basis": str(route.basis),
                "id": link.id,
            }
        )
    return Table("Routes", ROUTES, rows)


def places_table(press: Press) -> Table:
    """
    List the places in the order of their table.

    Parameters
    ----------
    press
        The charted case.

    Returns
    -------
    Table
        `lon` and `lat` in degrees, WGS 84, `None` without a position; `radius_km` is how far off
        the pin may be, or how far the place reaches; `why` says why it stands there.
    """
    rows = [
        {
            "name": place.name,
            "kind": str(place.kind),
            "country": "; ".join(place.row.country) or place.country or None,
            "lon": place.position.lon if place.position else None,
            "lat": place.position.lat if place.position else None,
            "radius_km": place.radius_km if place.position else None,
            "why": place.why or None,
            "id": place.id,
        }
        for place in press.charted.places
    ]
    return Table("Places", PLACES, rows)


def sources_table(case: Case) -> Table:
    """List the sources of a case in the order of their table."""
    rows = [
        {
            "title": row.title,
            "publisher": row.publisher or None,
            "published": date_words(row.published) or None,
            "url": row.url or None,
            "id": row.id,
        }
        for row in case.sources
    ]
    return Table("Sources", SOURCES, rows)


def findings_table(press: Press) -> Table:
    """List what the checks have found, each with what would help."""
    rows = [
        {
            "level": str(finding.level),
            "rule": finding.rule,
            "where": str(finding.where),
            "message": finding.message,
            "help": finding.help or None,
        }
        for finding in press.charted.findings
    ]
    return Table("Findings", FINDINGS, rows)


def _entries(press: Press, section: str) -> tuple[Entry, ...]:
    """Give the entries of a section of the list; none where it is absent."""
    return next((each.entries for each in press.sections if each.id == section), ())
