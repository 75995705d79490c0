"""The documentation says what the program does: its names are held against it."""

import re
import shlex
from pathlib import Path

import pytest
import typer

from geo.columns import columns_of, words_of
from geo.evidence import Evidence
from maps import products
from maps.case.tables import TABLES
from maps.case.toml import parse_settings
from maps.cli import app
from maps.draw.style import SYMBOLS
from maps.listing import COLUMNS

ROOT = Path(__file__).parents[1]
DOCS = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]
FORMAT = (ROOT / "docs/case-format.md").read_text(encoding="utf-8")
COMMANDS = (ROOT / "docs/command-line.md").read_text(encoding="utf-8")
EVIDENCE = set(columns_of(Evidence))


def section(title, text=FORMAT):
    """The text under a heading of the second level."""
    return re.search(rf"^## {title}$(.*?)(?=^## |\Z)", text, re.MULTILINE | re.DOTALL)[1]


def first_cells(text):
    """The first and second cell of each line of the first markdown table."""
    lines = [line for line in text.splitlines() if line.startswith("| `")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


def columns_told(table):
    """Columns of a table with what is said of them."""
    return {
        name: cells
        for cells in first_cells(section(table))
        for name in re.findall(r"`([a-z0-9_]+)`", cells[0])
    }


@pytest.mark.parametrize("table", TABLES)
def test_every_column_of_a_record_is_in_the_case_format_and_no_other(table):
    known = set(columns_of(TABLES[table]))
    own = known - EVIDENCE if known > EVIDENCE else known
    assert set(columns_told(table)) == own
    assert ("and [evidence](#evidence)" in section(table)) == (known > EVIDENCE)


@pytest.mark.parametrize("table", TABLES)
def test_required_columns_are_called_so(table):
    columns = columns_of(TABLES[table])
    for name, cells in columns_told(table).items():
        assert (cells[1] == "required") == columns[name].required, name


@pytest.mark.parametrize("table", TABLES)
def test_every_word_of_a_closed_column_is_told(table):
    told = columns_told(table)
    for name, column in columns_of(TABLES[table]).items():
        text = section("Evidence") if name in EVIDENCE else told[name][-1]
        if "as in " not in text:
            assert set(words_of(column)) <= set(re.findall(r"`([a-z_]+)`", text)), name


def test_the_columns_of_evidence_are_told():
    assert {cells[0].strip("`") for cells in first_cells(section("Evidence"))} == EVIDENCE


def test_the_tables_of_the_examples_have_these_columns():
    for block in re.findall(
        r"^## (\w+)$(?:(?!^## ).)*?```csv\n(.*?)```", FORMAT, re.MULTILINE | re.DOTALL
    ):
        table, text = block
        header, *rows = (line.split(",") for line in text.splitlines())
        assert set(header) <= set(columns_of(TABLES[table]))
        assert {len(row) for row in rows} == {len(header)}


def test_the_example_of_settings_can_be_read():
    (example,) = re.findall(r"```toml\n(.*?)```", FORMAT, re.DOTALL)
    assert parse_settings(example).findings == ()


def test_every_key_of_the_settings_is_told():
    told = set(re.findall(r"`\[*([a-z_]+)", section("case.toml")))
    keys = re.findall(r"unknown|\b([a-z_]+)\b", " ".join(known_keys()))
    assert set(filter(None, keys)) <= told


def known_keys():
    """Keys that the reader of the settings takes, out of its own help."""
    for path in ("", "[map]\n", "[network]\n", "[profile.p]\n", "[[category]]\n", "[[view]]\n"):
        for finding in parse_settings(f"{path}zzzzzz = 1").findings:
            if finding.help.startswith("known: "):
                yield finding.help.removeprefix("known: ").replace(",", "")


def test_symbols_of_categories_are_told():
    assert all(f"`{symbol}`" in section("case.toml") for symbol in SYMBOLS)


def documented_calls():
    """Every call of `waybook` in a block of code."""
    for file in DOCS:
        for line in re.findall(
            r"^ {4}(?:\.venv/bin/)?waybook (.*)$", file.read_text(), re.MULTILINE
        ):
            yield pytest.param(line.partition("#")[0], id=f"{file.name}: {line[:40]}")


@pytest.mark.parametrize("line", list(documented_calls()))
def test_every_command_and_option_that_is_told_exists(line):
    known = typer.main.get_command(app)
    words = shlex.split(line.replace("[", " ").replace("]", " ").replace("|", " "))
    options = [word for word in words if word.startswith("--")]
    command = known
    for word in words[:2]:
        command = getattr(command, "commands", {}).get(word, command)
    assert words[0].startswith("--") or command is not known
    taken = {option for parameter in command.params for option in parameter.opts}
    assert set(options) <= taken


def all_commands(group):
    """Every command with its name, those of a group under both names."""
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            for below, inner in all_commands(command):
                yield f"{name} {below}", inner
        else:
            yield name, command


def test_every_command_and_option_is_told():
    synopsis = COMMANDS.partition("`python -m maps`")[0]
    for name, command in all_commands(typer.main.get_command(app)):
        (line,) = re.findall(rf"^ {{4}}waybook {name} .*$", synopsis, re.MULTILINE)
        for parameter in command.params:
            if parameter.param_type_name == "option" and parameter.name != "help":
                assert parameter.opts[0] in line


def test_what_can_be_built_is_told():
    assert all(f"`{kind}`" in section("build", COMMANDS) for kind in products.PRODUCTS)


def test_the_columns_of_places_are_told():
    told = re.findall(r"`([a-z_]+)`", section("places", COMMANDS))
    assert tuple(told[-len(COLUMNS) :]) == COLUMNS


@pytest.mark.parametrize("file", DOCS, ids=lambda file: file.name)
def test_every_file_that_is_linked_is_there(file):
    text = file.read_text(encoding="utf-8")
    links = re.findall(r"\]\((?!https?:|#)([^)#]+)", text)
    missing = [link for link in links if not (file.parent / link).exists()]
    assert missing == []


def test_the_two_commands_come_first():
    commands = re.findall(r"^ {4}(\S.*)$", (ROOT / "README.md").read_text(), re.MULTILINE)
    assert [" ".join(line.split()[:2]) for line in commands[:2]] == [
        "python3 scripts/regenerate_maps.py",
        "python3 scripts/run_tests.py",
    ]
    assert all((ROOT / line.split()[1]).is_file() for line in commands[:2])
