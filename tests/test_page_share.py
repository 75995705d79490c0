"""Share: the address holds what is seen, and a page around this one is told of it."""

import pytest
from playwright.sync_api import expect
from script_engine import Engine

expect.set_options(timeout=15_000)
CENTRE = (
    "(() => { const c = waybook.map.getCenter(); return [c.lng, c.lat, waybook.map.getZoom()]; })()"
)


@pytest.fixture
def window(open_page, tumen):
    return open_page(tumen)


def opened_at(open_page, tumen, fragment):
    page = open_page(tumen).page
    page.goto(f"{tumen.as_uri()}#{fragment}")
    page.reload()
    return page


def test_an_address_with_a_position_opens_there(open_page, tumen):
    page = opened_at(open_page, tumen, "at=130.6412,42.4217,11")
    lon, lat, zoom = page.evaluate(CENTRE)
    assert (round(lon, 3), round(lat, 3), zoom) == (130.641, 42.422, 11)


def test_an_address_goes_no_nearer_than_the_map_does(open_page, tumen):
    page = opened_at(open_page, tumen, "at=130.6412,42.4217,30")
    assert page.evaluate(CENTRE)[2] == 14


def test_an_entry_and_a_position_go_together(open_page, tumen):
    page = opened_at(open_page, tumen, "event-e28&at=130.6412,42.4217,9")
    page.locator(".leaflet-popup [data-ref='event-e28']").wait_for()
    assert page.evaluate(CENTRE)[2] == 9


def test_a_view_has_an_address_and_one_that_is_not_there_is_named(window, open_page, tumen):
    page = window.page
    page.locator(".views summary").click()
    page.locator("[data-view='rason']").click()
    page.wait_for_timeout(400)  # a move that a reader makes would be in the address by now
    assert page.url.endswith("#view=rason")
    again = opened_at(open_page, tumen, "view=rason")
    there, here = again.evaluate(CENTRE), page.evaluate(CENTRE)
    assert there == pytest.approx(here, abs=0.02)
    lost = opened_at(open_page, tumen, "view=atlantis")
    assert "no view “atlantis”" in lost.locator(".address-note").text_content()


def test_who_moves_the_map_finds_where_he_is_in_the_address(window):
    page = window.page
    assert "at=" not in page.url
    page.locator("#map .folium-map").focus()
    page.keyboard.press("ArrowUp")
    page.wait_for_url("**#at=*")
    lon, lat, zoom = map(float, page.url.partition("at=")[2].split(","))
    page.wait_for_timeout(400)
    assert [lon, lat, zoom] == pytest.approx(page.evaluate(CENTRE), abs=0.01)


def test_the_link_and_the_snippet_hold_filters_entry_and_view(window):
    page = window.page
    page.evaluate("location.hash = '#event-e28&category=workers'")
    page.locator(".share summary").click()
    page.evaluate("""() => Object.defineProperty(navigator, "clipboard",
        { value: { writeText: async (text) => { window.copied = text; } } })""")
    page.get_by_role("button", name="Copy a link to this view").click()
    expect(page.locator(".share [role=status]")).to_have_text("Link copied")
    link = page.evaluate("window.copied")
    assert "#event-e28&category=workers&at=" in link
    page.get_by_role("button", name="Copy a snippet to embed it").click()
    page.wait_for_timeout(50)
    snippet = page.evaluate("window.copied")
    assert snippet.startswith('<iframe src="file:')
    assert "map.html?compact#event-e28&#38;category=workers" in snippet
    assert 'sandbox="allow-scripts' in snippet


def test_a_link_holds_what_is_opened_on_the_map_unless_a_filter_holds_it_back(window):
    page = window.page
    page.locator(".share summary").click()
    page.evaluate("""() => Object.defineProperty(navigator, "clipboard",
        { value: { writeText: async (text) => { window.copied = text; } } })""")
    link = page.get_by_role("button", name="Copy a link to this view")
    page.evaluate("waybook.open('event-e30')")
    link.click()
    assert "#event-e30&at=" in page.evaluate("window.copied")
    page.locator("#search").fill("more than 300 workers")
    link.click()
    assert "event-e30" not in page.evaluate("window.copied")


