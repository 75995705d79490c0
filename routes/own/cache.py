"""Networks that were joined before, kept by the content of their file."""

import hashlib
import json
import os
import tempfile
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from routes.own.drawing import Facts
from routes.own.noding import VERSION, Noded

#: So many are kept; those not used for longest go.
MOST_KEPT = 24
_CHUNK = 1 << 20
#: What reading a file that is not whole may raise.
_BROKEN = (
    OSError, ValueError, KeyError, TypeError, EOFError, MemoryError, RecursionError,
    NotImplementedError, zipfile.BadZipFile, zlib.error,
)  # fmt: skip


class Kept(NamedTuple):
    """Joined lines and what is to be said of the file."""

    noded: Noded
    facts: Facts


def cache_folder() -> Path:
    """
    Name the folder in which networks are kept.

    Returns
    -------
    Path
        In the user's own folder for such things; it need not be there. Nothing breaks when it
        is deleted.
    """
    from platformdirs import user_cache_path  # noqa: PLC0415 - only for networks of one's own

    return user_cache_path("waybook", appauthor=False) / "networks"


def digest(path: Path) -> str:
    """
    Tell a file by its content.

    Parameters
    ----------
    path
        The file.

    Returns
    -------
    str
        SHA-256, in hexadecimal digits.

    Raises
    ------
    OSError
        The file cannot be read.
    """
    known = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            known.update(chunk)
    return known.hexdigest()


def kept_or_made(key: str, make: Callable[[], Kept]) -> Kept:
    """
    Give what is kept under a key; where nothing whole is, make it and keep it.

    Parameters
    ----------
    key
        Letters, digits and `-`: what the content depends on.
    make
        Makes it.

    Returns
    -------
    Kept
        The same whether it was kept or made.

    Notes
    -----
    What is kept holds numbers and text alone, and is checked before it is used. A file that is
    broken or half written, or that is another user's, is made anew. Where the folder cannot be
    written nothing is kept.
    """
    path = cache_folder() / f"{key}-v{VERSION}.npz"
    try:
        kept = _read(path)
        os.utime(path)
    except _BROKEN:
        kept = make()
        _write(path, kept)
    return kept


def _read(path: Path) -> Kept:
    """Read what is kept; ValueError and its like where it is not whole."""
    # opened here: what is no archive would stay open in numpy's hands
    with path.open("rb") as file:
        _check_owner(file.fileno())
        with np.load(file, allow_pickle=False) as pack:
            arrays = {name: pack[name] for name in pack.files}
    said = json.loads(str(arrays["facts"][()]))
    said["left_out"] = tuple((str(word), int(count)) for word, count in said["left_out"])
    noded = Noded(
        lonlat=arrays["lonlat"].astype(np.float64),
        ends=arrays["ends"].astype(np.int64),
        edge_m=arrays["edge_m"].astype(np.float64),
        joined=int(arrays["joined"][()]),
    )
    _check(noded)
    if not all(isinstance(said[name], str) for name in ("format", "layer", "crs", "rights")):
        raise TypeError("facts")
    return Kept(noded, Facts(**said))


def _check_owner(file: int) -> None:
    """Refuse what another user has put into the folder, where the system knows of users."""
    if hasattr(os, "getuid") and os.fstat(file).st_uid != os.getuid():
        raise PermissionError("owner")


def _check(noded: Noded) -> None:
    """Refuse what is no network."""
    count, edges = len(noded.lonlat), len(noded.ends)
    shapes = noded.lonlat.shape == (count, 2), noded.ends.shape == (edges, 2)
    if not all(shapes) or noded.edge_m.shape != (edges,) or not edges:
        raise ValueError("shapes")
    if not (np.abs(noded.lonlat) <= (180, 90)).all() or not (noded.edge_m > 0).all():
        raise ValueError("numbers")
    low, high = noded.ends.T
    if low.min() < 0 or high.max() >= count or not (low < high).all():
        raise ValueError("ends")
    if not (np.diff(low * count + high) > 0).all():
        raise ValueError("order")


def _write(path: Path, kept: Kept) -> None:
    """Keep a network, written aside and put in place whole; without a word where that fails."""
    noded = kept.noded
    arrays: dict[str, Any] = {
        "lonlat": noded.lonlat,
        "ends": noded.ends.astype(np.int32),
        "edge_m": noded.edge_m,
        "joined": np.array(noded.joined),
        "facts": np.array(json.dumps(asdict(kept.facts))),
    }
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, suffix=".part", delete=False) as file:
            aside = Path(file.name)
            try:
                np.savez(file, **arrays)
                file.close()
                aside.replace(path)
            finally:
                aside.unlink(missing_ok=True)
        _tidy(path.parent)
    except OSError:
        return


def _tidy(folder: Path) -> None:
    """Remove what was not used for longest."""
    kept = sorted(folder.glob("*.npz"), key=lambda path: path.stat().st_mtime, reverse=True)
    for path in kept[MOST_KEPT:]:
        path.unlink(missing_ok=True)
