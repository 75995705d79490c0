"""Files of a folder, and of nowhere else."""

from pathlib import Path, PurePosixPath
from stat import S_ISDIR, S_ISREG

from geo.errors import NoFileError, ValueProblem


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
        or cannot be read.
    """
    path = inside(folder, name)
    try:
        mode = path.stat().st_mode
        if S_ISREG(mode):
            return path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        raise NoFileError(f"“{name}” is not there") from None
    except OSError as error:
        raise ValueProblem(f"“{name}” cannot be read: {error.strerror}") from error
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
