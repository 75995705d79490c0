"""A case on its way out of the house: a profile applied, and what stands in its way told."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from geo.errors import CaseError, Finding
from geo.places import Place
from maps.case.case import Case
from maps.case.tables import file_order
from maps.check.acknowledged import PROFILE
from maps.profile.apply import applied, profile_named
from maps.profile.blur import blurred, find_one_spot, true_spots
from maps.profile.hidden import Spot, secrets, spots
from maps.profile.key import checked_key
from maps.profile.texts import find_names, find_positions
from maps.profile.windows import find_pointers

#: So near to the stated position of a hidden place nothing may point.
HIDDEN_KM = 5.0
FindPlaces = Callable[[Case], tuple[list[Place], list[Finding]]]


class Edition(NamedTuple):
    """A case, the profile that it is built with, and the key for its positions."""

    folder: Path
    profile: str = ""
    key: str = ""


class Released(NamedTuple):
    """A case that may leave, and the places by whose data its positions were found."""

    case: Case
    places: Sequence[Place] = ()


def release(case: Case, edition: Edition, find_places: FindPlaces) -> Released:
    """
    Make of a case what a profile lets out.

    Parameters
    ----------
    case
        As read.
    edition
        Which profile, with which key.
    find_places
        Looks up the places of a case; it is given what the profile lets out, and only where
        positions are moved.

    Returns
    -------
    Released
        The case, and its places with their true positions where they were moved.

    Raises
    ------
    CallError
        The case has no such profile, or positions are to be moved and there is no good key.
    CaseError
        Places that cannot be settled; texts, views and notes that still tell what is hidden or
        moved and that no answer in `[[acknowledged]]` lets pass.
    """
    profile = profile_named(case, edition.profile)
    kept = applied(case, profile)
    key = checked_key(edition.key, profile.name) if profile.blur_km else b""
    secret = secrets(case, kept, profile.hide)
    found = list(find_names(kept, secret))
    points = spots(case, profile.hide, HIDDEN_KM)
    if not profile.blur_km:
        _refuse(case, [*found, *_pointers(kept, points)])
        return Released(kept)
    places, problems = find_places(kept)
    if problems:
        _refuse(case, [*problems, *found])
    moved = blurred(kept, places, profile.blur_km, key)
    _refuse(case, [*found, *_pointers(moved, [*points, *true_spots(places, profile.blur_km)])])
    warned = tuple(find_one_spot(places, profile.blur_km))
    return Released(replace(moved, warnings=warned), places)


def _pointers(case: Case, points: Sequence[Spot]) -> list[Finding]:
    """Find all that points at a position."""
    return [*find_positions(case, points), *find_pointers(case, points)]


def _refuse(case: Case, found: Sequence[Finding]) -> None:
    """Stop at what is not acknowledged, each by itself."""
    answered = {answer.finding for answer in case.settings.acknowledged}
    left = [each for each in found if f"{PROFILE}:{each.subject}" not in answered]
    if left:
        raise CaseError(sorted(left, key=lambda finding: file_order(finding.where)))
