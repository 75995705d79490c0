import ast
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
NOT_OURS = {".git", ".venv", "out", "build", "dist", "node_modules"}
CODE = {".py", ".js", ".css", ".j2", ".html"}
# Written apart, so that this file does not hold what it looks for.
MACHINE = re.compile(
    r"/(?:work|root)/[\w.]|/home/[a-z]|/(?:tmp|private|var/folders)/\w+/|[A-Z]:\\Users"
)
HOSTS = [
    "pypi" + ".org",
    "python" + "hosted.org",
    "npmjs" + ".org",
    "npmjs" + ".com/-/",
    "deb.debian" + ".org",
    "unpkg" + ".com",
    "jsdelivr" + ".net",
    "cdnjs" + ".cloudflare",
    "bootstrapcdn" + ".com",
]
BANNERS = [
    "@" + "license",
    "/*" + "!",
    "sourceMapping" + "URL",
    "Permission is hereby " + "granted",
]


def ours() -> list[Path]:
    """The files of the project: those that git keeps, or else all that are there."""
    if (ROOT / ".git").exists():
        command = ["git", "-C", str(ROOT), "ls-files", "-z", "-c", "-o", "--exclude-standard"]
        listed = subprocess.run(command, capture_output=True, check=True).stdout.decode()
        paths = [ROOT / name for name in listed.split("\0") if name]
    else:
        paths = [path for path in ROOT.rglob("*") if not NOT_OURS & set(path.parts)]
    return sorted(path for path in paths if path.is_file() and "__pycache__" not in path.parts)


def is_data(path: Path) -> bool:
    return "data" in path.relative_to(ROOT).parts[:-1]


def texts() -> list[tuple[Path, str]]:
    found = []
    for path in ours():
        raw = path.read_bytes()
        if b"\0" not in raw[:8000] and not raw.startswith(b"\x1f\x8b"):
            found.append((path, raw.decode("utf-8", errors="replace")))
    return found


FILES = texts()
SOURCES = [(path, text) for path, text in FILES if path.suffix in CODE and not is_data(path)]


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def test_no_file_names_a_folder_of_some_machine():
    found = [f"{name(path)}: {hit[0]}" for path, text in FILES if (hit := MACHINE.search(text))]
    assert found == []


def test_no_file_names_a_registry_or_a_host_that_serves_scripts():
    found = [f"{name(path)}: {host}" for path, text in FILES for host in HOSTS if host in text]
    assert found == []


def test_no_code_of_others_is_kept_here():
    files = [name(path) for path in ours()]
    bundled = re.compile(
        r"(^|/)(vendor|third_party|node_modules)/|\.min\.(js|css)$|(^|/)(leaflet|jquery|bootstrap)"
        r"[\w.-]*\.(js|css)$|\.(whl|tgz|woff2?|ttf|otf|jar|so|dll)$"
    )
    # fonts of print are data, cut by a script from packages, as the base map is
    files = [file for file in files if not file.startswith("maps/data/fonts/")]
    assert [file for file in files if bundled.search(file)] == []
    scripts = [(path, text) for path, text in SOURCES if path.suffix in {".js", ".css"}]
    banners = [f"{name(p)}: {b}" for p, text in scripts for b in BANNERS if b in text]
    assert banners == []


def test_no_file_of_code_is_longer_than_400_lines():
    assert [f"{name(p)}: {n}" for p, text in SOURCES if (n := text.count("\n")) > 400] == []


def test_no_line_of_code_is_a_bundle():
    found = [name(p) for p, text in SOURCES if max(map(len, text.splitlines()), default=0) > 400]
    assert found == []


def test_no_function_of_ours_is_longer_than_40_lines():
    found = [
        f"{name(path)}:{node.lineno}: {node.name}: {body_length(node)} lines"
        for path, text in SOURCES
        if path.suffix == ".py" and path.parts[-2] != "tests"
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.FunctionDef) and body_length(node) > 40
    ]
    assert found == []


def test_no_function_of_the_page_is_longer_than_40_lines():
    found = []
    for path, text in SOURCES:
        start, heading = 0, ""
        for number, line in enumerate(text.splitlines() if path.suffix == ".js" else (), 1):
            if re.match(r"(async )?function\b.*\{$|waybook\.\w+ = .*=> \{$", line):
                start, heading = number, line
            if line in {"}", "};"} and heading:
                if number - start - 1 > 40:
                    found.append(f"{name(path)}:{start}: {number - start - 1} lines")
                heading = ""
    assert found == []


def body_length(function: ast.FunctionDef) -> int:
    """Lines from the first statement after the docstring to the last."""
    body = function.body[ast.get_docstring(function) is not None :]
    return body[-1].end_lineno - body[0].lineno + 1 if body else 0


@pytest.mark.parametrize("package", ["geo", "routes", "maps"])
def test_a_room_imports_only_the_rooms_before_it(package):
    order = ["geo", "routes", "maps"]
    later = {*order[order.index(package) + 1 :], "scripts", "tests"}
    found = []
    for path, text in SOURCES:
        if path.suffix != ".py" or path.relative_to(ROOT).parts[0] != package:
            continue
        for node in ast.walk(ast.parse(text)):
            modules = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            modules += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            found += [f"{name(path)}: {m}" for m in modules if m.partition(".")[0] in later]
    assert found == []


@pytest.mark.parametrize("package", ["geo", "routes", "maps"])
def test_the_package_imported_is_ours_and_not_a_namesake(package):
    assert Path(__import__(package).__file__).parent == ROOT / package


def test_every_data_folder_says_where_its_files_are_from():
    rooms = [ROOT / room / "data" for room in ("geo", "routes", "maps")]
    folders = {path.parent for path in ours() if is_data(path)}
    shipped = sorted(f for f in folders if any(f.is_relative_to(room) for room in rooms))
    dark = [
        f for f in shipped if not any((above / "README.md").exists() for above in (f, f.parent))
    ]
    assert [name(folder) for folder in dark] == []
