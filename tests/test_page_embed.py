"""The map in another page: the compact form, sandboxes, and the page with the snippet."""

import html
import re
from contextlib import contextmanager
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from hostile_case import quoted, write_table
from opened_page import words

HOSTILE = (
    """</textarea></title><script>window.__pwned = 1</script>" onload="alert(1)" {{ 7*7 }} ${x}"""
)


@contextmanager
def visiting(browser, address: str, size=(1000, 700), **options):
    """Open an address; everything but files of its own folder is refused and noted."""
    context = browser.new_context(viewport={"width": size[0], "height": size[1]}, **options)
    page = context.new_page()
    page.set_default_timeout(10_000)
    folder = address.partition("?")[0].partition("#")[0].rpartition("/")[0]
    page.asked, page.faults = [], []

    def answer(route):
        inside = route.request.url.startswith(folder + "/")
        if not inside:
            page.asked.append(route.request.url)
        route.continue_() if inside else route.abort()

    context.route("**/*", answer)
    page.on("pageerror", lambda error: page.faults.append(str(error)))
    page.on(
        "console",
        lambda said: page.faults.append(said.text) if said.type == "error" else None,
    )
    page.goto(address)
    try:
        yield page
    finally:
        context.close()


def framed(folder: Path, name: str, attributes: str, source: str = "map.html?compact") -> str:
    """Write a page of another author that frames the map."""
    file = folder / name
    file.write_text(
        f'<!doctype html><title>News</title><iframe src="{source}" title="A map" width="700" '
        f'height="500" {attributes}></iframe>'
    )
    return file.as_uri()


def map_frame(page):
    frame = page.locator("iframe").element_handle().content_frame()
    frame.wait_for_load_state()
    return frame


def violations(page) -> list[str]:
    found = Axe().run(page).response["violations"]
    return [f"{one['id']}: {one['nodes'][0]['html'][:120]}" for one in found]


# --- the compact form


def test_the_compact_page_is_a_map_with_a_slim_title_and_the_list_in_a_drawer(browser, tumen):
    with visiting(browser, f"{tumen.as_uri()}?compact", (700, 500)) as page:
        assert page.locator(".head").bounding_box()["height"] < 70
        assert page.locator(".standfirst").is_hidden()
        assert page.locator(".folium-map").bounding_box()["height"] > 340
        assert page.evaluate("document.documentElement.scrollHeight - innerHeight") <= 0
        assert page.locator("#entries").evaluate("one => one.inert")
        page.locator(".grip").click()
        assert page.locator("#entries nav").is_visible()
        assert page.faults == []


def test_the_compact_page_leads_to_the_whole_page_at_the_same_entry(browser, tumen):
    address = f"{tumen.as_uri()}?compact#event-e22"
    with visiting(browser, address, (700, 500)) as page:
        assert "event-e22" in page.url
        link = page.get_by_role("link", name="Open the whole page")
        link.focus()
        assert link.get_attribute("href") == f"{tumen.as_uri()}#event-e22"


def test_the_whole_page_has_no_link_to_itself(browser, tumen):
    with visiting(browser, tumen.as_uri()) as page:
        assert page.locator(".whole-page").is_hidden()
        assert page.locator(".sheet-bar").is_hidden()


def test_an_entry_opens_on_the_map_of_the_compact_page(browser, tumen):
    with visiting(browser, f"{tumen.as_uri()}?compact#place-vladivostok", (700, 500)) as page:
        page.locator(".leaflet-popup [data-ref='place-vladivostok']").wait_for()
        page.locator(".to-list").click()
        page.locator("#place-vladivostok").wait_for(state="visible")


@pytest.mark.parametrize("size", [(700, 500), (360, 520), (1200, 700)])
def test_axe_finds_nothing_in_the_compact_page(browser, tumen, size):
    with visiting(browser, f"{tumen.as_uri()}?compact", size) as page:
        assert violations(page) == []
        page.locator(".grip").click()
        assert violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


# --- frames


