"""
Give pages made with folium their scripts and styles from this machine: `python assets.py FOLDER`.

The packages come from npm, as pinned below; each address in the pages is replaced by the file.
What no package has (a style sheet of one rule, a set of glyphs that no page here shows) is
served empty, which favours those pages.
"""

import re
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from network_sources import fetch_npm

#: By package: its hash, and its files by what the addresses end with.
PACKAGES = {
    "leaflet@1.9.3": (
        "10d016716b56048661eaf9cde004dc82e80bd3613b52c4f53cf5aec73088006c",
        {"leaflet.css": "dist/leaflet.css", "leaflet.js": "dist/leaflet.js"},
    ),
    "jquery@3.7.1": (
        "68a9f787516da47c680e09c187bcbac4536b6f85d90eb882844e12919e583f53",
        {"jquery-3.7.1.min.js": "dist/jquery.min.js"},
    ),
    "bootstrap@5.2.2": (
        "6ae3403f9085283be866fd9bca04f3034ffc755e466e6a1ff9836e8c0a1340d4",
        {
            "bootstrap.min.css": "dist/css/bootstrap.min.css",
            "bootstrap.bundle.min.js": "dist/js/bootstrap.bundle.min.js",
        },
    ),
    "@fortawesome/fontawesome-free@6.2.0": (
        "627ba11e9f2923be8f4c3f8688b9b4f17d787ce02691f32837893f53e8276c2a",
        {"all.min.css": "css/all.min.css"},
    ),
    "leaflet.timeline@1.6.0": (
        "9db0c16656413be757a00186e8524b29d479124c18c81f643ff38a26010854e3",
        {"leaflet.timeline.min.js": "dist/leaflet.timeline.js"},
    ),
    "leaflet.awesome-markers@2.0.5": (
        "b0180e6ae1c9bce3a212bb0b4f3a8c484cf8c15725958e930c68b7e3f7693aa7",
        {
            "leaflet.awesome-markers.css": "dist/leaflet.awesome-markers.css",
            "leaflet.awesome-markers.js": "dist/leaflet.awesome-markers.js",
        },
    ),
    "leaflet.markercluster@1.1.0": (
        "47219016d91e524b329a0fb2365961bf8228109bb58e370ad0b1ab6299288b91",
        {
            "MarkerCluster.css": "dist/MarkerCluster.css",
            "MarkerCluster.Default.css": "dist/MarkerCluster.Default.css",
            "leaflet.markercluster.js": "dist/leaflet.markercluster.js",
        },
    ),
    "moment@2.18.1": (
        "133757b42a2a5d0e6db8b504b8ec405777bbe271389cbb88c613499c3fff9065",
        {"moment.min.js": "min/moment.min.js"},
    ),
}
ADDRESS = re.compile(r"https?://[^\"' )]+/([^\"' )/]+\.(?:js|css))")


def main(folder: Path) -> None:
    """Fetch the files and rewrite every page of the folder."""
    assets = folder / "assets"
    assets.mkdir()
    for package, (digest, files) in PACKAGES.items():
        with tempfile.TemporaryDirectory() as aside:
            content = fetch_npm(package, digest, Path(aside))
        for name, path in files.items():
            (assets / name).write_bytes(content[f"package/{path}"])
    for page in folder.glob("*.html"):
        text = page.read_text(encoding="utf-8")
        for name in {match[1] for match in ADDRESS.finditer(text)}:
            (assets / name).touch()
        page.write_text(ADDRESS.sub(r"assets/\1", text), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
