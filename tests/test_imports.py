"""The direction of the rooms, and what loads when."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import routes

ROOT = Path(__file__).parents[1]
ROOMS = {"geo": set(), "routes": {"geo"}, "maps": {"geo", "routes"}}
HEAVY = {"geopandas", "folium", "pandas", "pyproj", "shapely", "numpy", "openpyxl", "jinja2"}
LOADED_BY_HELP = """
import sys
sys.argv = ["waybook", "--help"]
from maps.cli import main
try:
    main()
except SystemExit:
    pass
print(*sorted({name.partition(".")[0] for name in sys.modules}))
"""


def imported_rooms(file):
    """Names of the rooms that a file imports, at its head or inside a function."""
    found = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module.partition(".")[0])
    return found & {*ROOMS, "scripts", "tests"}


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_imports_only_what_stands_before_it(room):
    wrong = {
        str(file.relative_to(ROOT)): sorted(extra)
        for file in (ROOT / room).rglob("*.py")
        if (extra := imported_rooms(file) - ROOMS[room] - {room})
    }
    assert wrong == {}


def test_the_routes_that_are_imported_are_ours():
    assert Path(routes.__file__).is_relative_to(ROOT)


def test_help_loads_nothing_heavy():
    shown = subprocess.run(
        [sys.executable, "-c", LOADED_BY_HELP],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    loaded = set(shown.stdout.splitlines()[-1].split())
    assert "typer" in loaded
    assert loaded & HEAVY == set()
    assert "rich" not in loaded


def test_no_module_of_ours_is_longer_than_400_lines():
    long = {
        str(file.relative_to(ROOT)): lines
        for room in (*ROOMS, "scripts")
        for file in (ROOT / room).rglob("*.py")
        if (lines := len(file.read_text(encoding="utf-8").splitlines())) > 400
    }
    assert long == {}
