"""The page in the languages of its readers, in a real browser."""

import html
import re
from pathlib import Path
from shutil import copytree

import pytest
from axe_playwright_python.sync_playwright import Axe
from opened_page import PHONE, WIDE, words
from playwright.sync_api import expect
from small_case import written

from maps.page.entries.notes import noted
from maps.tongues import read_tongue

CASES = Path(__file__).parent / "cases"
TEXTS = "() => [...document.querySelectorAll('[data-w]')].map(one => one.textContent)"
NAMED = """() => [...document.querySelectorAll('[data-wa]')].flatMap(one =>
    one.dataset.wa.split(' ').map(pair => one.getAttribute(pair.split(':')[0])))"""
#: What the tools of the map, the timeline and the list say.
TOLD = {
    "ko": ["보기", "언어", "이야기", "범례", "필터", "공유", "목록 검색", "전체"],
    "ru": ["Виды", "Язык", "Рассказ", "Легенда", "Отбор", "Поделиться", "Поиск в списке", "Всё"],
    "zh": ["视图", "语言", "故事", "图例", "筛选", "分享", "搜索列表", "全部"],
}
TOOLS = [
    ".views > summary", ".page-in > span", ".to-story", ".legend > summary", ".filters > summary",
    ".share > summary", "label[for=search]", "[data-time=all]",
]  # fmt: skip


@pytest.fixture(scope="session")
def korean(tmp_path_factory, built_map):
    """Give the map of a case in Korean."""
    folder = copytree(CASES / "date-line", tmp_path_factory.mktemp("korean") / "case")
    settings = (folder / "case.toml").read_text("utf-8").replace('"ar"', '"ko"')
    (folder / "case.toml").write_text(settings, "utf-8")
    return built_map(folder)


def in_tongue(page, code):
    """Wait until the page is in a language."""
    page.locator(f"html[lang={code}]").wait_for(state="attached")


def told(page):
    """Give what the tools say."""
    return [words(page.locator(one).first.text_content()) for one in TOOLS]


def choose(page, code):
    """Have the page in a language, as a reader does."""
    page.locator(".page-in select").select_option(code)
    in_tongue(page, code)


@pytest.mark.parametrize("code", TOLD)
def test_a_page_opens_in_the_language_of_the_browser(open_page, tumen, code, screenshot):
    window = open_page(tumen, locale={"ko": "ko-KR", "ru": "ru-RU", "zh": "zh-CN"}[code])
    page = window.page
    in_tongue(page, code)
    assert told(page) == TOLD[code]
    assert page.locator(".page-in select").input_value() == code
    assert page.locator(".names-in select").input_value() == code
    page.wait_for_timeout(300)
    screenshot(window, f"language-{code}")
    assert window.errors == []
    assert window.requests == []


def test_whatever_the_program_says_is_in_the_language(open_page, tumen):
    page = open_page(tumen, locale="ru-RU").page
    in_tongue(page, "ru")
    said = page.locator("[data-w]").all_text_contents()
    assert len(said) > 1000
    # what has no letter of the language is made of figures and text of the case
    plain = " ".join(text for text in said if not re.search("[а-яё]", text, re.IGNORECASE))
    assert not re.search("stated|known|sources|along|about|route", plain, re.IGNORECASE)
    names = page.evaluate(NAMED)
    assert len(names) > 10
    assert all(re.search("[а-яё]", name, re.IGNORECASE) for name in names)


def test_the_address_asks_for_a_language_and_keeps_the_readers_choice(open_page, tumen):
    window = open_page(tumen)
    page = window.page
    assert page.locator("html").get_attribute("lang") == "en"
    assert "lang" not in page.url
    choose(page, "ru")
    assert page.url.endswith("#lang=ru")
    page.reload()
    in_tongue(page, "ru")
    page.evaluate("location.hash = '#lang=tlh'")
    in_tongue(page, "en")
    assert window.errors == []


def test_what_an_address_asks_for_in_vain_is_told_in_the_language_of_the_page(open_page, tumen):
    page = open_page(tumen).page
    page.goto(f"{tumen.as_uri()}#lang=ru&view=atlantis")
    note = page.locator(".address-note")
    expect(note).to_have_text("На этой странице нет вида «atlantis».")
    page.reload()
    expect(note).to_have_text("На этой странице нет вида «atlantis».")
    choose(page, "en")
    expect(note).to_have_text("This page has no view “atlantis”.")


