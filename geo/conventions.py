"""Conventions of romanisation: when two spellings in Latin letters write one name."""

import re
from dataclasses import dataclass
from itertools import product

#: Countries whose names each convention is for; empty = anywhere.
SLAVIC = frozenset(
    {
        "AM", "AZ", "BG", "BY", "EE", "GE", "KG", "KZ", "LT", "LV", "MD", "ME", "MK", "MN", "RS",
        "RU", "TJ", "TM", "UA", "UZ",
    }
)  # fmt: skip
KOREAN = frozenset({"KP", "KR", "CN"})
CHINESE = frozenset({"CN", "HK", "MO", "SG", "TW"})

Rules = tuple[tuple[str, str], ...]
Compiled = tuple[tuple[re.Pattern[str], str], ...]


def _compiled(rules: Rules) -> Compiled:
    """Compile the patterns of rules, which are tried many times."""
    return tuple((re.compile(pattern), other) for pattern, other in rules)


#: What nearly every language writes in several ways.
COMMON: Rules = (
    ("schtsch|shch|chtch|stch", "sh"), ("dsch", "j"), ("tsch|tch|cz", "ch"), ("sch", "sh"),
    ("sh", "s"), ("dzh|dj", "j"), ("zh", "z"), ("kh", "h"), ("gh", "g"), ("ph", "f"),
    ("th", "t"), ("ck|q", "k"), ("ts|tz", "c"),
    ("w", "v"), ("ou|oo", "u"), ("ee", "i"), ("x", "ks"), ("(?<=[iy])j", ""),
    ("(?<=[bcdfghklmnprstvz])j(?=[aeou])", "i"), ("(?<=[aeou])j(?![aeiou])", "i"),
    ("y", "i"), ("ij$", "i"), (r"(.)\1+", r"\1"),
)  # fmt: skip
RUSSIAN: Rules = (
    *COMMON, ("^ie|ie|io", "e"), ("ks", "x"), ("of$", "ov"), ("i$", ""), (r"(.)\1+", r"\1"),
)  # fmt: skip
KOREAN_RULES: Rules = (
    ("tch|jj|tj", "j"), ("sh", "s"), ("weo", "wo"), ("yeo", "yo"), ("eo", "o"), ("eu", "u"),
    ("oi", "oe"), ("ch", "j"), ("kk|gg|g", "k"), ("tt|dd|d", "t"), ("pp|bb|b", "p"),
    ("[lr]+", "r"), ("nkr", "nkn"), ("nkk", "nk"), ("(?<=[nm])r", "n"), ("(?<=nk)r", "n"),
    ("^n(?=[iy])|^r(?=[iy])", ""), ("^r", "n"), (r"(.)\1+", r"\1"),
)  # fmt: skip
CHINESE_RULES: Rules = (
    ("hs|x|sh", "s"), ("k(?=ia)", "j"), ("zh|tsch|ch|j|q|tz|ts|z", "c"), ("ng", "N"),
    ("g", "k"), ("d", "t"), ("b", "p"), ("w", "v"), ("y", "i"), ("un(?=N)|u(?=N)", "o"),
    ("ie", "e"), ("io", "o"), (r"(.)\1+", r"\1"),
)  # fmt: skip
#: Foreign names in Hangul: what its letters cannot tell apart.
HANGUL_RULES: Rules = (
    ("eu", ""), ("eo", "o"), ("ae", "e"), ("shch|sch|sh", "s"), ("zh|dzh|dj|z", "j"),
    ("tch|ts|tz", "ch"), ("kh", "h"), ("ph", "p"), ("th", "t"), ("v|w", "b"), ("f", "p"),
    ("l", "r"), ("q|ck", "k"), ("x", "ks"), ("c(?!h)", "k"), ("b", "p"),
    ("y", "i"), ("(?<=[jsh])i(?=[aou])", ""), (r"(.)\1+", r"\1"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Convention:
    """
    A way in which names of some countries are written in Latin letters.

    Attributes
    ----------
    name
        For messages.
    countries
        ISO codes; empty = any.
    rules
        Pattern and replacement, in turn, that bring all its spellings to one.
    either
        Letters of two readings, each tried: `ch` is h in German, `j` is y in most of Europe.
    """

    name: str
    countries: frozenset[str]
    rules: Compiled
    either: Compiled = ()

    def keys(self, name: str) -> frozenset[str]:
        """Give what a spelling in Latin letters comes to; several where a letter is ambiguous."""
        present = [(pattern, other) for pattern, other in self.either if pattern.search(name)]
        spelled = set()
        for chosen in product((False, True), repeat=len(present)):
            text = name
            for (pattern, other), change in zip(present, chosen, strict=True):
                text = pattern.sub(other, text) if change else text
            for pattern, other in self.rules:
                text = pattern.sub(other, text)
            spelled.add(text)
        return frozenset(spelled)


SOFT_CH = ("(?<![sth])ch", "h")
CONVENTIONS = (
    Convention("common", frozenset(), _compiled(COMMON), _compiled((SOFT_CH, ("^j", "i")))),
    Convention("Russian", SLAVIC, _compiled(RUSSIAN), _compiled((SOFT_CH, ("j", "i"), ("g", "h")))),
    Convention("Korean", KOREAN, _compiled(KOREAN_RULES), _compiled((("ng", "n"),))),
    Convention("Chinese", CHINESE, _compiled(CHINESE_RULES)),
)
HANGUL = Convention(
    "Hangul", frozenset(), _compiled(HANGUL_RULES), _compiled((("h", "k"), ("eo", "e")))
)
