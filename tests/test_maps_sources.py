"""The ledger of sources: copies, links, and what rests on each."""

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import ClassVar

import pytest
from typer.testing import CliRunner

from geo.errors import CaseError
from geo.tables import parse_table
from maps.case.read import read_case, read_what_can_be
from maps.cli import app
from maps.sources import liveness
from maps.sources.archives import Archived, parse_archived
from maps.sources.ledger import FileState, counted, read_ledger
from maps.sources.liveness import Answer, ask, plain_address

TUMEN = Path(__file__).parents[1] / "cases" / "tumen"
PAGE = "https://example.org/a"
SOURCES = f"""id,title,url,archive_url,file,sha256
a,One,{PAGE},,papers/a.txt,{sha256(b"one").hexdigest()}
b,Two,,,papers/b.txt,{sha256(b"two").hexdigest()}
c,Three,https://example.org/c,https://archive.example/c,papers/c.txt,
d,Four,,,papers/none.txt,{"0" * 64}
e,Five,,,,
"""
EVENTS = "id,title,source\ne1,First,a\ne2,Second,a\ne3,Third,b\n"
CLAIMS = "id,subject,source,certainty\nc1,event:e3,a,reported\n"


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "case/papers").mkdir(parents=True)
    tables = {"sources": SOURCES, "events": EVENTS, "claims": CLAIMS}
    for name, text in tables.items():
        (tmp_path / f"case/{name}.csv").write_text(text, encoding="utf-8")
    for name, text in {"a": "one", "b": "three", "c": "c"}.items():
        (tmp_path / f"case/papers/{name}.txt").write_text(text)
    return tmp_path / "case"


def call(*words):
    result = CliRunner().invoke(app, ["sources", *map(str, words)], prog_name="waybook")
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.exit_code, result.stdout, result.stderr


# --- what rests on a source, and its copies


def test_every_row_and_claim_that_names_a_source_rests_on_it(folder):
    lines = {line.row.id: line for line in read_ledger(read_what_can_be(folder).case, folder, {})}
    assert lines["a"].rests == ("event:e1", "event:e2", "claim:c1")
    assert counted(lines["a"].rests) == "2 events, 1 claim"
    assert counted(lines["e"].rests) == "nothing"


def test_in_the_tumen_case_everything_that_names_a_source_is_counted_once():
    case = read_case(TUMEN)
    lines = read_ledger(case, TUMEN, {})
    tables = (case.places, case.links, case.services, case.legs, case.events, case.claims)
    named = [row.source for rows in (*tables, case.flows) for row in rows if row.source]
    assert sum(len(line.rests) for line in lines) == len(named)
    assert [line.row.id for line in lines] == [row.id for row in case.sources]


def test_the_file_of_a_source_is_held_against_its_checksum(folder):
    lines = {line.row.id: line for line in read_ledger(read_what_can_be(folder).case, folder, {})}
    assert {name: line.file_state for name, line in lines.items()} == {
        "a": FileState.UNCHANGED,
        "b": FileState.CHANGED,
        "c": FileState.UNCHECKED,
        "d": FileState.MISSING,
        "e": FileState.NOT_NAMED,
    }
    assert lines["c"].sha256 == sha256(b"c").hexdigest()


def test_the_ledger_of_a_case_with_faults_is_told_with_them(folder):
    code, out, err = call(folder)
    assert code == 1
    assert "papers/b.txt: changed" in out
    assert "“papers/b.txt” has changed" in err
    assert len(out.splitlines()) == 6


# --- auto-archiver


def test_the_sheet_of_auto_archiver_gives_the_copies_of_each_page():
    text = (
        "Link,Archive status,Archive location,Archive date,Hash\n"
        f'{PAGE},twitter: success,"https://s3.example/a.html\nhttps://web.archive.org/x",'
        f"2024-05-01T10:00:00,SHA-256:{'a' * 64}\n"
        "https://example.org/none,nothing archived,,,\n"
        "javascript:alert(1),success,https://s3.example/b.html,,\n"
    )
    copies = parse_archived(parse_table(text, "archive.csv"))
    assert copies == (
        Archived(
            PAGE, "https://s3.example/a.html", "2024-05-01T10:00:00", "twitter: success", "a" * 64
        ),
        Archived(
            PAGE, "https://web.archive.org/x", "2024-05-01T10:00:00", "twitter: success", "a" * 64
        ),
    )


