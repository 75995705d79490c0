"""The reports hold all that the case holds: counted in both, and statement by statement."""

import io
import re
from dataclasses import replace

import pytest
from docx import Document
from report_case import (
    W,
    markdown_of,
    markdown_words,
    paragraphs,
    tree,
    tumen,
    word_of,
    word_words,
)

from maps.export.counts import count_case
from maps.export.paper import PrintStyle
from maps.export.press import Press

TABLES = ("places", "links", "services", "legs", "events", "claims", "flows")
HEADS = {
    "links": "Route",
    "journeys": "Journey",
    "services": "Service",
    "flows": "Number",
    "places": "Place",
    "actors": "Name",
}


@pytest.fixture(scope="module")
def text():
    return markdown_of(tumen())


@pytest.fixture(scope="module")
def document():
    return word_of(tumen())


def expected():
    """How many rows each table of a report must have."""
    counts = count_case(tumen().charted)._asdict() | {"actors": len(tumen().case.actors)}
    return {name: counts[name] for name in HEADS}


def test_every_event_and_source_of_the_case_is_in_the_markdown(text):
    counts = count_case(tumen().charted)
    body, _, books = text.partition("\n## Bibliography\n")
    events = body.partition("\n## Events\n")[2].partition("\n## ")[0]
    numbers = [int(n) for n in re.findall(r"^#### (\d+)\. ", events, re.MULTILINE)]
    assert numbers == list(range(1, counts.events + 1))
    lines = [line for line in books.split("\n\n") if line.strip() and not line.startswith("[^")]
    assert len(lines) == counts.sources


def test_every_table_of_the_markdown_has_a_row_for_each(text):
    found = {}
    for name, head in HEADS.items():
        [rows] = re.findall(rf"^\| {head} \|.*\n\| -.*\n((?:\|.*\n)+)", text, re.MULTILINE)
        found[name] = rows.count("\n")
    assert found == expected()


def test_every_event_source_and_row_of_the_case_is_in_the_document(document):
    counts = count_case(tumen().charted)
    read = Document(io.BytesIO(document))
    styles = [paragraph.style.name for paragraph in read.paragraphs]
    assert styles.count("Heading 3") == counts.events
    assert styles.count("Bibliography") == counts.sources
    found = {}
    for table in tree(document, "word/document.xml").iter(f"{W}tbl"):
        head, *rows = table.findall(f"{W}tr")
        first = "".join(t.text for t in next(head.iter(f"{W}tc")).iter(f"{W}t"))
        found[first] = len(rows)
    assert {name: found[head] for name, head in HEADS.items()} == expected()


def test_every_contradiction_of_the_list_has_a_table_with_all_its_values(text, document):
    differing = [
        differ
        for section in tumen().sections
        for entry in section.entries
        for differ in entry.differing
        if not differ.agree
    ]
    assert text.count("| Value | Who says so, where, and how sure |") == len(differing) > 10
    assert paragraphs(document).count("Value") == len(differing)


@pytest.fixture(scope="module")
def marked():
    """The case with a mark of its own in the locator of every row, and the marks."""
    charted, marks = tumen().charted, []
    changed = {}
    for name in TABLES:
        rows = []
        for row in getattr(charted.case, name):
            told = row.source or row.locator or row.phrase or row.certainty or name == "claims"
            mark = f"zq{len(marks)}qz"
            rows.append(replace(row, locator=mark) if told else row)
            marks += [mark] if told else []
        changed[name] = tuple(rows)
    case = replace(charted.case, **changed)
    rows_of = {row.id: row for row in case.places}
    places = tuple(replace(place, row=rows_of[place.id]) for place in charted.places)
    return Press(replace(charted, case=case, places=places), PrintStyle()), marks


def test_every_statement_of_every_table_is_in_both_reports(marked):
    press, marks = marked
    assert len(marks) > 200
    for read in (markdown_words(markdown_of(press)), word_words(word_of(press))):
        found = set(re.findall(r"zq\d+qz", read))
        assert sorted(set(marks) - found) == []


def test_the_map_in_words_counts_as_the_other_outputs_do():
    counts, words = count_case(tumen().charted), tumen().description.text
    assert f"{counts.links} routes" in words
    assert f"{counts.drawn_links} of them drawn" in words
    assert f"{counts.events} events" in words
    assert f"{counts.placed_events} are marked by a number" in words
    assert f"{counts.journeys} journeys" in words
    absent = counts.places - counts.positioned_places
    assert f"Without one, and not drawn: {absent}." in words
