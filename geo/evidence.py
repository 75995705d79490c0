"""The basis of a statement: who says it, where, and how surely."""

from dataclasses import dataclass
from enum import StrEnum

from geo.columns import column, identifier, names, one_of, phrase, text
from geo.dates import NO_DATE, FuzzyDate, parse_date


class Certainty(StrEnum):
    """How sure a statement is, strongest first; `planned` and `denied` stand beside the scale."""

    CONFIRMED = "confirmed"
    OFFICIAL = "official"
    REPORTED = "reported"
    HEARSAY = "hearsay"
    INFERRED = "inferred"
    SPECULATED = "speculated"
    PLANNED = "planned"
    DENIED = "denied"


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """
    The columns of evidence that may stand in every table but sources and actors.

    Attributes
    ----------
    source
        Id of a source; empty = not stated.
    locator
        Where in the source (`L4`, `p. 12`, `00:03:10`).
    phrase
        A few words as printed, at most 25.
    attributed_to
        Who says it, origin first, each relay after it; ids of actors or plain names.
    stated_on
        When it was said.
    certainty
        Empty = not stated, shown as `reported`.
    """

    source: str = column(identifier, refers_to="sources")
    locator: str = column(text)
    phrase: str = column(phrase)
    attributed_to: tuple[str, ...] = column(names(">"), default=())
    stated_on: FuzzyDate = column(parse_date, default=NO_DATE)
    certainty: Certainty | None = column(one_of(Certainty), default=None)
