"""What the page opens on and can be turned to: views, their annotations, the inset."""

from collections.abc import Sequence
from typing import Any

from geo.coords import Bbox
from geo.places import Place
from maps.case.case import Case
from maps.page.labels import turned

#: The view that the inset shows, and that the map therefore never opens on.
INSET = "inset"
#: Most annotations of one view: a first view is read at one glance.
MOST_NOTES = 5


def opening(case: Case, window: Bbox) -> Bbox:
    """
    Say what the map opens on.

    Parameters
    ----------
    case
        The case.
    window
        The whole map, unwrapped.

    Returns
    -------
    Bbox
        The first view that is not the inset, else `window`; unwrapped.
    """
    first = [view.extent for view in case.settings.views if view.id != INSET]
    return first[0].unwrapped() if first else window


def inset_view(case: Case, window: Bbox) -> Bbox | None:
    """
    Say what the inset shows.

    Parameters
    ----------
    case
        The case.
    window
        The whole map, unwrapped, to whose turn of the earth the view is turned.

    Returns
    -------
    Bbox or None
        Unwrapped; none where the case has no inset.
    """
    views = [view.extent for view in case.settings.views if view.id == INSET]
    return _turned(views[0], window) if views else None


def views(case: Case, window: Bbox) -> list[dict[str, Any]]:
    """
    List the views of a case.

    Parameters
    ----------
    case
        The case.
    window
        The whole map, unwrapped, to whose turn of the earth the views are turned.

    Returns
    -------
    list of dict
        `id`, `title`, `bounds` (south-west and north-east, lat before lon), in the case's order;
        a view without a title goes by its id.
    """
    return [
        {"id": view.id, "title": view.title or view.id, "bounds": _bounds(view.extent, window)}
        for view in case.settings.views
    ]


def corners(window: Bbox) -> list[list[float]]:
    """
    Give the corners of a window as Leaflet wants them.

    Parameters
    ----------
    window
        Degrees, unwrapped.

    Returns
    -------
    list
        South-west and north-east, lat before lon.
    """
    return _bounds(window, window)


def notes(case: Case, places: Sequence[Place], middle: float) -> list[dict[str, Any]]:
    """
    List the annotations that the map may show.

    Parameters
    ----------
    case, places
        The case and its places.
    middle
        Longitude of the middle of the window.

    Returns
    -------
    list of dict
        `text`, `at` (lat before lon), `view` (id, empty = all), in the case's order; at most
        five of each view. One at a place without a position is left out.
    """
    at = {place.id: place.position for place in places if place.position}
    seen: dict[str, int] = {}
    made = []
    for note in case.settings.annotations:
        position = at.get(note.at) if isinstance(note.at, str) else note.at
        if position is None or seen.get(note.view, 0) == MOST_NOTES:
            continue
        seen[note.view] = seen.get(note.view, 0) + 1
        made.append({"text": note.text, "at": turned(position, middle), "view": note.view})
    return made


def _bounds(box: Bbox, window: Bbox) -> list[list[float]]:
    """Give a box as Leaflet wants it, on the turn of the window."""
    west, south, east, north = _turned(box, window)
    return [[round(number, 5) for number in corner] for corner in ([south, west], [north, east])]


def _turned(box: Bbox, window: Bbox) -> Bbox:
    """Give a box on the turn of the window, unwrapped."""
    west, south, east, north = box.unwrapped()
    turns = 360.0 * round(((window.west + window.east) - (west + east)) / 720)
    return Bbox(west + turns, south, east + turns, north)
