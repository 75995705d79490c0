"""What tests of the timeline do to a page, and read from it."""

import re

from playwright.sync_api import expect


def choose(page, first, last):
    """Type a range; the page has followed when it says it."""
    for side, text in (("from", "1991"), ("to", "2026"), ("from", first), ("to", last)):
        page.locator(f"[data-time={side}]").fill(text)
        page.keyboard.press("Enter")
    expect(page.locator(".time-handle.to")).to_have_attribute("aria-valuetext", re.compile(r"\d"))


def wait_for_address(page, wanted):
    """Wait until the part of the address behind the page's name is as wanted."""
    expect(page).to_have_url(re.compile(r"map\.html" + re.escape(wanted) + "$"))


def said(page):
    return page.locator(".time-said")


def valuetexts(page):
    return [
        page.locator(f".time-handle.{s}").get_attribute("aria-valuetext") for s in ("from", "to")
    ]


def shown_pins(page):
    """Refs of the events that the map shows, alone, in stacks or on badges."""
    return set(
        page.evaluate("""() => [...document.querySelectorAll(
            ".leaflet-map-pane .leaflet-marker-icon:is([data-ref^=event-], [data-refs])")]
            .filter(one => !one.matches(".left-out, .stacked") && one.checkVisibility())
            .flatMap(one => (one.dataset.refs || one.dataset.ref).split(" "))""")
    )


def line_class(page, link):
    line = page.locator(f".leaflet-map-pane path.line[data-ref='link-{link}']").first
    return line.get_attribute("class").split()
