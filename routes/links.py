"""Links: the case's claims that places are connected by a mode."""

from dataclasses import dataclass
from enum import StrEnum

from geo.columns import column, country_codes, identifier, identifiers, names, one_of, text
from geo.errors import ValueProblem, Where
from geo.evidence import Evidence
from geo.quantities import NO_QUANTITY, Quantity, parse_quantity

#: Stands for an end that is not stated.
UNSTATED = "?"


class Mode(StrEnum):
    """How something travels."""

    RAIL = "rail"
    AIR = "air"
    FERRY = "ferry"
    ROAD = "road"
    FOOT = "foot"
    UNKNOWN = "unknown"


def stops(cell: str) -> tuple[str, ...]:
    """
    Take stops: place ids or `?`, separated by `>`.

    Raises
    ------
    ValueProblem
        Fewer than two stops, or a part that is no id.
    """
    parts = names(">")(cell)
    if len(parts) < 2:
        raise ValueProblem(f"“{cell}” has one stop", "two or more, separated by >")
    return tuple(part if part == UNSTATED else identifier(part) for part in parts)


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkRow(Evidence):
    """
    A row of `links.csv`.

    Attributes
    ----------
    stops
        Place ids, `?` for an end that is not stated.
    geometry
        Empty = built for the mode; `none`, `straight`, or `file.geojson#id`.
    via
        Places it passes without calling, in order.
    avoid
        ISO codes of countries.
    """

    where: Where
    id: str = column(identifier, required=True)
    name: str = column(text)
    mode: Mode = column(one_of(Mode), required=True)
    stops: tuple[str, ...] = column(stops, required=True, refers_to="places")
    geometry: str = column(text)
    via: tuple[str, ...] = column(identifiers, default=(), refers_to="places")
    avoid: tuple[str, ...] = column(country_codes, default=())
    stated_km: Quantity = column(parse_quantity, default=NO_QUANTITY)
    note: str = column(text)
    extra: tuple[tuple[str, str], ...] = ()
