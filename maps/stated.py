"""What a case states about the length of its links."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from geo.errors import Where
from geo.evidence import Certainty
from geo.quantities import Quantity, parse_quantity
from maps.case.case import Case
from maps.case.rows import ClaimRow
from routes.links import LinkRow, Mode

_FIELD = "stated_km"


class StatedKm(NamedTuple):
    """A length in kilometres, the cell that it stands in, and who states it."""

    km: Quantity
    where: Where
    column: str
    link: str
    source: str


def stated_lengths(link: LinkRow, claims: Sequence[ClaimRow]) -> Iterator[StatedKm]:
    """
    Give the lengths that are stated of a link.

    Parameters
    ----------
    link
        The link.
    claims
        Claims of the case; those about other things are passed over, and those that deny.

    Yields
    ------
    StatedKm
        The link's own, then those of its claims.
    """
    if link.stated_km:
        yield StatedKm(link.stated_km, link.where, _FIELD, link.id, link.source)
    for claim in claims:
        about = claim.value and (claim.subject, claim.field) == (f"link:{link.id}", _FIELD)
        if about and claim.certainty is not Certainty.DENIED:
            km = parse_quantity(claim.value)
            yield StatedKm(km, claim.where, "value", link.id, claim.source)


def stated_between(case: Case, ends: tuple[str, str], mode: Mode) -> list[StatedKm]:
    """
    Give the lengths that a case states between two places.

    Parameters
    ----------
    case
        As read.
    ends
        Ids of the places.
    mode
        How it is travelled; a link of unknown mode states a distance for any.

    Returns
    -------
    list of StatedKm
        Those of links from end to end in either direction, in the order of the table.
    """
    links = [link for link in case.links if link.mode in {mode, Mode.UNKNOWN}]
    ours = [link for link in links if (link.stops[0], link.stops[-1]) in {ends, ends[::-1]}]
    return [stated for link in ours for stated in stated_lengths(link, case.claims)]
