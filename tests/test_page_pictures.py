"""Pictures of a case in its page: inlined, bounded, free of what cameras write, described."""

import base64
import re
from io import BytesIO

import pytest
from PIL import Image

from maps.page import pictures as room
from maps.page.pictures import inlined

PLACES = "id,name,kind,lon,lat\nx,X,town,23.7,61.5\n"
EVENTS = "id,title,place,media\ne,An event,x,photo.jpg;logo.png;gone.jpg\n"
MEDIA = (
    "file,alt,caption,credit,licence\n"
    'photo.jpg,"A red ""field"" <b>",Caption & more,A. Photographer,CC BY 4.0\n'
    "logo.png,A see-through square,,,\n"
    "gone.jpg,A picture that is broken,,,\n"
)


def photo(size=(400, 300), **saved):
    file = BytesIO()
    Image.effect_noise(size, 80).convert("RGB").save(file, "JPEG", quality=95, **saved)
    return file.getvalue()


def with_place(size=(60, 40), turn=6):
    exif = Image.Exif()
    exif[0x0112] = turn
    exif[0x0110] = "Secret camera"
    exif.get_ifd(0x8825)[2] = (42.0, 25.0, 1.0)
    return photo(size, exif=exif)


def see_through():
    file = BytesIO()
    Image.new("RGBA", (20, 20), (255, 0, 0, 90)).save(file, "PNG")
    return file.getvalue()


def decoded(one):
    return base64.b64decode(one.uri.partition(",")[2])


@pytest.fixture(scope="module")
def page_file(build, tmp_path_factory):
    folder = tmp_path_factory.mktemp("pictures") / "c"
    (folder / "media").mkdir(parents=True)
    for name, text in (("places", PLACES), ("events", EVENTS), ("media", MEDIA)):
        (folder / f"{name}.csv").write_text(text)
    (folder / "media/photo.jpg").write_bytes(with_place((600, 400)))
    (folder / "media/logo.png").write_bytes(see_through())
    (folder / "media/gone.jpg").write_bytes(b"\xff\xd8\xff" + b"no picture" * 40)
    return build(folder) / "map.html"


def test_pictures_stand_in_their_entry_with_words_for_all(open_page, page_file, screenshot):
    window = open_page(page_file)
    screenshot(window, "pictures")
    images = window.page.locator("#event-e img")
    assert images.count() == 2
    assert images.first.get_attribute("alt") == 'A red "field" <b>'
    assert images.first.evaluate("one => one.decode().then(() => one.naturalWidth)") == 400
    words = window.page.locator("#event-e figure").all_text_contents()
    assert "Caption & more · A. Photographer · CC BY 4.0" in words[0].replace("\n", "")
    assert "A picture that is broken (the picture cannot be read)" in words[2]
    assert window.requests == []
    assert window.errors == []


def test_a_picture_without_scripts_is_there_as_well(open_page, page_file):
    page = open_page(page_file, java_script_enabled=False).page
    assert page.locator("#event-e img").count() == 2


def test_what_a_camera_wrote_is_gone_and_the_picture_stands_upright():
    (made,) = inlined({"a.jpg": with_place()}).values()
    assert (made.width, made.height) == (40, 60)
    assert b"Secret camera" not in decoded(made)
    with Image.open(BytesIO(decoded(made))) as image:
        assert not image.getexif()
        assert image.size == (40, 60)


def test_what_is_see_through_stays_so():
    (made,) = inlined({"a.png": see_through()}).values()
    assert made.uri.startswith("data:image/png")
    with Image.open(BytesIO(decoded(made))) as image:
        assert image.convert("RGBA").getpixel((5, 5))[3] == 90


def test_the_more_there_are_the_smaller_they_become(monkeypatch):
    monkeypatch.setattr(room, "MOST_BYTES", 150_000)
    one = photo((1500, 1000))
    alone = inlined({"a.jpg": one})
    many = inlined({f"{n}.jpg": one for n in range(3)})
    assert max(p.width for p in many.values()) < max(p.width for p in alone.values())
    assert sum(len(decoded(p)) for p in many.values()) <= 150_000


def test_a_bomb_and_a_broken_file_are_left_out(monkeypatch):
    monkeypatch.setattr(room, "MOST_PIXELS", 100)
    assert inlined({"big.png": see_through()}) == {}
    assert inlined({"broken.png": b"\x89PNG\r\n\x1a\n" + b"x" * 50}) == {}


def test_the_same_picture_is_the_same_text():
    taken = with_place()
    assert inlined({"a.jpg": taken}) == inlined({"a.jpg": taken})
    assert re.fullmatch(r"data:image/jpeg;base64,[A-Za-z0-9+/=]+", inlined({"a": taken})["a"].uri)
