"""On paper: map, legend, numbered list and sources, black on white also from a dark page."""

import csv
import re
from pathlib import Path

import pypdfium2
import pytest
from opened_page import WIDE, words

TUMEN = Path(__file__).resolve().parents[1] / "cases" / "tumen"
PAPERS = {"A4": (595, 842), "Letter": (612, 792)}


def rows(table: str) -> list[dict[str, str]]:
    with (TUMEN / f"{table}.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def printed(window, paper: str = "A4"):
    return pypdfium2.PdfDocument(window.page.pdf(format=paper))


def text_of(document) -> str:
    return words(" ".join(page.get_textpage().get_text_bounded() for page in document))


def letters(text: str) -> str:
    """Leave out white space and hyphens, which a line end may add or take."""
    return re.sub(r"[\s\x02\u00ad\ufffe-]", "", text)


def picture(page):
    return page.render(scale=1).to_pil().convert("RGB")


@pytest.fixture(scope="module")
def paper(browser, tumen):
    from opened_page import opened

    with opened(browser, tumen, WIDE, color_scheme="dark") as window:
        yield printed(window)


def test_every_number_and_every_source_is_on_paper(paper):
    text = letters(text_of(paper))
    missing = [row["id"] for row in rows("events") if letters(row["title"]) not in text]
    missing += [row["id"] for row in rows("sources") if letters(row["title"]) not in text]
    assert missing == []
    count = len([row for row in rows("events") if row["status"] != "draft"])
    assert [n for n in range(1, count + 1) if f"{n}" not in text] == []


def test_the_addresses_of_sources_are_on_paper(paper):
    text = letters(text_of(paper))
    addresses = [row["url"] for row in rows("sources") if row["url"]]
    assert addresses
    assert [url for url in addresses if letters(url) not in text] == []


def test_the_sections_that_explain_the_map_are_on_paper(paper):
    text = text_of(paper)
    for heading in ("Where sources differ", "Not on the map, and why", "How this map was made"):
        assert heading in text
    assert "The parts add up to 404, 39 more than the total of 365." in text


def test_each_page_bears_the_title_and_its_number(paper):
    for nth, page in enumerate(paper, start=1):
        text = words(page.get_textpage().get_text_bounded())
        assert "By rail, air and sea to North Korea" in text
        assert f"{nth} / {len(paper)}" in text


def test_map_and_legend_are_on_the_first_page(paper):
    text = words(paper[0].get_textpage().get_text_bounded())
    for said in ("What runs", "How we know", "OpenStreetMap"):
        assert said in text


def test_nothing_to_click_is_on_paper(paper):
    text = text_of(paper)
    for word in ("Search the list", "Skip the map", "Full height", "Open the whole page"):
        assert word not in text


def test_from_a_dark_page_paper_and_map_are_light(paper):
    first = picture(paper[0])
    assert first.getpixel((8, 8)) == (255, 255, 255)
    assert picture(paper[3]).getpixel((8, 8)) == (255, 255, 255)
    width, height = first.size
    spots = [
        first.getpixel((x, y))
        for x in range(width // 8, width * 7 // 8, 7)
        for y in range(height // 4, height // 2, 7)
    ]
    dark = [spot for spot in spots if max(spot) < 60]
    assert len(dark) < len(spots) / 20


@pytest.mark.parametrize("paper_name", ["Letter"])
def test_another_paper_has_as_much_on_it(open_page, tumen, paper_name):
    document = printed(open_page(tumen), paper_name)
    assert tuple(round(side) for side in document[0].get_size()) == PAPERS[paper_name]
    text = letters(text_of(document))
    assert [row["id"] for row in rows("events") if letters(row["title"]) not in text] == []


def test_after_printing_the_map_is_as_it_was(open_page, tumen):
    window = open_page(tumen, color_scheme="dark")
    page = window.page
    parts = "waybook.map.getCenter(), waybook.map.getZoom(), waybook.map.getSize()"
    where = f"JSON.stringify([{parts}])"
    before = page.evaluate(where)
    folded = page.locator(".legend").get_attribute("open")
    printed(window)
    page.wait_for_function(f"before => {where} === before", arg=before)
    assert page.locator(".legend").get_attribute("open") == folded
    assert page.evaluate("document.documentElement.classList.contains('printing')") is False
    assert window.errors == []


def test_a_phone_with_its_sheet_open_prints_the_same_list(open_page, tumen):
    window = open_page(tumen, (390, 844))
    window.page.locator(".grip").click()
    text = letters(text_of(printed(window)))
    assert [row["id"] for row in rows("sources") if letters(row["title"]) not in text] == []


def test_without_scripts_the_list_is_printed_and_no_empty_map(open_page, tumen):
    document = printed(open_page(tumen, java_script_enabled=False))
    assert letters(rows("events")[0]["title"]) in letters(text_of(document))
    assert "Events" in document[0].get_textpage().get_text_bounded()


def test_paper_holds_what_a_search_has_left_and_sea_and_inset_are_on_it(open_page, tumen):
    window = open_page(tumen, (390, 844))
    window.page.locator(".grip").click()
    window.page.get_by_role("searchbox", name="Search the list").fill("Dandong")
    left = window.page.locator("article.event:visible .title").all_text_contents()
    assert 0 < len(left) < len(rows("events"))
    document = printed(window)
    text = letters(text_of(document))
    assert [title for title in left if letters(title) not in text] == []
    gone = next(row["title"] for row in rows("events") if row["title"] not in left)
    assert letters(gone) not in text
    assert f"Events {len(left)} of 56" in text_of(document)
    assert "Tumen" in document[0].get_textpage().get_text_bounded()  # a river of the inset
    first = picture(document[0])
    width, height = first.size
    spots = [
        first.getpixel((x, y)) for x in range(50, width - 50, 3) for y in range(150, height // 2, 3)
    ]
    water, white = (0xDC, 0xE6, 0xEA), (255, 255, 255)
    assert spots.count(water) > len(spots) / 20
    assert spots.count(white) < len(spots) / 20
    assert window.page.locator("html.sheet[data-sheet=half]").count() == 1
    assert window.errors == []


def test_paper_names_the_filter_the_words_and_the_time_that_were_chosen(open_page, tumen):
    window = open_page(tumen)
    page = window.page
    chosen = "category=workers,tourism&text=train&time=2024-02/2024-04"
    page.goto(f"{tumen.as_uri()}#{chosen}")
    first = letters(printed(window)[0].get_textpage().get_text_bounded())
    said = page.locator(".narrowed .told").text_content()  # paper does not wait for the list
    told = (
        "Category of event: Workers or Tourism · the words “train” · the time Feb 2024 – Apr 2024"
    )
    assert letters(f"{said} · {told}") in first
    assert page.locator(".narrowed-to").count() == 0
    page.locator(".narrowed .widen").click()
    page.locator("[data-time=all]").click()
    assert "entries shown" not in printed(window)[0].get_textpage().get_text_bounded()
    assert window.errors == []


def test_a_group_that_a_filter_and_the_time_empty_between_them_goes(open_page, tumen):
    page = open_page(tumen).page
    page.goto(f"{tumen.as_uri()}#category=workers&time=2024-06")
    runs = page.locator("section[aria-labelledby=events] .run:visible")
    assert runs.count() > 0
    empty = """all => all.filter(run =>
        ![...run.querySelectorAll("article")].some(one => one.offsetHeight)).length"""
    assert runs.evaluate_all(empty) == 0


def test_on_paper_the_inset_lies_beside_the_legend_and_over_no_part_of_the_map(open_page, tumen):
    window = open_page(tumen)
    page = window.page
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    drawn, inset = (page.locator(one).bounding_box() for one in (".folium-map", ".inset"))
    assert inset["y"] >= drawn["y"] + drawn["height"]
    page.emulate_media(media="screen")
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    page.locator(".leaflet-bottom.leaflet-right > .inset").wait_for()
    assert window.errors == []
