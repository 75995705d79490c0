"""
Geocoders of the web, asked only where a call says so.

Nominatim and Photon through geopy: each name goes over the net to a service that may keep it. One
request a second at most, and none for what was answered before.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any
from urllib.parse import urlsplit

from geo.answers import NO_HINTS, Answer, Hints, Status, refusal
from geo.candidate import AmbiguousPlaceError, Candidate, PlaceNotFoundError
from geo.choice import ONE_LOCALITY_KM, leading
from geo.coords import distance_m
from geo.errors import CallError, ServiceError, ValueProblem, one_line
from geo.online_cache import kept_or_asked
from geo.online_results import candidates_of
from geo.readings import answers, check_name, shown
from geo.score import Scored, nearness

#: What the services ask of those who show their answers.
ATTRIBUTION = "© OpenStreetMap contributors, ODbL 1.0"
#: Seconds to wait for an answer, and between two requests (the rule of nominatim.org).
TIMEOUT_S = 10.0
BETWEEN_S = 1.0
#: Seconds to wait before the one more try after an error.
AFTER_ERROR_S = 5.0
#: After so many failures in a row the service is not asked again.
MOST_FAILURES = 3


class ServiceName(StrEnum):
    """Services that are known."""

    NOMINATIM = "nominatim"
    PHOTON = "photon"


Ask = Callable[[str, tuple[str, ...]], list[Any]]


@dataclass(slots=True)
class Service:
    """
    A geocoder of the web; made by `open_service`.

    Attributes
    ----------
    name
        Which.
    host
        Where: the service and its address, for the reason and for what is kept.
    ask
        Gives the raw results for a name in some countries, or raises `ServiceError`.
    failures
        How often in a row it has failed.
    """

    name: ServiceName
    host: str
    ask: Ask
    failures: int = field(default=0)

    def answer(self, name: str, hints: Hints = NO_HINTS) -> Answer:
        """
        Ask for one name.

        Parameters
        ----------
        name
            As a source writes it.
        hints
            What is known; the name and the countries go to the service, nothing else.

        Returns
        -------
        Answer
            Nothing is raised: where the service fails it is not found, and `why` says so. Results
            far apart are ambiguous, whatever the service puts first.
        """
        try:
            check_name(name)
            found = candidates_of(self._results(name, hints.countries))
            return _chosen(name, _scored(_fitting(name, found, hints), hints), self.host)
        except AmbiguousPlaceError as error:
            every = tuple(Scored(each, ()) for each in error.candidates)
            return refusal(name, error, every)
        except PlaceNotFoundError as error:
            return refusal(name, error, excluded=error.candidates)
        except ValueProblem as error:
            return refusal(name, error)

    def _results(self, name: str, countries: tuple[str, ...]) -> list[Any]:
        """Give what the service says, or said before; give up after some failures in a row."""
        if self.failures >= MOST_FAILURES:
            raise ServiceError(
                f"{self.host} was not asked: it has failed {self.failures} times in a row"
            )
        question = (self.host, name, *countries)
        try:
            results = kept_or_asked(question, lambda: self.ask(name, countries))
        except ServiceError as error:
            self.failures += 1
            raise ServiceError(f"{self.host}: {error.message}", error.help) from None
        self.failures = 0
        return results


def open_service(
    name: str,
    endpoint: str = "",
    *,
    timeout_s: float = TIMEOUT_S,
    between_s: float = BETWEEN_S,
    after_error_s: float = AFTER_ERROR_S,
) -> Service:
    """
    Make a service ready to be asked; nothing is sent yet.

    Parameters
    ----------
    name
        `nominatim` or `photon`.
    endpoint
        Address of one's own instance, `https://host/path`; the public one unless given.
    timeout_s, between_s, after_error_s
        Seconds to wait for an answer, between two requests, and before the one more try.

    Returns
    -------
    Service
        With a user agent that names this program.

    Raises
    ------
    CallError
        An unknown service, an address that is none, or geopy is not installed.
    """
    if name not in set(ServiceName):
        raise CallError(f"--online: “{name}” is not one of {', '.join(ServiceName)}")
    service = ServiceName(name)
    try:
        from geo.online_client import connect  # noqa: PLC0415 - an extra, rarely wanted
    except ModuleNotFoundError as error:
        if error.name != "geopy":
            raise
        raise CallError("--online needs geopy: pip install 'waybook[online]'") from None
    client = connect(service, _address(endpoint), timeout_s, (between_s, after_error_s))
    return Service(service, f"{service} ({client.host})", client.ask)


def _address(endpoint: str) -> tuple[str, str]:
    """Take an address apart into scheme and the rest; two empty texts for none."""
    if not endpoint:
        return "", ""
    try:
        parts = urlsplit(endpoint)
        sound = parts.scheme in ("http", "https") and parts.hostname and not parts.username
        _ = parts.port
    except ValueError:
        sound = False
    if not sound or parts.query or parts.fragment or not endpoint.isprintable():
        raise CallError(
            f"--endpoint: “{one_line(endpoint, 200)}” is not an address: https://host/path"
        )
    return parts.scheme, (parts.netloc + parts.path).rstrip("/")


def _fitting(name: str, found: list[Candidate], hints: Hints) -> list[Candidate]:
    """Keep what is of the kind and in the countries stated."""
    kept = [
        each
        for each in found
        if (not hints.countries or each.country in hints.countries)
        and (hints.kind is None or each.kind in answers(hints.kind))
    ]
    if not kept:
        message = f"no “{shown(name)}”" + (" of the kind and country stated" if found else "")
        raise PlaceNotFoundError(message, "give lon and lat", found)
    return kept


def _scored(found: Sequence[Candidate], hints: Hints) -> list[Scored]:
    """Score results by nearness, where that is known; else they keep the order of the service."""
    scored = [Scored(each, (nearness(each, hints.near),) if hints.near else ()) for each in found]
    return sorted(scored, key=lambda each: -each.score)


def _chosen(name: str, found: Sequence[Scored], host: str) -> Answer:
    """Take the first result where no other lies apart from it, or where it is nearer by far."""
    first, *rest = found
    middle = first.candidate.position
    apart = [
        each
        for each in rest
        if distance_m(middle, each.candidate.position) > ONE_LOCALITY_KM * 1000
    ]
    subject = f"“{shown(name)}” by {host}"
    if apart and not leading([first, *apart], subject):
        entries = [each.candidate for each in (first, *apart)]
        raise AmbiguousPlaceError(
            f"{subject} fits {len(entries)} places far apart",
            "state country, kind or near, or give lon and lat",
            entries,
        )
    (choice,) = leading([first, *apart], subject)
    why = choice.why if apart else f"Found by {host}, {len(found)} results in one locality."
    return Answer(
        query=name,
        status=Status.FOUND,
        found=first.candidate,
        why=why,
        score=choice.score if apart else None,
        candidates=tuple(found),
        attribution=ATTRIBUTION,
    )
