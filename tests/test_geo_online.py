"""Geocoders of the web: asked only where a call says so, politely, and never trusted."""

import json
import subprocess
import sys
import threading
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from geopy.extra.rate_limiter import RateLimiter

from geo import online_cache
from geo.answers import Hints, Status
from geo.coords import LonLat
from geo.errors import CallError
from geo.online import open_service
from geo.places import PlaceKind

ROOT = Path(__file__).parents[1]
KHASAN = {
    "osm_type": "node",
    "osm_id": 1,
    "lat": "42.43",
    "lon": "130.65",
    "name": "Khasan",
    "display_name": "Khasan, Primorsky Krai, Russia",
    "addresstype": "village",
    "address": {"country_code": "ru"},
    "boundingbox": ["42.41", "42.45", "130.62", "130.68"],
}
HASSAN = {
    **KHASAN,
    "osm_id": 2,
    "lat": "13.0",
    "lon": "76.1",
    "name": "Hassan",
    "addresstype": "city",
    "address": {"country_code": "in"},
}
PHOTON = {
    "type": "Feature",
    "geometry": {"type": "Point", "coordinates": [130.65, 42.43]},
    "properties": {
        "name": "Khasan",
        "countrycode": "RU",
        "type": "city",
        "osm_type": "R",
        "osm_id": 7,
        "extent": [130.62, 42.45, 130.68, 42.41],
    },
}


class Asked:
    """What a server was asked, and how it answers: a status, headers and a body."""

    def __init__(self):
        self.paths, self.agents = [], []
        self.status, self.headers, self.body, self.wait_s = 200, {}, b"[]", 0.0


@contextmanager
def serving():
    """Run a server on loopback; gives its address and what it was asked."""
    asked = Asked()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            asked.paths.append(self.path)
            asked.agents.append(self.headers["User-Agent"])
            time.sleep(asked.wait_s)
            self.send_response(asked.status)
            for name, value in asked.headers.items():
                self.send_header(name, value)
            self.end_headers()
            try:
                self.wfile.write(asked.body)
            except OSError:
                return

        def log_message(self, *_):
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", asked
    finally:
        server.shutdown()
        server.server_close()


@pytest.fixture(autouse=True)
def _own_cache(tmp_path, monkeypatch):
    """Keep answers of a test apart from the user's."""
    monkeypatch.setattr(online_cache, "cache_folder", lambda: tmp_path / "kept")


@pytest.fixture
def server():
    with serving() as (address, asked):
        yield address, asked


def service(address, name="nominatim", **more):
    """Open a service that waits for nothing."""
    waits = {"timeout_s": 2.0, "between_s": 0.0, "after_error_s": 0.0, **more}
    return open_service(name, address, **waits)


def sent(*results):
    return json.dumps(results).encode()


def test_a_result_is_found_with_whose_it_is(server):
    address, asked = server
    asked.body = sent(KHASAN)
    answer = service(f"{address}/osm/").answer("Khasan", Hints(countries=("RU",)))
    assert answer.status is Status.FOUND
    assert answer.found.position == LonLat(130.65, 42.43)
    assert (answer.found.id, answer.found.kind, answer.found.country) == (
        "osm:N1",
        PlaceKind.TOWN,
        "RU",
    )
    assert 2 < answer.found.radius_km < 4
    assert "nominatim" in answer.why
    assert "ODbL" in answer.attribution
    query = parse_qs(urlsplit(asked.paths[0]).query)
    assert asked.paths[0].startswith("/osm/search?")
    assert (query["q"], query["countrycodes"]) == (["Khasan"], ["ru"])
    assert asked.agents[0].startswith("waybook")


def test_photon_speaks_geojson(server):
    address, asked = server
    asked.body = json.dumps({"features": [PHOTON]}).encode()
    answer = service(address, "photon").answer("Khasan")
    assert (answer.found.id, answer.found.kind) == ("osm:R7", PlaceKind.CITY)
    assert answer.found.position == LonLat(130.65, 42.43)
    asked.body = json.dumps({"features": []}).encode()
    assert service(address, "photon").answer("Nowhere").status is Status.NOT_FOUND


def test_results_far_apart_are_ambiguous_whatever_comes_first_unless_one_is_nearer_by_far(server):
    address, asked = server
    asked.body = sent(HASSAN, KHASAN)
    answer = service(address).answer("Hassan")
    assert answer.status is Status.AMBIGUOUS
    assert [each.candidate.country for each in answer.candidates] == ["IN", "RU"]
    near = service(address).answer("Hassan", Hints(near=(LonLat(130, 43),)))
    assert near.found.country == "RU"
    stated = service(address).answer("Hassan", Hints(countries=("RU",)))
    assert stated.found.country == "RU"
    none = service(address).answer("Hassan", Hints(kind=PlaceKind.PORT))
    assert (none.status, len(none.excluded)) == (Status.NOT_FOUND, 2)


