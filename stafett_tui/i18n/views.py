"""Names of the views in which a plan was read, as they stand in the log of look-ups (S-06)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from stafett_tui.i18n.texts import N_, Texts

VIEWS: Final[Mapping[str, str]] = {
    "plan": N_("the plan"),
    "board": N_("goals and activities"),
    "consent": N_("the consent"),
    "meeting": N_("the meeting"),
    "minutes": N_("the minutes"),
    "deadlines": N_("the deadlines"),
    "people": N_("the people"),
    "lookups": N_("who has looked"),
    "conflicts": N_("what stands in two versions"),
    "eyes": N_("the plan, as somebody else sees it"),
    "export": N_("a copy made outside the program"),
    "log": N_("the log"),
    "alert": N_("the coordinator was told: the address is protected"),
    "reason": N_("asked to open the plan"),
    "cli show": N_("the plan, by the command line"),
    "cli note": N_("the line for one's own system"),
    "cli attach": N_("a file attached, by the command line"),
    "cli conflicts": N_("what stands in two versions, by the command line"),
    "cli lookups": N_("the look-ups, by the command line"),
}
"""Names by the key of the view."""


def view_name(texts: Texts, view: str) -> str:
    """The name of a view; entries of the first kind only had a reason, and a later view is shown as it stands."""
    known = VIEWS.get(view or "reason")
    return view if known is None else texts.tr(known)
