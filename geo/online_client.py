"""How services of the web are asked, through geopy."""

import logging
from collections.abc import Callable
from importlib import metadata
from time import monotonic
from typing import Any, NamedTuple

from geopy.adapters import URLLibAdapter
from geopy.exc import GeocoderParseError, GeocoderRateLimited, GeocoderTimedOut, GeopyError
from geopy.extra.rate_limiter import RateLimiter
from geopy.geocoders import Nominatim, Photon

from geo.errors import ServiceError, one_line

#: Results asked for, and the size of an answer (bytes) from which on it is none.
MOST_RESULTS = 10
LARGEST = 4_000_000
_CHUNK = 65_536
_LONGEST_TEXT = 200
#: What may go wrong where a service sends another thing than it should.
_MISREAD = (
    GeopyError,
    AttributeError,
    IndexError,
    KeyError,
    OverflowError,
    RecursionError,
    TypeError,
    ValueError,
)


class Client(NamedTuple):
    """What asks a service, and where that is."""

    host: str
    ask: Callable[[str, tuple[str, ...]], list[Any]]


def connect(
    service: str, address: tuple[str, str], timeout_s: float, waits_s: tuple[float, float]
) -> Client:
    """
    Make what asks a service; nothing is sent yet.

    Parameters
    ----------
    service
        `nominatim` or `photon`.
    address
        Scheme, and host with path; two empty texts for the public one.
    timeout_s
        Seconds to wait for an answer.
    waits_s
        Seconds between two requests, and before the one more try after an error.

    Returns
    -------
    Client
        Its `ask` gives the raw results for a name in some countries (codes); it raises
        `ServiceError`.
    """
    # what is tried again is told by nobody but this program, in a line of its own
    logging.getLogger("geopy").addHandler(logging.NullHandler())
    maker = Nominatim if service == "nominatim" else Photon
    scheme, domain = address
    place = {"scheme": scheme, "domain": domain} if domain else {}
    geocoder = maker(
        user_agent=user_agent(), timeout=timeout_s, adapter_factory=_adapter(timeout_s), **place
    )
    between_s, after_error_s = waits_s
    limited = RateLimiter(
        geocoder.geocode,
        min_delay_seconds=between_s,
        max_retries=1,
        error_wait_seconds=max(after_error_s, between_s),
        swallow_exceptions=False,
    )
    detailed = {"addressdetails": True} if maker is Nominatim else {}

    def ask(name: str, countries: tuple[str, ...]) -> list[Any]:
        codes = [code.lower() for code in countries]
        where = {"country_codes": codes} if codes and maker is Nominatim else {}
        try:
            found = limited(
                name, exactly_one=False, limit=MOST_RESULTS, language="en", **detailed, **where
            )
            return [each.raw for each in found or ()]
        except _MISREAD as error:
            raise _told(error) from None

    return Client(geocoder.domain, ask)


def user_agent() -> str:
    """
    Give the name under which services know this program.

    Returns
    -------
    str
        With its version.
    """
    try:
        return f"waybook/{metadata.version('waybook')}"
    except metadata.PackageNotFoundError:
        return "waybook"


def _told(error: Exception) -> ServiceError:
    """Say what went wrong."""
    if isinstance(error, GeocoderTimedOut):
        return ServiceError("it did not answer in time", "try again, or another service")
    if isinstance(error, GeocoderRateLimited):
        after = f", in {error.retry_after} s" if error.retry_after else " later"
        return ServiceError("it refuses so many requests (429)", f"try again{after}")
    if isinstance(error, GeopyError) and not isinstance(error, GeocoderParseError):
        text = one_line(str(error), _LONGEST_TEXT) or type(error).__name__
        return ServiceError(f"it failed: {text}", "look at --endpoint, or try again later")
    return ServiceError("its answer could not be read", "does --endpoint lead to such a service?")


def _adapter(timeout_s: float) -> Callable[..., URLLibAdapter]:
    """Give the maker of an adapter that reads neither for ever nor without end."""

    class BoundedAdapter(URLLibAdapter):  # type: ignore[misc]
        """Reads an answer of bounded size in bounded time."""

        def _decode_page(self, page: Any) -> str:
            """Read the body, whose bytes may come one by one."""
            deadline, body = monotonic() + timeout_s, b""
            while chunk := page.read1(_CHUNK):
                body += chunk
                if len(body) > LARGEST:
                    raise GeocoderParseError("too large")
                if monotonic() > deadline:
                    raise GeocoderTimedOut("too slow")
            return body.decode("utf-8", "strict")

    return BoundedAdapter
