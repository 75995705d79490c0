"""A folder or file of an earlier version, read out of git without a checkout."""

import os
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory, TemporaryFile
from typing import IO, NamedTuple

from geo.columns import nearest_help
from geo.errors import CallError
from geo.files import inside

_LINK = "120000"
_CHUNK = 1 << 20
#: Nothing is fetched, asked for or locked, whatever the settings of a repository say.
_QUIET = {
    "GIT_ALLOW_PROTOCOL": "none",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "LC_ALL": "C",
}
#: A file by which a folder is known as that of a case.
_CASE_FILE = "case.toml"
#: No case is larger: bytes of the files of a tree, and of the list of their names.
MOST_BYTES, MOST_LISTED = 2_000_000_000, 20_000_000


class _Blob(NamedTuple):
    """A file of a tree: its mode, its object, its path below the tree."""

    mode: str
    object: str
    path: str


class _Revision(NamedTuple):
    """A revision as called, its commit, and the folder that git is run in."""

    called: str
    commit: str
    folder: Path


@contextmanager
def taken_out(called: str) -> Iterator[Path]:
    """
    Take a folder or a file of a revision out of git, for as long as it is read.

    Parameters
    ----------
    called
        `REV:path`, the path from the root of the repository of the working folder, or from the
        working folder itself where it is `.`, begins with `./` or is not found otherwise, or
        absolute.

    Yields
    ------
    Path
        A copy under its own name, in a folder that goes when it has been read.

    Raises
    ------
    CallError
        There is no git, no repository, no such revision, or nothing of that path in it; or more
        than a case may hold.

    Notes
    -----
    Nothing is checked out and nothing of the repository is changed: `git rev-parse`,
    `git ls-tree` and `git cat-file` read it. What the attribute `export-ignore` would leave out
    of an archive is there.
    """
    text, _, path = called.partition(":")
    folder, path = _folder_and_path(path)
    revision = _Revision(text, _commit(text, called, folder), folder)
    kind, found = _object(revision, path, called)
    with TemporaryDirectory(prefix="waybook-") as aside:
        target = Path(aside) / (_name(revision, path) or "case")
        if kind == "tree":
            _write_tree(revision, found, target)
        else:
            _write_blobs(revision, [_Blob("100644", found, target.name)], target.parent)
        yield target


def _folder_and_path(path: str) -> tuple[Path, str]:
    """Settle in which folder git looks, and for what: an absolute path has its own repository."""
    here = Path.cwd()
    if not Path(path).is_absolute():
        return here, path.rstrip("/")
    wanted = Path(path)
    there = next(folder for folder in (wanted, *wanted.parents) if folder.is_dir())
    root = Path(_told(_git(["rev-parse", "--show-toplevel"], there), path).strip())
    below = wanted.resolve() if wanted.exists() else there.resolve() / wanted.relative_to(there)
    return root, below.relative_to(root.resolve()).as_posix()


def _commit(revision: str, called: str, folder: Path) -> str:
    """Find the commit of a revision; one that looks like an option never reaches git."""
    if not revision or revision.startswith("-"):
        said = f"“{revision}” is no revision" if revision else "no revision before the colon"
        raise CallError(f"{called}: {said} (write REV:path/to/case)")
    arguments = ["rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}"]
    done = _git(arguments, folder)
    if done.returncode and not done.stderr.strip():
        raise CallError(
            f"{called}: no file or folder of that name, and “{revision}” is no revision of the "
            f"repository ({_why_none(folder)})"
        )
    return _told(done, called).strip()


def _why_none(folder: Path) -> str:
    """Say why a repository may lack a revision, or where its revisions are listed."""
    if _git(["rev-parse", "--verify", "--quiet", "HEAD"], folder).returncode:
        return "it has no commit yet"
    if _git(["rev-parse", "--is-shallow-repository"], folder).stdout.strip() == b"true":
        return "it is a shallow clone: git fetch --unshallow gets what came before"
    return "git log lists them"


def _object(revision: _Revision, path: str, called: str) -> tuple[str, str]:
    """Find what lies at a path of a revision: its kind, and its object."""
    for spec in ("./",) if path == "." else (path, f"./{path}"):
        done = _git(
            ["rev-parse", "--verify", "--quiet", f"{revision.commit}:{spec}"], revision.folder
        )
        if done.returncode == 0:
            found = done.stdout.decode().strip()
            kind = _told(_git(["cat-file", "-t", found], revision.folder), called).strip()
            if kind in {"tree", "blob"}:
                return kind, found
    raise CallError(
        f"{called}: {revision.called} has no “{path}”{_nearest(revision, path)}; the path is that "
        "from the root of the repository"
    )


