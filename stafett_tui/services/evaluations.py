"""Rating activities: one digit, and beside it why, a new date, the end."""

from stafett_tui.domain.activity import ActivityEnded, ActivityRevised, Ending
from stafett_tui.domain.changes import Changes
from stafett_tui.domain.evaluation import ActivityEvaluated, Done, Effect, EvaluationRevised, evaluations
from stafett_tui.domain.plan import Plan
from stafett_tui.services.writing import Proposal, Writer


class Evaluations:
    """Evaluations of activities."""

    def __init__(self, writer: Writer) -> None:
        """Write through this writer."""
        self._writer = writer

    def rate(self, plan_id: str, activity: str, effect: Effect, meeting: str | None = None) -> Changes:
        """Rate an activity (T3); a second rating in the same meeting puts the first right."""

        def make(plan: Plan) -> list[Proposal]:
            here = [e for e in evaluations(plan, activity) if meeting is not None and e.meeting == meeting]
            if here:
                same = here[-1].effect is effect
                body = EvaluationRevised(thing=here[-1].id, field="effect", value=effect.value)
                return [] if same else [Proposal(body)]
            return [Proposal(ActivityEvaluated(activity=activity, effect=effect, meeting=meeting))]

        return self._writer.write_with(plan_id, make)

    def revise(self, plan_id: str, evaluation: str, field: str, value: str | None) -> Changes:
        """Put one thing of a rating right."""
        return self._writer.write(plan_id, [Proposal(EvaluationRevised(thing=evaluation, field=field, value=value))])

    def go_on(
        self, plan_id: str, meeting: str, activity: str, *, why: str | None = None, due: str | None = None,
        ended: Ending | None = None, done: Done | None = None, child: Effect | None = None,
        reason: str | None = None, draft: str | None = None,
    ) -> Changes:  # fmt: skip
        """Write what stands in the slots of a rated row: why, new date or end, done as agreed, the child's mark."""

        def make(plan: Plan) -> list[Proposal]:
            here = [e for e in evaluations(plan, activity) if e.meeting == meeting]
            rating = here[-1] if here else None
            found: list[Proposal] = []
            for field, new, old in (
                ("why", why, rating.why if rating else ""),
                ("done_as_agreed", done and done.value, rating and rating.done_as_agreed),
                ("child_effect", child and child.value, rating and rating.child_effect),
            ):
                if rating is not None and new and new != old:
                    found.append(Proposal(EvaluationRevised(thing=rating.id, field=field, value=new)))
            if ended is not None:
                found.append(Proposal(ActivityEnded(activity=activity, how=ended, meeting=meeting)))
            elif due is not None:
                found.append(Proposal(ActivityRevised(thing=activity, field="due", value=due, reason=reason or why)))
            return found

        return self._writer.write_with(plan_id, make, draft=draft)
