"""Where the keys of a TOML text stand; the parser of the standard library does not tell."""

import re
from collections.abc import Iterator

#: Keys from the outermost on: `("category", 0, "colour")`.
KeyPath = tuple[str | int, ...]


def lines_of(source: str) -> dict[KeyPath, int]:
    """
    Find the line of each table and key of a TOML text that can be read.

    Parameters
    ----------
    source
        The whole file.

    Returns
    -------
    dict
        Line by path: `("category", 0)` for a table, `("category", 0, "colour")` for a key.
        What stands inside inline tables is not listed.
    """
    found: dict[KeyPath, int] = {}
    counts: dict[KeyPath, int] = {}
    table: KeyPath = ()
    for line, start in _plain_lines(source):
        if match := re.match(r"\s*\[(\[?)([^\[\]]+)\]", start):
            table = _dotted(match[2])
            if match[1]:
                index = counts[table] = counts.get(table, -1) + 1
                found.setdefault(table, line)
                table = (*table, index)
            found.setdefault(table, line)
        elif match := re.match(r"\s*((?:[\w-]+|\"[^\"]*\"|'[^']*')(?:\s*\.\s*[\w-]+)*)\s*=", start):
            found.setdefault((*table, *_dotted(match[1])), line)
    return found


def _dotted(keys: str) -> KeyPath:
    """Split a dotted key."""
    parts = re.findall(r"\"([^\"]*)\"|'([^']*)'|([\w-]+)", keys)
    return tuple("".join(part) for part in parts)


def _plain_lines(source: str) -> Iterator[tuple[int, str]]:
    """Give the lines of a TOML text that do not begin inside a text of several lines."""
    # a whole text or comment at a time, so that quotes inside either do not count
    token = re.compile(
        r'"""(?:\\.|[^\\])*?"""|\'\'\'.*?\'\'\'|"(?:\\.|[^"\\\n])*"|\'[^\'\n]*\'|#[^\n]*', re.DOTALL
    )
    inside: set[int] = set()
    first, counted = 1, 0
    for match in token.finditer(source):
        first += source.count("\n", counted, match.start())
        counted = match.start()
        inside.update(range(first + 1, first + match[0].count("\n") + 1))
    for line, start in enumerate(source.split("\n"), 1):
        if line not in inside:
            yield line, start
