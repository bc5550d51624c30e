"""Why syncing does not go on, where somebody has to do something: the sentence of each hindrance."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from stafett_tui.i18n.texts import N_, Texts

SENTENCES: Final[Mapping[str, str]] = {
    "login": N_("The server does not know this machine any more. Ask for a new code, and log in: stafett login."),
    "revoked": N_("The server has shut this machine out. Ask whoever runs the server."),
    "upgrade": N_("Program and server are of different versions. Everything is saved here; upgrade the program."),
    "restoring": N_("The server is being restored. Everything is saved here, and sent when it is done."),
    "refused": N_("The server did not take what was sent. Everything is saved here; tell whoever runs the server."),
    "emptied": N_("The server lacks most of a plan that is here. Nothing of it goes unasked: open the plan."),
    "untaken": N_(
        "For something here the server has no plan with you in it. It is kept; tell whoever runs the server."
    ),
    "disk": N_("The disk took nothing of what came from the server. Make room on it."),
}
"""By the values of `services.standing.Hindrance`."""


def hindered_words(hindered: str, t: Texts) -> str:
    """Why syncing does not go on, and what to do."""
    return t.tr(SENTENCES.get(hindered, SENTENCES["refused"]))