def test_the_database_of_auto_archiver_is_searched_and_never_run():
    metadata = (
        f"{{'_processed_at': datetime.datetime(2024, 5, 1, 10, 0), 'url': '{PAGE}', "
        "'timestamp': '2024-05-01', 'x': __import__('os').system('false')}"
    )
    media = "[{'filename': 'a.html', 'urls': ['https://s3.example/a.html'], 'properties': {}}]"
    text = f'status,metadata,media\nwayback: success,"{metadata}","{media}"\n'
    assert parse_archived(parse_table(text, "db.csv")) == (
        Archived(PAGE, "https://s3.example/a.html", "2024-05-01", "wayback: success"),
    )


def test_another_table_is_refused_with_the_columns_that_are_wanted():
    with pytest.raises(CaseError, match="has neither the columns link, archive location"):
        parse_archived(parse_table("a,b\n1,2\n", "other.csv"))


def test_a_copy_that_the_case_does_not_have_is_told(folder):
    (folder / "papers/b.txt").write_text("two")
    table = folder.parent / "archive.csv"
    table.write_text(f"link,archive location\n{PAGE},https://s3.example/a.html\n")
    code, out, _ = call(folder, "--archived", table, "--format", "json")
    told = {line["id"]: line for line in json.loads(out)}
    assert code == 0
    assert [copy["url"] for copy in told["a"]["archived"]] == ["https://s3.example/a.html"]
    assert told["c"]["archived"] == []
    assert "not in the case: https://s3.example/a.html" in call(folder, "--archived", table)[1]


def test_a_citation_names_a_copy_that_the_case_does_not_have(folder, tmp_path):
    table = tmp_path / "sheet.csv"
    copies = {PAGE: "https://s3.example/a.html", "https://example.org/c": "https://s3.example/c"}
    rows = [f"{url},{copy}" for url, copy in copies.items()]
    table.write_text("\n".join(["Link,Archive Location", *rows]))
    (folder / "papers/b.txt").write_text("two")
    told = json.loads(call(folder, "--archived", table, "--format", "csl")[1])
    assert {item["id"]: item.get("archive_location") for item in told} == {
        "a": "https://s3.example/a.html",
        "b": None,
        "c": "https://archive.example/c",
        "d": None,
        "e": None,
    }


# --- links


class Web(BaseHTTPRequestHandler):
    """A server with one of each answer."""

    leads: ClassVar = {
        "/moved": "/alive",
        "/file": "file:///etc/passwd",
        "/ftp": "ftp://127.0.0.1/a",
        "/near": "http://[::1]:1/a",
    }
    asked: ClassVar[list[str]] = []

    def do_HEAD(self):
        self.answer({"/alive": 200, "/get-only": 405, "/wall": 403, "/busy": 503})

    def do_GET(self):
        known = ("/alive", "/get-only", "/no-head", "/%D1%85?q=%D0%B0")
        self.answer(dict.fromkeys(known, 200) | {"/wall": 403, "/busy": 503})

    def answer(self, known):
        self.asked.append(f"{self.command} {self.path}")
        if self.path == "/drip":
            with suppress(OSError):
                for _ in range(50):
                    self.wfile.write(b"HTTP/1.0 200 OK\r\n"[:1])
                    time.sleep(0.02)
            return
        if self.path in self.leads:
            self.send_response(302)
            self.send_header("Location", self.leads[self.path])
            self.end_headers()
            if self.path == "/moved":
                with suppress(OSError):
                    while self.wfile.write(bytes(1 << 20)):
                        pass  # a body without end
            return
        self.send_response(known.get(self.path, 404), "as\x1b[31m said")
        self.end_headers()

    def log_message(self, *_):
        """Say nothing."""


