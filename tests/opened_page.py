"""A page opened from disk in a real browser: what it asked for, said and showed."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Page, Playwright, Route

WIDE = (1400, 900)
PHONE = (390, 844)
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)

AT_REST = """entry => new Promise(done => {
    let last, still = 0;
    const settle = () => {
        entry.scrollIntoView({ block: "center" });
        const { top } = entry.getBoundingClientRect();
        still = top === last ? still + 1 : 0;
        last = top;
        if (still > 4) done(); else requestAnimationFrame(settle);
    };
    settle();
})"""


@dataclass
class Opened:
    """A page, and what happened on it since it was opened."""

    page: Page
    requests: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    dialogs: list[str] = field(default_factory=list)

    def articles(self, prefix: str = "") -> dict[str, str]:
        """Give the text of the entries of the list by id, white space made single."""
        both = "all => all.map(one => [one.id, one.textContent])"
        entries = self.page.locator("main#list article[id]").evaluate_all(both)
        return {ref: words(text) for ref, text in entries if ref.startswith(prefix)}

    def popups(self, prefix: str = "") -> dict[str, str]:
        """Open the popup of all that is drawn, one after the other, and give the text of each."""
        read = """refs => refs.map(ref => {
            waybook.open(ref);
            const [quote, more] = document.querySelectorAll(".leaflet-popup [data-ref]");
            return [ref, quote && !more && quote.dataset.ref === ref ? quote.textContent : ""];
        })"""
        return {ref: words(text) for ref, text in self.page.evaluate(read, self.drawn(prefix))}

    def point_at(self, ref: str) -> None:
        """Move the mouse over an entry of the list, once it has come to rest in view."""
        entry = self.page.locator(f"#{ref}")
        entry.evaluate(AT_REST)  # entries out of sight have no size yet, so those around it shift
        entry.hover()

    def refs(self, prefix: str = "") -> list[str]:
        """List the ids of the entries of the list that begin with a prefix."""
        ids = "all => all.map(one => one.id)"
        entries = self.page.locator("main#list article[id]").evaluate_all(ids)
        return [ref for ref in entries if ref.startswith(prefix)]

    def drawn(self, prefix: str = "") -> list[str]:
        """List the refs of what is drawn, once each, in the order of the page."""
        return [ref for ref in dict.fromkeys(self.parts()) if ref.startswith(prefix)]

    def parts(self) -> list[str]:
        """List the ref of every mark, line and area, and those that stand in a stack."""
        ids = "all => all.flatMap(one => (one.dataset.refs || one.dataset.ref).split(' '))"
        drawn = ".leaflet-map-pane :is([data-ref], [data-refs])"
        return self.page.locator(drawn).evaluate_all(ids)

    def overlays(self) -> list[str]:
        """List the names of the overlays of the layer control."""
        return self.page.locator(".leaflet-control-layers-overlays label").all_text_contents()


def words(text: str | None) -> str:
    """Make white space single, as the eye reads it."""
    return " ".join((text or "").split())


def launch(playwright: Playwright, program: Path) -> Browser:
    """Start a browser of its own, without a network and with an empty profile."""
    return playwright.chromium.launch(executable_path=program, args=list(ARGUMENTS))


@contextmanager
def opened(browser: Browser, file: Path, size: tuple[int, int], **options) -> Iterator[Opened]:
    """
    Open a file in a new window, every request but that for the file itself refused and noted.

    `options` are those of a Playwright context: `color_scheme`, `java_script_enabled`, …
    Motion is reduced unless they say otherwise: what is measured has come to rest.
    """
    width, height = size
    viewport = {"width": width, "height": height}
    options.setdefault("reduced_motion", "reduce")
    context = browser.new_context(viewport=viewport, service_workers="block", **options)
    try:
        yield _watch(context, file)
    finally:
        context.close()


def _watch(context: BrowserContext, file: Path) -> Opened:
    """Open the file with every ear on it."""
    page = context.new_page()
    page.set_default_timeout(10_000)
    seen = Opened(page)
    address = file.resolve().as_uri()

    def refuse(route: Route) -> None:
        if route.request.url.partition("#")[0] == address:
            route.continue_()
        else:
            route.abort()

    def note(request) -> None:
        if request.url.partition("#")[0] != address and not request.url.startswith("data:"):
            seen.requests.append(request.url)

    def hear(message) -> None:
        if message.type in {"error", "warning"}:
            seen.errors.append(f"{message.type}: {message.text}")

    def dismiss(dialog) -> None:
        seen.dialogs.append(dialog.message)
        dialog.dismiss()

    context.route("**/*", refuse)
    context.on("request", note)
    page.on("websocket", lambda socket: seen.requests.append(socket.url))
    page.on("popup", lambda other: seen.requests.append(other.url))
    page.on("console", hear)
    page.on("pageerror", lambda error: seen.errors.append(f"uncaught: {error}"))
    page.on("dialog", dismiss)
    page.goto(address)
    return seen
