"""A table of a case that shows itself in a notebook."""

from collections.abc import Iterator, Mapping, Sequence
from html import escape
from typing import TYPE_CHECKING

from maps.cells import Value
from maps.page.plain import visible

if TYPE_CHECKING:
    from pandas import DataFrame

#: So many rows are shown; all of them can be gone through.
SHOWN = 100
_CELL = "text-align:left;vertical-align:top;padding:.2em .6em"
_AMOUNT = "text-align:right;vertical-align:top;padding:.2em .6em"

Row = Mapping[str, Value]


class Table(Sequence[Row]):
    """
    Rows of one kind.

    Parameters
    ----------
    title
        What they are.
    columns
        Names of the columns, in order.
    rows
        Values by column; `None` = not stated.
    """

    def __init__(self, title: str, columns: Sequence[str], rows: Sequence[Row]) -> None:
        self.title = title
        self.columns = tuple(columns)
        self._rows = tuple(rows)

    def __len__(self) -> int:
        """Count the rows."""
        return len(self._rows)

    def __getitem__(self, at: int) -> Row:  # type: ignore[override]
        """Give a row by its position."""
        return self._rows[at]

    def __iter__(self) -> Iterator[Row]:
        """Go through the rows."""
        return iter(self._rows)

    def __repr__(self) -> str:
        """Say what it holds."""
        return f"<{self.title}: {len(self)} rows of {', '.join(self.columns)}>"

    def frame(self) -> "DataFrame":
        """Give the rows as a table of pandas."""
        from pandas import DataFrame  # noqa: PLC0415 - slow to load

        return DataFrame(list(self._rows), columns=list(self.columns))

    def _repr_html_(self) -> str:
        """Write the first rows for a notebook, every text escaped."""
        head = "".join(f'<th scope="col" style="{_CELL}">{_shown(c)}</th>' for c in self.columns)
        rows = "".join(f"<tr>{self._cells(row)}</tr>" for row in self._rows[:SHOWN])
        more = len(self) - SHOWN
        rest = f"<p>… and {more:,} more rows</p>" if more > 0 else ""
        caption = f"<caption>{_shown(self.title)}: {len(self):,}</caption>"
        return f"<table>{caption}<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>{rest}"

    def _cells(self, row: Row) -> str:
        """Write the cells of a row, numbers at the right."""
        return "".join(
            f'<td style="{_AMOUNT if isinstance(row[c], (int, float)) else _CELL}" dir="auto">'
            f"{_shown(row[c])}</td>"
            for c in self.columns
        )


def _shown(value: Value) -> str:
    """Write a value so that it is read as it is and acts on nothing."""
    text = f"{value:.6g}" if isinstance(value, float) else str("" if value is None else value)
    return escape(visible(text))
