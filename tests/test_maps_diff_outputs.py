"""Two maps that were built are compared by the entries of their lists."""

import pytest
from small_case import TABLES, changed, edited, rows_of, without, write_case
from typer.testing import CliRunner

from maps.cli import app
from maps.diff.output import read_output

#: Elements within elements, which must not take the square of their number.
DEEP = "<p>" * 100_000 + "</p>" * 100_000


@pytest.fixture(scope="module")
def build(tmp_path_factory):
    """Build the small case with some tables in the place of its own; gives the folder."""

    def run(**tables):
        folder = tmp_path_factory.mktemp("built")
        case = write_case(folder / "case", **tables)
        done = CliRunner().invoke(app, ["build", str(case), "--out", str(folder), "--only", "html"])
        assert done.exit_code in {0, 2}, done.output
        done = CliRunner().invoke(
            app, ["build", str(case), "--out", str(folder / "out"), "--only", "html"]
        )
        assert done.exit_code == 0, done.output
        return folder / "out/case"

    return run


@pytest.fixture(scope="module")
def plain(build):
    return build()


def diff(*words):
    return CliRunner().invoke(app, ["diff", *map(str, words)])


def told(done):
    return [line.strip() for line in done.stdout.splitlines() if line.startswith("  ")]


def test_a_map_does_not_differ_from_itself(plain):
    done = diff(plain, plain / "map.html")
    assert done.exit_code == 0, done.output
    assert done.stdout.endswith(": no differences\n")


def test_every_entry_of_the_list_is_read(plain):
    entries = read_output(plain).articles
    assert {f"event-{row['id']}" for row in rows_of("events")} <= set(entries)
    assert {f"source-{row['id']}" for row in rows_of("sources")} <= set(entries)
    first = entries["event-e1"]
    assert first.kind == "event"
    assert first.title == "First train"
    assert first.texts["heading"] == ["5 February 2024 · Tampere"]
    assert first.texts["summary"] == ["A train left."]
    assert first.texts["Persons"] == ["300"]
    assert any(text.startswith("Trains are back") for text in first.texts["Evidence"])


def test_what_differs_is_told_by_the_words_of_the_list(plain, build):
    other = build(
        events=edited("events", id="e1", persons=">400"),
        flows=without("flows", id="f1"),
        links=edited("links", id="tampere-toijala", geometry=""),
    )
    sentences = told(diff(plain, other))
    assert sentences[0].startswith("Event e1, “First train”: under “Sources differ: number of ")
    assert "the number of persons was “300”, it is “more than 400”" in sentences[0]
    assert any(line.startswith("Route tampere-toijala, ") for line in sentences)
    assert any(line.startswith("Removed: count f1, ") for line in sentences)


def test_what_stands_under_one_label_is_told_by_what_became_of_it(plain, build):
    other = build(
        claims=edited("claims", id="c1", value="250"),
        places=edited("places", id="toijala", lat="61.20"),
    )
    sentences = "\n".join(told(diff(plain, other)))
    assert (
        "Event e1, “First train”: under “Sources differ: number of persons”, “200; Paper Two, "
        "reported” is now “250; Paper Two, reported”." in sentences
    )
    assert "under “Position”, “61.1700° N, 23.8600° E” is now “61.2000° N" in sentences


def test_a_label_with_a_colon_is_no_subject_of_a_sentence(plain, build):
    sentences = "\n".join(told(diff(plain, build(claims=edited("claims", id="c1", value="300")))))
    assert "new under “Sources agree: number of persons”: “300 used here; Radio One" in sentences
    assert "sources agree: number of persons is" not in sentences


def test_a_row_put_in_changes_no_id_and_no_link(plain, build):
    new = dict.fromkeys(rows_of("events")[0], "") | {
        "id": "e0", "title": "Plans", "date": "2020", "source": "s1", "status": "published",
    }  # fmt: skip
    other = build(events=changed("events", lambda rows: [new, *rows]))
    before, after = read_output(plain).articles, read_output(other).articles
    assert list(before) == [ref for ref in after if ref != "event-e0"]
    assert told(diff(plain, other)) == [
        "Added: event e0, “Plans”: 2020.",
    ]
    page = (other / "map.html").read_text(encoding="utf-8")
    assert all(f'href="#{ref}"' in page and f'id="{ref}"' in page for ref in before)


def test_another_id_is_told_as_such(plain, build):
    other = build(events=TABLES["events"].replace("e2,", "e2b,"))
    assert "Renamed: event e2 is now e2b, “Second train”; nothing else of it has changed." in told(
        diff(plain, other)
    )


def test_a_map_and_a_case_are_not_compared(plain, tmp_path):
    case = write_case(tmp_path / "case")
    done = diff(plain, case)
    assert done.exit_code == 2
    assert "one is a case, the other a map" in done.stderr


def test_an_entry_ends_with_what_it_stands_in(tmp_path):
    page = (
        '<meta name="generator" content="waybook 9"><main><article id="event-a" class="event">'
        '<h3 class="title">First<p></main><p class="summary">of no entry</p>'
    )
    (tmp_path / "map.html").write_text(page)
    (entry,) = read_output(tmp_path).articles.values()
    assert entry.texts == {"title": ["First"]}


@pytest.mark.parametrize("text", ["", "<html><p>Hello", "<article id=a>" * 5000, "\0\x1b<!", DEEP])
def test_a_page_of_another_make_is_refused_in_a_word(tmp_path, plain, text):
    (tmp_path / "map.html").write_text(text)
    done = diff(tmp_path / "map.html", plain)
    assert done.exit_code == 2
    assert "no map made by waybook" in done.stderr
