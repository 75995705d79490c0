"""Texts that still tell what a profile hides: nobody can mend them here, so they stop a build."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import fields
from enum import StrEnum
from itertools import combinations, groupby, pairwise, product
from typing import Any, NamedTuple
from unicodedata import normalize

from geo.coords import LonLat, distance_m, lonlat
from geo.errors import Finding, PositionError, Where
from maps.case.case import Case
from maps.case.claims import SUBJECT_TABLES
from maps.case.tables import REFERRED, TABLES, rows_of
from maps.case.toml_lines import KeyPath
from maps.check.acknowledged import PROFILE
from maps.profile.hidden import Secret, Spot, key_of, seeker

_KINDS = {**{table: str(kind) for kind, table in SUBJECT_TABLES.items()}, "media": "media"}
_DECIMAL = re.compile(r"(?<![\d.])[-+]?\d{1,3}(?:\.\d{2,}|,\d{3,})")
#: Marks of one kind, as the patterns have them; the last is the decimal mark of Arabic digits.
_PLAIN = str.maketrans(dict(zip("−º˚’′ʹ”″٫", "-°°'''\"\".", strict=True)))
_MINUTES = re.compile(
    r"(\d{1,3})\s*°\s*(\d{1,2}(?:\.\d+)?)\s*'(?:\s*(\d{1,2}(?:\.\d+)?)\s*(?:\"|''))?"
)
#: So many kilometres a degree of latitude is at least.
_LEAST_KM = 110.0
#: Of so many cells of a row, and numbers of a cell, each is held against each.
_MOST_PAIRED = 20


class Text(NamedTuple):
    """A text that will be published, and where it stands."""

    text: str
    where: Where
    column: str
    subject: str


def texts(case: Case) -> Iterator[Text]:
    """
    Give all texts of a case.

    Parameters
    ----------
    case
        As a profile lets it out.

    Yields
    ------
    Text
        Cells of tables, ids among them, then the texts of `case.toml` and the names of its files.
    """
    for table, record in TABLES.items():
        named = REFERRED.get(table, "id")
        columns = [item.name for item in fields(record) if item.name not in {"where", "extra"}]
        for row in rows_of(case, table):
            subject = f"{_KINDS.get(table, table.removesuffix('s'))}:{getattr(row, named)}"
            for column, text in _cells(row, columns):
                yield Text(text, row.where, column, subject)
    yield from _setting_texts(case)


def _cells(row: Any, columns: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Give the texts of a row that are not empty, by column."""
    for name in columns:
        for text in _flat(getattr(row, name)):
            if text:
                yield name.rstrip("_"), text
    yield from row.extra


def _flat(value: Any) -> Iterator[str]:
    """Give the texts in a value."""
    if isinstance(value, str) and not isinstance(value, StrEnum):
        yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from _flat(part)


def _setting_texts(case: Case) -> Iterator[Text]:
    """Give the texts of the settings."""
    settings = case.settings
    for key in ("title", "subtitle", "description", "credit", "licence"):
        yield _setting(case, getattr(settings, key), (key,))
    for key in ("rail", "road", "sea"):
        yield _setting(case, getattr(settings, key), ("network", key))
    used = {event.category for event in case.events}
    for nth, category in enumerate(settings.categories):
        if category.id in used:
            yield _setting(case, f"{category.id}\n{category.label}", ("category", nth))
    for nth, view in enumerate(settings.views):
        yield _setting(case, f"{view.id}\n{view.title}", ("view", nth), f"view:{view.id}")
    for nth, story in enumerate(settings.stories):
        words = f"{story.id}\n{story.title}\n{story.text}"
        yield _setting(case, words, ("story", nth), f"story:{story.id}")
    for nth, note in enumerate(settings.annotations):
        yield _setting(case, note.text, ("annotation", nth))
    for nth, answer in enumerate(settings.acknowledged):
        yield _setting(case, answer.reason, ("acknowledged", nth))


