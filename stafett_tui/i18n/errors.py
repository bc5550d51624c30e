"""The sentence of each kind of error: what happened, then what to do."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from stafett_tui.domain.errors import ErrorKind, StafettError
from stafett_tui.i18n.texts import N_, Texts

SENTENCES: Final[Mapping[ErrorKind, str]] = {
    ErrorKind.NOT_ALLOWED: N_("You may not do this in this plan. Ask its holder."),
    ErrorKind.LOOKUP_REASON: N_(
        "This plan is not yours. Write why you open it: the reason is noted, and the family may see it."
    ),
    ErrorKind.NO_CONSENT: N_(
        "No consent is valid for this plan yet. Ask the family, and write the consent down first."
    ),
    ErrorKind.SERVICE_NOT_COVERED: N_(
        "No valid consent covers this service. Ask the family to widen the consent first."
    ),
    ErrorKind.CONSENTER_UNKNOWN: N_(
        "Only the plan owner or a guardian in the plan can consent. Add the guardian first."
    ),
    ErrorKind.OWNER_ALONE: N_("The plan owner has come of age and answers alone. Ask the owner."),
    ErrorKind.CONSENT_INCOMPLETE: N_(
        "Somebody who has to consent is missing. Let them sign later, or write why one guardian is enough."
    ),
    ErrorKind.GUARDIAN_MISSING: N_("Nobody in the plan can consent. Add a guardian first."),
    ErrorKind.CONSENT_EXPIRED: N_(
        "The consent has run out, and nothing new can be shared. Ask the family to renew it."
    ),
    ErrorKind.NEW_CONSENT_NEEDED: N_("This asks for a new consent. Write the consent down first, then try again."),
    ErrorKind.PLAN_PASSIVE: N_("The plan is passive. What you wrote stays as your draft; lock what was agreed before."),
    ErrorKind.PLAN_CLOSED: N_("The plan has ended. Open it again with a new consent to go on."),
    ErrorKind.NOT_ACTIVE: N_("Only an active plan can be set passive. Look at its status."),
    ErrorKind.NOT_STOPPED: N_("The plan has not stopped. Go on writing."),
    ErrorKind.MINUTES_OPEN: N_("The minutes of a meeting stand open. Lock them first."),
    ErrorKind.TWO_STEPS: N_("Erasing takes two steps. Ask for it first, then confirm it."),
    ErrorKind.LEVEL_WRONG: N_("The plan cannot go to this level. Choose another level."),
    ErrorKind.HOLDER_STAYS: N_("The stafettholder cannot be left out. Hand the baton over first."),
    ErrorKind.READER_SHUT_OUT: N_("This person may not open the plan today. Look at the consent, and at the age."),
    ErrorKind.BATON_OFFERED: N_("The baton is offered to somebody already. Take that offer back first."),
    ErrorKind.NO_OFFER: N_("No such offer stands any more. Ask the stafettholder to offer the baton again."),
    ErrorKind.PROTECTION_STAYS: N_(
        "A guarded address stays guarded: a coordinator lowers it, with a reason, or the person does."
    ),
    ErrorKind.ADDRESS_PROTECTED: N_(
        "An address in this plan is protected, so no place is written down. Leave the place empty."
    ),
    ErrorKind.BAD_PERIOD: N_("The end lies before the start. Write a later end."),
    ErrorKind.ALREADY_OPENED: N_("This plan is open already. Choose it in the list."),
    ErrorKind.NOT_OPENED: N_("This plan was never opened. Make a new plan."),
    ErrorKind.PERSON_UNKNOWN: N_("This person is not in the plan. Add the person first, or choose another."),
    ErrorKind.PERSON_ALREADY_THERE: N_("This person is in the plan already. Choose the person in the list."),
    ErrorKind.GOAL_UNKNOWN: N_("This goal is not in the plan. Choose another goal."),
    ErrorKind.ACTIVITY_UNKNOWN: N_("This activity is not in the plan. Choose another activity."),
    ErrorKind.ACTIVITY_CLOSED: N_("This activity has ended. Make a new one to go on."),
    ErrorKind.MEETING_UNKNOWN: N_("This meeting is not in the plan. Choose another meeting."),
    ErrorKind.MEETING_NOT_RUNNING: N_("The meeting is not running. Start it first."),
    ErrorKind.MEETING_ALREADY_RUNNING: N_("A meeting of this plan is running already. Go on with that one."),
    ErrorKind.MEETING_OVER: N_("The meeting is over. Write this as a remark, or in the next meeting."),
    ErrorKind.LED_ELSEWHERE: N_("The meeting is led from another machine. Take it over here first, if that is meant."),
    ErrorKind.ITEM_UNKNOWN: N_("There is no such agenda item. Choose one of those on the list."),
    ErrorKind.MOVED_ON: N_("Somebody has changed this meanwhile. Look at it again, and choose."),
    ErrorKind.NATIONAL_ID_WRONG: N_("This is not an identity number. Look at the digits, or leave it empty."),
    ErrorKind.NATIONAL_ID_TEST: N_("This is a test number. Write the real one, or leave it empty."),
    ErrorKind.NATIONAL_ID_REAL: N_("This may be a real person's number. Write an invented one here."),
    ErrorKind.TEXT_EMPTY: N_("There is no text. Write a few words first."),
    ErrorKind.DATE_NOT_A_DATE: N_("This is not a date. Write for example 15.12 or Friday."),
    ErrorKind.REASON_NEEDED: N_("A reason is needed. Write why in a few words."),
    ErrorKind.TARGET_UNKNOWN: N_("What this refers to is not in the plan. Open the plan again."),
    ErrorKind.FIELD_UNKNOWN: N_("This cannot be changed here. Choose another field."),
    ErrorKind.BASE_MISSING: N_("It is not known which value you saw. Open the plan again, and then make the change."),
    ErrorKind.MINUTES_LOCKED: N_("The minutes are locked. Write a remark, or a correction with a reason."),
    ErrorKind.MINUTES_NOT_LOCKED: N_("The minutes are not locked yet. Lock them first."),
    ErrorKind.MINUTES_NOT_READY: N_("Something is missing before the minutes can be locked. Look at the list."),
    ErrorKind.VERSION_WRONG: N_("The minutes changed meanwhile. Look at them, and try again."),
    ErrorKind.UNLOCK_TOO_LATE: N_("It is too late to unlock the minutes. Write a correction with a reason."),
    ErrorKind.NOTHING_TO_UNDO: N_("There is nothing to undo. Go on."),
    ErrorKind.NOTHING_TO_REDO: N_("There is nothing to redo. Go on."),
    ErrorKind.NOT_UNDOABLE: N_(
        "This cannot be undone with {key_undo}. It has a way of its own: look in the commands, {key_palette}."
    ),
    ErrorKind.BUILT_UPON: N_("This cannot be undone, because something else builds on it. Undo that first."),
    ErrorKind.UNDO_STOPPED: N_(
        "Nothing new is shared in this plan now, so this stays as it is. Try again when the family has consented anew."
    ),
    ErrorKind.BLANKED: N_("This text was removed and cannot come back. Write it anew if it belongs here."),
    ErrorKind.UPGRADE: N_("This was written with a later version of the program. Install that version, and try again."),
    ErrorKind.CHAIN_BROKEN: N_(
        "The log of this plan has been changed from outside. Do not write in it; restore a backup."
    ),
    ErrorKind.INDEX_DIFFERS: N_(
        "The lists did not agree with the logs. They have to be built again: run stafett verify."
    ),
    ErrorKind.FILE_DAMAGED: N_("The store is damaged and was not changed. Restore a backup."),
    ErrorKind.SERVER_ADDRESS: N_("This is not the address of a server, or not a safe one. Write it with https://."),
    ErrorKind.SERVER_UNREACHABLE: N_("The server does not answer. Everything is saved here; try again later."),
    ErrorKind.LOGIN_CODE: N_(
        "This is no whole code: it has 16 letters and digits in four groups. Look at your invitation once more."
    ),
    ErrorKind.LOGIN_REFUSED: N_("The server does not know this code, or it is used or too old. Ask for a new one."),
    ErrorKind.ALREADY_TOGETHER: N_("This store has a server already. Leave that one first: stafett logout."),
    ErrorKind.NO_SUCH_PERSON: N_("Nobody of this name writes in this store, or several do. Give the whole name."),
    ErrorKind.SEVERAL_HERE: N_(
        "At a server a store is one person's; several write in this. "
        "Each takes out their own: stafett --as NAME separate DIR."
    ),
    ErrorKind.ONE_HERE: N_(
        "Nobody else writes in this store: it is yours already. Log in with it: stafett login SERVER --code CODE."
    ),
    ErrorKind.STORE_TAKEN: N_(
        "In that folder lies a store that is somebody else's or has a server. Nothing was changed. Name another folder."
    ),
    ErrorKind.OTHER_LOG: N_(
        "In that folder a plan goes on in another way than here. Nothing was taken from here. Name another folder."
    ),
    ErrorKind.OTHER_PERSON: N_(
        "At its server this store is one person's. Nothing was changed. Take your own: stafett --store DIR login."
    ),
    ErrorKind.NOT_TOGETHER: N_("This store has no server. Log in first: stafett login SERVER --code CODE."),
    ErrorKind.STILL_WAITING: N_(
        "Not everything is on the server yet, so nothing was removed. Sync first, or leave with --anyway."
    ),
    ErrorKind.KEEP_NOT_ALLOWED: N_("Your municipality does not let plans stay here. Leave without --keep."),
    ErrorKind.LEASE_OVER: N_(
        "This laptop has been away from its server for too long, and plans stay closed. Connect, and run stafett sync."
    ),
    ErrorKind.SERVER_REFUSED: N_("The server did not take this. Everything is saved here; try again later."),
    ErrorKind.WRONG_KEY: N_(
        "The key does not open the store, or the file is damaged. Nothing was changed; try the key again."
    ),
    ErrorKind.NO_KEY: N_("There is no key for this store. Unlock the keyring, or give a passphrase."),
    ErrorKind.NO_STORE: N_("There is no store here. Check the folder, or start the program to make one."),
    ErrorKind.IN_USE: N_("The store is in use by another window. Close that one, and try again."),
    ErrorKind.DISK_FULL: N_(
        "The disk is full, and the last text was not saved. Free some space, and press Enter again."
    ),
    ErrorKind.READ_ONLY: N_(
        "The folder of the store cannot be written to. Ask for the right to write there, or choose another."
    ),
    ErrorKind.TOO_LARGE: N_("The file is too large: at most 20 MB. Choose a smaller one."),
    ErrorKind.FILE_UNREADABLE: N_("The file cannot be read. Look whether it is there, and choose it again."),
    ErrorKind.NOT_A_BACKUP: N_("This is not a whole backup of this program. Nothing was changed; choose another file."),
    ErrorKind.BACKUP_BEHIND: N_(
        "The store holds what is not in this backup, so nothing was changed. To lose it, restore with --replace."
    ),
    ErrorKind.NO_RECOVERY: N_("A recovery passphrase is needed. Run stafett backup in a terminal and choose one."),
    ErrorKind.COPY_FOLDER: N_("No copy was made: its folder is away, or takes nothing. Connect it, or choose another."),
    ErrorKind.TOO_SHORT: N_("The passphrase is too short. Write at least ten signs, for example four words."),
    ErrorKind.STORE_NEWER: N_(
        "The store was made by a later version of the program and was not changed. Install that version."
    ),
    ErrorKind.POLICY_BAD: N_(
        "The municipal policy file has a fault; the last good policy holds. See what is wrong: stafett policy."
    ),
    ErrorKind.PLAN_UNKNOWN: N_("There is no such plan. See the list: stafett plans."),
    ErrorKind.PLAN_AMBIGUOUS: N_("More than one plan begins like that. Write more of its id."),
    ErrorKind.NO_ACTOR: N_("It is not known who you are. Start the program once, and write your name."),
    ErrorKind.NO_MEETING: N_("This plan has no meeting to open. Call a meeting first."),
    ErrorKind.BAD_INPUT: N_("This was not understood. Look at what is marked, and write it again."),
}


def sentence(texts: Texts, kind: ErrorKind) -> str:
    """What happened and what to do, in the reader's language."""
    return texts.tr(SENTENCES[kind])


def error_text(texts: Texts, error: StafettError) -> str:
    """The sentence of an error; its data stay out of it, as they may be case data."""
    return sentence(texts, error.kind)
