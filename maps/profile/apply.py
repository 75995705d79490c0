"""A case as a profile lets it out of the house."""

from dataclasses import replace

from geo.columns import nearest_help
from geo.errors import CallError
from maps.case.case import Applied, Case
from maps.case.claims import SUBJECT_TABLES
from maps.case.rows import EventStatus
from maps.case.settings import Profile, Settings
from maps.case.toml_lines import KeyPath
from maps.check.acknowledged import PROFILE
from maps.profile.columns import without_columns
from maps.profile.orphans import without_orphans
from maps.profile.passing import passing
from maps.profile.references import Gone, gone, settled

#: Title of a case that has none but the name of its folder.
UNTITLED = "Map"


def profile_named(case: Case, name: str) -> Profile:
    """
    Find a profile of a case.

    Parameters
    ----------
    case
        As read.
    name
        Of the profile.

    Returns
    -------
    Profile
        As `case.toml` has it.

    Raises
    ------
    CallError
        The case has no such profile.
    """
    known = {profile.name: profile for profile in case.settings.profiles}
    if name not in known:
        file = case.settings.where.file
        help_ = nearest_help(name, known) or f"there is none: write [profile.{name}]"
        raise CallError(f"--profile: {file} has no profile “{name}” ({help_})")
    return known[name]


def restricts(profile: Profile) -> bool:
    """Tell whether a profile may leave anything out or move it."""
    return bool(
        not profile.include_unmarked
        or profile.min_certainty
        or profile.blur_km
        or profile.drop
        or profile.hide
    )


def applied(case: Case, profile: Profile) -> Case:
    """
    Leave out of a case what a profile does not let out; positions are moved by `blur` later.

    Parameters
    ----------
    case
        As read, drafts included.
    profile
        What may leave the house.

    Returns
    -------
    Case
        What stays, with no reference to what went. Where the profile restricts anything, the name
        of the folder, the private files of sources and the warnings of the reader are gone, too.
    """
    kept = settled(case, passing(case, profile))
    restricted = restricts(profile)
    if restricted:
        kept = replace(without_columns(kept, profile.drop), id="", warnings=())
    kept = cleared(case, kept)
    drafts = any(event.status is EventStatus.DRAFT for event in kept.events)
    return replace(kept, applied=Applied(restricted=restricted, drafts=drafts))


def cleared(case: Case, kept: Case) -> Case:
    """
    Leave out all that was there for what has gone.

    Parameters
    ----------
    case
        As read.
    kept
        The same without some rows and cells, and without references to these rows.

    Returns
    -------
    Case
        Without the sources, actors, places, pictures and drawn shapes that only what has gone
        referred to, and without the settings that are about rows that have gone.
    """
    kept = without_orphans(case, kept)
    named = {row.file for row in kept.media}
    shapes = {*(row.geometry for row in kept.places), *(row.geometry for row in kept.links)}
    settings = _settings(case, kept)
    return replace(
        kept,
        settings=settings,
        lines=_lines(case, settings),
        pictures={name: data for name, data in case.pictures.items() if name in named},
        geometries={name: shape for name, shape in case.geometries.items() if name in shapes},
    )


def _lines(before: Case, settings: Settings) -> dict[KeyPath, int]:
    """Give the lines of `case.toml` with the parts of lists counted as they are now."""
    moved: dict[KeyPath, KeyPath] = {}
    for name, old, new in (
        ("annotation", before.settings.annotations, settings.annotations),
        ("story", before.settings.stories, settings.stories),
        ("acknowledged", before.settings.acknowledged, settings.acknowledged),
    ):
        kept = [nth for nth, item in enumerate(old) if item in new]
        moved |= {(name, nth): (name, now) for now, nth in enumerate(kept)}
        moved |= {(name, nth): () for nth in set(range(len(old))) - set(kept)}
    paths = ((moved.get(path[:2], path[:2]), path, line) for path, line in before.lines.items())
    return {(*start, *path[2:]): line for start, path, line in paths if start}


def _settings(before: Case, kept: Case) -> Settings:
    """Leave out of the settings what is about rows that are gone."""
    settings, lost = before.settings, gone(before, kept)
    title = settings.title
    if kept.id != before.id and ("title",) not in before.lines:
        title = UNTITLED
    return replace(
        settings,
        title=title,
        profiles=(),
        annotations=tuple(
            note for note in settings.annotations if note.at not in lost.ids["places"]
        ),
        stories=tuple(story for story in settings.stories if not _names_lost(story.focus, lost)),
        acknowledged=tuple(
            answer
            for answer in settings.acknowledged
            if not answer.finding.startswith(f"{PROFILE}:")
            and not _names_lost(answer.finding, lost)
        ),
    )


def _names_lost(ref: str, lost: Gone) -> bool:
    """Tell whether `event:e28` or `differs:event:e28` is about what is gone."""
    about, _, name = ref.rpartition(":")
    table = SUBJECT_TABLES.get(about.rpartition(":")[2])
    return any(name in ids for kind, ids in lost.ids.items() if kind == (table or kind))