def test_a_frame_asks_for_a_language(browser, tumen):
    context = browser.new_context(locale="ko-KR")
    page = context.new_page()
    page.goto(f"{tumen.as_uri()}?compact&lang=zh#event-e28")
    in_tongue(page, "zh")
    assert page.locator(".page-in select").input_value() == "zh"
    context.close()


def test_the_language_stands_beside_the_rest_of_the_address(open_page, tumen):
    page = open_page(tumen).page
    page.goto(f"{tumen.as_uri()}#event-e28&time=2024-02/2024-04")
    choose(page, "ko")
    pieces = page.url.partition("#")[2].split("&")
    assert pieces[0] == "event-e28"
    assert set(pieces[1:]) == {"time=2024-02/2024-04", "lang=ko"}
    page.evaluate("location.hash = '#event-e28&lang=ru'")
    in_tongue(page, "ru")
    assert words(page.locator(".leaflet-popup .to-list").text_content()) == "Открыть в списке"


def test_back_in_its_own_language_the_page_reads_as_it_did(open_page, tumen):
    page = open_page(tumen).page
    before, named = page.evaluate(TEXTS), page.evaluate(NAMED)
    choose(page, "ko")
    assert page.evaluate(TEXTS) != before
    assert page.evaluate(NAMED) != named
    choose(page, "zh")
    choose(page, "en")
    assert page.evaluate(TEXTS) == before
    assert page.evaluate(NAMED) == named


def test_what_scripts_write_follows_without_a_new_load(open_page, tumen):
    page = open_page(tumen).page
    assert "all 56 events" in page.locator(".time-said").text_content()
    choose(page, "ru")
    assert "все 56 событий" in page.locator(".time-said").text_content()
    assert "Маршруты" in page.locator(".time-plot svg").text_content()
    assert "апр" in page.locator(".time-plot svg").text_content()
    assert page.locator(".leaflet-container").first.get_attribute("aria-label") == "Карта"
    layers = page.locator(".leaflet-control-layers-overlays label").all_text_contents()
    assert "Железная дорога" in [words(one) for one in layers]
    assert "Workers" in [words(one) for one in layers]  # a category of the case
    assert "6 200 км" in words(page.locator(".arrows").text_content())
    stack = page.locator(".stack").first
    assert re.search(r"\d событи[еяй]", stack.get_attribute("aria-label"))
    assert page.locator(".leaflet-control-zoom-in").get_attribute("aria-label") == "Приблизить"


def test_an_open_popup_and_the_story_follow(open_page, tumen):
    page = open_page(tumen).page
    page.evaluate("waybook.open('event-e28')")
    choose(page, "zh")
    assert words(page.locator(".leaflet-popup .to-list").text_content()) == "在列表中打开"
    assert "个来源" in page.locator(".leaflet-popup .standing").text_content()
    page.locator(".to-story").click()
    assert words(page.locator(".story .nth").text_content()) == "1 / 7"
    choose(page, "ru")
    assert words(page.locator(".story .nth").text_content()) == "1 из 7"
    assert page.locator(".story h3").get_attribute("lang") == "en"


def test_filters_and_search_speak_the_language(open_page, tumen):
    page = open_page(tumen, locale="ru-RU").page
    in_tongue(page, "ru")
    page.locator("#search").fill("сообщалось однажды")
    assert re.match(r"\d+ запис", words(page.locator(".search .found").text_content()))
    assert re.search(r"показано \d+ из \d+ запис", page.locator(".narrowed .told").text_content())
    page.locator("#search").fill("nothing of that kind")
    assert words(page.locator(".narrowed .told").text_content()).startswith("Ничто не отвечает")
    assert "слова «nothing of that kind»" in page.locator(".loosen").text_content()


def test_names_follow_the_page_until_the_reader_chooses_them(open_page, tumen):
    page = open_page(tumen).page
    names = page.locator(".names-in select")
    choose(page, "ko")
    assert names.input_value() == "ko"
    page.locator(".views summary").click()
    names.select_option("en")
    assert "names=en" in page.url
    choose(page, "ru")
    assert names.input_value() == "en"


