"""Activities between and in meetings."""

from datetime import date

from pydantic import JsonValue

from stafett_tui.domain.activity import ActivityEnded, ActivityPlanned, ActivityRevised, CommentWritten, Ending
from stafett_tui.domain.changes import Changes
from stafett_tui.domain.errors import ErrorKind, StafettError
from stafett_tui.services.writing import Proposal, Writer


class Activities:
    """Planning, moving, ending and commenting activities."""

    def __init__(self, writer: Writer) -> None:
        """Write through this writer."""
        self._writer = writer

    def plan(
        self, plan_id: str, what: str, *, responsible: str | None = None, helpers: tuple[str, ...] = (),
        due: str | None = None, goal: str | None = None, meeting: str | None = None, item: str | None = None,
        review_on: date | None = None, draft: str | None = None,
    ) -> Changes:  # fmt: skip
        """Agree an activity; a missing person or date is allowed for the moment and stops the lock later."""
        body = ActivityPlanned(what=what, responsible=responsible, helpers=helpers, due=due, goal=goal,
                               meeting=meeting, item=item, review_on=review_on)  # fmt: skip
        return self._writer.write(plan_id, [Proposal(body)], draft=draft)

    def revise(self, plan_id: str, activity: str, field: str, value: JsonValue, reason: str | None = None) -> Changes:
        """Change one thing about an activity."""
        body = ActivityRevised(thing=activity, field=field, value=value, reason=reason)
        return self._writer.write(plan_id, [Proposal(body)])

    def move(self, plan_id: str, activity: str, due: str, reason: str) -> Changes:
        """Move a deadline, with the reason people want to know."""
        if not reason.strip():
            raise StafettError(ErrorKind.REASON_NEEDED)
        return self.revise(plan_id, activity, "due", due, reason.strip())

    def end(self, plan_id: str, activity: str, how: Ending, meeting: str | None = None) -> Changes:
        """End an activity: done, ended or dropped."""
        return self._writer.write(plan_id, [Proposal(ActivityEnded(activity=activity, how=how, meeting=meeting))])

    def comment(self, plan_id: str, activity: str, text: str) -> Changes:
        """Comment on an activity."""
        return self._writer.write(plan_id, [Proposal(CommentWritten(activity=activity, text=text))])
