"""Sources for reference managers: CSL-JSON and BibTeX, read back by the rules of each."""

import json
import re
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest

from geo.dates import parse_date
from geo.errors import Where
from maps.case.read import read_case
from maps.case.rows import SourceRow
from maps.sources.citations import as_bibtex, as_csl

TUMEN = Path(__file__).parents[1] / "cases" / "tumen"


def source(**cells):
    return SourceRow(where=Where("sources.csv", 2), id="s", **{"title": "T"} | cells)


CSL_DATE = {"date-parts": [[2024, 6, 10], [2024, 6, 16]]}


@pytest.mark.parametrize(
    ("date", "issued"),
    [
        ("2024-02-05", {"date-parts": [[2024, 2, 5]]}),
        ("2024-02", {"date-parts": [[2024, 2]]}),
        ("2024~", {"date-parts": [[2024]], "circa": True}),
        ("2024-06-10/2024-06-16", CSL_DATE),
        ("../2015", {"raw": "../2015"}),
        ("XXXX-03-09", {"raw": "XXXX-03-09"}),
        ("2023-Q3", {"raw": "2023-Q3"}),
        ("", None),
    ],
)
def test_csl_has_the_date_as_far_as_it_is_known(date, issued):
    row = source(**({"published": parse_date(date)} if date else {}))
    assert json.loads(as_csl([row]))[0].get("issued") == issued


def test_every_source_of_the_tumen_case_is_a_csl_item():
    items = json.loads(as_csl(read_case(TUMEN).sources))
    name = {"type": "object", "required": ["literal"]}
    schema = {
        "type": "array",
        "items": {
            "required": ["id", "type", "title"],
            "properties": {
                "type": {"enum": ["webpage", "document"]},
                "author": {"type": "array", "items": name},
                "issued": {"anyOf": [{"required": ["date-parts"]}, {"required": ["raw"]}]},
            },
        },
    }
    jsonschema.validate(items, schema)
    assert [item["id"] for item in items] == [row.id for row in read_case(TUMEN).sources]


def test_bibtex_has_an_entry_a_source_and_nothing_that_latex_acts_on():
    row = source(
        title=r"50% of \input{secret} & {more} #1_x ~ ^ $",
        author="Kim, A.; Lee & Sons",
        url="https://example.org/{a}_b",
        published=parse_date("2024-02-05"),
        note="line\nbreak",
    )
    text = as_bibtex([row])
    assert text.startswith("@misc{s,\n")
    assert r"50\% of \textbackslash{}input\textbraceleft{}secret\textbraceright{} \&" in text
    assert r"\#1\_x" in text
    assert r"author = {{Kim, A.} and {Lee \& Sons}}" in text
    assert "url = {https://example.org/%7Ba%7D_b}" in text
    assert "year = {2024}" in text
    assert "line break" in text


def parse_bibtex(text):
    """Read entries as BibTeX does: fields in braces, every brace counted, escaped ones, too."""
    entries, at = {}, 0
    while (at := text.find("@", at)) >= 0:
        name = re.match(r"@misc\{([^,]+),", text[at:])
        at += name.end()
        fields = entries[name[1]] = {}
        while field := re.match(r"\s*(\w+) = \{", text[at:]):
            begin = at = at + field.end()
            depth = 1
            while depth:
                depth += {"{": 1, "}": -1}.get(text[at], 0)
                at += 1
            fields[field[1]] = text[begin : at - 1]
            assert text[at] == ","
            at += 1
        end = re.match(r"\s*\}\n", text[at:])
        assert end, text[at : at + 40]
        at += end.end()
    return entries


@pytest.mark.parametrize(
    "odd", ["{", "}", "}{", "\\", "\\{", "a } b, year = {1}", "%", "@misc{x,", '"']
)
def test_no_text_ends_a_field_of_bibtex(odd):
    row = source(title=odd, author=odd, publisher=odd, note=odd, url=f"https://e.example/{{{odd}")
    last = source(title="Last")
    entries = parse_bibtex(as_bibtex([row, replace(last, id="last")]))
    assert set(entries) == {"s", "last"}
    told = ["title", "author", "publisher", "howpublished", "url", "note"]
    assert list(entries["s"]) == told
    assert entries["last"] == {"title": "{Last}"}


@pytest.mark.parametrize(
    ("author", "told"),
    [
        ("Kim, Min-su; Lee et al.", "{Kim, Min-su} and {Lee} and others"),
        ("Kim et al", "{Kim} and others"),
        ("et al.", "others"),
        ("Кузнецов и др.", "{Кузнецов} and others"),
        ("Et Alii Press", "{Et Alii Press}"),
        ("Reuters and Metal", "{Reuters and Metal}"),
    ],
)
def test_those_who_are_not_named_are_others_in_bibtex(author, told):
    assert parse_bibtex(as_bibtex([source(author=author)]))["s"]["author"] == told


@pytest.mark.parametrize(
    ("date", "told"),
    [
        ("2024", ("2024", "2024")),
        ("2013~", ("2013", "2013~")),
        ("2024-02-05/2024-02-07", ("2024", "2024-02-05/2024-02-07")),
        ("../2015", (None, "../2015")),
        ("2023-Q3", ("2023", None)),
        ("XXXX-03-09", (None, None)),
        ("", (None, None)),
    ],
)
def test_a_date_of_bibtex_is_one_that_biblatex_reads(date, told):
    row = source(published=parse_date(date)) if date else source()
    entry = parse_bibtex(as_bibtex([row]))["s"]
    assert (entry.get("year"), entry.get("date")) == told


def test_an_archived_address_stands_in_a_text_of_latex():
    row = source(archive_url="https://web.archive.org/web/2024/https://e.org/%D0%B0#{b}")
    told = parse_bibtex(as_bibtex([row]))["s"]["addendum"]
    address = r"https://web.archive.org/web/2024/https://e.org/\%D0\%B0\#\%7Bb\%7D"
    assert told == rf"Archived: \url{{{address}}}"


def test_every_entry_of_the_tumen_case_is_closed():
    rows = read_case(TUMEN).sources
    assert list(parse_bibtex(as_bibtex(rows))) == [row.id for row in rows]
