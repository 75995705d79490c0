"""
Check the code and run all tests: `python3 scripts/run_tests.py [ARGUMENT OF PYTEST…]`.

Sets up `.venv` in the checkout and finds or installs a browser on the first run. Paths among
the arguments are taken from the root of the checkout.
"""

import sys

if sys.version_info < (3, 11):  # noqa: UP036 - an older Python is told, not crashed
    sys.exit(f"waybook needs Python 3.11 or newer; this is {sys.version.split()[0]}")

import os
from pathlib import Path

import chromium
import environment

CHECKS = (("ruff", "check", "--quiet"), ("ruff", "format", "--check", "--quiet"), ("mypy",))
#: All tests are shared out among the cores, file by file; a browser takes memory.
ALL_CORES = ("--numprocesses=logical", "--maxprocesses=8", "--dist=loadfile")


def main(arguments: list[str]) -> int:
    """
    Set up, then run the checks and the tests; the tests' closing line comes last.

    Parameters
    ----------
    arguments
        Passed on to pytest.

    Returns
    -------
    int
        The exit code of pytest; 1 where that is 0 and a check fails.
    """
    python = environment.prepare("test")
    os.environ[chromium.VARIABLE] = str(chromium.browser(python))
    failed = [check for check in CHECKS if run_check(python, check)]
    tests = environment.run([python, "-m", "pytest", *(arguments or ALL_CORES)])
    return tests or int(bool(failed))


def run_check(python: Path, check: tuple[str, ...]) -> int:
    """Run one check of the code; say so when it fails."""
    code = environment.run([python, "-m", *check])
    environment.say(f"{' '.join(check)}: {'failed' if code else 'ok'}")
    return code


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except environment.SetupError as error:
        sys.exit(str(error))
    except KeyboardInterrupt:
        sys.exit(130)
