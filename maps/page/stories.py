"""Stories: the steps by which a case is told, each with what the map shows meanwhile."""

from collections.abc import Collection
from datetime import date
from typing import NamedTuple

from geo.dates import NO_DATE, parse_date
from geo.words import say
from maps.case.case import Case
from maps.case.settings import Story

#: What an id without a kind may be, in the order in which it is looked for.
_KINDS = ("event", "link", "journey", "place", "service", "flow", "actor", "source")


class Step(NamedTuple):
    """A step: its words, the view and the range of time that it sets, the entry it is about."""

    id: str
    title: str
    text: str
    view: str
    time: str
    focus: str


def steps(case: Case, refs: Collection[str]) -> list[Step]:
    """
    List the steps of the story of a case.

    Parameters
    ----------
    case
        The case.
    refs
        Ids of the entries of its list.

    Returns
    -------
    list of Step
        In the order of `case.toml`. `view` is an id or empty, `time` the first and last day as
        `2024-02-01/2024-04-30` (a side without a bound is that of the page) or empty, `focus` one
        of `refs` or empty.
    """
    return [
        Step(
            story.id,
            story.title or say("Step {n}", n=nth),
            story.text,
            story.view,
            _range(story),
            _focus(story.focus, refs),
        )
        for nth, story in enumerate(case.settings.stories, start=1)
    ]


def _range(story: Story) -> str:
    """Give the first and the last day of the time of a step."""
    when = parse_date(story.time) if story.time else NO_DATE
    if not when or (when.start is None and when.end is None):
        return ""
    return f"{when.start or date.min}/{when.end or date.max}"


def _focus(text: str, refs: Collection[str]) -> str:
    """Find the entry that a step is about, named by an id or by `kind:id`."""
    kind, colon, name = text.partition(":")
    wanted = [f"{kind}-{name}"] if colon else [f"{each}-{text}" for each in _KINDS]
    return next((ref for ref in wanted if text and ref in refs), "")
