"""Words and shapes of the map's legend; the colours stand in the page's style sheet."""

from geo.precision import PositionPrecision
from geo.words import say
from maps.draw.status import LinkStatus
from routes.links import Mode
from routes.route import Basis

MODE_LABELS: dict[Mode, str] = {
    Mode.RAIL: say("Rail"),
    Mode.AIR: say("Air"),
    Mode.FERRY: say("Ferry"),
    Mode.ROAD: say("Road"),
    Mode.FOOT: say("On foot"),
    Mode.UNKNOWN: say("Mode not stated"),
}
STATUS_LABELS: dict[LinkStatus, str] = {
    LinkStatus.OPERATING: say("operating"),
    LinkStatus.REPORTED_ONCE: say("reported once"),
    LinkStatus.PLANNED: say("planned"),
    LinkStatus.SUSPENDED: say("suspended"),
    LinkStatus.ENDED: say("ended"),
    LinkStatus.SPECULATED: say("speculated"),
    LinkStatus.DISPUTED: say("disputed between sources"),
    LinkStatus.UNSTATED: say("state not stated"),
}
BASIS_LABELS: dict[Basis, str] = {
    Basis.NETWORK: say("along a mapped network"),
    Basis.GEODESIC: say("shortest line over the earth, not the flown track"),
    Basis.WATER: say("a course over water, not the sailed track"),
    Basis.DRAWN: say("drawn or surveyed by the editors"),
    Basis.SCHEMATIC: say("schematic: only the ends are known"),
    Basis.UNKNOWN: say("not stated: no line is drawn"),
}
PRECISION_LABELS: dict[PositionPrecision, str] = {
    PositionPrecision.POINT: say("a point"),
    PositionPrecision.PLACE: say("a town or site"),
    PositionPrecision.DISTRICT: say("a district"),
    PositionPrecision.REGION: say("a region"),
    PositionPrecision.COUNTRY: say("a country"),
    PositionPrecision.NONE: say("no position"),
}
KIND_LABELS: dict[str, str] = {
    "country": say("Countries"),
    "region": say("Regions"),
    "city": say("Cities"),
    "town": say("Towns"),
    "station": say("Stations"),
    "port": say("Ports"),
    "airport": say("Airports"),
    "border_crossing": say("Border crossings"),
    "facility": say("Facilities"),
    "river": say("Rivers"),
    "area": say("Areas"),
}

#: Shapes that a category may ask for, in the order in which the next free one is given.
SYMBOLS = ("circle", "square", "diamond", "triangle", "hexagon", "pentagon", "star", "cross")
#: Colours of categories that are not listed, apart from the hues of the modes.
#: Dark enough for white paper (contrast of 4.5 and more).
COLOURS = ("#5b4a8a", "#3f6b3a", "#8a4a1f", "#4a5560", "#7a2f6b", "#2f6175", "#6b5d1e", "#8c3a4a")
