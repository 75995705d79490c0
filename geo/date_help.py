"""What to write instead of something that is not an EDTF date."""

import re
from datetime import date
from unicodedata import normalize

FORMS = "2024-02-05, 2024-02, 2024, 2024-01-14/2024-01-18, 2013~, ../2015, 2023-Q3, XXXX-03-09"
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WORD = r"(?P<word>[A-Za-z]{3})[a-z]*\.?"
_AS_TEXT = "format the column as text"


def date_help(cell: str) -> str:
    """
    Say what to write instead of something that is not EDTF.

    Parameters
    ----------
    cell
        Text of the cell.

    Returns
    -------
    str
        The date as EDTF where it can be read one way, all readings where it can be read several
        ways, else the forms that there are.
    """
    cell = normalize("NFKC", cell).strip()  # full-width digits
    parts = [int(part) for part in re.findall("[0-9]{1,9}", cell)]
    if re.fullmatch(r"[0-9]{1,2}[/.-][0-9]{1,2}[/.-][0-9]{4}", cell):
        return _written(_readings(parts[2], parts[0], parts[1]))
    if re.fullmatch(
        r"[0-9]{4}[-/.][0-9]{1,2}[-/.][0-9]{1,2}\.?|[0-9]{4}年[0-9]{1,2}月[0-9]{1,2}日", cell
    ):
        return _written(_day(*parts)) if _day(*parts) else "no such day"
    if re.fullmatch(r"[0-9]{4}-[0-9]{1,2}", cell):
        return f"write {parts[0]:04}-{parts[1]:02}" if 1 <= parts[1] <= 12 else "no such month"
    if re.fullmatch(r"[0-9]{1,2}[/.-][0-9]{1,2}[/.-][0-9]{1,2}", cell):
        return "write the year with four digits, first: 2024-02-05"
    return _word_help(cell) or _number_help(cell) or _range_help(cell) or f"EDTF: {FORMS}"


def _word_help(cell: str) -> str:
    """Help with the name of a month; a spreadsheet makes `Feb-24` and `5-Feb`."""
    if match := re.fullmatch(_WORD + r"[- ,]*(?P<year>[0-9]{4})", cell):
        month = _month(match["word"])
        return f"write {match['year']}-{month:02}" if month else ""
    if match := re.fullmatch(_WORD + r"[- .]+(?P<digits>[0-9]{2})", cell):
        return _changed_help(_month(match["word"]), int(match["digits"]))
    if match := re.fullmatch(_WORD + r" (?P<day>[0-9]{1,2}),? (?P<year>[0-9]{4})", cell):
        return _written(_day(int(match["year"]), _month(match["word"]), int(match["day"])))
    if match := re.fullmatch(
        r"(?P<day>[0-9]{1,2})[- .]+" + _WORD + r"[- ,]*(?P<year>[0-9]*)", cell
    ):
        month = _month(match["word"])
        if len(match["year"]) == 4:
            return _written(_day(int(match["year"]), month, int(match["day"])))
        if month:
            return (
                f"a spreadsheet may have changed it: write year, month and day, such as "
                f"2024-{month:02}-{int(match['day']):02}, and {_AS_TEXT}"
            )
    return ""


def _changed_help(month: int, digits: int) -> str:
    """Show what `Feb-24` can have been: a month of a year, or a day of a month."""
    if not month:
        return ""
    readings = [f"20{digits:02}-{month:02} for the month"]
    if _day(2024, month, digits):
        readings.append(f"with its year, such as 2024-{month:02}-{digits:02}, for the day")
    return f"a spreadsheet has changed it; write {', or '.join(readings)}; {_AS_TEXT}"


def _number_help(cell: str) -> str:
    """Help with a date that has become one number."""
    if re.fullmatch(r"[0-9]{5}(\.[0-9]+)?", cell):
        return f"a spreadsheet's day number: {_AS_TEXT} and write 2024-02-05"
    if re.fullmatch("[0-9]{8}", cell):
        return _written(_day(int(cell[:4]), int(cell[4:6]), int(cell[6:])))
    if re.fullmatch(r"[0-9]{9,}", cell):
        return "a count of seconds: write 2024-02-05"
    return ""


def _range_help(cell: str) -> str:
    """Help with a range that has something else than a slash, and with words."""
    point = r"[0-9]{4}(?:-[0-9]{2}){0,2}"
    if match := re.fullmatch(rf"({point}) *(?:\.\.|–|—| - |-| to | bis ) *({point})", cell):
        return f"write {match[1]}/{match[2]}"
    if match := re.fullmatch(r"(?:[~?%]|c\.|ca\.?|circa|about) *([0-9-]{4,10})", cell):
        return f"write {match[1]}~"
    if cell == "XXXX":
        return "leave the cell empty where nothing is stated"
    return ""


def _month(word: str) -> int:
    """Tell the number of an English month by its first three letters; 0 = none."""
    return _MONTHS.index(word.lower()) + 1 if word.lower() in _MONTHS else 0


def _readings(year: int, one: int, other: int) -> list[str]:
    """Read day and month in either order; both alike give one reading."""
    days = [*_day(year, other, one), *_day(year, one, other)]
    return list(dict.fromkeys(days))


def _day(year: int, month: int, day: int) -> list[str]:
    """Give a day as EDTF, or nothing where there is no such day."""
    try:
        return [date(year, month, day).isoformat()]
    except ValueError:
        return []


def _written(readings: list[str]) -> str:
    """Say what to write."""
    return f"write {' or '.join(readings)}, year first" if readings else "no such day"
