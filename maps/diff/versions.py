"""What A and B of a call are, and how they differ."""

from contextlib import ExitStack
from pathlib import Path
from typing import NamedTuple

from geo.errors import CallError
from maps.build import Atlas
from maps.case.folder import SETTINGS, WORKBOOK
from maps.case.read import Reading, read_what_can_be
from maps.case.tables import TABLES
from maps.diff.cases import Compared, compare_cases
from maps.diff.difference import Comparison
from maps.diff.git import taken_out
from maps.diff.output import is_output, read_output
from maps.diff.outputs import compare_outputs
from maps.output import case_folder

_CASE_FILES = (SETTINGS, WORKBOOK, *(f"{table}.csv" for table in TABLES))


class Version(NamedTuple):
    """What is compared: what it is called, where it lies, whether it is a map and no case."""

    called: str
    path: Path
    built: bool


def compare(before: str, after: str, atlas: Atlas) -> Comparison:
    """
    Compare two versions.

    Parameters
    ----------
    before, after
        As called: the folder of a case, `REV:path` of git, a `map.html` or the folder of one.
    atlas
        What names and lines are looked up in.

    Returns
    -------
    Comparison
        How they differ.

    Raises
    ------
    CallError
        One of them is not there or is neither case nor map, or they are one of each.
    """
    with ExitStack() as stack:
        one, other = (_version(called, stack) for called in (before, after))
        called = before, after
        if one.built != other.built:
            raise CallError(
                f"{before} and {after}: one is a case, the other a map that was built "
                "(compare two of a kind)"
            )
        if one.built:
            return compare_outputs(read_output(one.path), read_output(other.path), called)
        return compare_cases(_read(one), _read(other), called, atlas=atlas).comparison


def compare_drawn(before: str, after: str, atlas: Atlas) -> Compared:
    """
    Compare two versions of a case, and find their places and lines.

    Parameters
    ----------
    before, after, atlas
        As in `compare`, but no maps that were built.

    Returns
    -------
    Compared
        Ready to be drawn, unless one of them has faults.

    Raises
    ------
    CallError
        One of them is not there or is no case.
    """
    with ExitStack() as stack:
        one, other = (_version(called, stack) for called in (before, after))
        for each in (one, other):
            if each.built:
                raise CallError(
                    f"{each.called}: a map that was built (--format html draws from the tables: "
                    "name the cases)"
                )
        called = before, after
        return compare_cases(_read(one), _read(other), called, atlas=atlas, drawn=True)


def _read(version: Version) -> Reading:
    """Read what can be read of a case."""
    return read_what_can_be(case_folder(version.path))


def _version(called: str, stack: ExitStack) -> Version:
    """Find what is meant: something that is there, else a revision."""
    path = Path(called)
    if not path.exists():
        if ":" not in called:
            raise CallError(f"{called}: no such folder or file (a revision is written REV:path)")
        path = stack.enter_context(taken_out(called))
    is_case = path.is_dir() and any((path / name).exists() for name in _CASE_FILES)
    if not is_case and not is_output(path):
        raise CallError(f"{called}: neither a case nor a map that was built (name its folder)")
    return Version(called, path, not is_case)
