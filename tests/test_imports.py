"""What loads when."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
HEAVY = {
    "geopandas",
    "folium",
    "pandas",
    "pyproj",
    "shapely",
    "numpy",
    "scipy",
    "openpyxl",
    "jinja2",
}
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
