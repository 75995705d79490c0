"""Views, notes and drawn lines that point at what a profile hides or moves."""

from collections.abc import Iterator, Sequence

from shapely.geometry import Point

from geo.coords import Bbox, LonLat, distance_m
from geo.errors import Finding, Where
from maps.case.case import Case
from maps.case.toml_lines import KeyPath
from maps.profile.hidden import Spot
from maps.profile.texts import Text, blocking

#: A line that passes a hidden place as near as this was drawn to it, in degrees.
_PASSES_DEG = 0.01
#: Nearer to its middle than this share of half its diagonal, a window points at a position.
_MIDDLE = 0.2


def find_pointers(case: Case, spots: Sequence[Spot]) -> Iterator[Finding]:
    """
    Find what points at a position that must not be told.

    Parameters
    ----------
    case
        As a profile lets it out.
    spots
        The positions.

    Yields
    ------
    Finding
        A view, or the extent of the map, with its middle there; a note there; a drawn line there.
    """
    if not spots:
        return
    settings = case.settings
    if settings.extent:
        yield from _middle(case, settings.extent, ("map", "extent"), "case:extent", spots)
    for nth, view in enumerate(settings.views):
        yield from _middle(case, view.extent, ("view", nth), f"view:{view.id}", spots)
    for nth, note in enumerate(settings.annotations):
        if isinstance(note.at, LonLat) and (of := _near(note.at, spots)):
            text = _at(case, ("annotation", nth), "case:annotation")
            yield blocking(text, f"the note “{note.text}” stands at what is hidden or moved ({of})")
    for link in case.links:
        shape = case.geometries.get(link.geometry)
        passed = (s for s in spots if shape is not None and shape.dwithin(Point(s.at), _PASSES_DEG))
        if spot := next(passed, None):
            text = Text("", link.where, "geometry", f"link:{link.id}")
            yield blocking(text, f"the drawn line passes what is hidden ({spot.of})")


def _middle(
    case: Case, box: Bbox, path: KeyPath, subject: str, spots: Sequence[Spot]
) -> Iterator[Finding]:
    """Find a window in whose middle such a position lies, or that is no larger than its circle."""
    west, south, east, north = box.unwrapped()
    middle = LonLat(((west + east) / 2 + 180) % 360 - 180, (south + north) / 2)
    half_km = distance_m(LonLat(west, south), LonLat(east, north)) / 2000
    for spot in spots:
        away_km = distance_m(middle, spot.at) / 1000
        if away_km <= min(spot.reach_km, _MIDDLE * half_km) or away_km <= half_km <= spot.reach_km:
            message = f"what is hidden or moved ({spot.of}) lies in the middle of this window"
            yield blocking(_at(case, path, subject), message)
            return


def _at(case: Case, path: KeyPath, subject: str) -> Text:
    """Say where a key of the settings stands."""
    line = case.lines.get(path) or case.lines.get(path[:1], 0)
    return Text("", Where(case.settings.where.file, line), str(path[0]), subject)


def _near(at: LonLat, spots: Sequence[Spot]) -> str:
    """Name what a position points at; empty where nothing is near."""
    near = (spot.of for spot in spots if distance_m(at, spot.at) <= spot.reach_km * 1000)
    return next(near, "")
