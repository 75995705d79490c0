import os
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import chromium
import debian
import environment
import pytest
import regenerate_maps

ROOT = Path(__file__).resolve().parents[1]
posix = pytest.mark.skipif(os.name == "nt", reason="stands a shell script in for a program")


def program(path: Path, body: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{body}\n")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return path


@pytest.fixture
def checkout(tmp_path, monkeypatch):
    """A checkout of our scripts alone, in a folder with spaces and without git."""
    root = tmp_path / "way book, copy"
    shutil.copytree(ROOT / "scripts", root / "scripts")
    for name in ("pyproject.toml", "constraints.txt"):
        shutil.copy(ROOT / name, root)
    (root / "cases" / "one").mkdir(parents=True)
    (root / "cases" / "one" / "events.csv").write_text("id,title\n")
    (root / "cases" / "notes").mkdir()
    monkeypatch.setattr(environment, "ROOT", root)
    monkeypatch.setattr(environment, "VENV", root / ".venv")
    return root


@pytest.fixture
def steps(checkout, monkeypatch):
    """What the set-up runs, word by word, without running it."""
    ran = []

    def record(command, problem):
        ran.append([str(word) for word in command[1:]])
        if "venv" in ran[-1]:
            (checkout / ".venv" / "bin").mkdir(parents=True)

    monkeypatch.setattr(environment, "call", record)
    monkeypatch.setattr(environment.importlib.util, "find_spec", lambda name: name)
    monkeypatch.setattr(environment, "works", lambda python: python.parent.exists())
    return ran


def set_up(root: Path, body: str, *extras: str) -> None:
    """Stand a program in for the interpreter of a finished environment."""
    program(environment.interpreter(root / ".venv"), body)
    environment.write_stamp(root / ".venv", [environment.fingerprint(root), *extras])


def regenerate(root: Path, *arguments: str, cwd: Path):
    command = [sys.executable, str(root / "scripts" / "regenerate_maps.py"), *arguments]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)


@posix
def test_maps_are_regenerated_from_any_folder_and_the_exit_code_is_passed_on(checkout, tmp_path):
    set_up(checkout, 'pwd; printf "%s|" "$@"; exit 3')
    done = regenerate(checkout, cwd=tmp_path)
    case, out = checkout / "cases" / "one", checkout / "out"
    assert done.stdout == f"{checkout}\n-m|maps|build|{case}|--out|{out}|"
    assert done.returncode == 3


@posix
def test_a_case_is_named_by_its_folder_or_by_its_name_in_cases(checkout, tmp_path):
    set_up(checkout, 'printf "%s|" "$4"')
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "case.toml").write_text("")
    assert regenerate(checkout, "mine", cwd=tmp_path).stdout == f"{tmp_path / 'mine'}|"
    assert regenerate(checkout, "one", cwd=tmp_path).stdout == f"{checkout / 'cases' / 'one'}|"


@posix
def test_a_case_that_is_not_there_is_named_with_those_that_are(checkout, tmp_path):
    done = regenerate(checkout, "won", cwd=tmp_path)
    assert done.returncode == 2
    assert done.stderr == "no such case: won (cases/ holds one)\n"


@posix
def test_a_build_that_is_killed_exits_as_a_shell_would_say(checkout, tmp_path):
    set_up(checkout, "kill -9 $$")
    assert regenerate(checkout, cwd=tmp_path).returncode == 128 + 9


@pytest.mark.parametrize("table", ["case.toml", "case.xlsx", "places.csv", "links.csv"])
def test_a_folder_with_one_of_the_first_tables_is_a_case(tmp_path, table):
    (tmp_path / "b").mkdir()
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / table).write_text("")
    assert regenerate_maps.cases_in(tmp_path) == [tmp_path / "a"]


def test_a_first_run_makes_the_environment_and_installs_the_project_pinned(checkout, steps):
    environment.prepare("test")
    venv, pip = steps
    assert venv == ["-m", "venv", str(checkout / ".venv")]
    assert pip[:3] == ["-m", "pip", "install"]
    assert pip[-4:] == ["--constraint", "constraints.txt", "--editable", ".[test]"]
    assert environment.read_stamp(checkout / ".venv")[1:] == ["test"]


def test_a_second_run_installs_nothing(checkout, steps):
    set_up(checkout, "")
    environment.prepare()
    assert steps == []


def test_a_changed_pin_is_installed_into_the_same_environment(checkout, steps):
    set_up(checkout, "", "test")
    with (checkout / "constraints.txt").open("a") as pins:
        pins.write("nothing==1.0\n")
    environment.prepare()
    assert [step[-1] for step in steps] == [".[test]"]


def test_the_tests_add_their_extra_to_an_environment_that_has_none(checkout, steps):
    set_up(checkout, "")
    environment.prepare("test")
    assert [step[-1] for step in steps] == [".[test]"]


def test_an_environment_left_half_made_is_made_anew(checkout, steps):
    program(environment.interpreter(checkout / ".venv"), "")
    (checkout / ".venv" / "rest").write_text("")
    environment.write_stamp(checkout / ".venv", [environment.UNFINISHED])
    environment.prepare()
    assert [step[1] for step in steps] == ["venv", "pip"]
    assert not (checkout / ".venv" / "rest").exists()


