"""The examples of the documentation do what they show."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

ROOT = Path(__file__).resolve().parents[1]
EXAMPLES = ROOT / "docs" / "examples"
NOTEBOOK = EXAMPLES / "notebook.ipynb"
EXECUTE = """
import sys, nbformat
from nbclient import NotebookClient
book = nbformat.read(sys.argv[1], as_version=4)
NotebookClient(book, timeout=240, kernel_name="python3").execute(cwd=".")
nbformat.write(book, sys.argv[2])
"""


@pytest.fixture
def work(tmp_path):
    """A copy of the folders that the examples are in and read, with nothing else around it."""
    (tmp_path / "docs").mkdir()
    shutil.copytree(EXAMPLES, tmp_path / "docs" / "examples")
    (tmp_path / "cases").symlink_to(ROOT / "cases")
    return tmp_path / "docs" / "examples"


def run(code, *words, cwd):
    """Run Python in a folder, with the settings of its notebooks there too."""
    own = {name: str(cwd / ".own") for name in ("IPYTHONDIR", "JUPYTER_CONFIG_DIR", "MPLCONFIGDIR")}
    own |= {"JUPYTER_RUNTIME_DIR": str(cwd / ".run"), "JUPYTER_PLATFORM_DIRS": "1"}
    environ = {**os.environ, **own, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-c", code, *words],
        cwd=cwd, env=environ, capture_output=True, text=True, check=False, timeout=400,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-3000:]
    return done.stdout


def test_the_notebook_is_sound_and_holds_no_output():
    book = nbformat.read(NOTEBOOK, as_version=4)
    nbformat.validate(book)
    code = [cell for cell in book.cells if cell.cell_type == "code"]
    assert len(code) >= 6
    assert [cell for cell in code if cell.outputs or cell.execution_count] == []


def test_the_notebook_runs_and_shows_the_map_and_the_tables(work):
    run(EXECUTE, "notebook.ipynb", "run.ipynb", cwd=work)
    book = json.loads((work / "run.ipynb").read_text("utf-8"))
    cells = [cell for cell in book["cells"] if cell["cell_type"] == "code"]
    shown = [
        "".join(output["data"].get("text/html", output["data"].get("text/plain", "")))
        for cell in cells
        for output in cell["outputs"]
        if "data" in output
    ]
    assert shown[0].startswith("<iframe")
    assert "srcdoc" in shown[0]
    assert any("<caption>Events: 56</caption>" in text for text in shown)
    assert any("report.docx" in text for text in shown)
    assert not any(output["output_type"] == "error" for cell in cells for output in cell["outputs"])


def test_the_cells_of_the_quarto_report_run(work):
    text = (work / "report.qmd").read_text("utf-8")
    cells = re.findall(r"^```\{python\}\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    assert len(cells) >= 4
    code = "import sys\nnames = {}\nfor cell in sys.argv[1:]: exec(cell, names)\n"
    assert "Map of 22 routes" not in text
    assert "Markdown" in run(code, *cells, cwd=work)
    assert (work / "report.md").read_text("utf-8").startswith("# By rail")
    assert (work / "map.png").read_bytes().startswith(b"\x89PNG")


def python_blocks():
    """Each block of Python that needs nothing but the case that ships."""
    for file in (ROOT / "README.md", ROOT / "docs/library.md", ROOT / "docs/page.md"):
        blocks = re.findall(
            r"^```python\n(.*?)^```$", file.read_text("utf-8"), re.MULTILINE | re.DOTALL
        )
        for nth, block in enumerate(blocks):
            yield pytest.param(block, id=f"{file.name}-{nth + 1}")


@pytest.mark.parametrize("block", list(python_blocks()))
def test_every_block_of_python_in_the_documentation_runs(block, tmp_path):
    (tmp_path / "cases").symlink_to(ROOT / "cases")
    run(block, cwd=tmp_path)


def test_the_example_of_the_readme_has_ten_lines():
    [block] = re.findall(
        r"^```python\n(.*?)^```$", (ROOT / "README.md").read_text("utf-8"), re.MULTILINE | re.DOTALL
    )
    assert len([line for line in block.splitlines() if line.strip()]) <= 10
