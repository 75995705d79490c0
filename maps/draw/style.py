"""Words and shapes of the map's legend; the colours stand in the page's style sheet."""

from geo.precision import PositionPrecision
from maps.draw.status import LinkStatus
from routes.links import Mode
from routes.route import Basis

MODE_LABELS = {
    Mode.RAIL: "Rail",
    Mode.AIR: "Air",
    Mode.FERRY: "Ferry",
    Mode.ROAD: "Road",
    Mode.FOOT: "On foot",
    Mode.UNKNOWN: "Mode not stated",
}
STATUS_LABELS = {
    LinkStatus.OPERATING: "operating",
    LinkStatus.REPORTED_ONCE: "reported once",
    LinkStatus.PLANNED: "planned",
    LinkStatus.SUSPENDED: "suspended",
    LinkStatus.ENDED: "ended",
    LinkStatus.SPECULATED: "speculated",
    LinkStatus.DISPUTED: "disputed between sources",
    LinkStatus.UNSTATED: "state not stated",
}
BASIS_LABELS = {
    Basis.NETWORK: "along a mapped network",
    Basis.GEODESIC: "shortest line over the earth, not the flown track",
    Basis.WATER: "a course over water, not the sailed track",
    Basis.DRAWN: "drawn or surveyed by the editors",
    Basis.SCHEMATIC: "schematic: only the ends are known",
    Basis.UNKNOWN: "not stated: no line is drawn",
}
PRECISION_LABELS = {
    PositionPrecision.POINT: "a point",
    PositionPrecision.PLACE: "a town or site",
    PositionPrecision.DISTRICT: "a district",
    PositionPrecision.REGION: "a region",
    PositionPrecision.COUNTRY: "a country",
    PositionPrecision.NONE: "no position",
}
KIND_LABELS = {
    "country": "Countries",
    "region": "Regions",
    "city": "Cities",
    "town": "Towns",
    "station": "Stations",
    "port": "Ports",
    "airport": "Airports",
    "border_crossing": "Border crossings",
    "facility": "Facilities",
    "river": "Rivers",
    "area": "Areas",
}

#: Shapes that a category may ask for, in the order in which the next free one is given.
SYMBOLS = ("circle", "square", "diamond", "triangle", "hexagon", "pentagon", "star", "cross")
#: Colours of categories that are not listed, apart from the hues of the modes.
#: Dark enough for white paper (contrast of 4.5 and more).
COLOURS = ("#5b4a8a", "#3f6b3a", "#8a4a1f", "#4a5560", "#7a2f6b", "#2f6175", "#6b5d1e", "#8c3a4a")