def _setting(case: Case, text: str, path: KeyPath, subject: str = "") -> Text:
    """Say where a text of the settings stands."""
    key = str(path[-1] if isinstance(path[-1], str) else path[0])
    line = case.lines.get(path) or case.lines.get(path[:1], 0)
    return Text(text, Where(case.settings.where.file, line), key, subject or f"case:{key}")


def find_names(case: Case, secrets: Sequence[Secret]) -> Iterator[Finding]:
    """
    Find texts that hold a hidden name.

    Parameters
    ----------
    case
        As a profile lets it out.
    secrets
        The names.

    Yields
    ------
    Finding
        One for each cell, with the name: it is for the editor's eyes alone.
    """
    if not secrets:
        return
    seekers = [(secret, seeker(secret.name)) for secret in secrets]
    for text in texts(case):
        key = key_of(text.text)
        secret = next((each for each, is_in in seekers if is_in(key)), None)
        if secret:
            message = f"holds “{secret.name}”, a name of what is hidden ({secret.of})"
            yield blocking(text, message)


def find_positions(case: Case, spots: Sequence[Spot]) -> Iterator[Finding]:
    """
    Find texts that hold a position which must not be told.

    Parameters
    ----------
    case
        As a profile lets it out.
    spots
        The positions.

    Yields
    ------
    Finding
        One for each cell with a longitude and a latitude of such a position, in either order, in
        decimal degrees or in degrees and minutes; where they stand in two cells of a row (`x_lon`
        and `x_lat`), for the second of them.
    """
    for _, row in groupby(texts(case) if spots else (), lambda text: (text.where, text.subject)):
        told = [(text, found) for text in row if (found := _numbers(text.text))]
        seen = set[str]()
        for text, pair in _pairs(told):
            spot = next((spot for spot in spots if _tells(pair, spot)), None)
            if spot and text.column not in seen:
                seen.add(text.column)
                yield blocking(text, f"holds a position of what is hidden or moved ({spot.of})")


def _pairs(told: Sequence[tuple[Text, list[float]]]) -> Iterator[tuple[Text, tuple[float, float]]]:
    """Pair the numbers of a row: neighbours in a cell, then those of two cells."""
    for text, numbers in told:
        for pair in pairwise(numbers):
            yield text, pair
    for (_, one), (text, other) in combinations(told[:_MOST_PAIRED], 2):
        for pair in product(one[:_MOST_PAIRED], other[:_MOST_PAIRED]):
            yield text, pair


def _numbers(text: str) -> list[float]:
    """Give what may be degrees in a text, in its order."""
    plain = normalize("NFKC", text.translate(_PLAIN))
    found = [
        (match.start(), float(match[0].replace(",", "."))) for match in _DECIMAL.finditer(plain)
    ]
    found += [
        (match.start(), float(match[1]) + float(match[2]) / 60 + float(match[3] or 0) / 3600)
        for match in _MINUTES.finditer(plain)
    ]
    return [number for _, number in sorted(found)]


def _tells(pair: tuple[float, float], spot: Spot) -> bool:
    """Tell whether two numbers are a position near a spot, whatever their order and signs."""
    target = LonLat(abs(spot.at.lon), abs(spot.at.lat))
    for lon, lat in (pair, pair[::-1]):
        if abs(abs(lat) - target.lat) * _LEAST_KM > spot.reach_km:
            continue
        try:
            if distance_m(lonlat(abs(lon), abs(lat)), target) <= spot.reach_km * 1000:
                return True
        except PositionError:
            continue
    return False


def blocking(text: Text, message: str) -> Finding:
    """
    Make the finding that stops a build with a profile.

    Parameters
    ----------
    text
        Where it stands.
    message
        What is wrong.

    Returns
    -------
    Finding
        An error that an answer in `[[acknowledged]]` turns off, each by itself.
    """
    answer = f"{PROFILE}:{text.subject}"
    return Finding(
        text.where,
        text.column,
        f"{message}, and would be published",
        f'change it, drop the column, hide the row, or acknowledge "{answer}"',
        rule=PROFILE,
        subject=text.subject,
    )
