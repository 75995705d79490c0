"""The printed map: what stands on the sheet, and that it is the same each time."""

import os
import re
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from functools import cache
from pathlib import Path
from xml.etree import ElementTree as ET

import numpy as np
import pypdfium2
import pytest
from hostile_case import write_case
from hostile_strings import OURS

from geo.coords import Bbox
from maps.build import _read_edition, read_atlas
from maps.export.paper import Orientation, Paper, PrintStyle, Theme
from maps.export.press import Press
from maps.export.print.canvas import print_settings
from maps.export.print.files import make_pdf, make_png, make_svg
from maps.export.print.frame import Frame
from maps.export.print.palette import palette
from maps.export.print.plan import plan_map
from maps.export.print.projection import outline, projection_for
from maps.export.print.scalebar import bar_km, middle_scale
from maps.profile.release import Edition

ROOT = Path(__file__).parents[1]
TUMEN = ROOT / "cases" / "tumen"
DATE_LINE = ROOT / "tests" / "cases" / "date-line"
SVG = "{http://www.w3.org/2000/svg}"

atlas = cache(read_atlas)


def press_of(folder, **style):
    charted, _ = _read_edition(Edition(Path(folder)), atlas())
    return Press(charted, PrintStyle(**{"dpi": 72} | style))


@pytest.fixture(scope="module")
def tumen():
    return press_of(TUMEN)


@pytest.fixture(scope="module")
def svg(tumen):
    return make_svg(tumen)["map.svg"]


@pytest.fixture(scope="module")
def root(svg):
    return ET.fromstring(svg)


@pytest.fixture(scope="module")
def pdf(tumen):
    return make_pdf(tumen)["map.pdf"]


@pytest.fixture(scope="module")
def town(tmp_path_factory):
    """Two stops, two lines and two events of one small town."""
    folder = tmp_path_factory.mktemp("cases") / "town"
    folder.mkdir()
    (folder / "places.csv").write_text(
        "id,name,kind,country,lon,lat,radius_km\n"
        "port,Rajin port,port,KP,130.296,42.238,\n"
        "yard,Rajin yard,facility,KP,130.398,42.284,1.5\n"
    )
    (folder / "links.csv").write_text(
        "id,mode,stops,geometry\nw,foot,port > yard,straight\nr,rail,port > yard,straight\n"
        "u,unknown,port > ?,\n"
    )
    (folder / "events.csv").write_text(
        "id,title,place,category\na,One,port,x\nb,Two,port,x\nc,Three,yard,y\n"
    )
    return folder


def ids(svg):
    return Counter(re.findall(r'\bid="([^"]*)"', svg.decode()))


def test_every_feature_of_every_layer_is_in_the_file_once(tumen, svg):
    found = ids(svg)
    for layer in tumen.layers:
        refs = set(layer.table["ref"])
        names = {f"{ref}.area" for ref in refs} if layer.key == "areas" else refs
        assert {name: found[name] for name in names} == dict.fromkeys(names, 1), layer.key


def test_no_two_things_of_the_file_have_one_name(svg):
    assert [name for name, count in ids(svg).items() if count > 1] == []


def test_a_feature_stands_in_the_group_of_its_layer(tumen, root):
    groups = {group.get("id"): group for group in root.iter(f"{SVG}g")}
    for layer in tumen.layers:
        if layer.group == "routes":
            inside = {group.get("id") for group in groups[layer.key].iter()}
            assert set(layer.table["ref"]) <= inside


def test_the_file_tells_what_it_shows_to_those_who_do_not_see_it(root, tumen):
    assert root.get("role") == "img"
    assert root.find(f"{SVG}title").text == tumen.case.settings.title
    said = root.find(f"{SVG}desc").text
    events = sum(len(layer.table) for layer in tumen.layers if layer.group == "events")
    assert f"{events} are marked by a number" in said
    assert "7 July 2024" in said
    assert said == tumen.description.text  # told as on the page and in reports


def test_text_is_text_in_the_file(root):
    words = "".join(root.itertext())
    assert "By rail, air and sea to North Korea" in words
    assert "Lambert conformal conic" in words
    assert "What runs" in words


def test_the_file_acts_on_nothing_and_leads_nowhere(svg, root):
    assert not {element.tag for element in root.iter()} & {f"{SVG}script", f"{SVG}foreignObject"}
    assert not any(name.startswith("on") for element in root.iter() for name in element.attrib)
    links = re.findall(r'href="([^"#][^"]*)"', svg.decode())
    assert [link for link in links if not link.startswith(("http:", "https:", "data:"))] == []


def test_the_words_of_the_pdf_can_be_copied(pdf, tumen):
    text = pypdfium2.PdfDocument(pdf)[0].get_textpage().get_text_bounded()
    for words in ("By rail, air and sea", "As of 7 July 2024", "Lambert conformal conic", "ODbL"):
        assert words in text
    scale = re.search(r"Scale 1 : ([\d\s]+)", text)[1]
    plan = tumen.sheet.main.plan
    assert float(re.sub(r"\s", "", scale)) == pytest.approx(middle_scale(plan), rel=0.05)


