"""The rows of the remaining tables: sources, actors, services, events, claims, flows, media."""

from dataclasses import dataclass
from enum import StrEnum

from geo.columns import (
    checksum,
    column,
    identifier,
    language_tag,
    names,
    one_of,
    text,
    web_address,
    yes_or_no,
)
from geo.dates import NO_DATE, DateBasis, FuzzyDate, parse_date
from geo.errors import ValueProblem, Where
from geo.evidence import Evidence
from geo.quantities import NO_QUANTITY, Quantity, parse_count, parse_quantity


class ActorKind(StrEnum):
    """What an actor is."""

    PERSON = "person"
    ORGANISATION = "organisation"
    AGENCY = "agency"
    MEDIA = "media"


class ServiceStatus(StrEnum):
    """State of a service."""

    PLANNED = "planned"
    OPERATING = "operating"
    SUSPENDED = "suspended"
    ENDED = "ended"
    REPORTED_ONCE = "reported_once"
    SPECULATED = "speculated"


class EventStatus(StrEnum):
    """Whether an event may leave the house."""

    DRAFT = "draft"
    PUBLISHED = "published"


class FlowMode(StrEnum):
    """Modes of a flow: those of a link and three more."""

    RAIL = "rail"
    AIR = "air"
    FERRY = "ferry"
    ROAD = "road"
    FOOT = "foot"
    UNKNOWN = "unknown"
    VEHICLE = "vehicle"
    WATER = "water"
    OTHER = "other"


class Subject(StrEnum):
    """What a claim may be about."""

    EVENT = "event"
    LINK = "link"
    SERVICE = "service"
    JOURNEY = "journey"
    PLACE = "place"
    FLOW = "flow"
    SOURCE = "source"
    ACTOR = "actor"


def subject(cell: str) -> str:
    """
    Take the subject of a claim: `event:e28`.

    Raises
    ------
    ValueProblem
        Not a known kind, a colon and an id.
    """
    kind, colon, row = cell.partition(":")
    if not colon or kind not in set(Subject):
        raise ValueProblem(f"“{cell}” is not kind:id", f"kinds: {', '.join(Subject)}")
    return f"{kind}:{identifier(row)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceRow:
    """A row of `sources.csv`: where statements come from."""

    where: Where
    id: str = column(identifier, required=True)
    title: str = column(text, required=True)
    publisher: str = column(text)
    author: str = column(text)
    published: FuzzyDate = column(parse_date, default=NO_DATE)
    published_basis: DateBasis | None = column(one_of(DateBasis), default=None)
    language: str = column(language_tag)
    url: str = column(web_address)
    archive_url: str = column(web_address)
    file: str = column(text)
    sha256: str = column(checksum)
    checked: FuzzyDate = column(parse_date, default=NO_DATE)
    note: str = column(text)
    extra: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorRow:
    """A row of `actors.csv`: a person or organisation, with the spellings it goes by."""

    where: Where
    id: str = column(identifier, required=True)
    name: str = column(text, required=True)
    kind: ActorKind | None = column(one_of(ActorKind), default=None)
    aliases: tuple[str, ...] = column(names(";"), default=())
    role: str = column(text)
    note: str = column(text)
    extra: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceRow(Evidence):
    """A row of `services.csv`: what runs on a link, and when."""

    where: Where
    id: str = column(identifier, required=True)
    link: str = column(identifier, required=True, refers_to="links")
    kind: str = column(text)
    status: ServiceStatus = column(one_of(ServiceStatus), required=True)
    period: FuzzyDate = column(parse_date, default=NO_DATE)
    operator: str = column(text)
    note: str = column(text)
    extra: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class EventRow(Evidence):
    """A row of `events.csv`: what happened."""

    where: Where
    id: str = column(identifier, required=True)
    title: str = column(text, required=True)
    date: FuzzyDate = column(parse_date, default=NO_DATE)
    date_basis: DateBasis | None = column(one_of(DateBasis), default=None)
    date_text: str = column(text)
    summary: str = column(text)
    category: str = column(text)
    place: str = column(identifier, refers_to="places")
    link: str = column(identifier, refers_to="links")
    journey: str = column(identifier, refers_to="journeys")
    actors: tuple[str, ...] = column(names(";"), default=())
    persons: Quantity = column(parse_count, default=NO_QUANTITY)
    media: tuple[str, ...] = column(names(";"), default=())
    status: EventStatus | None = column(one_of(EventStatus), default=None)
    note: str = column(text)
    extra: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimRow(Evidence):
    """A row of `claims.csv`: further evidence, or a differing value."""

    where: Where
    id: str = column(identifier, required=True)
    subject: str = column(subject, required=True)
    field: str = column(text)
    value: str = column(text)
    note: str = column(text)
    extra: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FlowRow(Evidence):
    """A row of `flows.csv`: a count between areas."""

    where: Where
    id: str = column(identifier, required=True)
    period: FuzzyDate = column(parse_date, required=True, default=NO_DATE)
    origin: str = column(identifier, required=True, refers_to="places")
    destination: str = column(identifier, required=True, refers_to="places")
    mode: FlowMode | None = column(one_of(FlowMode), default=None)
    purpose: str = column(text)
    measure: str = column(text)
    value: Quantity = column(parse_quantity, required=True, default=NO_QUANTITY)
    part_of: str = column(identifier, refers_to="flows")
    partial: bool = column(yes_or_no, default=False)
    note: str = column(text)
    extra: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MediaRow(Evidence):
    """A row of `media.csv`: a picture with its description and credit."""

    where: Where
    file: str = column(text, required=True)
    alt: str = column(text, required=True)
    caption: str = column(text)
    credit: str = column(text)
    licence: str = column(text)
    extra: tuple[tuple[str, str], ...] = ()
