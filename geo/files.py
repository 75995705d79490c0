"""Files of a folder, and of nowhere else."""

from collections.abc import Iterator
from math import inf
from pathlib import Path, PurePosixPath
from stat import S_ISDIR, S_ISREG

from geo.errors import NoFileError, ValueProblem

#: A larger file is not read into memory.
MOST_BYTES = 200_000_000
_CHUNK = 1 << 20


def read_inside(folder: Path, name: str) -> bytes:
    """
    Read a file that lies inside a folder.

    Parameters
    ----------
    folder
        The folder; it may be a symbolic link itself.
    name
        Path below it, with `/` between its parts.

    Returns
    -------
    bytes
        The content.

    Raises
    ------
    NoFileError
        Nothing is there.
    ValueProblem
        The path leads out of the folder (by `..`, a root or a symbolic link), is no regular file,
        is larger than `MOST_BYTES`, or cannot be read.
    """
    return b"".join(chunks_inside(folder, name, most=MOST_BYTES))


def chunks_inside(folder: Path, name: str, *, most: float = inf) -> Iterator[bytes]:
    """
    Read a file that lies inside a folder piece by piece, however large it is.

    Parameters
    ----------
    folder, name
        As in `read_inside`.
    most
        Bytes of the largest file that is read.

    Yields
    ------
    bytes
        At most a megabyte of the content.

    Raises
    ------
    NoFileError, ValueProblem
        As `read_inside`; and where the file is larger than `most`.
    """
    path = inside(folder, name)
    try:
        found = path.stat()
        mode = found.st_mode
        if S_ISREG(mode) and found.st_size <= most:
            with path.open("rb") as file:
                while chunk := file.read(_CHUNK):
                    yield chunk
            return
    except (FileNotFoundError, NotADirectoryError):
        raise NoFileError(f"“{name}” is not there") from None
    except OSError as error:
        raise ValueProblem(f"“{name}” cannot be read: {error.strerror}") from error
    if S_ISREG(mode):
        size = f"{found.st_size / 1e6:.0f} MB"
        raise ValueProblem(f"“{name}” is {size} large", f"at most {most / 1e6:.0f} MB are read")
    kind = "a folder" if S_ISDIR(mode) else "not a regular file"
    raise ValueProblem(f"“{name}” is {kind}", "a plain file is wanted")


def inside(folder: Path, name: str) -> Path:
    """
    Resolve a path below a folder.

    Parameters
    ----------
    folder
        The folder.
    name
        Path below it, with `/` between its parts.

    Returns
    -------
    Path
        The resolved path; there need not be anything there.

    Raises
    ------
    ValueProblem
        The path leads out of the folder, or is none.
    """
    parts = PurePosixPath(name)
    if "\\" in name or "\0" in name or parts.is_absolute() or ".." in parts.parts:
        raise ValueProblem(f"“{name}” leads outside the case folder", "a path inside it is wanted")
    try:
        path = (folder / parts).resolve()
    except (OSError, RuntimeError):
        raise ValueProblem(f"“{name}” cannot be followed", "is it a loop of links?") from None
    if not path.is_relative_to(folder.resolve()):
        raise ValueProblem(
            f"“{name}” is a link that leads outside the case folder", "put the file itself there"
        )
    return path
