"""Differences as text, as Markdown and as JSON."""

import json
import re
from typing import Any

from geo.errors import one_line
from maps.diff.difference import GROUPS, Change, Comparison

_LONGEST = 100_000
#: What Markdown would take for more than the character that it is.
_MARKS = re.compile(
    r"[\\`*_{}\[\]<>#|~&$^=]|(?<=[Hh][Tt][Tt][Pp]):|(?<=[TtPp][Ss]):|(?<=[Ww]{3})\."
)


def as_text(comparison: Comparison) -> str:
    """
    Write differences for people.

    Parameters
    ----------
    comparison
        What differs.

    Returns
    -------
    str
        One line each: a count, then the differences under what they are about, then what could
        not be compared. What would act on a terminal is made visible.
    """
    lines = [f"{comparison.before} → {comparison.after}: {comparison.count}"]
    for group, differences in comparison.by_group.items():
        lines += ["", GROUPS[group], *(f"  {one.sentence}" for one in differences)]
    if comparison.notes:
        lines += ["", "Not compared", *(f"  {note}" for note in comparison.notes)]
    return "".join(f"{one_line(line, _LONGEST)}\n" for line in lines)


def as_markdown(comparison: Comparison) -> str:
    """
    Write differences as Markdown.

    Parameters
    ----------
    comparison
        What differs.

    Returns
    -------
    str
        CommonMark in which text of a case is text: what would be markup is escaped, control
        characters are made visible.
    """
    lines = [
        f"# {escaped(comparison.before)} → {escaped(comparison.after)}",
        "",
        f"{comparison.count[:1].upper()}{comparison.count[1:]}.",
    ]
    for group, differences in comparison.by_group.items():
        lines += ["", f"## {GROUPS[group]}", ""]
        lines += [f"- {escaped(one.sentence)}" for one in differences]
    if comparison.notes:
        lines += ["", "## Not compared", ""]
        lines += [f"- {escaped(note)}" for note in comparison.notes]
    return "".join(f"{line}\n" for line in lines)


def escaped(text: str) -> str:
    """
    Write a text so that Markdown shows it as it is.

    Parameters
    ----------
    text
        May be of a case.

    Returns
    -------
    str
        One line; web addresses in it are no links.
    """
    return _MARKS.sub(lambda match: f"\\{match[0]}", one_line(text, _LONGEST))


def as_json(comparison: Comparison) -> str:
    """
    Write differences for machines.

    Parameters
    ----------
    comparison
        What differs.

    Returns
    -------
    str
        An object with `before`, `after`, `count`, `counts` (by change), `differences` and `notes`;
        a difference has `about`, `change`, `ref`, `sentence` and `fields` (`name`, `was`, `now`).
        What would act on a terminal is written by its code.
    """
    counts = {
        str(change): sum(one.change is change for one in comparison.differences)
        for change in Change
    }
    data: dict[str, Any] = {
        "before": comparison.before,
        "after": comparison.after,
        "count": len(comparison.differences),
        "counts": counts,
        "differences": [
            {
                "about": one.group,
                "change": one.change,
                "ref": one.ref,
                "sentence": one.sentence,
                "fields": [field._asdict() for field in one.fields],
            }
            for one in comparison.differences
        ],
        "notes": list(comparison.notes),
    }
    text = json.dumps(data, ensure_ascii=False, indent=2) + "\n"
    return "".join(c if c.isprintable() or c == "\n" else json.dumps(c)[1:-1] for c in text)
