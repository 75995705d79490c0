"""Filters: map, timeline and list show the same set."""

import csv
import re
from pathlib import Path

import pytest
from opened_page import PHONE, words
from playwright.sync_api import expect
from script_engine import Engine

TUMEN = Path(__file__).resolve().parents[1] / "cases" / "tumen"
expect.set_options(timeout=15_000)
WIDE_KINDS = {"country", "region"}


@pytest.fixture
def window(open_page, tumen):
    return open_page(tumen)


def rows(name):
    with (TUMEN / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def tick(page, facet, *labels):
    if not page.locator(".filters[open]").count():
        page.locator(".filters > summary").click()
    box = page.locator(".facet", has=page.locator("summary", has_text=facet))
    if box.get_attribute("open") is None:
        box.locator("summary").click()
    for label in labels:
        box.locator("label", has=page.get_by_text(label, exact=True)).locator("input").check()


def counts(page, facet):
    """Labels of a facet with the numbers beside them."""
    box = page.locator(".facet", has=page.locator("summary", has_text=facet))
    return {
        words(one.locator("span").first.text_content()): int(one.locator(".count").text_content())
        for one in box.locator("label").all()
    }


def told(page):
    return words(page.locator(".narrowed .told").text_content())


def shown_events(page):
    seen = "all => all.filter(one => one.checkVisibility()).map(one => one.id)"
    return set(page.locator("main article.event").evaluate_all(seen))


def on_map(page):
    """Refs of events that stand on the map, alone, in stacks or on badges."""
    return set(
        page.evaluate("""[...document.querySelectorAll(
            "#map .leaflet-marker-pane :is([data-ref^='event-'], [data-refs])")]
            .filter(one => !one.matches(".left-out, .stacked") && one.checkVisibility())
            .flatMap(one => (one.dataset.refs || one.dataset.ref).split(" "))""")
    )


def test_filters_are_closed_and_hold_nothing_back_at_first(window):
    assert not window.page.locator(":is(.filters, .facet, .share)[open]").count()
    assert window.page.locator("#list .held").count() == 0
    assert window.page.locator(".narrowed").is_hidden()


def test_what_is_known_only_to_a_region_or_country_can_be_held_back_everywhere(window):
    wide = {
        row["id"]
        for row in rows("places")
        if row["kind"] in WIDE_KINDS and row["geometry"] != "none"
    }
    known = {f"event-{row['id']}" for row in rows("events") if row["place"] in wide}
    assert known
    tick(window.page, "Located to", "A point", "A town or site", "No position")
    assert not known & shown_events(window.page)
    assert not known & on_map(window.page)
    assert on_map(window.page)
    expect(window.page.locator(".time-said")).to_contain_text(" of 56 events")
    assert window.page.locator(".time-plot .held").count() >= len(known)


def test_the_map_the_timeline_and_the_list_show_the_same_events(window):
    tick(window.page, "Located to", "A point", "A town or site")
    shown = shown_events(window.page)
    assert on_map(window.page) == shown
    expect(window.page.locator(".time-said")).to_contain_text(f"{len(shown)} of 56 events")


def test_values_of_one_facet_widen_and_facets_narrow(window):
    page = window.page
    of = {f"event-{row['id']}": row["category"] for row in rows("events")}
    tick(page, "Category of event", "Workers")
    assert {of[ref] for ref in shown_events(page)} == {"workers"}
    tick(page, "Category of event", "Tourism")
    both = shown_events(page)
    assert {of[ref] for ref in both} == {"workers", "tourism"}
    tick(page, "Date known to", "A day")
    day = re.compile(r"\d{4}-\d\d-\d\d")
    dated = {f"event-{row['id']}" for row in rows("events") if day.fullmatch(row["date"])}
    assert shown_events(page) == both & dated


def test_the_number_beside_a_value_is_what_ticking_it_alone_would_show(window):
    page = window.page
    tick(page, "Category of event", "Workers")
    numbers = counts(page, "Date known to")
    tick(page, "Date known to", "A day")
    shown = {ref for ref in shown_events(page) if ref.startswith("event-")}
    assert len(shown) == numbers["A day"]
    assert counts(page, "Date known to") == numbers
    assert sum(counts(page, "Category of event").values()) > numbers["A day"]


def test_a_route_is_filtered_by_its_mode_with_its_services_and_events(window):
    page = window.page
    tick(page, "What runs", "Ferry")
    links = {row["id"] for row in rows("links") if row["mode"] == "ferry"}
    drawn = page.locator("path.line:not(.casing)").evaluate_all(
        "all => all.filter(one => one.checkVisibility()).map(one => one.dataset.ref)"
    )
    assert {ref for ref in drawn if ref and ref.startswith("link-")} <= {f"link-{i}" for i in links}
    for table in ("events", "services"):
        about = {f"{table[:-1]}-{row['id']}" for row in rows(table) if row["link"] in links}
        seen = page.locator(f"main article.{table[:-1]}").evaluate_all(
            "all => all.filter(one => one.checkVisibility()).map(one => one.id)"
        )
        assert set(seen) == about


def test_one_click_leaves_what_is_official_or_surer_and_another_takes_it_back(window):
    page = window.page
    page.locator(".filters > summary").click()
    button = page.get_by_role("button", name="Official or surer")
    button.click()
    expect(button).to_have_attribute("aria-pressed", "true")
    sure = {
        f"event-{r['id']}" for r in rows("events") if r["certainty"] in {"official", "confirmed"}
    }
    assert shown_events(page) == sure
    button.click()
    assert len(shown_events(page)) == 56


def test_an_empty_result_names_what_to_loosen_and_what_that_would_show(window):
    page = window.page
    tick(page, "Category of event", "Workers")
    page.locator("#search").fill("zebra")
    assert told(page).startswith("Nothing passes all of this.")
    offers = page.locator(".loosen button")
    assert offers.count() == 1
    offered = words(offers.text_content())
    offers.click()
    shown = page.locator("main article").evaluate_all(
        "all => all.filter(one => one.checkVisibility()).length"
    )
    assert offered == f"the words “zebra” (+{shown})"


def test_where_no_event_is_left_it_says_so_though_routes_are(window):
    tick(window.page, "What runs", "Rail")
    rails = {row["id"] for row in rows("links") if row["mode"] == "rail"}
    busy = {row["category"] for row in rows("events") if row["link"] in rails or row["journey"]}
    free = window.page.locator("input[name=category]").evaluate_all("all => all.map(i => i.value)")
    idle = next(value for value in free if value not in busy)
    window.page.locator(".facet", has_text="Category of event").locator("summary").click()
    window.page.locator(f"input[name=category][value={idle}]").check()
    assert told(window.page).startswith("No event passes all of this.")
    assert window.page.locator(".loosen button").count() == 2


def test_words_filter_the_map_and_the_timeline_as_well(window):
    page = window.page
    page.locator("#search").fill("300 workers")
    shown = shown_events(page)
    assert 0 < len(shown) < 10
    assert on_map(page) <= shown
    expect(page.locator(".time-said")).to_contain_text(f"{len(shown)} of 56 events")


def test_it_says_how_many_entries_are_shown_and_shows_them_all_again(window):
    before = shown_events(window.page)
    tick(window.page, "Located to", "A country")
    assert told(window.page).endswith("of 244 entries shown")
    window.page.get_by_role("button", name="Show all", exact=True).click()
    assert shown_events(window.page) == before
    assert window.page.locator(".narrowed").is_hidden()
    assert window.page.locator(".filters input:checked").count() == 0


def test_who_follows_a_link_to_what_is_held_back_finds_it(window):
    tick(window.page, "Located to", "A point")
    window.page.evaluate("location.hash = '#place-russia'")
    expect(window.page.locator("#place-russia")).to_be_visible()


def test_an_entry_that_a_filter_holds_back_does_not_stay_in_the_address(window):
    page = window.page
    page.evaluate("location.hash = '#place-russia'")
    page.locator(".leaflet-popup [data-ref=place-russia]").wait_for()
    tick(page, "Located to", "A point")
    assert page.url.endswith("#precision=point")
    expect(page.locator(".narrowed")).to_be_visible()


def test_a_filter_and_a_range_of_time_hold_back_together(window):
    tick(window.page, "Located to", "A point", "A town or site", "A region", "No position")
    window.page.evaluate("location.hash += '&time=2024-02/2024-04'")
    expect(window.page.locator(".time-said")).to_contain_text("Feb 2024")
    expect(window.page.locator(".time-note")).to_be_visible()
    countries = {row["id"] for row in rows("places") if row["kind"] == "country"}
    places = {f"event-{row['id']}": row["place"] for row in rows("events")}
    shown = shown_events(window.page)
    assert 0 < len(shown) < 20
    assert not {places[ref] for ref in shown} & countries


def test_numbers_that_are_held_back_are_faint_in_their_table(window):
    page = window.page
    tick(page, "Certainty", "Official")
    refs = {f"flow-{row['id']}": row["certainty"] for row in rows("flows")}
    assert set(refs.values()) > {"official"} or len(set(refs.values())) == 1
    for link in page.locator(".flows td > a").all():
        if not link.is_visible():
            continue
        faint = link.evaluate("one => one.closest('tr').classList.contains('faint')")
        assert faint == (refs[link.get_attribute("href")[1:]] != "official")


def test_the_reach_of_a_region_shows_while_it_or_its_events_are_pointed_at(window):
    reach = window.page.locator("path.area.reach[data-ref='place-primorsky-krai']")
    expect(reach).to_be_hidden()
    region = window.page.locator("#place-primorsky-krai")
    region.dispatch_event("mouseover")
    expect(reach).to_be_visible()
    event = next(row["id"] for row in rows("events") if row["place"] == "primorsky-krai")
    window.page.locator("#place-moscow").dispatch_event("mouseover")
    expect(reach).to_be_hidden()
    window.page.locator(f"#event-{event}").dispatch_event("mouseover")
    expect(reach).to_be_visible()


def test_filters_work_in_the_sheet_of_a_phone(open_page, tumen):
    page = open_page(tumen, PHONE, has_touch=True).page
    page.locator(".grip").click()
    tick(page, "Located to", "A country")
    assert page.locator("#list .held").count() > 0


def test_the_address_holds_the_filters_and_opens_with_them(window, open_page, tumen):
    page = window.page
    tick(page, "Category of event", "Workers", "Tourism")
    page.locator("#search").fill("Rason, & more")
    page.wait_for_timeout(50)
    address = page.url
    assert "category=workers,tourism" in address
    assert "text=Rason%2C%20%26%20more" in address
    again = open_page(tumen).page
    again.goto(address)
    again.reload()
    assert again.locator("#search").input_value() == "Rason, & more"
    assert shown_events(again) == shown_events(page)
    assert again.locator(".facet input:checked").count() == 2


def test_a_filter_that_the_page_does_not_have_is_named_and_the_rest_is_taken(open_page, tumen):
    page = open_page(tumen).page
    page.goto(f"{tumen.as_uri()}#category=workers,nonsense&source=%E0%A4%A")
    page.reload()
    note = words(page.locator(".address-note").text_content())
    assert "“nonsense” is nothing that this page can be filtered by." in note
    assert len(shown_events(page)) == sum(r["category"] == "workers" for r in rows("events"))


# --- the rules, without a page


COLUMNS = Engine("columns")
#: Two sections of two entries and one of one, which bears nothing of the second facet.
BORNE = """[borneColumn([[1, [0, 3]], [0, 0], [1]], [2, 2, 1]),
    borneColumn([[0, 1], [1, 0], 0], [2, 2, 1])]"""


def test_an_entry_is_held_back_by_each_facet_that_it_bears_and_does_not_pass():
    ticked = "new Map([[0, [1, 2]], [1, [0]]])"
    fails = COLUMNS.run(f"[...failFacets(new Uint32Array(5), {ticked}, {BORNE})]")
    assert fails == [0, 0b11, 0b11, 0b01, 0]


def test_a_value_counts_the_entries_that_pass_all_other_facets():
    fails, outside = "Uint32Array.of(0, 0b01, 0b10, 0b11, 0)", "Uint8Array.of(0, 0, 0, 0, 1)"
    counts = f"countBorne({BORNE}, {fails}, {outside}, [4, 2]).map(one => [...one])"
    assert COLUMNS.run(counts) == [[1, 1, 0, 1], [1, 1]]


def test_an_address_is_read_as_it_is_written():
    engine = Engine("pieces", "list", "filters")
    known = "[['mode', '', ['rail', 'a&b,c', 'хан']], ['kind', '', ['x']]]"
    asked = "{ ticked: new Map([[1, [0]], [0, [1, 2]]]), typed: 'a b=c&d' }"
    written = engine.run(f"writeFilters('#event-1&mode=old', {known}, {asked})")
    assert written.startswith("#event-1&mode=")
    assert engine.run(f"[...readFilters('{written}', {known}).ticked]") == [[0, [1, 2]], [1, [0]]]
    assert engine.run(f"readFilters('{written}', {known}).typed") == "a b=c&d"
    assert engine.run(f"readFilters('#mode=rail,boat', {known}).unknown") == ["boat"]


@pytest.mark.parametrize(
    ("address", "ticked", "unknown"),
    [
        ("#mode=rail&mode=ferry", [[0, [0, 1]]], []),
        ("#mode=boat,boat,rail,&x=1", [[0, [0]]], ["boat", "", "x=1"]),
        ("#event-1&time=2024&at=1,2,3&view=v&story=s&lang=ru&text=a", [], []),
        ("#__proto__=1&mode=constructor", [], ["__proto__=1", "constructor"]),
        ("#mode=" + ",".join(map(str, range(200_000))), [], [str(n) for n in range(200_000)]),
    ],
)
def test_what_an_address_asks_for_in_vain_is_named_once(address, ticked, unknown):
    engine = Engine("pieces", "list", "filters")
    read = f"readFilters({address!r}, [['mode', '', ['rail', 'ferry']]])"
    assert engine.run(f"[...{read}.ticked]") == ticked
    assert engine.run(f"{read}.unknown") == unknown


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (" a  b ", "a  b"),
        ("\u0301", ""),
        ("\ud83d", ""),
        ("a\ude00b", "ab"),
        ("😀" * 600, "😀" * 500),
        ("a " * 600, ("a " * 250).strip()),
    ],
)
def test_words_are_kept_as_an_address_can_hold_them(typed, kept):
    assert Engine("list").call("typedText", typed) == kept
