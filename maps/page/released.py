"""What the page says of the profile that it was made with."""

from geo.words import joined, say
from maps.case.case import Applied

KEPT_BACK = say(
    "Made for publication: some statements may be left out; “not stated” may mean kept back."
)


def profile_words(applied: Applied) -> str:
    """
    Say what a profile may have changed, and nothing of what it has.

    Parameters
    ----------
    applied
        What was applied.

    Returns
    -------
    str
        Sentences for the reader; empty without a profile, and where it keeps nothing back. They
        are the same whether much or nothing was left out.
    """
    said: list[str] = []
    if applied.moved_km:
        said.append(
            say("Positions are moved on purpose, by up to {km} km.", km=f"{applied.moved_km:g}")
        )
    if applied.restricted:
        said.append(KEPT_BACK)
    if applied.drafts:
        said.append(say("Drafts are included."))
    return joined(" ", said)
