"""The files that sources were taken from: unchanged where a checksum is stated."""

from hashlib import sha256
from pathlib import Path

from geo.errors import Finding, Level, NoFileError, ValueProblem
from geo.files import chunks_inside
from maps.case.rows import SourceRow


def read_source_files(folder: Path, sources: tuple[SourceRow, ...]) -> list[Finding]:
    """
    Hold the files of the sources against their checksums.

    Parameters
    ----------
    folder
        The case folder.
    sources
        Rows of `sources.csv`.

    Returns
    -------
    list
        An error for a file outside the folder, for one that cannot be read, and for one that
        has changed; a warning for one that is not there, which is often not ours to pass on.
    """
    findings = []
    for source in sources:
        if not source.file:
            continue
        try:
            found = digest(folder, source.file)
        except ValueProblem as problem:
            level = Level.WARNING if isinstance(problem, NoFileError) else Level.ERROR
            findings.append(
                Finding(source.where, "file", problem.message, problem.help, level, "source-file")
            )
            continue
        if source.sha256 and found != source.sha256:
            message = f"“{source.file}” has changed: its SHA-256 is {found}"
            help_ = "put the file back, or state the new one"
            findings.append(Finding(source.where, "sha256", message, help_, rule="source-file"))
    return findings


def digest(folder: Path, name: str) -> str:
    """
    Give the SHA-256 of a file, which may be larger than memory.

    Parameters
    ----------
    folder
        The case folder.
    name
        Path below it.

    Returns
    -------
    str
        64 hexadecimal digits.

    Raises
    ------
    NoFileError, ValueProblem
        As `geo.files.chunks_inside`.
    """
    running = sha256()
    for chunk in chunks_inside(folder, name):
        running.update(chunk)
    return running.hexdigest()
