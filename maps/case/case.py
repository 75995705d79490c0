"""A case as read: every row knows its file and line."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from shapely.geometry.base import BaseGeometry

from geo.errors import Finding
from geo.places import PlaceRow
from maps.case.network_files import NetworkFile
from maps.case.rows import (
    ActorRow,
    ClaimRow,
    EventRow,
    FlowRow,
    MediaRow,
    ServiceRow,
    SourceRow,
)
from maps.case.settings import Settings
from maps.case.toml_lines import KeyPath
from routes.journeys import LegRow
from routes.links import LinkRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Applied:
    """
    What a profile has made of a case; nothing of a case as it was read.

    Attributes
    ----------
    restricted
        Whether the profile may leave something out or move it.
    drafts
        Whether drafts are among the events.
    moved_km
        How far positions were moved at most; 0 = not at all.
    """

    restricted: bool = False
    drafts: bool = False
    moved_km: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """
    The tables of one case folder.

    Attributes
    ----------
    id
        Name of the case folder; empty where a profile keeps it back.
    geometries
        Geometry by the text of the cell that names it (`file.geojson#id`), degrees, WGS 84.
    pictures
        Bytes of the pictures by file name in `media/`.
    networks
        Networks of the case's own by key (`rail`, `road`, `sea`), unread.
    warnings
        What the reader noticed and could live with.
    lines
        Line of each key of `case.toml`.
    applied
        What a profile has made of it.
    """

    id: str
    settings: Settings
    sources: tuple[SourceRow, ...] = ()
    actors: tuple[ActorRow, ...] = ()
    places: tuple[PlaceRow, ...] = ()
    links: tuple[LinkRow, ...] = ()
    services: tuple[ServiceRow, ...] = ()
    legs: tuple[LegRow, ...] = ()
    events: tuple[EventRow, ...] = ()
    claims: tuple[ClaimRow, ...] = ()
    flows: tuple[FlowRow, ...] = ()
    media: tuple[MediaRow, ...] = ()
    geometries: Mapping[str, BaseGeometry] = field(default_factory=dict)
    pictures: Mapping[str, bytes] = field(default_factory=dict)
    networks: Mapping[str, NetworkFile] = field(default_factory=dict)
    warnings: tuple[Finding, ...] = ()
    lines: Mapping[KeyPath, int] = field(default_factory=dict)
    applied: Applied = Applied()
