"""Notes: what each statement rests on, numbered in the order in which a reader meets them."""

from dataclasses import replace

from maps.export.report.blocks import Look, Run, Runs, joined, run, runs_of
from maps.page.entries.entry import Entry, Said

NO_SOURCE = "no source stated"
EDITORS = "Editors"
#: Details that stand with the name of the source.
_OF_SOURCE = ("publisher", "published")


def is_told(said: Said) -> bool:
    """Tell whether a statement has anything behind it: a source, words, a certainty."""
    return bool(said.source.text or said.certainty or said.note or said.phrase)


class Notes:
    """The notes of a report, as they are gathered."""

    def __init__(self) -> None:
        self.texts: list[Runs] = []
        self._named: set[str] = set()

    def mark(self, *statements: Said) -> Runs:
        """
        Put statements into notes.

        Parameters
        ----------
        *statements
            With their basis.

        Returns
        -------
        tuple of Run
            The mark of one note each, in their order; a statement that names no source, no words
            and no certainty has none.
        """
        marks = []
        for said in statements:
            if is_told(said):
                self.texts.append(self.text(said, said.what))
                marks.append(Run("", note=len(self.texts)))
        return tuple(marks)

    def of(self, entry: Entry) -> Runs:
        """
        Put the evidence of an entry into notes.

        Parameters
        ----------
        entry
            With the evidence of the row, and with the fields on which its sources agree.

        Returns
        -------
        tuple of Run
            Their marks.
        """
        agreed = (
            replace(said, what=f"{differ.label}: {said.what}")
            for differ in entry.differing
            if differ.agree
            # the first is the row itself, whose evidence stands before
            for said in differ.sides[differ.chosen :]
        )
        return self.mark(*entry.said, *agreed)

    def text(self, said: Said, what: str = "") -> Runs:
        """
        Say what a statement rests on.

        Parameters
        ----------
        said
            The statement.
        what
            The value that it gives, where that does not stand beside it.

        Returns
        -------
        tuple of Run
            Source, place in it, who speaks and when, the words as printed, how sure.
        """
        parts = [self._source(said)]
        parts += [
            (run(value if label == "at" else f"{label} {value}"),)
            for label, value in said.details
            if label not in _OF_SOURCE
        ]
        told = (
            (what, Look.PLAIN),
            (f"“{said.phrase}”" if said.phrase else "", Look.QUOTE),
            (said.certainty, Look.PLAIN),
            (f"{EDITORS}: {said.note}" if said.note else "", Look.PLAIN),
        )
        parts += [(run(text, look),) for text, look in told if text]
        return joined(parts, "; ")

    def _source(self, said: Said) -> Runs:
        """Name a source: in full where it is named first, after that by its short name."""
        if not said.source.text:
            return (Run(NO_SOURCE),)
        if said.source.ref in self._named:
            return runs_of([said.short])
        self._named.add(said.source.ref)
        details = dict(said.details)
        told = [details[label] for label in _OF_SOURCE if label in details]
        return joined([runs_of([said.source]), *((run(text),) for text in told)], ", ")
