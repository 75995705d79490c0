"""
Build the maps: `python3 scripts/regenerate_maps.py [CASE…]`.

Sets up `.venv` in the checkout on the first run, then builds every case in `cases/`, or those
named (a folder, or the name of one in `cases/`), into `out/`.
"""

import sys

if sys.version_info < (3, 11):  # noqa: UP036 - an older Python is told, not crashed
    sys.exit(f"waybook needs Python 3.11 or newer; this is {sys.version.split()[0]}")

from pathlib import Path

import environment

CASES = environment.ROOT / "cases"
OUT = environment.ROOT / "out"
TABLES = ("case.toml", "case.xlsx", "places.csv", "links.csv", "events.csv")


def main(arguments: list[str]) -> int:
    """
    Set up, build and say where the files are.

    Parameters
    ----------
    arguments
        Cases; none for all of them.

    Returns
    -------
    int
        The exit code of `waybook build`; 2 for a case that is not there.
    """
    if {"-h", "--help"} & set(arguments):
        print((__doc__ or "").strip())
        return 0
    cases = [find_case(name) for name in arguments] or cases_in(CASES)
    missing = [case.name for case in cases if not is_case(case)]
    if missing or not cases:
        known = ", ".join(case.name for case in cases_in(CASES)) or "no case"
        print(
            f"no such case: {', '.join(missing) or 'any'} (cases/ holds {known})", file=sys.stderr
        )
        return 2
    python = environment.prepare()
    return environment.run([python, "-m", "maps", "build", *cases, "--out", OUT])


def find_case(name: str) -> Path:
    """Take a folder as given, else as the name of one in `cases/`."""
    given = Path(name).resolve()
    return given if is_case(given) else CASES / name


def cases_in(folder: Path) -> list[Path]:
    """List the cases in a folder by name; empty where it holds none."""
    return sorted(case for case in folder.glob("*/") if is_case(case))


def is_case(folder: Path) -> bool:
    """Tell whether a folder holds a case: settings, a workbook or one of the first tables."""
    return any((folder / table).is_file() for table in TABLES)


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except environment.SetupError as error:
        sys.exit(str(error))
    except KeyboardInterrupt:
        sys.exit(130)
