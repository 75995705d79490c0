"""Whose data a map shows: said shortly on the map, fully in the text beside it."""

import re
from collections.abc import Iterable

from routes.route import Route

#: Words by which a giver of data is known, and how the map itself names it.
_GIVERS = {
    "OpenStreetMap": "© OpenStreetMap contributors",
    "Natural Earth": "Natural Earth",
    "GSHHG": "GSHHG",
    "GeoNames": "GeoNames",
}
#: What is given, and by whom: `Towns: GeoNames (CC BY 4.0)`, `Rail lines © OpenStreetMap …`.
_PARTS = re.compile(r"(?P<what>[^:©]+?)(?:: | (?=©))(?P<whose>.+)")


def line_credits(routes: Iterable[Route]) -> list[str]:
    """List whose data the lines of routes rest on, as often as it is used."""
    return [leg.attribution for route in routes for leg in route.legs if leg.attribution]


def short_credits(lines: Iterable[str]) -> list[str]:
    """
    Name those whose data a map shows, each once.

    Parameters
    ----------
    lines
        What must be said of each part of the data.

    Returns
    -------
    list of str
        In the order in which they are first named; a line that names none of those known here
        stands whole.
    """
    return list(dict.fromkeys(_GIVERS.get(_giver(line), line) for line in lines))


def full_credits(lines: Iterable[str]) -> list[str]:
    """
    Say what is whose, each giver once.

    Parameters
    ----------
    lines
        As `short_credits`.

    Returns
    -------
    list of str
        One line a giver: all that is theirs, then whose it is in the fullest of their wordings.
    """
    subjects: dict[str, list[str]] = {}
    wording: dict[str, str] = {}
    for line in dict.fromkeys(lines):
        match = _PARTS.fullmatch(line)
        giver = _giver(line) if match else line
        subjects.setdefault(giver, []).append(match["what"] if match else "")
        whose = match["whose"] if match else line
        wording[giver] = max(wording.get(giver, ""), whose, key=len)
    return [_said(subjects[giver], wording[giver]) for giver in subjects]


def _giver(line: str) -> str:
    """Tell who gives the data that a line speaks of; the line itself where that is not known."""
    return next((name for name in _GIVERS if name in line), line)


def _said(subjects: list[str], whose: str) -> str:
    """Write one line of what is whose."""
    named = [name for name in dict.fromkeys(subjects) if name]
    if not named:
        return whose
    first, *others = named
    what = ", ".join([first, *(name[0].lower() + name[1:] for name in others)])
    return f"{what}: {whose}"
