"""A rule: what a finding is called, what it is about, and why a reader would care."""

from typing import NamedTuple

from geo.errors import Level


class Rule(NamedTuple):
    """
    One kind of finding.

    Attributes
    ----------
    name
        As findings carry it and `[[acknowledged]]` takes it.
    level
        How serious it is as a rule; a finding of it may be milder where its case is.
    found
        What is found, for the documentation; a sentence without its stop.
    why
        Why it matters to a reader of the map, or to the editor; a sentence without its stop.
    """

    name: str
    level: Level
    found: str
    why: str
