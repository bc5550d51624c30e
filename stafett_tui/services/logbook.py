"""The log itself: reading it, verifying it, and blanking a sentence that landed in the wrong child's log."""

from dataclasses import dataclass

from stafett_tui.domain.activity import ActivityPlanned, CommentWritten
from stafett_tui.domain.changes import Changes
from stafett_tui.domain.concern import AboutMeWritten
from stafett_tui.domain.errors import ErrorKind, StafettError
from stafett_tui.domain.evaluation import ActivityEvaluated
from stafett_tui.domain.event import Body, Entry
from stafett_tui.domain.goal import GoalSet
from stafett_tui.domain.lock import running_meeting
from stafett_tui.domain.log import Blanked
from stafett_tui.domain.minutes import LineWritten
from stafett_tui.domain.plan import Plan
from stafett_tui.domain.voice import VoiceHeard
from stafett_tui.services.writing import Proposal, Writer
from stafett_tui.store.findings import Finding
from stafett_tui.store.opened import Store

_TEXT: dict[type[Body], str] = {
    LineWritten: "text", VoiceHeard: "text", CommentWritten: "text", ActivityPlanned: "what", GoalSet: "text",
    AboutMeWritten: "text",
}  # fmt: skip
"""What can be moved to another plan, and which field holds its words."""


@dataclass(frozen=True, slots=True)
class Movable:
    """Something that may have landed in the wrong log."""

    id: str
    text: str
    comment: bool
    """A comment needs an activity in the other plan."""


class Logbook:
    """The log of a plan."""

    def __init__(self, writer: Writer, store: Store) -> None:
        """Work through this writer; the whole store is verified."""
        self._writer = writer
        self._store = store

    def entries(self, plan_id: str) -> tuple[Entry, ...]:
        """Give the log."""
        return self._writer.journal.entries(plan_id)

    def verify(self, plan_id: str | None = None) -> tuple[Finding, ...]:
        """Check chain, index and file (I5, I10), and without a plan the look-ups too (S-07)."""
        return self._store.verify(plan_id)

    def blank(self, plan_id: str, event: str, reason: str) -> Changes:
        """Take the body of an event out of every copy; the chain stays whole."""
        return self._writer.write(plan_id, [Proposal(Blanked(target=event, reason=reason))])

    def move(self, plan_id: str, event: str, to: str, reason: str, *, activity: str | None = None) -> Changes:
        """Take what landed in the wrong log over to another plan, as my own words, and blank it here.

        It is written there before it is blanked here, and neither where one of the two would be refused. A comment
        belongs to an activity there; a line without a running meeting there becomes one too, or an activity.
        """
        here = self._writer.journal.plan(plan_id)
        fact = here.facts.get(event)
        if fact is None or to == plan_id:
            raise StafettError(ErrorKind.TARGET_UNKNOWN)
        said = _said_of(here, event)
        for each in (event, *said):
            self._writer.judge(plan_id, Blanked(target=each, reason=reason))
        made, comments = self._writer.ids(), [said[each] for each in said]

        def make(plan: Plan) -> list[Proposal]:
            follows = [Proposal(CommentWritten(activity=made, text=text)) for text in comments if text]
            return [Proposal(_moved(plan, fact.body, activity), id=made), *follows]

        self._writer.write_with(to, make)
        return self._writer.write(plan_id, [Proposal(Blanked(target=each, reason=reason)) for each in (event, *said)])


def movable(plan: Plan) -> tuple[Movable, ...]:
    """Give what can be moved to another plan, the newest first."""
    kept = [f for kind in _TEXT for f in plan.of(kind)]
    kept.sort(key=lambda fact: fact.seq, reverse=True)
    return tuple(Movable(f.id, getattr(f.body, _TEXT[type(f.body)]), isinstance(f.body, CommentWritten)) for f in kept)


def _said_of(plan: Plan, activity: str) -> dict[str, str]:
    """Give the comments and evaluations of an activity with their words: without it they are in the wrong log too."""
    comments = {f.id: f.body.text for f in plan.of(CommentWritten) if f.body.activity == activity}
    return comments | {f.id: "" for f in plan.of(ActivityEvaluated) if f.body.activity == activity}


def _moved(plan: Plan, body: Body, activity: str | None) -> Body:
    """Make the same words anew for a plan: people, goals and meetings of the other plan stay there."""
    match body:
        case ActivityPlanned():
            return ActivityPlanned(what=body.what, due=body.due, review_on=body.review_on)
        case VoiceHeard():
            return VoiceHeard(speaker=body.speaker, text=body.text, how=body.how, on=body.on)
        case GoalSet():
            return GoalSet(arena=body.arena, text=body.text, target_on=body.target_on)
        case AboutMeWritten():
            return body
        case LineWritten():
            return _line(plan, body, activity)
        case CommentWritten() if activity is not None:
            return CommentWritten(activity=activity, text=body.text)
    raise StafettError(ErrorKind.TARGET_UNKNOWN)


def _line(plan: Plan, body: LineWritten, activity: str | None) -> Body:
    if activity is not None:
        return CommentWritten(activity=activity, text=body.text)
    found = running_meeting(plan)
    if found is None or not found.agenda:
        return ActivityPlanned(what=body.text)
    keys = [item.key for item in found.agenda]
    item = body.item if body.item in keys else found.item or keys[0]
    return LineWritten(meeting=found.id, item=item, sort=body.sort, text=body.text)
