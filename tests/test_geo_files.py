"""Files are read inside a folder, and nowhere else."""

import os

import pytest

from geo.errors import ValueProblem
from geo.files import MOST_BYTES, chunks_inside, read_inside


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "case" / "media").mkdir(parents=True)
    (tmp_path / "case" / "a.txt").write_text("inside")
    (tmp_path / "secret.txt").write_text("outside")
    return tmp_path / "case"


def test_a_file_inside_is_read(folder):
    assert read_inside(folder, "a.txt") == b"inside"
    assert read_inside(folder, "media/../a.txt".replace("media/../", "./")) == b"inside"


def test_a_link_that_stays_inside_is_followed(folder):
    (folder / "b.txt").symlink_to("a.txt")
    assert read_inside(folder, "b.txt") == b"inside"


def test_the_folder_itself_may_be_a_link(folder):
    (folder.parent / "link").symlink_to(folder)
    assert read_inside(folder.parent / "link", "a.txt") == b"inside"


@pytest.mark.parametrize("name", ["../secret.txt", "media/../../secret.txt", "/etc/hosts", "..\\x"])
def test_a_path_that_leads_outside_is_refused(folder, name):
    with pytest.raises(ValueProblem, match="outside"):
        read_inside(folder, name)


def test_a_link_that_leads_outside_is_refused(folder):
    (folder / "b.txt").symlink_to("../secret.txt")
    with pytest.raises(ValueProblem, match="outside"):
        read_inside(folder, "b.txt")


def test_what_is_no_plain_file_is_refused(folder):
    os.mkfifo(folder / "pipe")
    (folder / "loop").symlink_to("loop")
    for name, told in (
        ("media", "is a folder"),
        ("pipe", "not a regular file"),
        ("gone.txt", "is not there"),
        ("loop", "loop|not there"),
        ("a.txt/x", "not there|cannot"),
        ("x" * 5000, "cannot|not there"),
    ):
        with pytest.raises(ValueProblem, match=told):
            read_inside(folder, name)


def test_a_file_that_would_fill_the_memory_is_refused_and_can_be_read_in_pieces(folder):
    with (folder / "large.bin").open("wb") as file:
        file.truncate(MOST_BYTES + 1)
    with pytest.raises(ValueProblem, match="200 MB large"):
        read_inside(folder, "large.bin")
    sizes = [len(chunk) for chunk in chunks_inside(folder, "large.bin")]
    assert sum(sizes) == MOST_BYTES + 1
    assert max(sizes) < 2_000_000
