"""Whether the addresses of sources still answer: asked only where a call says so."""

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from http.client import HTTPException, HTTPMessage
from ipaddress import ip_address
from socket import getaddrinfo
from threading import Thread
from typing import IO
from urllib.error import HTTPError, URLError
from urllib.parse import quote, urlsplit, urlunsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from maps.version import read_version

#: How long a server may keep silent, and how long one question may take as a whole.
TIMEOUT_S = 15.0
MOST_S = 45.0
#: Least time between two questions to one host.
PAUSE_S = 1.0
_GONE = frozenset({404, 410, 451})
#: Servers that ask for patience are not asked again; others may not know HEAD.
_PATIENCE = frozenset({429, 503})
#: Marks of an address that stay as they are; `%` is written already.
_MARKS = "%/:=&?~#+!$,;'@()*[]"


class Answer(StrEnum):
    """What an address answered."""

    NOT_ASKED = "not asked"
    ALIVE = "alive"
    GONE = "gone"
    REFUSED = "refused"
    SILENT = "no answer"


@dataclass(frozen=True, slots=True)
class Liveness:
    """
    What an address answered, and in which words.

    Attributes
    ----------
    answer
        In one word.
    says
        Status and where it leads now, or what went wrong.
    status
        Of HTTP; 0 where there was none.
    """

    answer: Answer = Answer.NOT_ASKED
    says: str = ""
    status: int = 0


def ask(
    urls: Iterable[str], *, pause_s: float = PAUSE_S, sleep: Callable[[float], None] = time.sleep
) -> dict[str, Liveness]:
    """
    Ask addresses whether they still answer.

    Parameters
    ----------
    urls
        `http:` or `https:`, in any script; each is asked once.
    pause_s
        Least time in seconds between two questions to one host.
    sleep
        How to wait.

    Returns
    -------
    dict
        What each answered, by address. Nothing is raised: an address that cannot be reached is
        an answer, too.

    Notes
    -----
    HEAD first; where that is refused GET, of which nothing but the head is read: many servers
    answer HEAD with a refusal. `GONE` is 404, 410 and 451; other refusals (a wall, a fault of the
    server) say nothing about the page. A page of the web that leads to this machine or its own
    network is not followed there.
    """
    pace = _Pace(pause_s, sleep)
    return {url: _answer(url, pace) for url in dict.fromkeys(urls)}


@dataclass(slots=True)
class _Pace:
    """When each host was asked last."""

    pause_s: float
    sleep: Callable[[float], None]
    asked: dict[str, float] = field(default_factory=dict)

    def wait(self, host: str) -> None:
        """Wait until a host may be asked again."""
        if host in self.asked:
            wait_s = self.asked[host] + self.pause_s - time.monotonic()
            if wait_s > 0:
                self.sleep(wait_s)

    def note(self, host: str) -> None:
        """Note that a host has been asked."""
        self.asked[host] = time.monotonic()


def _answer(url: str, pace: _Pace) -> Liveness:
    """Ask one address, by GET where it does not take HEAD."""
    host = urlsplit(url).netloc
    found = Liveness()
    for method in ("HEAD", "GET"):
        pace.wait(host)
        found = _in_time(url, method)
        pace.note(host)
        if found.status < 400 or found.status in _PATIENCE:
            break
    return found


def _in_time(url: str, method: str) -> Liveness:
    """Ask one address, and wait no longer than a server that drips may be waited for."""
    answers: list[Liveness] = []
    asking = Thread(target=lambda: answers.append(_request(url, method)), daemon=True)
    asking.start()
    asking.join(MOST_S)
    return answers[0] if answers else Liveness(Answer.SILENT, f"not whole within {MOST_S:g} s")


def _request(url: str, method: str) -> Liveness:
    """Ask one address by one method; of a page nothing but the head is fetched."""
    headers = {"User-Agent": f"waybook/{read_version()} (checks links of sources)"}
    try:
        plain = plain_address(url)
        request = Request(plain, method=method, headers=headers)  # noqa: S310 - the reader takes http(s) only
        with build_opener(_ToTheWeb).open(request, timeout=TIMEOUT_S) as answer:
            moved = f", now {answer.url}" if answer.url != plain else ""
            return Liveness(Answer.ALIVE, f"{answer.status}{moved}", answer.status)
    except HTTPError as error:
        error.close()
        word = Answer.GONE if error.code in _GONE else Answer.REFUSED
        return Liveness(word, _line(f"{error.code} {error.reason}"), error.code)
    except (URLError, HTTPException, OSError, ValueError) as error:
        return Liveness(Answer.SILENT, _line(str(getattr(error, "reason", "") or error)))


def _line(text: str) -> str:
    """Bring what a server or a library says into one line."""
    return " ".join(text.split())


def plain_address(url: str) -> str:
    """
    Write an address as it goes over the net.

    Parameters
    ----------
    url
        `http:` or `https:`, in any script.

    Returns
    -------
    str
        In ASCII: the host by IDNA (RFC 3490), all else in UTF-8 with `%` (RFC 3987).

    Raises
    ------
    ValueError
        A host that no name can be.
    """
    parts = urlsplit(url)
    host = parts.hostname or ""
    if not host.isascii():
        netloc = parts.netloc.lower().replace(host, host.encode("idna").decode())
        parts = parts._replace(netloc=netloc)
    return quote(urlunsplit(parts), safe=_MARKS)


class _ToTheWeb(HTTPRedirectHandler):
    """Follow an address within the web, and not from there into the network of this machine."""

    def redirect_request(  # noqa: PLR0913, PLR0917 - as the library calls it
        self,
        req: Request,
        fp: IO[bytes],
        code: int,
        msg: str,
        headers: HTTPMessage,
        newurl: str,
    ) -> Request | None:
        """Make the request for where an address leads."""
        fp.close()  # the library would read what comes with the redirection, however much that is
        there = urlsplit(newurl)
        if there.scheme not in {"http", "https"}:
            raise URLError(f"leads to {there.scheme}:, which is not asked")
        if _is_near(there.hostname) and not _is_near(urlsplit(req.full_url).hostname):
            raise URLError(f"leads to {there.netloc}, in the network of this machine: not asked")
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def _is_near(host: str | None) -> bool:
    """Tell whether a host is of this machine or its own network, and no one of the web."""
    try:
        found = getaddrinfo(host or "", None)
    except (OSError, UnicodeError):
        return False  # it cannot be asked either
    return any(not ip_address(str(at[4][0]).partition("%")[0]).is_global for at in found)