def test_where_the_clipboard_is_closed_the_text_stands_to_be_copied(window):
    page = window.page
    page.locator(".share summary").click()
    page.evaluate("""() => Object.defineProperty(navigator, "clipboard",
        { value: { writeText: async () => { throw new Error("closed"); } } })""")
    page.get_by_role("button", name="Copy a link to this view").click()
    field = page.locator(".share input")
    expect(field).to_be_visible()
    assert "#at=" in field.input_value()


def test_a_page_around_this_one_is_told_its_height_and_what_is_opened(open_page, tumen, tmp_path):
    host = tmp_path / "host.html"
    host.write_text(
        "<script>told = []; addEventListener('message', e => told.push(e.data))</script>"
        f'<iframe src="{tumen.as_uri()}" width="1000" height="700"></iframe>',
        encoding="utf-8",
    )
    page = open_page(tumen).page
    page.context.unroute("**/*")
    page.goto(host.as_uri())
    frame = page.frames[1]
    frame.locator("#event-e28").wait_for(state="attached")
    frame.evaluate("location.hash = '#event-e28'")
    frame.locator(".leaflet-popup").wait_for()
    told = page.evaluate("told")
    assert any(one.get("height", 0) > 100 for one in told)
    assert {"waybook": 1, "selected": "event-e28"} in told
    assert all(set(one) <= {"waybook", "height", "selected"} for one in told)


# --- the rules, without a page


@pytest.mark.parametrize(
    ("fragment", "view"),
    [
        ("#at=130.5,42,9", {"lon": 130.5, "lat": 42, "zoom": 9}),
        ("#event-1&view=far%20east", {"id": "far east"}),
        ("#at=1,2", None),
        ("#at=1,2,3,4", None),
        ("#at=1,91,3", None),
        ("#at=200,1,3", None),
        ("#at=,,", None),
        ("#at=1,2,x", None),
        ("#", None),
    ],
)
def test_a_view_is_read_from_an_address(fragment, view):
    assert Engine("pieces", "share").call("readView", fragment) == view


def test_an_address_in_a_snippet_is_text_that_does_not_act():
    frame = '<iframe src="{compact}" title="{other}"></iframe><a href="{address}">'
    href = "https://example.org/map.html#text=\"><script>alert('1')</script>"
    stand_in = "(href) => ({ href, searchParams: { set: () => {} } })"  # the engine has no URL
    engine = Engine("share")
    engine.racer.eval(f"function URL(href) {{ return ({stand_in})(href); }}")
    made = engine.call("embedSnippet", frame, href)
    safe = "https://example.org/map.html#text=&#34;&#62;&#60;script&#62;alert(&#39;1&#39;)&#60;/script&#62;"
    assert made == f'<iframe src="{safe}" title="{{other}}"></iframe><a href="{safe}">'


@pytest.mark.parametrize(
    ("before", "keys", "pieces", "after"),
    [
        ("#event-1&time=2024", ["time"], [], "#event-1"),
        ("#time=2024", [""], [["", "event-1"]], "#event-1&time=2024"),
        ("#at=1,2,3&x", ["at", "view"], [["view", "north"]], "#x&view=north"),
        ("#at=1,2,3", ["at"], [], ""),
        ("", ["time"], [["time", "2024"]], "#time=2024"),
        ("#a=b=c&&d", [], [], "#d&a=b=c"),
    ],
)
def test_pieces_of_an_address_are_put_in_the_place_of_others(before, keys, pieces, after):
    assert Engine("pieces").call("withPieces", before, keys, pieces) == after


def test_a_piece_is_read_decoded_and_as_it_is_where_it_cannot_be():
    engine = Engine("pieces")
    assert engine.call("textOf", "#event-1&text=a%20b", "text") == "a b"
    assert engine.call("textOf", "#event-1&text=%E0%A4%A", "text") == "%E0%A4%A"
    assert engine.call("textOf", "#event-1&text=", "text") == ""
    assert engine.run("textOf('#event-1', 'text') === undefined")
