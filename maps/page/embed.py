"""`embed.html`: how to put the map into another page, with a live example."""

from jinja2 import Environment
from markupsafe import Markup

from maps.case.case import Case
from maps.charted import Charted
from maps.draw.events import published
from maps.page.assets import read_embed_script, read_embed_style
from maps.page.plain import visible
from maps.page.render import policy, template_environment

#: What the frame needs: scripts for the map, windows of its own for links that lead out of it.
SANDBOX = "allow-scripts allow-popups allow-popups-to-escape-sandbox"
#: Stands in the snippet until the author writes the map's own address.
ADDRESS = "https://example.org/map.html"
HEIGHT_PX = 560


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
        "snippet": str(_snippet(environment, case)),
    }
    return environment.get_template("embed.html.j2").render(context)


def _snippet(environment: Environment, case: Case) -> Markup:
    """Write the snippet; the title is escaped in it, and the whole once more where it is shown."""
    return Markup(  # noqa: S704 - rendered with everything escaped
        environment.get_template("snippet.html.j2").render(
            title=visible(case.settings.title or case.id).replace("\n", " "),
            address=ADDRESS,
            sandbox=SANDBOX,
            height=HEIGHT_PX,
        )
    )


def _example(case: Case) -> str:
    """Give the fragment of an event to open in an example; empty without events."""
    return f"event-{case.events[0].id}" if case.events else ""