def test_text_of_the_case_keeps_its_language(open_page, date_line):
    window = open_page(date_line, locale="ru-RU")
    page = window.page
    in_tongue(page, "ru")
    title = page.locator("h1")
    assert title.get_attribute("lang") == "ar"
    assert title.evaluate("one => getComputedStyle(one).direction") == "rtl"
    assert page.locator("article .title").first.get_attribute("lang") == "ar"
    assert page.locator(".legend summary").evaluate("one => one.closest('[lang]').lang") == "ru"
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert window.errors == []


def test_a_case_in_a_language_of_the_page_is_written_in_it(open_page, korean):
    page = open_page(korean, java_script_enabled=False).page
    assert page.locator("html").get_attribute("lang") == "ko"
    assert words(page.locator("h2").nth(1).text_content()).startswith("사건")
    assert words(page.locator("#method").text_content()) == "이 지도를 만든 방법"
    assert "기준" in page.locator(".as-of").text_content()


def test_the_frame_of_such_a_case_is_named_in_it(korean):
    shown = korean.with_name("embed.html").read_text("utf-8")
    assert 'title="지도: ' in html.unescape(shown)
    assert ">지도 열기: " in html.unescape(shown)


def test_such_a_page_is_english_for_an_english_reader(open_page, korean):
    window = open_page(korean)
    page = window.page
    in_tongue(page, "en")
    assert words(page.locator("#method").text_content()) == "How this map was made"
    assert page.locator("h1").get_attribute("lang") == "ko"
    choose(page, "ko")
    assert words(page.locator("#method").text_content()) == "이 지도를 만든 방법"
    assert window.errors == []


@pytest.mark.parametrize("code", TOLD)
def test_on_a_phone_the_tools_stand_in_one_row(open_page, tumen, code, screenshot):
    window = open_page(tumen, PHONE, locale=code)
    page = window.page
    in_tongue(page, code)
    boxes = [page.locator(one).bounding_box() for one in (".views", ".page-in", ".to-story")]
    layers = page.locator(".leaflet-control-layers").bounding_box()
    assert len({round(box["y"]) for box in boxes}) == 1
    assert max(box["x"] + box["width"] for box in boxes) <= layers["x"]
    assert all(42 <= box["height"] <= 46 for box in boxes)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.wait_for_timeout(300)
    screenshot(window, f"language-phone-{code}")


@pytest.mark.parametrize("size", [WIDE, PHONE])
def test_nobody_is_barred_from_the_page_in_another_language(open_page, tumen, size):
    page = open_page(tumen, size, locale="ko-KR").page
    in_tongue(page, "ko")
    found = Axe().run(page, context="#map").response["violations"]
    assert [(one["id"], node["html"][:160]) for one in found for node in one["nodes"]] == []


def test_a_browser_that_cannot_open_the_other_languages_offers_none(open_page, tumen):
    window = open_page(tumen, locale="ko-KR")
    window.page.add_init_script("delete window.DecompressionStream")
    window.page.reload()
    window.page.locator("html.scripted").wait_for(state="attached")
    assert window.page.locator(".page-in").count() == 0
    assert window.page.locator(".views > summary").text_content() == "Views"
    assert window.errors == []


def test_ranges_and_cut_labels_go_by_the_language(open_page, tumen):
    window = open_page(tumen)
    page = window.page
    page.evaluate("waybook.time.choose(738552, 738610)")
    choose(page, "ru")
    in_tongue(page, "ru")
    said = words(page.locator(".time-said").text_content())
    own = """new Intl.DateTimeFormat("ru", { year: "numeric", month: "short", timeZone: "UTC" })
        .formatRange(new Date("2023-02-01"), new Date("2023-03-31"))"""
    assert said.startswith(f"{words(page.evaluate(own))}: "), said
    assert page.locator(".time-live").text_content() == page.locator(".time-said").text_content()
    labels = page.locator(".flows .chart text[data-w]:not(.amount)").all_text_contents()
    assert labels
    assert not [one for one in labels if re.match("[A-Z][a-z]+ ?[–0-9]", one)]


