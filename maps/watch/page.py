"""The page of the desk: the map in a frame, and the findings beside it."""

from importlib.resources import files

from markupsafe import Markup

from maps.page.render import policy, template_environment


def render_desk(name: str) -> tuple[str, str]:
    """
    Write the page around the map.

    Parameters
    ----------
    name
        Of the case folder.

    Returns
    -------
    tuple of str
        HTML, and the Content-Security-Policy under which it is sent.
    """
    folder = files("maps.watch")
    script, style = ((folder / f"desk.{kind}").read_text("utf-8") for kind in ("js", "css"))
    page = (
        template_environment()
        .get_template("desk.html.j2")
        .render(
            name=name,
            script=Markup(script),  # noqa: S704 - our own file
            style=Markup(style),  # noqa: S704 - our own file
        )
    )
    rules = policy([script], [style])
    return page, f"{rules}; frame-src 'self'; connect-src 'self'; frame-ancestors 'none'"
