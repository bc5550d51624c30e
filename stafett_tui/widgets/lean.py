"""What Textual loads at its import although this program never uses it (G1).

`textual.app` imports its own command palette, and with that inputs, option lists and trees: a tenth of the start. The
program has a palette of its own. Called before Textual is first imported; where that has happened already,
everything stays as it is.
"""

from __future__ import annotations

import sys
from types import ModuleType
from typing import Final

PALETTE: Final = "textual.command"


def leave_out_the_palette() -> bool:
    """Put an empty stand-in where Textual's command palette would be loaded; whether that was done."""
    if "textual" in sys.modules:
        return False
    sys.modules[PALETTE] = _stand_in()
    return True


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
