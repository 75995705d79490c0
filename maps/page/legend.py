"""The legend: what a stroke on the map can say, and which of it is on the map at first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from geo.words import say
from maps.draw.layers import Layer
from maps.draw.status import LinkStatus
from maps.draw.style import BASIS_LABELS, MODE_LABELS, STATUS_LABELS
from routes.links import Mode
from routes.route import Basis

W = TypeVar("W", bound=StrEnum)
#: What a line rests on, with what a reader must know of how it is drawn.
_BASES = BASIS_LABELS | {
    Basis.NETWORK: say("{basis}; generalised between far points", basis=BASIS_LABELS[Basis.NETWORK])
}


@dataclass(frozen=True, slots=True)
class LegendItem:
    """
    A stroke or a mark and what it means.

    Attributes
    ----------
    word
        The mode, state or basis that it stands for, as the looks of the lines have it; of a
        category its look.
    look
        Mode, state and basis of the stroke that shows it; shape and colour of a category.
    label
        What the reader sees; may be text of the case.
    shown
        Whether a line of the map uses it at first; the page's script keeps that up to date.
    """

    word: str
    look: str
    label: str
    shown: bool


@dataclass(frozen=True, slots=True)
class LegendPart:
    """A headed part of the legend; `key` is `mode`, `status`, `basis` or `event`."""

    key: str
    title: str
    entries: tuple[LegendItem, ...]

    @property
    def shown(self) -> bool:
        """Tell whether any of its strokes is on the map at first."""
        return any(entry.shown for entry in self.entries)


def legend(layers: Sequence[Layer]) -> list[LegendPart]:
    """
    List the strokes that the lines of a map can have, and the marks of its events.

    Parameters
    ----------
    layers
        The layers of the map.

    Returns
    -------
    list of LegendPart
        What runs, what state, what happened, how we know; those of lines with all their words, for
        the time that the reader chooses may bring up any state. Without lines or events nothing
        of them.
    """
    strokes = _strokes(layers)
    return [*strokes[:2], *_marks(layers), *strokes[2:]]


def _marks(layers: Sequence[Layer]) -> list[LegendPart]:
    """Categories of events, with the shape and colour of each."""
    items = tuple(
        LegendItem(look, look, layer.title, shown=True)
        for layer in layers
        if layer.group == "events"
        for look in layer.table["look"].iloc[:1]
    )
    return [LegendPart("event", say("What happened"), items)] if items else []


def _strokes(layers: Sequence[Layer]) -> list[LegendPart]:
    """Modes, states and bases of the lines."""
    looks = [
        (kind, look.split())
        for layer in layers
        if layer.group == "routes"
        for kind, look in zip(layer.table["kind"], layer.table["look"], strict=True)
    ]
    if not looks:
        return []
    modes = {look[0] for _, look in looks}
    states = {look[1] for kind, look in looks if kind == "line"}
    bases = {look[2] for _, look in looks}
    return [
        LegendPart(
            "mode", say("What runs"), _items(Mode, modes, MODE_LABELS, "{} operating drawn")
        ),
        LegendPart(
            "status",
            say("What state"),
            _items(LinkStatus, states, STATUS_LABELS, "unknown {} drawn"),
        ),
        LegendPart(
            "basis", say("How we know"), _items(Basis, bases, _BASES, "unknown unstated {}")
        ),
    ]


def _items(
    order: type[W], used: set[str], labels: Mapping[W, str], look: str
) -> tuple[LegendItem, ...]:
    """Make items of all words, in their own order."""
    return tuple(LegendItem(str(w), look.format(w), labels[w], w in used) for w in order)
