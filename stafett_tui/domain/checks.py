"""What the topics ask of each kind of event, beyond the rights of its writer; the gate only looks here."""

from collections.abc import Callable, Mapping
from typing import Any

from stafett_tui.domain import (
    activity,
    attendance,
    baton,
    conducting,
    consent,
    consenters,
    guards,
    hiding,
    keptout,
    level,
    lifecycle,
    lock,
    meeting,
    minutes,
    people,
    relay,
    undo,
)
from stafett_tui.domain.blanking import check_blanked
from stafett_tui.domain.case import Case
from stafett_tui.domain.conflict import check_resolved
from stafett_tui.domain.document import DocumentAttached
from stafett_tui.domain.errors import ErrorKind
from stafett_tui.domain.evaluation import ActivityEvaluated
from stafett_tui.domain.event import Body
from stafett_tui.domain.log import ActUndone, Blanked, ConflictResolved, Restored, Struck

Check = Callable[[Case, Any], ErrorKind | None]


def _activity_revised(case: Case, body: activity.ActivityRevised) -> ErrorKind | None:
    undoing = any(a.id == case.event.act and a.undoes is not None for a in case.plan.acts[-1:])
    in_meeting = lock.running_meeting(case.plan) is not None
    moved = activity.check_moved(case.plan, body, in_meeting=in_meeting, undoing=undoing)
    return moved or activity.check_revised(case.plan, body)


def _item(case: Case, body: meeting.AgendaReached) -> ErrorKind | None:
    found = lock.meeting(case.plan, body.meeting)
    known = found is not None and body.item in {i.key for i in found.agenda}
    return None if known else ErrorKind.ITEM_UNKNOWN


def _on_activity(case: Case, body: Any) -> ErrorKind | None:
    return activity.check_on_activity(case.plan, body)


def _about(case: Case, body: Any) -> ErrorKind | None:
    return lock.check_about(case.plan, body.meeting)


def _level_kept(case: Case, body: meeting.LevelKept) -> ErrorKind | None:
    return people.check_known(case.plan, body.holder) or level.check_level_kept(case.plan, body)


def _note_taker(case: Case, body: attendance.NoteTakerNamed) -> ErrorKind | None:
    known = None if body.person is None else people.check_known(case.plan, body.person)
    return known or _about(case, body)


def _restored(case: Case, body: Restored) -> ErrorKind | None:
    """Whoever is taken in again is covered today like anybody who joins (C-05)."""
    refused = undo.check_restored(case.plan, case.actor.person, body)
    back = None if refused is not None else case.plan.facts[body.target].body
    return (
        consenters.check_participant(case.plan, back, case.today)
        if isinstance(back, people.ParticipantAdded)
        else refused
    )


def _attached(case: Case, body: DocumentAttached) -> ErrorKind | None:
    unknown = body.consent is not None and case.plan.get(body.consent, consent.ConsentGiven) is None
    return ErrorKind.TARGET_UNKNOWN if unknown else None


CHECKS: Mapping[type[Body], Check] = {
    people.PlanOpened: lambda c, b: people.check_level(b, c.policy),
    people.PlanRevised: lambda c, b: people.check_head(c.plan, b),
    people.ParticipantAdded: lambda c, b: consenters.check_participant(c.plan, b, c.today),
    people.ParticipantLeft: lambda c, b: people.check_left(c.plan, b),
    hiding.ServiceHidden: lambda c, b: hiding.check_hidden(c.plan, b),
    baton.BatonOffered: lambda c, b: relay.check_offered(c.plan, b, c.today),
    baton.BatonDeclined: lambda c, b: relay.check_declined(c.plan, b, c.actor.person),
    baton.BatonTaken: lambda c, b: relay.check_taken(c.plan, b, c.today),
    baton.BatonForced: lambda c, b: relay.check_forced(c.plan, b, c.today),
    baton.BatonWished: lambda c, b: people.check_known(c.plan, b.person),
    consent.ConsentGiven: lambda c, b: consenters.check_given(c.plan, b, c.policy, c.today),
    consent.ConsentWithdrawn: lambda c, b: consenters.check_withdrawn(c.plan, b, c.policy, c.today),
    keptout.KeptOut: lambda c, b: consenters.check_kept_out(c.plan, b, c.policy, c.today),
    keptout.LetIn: lambda c, b: consenters.check_let_in(c.plan, b, c.policy, c.today),
    lifecycle.PlanPaused: lambda c, b: lifecycle.check_paused(c.plan, b),
    lifecycle.PlanClosed: lambda c, b: lifecycle.check_closed(c.plan, b),
    lifecycle.PlanReopened: lambda c, b: lifecycle.check_reopened_plan(c.plan, b),
    lifecycle.ErasureAsked: lambda c, b: lifecycle.check_asked(c.plan, b),
    lifecycle.PlanErased: lambda c, b: lifecycle.check_erased(c.plan, b, c.event.act),
    DocumentAttached: _attached,
    activity.ActivityPlanned: lambda c, b: activity.check_planned(c.plan, b),
    activity.ActivityRevised: _activity_revised,
    activity.ActivityEnded: _on_activity,
    activity.CommentWritten: _on_activity,
    ActivityEvaluated: _on_activity,
    attendance.Wished: _about,
    attendance.GuestNamed: _about,
    attendance.NoteTakerNamed: _note_taker,
    attendance.AttendanceMarked: lambda c, b: guards.check_marked(c.plan, b, c.today),
    meeting.MeetingCalled: lambda c, b: lock.check_called(c.plan, b),
    meeting.MeetingRevised: lambda c, b: lock.check_moved(c.plan, b),
    meeting.MeetingTurned: lambda c, b: lock.check_turn(c.plan, b),
    meeting.AgendaReached: _item,
    conducting.MeetingConducted: lambda c, b: conducting.check_conducted(c.plan, b),
    meeting.LevelKept: _level_kept,
    meeting.LevelChanged: lambda c, b: level.check_level_changed(c.plan, b, c.policy, c.today),
    level.TransitionMade: lambda c, _: level.check_transition(c.plan, c.today),
    minutes.ReadTicked: lambda c, b: minutes.check_ticked(c.plan, b),
    minutes.OwnWordsSaid: lambda c, b: minutes.check_own_words(c.plan, b),
    minutes.ParkedSettled: lambda c, b: minutes.check_settled(c.plan, b),
    lock.MinutesLocked: lambda c, b: guards.check_locked(c.plan, b, c.policy, c.today, c.event.device),
    lock.MinutesUnlocked: lambda c, b: lock.check_unlocked(c.plan, c.actor.person, b, c.at, c.policy.unlock_minutes),
    lock.MinutesReopened: lambda c, b: lock.check_reopened(c.plan, b),
    lock.RemarkMade: lambda c, b: lock.check_remark(c.plan, b),
    ActUndone: lambda c, b: undo.check_undone(c.plan, c.actor.person, c.event.device, b),
    Struck: lambda c, b: undo.check_struck(c.plan, c.actor.person, b, c.event.base),
    Restored: _restored,
    Blanked: lambda c, b: check_blanked(c.plan, c.actor.person, c.actor.offices, b),
    ConflictResolved: lambda c, b: check_resolved(c.plan, b),
}
