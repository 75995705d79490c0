"""Codes of countries, held against the gazetteer."""

import re
from collections.abc import Iterable, Iterator

from geo.errors import NotFoundError, ValueProblem
from geo.gazetteer import Gazetteer

CODE_HELP = "ISO 3166-1 alpha-2, such as KP, GB, UA"


def check_countries(codes: Iterable[str], gazetteer: Gazetteer) -> Iterator[ValueProblem]:
    """
    Find codes that are no country's.

    Parameters
    ----------
    codes
        As written.
    gazetteer
        What knows the countries.

    Yields
    ------
    ValueProblem
        One for each, in their order.
    """
    for code in codes:
        try:
            known = bool(re.fullmatch("[A-Z]{2}", code)) and gazetteer.get(f"iso:{code}")
        except NotFoundError:
            known = False
        if not known:
            help_ = f"write {code.upper()}" if re.fullmatch("[A-Za-z]{2}", code) else CODE_HELP
            help_ = CODE_HELP if code.isupper() else help_
            yield ValueProblem(f"“{code}” is not the code of a country", help_)
