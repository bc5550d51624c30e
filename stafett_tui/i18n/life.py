"""Names of domain values about consent, the baton and the life of a plan; `enums` has the rest."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from stafett_tui.i18n.texts import N_

LIFE: Final[Mapping[str, Mapping[str, str]]] = {
    "ConsentStatus": {
        "valid": N_("VALID"),
        "expiring": N_("EXPIRES SOON"),
        "expired": N_("EXPIRED"),
        "missing": N_("MISSING"),
        "partial": N_("NOT ALL SIGNED"),
        "withdrawn": N_("WITHDRAWN"),
        "kept_out": N_("KEPT OUT"),
    },
    "ConsentKind": {
        "confidentiality_waiver": N_("lifts the duty of confidentiality"),
        "data_processing": N_("data may be processed"),
    },
    "Occasion": {
        "start": N_("the start"),
        "widening": N_("another service"),
        "renewal": N_("renewal"),
        "level_2": N_("level 2"),
        "level_3": N_("level 3"),
        "transition": N_("a transition"),
        "reopening": N_("opening again"),
        "own": N_("the youth's own"),
    },
    "PlanStatus": {
        "draft": N_("waits for consent"),
        "active": N_("active"),
        "passive": N_("passive"),
        "closed": N_("ended"),
        "erased": N_("erased"),
    },
    "EndReason": {
        "goals_reached": N_("the goals are reached"),
        "transferred_to_individual_plan": N_("goes on as an individual plan"),
        "consent_withdrawn": N_("consent was withdrawn"),
        "deletion_demanded": N_("the family wants it erased"),
        "moved_out": N_("moved away"),
        "family_ends_it": N_("the family ends it"),
    },
    "Section": {
        "concern": N_("why the plan began"),
        "about_me": N_("about me"),
        "voice": N_("own words"),
        "goals": N_("goals and activities"),
        "minutes": N_("meetings and minutes"),
    },
    "Outcome": {
        "end": N_("the wanted effect: end"),
        "go_on": N_("effect, not there yet: go on"),
        "new_activities": N_("not the wanted effect: new activities"),
        "help_from_others": N_("not the wanted effect: help from others"),
    },
    "Change": {
        "new_kindergarten": N_("a new kindergarten"),
        "school_start": N_("school start"),
        "new_school": N_("a new school"),
        "lower_secondary": N_("lower secondary school"),
        "upper_secondary": N_("upper secondary school"),
    },
    "TaskKind": {
        "consent_ends": N_("a consent ends soon"),
        "consent_over": N_("a consent has run out"),
        "signature": N_("a signature is missing"),
        "own_consent": N_("the youth is to be asked"),
        "evidence": N_("nothing shows the consent yet"),
        "joint_meeting": N_("a joint meeting is to be held"),
        "lock_minutes": N_("minutes are to be locked"),
        "tell": N_("those in the plan are to be told"),
        "end_or_ask": N_("end the plan, or ask the family anew"),
        "baton": N_("an offer of the baton waits for an answer"),
    },
    "DocumentSort": {
        "consent_form": N_("consent form"),
        "other": N_("other file"),
    },
    "AddressProtection": {
        "none": N_("not protected"),
        "client_address": N_("client address"),
        "confidential": N_("confidential address"),
        "strictly_confidential": N_("strictly confidential address"),
    },
    "Act": {
        "open_plan": N_("begin a new plan"),
        "read": N_("read the plan"),
        "head": N_("change the name, place or language of the plan"),
        "goals_activities": N_("write goals and activities"),
        "comment": N_("comment on an activity"),
        "voice": N_("write the child's voice"),
        "minutes": N_("call meetings and write minutes"),
        "lock": N_("lock the minutes"),
        "consent": N_("give or note a consent"),
        "participants": N_("add and change participants"),
        "baton": N_("take over the stafettpinne"),
        "level": N_("change the level"),
        "lifecycle": N_("end, pause or reopen the plan"),
        "delete": N_("delete the plan"),
        "blank": N_("take a text out of every copy"),
        "undo": N_("take back one's own acts"),
        "remark": N_("write a remark to locked minutes"),
        "baton_offer": N_("offer the stafettpinne"),
        "baton_force": N_("move the stafettpinne without the holder"),
        "baton_wish": N_("wish or propose a stafettholder"),
        "level_proposal": N_("propose another level"),
        "demand": N_("demand a pause, an end or erasure"),
        "document": N_("attach a file"),
        "archive": N_("archive the plan"),
        "board": N_("see deadlines over many plans"),
        "templates": N_("change templates, word lists and policy"),
        "units": N_("change users and units"),
        "audit": N_("read who has looked at the plan"),
        "contact": N_("write and read contact data and numbers"),
    },
}
"""Names by enum and value."""
