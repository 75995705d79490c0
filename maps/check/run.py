"""All checks of a case, one after the other."""

from collections.abc import Callable, Iterator, Sequence

from geo.errors import Finding
from geo.places import Place
from maps.case.case import Case
from maps.check.acknowledged import acknowledge
from maps.check.chronology import find_told_before
from maps.check.countries_named import find_other_countries
from maps.check.counts import find_differing_flows
from maps.check.date_texts import find_other_date_texts
from maps.check.detours import find_detours
from maps.check.differences import find_differences
from maps.check.distances import find_odd_distances
from maps.check.duplicates import find_duplicates
from maps.check.evidence import (
    find_odd_source_dates,
    find_undated_sources,
    find_unreachable_sources,
    find_unsourced_events,
)
from maps.check.journey_order import find_legs_backwards
from maps.check.look_alikes import find_look_alikes
from maps.check.nearness import find_too_near
from maps.check.numbers import find_same_numbers
from maps.check.origins import find_weak_support
from maps.check.placement import find_doubtful_places
from maps.check.report import in_order
from maps.check.service_states import find_outside_periods, find_service_conflicts
from maps.check.speeds import find_odd_speeds
from maps.check.sums import find_wrong_sums
from maps.check.survey import Survey, survey_case
from maps.check.unused import find_unused
from maps.check.whereabouts import find_misplaced
from routes.route import Route

Check = Callable[[Survey], Iterator[Finding]]

CHECKS: tuple[Check, ...] = (
    find_wrong_sums,
    find_differing_flows,
    find_same_numbers,
    find_differences,
    find_odd_distances,
    find_detours,
    find_odd_speeds,
    find_service_conflicts,
    find_outside_periods,
    find_legs_backwards,
    find_other_date_texts,
    find_unsourced_events,
    find_weak_support,
    find_other_countries,
    find_told_before,
    find_duplicates,
    find_look_alikes,
    find_too_near,
    find_misplaced,
    find_odd_source_dates,
    find_undated_sources,
    find_unreachable_sources,
    find_doubtful_places,
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
    survey = survey_case(case, places, routes)
    found = [finding for find in CHECKS for finding in find(survey)]
    findings, settings = [*case.warnings, *found], case.settings
    return in_order(acknowledge(findings, settings.acknowledged, settings.where, case.lines))
