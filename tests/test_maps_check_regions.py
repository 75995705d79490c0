"""Cases of three regions, clean and with every mistake that a check is to find."""

import csv
import io
import shutil
from pathlib import Path

import pytest

from geo.errors import Level
from maps.build import read_atlas, read_findings
from maps.check.rules import CHECK_RULES
from maps.convert import convert

CLEAN = Path(__file__).parent / "cases" / "clean"
REGIONS = ("balkans", "horn", "andes")


@pytest.fixture(scope="module")
def atlas():
    return read_atlas()


def edited(folder, table, change):
    """Write a table with one row changed (`id` names it) or, with an id that is new, appended."""
    file = folder / f"{table}.csv"
    rows = list(csv.DictReader(io.StringIO(file.read_text(encoding="utf-8"))))
    key = {"journeys": "journey"}.get(table, "id")
    columns = list(rows[0])
    columns += [column for column in change if column not in columns]
    leg = change.get("leg", "")
    mine = [row for row in rows if row[key] == change[key] and leg in {"", row.get("leg")}]
    for row in mine[:1]:
        row.update(change)
    rows += [] if mine else [change]
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    file.write_text(out.getvalue(), encoding="utf-8")


def row(**cells):
    return cells


#: Region, edits, rule, subject, and words of the message.
MISTAKES = [
    # parts that do not sum, and one number for two things
    ("balkans", [("flows", row(id="to-me-2023-rail", value="48000"))], "sums", "flow:to-me-2023",
     "parts by mode sum to 61220, total 61420, residual −200"),
    ("andes", [("flows", row(id="personas-2022-bus", value="91000"))], "sums", "flow:personas-2022",
     "total 80000, residual +11000, although not all parts are named"),
    ("horn", [("flows", row(id="air-h2-work", value="30020"))], "same-number", "flow:air-h2-work",
     "30020 counts something else, too: air-h2-visit (flows.csv:3)"),
    ("horn", [("flows", row(id="air-q3", value="39000"))], "flows-differ", "flow:air-q3",
     "39000 in 2018-Q3, but air-h2 (flows.csv:2) counts 38150 in 2018-H2"),
    ("andes", [("flows", row(id="otra", period="2022", origin="bolivia", destination="chile",
        mode="road", measure="vehicles", value="98000", source="radio-2023"))],
     "flows-differ", "flow:otra", "98000 in 2022, but camiones-2022 (flows.csv:2) counts 112480"),
    # claims that differ in place, date, status, count, number of kilometres
    ("balkans", [("claims", row(id="x", subject="event:landslide", field="place", value="podgorica",
        source="agency-2024"))], "differs", "event:landslide", "“podgorica” here, “uzice” in"),
    ("horn", [("claims", row(id="x", subject="event:first-flight", field="date",
        value="2018-07-17", source="press-2018"))], "differs", "event:first-flight",
     "“2018-07-17” here, “2018-07-18” in events.csv:2"),
    ("andes", [("claims", row(id="x", subject="service:bloqueo", field="status",
        value="operating", source="diario-2023"))], "differs", "service:bloqueo", "“operating”"),
    ("andes", [("claims", row(id="x", subject="event:llegada", field="persons", value="40",
        source="radio-2023"))], "differs", "event:llegada", "“40” here, “1” in events.csv:4"),
    ("andes", [
        ("claims", row(id="x", subject="event:bloqueo", field="persons", value="~40",
            source="radio-2023")),
        ("claims", row(id="y", subject="event:bloqueo", field="persons", value="hundreds",
            source="diario-2023"))],
     "differs", "event:bloqueo", "“hundreds” here, “~40” in claims.csv:4"),
    ("balkans", [("claims", row(id="x", subject="event:ferry-back", source="port-2024",
        certainty="denied"))], "denied", "event:ferry-back", "is denied"),
    # services and periods
    ("balkans", [("services", row(id="x", link="bar-bari", kind="passenger", status="suspended",
        period="2024-06-10/2024-06-20", source="port-2024", certainty="reported"))],
     "service-conflict", "service:x", "bari-ferry (services.csv:5) has it operating (2024-06/..)"),
    ("horn", [("journeys", row(journey="reunion", leg="3", date="2018-07-10"))],
     "service-conflict", "journey:reunion", "no-flights (services.csv:2) is suspended"),
    ("horn", [("journeys", row(journey="reunion", leg="3", date="2018-07-15"))],
     "journey-backwards", "journey:reunion", "leg 3 on “2018-07-15” lies before leg 2"),
    ("balkans", [("events", row(id="night-train-back", date="2024-06-30", date_text=""))],
     "outside-period", "event:night-train-back", "journey first-night (2024-06-14, 2024-06-15)"),
    ("andes", [("events", row(id="espera", date="2023-02-05", link="cusco-la-paz"))],
     "outside-period", "event:espera", "lies after every service of the link cusco-la-paz"),
    ("balkans", [("events", row(id="ferry-back", date="2024-05-20", date_text="", persons="90",
        stated_on=""))], "outside-period", "event:ferry-back",
     "lies before every service of the link bar-bari"),
    # the countries that a text names
    ("horn", [("sources", row(id="wire-2018", title="Ethiopia to Somalia flights take off"))],
     "other-country", "source:wire-2018", "“Ethiopia to Somalia”"),
    ("balkans", [("sources", row(id="agency-2024", title="Serbia–Croatia night train back"))],
     "other-country", "source:agency-2024", "“Serbia–Croatia”: no route of this source touches"),
    ("horn", [("events", row(id="train-opens", title="Trains run from Ethiopia to Somalia"))],
     "other-country", "event:train-opens", "“from Ethiopia to Somalia”"),
    ("andes", [("links", row(id="la-paz-arica", name="Peruvian–Chilean highway"))],
     "other-country", "link:la-paz-arica", "(BO, CL)"),
    # kilometres
    ("balkans", [("links", row(id="belgrade-bar", stated_km="290"))], "distance",
     "link:belgrade-bar", "“290” km stated"),
    ("andes", [("links", row(id="la-paz-arica", stated_km="90"))], "distance",
     "link:la-paz-arica", "km in a straight line"),
    ("horn", [("journeys", row(journey="reunion", leg="3", duration="PT20M"))], "speed",
     "journey:reunion", "“PT20M” for"),
    # dates
    ("balkans", [("events", row(id="landslide", date="2024-02-30"))], "cell-value",
     "event:landslide", "“2024-02-30” is not a date"),
    ("balkans", [("services", row(id="bari-ferry", period="2024-06/2023-06"))], "cell-value",
     "service:bari-ferry", "ends before it begins"),
    ("horn", [("events", row(id="family", date="2081-07-18", date_text="", journey=""))],
     "date-future", "event:family", "in the future of the case, which speaks up to 2019-06-30"),
    ("horn", [("services", row(id="flights", period="2020-07-18/.."))], "date-future",
     "service:flights", "in the future of the case"),
    ("andes", [("journeys", row(journey="bus", leg="3", date="2032-05-12"))], "date-future",
     "journey:bus", "in the future of the case"),
    ("andes", [("sources", row(id="radio-2023", published="2032-02-06"))], "source-dates",
     "source:radio-2023", "“2032-02-06” is after as_of of case.toml, 2023-12-31"),
    ("andes", [("events", row(id="bloqueo", date="203-02-02"))], "cell-value", "event:bloqueo",
     "“203-02-02”"),
    ("balkans", [("events", row(id="night-train-back", date_text="Thursday, June 14"))],
     "date-text", "event:night-train-back", "names another weekday than date, 2024-06-14 (Friday)"),
    ("horn", [("events", row(id="family", date_text="July 8th"))],
     "date-text", "event:family", "“July 8th” names another day than date"),
    ("horn", [("events", row(id="first-flight", date_text="18 July 2017"))],
     "date-text", "event:first-flight", "names another year"),
    ("andes", [("events", row(id="espera", date="2023-03-01", source="diario-2023", stated_on="",
        link=""))], "told-before", "event:espera", "lies after its source diario-2023"),
    ("horn", [("flows", row(id="air-q3", period="2019-Q2"))], "told-before", "flow:air-q3",
     "“2019-Q2” lies after its source airline-2019 (2019-02)"),
    ("andes", [("services", row(id="buses", period="2023-04/.."))], "told-before",
     "service:buses", "lies after its source viaje-2022"),
    ("balkans", [("claims", row(id="night-train-seats", stated_on="2024-09-01"))], "told-before",
     "claim:night-train-seats", "“2024-09-01” lies after its source radio-2024"),
    # sources
    ("horn", [("sources", row(id="press-2018", url=""))], "source-nowhere", "source:press-2018",
     "readers cannot look it up"),
    ("andes", [("sources", row(id="viaje-2022", published=""))], "source-without-date",
     "source:viaje-2022", "not stated"),
    ("balkans", [("sources", row(id="zs-2024", published="2024-05-01"))], "source-dates",
     "source:zs-2024", "archived on 2024-04-05, before it was published (“2024-05-01”)"),
    ("andes", [("sources", row(id="diario-2023", checked="2022-05-02"))], "source-dates",
     "source:diario-2023", "checked on “2022-05-02”, before"),
    ("horn", [("events", row(id="family", source="", attributed_to="", stated_on=""))],
     "event-without-source", "event:family", "no source for “A family is together again”"),
    ("horn", [("events", row(id="family", certainty="confirmed"))], "single-source",
     "event:family", "wire-2018 is its only source"),
    ("horn", [("claims", row(id="first-flight-second", attributed_to="et-airlines > passengers"))],
     "same-origin", "event:first-flight", "both go back to et-airlines"),
    # places
    ("horn", [("places", row(id="asmara", lon="15.3381", lat="38.9318"))], "position-swapped",
     "place:asmara", "with lon and lat swapped"),
    ("andes", [("places", row(id="x", name="Terminal La Paz", kind="town", country="BO",
        lon="-68.14", lat="-16.50", radius_km="4"))], "too-near", "place:x",
     "from La Paz (places.csv:5)"),
    ("balkans", [("places", row(id="podgorica", country="RS"))], "wrong-country",
     "place:podgorica", "but it lies within montenegro"),
    ("andes", [("places", row(id="puno", country="CL", within=""))], "wrong-country",
     "place:puno", "is among towns of PE"),
    ("balkans", [("places", row(id="bar", lon="18.6", lat="41.9"))], "in-the-sea", "place:bar",
     "is in the sea, for a city"),
    # names
    ("balkans", [("actors", row(id="luka-bar", name="Lukа Bar"))], "mixed-script",
     "actor:luka-bar", "“Lukа” has letters of two scripts: “а” (U+0430)"),
    ("balkans", [("places", row(id="bar", names="sr=Бaр"))], "mixed-script", "place:bar",
     "“Бaр” has letters of two scripts: “a” (U+0061)"),
    ("horn", [("services", row(id="trains", operator="Ethiо-Djibouti Railway"))], "mixed-script",
     "service:trains", "U+043E"),
    ("horn", [("places", row(id="x", name="Asmera", kind="town", geometry="none"))],
     "look-alike", "place:x", "differ by one letter: asmara, asmera"),
    ("andes", [("flows", row(id="personas-2022-bus", purpose="carga")),
               ("flows", row(id="camiones-2022-vacios", purpose="cargo"))],
     "look-alike", "flow:camiones-2022-vacios", "is nearly “carga”"),
    # duplicates and orphans
    ("andes", [("events", row(id="x", title="Bloqueo de la carretera.", date="2023-02-02",
        place="tambo-quemado", link="la-paz-arica", category="carretera", source="radio-2023"))],
     "duplicate", "event:x", "nearly the same title"),
    ("horn", [("sources", row(id="x", title="Flights", published="2018-07-18",
        url="https://wire.example/first-flight/"))], "duplicate", "source:x",
     "source wire-2018 has the same url"),
    ("balkans", [("actors", row(id="x", name="ana  marić", kind="person",
        role="reporter"))], "duplicate",
     "actor:x", "actor maric has the same name"),
    ("balkans", [("links", row(id="x", name="Ferry Bar – Bari", mode="ferry",
        stops="bar-port>bari-port", source="port-2024"))], "duplicate", "link:x", "says the same"),
    ("andes", [("places", row(id="x", name="Oruro", kind="city", country="BO", lon="-67.115",
        lat="-17.97"))], "unused", "place:x", "no row refers to this place"),
    ("balkans", [("actors", row(id="x", name="Nobody", kind="person"))], "unused", "actor:x",
     "no row refers to this actor"),
    ("horn", [("sources", row(id="x", title="Nothing", published="2018",
        url="https://x.example/a"))], "unused", "source:x", "no row refers to this source"),
]  # fmt: skip


