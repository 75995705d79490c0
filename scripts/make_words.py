"""Refresh the translators' files, `maps/words/<language>.po`, from what the program says."""

import sys
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from maps.tongues import TRANSLATED  # noqa: E402 - of this checkout, whatever is installed

WORDS = ROOT / "maps" / "words"
#: Packages of which a reader sees words, and how files of each kind are read.
PACKAGES = ("geo", "routes", "maps")
METHODS = [("**.py", "python"), ("**.j2", "jinja2")]
#: Functions that take messages, with the places of these among their arguments.
KEYWORDS = {
    "say": None,
    "message": None,
    "say_many": (1, 2),
    "messages": (1, 2),
    "word_forms": (1, 2),
}


def read_messages() -> Catalog:
    """
    Collect every message of the program.

    Returns
    -------
    Catalog
        Without translations, in the order of the files; it names files and no lines, so that it
        changes only when a message does.
    """
    found = Catalog(charset="utf-8")
    for package in PACKAGES:
        for name, _, message, *_ in extract_from_dir(ROOT / package, METHODS, keywords=KEYWORDS):
            found.add(message, locations=[(f"{package}/{name}", 0)])
    return found


def read_translations(language: str) -> Catalog:
    """
    Read what translators have written.

    Parameters
    ----------
    language
        One of `TRANSLATED`; without a file, nothing is translated yet.

    Returns
    -------
    Catalog
        As it stands in the file.
    """
    file = WORDS / f"{language}.po"
    if not file.is_file():
        return Catalog(locale=language, charset="utf-8")
    with file.open("rb") as text:
        return read_po(text, locale=language)


def refreshed(language: str) -> bytes:
    """
    Write the file of a language with every message of the program, and with no other.

    Parameters
    ----------
    language
        One of `TRANSLATED`.

    Returns
    -------
    bytes
        What is translated stays; what is new stands empty. The same for the same input.
    """
    known = read_translations(language)
    catalog = Catalog(locale=language, charset="utf-8")
    for message in read_messages():
        if not message.id:
            continue
        before = known.get(message.id)
        string = before.string if before else ""
        catalog.add(message.id, string, locations=message.locations)
    body = BytesIO()
    write_po(body, catalog, width=100, omit_header=True, include_lineno=False)
    head = (
        'msgid ""\nmsgstr ""\n'
        f'"Language: {language}\\n"\n'
        '"Content-Type: text/plain; charset=utf-8\\n"\n'
        f'"Plural-Forms: {catalog.plural_forms}\\n"\n\n'
    )
    return head.encode() + body.getvalue()


def main() -> int:
    """Refresh the files of all languages."""
    for language in TRANSLATED:
        (WORDS / f"{language}.po").write_bytes(refreshed(language))
        empty = sum(not any(_strings(m.string)) for m in read_translations(language) if m.id)
        print(f"{language}: {empty} messages without a translation", file=sys.stderr)
    return 0


def _strings(string: str | Sequence[str] | None) -> tuple[str, ...]:
    """Give all forms of a translation."""
    return (string,) if isinstance(string, str) else tuple(string or ())


if __name__ == "__main__":
    sys.exit(main())
