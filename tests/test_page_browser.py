import csv
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from opened_page import PHONE, WIDE, words

TUMEN = Path(__file__).resolve().parents[1] / "cases" / "tumen"
KINDS = ["event", "link", "journey", "place"]
LOOKS = [
    pytest.param(size, scheme, id=f"{size[0]}x{size[1]}-{scheme}")
    for size in (WIDE, PHONE)
    for scheme in ("light", "dark")
]
MAX_BYTES = 3_000_000


@pytest.fixture
def window(open_page, tumen):
    return open_page(tumen)


def rows(table: str) -> list[dict[str, str]]:
    with (TUMEN / f"{table}.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize(("size", "scheme"), LOOKS)
def test_the_page_asks_nobody_for_anything_and_has_nothing_to_complain_of(
    open_page, tumen, screenshot, size, scheme
):
    window = open_page(tumen, size, color_scheme=scheme)
    screenshot(window, f"tumen-{size[0]}x{size[1]}-{scheme}")
    assert window.popups()
    screenshot(window, f"tumen-{size[0]}x{size[1]}-{scheme}-popup")
    assert window.requests == []
    assert window.errors == []
    assert window.dialogs == []


@pytest.mark.parametrize("size", [WIDE, PHONE])
def test_the_page_does_not_scroll_sideways(open_page, tumen, size):
    page = open_page(tumen, size).page
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


def test_dark_and_light_pages_differ_in_paper_and_not_in_words(open_page, tumen):
    light = open_page(tumen, color_scheme="light").page
    dark = open_page(tumen, color_scheme="dark").page
    paper = "getComputedStyle(document.body).backgroundColor"
    assert light.evaluate(paper) != dark.evaluate(paper)
    assert light.locator("main").text_content() == dark.locator("main").text_content()


def test_each_layer_is_taken_off_the_map_and_put_back(window):
    page = window.page
    page.locator(".leaflet-control-layers").hover()
    boxes = page.locator(".leaflet-control-layers-overlays input[type=checkbox]")
    whole = set(window.drawn())
    assert boxes.count() >= len(KINDS)
    for box in boxes.all():
        assert box.is_checked()
        shown = len(window.parts())
        box.click()
        assert len(window.parts()) < shown
        box.click()
        assert len(window.parts()) == shown
        assert set(window.drawn()) == whole
    for box in boxes.all():
        box.click()
    assert window.drawn() == []
    assert page.locator(".leaflet-map-pane .stack, .leaflet-map-pane .query").count() == 0
    for box in boxes.all():
        box.click()
    assert set(window.drawn()) == whole
    assert window.errors == []


def test_every_layer_of_the_control_has_a_name(window):
    names = [words(name) for name in window.overlays()]
    assert all(names)
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("kind", KINDS)
def test_a_popup_says_what_the_entry_in_the_list_says(window, kind):
    quoted, listed = window.popups(f"{kind}-"), window.articles(f"{kind}-")
    assert quoted, f"no {kind} is drawn"
    assert [ref for ref, text in quoted.items() if not text.startswith(listed[ref])] == []


@pytest.mark.parametrize("kind", KINDS)
def test_a_key_opens_the_popup_and_another_closes_it(window, kind):
    page = window.page
    feature = page.locator(f".leaflet-map-pane [data-ref^='{kind}-']:not(.stacked)").first
    ref = feature.get_attribute("data-ref")
    feature.focus()
    page.keyboard.press("Enter")
    popup = page.locator(f".leaflet-popup [data-ref='{ref}']")
    assert words(popup.text_content()).startswith(window.articles()[ref])
    page.keyboard.press("Escape")
    popup.wait_for(state="detached")
    assert page.evaluate("document.activeElement.dataset.ref") == ref


def test_all_that_is_drawn_can_be_reached_and_is_named_for_those_who_do_not_see_it(window):
    unnamed = """all => all.filter(one =>
        !one.hasAttribute("tabindex") || one.getAttribute("role") !== "button" ||
        !one.getAttribute("aria-label")).map(one => one.dataset.ref)"""
    features = window.page.locator(".leaflet-map-pane :is(path, .leaflet-marker-icon)[data-ref]")
    assert features.count() > len(KINDS)
    assert features.evaluate_all(unnamed) == []


def test_the_tab_key_goes_from_the_head_of_the_page_into_the_map(window):
    page = window.page
    reached = False
    for _ in range(40):
        page.keyboard.press("Tab")
        reached = reached or page.evaluate(
            "Boolean(document.activeElement.closest('.leaflet-map-pane'))"
        )
    assert reached


def test_a_click_on_a_mark_opens_its_entry_or_a_choice_that_holds_it(window):
    page = window.page
    on_top = """all => all.map(one => {
        const box = one.getBoundingClientRect();
        const at = [box.left + box.width / 2, box.top + box.height / 2];
        return one.contains(document.elementFromPoint(...at)) ? [one.dataset.ref, ...at] : null;
    }).filter(Boolean)"""
    marks = page.locator(".leaflet-map-pane .leaflet-marker-icon[data-ref]")
    for nth in range(3):
        # a popup may have moved the map: where a mark stands is asked anew
        ref, x, y = marks.evaluate_all(on_top)[nth]
        page.mouse.click(x, y)
        either = f".leaflet-popup :is([data-ref='{ref}'], [data-open='{ref}'])"
        page.locator(either).wait_for()
        page.evaluate("waybook.map.closePopup()")
        page.locator(".leaflet-popup").wait_for(state="detached")


def test_events_at_one_spot_open_as_a_list_of_all_of_them(window):
    page = window.page
    stack = page.locator(".stack").first
    refs = stack.get_attribute("data-refs").split()
    stack.focus()
    page.keyboard.press("Enter")
    choices = page.locator(".leaflet-popup [data-open]")
    assert choices.evaluate_all("all => all.map(one => one.dataset.open)") == refs
    choices.last.click()
    popup = page.locator(f".leaflet-popup [data-ref='{refs[-1]}']")
    assert words(popup.text_content()).startswith(window.articles()[refs[-1]])


def test_a_link_to_an_event_opens_the_page_at_it(open_page, tumen):
    window = open_page(tumen)
    ref = window.drawn("event-")[-1]
    page = window.page
    page.goto(f"{tumen.resolve().as_uri()}#{ref}")
    page.reload()
    popup = page.locator(f".leaflet-popup [data-ref='{ref}']")
    popup.wait_for()
    assert words(popup.text_content()).startswith(window.articles()[ref])
    assert window.errors == []


def test_without_scripts_the_list_holds_all_that_it_holds_with_them(open_page, tumen, screenshot):
    scripted, plain = open_page(tumen), open_page(tumen, java_script_enabled=False)
    assert plain.page.locator("main#list").is_visible()
    assert plain.articles() == scripted.articles()
    assert plain.refs() == scripted.refs()
    assert plain.page.locator("noscript p").first.is_visible()
    assert plain.requests == []
    screenshot(plain, "tumen-without-scripts")


@pytest.mark.parametrize("kind", ["event", "link", "place", "source", "actor", "flow", "service"])
def test_every_row_of_a_table_has_its_entry_in_the_list(window, kind):
    # the contract: an empty status is published; a draft leaves no trace
    expected = {f"{kind}-{row['id']}" for row in rows(f"{kind}s") if row.get("status") != "draft"}
    assert set(window.refs(f"{kind}-")) == expected


def test_every_journey_has_one_entry_in_the_list(window):
    expected = {f"journey-{row['journey']}" for row in rows("journeys")}
    assert sorted(window.refs("journey-")) == sorted(expected)


def test_every_link_within_the_page_leads_somewhere_and_no_id_stands_twice(window):
    page = window.page
    ids = page.locator("[id]").evaluate_all("all => all.map(one => one.id)")
    assert len(set(ids)) == len(ids)
    hrefs = "all => all.map(one => decodeURIComponent(one.getAttribute('href').slice(1)))"
    targets = page.locator("a[href^='#']").evaluate_all(hrefs)
    steps = page.evaluate("waybook.steps")
    told = {target for target in targets if target.startswith("story=")}
    assert told == {f"story={step}" for step in steps}
    assert set(targets) - told - set(ids) - {""} == set()


class Outside(HTMLParser):
    """What a page would fetch from elsewhere, and what stands in its head."""

    def __init__(self):
        super().__init__()
        self.fetched, self.policy, self.early = [], "", []

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        if tag != "a":
            kept = [given.get(name) for name in ("src", "href", "srcset", "data", "action")]
            self.fetched += [f"{tag}: {v}" for v in kept if v and not v.startswith(("data:", "#"))]
        if tag == "meta" and given.get("http-equiv") == "Content-Security-Policy":
            self.policy = given["content"]
        if tag in {"script", "style", "link"} and not self.policy:
            self.early.append(tag)


def test_the_file_names_nothing_to_fetch_and_forbids_it_before_anything_else(tumen):
    text = tumen.read_text(encoding="utf-8")
    page = Outside()
    page.feed(text)
    assert page.fetched == []
    assert page.early == []
    assert "default-src 'none'" in page.policy
    assert "unsafe" not in page.policy
    assert "http" not in page.policy
    styles = "".join(re.findall(r"<style[^>]*>(.*?)</style>", text, re.DOTALL))
    assert re.findall(r"@import|url\((?!#|[\"']?(?:#|data:))[^)]*\)", styles) == []


def test_a_script_that_is_not_ours_does_not_run(open_page, tumen):
    window = open_page(tumen)
    window.page.evaluate("""() => {
        const script = document.createElement("script");
        script.textContent = "window.__intruder = 1";
        document.body.append(script);
        const image = document.createElement("div");
        image.innerHTML = "<img src=x onerror='window.__intruder = 1'>";
        document.body.append(image);
    }""")
    window.page.wait_for_timeout(200)
    assert window.page.evaluate("window.__intruder") is None
    assert window.errors


def test_building_twice_gives_the_same_bytes(build, tumen):
    assert (build(TUMEN) / "map.html").read_bytes() == tumen.read_bytes()


def test_the_page_is_light_enough_to_be_sent_by_mail(tumen):
    assert tumen.stat().st_size <= MAX_BYTES
