"""Texts that join two countries which what they tell of does not touch."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from geo.errors import Finding, Level
from geo.places import Place
from maps.case.case import Case
from maps.check.country_words import Pair, pairs_in
from maps.check.survey import Survey

RULE = "other-country"
#: Countries that a link touches.
Touched = Mapping[str, frozenset[str]]


def find_other_countries(survey: Survey) -> Iterator[Finding]:
    """
    Find texts that put a route between two countries, one of which it does not touch.

    Parameters
    ----------
    survey
        What is checked.

    Yields
    ------
    Finding
        A warning at a link, an event on a link or a source (its headline) whose title, name or
        phrase joins two countries (`Sino-Russian`) that no link which it is about touches both of.

    Notes
    -----
    English texts alone. A source is about the links that rest on it and those that its services
    and events name. Links with a stop of unknown country tell nothing, nor do texts about none
    that crosses a border.
    """
    touched = _touched(survey.case, survey.places)
    about = _about(survey.case)
    rows = [
        *(("link", "name", row, {row.id}) for row in survey.case.links),
        *(("event", "title", row, {row.link} - {""}) for row in survey.case.events),
        *(("source", "title", row, about[row.id]) for row in survey.case.sources),
    ]
    for kind, column, row, links in rows:
        known = [touched[link] for link in sorted(links) if link in touched]
        if any(len(countries) > 1 for countries in known):
            yield from _odd_pairs(kind, column, row, known)


def _touched(case: Case, places: Sequence[Place]) -> Touched:
    """List the countries of the stops of each link, where all are known."""
    of = {place.id: frozenset(place.row.country or {place.country} - {""}) for place in places}
    found = {}
    for link in case.links:
        stops = [of.get(stop, frozenset()) for stop in (*link.stops, *link.via)]
        if all(stops):
            found[link.id] = frozenset().union(*stops)
    return found


def _about(case: Case) -> defaultdict[str, set[str]]:
    """List the links that each source tells of."""
    about: defaultdict[str, set[str]] = defaultdict(set)
    for link in case.links:
        about[link.source].add(link.id)
    rows: tuple[Any, ...] = (*case.services, *case.events, *case.legs)
    for row in rows:
        if row.link:
            about[row.source].add(row.link)
    return about


def _odd_pairs(
    kind: str, column: str, row: Any, known: Sequence[frozenset[str]]
) -> Iterator[Finding]:
    """Report the pairs of countries in the texts of a row that none of its links joins."""
    for name in (column, "phrase"):
        for pair in pairs_in(getattr(row, name, "")):
            if not any(_joins(pair, touched) for touched in known):
                yield Finding(
                    row.where,
                    name,
                    f"“{pair.text}”: no route of this {kind} touches both "
                    f"({', '.join(sorted(frozenset().union(*known)))})",
                    "correct the text or the link; acknowledge a headline that was printed wrong",
                    Level.WARNING,
                    RULE,
                    f"{kind}:{row.id}",
                )


def _joins(pair: Pair, touched: frozenset[str]) -> bool:
    """Tell whether a route touches both countries of a pair."""
    return bool(pair.one & touched) and bool(pair.other & touched)
