"""Larger cases: entries are put away packed and come when they are asked for."""

import json
import re
import zlib
from base64 import b85decode

import pytest
from large_case import CATEGORIES, EVENTS, HOSTILE, PLACES, SOURCES, title, write_large_case
from opened_page import PHONE, words
from playwright.sync_api import expect
from script_engine import Engine
from small_case import written

CHUNK = 40
expect.set_options(timeout=15_000)


@pytest.fixture(scope="session")
def large(built_map, tmp_path_factory):
    return built_map(write_large_case(tmp_path_factory.mktemp("large") / "many"))


@pytest.fixture
def window(open_page, large):
    window = open_page(large)
    expect(window.page.locator(".shelf[aria-busy]")).to_have_count(0)
    return window


def in_list(page):
    return page.locator("main .shelf article").evaluate_all("all => all.map(one => one.id)")


def counted(page):
    return words(page.locator("#events .count").first.text_content())


def packed(file):
    text = re.search(r'id="waybook-shelf">([^<]+)<', file.read_text("utf-8"))[1]
    base = text.translate(str.maketrans(",./", "&<>"))
    return zlib.decompress(b85decode(base)).decode()


def test_a_large_part_is_put_away_and_small_ones_stand_in_the_page(large):
    text = large.read_text("utf-8")
    assert text.count('<article id="event-') == 0
    assert text.count('<article id="place-') == PLACES
    assert text.count('<article id="source-') == SOURCES


def test_an_entry_comes_back_as_it_was_written(large):
    engine = Engine("shelf")
    known = [f"event-e{n}" for n in range(EVENTS)]
    engine.racer.eval(f"store = readShelf({json.dumps(packed(large))}, {known})")
    assert engine.run("store.refs.length") == EVENTS
    entry = engine.call("filledHtml", "event-e99")
    assert entry.startswith('<article id="event-e99" class="event" tabindex="-1">')
    assert 'href="#place-p3" dir="auto">Town 3</a>' in entry
    assert "&lt;/template&gt;&lt;img src=x onerror=alert(1)&gt; &amp; ⟨U+001E⟩⟨U+001F⟩" in entry
    assert engine.call("shelvedTitle", "event-e99") == f"100. {title(99)}"


def test_the_list_shows_the_first_entries_and_more_to_who_goes_on(window):
    page = window.page
    assert in_list(page) == [f"event-e{n}" for n in range(CHUNK)]
    assert page.locator(".shelf .group").first.text_content() == "2014"
    key = page.locator(".shelf .further:visible")
    assert words(key.text_content()) == f"Show more: {EVENTS - CHUNK:,} further"
    key.focus()
    expect(page.locator(f"#event-e{CHUNK}")).to_be_attached()
    assert in_list(page) == [f"event-e{n}" for n in range(len(in_list(page)))]
    assert window.errors == []


def test_entries_without_any_date_come_into_the_list_too(open_page, built_map, tmp_path):
    folder = tmp_path / "undated"
    folder.mkdir()
    text = "word " * 1000
    rows = [{"id": f"e{n}", "title": f"Thing {n}", "summary": f"{n} {text}"} for n in range(120)]
    (folder / "events.csv").write_text(written(rows), encoding="utf-8")
    window = open_page(built_map(folder))
    expect(window.page.locator(".shelf article").first).to_contain_text("Thing 0")
    assert in_list(window.page)[:CHUNK] == [f"event-e{n}" for n in range(CHUNK)]
    assert window.errors == []


def test_an_address_leads_to_an_entry_in_the_midst_of_what_is_put_away(open_page, large):
    page = open_page(large).page
    page.goto(f"{large.as_uri()}#event-e777")
    entry = page.locator("article#event-e777")
    expect(entry).to_be_in_viewport()
    assert in_list(page)[0] == "event-e767"
    assert page.locator(".leaflet-popup .quote").get_attribute("data-ref") == "event-e777"
    page.locator(".shelf .further").first.click()
    assert in_list(page)[0] == f"event-e{767 - CHUNK}"
    expect(page.locator("article#event-e766")).to_be_focused()


def test_a_link_in_the_page_leads_to_an_entry_that_is_put_away(window):
    page = window.page
    link = page.locator("article#place-p0 a[href^='#event-']").last
    ref = link.get_attribute("href")[1:]
    assert link.text_content() == title(int(ref.removeprefix("event-e")))
    link.click()
    expect(page.locator(f"article#{ref}")).to_be_in_viewport()
    assert window.errors == []


def test_what_would_act_in_a_text_is_read(window):
    page = window.page
    page.evaluate("waybook.open('event-e99')")
    shown = words(page.locator(".leaflet-popup .summary").text_content())
    assert shown == words(HOSTILE.replace("\x1e\x1f", "⟨U+001E⟩⟨U+001F⟩"))
    assert page.locator(".leaflet-popup img").count() == 0
    assert window.dialogs == window.errors == []


