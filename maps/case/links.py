"""Links: stops that follow each other."""

from collections.abc import Iterator

from geo.errors import Finding
from maps.case.case import Case
from routes.links import UNSTATED


def check_links(case: Case) -> Iterator[Finding]:
    """
    Find links that lead from a place to itself.

    Parameters
    ----------
    case
        The case.

    Yields
    ------
    Finding
        One for each pair of stops.
    """
    for link in case.links:
        for here, there in zip(link.stops, link.stops[1:], strict=False):
            if here == there != UNSTATED:
                message = f"“{here}” comes twice in a row: a line from a place to itself"
                yield Finding(
                    link.where, "stops", message, "name each stop once", rule="link-stops"
                )
