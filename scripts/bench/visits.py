"""Visits of a page in a headless browser, each in a process and a profile of its own."""

import json
import os
import statistics
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any, NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import chromium
from events import CATEGORIES

SIZE = {"width": 1400, "height": 900}
SCRIPT = Path(__file__).resolve().parent / "visit.js"
#: The graphics card is the processor's, and no other address answers than this machine's.
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--enable-unsafe-swiftshader",
    "--enable-precise-memory-info",
    "--js-flags=--expose-gc --max-old-space-size=4096",
    "--no-first-run",
    "--disable-background-networking",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)
ICONS = ".leaflet-marker-pane > *"
CIRCLES = '.leaflet-overlay-pane path[stroke="#cc0000"]'
#: What bears the events on pages that draw them as elements; the others have pixels.
MARKS = {
    "waybook": '.leaflet-marker-pane :is([data-ref^="event-"], [data-refs])',
    "markers": ICONS,
    "cluster": ICONS,
    "fast": ICONS,
    "timeline": ICONS,
    "timestamped": CIRCLES,
    "explore": CIRCLES,
}


class Visit(NamedTuple):
    """
    What one visit took, in milliseconds; and the megabytes of the heap.

    `all` is that all of the events show, where the page opens with its first day alone. What the
    page does not have is None, and what it did not do within the limit is infinite.
    """

    shown: float | None = None
    all: float | None = None
    heap_mb: float | None = None
    time: float | None = None
    popup: float | None = None
    filter: float | None = None


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """
    Serve a folder on this machine.

    Parameters
    ----------
    folder
        Of the pages.

    Yields
    ------
    str
        Its address.
    """

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the base's name
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()


def visit(playwright: Any, address: str, peer: str, limit_s: float) -> Visit:
    """
    Open a page in a new browser, wait until its events show, click and go through time.

    Parameters
    ----------
    playwright
        Started.
    address
        Of the page.
    peer
        Whose page it is.
    limit_s
        How long each of these may take, in seconds.

    Returns
    -------
    Visit
        What was measured before the first that took too long.
    """
    from playwright.sync_api import Error, TimeoutError  # noqa: A004, PLC0415 - only where prepared

    browser = playwright.chromium.launch(
        executable_path=os.environ[chromium.VARIABLE], args=list(ARGUMENTS)
    )
    taken, name = Visit(), "shown"
    try:
        page = browser.new_page(viewport=SIZE)
        page.on("pageerror", lambda error: print(f"  {peer} says: {error}", file=sys.stderr))
        facts = {
            "waiting": limit_s,
            "peer": peer,
            "marks": MARKS.get(peer, ""),
            "categories": list(CATEGORIES),
        }
        script = SCRIPT.read_text(encoding="utf-8")
        page.add_init_script(f"{{ const visiting = {json.dumps(facts)};\n{script} }}")
        for name, act in _acts(page, address).items():
            taken = taken._replace(**{name: _median(page, name, act, limit_s)})
            if name == "shown":
                page.evaluate("() => gc()")
                heap = page.evaluate("() => performance.memory.usedJSHeapSize")
                taken = taken._replace(heap_mb=heap / 1e6)
    except TimeoutError:
        taken = taken._replace(**{name: float("inf")})
    except Error as error:
        print(f"  {peer}, {name}: {str(error).splitlines()[0]}", file=sys.stderr)
    finally:
        browser.close()
    return taken


def _acts(page: Any, address: str) -> dict[str, Any]:
    """List what is done on a page, in order."""
    tell = "what => { setTimeout(() => visit.tell(what)); }"
    later = {
        name: partial(page.evaluate, tell, name) for name in ("all", "time", "popup", "filter")
    }
    return {"shown": partial(page.goto, address, wait_until="commit"), **later}


def _median(page: Any, name: str, act: Any, limit_s: float) -> float | None:
    """Do something and wait for what the page tells of it."""
    start = f"visit:{name}:"
    with page.expect_console_message(
        lambda message: message.text.startswith(start), timeout=limit_s * 1000
    ) as told:
        act()
    spent = json.loads(told.value.text.removeprefix(start))
    return statistics.median(spent) if spent else None
