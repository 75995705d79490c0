"""Fonts, names, key, atlas and frames of the printed map."""

import io
import re
from functools import cache
from itertools import combinations
from pathlib import Path
from xml.etree import ElementTree as ET

import pypdfium2
import pytest
from hostile_case import write_case as write_hostile
from hostile_strings import OURS
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from small_case import TABLES, write_case

from maps.build import _read_edition, read_atlas
from maps.draw.events import numbered
from maps.export.paper import Paper, PrintStyle
from maps.export.press import Press
from maps.export.print.atlas import leaves, make_atlas
from maps.export.print.canvas import print_settings
from maps.export.print.columns import Block, Line, columns_of, flowed
from maps.export.print.files import make_pdf, make_svg
from maps.export.print.fonts import FOLDER, SIGNS, Face, fonts_of, width_pt, without_glyph
from maps.export.print.frame import Frame
from maps.export.print.frames import make_frames
from maps.export.print.key import key_blocks, look_of
from maps.export.print.key_pages import key_pages
from maps.export.print.leaders import place_notes
from maps.export.print.lettering import Type, width_mm
from maps.export.print.palette import palette
from maps.export.print.periods import periods
from maps.export.print.placement import NOWHERE, Box, Name, line_cells, place_names
from maps.export.print.save import pdf_of
from maps.export.print.sheet import sheet_of
from maps.export.print.typeset import wrapped
from maps.profile.release import Edition

SCRIPTS = {
    "Latin": "Tampere Łódź",
    "Cyrillic": "Владивосток",
    "Greek": "Αθήνα",
    "Hangul": "두만강",
    "Han": "图们江",
    "kana": "ほっかいどう",
    "Arabic": "العربية",
    "Hebrew": "עברית",
    "Thai": "ภาษาไทย",
}
PLAIN = Type(Face.REGULAR, 8.0, "#000000")
SIZE = (150.0, 100.0)
atlas = cache(read_atlas)


def press_of(folder, **style):
    charted, _ = _read_edition(Edition(Path(folder)), atlas())
    return Press(charted, PrintStyle(**{"dpi": 50, "paper": Paper.A5} | style))


def words_of(pdf):
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [page.get_textpage().get_text_range() for page in document]
    finally:
        document.close()


@pytest.fixture(scope="module")
def scripts(tmp_path_factory):
    """A case whose places are named in many scripts."""
    names = [SCRIPTS[name] for name in ("Hangul", "Han", "Cyrillic")]
    places = f"""id,name,kind,country,lon,lat
tampere,{names[0]},city,FI,23.76,61.50
toijala,{names[1]},city,FI,23.86,61.17
turku,{names[2]},city,FI,22.27,60.45
"""
    case = write_case(tmp_path_factory.mktemp("print") / "scripts", places=places)
    return press_of(case)


@pytest.mark.parametrize("script", SCRIPTS)
def test_a_text_of_any_script_at_hand_has_all_its_letters(script):
    assert without_glyph([SCRIPTS[script]]) == ""
    for face in Face:
        fonts = fonts_of(SCRIPTS[script], face)
        assert all(font.path.is_file() for font in fonts)
        assert width_pt(SCRIPTS[script], face, 10) > 10


def test_what_no_font_has_is_named():
    assert without_glyph(["a\U00013000b", "\u202ec"]) == "\U00013000"


def test_every_font_is_used_and_is_what_its_name_says():
    from fontTools.ttLib import TTFont

    for path in sorted(FOLDER.glob("*.ttf")):
        family, _, style = path.stem.partition("-")
        with TTFont(path, lazy=True) as font:
            assert font["name"].getDebugName(1) == f"Waybook {family.capitalize()}"
            assert font["OS/2"].usWeightClass == (700 if style == "bold" else 400)
            assert "glyf" in font  # what is embedded as text in PDF
            assert "Open Font License" in font["name"].getDebugName(13)


def test_a_sign_is_whole_and_not_set_of_two_parts():
    assert [font.family for font in fonts_of("≠", Face.BOLD)][-1] == SIGNS
    assert all(0x338 not in cmap for cmap in map(_characters, FOLDER.glob("s*-*.ttf")))


def _characters(path):
    from fontTools.ttLib import TTFont

    with TTFont(path, lazy=True) as font:
        return font.getBestCmap()


def _names(boxes):
    return [
        Name(text=f"n{nth}", x=x, y=y, width=w, height=h, centred=nth % 3 == 0, base=nth % 4 == 0)
        for nth, (x, y, w, h) in enumerate(boxes)
    ]


drawn_names = st.lists(
    st.tuples(st.floats(0, SIZE[0]), st.floats(0, SIZE[1]), st.floats(2, 30), st.floats(2, 6)),
    max_size=40,
).map(_names)


