"""The desk: built with each save, told to the page, and to this machine alone."""

import http.client
import json
import shutil
import threading
from contextlib import contextmanager

import pytest

import maps.watch.draft
from geo.errors import CallError
from maps.build import read_atlas
from maps.watch.desk import Desk
from maps.watch.draft import NO_DRAFT, next_draft, read_stamp
from maps.watch.page import render_desk
from maps.watch.server import DeskServer, told

PATIENCE_S = 60
PLACES = "id,name,kind,country,lon,lat\ntampere,Tampere,city,FI,23.76,61.50\n"
FAULTY = PLACES.replace("61.50", "161.50")


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Give a case of one place; its page is its name."""
    pages = iter(f"page {number}" for number in range(1, 100))
    monkeypatch.setattr(maps.watch.draft, "page_text", lambda _: next(pages))
    case = tmp_path / "mine"
    case.mkdir()
    (case / "places.csv").write_text(PLACES)
    return case


@contextmanager
def desk_of(folder):
    """Run a desk and its server; gives the desk and a function that asks the server."""
    started, given = threading.Event(), []

    def work():
        desk = Desk(folder, read_atlas(), lambda _: None)
        server = DeskServer(desk, 0)
        given.extend([desk, server])
        threading.Thread(target=server.serve_forever, daemon=True).start()
        started.set()
        desk.run()

    thread = threading.Thread(target=work)
    thread.start()
    assert started.wait(PATIENCE_S)
    desk, server = given
    try:
        yield desk, server
    finally:
        desk.end()
        server.shutdown()
        server.server_close()
        thread.join()


def ask(server, path, **headers):
    connection = http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=PATIENCE_S)
    connection.request("GET", path, headers=headers)
    answer = connection.getresponse()
    text = answer.read().decode()
    connection.close()
    return answer, text


def test_a_save_is_built_and_a_fault_keeps_the_page_before(folder):
    with desk_of(folder) as (desk, server):
        first = desk.wait(0, PATIENCE_S)
        assert (first.number, first.current, first.page) == (1, True, "page 1")
        (folder / "places.csv").write_text(PLACES.replace("Tampere", "Tammerfors"))
        second = desk.wait(1, PATIENCE_S)
        assert (second.current, second.page) == (True, "page 2")
        (folder / "places.csv").write_text(FAULTY)
        third = desk.wait(2, PATIENCE_S)
        assert (third.current, third.page) == (False, "page 2")
        assert "161.5 is outside" in str(third.findings[0])
        assert ask(server, "/map.html")[1] == "page 2"


def test_before_the_first_build_the_reader_is_asked_to_wait(folder):
    (folder / "places.csv").write_text(FAULTY)
    with desk_of(folder) as (desk, server):
        desk.wait(0, PATIENCE_S)
        assert "not ready" in ask(server, "/map.html")[1]


def test_changes_come_as_a_stream(folder):
    with desk_of(folder) as (desk, server):
        desk.wait(0, PATIENCE_S)
        connection = http.client.HTTPConnection("127.0.0.1", server.server_port)
        connection.request("GET", "/changes")
        stream = connection.getresponse()
        assert stream.headers["Content-Type"].startswith("text/event-stream")
        first = json.loads(stream.readline().decode().removeprefix("data: "))
        assert (first["number"], first["current"]) == (1, True)
        stream.readline()
        (folder / "places.csv").write_text(FAULTY)
        second = json.loads(stream.readline().decode().removeprefix("data: "))
        assert second["current"] is False
        assert second["findings"][0]["level"] == "error"
        connection.close()


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1", "localhost:1", ""])
def test_a_request_under_another_name_is_refused(folder, host):
    with desk_of(folder) as (_, server):
        assert ask(server, "/map.html", Host=host)[0].status == 403


@pytest.mark.parametrize("path", ["/", "/map.html", "/changes"])
@pytest.mark.parametrize("what", ["iframe", "empty", "script", "image"])
def test_the_page_of_another_site_can_draw_nothing_in(folder, path, what):
    browser_says = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Dest": what}
    with desk_of(folder) as (_, server):
        answer, text = ask(server, path, **browser_says)
        assert (answer.status, "page 1" in text) == (403, False)
        assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"
        followed = ask(server, "/", **browser_says | {"Sec-Fetch-Dest": "document"})
        assert followed[0].status == 200


@pytest.mark.parametrize("path", ["/places.csv", "/../places.csv", "/%2e%2e/places.csv", "//x/"])
def test_no_file_is_served(folder, path):
    with desk_of(folder) as (_, server):
        answer, text = ask(server, path)
    assert answer.status == 404
    assert "Tampere" not in text


def test_the_server_listens_on_the_loopback_address_alone(folder):
    with desk_of(folder) as (_, server):
        assert server.server_address[0] == "127.0.0.1"
        answer, _ = ask(server, "/")
    assert answer.headers["Cache-Control"] == "no-store"
    assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]


def test_a_port_that_is_taken_is_an_error_of_the_call(folder):
    with desk_of(folder) as (desk, server):
        for port in (server.server_port, 99_999):
            with pytest.raises(CallError, match=f"--port {port}"):
                DeskServer(desk, port)


def test_what_editors_hide_is_no_change_and_all_else_is(folder):
    before = read_stamp(folder)
    for name in (".places.csv.swp", "~$case.xlsx"):
        (folder / name).write_text("x")
    (folder / ".git").mkdir()
    (folder / ".git/index").write_text("x")
    assert read_stamp(folder) == before
    (folder / "geometry").mkdir()
    (folder / "geometry/line.geojson").write_text("{}")
    assert read_stamp(folder) != before
    assert read_stamp(folder / "nowhere") == frozenset()


def test_a_folder_that_is_gone_is_a_state_and_no_crash(folder):
    first = next_draft(folder, read_atlas(), NO_DRAFT)
    shutil.rmtree(folder)
    second = next_draft(folder, read_atlas(), first)
    assert (second.current, second.page) == (False, "page 1")
    assert [str(fault).partition(" (")[0] for fault in second.findings] == [
        f"mine: the case folder {folder} is not there"
    ]


def test_hostile_text_is_inert_on_the_desk(folder):
    page, _ = render_desk("<script>alert(1)</script>")
    assert "<script>alert" not in page
    (folder / "places.csv").write_text("id,name,kind\na,\x1b[31m<b>,cit\u202ey\n")
    draft = next_draft(folder, read_atlas(), NO_DRAFT)
    text = " ".join(one["text"] for one in told(draft)["findings"])
    assert "\x1b" not in text
    assert "\u202e" not in text


def test_the_page_of_the_desk_follows_in_a_browser(folder, browser):
    with desk_of(folder) as (desk, server):
        desk.wait(0, PATIENCE_S)
        page = browser.new_page()
        page.goto(server.address)
        frame = page.frame_locator("#map")
        frame.get_by_text("page 1").wait_for()
        (folder / "places.csv").write_text(FAULTY)
        page.locator("#findings li.error").wait_for()
        assert "161.5 is outside" in page.locator("#findings li.error").text_content()
        assert "the map is the one before" in page.locator(".state").text_content()
        (folder / "places.csv").write_text(PLACES)
        frame.get_by_text("page 2").wait_for()
        page.close()
