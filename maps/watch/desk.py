"""The desk: one thread looks for changes and builds, the others wait for the next state."""

import threading
from collections.abc import Callable
from pathlib import Path

from maps.build import Atlas
from maps.watch.draft import NO_DRAFT, Draft, next_draft, read_stamp

#: Time in seconds between two looks at the folder; a change counts when two looks agree.
LOOK_S = 0.25


class Desk:
    """
    A case that is built again whenever it changes.

    Parameters
    ----------
    folder
        The case.
    atlas
        What names and lines are looked up in.
    told
        Called with each new state.

    Notes
    -----
    `run` must be called in the thread that opened `atlas`; all else may be called in any.
    """

    def __init__(self, folder: Path, atlas: Atlas, told: Callable[[Draft], None]) -> None:
        self.folder = folder
        self._atlas = atlas
        self._told = told
        self._draft = NO_DRAFT
        self._changed = threading.Condition()
        self._ended = threading.Event()

    @property
    def draft(self) -> Draft:
        """Give the state as it is now."""
        return self._draft

    @property
    def ended(self) -> bool:
        """Tell whether nothing more will come."""
        return self._ended.is_set()

    def end(self) -> None:
        """Stop looking, and let those who wait go."""
        self._ended.set()
        with self._changed:
            self._changed.notify_all()

    def wait(self, number: int, seconds: float) -> Draft:
        """
        Wait for a state that a reader has not seen.

        Parameters
        ----------
        number
            Of the state that has been seen.
        seconds
            How long at most.

        Returns
        -------
        Draft
            The newest; that of `number` where nothing has changed.
        """
        with self._changed:
            self._changed.wait_for(lambda: self._draft.number != number or self.ended, seconds)
        return self._draft

    def run(self) -> None:
        """Build, and build again after each change that has come to rest, until the end."""
        built = None
        before = read_stamp(self.folder)
        while not self.ended:
            now = read_stamp(self.folder)
            if now == before != built:
                built = now
                self._show(next_draft(self.folder, self._atlas, self._draft))
            before = now
            self._ended.wait(LOOK_S)

    def _show(self, draft: Draft) -> None:
        """Put a new state on the desk."""
        with self._changed:
            self._draft = draft
            self._changed.notify_all()
        self._told(draft)