def test_what_was_answered_is_not_asked_again_and_what_failed_is(server):
    address, asked = server
    asked.body = sent(KHASAN)
    for _ in range(3):
        assert service(address).answer("Khasan").found
    assert len(asked.paths) == 1
    service(address).answer("Khasan", Hints(countries=("RU",)))
    assert len(asked.paths) == 2
    asked.status = 500
    assert service(address).answer("Rajin").status is Status.NOT_FOUND
    asked.status = 200
    assert service(address).answer("Rajin").found


def test_a_broken_cache_is_asked_anew(server, tmp_path):
    address, asked = server
    asked.body = sent(KHASAN)
    service(address).answer("Khasan")
    (kept,) = (tmp_path / "kept").iterdir()
    for broken in (b"", b"\xff", b"{}", b"[" * 100_000):
        kept.write_bytes(broken)
        assert service(address).answer("Khasan").found
    assert len(asked.paths) == 5


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html><script>alert(1)</script></html>",
        b"\xff\xfe",
        b"{",
        b'"text"',
        b"[1, null, []]",
        b'{"error": "\\u001b[31mno"}',
        b"[" * 100_000,
        sent({**KHASAN, "lat": "north"}),
        sent({**KHASAN, "lat": "91", "lon": "1e999"}),
        b" " * 5_000_000 + sent(KHASAN),
    ],
)
def test_what_is_no_answer_is_not_found_and_said_in_one_harmless_line(server, body):
    address, asked = server
    asked.body = body
    answer = service(address).answer("Khasan")
    assert answer.status is Status.NOT_FOUND
    assert answer.why.isprintable()
    assert "127.0.0.1" in answer.why
    assert len(answer.why) < 400


def test_odd_results_among_good_ones_are_left_out_and_their_text_is_harmless(server):
    address, asked = server
    odd = {**KHASAN, "name": "\x1b]0;x\x07<b>\u202eKhasan" + "x" * 9999, "address": 5}
    odd |= {"osm_type": {}, "osm_id": "\n", "boundingbox": ["a"] * 4, "addresstype": []}
    asked.body = sent({**KHASAN, "name": 5, "display_name": ""}, odd)
    answer = service(address).answer("Khasan")
    assert answer.found.name.isprintable()
    assert len(answer.found.name) <= 200
    assert (answer.found.country, answer.found.radius_km, answer.found.id) == ("", 0.0, "")


def test_a_service_that_refuses_is_tried_once_more_and_given_up_after_three_names(server):
    address, asked = server
    asked.status, asked.headers = 429, {"Retry-After": "7"}
    refusing = service(address)
    answers = [refusing.answer(name) for name in ("One", "Two", "Three", "Four", "Five")]
    assert "refuses so many requests" in answers[0].why
    assert "7 s" in answers[0].help
    assert len(asked.paths) == 6
    assert "was not asked" in answers[4].why
    assert {each.status for each in answers} == {Status.NOT_FOUND}


def test_a_service_that_does_not_answer_in_time_is_not_waited_for(server):
    address, asked = server
    asked.wait_s, asked.body = 1.0, sent(KHASAN)
    slow = service(address, timeout_s=0.2)
    assert "in time" in slow.answer("Khasan").why


def test_a_service_that_is_not_there_says_so():
    with serving() as (address, _):
        pass
    assert "failed" in service(address).answer("Khasan").why


def test_requests_keep_their_distance(server, monkeypatch):
    address, asked = server
    waited = []
    monkeypatch.setattr(RateLimiter, "_clock", lambda _: sum(waited))
    monkeypatch.setattr(RateLimiter, "_sleep", lambda _, seconds: waited.append(seconds))
    polite = service(address, between_s=7.0)
    for name in ("One", "Two", "Three"):
        polite.answer(name)
    assert len(asked.paths) == 3
    assert waited == [7.0, 7.0]


def test_no_name_is_not_sent(server):
    address, asked = server
    for name in ("", "  ", "\x07", "x\u202e", "x" * 10_000):
        assert service(address).answer(name).status is Status.NOT_FOUND
    assert asked.paths == []


def test_an_odd_name_is_sent_as_it_is(server):
    address, asked = server
    name = "Ki'm & Co #1 ?q=2/../ <b>\u200cم"
    service(address).answer(name)
    assert parse_qs(urlsplit(asked.paths[0]).query)["q"] == [name]


@pytest.mark.parametrize(
    "endpoint",
    [
        "localhost",
        "file:///etc/passwd",
        "ftp://x",
        "http://",
        "http://u:p@x",
        "http://x:y",
        "a\x07",
    ],
)
def test_an_endpoint_that_is_no_address_is_the_fault_of_the_call(endpoint):
    with pytest.raises(CallError, match="--endpoint"):
        open_service("nominatim", endpoint)


def test_an_unknown_service_is_the_fault_of_the_call():
    with pytest.raises(CallError, match="nominatim, photon"):
        open_service("google")


def test_nothing_of_it_is_loaded_unless_asked_for():
    code = "import sys, geo.answers, geo.together; print('geopy' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "False"
