"""
Make `geo/data/han.txt`: characters that only vary others, and the ones they are read as.

    python scripts/make_han.py [--downloads DIR]

Traditional characters, and Japanese ones simplified in another way, are paired with the simplified
character, out of OpenCC's tables (Apache-2.0). The same package gives the same file.
"""

import argparse
import tempfile
from pathlib import Path

from packages import Pinned, unpacked

TARGET = Path(__file__).resolve().parents[1] / "geo" / "data" / "han.txt"
OPENCC = Pinned(
    "pypi",
    "opencc-python-reimplemented==0.1.7",
    "41b3b92943c7bed291f448e9c7fad4b577c8c2eae30fcfe5a74edf8818493aa6",
)


def main() -> None:
    """Read the tables and write the pairs."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").strip().splitlines()[0])
    parser.add_argument("--downloads", type=Path, help="folder of fetched packages")
    with tempfile.TemporaryDirectory() as aside:
        folder = parser.parse_args().downloads or Path(aside)
        tables = unpacked(OPENCC, folder.resolve()) / "opencc" / "dictionary"
        simplified = read_table(tables / "TSCharacters.txt")
        japanese = read_table(tables / "JPVariants.txt")
    pairs = plain_pairs(simplified, japanese)
    TARGET.write_text(f"{''.join(pairs)}\n{''.join(pairs.values())}\n", encoding="utf-8")
    print(f"{TARGET}: {len(pairs)} characters")


def read_table(path: Path) -> dict[str, str]:
    """Read a table of OpenCC: of each character the first one that it is turned into."""
    rows = (line.split("\t") for line in path.read_text(encoding="utf-8").splitlines() if line)
    return {row[0]: row[1].split()[0] for row in rows}


def plain_pairs(simplified: dict[str, str], japanese: dict[str, str]) -> dict[str, str]:
    """Pair each variant with its simplified character; one that varies several is left alone."""
    pairs = {old: new for old, new in simplified.items() if old != new}
    readings: dict[str, set[str]] = {}
    for old, new in japanese.items():
        readings.setdefault(new, set()).add(pairs.get(old, old))
    for new, olds in readings.items():
        if len(olds) == 1 and new not in pairs and new not in pairs.values():
            pairs[new] = next(iter(olds))
    ends = {old: pairs.get(new, new) for old, new in pairs.items()}
    return {old: new for old, new in sorted(ends.items()) if old != new and new not in ends}


if __name__ == "__main__":
    main()