@pytest.mark.parametrize(
    "attributes",
    ["", 'sandbox="allow-scripts"', 'sandbox="allow-scripts allow-popups" loading="lazy"'],
)
def test_in_a_frame_the_map_is_drawn_and_a_popup_opens(browser, tumen, attributes):
    with visiting(browser, framed(tumen.parent, "frame.html", attributes)) as page:
        frame = map_frame(page)
        frame.wait_for_function("window.waybook && waybook.map")
        assert frame.evaluate("document.documentElement.classList.contains('embedded')")
        frame.evaluate("waybook.open('place-vladivostok')")
        frame.wait_for_selector(".leaflet-popup [data-ref='place-vladivostok']")
        frame.locator(".to-list").click()
        frame.locator("#place-vladivostok a.permalink").click()
        assert page.asked == []
        assert page.faults == []


@pytest.mark.parametrize("source", ["map.html", "map.html?compact"])
def test_in_a_sandbox_without_scripts_the_list_is_readable(browser, tumen, source):
    with visiting(browser, framed(tumen.parent, "still.html", "sandbox", source)) as page:
        frame = page.frame_locator("iframe")
        entry = frame.locator("#event-e1")
        entry.scroll_into_view_if_needed()
        assert entry.is_visible()
        assert "Putin’s earlier trip" in words(entry.text_content())
        assert frame.locator("noscript p").first.is_visible()


def test_a_wheel_over_a_framed_map_scrolls_the_other_page(browser, tumen):
    with visiting(browser, framed(tumen.parent, "wheel.html", "")) as page:
        frame = map_frame(page)
        frame.wait_for_function("window.waybook && waybook.map")
        assert frame.evaluate("waybook.map.scrollWheelZoom.enabled()") is False
        frame.locator(".folium-map").click(position={"x": 300, "y": 40})
        assert frame.evaluate("waybook.map.scrollWheelZoom.enabled()") is True


# --- the page with the snippet


@pytest.fixture
def embed(browser, tumen):
    with visiting(browser, (tumen.parent / "embed.html").as_uri()) as page:
        yield page


def test_the_snippet_names_the_frame_loads_late_and_is_sandboxed(embed):
    snippet = embed.get_by_label("Snippet").input_value()
    for part in (
        'title="Map: By rail, air and sea to North Korea"',
        'loading="lazy"',
        'sandbox="allow-scripts allow-popups allow-popups-to-escape-sandbox"',
        'src="https://example.org/map.html?compact"',
        '<a href="https://example.org/map.html">Open the map: By rail',
    ):
        assert part in snippet


def test_the_example_beside_the_snippet_is_alive(embed, screenshot, browser, tumen):
    embed.locator("#example").scroll_into_view_if_needed()
    frame = map_frame(embed)
    frame.wait_for_function("window.waybook && waybook.map")
    assert frame.locator(".leaflet-marker-icon").count() > 5
    assert embed.asked == []
    assert embed.faults == []


def test_the_snippet_follows_what_is_written(embed):
    embed.get_by_label("Address of the map").fill('https://a.example/m.html?x=1&y="2"#event-e1')
    embed.get_by_label("Height in pixels").fill("700")
    snippet = embed.get_by_label("Snippet").input_value()
    source = html.unescape(re.search(r'src="([^"]*)"', snippet)[1])
    assert source == 'https://a.example/m.html?x=1&y="2"&compact#event-e1'
    assert 'height="700"' in snippet
    embed.get_by_label("Compact").uncheck()
    snippet = embed.get_by_label("Snippet").input_value()
    assert "compact" not in snippet
    assert embed.locator("#example").get_attribute("src") == "map.html"


def test_the_snippet_works_in_a_page(browser, tumen, embed):
    snippet = embed.get_by_label("Snippet").input_value().replace("https://example.org/", "")
    page_of_others = tumen.parent / "article.html"
    page_of_others.write_text(f"<!doctype html><title>News</title><p>Text</p>{snippet}")
    with visiting(browser, page_of_others.as_uri()) as page:
        frame = map_frame(page)
        frame.wait_for_function("window.waybook && waybook.map")
        assert page.get_by_role("link", name="Open the map").is_visible()
        assert page.faults == []


def test_axe_finds_nothing_in_the_page_with_the_snippet(browser, tumen):
    for scheme in ("light", "dark"):
        address = (tumen.parent / "embed.html").as_uri()
        with visiting(browser, address, (390, 844), color_scheme=scheme) as page:
            assert violations(page) == []
            assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


def test_without_scripts_the_snippet_can_be_selected(browser, tumen):
    address = (tumen.parent / "embed.html").as_uri()
    with visiting(browser, address, java_script_enabled=False) as page:
        assert "<iframe" in page.get_by_label("Snippet").input_value()
        assert page.locator(".fields").is_hidden()


