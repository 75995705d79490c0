"""Pictures: the files of `media/`, each with its row in `media.csv`."""

from collections.abc import Collection, Iterator, Mapping
from pathlib import Path, PurePosixPath

from geo.columns import nearest_help
from geo.errors import Finding, Level, ValueProblem, Where
from geo.files import inside, read_inside
from maps.case.case import Case
from maps.case.known import KnownIds
from maps.case.rows import MediaRow

FOLDER = "media"
#: How the files of each kind begin.
_BEGINNINGS: Mapping[str, tuple[bytes, ...]] = {
    "PNG": (b"\x89PNG\r\n\x1a\n",),
    "JPEG": (b"\xff\xd8\xff",),
    "GIF": (b"GIF87a", b"GIF89a"),
    "WebP": (b"RIFF",),
}


def read_pictures(
    folder: Path, media: tuple[MediaRow, ...]
) -> tuple[dict[str, bytes], list[Finding]]:
    """
    Read the pictures that `media.csv` lists.

    Parameters
    ----------
    folder
        The case folder; the files lie in its `media/`.
    media
        Rows of `media.csv`.

    Returns
    -------
    dict
        Bytes by file name.
    list
        Files that are absent, lie elsewhere, are no pictures, or are listed nowhere.
    """
    pictures: dict[str, bytes] = {}
    findings = []
    for row in media:
        if row.file and row.file not in pictures:
            try:
                pictures[row.file] = _read_picture(folder, row.file)
            except ValueProblem as problem:
                findings.append(
                    Finding(row.where, "file", problem.message, problem.help, rule="media")
                )
    present = _present(folder)
    findings += _unlisted(present, {row.file for row in media})
    return pictures, findings


def check_media(case: Case, known: KnownIds) -> Iterator[Finding]:
    """
    Find pictures of events that `media.csv` does not list.

    Parameters
    ----------
    case
        The case.
    known
        Its ids.

    Yields
    ------
    Finding
        One for each.
    """
    for event in case.events:
        for name in event.media:
            if known.lacks("media", name):
                help_ = known.nearest("media", name) or "list it with its alt text"
                message = f"“{name}” is not in media"
                yield Finding(event.where, "media", message, help_, rule="reference")


def _read_picture(folder: Path, name: str) -> bytes:
    """Read one picture."""
    if PurePosixPath(name).name != name:
        raise ValueProblem(f"“{name}” is not a file name", f"the files lie in {FOLDER}/ itself")
    try:
        data = read_inside(folder, f"{FOLDER}/{name}")
    except ValueProblem as problem:
        near = nearest_help(name, _present(folder), cutoff=0.75)
        help_ = near if near.startswith("did you mean") else problem.help
        raise ValueProblem(problem.message, help_) from None
    if not any(data.startswith(start) for starts in _BEGINNINGS.values() for start in starts):
        raise ValueProblem(f"“{name}” is not a picture", f"one of {', '.join(_BEGINNINGS)}")
    return data


def _present(folder: Path) -> frozenset[str]:
    """List the files of `media/`."""
    try:
        return frozenset(path.name for path in inside(folder, FOLDER).iterdir())
    except (OSError, ValueProblem):  # a link that leads elsewhere is told of by its files
        return frozenset()


def _unlisted(present: Collection[str], listed: Collection[str]) -> Iterator[Finding]:
    """Warn about files without a row."""
    for name in sorted(set(present) - set(listed)):
        if not name.startswith("."):
            yield Finding(
                Where(f"{FOLDER}/{name}"),
                "",
                "is not listed in media.csv: it is not used",
                "list it with its alt text",
                Level.WARNING,
                "unused",
            )
