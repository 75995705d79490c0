"""A case of many events, of which the page shows some at a time."""

from datetime import date, timedelta
from pathlib import Path

from small_case import written

EVENTS, PLACES, SOURCES = 1500, 12, 130
CATEGORIES = ("arrival", "cargo", "talks")
#: Text that would act where it is not escaped, and what divides the packed entries.
HOSTILE = "</template><img src=x onerror=alert(1)> & \x1e\x1f \"${1}\" 'it'"
WORDS = [
    "harbour",
    "train",
    "coal",
    "border",
    "crew",
    "meeting",
    "ferry",
    "delegation",
    "bridge",
    "customs",
]


def title(nth: int) -> str:
    """Give the title of an event."""
    return f"{WORDS[nth % 10].capitalize()} {WORDS[nth // 10 % 10]} {nth}"


def write_large_case(folder: Path, events: int = EVENTS) -> Path:
    """Write events of ten years at some places, by day, each with a source."""
    folder.mkdir(parents=True, exist_ok=True)
    tables = {
        "places": [
            {"id": f"p{n}", "name": f"Town {n}", "kind": "town", "country": "FI"}
            | {"lon": f"{22 + n % 4}", "lat": f"{61 + n // 4}"}
            for n in range(PLACES)
        ],
        "sources": [
            {"id": f"s{n}", "title": f"Report {n} of {WORDS[n % 10]}"}
            | {"url": f"https://one.example/{n}"}
            for n in range(SOURCES)
        ],
        "events": [event(n, events) for n in range(events)],
    }
    for name, rows in tables.items():
        (folder / f"{name}.csv").write_text(written(rows), encoding="utf-8")
    (folder / "case.toml").write_text('title = "Many events"\n', encoding="utf-8")
    return folder


def event(nth: int, events: int) -> dict[str, str]:
    """Give a row of events; every hundredth has a hostile text."""
    day = date(2014, 1, 1) + timedelta(days=3650 * nth // events)
    text = " ".join(WORDS[(nth * 7 + k * (nth % 9 + 1)) % 10] for k in range(28))
    return {
        "id": f"e{nth}",
        "title": title(nth),
        "date": str(day),
        "summary": HOSTILE if nth % 100 == 99 else f"{text}.",
        "category": CATEGORIES[nth % 3],
        "place": f"p{nth % PLACES}",
        "source": f"s{nth % SOURCES}",
        "certainty": ("official", "reported")[nth % 2],
    }