def test_every_font_of_the_pdf_is_in_it_and_none_is_drawn(pdf):
    assert b"/FontFile2" in pdf
    assert b"/Type3" not in pdf
    assert pdf.count(b"/Subtype /Type0") + pdf.count(b"/CIDFontType2") > 0


def test_the_pdf_has_its_title_and_no_date(pdf, tumen):
    told = pypdfium2.PdfDocument(pdf).get_metadata_dict()
    assert told["Title"] == tumen.case.settings.title
    assert {told[key] for key in ("CreationDate", "ModDate", "Producer", "Creator")} == {""}


def test_the_picture_is_as_large_as_the_paper_and_tells_nothing_else(tumen):
    picture = make_png(tumen)["map.png"]
    sides = {int.from_bytes(picture[at : at + 4], "big") for at in (16, 20)}
    assert sides == {int(210 / 25.4 * 72), int(297 / 25.4 * 72)}
    assert b"tEXt" not in picture
    assert b"tIME" not in picture


def test_events_beyond_the_edge_are_told_in_the_foot(tumen, root):
    outside = tumen.sheet.main.marks.outside
    words = " ".join("".join(root.itertext()).split())
    assert outside
    for pin in outside:
        assert re.search(rf"Beyond the edge of this map: .*\b{pin.number}\b", words)


def test_no_box_of_numbers_leaves_the_map_or_covers_another(tumen):
    marks, frame = tumen.sheet.main.marks, tumen.sheet.main.plan.frame
    for box in marks.boxes[len(marks.places) :]:
        assert box.x_mm >= -0.01
        assert box.right_mm <= frame.width_mm + 0.01


def test_the_same_case_gives_the_same_bytes_in_another_process(town, tmp_path):
    made = []
    for seed in ("1", "2"):
        out = tmp_path / seed
        command = [sys.executable, "-m", "maps", "build", town, "--out", out]
        command += ["--only", "svg,pdf,png", "--dpi", "72"]
        environ = {**os.environ, "PYTHONHASHSEED": seed, "TZ": f"UTC{seed}"}
        subprocess.run(command, cwd=ROOT, env=environ, check=True, capture_output=True)
        names = ("map.svg", "map.pdf", "map.png")
        made.append([(out / "town" / name).read_bytes() for name in names])
    assert made[0] == made[1]


def test_a_setting_of_the_machine_changes_nothing(town):
    from matplotlib import rc_context

    style = PrintStyle(dpi=72)
    charted = press_of(town).charted
    plain = make_svg(Press(charted, style))
    with rc_context({"font.family": "serif", "lines.linewidth": 9, "svg.fonttype": "path"}):
        assert make_svg(Press(charted, style)) == plain


@pytest.mark.parametrize("paper", Paper)
@pytest.mark.parametrize("theme", Theme)
def test_every_paper_and_theme_is_printed(town, paper, theme):
    charted = press_of(town).charted
    press = Press(charted, PrintStyle(paper=paper, theme=theme, dpi=30))
    text = make_svg(press)["map.svg"].decode()
    assert palette(theme)["land"] in text
    assert press.sheet.layout.map.width_mm > 0.55 * min(
        press.sheet.layout.sheet.width_mm, press.sheet.layout.sheet.height_mm
    )


def test_in_black_and_white_nothing_has_a_colour(town):
    text = make_svg(press_of(town, theme=Theme.MONO))["map.svg"].decode()
    for colour in set(re.findall(r"#[0-9a-f]{6}", text)):
        assert colour[1:3] == colour[3:5] == colour[5:7]


@pytest.mark.parametrize("orientation", [Orientation.PORTRAIT, Orientation.LANDSCAPE])
def test_a_sheet_lies_as_it_was_asked_for(town, orientation):
    with print_settings():
        sheet = press_of(town, orientation=orientation).sheet.layout.sheet
    assert (sheet.width_mm > sheet.height_mm) == (orientation is Orientation.LANDSCAPE)


@pytest.mark.parametrize(
    ("extent", "wide"), [((20, 60, 30, 62), True), ((24.5, 58, 25.5, 68), False)]
)
def test_a_sheet_lies_as_its_map_fills_it(town, extent, wide):
    press = press_of(town)
    settings = replace(press.charted.case.settings, extent=Bbox(*extent))
    case = replace(press.charted.case, settings=settings)
    with print_settings():
        sheet = Press(replace(press.charted, case=case), press.style).sheet.layout.sheet
    assert (sheet.width_mm > sheet.height_mm) == wide


