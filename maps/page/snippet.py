"""The frame that shows the map in another page, as text to paste."""

from jinja2 import Environment
from markupsafe import Markup

from geo.words import say
from maps.case.case import Case
from maps.page.plain import visible
from maps.page.translated import page_language
from maps.tongues import read_tongue

#: What a frame with the page needs: its scripts, and windows for links that lead out of it.
SANDBOX = "allow-scripts allow-popups allow-popups-to-escape-sandbox"
HEIGHT_PX = 560


def snippet(environment: Environment, case: Case, address: str, compact: str) -> str:
    """
    Write the frame, and under it the link that remains where frames are taken out.

    Parameters
    ----------
    environment
        Of the templates.
    case
        Whose title it bears.
    address, compact
        Of the page, and of its compact form.

    Returns
    -------
    str
        HTML in which the title and the addresses are escaped, in the language of the page.
    """
    title = " ".join(visible(case.settings.title or case.id).split())
    tongue = read_tongue(page_language(case.settings.language))
    return str(
        Markup(  # noqa: S704 - rendered with everything escaped
            environment.get_template("snippet.html.j2").render(
                title=say("Map: {title}", title=title).told(tongue),
                link=say("Open the map: {title}", title=title).told(tongue),
                address=address,
                compact=compact,
                sandbox=SANDBOX,
                height=HEIGHT_PX,
            )
        )
    )
