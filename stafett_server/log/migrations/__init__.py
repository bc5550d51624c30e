"""The steps to the tables of the logs."""

from __future__ import annotations

from typing import Final

from stafett_server.log.migrations import step_001
from stafett_server.log.steps import Steps

STEPS: Final = (step_001.STATEMENTS,)
"""A step is never changed once released."""

_TAKING: Final = Steps("log_step", STEPS)
is_current, migrate = _TAKING.is_current, _TAKING.migrate
