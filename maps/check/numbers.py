"""One number given for two things."""

from collections.abc import Iterator, Sequence

from geo.errors import Finding, Level
from maps.case.rows import FlowRow
from maps.check.survey import Survey

RULE = "same-number"
#: Smaller numbers are alike by chance.
LEAST = 100


def find_same_numbers(survey: Survey) -> Iterator[Finding]:
    """
    Find counts of one source that are alike and count different things.

    Parameters
    ----------
    survey
        What is checked.

    Yields
    ------
    Finding
        A warning at the later of two flows with one exact number of at least `LEAST`; a part
        that is all of its total, and a total that is repeated, are no slip.
    """
    first: dict[tuple[str, float, str], FlowRow] = {}
    for row in survey.case.flows:
        if not (row.value.exact and row.value.low >= LEAST):
            continue
        other = first.setdefault((row.source, row.value.low, row.measure), row)
        if other is row or row.id == other.part_of or other.id == row.part_of:
            continue
        if differing := [name for name, one, two in _counted(row, other) if one != two]:
            yield Finding(
                row.where,
                "value",
                f"{row.value.text} counts something else, too: {other.id} ({other.where})",
                f"{_listed(differing)} differ: is one a slip, of the source or of the table?",
                Level.WARNING,
                RULE,
                f"flow:{row.id}",
            )


def _counted(row: FlowRow, other: FlowRow) -> Iterator[tuple[str, object, object]]:
    """Give what each of two flows counts, side by side."""
    for name in ("period", "origin", "destination", "mode", "purpose"):
        yield name, getattr(row, name), getattr(other, name)


def _listed(names: Sequence[str]) -> str:
    """Name columns in a sentence."""
    *most, last = names
    return f"{', '.join(most)} and {last}" if most else f"the {last}s"
