"""A case with a secret in every field that a profile must not let out, and how to look for them."""

import base64
import csv
import io
import json
import re
import sqlite3
import zipfile
import zlib
from hashlib import sha256
from itertools import accumulate
from pathlib import Path

import pypdfium2
import shapely
from pyarrow import parquet
from script_engine import Engine

#: Folder of the case: nothing of it may stand in a file.
FOLDER = "operation-nightjar"
KEY = "3f9c1e7ab2d84650917cfe0a6b5d2e84c1a7f3d9"
BLUR_KM = 5.0
#: True positions of what is moved or hidden.
CAMP, DEPOT, PIER = (130.7243187, 42.5132946), (132.0271243, 43.3318273), (130.3918462, 42.2719384)
POSITIONS = {"camp": CAMP, "depot": DEPOT, "pier": PIER}
#: Texts that must not leave; each stands in a field of its own.
TEXTS = (
    "Quxford Camp", "Quxfjord", "Лагерь Ксукс", "쿡스포드", "Informant Zyx", "Zyxwell",
    "Ledger of Vyrn", "vyrn.example.net", "Vyrn Daily", "Draft of the Plonk", "plonked",
    "An unmarked Snark", "snarked", "Note on Blorf", "blorfed", "Hearsay of Wibble", "wibbled",
    "Fribble says", "x-frotz", "frotz_value", "private/gnusto.pdf", "gnusto", "Rezrov Line",
    "rezrov", "Nitfol Express", "nitfol", "Yomin phrase", "yomin at page 7", "Izyuk the relay",
    "secret-camp", "informant-zyx", "vyrn-ledger", "drawn-secret", "geonames:2013348",
    "Kulcad profile", "kulcad", "operation", "nightjar",
)  # fmt: skip
PRIVATE = b"the private file of a source"
SUM = sha256(PRIVATE).hexdigest()

TOML = """
as_of = 2024-07-01
[profile.public]
min_certainty = "reported"
blur_km = 5
drop = ["note", "x_seen", "locator"]
hide = ["secret-camp", "informant-zyx", "vyrn-ledger", "nitfol"]
[profile.kulcad]
hide = ["rezrov"]
[[annotation]]
text = "Seen from Quxford Camp"
at = "secret-camp"
[[story]]
id = "kulcad-story"
text = "Kulcad profile"
focus = "place:secret-camp"
[[view]]
id = "all"
title = "All of it"
extent = [128, 41, 133, 45]
"""


