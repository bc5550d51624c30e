"""Why something that was written here was not taken: the sentence of each code, also of those only a server gives."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from stafett_tui.domain.errors import ErrorKind
from stafett_tui.i18n.errors import sentence
from stafett_tui.i18n.texts import N_, Texts

SENTENCES: Final[Mapping[str, str]] = {
    "ERASED": N_("This was erased from the plan, so its words are gone here too."),
    "GROUP": N_("It belonged together with something else that was not taken."),
    "ID_TAKEN": N_("It was sent under a name that is in use already. Write it again."),
    "NOT_YOURS": N_("Somebody else wrote it on this laptop. Only they can write it again, as themselves."),
    "RETOLD": N_("The server lost this, and you have it in other words alone. Write it again as you mean it."),
    "REVOKED": N_("You may not open this plan any more. Your own words stay here until you let them go."),
}
"""By the codes that are no kind of error."""
_UNKNOWN: Final = N_("It was not taken. Write it again, or ask whoever runs the server.")


def refusal_text(t: Texts, code: str) -> str:
    """What happened and what to do, in the reader's language."""
    if code in SENTENCES:
        return t.tr(SENTENCES[code])
    known = next((kind for kind in ErrorKind if kind.value == code), None)
    return t.tr(_UNKNOWN) if known is None else sentence(t, known)