def _nearest(revision: _Revision, path: str) -> str:
    """Say which case of a revision may be meant."""
    listed = _listed(["--name-only", revision.commit], revision)
    files = (PurePosixPath(name) for name in listed.decode("utf-8", "replace").split("\0"))
    cases = {str(file.parent) for file in files if file.name == _CASE_FILE}
    help_ = nearest_help(path, cases)
    return f" ({help_})" if help_ else ""


def _name(revision: _Revision, path: str) -> str:
    """Give the name of what is taken out: that of the repository's folder for its root."""
    name = Path.cwd().name if path == "." else PurePosixPath(path).name
    if name not in {"", "..", "."}:
        return name
    root = _git(["rev-parse", "--show-toplevel"], revision.folder).stdout.decode().strip()
    return Path(root).name


def _write_tree(revision: _Revision, tree: str, target: Path) -> None:
    """Write the files of a tree; links last, so that nothing is written through one."""
    target.mkdir()
    blobs = []
    for line in _listed([tree], revision).decode("utf-8", "surrogateescape").split("\0"):
        about, _, path = line.partition("\t")
        mode, kind, found = about.split() if about else ("", "", "")
        if kind == "blob":
            blobs.append(_Blob(mode, found, path))
    _write_blobs(revision, sorted(blobs, key=lambda blob: blob.mode == _LINK), target)


def _listed(arguments: Sequence[str], revision: _Revision) -> bytes:
    """List the files of a tree, as many as a case may have."""
    command = _command(["ls-tree", "-r", "-z", "--full-tree", *arguments])
    with subprocess.Popen(  # noqa: S603 - git with arguments of ours
        command, cwd=revision.folder, env=_environment(), stdout=subprocess.PIPE
    ) as git:
        listed: bytes = git.stdout.read(MOST_LISTED + 1)  # type: ignore[union-attr]
    if len(listed) > MOST_LISTED:
        raise CallError(f"{revision.called}: too many files for a case (name its folder)")
    if git.returncode:
        raise CallError(f"{revision.called}: git cannot read it (is the repository complete?)")
    return listed


def _write_blobs(revision: _Revision, blobs: Sequence[_Blob], target: Path) -> None:
    """Write files of a revision, one after the other."""
    left = MOST_BYTES
    with TemporaryFile() as wanted:
        wanted.write("".join(f"{blob.object}\n" for blob in blobs).encode())
        wanted.seek(0)
        with subprocess.Popen(  # noqa: S603 - git with arguments of ours
            _command(["cat-file", "--batch"]),
            cwd=revision.folder,
            env=_environment(),
            stdin=wanted,
            stdout=subprocess.PIPE,
        ) as git:
            for blob in blobs:
                left -= _write_blob(git.stdout, blob, target, left)  # type: ignore[arg-type]


def _write_blob(stream: IO[bytes], blob: _Blob, target: Path, most: int) -> int:
    """Write the next file that git gives, and give its bytes."""
    header = stream.readline().split()
    if len(header) != 3 or not header[2].isdigit():
        raise CallError(f"{blob.path}: git cannot read it (is the repository complete?)")
    size = int(header[2])
    if size > most:
        raise CallError(
            f"{blob.path}: too large: of a revision {MOST_BYTES / 1e9:g} GB are read at most "
            "(name the folder of the case)"
        )
    try:
        _write(stream, blob, inside(target, blob.path), size)
    except (OSError, ValueError) as error:  # a name or a link that no file can have
        raise CallError(f"{blob.path}: cannot be written aside: {error}") from None
    stream.read(1)
    return size


def _write(stream: IO[bytes], blob: _Blob, file: Path, size: int) -> None:
    """Write a file or a link."""
    file.parent.mkdir(parents=True, exist_ok=True)
    if blob.mode == _LINK:
        file.symlink_to(os.fsdecode(stream.read(size)))
        return
    with file.open("wb") as out:
        while size:
            size -= out.write(stream.read(min(size, _CHUNK)))


def _git(arguments: Sequence[str], folder: Path) -> subprocess.CompletedProcess[bytes]:
    """Run git in a folder."""
    return subprocess.run(  # noqa: S603 - no revision that begins with - comes here
        _command(arguments), cwd=folder, env=_environment(), capture_output=True, check=False
    )


def _command(arguments: Sequence[str]) -> list[str]:
    """Give a call of git."""
    return [_program(), *arguments]


def _program() -> str:
    """Find git."""
    program = shutil.which("git")
    if program is None:
        raise CallError("git is not installed: REV:path is read with it (name two folders)")
    return program


def _environment() -> dict[str, str]:
    """Give the environment in which git is run."""
    return {**os.environ, **_QUIET}


def _told(done: subprocess.CompletedProcess[bytes], called: str) -> str:
    """Give what git says, or refuse with the first line of its complaint."""
    if done.returncode:
        complaint = done.stderr.decode("utf-8", "replace").strip().partition("\n")[0]
        raise CallError(f"{called}: {complaint or 'git cannot read it'}")
    return done.stdout.decode("utf-8", "surrogateescape")