def rows() -> dict[str, list[dict[str, str]]]:
    """Make the tables."""
    place = {"lon": "", "lat": "", "country": "", "x_seen": "x-frotz", "note": "blorfed"}
    return {
        "sources": [
            {"id": "paper", "title": "A paper", "published": "2024-06-01"},
            {
                "id": "vyrn-ledger", "title": "Ledger of Vyrn", "publisher": "Vyrn Daily",
                "url": "https://vyrn.example.net/a", "published": "2024-06-02",
            },
            {"id": "filed", "title": "A file", "file": "private/gnusto.pdf", "sha256": SUM},
            {"id": "whisper", "title": "Fribble says"},
        ],
        "actors": [
            {"id": "informant-zyx", "name": "Informant Zyx", "aliases": "Zyxwell"},
            {"id": "ministry", "name": "The ministry", "aliases": ""},
        ],
        "places": [
            place | {
                "id": "secret-camp", "name": "Quxford Camp", "kind": "facility",
                "aliases": "Quxfjord", "names": "ru=Лагерь Ксукс;ko=쿡스포드",
                "lon": f"{CAMP[0]}", "lat": f"{CAMP[1]}",
            },
            place | {"id": "depot", "name": "The depot", "kind": "facility",
                     "lon": f"{DEPOT[0]}", "lat": f"{DEPOT[1]}"},
            place | {"id": "pier", "name": "The pier", "kind": "port",
                     "geometry": "shapes.geojson#pier"},
            place | {"id": "ussuri", "name": "The town", "kind": "town",
                     "gazetteer": "geonames:2013348"},
            place | {"id": "harbour", "name": "The harbour", "kind": "port",
                     "lon": "131.9", "lat": "43.1", "radius_km": "2.75"},
            place | {"id": "gossip", "name": "Hearsay of Wibble", "kind": "town",
                     "lon": "131.2222", "lat": "44.3333"},
        ],
        "links": [
            {"id": "rezrov", "name": "Rezrov Line", "mode": "rail", "stops": "depot>secret-camp",
             "source": "paper"},
            {"id": "open", "name": "The open line", "mode": "rail", "stops": "depot>ussuri",
             "geometry": "", "stated_km": "61.7391", "source": "paper"},
            {"id": "ship", "name": "The ship", "mode": "ferry", "stops": "pier>harbour",
             "geometry": "shapes.geojson#drawn-secret", "stated_km": "~139.251",
             "source": "paper"},
            {"id": "drive", "name": "The drive", "mode": "road", "stops": "depot>pier>?",
             "via": "harbour", "source": "paper"},
            {"id": "flight", "name": "The flight", "mode": "air", "stops": "ussuri>harbour",
             "source": "paper"},
        ],
        "services": [
            {"id": "s1", "link": "rezrov", "status": "operating", "operator": "rezrov works"},
            {"id": "s2", "link": "open", "status": "operating", "operator": ""},
        ],
        "journeys": [
            {"journey": "nitfol", "leg": "1", "name": "Nitfol Express", "from": "depot",
             "to": "pier", "mode": "unknown", "duration": ""},
            {"journey": "trip", "leg": "1", "name": "The trip", "from": "depot",
             "to": "secret-camp", "mode": "rail", "duration": "PT17M"},
            {"journey": "trip", "leg": "2", "name": "", "from": "secret-camp",
             "to": "pier", "mode": "ferry", "duration": "PT19M"},
            {"journey": "trip", "leg": "3", "name": "", "from": "pier",
             "to": "harbour", "mode": "ferry", "duration": "PT5H"},
        ],
        "events": [
            event("plain", "A plain event", status="published", place="depot", source="paper",
                  actors="ministry;informant-zyx;Zyxwell", note="Note on Blorf"),
            event("draft", "Draft of the Plonk", status="draft", summary="plonked"),
            event("unmarked", "An unmarked Snark", summary="snarked"),
            event("gossip", "Hearsay of Wibble", status="published", place="gossip",
                  summary="wibbled", source="whisper", certainty="hearsay"),
            event("camp", "An event somewhere", status="published", place="secret-camp",
                  link="rezrov", journey="nitfol", source="vyrn-ledger",
                  phrase="Yomin phrase", locator="yomin at page 7",
                  attributed_to="Izyuk the relay > paper"),
            event("relayed", "Another event", status="published", source="filed",
                  attributed_to="informant-zyx > Izyuk the relay", x_seen="frotz_value"),
        ],
        "claims": [
            claim("c1", "event:draft", "summary", "plonked"),
            claim("c2", "place:secret-camp", "name", "Quxfjord"),
            claim("c3", "place:depot", "lon", f"{DEPOT[0]}"),
            claim("c4", "place:depot", "lat", f"{DEPOT[1]}"),
            claim("c5", "link:ship", "stated_km", "139.251"),
            claim("c6", "event:plain", "place", "secret-camp"),
            claim("c7", "event:plain", "summary", "Yomin phrase", source="vyrn-ledger"),
            claim("c8", "event:plain", "date", "2024-03-04", certainty="speculated"),
            claim("c9", "source:filed", "file", "gnusto"),
            claim("c10", "event:plain", "note", "blorfed"),
            claim("c11", "link:rezrov", "mode", "road"),
        ],
        "flows": [
            {"id": "f1", "period": "2024", "origin": "secret-camp", "destination": "depot",
             "value": "7391", "part_of": ""},
            {"id": "f2", "period": "2024", "origin": "depot", "destination": "ussuri",
             "value": "40", "part_of": ""},
        ],
    }  # fmt: skip


def event(name: str, title: str, **cells: str) -> dict[str, str]:
    """Make a row of events."""
    columns = (
        "date", "summary", "place", "link", "journey", "actors", "status", "note", "source",
        "phrase", "locator", "attributed_to", "certainty", "x_seen",
    )  # fmt: skip
    return {"id": name, "title": title, **dict.fromkeys(columns, ""), **cells}


def claim(name: str, subject: str, field: str, value: str, **cells: str) -> dict[str, str]:
    """Make a row of claims."""
    own = {"source": "paper", "certainty": "reported"}
    return {"id": name, "subject": subject, "field": field, "value": value, **own, **cells}


