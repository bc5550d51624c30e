"""What each setting of the municipal policy means, in one line; and what is wrong with a file, in one sentence."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from stafett_tui.i18n.texts import N_, Texts

MEANINGS: Final[Mapping[str, str]] = {
    "consent_years": N_("Years a consent lasts where no other end is agreed."),
    "consent_warn_days": N_("Days ahead on which the end of a consent is told."),
    "youth_age": N_("Age from which the youth's own consent is needed."),
    "adult_age": N_("Age from which the owner consents alone."),
    "guardians_beside_youth": N_("Whether the guardians consent together with the youth."),
    "youth_grace_days": N_("Days after that birthday in which the old consent is still enough."),
    "leap_birthday": N_("The birthday of somebody born on 29 February, in other years."),
    "legal_basis": N_("What the municipality builds the processing of the data on."),
    "lowest_level": N_("Lowest level at which a plan may be opened."),
    "joint_meeting_days": N_("Days within which the services meet when help from others is needed."),
    "unlock_minutes": N_("Minutes in which whoever locked the minutes may unlock them."),
    "each_service_an_activity": N_("Whether every service needs an activity before the minutes are locked."),
    "meeting_interval_days": N_("Days from one meeting to the next where nothing else is known."),
    "minutes_in_log": N_("Whether the log itself is the minutes, and no message is sent beside it."),
    "archive_point": N_("When a plan is archived."),
    "activity_word": N_("The word for the unit of work."),
    "help_numbers": N_("Whether help numbers (month + 40) are taken."),
    "lock_minutes": N_("Idle minutes after which the screen locks."),
    "purge_days": N_("Unused days after which a local copy goes, where the server has the plan."),
    "backup_reminder_days": N_("Days without a backup after which the program speaks of it."),
}
FAULTS: Final[Mapping[str, str]] = {
    "closed": N_("The file cannot be opened or is no text."),
    "syntax": N_("Line {line} is not written as TOML."),
    "unknown": N_("There is no field called {field}."),
    "missing": N_("The field {field} is missing. Allowed: {allowed}"),
    "value": N_("The field {field} has a value that is not allowed. Allowed: {allowed}"),
}
"""By the kind of fault."""


def meaning(texts: Texts, setting: str) -> str:
    """What a setting means; one without a text is told by its name alone."""
    return texts.tr(MEANINGS.get(setting, ""))


def fault_text(texts: Texts, data: Mapping[str, Any]) -> str:
    """What is wrong with a file, and on which line; the value that stands there is never repeated."""
    said = texts.tr(FAULTS[str(data["wrong"])], **{name: data.get(name, "") for name in ("field", "line", "allowed")})
    line = data.get("line")
    return said if not line or data["wrong"] == "syntax" else texts.tr("Line {line}: {said}", line=line, said=said)
