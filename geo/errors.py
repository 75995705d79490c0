"""What can be wrong: findings with a place in a file, and the errors that carry them."""

from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    """How much a finding matters."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True, order=True)
class Where:
    """A line of a file of the case; line 0 is the file as a whole."""

    file: str
    line: int = 0

    def __str__(self) -> str:
        """Give `file:line`, or `file` alone for the file as a whole."""
        return f"{self.file}:{self.line}" if self.line else self.file


@dataclass(frozen=True, slots=True)
class Finding:
    """
    One thing that a reader of the case would trip over.

    Attributes
    ----------
    where
        File and line.
    column
        Name of the column or key; empty where the row or file as a whole is meant.
    message
        What is wrong, with the value.
    help
        What would help; may be empty.
    level
        `error` stops the build; `warning` and `note` do not.
    rule
        Name of the check, for `[[acknowledged]]` and for machines.
    subject
        `kind:id` of the row that it is about (`flow:r24`), for `[[acknowledged]]` and for the
        page; may be empty.
    """

    where: Where
    column: str
    message: str
    help: str = ""
    level: Level = Level.ERROR
    rule: str = ""
    subject: str = ""

    def __str__(self) -> str:
        """Give the one line that a person reads: `file:line: column: message (help)`."""
        parts = [str(self.where), *([self.column] if self.column else []), self.message]
        return one_line(": ".join(parts) + (f" ({self.help})" if self.help else ""))


def one_line(text: str, limit: int = 1000) -> str:
    """Make control characters and line breaks of `text` visible, and cut it at `limit`."""
    shown = "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in text)
    return shown if len(shown) <= limit else shown[: limit - 1] + "…"


class WaybookError(Exception):
    """Base of every error that is the data's or the caller's fault, never a bug."""


class CaseError(WaybookError, ValueError):
    """
    The case has faults; all of them, in the order of files and lines.

    Attributes
    ----------
    findings
        At least one of level `error`.
    """

    def __init__(self, findings: "list[Finding] | tuple[Finding, ...]") -> None:
        self.findings = tuple(findings)
        super().__init__("\n".join(str(finding) for finding in self.findings))


class CallError(WaybookError, ValueError):
    """The call is at fault, not the data: a folder that is not there, an unknown word."""


class ValueProblem(WaybookError, ValueError):  # noqa: N818 - of one value, not yet of the case
    """
    A text is not a value of its kind.

    The reader of a table turns it into a `Finding` with file, line and column.

    Attributes
    ----------
    message
        What is wrong, with the value.
    help
        What would help; may be empty.
    """

    def __init__(self, message: str, help: str = "") -> None:  # noqa: A002 - the word of `Finding`
        self.message = message
        self.help = help
        super().__init__(f"{message} ({help})" if help else message)


class PositionError(ValueProblem):
    """A position lies outside the earth's degrees."""


class SamePositionError(ValueProblem):
    """A line was asked for from a position to itself."""


class NoPathError(ValueProblem, LookupError):
    """A network or the sea holds no way between two positions."""


class NotFoundError(ValueProblem, LookupError):
    """A name or id is in no gazetteer at hand."""


class AmbiguousError(ValueProblem, LookupError):
    """A name fits several places equally well."""


class ServiceError(NotFoundError, ConnectionError):
    """A service of the web did not answer, or not in a way that could be read."""


class NoFileError(ValueProblem, FileNotFoundError):
    """A file that a case names is not there."""


class NetworkFileError(ValueProblem):
    """A file holds no network of lines that could be used."""


class MissingDataError(WaybookError, FileNotFoundError):
    """A data pack that ships with the program is not there."""
