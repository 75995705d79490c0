"""Every rule says why it matters, in text, JSON, SARIF and the documentation."""

import ast
import json
import tomllib
from pathlib import Path

import jsonschema
import pytest
from typer.testing import CliRunner

from geo.errors import Finding, Level, Where
from maps.case.settings import Acknowledged
from maps.check.acknowledged import acknowledge, answer_to
from maps.check.reader_rules import READER_RULES
from maps.check.report import advice, as_json
from maps.check.rules import CHECK_RULES, RULES
from maps.check.run import CHECKS
from maps.check.sarif import as_sarif
from maps.cli import app

ROOT = Path(__file__).parents[1]
#: What differs between builds, and what a diff shows: no case is at fault.
WITHOUT_A_RULE = {"maps/diff/page.py", "maps/verify.py", "maps/watch/draft.py"}
TEXT = {
    "type": "object",
    "properties": {"text": {"type": "string", "minLength": 1}},
    "required": ["text"],
    "additionalProperties": False,
}
LEVEL = {"enum": ["none", "note", "warning", "error"]}
#: What of the SARIF 2.1.0 schema is used, as strict as there: nothing else may stand in an object.
SCHEMA = {
    "type": "object",
    "required": ["version", "runs"],
    "additionalProperties": False,
    "properties": {
        "version": {"const": "2.1.0"},
        "runs": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["tool", "results"],
                "additionalProperties": False,
                "properties": {
                    "tool": {
                        "type": "object",
                        "required": ["driver"],
                        "additionalProperties": False,
                        "properties": {
                            "driver": {
                                "type": "object",
                                "required": ["name"],
                                "additionalProperties": False,
                                "properties": {
                                    "name": {"type": "string"},
                                    "version": {"type": "string"},
                                    "rules": {
                                        "type": "array",
                                        "uniqueItems": True,
                                        "items": {
                                            "type": "object",
                                            "required": ["id"],
                                            "additionalProperties": False,
                                            "properties": {
                                                "id": {"type": "string"},
                                                "shortDescription": TEXT,
                                                "fullDescription": TEXT,
                                                "help": TEXT,
                                                "defaultConfiguration": {
                                                    "type": "object",
                                                    "additionalProperties": False,
                                                    "properties": {"level": LEVEL},
                                                },
                                            },
                                        },
                                    },
                                },
                            }
                        },
                    },
                    "columnKind": {"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
                    "results": {"type": "array", "items": {"$ref": "#/$defs/result"}},
                },
            },
        },
    },
    "$defs": {
        "result": {
            "type": "object",
            "required": ["message", "level", "locations"],
            "additionalProperties": False,
            "properties": {
                "ruleId": {"type": "string"},
                "ruleIndex": {"type": "integer", "minimum": 0},
                "level": LEVEL,
                "message": TEXT,
                "locations": {"type": "array", "items": {"$ref": "#/$defs/location"}},
                "partialFingerprints": {"additionalProperties": {"type": "string"}},
                "suppressions": {
                    "type": "array",
                    "items": {
                        "type": "object",
                        "required": ["kind"],
                        "additionalProperties": False,
                        "properties": {
                            "kind": {"enum": ["inSource", "external"]},
                            "justification": {"type": "string"},
                        },
                    },
                },
                "properties": {"type": "object"},
            },
        },
        "location": {
            "type": "object",
            "additionalProperties": False,
            "properties": {
                "physicalLocation": {
                    "type": "object",
                    "additionalProperties": False,
                    "properties": {
                        "artifactLocation": {
                            "type": "object",
                            "additionalProperties": False,
                            "properties": {"uri": {"type": "string", "pattern": "^[!-~]+$"}},
                        },
                        "region": {
                            "type": "object",
                            "additionalProperties": False,
                            "properties": {"startLine": {"type": "integer", "minimum": 1}},
                        },
                    },
                },
                "logicalLocations": {
                    "type": "array",
                    "uniqueItems": True,
                    "items": {
                        "type": "object",
                        "additionalProperties": False,
                        "properties": {
                            "name": {"type": "string"},
                            "fullyQualifiedName": {"type": "string"},
                        },
                    },
                },
            },
        },
    },
}


def finding(**changes):
    values = {
        "where": Where("flows.csv", 2),
        "column": "value",
        "message": "odd",
        "help": "help",
        "level": Level.WARNING,
        "rule": "sums",
        "subject": "flow:q3",
    }
    return Finding(**(values | changes))


