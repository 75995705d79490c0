"""The key by which positions are moved: given outside of the case, written nowhere."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from geo.errors import CallError

VARIABLE = "WAYBOOK_BLUR_KEY"
#: Letters that a key must have, and how many different ones, so that it cannot be guessed.
LEAST, LEAST_DIFFERENT = 32, 8
HELP = (
    'make one with: python3 -c "import secrets; print(secrets.token_hex(32))", keep it outside '
    f"of the case, and give it with --key-file FILE or in the variable {VARIABLE}"
)


def read_key(file: Path | None, environ: Mapping[str, str]) -> str:
    """
    Read the key that a call gives.

    Parameters
    ----------
    file
        Of `--key-file`; none = not given.
    environ
        The environment; the file goes before the variable.

    Returns
    -------
    str
        The key, blanks around it removed; empty where none is given.

    Raises
    ------
    CallError
        The file cannot be read. The message does not quote it.
    """
    if file is None:
        return environ.get(VARIABLE, "").strip()
    try:
        return file.read_text(encoding="utf-8-sig").strip()
    except OSError as error:
        raise CallError(f"--key-file {file}: cannot be read ({error.strerror})") from None
    except UnicodeDecodeError:
        raise CallError(f"--key-file {file}: is not text ({HELP})") from None


def refuse_inside(file: Path | None, folders: Sequence[Path]) -> None:
    """
    Refuse a key that lies in a case, with which it would be handed on.

    Parameters
    ----------
    file
        Of `--key-file`; none = not given.
    folders
        Folders of cases and of their maps.

    Raises
    ------
    CallError
        The file lies below one of them.
    """
    for folder in folders:
        if file is not None and file.resolve().is_relative_to(folder.resolve()):
            raise CallError(f"--key-file {file}: lies in {folder}: keep it elsewhere")


def checked_key(key: str, profile: str) -> bytes:
    """
    Take a key that is strong enough.

    Parameters
    ----------
    key
        As given.
    profile
        Name of the profile that needs it.

    Returns
    -------
    bytes
        The key.

    Raises
    ------
    CallError
        There is none, or it could be guessed. The message does not quote it.
    """
    needs = f"the profile “{profile}” moves positions (blur_km)"
    if not key:
        raise CallError(f"{needs} and needs a key: {HELP}")
    if len(key) < LEAST or len(set(key)) < LEAST_DIFFERENT:
        raise CallError(
            f"{needs}, and its key is too weak, under {LEAST} letters or too few: {HELP}"
        )
    return key.encode(errors="surrogateescape")
