"""Scored candidates → the one that leads by enough, or none."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from geo.candidate import Candidate
from geo.coords import distance_m
from geo.places import PlaceKind
from geo.score import IN_TOWN, TOWNS, Aspect, Scored

#: The lead, in points, from which on a candidate is taken: about thirty times as likely.
MARGIN = 1.5
#: Entries of one name this near to each other are one locality (km).
ONE_LOCALITY_KM = 10.0

#: How far from the middle of its town what stands in it may lie, at least (km).
IN_TOWN_KM = {PlaceKind.AIRPORT: 30.0, PlaceKind.BORDER_CROSSING: 15.0}
IN_TOWN_DEFAULT_KM = 8.0


@dataclass(frozen=True, slots=True)
class Choice:
    """
    A candidate and why it was chosen.

    Attributes
    ----------
    candidate
        The one taken.
    why
        A plain sentence.
    score
        Its points; `None` where nothing was weighed, as with an id.
    rival
        The next most likely one; `None` where there was none.
    """

    candidate: Candidate
    why: str
    score: float | None = None
    rival: Scored | None = None


def leading(found: Sequence[Scored], subject: str) -> list[Choice]:
    """
    Choose among scored candidates.

    Parameters
    ----------
    found
        At least one, the most likely first.
    subject
        What was looked for, for the reason.

    Returns
    -------
    list of Choice
        The first, where no other is within `MARGIN` of it but what is one locality with it; else
        an empty list.
    """
    first, *rest = found
    same = [each for each in rest if _one_locality(first, each)]
    apart = [each for each in rest if each not in same]
    if apart and first.score - apart[0].score < MARGIN:
        return []
    candidate = _spread(first.candidate, same)
    if apart:
        why = f"{subject[:1].upper()}{subject[1:]}: {_lead(first, apart[0])}"
        return [Choice(candidate, why, first.score, apart[0])]
    if same:
        why = f"{len(found)} entries for {subject}, all within one locality."
    else:
        why = f"The only {subject} in the gazetteer.{_read_as(first)}"
    return [Choice(candidate, why, first.score)]


def _one_locality(one: Scored, other: Scored) -> bool:
    """Whether two entries are of one locality."""
    a, b = one.candidate, other.candidate
    if (a.kind in TOWNS) != (b.kind in TOWNS):
        return False
    return distance_m(a.position, b.position) / 1000 <= ONE_LOCALITY_KM


def _spread(first: Candidate, same: Sequence[Scored]) -> Candidate:
    """Widen the reach of a candidate over what is one locality with it."""
    gaps = [distance_m(first.position, each.candidate.position) / 1000 for each in same]
    return replace(first, radius_km=round(max([first.radius_km, *gaps]), 1)) if gaps else first


def _lead(first: Scored, second: Scored) -> str:
    """Say what decided, and by how much."""
    aspect = max(Aspect, key=lambda each: first.points(each) - second.points(each))
    ours, theirs = first.words(aspect), second.words(aspect)
    said = {
        Aspect.SIZE: f"taken by size, {ours} against {theirs.partition(' ')[0]} of the next",
        Aspect.NEARNESS: f"taken by nearness, {_off(ours)} the nearest other place, the next "
        f"{theirs.removesuffix(' off')}",
        Aspect.LINE: f"taken for the line that calls there, the next is {theirs}",
        Aspect.COMPANY: f"taken for its company, {_against(ours, theirs)}",
        Aspect.KIND: f"taken by kind, {_against(ours, theirs)}",
        Aspect.NAME: f"taken by its own name, {_against(ours, theirs)}",
        Aspect.SPELLING: f"taken as it is spelled, {_against(ours, theirs)}",
    }[aspect]
    return f"{said}; {first.score:g} points, next is {second.name}.{_read_as(first)}"


def _off(words: str) -> str:
    """Turn `80 km off` into `80 km from`."""
    return f"{words.removesuffix(' off')} from"


def _against(ours: str, theirs: str) -> str:
    """Set what is said of two candidates against each other."""
    return f"{ours}; the next is {theirs}" if ours and theirs else ours or f"the next is {theirs}"


def _read_as(found: Scored) -> str:
    """Say how a name was read that is not as written."""
    words = found.words(Aspect.SPELLING)
    return f" Read as {words} of {found.candidate.name}." if words else ""


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
    return replace(choice, candidate=replace(town, radius_km=wider), why=f"{choice.why} {said}")
