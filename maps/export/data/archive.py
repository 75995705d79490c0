"""Archives that are the same bytes for the same files."""

import io
import zipfile
from collections.abc import Mapping

#: The first moment that an archive can tell.
_MOMENT = (1980, 1, 1, 0, 0, 0)
_UNIX = 3
_READABLE = 0o100644 << 16


def zipped(files: Mapping[str, bytes]) -> bytes:
    """
    Put files into an archive.

    Parameters
    ----------
    files
        Content by name.

    Returns
    -------
    bytes
        A ZIP file, sorted by name, with no time and no owner.
    """
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name in sorted(files):
            info = zipfile.ZipInfo(name, _MOMENT)
            info.compress_type, info.create_system = zipfile.ZIP_DEFLATED, _UNIX
            info.external_attr = _READABLE
            archive.writestr(info, files[name])
    return out.getvalue()
