"""Answers to names as text for people, as JSON and as CSV, each written as it comes."""

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from geo.answers import Answer, Status
from geo.candidate import Candidate
from geo.errors import one_line
from geo.gazetteer import Gazetteer
from geo.listing import listed
from maps.cells import inert, json_text

#: Keys of an answer, in their order.
COLUMNS = (
    "query",
    "status",
    "lon",
    "lat",
    "name",
    "kind",
    "country",
    "id",
    "precision_km",
    "score",
    "why",
    "candidates",
)
#: Candidates that are listed for people at most.
LISTED = 12
CHOOSE = "Say more of it (country, kind, near), or give one of these ids:"
_DECIMALS = 6
_LONGEST = 2_000

Writer = Callable[[Iterable[Answer], Gazetteer], Iterator[str]]


def as_json(answers: Iterable[Answer], gazetteer: Gazetteer) -> Iterator[str]:
    """
    Write answers for machines.

    Parameters
    ----------
    answers
        In the order to write.
    gazetteer
        Where regions are named.

    Yields
    ------
    str
        Lines of one JSON list, an object an answer, each with the keys of `COLUMNS`; `lon`, `lat`,
        `precision_km` and `score` are null where it is not found. Whatever would act on a terminal
        is escaped.
    """
    before = "["
    for answer in answers:
        yield before + "\n" + json_text(_fields(answer, gazetteer))
        before = ","
    yield "\n]\n" if before == "," else "[]\n"


def as_csv(answers: Iterable[Answer], gazetteer: Gazetteer) -> Iterator[str]:
    """
    Write answers for spreadsheets.

    Parameters
    ----------
    answers, gazetteer
        As `as_json`.

    Yields
    ------
    str
        A header line with `COLUMNS`, then one line an answer; `candidates` are ids separated by
        `;`. A cell that a spreadsheet would run as a formula begins with an apostrophe.
    """
    yield _line(dict.fromkeys(COLUMNS), head=True)
    for answer in answers:
        fields = _fields(answer, gazetteer)
        ids = ";".join(each["id"] for each in fields["candidates"])
        yield _line({**fields, "candidates": ids})


def _line(fields: Mapping[str, Any], *, head: bool = False) -> str:
    """Write one line of CSV."""
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS, lineterminator="\n")
    if head:
        writer.writeheader()
    else:
        writer.writerow({key: inert(value) for key, value in fields.items()})
    return text.getvalue()


def as_text(answers: Iterable[Answer], gazetteer: Gazetteer) -> Iterator[str]:
    """
    Write answers for people.

    Parameters
    ----------
    answers, gazetteer
        As `as_json`.

    Yields
    ------
    str
        For each answer a line that says what it is, one that says why, and one for each
        candidate, with the id that goes into the column `gazetteer` of `places.csv`.
    """
    for answer in answers:
        lines = [_head(answer), f"    {answer.why}"]
        if answer.status is Status.FOUND:
            lines += [f"    {answer.attribution}"] if answer.attribution else []
        else:
            offered = _offered(answer, gazetteer)
            lines += [f"    {CHOOSE}", *offered] if offered else [f"    {answer.help}"]
        yield "".join(f"{one_line(line, _LONGEST)}\n" for line in lines)


def _head(answer: Answer) -> str:
    """Write the first line of an answer."""
    asked = one_line(answer.query, 80)
    found = answer.found
    if found is None:
        return f"{asked}: {answer.status.replace('_', ' ')}"
    lon, lat = found.position
    about = f"{found.kind.replace('_', ' ')}{f' in {found.country}' if found.country else ''}"
    where = f"{lon:.10g},{lat:.10g} ± {found.radius_km:g} km"
    return f"{asked}: {found.name} ({about}) at {where} [{found.id}]"


def _offered(answer: Answer, gazetteer: Gazetteer) -> list[str]:
    """List the candidates of an answer that was not found, a line each."""
    weighed = [(each.candidate, f"{each.score:g} points") for each in answer.candidates]
    entries = weighed or [(each, "") for each in answer.excluded]
    lines = [
        f"    {listed([entry], gazetteer)}{f', {points}' if points else ''}"
        for entry, points in entries[:LISTED]
    ]
    more = len(entries) - LISTED
    return lines + ([f"    and {more} more"] if more > 0 else [])


def _fields(answer: Answer, gazetteer: Gazetteer) -> dict[str, Any]:
    """Give what is told of an answer."""
    entry = _entry(answer.found) if answer.found else dict.fromkeys(_ENTRY)
    why = " ".join(part for part in (answer.why, answer.attribution) if part)
    weighed = [
        {**_told(each.candidate, gazetteer), "score": each.score, "why": _because(each.evidence)}
        for each in answer.candidates
    ]
    excluded = [
        {**_told(each, gazetteer), "score": None, "why": "excluded by what is stated"}
        for each in answer.excluded
        if not answer.candidates
    ]
    return {
        "query": answer.query,
        "status": answer.status,
        **entry,
        "score": answer.score,
        "why": why if answer.found else f"{why} ({answer.help})" if answer.help else why,
        "candidates": weighed + excluded,
    }


_ENTRY = ("lon", "lat", "name", "kind", "country", "id", "precision_km")


def _entry(candidate: Candidate) -> dict[str, Any]:
    """Give the keys of an entry."""
    lon, lat = candidate.position
    return {
        "lon": round(lon, _DECIMALS),
        "lat": round(lat, _DECIMALS),
        "name": candidate.name,
        "kind": candidate.kind,
        "country": candidate.country,
        "id": candidate.id,
        "precision_km": candidate.radius_km,
    }


def _told(candidate: Candidate, gazetteer: Gazetteer) -> dict[str, Any]:
    """Give the keys of a candidate."""
    region = gazetteer.get(candidate.region).name if candidate.region else ""
    return {**_entry(candidate), "region": region, "population": candidate.population}


def _because(evidence: Iterable[Any]) -> str:
    """Write the points of a candidate: `80 km off +6.5, 776 inhabitants 0`."""
    told = [f"{each.words} {each.points:+g}" for each in evidence if each.words]
    return ", ".join(told)
