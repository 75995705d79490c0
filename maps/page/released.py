"""What the page says of the profile that it was made with."""

from maps.case.case import Applied

KEPT_BACK = (
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
    said = []
    if applied.moved_km:
        said.append(f"Positions are moved on purpose, by up to {applied.moved_km:g} km.")
    if applied.restricted:
        said.append(KEPT_BACK)
    if applied.drafts:
        said.append("Drafts are included.")
    return " ".join(said)
