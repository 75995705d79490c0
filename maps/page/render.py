"""The page: one HTML file that needs nothing else."""

from base64 import b64encode
from collections.abc import Sequence
from datetime import date
from hashlib import sha256
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from geo.coords import Bbox
from geo.words import joined, lowered, number_words, say, say_many
from maps.case.case import Case
from maps.case.dates import last_day
from maps.charted import Charted
from maps.draw.basemap import Basemap
from maps.draw.events import categories, published
from maps.draw.layers import Layer, draw, frame_of
from maps.page.assets import STYLES, read_leaflet, read_script, read_style
from maps.page.columns import event_columns, table_of
from maps.page.compose import compose_map
from maps.page.credits import line_credits, short_credits
from maps.page.described import describe
from maps.page.entries.sections import sections
from maps.page.entries.terms import term
from maps.page.entries.words import day_words
from maps.page.facets import facets
from maps.page.labels import labels, language_name, languages
from maps.page.legend import legend
from maps.page.listed import list_context
from maps.page.paper import basemap_under, paper_zooms
from maps.page.pictures import pictured
from maps.page.plain import json_block, shown, visible, visible_all
from maps.page.printed import page_style
from maps.page.released import profile_words
from maps.page.revision import NO_REVISION, Revision, marked, marked_titles
from maps.page.script_words import SCRIPT_WORDS
from maps.page.shelved import Shown, entry_html, shelf, shelved_kinds, shown_sections
from maps.page.snippet import snippet
from maps.page.stories import steps
from maps.page.timeline import timeline
from maps.page.translated import OWN_NAMES, WordTable, page_language
from maps.page.views import corners, inset_view, notes, opening, views
from maps.tongues import read_tongue
from maps.version import read_version

#: Of the data for the scripts, what holds words of the program.
_SAID = frozenset({"words", "layers", "titles", "facets", "story"})
#: After the list, which is long: the map is drawn before it is read.
LIST_SCRIPT = "waybook.list();"


def render_page(charted: Charted, revision: Revision = NO_REVISION) -> str:
    """
    Write the page of a case.

    Parameters
    ----------
    charted
        The case with its places, lines and findings.
    revision
        How it differs from another version, where the page is to tell that.

    Returns
    -------
    str
        HTML; the same for the same input. Drafts leave no trace in it.
    """
    case, places, routes = published(charted.case), charted.places, charted.routes
    as_of = last_day(case)
    layers = draw(case, places, routes, as_of)
    window = frame_of(case, places, routes)
    view = opening(case, window)
    basemap = basemap_under(layers, window, view)
    chart = compose_map(layers, basemap, inset_view(case, window))
    table = word_table(case.settings.language)
    scripts = [read_leaflet("leaflet.js"), read_script(), chart.script, LIST_SCRIPT]
    styles = _styles(case, revision)
    environment = template_environment(table)
    listed = pictured(marked(sections(case, places, routes, as_of), revision), case)
    parts = shown_sections(listed, entry_html(environment, listed))
    filtered = facets(case, places, listed, as_of)
    whose = [*line_credits(routes), *charted.credits, *basemap.attribution]
    titles = {entry.ref: entry.title for section in listed for entry in section.entries}
    story = steps(case, set(titles))
    told = {"time": timeline(case, as_of), "views": views(case, window), "story": story}
    data = _data(case, layers) | _chart(charted, case, basemap, window)
    data |= _names(layers, parts, revision) | {"credits": short_credits(whose)}
    borne = filtered.packed(listed)
    away = shelf(parts, visible_all(table.numbered(borne)), table, data["events"]["ids"].split())
    context = {
        **_head(case, as_of),
        **told,
        "policy": policy(scripts, styles),
        "styles": list(map(Markup, styles)),  # our own files and colours
        "scripts": list(map(Markup, scripts)),  # hold no text of a case
        "map_html": Markup(chart.html),  # noqa: S704 - the empty element of the map
        "legend": legend(layers),
        "in_words": describe(case, places, routes, as_of).text,
        "revision": revision,
        **list_context(charted, case, listed, whose),
        "parts": parts,
        "shelf": Markup(away),  # noqa: S704 - no letter that acts
        "facets": filtered,
        "titles": titles,
        "data": _data_block(data | told | ({} if away else borne), table),
    }
    return environment.get_template("page.html.j2").render(context)


def word_table(language: str) -> WordTable:
    """
    Open the table of the words of a page.

    Parameters
    ----------
    language
        That of the case.

    Returns
    -------
    WordTable
        Written in the language of the case, or in English; the others stand beside it.
    """
    own = page_language(language)
    others = [read_tongue(code) for code in OWN_NAMES if code != own]
    theirs = "" if language.partition("-")[0] == own else f' lang="{escape(language)}"'
    return WordTable(read_tongue(own), others, Markup(f' dir="auto"{theirs}'))  # noqa: S704 - escaped


def _styles(case: Case, revision: Revision) -> list[str]:
    """Gather the style sheets of the page."""
    own = read_style((*STYLES, "revision")) if revision else read_style()
    title = visible(case.settings.title or case.id)  # heads the printed pages
    return [read_leaflet("leaflet.css"), own, category_style(case), page_style(title)]


