"""Differences: what a sentence is about, and the sentence."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple


class Change(StrEnum):
    """What has become of something."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    RENAMED = "renamed"


#: Titles of what differences are about, in the order in which they are told.
GROUPS: Mapping[str, str] = {
    "case": "The case",
    "events": "Events",
    "claims": "Claims",
    "links": "Routes",
    "services": "Services",
    "journeys": "Journeys",
    "flows": "Counts",
    "places": "Places",
    "sources": "Sources",
    "actors": "People and organisations",
    "media": "Pictures",
    "findings": "What check finds",
}


class Field(NamedTuple):
    """What differs of a row: its name as in the header line, and both values in words."""

    name: str
    was: str
    now: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """
    One thing that differs.

    Attributes
    ----------
    group
        Key of `GROUPS`.
    change
        What has become of it.
    ref
        `kind:id` of what it is about (`event:e28`), as claims name their subjects; of what was
        renamed, by its new id. Empty for the case as a whole.
    sentence
        To be read aloud; may hold text of the case as it was typed.
    fields
        What differs; empty for what came or went as a whole.
    heading, parts
        Of a row that changed: what the sentence begins with and what it says, so that more can
        be said in it.
    """

    group: str
    change: Change
    ref: str
    sentence: str
    fields: tuple[Field, ...] = ()
    heading: str = ""
    parts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """
    Two versions, and how they differ.

    Attributes
    ----------
    before, after
        What they are called.
    differences
        In the order of `GROUPS`.
    notes
        What could not be compared, and why; empty where everything could.
    """

    before: str
    after: str
    differences: tuple[Difference, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def same(self) -> bool:
        """Tell whether nothing differs and everything could be compared."""
        return not self.differences and not self.notes

    @property
    def by_group(self) -> dict[str, list[Difference]]:
        """Give the differences by what they are about; without groups that have none."""
        groups: dict[str, list[Difference]] = {
            group: [one for one in self.differences if one.group == group] for group in GROUPS
        }
        return {group: those for group, those in groups.items() if those}

    @property
    def count(self) -> str:
        """Say how many there are: `3 differences: 1 added, 2 changed`."""
        number = len(self.differences)
        if not number:
            return "no differences"
        kinds = Counter(one.change for one in self.differences)
        listed = ", ".join(f"{kinds[change]} {change}" for change in Change if kinds[change])
        return f"{number} difference{'s' * (number > 1)}: {listed}"
