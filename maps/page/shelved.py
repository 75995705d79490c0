"""Entries of large sections, put away in few letters until a reader asks for one."""

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from jinja2 import Environment
from markupsafe import Markup

from maps.page.deflated import deflated
from maps.page.entries.entry import Section
from maps.page.shelf_columns import CELL, Column, written_columns
from maps.page.translated import WordTable

#: Letters that the entries of a section may take, pictures aside, to stand in the page. About so
#: much a browser lays out in a blink, and a reader without scripts can still read.
STANDING = 500_000
#: So many of those that are put away are named by title and date for readers without scripts.
TITLED = 2000
#: What divides the packed text: a control character, which no entry can hold.
_PART = "\x1e"
#: Texts and values of attributes, the ids of links without their sign.
_VALUE = re.compile(r'(?<==")(#?)([^"]*)(?=")|(?<=>)(\s*)([^<\s][^<]*)(?=<)')
_PICTURE = re.compile(r'src="data:[^"]*"')
#: A link to an entry, as `spans` of the templates writes it.
_LINK = re.compile(r'(<a href="#([^"]*)"[^>]*>)([^<]*)(?=</a>)')
_TITLE = re.compile(r'<span class="title"[^>]*>([^<]*)</span>')


class Shown(NamedTuple):
    """
    A section as it goes into the page.

    Attributes
    ----------
    section
        What it is.
    runs
        Its entries as HTML, by group.
    shelved
        Whether these are put away: the page then has its head alone.
    """

    section: Section
    runs: tuple[tuple[str, tuple[Markup, ...]], ...]
    shelved: bool

    @property
    def titled(self) -> bool:
        """Tell whether entries that are put away are at least named where there are no scripts."""
        return self.shelved and len(self.section.entries) <= TITLED


def entry_html(environment: Environment, listed: Sequence[Section]) -> dict[str, Markup]:
    """
    Write the entries of a list.

    Parameters
    ----------
    environment
        That of the templates.
    listed
        The sections.

    Returns
    -------
    dict of str to Markup
        HTML by ref.
    """
    # what the template exports is typed as any module would be
    write: Any = environment.get_template("entry.html.j2").module.entry  # type: ignore[attr-defined]
    return {entry.ref: write(entry) for section in listed for entry in section.entries}


def shelved_kinds(sections: Sequence[Shown]) -> list[str]:
    """
    Name the kinds of entries that are put away.

    Parameters
    ----------
    sections
        All sections of the list.

    Returns
    -------
    list of str
        What their refs begin with: `event`.
    """
    return [one.section.entries[0].ref.partition("-")[0] for one in sections if one.shelved]


def shown_sections(listed: Sequence[Section], html: Mapping[str, Markup]) -> list[Shown]:
    """
    Settle which sections stand in the page and which are put away.

    Parameters
    ----------
    listed
        The sections.
    html
        Their entries by ref, as the template writes them.

    Returns
    -------
    list of Shown
        In the same order.
    """
    found = []
    for section in listed:
        runs = tuple((n, tuple(html[e.ref] for e in entries)) for n, entries in section.groups)
        letters = sum(len(_PICTURE.sub("", entry)) for _, run in runs for entry in run)
        found.append(Shown(section, runs, letters > STANDING))
    return found


def shelf(
    sections: Sequence[Shown], told: Mapping[str, Any], table: WordTable, events: Sequence[str]
) -> str:
    """
    Put the entries of large sections away.

    Parameters
    ----------
    sections
        All sections of the list.
    told
        What else is needed only with the list, made of dicts, lists, text and numbers.
    table
        The words of the page.
    events
        Ids of the events by their numbers, which the page has elsewhere.

    Returns
    -------
    str
        Deflated text, the same for the same input; empty where all sections stand in
        the page.

    Notes
    -----
    Entries of the same make, tag for tag, share it; their texts stand in columns. A link that says
    the title of an entry that is put away itself says nothing here: `js/shelf.js` fills it in.
    """
    away = [one for one in sections if one.shelved]
    if not away:
        return ""
    refs = [entry.ref for one in away for entry in one.section.entries]
    entries = _without_titles(dict(zip(refs, _entries(away), strict=True)))
    apart = [_taken_apart(entry) for entry in entries]
    shapes: dict[str, list[list[str]]] = {}
    for make, values in apart:
        shapes.setdefault(make, []).append(values)
    order = {make: nth for nth, make in enumerate(shapes)}
    head = {
        "sections": [[one.section.id, [[n, len(run)] for n, run in one.runs]] for one in away],
        "shapes": [order[make] for make, _ in apart],
    }
    parts = [
        json.dumps(table.numbered(head | dict(told)), ensure_ascii=False, separators=(",", ":"))
    ]
    numbers = {f"event-{id_}": nth for nth, id_ in enumerate(events)}
    for make, rows in shapes.items():
        parts += _written(make, rows, numbers)
    return deflated(_PART.join(parts))


def _entries(away: Sequence[Shown]) -> list[str]:
    """Give the entries of sections in their order."""
    return [str(entry) for one in away for _, run in one.runs for entry in run]


def _without_titles(html: Mapping[str, str]) -> list[str]:
    """Empty the links that say what another of the entries has for its title."""
    titles = {ref: found[1] for ref, text in html.items() if (found := _TITLE.search(text))}

    def emptied(link: re.Match[str]) -> str:
        return link[1] if titles.get(link[2]) == link[3] else link[0]

    return [_LINK.sub(emptied, text) for text in html.values()]


def _taken_apart(entry: str) -> tuple[str, list[str]]:
    """Split an entry into its make, with a sign in the place of each value, and the values."""
    values = []

    def taken(found: re.Match[str]) -> str:
        values.append(found[2] if found[2] is not None else found[4])
        return f"{found[1] or found[3] or ''}{CELL}"

    return _VALUE.sub(taken, entry), values


def _written(make: str, rows: Sequence[Sequence[str]], known: Mapping[str, int]) -> list[str]:
    """
    Write the entries of one make: it, the numbers of the columns of its values, the columns.

    What is the same in all of them stays in the make, but for the id, which comes first.
    """
    columns: dict[Column, int] = {}
    pieces, places = make.split(CELL), []
    whole = pieces[0]
    for nth, column in enumerate(zip(*rows, strict=True)):
        if nth and len(set(column)) == 1:
            whole += column[0] + pieces[nth + 1]
        else:
            places.append(str(columns.setdefault(column, len(columns))))
            whole += CELL + pieces[nth + 1]
    return [whole, " ".join(places), *written_columns(list(columns), known)]
