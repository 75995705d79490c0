"""Numbers and durations as sources give them: exact, about, at least, between."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from math import inf
from unicodedata import normalize

from geo.errors import ValueProblem

#: What the words stand for: bounds, not a guess of the number.
WORDS = {"dozens": (24.0, 100.0), "hundreds": (200.0, 1000.0), "thousands": (2000.0, 10000.0)}
#: How far `~` reaches: a quarter either way.
ABOUT = 0.25
_NUMBER = r"[0-9]+(?:\.[0-9]+)?"
_NUMBERS = "300, ~100, >300, >=3, <10, 200..300, dozens, hundreds, thousands"
#: Longer numbers are slips, and beyond what a float holds.
_DIGITS = 30
_DURATION = re.compile(
    "P(?!$)"
    + "".join(f"(?:(?P<{unit}>{_NUMBER}){unit})?" for unit in "YMWD")
    + "(?:T(?!$)"
    + "".join(f"(?:(?P<{unit.lower()}>{_NUMBER}){unit})?" for unit in "HMS")
    + ")?"
)
_SECONDS = {"Y": 31556952, "M": 2629746, "W": 604800, "D": 86400, "h": 3600, "m": 60, "s": 1}


_OTHER_FORMS = (
    (f"({_NUMBER})", "write {0}"),
    ("([0-9]+),([0-9]+)", "write {0}.{1}"),
    (f"({_NUMBER}) ?[-–—] ?({_NUMBER})", "write {0}..{1}"),
    (rf"(?:about|around|some|circa|ca\.?|c\.|≈|≃) ?({_NUMBER})", "write ~{0}"),
    (f"(?:more than|over) ?({_NUMBER})", "write >{0}"),
    (rf"({_NUMBER}) ?\+", "write >={0}"),
    (f"-({_NUMBER})", "a count is not negative"),
    (f"({_NUMBER}) ?[a-z]+", "write {0}, without a word or unit"),
)


@dataclass(frozen=True, slots=True)
class Quantity:
    """
    A number between two bounds.

    Attributes
    ----------
    text
        As written in the cell; empty = not stated.
    low, high
        Bounds, both included as far as arithmetic here needs it; `high` may be infinite.
    about
        Whether the source says "about".
    """

    text: str
    low: float
    high: float
    about: bool = False

    def __bool__(self) -> bool:
        """Tell whether a number is stated at all."""
        return bool(self.text)

    @property
    def exact(self) -> bool:
        """Tell whether both bounds are one number."""
        return self.low == self.high


NO_QUANTITY = Quantity("", 0.0, inf)


def parse_quantity(cell: str) -> Quantity:
    """
    Read `300`, `~100`, `>300`, `>=3`, `<10`, `<=10`, `200..300` or one of the words.

    Parameters
    ----------
    cell
        Text of a cell, not empty.

    Returns
    -------
    Quantity
        With bounds: `>300` is (300, inf), `~100` is (75, 125).

    Raises
    ------
    ValueProblem
        None of these forms.
    """
    return _parse(cell, _plain_number, _NUMBERS)


def parse_count(cell: str) -> Quantity:
    """
    Read a quantity of what comes whole, such as persons.

    Parameters
    ----------
    cell
        Text of a cell, not empty.

    Returns
    -------
    Quantity
        As `parse_quantity`.

    Raises
    ------
    ValueProblem
        As `parse_quantity`, and where a point may separate thousands: `1.500`.
    """
    if re.search(r"(?<!\.)\.(?!\.)", cell):
        raise ValueProblem(
            f"“{cell}” is not a whole number", f"write {cell.replace('.', '')} if that is meant"
        )
    return parse_quantity(cell)


def parse_duration(cell: str) -> Quantity:
    """
    Read an ISO 8601 duration with the signs of a quantity: `P5D`, `>P5D`, `~P15D`, `PT35M`.

    Parameters
    ----------
    cell
        Text of a cell, not empty.

    Returns
    -------
    Quantity
        Bounds in seconds; a year and a month count as their Gregorian mean.

    Raises
    ------
    ValueProblem
        None of these forms.
    """
    return _parse(cell, _plain_duration, "ISO 8601: P5D, >P5D, ~P15D, PT35M")


def _parse(cell: str, plain: Callable[[str], float], forms: str) -> Quantity:
    """Read signs and ranges around a plain value."""
    if cell in WORDS and plain is _plain_number:
        low, high = WORDS[cell]
        return Quantity(cell, low, high, about=True)
    sign, rest = re.fullmatch(r"(~|>=|<=|>|<|)\s*(.*)", cell, re.DOTALL).groups()  # type: ignore[union-attr]
    try:
        if not sign and ".." in rest:
            low, high = (plain(part.strip()) for part in rest.split("..", 1))
        else:
            low, high = _bounds(sign, plain(rest))
    except ValueError:
        help_ = _quantity_help(cell) if plain is _plain_number else ""
        raise ValueProblem(
            f"“{cell}” is not understood", help_ or f"write one of: {forms}"
        ) from None
    if low > high:
        raise ValueProblem(
            f"“{cell}” runs backwards", f"write {rest.split('..')[1]}..{rest.split('..')[0]}"
        )
    return Quantity(cell, low, high, about=sign == "~")


def _bounds(sign: str, value: float) -> tuple[float, float]:
    """Turn a sign and a value into bounds."""
    if sign == "~":
        return value * (1 - ABOUT), value * (1 + ABOUT)
    if sign in {">", ">="}:
        return value, inf
    if sign in {"<", "<="}:
        return 0.0, value
    return value, value


def _plain_number(part: str) -> float:
    """Read digits, with thousands separated by nothing, in ASCII."""
    if not re.fullmatch(_NUMBER, part) or len(part) > _DIGITS:
        raise ValueError(part)
    return float(part)


def _quantity_help(cell: str) -> str:
    """Say what to write instead of a number in another form; empty where nobody knows."""
    plain = normalize("NFKC", cell).replace("\u2212", "-").lower()  # full-width digits
    if re.fullmatch(r"[0-9]{1,3}([,. '\u2019][0-9]{3})+", plain):
        return f"write {re.sub('[^0-9]', '', plain)} if that separates thousands"
    for form, help_ in _OTHER_FORMS:
        if match := re.fullmatch(form, plain):
            return help_.format(*match.groups())
    return ""


def _plain_duration(part: str) -> float:
    """Read an ISO 8601 duration as seconds."""
    match = _DURATION.fullmatch(part)
    if match is None or len(part) > _DIGITS:
        raise ValueError(part)
    return float(sum(float(n) * _SECONDS[unit] for unit, n in match.groupdict().items() if n))
