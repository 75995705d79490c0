"""A case on its way out, and its files of data, each made once a session."""

from datetime import date
from functools import cache
from pathlib import Path

import pytest
import shapely

from maps.build import _read_edition, read_atlas
from maps.export.data.background import Background
from maps.export.data.product import data_files
from maps.export.data.shapes import many
from maps.export.data.tables import tables_of
from maps.export.paper import PrintStyle
from maps.export.press import Press
from maps.profile.release import Edition

ROOT = Path(__file__).resolve().parents[1]
TUMEN = ROOT / "cases" / "tumen"
DATE_LINE = ROOT / "tests" / "cases" / "date-line"
LINES = ROOT / "tests" / "cases" / "lines"
CASES = (TUMEN, DATE_LINE, LINES)

atlas = cache(read_atlas)


@cache
def press_of(folder: Path) -> Press:
    """Chart a case."""
    return Press(_read_edition(Edition(folder), atlas())[0], PrintStyle())


@cache
def data_of(folder: Path) -> dict[str, bytes]:
    """Make the data of a case: content by name, the folder left away."""
    return {name.removeprefix("data/"): made for name, made in data_files(press_of(folder)).items()}


every_case = pytest.mark.parametrize("folder", CASES, ids=lambda folder: folder.name)


@cache
def tables(folder):
    """The tables of a case by their names."""
    return {table.name: table for table in tables_of(Background(press_of(folder)))}


def plain(value):
    """A value as JSON has it."""
    return value.isoformat() if isinstance(value, date) else value


def same_shape(one, other):
    """Two shapes, or nothing twice; of one part or several of a type alike."""
    if one is None or other is None:
        return one is other
    return shapely.equals_exact(many(one), many(other), 0)
