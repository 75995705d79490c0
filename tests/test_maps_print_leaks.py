"""What a profile keeps back is in no page and no letter of what is printed."""

import os
import re
import subprocess
import sys
import zlib
from pathlib import Path

import pypdfium2
import pytest
from secret_case import FOLDER, KEY, TEXTS, write_secret_case

ROOT = Path(__file__).parents[1]
ONLY = "svg,pdf,png,atlas,frames"
SVG_TEXT = re.compile(r"<text[^>]*>([^<]*)</text>")


def build(work, out, *extra, seed="0"):
    environ = {**os.environ, "PYTHONPATH": str(ROOT), "WAYBOOK_BLUR_KEY": KEY}
    words = [str(work / FOLDER), "--out", str(work / out), "--only", ONLY, "--paper", "a5"]
    done = subprocess.run(
        [sys.executable, "-m", "maps", "build", *words, "--dpi", "40", *extra],
        cwd=work,
        env=environ | {"PYTHONHASHSEED": seed},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    folder = work / out / FOLDER
    return {
        file.relative_to(folder).as_posix(): file.read_bytes()
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }


@pytest.fixture(scope="module")
def work(tmp_path_factory):
    work = tmp_path_factory.mktemp("print-desk")
    write_secret_case(work)
    return work


@pytest.fixture(scope="module")
def public(work):
    return build(work, "public", "--profile", "public")


@pytest.fixture(scope="module")
def whole(work):
    return build(work, "whole")


def said(name, content):
    """Give all that a file says: as it lies, streams inflated, words of its pages."""
    texts = [content.decode("utf-8", "replace")]
    if name.endswith(".pdf"):
        for stream in re.findall(rb"stream\r?\n(.*?)endstream", content, re.DOTALL):
            inflated = zlib.decompressobj().decompress(stream) if stream[:1] == b"x" else stream
            texts.append(inflated.decode("latin-1"))
        document = pypdfium2.PdfDocument(content)
        texts += [page.get_textpage().get_text_range() for page in document]
        document.close()
    if name.endswith(".svg"):
        texts.append(" ".join(SVG_TEXT.findall(texts[0])))
    return re.sub(r"\s+", " ", " ".join(texts)).lower()


def test_no_secret_text_is_printed(public):
    assert {"map.pdf", "map.svg", "atlas.pdf"} <= set(public)
    found = [
        (name, text)
        for name, content in public.items()
        for text in TEXTS
        if text.lower() in said(name, content)
    ]
    assert found == []


def test_the_same_search_finds_such_texts_where_nothing_is_kept_back(whole):
    for name in ("map.pdf", "atlas.pdf"):
        assert any(text.lower() in said(name, whole[name]) for text in TEXTS), name


def test_print_names_no_path_and_no_program(public, work):
    for name, content in public.items():
        for word in (str(work), str(ROOT), "/fonts/", "matplotlib.org", "CreationDate"):
            assert word.encode() not in content, (name, word)


def test_print_is_the_same_in_another_process(whole, work):
    again = build(work, "again", seed="7")
    assert {name: again[name] == whole[name] for name in whole if name != "manifest.json"} == {
        name: True for name in whole if name != "manifest.json"
    }
