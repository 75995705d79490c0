"""Claims: about something that is there, in a column that it has, with a value of its kind."""

from collections.abc import Iterator, Mapping

from geo.columns import Column, columns_of, nearest_help
from geo.errors import Finding, ValueProblem
from geo.records import FREE
from maps.case.case import Case
from maps.case.known import KnownIds
from maps.case.references import dangling, named_ids
from maps.case.rows import ClaimRow, Subject
from maps.case.tables import TABLES

#: Table of each kind of subject.
SUBJECT_TABLES: Mapping[str, str] = {
    kind: "journeys" if kind is Subject.JOURNEY else f"{kind}s" for kind in Subject
}


def check_claims(case: Case, known: KnownIds) -> Iterator[Finding]:
    """
    Find claims that cannot be held against their subject.

    Parameters
    ----------
    case
        The case.
    known
        Its ids.

    Yields
    ------
    Finding
        A subject that is not there, a field that its table does not have, a value that is not
        one of that field, a value without a field.
    """
    schemas = {name: columns_of(record) for name, record in TABLES.items()}
    legs = {leg.id for leg in case.legs}
    for claim in case.claims:
        if not claim.subject:
            continue
        kind, _, name = claim.subject.partition(":")
        table = SUBJECT_TABLES[kind]
        leg = table == "journeys" and (name in legs or known.lost[table])
        if known.lacks(table, name) and not leg:
            message = f"“{claim.subject}” is not there"
            help_ = known.nearest(table, name)
            yield Finding(claim.where, "subject", message, help_, rule="reference")
        yield from _value_findings(claim, table, schemas[table], known)


def _value_findings(
    claim: ClaimRow, table: str, columns: Mapping[str, Column], known: KnownIds
) -> Iterator[Finding]:
    """Check field and value of a claim against the columns of its subject's table."""
    if not claim.field:
        if claim.value:
            message = f"“{claim.value}” is the value of no field"
            yield Finding(claim.where, "value", message, "name the column in field", rule="claim")
        return
    if claim.field not in columns:
        if not claim.field.startswith(FREE):
            message = f"“{claim.field}” is not a column of {table}"
            help_ = nearest_help(claim.field, columns)
            yield Finding(claim.where, "field", message, help_, rule="claim")
        return
    column = columns[claim.field]
    if not claim.value:
        return
    try:
        value = column.parse(claim.value)
    except ValueProblem as problem:
        message = f"as {claim.field}: {problem.message}"
        yield Finding(claim.where, "value", message, problem.help, rule="claim")
        return
    if column.refers_to:
        for name in named_ids(value):
            if known.lacks(column.refers_to, name):
                yield dangling(claim, column._replace(name="value"), name, known)
