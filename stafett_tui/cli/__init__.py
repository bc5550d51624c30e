"""The command line: verbs for what a script would ask, and the way into the program itself.

Light at import: `--version`, `--help`, `paths` and the program's first frame load nothing they do not need.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Sequence
from typing import Final

from stafett_tui.cli.run import run
from stafett_tui.cli.talk import Talk

__all__ = ["main"]

_GARBAGE: Final = (20_000, 50, 10)
"""How seldom circles of objects are looked for: folded logs hold many objects, and none of them stands in a circle."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command, or the program where none is given; answers the exit code."""
    if arguments is None:  # a process of its own
        gc.freeze()
        gc.set_threshold(*_GARBAGE)
    talk = Talk.of_process()
    try:
        code = run(list(sys.argv[1:] if arguments is None else arguments), talk)
        talk.flush()
    except KeyboardInterrupt:
        return 1
    except BrokenPipeError:
        talk.abandon()
        return 1
    return code
