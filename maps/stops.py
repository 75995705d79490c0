"""What the links of a case say about where their stops are."""

from collections.abc import Callable, Mapping

from geo.coords import LonLat
from geo.places import WIDE_KINDS
from maps.case.case import Case
from routes.links import Mode
from routes.network import Networks
from routes.off_line import off_line_km


def lines_at_stops(case: Case, networks: Networks) -> Mapping[str, Callable[[LonLat], float]]:
    """
    Give what tells how far a position is from the rails, for the stops of links by rail.

    Parameters
    ----------
    case
        As read.
    networks
        The rail network among them is read only when one of these functions is called.

    Returns
    -------
    Mapping
        By place id; kilometres from a position in degrees. Regions and countries are left out:
        no pin of theirs is on a line.
    """
    wide = {row.id for row in case.places if row.kind in WIDE_KINDS}
    stops = {stop for link in case.links if link.mode is Mode.RAIL for stop in link.stops}

    def off_rails_km(at: LonLat) -> float:
        return off_line_km(networks.rail(), at)

    return dict.fromkeys(stops - wide, off_rails_km)