def test_a_hostile_title_is_text_in_the_snippet_and_nothing_else(tmp_path, build, browser):
    case = tmp_path / "hostile"
    case.mkdir()
    write_table(case / "events.csv", [{"id": "e0", "title": "an event"}])
    (case / "case.toml").write_text(f"title = {quoted(HOSTILE)}\n", encoding="utf-8")
    out = build(case)
    with visiting(browser, (out / "embed.html").as_uri()) as page:
        snippet = page.get_by_label("Snippet").input_value()
        inner = re.search(r'title="([^"]*)"', snippet)[1]
        assert html.unescape(inner) == f"Map: {HOSTILE}"
        article = out / "article.html"
        article.write_text(
            f"<!doctype html><title>t</title>{snippet.replace('https://example.org/', '')}"
        )
        assert page.evaluate("window.__pwned") is None
    with visiting(browser, article.as_uri()) as page:
        assert page.evaluate("window.__pwned") is None
        assert page.locator("iframe").count() == 1
        assert page.locator("iframe").get_attribute("onload") is None
        assert page.locator("iframe").get_attribute("title") == f"Map: {HOSTILE}"


def test_the_page_with_the_snippet_forbids_all_but_the_map_beside_it(tumen):
    text = (tumen.parent / "embed.html").read_text("utf-8")
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', text)[1]
    assert html.unescape(policy).startswith("default-src 'none'")
    assert "unsafe" not in policy
    assert "http" not in policy
    plain = re.sub(r"(?s)<(textarea|script|style).*?</\1>", "", text)
    assert re.findall(r'(?:src|href)="(?!map\.html|#)[^"&]+"', plain) == []


def others(page):
    """The snippets for other tools, by what they are for."""
    areas = page.locator("textarea.other").evaluate_all("all => all.map(a => [a.id, a.value])")
    return {key.removeprefix("snippet-"): text for key, text in areas}


def test_there_are_snippets_for_quarto_markdown_wordpress_and_a_picture(embed):
    told = others(embed)
    assert list(told) == ["quarto", "markdown", "wordpress", "picture"]
    frame = embed.get_by_label("Snippet", exact=True).input_value().splitlines()[0]
    assert told["quarto"].startswith(f"```{{=html}}\n{frame}\n```\n")
    assert told["wordpress"].splitlines()[1] == frame
    alt = "Map of 22 routes and 56 events, 1991 to 2026: By rail, air and sea to North Korea."
    assert f'alt="{alt}"' in told["picture"]
    assert alt in told["markdown"]
    assert "As of 7 July 2024." in told["picture"]
    embed.get_by_label("Address of the map").fill("https://a.example/m/x.html")
    assert "https://a.example/m/map.png" in others(embed)["picture"]
    assert not [text for text in others(embed).values() if "example.org" in text]


def test_a_hostile_title_is_text_in_every_snippet(tmp_path, build, browser):
    from markdown_it import MarkdownIt

    case = tmp_path / "hostile"
    case.mkdir()
    write_table(case / "events.csv", [{"id": "e0", "title": "an event"}])
    (case / "case.toml").write_text(f"title = {quoted(HOSTILE)}\n", encoding="utf-8")
    out = build(case)
    with visiting(browser, (out / "embed.html").as_uri()) as page:
        told = others(page)
        article = out / "article.html"
        article.write_text(f"<!doctype html><title>t</title>{told['picture']}{told['wordpress']}")
    with visiting(browser, article.as_uri()) as page:
        assert page.evaluate("window.__pwned") is None
        assert page.locator("img").count() == page.locator("iframe").count() == 1
        assert HOSTILE in page.locator("img").get_attribute("alt")
    tokens = MarkdownIt("commonmark", {"html": True}).parse(told["markdown"])
    kinds = {child.type for token in tokens for child in token.children or ()}
    assert kinds == {"link_open", "image", "link_close", "text"}


def test_the_map_of_the_page_is_described_in_words(browser, tumen):
    with visiting(browser, tumen.as_uri()) as page:
        described = page.locator("section#map").get_attribute("aria-describedby")
        words = page.locator(f"#{described}").text_content()
        assert words.startswith("The whole map reaches from 29.8° E to 142.9° E")
        assert "22 routes" in words
        assert page.locator(f"#{described}").is_hidden()
