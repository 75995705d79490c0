"""One toponym and what is known about it → the one candidate that fits, or the reason why not."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from geo.candidate import AmbiguousPlaceError, Candidate, PlaceNotFoundError
from geo.coords import LonLat, distance_m
from geo.gazetteer import Gazetteer
from geo.listing import listed
from geo.places import PlaceKind
from geo.toponyms import base_names, fold, romanisations

TOWNS = frozenset({PlaceKind.CITY, PlaceKind.TOWN})

#: Which kinds of entry answer which kind of place; the rest of the kinds are in no gazetteer here.
ANSWERS = {
    PlaceKind.COUNTRY: frozenset({PlaceKind.COUNTRY}),
    PlaceKind.REGION: frozenset({PlaceKind.REGION}),
    PlaceKind.AREA: frozenset({PlaceKind.REGION}),
    PlaceKind.CITY: TOWNS,
    PlaceKind.TOWN: TOWNS,
    PlaceKind.STATION: frozenset({PlaceKind.STATION}),
    PlaceKind.PORT: frozenset({PlaceKind.PORT}),
    PlaceKind.AIRPORT: frozenset({PlaceKind.AIRPORT}),
}

#: Kinds that stand in or by a town of the same name: its pin serves, with a wider radius.
IN_TOWN = frozenset(
    {
        PlaceKind.STATION,
        PlaceKind.PORT,
        PlaceKind.AIRPORT,
        PlaceKind.BORDER_CROSSING,
        PlaceKind.FACILITY,
    }
)
#: How far from the middle of its town such a place may lie, at least (km).
IN_TOWN_KM = {PlaceKind.AIRPORT: 30.0, PlaceKind.BORDER_CROSSING: 15.0}
IN_TOWN_DEFAULT_KM = 8.0

#: Entries of one name this near to each other are one locality (km).
ONE_LOCALITY_KM = 10.0
#: Without a kind, a port or airport this near to a town of its name gives way to it (km).
NAMED_AFTER_KM = 60.0
#: Within one stated country, population decides only when it is this many times a rival's; for
#: a place said to be a city that alone is one, this many times.
MARGIN_IN_COUNTRY = 20
MARGIN_OF_CITY = 5
#: A rival of unknown or lower population counts as this.
SMALL_POPULATION = 500
#: Without a country, population decides only for large cities and countries: this many times a
#: rival's of the same name, this many times that of one which merely also goes by it.
WORLD_POPULATION = 500_000
MARGIN_IN_WORLD = 50
MARGIN_OVER_ALIAS = 20
#: Nearness decides when one candidate is this near and every other one this far (km).
NEAR_KM = 300.0
FAR_KM = 900.0
#: A place lies within its parent when it is no farther than the parent's reach and this (km).
WITHIN_SLACK_KM = 50.0

#: Letters of a name that a message shows at most.
SHOWN_LETTERS = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """
    A toponym with what is known about the place.

    Attributes
    ----------
    names
        Spellings, the main one first; later ones are asked only where earlier ones are unknown.
        At least one.
    kind
        What it is; `None` = not stated.
    countries
        ISO codes, one of which it lies in; empty = not stated.
    within
        The region that it lies in, or the entry of a place that it lies by; `None` = not stated.
    near
        Positions of places that belong to the same story; empty = none.
    """

    names: tuple[str, ...]
    kind: PlaceKind | None = None
    countries: tuple[str, ...] = ()
    within: "Parent | None" = None
    near: tuple[LonLat, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Parent:
    """
    The place that another one is said to lie within.

    Attributes
    ----------
    name
        For messages.
    gazetteer_id
        Its entry, which decides where it is a country or a region; may be empty.
    position
        Degrees, WGS 84; `None` where it has none.
    radius_km
        Its reach; 0 = not known.
    """

    name: str
    gazetteer_id: str = ""
    position: LonLat | None = None
    radius_km: float = 0.0


@dataclass(frozen=True, slots=True)
class Choice:
    """A candidate and a plain sentence that says why it was chosen."""

    candidate: Candidate
    why: str


@dataclass(frozen=True, slots=True)
class Named:
    """The candidates of one reading of a name; `stand_in` = towns for what lies in them."""

    name: str
    candidates: tuple[Candidate, ...]
    stand_in: bool = False


def locate(query: Query, gazetteer: Gazetteer) -> Choice:
    """
    Choose the one entry of the gazetteer that a query means.

    Parameters
    ----------
    query
        Names and evidence.
    gazetteer
        Where to look.

    Returns
    -------
    Choice
        The candidate and why; the radius of a town that stands in for what lies in it is widened.

    Raises
    ------
    PlaceNotFoundError
        No entry of any of the names fits; the help names nearly equal spellings.
    AmbiguousPlaceError
        Several fit, and nothing known tells them apart; the help lists them to paste.

    Notes
    -----
    Candidates are those of the first name that has any of the kind, in the country and within the
    parent stated. Several are told apart by, in this order: lying in one locality; population, if
    overwhelming (the margins above); nearness to `near`, if clear (`NEAR_KM`, `FAR_KM`). The
    reason names the rule. That a namesake goes by more of the query's names counts for nothing:
    well-known places have more names on file.
    """
    excluded: list[Candidate] = []
    for named in _named(query, gazetteer):
        fitting = [each for each in named.candidates if _fits(each, query)]
        excluded += [each for each in named.candidates if each not in fitting]
        if fitting:
            choice = _choose(fitting, named, query, gazetteer)
            return in_town(choice, query.kind or PlaceKind.FACILITY) if named.stand_in else choice
    raise _not_found(query, excluded, gazetteer)


def _named(query: Query, gazetteer: Gazetteer) -> Iterable[Named]:
    """Give the candidates of each way to read each name, the closest reading first."""
    for name in query.names:
        yield Named(name, _of_kind(gazetteer.find(name), query.kind))
    for name in query.names:
        for key in romanisations(fold(name)):
            yield Named(name, _of_kind(gazetteer.find(key), query.kind))
    for name in query.names:
        for base in base_names(name):
            if query.kind is None or ANSWERS.get(query.kind) == ANSWERS.get(base.kind):
                yield Named(name, _of_kind(gazetteer.find(base.name), query.kind or base.kind))
    for name in query.names:
        yield from _stand_ins(name, query, gazetteer)


def _stand_ins(name: str, query: Query, gazetteer: Gazetteer) -> Iterable[Named]:
    """Give the towns that a station, port or the like is named after."""
    bases = [base for base in base_names(name) if (query.kind or base.kind) in IN_TOWN]
    if query.kind in IN_TOWN:
        yield Named(name, _of_kind(gazetteer.find(name), PlaceKind.TOWN), stand_in=True)
    for base in bases:
        yield Named(name, _of_kind(gazetteer.find(base.name), PlaceKind.TOWN), stand_in=True)


def _of_kind(candidates: Iterable[Candidate], kind: PlaceKind | None) -> tuple[Candidate, ...]:
    """Keep the candidates that answer a kind; without one, those not named after another."""
    if kind is not None:
        return tuple(each for each in candidates if each.kind in ANSWERS.get(kind, ()))
    found = tuple(candidates)
    return tuple(each for each in found if not any(_named_after(each, town) for town in found))


def _named_after(candidate: Candidate, town: Candidate) -> bool:
    """Whether a port, airport or region merely shares the name of the town that it lies about."""
    if town.kind not in TOWNS or candidate.kind in TOWNS | {PlaceKind.COUNTRY}:
        return False
    reach_km = max(candidate.radius_km, NAMED_AFTER_KM)
    return distance_m(candidate.position, town.position) / 1000 <= reach_km


def _fits(candidate: Candidate, query: Query) -> bool:
    """Whether country and parent allow a candidate."""
    if query.countries and candidate.country not in query.countries:
        return False
    return query.within is None or _lies_within(candidate, query.within)


def _lies_within(candidate: Candidate, parent: Parent) -> bool:
    """Whether a candidate lies in a country or region, or near enough to a place."""
    scheme, _, code = parent.gazetteer_id.partition(":")
    if scheme == "iso" and len(code) == 2:
        return candidate.country == code
    if candidate.region and candidate.region == parent.gazetteer_id:
        return True
    outside = scheme == "iso" and candidate.region
    return not outside and _near_parent(candidate, parent)


def _near_parent(candidate: Candidate, parent: Parent) -> bool:
    """Whether a candidate is within reach of a place; a place of unknown reach excludes nothing."""
    if parent.position is None:
        return True
    far_km = distance_m(candidate.position, parent.position) / 1000
    return far_km <= parent.radius_km + candidate.radius_km + WITHIN_SLACK_KM


def _choose(fitting: list[Candidate], named: Named, query: Query, gazetteer: Gazetteer) -> Choice:
    """Choose among the candidates of a name by evidence, or say that nothing tells them apart."""
    subject = _subject(named.name, query)
    if len(fitting) == 1:
        return Choice(fitting[0], f"The only {subject} in the gazetteer.")
    for locality in _one_locality(fitting):
        reason = f"{len(fitting)} entries for {subject}, all within one locality."
        return Choice(locality, reason)
    for rule in (_by_population, _by_nearness):
        for found in rule(fitting, query):
            return Choice(found.candidate, f"{_capital(subject)}: {found.why}")
    raise _ambiguous(subject, fitting, gazetteer)


def _capital(text: str) -> str:
    """Begin a sentence with a capital letter."""
    return text[:1].upper() + text[1:]


def _cut(name: str) -> str:
    """Keep a name short enough for a message."""
    return name if len(name) <= SHOWN_LETTERS else name[:SHOWN_LETTERS] + "…"


def _subject(name: str, query: Query) -> str:
    """Say what was looked for: kind, name, country and parent."""
    kind = f"{query.kind.replace('_', ' ')} " if query.kind else ""
    parts = [f" in {' or '.join(query.countries)}"] if query.countries else []
    parts += [f" within {_cut(query.within.name)}"] if query.within else []
    return f"{kind}“{_cut(name)}”{''.join(parts)}"


def _one_locality(fitting: Sequence[Candidate]) -> list[Candidate]:
    """Give the largest candidate, its radius widened, where all lie close together; else none."""
    first = fitting[0]
    reach = max(distance_m(first.position, each.position) / 1000 for each in fitting)
    if reach > ONE_LOCALITY_KM or len({each.kind in TOWNS for each in fitting}) > 1:
        return []
    return [replace(first, radius_km=round(max(first.radius_km, reach), 1))]


def _is_own_name(candidate: Candidate) -> bool:
    """Whether a candidate was found under its own name, not under another that it goes by."""
    return fold(candidate.name) == candidate.spelling


def _by_population(fitting: list[Candidate], query: Query) -> list[Choice]:
    """Choose the largest where its margin is overwhelming; an empty list where it is not."""
    first, *rest = sorted(fitting, key=lambda each: (-each.population, each.id))
    in_country = len(query.countries) == 1
    large = in_country or (first.population >= WORLD_POPULATION and query.kind != PlaceKind.TOWN)
    if not large or any(first.population < _enough(each, first, query) for each in rest):
        return []
    size = f"{first.population:,} inhabitants against {rest[0].population:,} of the next namesake."
    return [Choice(first, f"taken by size, {size}")]


def _enough(rival: Candidate, first: Candidate, query: Query) -> int:
    """Give the population that outweighs a rival."""
    if len(query.countries) != 1:
        return rival.population * (MARGIN_IN_WORLD if _is_own_name(rival) else MARGIN_OVER_ALIAS)
    only_city = query.kind == first.kind == PlaceKind.CITY != rival.kind
    margin = MARGIN_OF_CITY if only_city else MARGIN_IN_COUNTRY
    return max(rival.population, SMALL_POPULATION) * margin


def _by_nearness(fitting: list[Candidate], query: Query) -> list[Choice]:
    """Choose the one near the case's other places where all namesakes are far from them."""
    if not query.near:
        return []
    gaps = sorted(
        (min(distance_m(each.position, place) for place in query.near) / 1000, each.id, each)
        for each in fitting
    )
    (near_km, _, first), (far_km, _, _) = gaps[0], gaps[1]
    if query.kind is None and first.kind in IN_TOWN:
        return []
    if near_km > NEAR_KM or far_km < FAR_KM:
        return []
    reason = f"{near_km:.0f} km from another place of the case, the next namesake {far_km:.0f} km."
    return [Choice(first, f"taken by nearness, {reason}")]


