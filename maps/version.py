"""The version of the program."""

import tomllib
from importlib import metadata
from pathlib import Path


def read_version() -> str:
    """
    Read the version from the installed distribution, or from the checkout it runs in.

    Returns
    -------
    str
        Such as `0.1.0`; `unknown` where neither is there.
    """
    try:
        return metadata.version("waybook")
    except metadata.PackageNotFoundError:
        pass
    project = Path(__file__).parents[1] / "pyproject.toml"
    if not project.is_file():
        return "unknown"
    return str(tomllib.loads(project.read_text(encoding="utf-8"))["project"]["version"])
