"""Columns that tell what a row rests on, beside its own evidence."""

from collections.abc import Callable
from typing import Any

from maps.export.data.background import Background
from maps.export.data.table import Derived, Field, Type


def evidence_columns(
    known: Background,
    kind: str,
    row: Callable[[Any], Any],
    *,
    name: Callable[[Any], str] = lambda record: record.id,
) -> list[Derived]:
    """
    Give the columns that tell what rows rest on.

    Parameters
    ----------
    known
        The case.
    kind
        Of the subject of claims: `event`.
    row
        Finds the record in what a row is about.
    name
        Gives the id of a record.

    Returns
    -------
    list of Derived
        Sources by id and by title, who says it, the numbers of claims and contradictions.
    """

    def subjects(thing: Any) -> tuple[str, ...]:
        record = row(thing)  # claims about a journey may name a leg of it
        return tuple(dict.fromkeys((f"{kind}:{name(record)}", f"{kind}:{record.id}")))

    def ref(thing: Any) -> str:
        return f"{kind}-{name(row(thing))}"

    return [
        Derived(
            Field("sources", Type.TEXT, "ids of the sources of the row and of claims about it"),
            lambda thing: ";".join(known.sources(row(thing), *subjects(thing))),
        ),
        Derived(
            Field("source_titles", Type.TEXT, "the same by their titles"),
            lambda thing: known.titles(known.sources(row(thing), *subjects(thing))),
        ),
        Derived(
            Field("said_by", Type.TEXT, "attributed_to in words"),
            lambda thing: known.ledger.speakers(row(thing)),
        ),
        Derived(
            Field("claims", Type.WHOLE, "number of claims about it"),
            lambda thing: known.claims(*subjects(thing)),
        ),
        Derived(
            Field("contradictions", Type.WHOLE, "number of things that its sources differ about"),
            lambda thing: known.contradictions(ref(thing)),
        ),
    ]
