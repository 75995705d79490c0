"""All checks of a case, one after the other."""

from collections.abc import Callable, Iterator, Sequence

from geo.errors import Finding
from geo.places import Place
from maps.case.case import Case
from maps.check.acknowledged import acknowledge
from maps.check.chronology import find_told_before
from maps.check.detours import find_detours
from maps.check.differences import find_differences
from maps.check.distances import find_odd_distances
from maps.check.evidence import find_undated_sources, find_unsourced_events
from maps.check.report import in_order
from maps.check.speeds import find_odd_speeds
from maps.check.sums import find_wrong_sums
from maps.check.unused import find_unused
from routes.route import Route

Check = Callable[[Case, Sequence[Place], Sequence[Route]], Iterator[Finding]]

CHECKS: tuple[Check, ...] = (
    find_wrong_sums,
    find_differences,
    find_odd_distances,
    find_detours,
    find_odd_speeds,
    find_unsourced_events,
    find_told_before,
    find_undated_sources,
    find_unused,
)


def check_case(case: Case, places: Sequence[Place], routes: Sequence[Route]) -> list[Finding]:
    """
    Find what a reader of the case would trip over.

    Parameters
    ----------
    case
        As read; its own warnings are among the findings.
    places, routes
        Its places and lines.

    Returns
    -------
    list of Finding
        Warnings, then notes, each in the order of files and lines; no errors.
    """
    found = [finding for find in CHECKS for finding in find(case, places, routes)]
    settings = case.settings
    return in_order(acknowledge([*case.warnings, *found], settings.acknowledged, settings.where))
