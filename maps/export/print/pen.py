"""Where the parts of a map go."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from maps.export.print.canvas import Canvas, Group
from maps.export.print.plan import Plan

if TYPE_CHECKING:
    from maps.export.print.map import View


class Pen(NamedTuple):
    """Where marks go: a canvas, how the map lies there, what is shown, the colours."""

    canvas: Canvas
    plan: Plan
    view: "View"
    colours: Mapping[str, str]

    def group(self, name: str, inside: Group | None = None) -> Group:
        """Begin a group of the view."""
        return self.canvas.group(f"{self.view.prefix}{name}", inside)
