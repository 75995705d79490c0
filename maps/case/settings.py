"""What `case.toml` says: title, extent, categories, profiles, views, stories."""

from dataclasses import dataclass

from geo.coords import Bbox, LonLat
from geo.dates import NO_DATE, FuzzyDate
from geo.errors import Where


@dataclass(frozen=True, slots=True, kw_only=True)
class Category:
    """A `[[category]]` of events; `colour` is `#rrggbb` or empty, `symbol` a word or empty."""

    id: str
    label: str = ""
    colour: str = ""
    symbol: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """A `[profile.NAME]`: what may leave the house."""

    name: str
    include_drafts: bool = False
    include_unmarked: bool = True
    min_certainty: str = ""
    also: tuple[str, ...] = ()
    blur_km: float = 0.0
    drop: tuple[str, ...] = ()
    hide: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """A `[[view]]`: a named window; the first one opens the map."""

    id: str
    title: str = ""
    extent: Bbox


@dataclass(frozen=True, slots=True, kw_only=True)
class Annotation:
    """An `[[annotation]]`: `at` is a position or a place id."""

    text: str
    at: LonLat | str
    view: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """A step of a `[[story]]`."""

    id: str
    title: str = ""
    text: str = ""
    view: str = ""
    time: str = ""
    focus: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Acknowledged:
    """An `[[acknowledged]]` finding and the reason."""

    finding: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """
    The whole of `case.toml`, with the defaults of the contract.

    Attributes
    ----------
    extent
        `None` = what is drawn, with a margin.
    as_of
        Up to when the case speaks; `NO_DATE` = the newest date of a source.
    rail, road, sea
        `default`, or a file of the case.
    """

    where: Where
    title: str = ""
    subtitle: str = ""
    description: str = ""
    language: str = "en"
    languages: tuple[str, ...] = ()
    credit: str = ""
    licence: str = ""
    as_of: FuzzyDate = NO_DATE
    extent: Bbox | None = None
    basemap: str = ""
    rail: str = "default"
    road: str = "default"
    sea: str = "default"
    categories: tuple[Category, ...] = ()
    profiles: tuple[Profile, ...] = ()
    views: tuple[View, ...] = ()
    annotations: tuple[Annotation, ...] = ()
    stories: tuple[Story, ...] = ()
    acknowledged: tuple[Acknowledged, ...] = ()