def test_an_open_list_of_a_stack_goes_on_in_the_other_language(open_page, tumen):
    window = open_page(tumen)
    page = window.page
    page.locator(".stack").first.press("Enter")
    listed = page.locator(".leaflet-popup .choice")
    assert re.match(r"\d+ events here", listed.locator("h3").text_content())
    number = listed.locator("button").count()
    choose(page, "ru")
    assert re.match(r"\d+ событи[еяй] здесь", words(listed.locator("h3").text_content()))
    assert listed.locator("button").count() == number
    popup = page.locator(".leaflet-popup")
    assert words(popup.get_attribute("aria-label")) == words(listed.locator("h3").text_content())
    page.evaluate("waybook.map.closePopup()")
    page.evaluate("waybook.map.setView([42.43, 130.6], 9, { animate: false })")
    page.locator(".chip").first.click()
    assert re.search("маршрут", listed.locator("h3").text_content())
    choose(page, "zh")
    assert "条路线" in listed.locator("h3").text_content()
    assert window.errors == []


def test_what_has_been_said_of_an_address_a_date_or_a_copy_is_said_in_the_other_language(
    open_page, tumen
):
    window = open_page(tumen)
    page = window.page
    page.evaluate("location.hash = '#event-nope&text='")
    page.locator("[data-time=from]").fill("soon")
    page.locator("[data-time=from]").press("Enter")
    page.locator(".share > summary").click()
    page.locator("[data-share=link]").click()
    choose(page, "ru")
    assert (
        page.locator(".address-note").text_content()
        == "На этой странице нет записи с таким именем."
    )
    assert page.locator(".time-fault").text_content().startswith("«soon» — не дата")
    assert re.search("[а-я]", page.locator(".share [role=status]").text_content())
    page.evaluate("waybook.open('event-e28')")
    choose(page, "ko")
    assert page.locator(".leaflet-popup-close-button").get_attribute("aria-label") == "창 닫기"
    assert window.errors == []


def test_numbers_and_the_scale_bar_go_by_the_language(open_page, built_map, tmp_path):
    place = {"id": "p", "name": "Town", "kind": "town", "country": "FI", "lon": "22", "lat": "61"}
    rows = [
        {"id": f"e{n}", "title": f"Event {n}", "date": "2020-01-01", "place": "p"}
        | {"certainty": "official" if n else "reported"}
        for n in range(1234)
    ]
    for name, table in {"places": [place], "events": rows}.items():
        (tmp_path / f"{name}.csv").write_text(written(table), encoding="utf-8")
    page = open_page(built_map(tmp_path)).page
    scale = page.locator(".leaflet-control-scale-line")
    count, official = (
        page.locator("#events > .count"),
        page.locator("label:has([value=official]) .count"),
    )
    assert (count.text_content(), official.text_content()) == ("1,234", "1,233")
    assert re.fullmatch(r"\d+ k?m", scale.text_content())
    choose(page, "ru")
    assert (words(count.text_content()), words(official.text_content())) == ("1 234", "1 233")
    assert re.fullmatch(r"\d+ к?м", scale.text_content())
    choose(page, "zh")
    assert re.fullmatch(r"\d+(公里|米)", scale.text_content())


def test_lengths_in_notes_go_by_the_language():
    note = "Port approaches (close to the shore): 1.2 and 0.4 km. Coastline: GSHHG."
    assert "1,2" in noted(note).told(read_tongue("ru"))
    assert str(noted(note)) == note


def test_a_distance_that_does_not_fit_is_told_in_the_language(open_page, built_map, tmp_path):
    (tmp_path / "places.csv").write_text(
        "id,name,kind,lon,lat\na,Aa,town,24,60\nb,Bb,town,26,60\n", encoding="utf-8"
    )
    (tmp_path / "links.csv").write_text(
        "id,name,mode,stops,stated_km\nl,Aa – Bb,road,a>b,5200\n", encoding="utf-8"
    )
    page = open_page(built_map(tmp_path)).page
    told_of = page.locator("section[aria-labelledby=differences]")
    assert "“5200” km stated, 112 km in a straight line." in words(told_of.text_content())
    choose(page, "ru")
    assert "указано «5200» км, по прямой 112 км." in words(told_of.text_content())
