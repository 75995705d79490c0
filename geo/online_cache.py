"""Answers of services of the web, kept so that nothing is asked for twice."""

import hashlib
import json
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

#: So many are kept; those that were asked for longest ago go.
MOST_KEPT = 20_000


def cache_folder() -> Path:
    """
    Name the folder in which answers are kept.

    Returns
    -------
    Path
        In the user's own folder for such things; it need not be there. Nothing breaks when it
        is deleted.
    """
    from platformdirs import user_cache_path  # noqa: PLC0415 - only for services of the web

    return user_cache_path("waybook", appauthor=False) / "geocoders"


def kept_or_asked(question: tuple[str, ...], ask: Callable[[], list[Any]]) -> list[Any]:
    """
    Give the answer that is kept; where none is, ask for it and keep it.

    Parameters
    ----------
    question
        All that the answer depends on: service, address, name, what is stated.
    ask
        Asks the service. What it raises is not kept.

    Returns
    -------
    list
        The results as the service sent them.
    """
    name = hashlib.sha256(json.dumps(question).encode()).hexdigest()
    path = cache_folder() / f"{name}.json"
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        kept = None
    if isinstance(kept, list):
        return kept
    results = ask()
    _write(path, results)
    return results


def _write(path: Path, results: list[Any]) -> None:
    """Keep an answer, written aside and put in place whole; without a word where that fails."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(
            "w", encoding="utf-8", dir=path.parent, suffix=".part", delete=False
        ) as file:
            aside = Path(file.name)
            try:
                json.dump(results, file)
                file.close()
                aside.replace(path)
            finally:
                aside.unlink(missing_ok=True)
        _tidy(path.parent)
    except (OSError, ValueError):
        return


def _tidy(folder: Path) -> None:
    """Remove what was asked for longest ago, once there is a tenth too much."""
    kept = list(folder.glob("*.json"))
    if len(kept) > MOST_KEPT * 1.1:
        kept.sort(key=lambda path: path.stat().st_mtime, reverse=True)
        for path in kept[MOST_KEPT:]:
            path.unlink(missing_ok=True)
