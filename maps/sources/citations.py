"""Sources for reference managers: CSL-JSON and BibTeX."""

import json
import re
from collections.abc import Iterator, Sequence
from typing import Any

from geo.dates import FuzzyDate, Precision
from maps.case.rows import SourceRow

#: What LaTeX would act on. A brace is a command, since BibTeX counts braces, `\{` among them.
_LATEX = {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{c: f"\\{c}" for c in "&%$#_"},
}
#: Dates that BibLaTeX reads, of those that a table takes; it has no quarters and half-years.
_DAY = r"\d{4}(-(0[1-9]|1[0-2])(-\d\d)?)?[~?%]?"
_READ_DATE = re.compile(rf"{_DAY}(/({_DAY}|\.\.))?|\.\./{_DAY}")
#: How those who are not named are told at the end of a name.
_OTHERS = re.compile(r"[\s,]*\b(?:et al\b\.?|and others|u\. ?a\.|и др\.)$", re.IGNORECASE)
#: Parts of a date by how fine it is.
_PARTS = {Precision.DAY: 3, Precision.MONTH: 2, Precision.YEAR: 1, Precision.RANGE: 3}


def as_csl(sources: Sequence[SourceRow]) -> str:
    """
    Write sources in CSL-JSON.

    Parameters
    ----------
    sources
        In the order to write.

    Returns
    -------
    str
        A list of items; the id of each is that of its row. A date that is no day, month or year
        stands as it is written (`raw`); nothing is guessed.

    Notes
    -----
    The format is that of https://github.com/citation-style-language/schema, 1.0.2.
    """
    return json.dumps([_item(row) for row in sources], ensure_ascii=False, indent=2) + "\n"


def _item(row: SourceRow) -> dict[str, Any]:
    """Write one source as a CSL item."""
    item: dict[str, Any] = {
        "id": row.id,
        "type": "webpage" if row.url else "document",
        "title": row.title,
        "author": [{"literal": name} for name in _authors(row)],
        "container-title": row.publisher if row.url else "",
        "publisher": row.publisher,
        "issued": _csl_date(row.published),
        "accessed": _csl_date(row.checked),
        "language": row.language,
        "URL": row.url,
        "archive_location": row.archive_url,
        "note": row.note,
    }
    return {key: value for key, value in item.items() if value}


def _authors(row: SourceRow) -> list[str]:
    """List the authors of a source as they are named."""
    return [name.strip() for name in row.author.split(";") if name.strip()]


def _csl_date(when: FuzzyDate) -> dict[str, Any]:
    """Write a date in CSL; an empty mapping for none."""
    if not when:
        return {}
    parts = _date_parts(when)
    if not parts:
        return {"raw": when.text}
    found: dict[str, Any] = {"date-parts": parts}
    return found | ({"circa": True} if when.approximate or when.uncertain else {})


def _date_parts(when: FuzzyDate) -> list[list[int]]:
    """Give year, month and day as far as they are known, of a closed span both ends; else none."""
    days = [when.start, when.end] if when.precision is Precision.RANGE else [when.start]
    if when.precision not in _PARTS:
        return []
    cut = _PARTS[when.precision]
    return [[day.year, day.month, day.day][:cut] for day in days if day] if all(days) else []


def as_bibtex(sources: Sequence[SourceRow]) -> str:
    """
    Write sources in BibTeX.

    Parameters
    ----------
    sources
        In the order to write.

    Returns
    -------
    str
        `@misc` entries, UTF-8, which BibLaTeX takes as well; the key of each is the id of its
        row. Marks that LaTeX would act on are escaped; addresses stand as they are. A date that
        BibLaTeX could not read is told by its year alone, where it has one.
    """
    return "\n".join(_entry(row) for row in sources)


def _entry(row: SourceRow) -> str:
    """Write one source as an entry."""
    lines = [f"  {name} = {{{value}}}," for name, value in _fields(row)]
    return "\n".join([f"@misc{{{row.id},", *lines, "}", ""])


def _fields(row: SourceRow) -> Iterator[tuple[str, str]]:
    """Give the fields of an entry that are stated."""
    began = row.published.start
    fields = {
        "title": f"{{{_latex(row.title)}}}",
        "author": " and ".join(_names(row)),
        "publisher": _latex(row.publisher),
        # `@misc` shows no publisher, reference managers want none but that
        "howpublished": _latex(row.publisher),
        "year": str(began.year) if began and began.year == _last(row.published) else "",
        "date": _date(row.published),
        "url": _address(row.url),
        "urldate": _date(row.checked),
        "langid": row.language,
        "note": _latex(row.note),
        "addendum": _archived(row.archive_url),
    }
    return ((name, value) for name, value in fields.items() if value)


def _names(row: SourceRow) -> Iterator[str]:
    """Give the authors, each in braces that keep a comma in it; `others` for those not named."""
    for name in _authors(row):
        if known := _OTHERS.sub("", name):
            yield f"{{{_latex(known)}}}"
    if any(_OTHERS.search(name) for name in _authors(row)):
        yield "others"


def _date(when: FuzzyDate) -> str:
    """Write a date as BibLaTeX reads it; empty where it reads none."""
    return when.text if _READ_DATE.fullmatch(when.text) else ""


def _last(when: FuzzyDate) -> int:
    """Give the year in which a span ends; 0 where its end is open."""
    return when.end.year if when.end else 0


def _address(url: str) -> str:
    """Write an address so that no brace in it ends a field."""
    return url.replace("{", "%7B").replace("}", "%7D")


def _archived(url: str) -> str:
    """Name an archived copy; within a text of LaTeX % and # are escaped in an address, too."""
    escaped = re.sub("[%#]", r"\\\g<0>", _address(url))
    return rf"Archived: \url{{{escaped}}}" if url else ""


def _latex(text: str) -> str:
    """Escape what LaTeX would act on; line ends become blanks."""
    return "".join(_LATEX.get(c, c) for c in " ".join(text.split()))