def in_town(choice: Choice, kind: PlaceKind) -> Choice:
    """
    Widen the radius of a town that stands in for a station, port or the like, and say so.

    Parameters
    ----------
    choice
        An entry of any kind.
    kind
        What the place is.

    Returns
    -------
    Choice
        The same where no stand-in is needed.
    """
    town = choice.candidate
    if kind not in IN_TOWN or town.kind not in TOWNS:
        return choice
    wider = round(max(2 * town.radius_km, IN_TOWN_KM.get(kind, IN_TOWN_DEFAULT_KM)), 1)
    word = kind.replace("_", " ")
    said = f"The pin is that of the town, the {word} itself may lie up to {wider:g} km off."
    return Choice(replace(town, radius_km=wider), f"{choice.why} {said}")


def _ambiguous(subject: str, kept: list[Candidate], gazetteer: Gazetteer) -> AmbiguousPlaceError:
    """Say that several candidates fit, what tells them apart, and list them ready to paste."""
    apart = "country or within" if len({each.country for each in kept}) > 1 else "within"
    return AmbiguousPlaceError(
        f"{subject} fits {len(kept)} places and nothing tells them apart",
        f"state {apart}, or give gazetteer: {listed(kept, gazetteer)}",
        kept,
    )


def _not_found(query: Query, excluded: list[Candidate], gazetteer: Gazetteer) -> PlaceNotFoundError:
    """Say that nothing fits, with what would help."""
    name = query.names[0]
    subject = _subject(name, query)
    if query.kind in (PlaceKind.AREA, PlaceKind.RIVER, PlaceKind.REGION):
        advice = "give lon, lat and radius_km, or geometry (none = listed, never drawn)"
    else:
        advice = "give lon and lat, a gazetteer id, or geometry none"
    if excluded:
        known = list(dict.fromkeys(excluded))
        found = f"elsewhere: {listed(known, gazetteer)}"
        return PlaceNotFoundError(f"no {subject}", f"{found}; {advice}", known)
    likes = gazetteer.near_spellings(name)
    near = f"nearest spellings: {', '.join(likes)}; " if likes else ""
    return PlaceNotFoundError(f"no {subject} in the gazetteer", f"{near}{advice}")