def shapes() -> str:
    """Make the drawn shapes: a pier, and a line from it to the harbour."""
    lon, lat = PIER
    box = [[lon - 0.01, lat - 0.01], [lon + 0.01, lat - 0.01], [lon, lat + 0.0171], PIER]
    features = [
        {"id": "pier", "geometry": {"type": "Polygon", "coordinates": [[*box[:3], box[0]]]}},
        {
            "id": "drawn-secret",
            "geometry": {"type": "LineString", "coordinates": [PIER, [131.1, 42.4], [131.9, 43.1]]},
        },
    ]
    whole = [{"type": "Feature", "properties": {}, **feature} for feature in features]
    return json.dumps({"type": "FeatureCollection", "features": whole})


def write_secret_case(parent: Path) -> Path:
    """Write the case below a folder."""
    folder = parent / FOLDER
    (folder / "private").mkdir(parents=True)
    (folder / "private/gnusto.pdf").write_bytes(PRIVATE)
    (folder / "geometry").mkdir()
    (folder / "geometry/shapes.geojson").write_text(shapes())
    (folder / "case.toml").write_text(TOML, encoding="utf-8")
    for name, table in rows().items():
        write_rows(folder / f"{name}.csv", table)
    return folder


def write_rows(file: Path, table: list[dict[str, str]]) -> None:
    """Write a table."""
    columns = list(dict.fromkeys(column for row in table for column in row))
    with file.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, columns)
        writer.writeheader()
        writer.writerows(table)


def surfaces(content: bytes) -> list[str]:
    """Give a file as it is, and every form in which a text may hide in it, lower-cased."""
    text = content.decode()
    unescaped = re.sub(r"\\u([0-9a-fA-F]{4})", lambda m: chr(int(m[1], 16)), text)
    entities = re.sub(
        r"&#x?([0-9a-fA-F]+);", lambda m: chr(int(m[1], 16 if "x" in m[0] else 10)), text
    )
    packed = [unpacked(match) for match in re.findall(r"[A-Za-z0-9+/]{24,}={0,2}", text)]
    packed += [unpacked_from_85(match) for match in re.findall(r"[!-~]{24,}", text)]
    return [each.lower() for each in (text, unescaped, entities, "\n".join(packed))]


def unpacked(word: str) -> str:
    """Undo base64, and what may be squeezed within."""
    import zlib

    try:
        raw = base64.b64decode(word + "=" * (-len(word) % 4))
    except ValueError:
        return ""
    for bits in (15, 31, -15):
        try:
            return zlib.decompress(raw, bits).decode("utf-8", errors="replace")
        except zlib.error:
            continue
    return raw.decode("utf-8", errors="replace")


def unpacked_from_85(word: str) -> str:
    """Undo what `maps.page.deflated` does, wherever in a word without spaces it begins."""
    for each in re.split(r"[\"'<>&\\]", word):
        try:
            raw = base64.b85decode(each.translate(str.maketrans(",./", "&<>")))
            return zlib.decompress(raw).decode()
        except (ValueError, zlib.error):
            continue
    return ""


def lettered(content: bytes) -> bytes:
    """Write out the positions of lines, areas and events of a page, in whole units of a degree."""
    text, found = content.decode("utf-8", errors="replace"), []
    drawn = re.findall(r"^waybook\.drawn\((.*)\)\.addTo", text, re.MULTILINE)
    paths = [paths for each in drawn for _, _, paths in json.loads(each)]
    for path in re.split(r"[ ,]", " ".join([*paths, *re.findall(r'"at":"([^"]*)"', text)])):
        steps = Engine("letters").call("fromLetters", path)
        for at in (0, 1):
            found += accumulate(steps[at::2])
    return " ".join(map(str, found)).encode()


def numbers(content: bytes) -> set[str]:
    """Give every number of a file, as written."""
    return set(re.findall(r"(?<![\d.])\d+\.\d+|(?<![\d.])\d{4,}", content.decode()))


