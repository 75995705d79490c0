import re

import pytest
from hostile_case import write_case
from hostile_strings import LONG, read_hostile
from report_case import TUMEN, markdown_of, markdown_words, press_of, rendered, tokens, tumen, words

from maps.export.report.blocks import Bullets, Paragraph, Report, Table, plain, run
from maps.export.report.markdown import markdown
from maps.markdown_text import escaped
from maps.page.plain import visible

TEXTS = [h for h in read_hostile() if "text" in h.kinds and h.literal and h.value != LONG]


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    return press_of(write_case(tmp_path_factory.mktemp("cases") / "hostile", TEXTS))


@pytest.fixture(scope="module")
def hostile_text(hostile):
    return markdown_of(hostile)


def test_no_text_of_a_hostile_case_becomes_markup(hostile_text):
    found = {token.type for token in tokens(hostile_text)}
    assert not {"html_block", "html_inline", "code_block", "fence", "code_inline", "hr"} & found
    assert not {"blockquote_open", "ordered_list_open", "em_open"} & found
    assert [t.attrs["src"] for t in tokens(hostile_text) if t.type == "image"] == ["map.png"]


def test_no_link_of_a_hostile_case_leads_anywhere_but_into_the_report(hostile_text):
    links = [str(t.attrs["href"]) for t in tokens(hostile_text) if t.type == "link_open"]
    assert links
    assert [link for link in links if not re.fullmatch(r"#[a-z0-9-]+", link)] == []


def test_every_link_into_the_report_finds_its_anchor():
    text = markdown_of(tumen())
    anchors = re.findall(r"\{#([\w-]+)\}", text)
    links = re.findall(r"\]\(#([\w-]+)\)", text)
    assert len(anchors) == len(set(anchors))
    assert set(links) - set(anchors) == set()


def test_links_to_the_web_are_the_addresses_of_the_sources():
    text = markdown_of(tumen())
    links = {str(t.attrs["href"]) for t in tokens(text) if t.type == "link_open"}
    stated = {url for row in tumen().case.sources for url in (row.url, row.archive_url) if url}
    assert {link for link in links if not link.startswith("#")} == stated


def test_every_hostile_text_is_read_as_it_was_typed(hostile_text):
    read = markdown_words(hostile_text)
    assert [h.id for h in TEXTS if words(visible(h.value)) not in read] == []


@pytest.mark.parametrize(
    "text",
    [
        "1. one", "1) one", "(1) one", "a. one", "iv) one", "(@) one", "#. one", "- one", "+ one",
        "* one", "# one", "> one", "---", "***", "===", ": one", "~~~", "```", "| a | b |",
        "% one", "[^1]: one", "[a]: http://x.example", "<!-- x -->", "$$x$$", "\\begin{x}",
        "{{< include case.toml >}}", "@smith", "www.x.example", "http://x.example", "a@b.example",
        ":smile:", "x\\", "\\|", "&copy;", "&#35;", "`a`", "H~2~O ^a^", "[x]{.y}", "a...b", "a--b",
        "![x](y)", "[x](javascript:y)", "<javascript:y>", "::: {.x}", "\u2028# one", "'a' \"b\"",
    ],
)  # fmt: skip
def test_a_line_is_read_as_typed_and_opens_nothing(text):
    line = (run(text),)
    note = (run(f"(reported; {text})"),)
    table = Table(plain(text), (plain(text), "b"), ((((line),), ((line),)),), (1, 1))
    blocks = (Paragraph(line), Bullets((line,)), table)
    report = Report(title="", subtitle="", credit="", language="en", blocks=blocks, notes=(note,))
    written = markdown(report)
    parsed = list(rendered(written))
    kinds = [t.type for t in parsed if t.type.endswith("_open") and t.level == 0]
    assert kinds == ["paragraph_open", "bullet_list_open", "table_open", *["paragraph_open"] * 2]
    inlines = [t for t in parsed if t.type == "inline"]
    assert {c.type for t in inlines for c in t.children} <= {"text"}
    said = ["".join(c.content for c in t.children) for t in inlines]
    typed = words(text)
    assert [words(s) for s in said] == [
        typed, typed, typed, "b", typed, typed, f"Table: {typed}", f"[^1]: (reported; {typed})",
    ]  # fmt: skip


def test_what_quarto_and_pandoc_would_act_on_is_escaped():
    assert "{{" not in escaped("{{< include x >}}")
    assert escaped("$x$ @y ^z^ 'q' a--b") == "\\$x\\$ \\@y \\^z\\^ \\'q\\' a\\--b"
    assert escaped("https://www.x.example") == "https\\://www\\.x.example"


def test_a_report_is_the_same_each_time():
    assert markdown_of(tumen()) == markdown_of(press_of(TUMEN))
