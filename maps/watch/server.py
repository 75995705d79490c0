"""A server on this machine alone, for one reader: the page, its findings, and word of changes."""

import json
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

from geo.errors import CallError
from maps.page.plain import visible
from maps.watch.desk import Desk
from maps.watch.draft import Draft
from maps.watch.page import render_desk

LOOPBACK = "127.0.0.1"
#: After so many seconds without news a line is sent, so that a closed page is noticed.
PULSE_S = 15.0
_HTML, _STREAM = "text/html; charset=utf-8", "text/event-stream; charset=utf-8"
_WAITING = "<!doctype html><meta charset=utf-8><title>…</title><p>The first map is not ready."


class DeskServer(ThreadingHTTPServer):
    """
    Serve a desk on the loopback address.

    Parameters
    ----------
    desk
        What is shown.
    port
        0 = any that is free.

    Raises
    ------
    CallError
        The port is taken or not allowed.

    Notes
    -----
    Requests under another name than this machine's own are refused, so that no web page can
    reach the desk by a name of its own that leads here, and so are those that a browser says come
    from the page of another site. Nothing but three addresses is served, none of them a file.
    """

    daemon_threads = True

    def __init__(self, desk: Desk, port: int) -> None:
        self.desk = desk
        try:
            super().__init__((LOOPBACK, port), _Handler)
        except (OSError, OverflowError) as error:
            reason = getattr(error, "strerror", "") or "not a port"
            raise CallError(f"--port {port}: {reason} (give another, or 0 for any)") from error

    @property
    def address(self) -> str:
        """Give the address to open."""
        return f"http://{LOOPBACK}:{self.server_port}/"


class _Handler(BaseHTTPRequestHandler):
    """Answer one request."""

    server: DeskServer
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """Answer by address."""
        if self.headers.get("Host") not in self._names():
            return self._send(403, "text/plain", "another name than this machine’s own")
        if self.headers.get("Sec-Fetch-Site") == "cross-site" and not self._is_visit():
            return self._send(403, "text/plain", "asked for by the page of another")
        path = urlsplit(self.path).path
        if path == "/":
            page, policy = render_desk(self.server.desk.folder.name)
            return self._send(200, _HTML, page, policy)
        if path == "/map.html":
            return self._send(200, _HTML, self.server.desk.draft.page or _WAITING)
        if path == "/changes":
            return self._stream()
        return self._send(404, "text/plain", "not here")

    def _names(self) -> set[str]:
        """Give the names under which a reader on this machine asks."""
        return {f"{name}:{self.server.server_port}" for name in (LOOPBACK, "localhost")}

    def _is_visit(self) -> bool:
        """Tell whether a person follows a link, and no page draws in this one."""
        return self.headers.get("Sec-Fetch-Dest") == "document"

    def _send(self, status: int, kind: str, text: str, policy: str = "") -> None:
        """Send a whole answer, which nobody keeps and nobody else may frame."""
        data = text.encode()
        self.send_response(status)
        headers = {"Content-Type": kind, "Content-Length": str(len(data))}
        headers |= {"Content-Security-Policy": policy} if policy else {}
        self._head({**headers, "X-Frame-Options": "SAMEORIGIN"})
        self.wfile.write(data)

    def _head(self, headers: dict[str, str]) -> None:
        """Send headers, and those that every answer has."""
        every = {
            "Cache-Control": "no-store",
            "X-Content-Type-Options": "nosniff",
            "Cross-Origin-Resource-Policy": "same-origin",
        }
        for name, value in (every | headers).items():
            self.send_header(name, value)
        self.end_headers()

    def _stream(self) -> None:
        """Send each new state until the reader or the desk ends."""
        desk, seen = self.server.desk, 0
        self.send_response(200)
        self._head({"Content-Type": _STREAM, "Connection": "close"})
        self.close_connection = True
        while not desk.ended:
            draft = desk.wait(seen, PULSE_S)
            news = f"data: {json.dumps(told(draft))}\n\n" if draft.number != seen else ": \n\n"
            seen = draft.number
            try:
                self.wfile.write(news.encode())
                self.wfile.flush()
            except OSError:
                return  # the reader has gone

    def log_message(self, *_: object) -> None:
        """Say nothing: the terminal is for the case."""


def told(draft: Draft) -> dict[str, object]:
    """
    Give what the page is told of a state.

    Parameters
    ----------
    draft
        The state.

    Returns
    -------
    dict
        For JSON; `findings` have a `level` and a `text`, control characters made visible.
    """
    return {
        "number": draft.number,
        "current": draft.current,
        "page": bool(draft.page),
        "seconds": round(draft.seconds, 1),
        "findings": [
            {"level": str(finding.level), "text": visible(str(finding))}
            for finding in draft.findings
        ],
    }
