"""What `case.toml` says in two versions, told in sentences."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import fields
from hashlib import sha256
from typing import Any

from geo.coords import Bbox, LonLat
from geo.dates import FuzzyDate
from maps.case.settings import Settings
from maps.diff.difference import Change, Difference, Field
from maps.diff.matching import Pair
from maps.diff.names import Names
from maps.diff.sides import Side
from maps.diff.values import NOT_STATED, key
from maps.diff.wording import PLURALS, Part, capital, changed_part, listed_part, sentence
from maps.page.entries.words import date_words, position_words

#: Lists of tables of `case.toml`: what one is called, and the key that tells it from the others.
_LISTS: Mapping[str, tuple[str, str]] = {
    "categories": ("category", "id"),
    "profiles": ("profile", "name"),
    "views": ("view", "id"),
    "annotations": ("annotation", "text"),
    "stories": ("story", "id"),
    "acknowledged": ("acknowledgement", "finding"),
}
_NETWORKS = ("rail", "road", "sea")
#: Names by which a reader knows one of a list better than by its key.
_TITLES = ("title", "label")


def settings_differences(pair: Pair) -> Iterator[Difference]:
    """
    Tell how the settings of two versions differ.

    Parameters
    ----------
    pair
        The two versions; nothing is told where `case.toml` of one of them has faults.

    Yields
    ------
    Difference
        First what the case as a whole says, in one sentence a key; then what stands in its lists.
    """
    old, new = (side.reading.case.settings for side in (pair.before, pair.after))
    if any(_faulty(side) for side in (pair.before, pair.after)):
        return
    titles = (_title(side) for side in (pair.before, pair.after))
    yield from _plain("title", *titles)
    for item in fields(Settings):
        if item.name not in {"where", "title"} and item.name not in _LISTS:
            yield from _plain(item.name, getattr(old, item.name), getattr(new, item.name))
    for name in _LISTS:
        yield from _listed(pair, name, getattr(old, name), getattr(new, name))
    yield from _opening(old, new)
    yield from _networks(pair)


def _faulty(side: Side) -> bool:
    """Tell whether the settings of a version could not be read as they stand."""
    where = side.reading.case.settings.where
    return any(fault.where.file == where.file for fault in side.reading.errors)


def _title(side: Side) -> str:
    """Give the title that is stated; the name of the folder, which stands in for it, is none."""
    case = side.reading.case
    return case.settings.title if ("title",) in case.lines else ""


def _told(change: Change, text: str, *parts: Part) -> Difference:
    """Make a difference of the case as a whole."""
    about = tuple(part.field for part in parts)
    return Difference(group="case", change=change, ref="", sentence=text, fields=about)


def _plain(name: str, old: Any, new: Any) -> Iterator[Difference]:
    """Tell of one key."""
    for part in _parts(name, old, new, str):
        yield _told(Change.CHANGED, f"{capital(part.words)}.", part)


def _parts(name: str, old: Any, new: Any, place: Callable[[str], str]) -> list[Part]:
    """Say how the values of a key differ; nothing where they do not."""
    if key(old) == key(new):
        return []
    if name in PLURALS and old and new:
        return [listed_part(name, old, new)]
    was, now = (_words(name, value, place) for value in (old, new))
    if was == now:
        was, now = (f"{value}" for value in (old, new))
    return [changed_part(name, was, now)]


def _words(name: str, value: Any, place: Callable[[str], str]) -> str:
    """Say the value of a key."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if not value:
        return NOT_STATED
    if isinstance(value, str):
        return place(value) if name == "at" else f"“{value}”"
    if isinstance(value, float):
        return f"{value:g} km"
    return _tuple_words(value)


def _tuple_words(value: Any) -> str:
    """Say a date, a window, a position or a list."""
    if isinstance(value, FuzzyDate):
        return date_words(value)
    if isinstance(value, LonLat):
        return position_words(value)
    if isinstance(value, Bbox):
        return ", ".join(f"{side:g}" for side in value)
    return ", ".join(f"“{one}”" for one in value)


def _listed(pair: Pair, name: str, old: Sequence[Any], new: Sequence[Any]) -> Iterator[Difference]:
    """Tell of a list: what changed, came and went, by the key that tells its tables apart."""
    noun, by = _LISTS[name]
    olds, news = ({getattr(one, by): one for one in each} for each in (old, new))
    for own, now in news.items():
        if own in olds and (parts := _changed(pair.after.names, olds[own], now)):
            heading = f"{noun} {_named(own, by, now)}"
            yield _told(Change.CHANGED, sentence(heading, [p.words for p in parts]), *parts)
    for own, now in news.items():
        if own not in olds:
            yield _told(Change.ADDED, f"Added: {noun} {_named(own, by, now)}.")
    for own, was in olds.items():
        if own not in news:
            yield _told(Change.REMOVED, f"Removed: {noun} {_named(own, by, was)}.")


def _named(own: str, by: str, one: Any) -> str:
    """Name one of a list by its key, and by its title where it has one."""
    title = next((getattr(one, name) for name in _TITLES if getattr(one, name, "")), "")
    return f"{own}, “{title}”" if title and by in {"id", "name"} else f"“{own}”"


def _changed(names: Names, was: Any, now: Any) -> list[Part]:
    """Say how two of a list differ."""

    def place(name: str) -> str:
        return names.title("places", name)

    return [
        part
        for item in fields(now)
        for part in _parts(item.name, getattr(was, item.name), getattr(now, item.name), place)
    ]


def _opening(old: Settings, new: Settings) -> Iterator[Difference]:
    """Tell of another view that the map opens on, where the views are the same but their order."""
    was, now = ([view.id for view in each.views] for each in (old, new))
    if was and now and was[0] != now[0] and now[0] in was:
        part = Part(Field("view", was[0], now[0]), f"the map opens on the view “{now[0]}”")
        yield _told(Change.CHANGED, f"{capital(part.words)}, it opened on “{was[0]}”.", part)


def _networks(pair: Pair) -> Iterator[Difference]:
    """Tell of networks of the case's own whose file is another one under the same name."""
    for name in _NETWORKS:
        files = [side.reading.case.networks.get(name) for side in (pair.before, pair.after)]
        if files[0] is None or files[1] is None or files[0].name != files[1].name:
            continue
        if _digest(files[0].path) != _digest(files[1].path):
            words = f"The {name} network “{files[1].name}” is another file."
            yield _told(Change.CHANGED, words, Part(Field(name, "", ""), words))


def _digest(path: Any) -> str:
    """Give the SHA-256 of a file."""
    with path.open("rb") as file:
        digest = sha256()
        while chunk := file.read(1 << 20):
            digest.update(chunk)
    return digest.hexdigest()
