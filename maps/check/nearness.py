"""Places that stand nearer to each other than anybody knows where they are."""

from collections.abc import Iterator, Sequence

import numpy as np

from geo.coords import distance_m
from geo.errors import Finding, Level
from geo.places import WIDE_KINDS, Place, PlaceKind
from geo.precision import doubt_km
from maps.check.survey import Survey

RULE = "too-near"
#: What one calls a town is another's city.
TOWNS = frozenset({PlaceKind.CITY, PlaceKind.TOWN})
#: Degrees of latitude to a kilometre, at least.
_DEGREES_KM = 1 / 110.5


def find_too_near(survey: Survey) -> Iterator[Finding]:
    """
    Find places of one kind that may be one: nearer to each other than their pins may be off.

    Parameters
    ----------
    survey
        What is checked.

    Yields
    ------
    Finding
        A note at the later of two places of one kind, neither within the other, each with a
        position; areas and regions are left alone.
    """
    pins = [p for p in survey.places if p.position and p.kind not in WIDE_KINDS]
    for one, other in _near(pins):
        apart_km = distance_m(one.position, other.position) / 1000  # type: ignore[arg-type]  # pins
        known_km = max(doubt_km(one), doubt_km(other))
        if apart_km > known_km or one.id == other.row.within or other.id == one.row.within:
            continue
        yield Finding(
            other.row.where,
            "radius_km",
            f"{apart_km:.1f} km from {one.name} ({one.row.where}), a {one.kind} as well, "
            f"while a pin may be off by {known_km:g} km",
            "two places, or one under two names? narrow radius_km where more is known",
            Level.NOTE,
            RULE,
            f"place:{other.id}",
        )


def _near(pins: Sequence[Place]) -> Iterator[tuple[Place, Place]]:
    """Pair places of one kind whose latitudes are near enough, in the order of the table."""
    if not pins:
        return
    lats = np.array([pin.position.lat for pin in pins if pin.position])
    reach = max(doubt_km(pin) for pin in pins) * _DEGREES_KM
    order = np.argsort(lats, kind="stable")
    pairs = []
    for at, first in enumerate(order):
        until = np.searchsorted(lats[order], lats[first] + reach, side="right")
        pairs += [tuple(sorted((int(first), int(n)))) for n in order[at + 1 : until]]
    for one, other in sorted(pairs):
        if TOWNS.issuperset((pins[one].kind, pins[other].kind)) or (
            pins[one].kind is pins[other].kind
        ):
            yield pins[one], pins[other]
