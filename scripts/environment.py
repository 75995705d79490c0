"""The environment of the checkout: `.venv`, with the project and what it needs."""

import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import debian

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
STAMP = "waybook-setup"
UNFINISHED = "unfinished"


class SetupError(Exception):
    """The environment cannot be made; the message says what would help."""


def prepare(extra: str = "") -> Path:
    """
    Make `.venv` hold the project and what it needs; quick where it already does.

    Parameters
    ----------
    extra
        Name of an extra of `pyproject.toml` to install as well; empty for none.

    Returns
    -------
    Path
        The interpreter of `.venv`.

    Raises
    ------
    SetupError
        The environment cannot be made, or a package cannot be installed.

    Notes
    -----
    A stamp in `.venv` records what was installed, from which `pyproject.toml` and
    `constraints.txt`. It says `unfinished` from the first step to the last, so what an
    interruption leaves behind is made anew. A `.venv` without a stamp is the user's own: it is
    installed into, never removed.
    """
    wanted = fingerprint(ROOT)
    stamp = read_stamp(VENV)
    if is_current(stamp, wanted, extra) and interpreter(VENV).exists():
        return interpreter(VENV)
    say("Setting up .venv (once; a minute or two with a fair line) …")
    extras = {*stamp[1:], extra} - {""}
    if stamp[:1] == [UNFINISHED] or not works(interpreter(VENV)):
        extras = {extra} - {""}
        make_way(VENV)
        write_stamp(VENV, [UNFINISHED])
        write_venv(VENV)
    write_stamp(VENV, [UNFINISHED])
    say("  installing waybook and what it needs …")
    install(extras)
    write_stamp(VENV, [wanted, *sorted(extras)])
    return interpreter(VENV)


def fingerprint(root: Path) -> str:
    """Tell apart what would be installed, and where: an editable install names its folder."""
    digest = hashlib.sha256(os.fsencode(root))
    for name in ("pyproject.toml", "constraints.txt"):
        digest.update((root / name).read_bytes())
    return digest.hexdigest()


def is_current(stamp: Sequence[str], wanted: str, extra: str) -> bool:
    """Tell whether a stamp is of the wanted state and holds the extra (or none is asked)."""
    return stamp[:1] == [wanted] and (not extra or extra in stamp[1:])


def read_stamp(venv: Path) -> list[str]:
    """Read the words of the stamp; empty where there is none."""
    path = venv / STAMP
    return path.read_text(encoding="utf-8").split() if path.exists() else []


def write_stamp(venv: Path, words: Sequence[str]) -> None:
    """Write the stamp whole: aside, then swapped in."""
    aside = venv / f"{STAMP}.new"
    aside.write_text(" ".join(words) + "\n", encoding="utf-8")
    aside.replace(venv / STAMP)


def interpreter(venv: Path) -> Path:
    """Give the path of the interpreter of an environment."""
    return venv / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def make_way(venv: Path) -> None:
    """Leave an empty folder for a new environment; `SetupError` for one that is not ours."""
    if venv.is_dir() and any(venv.iterdir()) and not (venv / STAMP).exists():
        raise SetupError(
            f"{venv} is not of this script's making, and has no pip or a Python before 3.11.\n"
            "Remove it or give it another name, and run this script again."
        )
    shutil.rmtree(venv, ignore_errors=True)
    venv.mkdir(exist_ok=True)


def works(python: Path) -> bool:
    """Tell whether an interpreter starts, is new enough and has pip."""
    if not python.exists():
        return False
    test = "import sys, pip; sys.exit(sys.version_info < (3, 11))"
    return succeeds([python, "-c", test])


def write_venv(venv: Path) -> None:
    """Make an environment with pip, also where Debian's Python came without `python3-venv`."""
    python = Path(getattr(sys, "_base_executable", sys.executable))
    if importlib.util.find_spec("ensurepip"):
        call([python, "-m", "venv", venv], "the environment cannot be made")
        return
    if not importlib.util.find_spec("pip") and debian.may_install():
        say("  installing Debian's python3-pip …")
        debian.install("python3-pip")
    if not succeeds([python, "-m", "pip", "--version"]):
        version = f"{sys.version_info[0]}.{sys.version_info[1]}"
        raise SetupError(
            f"{python} has neither venv nor pip; on Debian and Ubuntu run:\n"
            f"  sudo apt-get install python3-venv   (or python{version}-venv)\n"
            "and then this script again"
        )
    call([python, "-m", "venv", "--without-pip", venv], "the environment cannot be made")
    where = "import sysconfig; print(sysconfig.get_path('purelib'))"
    asked = subprocess.run(
        [interpreter(venv), "-c", where], check=True, capture_output=True, text=True
    )
    pip: list[str | Path] = [
        python,
        "-m",
        "pip",
        "install",
        "-qq",
        "--target",
        asked.stdout.strip(),
        "pip",
    ]
    call(pip, "pip cannot be installed")


def install(extras: set[str], venv: Path = VENV) -> None:
    """Install the project, editable, with the pinned versions of everything else."""
    project = f".[{','.join(sorted(extras))}]" if extras else "."
    pip: list[str | Path] = [interpreter(venv), "-m", "pip", "install", "-qq", "--no-input"]
    pins = ["--disable-pip-version-check", "--constraint", "constraints.txt"]
    call([*pip, *pins, "--editable", project], "pip cannot install what waybook needs")


def call(command: Sequence[str | Path], problem: str) -> None:
    """Run a step of the set-up from the root of the checkout; `SetupError` when it fails."""
    # An index or target set for the user's own Python is kept; a demand for a venv is met here.
    environ = {**os.environ, "PIP_REQUIRE_VIRTUALENV": "0"}
    done = subprocess.run(command, cwd=ROOT, env=environ, stdin=subprocess.DEVNULL, check=False)
    if done.returncode:
        shown = " ".join(str(word) for word in command)
        raise SetupError(
            f"{problem}: this step failed (what it said stands above):\n  {shown}\n"
            "Is there a line to the package registry, and room on the disk? "
            "The next run starts the set-up again."
        )


def succeeds(command: Sequence[str | Path]) -> bool:
    """Run a command in silence and tell whether it exits with 0."""
    try:
        done = subprocess.run(
            command, stdin=subprocess.DEVNULL, capture_output=True, timeout=60, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


def run(command: Sequence[str | Path]) -> int:
    """
    Run a program of the environment from the root of the checkout, in the foreground.

    Parameters
    ----------
    command
        Program and arguments.

    Returns
    -------
    int
        Its exit code; 128 + n where signal n ended it.
    """
    code = subprocess.run(command, cwd=ROOT, check=False).returncode
    return code if code >= 0 else 128 - code


def say(line: str) -> None:
    """Print a line of progress at once, beside the results."""
    print(line, file=sys.stderr, flush=True)
