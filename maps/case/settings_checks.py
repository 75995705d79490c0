"""What `case.toml` names must be there: views, places, columns, ids, files."""

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from geo.columns import columns_of, nearest_help
from geo.errors import Finding, Level, ValueProblem
from maps.case.case import Case
from maps.case.claims import SUBJECT_TABLES
from maps.case.known import KnownIds
from maps.case.settings import Annotation, Settings, Story
from maps.case.tables import TABLES
from maps.case.toml import finding_at
from maps.case.toml_lines import KeyPath

Problem = tuple[KeyPath, ValueProblem]


def check_settings(case: Case, known: KnownIds, lines: Mapping[KeyPath, int]) -> Iterator[Finding]:
    """
    Find names in `case.toml` that stand for nothing, and categories that it does not list.

    Parameters
    ----------
    case
        The case.
    known
        Its ids.
    lines
        Line by path of keys.

    Yields
    ------
    Finding
        One for each.
    """
    problems = (
        *_double_problems(case.settings),
        *_view_problems(case.settings),
        *_place_problems(case.settings, known),
        *_focus_problems(case.settings, known),
        *_profile_problems(case.settings, known),
    )
    for path, problem in problems:
        yield finding_at(case.settings.where.file, lines, path, problem)
    yield from _category_findings(case)


def _double_problems(settings: Settings) -> Iterator[Problem]:
    """Find ids that stand twice in one list, and colours that two categories share."""
    yield from _doubles("category", "id", settings.categories)
    yield from _doubles("category", "colour", settings.categories)
    yield from _doubles("view", "id", settings.views)
    yield from _doubles("story", "id", settings.stories)


def _doubles(name: str, key: str, items: Collection[Any]) -> Iterator[Problem]:
    """Find the values of a key that stand twice in a list."""
    seen: set[str] = set()
    for index, item in enumerate(items):
        value = getattr(item, key)
        if value and value in seen:
            yield (name, index, key), ValueProblem(f"“{value}” stands twice", "each needs its own")
        seen.add(value)


def _view_problems(settings: Settings) -> Iterator[Problem]:
    """Find views that are not there."""
    views = {view.id for view in settings.views}
    lists: tuple[tuple[str, tuple[Annotation | Story, ...]], ...] = (
        ("annotation", settings.annotations),
        ("story", settings.stories),
    )
    for name, items in lists:
        for index, item in enumerate(items):
            if item.view and item.view not in views:
                help_ = nearest_help(item.view, views)
                yield (name, index, "view"), ValueProblem(f"“{item.view}” is not a view", help_)


def _place_problems(settings: Settings, known: KnownIds) -> Iterator[Problem]:
    """Find places of annotations that are not there."""
    for index, item in enumerate(settings.annotations):
        if isinstance(item.at, str) and known.lacks("places", item.at):
            problem = ValueProblem(
                f"“{item.at}” is not in places", known.nearest("places", item.at)
            )
            yield ("annotation", index, "at"), problem


def _focus_problems(settings: Settings, known: KnownIds) -> Iterator[Problem]:
    """Find what a story looks at and is not there: an id, or `kind:id`."""
    for index, story in enumerate(settings.stories):
        kind, colon, name = story.focus.partition(":")
        if not story.focus:
            continue
        if colon and kind not in SUBJECT_TABLES:
            problem = ValueProblem(
                f"“{story.focus}” is not kind:id", nearest_help(kind, SUBJECT_TABLES)
            )
        elif colon and known.lacks(SUBJECT_TABLES[kind], name):
            help_ = known.nearest(SUBJECT_TABLES[kind], name)
            problem = ValueProblem(f"“{story.focus}” is not there", help_)
        elif not colon and _nowhere(story.focus, known):
            problem = ValueProblem(f"“{story.focus}” is no id of the case", _near_id(kind, known))
        else:
            continue
        yield ("story", index, "focus"), problem


def _nowhere(name: str, known: KnownIds) -> bool:
    """Tell whether surely no table has an id."""
    return all(known.lacks(table, name) for table in TABLES)


def _near_id(name: str, known: KnownIds) -> str:
    """Say which id of any table may be meant."""
    return nearest_help(name, {i for ids in known.by_table.values() for i in ids})


def _profile_problems(settings: Settings, known: KnownIds) -> Iterator[Problem]:
    """Find columns and ids that a profile leaves out and that are not there: it would leak."""
    columns = {name for record in TABLES.values() for name in columns_of(record)} | known.columns
    for profile in settings.profiles:
        path = ("profile", profile.name)
        for name in profile.drop:
            if name not in columns:
                help_ = nearest_help(name, columns)
                yield (*path, "drop"), ValueProblem(f"“{name}” is not a column of the case", help_)
            elif tables := _requiring(name, known):
                problem = ValueProblem(f"“{name}” is required in {tables}", "hide the rows instead")
                yield (*path, "drop"), problem
        for name in profile.hide:
            if _nowhere(name, known):
                problem = ValueProblem(f"“{name}” is no id of the case", _near_id(name, known))
                yield (*path, "hide"), problem


def _requiring(column: str, known: KnownIds) -> str:
    """Name the tables of the case that cannot do without a column."""
    columns = {
        name: columns_of(TABLES[name]).get(column) for name in TABLES if known.by_table[name]
    }
    return ", ".join(name for name, found in columns.items() if found and found.required)


def _category_findings(case: Case) -> Iterator[Finding]:
    """Note categories that are not listed; warn where one is nearly listed."""
    listed = {category.id for category in case.settings.categories}
    told: set[str] = set()
    for event in case.events:
        name = event.category
        if not listed or not name or name in listed or name in told:
            continue
        told.add(name)
        near = nearest_help(name, listed)
        meant = near.startswith("did you mean")
        yield Finding(
            event.where,
            "category",
            f"“{name}” is not listed in case.toml: it gets the next free colour",
            near if meant else "",
            Level.WARNING if meant else Level.NOTE,
            "category",
        )