@contextmanager
def web() -> Iterator[str]:
    server = HTTPServer(("127.0.0.1", 0), Web)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def test_addresses_answer_alive_gone_refused_or_not_at_all():
    with web() as root:
        paths = ("alive", "moved", "get-only", "wall", "none")
        answers = ask([f"{root}/{path}" for path in paths], pause_s=0)
    found = {url.rpartition("/")[2]: answer for url, answer in answers.items()}
    assert {path: found[path].answer for path in paths} == {
        "alive": Answer.ALIVE,
        "moved": Answer.ALIVE,
        "get-only": Answer.ALIVE,
        "wall": Answer.REFUSED,
        "none": Answer.GONE,
    }
    assert found["moved"].says.endswith("/alive")
    silent = ask([f"{root}/alive"], pause_s=0)[f"{root}/alive"]
    assert silent.answer is Answer.SILENT


def test_what_a_server_refuses_by_head_is_asked_for_as_a_reader_does():
    Web.asked.clear()
    with web() as root:
        answers = ask([f"{root}/{path}" for path in ("no-head", "none", "busy")], pause_s=0)
    assert [answer.answer for answer in answers.values()] == [
        Answer.ALIVE,
        Answer.GONE,
        Answer.REFUSED,
    ]
    # who asks for patience is not asked twice
    assert Web.asked == ["HEAD /no-head", "GET /no-head", "HEAD /none", "GET /none", "HEAD /busy"]


def test_an_address_in_any_script_is_asked():
    with web() as root:
        url = f"{root}/х?q=а"
        assert ask([url], pause_s=0)[url].answer is Answer.ALIVE
    assert plain_address("http://пример.рф:80/%D1%85/а#б") == (
        "http://xn--e1afmkfd.xn--p1ai:80/%D1%85/%D0%B0#%D0%B1"
    )
    assert plain_address("https://example.org/a;b?c=d&e=~%20") == (
        "https://example.org/a;b?c=d&e=~%20"
    )
    no_name = f"http://{'я' * 70}.example/"
    assert ask([no_name])[no_name].answer is Answer.SILENT


@pytest.mark.parametrize("path", ["file", "ftp"])
def test_an_address_that_leads_out_of_the_web_is_not_followed(path):
    with web() as root:
        answer = ask([f"{root}/{path}"], pause_s=0)[f"{root}/{path}"]
    assert answer.answer in {Answer.SILENT, Answer.REFUSED}
    assert path in answer.says


def test_a_page_of_the_web_leads_to_nothing_in_the_network_of_this_machine(monkeypatch):
    with web() as root:
        port = root.rpartition(":")[2]
        told = {"127.0.0.1": "8.8.8.8", "::1": "::1"}
        monkeypatch.setattr(
            liveness, "getaddrinfo", lambda host, _: [(0, 0, 0, "", (told[host], 0))]
        )
        url = f"http://127.0.0.1:{port}/near"
        answer = ask([url], pause_s=0)[url]
    assert answer.answer is Answer.SILENT
    assert answer.says == "leads to [::1]:1, in the network of this machine: not asked"


def test_a_server_that_drips_is_not_waited_for(monkeypatch):
    monkeypatch.setattr(liveness, "MOST_S", 0.2)
    with web() as root:
        answer = ask([f"{root}/drip"], pause_s=0)[f"{root}/drip"]
    assert (answer.answer, answer.says) == (Answer.SILENT, "not whole within 0.2 s")


def test_one_host_is_given_a_pause_between_two_questions_and_no_address_is_asked_twice():
    waits = []
    with web() as root:
        answers = ask([f"{root}/alive", f"{root}/none", f"{root}/alive"], sleep=waits.append)
    assert len(answers) == 2
    # one before the second address, one before that is asked by GET
    assert len(waits) == 2
    assert all(0 < wait <= 1 for wait in waits)


def test_no_address_is_asked_unless_the_call_says_so(folder, monkeypatch):
    (folder / "papers/b.txt").write_text("two")
    monkeypatch.setattr(liveness, "build_opener", lambda *_: pytest.fail("asked"))
    code, out, _ = call(folder)
    assert code == 0
    assert "not asked" in out
