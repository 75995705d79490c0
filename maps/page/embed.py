"""`embed.html`: how to put the map into another page, with a live example."""

from datetime import date
from typing import NamedTuple

from jinja2 import Environment
from markupsafe import Markup

from maps.case.case import Case
from maps.case.dates import last_day
from maps.charted import Charted
from maps.draw.events import published
from maps.markdown_text import escaped
from maps.page.assets import read_embed_script, read_embed_style
from maps.page.described import describe
from maps.page.entries.words import day_words
from maps.page.plain import visible
from maps.page.render import policy, template_environment
from maps.page.snippet import HEIGHT_PX, SANDBOX, snippet

#: Stands in the snippet until the author writes the map's own address.
ADDRESS = "https://example.org/map.html"


#: What each further snippet is for, by the name that it has in the page.
TITLES = {
    "quarto": "Quarto and R Markdown",
    "markdown": "Markdown that takes no frames",
    "wordpress": "WordPress",
    "picture": "A picture with its caption",
}
HINTS = {
    "quarto": "Where frames cannot be, in Word and PDF, the link under it remains.",
    "markdown": "The picture leads to the map. Put map.png beside map.html; "
    "waybook build --only png makes it.",
    "wordpress": "Paste it in the code editor, or the lines between as a block of custom HTML. "
    "Where frames are taken out, use the picture.",
    "picture": "For newsletters and wherever scripts or frames are not let in. The alternative "
    "text says what the map shows.",
}


class Other(NamedTuple):
    """A snippet for a place that takes no frame as it is."""

    key: str
    text: str

    @property
    def title(self) -> str:
        """Say what it is for."""
        return TITLES[self.key]

    @property
    def hint(self) -> str:
        """Say how it is used."""
        return HINTS[self.key]


def render_embed(charted: Charted) -> str:
    """
    Write the page that shows how to embed the map.

    Parameters
    ----------
    charted
        The case.

    Returns
    -------
    str
        HTML that loads nothing but `map.html` beside it; the same for the same input.
    """
    case = published(charted.case)
    environment = template_environment()
    styles, scripts = [read_embed_style()], [read_embed_script()]
    context = {
        "policy": f"{policy(scripts, styles)}; frame-src 'self' file:",
        "styles": [Markup(style) for style in styles],  # noqa: S704 - our own files
        "scripts": [Markup(script) for script in scripts],  # noqa: S704 - our own files
        "language": case.settings.language,
        "title": case.settings.title or case.id,
        "example": _example(case),
        "sandbox": SANDBOX,
        "height": HEIGHT_PX,
        "address": ADDRESS,
        "snippet": snippet(environment, case, ADDRESS, f"{ADDRESS}?compact"),
        "others": _others(environment, charted, case),
    }
    return environment.get_template("embed.html.j2").render(context)


def _others(environment: Environment, charted: Charted, case: Case) -> list[Other]:
    """Write the snippets for what takes no frame as it is."""
    as_of = last_day(case)
    words = describe(case, charted.places, charted.routes, as_of)
    title = " ".join(visible(case.settings.title or case.id).split())
    day = f"As of {day_words(as_of)}." if as_of < date.max else ""
    frame = snippet(environment, case, ADDRESS, f"{ADDRESS}?compact")
    picture = ADDRESS.replace("map.html", "map.png")
    alt, caption = " ".join(words.alt.split()), f"{title.rstrip('.')}. {day}".strip()
    figure = environment.get_template("picture.html.j2").render(
        address=ADDRESS, picture=picture, alt=alt, caption=caption
    )
    link = f"[{escaped(f'Open the map: {title}')}](<{ADDRESS}>)"
    shown = f"[![{escaped(alt)}](<{picture}>)](<{ADDRESS}>)\n\n{escaped(caption)}"
    # Quarto takes two braces for a command of its own, in HTML too
    first = frame.partition("\n")[0].replace("{", "&#123;")
    return [
        Other("quarto", f"```{{=html}}\n{first}\n```\n\n{link}"),
        Other("markdown", shown),
        Other("wordpress", f"<!-- wp:html -->\n{frame}\n<!-- /wp:html -->"),
        Other("picture", figure),
    ]


def _example(case: Case) -> str:
    """Give the fragment of an event to open in an example; empty without events."""
    return f"event-{case.events[0].id}" if case.events else ""
