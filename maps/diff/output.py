"""The list of a map that was built, read from its HTML."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

from geo.errors import CallError, ValueProblem
from geo.files import read_inside

FILE = "map.html"
_MAKER = "waybook"
#: Elements that have no end.
_VOID = frozenset({"br", "hr", "img", "input", "link", "meta", "wbr", "source"})
#: Elements that begin a line of their own, and what stands for that until all is read; no text
#: of a page holds it.
_BLOCKS = frozenset({"li", "ul", "p", "div", "strong"})
_BREAK = "\x1f"
#: What the classes of elements stand for: the labels of their texts.
_HEAD = {"standfirst": "subtitle", "as-of": "as of"}
_PARTS = {
    "title": "title",
    "kicker": "heading",
    "summary": "summary",
    "note": "note",
    "off-map": "not on the map",
}
#: Of an entry, but no statement of its own: its number, its signs, what other entries say.
_PASSED = frozenset({"number", "permalink", "standing", "unequal"})


@dataclass(slots=True)
class Article:
    """
    An entry of the list, or the head of the page.

    Attributes
    ----------
    kind
        The first of its classes: `event`, `link`, ….
    texts
        What it says, by label; white space made single.
    """

    kind: str
    texts: dict[str, list[str]] = field(default_factory=dict)

    @property
    def title(self) -> str:
        """Give its title."""
        return " ".join(self.texts.get("title", ()))


@dataclass(frozen=True, slots=True)
class Output:
    """
    A map that was built.

    Attributes
    ----------
    head
        Title, subtitle and date of the page.
    articles
        Entries by their permanent id (`event-e28`), in the order of the page.
    """

    head: Article
    articles: Mapping[str, Article]


def is_output(path: Path) -> bool:
    """Tell whether a path is that of a page, or of a folder that holds a map."""
    return path.is_file() or (path / FILE).is_file()


def read_output(path: Path) -> Output:
    """
    Read the list of a map.

    Parameters
    ----------
    path
        The page, or the folder with its `map.html`.

    Returns
    -------
    Output
        Its entries; maps of any version can be read.

    Raises
    ------
    CallError
        It cannot be read, or is no map made by waybook.
    """
    file = path / FILE if path.is_dir() else path
    try:
        text = read_inside(file.parent, file.name).decode("utf-8", "replace")
    except ValueProblem as problem:
        raise CallError(f"{path}: {problem}") from None
    reader = _Reader()
    reader.feed(text)
    reader.close()
    if not reader.ours:
        raise CallError(f"{path}: no map made by waybook (name a {FILE}, its folder, or a case)")
    for article in (reader.head, *reader.articles.values()):
        article.texts = {
            " ".join(label.split()): [_in_line(text) for text in texts]
            for label, texts in article.texts.items()
        }
    return Output(reader.head, reader.articles)


def _in_line(text: str) -> str:
    """Bring the lines of a text into one, white space made single."""
    lines = (" ".join(line.split()) for line in text.split(_BREAK))
    return "; ".join(line for line in lines if line)


class _Reader(HTMLParser):
    """Gathers the texts of the head and of the articles."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.ours = False
        self.head = Article("page")
        self.articles: dict[str, Article] = {}
        self._article: Article | None = None
        self._label = ""
        # the elements that are open, each with where its text goes
        self._open: list[tuple[str, list[str] | None]] = []
        self._names = Counter[str]()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open an element."""
        about = {name: value or "" for name, value in attrs}
        if tag == "meta" and about.get("name") == "generator":
            self.ours = about.get("content", "").startswith(_MAKER)
        if tag in _VOID:
            return
        if tag == "article" and about.get("id"):
            kind = (about.get("class", "").split() or [""])[0]
            self._article = self.articles.setdefault(about["id"], Article(kind))
        above = self._open[-1][1] if self._open else None
        if above and tag in _BLOCKS:
            above[-1] += _BREAK
        self._names[tag] += 1
        self._open.append((tag, self._target(tag, set(about.get("class", "").split()), above)))

    def _target(self, tag: str, classes: set[str], above: list[str] | None) -> list[str] | None:
        """Settle where the text of an element goes."""
        if self._article is None:
            label = "title" if tag == "h1" else next((_HEAD[c] for c in classes if c in _HEAD), "")
            return _new(self.head, label) if label else above
        if classes & _PASSED:
            return []
        if label := next((_PARTS[c] for c in classes if c in _PARTS), ""):
            return _new(self._article, label) if above is None else above
        if tag == "dt" or (tag == "h4" and above is None):
            self._label = ""
            return None
        if tag == "dd" or (tag == "li" and above is None):
            return _new(self._article, self._label or "evidence")
        return above

    def handle_endtag(self, tag: str) -> None:
        """Close an element, and those within it that were left open."""
        if not self._names[tag]:
            return
        closed = ""
        while closed != tag:
            closed, _ = self._open.pop()
            self._names[closed] -= 1
            if closed == "article":
                self._article = None

    def handle_data(self, data: str) -> None:
        """Put a text where it belongs."""
        if not self._open:
            return
        _, target = self._open[-1]
        if target:
            target[-1] += data
        elif target is None and self._article is not None and self._names["dt"] + self._names["h4"]:
            self._label += data


def _new(article: Article, label: str) -> list[str]:
    """Begin another text of a label."""
    texts = article.texts.setdefault(label, [])
    texts.append("")
    return texts