@settings(max_examples=60)
@given(drawn_names)
def test_no_name_covers_another_or_leaves_the_map(names):
    taken = [Box(20, 20, 40, 40)]
    spots = place_names(names, taken, frozenset(), SIZE)
    boxes = [box for spot in spots for box in spot.boxes]
    for one, other in combinations([*boxes, *taken], 2):
        assert not (
            one.left < other.right
            and one.right > other.left
            and one.bottom < other.top
            and one.top > other.bottom
        )
    for box in boxes:
        assert box.left >= 0 <= box.bottom
        assert box.right <= SIZE[0]
        assert box.top <= SIZE[1]
    assert spots == place_names(names, taken, frozenset(), SIZE)


@settings(max_examples=40)
@given(drawn_names)
def test_a_name_stands_where_it_would_without_those_that_matter_less(names):
    whole = place_names(names, [], frozenset(), SIZE)
    for count in range(len(names)):
        assert place_names(names[:count], [], frozenset(), SIZE) == whole[:count]


def test_a_name_of_the_base_map_never_lies_on_a_line():
    lines = line_cells([[(x, 0.0), (x, 100.0)] for x in range(0, 150, 4)])
    common = {"text": "Turku", "x": 75.0, "y": 50.0, "width": 20.0, "height": 4.0}
    base, own = Name(**common, base=True), Name(**common)
    assert place_names([base], [], lines, SIZE) == [NOWHERE]
    assert place_names([own], [], lines, SIZE)[0].boxes


def test_no_name_stands_nearer_to_the_mark_of_another_place_than_to_its_own():
    first = Name(text="Vladivostok", x=50.0, y=50.0, width=20.0, height=3.0)
    other = (53.0, 50.5)
    (free,) = place_names([first], [], frozenset(), SIZE)
    (spot,) = place_names([first], [], frozenset(), SIZE, [(first.x, first.y), other])
    assert free.boxes[0].left < other[0] < free.boxes[0].right
    box = spot.boxes[0]
    off = [
        max(box.left - x, 0, x - box.right) + max(box.bottom - y, 0, y - box.top)
        for x, y in ((first.x, first.y), other)
    ]
    assert off[0] < off[1]


def test_annotations_cover_neither_each_other_nor_a_mark():
    notes = [Name(text=str(n), x=75, y=50, width=30, height=8) for n in range(5)]
    marks = [Box(70, 45, 80, 55)]
    spots = place_notes(notes, marks, [], frozenset(), SIZE)
    boxes = [box for spot in spots for box in spot.boxes]
    assert len(boxes) == 5
    for one, other in combinations([*boxes, *marks], 2):
        assert (
            one.right <= other.left
            or other.right <= one.left
            or (one.top <= other.bottom or other.top <= one.bottom)
        )


@given(st.text(max_size=200), st.floats(8, 60))
@settings(max_examples=80)
def test_no_line_is_wider_than_its_column_and_no_letter_is_lost(text, width):
    lines = wrapped(text, PLAIN, width)
    letters = "".join("".join(lines).split())
    assert letters == "".join(text.split())
    # one character alone may be wider: it stands by itself
    assert all(len(line) == 1 or width_mm(line, PLAIN) <= width + 0.01 for line in lines) or any(
        ord(character) > 0x7F or not character.isprintable() for character in text
    )


def test_chinese_breaks_between_letters_but_not_before_a_stop():
    lines = wrapped("北京铁路局表示，列车将于六月恢复运行。", PLAIN, 14.0)
    assert len(lines) > 2
    assert not any(line[0] in "，。" for line in lines)


def test_korean_breaks_at_spaces():
    assert wrapped("두만강 철교를 건너는 열차", PLAIN, 18.0)[0].endswith(("강", "를", "는"))


def test_columns_keep_headings_with_what_they_head_and_part_no_short_block():
    line = Line((), 4.0)
    blocks = [Block((line,) * 4), Block((line,), heads=True), Block((line,) * 3)]
    columns = columns_of(Frame(0, 0, 100, 21), 2, 4)
    placed, rest = flowed(blocks, columns)
    assert not rest
    assert [one.x_mm for one in placed] == [0.0] * 4 + [columns[1].x_mm] * 4


@given(st.lists(st.integers(1, 30), max_size=30), st.integers(8, 60))
@settings(max_examples=80)
def test_columns_lose_no_line(counts, high):
    blocks = [
        Block(tuple(Line((), 4.0) for _ in range(count)), 1.0, heads=nth % 5 == 0)
        for nth, count in enumerate(counts)
    ]
    columns, rest, lines = columns_of(Frame(0, 0, 100, high), 2, 4), blocks, 0
    while rest:
        placed, rest = flowed(rest, columns)
        assert placed
        assert all(one.base_mm >= -0.01 for one in placed)
        lines += len(placed)
    assert lines == sum(counts)


def test_three_hundred_events_flow_over_pages_and_none_is_lost(tmp_path):
    head = TABLES["events"].splitlines()[0]
    rows = "\n".join(
        f"v{n},Happening number {n} of many,2024-02-{1 + n % 28:02d},,,,trains,,Told.,s1,,"
        for n in range(300)
    )
    claims = "id,subject,field,value,source,certainty\n"
    case = write_case(tmp_path / "many", events=f"{head}\n{rows}\n", claims=claims)
    press = press_of(case)
    with print_settings():
        pages = key_pages(press, sheet_of(press.style, landscape=False))
        text = " ".join(words_of(pdf_of(pages, title="Key")))
    assert len(pages) > 3
    said = re.sub(r"\s+", " ", text)
    for number, row in numbered(press.case):
        assert f"{number} {row.date.end.day} February 2024" in said
        assert said.count(row.title + " ") == 1
    assert f"{len(pages) + 1} / {len(pages) + 1}" in said


