"""Journeys: ordered legs of one movement."""

from dataclasses import dataclass

from geo.columns import column, identifier, one_of, text, whole_number
from geo.dates import NO_DATE, DateBasis, FuzzyDate, parse_date
from geo.errors import Where
from geo.evidence import Evidence
from geo.quantities import NO_QUANTITY, Quantity, parse_count, parse_duration
from routes.links import Mode


@dataclass(frozen=True, slots=True, kw_only=True)
class LegRow(Evidence):
    """
    A row of `journeys.csv`: one leg of a journey.

    Attributes
    ----------
    leg, alternative
        Legs of one number and different letters are either/or.
    from_, to
        Place ids (columns `from` and `to`); empty = not stated.
    link
        Id of the link whose line it uses; may be empty.
    duration, stay
        Seconds; `stay` is spent at `to`.
    """

    where: Where
    journey: str = column(identifier, required=True)
    leg: int = column(whole_number, required=True, default=0)
    alternative: str = column(identifier)
    name: str = column(text)
    from_: str = column(identifier, refers_to="places")
    to: str = column(identifier, refers_to="places")
    mode: Mode = column(one_of(Mode), required=True)
    link: str = column(identifier, refers_to="links")
    duration: Quantity = column(parse_duration, default=NO_QUANTITY)
    stay: Quantity = column(parse_duration, default=NO_QUANTITY)
    persons: Quantity = column(parse_count, default=NO_QUANTITY)
    date: FuzzyDate = column(parse_date, default=NO_DATE)
    date_basis: DateBasis | None = column(one_of(DateBasis), default=None)
    date_text: str = column(text)
    note: str = column(text)
    extra: tuple[tuple[str, str], ...] = ()

    @property
    def id(self) -> str:
        """Journey, leg and alternative: `r16-1`, `r16-3b`."""
        return f"{self.journey}-{self.leg}{self.alternative}"
