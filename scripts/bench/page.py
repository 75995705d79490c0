"""
Measure the page in a headless browser: `python3 scripts/bench/page.py [CASE]`.

Beside it, in the same run, pages that folium makes of the same events and lines, with their
scripts and styles served from this machine; then pages of 100 to 100,000 events, ours and those of
ten peers (`--sizes 100,1000 --only waybook,fast` cuts that short, `--only case` leaves it out).
Prints tables, and writes them to `docs/benchmarks.md` with `--write`. Never part of the tests.
"""

import os
import statistics
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import chromium
import environment
import many_pages
from assets import localise
from table import command_line, machine, table, write_section
from visits import SIZE, served

BENCH = Path(__file__).resolve().parent
VARIABLE = "WAYBOOK_BENCH_PYTHON"
#: When the frame was over that showed the last change of the map, and the one after the last of
#: the page has loaded and run. Of a page that holds still for half a second nothing more comes.
DRAWN = """(() => {
    const seen = window.seen = { map: 0, all: 0, still: 0 };
    let parts = 0;
    let changed = false;
    const look = () => {
        const now = performance.now();
        if (changed) seen.map = now;
        const drawn = document.querySelectorAll(".leaflet-map-pane *").length;
        changed = drawn !== parts;
        if (changed || !drawn) seen.still = now;
        parts = drawn;
        requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
    addEventListener("load", () => requestAnimationFrame(() => requestAnimationFrame(
        () => { seen.all = performance.now(); })));
})();"""
FIRST = """async () => {
    const { seen } = window;
    while (!seen.all || performance.now() - seen.still < 500)
        await new Promise(requestAnimationFrame);
    return [seen.map, seen.all];
}"""
#: Open popups by clicks on what is drawn, each when the map is at rest, and lay out the page
#: after each; milliseconds.
POPUPS = """async () => {
    const drawn = document.querySelectorAll(
        ".leaflet-marker-icon:not(.marker-cluster):not(.stacked), path.leaflet-interactive");
    const at = { bubbles: true, cancelable: true, view: window, clientX: 450, clientY: 400 };
    const spent = [];
    for (const one of [...drawn].slice(0, 12)) {
        await new Promise((rest) => setTimeout(rest, 500));
        const before = performance.now();
        for (const kind of ["mousedown", "mouseup", "click"])
            one.dispatchEvent(new MouseEvent(kind, at));
        document.body.offsetHeight;
        spent.push(performance.now() - before);
    }
    return spent;
}"""
#: Go through the time of the case in twenty steps, and lay out the page after each.
FRAMES = {
    "waybook": """() => {
        const { from, to, choose } = waybook.time;
        // what a page does in the next frame, it does at once here, to be measured
        window.requestAnimationFrame = (act) => { act(performance.now()); return 0; };
        return Array.from({ length: 20 }, (_, n) => {
            const before = performance.now();
            choose(from, Math.round(from + ((to - from) * (n + 0.5)) / 20));
            document.body.offsetHeight;
            return performance.now() - before;
        });
    }""",
    "timeline": """() => {
        const name = (start) => Object.keys(window).find((key) =>
            key.startsWith(start) && !key.endsWith("_options") && window[key].addTo);
        const [slider, times] = [window[name("timeline_slider_")],
            window[Object.keys(window).find((key) => /^timeline_[0-9a-f]{32}$/.test(key))]];
        return Array.from({ length: 20 }, (_, n) => {
            const at = times.start + ((times.end - times.start) * (n + 0.5)) / 20;
            const before = performance.now();
            slider.setTime(at); document.body.offsetHeight;
            return performance.now() - before;
        });
    }""",
}
LABELS = {
    "waybook": "waybook, served",
    "popups": "folium Marker + Popup",
    "cluster": "folium MarkerCluster",
    "timeline": "folium Timeline",
    "explore": "geopandas explore",
}


class Visit(NamedTuple):
    """What one visit took: ms to the map, to all of the page, for a popup, a frame of time."""

    map_ms: float
    all_ms: float
    heap_mb: float
    popup_ms: float
    frame_ms: float


def main(arguments: Sequence[str]) -> int:
    """
    Measure and print.

    Parameters
    ----------
    arguments
        Of the command line.

    Returns
    -------
    int
        0; a page that fails ends the whole.
    """
    known = ["case", *many_pages.LABELS]
    parser = command_line(__doc__, "visits of each page", 3)
    parser.add_argument(
        "--sizes", type=_numbers, default=many_pages.SIZES, help="numbers of events"
    )
    parser.add_argument("--only", type=_words, default=known, help=f"some of {', '.join(known)}")
    options = parser.parse_args(arguments)
    if unknown := set(options.only) - set(known):
        parser.error(f"--only: {', '.join(sorted(unknown))} is none of {', '.join(known)}")
    texts = {}
    if "case" in options.only:
        with tempfile.TemporaryDirectory() as folder:
            texts["Page"] = measure(options.case.resolve(), Path(folder), options.times)
    if peers := [name for name in many_pages.LABELS if name in options.only]:
        texts["Pages of many events"] = many_pages.measure(options.sizes, peers, options.times)
    for title, text in texts.items():
        print(f"{title}\n\n{text}\n")
        if options.write:
            write_section(title, text)
    return 0


