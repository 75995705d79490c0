"""Candidates as one line of a message, each ready to be pasted."""

from collections.abc import Sequence

from geo.candidate import Candidate
from geo.gazetteer import Gazetteer

#: Candidates that a message lists at most.
LISTED = 6


def listed(candidates: Sequence[Candidate], gazetteer: Gazetteer) -> str:
    """
    List candidates with what tells them apart.

    Parameters
    ----------
    candidates
        In the order to list.
    gazetteer
        Where their regions are named.

    Returns
    -------
    str
        `geonames:1 (town: Name, Region, CC, 1,234 inhabitants, lon 1, lat 2) | …`, six at most
        and how many more there are; empty for none.
    """
    shown = [_pasteable(each, gazetteer) for each in candidates[:LISTED]]
    more = len(candidates) - len(shown)
    return " | ".join(shown) + (f" | and {more} more" if more else "")


def _pasteable(candidate: Candidate, gazetteer: Gazetteer) -> str:
    """Write one candidate: id, name, region, country, size, lon and lat."""
    region = f", {gazetteer.get(candidate.region).name}" if candidate.region else ""
    size = f", {candidate.population:,} inhabitants" if candidate.population else ""
    lon, lat = candidate.position
    where = f"{candidate.name}{region}, {candidate.country}{size}, lon {lon:g}, lat {lat:g}"
    return f"{candidate.id} ({candidate.kind}: {where})"
