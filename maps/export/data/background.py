"""What is known about the rows of a case beside the rows themselves."""

from collections.abc import Iterable
from typing import Any

from geo.places import Place
from maps.export.press import Press
from maps.page.entries.entry import Entry
from maps.page.entries.evidence import Ledger


class Background:
    """
    A charted case, with what the columns of its tables ask for by id.

    Parameters
    ----------
    press
        The case on its way out.
    """

    def __init__(self, press: Press) -> None:
        self.press = press
        self.case = press.case
        self.ledger = Ledger(press.case)
        self.places: dict[str, Place] = {place.id: place for place in press.charted.places}
        listed = (entry for section in press.sections for entry in section.entries)
        self.entries: dict[str, Entry] = {entry.ref: entry for entry in listed}

    def claims(self, *subjects: str) -> int:
        """Count the claims about subjects (`event:e28`)."""
        return sum(len(self.ledger.claims.get(subject, ())) for subject in subjects)

    def contradictions(self, ref: str) -> int:
        """Count what sources disagree about in the entry of a ref (`event-e28`)."""
        entry = self.entries.get(ref)
        return sum(not differ.agree for differ in entry.differing) if entry else 0

    def sources(self, row: Any, *subjects: str) -> list[str]:
        """Give the ids of the sources of a row and of the claims about it, each once."""
        claims = [claim for subject in subjects for claim in self.ledger.claims.get(subject, ())]
        named = (getattr(each, "source", "") for each in (row, *claims))
        return list(dict.fromkeys(source for source in named if source))

    def titles(self, sources: Iterable[str]) -> str:
        """Name sources by their titles."""
        return "; ".join(self.ledger.sources[source].title for source in sources)

    def place_name(self, place: str) -> str:
        """Name a place by its id; empty where none is stated."""
        return self.places[place].name if place in self.places else ""

    def off_map(self, ref: str) -> str:
        """Say why nothing is drawn for an entry; empty where something is."""
        entry = self.entries.get(ref)
        return entry.off_map if entry else ""
