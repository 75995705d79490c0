"""What a build can make: one entry a product, each of which loads what it needs when wanted."""

# each product imports what it needs, so that nobody waits for what he does not want
# ruff: noqa: PLC0415

from collections.abc import Callable, Mapping
from typing import NamedTuple

from geo.errors import CallError
from maps.charted import Charted
from maps.export.press import Press


class Product(NamedTuple):
    """
    Something that a build can make.

    Attributes
    ----------
    owns
        The files that it writes, and the folders that hold nothing else: these are replaced whole.
    make
        Gives its files by name; those in folders with `/` between.
    asked
        Whether it is made only when it is asked for by its word.
    """

    owns: tuple[str, ...]
    make: Callable[[Press], Mapping[str, bytes]]
    asked: bool = False


def page_text(charted: Charted) -> str:
    """Compose the page."""
    from maps.page.render import render_page

    return render_page(charted)


def embed_text(charted: Charted) -> str:
    """Compose the page that shows how to embed the other."""
    from maps.page.embed import render_embed

    return render_embed(charted)


def _html(press: Press) -> dict[str, bytes]:
    """Make the page."""
    return {"map.html": page_text(press.charted).encode()}


def _embed(press: Press) -> dict[str, bytes]:
    """Make the page about embedding."""
    return {"embed.html": embed_text(press.charted).encode()}


def _svg(press: Press) -> Mapping[str, bytes]:
    """Make the printed map as SVG."""
    from maps.export.print.files import make_svg

    return make_svg(press)


def _pdf(press: Press) -> Mapping[str, bytes]:
    """Make the printed map as PDF."""
    from maps.export.print.files import make_pdf

    return make_pdf(press)


def _png(press: Press) -> Mapping[str, bytes]:
    """Make the printed map as pixels."""
    from maps.export.print.files import make_png

    return make_png(press)


def _md(press: Press) -> dict[str, bytes]:
    """Make the report in Markdown, with the picture that it shows."""
    from maps.export.report.contents import PICTURE, make_report
    from maps.export.report.markdown import markdown

    return {"report.md": markdown(make_report(press)).encode(), PICTURE: press.picture}


def _docx(press: Press) -> dict[str, bytes]:
    """Make the report for Word."""
    from maps.export.report.contents import make_report
    from maps.export.report.word import word_document

    report = make_report(press)
    written = word_document(report, press.picture, press.style.paper, press.as_of)
    return {"report.docx": written}


def _data(press: Press) -> dict[str, bytes]:
    """Make the data for geographic information systems."""
    from maps.export.data.product import data_files

    return data_files(press)


def _atlas(press: Press) -> Mapping[str, bytes]:
    """Make the atlas."""
    from maps.export.print.atlas import make_atlas

    return make_atlas(press)


def _frames(press: Press) -> Mapping[str, bytes]:
    """Make the printed map period by period."""
    from maps.export.print.frames import make_frames

    return make_frames(press)


#: By the word of `--only`, in the order in which they are made.
PRODUCTS: Mapping[str, Product] = {
    "html": Product(("map.html",), _html),
    "embed": Product(("embed.html",), _embed),
    "svg": Product(("map.svg",), _svg),
    "pdf": Product(("map.pdf",), _pdf),
    "png": Product(("map.png",), _png),
    "atlas": Product(("atlas.pdf",), _atlas, asked=True),
    "frames": Product(("frames",), _frames, asked=True),
    "md": Product(("report.md", "map.png"), _md),
    "docx": Product(("report.docx",), _docx),
    "data": Product(("data", "data.zip"), _data),
}


def products_named(only: str) -> tuple[str, ...]:
    """
    Take the words of `--only`.

    Parameters
    ----------
    only
        Words separated by commas; empty = everything that need not be asked for.

    Returns
    -------
    tuple of str
        Keys of `PRODUCTS`, in its order.

    Raises
    ------
    CallError
        A word that is not one of them.
    """
    if not only:
        return tuple(kind for kind, product in PRODUCTS.items() if not product.asked)
    wanted = {word.strip() for word in only.split(",")}
    if unknown := sorted(wanted - set(PRODUCTS)):
        raise CallError(
            f"--only: “{unknown[0]}” is not something to build (one of: {', '.join(PRODUCTS)})"
        )
    return tuple(kind for kind in PRODUCTS if kind in wanted)
