"""The page: one HTML file that needs nothing else."""

from base64 import b64encode
from collections.abc import Sequence
from datetime import date
from hashlib import sha256
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from geo.coords import Bbox
from maps.case.case import Case
from maps.case.dates import last_day
from maps.charted import Charted
from maps.draw.basemap import Basemap
from maps.draw.events import categories, published
from maps.draw.layers import Layer, draw, frame_of
from maps.page.assets import STYLES, read_leaflet, read_script, read_style
from maps.page.compose import compose_map
from maps.page.credits import line_credits, short_credits
from maps.page.described import describe
from maps.page.entries.entry import Section
from maps.page.entries.sections import sections
from maps.page.entries.words import day_words
from maps.page.facets import facets
from maps.page.labels import labels, language_name, languages
from maps.page.legend import legend
from maps.page.listed import list_context
from maps.page.paper import basemap_under, paper_zooms
from maps.page.pictures import pictured
from maps.page.plain import json_block, shown, visible
from maps.page.printed import page_style
from maps.page.released import profile_words
from maps.page.revision import NO_REVISION, Revision, marked, marked_titles
from maps.page.snippet import snippet
from maps.page.stories import steps
from maps.page.timeline import TIME_WORDS, timeline
from maps.page.views import corners, inset_view, notes, opening, views
from maps.version import read_version

#: What the scripts say; text of the program, not of a case.
WORDS = {
    "map": "Map",
    "keys": "Arrow keys go from mark to mark, Page Down through all of them, Enter opens",
    "layers": "Layers",
    "routes": "Routes",
    "events": "Events",
    "places": "Places",
    "open_in_list": "Open in list",
    "found": "{n} of {all} entries",
    "found_one": "{n} entry; Enter opens it",
    "found_several": "{n} entries; Enter opens the first",
    "narrowed": "{n} of {all} entries shown",
    "none_left": "Nothing passes all of this.",
    "no_event_left": "No event passes all of this.",
    "loosen": "Leave out:",
    "words_typed": "the words “{text}”",
    "time_chosen": "the time {range}",
    "no_filter": "“{text}” is nothing that this page can be filtered by.",
    "part_of": "{n} of",
    "no_entry": "No entry of that name on this page.",
    "no_time": "“{text}” is no time.",
    "no_view": "This page has no view “{text}”.",
    "no_step": "The story of this page has no step “{text}”.",
    "story_nth": "{n} of {all}",
    "copy_by_hand": "Press Ctrl+C to copy",
    "copied": "Link copied",
    "in_address": "The address of the page now leads to this entry",
    "off_map": "Beyond the edge of the map",
    "method": "How this map was made",
    "disputed": "Dotted borders are disputed; drawing them takes no side",
    "one_event": "1 event here",
    "several_events": "{n} events here",
    "several_routes": "{n} routes run here",
    "routes_across": "{n} routes, left to right",
    "routes_down": "{n} routes, top to bottom",
    "sources_differ": "sources differ",
    **TIME_WORDS,
}

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
    chart = compose_map(layers, basemap, view, inset_view(case, window))
    scripts = [read_leaflet("leaflet.js"), read_script(), chart.script, LIST_SCRIPT]
    own_style = read_style((*STYLES, "revision")) if revision else read_style()
    styles = [read_leaflet("leaflet.css"), own_style, category_style(case), _page_style(case)]
    listed = pictured(marked(sections(case, places, routes, as_of), revision), case)
    filtered = facets(case, places, listed, as_of)
    whose = [*line_credits(routes), *charted.credits, *basemap.attribution]
    refs = {entry.ref for section in listed for entry in section.entries}
    told = {"time": timeline(case, as_of), "views": views(case, window), "story": steps(case, refs)}
    data = _data(case, layers) | _chart(charted, case, basemap, window)
    data |= _names(layers, listed, revision) | filtered.packed()
    context = {
        **_head(case, as_of),
        **told,
        "policy": policy(scripts, styles),
        "styles": [Markup(style) for style in styles],  # noqa: S704 - our own files and colours
        "scripts": [Markup(script) for script in scripts],  # noqa: S704 - holds no text of a case
        "map_html": Markup(chart.html),  # noqa: S704 - the empty element of the map
        "legend": legend(layers),
        "in_words": describe(case, places, routes, as_of).text,
        "revision": revision,
        **list_context(charted, case, listed, whose),
        "facets": filtered,
        "titles": {entry.ref: entry.title for section in listed for entry in section.entries},
        "languages": [(code, language_name(code)) for code in languages(case)],
        "data": json_block(data | told | {"credits": short_credits(whose)}),
    }
    return template_environment().get_template("page.html.j2").render(context)


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


def template_environment() -> Environment:
    """
    Make the environment of the templates.

    Returns
    -------
    Environment
        Everything is escaped, nothing may be missing, what would act is made visible.
    """
    return Environment(
        loader=PackageLoader("maps.page"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        keep_trailing_newline=True,
        finalize=shown,
    )


def _head(case: Case, as_of: date) -> dict[str, Any]:
    """Title and what stands around it."""
    settings = case.settings
    return {
        "case_id": case.id,
        "title": settings.title or case.id,
        "subtitle": settings.subtitle,
        "description": settings.description,
        "language": settings.language,
        "credit": settings.credit,
        "licence": settings.licence,
        "as_of": day_words(as_of) if as_of < date.max else "a day that is not stated",
        "version": read_version(),
        "profile_words": profile_words(case.applied),
    }


def _page_style(case: Case) -> str:
    """Head the printed pages by the title of the case."""
    return page_style(visible(case.settings.title or case.id))


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
        "words": WORDS,
        "layers": {
            layer.key: {
                "title": layer.title,
                "group": layer.group,
                "look": looks.get(layer.key, layer.key.partition("-")[2]),
            }
            for layer in layers
        },
    }


def _names(
    layers: Sequence[Layer], listed: Sequence[Section], revision: Revision
) -> dict[str, Any]:
    """Gather what the scripts need to know of the entries that are drawn."""
    refs = {ref for layer in layers for ref in layer.table["ref"]}
    drawn = [e for section in listed for e in section.entries if e.ref in refs]
    titles = {e.ref: f"{e.number}. {e.title}" if e.number else e.title for e in drawn}
    return {
        "titles": marked_titles(titles, revision),
        "differing": [e.ref for e in drawn if not all(differ.agree for differ in e.differing)],
        **({"revised": {e.ref: e.mark for e in drawn if e.mark}} if revision else {}),
    }


def _chart(charted: Charted, case: Case, basemap: Basemap, window: Bbox) -> dict[str, Any]:
    """Gather what the scripts need to know of names and the base map."""
    middle = (window.west + window.east) / 2
    return {
        "labels": labels(case, charted.places, charted.routes, basemap, middle),
        "notes": notes(case, charted.places, middle),
        "whole": corners(window),
        "language": case.settings.language,
        "languages": languages(case),
        "paper": paper_zooms(basemap),
        "reach": corners(basemap.view),
        "snippet": snippet(template_environment(), case, "{address}", "{compact}"),
    }