def test_a_case_of_one_place_and_nothing_else_is_printed(tmp_path):
    folder = tmp_path / "bare"
    folder.mkdir()
    (folder / "places.csv").write_text("id,name,kind,country,lon,lat\na,Here,city,FI,24.9,60.2\n")
    press = press_of(folder)
    found = ids(make_svg(press)["map.svg"])
    assert found["place-a"] == 1
    assert make_pdf(press)["map.pdf"].startswith(b"%PDF")


def test_a_case_across_the_antimeridian_stands_in_one_piece():
    press = press_of(DATE_LINE)
    with print_settings():
        drawn = press.sheet.main
    assert press.window.east > 180
    diagonal = np.hypot(drawn.plan.frame.width_mm, drawn.plan.frame.height_mm)
    for track in drawn.tracks:
        for course in track.courses:
            assert np.hypot(*np.diff(course, axis=0).T).max() < diagonal


@pytest.mark.filterwarnings("ignore:Glyph")
def test_hostile_text_stands_as_typed_and_the_file_stays_whole(tmp_path):
    strings = [hostile for hostile in OURS if "text" in hostile.kinds and hostile.literal]
    short = [one for one in strings if len(one.value) < 400]
    press = press_of(write_case(tmp_path / "hostile", short), dpi=30)
    found = ET.fromstring(make_svg(press)["map.svg"])
    assert not {element.tag for element in found.iter()} & {f"{SVG}script", f"{SVG}foreignObject"}
    assert not any(name.startswith("on") for element in found.iter() for name in element.attrib)
    assert "<img src=x onerror" in found.find(f"{SVG}title").text
    assert pypdfium2.PdfDocument(make_pdf(press)["map.pdf"])[0].get_size()[0] > 0


EXTENTS = {
    "the Tumen": ((123.2, 38.3, 136.2, 49.0), "Lambert", 1.01),
    "the Bering Strait": ((160, 60, 200, 70), "Lambert", 1.01),
    "Fiji": ((176, -22, 190, -12), "Lambert", 1.01),
    "Chile": ((-76, -56, -66, -17), "Transverse Mercator", 1.01),
    "Indonesia": ((95, -11, 141, 6), "Mercator on the ellipsoid", 1.03),
    "Borneo": ((108, -4, 119, 7), "Stereographic", 1.01),
    "Svalbard": ((5, 74, 40, 86), "Polar stereographic", 1.02),
    "a town": ((130.2, 42.2, 130.4, 42.3), "Lambert", 1.0001),
}


@pytest.mark.parametrize("name", EXTENTS)
def test_a_region_keeps_its_angles_and_its_scale(name):
    from pyproj import Proj

    extent, words, most = EXTENTS[name]
    projection = projection_for(Bbox(*extent))
    assert projection.name.startswith(words)
    assert projection.conformal
    edge = outline(Bbox(*extent))
    factors = Proj(projection.definition).get_factors(edge[:, 0], edge[:, 1])
    assert np.abs(factors.angular_distortion).max() < 0.01
    scale = projection.factor_at(edge)
    assert 1 / most <= scale.min() <= scale.max() <= most


@pytest.mark.parametrize(
    ("extent", "words"),
    [
        ((-20, -36, 53, 38), "Azimuthal equidistant"),
        ((20, 36, 180, 75), "Azimuthal equidistant about the North Pole"),
        ((-180, -60, 180, 75), "Equal Earth"),
        ((-81, -60, 279, 75), "Equal Earth"),
    ],
)
def test_what_is_no_region_has_a_projection_of_its_own(extent, words):
    projection = projection_for(Bbox(*extent))
    assert projection.name.startswith(words)
    assert not projection.conformal


@pytest.mark.parametrize("name", EXTENTS)
def test_all_of_an_extent_is_in_its_frame_and_comes_back_to_where_it_was(name):
    extent = Bbox(*EXTENTS[name][0])
    plan = plan_map(extent, Frame(10, 20, 150, 120))
    edge = outline(extent)
    points = plan.to_mm(edge)
    assert points.min() >= -1e-6
    assert (points.max(axis=0) <= (150 + 1e-6, 120 + 1e-6)).all()
    back = plan.to_lonlat(points)
    assert np.abs((back - edge + 180) % 360 - 180).max() < 1e-6
    reach = plan.reach
    assert reach.west <= extent.west + 0.1
    assert reach.east >= extent.east - 0.1


@pytest.mark.parametrize("name", EXTENTS)
def test_the_scale_bar_is_true_in_the_middle_of_the_map(name):
    from geo.coords import GEOD

    plan = plan_map(Bbox(*EXTENTS[name][0]), Frame(0, 0, 150, 120))
    km = bar_km(plan)
    half = km * 1e6 / middle_scale(plan) / 2
    ends = plan.to_lonlat(np.array([[75 - half, 60], [75 + half, 60]]))
    assert GEOD.inv(*ends[0], *ends[1])[2] / 1000 == pytest.approx(km, rel=0.01)
    assert 15 < 2 * half <= 42.001
