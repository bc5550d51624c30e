"""Names of domain values, by the name of their enum and their value: nothing of the domain is imported."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from stafett_tui.i18n.life import LIFE
from stafett_tui.i18n.owners import owned
from stafett_tui.i18n.texts import N_, Texts

NAMES: Final[Mapping[str, Mapping[str, str]]] = {
    **LIFE,
    "Effect": {
        "works": N_("works"),
        "partly": N_("works partly"),
        "no_effect": N_("does not work"),
        "worse": N_("makes it worse"),
        "too_early": N_("too early to say"),
        "not_started": N_("not started"),
    },
    "Done": {
        "yes": N_("done as agreed"),
        "partly": N_("partly done"),
        "no": N_("not done"),
    },
    "Ending": {
        "done": N_("done"),
        "ended": N_("ended"),
        "dropped": N_("dropped"),
    },
    "ActivityState": {
        "active": N_("under way"),
        "evaluated": N_("evaluated"),
        "done": N_("done"),
        "ended": N_("ended"),
        "dropped": N_("dropped"),
    },
    "Arena": {
        "home": N_("home"),
        "kindergarten": N_("kindergarten"),
        "school": N_("school"),
        "leisure": N_("leisure"),
        "other": N_("other places"),
    },
    "MeetingState": {
        "called": N_("called"),
        "running": N_("running"),
        "paused": N_("paused"),
        "broken_off": N_("broken off"),
        "locked": N_("locked"),
        "correcting": N_("being corrected"),
        "cancelled": N_("cancelled"),
    },
    "Turn": {
        "started": N_("started"),
        "paused": N_("paused"),
        "resumed": N_("going on"),
        "broken_off": N_("broken off"),
        "cancelled": N_("cancelled"),
    },
    "Presence": {
        "present": N_("present"),
        "video": N_("by video"),
        "late": N_("came late"),
        "left": N_("left early"),
        "regrets": N_("sent regrets"),
        "absent": N_("absent"),
    },
    "Speaker": {
        "child": N_("the child"),
        "mother": N_("mother"),
        "father": N_("father"),
    },
    "PlanKind": {
        "kindergarten": N_("kindergarten"),
        "school": N_("school"),
        "youth": N_("youth"),
        "expectant": N_("expectant"),
    },
    "Role": {
        "holder": N_("stafettholder"),
        "note_taker": N_("note-taker"),
        "provider": N_("service provider"),
        "guardian": N_("guardian"),
        "owner": N_("plan owner"),
        "coordinator": N_("coordinator"),
        "unit_leader": N_("unit leader"),
        "admin": N_("municipal administrator"),
    },
    "Relation": {
        "mother": N_("mother"),
        "father": N_("father"),
        "other": N_("guardian"),
    },
    "ConsentForm": {
        "signed": N_("signed"),
        "oral": N_("oral"),
        "digital": N_("digital"),
    },
    "Side": {
        "social": N_("social"),
        "emotional": N_("emotional"),
        "academic": N_("academic"),
    },
    "Trait": {
        "strength": N_("strength"),
        "challenge": N_("challenge"),
    },
    "LineSort": {
        "note": N_("note"),
        "agreement": N_("agreement"),
        "disagreement": N_("disagreement"),
        "parked": N_("parked"),
        "voice": N_("voice"),
        "activity": N_("activity"),
    },
    "Settling": {
        "taken_up": N_("taken up"),
        "activity": N_("became an activity"),
        "dropped": N_("dropped aloud"),
    },
    "GuardKind": {
        "responsible": N_("Every activity has a responsible person"),
        "deadline": N_("Every activity has a deadline"),
        "rated": N_("Every earlier activity is rated"),
        "new_date": N_("What goes on has a new date"),
        "service_activity": N_("Every service has an activity"),
        "child_voice": N_("The child's voice is heard, or it says why not"),
        "read_back": N_("Everything agreed is read back"),
        "next_meeting": N_("The next meeting is set"),
        "consent": N_("Consent covers everyone here and everyone responsible"),
        "present": N_("It says who is present"),
        "two_versions": N_("Nothing in the minutes stands in two versions"),
    },
    "Right": {
        "write": N_("may write"),
        "meeting": N_("may write while a meeting runs"),
        "own": N_("may write what is their own"),
        "read": N_("may read"),
        "reason": N_("may, once a reason is given"),
        "wish": N_("may wish it; somebody else does it"),
        "none": N_("may not"),
    },
    "LegalBasis": {
        "public_task": N_("a task in the public interest"),
        "consent": N_("a consent of its own"),
    },
    "ArchivePoint": {
        "each_meeting": N_("after each meeting"),
        "end": N_("when the plan ends"),
    },
    "LeapBirthday": {
        "march_1": N_("1 March"),
        "february_28": N_("28 February"),
    },
    "ActivityWord": {
        "tiltak": N_("measure (tiltak)"),
        "aktivitet": N_("activity (aktivitet)"),
    },
}
AGENDA: Final[Mapping[str, str]] = {
    "welcome": N_("Welcome, who is here, consent"),
    "child_voice": N_("The child's voice"),
    "family_update": N_("The family tells"),
    "service_update": N_("A round: what we see now"),
    "review_activities": N_("Go through the activities"),
    "decide_goals": N_("Goals and new activities"),
    "level_and_holder": N_("Level and stafettholder"),
    "read_back": N_("Read back what we agree on"),
    "next_meeting": N_("Next meeting"),
}
"""Titles of the standard agenda, by key."""
AGENDA_SHORT: Final[Mapping[str, str]] = {
    "welcome": N_("Welcome"),
    "child_voice": N_("The child"),
    "family_update": N_("The family"),
    "service_update": N_("Round"),
    "review_activities": N_("Activities"),
    "decide_goals": N_("Goals"),
    "level_and_holder": N_("Level"),
    "read_back": N_("Read-back"),
    "next_meeting": N_("Next meeting"),
}
"""Titles of the standard agenda for the strip of the meeting screen, by key."""
HOLIDAYS: Final[Mapping[str, str]] = {
    "new_years_day": N_("New Year's Day"),
    "maundy_thursday": N_("Maundy Thursday"),
    "good_friday": N_("Good Friday"),
    "easter_sunday": N_("Easter Day"),
    "easter_monday": N_("Easter Monday"),
    "labour_day": N_("1 May"),
    "constitution_day": N_("17 May"),
    "ascension_day": N_("Ascension Day"),
    "whit_sunday": N_("Whit Sunday"),
    "whit_monday": N_("Whit Monday"),
    "christmas_day": N_("Christmas Day"),
    "second_christmas_day": N_("Boxing Day"),
}
"""Norwegian holidays, by key."""


def name_of(texts: Texts, value: StrEnum, kind: str = "") -> str:
    """The name of a domain value for people, in this kind of plan."""
    return named(texts, type(value).__name__, value.value, kind)


def named(texts: Texts, enum: str, value: str, kind: str = "") -> str:
    """The name of a value read from a row; one of a later version is shown as it stands."""
    known = NAMES[enum].get(value)
    return value if known is None else texts.tr(owned(known, kind))


def agenda_title(texts: Texts, key: str, *, short: bool = False, kind: str = "") -> str:
    """The title of a standard agenda item in this kind of plan; an item of the person's own is its own title."""
    known = (AGENDA_SHORT if short else AGENDA).get(key)
    return key if known is None else texts.tr(owned(known, kind))


def holiday_name(texts: Texts, key: str) -> str:
    """The name of a holiday."""
    return texts.tr(HOLIDAYS[key])
