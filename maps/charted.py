"""A case with its places found and its lines built: all that checks and pages rest on."""

from dataclasses import dataclass

from geo.errors import Finding
from geo.places import Place
from maps.case.case import Case
from routes.route import Route


@dataclass(frozen=True, slots=True, kw_only=True)
class Charted:
    """
    A case ready to be drawn.

    Attributes
    ----------
    case
        As read.
    places
        In the order of the table.
    routes
        Links in their order, then legs of journeys in theirs.
    findings
        What the checks found, none of them an error.
    credits
        Whose names and positions the places rest on, as a map must say it.
    """

    case: Case
    places: tuple[Place, ...]
    routes: tuple[Route, ...]
    findings: tuple[Finding, ...] = ()
    credits: tuple[str, ...] = ()

    def _repr_html_(self) -> str:
        """Show the map in a notebook."""
        from maps.library.map import Map  # noqa: PLC0415 - for notebooks alone

        return Map(self)._repr_html_()
