import re
from base64 import b64encode
from hashlib import sha256
from pathlib import Path
from shutil import copytree

import pytest

from maps.build import chart, read_atlas
from maps.case.read import read_case
from maps.page.render import render_page

CASE = Path(__file__).parent / "cases" / "date-line"


def page_of(folder):
    return render_page(chart(read_case(folder), read_atlas()))


@pytest.fixture(scope="module")
def page():
    return page_of(CASE)


def test_the_policy_allows_each_script_and_style_of_the_page_and_nothing_else(page):
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page)[1].replace("&#39;", "'")
    inline = re.findall(r"<(?:script|style)>(.*?)</(?:script|style)>", page, re.DOTALL)
    hashes = {f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}" for text in inline}
    assert set(re.findall(r"sha256-[A-Za-z0-9+/=]+", policy)) == hashes
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy


def test_nothing_is_fetched_from_anywhere(page):
    assert not re.search(r"<(?:link|img|iframe|object|embed)\b", page)
    assert not re.search(r"<script[^>]+src", page)
    assert not re.search(r"url\((?!#)", page)


def test_the_same_case_gives_the_same_bytes(page):
    assert page_of(CASE) == page


def test_a_draft_leaves_no_trace_in_the_page(tmp_path, page):
    folder = tmp_path / CASE.name
    copytree(CASE, folder)
    header, *rows = (CASE / "events.csv").read_text("utf-8").splitlines()
    draft = "e9;NOT-YET-TOLD;2018;ferry;suva-port;;NOT-YET-TOLD;log;p. 1;"
    events = [f"{header};status", *(f"{row};" for row in rows), f"{draft};draft"]
    (folder / "events.csv").write_text("\n".join(events), "utf-8")
    with_draft = page_of(folder)
    assert "NOT-YET-TOLD" not in with_draft
    assert with_draft == page


def test_no_text_of_the_case_goes_through_the_map_that_folium_renders(page):
    script = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)[2]
    for text in ("フェリー", "Suva", "スバ", "رحلة", "e1;"):
        assert text not in script
    assert "link-boat" in script
