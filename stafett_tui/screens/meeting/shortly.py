"""Guards in two words, for the narrow column and for sentences."""

from __future__ import annotations

from typing import Final

from stafett_tui.i18n.owners import owned
from stafett_tui.i18n.texts import N_
from stafett_tui.screens.meeting.now import Now

_GUARDS: Final = {
    "present": N_("who is here"), "consent": N_("consent covers all"), "responsible": N_("a person on each"),
    "deadline": N_("a date on each"), "service_activity": N_("each service"), "rated": N_("all are rated"),
    "new_date": N_("new dates"), "child_voice": N_("the child's voice"), "read_back": N_("read back"),
    "next_meeting": N_("next meeting"), "two_versions": N_("two versions"),
}  # fmt: skip


def guard_short(now: Now, kind: str) -> str:
    """A guard in two words."""
    return now.texts.tr(owned(_GUARDS[kind], now.view.opened.kind))
