"""The files that `[network]` of `case.toml` names."""

from dataclasses import dataclass
from pathlib import Path

from geo.columns import nearest_help
from geo.errors import Finding, NoFileError, ValueProblem, Where
from geo.files import inside
from maps.case.toml import Read, finding_at
from routes.own.formats import FORMATS, check_file, format_of, split_layer

_DEFAULT = "default"


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkFile:
    """
    A network of the case's own.

    Attributes
    ----------
    where, column
        The key that names it.
    name
        As the key has it.
    path
        Of the file.
    layer
        Of a GeoPackage with several; may be empty.
    """

    where: Where
    column: str
    name: str
    path: Path
    layer: str = ""


def find_networks(folder: Path, settings: Read) -> tuple[dict[str, NetworkFile], list[Finding]]:
    """
    Find the networks of a case; they are read when a line needs them.

    Parameters
    ----------
    folder
        The case folder.
    settings
        What `case.toml` says.

    Returns
    -------
    dict
        By key (`rail`, `road`, `sea`); those that are `default` are not there.
    list of Finding
        An error for each that is no file of the case, or of no format that is read.
    """
    files: dict[str, NetworkFile] = {}
    findings: list[Finding] = []
    for key in ("rail", "road", "sea"):
        name = getattr(settings.settings, key)
        if name == _DEFAULT:
            continue
        said = finding_at(
            settings.settings.where.file, settings.lines, ("network", key), ValueProblem("")
        )
        file, layer = split_layer(name)
        try:
            path = inside(folder, file)
            if path.exists():
                format_of(file)
            check_file(path)
        except ValueProblem as problem:
            told = problem.message if file in problem.message else f"“{name}” {problem.message}"
            help_ = _found_instead(folder, file) if isinstance(problem, NoFileError) else ""
            help_ = help_ or problem.help
            findings.append(Finding(said.where, said.column, told, help_, rule="network"))
            continue
        files[key] = NetworkFile(
            where=said.where, column=said.column, name=name, path=path, layer=layer
        )
    return files, findings


def _found_instead(folder: Path, name: str) -> str:
    """Say which file of the case may be meant by a name that none has."""
    if "://" in name:
        return "nothing is fetched: put the file into the case folder"
    names = [each.name for each in folder.iterdir() if each.name.lower().endswith(tuple(FORMATS))]
    return nearest_help(name, names) or "put it into the case folder"