def test_the_search_finds_what_is_put_away(window):
    page = window.page
    field = page.locator("#search")
    field.fill(f"{title(1234)}")
    expect(page.locator(".search .found")).to_have_text("3 entries; Enter opens the first")
    # the one by its number, the other by its title; the third is their town
    assert in_list(page) == ["event-e1233", "event-e1234"]
    field.press("Enter")
    popup = page.locator(".leaflet-popup .quote")
    expect(popup).to_have_attribute("data-ref", "event-e1233")
    field.fill("")
    expect(page.locator(f"article#event-e{CHUNK - 1}")).to_be_attached()


def test_filters_hold_for_what_is_put_away(window):
    page = window.page
    page.evaluate("location.hash = '#category=talks&certainty=official'")
    left = [n for n in range(EVENTS) if CATEGORIES[n % 3] == "talks" and n % 2 == 0]
    expect(page.locator("#events .count-part")).to_have_text(f"{len(left)} of ")
    assert in_list(page) == [f"event-e{n}" for n in left[:CHUNK]]
    assert counted(page) == f"{len(left)} of {EVENTS:,}"
    numbers = page.locator(".filters input[name=category]").evaluate_all(
        "all => all.map(one => Number(one.closest('label').querySelector('.count').textContent))"
    )
    assert numbers == [EVENTS // 6] * 3
    page.locator(".widen").click()
    assert counted(page) == f"{EVENTS:,}"


def test_values_are_sought_where_there_are_many(window):
    page = window.page
    page.locator(".filters > summary").click()
    box = page.locator(".facet", has=page.locator(".seek"))
    box.locator("summary").click()
    expect(box.locator("label")).to_have_count(CHUNK)
    box.locator(".seek").fill("report 129")
    box.get_by_label("Report 129").check()
    expect(page.locator("#events .count-part")).to_have_text("11 of ")
    box.locator(".seek").fill("nothing of the kind")
    assert box.locator("label input:checked").count() == 1
    assert "source=s129" in page.url


def test_a_range_of_time_holds_back_what_is_put_away(window):
    page = window.page
    page.evaluate("location.hash = '#time=2016'")
    expect(page.locator("#events .count-part")).to_be_attached()
    assert in_list(page)[0] == "event-e300"  # 2016-01-01
    assert page.locator(".shelf .group").all_text_contents() == ["2016"]
    page.evaluate("waybook.open('event-e3')")
    entry = page.locator("article#event-e3")
    expect(entry).to_be_in_viewport()
    expect(entry).to_contain_text("Outside the chosen time")
    entry.locator("button").click()  # shows all of time
    expect(page.locator("#events .count-part")).to_have_count(0)
    expect(entry).to_be_focused()
    assert window.errors == []


def test_without_scripts_the_list_says_what_it_lacks(open_page, large):
    page = open_page(large, java_script_enabled=False).page
    assert (
        "The entries of this part are opened by a script" in page.locator(".shelf").text_content()
    )
    assert page.locator("article").count() == PLACES + SOURCES
    named = page.locator(".shelf li")
    assert named.count() == EVENTS
    assert words(named.nth(77).text_content()) == f"7 July 2014 · Town 5 · {title(77)}"
    page.locator("article#place-p5 a[href='#event-e77']").click()
    expect(page.locator("#event-e77")).to_be_in_viewport()


def test_a_browser_that_cannot_unpack_says_so(open_page, large):
    window = open_page(large)
    window.page.add_init_script("delete window.DecompressionStream")
    window.page.reload()
    expect(window.page.locator(".shelf p")).to_be_visible()
    assert "too old" in window.page.locator(".shelf p").text_content()
    window.page.evaluate("waybook.open('event-e3')")
    assert window.errors == []


def test_paper_has_a_number_of_entries_and_says_how_many_there_are(window):
    page = window.page
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    assert len(in_list(page)) == 400
    expect(page.locator(".unprinted")).to_be_visible()
    assert f"the first 400 of {EVENTS:,}" in page.locator(".unprinted").text_content()
    page.emulate_media(media="screen")
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert len(in_list(page)) == CHUNK
    assert page.locator(".unprinted").count() == 0


def test_a_large_page_is_sound_for_aids_and_fingers(open_page, large):
    from axe_playwright_python.sync_playwright import Axe

    window = open_page(large, PHONE)
    page = window.page
    expect(page.locator(".shelf[aria-busy]")).to_have_count(0)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE[0]
    page.locator(".grip").click()
    box = page.locator(".shelf .further:visible").bounding_box()
    assert box["height"] >= 44
    assert Axe().run(page, "#list").response["violations"] == []


def test_a_large_page_is_small(large):
    assert large.stat().st_size < 2_000_000
