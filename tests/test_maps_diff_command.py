"""`waybook diff` as it is called: folders, revisions and maps, in every format."""

import json
import os
import re
import shutil
import subprocess

import pytest
from hostile_strings import OURS
from small_case import SETTINGS, TABLES, appended, edited, write_case
from typer.testing import CliRunner

from maps.cli import app

run_git = shutil.which("git")
needs_git = pytest.mark.skipif(run_git is None, reason="git is not installed")


@pytest.fixture
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def diff(*words):
    return CliRunner().invoke(app, ["diff", *map(str, words)])


def git(folder, *words, given=""):
    """Run git as nobody in particular, and give what it says."""
    roles, parts = ("AUTHOR", "COMMITTER"), ("NAME", "EMAIL")
    who = {f"GIT_{role}_{part}": "x@y.example" for role in roles for part in parts}
    env = {**os.environ, **who, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    call = [run_git, *words]
    done = subprocess.run(
        call, cwd=folder, env=env, check=True, capture_output=True, input=given.encode()
    )
    return done.stdout.decode().strip()


@pytest.fixture
def repository(here):
    """A repository whose case has changed since the first commit, and again since the last."""
    git(here, "init", "-q", ".")
    for title in ("First train", "The first train", "The very first train"):
        write_case(here / "cases/finland", events=edited("events", id="e1", title=title))
        (here / "cases/finland/media").mkdir(exist_ok=True)
        (here / "cases/finland/.gitattributes").write_text("*.csv export-ignore\n")
        if title != "The very first train":
            git(here, "add", "-A")
            git(here, "commit", "-q", "-m", title)
    return here


def test_the_same_is_told_in_a_word_and_exits_0(here):
    write_case(here / "a")
    done = diff("a", "a")
    assert (done.exit_code, done.stdout) == (0, "a → a: no differences\n")


def test_what_differs_is_counted_and_grouped_and_exits_1(here):
    write_case(here / "a")
    events = edited("events", id="e1", date="2024-02-06")
    write_case(here / "b", events=events, flows=edited("flows", id="f1", value="404"))
    done = diff("a", "b")
    assert done.exit_code == 1
    assert done.stdout.splitlines() == [
        "a → b: 2 differences: 2 changed",
        "",
        "Events",
        "  Event e1, “First train”: the date was 5 February 2024, it is 6 February 2024.",
        "",
        "Counts",
        "  Count f1, “Tampere → Turku, third quarter of 2023, rail”: the value was 326, it is 404.",
    ]


def test_a_case_with_faults_exits_1_and_never_with_a_traceback(here):
    write_case(here / "a")
    write_case(here / "b", SETTINGS + "[[view", events=edited("events", id="e1", date="5.2."))
    done = diff("a", "b")
    assert done.exit_code == 1
    assert isinstance(done.exception, SystemExit)
    assert "b has 2 faults" in done.stdout


def test_a_workbook_is_compared_with_tables(here):
    from openpyxl import Workbook

    write_case(here / "a")
    write_case(here / "b")
    book = Workbook()
    for name, text in TABLES.items():
        sheet = book.create_sheet(name)
        for line in text.splitlines():
            sheet.append(line.split(","))
        (here / "b" / f"{name}.csv").unlink()
    book.remove(book.worksheets[0])
    book.save(here / "b/case.xlsx")
    assert diff("a", "b").stdout == "a → b: no differences\n"


@needs_git
@pytest.mark.parametrize("path", ["cases/finland", "cases/finland/", "./cases/finland"])
def test_revisions_are_read_without_a_checkout(repository, path):
    done = diff(f"HEAD~1:{path}", f"HEAD:{path}")
    assert "Event e1: the title was “First train”, it is “The first train”." in done.stdout, (
        done.stderr
    )
    assert "3 differences" not in done.stdout
    assert "The very" in (repository / "cases/finland/events.csv").read_text()


@needs_git
def test_a_revision_is_compared_with_what_is_not_committed_yet(repository):
    done = diff("HEAD:cases/finland", "cases/finland")
    assert "“The first train”, it is “The very first train”." in done.stdout
    assert "Only in" not in done.stdout


@needs_git
def test_the_path_may_be_that_from_the_working_folder_or_from_the_root(repository, monkeypatch):
    monkeypatch.chdir(repository / "cases")
    asked = (
        "HEAD:finland",
        "HEAD:./finland",
        "HEAD:cases/finland",
        f"HEAD:{repository}/cases/finland",
    )
    assert {diff(path, "finland").stdout.partition(": ")[2] for path in asked} == {
        diff("HEAD:finland", "finland").stdout.partition(": ")[2]
    }
    assert {diff(path, "finland").exit_code for path in asked} == {1}


@needs_git
@pytest.mark.parametrize("path", [".", "./"])
def test_a_point_is_the_working_folder_in_a_revision_too(repository, monkeypatch, path):
    monkeypatch.chdir(repository / "cases/finland")
    done = diff(f"HEAD:{path}", ".")
    assert "“The first train”, it is “The very first train”." in done.stdout, done.stderr
    assert "Added" not in done.stdout


@needs_git
def test_a_folder_that_is_no_case_is_the_fault_of_the_call(repository):
    for called in ("HEAD:", "HEAD:cases", "cases"):
        done = diff(called, "cases/finland")
        assert (done.exit_code, done.stdout) == (2, "")
        assert f"{called}: neither a case nor a map that was built" in done.stderr


@needs_git
def test_a_repository_that_lacks_a_revision_says_why(repository, monkeypatch):
    here = repository
    git(here, "clone", "-q", "--depth", "1", here.as_uri(), "shallow")
    (here / "empty").mkdir()
    monkeypatch.chdir(here / "empty")
    git(here / "empty", "init", "-q")
    assert "it has no commit yet" in diff("HEAD:finland", f"{repository}/cases/finland").stderr
    monkeypatch.chdir(here / "shallow")
    assert "git fetch --unshallow" in diff("HEAD~1:cases/finland", "cases/finland").stderr
    assert diff("HEAD:cases/finland", "cases/finland").exit_code == 0


@needs_git
def test_no_more_is_taken_out_than_a_case_may_hold(repository, monkeypatch):
    monkeypatch.setattr("maps.diff.git.MOST_BYTES", 100)
    done = diff("HEAD:cases/finland", "cases/finland")
    assert (done.exit_code, done.stdout) == (2, "")
    assert "too large" in done.stderr
    monkeypatch.setattr("maps.diff.git.MOST_LISTED", 100)
    assert "too many files" in diff("HEAD:cases/finland", "cases/finland").stderr


@needs_git
def test_a_tree_that_no_folder_can_hold_is_refused_in_a_word(repository):
    blob = git(repository, "hash-object", "-w", "--stdin", given="a\0b")
    tree = git(repository, "mktree", given=f"120000 blob {blob}\tevents.csv\n")
    commit = git(repository, "commit-tree", tree, "-m", "odd")
    done = diff(f"{commit}:", "cases/finland")
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr.startswith("waybook: events.csv: cannot be written aside")


@needs_git
def test_the_settings_of_a_repository_start_no_program(repository):
    ran, program = repository / "ran", repository / "run.sh"
    program.write_text(f"#!/bin/sh\ntouch {ran}\n")
    program.chmod(0o755)
    keys = ("core.fsmonitor", "core.pager", "core.sshCommand", "core.askPass", "diff.external")
    settings = dict.fromkeys((*keys, "remote.origin.uploadpack"), program) | {
        "core.repositoryFormatVersion": "1",
        "extensions.partialClone": "origin",
        "remote.origin.promisor": "true",
        "remote.origin.url": f"ext::{program}",
        "protocol.ext.allow": "always",
    }
    for key, value in settings.items():
        git(repository, "config", key, value)
    lost = git(repository, "rev-parse", "HEAD:cases/finland/events.csv")
    (repository / ".git/objects" / lost[:2] / lost[2:]).unlink()
    done = diff("HEAD:cases/finland", "cases/finland")
    assert done.exit_code == 2
    assert not ran.exists()


@needs_git
@pytest.mark.parametrize(
    ("called", "told"),
    [
        ("nowhere:cases/finland", "“nowhere” is no revision of the repository"),
        ("HEAD:cases/filand", "HEAD has no “cases/filand” (did you mean cases/finland?)"),
        (":cases/finland", "no revision before the colon"),
        ("nothing", "no such folder or file (a revision is written REV:path)"),
        ("HEAD^{/nothing like it}:cases", "is no revision of the repository"),
    ],
)
def test_what_is_not_there_is_the_fault_of_the_call(repository, called, told):
    done = diff(called, "cases/finland")
    assert done.exit_code == 2
    assert told in done.stderr
    assert done.stderr.count("\n") == 1


@needs_git
@pytest.mark.parametrize("option", ["--output=owned", "--upload-pack=touch owned", "-o"])
def test_a_revision_that_looks_like_an_option_is_none(repository, option):
    done = diff("--", f"{option}:cases/finland", "cases/finland")
    assert done.exit_code == 2
    assert "is no revision" in done.stderr
    assert not list(repository.rglob("owned"))


@needs_git
def test_a_link_in_a_revision_leads_nowhere(repository):
    (repository / "secret.csv").write_text("id,title\nx,Secret\n")
    events = repository / "cases/finland/events.csv"
    events.unlink()
    events.symlink_to("../../secret.csv")
    git(repository, "add", "-A")
    git(repository, "commit", "-q", "-m", "x")
    done = diff("HEAD~1:cases/finland", "HEAD:cases/finland")
    assert done.exit_code == 1
    assert "Secret" not in done.stdout


def test_without_git_a_revision_is_refused_in_a_word(here, monkeypatch):
    write_case(here / "a")
    monkeypatch.setenv("PATH", "")
    done = diff("HEAD:a", "a")
    assert done.exit_code == 2
    assert "git is not installed" in done.stderr


@needs_git
def test_outside_of_a_repository_a_revision_is_refused_in_a_word(here, monkeypatch):
    write_case(here / "a")
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(here.parent))
    done = diff("HEAD:a", "a")
    assert done.exit_code == 2
    assert "not a git repository" in done.stderr


