"""`waybook watch`: the case on a desk."""

# ruff: noqa: PLC0415, T201 - imports where they are needed; results are printed

import signal
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from maps.terminal import faults, tell

if TYPE_CHECKING:
    from maps.watch.draft import Draft

PORT = 8765


def watch(
    case: Annotated[Path, typer.Argument(metavar="CASE", help="Folder of the case.")],
    *,
    port: Annotated[int, typer.Option(help="Port on this machine; 0 = any that is free.")] = PORT,
) -> None:
    """
    Build a case with each save, and show it with its findings.

    The page is served to this machine alone, and nothing is written; Ctrl-C ends it.

    Exit 2: the call is at fault. 130: ended.
    """
    from maps.build import read_atlas
    from maps.output import case_folder
    from maps.watch.desk import Desk
    from maps.watch.server import DeskServer

    if hasattr(signal, "SIGPIPE"):
        # a page that is closed must not end the command, as a closed pipe does elsewhere
        signal.signal(signal.SIGPIPE, signal.SIG_IGN)
    with faults():
        desk = Desk(case_folder(case), read_atlas(), _tell_draft)
        server = DeskServer(desk, port)
    print(server.address, flush=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        desk.run()
    finally:
        desk.end()
        server.shutdown()
        server.server_close()


def _tell_draft(draft: "Draft") -> None:
    """Say in one line what became of a build, and each error in one of its own."""
    from geo.errors import Level

    errors = [finding for finding in draft.findings if finding.level is Level.ERROR]
    done = f"built in {draft.seconds:.1f} s" if draft.current else "not built"
    tell([f"{done}; {len(draft.findings)} findings", *map(str, errors)])
