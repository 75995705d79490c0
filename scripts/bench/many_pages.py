"""Pages of many events, ours and those of ten peers: how they are made, and what a reader waits."""

import math
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from assets import localise
from build import Spent, megabytes, spend
from events import many, write_case, write_peers
from table import machine, table
from visits import Visit, served, visit

BENCH = Path(__file__).resolve().parent
SIZES = (100, 1_000, 10_000, 100_000)
LABELS = {
    "waybook": "waybook",
    "markers": "folium Marker + Popup",
    "cluster": "folium MarkerCluster",
    "fast": "folium FastMarkerCluster",
    "geojson": "folium GeoJson, canvas",
    "timeline": "folium Timeline",
    "timestamped": "folium TimestampedGeoJson",
    "explore": "geopandas explore",
    "pydeck": "pydeck",
    "plotly": "plotly",
    "lonboard": "lonboard",
}
#: How long a page may take to be made, and each thing on it, in seconds.
BUILD_S, VISIT_S = 180.0, 60.0
#: What takes longer than this is done once.
LONG_S = 15.0
HEAD = (
    "page", "build CPU s", "× CPU", "peak MB", "file MB", "× file", "with assets MB", "shown ms",
    "× shown", "all ms", "time ms", "filter ms", "popup ms", "heap MB",
)  # fmt: skip


class Made(NamedTuple):
    """A page as it was made: what that took, its megabytes, and those of its assets."""

    spent: Spent
    own_mb: float
    assets_mb: float


class Line(NamedTuple):
    """What was measured of a page; what is None was not."""

    made: Made | None
    seen: Visit

    @property
    def over(self) -> bool:
        """Whether the page took too long to be made or to show its events."""
        return self.made is None or not math.isfinite(self.seen.shown or math.inf)


def measure(sizes: Sequence[int], peers: Sequence[str], times: int) -> str:
    """
    Make and visit the pages.

    Parameters
    ----------
    sizes
        Numbers of events, the smallest first.
    peers
        Of `LABELS`. One that takes too long with a number is not tried with a larger.
    times
        Runs of each where it is quick.

    Returns
    -------
    str
        Markdown: a table for each size.
    """
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - only where prepared

    parts = [
        machine(
            f"headless Chromium, 1400 × 900, each visit in a new browser; median of {times}, one "
            f"of what takes over {LONG_S:.0f} s"
        )
    ]
    left, notes = list(peers), []
    with sync_playwright() as playwright:
        for count in sizes:
            with tempfile.TemporaryDirectory() as folder:
                lines, failed = _lines(playwright, Path(folder), count, left, times)
            parts.append(f"{count:,} events\n\n{_table(lines)}")
            over = [peer for peer, line in lines.items() if line.over]
            notes += [f"{LABELS[peer]} with {count:,}: {why}" for peer, why in failed.items()]
            notes += [f"{LABELS[peer]} beyond {count:,}: too long" for peer in over]
            left = [peer for peer in left if peer not in (*over, *failed)]
            print(parts[-1], file=sys.stderr, flush=True)
    if notes:
        parts.append(f"Not measured: {'; '.join(notes)}.")
    return "\n\n".join(parts)


def _lines(
    playwright: Any, folder: Path, count: int, peers: Sequence[str], times: int
) -> tuple[dict[str, Line], dict[str, str]]:
    """Measure the pages of a number of events; and say why others could not be."""
    given = many(count)
    write_case(given, folder / "many")
    write_peers(given, folder / "events.json")
    lines, failed = {}, {}
    for peer in peers:
        print(f"{count:,} events, {LABELS[peer]} …", file=sys.stderr, flush=True)
        page = folder / f"{peer}.html"
        try:
            made = _made(peer, folder, page, times)
        except TimeoutError:
            lines[peer] = Line(None, Visit())
        except (SystemExit, FileNotFoundError, subprocess.CalledProcessError) as error:
            failed[peer] = str(error).replace(str(folder), "…")
        else:
            with served(folder) as address:
                seen = _seen(playwright, f"{address}/{page.name}", peer, times)
            lines[peer] = Line(made, seen)
    return lines, failed


def _made(peer: str, folder: Path, page: Path, times: int) -> Made:
    """Make a page several times, each in a process of its own."""
    python, out = Path(sys.executable), folder / "out"
    command: list[str | Path] = [
        python,
        BENCH / "peer_pages.py",
        peer,
        folder / "events.json",
        page,
    ]
    if peer == "waybook":
        command = [python, "-m", "maps", "build", folder / "many", "--out", out, "--only", "html"]
    runs = [spend(command, BUILD_S)]
    if runs[0].wall_s < LONG_S:
        runs += [spend(command, BUILD_S) for _ in range(times - 1)]
    if peer == "waybook":
        (out / "many" / "map.html").rename(page)
    spent = Spent(*(statistics.median(values) for values in zip(*runs, strict=True)))
    own_mb = megabytes(page)
    return Made(spent, own_mb, localise(page) / 1e6 if peer != "waybook" else 0.0)


def _seen(playwright: Any, address: str, peer: str, times: int) -> Visit:
    """Visit a page several times."""
    began = time.perf_counter()
    seen = [visit(playwright, address, peer, VISIT_S)]
    if time.perf_counter() - began < LONG_S:
        seen += [visit(playwright, address, peer, VISIT_S) for _ in range(times - 1)]
    known = [[value for value in values if value is not None] for values in zip(*seen, strict=True)]
    return Visit(*(statistics.median(values) if values else None for values in known))


def _table(lines: Mapping[str, Line]) -> str:
    """Write the table of a number of events; ours is compared with each."""
    ours = lines.get("waybook", Line(None, Visit()))
    return table(HEAD, [_row(LABELS[peer], line, ours) for peer, line in lines.items()])


def _row(label: str, line: Line, ours: Line) -> list[str]:
    """Write a line of a table."""
    seen, made = line.seen, line.made
    if not made:
        return [label, f"over {BUILD_S:.0f} s", *["–"] * (len(HEAD) - 2)]
    mine = ours.made
    return [
        label,
        f"{made.spent.cpu_s:.2f}",
        ratio(mine and mine.spent.cpu_s, made.spent.cpu_s),
        f"{made.spent.peak_mb:.0f}",
        f"{made.own_mb:.2f}",
        ratio(mine and mine.own_mb, made.own_mb),
        f"{made.own_mb + made.assets_mb:.2f}",
        number(seen.shown),
        ratio(ours.seen.shown, (seen.shown or 0) + (seen.all or 0)),
        *(number(value) for value in (seen.all, seen.time, seen.filter, seen.popup)),
        number(seen.heap_mb),
    ]


def number(value: float | None) -> str:
    """
    Write a number of a page.

    Parameters
    ----------
    value
        None where the page has no such thing, infinite where it took too long.

    Returns
    -------
    str
        Whole from ten on.
    """
    if value is None:
        return "–"
    if math.isinf(value):
        return f"over {VISIT_S:.0f} s"
    return f"{value:,.0f}" if value >= 10 else f"{value:.1f}"


def ratio(ours: float | None, theirs: float | None) -> str:
    """
    Write how many times theirs ours is.

    Parameters
    ----------
    ours, theirs
        None where it was not measured, infinite where it took too long.

    Returns
    -------
    str
        Two digits; a dash where either is not known.
    """
    if not ours or not theirs or math.isinf(ours) or math.isinf(theirs):
        return "–"
    return f"{ours / theirs:.2f}"