def test_json_has_every_difference_with_its_cells(here):
    write_case(here / "a")
    write_case(here / "b", events=edited("events", id="e1", date="2024-02-06"))
    told = json.loads(diff("a", "b", "--format", "json").stdout)
    assert {key: told[key] for key in ("before", "after", "count", "notes")} == {
        "before": "a", "after": "b", "count": 1, "notes": [],
    }  # fmt: skip
    assert told["counts"] == {"added": 0, "removed": 0, "changed": 1, "renamed": 0}
    (one,) = told["differences"]
    assert (one["about"], one["change"], one["ref"]) == ("events", "changed", "event:e1")
    assert one["fields"] == [{"name": "date", "was": "5 February 2024", "now": "6 February 2024"}]


def test_a_file_is_written_whole_and_nothing_beside_it(here):
    write_case(here / "a")
    before = set(here.iterdir())
    assert diff("a", "a", "--format", "markdown", "--out", "told.md").stdout == ""
    assert (here / "told.md").read_text() == "# a → a\n\nNo differences.\n"
    assert set(here.iterdir()) - before == {here / "told.md"}
    assert diff("a", "a", "--out", "nowhere/told.md").exit_code == 2


HOSTILE = "".join(each.value for each in OURS if each.literal and "\n" not in each.value)