def rules_used():
    """Every word that code gives as the rule of a finding, with the file that does."""
    for package in ("geo", "routes", "maps"):
        for file in (ROOT / package).rglob("*.py"):
            tree = ast.parse(file.read_text(encoding="utf-8"))
            for node in ast.walk(tree):
                if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Finding":
                    given = [k.value for k in node.keywords if k.arg == "rule"] or node.args[5:6]
                    yield from ((file, getattr(value, "value", None)) for value in given)
                    if not given:
                        yield file, ""
                names = [
                    target.id for target in getattr(node, "targets", ()) if hasattr(target, "id")
                ]
                if any(name in {"rule", "PROFILE"} or name.endswith("RULE") for name in names):
                    yield file, getattr(node.value, "value", None)


def test_every_rule_of_a_finding_is_in_the_list_with_why():
    used = {(file, rule) for file, rule in rules_used() if isinstance(rule, str)}
    nameless = {file.relative_to(ROOT).as_posix() for file, rule in used if not rule}
    assert nameless <= WITHOUT_A_RULE
    assert {rule for _, rule in used if rule} == set(RULES)


def test_every_check_is_run():
    written = {
        node.name
        for file in (ROOT / "maps" / "check").glob("*.py")
        for node in ast.parse(file.read_text(encoding="utf-8")).body
        if isinstance(node, ast.FunctionDef) and node.name.startswith("find_")
    }
    assert written == {check.__name__ for check in CHECKS}


def test_a_rule_says_in_one_sentence_what_is_found_and_why():
    for rule in RULES.values():
        assert rule.found[0].islower() or rule.found[0] == "`", rule.name
        assert not rule.found.endswith(".")
        assert 20 <= len(rule.why) <= 110, rule.name
        assert not rule.why.endswith("."), rule.name


def test_no_rule_has_two_entries():
    assert len(RULES) == len(CHECK_RULES) + len(READER_RULES)


def test_the_documentation_has_every_rule_as_the_program_does():
    text = (ROOT / "docs" / "command-line.md").read_text(encoding="utf-8")
    section = text.partition("### What check finds")[2].partition("\n## ")[0]
    told = [line for line in section.splitlines() if line.startswith("| `")]
    assert told == [
        f"| `{rule.name}` | {rule.level} | {rule.found} | {rule.why} |" for rule in RULES.values()
    ]


def test_why_is_told_once_for_each_rule_in_text_and_with_each_finding_in_json():
    found = [finding(), finding(subject="flow:q4"), finding(rule="differs", subject="event:e")]
    lines = list(advice(found))
    assert [line for line in lines if line.startswith("  sums: ")] == [
        f"  sums: {RULES['sums'].why}"
    ]
    assert [row["why"] for row in json.loads(as_json(found))] == [
        RULES[rule].why for rule in ("sums", "sums", "differs")
    ]
    assert list(advice([])) == []


def test_what_acknowledges_a_finding_works_as_it_is_pasted():
    odd = finding(subject='flow:"q3"\\')
    (pasted,) = tomllib.loads(answer_to(odd))["acknowledged"]
    assert pasted == {"finding": 'sums:flow:"q3"\\', "reason": ""}


@pytest.mark.parametrize(
    "changes",
    [{"level": Level.ERROR}, {"rule": "", "subject": ""}, {"help": "acknowledged: so it is"}],
)
def test_what_cannot_be_acknowledged_or_has_been_offers_nothing_to_paste(changes):
    assert answer_to(finding(**changes)) == ""


def test_an_answer_to_nothing_is_told_with_its_line_and_the_nearest_name(tmp_path):
    write(tmp_path, acknowledged='[[acknowledged]]\nfinding = "unused:plaice:b"\nreason = "kept"\n')
    (told,) = [
        line for line in called(tmp_path)[1].splitlines() if line.endswith(" [acknowledged]")
    ]
    assert told == (
        "note: case.toml:4: acknowledged: “unused:plaice:b” is acknowledged but not found "
        "(did you mean unused:place:b?) [acknowledged]"
    )


def write(folder, acknowledged="", places="id,name,kind,lon,lat\na,Asmara,city,38.93,15.33\n"):
    (folder / "case.toml").write_text(f'title = "Asmara"\n\n{acknowledged}', encoding="utf-8")
    (folder / "places.csv").write_text(f"{places}b,Keren,city,0,0\n", encoding="utf-8")
    (folder / "events.csv").write_text("id,title,place\ne1,It,a\n", encoding="utf-8")


def called(folder, *options):
    done = CliRunner().invoke(app, ["check", str(folder), *options], prog_name="waybook")
    return done.exit_code, done.stdout, done.stderr