def _words(text: str) -> list[str]:
    """Read words between commas."""
    return text.split(",")


def _numbers(text: str) -> list[int]:
    """Read numbers between commas, the smallest first."""
    return sorted(map(int, _words(text)))


def measure(case: Path, folder: Path, times: int) -> str:
    """
    Make the pages and visit each several times.

    Parameters
    ----------
    case
        Folder of the case.
    folder
        Where the pages may be written.
    times
        Visits of each; one more before them is not counted.

    Returns
    -------
    str
        Markdown.
    """
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - only where prepared

    sizes = make_pages(case, folder)
    with sync_playwright() as playwright, served(folder) as address:
        browser = playwright.chromium.launch(
            executable_path=os.environ[chromium.VARIABLE],
            args=["--no-sandbox", "--disable-gpu", "--js-flags=--expose-gc"],
        )
        disk = (folder / "waybook.html").as_uri()
        rows = [row("waybook, from disk", medians(browser, disk, "waybook", times), sizes)]
        for name, label in LABELS.items():
            visit = medians(browser, f"{address}/{name}.html", name, times)
            rows.append(row(label, visit, sizes, name))
        browser.close()
    rows[0][-1] = "1,000 ms, 3 MB; 50 ms, 50 ms"
    head = [
        "page",
        "map ms",
        "whole page ms",
        "file MB",
        "all MB",
        "heap MB",
        "popup ms",
        "frame ms",
    ]
    how = machine(f"headless Chromium, 1400 × 900, median of {times} visits, each a new profile")
    return f"Case `{case.name}`, {how}\n\n{table([*head, 'at most'], rows)}"


def make_pages(case: Path, folder: Path) -> dict[str, tuple[float, float]]:
    """Build the case and its peers into a folder; megabytes of each file, and with its assets."""
    python = environment.interpreter(environment.VENV)
    given = folder / "shapes.json"
    steps: list[list[str | Path]] = [
        [python, "-m", "maps", "build", case, "--out", folder / "out", "--only", "html"],
        [python, BENCH / "shapes.py", case, given],
        [python, BENCH / "folium_pages.py", given, folder],
    ]
    for step in steps:
        if environment.run(step):
            raise SystemExit(f"failed: {' '.join(map(str, step))}")
    (folder / "out" / case.name / "map.html").rename(folder / "waybook.html")
    return {name: sizes(folder / f"{name}.html") for name in LABELS}


def sizes(page: Path) -> tuple[float, float]:
    """Give a page its assets; megabytes of it, and of it with them."""
    own = page.stat().st_size
    return own / 1e6, (own + localise(page)) / 1e6


def medians(browser: Any, address: str, name: str, times: int) -> Visit:
    """Visit a page once to warm up and then several times; medians."""
    visit(browser, address, name)
    visits = [visit(browser, address, name) for _ in range(times)]
    return Visit(*(statistics.median(values) for values in zip(*visits, strict=True)))


def visit(browser: Any, address: str, name: str) -> Visit:
    """Open a page in a new profile, click and step through it."""
    context = browser.new_context(viewport=SIZE)
    page = context.new_page()
    page.add_init_script(DRAWN)
    page.goto(address)
    map_ms, all_ms = page.evaluate(FIRST)
    page.evaluate("() => gc()")
    heap_mb = page.evaluate("() => performance.memory.usedJSHeapSize") / 1e6
    popup_ms = statistics.median(page.evaluate(POPUPS))
    frames = page.evaluate(FRAMES[name]) if name in FRAMES else []
    context.close()
    return Visit(map_ms, all_ms, heap_mb, popup_ms, statistics.median(frames) if frames else 0.0)


def row(
    label: str, visit: Visit, sizes: dict[str, tuple[float, float]], name: str = "waybook"
) -> list[str]:
    """Write a line of the table."""
    own, whole = sizes[name]
    frame = f"{visit.frame_ms:.1f}" if visit.frame_ms else "–"
    numbers = [
        f"{visit.map_ms:.0f}",
        f"{visit.all_ms:.0f}",
        f"{own:.2f}",
        f"{whole:.2f}",
        f"{visit.heap_mb:.1f}",
    ]
    return [label, *numbers, f"{visit.popup_ms:.1f}", frame, "–"]


if __name__ == "__main__":
    if VARIABLE not in os.environ:
        environment.prepare("test")
        python = environment.prepare("bench")
        os.environ |= {VARIABLE: "1", chromium.VARIABLE: str(chromium.browser(python))}
        sys.exit(environment.run([python, __file__, *sys.argv[1:]]))
    sys.exit(main(sys.argv[1:]))
