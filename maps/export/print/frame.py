"""Boxes on a sheet of paper, in millimetres."""

from dataclasses import dataclass, replace
from typing import Self

#: Millimetres of an inch, of a point, and of a pixel of the page (96 an inch).
INCH_MM = 25.4
POINT_MM = INCH_MM / 72
PIXEL_MM = INCH_MM / 96
#: Points of a pixel of the page.
PIXEL_PT = 0.75


@dataclass(frozen=True, slots=True)
class Frame:
    """
    A box on a sheet.

    Attributes
    ----------
    x_mm, y_mm
        Its lower left corner, from the lower left corner of the sheet.
    width_mm, height_mm
        Its sides.
    """

    x_mm: float
    y_mm: float
    width_mm: float
    height_mm: float

    @property
    def right_mm(self) -> float:
        """Tell where its right side is."""
        return self.x_mm + self.width_mm

    @property
    def top_mm(self) -> float:
        """Tell where its upper side is."""
        return self.y_mm + self.height_mm

    def moved(self, x_mm: float, y_mm: float) -> Self:
        """Give the box that lies so far to the right and upwards."""
        return replace(self, x_mm=self.x_mm + x_mm, y_mm=self.y_mm + y_mm)

    def inset(self, margin_mm: float) -> Self:
        """Give the box that lies this far inside on every side."""
        return type(self)(
            self.x_mm + margin_mm,
            self.y_mm + margin_mm,
            self.width_mm - 2 * margin_mm,
            self.height_mm - 2 * margin_mm,
        )