def test_the_key_tells_what_sources_differ_on_and_all_sources(scripts):
    look = look_of(palette(scripts.style.theme))
    blocks = key_blocks(scripts, look, 60.0)
    text = " ".join(run.text for block in blocks for line in block.lines for run in line.runs)
    assert "≠" in text
    assert "300 — " in text
    assert "200 — " in text
    for number, source in enumerate(scripts.case.sources, start=1):
        assert f"[{number}]" in text
        assert source.title in text


def test_names_of_all_scripts_are_found_in_the_pdf(scripts):
    content = make_pdf(scripts)["map.pdf"]
    text = "".join(words_of(content))
    for script in ("Hangul", "Han", "Cyrillic"):
        assert SCRIPTS[script] in text
    assert b"/Type3" not in content
    assert b"/CIDFontType2" in content or b"/TrueType" in content


def test_a_drawing_holds_the_letters_that_it_shows(scripts):
    text = make_svg(scripts)["map.svg"].decode()
    style = ET.fromstring(text).find(".//{http://www.w3.org/2000/svg}style").text
    families = set(re.findall(r"@font-face\{font-family:'([^']+)'", text))
    assert {"Waybook Sans", "Waybook Hangul", "Waybook Han"} <= families
    assert style is not None
    assert set(re.findall(r"url\((\w+):", text)) <= {"data"}
    shown = "".join(
        node.text or "" for node in ET.fromstring(text).iter("{http://www.w3.org/2000/svg}text")
    )
    assert SCRIPTS["Hangul"] in shown
    assert SCRIPTS["Han"] in shown


def test_a_case_of_some_months_has_a_frame_for_each_in_which_something_is_dated(scripts):
    names = [period.name for period in periods(scripts)]
    assert names == ["2023-07", "2023-09", "2024-01", "2024-02", "2024-03"]
    made = make_frames(scripts)
    frames = [name for name in made if name.startswith("frames/map-")]
    assert frames == [f"frames/map-{name}.png" for name in names]
    sizes = {Image.open(io.BytesIO(made[name])).size for name in frames}
    assert len(sizes) == 1
    assert {"frames/all.pdf", "frames/all.png"} <= set(made)
    text = "".join(words_of(made["frames/all.pdf"]))
    assert "February 2024" in text
    assert made == make_frames(scripts)


def test_a_case_of_many_years_has_a_frame_a_year(tmp_path):
    events = TABLES["events"].replace("2024-03-01", "2001-03-01")
    press = press_of(write_case(tmp_path / "years", events=events))
    assert [period.name for period in periods(press)] == ["2001", "2023", "2024"]


def test_a_case_without_dates_has_no_frames(tmp_path):
    tables = dict.fromkeys(("links", "services", "journeys", "events", "claims", "flows"), "")
    case = write_case(tmp_path / "still", **tables)
    for name in tables:
        (case / f"{name}.csv").unlink()
    assert make_frames(press_of(case)) == {}


def test_the_atlas_has_a_page_for_each_place_with_events_and_its_contents_tell_where(scripts):
    listed = list(leaves(scripts))
    assert sorted(leaf.title for leaf in listed) == sorted(
        SCRIPTS[name] for name in ("Hangul", "Han", "Cyrillic")
    )
    pages = words_of(make_atlas(scripts)["atlas.pdf"])
    contents = re.sub(r"\s+", " ", pages[0])
    for nth, leaf in enumerate(listed, start=2):
        assert f"{leaf.title} {nth}" in contents
        assert leaf.title in pages[nth - 1]
        for entry in leaf.entries:
            assert entry.title in re.sub(r"\s+", " ", pages[nth - 1])


def test_the_atlas_tells_the_story_step_by_step(tmp_path):
    from small_case import SETTINGS

    story = (
        '[[story]]\nid = "one"\ntitle = "The beginning"\ntext = "It began here."\nview = "north"\n'
    )
    press = press_of(write_case(tmp_path / "story", settings=SETTINGS + story))
    first = next(iter(leaves(press)))
    assert (first.title, first.text) == ("The beginning", "It began here.")
    assert (first.extent.west, first.extent.south) == (23, 61)


def test_hostile_text_is_inert_in_the_key_and_the_atlas(tmp_path):
    strings = [one for one in OURS if one.literal and "text" in one.kinds]
    case = tmp_path / "hostile"
    write_hostile(case, strings)
    press = press_of(case)
    with print_settings():
        pages = key_pages(press, sheet_of(press.style, landscape=False))
        text = "".join("".join(words_of(pdf_of(pages, title="Key"))).split())
    for one in strings:
        if one.value.isascii():
            assert "".join(one.value.split()) in text, one.id
    assert words_of(make_atlas(press)["atlas.pdf"])
