"""Countries to keep out of that are none."""

from collections.abc import Iterator

from geo.countries import check_countries
from geo.errors import Finding
from geo.gazetteer import Gazetteer
from maps.case.case import Case


def unknown_countries(case: Case, gazetteer: Gazetteer) -> Iterator[Finding]:
    """
    Find links that are to avoid what is no country.

    Parameters
    ----------
    case
        As read.
    gazetteer
        What knows the countries.

    Yields
    ------
    Finding
        An error for each code: it would be kept out of nowhere.
    """
    for link in case.links:
        for problem in check_countries(link.avoid, gazetteer):
            message = f"{link.id}: {problem.message}"
            subject = f"link:{link.id}"
            yield Finding(link.where, "avoid", message, problem.help, rule="route", subject=subject)