def roundings(degrees: float) -> set[str]:
    """Write a coordinate in all ways that say it to 11 m: decimals, units of packed shapes."""
    found = {f"{degrees:.{places}f}" for places in range(4, 8)}
    found |= {f"{degrees:.{places}f}".rstrip("0") for places in range(4, 8)}
    found |= {str(round(degrees * 10**places)) for places in range(4, 7)}
    return found


def is_near_pair(content: bytes, lon: float, lat: float) -> bool:
    """Tell whether both coordinates stand beside each other, in either order, to 110 m."""
    one, other = (
        f"(?:{degrees - 0.0005:.3f}|{degrees:.3f})".replace(".", r"\.") for degrees in (lon, lat)
    )
    text = content.decode()
    return any(
        re.search(rf"(?<!\d){a}\d*[^\d.].{{0,30}}?(?<!\d){b}", text)
        for a, b in ((one, other), (other, one))
    )


def unpacked_files(files: dict[str, bytes]) -> dict[str, bytes]:
    """Open archives, and write out as text what only a program reads."""
    found = {}
    for name, content in files.items():
        if content.startswith(b"PK\x03\x04"):
            with zipfile.ZipFile(io.BytesIO(content)) as archive:
                inner = {f"{name}!{each}": archive.read(each) for each in archive.namelist()}
            found |= unpacked_files(inner)
        elif content.startswith(b"SQLite format 3"):
            found[name] = _dumped_base(content).encode()
        elif content.startswith(b"PAR1"):
            found[name] = _dumped_parquet(content).encode()
        elif content.startswith(b"%PDF"):
            found[name] = _dumped_pdf(content).encode()
        elif content.startswith(b"\x89PNG"):
            found[name] = _dumped_png(content).encode()
        else:
            found[name] = (
                content + b"\n" + (lettered(content) if name.endswith("map.html") else b"")
            )
    return found


def _dumped_pdf(content: bytes) -> str:
    """Write out what a PDF says, its metadata, and its objects with all that is squeezed."""
    file = pypdfium2.PdfDocument(content)
    texts = [page.get_textpage().get_text_bounded() for page in file]
    streams = []
    for squeezed in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", content, re.DOTALL):
        try:
            streams.append(zlib.decompress(squeezed).decode("latin-1"))
        except zlib.error:
            continue
    objects = re.sub(rb"stream\r?\n.*?endstream", b"", content, flags=re.DOTALL)
    return "\n".join([*texts, str(file.get_metadata_dict()), *streams, objects.decode("latin-1")])


def _dumped_png(content: bytes) -> str:
    """Write out all chunks of a picture but its pixels."""
    chunks, at = [], 8
    while at < len(content):
        size = int.from_bytes(content[at : at + 4], "big")
        if content[at + 4 : at + 8] != b"IDAT":
            chunks.append(content[at + 4 : at + 8 + size].decode("latin-1"))
        at += size + 12
    return "\n".join(chunks)


def _dumped_base(content: bytes) -> str:
    """Write out every cell of a SQLite file, geometries as WKT."""
    base = sqlite3.connect(":memory:")
    base.deserialize(content)
    tables = [name for (name,) in base.execute("SELECT name FROM sqlite_master WHERE type='table'")]
    lines = [sql for (sql,) in base.execute("SELECT sql FROM sqlite_master") if sql]
    for table in tables:
        if not table.startswith("rtree_"):
            lines += [
                " | ".join(map(_dumped, row)) for row in base.execute(f'SELECT * FROM "{table}"')
            ]
    return "\n".join(lines)


def _dumped(cell: object) -> str:
    """Write out a cell; the header of a GeoPackage geometry is 8 bytes and its box."""
    if not isinstance(cell, bytes):
        return str(cell)
    if not cell.startswith(b"GP"):
        return cell.hex()
    box = (0, 32, 48, 48, 64)[cell[3] >> 1 & 7]
    return shapely.from_wkb(cell[8 + box :]).wkt


def _dumped_parquet(content: bytes) -> str:
    """Write out every cell of a GeoParquet file, and what its metadata says."""
    table = parquet.read_table(io.BytesIO(content))
    told = [f"{key} {value}" for key, value in (table.schema.metadata or {}).items()]
    shapes = [shapely.from_wkb(raw).wkt for raw in table["geometry"].to_pylist() if raw]
    cells = table.drop_columns(["geometry", "bbox"]).to_pylist()
    return "\n".join([*told, *shapes, *map(str, cells)])
