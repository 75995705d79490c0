"""A charted case on its way out, with what several products share made once."""

from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from geo.coords import Bbox
from maps.case.case import Case
from maps.case.dates import last_day
from maps.charted import Charted
from maps.draw.events import published
from maps.draw.layers import Layer, draw, frame_of
from maps.export.paper import PrintStyle
from maps.page.credits import line_credits
from maps.page.described import Description, describe
from maps.page.entries.entry import Section
from maps.page.entries.sections import sections

if TYPE_CHECKING:
    from maps.export.print.compose import Composed


class Press:
    """
    A charted case, and how it is printed.

    Parameters
    ----------
    charted
        The case with its places, lines and findings.
    style
        How its sheets are printed.
    """

    def __init__(self, charted: Charted, style: PrintStyle) -> None:
        self.charted = charted
        self.style = style

    @cached_property
    def case(self) -> Case:
        """Give the case without its drafts."""
        return published(self.charted.case)

    @cached_property
    def as_of(self) -> date:
        """Give the day whose state is drawn."""
        return last_day(self.case)

    @cached_property
    def layers(self) -> list[Layer]:
        """Give the layers as on the page."""
        return draw(self.case, self.charted.places, self.charted.routes, self.as_of)

    @cached_property
    def differing(self) -> frozenset[str]:
        """Give the refs of the entries on which sources differ."""
        entries = [entry for section in self.sections for entry in section.entries]
        return frozenset(e.ref for e in entries if not all(one.agree for one in e.differing))

    @cached_property
    def sheet(self) -> "Composed":
        """Give the printed sheet; only within `print_settings`."""
        from maps.export.print.compose import compose_sheet  # noqa: PLC0415 - slow, for print only

        return compose_sheet(self)

    @cached_property
    def window(self) -> Bbox:
        """Give the extent of the map, as on the page."""
        return frame_of(self.case, self.charted.places, self.charted.routes)

    @cached_property
    def description(self) -> Description:
        """Give the map in words."""
        return describe(self.case, self.charted.places, self.charted.routes, self.as_of)

    @cached_property
    def whose(self) -> list[str]:
        """Give the credits of the data that the case and its map rest on, each as often as used."""
        from maps.draw.basemap import ATTRIBUTION  # noqa: PLC0415 - the pack of the base map

        return [*line_credits(self.charted.routes), *self.charted.credits, *ATTRIBUTION]

    @cached_property
    def picture(self) -> bytes:
        """Give the map as a PNG, for whatever holds a picture of it."""
        from maps.export.print.canvas import print_settings  # noqa: PLC0415 - slow, for print only
        from maps.export.print.save import png_of  # noqa: PLC0415

        with print_settings():
            return png_of(self.sheet.figure, self.style.dpi)

    @cached_property
    def sections(self) -> list[Section]:
        """Give the list, as on the page."""
        charted = self.charted
        return sections(self.case, charted.places, charted.routes, self.as_of)