def test_a_set_up_that_fails_is_not_taken_for_a_finished_one(checkout, steps, monkeypatch):
    def fail(extras):
        raise environment.SetupError

    monkeypatch.setattr(environment, "install", fail)
    with pytest.raises(environment.SetupError):
        environment.prepare()
    assert environment.read_stamp(checkout / ".venv") == [environment.UNFINISHED]


def test_an_environment_of_the_users_own_is_never_removed(checkout, monkeypatch):
    (checkout / ".venv").mkdir()
    (checkout / ".venv" / "mine").write_text("")
    monkeypatch.setattr(environment, "works", lambda python: False)
    with pytest.raises(environment.SetupError, match="not of this script's making"):
        environment.prepare()
    assert (checkout / ".venv" / "mine").exists()


def test_without_venv_and_pip_the_one_command_that_helps_is_named(tmp_path, monkeypatch):
    monkeypatch.setattr(environment.importlib.util, "find_spec", lambda name: None)
    monkeypatch.setattr(environment, "succeeds", lambda command: False)
    monkeypatch.setattr(debian, "may_install", lambda: False)
    with pytest.raises(environment.SetupError, match="sudo apt-get install python3-venv"):
        environment.write_venv(tmp_path / ".venv")


def test_without_ensurepip_an_outer_pip_brings_pip(checkout, monkeypatch):
    ran = []
    find = environment.importlib.util.find_spec
    hidden = lambda name: None if name == "ensurepip" else find(name)  # noqa: E731
    monkeypatch.setattr(environment.importlib.util, "find_spec", hidden)
    monkeypatch.setattr(environment, "succeeds", lambda command: True)
    really = environment.call

    def all_but_pip(command, problem):
        ran.append([str(word) for word in command])
        if "pip" not in ran[-1]:
            really(command, problem)

    monkeypatch.setattr(environment, "call", all_but_pip)
    environment.write_venv(checkout / ".venv")
    target = Path(ran[-1][ran[-1].index("--target") + 1])
    assert target.is_dir()
    assert target.is_relative_to(checkout / ".venv")


def test_a_step_that_fails_says_what_it_was():
    with pytest.raises(environment.SetupError, match=r"nothing works: .*\n.*sys.exit"):
        environment.call([sys.executable, "-c", "import sys; sys.exit(1)"], "nothing works")


@posix
def test_a_browser_on_the_path_is_found(tmp_path):
    browser = program(tmp_path / "google-chrome", "echo Google Chrome 150")
    assert chromium.find_browser({"PATH": str(tmp_path)}) == browser


@posix
def test_the_browser_named_is_the_one_used(tmp_path):
    program(tmp_path / "chromium", "echo Chromium 150")
    named = program(tmp_path / "mine", "echo Chromium 150")
    environ = {"PATH": str(tmp_path), chromium.VARIABLE: str(named)}
    assert chromium.find_browser(environ) == named


@pytest.mark.parametrize("name", ["nothing", "stub"])
@posix
def test_a_browser_named_that_does_not_start_is_an_error(tmp_path, name):
    program(tmp_path / "stub", "echo install the snap; exit 1")
    with pytest.raises(chromium.BrowserMissingError, match="does not start"):
        chromium.find_browser({chromium.VARIABLE: str(tmp_path / name)})


@pytest.fixture
def bare(monkeypatch, tmp_path):
    """A machine without a browser: what is then installed, in order."""
    tried = []
    monkeypatch.delenv(chromium.VARIABLE, raising=False)
    monkeypatch.setattr(chromium, "candidates", lambda environ: [tmp_path / "chromium"])
    monkeypatch.setattr(chromium, "_playwright_path", lambda python: tmp_path / "own")
    monkeypatch.setattr(chromium, "run", lambda command: tried.append(command[-1]))
    monkeypatch.setattr(debian, "may_install", lambda: True)
    monkeypatch.setattr(debian, "install", lambda *packages: tried.append(packages[0]))
    return tried


@posix
def test_debians_browser_is_installed_first(bare, monkeypatch, tmp_path):
    monkeypatch.setattr(
        debian, "install", lambda *packages: program(tmp_path / "chromium", "echo 1")
    )
    assert chromium.browser(Path("python")) == tmp_path / "chromium"
    assert bare == []


@posix
def test_playwrights_browser_comes_where_debians_may_not_be_had(bare, monkeypatch, tmp_path):
    monkeypatch.setattr(chromium, "run", lambda command: program(tmp_path / "own", "echo 1"))
    assert chromium.browser(Path("python")) == tmp_path / "own"


def test_no_browser_at_all_is_an_error_that_says_what_to_do(bare):
    with pytest.raises(chromium.BrowserMissingError, match="sudo apt-get install chromium"):
        chromium.browser(Path("python"))
    assert bare == ["chromium", "chromium"]


def test_every_pin_is_a_name_and_a_version():
    lines = (ROOT / "constraints.txt").read_text().splitlines()
    assert lines
    assert [line for line in lines if line.count("==") != 1 or " " in line or "/" in line] == []


def test_everything_the_project_asks_for_is_pinned():
    import tomllib

    from packaging.requirements import Requirement
    from packaging.utils import canonicalize_name

    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    lines = (ROOT / "constraints.txt").read_text().splitlines()
    pins = {
        canonicalize_name(name): version for name, _, version in (x.partition("==") for x in lines)
    }
    wanted = [*project["dependencies"], *project["optional-dependencies"]["test"]]
    for requirement in map(Requirement, wanted):
        assert requirement.specifier.contains(pins[canonicalize_name(requirement.name)]), (
            requirement
        )
