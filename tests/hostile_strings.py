"""Strings that a case may hold and that must stay what they are: text, or a reason to refuse."""

import json
from dataclasses import dataclass
from pathlib import Path

SHARED = Path(__file__).resolve().parents[2] / "shared" / "data" / "hostile" / "strings.json"
LONG = "x" * 1_000_000


@dataclass(frozen=True)
class Hostile:
    """A string, where it may stand, and whether it is to be shown as typed."""

    id: str
    value: str
    kinds: tuple[str, ...] = ("text",)
    literal: bool = True


OURS = (
    Hostile("own-script", "</article></main><script>window.__pwned=1</script>"),
    Hostile("own-img", "<img src=x onerror=window.__pwned=1>"),
    Hostile("own-svg", "<svg/onload=window.__pwned=1>"),
    Hostile("own-template", "{{ cycler.__init__.__globals__.os.mkdir('PWNED_own') }}"),
    Hostile("own-macro", "{% macro a() %}{{ 1/0 }}{% endmacro %}{{ a() }}"),
    Hostile("own-literal", "${window.__pwned=1} ${{}} `${alert(1)}`"),
    Hostile("own-json", '"}}]};window.__pwned=1;/*\\'),
    Hostile("own-line", "one\u2028two\u2029three"),
    Hostile("own-entity", "&amp;lt;b&gt; &#x3c;b&#x3e; &nbsp;"),
    Hostile("own-proto", "__proto__", ("text", "key", "url")),
    Hostile("own-quote", "\" ' ` = < > & \\ / $ { } % #", ("text", "key")),
    Hostile("own-tag", "<b>bold</b>", ("text", "key", "color", "url")),
    Hostile("own-address", "javascript:window.__pwned=1", ("url", "text")),
    Hostile("own-relative", "/etc/passwd", ("url",)),
    Hostile("own-colour", "#fff", ("color",)),
    Hostile("own-style", "#ffffff;background:url(//canary.invalid)", ("color",)),
    Hostile("own-null", "a\0b", literal=False),
    Hostile("own-bell", "a\x07b\x1b]0;title\x07", literal=False),
    Hostile("own-next-line", "a\u0085b", literal=False),
    Hostile("own-override", "abc\u202edef", literal=False),
)


def read_hostile() -> tuple[Hostile, ...]:
    """Read all strings: our own, and those of the collection where it is at hand."""
    if not SHARED.exists():
        return OURS
    collected = json.loads(SHARED.read_text(encoding="utf-8"))["cases"]
    known = {hostile.value for hostile in OURS}
    theirs = (_hostile(case) for case in collected)
    return (*OURS, *(hostile for hostile in theirs if hostile.value not in known))


def _hostile(case: dict) -> Hostile:
    value = LONG if case["value"] is None else case["value"]
    return Hostile(case["id"], value, tuple(case["kinds"]), case["literal"])
