"""Modules of the page's script without a page: their functions run in an engine of their own."""

import json
from pathlib import Path
from typing import Any

from py_mini_racer import MiniRacer

JS = Path(__file__).resolve().parents[1] / "maps" / "page" / "js"


class Engine:
    """An engine that holds the functions of some modules."""

    def __init__(self, *modules: str):
        self.racer = MiniRacer()
        self.racer.eval("\n".join((JS / f"{name}.js").read_text("utf-8") for name in modules))

    def call(self, function: str, *arguments: Any) -> Any:
        """Call a function with plain data; gives plain data."""
        given = ", ".join(json.dumps(argument) for argument in arguments)
        return self.run(f"{function}({given})")

    def run(self, script: str) -> Any:
        """Run an expression; gives plain data."""
        text = self.racer.eval(f"JSON.stringify({script}) ?? 'null'")
        return json.loads(text)
