"""Tables of routes (links, and legs of journeys) and of the stretches that they are made of."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, NamedTuple

from maps.draw.status import link_status
from maps.draw.style import BASIS_LABELS
from maps.export.data.background import Background
from maps.export.data.evidence import evidence_columns
from maps.export.data.record import extra_columns, record_columns
from maps.export.data.shapes import joined_lines
from maps.export.data.table import Derived, Field, Table, Type, Value, filled, named
from maps.page.entries.route import lines_made, link_span
from routes.journeys import LegRow
from routes.links import UNSTATED, LinkRow
from routes.route import Basis, Route, RouteLeg


class Course(NamedTuple):
    """A route with its row of the case."""

    route: Route
    row: Any

    @property
    def ref(self) -> str:
        """Its entry on the page; that of its journey for a leg."""
        route = self.route
        return f"link-{route.id}" if route.kind == "link" else f"journey-{route.journey}"


class _Stretch(NamedTuple):
    """A stretch of a route, and which of them it is."""

    course: Course
    number: int
    leg: RouteLeg
    how: str


def has_line(leg: RouteLeg) -> bool:
    """Tell whether a way is known: the anchor of what is unknown is no way."""
    return leg.line is not None and leg.basis is not Basis.UNKNOWN


def courses(known: Background) -> list[Course]:
    """
    Give the routes with their rows.

    Parameters
    ----------
    known
        The case.

    Returns
    -------
    list of Course
        Links in their order, then legs of journeys in theirs.
    """
    rows: dict[tuple[str, str], Any] = {("link", row.id): row for row in known.case.links}
    rows |= {("leg", row.id): row for row in known.case.legs}
    return [Course(r, rows[r.kind, r.id]) for r in known.press.charted.routes]


def routes_table(known: Background) -> Table:
    """
    Make the table of routes.

    Parameters
    ----------
    known
        The case.

    Returns
    -------
    Table
        One row a link or a leg of a journey; its geometry is the line of every stretch that has
        one, `None` where no way is known.
    """
    all_ = courses(known)
    columns = [
        *_head(known),
        *record_columns(LinkRow, lambda course: course.row),
        *record_columns(LegRow, lambda course: course.row),
        *_kilometres(),
        *_evidence(known),
        *extra_columns([*known.case.links, *known.case.legs], lambda course: course.row),
    ]
    return Table(
        name="routes",
        title="Routes: links, and legs of journeys",
        fields=named(columns),
        rows=filled(all_, columns),
        shapes=tuple(
            joined_lines(leg.line for leg in course.route.legs if has_line(leg) and leg.line)
            for course in all_
        ),
        spatial=True,
    )


def _evidence(known: Background) -> list[Derived]:
    """Ask about a link or a journey, each by its own word; claims may name a leg, too."""
    links = evidence_columns(known, "link", lambda course: course.row)
    journeys = evidence_columns(
        known, "journey", lambda course: course.row, name=lambda row: row.journey
    )
    return [
        Derived(link.field, partial(_either, link, journey))
        for link, journey in zip(links, journeys, strict=True)
    ]


def _either(link: Derived, journey: Derived, course: Course) -> Value:
    """Ask as of a link or as of a journey."""
    return (link if course.route.kind == "link" else journey).value(course)


def _head(known: Background) -> list[Derived]:
    """Give the columns that every route has."""
    return [
        Derived(Field("id", Type.TEXT, "of the link, or journey-leg"), lambda c: c.route.id),
        Derived(Field("ref", Type.TEXT, "its entry on the page: map.html#…"), lambda c: c.ref),
        Derived(Field("title", Type.TEXT, "its name, else its stops"), lambda c: _title(c, known)),
        Derived(Field("kind", Type.TEXT, "link, or leg of a journey"), lambda c: c.route.kind),
        Derived(Field("mode", Type.TEXT, "case"), lambda c: str(c.route.mode)),
        Derived(
            Field("status", Type.TEXT, "state of a link on the day that the case speaks of"),
            lambda c: _status(c, known),
        ),
        Derived(
            Field("basis", Type.TEXT, "what its line rests on; of several the weakest"),
            lambda c: str(c.route.basis),
        ),
        Derived(
            Field("how", Type.TEXT, "how each stretch of its line was made"),
            lambda c: " ".join(lines_made([c.route], known.ledger)[0]),
        ),
        Derived(
            Field("drawn", Type.YES_NO, "whether any of it has a line"),
            lambda c: any(has_line(leg) for leg in c.route.legs),
        ),
        Derived(Field("from", Type.TEXT, "id of its first stop"), lambda c: c.route.legs[0].start),
        Derived(Field("to", Type.TEXT, "id of its last stop"), lambda c: c.route.legs[-1].end),
        Derived(
            Field("from_title", Type.TEXT, "what it is called"),
            lambda c: known.place_name(c.route.legs[0].start),
        ),
        Derived(
            Field("to_title", Type.TEXT, "what it is called"),
            lambda c: known.place_name(c.route.legs[-1].end),
        ),
    ]


def _title(course: Course, known: Background) -> str:
    """Name a link as on the page, a leg by its journey and number."""
    if course.route.kind == "link":
        return link_span(course.row, known.ledger).text
    journey = known.entries[course.ref].title
    return f"{journey}, leg {course.row.leg}{course.row.alternative}"


def _status(course: Course, known: Background) -> str:
    """Give the state of a link; a leg has none."""
    if course.route.kind != "link":
        return ""
    services = [row for row in known.case.services if row.link == course.route.id]
    return str(link_status(services, known.press.as_of))


def _kilometres() -> list[Derived]:
    """Give the lengths of a route."""
    return [
        Derived(
            Field("straight_km", Type.NUMBER, "from stop to stop over the earth"),
            lambda c: _km(c.route.straight_m),
        ),
        Derived(
            Field("network_km", Type.NUMBER, "along its line"), lambda c: _km(c.route.length_m)
        ),
        Derived(
            Field("attribution", Type.TEXT, "whose data its line rests on"),
            lambda c: _once(leg.attribution for leg in c.route.legs),
        ),
    ]


def _km(metres: float | None) -> float | None:
    """Give kilometres to the metre."""
    return None if metres is None else round(metres / 1000, 3)


def _once(texts: Any) -> str:
    """Name texts that are not empty, each once."""
    return "; ".join(dict.fromkeys(filter(None, texts)))


def stretches_table(known: Background) -> Table:
    """
    Make the table of stretches.

    Parameters
    ----------
    known
        The case.

    Returns
    -------
    Table
        One row for each piece of a route between two stops, with what its own line rests on.
    """
    all_ = [
        _Stretch(course, number, leg, how)
        for course in courses(known)
        for number, (leg, how) in enumerate(_told(course, known), 1)
    ]
    columns = _stretch_columns(known)
    return Table(
        name="stretches",
        title="Stretches of routes, from stop to stop",
        fields=named(columns),
        rows=filled(all_, columns),
        shapes=tuple(
            joined_lines([s.leg.line]) if has_line(s.leg) and s.leg.line else None for s in all_
        ),
        spatial=True,
    )


def _told(course: Course, known: Background) -> Sequence[tuple[RouteLeg, str]]:
    """Give the stretches of a route, each with the words for how it was made."""
    words = lines_made([course.route], known.ledger)[0]
    return list(zip(course.route.legs, words, strict=True))


def _stretch_columns(known: Background) -> list[Derived]:
    """Give the columns of a stretch."""
    return [
        Derived(
            Field("id", Type.TEXT, "id of its route, and which stretch of it"),
            lambda s: f"{s.course.route.id}.{s.number}",
        ),
        Derived(Field("ref", Type.TEXT, "the entry of its route"), lambda s: s.course.ref),
        Derived(
            Field("title", Type.TEXT, "its ends"),
            lambda s: f"{_end(s.leg.start, known)} – {_end(s.leg.end, known)}",
        ),
        Derived(Field("route", Type.TEXT, "id of its route"), lambda s: s.course.route.id),
        Derived(
            Field("kind", Type.TEXT, "of its route: link, or leg"), lambda s: s.course.route.kind
        ),
        Derived(Field("mode", Type.TEXT, "how it is travelled"), lambda s: str(s.leg.mode)),
        Derived(
            Field("status", Type.TEXT, "state of its link on the day that the case speaks of"),
            lambda s: _status(s.course, known),
        ),
        Derived(Field("basis", Type.TEXT, "what its line rests on"), lambda s: str(s.leg.basis)),
        Derived(
            Field("basis_label", Type.TEXT, "the same in words"),
            lambda s: BASIS_LABELS[s.leg.basis],
        ),
        Derived(Field("how", Type.TEXT, "how its line was made"), lambda s: s.how),
        Derived(Field("drawn", Type.YES_NO, "whether it has a line"), lambda s: has_line(s.leg)),
        Derived(Field("from", Type.TEXT, "id of the place"), lambda s: s.leg.start),
        Derived(Field("to", Type.TEXT, "id of the place"), lambda s: s.leg.end),
        *_stretch_lengths(),
        Derived(
            Field("gauge_breaks", Type.TEXT, "changes of the width of the track"),
            lambda s: "; ".join(s.leg.gauge_breaks),
        ),
        Derived(
            Field("attribution", Type.TEXT, "whose data its line rests on"),
            lambda s: s.leg.attribution,
        ),
    ]


def _end(place: str, known: Background) -> str:
    """Name an end of a stretch."""
    return known.place_name(place) if place not in {"", UNSTATED} else "not stated"


def _of(leg: RouteLeg, metres: float) -> float | None:
    """Give a length of the line of a stretch; `None` where it has no line."""
    return metres if has_line(leg) else None


def _stretch_lengths() -> list[Derived]:
    """Give the lengths of a stretch."""
    lengths: tuple[tuple[str, str, Callable[[RouteLeg], float | None]], ...] = (
        ("straight_km", "from stop to stop over the earth", lambda leg: leg.straight_m),
        ("network_km", "along its line", lambda leg: leg.length_m),
        ("from_off_km", "from the first stop to its line", lambda leg: _of(leg, leg.snap_m[0])),
        ("to_off_km", "from the last stop to its line", lambda leg: _of(leg, leg.snap_m[1])),
        (
            "generalised_km",
            "drawn straight between far points",
            lambda leg: _of(leg, leg.generalised_m),
        ),
    )
    return [
        Derived(Field(name, Type.NUMBER, told), partial(_length, metres))
        for name, told, metres in lengths
    ]


def _length(metres: Callable[[RouteLeg], float | None], stretch: _Stretch) -> Value:
    """Give a length of a stretch in kilometres."""
    return _km(metres(stretch.leg))
