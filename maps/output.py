"""The output folder: where a case's maps go, written aside and swapped in."""

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from geo.errors import CallError


class Target(NamedTuple):
    """A case as called, its folder, and the folder of its maps."""

    case: Path
    folder: Path
    out: Path


def case_folder(case: Path) -> Path:
    """
    Find the folder of a case.

    Parameters
    ----------
    case
        As called; `.`, `..` and a trailing slash are understood.

    Returns
    -------
    Path
        Absolute, links followed: its name is the name of the case.

    Raises
    ------
    CallError
        There is no such folder, it is a file, or it is the root and has no name.
    """
    folder = case.resolve()
    if folder.is_file():
        raise CallError(f"{case}: a file, not the folder of a case (did you mean {folder.parent}?)")
    if not folder.is_dir():
        raise CallError(f"{case}: no such folder")
    if not folder.name:
        raise CallError(f"{case}: a case needs a folder with a name")
    return folder


def targets(cases: Sequence[Path], out: Path) -> list[Target]:
    """
    Settle where the maps of each case go: `out/<name of the case folder>`.

    Parameters
    ----------
    cases
        As called.
    out
        Folder for all of them; made when written.

    Returns
    -------
    list of Target
        In the order of `cases`.

    Raises
    ------
    CallError
        A case is no folder, two have one name, `out` or a target is a file, or a target is the
        folder of a case: nothing is ever written among the tables.
    """
    if out.exists() and not out.is_dir():
        raise CallError(f"--out {out}: a file, not a folder")
    found = [Target(case, folder := case_folder(case), out / folder.name) for case in cases]
    named: dict[str, Target] = {}
    for target in found:
        first = named.setdefault(target.folder.name, target)
        if first is not target:
            raise CallError(
                f"{first.case} and {target.case} have one name, {target.folder.name}: "
                "their maps would overwrite each other (build them with two --out)"
            )
        if target.out.exists() and not target.out.is_dir():
            raise CallError(f"{target.out}: a file, where a folder is to be written")
    for target in found:
        if any(target.out.resolve() == other.folder for other in found):
            raise CallError(
                f"--out {out}: the maps would go among the tables of the case (name another folder)"
            )
    return found


def write_products(
    products: Mapping[str, bytes], out: Path, owned: Collection[str] = ()
) -> list[Path]:
    """
    Write files aside and swap them in.

    Parameters
    ----------
    products
        Bytes by file name, with `/` after the name of a folder.
    out
        Folder of the case's maps. Where it does not exist it appears whole; where it does, each
        product replaces the file of its name at one stroke and every other file is left alone.
    owned
        Folders in `out` that are replaced whole: what else stands in them is gone.

    Returns
    -------
    list of Path
        The files, in the order of `products`.

    Raises
    ------
    CallError
        The folder cannot be written.
    """
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(dir=out.parent, prefix=f".{out.name}-") as aside:
            written = _write_aside(products, Path(aside) / out.name)
            _swap_in(written, out, [name for name in owned if (written / name).is_dir()])
    except OSError as error:
        raise CallError(f"{out}: cannot be written ({error.strerror})") from error
    return [out / name for name in products]


def _write_aside(products: Mapping[str, bytes], folder: Path) -> Path:
    """Write the files where nobody looks yet."""
    folder.mkdir()
    for name, content in products.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    return folder


def _swap_in(written: Path, out: Path, owned: Collection[str]) -> None:
    """Put finished files in their place: the whole folder, or what is in it one by one."""
    if not out.exists():
        written.rename(out)
        return
    for name in owned:
        if (out / name).is_dir() and not (out / name).is_symlink():
            (out / name).rename(written.parent / f"{name} before")
        (written / name).rename(out / name)
    for file in [path for path in written.rglob("*") if path.is_file()]:
        target = out / file.relative_to(written)
        target.parent.mkdir(parents=True, exist_ok=True)
        file.replace(target)


def read_products(owned: Collection[str], out: Path) -> dict[str, bytes]:
    """
    Read what was built before.

    Parameters
    ----------
    owned
        Names of files, and of folders with all that is in them.
    out
        Folder of the case's maps.

    Returns
    -------
    dict of str to bytes
        By file name; what is not there is left out.
    """
    files = [path for name in owned for path in (out / name, *sorted((out / name).rglob("*")))]
    return {file.relative_to(out).as_posix(): file.read_bytes() for file in files if file.is_file()}
