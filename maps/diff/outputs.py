"""Two maps that were built, compared by the entries of their lists."""

import re
from collections.abc import Iterator, Mapping, Sequence

from maps.diff.difference import GROUPS, Change, Comparison, Difference, Field
from maps.diff.names import KINDS, NOUNS
from maps.diff.output import Article, Output
from maps.diff.values import narrowed
from maps.diff.wording import Part, capital, changed_part, listed_part, sentence

#: What follows from other entries, which tell it themselves.
_DERIVED = frozenset({"Events", "Routes", "Services", "Parts"})
#: Labels of the page that make no subject of a sentence.
_LABELS: Mapping[str, str] = {
    "Also written": "other spellings",
    "Archived": "archived address",
    "As of": "day up to which the map speaks",
    "From and to": "ends",
    "How the line was made": "making of the line",
    "In other languages": "names in other languages",
    "Last checked": "day it was last checked",
    "Lies in": "area that it lies in",
    "On the map": "mark on the map",
    "On the route": "route",
    "Persons": "number of persons",
    "Part of": "total that it is part of",
    "Parts are": "mark that parts are missing",
    "Runs on": "route",
    "not on the map": "reason why it is not on the map",
}
#: Labels of lists, which are no subject of a sentence even where one text stands under them.
_LIST = re.compile(r":|\d$")
_TABLES = {kind: table for table, kind in KINDS.items()}
Texts = Mapping[str, Sequence[str]]


def compare_outputs(before: Output, after: Output, called: tuple[str, str]) -> Comparison:
    """
    Tell how two maps differ.

    Parameters
    ----------
    before, after
        What their lists hold.
    called
        What the one and the other are called.

    Returns
    -------
    Comparison
        Entries are matched by their permanent ids; their numbers on the map play no part.
    """
    told = [*_head(before.head, after.head), *_entries(before.articles, after.articles)]
    order = list(GROUPS)
    told.sort(key=lambda one: order.index(one.group))
    return Comparison(before=called[0], after=called[1], differences=tuple(told))


def _head(was: Article, now: Article) -> Iterator[Difference]:
    """Tell how the heads of two pages differ."""
    for part in _parts(was.texts, now.texts):
        words = f"{capital(part.words)}."
        fields = (part.field,)
        yield Difference(group="case", change=Change.CHANGED, ref="", sentence=words, fields=fields)


def _entries(old: Mapping[str, Article], new: Mapping[str, Article]) -> Iterator[Difference]:
    """Tell how the lists of two pages differ."""
    removed = {ref: each for ref, each in old.items() if ref not in new}
    added = {ref: each for ref, each in new.items() if ref not in old}
    twins = dict(_twins(removed, added))
    for ref, now in new.items():
        if ref in old and (parts := _parts(old[ref].texts, now.texts)):
            titled = now.title if old[ref].title == now.title else ""
            words = sentence(_named(ref, now, titled), [part.words for part in parts])
            yield _difference(ref, now, Change.CHANGED, words, [part.field for part in parts])
    for was, ref in twins.items():
        words = f"Renamed: {_named(was, old[was], '')} is now {_id(ref)}, “{new[ref].title}”; "
        field = Field("id", _id(was), _id(ref))
        rest = "nothing else of it has changed."
        yield _difference(ref, new[ref], Change.RENAMED, words + rest, [field])
    for ref, each in added.items():
        if ref not in twins.values():
            yield _difference(ref, each, Change.ADDED, f"Added: {_in_short(ref, each)}.")
    for ref, each in removed.items():
        if ref not in twins:
            yield _difference(ref, each, Change.REMOVED, f"Removed: {_in_short(ref, each)}.")


def _twins(
    removed: Mapping[str, Article], added: Mapping[str, Article]
) -> Iterator[tuple[str, str]]:
    """Find entries with another id and nothing else that differs; of several alike, none."""
    gone: dict[str, list[str]] = {}
    come: dict[str, list[str]] = {}
    for articles, found in ((removed, gone), (added, come)):
        for ref, each in articles.items():
            found.setdefault(f"{each.kind} {_stated(each.texts)}", []).append(ref)
    for same, refs in gone.items():
        if len(refs) == len(come.get(same, ())) == 1:
            yield refs[0], come[same][0]


def _stated(texts: Texts) -> dict[str, Sequence[str]]:
    """Give what an entry says for itself."""
    return {label: each for label, each in texts.items() if label not in _DERIVED}


def _parts(was: Texts, now: Texts) -> list[Part]:
    """Say how the texts of two entries differ."""
    old, new = _stated(was), _stated(now)
    parts = []
    for label in dict.fromkeys((*new, *old)):
        before, after = ([f"“{text}”" for text in each.get(label, ())] for each in (old, new))
        if before == after:
            continue
        word = _LABELS.get(label, label[:1].lower() + label[1:])
        if len(before) > 1 or len(after) > 1 or _LIST.search(label):
            parts.append(_listed(label, before, after))
        else:
            said = [*before, "not stated"][0], [*after, "not stated"][0]
            parts.append(changed_part(word, *said))
    return parts


def _listed(label: str, was: Sequence[str], now: Sequence[str]) -> Part:
    """Say which of several texts under a label came and which went, or what became of each."""
    part = listed_part(label, was, now)
    come = [text for text in now if text not in was]
    gone = [text for text in was if text not in now]
    if come and len(come) == len(gone):
        pairs = [narrowed(*pair) for pair in zip(gone, come, strict=True)]
        each = ", ".join(f"{before} is now {after}" for before, after in pairs)
        return part._replace(words=f"under “{label}”, {each}")
    told = [f"new under “{label}”: {', '.join(come)}"] if come else []
    told += [f"no longer under “{label}”: {', '.join(gone)}"] if gone else []
    return part._replace(words="; ".join(told)) if told else part


def _difference(
    ref: str, article: Article, change: Change, words: str, fields: Sequence[Field] = ()
) -> Difference:
    """Make a difference of an entry."""
    return Difference(
        group=_TABLES.get(article.kind, "case"),
        change=change,
        ref=ref.replace("-", ":", 1),
        sentence=words,
        fields=tuple(fields),
    )


def _id(ref: str) -> str:
    """Give the id of an entry without its kind."""
    return ref.partition("-")[2]


def _named(ref: str, article: Article, title: str) -> str:
    """Name an entry."""
    noun = NOUNS.get(_TABLES.get(article.kind, ""), article.kind)
    return f"{noun} {_id(ref)}" + (f", “{title}”" if title else "")


def _in_short(ref: str, article: Article) -> str:
    """Name an entry and what stands above its title."""
    heading = " · ".join(article.texts.get("heading", ()))
    return _named(ref, article, article.title) + (f": {heading}" if heading else "")
