"""What every file of data says of the case as a whole."""

import json
from datetime import date
from typing import NamedTuple

from maps.export.data.table import text_of
from maps.export.press import Press
from maps.page.credits import full_credits
from maps.page.released import profile_words

#: Words by which a giver of data is known in a credit, and on what terms the data may be passed on.
TERMS = {
    "OpenStreetMap": "Open Database License (ODbL) 1.0: what you derive from these lines and "
    "publish must be offered under it, too; name “© OpenStreetMap contributors”.",
    "GeoNames": "Creative Commons Attribution 4.0 (CC BY 4.0): name GeoNames.",
    "GSHHG": "GNU Lesser General Public License (LGPL), version 3 or later: name GSHHG.",
    "Natural Earth": "Public domain; naming it is a courtesy.",
}
NO_DAY = "not stated"


class About(NamedTuple):
    """
    A case as a whole, in text that is safe to be shown anywhere.

    Attributes
    ----------
    as_of
        The day whose state is given, ISO 8601; `NO_DAY` where the case has no date at all.
    attribution
        Whose data positions and lines rest on, a line each.
    profile
        What a profile may have changed; empty without one.
    """

    title: str
    subtitle: str
    description: str
    language: str
    credit: str
    licence: str
    as_of: str
    attribution: tuple[str, ...]
    profile: str

    def facts(self) -> dict[str, str]:
        """Give what is stated, by the words of `case.toml`."""
        told = self._asdict() | {"attribution": "; ".join(self.attribution)}
        return {name: value for name, value in told.items() if value}

    def json(self) -> str:
        """Give the same as JSON in one line."""
        return json.dumps(self.facts(), ensure_ascii=False)


def about_case(press: Press) -> About:
    """
    Tell of a case as a whole.

    Parameters
    ----------
    press
        The case on its way out.

    Returns
    -------
    About
        Its words, and whose data it rests on.
    """
    settings = press.case.settings
    texts = ("title", "subtitle", "description", "language", "credit", "licence")
    lines = (leg.attribution for route in press.charted.routes for leg in route.legs)
    whose = [line for line in lines if line] + list(press.charted.credits)
    return About(
        **{name: text_of(getattr(settings, name)) or "" for name in texts},
        as_of=press.as_of.isoformat() if press.as_of != date.max else NO_DAY,
        attribution=tuple(text_of(line) or "" for line in full_credits(whose)),
        profile=profile_words(press.case.applied),
    )


def terms_of(attribution: str) -> str:
    """Tell on what terms data may be passed on; empty where the credit says all that is known."""
    return next((terms for giver, terms in TERMS.items() if giver in attribution), "")
