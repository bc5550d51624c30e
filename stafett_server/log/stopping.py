"""A request that is not carried out, as an answer."""

from __future__ import annotations

from typing import Any

from stafett_tui.sync.protocol import Code, Problem


class Stopped(Exception):  # noqa: N818 - it says what happened to the request, and is no fault
    """The request is not carried out, and nothing of it was."""

    def __init__(self, code: Code, why: str = "", **told: Any) -> None:
        """Say which code, for whoever runs the server why, and what the code carries."""
        super().__init__(code.value)
        self.problem = Problem(code=code, why=why, **told)
