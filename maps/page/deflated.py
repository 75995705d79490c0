"""Text in few letters, which a browser opens by itself."""

import zlib
from base64 import b64encode


def deflated(text: str) -> str:
    """
    Write a text in few letters.

    Parameters
    ----------
    text
        Any.

    Returns
    -------
    str
        Base64 of its deflated bytes; `inflated` in `js/shelf.js` opens it.
    """
    return b64encode(zlib.compress(text.encode(), 9)).decode()
