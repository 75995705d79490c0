"""Places of the gazetteer, before they are numbered."""

import sys
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from geo.coords import LonLat  # noqa: E402 - of this checkout, whatever is installed
from geo.places import PlaceKind  # noqa: E402
from geo.toponyms import fold, short_names  # noqa: E402

_fold = cache(fold)
_short_names = cache(short_names)


@dataclass(frozen=True, slots=True)
class Entry:
    """One place; it goes by `names` and by those of the town with the id `follows`."""

    id: str
    name: str
    kind: PlaceKind
    country: str
    position: LonLat
    population: int = 0
    radius_km: float = 0.0
    region: str = ""
    names: frozenset[str] = field(default_factory=frozenset)
    follows: str = ""
    ids: frozenset[str] = field(default_factory=frozenset)

    def folded(self) -> set[str]:
        """Give the folded names, the official ones also in short but of districts."""
        names = {self.name, *self.names}
        if self.kind is not PlaceKind.REGION or not self.region:
            names |= {short for name in names for short in _short_names(name, self.kind)}
        return {_fold(name) for name in names} - {""}


def geonames_id(number: str | int) -> str:
    """Write the id of a GeoNames entry."""
    return f"geonames:{number}"
