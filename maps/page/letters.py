"""Whole numbers in few letters, as source maps write theirs (Base64 VLQ)."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import numpy.typing as npt

_LETTERS = np.frombuffer(
    b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/", dtype=np.uint8
)
#: Bits of a number that a letter holds; one more says that another letter follows.
_BITS = 5
#: Letters that the greatest number takes: a step over the whole earth in units of ten centimetres.
_MOST = 7
#: In the place of a number that is missing.
MISSING = "."


def in_letters(runs: Sequence[Sequence[int] | npt.NDArray[np.int64]]) -> list[str]:
    """
    Write runs of whole numbers in letters.

    Parameters
    ----------
    runs
        Numbers below 2**34 either way; the nearer to 0, the fewer letters they take.

    Returns
    -------
    list of str
        One text a run; `js/letters.js` reads it. Its letters can stand in HTML, JSON and scripts.
    """
    if not runs:
        return []
    whole = np.concatenate([np.asarray(run, dtype=np.int64) for run in runs])
    left = np.abs(whole) << 1 | (whole < 0)
    groups = left[:, None] >> np.arange(0, _BITS * (_MOST + 1), _BITS)
    used = groups[:, :-1] > 0
    used[:, 0] = True
    letters = _LETTERS[groups[:, :-1] % 2**_BITS | (groups[:, 1:] > 0) << _BITS][used]
    counts = np.append(0, np.cumsum(used.sum(axis=1)))
    ends = counts[np.cumsum([0, *map(len, runs)])].tolist()
    text = letters.tobytes().decode()
    return [text[start:end] for start, end in pairwise(ends)]


def column_in_letters(numbers: Sequence[int | None]) -> str:
    """
    Write a column of whole numbers, some of which may be missing.

    Parameters
    ----------
    numbers
        As `in_letters` takes them, and nothing where one is missing.

    Returns
    -------
    str
        Letters, `MISSING` where a number is.
    """
    if None not in numbers:
        return "".join(in_letters([[number or 0 for number in numbers]]))
    known = iter(in_letters([[number] for number in numbers if number is not None]))
    return "".join(MISSING if number is None else next(known) for number in numbers)
