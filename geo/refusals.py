"""Why a toponym was not settled, and what would help."""

from collections.abc import Sequence

from geo.candidate import AmbiguousPlaceError, Candidate, PlaceNotFoundError
from geo.gazetteer import Gazetteer
from geo.listing import listed
from geo.places import PlaceKind
from geo.query import Query
from geo.readings import shown

#: Kinds of which most are in no gazetteer.
SHAPED = frozenset({PlaceKind.AREA, PlaceKind.RIVER, PlaceKind.REGION})


def subject_of(name: str, query: Query) -> str:
    """
    Say what was looked for.

    Parameters
    ----------
    name
        One of the names of the query.
    query
        What is known.

    Returns
    -------
    str
        Kind, name, country and parent: `town “Khasan” in RU`.
    """
    kind = f"{query.kind.replace('_', ' ')} " if query.kind else ""
    parts = [f" in {' or '.join(query.countries)}"] if query.countries else []
    parts += [f" within {shown(query.within.name)}"] if query.within else []
    return f"{kind}“{shown(name)}”{''.join(parts)}"


def ambiguous(
    subject: str, found: Sequence[Candidate], gazetteer: Gazetteer
) -> AmbiguousPlaceError:
    """
    Say that several candidates fit and what would tell them apart.

    Parameters
    ----------
    subject
        What was looked for.
    found
        The candidates, the most likely first.
    gazetteer
        Where their regions are named.

    Returns
    -------
    AmbiguousPlaceError
        Its help lists them, each with the id that goes into the column `gazetteer`.
    """
    apart = "country or within" if len({each.country for each in found}) > 1 else "within"
    if len(found) == 1:
        message = f"{subject} is too little to tell that {found[0].name} is meant"
        return AmbiguousPlaceError(message, f"give gazetteer: {listed(found, gazetteer)}", found)
    return AmbiguousPlaceError(
        f"{subject} fits {len(found)} places and nothing tells them apart",
        f"state {apart}, or give gazetteer: {listed(found, gazetteer)}",
        found,
    )


def not_found(
    query: Query,
    excluded: Sequence[Candidate],
    gazetteer: Gazetteer,
    likely: Sequence[Candidate] = (),
) -> PlaceNotFoundError:
    """
    Say that nothing fits.

    Parameters
    ----------
    query
        What was asked.
    excluded
        Entries of the name that something known about it excludes.
    gazetteer
        Where nearly equal spellings are looked for.
    likely
        Entries that are spelled nearly so.

    Returns
    -------
    PlaceNotFoundError
        Its help names those entries, else spellings that are nearly the same.
    """
    name = query.names[0]
    subject = subject_of(name, query)
    if query.kind in SHAPED:
        advice = "give lon, lat and radius_km, or geometry (none = listed, never drawn)"
    else:
        advice = "give lon and lat, a gazetteer id, or geometry none"
    if excluded:
        known = list({each.id: each for each in excluded}.values())
        found = f"elsewhere: {listed(known, gazetteer)}"
        return PlaceNotFoundError(f"no {subject}", f"{found}; {advice}", known)
    if likely:
        near = f"spelled nearly so: {listed(likely, gazetteer)}"
        return PlaceNotFoundError(f"no {subject} in the gazetteer", f"{near}; {advice}", likely)
    likes = gazetteer.near_spellings(name)
    near = f"nearest spellings: {', '.join(likes)}; " if likes else ""
    return PlaceNotFoundError(f"no {subject} in the gazetteer", f"{near}{advice}")
