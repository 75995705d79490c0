import io
import os
import posixpath
import re
import subprocess
import sys
import zipfile

import pytest
from docx import Document
from hostile_case import write_case
from hostile_strings import LONG, read_hostile
from lxml import etree
from report_case import (
    ROOT,
    TUMEN,
    W,
    paragraphs,
    parts,
    press_of,
    tree,
    tumen,
    word_of,
    word_words,
    words,
)
from small_case import edited
from small_case import write_case as write_small

from maps.export.report.contents import make_report
from maps.page.plain import visible

TEXTS = [h for h in read_hostile() if "text" in h.kinds and h.literal and h.value != LONG]
RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
RID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"


@pytest.fixture(scope="module")
def document():
    return word_of(tumen())


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    return word_of(press_of(write_case(tmp_path_factory.mktemp("cases") / "hostile", TEXTS)))


@pytest.fixture(params=["document", "hostile"])
def each(request):
    return request.getfixturevalue(request.param)


def relations(content):
    """Give part, id, kind, target and mode of every relation."""
    for name, text in parts(content).items():
        if name.endswith(".rels"):
            folder = posixpath.dirname(posixpath.dirname(name))
            of = posixpath.join(folder, posixpath.basename(name).removesuffix(".rels"))
            for one in etree.fromstring(text).iter(f"{RELATIONS}Relationship"):
                yield of, one.get("Id"), one.get("Target"), one.get("TargetMode")


def test_every_relation_leads_to_a_part_or_to_the_web(each):
    there = set(parts(each))
    for of, _, target, mode in relations(each):
        if mode == "External":
            assert re.match("https?://", target)
        else:
            folder = posixpath.dirname(of)
            found = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            assert found in there, (of, target)


def test_every_part_has_a_type_and_every_id_of_a_relation_is_there(each):
    types = etree.fromstring(parts(each)["[Content_Types].xml"])
    overrides = {t.get("PartName").lstrip("/") for t in types if t.get("PartName")}
    endings = {t.get("Extension") for t in types if t.get("Extension")}
    for name in parts(each):
        assert name == "[Content_Types].xml" or name in overrides or name.rsplit(".")[-1] in endings
    known = {(of, key) for of, key, _, _ in relations(each)}
    for name in ("word/document.xml", "word/endnotes.xml"):
        used = {
            v for e in tree(each, name).iter() for k, v in e.attrib.items() if k.startswith(RID)
        }
        assert {(name, key) for key in used} <= known


def test_marks_of_notes_and_notes_are_one_for_one(each):
    marks = [e.get(f"{W}id") for e in tree(each, "word/document.xml").iter(f"{W}endnoteReference")]
    notes = [
        e.get(f"{W}id")
        for e in tree(each, "word/endnotes.xml").iter(f"{W}endnote")
        if e.get(f"{W}type") is None
    ]
    assert marks == notes == [str(n) for n in range(1, len(notes) + 1)]
    assert len(notes) > 50


def test_bookmarks_are_unique_and_every_link_within_finds_one(each):
    body = tree(each, "word/document.xml")
    names = [e.get(f"{W}name") for e in body.iter(f"{W}bookmarkStart")]
    ids = [e.get(f"{W}id") for e in body.iter(f"{W}bookmarkStart")]
    assert len(set(names)) == len(names)
    assert sorted(ids) == sorted(e.get(f"{W}id") for e in body.iter(f"{W}bookmarkEnd"))
    assert all(re.fullmatch(r"[A-Za-z]\w{0,39}", name) for name in names)
    linked = {
        e.get(f"{W}anchor")
        for part in ("word/document.xml", "word/endnotes.xml")
        for e in tree(each, part).iter(f"{W}hyperlink")
    } - {None}
    assert linked
    assert linked <= set(names)


def test_every_style_that_is_used_is_defined(each):
    known = {e.get(f"{W}styleId") for e in tree(each, "word/styles.xml").iter(f"{W}style")}
    kinds = [f"{W}{kind}" for kind in ("pStyle", "rStyle", "tblStyle")]
    for name in ("word/document.xml", "word/endnotes.xml", "word/footer1.xml"):
        assert {e.get(f"{W}val") for e in tree(each, name).iter(*kinds)} <= known


def test_the_document_reads_back_with_headings_tables_and_a_described_picture(document):
    read = Document(io.BytesIO(document))
    styles = {p.style.name for p in read.paragraphs}
    assert {"Title", "Subtitle", "Heading 1", "Heading 2", "Heading 3", "Caption"} <= styles
    assert {"List Bullet", "Bibliography"} <= styles
    assert read.core_properties.title == tumen().case.settings.title
    [shape] = read.inline_shapes
    assert shape.width <= read.sections[0].page_width
    body = tree(document, "word/document.xml")
    pictures = [e.get("descr") for e in body.iter() if e.tag.endswith("}docPr")]
    assert pictures == [tumen().description.alt]
    for table in body.iter(f"{W}tbl"):
        rows = table.findall(f"{W}tr")
        assert [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows].count(True) == 1
        assert rows[0].find(f"{W}trPr/{W}tblHeader") is not None
        assert len({len(row.findall(f"{W}tc")) for row in rows}) == 1


