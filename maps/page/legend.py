"""The legend: only what is on this map."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from maps.draw.layers import Layer
from maps.draw.status import LinkStatus
from maps.draw.style import BASIS_LABELS, MODE_LABELS, STATUS_LABELS
from routes.links import Mode
from routes.route import Basis

W = TypeVar("W", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class LegendItem:
    """A stroke and what it means."""

    look: str
    label: str


@dataclass(frozen=True, slots=True)
class LegendPart:
    """A headed part of the legend."""

    title: str
    entries: tuple[LegendItem, ...]


def legend(layers: Sequence[Layer]) -> list[LegendPart]:
    """
    List the strokes in use.

    Parameters
    ----------
    layers
        The layers of the map.

    Returns
    -------
    list of LegendPart
        What runs, what state, how we know; a part without entries is left out.
    """
    looks = {
        tuple(look.split())
        for layer in layers
        if layer.group == "routes"
        for look in layer.table["look"]
    }
    modes = {look[0] for look in looks}
    states = {look[1] for look in looks if look[2] != Basis.UNKNOWN}
    bases = {look[2] for look in looks}
    parts = [
        LegendPart("What runs", _items(Mode, modes - {"unknown"}, MODE_LABELS, "{} operating")),
        LegendPart("What state", _items(LinkStatus, states, STATUS_LABELS, "unknown {}")),
        LegendPart("How we know", _bases(bases)),
    ]
    return [part for part in parts if part.entries]


def _items(
    order: type[W], used: set[str], labels: Mapping[W, str], look: str
) -> tuple[LegendItem, ...]:
    """Make items of the words in use, in their own order."""
    return tuple(LegendItem(look.format(w), labels[w]) for w in order if w in used)


def _bases(used: set[str]) -> tuple[LegendItem, ...]:
    """Make items of the bases of lines; a stroke stands for what no line shows."""
    looks = {Basis.UNKNOWN: "query", Basis.SCHEMATIC: "unknown unstated schematic"}
    return tuple(
        LegendItem(looks.get(basis, "unknown unstated"), BASIS_LABELS[basis])
        for basis in Basis
        if basis in used
    )
