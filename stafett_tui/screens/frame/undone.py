"""What undo took back or brought again, in words: sorts of acts, never their text."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from stafett_tui.i18n.texts import N_, Texts

WHAT: Final[Mapping[str, str]] = {
    "activity.planned": N_("new activity"),
    "activity.revised": N_("change of an activity"),
    "activity.ended": N_("ended activity"),
    "activity.evaluated": N_("rating"),
    "evaluation.revised": N_("change of a rating"),
    "comment.written": N_("comment"),
    "goal.set": N_("new goal"),
    "goal.revised": N_("change of a goal"),
    "participant.added": N_("new participant"),
    "participant.revised": N_("change of a participant"),
    "meeting.called": N_("called meeting"),
    "meeting.revised": N_("change of a meeting"),
    "meeting.wished": N_("wish for a participant"),
    "meeting.guest_named": N_("interpreter"),
    "attendance.marked": N_("who was present"),
    "level.kept": N_("level and holder"),
    "line.written": N_("line of the minutes"),
    "line.revised": N_("change of a line"),
    "voice.heard": N_("somebody's own words"),
    "voice.revised": N_("change of somebody's own words"),
    "voice.not_asked": N_("why the child was not asked"),
    "readback.ticked": N_("read aloud"),
    "readback.own_words": N_("said in own words"),
    "parked.settled": N_("parked point settled"),
    "remark.made": N_("remark"),
    "concern.written": N_("concern"),
    "concern.revised": N_("change of the concern"),
    "about_me.written": N_("about me"),
    "about_me.revised": N_("change of about me"),
}


def undone_words(kinds: tuple[str, ...], t: Texts) -> str:
    """What undo was about, each sort once: kinds, never the text itself."""
    known = dict.fromkeys(kind for kind in kinds if kind in WHAT)
    return ", ".join(t.tr(WHAT[kind]) for kind in known) or t.tr("the last act")