@pytest.fixture
def hostile(here):
    """A case, and the same with a hostile title and note."""
    write_case(here / "a")
    row = {
        "id": "h",
        "title": f"{HOSTILE} [x](http://evil.example) *b* www.evil.example",
        "source": "s1",
    }
    write_case(here / "b", events=appended("events", **row, note="\x1b]0;owned\x07\x9b31m"))
    return here


@pytest.mark.parametrize("wanted", ["text", "markdown", "json"])
def test_nothing_of_a_case_acts_on_the_terminal(hostile, wanted):
    told = diff("a", "b", "--format", wanted).stdout
    assert "Added: " in told
    assert all(character.isprintable() for character in told.replace("\n", ""))


def test_nothing_of_a_case_is_markup_in_markdown(hostile):
    told = diff("a", "b", "--format", "markdown").stdout
    (line,) = [line for line in told.splitlines() if line.startswith("- Added")]
    bare = re.sub(r"\\[!-/:-@\[-`{-~]", "", line)
    assert not re.search(r"[<>*_`\[\]|&]|https?:|www\.", bare)


def test_a_column_of_formulas_stays_text_in_json(hostile):
    told = json.loads(diff("a", "b", "--format", "json").stdout)
    assert any("[x](http://evil.example)" in one["sentence"] for one in told["differences"])
