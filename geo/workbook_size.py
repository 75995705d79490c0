"""How large a workbook is, found out before a library unfolds it in memory."""

import re
from io import BytesIO
from xml.parsers.expat import ExpatError, ParserCreate
from zipfile import BadZipFile, ZipFile

from geo.errors import ValueProblem

#: A workbook that unpacks to more than this is refused, in bytes.
MOST_BYTES = 200_000_000
#: Cells of all its sheets, empty ones that are written all the same included.
MOST_CELLS = 1_000_000
#: Elements of all its parts; a cell takes two or three.
MOST_ELEMENTS = 5_000_000
#: Cells that merged ranges and the links of ranges cover: each becomes one in memory.
MOST_COVERED = 200_000
_CHUNK = 1 << 20
_RANGE = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7}):\$?([A-Z]{1,3})\$?([0-9]{1,7})", re.ASCII)
_COVERING = frozenset({"mergeCell", "hyperlink"})


class _TooMuchError(Exception):
    """Ends the parsing of a part; the text says of what there is too much."""


def check_size(data: bytes) -> None:
    """
    Refuse a workbook that would fill the memory.

    Parameters
    ----------
    data
        The bytes of an `.xlsx` file.

    Raises
    ------
    ValueProblem
        No workbook, or one that holds more than the limits of this module.

    Notes
    -----
    Every part is counted as XML, whatever its name: which parts are sheets is for the workbook
    to say. What is not XML ends at its first byte that is not.
    """
    try:
        with ZipFile(BytesIO(data)) as packed:
            size = sum(item.file_size for item in packed.infolist())
            if size > MOST_BYTES:
                raise ValueProblem(
                    f"unpacks to {size / 1e6:.0f} MB", f"at most {MOST_BYTES / 1e6:.0f} MB are read"
                )
            counter = _Counter()
            for item in packed.infolist():
                with packed.open(item) as part:
                    counter.read(part)
    except _TooMuchError as error:
        raise ValueProblem(str(error), "keep the rows and columns that hold something") from None
    except (BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError) as error:
        if isinstance(error, ValueProblem):
            raise
        raise ValueProblem("is not a workbook", "save it as .xlsx") from None


class _Counter:
    """Counts elements, and the cells that ranges cover, over all parts."""

    def __init__(self) -> None:
        self.elements = 0
        self.cells = 0
        self.covered = 0

    def read(self, part: object) -> None:
        """Count one part."""
        parser = ParserCreate(namespace_separator=" ")
        parser.StartElementHandler = self.start
        try:
            while chunk := part.read(_CHUNK):  # type: ignore[attr-defined]
                parser.Parse(chunk)
        except ExpatError:
            return

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Count one element."""
        local = name.rpartition(" ")[2]
        self.elements += 1
        self.cells += local == "c"
        if local in _COVERING:
            self.covered += _cells(attributes.get("ref", ""))
        if self.cells > MOST_CELLS or self.elements > MOST_ELEMENTS:
            raise _TooMuchError(f"holds more than {MOST_CELLS:,} cells")
        if self.covered > MOST_COVERED:
            raise _TooMuchError(f"merged or linked ranges cover more than {MOST_COVERED:,} cells")


def _cells(ranges: str) -> int:
    """Count the cells of a range such as `A1:C9`; one for anything else."""
    match = _RANGE.fullmatch(ranges.strip().upper())
    if match is None:
        return MOST_COVERED + 1 if ":" in ranges else 1
    first, last = _column(match[1]), _column(match[3])
    return (abs(last - first) + 1) * (abs(int(match[4]) - int(match[2])) + 1)


def _column(letters: str) -> int:
    """Give the number of a column, `A` being 1."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number
