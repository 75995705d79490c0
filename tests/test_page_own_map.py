import re
from pathlib import Path

import folium
import pytest

from maps.build import chart, read_atlas
from maps.case.read import read_case
from maps.page.assets import read_leaflet
from maps.page.own_map import add_to_map

CASES = Path(__file__).parent / "cases"


@pytest.fixture(scope="module")
def own_map(tmp_path_factory) -> Path:
    """A map of someone's own, with a case on it, its addresses taken out but for Leaflet."""
    mine = folium.Map(tiles=None)
    add_to_map(mine, chart(read_case(CASES / "lines"), read_atlas()))
    folium.CircleMarker([50.0, 10.0], class_name="mine", tooltip="Mine").add_to(mine)
    folium.LayerControl().add_to(mine)
    page = mine.get_root().render()
    page = re.sub(r'<(script|link)[^>]*"https?://[^"]*"[^>]*>(</script>)?', "", page)
    leaflet = f"<style>{read_leaflet('leaflet.css')}</style><script>{read_leaflet('leaflet.js')}"
    page = page.replace("<head>", f"<head>{leaflet}</script>", 1)
    file = tmp_path_factory.mktemp("own") / "mine.html"
    file.write_text(page, encoding="utf-8")
    return file


def test_a_map_of_ones_own_bears_our_lines_and_keeps_its_own_marks(open_page, own_map, screenshot):
    window = open_page(own_map)
    screenshot(window, "own-map")
    page = window.page
    assert page.locator("path.line.rail").count()
    assert page.locator("path.casing").count()
    assert page.locator("canvas").count()
    assert window.errors == []
    page.locator("path.mine").dispatch_event("mouseover")
    assert page.locator(".leaflet-tooltip").text_content().strip() == "Mine"


def test_a_click_on_our_line_on_a_map_of_ones_own_does_no_harm(open_page, own_map):
    window = open_page(own_map)
    window.page.locator("path.line").first.dispatch_event("click")
    assert window.errors == []
    assert window.page.locator(".leaflet-popup").count() == 0


def test_the_layers_are_in_the_layer_control_of_a_map_of_ones_own(open_page, own_map):
    window = open_page(own_map)
    names = window.page.locator(".leaflet-control-layers-overlays label").all_text_contents()
    assert "routes-rail" in [name.strip() for name in names]


def test_no_text_of_a_case_is_compiled_on_a_map_of_ones_own(own_map):
    assert "{% raw %}" not in own_map.read_text("utf-8")
