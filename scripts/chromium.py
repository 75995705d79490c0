"""A headless browser for the tests: Chromium or Chrome, found or installed."""

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import debian
from environment import SetupError, run, say, succeeds

VARIABLE = "WAYBOOK_BROWSER"
NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome")
MAC = (
    "Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "Applications/Chromium.app/Contents/MacOS/Chromium",
)
WINDOWS = ("Google/Chrome/Application/chrome.exe", "Chromium/Application/chrome.exe")
WINDOWS_HOMES = ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA")
# The page shows names in Hangul, Han and Cyrillic: without these, screenshots show boxes.
DEBIAN_PACKAGES = ("chromium", "fonts-noto-core", "fonts-noto-cjk")


class BrowserMissingError(SetupError, FileNotFoundError):
    """No Chromium or Chrome that starts is there, and none could be installed."""


def find_browser(environ: Mapping[str, str]) -> Path:
    """
    Find an installed Chromium or Chrome that starts.

    Parameters
    ----------
    environ
        The environment: `WAYBOOK_BROWSER` names the browser to use and is then the only one
        looked at; else `PATH` and the usual places are searched.

    Returns
    -------
    Path
        The program.

    Raises
    ------
    BrowserMissingError
        None is found, or the one named does not start.
    """
    named = environ.get(VARIABLE)
    if named:
        if _starts(Path(named)):
            return Path(named)
        raise BrowserMissingError(f"{VARIABLE} is {named}, which does not start as a browser")
    for path in candidates(environ):
        if _starts(path):
            return path
    raise BrowserMissingError("no Chromium or Chrome is installed")


def candidates(environ: Mapping[str, str]) -> list[Path]:
    """
    List where a browser may be, best first.

    Parameters
    ----------
    environ
        The environment: `PATH` and the folders that Windows names there.

    Returns
    -------
    list of Path
        Each may or may not exist.
    """
    found = [shutil.which(name, path=environ.get("PATH")) for name in NAMES]
    usual = [Path("/usr/bin") / name for name in NAMES]
    mac = [base / app for base in (Path("/"), Path.home()) for app in MAC]
    homes = [Path(environ[home]) for home in WINDOWS_HOMES if home in environ]
    windows = [home / program for home in homes for program in WINDOWS]
    return [*(Path(name) for name in found if name), *usual, *mac, *windows]


def browser(python: Path) -> Path:
    """
    Find a browser, or install one: Debian's, else Playwright's own.

    Parameters
    ----------
    python
        Interpreter of an environment that holds Playwright.

    Returns
    -------
    Path
        The program.

    Raises
    ------
    BrowserMissingError
        None can be had; the message says what to do.
    """
    try:
        return find_browser(os.environ)
    except BrowserMissingError:
        if os.environ.get(VARIABLE):
            raise
    if debian.may_install():
        say(f"Installing a browser for the tests: Debian's {', '.join(DEBIAN_PACKAGES)} …")
        debian.install(*DEBIAN_PACKAGES)
        for path in candidates(os.environ):
            if _starts(path):
                return path
    return _playwright_browser(python)


def _playwright_browser(python: Path) -> Path:
    """Take Playwright's own Chromium, downloading it where it is not there yet."""
    path = _playwright_path(python)
    if not _starts(path):
        say("Installing a browser for the tests: Playwright's Chromium …")
        run([python, "-m", "playwright", "install", "chromium"])
    if _starts(path):
        return path
    raise BrowserMissingError(
        "the tests open the maps in a real browser, and none can be had here.\n"
        "Install Chromium or Chrome (on Debian: sudo apt-get install chromium), or set\n"
        f"{VARIABLE} to the program, and run this script again."
    )


def _playwright_path(python: Path) -> Path:
    """Ask Playwright where its own Chromium is or would be."""
    ask = (
        "from playwright.sync_api import sync_playwright\n"
        "with sync_playwright() as p: print(p.chromium.executable_path)"
    )
    asked = subprocess.run([python, "-c", ask], capture_output=True, text=True, check=False)
    return Path(asked.stdout.strip() or "chromium-of-playwright")


def _starts(path: Path) -> bool:
    """Tell whether a browser is there and tells its version (Ubuntu's stub of a snap does not)."""
    if not path.is_file():
        return False
    # Windows' Chrome opens a window when asked for its version.
    return sys.platform == "win32" or succeeds([path, "--version"])