def test_every_finding_that_is_pasted_into_the_settings_is_a_note_afterwards(tmp_path):
    write(tmp_path)
    code, out, _ = called(tmp_path, "--strict", "--format", "json")
    found = [row for row in json.loads(out) if row["level"] == "warning"]
    assert code == 1
    assert {"position-zero", "in-the-sea", "event-without-source"} == {r["rule"] for r in found}
    pasted = "\n\n".join(row["acknowledge"] for row in found)
    write(tmp_path, acknowledged=pasted.replace('reason = ""', 'reason = "So it is."'))
    code, out, _ = called(tmp_path, "--strict", "--format", "json")
    assert code == 0
    assert {row["level"] for row in json.loads(out)} == {"note"}


def test_a_warning_of_the_reader_is_answered_for_its_row_alone(tmp_path):
    write(tmp_path, places="id,name,kind,lon,lat\na,Asmara,city,0,0\n")
    _, out, _ = called(tmp_path)
    assert "[position-zero:place:a]" in out
    assert "[position-zero:place:b]" in out


def test_an_empty_reason_is_told_what_is_wanted(tmp_path):
    write(tmp_path, acknowledged='[[acknowledged]]\nfinding = "unused"\nreason = ""\n')
    code, out, _ = called(tmp_path)
    assert code == 1
    assert "case.toml:5: acknowledged.reason: is empty (say why it is right as it is)" in out


def sarif(findings, folder):
    read = json.loads(as_sarif(findings, folder))
    jsonschema.validate(read, SCHEMA)
    return read["runs"][0]


def test_sarif_holds_every_rule_and_each_finding_by_its_rank(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    run = sarif([finding()], tmp_path / "cases" / "Söder 1")
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == list(RULES)
    (result,) = run["results"]
    assert rules[result["ruleIndex"]]["id"] == result["ruleId"] == "sums"
    assert result["message"]["text"] == "value: odd (help)"
    place = result["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "cases/S%C3%B6der%201/flows.csv"
    assert place["region"] == {"startLine": 2}
    assert result["properties"] == {"acknowledge": answer_to(finding())}


def test_sarif_of_a_case_elsewhere_has_whole_addresses(tmp_path, monkeypatch):
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    (result,) = sarif([finding()], tmp_path / "there")["results"]
    uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert uri == f"{(tmp_path / 'there').as_uri()}/flows.csv"


def test_sarif_names_the_sheet_of_a_workbook_and_the_first_line_of_a_whole_file(tmp_path):
    sheet = finding(where=Where("case.xlsx[flows]", 7))
    whole = finding(where=Where("case.toml"), column="", level=Level.ERROR, rule="toml")
    folder = finding(where=Where(tmp_path.name), column="", level=Level.ERROR, rule="table-needed")
    results = sarif([sheet, whole, folder], tmp_path)["results"]
    uris = [r["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for r in results]
    assert [uri.rpartition("/")[2] for uri in uris] == ["case.xlsx", "case.toml", "case.toml"]
    lines = [r["locations"][0]["physicalLocation"]["region"]["startLine"] for r in results]
    assert lines == [7, 1, 1]
    (logical,) = results[0]["locations"][0]["logicalLocations"]
    assert logical == {"name": "value", "fullyQualifiedName": "flows.value"}
    assert "logicalLocations" not in results[1]["locations"][0]


def test_sarif_suppresses_what_is_acknowledged(tmp_path):
    (answered,) = acknowledge(
        [finding()],
        (Acknowledged(finding="sums:flow:q3", reason="as printed"),),
        Where("case.toml"),
    )
    (result,) = sarif([answered], tmp_path)["results"]
    assert result["suppressions"] == [{"kind": "external", "justification": "as printed"}]
    assert result["level"] == "note"


def test_a_finding_whose_rows_have_moved_is_the_same_to_a_service(tmp_path):
    first = finding(message="213 counts something else, too: b (flows.csv:3)")
    moved = finding(
        message="213 counts something else, too: b (flows.csv:9)", where=Where("flows.csv", 12)
    )
    other = finding(message="214 counts something else, too: b (flows.csv:3)")
    marks = [r["partialFingerprints"] for r in sarif([first, moved, other], tmp_path)["results"]]
    assert marks[0] == marks[1] != marks[2]


def test_check_prints_sarif_of_a_case_with_errors_and_of_one_with_none(tmp_path):
    write(tmp_path)
    code, out, _ = called(tmp_path, "--format", "sarif")
    jsonschema.validate(json.loads(out), SCHEMA)
    assert code == 0
    (tmp_path / "events.csv").write_text("id,titel\ne1,It\n", encoding="utf-8")
    code, out, _ = called(tmp_path, "--format", "sarif")
    jsonschema.validate(json.loads(out), SCHEMA)
    assert code == 1