@pytest.mark.parametrize("region", REGIONS)
def test_a_clean_case_gives_no_finding(region, atlas):
    assert [str(finding) for finding in read_findings(CLEAN / region, atlas)] == []


@pytest.mark.parametrize(
    ("region", "edits", "rule", "subject", "words"),
    MISTAKES,
    ids=[f"{m[2]}-{m[3]}" for m in MISTAKES],
)
def test_a_mistake_is_found_and_named(tmp_path, atlas, region, edits, rule, subject, words):  # noqa: PLR0917
    case = tmp_path / region
    shutil.copytree(CLEAN / region, case)
    for table, change in edits:
        edited(case, table, change)
    found = read_findings(case, atlas)
    told = [f for f in found if (f.rule, f.subject) == (rule, subject) and words in f.message]
    assert told, [f"{f} [{f.rule}:{f.subject}]" for f in found]
    assert all(f.help and f.column for f in found)


def test_every_rule_of_the_checks_has_a_mistake_here_or_a_test_of_its_own():
    elsewhere = {"detour", "place-far", "place-other-name", "acknowledged"}
    assert {rule.name for rule in CHECK_RULES} <= {mistake[2] for mistake in MISTAKES} | elsewhere


@pytest.mark.parametrize("region", REGIONS)
def test_a_workbook_gives_what_its_tables_give_and_its_answers_hold(tmp_path, atlas, region):
    tables = tmp_path / "tables" / region
    shutil.copytree(CLEAN / region, tables)
    for _, edits, rule, _, _ in (m for m in MISTAKES if m[0] == region):
        if rule not in {"cell-value", "position-swapped", "in-the-sea"}:
            for table, change in edits:
                edited(tables, table, change)
    book = tmp_path / "book" / region
    convert(tables, book.with_suffix(".xlsx"))
    book.mkdir()
    shutil.copy(tables / "case.toml", book)
    shutil.copy(book.with_suffix(".xlsx"), book / "case.xlsx")
    ours, theirs = read_findings(tables, atlas), read_findings(book, atlas)
    assert len(ours) > 10
    as_sheets = [told(finding).replace(".csv:", "]:") for finding in ours]
    assert [told(finding).replace("case.xlsx[", "") for finding in theirs] == as_sheets
    answers = "".join(
        f'\n[[acknowledged]]\nfinding = "{name}"\nreason = "Meant."\n'
        for name in dict.fromkeys(f"{f.rule}:{f.subject}" for f in theirs)
    )
    with (book / "case.toml").open("a", encoding="utf-8") as settings:
        settings.write(answers)
    assert {finding.level for finding in read_findings(book, atlas)} == {Level.NOTE}


def told(finding):
    return f"{finding} [{finding.rule}:{finding.subject}]"
