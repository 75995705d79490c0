"""A small case of all tables, and what an editor does to its files."""

import csv
import io
from collections.abc import Callable, Sequence
from pathlib import Path

Rows = list[dict[str, str]]
TABLES = {
    "sources": """id,title,publisher,published,url
s1,Trains are back,Radio One,2024-02-10,https://one.example/a
s2,Trains again,Paper Two,2024-02-12,
s3,No trains,Agency Three,2024-03-01,
""",
    "actors": """id,name,kind,aliases
railways,State Railways,organisation,SR
speaker,The Speaker,person,
""",
    "places": """id,name,kind,country,lon,lat,aliases,gazetteer
tampere,Tampere,city,FI,23.76,61.50,Tammerfors;Manse,
toijala,Toijala,station,FI,23.86,61.17,,
turku,Turku,city,FI,22.27,60.45,,
""",
    "links": """id,name,mode,stops,geometry,stated_km,source
tampere-toijala,,rail,tampere > toijala,straight,40,s1
toijala-turku,The west line,rail,toijala > turku,straight,,s1
""",
    "services": """id,link,kind,status,period,source
sv1,toijala-turku,passenger,operating,2024-01/..,s1
""",
    "journeys": """journey,leg,alternative,name,from,to,mode,link,date,persons
tour,1,,The tour,tampere,toijala,rail,tampere-toijala,2024-02-05,>300
tour,2,a,The tour,toijala,turku,rail,toijala-turku,2024-02-06,
tour,2,b,The tour,toijala,tampere,road,,2024-02-06,
""",
    "events": """id,title,date,place,actors,persons,category,status,summary,source,note,x_ref
e1,First train,2024-02-05,tampere,railways,300,trains,published,A train left.,s1,,R1
e2,Second train,2023-Q3,toijala,,,trains,published,,s2,,
e3,Strike,2024-03-01,turku,speaker,~100,strikes,,Nobody came.,s3,,
""",
    "claims": """id,subject,field,value,source,certainty
c1,event:e1,persons,200,s2,reported
""",
    "flows": """id,period,origin,destination,mode,value,source
f1,2023-Q3,tampere,turku,rail,326,s1
""",
}
SETTINGS = """title = "Trains of Finland"
as_of = "2024-03-10"
languages = ["en", "fi"]

[[category]]
id = "trains"
label = "Trains"
colour = "#3a5f8a"

[[view]]
id = "all"
title = "All of it"
extent = [22, 60, 25, 62]

[[view]]
id = "north"
title = "The north"
extent = [23, 61, 25, 62]
"""


def write_case(folder: Path, settings: str = SETTINGS, **tables: str) -> Path:
    """Write the case, with other tables in the place of some."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "case.toml").write_text(settings, encoding="utf-8")
    for name, text in (TABLES | tables).items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    return folder


def rows_of(table: str) -> Rows:
    """Take a table apart."""
    return list(csv.DictReader(io.StringIO(TABLES[table])))


def written(rows: Rows, separator: str = ",", columns: Sequence[str] = ()) -> str:
    """Write rows, with the columns of the first where no others are named."""
    out = io.StringIO()
    writer = csv.DictWriter(out, columns or list(rows[0]), delimiter=separator, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def edited(table: str, **cells: str) -> str:
    """
    Write a table with other cells in one row.

    `id` names the row.
    """
    return changed(
        table, lambda rows: [row | cells if row["id"] == cells["id"] else row for row in rows]
    )


def changed(table: str, edit: Callable[[Rows], Rows]) -> str:
    """Write a table as an edit leaves it."""
    rows = rows_of(table)
    return written(edit([dict(row) for row in rows]), columns=list(rows[0]))


def appended(table: str, **cells: str) -> str:
    """Write a table with a row more, its other cells empty."""
    return changed(table, lambda rows: [*rows, dict.fromkeys(rows[0], "") | cells])


def without(table: str, **cells: str) -> str:
    """Write a table without the rows that have these cells."""
    return changed(table, lambda rows: [row for row in rows if not cells.items() <= row.items()])
