"""What is loaded at the start although this program never uses it, and so is left out (G1: a tenth to a sixth).

- `textual.app` imports its own command palette, and with that inputs, option lists and trees; the program has a
  palette of its own. A stand-in takes its place.
- `asyncio` imports `ssl` for encrypted streams of its own; this program's network, where it has one, is blocking and
  runs in threads. Everything else that imports `ssl` afterwards gets the real one.

Called before Textual is first imported; where that has happened already, everything stays as it is.
"""

from __future__ import annotations

import sys
from types import ModuleType
from typing import Final

PALETTE: Final = "textual.command"


def lighten() -> bool:
    """Leave out what is never used; whether that was still possible."""
    if "textual" in sys.modules:
        return False
    sys.modules[PALETTE] = _stand_in()
    if not {"asyncio", "ssl"} & sys.modules.keys():
        _load_asyncio_without_ssl()
    return True


def _load_asyncio_without_ssl() -> None:
    """Import asyncio as on a Python built without ssl, which it is made for; then give ssl back to everyone."""
    without: dict[str, ModuleType | None] = {"ssl": None}
    sys.modules.update(without)  # type: ignore[arg-type]  # None says "not to be found", as the language defines
    try:
        import asyncio  # noqa: F401 - it is loaded, that is all
    finally:
        del sys.modules["ssl"]


def _stand_in() -> ModuleType:
    """A module that answers every name with an empty class of that name: enough to be imported and derived from."""
    module = ModuleType(PALETTE, "A stand-in: the program has a palette of its own.")
    made: dict[str, type] = {}

    def empty(name: str) -> type:
        if name.startswith("__"):
            raise AttributeError(name)
        return made.setdefault(name, type(name, (), {}))

    vars(module)["__getattr__"] = empty
    return module
