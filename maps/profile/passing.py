"""Which rows pass a profile by themselves: status, certainty, and what is hidden by its id."""

from dataclasses import replace
from typing import Any

from geo.dates import NO_DATE
from geo.evidence import Certainty, Evidence
from geo.places import PlaceRow
from maps.case.case import Case
from maps.case.rows import EventRow, EventStatus
from maps.case.settings import Profile
from maps.case.tables import REFERRED, TABLES, attribute, rows_of

_BESIDE = {Certainty.PLANNED, Certainty.DENIED}
_SCALE: list[Certainty] = [word for word in Certainty if word not in _BESIDE]


def passing(case: Case, profile: Profile) -> Case:
    """
    Leave out the rows that a profile does not let pass.

    Parameters
    ----------
    case
        As read.
    profile
        What may leave the house.

    Returns
    -------
    Case
        Rows that pass, in their order; what they refer to may be gone.

    Notes
    -----
    A row is judged by its own certainty alone, and an empty one counts as `reported`, as it is
    shown. A place without a certainty is no statement and passes, but for evidence that would be
    shown as `reported` where that is not enough.
    """
    hidden = frozenset(profile.hide)
    tables: dict[str, Any] = {
        attribute(table): tuple(
            _as_sure(row, profile)
            for row in rows_of(case, table)
            if getattr(row, REFERRED.get(table, "id")) not in hidden and _passes(row, profile)
        )
        for table in TABLES
    }
    # one leg of a journey may be hidden by its own id, too
    legs = tuple(leg for leg in tables["legs"] if leg.id not in hidden)
    return replace(case, **{**tables, "legs": legs})


def _passes(row: Any, profile: Profile) -> bool:
    """Tell whether the status and the certainty of a row let it pass."""
    if isinstance(row, EventRow) and not _status_passes(row, profile):
        return False
    return not isinstance(row, Evidence) or _certainty_passes(row, profile)


def _as_sure(row: Any, profile: Profile) -> Any:
    """Take from a place the evidence that is not sure enough."""
    if not isinstance(row, PlaceRow) or row.certainty or not profile.min_certainty:
        return row
    if _is_enough(Certainty.REPORTED, profile):
        return row
    return replace(row, source="", locator="", phrase="", attributed_to=(), stated_on=NO_DATE)


def _status_passes(row: EventRow, profile: Profile) -> bool:
    """Tell whether an event may leave by its status."""
    if row.status is None:
        return profile.include_unmarked
    return row.status is EventStatus.PUBLISHED or profile.include_drafts


def _certainty_passes(row: Evidence, profile: Profile) -> bool:
    """Tell whether a statement is sure enough."""
    if not profile.min_certainty or (isinstance(row, PlaceRow) and row.certainty is None):
        return True
    return _is_enough(row.certainty or Certainty.REPORTED, profile)


def _is_enough(certainty: Certainty, profile: Profile) -> bool:
    """Hold a certainty against the least that passes."""
    if certainty not in _SCALE:
        return certainty in profile.also
    return _SCALE.index(certainty) <= _SCALE.index(Certainty(profile.min_certainty))
