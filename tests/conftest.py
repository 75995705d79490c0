"""What many tests share: cases built once, and a real browser to open them in."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from hypothesis import settings
from opened_page import WIDE, Opened, launch, opened

ROOT = Path(__file__).resolve().parents[1]
SCREENSHOTS = ROOT / "out" / "screenshots"

settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


def pytest_collection_modifyitems(items) -> None:
    """Run a test once more that fails in the browser, whose clock is not ours; it is reported."""
    for item in items:
        if "browser" in item.fixturenames:
            item.add_marker(pytest.mark.flaky(reruns=1))


@pytest.fixture(scope="session")
def build(tmp_path_factory) -> Callable[..., Path]:
    """Build a case as a user does, in an empty working folder; gives the folder of its files."""

    def run(case: Path) -> Path:
        out = tmp_path_factory.mktemp("out")
        command = [sys.executable, "-m", "maps", "build", str(case), "--out", str(out)]
        command += ["--only", "html,embed"]
        environ = {**os.environ, "PYTHONPATH": str(ROOT)}
        work = tmp_path_factory.mktemp("work")
        done = subprocess.run(
            command, cwd=work, env=environ, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        assert not list(work.iterdir()), "the build has left something in its working folder"
        return out / case.name

    return run


@pytest.fixture(scope="session")
def built_map(build) -> Callable[[Path], Path]:
    """Give the `map.html` of a case, built once a session."""
    maps: dict[Path, Path] = {}

    def built(case: Path) -> Path:
        if case not in maps:
            maps[case] = build(case) / "map.html"
        return maps[case]

    return built


@pytest.fixture(scope="session")
def tumen(built_map) -> Path:
    """Give the map of the first case."""
    return built_map(ROOT / "cases" / "tumen")


@pytest.fixture(scope="session")
def date_line(built_map) -> Path:
    """Give the map of a case on both sides of the antimeridian."""
    return built_map(ROOT / "tests" / "cases" / "date-line")


@pytest.fixture(scope="session")
def browser() -> Iterator:
    """Start Chromium or Chrome; where there is none, the tests fail and say what to do."""
    from chromium import find_browser
    from playwright.sync_api import sync_playwright

    program = find_browser(os.environ)
    with sync_playwright() as playwright:
        started = launch(playwright, program)
        yield started
        started.close()


@pytest.fixture
def open_page(browser) -> Iterator[Callable[..., Opened]]:
    """Open files in windows of their own, closed when the test ends."""
    with ExitStack() as windows:

        def open_(file: Path, size: tuple[int, int] = WIDE, **options) -> Opened:
            return windows.enter_context(opened(browser, file, size, **options))

        yield open_


@pytest.fixture
def screenshot() -> Callable[[Opened, str], None]:
    """Keep a picture of a page under `out/screenshots/`."""

    def keep(window: Opened, name: str) -> None:
        SCREENSHOTS.mkdir(parents=True, exist_ok=True)
        window.page.screenshot(path=SCREENSHOTS / f"{name}.png")

    return keep
