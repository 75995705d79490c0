"""
Events as a page may have many of, the same for a number each time.

Each has a title, a day, 200 characters of text, a source with its address and a category, and
lies at one of 100 places; beside them 50 lines of 500 vertices. Ours reads them as a case, the
peers as a file.
"""

import csv
import json
import math
import random
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

PLACES, SOURCES, LINES, VERTICES = 100, 200, 50, 500
FIRST = date(2014, 1, 1)
#: Days from the first to the last.
DAYS = 3650
TEXT = 200
CATEGORIES = {
    "arrival": "#1b6ca8",
    "departure": "#5b4a8a",
    "talks": "#8a5a00",
    "cargo": "#2e7d4f",
    "works": "#a8471b",
    "border": "#7a2e5d",
    "tourism": "#00707a",
    "other": "#666666",
}
SYLLABLES = (
    "an", "ba", "chi", "do", "er", "fa", "go", "hi", "in", "ka", "lo", "ma", "ne", "o", "pa",
    "qui", "ro", "sa", "ti", "u", "vo", "wa", "xe", "yo", "zu", "bren", "cor", "dal", "est",
    "fin", "gra", "hul", "jor", "kel", "lin", "mor", "nor", "pel", "ras", "sten", "tor",
    "ver", "wic",
)  # fmt: skip


def many(count: int) -> dict[str, Any]:
    """
    Make events, places, sources and lines by a fixed rule.

    Parameters
    ----------
    count
        Of events.

    Returns
    -------
    dict
        `events`, `places`, `sources` and `lines`. Positions are degrees of WGS 84, longitude
        first.
    """
    chance = random.Random(8)  # noqa: S311 - a fixed rule, not a secret
    words = ["".join(chance.choices(SYLLABLES, k=chance.randint(1, 4))) for _ in range(2000)]
    places = [
        {"id": f"p{n}", "name": f"Place {n:03d}", "at": _position(chance)} for n in range(PLACES)
    ]
    sources = [
        {"id": f"s{n}", "title": _said(words, chance, 40), "url": f"https://example.org/{n:05d}"}
        for n in range(SOURCES)
    ]
    return {
        "places": places,
        "sources": sources,
        "events": [_event(n, words, places, sources, chance) for n in range(count)],
        "lines": list(_lines(places)),
    }


def _position(chance: random.Random) -> list[float]:
    """Give a position between the Yenisei and the Pacific."""
    return [round(chance.uniform(100, 140), 4), round(chance.uniform(35, 55), 4)]


def _said(words: list[str], chance: random.Random, length: int) -> str:
    """Put words together to a text of a length."""
    return " ".join(chance.choices(words, k=length // 2))[: length - 1].capitalize() + "."


def _event(
    number: int,
    words: list[str],
    places: list[dict[str, Any]],
    sources: list[dict[str, Any]],
    chance: random.Random,
) -> dict[str, Any]:
    """Make an event at a place."""
    where, told = chance.choice(places), chance.choice(sources)
    return {
        "id": f"e{number}",
        "title": _said(words, chance, 40),
        "date": str(FIRST + timedelta(days=chance.randrange(DAYS + 1))),
        "text": _said(words, chance, TEXT),
        "url": told["url"],
        "source": told["id"],
        "category": chance.choice(list(CATEGORIES)),
        "place": where["id"],
        "at": where["at"],
    }


def _lines(places: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Wind a line from each second place to the next."""
    for number, (one, other) in enumerate(zip(places[::2], places[1::2], strict=True)):
        (west, south), (east, north) = one["at"], other["at"]
        spots = []
        for vertex in range(VERTICES):
            part = vertex / (VERTICES - 1)
            off = math.sin(part * math.pi * 12) * math.sin(part * math.pi) * 0.4
            lon, lat = west + (east - west) * part, south + (north - south) * part + off
            spots.append([round(lon, 5), round(lat, 5)])
        yield {"id": f"l{number}", "ends": [one["id"], other["id"]], "at": spots}


def write_peers(given: dict[str, Any], file: Path) -> None:
    """
    Write what the peers read.

    Parameters
    ----------
    given
        As `many` gives it.
    file
        Where.
    """
    file.write_text(json.dumps(given), encoding="utf-8")


def write_case(given: dict[str, Any], folder: Path) -> None:
    """
    Write a case of the same content.

    Parameters
    ----------
    given
        As `many` gives it.
    folder
        Made new.
    """
    (folder / "geometry").mkdir(parents=True)
    said = ("id", "title", "date", "text", "category", "place", "source")
    tables: dict[str, Iterable[tuple[str, ...]]] = {
        "id,title,url": ((one["id"], one["title"], one["url"]) for one in given["sources"]),
        "id,name,kind,country,lon,lat": (
            (one["id"], one["name"], "town", "RU", *map(str, one["at"])) for one in given["places"]
        ),
        "id,mode,stops,geometry,source": (
            (one["id"], "rail", ">".join(one["ends"]), f"lines.geojson#{one['id']}", "s0")
            for one in given["lines"]
        ),
        "id,title,date,summary,category,place,source": (
            tuple(one[key] for key in said) for one in given["events"]
        ),
    }
    names = ("sources", "places", "links", "events")
    for name, (head, rows) in zip(names, tables.items(), strict=True):
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows([head.split(","), *rows])
    (folder / "geometry" / "lines.geojson").write_text(_drawn(given), encoding="utf-8")
    (folder / "case.toml").write_text(
        'title = "Many events"\nlanguage = "en"\n'
        + "".join(
            f'\n[[category]]\nid = "{name}"\nlabel = "{name.capitalize()}"\ncolour = "{colour}"\n'
            for name, colour in CATEGORIES.items()
        ),
        encoding="utf-8",
    )


def _drawn(given: dict[str, Any]) -> str:
    """Write the lines as GeoJSON."""
    return json.dumps(
        {
            "type": "FeatureCollection",
            "features": [
                {
                    "type": "Feature",
                    "id": line["id"],
                    "properties": {},
                    "geometry": {"type": "LineString", "coordinates": line["at"]},
                }
                for line in given["lines"]
            ],
        }
    )
