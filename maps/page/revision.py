"""How the case of a page differs from another version: marks of entries, and sentences."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import NamedTuple

from geo.words import joined, say
from maps.page.entries.entry import Section

#: What a mark is called, and its sign; the sign stands on the map, too.
MARKS: Mapping[str, tuple[str, str]] = {
    "added": (say("Added"), "+"),
    "removed": (say("Removed"), "−"),
    "changed": (say("Changed"), "Δ"),
}


class Told(NamedTuple):
    """A sentence, the entry that it is about (empty: none on this page), and its mark."""

    sentence: str
    ref: str
    mark: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """
    What a page tells of another version.

    Attributes
    ----------
    before, after
        What the versions are called.
    count
        How many differences there are, in words.
    groups
        Sentences by the title of what they are about.
    marks
        Keys of `MARKS` by the ref of the entries that are marked.
    notes
        What could not be compared.
    """

    before: str = ""
    after: str = ""
    count: str = ""
    groups: tuple[tuple[str, tuple[Told, ...]], ...] = ()
    marks: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    notes: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        """Tell whether the page is one of differences."""
        return bool(self.count)

    @property
    def key(self) -> list[tuple[str, str, str]]:
        """Give each mark with its name and sign, for the legend."""
        return [(mark, name, sign) for mark, (name, sign) in MARKS.items()]


#: Of a page that is compared with nothing.
NO_REVISION = Revision()


def marked(listed: Sequence[Section], revision: Revision) -> list[Section]:
    """
    Mark the entries of a list.

    Parameters
    ----------
    listed
        The sections.
    revision
        What is told of another version.

    Returns
    -------
    list of Section
        Entries that are marked have `mark`, and `changes` where they are in both versions.
    """
    told: dict[str, list[str]] = {}
    for _, sentences in revision.groups:
        for one in sentences:
            told.setdefault(one.ref, []).append(one.sentence)
    return [
        replace(
            section,
            entries=tuple(
                replace(
                    entry,
                    mark=revision.marks.get(entry.ref, ""),
                    changes=tuple(told.get(entry.ref, ())),
                )
                for entry in section.entries
            ),
        )
        for section in listed
    ]


def marked_titles(titles: Mapping[str, str], revision: Revision) -> dict[str, str]:
    """
    Begin the titles of marked entries with what has become of them.

    Parameters
    ----------
    titles
        By ref.
    revision
        What is told of another version.

    Returns
    -------
    dict of str to str
        `Added: 3. First train`.
    """
    return {
        ref: joined(": ", (MARKS[revision.marks[ref]][0], title))
        if ref in revision.marks
        else title
        for ref, title in titles.items()
    }
