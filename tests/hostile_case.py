"""A case that holds hostile strings wherever a case may hold text."""

import csv
import json
from collections.abc import Iterable, Sequence
from pathlib import Path

from hostile_strings import Hostile

PHRASE_WORDS = 25


def write_case(folder: Path, strings: Sequence[Hostile]) -> Path:
    """Write a case with one row a table for each string, the string in all its texts."""
    folder.mkdir(parents=True)
    values = [hostile.value for hostile in strings]
    (folder / "case.toml").write_text(settings(values), encoding="utf-8", newline="")
    for name, table in tables(values).items():
        write_table(folder / f"{name}.csv", table)
    return folder


def write_table(file: Path, rows: Sequence[dict[str, str]]) -> None:
    """Write rows with the columns of the first, every cell quoted."""
    with file.open("w", encoding="utf-8", errors="surrogatepass", newline="") as out:
        writer = csv.DictWriter(out, list(rows[0]), quoting=csv.QUOTE_ALL)
        writer.writeheader()
        writer.writerows(rows)


def settings(values: Sequence[str]) -> str:
    """Write `case.toml` with all strings in its texts."""
    joined = quoted(" ¦ ".join(values))
    lines = [
        f"{key} = {joined}" for key in ("title", "subtitle", "description", "credit", "licence")
    ]
    for n, value in enumerate(values):
        text = quoted(value)
        lines += ["[[category]]", f"id = {text}", f"label = {text}", f"symbol = {text}"]
        lines += ["[[annotation]]", f"text = {text}", f"at = [{130 + n / 100}, 43]"]
        lines += ["[[story]]", f'id = "s{n}"', f"title = {text}", f"text = {text}"]
    lines += ["[[view]]", 'id = "v"', f"title = {joined}", "extent = [129, 41, 133, 44]"]
    return "\n".join(lines) + "\n"


def quoted(value: str) -> str:
    """Write a TOML string in which nothing is left to chance; line ends as a table has them."""
    return json.dumps(value.replace("\r\n", "\n")).replace("\x7f", "\\u007f")


def tables(values: Sequence[str]) -> dict[str, list[dict[str, str]]]:
    """Make the rows of every table that holds text."""
    numbered = list(enumerate(values))
    return {
        "sources": [
            {"id": f"s{n}", **same(v, "title", "publisher", "author", "note")} for n, v in numbered
        ],
        "actors": [
            {"id": f"a{n}", **same(v, "name", "role", "note"), "aliases": parts(v)}
            for n, v in numbered
        ],
        "places": [
            {
                "id": f"p{n}",
                "kind": "facility",
                "lon": f"{130 + n % 10 / 5}",
                "lat": f"{42 + n // 10 / 5}",
                **same(v, "name", "note"),
                "aliases": parts(v),
                "names": f"ko={v.replace(';', ' ')}",
                **evidence(n, v),
            }
            for n, v in numbered
        ],
        "links": [
            {
                "id": f"l{n}",
                "mode": "air",
                "stops": f"p{n} > p{(n + 1) % len(values)}",
                **same(v, "name", "note"),
                **evidence(n, v),
            }
            for n, v in numbered
        ],
        "services": [
            {
                "id": f"v{n}",
                "link": f"l{n}",
                "status": "operating",
                **same(v, "kind", "operator", "note"),
                **evidence(n, v),
            }
            for n, v in numbered
        ],
        "journeys": [
            {
                "journey": f"j{n}",
                "leg": "1",
                "mode": "unknown",
                "from": f"p{n}",
                "to": f"p{(n + 2) % len(values)}",
                **same(v, "name", "note"),
                **evidence(n, v),
            }
            for n, v in numbered
        ],
        "events": [
            {
                "id": f"e{n}",
                "place": f"p{n}",
                **same(v, "title", "summary", "date_text", "category", "note"),
                "actors": parts(v),
                # A string may be a name too odd for a column: it stands in the cell as well.
                "x_ref": v,
                **evidence(n, v),
            }
            for n, v in numbered
        ],
        "claims": [
            {
                "id": f"c{n}",
                "subject": f"event:e{n}",
                "field": "summary",
                **same(v, "value", "note"),
                **evidence(n, v),
            }
            for n, v in numbered
        ],
        "flows": [
            {
                "id": f"f{n}",
                "period": "2024",
                "origin": f"p{n}",
                "destination": f"p{(n + 1) % len(values)}",
                "value": "7",
                **same(v, "purpose", "measure", "note"),
                **evidence(n, v),
            }
            for n, v in numbered
        ],
    }


def same(value: str, *columns: str) -> dict[str, str]:
    """Put one text into several columns."""
    return dict.fromkeys(columns, value)


def evidence(number: int, value: str) -> dict[str, str]:
    """Give a row its evidence, the text in all of it."""
    return {
        "source": f"s{number}",
        "locator": value,
        "phrase": value if len(value.split()) <= PHRASE_WORDS else "",
        "attributed_to": parts(value, ">"),
    }


def parts(value: str, separator: str = ";") -> str:
    """Write a text into a cell of several values, none of which may be empty."""
    return separator.join(part if part.strip() else " part " for part in value.split(separator))


def with_odd_columns(rows: Iterable[dict[str, str]], names: Sequence[str]) -> list[dict[str, str]]:
    """Add a column of one's own named after each string."""
    return [{**row, **{f"x_{name}": name for name in names}} for row in rows]
