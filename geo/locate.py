"""One toponym and what is known about it → the one candidate that fits, or the reason why not."""

from dataclasses import dataclass, replace

from geo.candidate import Candidate, Reading
from geo.choice import Choice, in_town, leading
from geo.coords import distance_m
from geo.gazetteer import Gazetteer
from geo.places import PlaceKind
from geo.query import Parent, Query
from geo.readings import check_name, is_short, readings
from geo.refusals import ambiguous, not_found, subject_of
from geo.score import TOWNS, TRANSPORT, Aspect, Scored, is_own_name, scored
from geo.toponyms import fold
from geo.writing import is_exonym

__all__ = ["Choice", "Parent", "Query", "Weighed", "decide", "in_town", "locate", "weigh"]

#: A place lies within its parent when it is no farther than the parent's reach and this (km).
WITHIN_SLACK_KM = 50.0
#: Points of nearness (about 300 km) from which on another spelling is taken for a slip.
BESIDE = 5.3
#: Points of nearness (about 2,000 km) below which a place is far from the story; and inhabitants
#: below which a name in a script of elsewhere may mean a namesake that no list has.
FAR_OFF = 3.0
KNOWN_ABROAD = 200_000


@dataclass(frozen=True, slots=True)
class Weighed:
    """
    The candidates of a query.

    Attributes
    ----------
    query
        What was asked.
    name
        The one of its names that has candidates; the first where none has.
    found
        Those that fit, the most likely first; may be empty.
    stand_in
        They are towns, for what lies in them.
    excluded
        Entries of the closest reading that country or parent exclude.
    """

    query: Query
    name: str
    found: tuple[Scored, ...] = ()
    stand_in: bool = False
    excluded: tuple[Candidate, ...] = ()

    @property
    def doubtful(self) -> bool:
        """Whether the most likely one is not to be taken, however far it leads."""
        first = self.found[0].candidate
        kinds = [each.candidate.kind for each in self.found]
        # a port or the like, where other things bear the name and no kind is stated
        mere = self.query.kind is None and first.kind in TRANSPORT
        as_it_is = first.reading is Reading.EXACT and is_own_name(first)
        short = is_short(self.name) and not (self.query.countries or as_it_is)
        short = short and first.kind is not PlaceKind.COUNTRY
        return short or (mere and not TRANSPORT.issuperset(kinds)) or self._far_exonym

    @property
    def _far_exonym(self) -> bool:
        """Whether a small place far from the story bears a name in a script of elsewhere."""
        first, query = self.found[0], self.query
        entry = first.candidate
        far = bool(query.near) and first.points(Aspect.NEARNESS) < FAR_OFF
        small = entry.kind in TOWNS and entry.population < KNOWN_ABROAD
        stated = query.countries or query.within
        return far and small and not stated and is_exonym(self.name, entry.country)

    @property
    def misspelled(self) -> bool:
        """Whether the most likely one is spelled otherwise and nothing else speaks for it."""
        first, query = self.found[0], self.query
        known = bool(query.countries or query.within)
        near = first.points(Aspect.NEARNESS) > BESIDE
        return first.candidate.reading is Reading.SPELLING and not (known or near)


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
        The candidate, its points, the runner-up and why; the radius of a town that stands in for
        what lies in it is widened.

    Raises
    ------
    NotFoundError
        The name is none: empty, far too long, or with control characters.
    PlaceNotFoundError
        No entry of any of the names fits; the help names nearly equal spellings.
    AmbiguousPlaceError
        Several fit, and nothing known tells them apart; the help lists them to paste.

    Notes
    -----
    Candidates are those of the closest reading (`geo.readings`) of the names that has any of the
    kind, in the country and within the parent stated. They get points for each kind of evidence
    (`geo.score`); the first is taken where it leads by enough (`geo.choice`). That a namesake
    goes by more of the query's names counts for nothing: well-known places have more names on
    file.
    """
    return decide(weigh(query, gazetteer), gazetteer)


def weigh(query: Query, gazetteer: Gazetteer) -> Weighed:
    """
    Find and score the candidates of a query.

    Parameters
    ----------
    query, gazetteer
        As `locate`.

    Returns
    -------
    Weighed
        All candidates of the closest reading that has any.

    Raises
    ------
    NotFoundError
        As `locate`.
    """
    # an alias without letters (an emblem, a dash) says nothing; the main name must
    query = replace(query, names=(query.names[0], *filter(fold, query.names[1:])))
    for name in query.names:
        check_name(name)
    excluded: list[Candidate] = []
    for reading in readings(query, gazetteer):
        if reading.slip and excluded:
            break
        fitting = [pair for pair in reading.candidates if _fits(pair[0], query)]
        excluded = excluded or [each for each, _ in reading.candidates if not _fits(each, query)]
        if fitting:
            found = tuple(scored(fitting, query, reading.regions))
            return Weighed(query, reading.name, found, reading.stand_in, tuple(excluded))
    return Weighed(query, query.names[0], excluded=tuple(excluded))


def decide(weighed: Weighed, gazetteer: Gazetteer) -> Choice:
    """
    Take the candidate that leads by enough.

    Parameters
    ----------
    weighed
        As `weigh` gives it.
    gazetteer
        What messages look names up in.

    Returns
    -------
    Choice
        As `locate`.

    Raises
    ------
    PlaceNotFoundError, AmbiguousPlaceError
        As `locate`.
    """
    if not weighed.found:
        raise not_found(weighed.query, weighed.excluded, gazetteer)
    subject = subject_of(weighed.name, weighed.query)
    if weighed.misspelled:
        likely = [each.candidate for each in weighed.found]
        raise not_found(weighed.query, [], gazetteer, likely)
    if weighed.doubtful:
        raise ambiguous(subject, [each.candidate for each in weighed.found], gazetteer)
    for choice in leading(weighed.found, subject):
        kind = weighed.query.kind or PlaceKind.FACILITY
        return in_town(choice, kind) if weighed.stand_in else choice
    raise ambiguous(subject, [each.candidate for each in weighed.found], gazetteer)


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
