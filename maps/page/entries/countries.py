"""Names of countries by their codes, as a reader knows them."""

from collections.abc import Mapping

from geo.places import PlaceKind
from geo.words import named
from maps.case.case import Case
from maps.draw.basemap_pack import read_table


def read_country_names(case: Case) -> Mapping[str, str]:
    """
    Read what countries are called.

    Parameters
    ----------
    case
        Its own countries go by the names that it gives them.

    Returns
    -------
    mapping
        Names, English ones as words, by ISO 3166-1 alpha-2 code.

    Raises
    ------
    MissingDataError
        The base map's pack is not there.
    """
    rows = read_table("countries")
    names: dict[str, str] = {row[0]: named(row[4], "territories", row[0]) for row in rows}
    own = {
        row.country[0]: row.name
        for row in case.places
        if row.kind is PlaceKind.COUNTRY and len(row.country) == 1
    }
    return names | own
