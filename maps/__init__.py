"""
Lines and events to pages: the case, its checks, the drawing, the page, the command line.

For programs and notebooks: `read_map` reads a case and gives it as a `Map`. `read_case`, `chart`
and `read_atlas` are the stages of which it is made; each is loaded when it is first asked for.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from maps.build import chart, read_atlas
    from maps.case.case import Case
    from maps.case.read import read_case
    from maps.charted import Charted
    from maps.export.paper import PrintStyle
    from maps.library.map import Map, read_map
    from maps.library.table import Table

__all__ = [
    "Case",
    "Charted",
    "Map",
    "PrintStyle",
    "Table",
    "chart",
    "read_atlas",
    "read_case",
    "read_map",
]

#: Where each public name stands: nothing is loaded at import.
_HOMES = {
    "Case": "maps.case.case",
    "Charted": "maps.charted",
    "Map": "maps.library.map",
    "PrintStyle": "maps.export.paper",
    "Table": "maps.library.table",
    "chart": "maps.build",
    "read_atlas": "maps.build",
    "read_case": "maps.case.read",
    "read_map": "maps.library.map",
}


def __getattr__(name: str) -> Any:
    """Load a public name when it is first asked for."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    """List the public names."""
    return sorted({*globals(), *__all__})
