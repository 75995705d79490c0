"""Claims in sentences: who says what now, and who no longer does."""

from collections.abc import Iterator, Sequence
from typing import Any

from geo.columns import Column, columns_of
from geo.errors import ValueProblem
from geo.evidence import Certainty
from maps.case.claims import SUBJECT_TABLES
from maps.case.rows import ClaimRow
from maps.case.tables import REFERRED, TABLES, rows_of
from maps.diff.matching import Pair
from maps.diff.names import Names
from maps.diff.sides import Side
from maps.diff.values import NOT_STATED, words
from maps.diff.wording import label_of

_ORDINALS = (
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
)  # fmt: skip


def claim_heading(row: ClaimRow, names: Names) -> str:
    """
    Name a claim by what it is about.

    Parameters
    ----------
    row
        The claim.
    names
        What its subject is called.

    Returns
    -------
    str
        `claim c2 about event e28, “Title”`.
    """
    return f"claim {row.id} about {names.subject(row.subject)}"


def claim_added(pair: Pair, row: ClaimRow, before: Sequence[ClaimRow]) -> str:
    """
    Say what a source says now.

    Parameters
    ----------
    pair
        The two versions.
    row
        A claim that the second has alone.
    before
        Further claims of that kind that have been told already.

    Returns
    -------
    str
        `A second source, “NK News”, now gives the date of event e28, “Title”, as 6 February 2024
        (claim c2, reported).`
    """
    told = [*_statements(pair.before, row.subject), *_about(before, row.subject)]
    return f"{_who(row, told, pair.after.names)} now {_says(row, pair.after.names)}{_basis(row)}."


def claim_removed(row: ClaimRow, names: Names) -> str:
    """
    Say what a source is no longer cited for.

    Parameters
    ----------
    row
        A claim that the first version has alone.
    names
        What things are called there.

    Returns
    -------
    str
        `No longer cited: “NK News”, which gives the date of event e28 as … (claim c2, reported).`
    """
    who = _source(row, names) if row.source else "a claim without a source"
    return f"No longer cited: {who}, which {_says(row, names)}{_basis(row)}."


def _who(row: ClaimRow, told: Sequence[Any], names: Names) -> str:
    """Name the source of a claim, and say the how many-th it is for what it speaks about."""
    if not row.source:
        return "A claim without a source"
    who = _source(row, names)
    sources = list(dict.fromkeys(one.source for one in told if one.source))
    if row.source in sources:
        return f"{who}, cited already,"
    origins = {one.attributed_to[0] for one in told if one.attributed_to}
    if row.attributed_to and row.attributed_to[0] in origins:
        return f"{who}, relaying {names.title('actors', row.attributed_to[0])} as others do,"
    nth = len(sources)
    return f"{f'A {_ORDINALS[nth]}' if nth < len(_ORDINALS) else 'Another'} source, {who},"


def _source(row: ClaimRow, names: Names) -> str:
    """Name the source of a claim by title and publisher."""
    source = names.row("sources", row.source)
    if source is None:
        return row.source
    publisher = source.publisher
    apart = publisher and publisher.casefold() not in source.title.casefold()
    return f"“{source.title}”" + (f" ({publisher})" if apart else "")


def _says(row: ClaimRow, names: Names) -> str:
    """Say what a claim says of its subject."""
    subject = names.subject(row.subject)
    denies = row.certainty is Certainty.DENIED
    if not row.field:
        return f"{'denies' if denies else 'supports'} {subject}"
    what = f"the {label_of(row.field)} of {subject}"
    value = _value(row, names)
    closed = "," if what.endswith("”") else ""
    verb, of = ("denies that", "is") if denies else ("gives", "as")
    return f"{verb} {what}{closed} {of} {value}"


def _value(row: ClaimRow, names: Names) -> str:
    """Say the value of a claim as the column that it is about reads it."""
    column = _column(row)
    if not row.value:
        return NOT_STATED
    if column is None:
        return f"“{row.value}”"
    try:
        return words(column.parse(row.value), column, names)
    except ValueProblem:
        return f"“{row.value}”"


def _column(row: ClaimRow) -> Column | None:
    """Find the column that a claim is about; `None` for one of the editors' own."""
    table = SUBJECT_TABLES.get(row.subject.partition(":")[0])
    return columns_of(TABLES[table]).get(row.field) if table else None


def _basis(row: ClaimRow) -> str:
    """Give the id of a claim and how sure it is."""
    certainty = row.certainty or Certainty.REPORTED
    return f" (claim {row.id}, {certainty})"


def _statements(side: Side, subject: str) -> Iterator[Any]:
    """Give what is said of a row: the row's own evidence, then claims."""
    kind, _, name = subject.partition(":")
    table = SUBJECT_TABLES.get(kind, "")
    case = side.reading.case
    for row in rows_of(case, table) if table else ():
        named = {getattr(row, REFERRED.get(table, "id")), row.id}
        if name in named and hasattr(row, "source"):
            yield row
    yield from _about(case.claims, subject)


def _about(claims: Sequence[ClaimRow], subject: str) -> Iterator[ClaimRow]:
    """Give the claims about a row."""
    return (claim for claim in claims if claim.subject == subject)