def test_every_event_has_its_numbered_heading_and_every_note_its_source(document):
    heads = [
        p.text for p in Document(io.BytesIO(document)).paragraphs if p.style.name == "Heading 3"
    ]
    [section] = [s for s in tumen().sections if s.id == "events"]
    assert heads == [words(f"{e.number}. {e.title}") for e in section.entries]
    notes = paragraphs(document, "word/endnotes.xml")[2:]
    for note, runs in zip(notes, make_report(tumen()).notes, strict=True):
        assert words(note) == words("".join(run.text for run in runs))


def test_every_hostile_text_is_read_as_it_was_typed(hostile):
    read = word_words(hostile)
    assert [h.id for h in TEXTS if words(visible(h.value)) not in read] == []


def test_no_field_and_no_link_of_a_hostile_case_acts(hostile):
    for name in ("word/document.xml", "word/endnotes.xml", "word/footer1.xml"):
        fields = [e.get(f"{W}instr") for e in tree(hostile, name).iter(f"{W}fldSimple")]
        assert set(fields) <= {" PAGE "}
        assert not list(tree(hostile, name).iter(f"{W}instrText"))
    assert [target for *_, target, mode in relations(hostile) if mode == "External"] == []


ODD = "a\x00b\x0b\ufffe\ud800 \u202eabc\u2066 שלום עולם 12 abc مرحبا 😀👩‍👩‍👧 한국 漢字 かな Ж"


def test_control_characters_other_scripts_and_emoji_are_well_formed(tmp_path):
    from maps.export.report.blocks import Paragraph, Report, plain, run
    from maps.export.report.word import word_document

    line = (run(ODD),)
    report = Report(
        title=plain(ODD),
        subtitle="",
        credit=plain(ODD) * 50,
        language="ar",
        blocks=(Paragraph(line),),
        notes=(line,),
    )
    press = tumen()
    made = word_document(report, press.picture, press.style.paper, press.as_of)
    for name, content in parts(made).items():
        if name.endswith((".xml", ".rels")):
            etree.fromstring(content)
    first = next(tree(made, "word/document.xml").iter(f"{W}p"))
    assert "".join(t.text for t in first.iter(f"{W}t")) == words(visible(ODD))
    fonts = [f.get(f"{W}eastAsia") for f in first.iter(f"{W}rFonts")]
    assert "Malgun Gothic" in fonts
    backwards = [r for r in first.iter(f"{W}r") if r.find(f"{W}rPr/{W}rtl") is not None]
    assert ["".join(t.text for t in r.iter(f"{W}t")).split()[0] for r in backwards] == [
        "שלום",
        "مرحبا",
    ]


def test_a_title_from_the_right_makes_a_paragraph_from_the_right(tmp_path):
    settings = 'title = "שלום"\nlanguage = "he"\n'
    made = word_of(press_of(write_small(tmp_path / "c", settings)))
    title = next(tree(made, "word/document.xml").iter(f"{W}p"))
    assert title.find(f"{W}pPr/{W}bidi") is not None
    default = tree(made, "word/styles.xml").find(f".//{W}rPrDefault//{W}lang")
    assert default.get(f"{W}val") == "he"


def test_a_file_has_no_times_no_machine_and_no_program_that_made_it(document):
    with zipfile.ZipFile(io.BytesIO(document)) as file:
        assert {info.date_time for info in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        names = file.namelist()
    assert names == sorted(names, key=lambda name: (name != "[Content_Types].xml", name))
    core = parts(document)["docProps/core.xml"].decode()
    assert "python" not in core
    assert re.findall(r"\d{4}-\d\d-\d\dT[\d:]+Z", core) == ["2024-07-07T00:00:00Z"] * 2
    assert not any("thumbnail" in name or "app.xml" in name for name in names)


def test_two_processes_write_the_same_bytes(tmp_path):
    made = []
    for seed in ("1", "2"):
        out = tmp_path / seed
        command = [sys.executable, "-m", "maps", "build", str(TUMEN), "--only", "md,docx"]
        environ = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONHASHSEED": seed, "TZ": f"A{seed}"}
        subprocess.run([*command, "--out", str(out)], check=True, capture_output=True, env=environ)
        made.append({f.name: f.read_bytes() for f in (out / "tumen").iterdir()})
    assert made[0] == made[1]
    assert {"report.md", "map.png", "report.docx"} <= set(made[0])


def test_a_case_with_next_to_nothing_still_makes_a_report(tmp_path):
    folder = tmp_path / "bare"
    folder.mkdir()
    (folder / "events.csv").write_text("id,title\ne1,Something happened\n", encoding="utf-8")
    made = word_of(press_of(folder))
    read = word_words(made)
    assert "1. Something happened" in read
    assert "no place is stated" in read
    assert "word/endnotes.xml" not in parts(made)


def test_a_very_long_title_is_cut_in_the_properties_and_whole_in_the_text(tmp_path):
    title = "long " * 100
    made = word_of(press_of(write_small(tmp_path / "c", f'title = "{title.strip()}"\n')))
    assert len(Document(io.BytesIO(made)).core_properties.title) == 255
    assert words(title) in word_words(made)


def test_a_draft_is_in_no_report(tmp_path):
    table = edited("events", id="e3", status="draft", title="Strike of secrets")
    made = word_of(press_of(write_small(tmp_path / "c", events=table)))
    assert not [n for n, content in parts(made).items() if b"Strike of secrets" in content]
