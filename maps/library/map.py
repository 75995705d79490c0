"""A case as one object: its map, its tables, its layers, its files."""

from collections.abc import Mapping
from functools import cached_property
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from maps.charted import Charted
from maps.export.paper import PrintStyle
from maps.export.press import Press
from maps.library.table import Table
from maps.library.tables import (
    events_table,
    findings_table,
    places_table,
    routes_table,
    sources_table,
)
from maps.page.described import Description
from maps.page.plain import visible
from maps.page.snippet import HEIGHT_PX, SANDBOX
from maps.products import PRODUCTS, page_text, products_named

if TYPE_CHECKING:
    from geopandas import GeoDataFrame

#: From this size on a notebook is told how much larger the map makes it.
LARGE_MB = 2.0
LARGE = "This map makes the notebook {:.1f} MB larger."


class Map:
    """
    A case with its places found and its lines built; drafts are left out.

    Parameters
    ----------
    charted
        The case with its places, lines and findings.
    style
        How its sheets are printed.
    """

    def __init__(self, charted: Charted, style: PrintStyle | None = None) -> None:
        self._press = Press(charted, style or PrintStyle())

    def __repr__(self) -> str:
        """Say what it shows."""
        return f"<{self.description.alt}>"

    @property
    def charted(self) -> Charted:
        """Give the case with its places and lines, as the functions of `maps` take it."""
        return self._press.charted

    @property
    def title(self) -> str:
        """Give the title of the case, or the name of its folder."""
        return self._press.case.settings.title or self._press.case.id

    @property
    def description(self) -> Description:
        """Give the map in words: `alt` in one sentence, `text` in full."""
        return self._press.description

    @cached_property
    def events(self) -> Table:
        """List the events in the order of their numbers."""
        return events_table(self._press)

    @cached_property
    def routes(self) -> Table:
        """List the links with their lengths and what their lines rest on."""
        return routes_table(self._press)

    @cached_property
    def places(self) -> Table:
        """List the places with their positions."""
        return places_table(self._press)

    @cached_property
    def sources(self) -> Table:
        """List the sources."""
        return sources_table(self._press.case)

    @cached_property
    def findings(self) -> Table:
        """List what the checks have found."""
        return findings_table(self._press)

    @cached_property
    def layers(self) -> "Mapping[str, GeoDataFrame]":
        """Give what is drawn, by the key of the layer: lon before lat, WGS 84."""
        return {layer.key: layer.table for layer in self._press.layers}

    @cached_property
    def page(self) -> str:
        """Give the text of `map.html`."""
        return page_text(self.charted)

    def make(self, only: str) -> dict[str, bytes]:
        """
        Make files.

        Parameters
        ----------
        only
            Words of `waybook build --only`, separated by commas: `docx`, `html,md`.

        Returns
        -------
        dict of str to bytes
            By file name; nothing is written.

        Raises
        ------
        CallError
            A word that is not one of them.
        """
        made = dict[str, bytes]()
        for kind in products_named(only):
            made |= PRODUCTS[kind].make(self._press)
        return made

    def _repr_html_(self) -> str:
        """Show the page in a frame that can reach nothing of the notebook."""
        page_mb = len(self.page.encode()) / 1e6
        note = f"<p><small>{LARGE.format(page_mb)}</small></p>" if page_mb >= LARGE_MB else ""
        return (
            f'<iframe title="Map: {escape(visible(self.title))}" sandbox="{SANDBOX}" '
            f'width="100%" height="{HEIGHT_PX}" style="border:0" '
            f'srcdoc="{escape(self.page)}"></iframe>{note}'
        )


def read_map(folder: str | Path, style: PrintStyle | None = None) -> Map:
    """
    Read a case, find its places and build its lines.

    Parameters
    ----------
    folder
        The case.
    style
        How its sheets are printed; A4 when not given.

    Returns
    -------
    Map
        Shows itself in a notebook; drafts are left out.

    Raises
    ------
    CaseError
        The case has faults, all of them told.
    CallError
        There is no such folder.
    """
    from maps.build import chart, read_atlas  # noqa: PLC0415 - opens gazetteer and networks
    from maps.case.read import read_case  # noqa: PLC0415
    from maps.draw.events import published  # noqa: PLC0415
    from maps.output import case_folder  # noqa: PLC0415

    return Map(chart(published(read_case(case_folder(Path(folder)))), read_atlas()), style)