def _data_block(data: dict[str, Any], table: WordTable) -> Markup:
    """Write the data for the scripts, words of the program as numbers into its `texts`."""
    numbered = {key: table.numbered(data[key]) if key in _SAID else data[key] for key in data}
    return json_block({"texts": table.texts(), "tongue": table.own.language} | numbered)


def policy(scripts: Sequence[str], styles: Sequence[str]) -> str:
    """
    Write the Content-Security-Policy of the page.

    Parameters
    ----------
    scripts, styles
        Every inline script and style sheet, to the letter.

    Returns
    -------
    str
        Nothing may be fetched; only these scripts and styles act.
    """
    return "; ".join(
        [
            "default-src 'none'",
            f"script-src {' '.join(map(_source_hash, scripts))}",
            f"style-src {' '.join(map(_source_hash, styles))}",
            "img-src data:",
            "base-uri 'none'",
            "form-action 'none'",
        ]
    )


def _source_hash(text: str) -> str:
    """Hash an inline script or style as a policy names it."""
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


def template_environment(table: WordTable | None = None) -> Environment:
    """
    Make the environment of the templates.

    Parameters
    ----------
    table
        The words of the page that is written; a page without scripts of ours for them is English.

    Returns
    -------
    Environment
        Everything is escaped, nothing may be missing, what would act is made visible.
    """
    environment = Environment(
        loader=PackageLoader("maps.page"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        keep_trailing_newline=True,
        finalize=table.marked if table else shown,
    )
    said = table or WordTable(read_tongue("en"))
    environment.globals |= {
        "say": say,
        "say_many": say_many,
        "term": term,
        "amount": _amount,
        "lowered": lowered,
        "on": said.on,
        "theirs": said.theirs,
        "attributes": said.attributes,
        "text": said.plain,
        "is_said": said.knows,
        "words_block": lambda: json_block(said.packed()),
    }
    return environment


def _amount(number: int) -> str:
    """Write how many; small numbers look the same in every language."""
    return number_words(number) if number >= 1000 else str(number)


def _head(case: Case, as_of: date) -> dict[str, Any]:
    """Title and what stands around it."""
    settings = case.settings
    return {
        "case_id": case.id,
        "title": settings.title or case.id,
        "subtitle": settings.subtitle,
        "description": settings.description,
        "language": settings.language,
        "languages": [(code, language_name(code)) for code in languages(case)],
        "tongues": list(OWN_NAMES.items()),
        "own": page_language(settings.language),
        "credit": settings.credit,
        "licence": settings.licence,
        "as_of": day_words(as_of) if as_of < date.max else say("a day that is not stated"),
        "version": read_version(),
        "profile_words": profile_words(case.applied),
    }


def category_style(case: Case) -> str:
    """
    Write the colours of the categories.

    Parameters
    ----------
    case
        As read, so that each colour is known to be `#rrggbb`.

    Returns
    -------
    str
        CSS.
    """
    return "".join(
        f".category-{index} {{ --tone: {category.colour}; }}\n"
        for index, category in enumerate(categories(case))
    )


def _data(case: Case, layers: Sequence[Layer]) -> dict[str, Any]:
    """Gather what the scripts need to know, to stand as JSON."""
    looks = {f"events-{i}": f"category-{i} {c.symbol}" for i, c in enumerate(categories(case))}
    return {
        "layers": {
            layer.key: {
                "title": layer.title,
                "group": layer.group,
                "look": looks.get(layer.key, layer.key.partition("-")[2]),
            }
            for layer in layers
        },
        "events": event_columns(case, layers),
        "words": SCRIPT_WORDS,
    }


def _names(layers: Sequence[Layer], parts: Sequence[Shown], revision: Revision) -> dict[str, Any]:
    """Gather what the scripts need to know of the entries that are drawn; the shelf has titles."""
    refs = {ref for layer in layers for ref in layer.table["ref"]}
    drawn = [e for one in parts for e in one.section.entries if e.ref in refs]
    away = {e.ref for one in parts if one.shelved for e in one.section.entries}
    told = [e for e in drawn if e.ref not in away]
    titles = {e.ref: joined("", (e.number, ". ", e.title)) if e.number else e.title for e in told}
    return {
        "titles": marked_titles(titles, revision),
        "shelved": shelved_kinds(parts),
        "differing": [e.ref for e in drawn if not all(differ.agree for differ in e.differing)],
        **({"revised": {e.ref: e.mark for e in drawn if e.mark}} if revision else {}),
    }


def _chart(charted: Charted, case: Case, basemap: Basemap, window: Bbox) -> dict[str, Any]:
    """Gather what the scripts need to know of names and the base map."""
    middle = (window.west + window.east) / 2
    return {
        "labels": table_of(labels(case, charted.places, charted.routes, basemap, middle)),
        "notes": notes(case, charted.places, middle),
        "whole": corners(window),
        "language": case.settings.language,
        "languages": languages(case),
        "paper": paper_zooms(basemap),
        "reach": corners(basemap.view),
        "snippet": snippet(template_environment(), case, "{address}", "{compact}"),
    }
