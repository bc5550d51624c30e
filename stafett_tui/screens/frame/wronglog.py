"""What landed in the wrong child's log: taken out of every copy, or moved to the plan where it belongs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stafett_tui.screens.frame.asking import Choice, Dialogue
from stafett_tui.screens.frame.framed import Framed
from stafett_tui.screens.frame.questions import pick_question, text_question

if TYPE_CHECKING:
    from stafett_tui.domain.plan import Plan
    from stafett_tui.services.desk import Desk
    from stafett_tui.services.logbook import Movable


class WrongLog(Framed):
    """A screen of one plan where something may have landed that belongs to another."""

    def action_wrong_log(self) -> None:
        """Choose what landed wrong, and where it goes."""
        self.read(self._read_wrong, self._found_wrong)

    def _read_wrong(self, desk: Desk) -> tuple[tuple[Movable, ...], list[Choice]]:
        from stafett_tui.services.logbook import movable

        others = [
            Choice(self.tr("move it to plan {number} {who}", number=row.number, who=row.initials), row.plan_id)
            for row in desk.plans.rows()
            if row.plan_id != (self.plan_id or "") and row.status == "active"
        ]
        return movable(desk.plans.get(self.plan_id or "")), others

    def _found_wrong(self, found: tuple[tuple[Movable, ...], list[Choice]]) -> None:
        texts, others = found
        if texts:
            self.converse(self._ask_wrong(texts, others))
        else:
            self.say(self.tr("Nothing is written here that could be taken out."))

    def _ask_wrong(self, texts: tuple[Movable, ...], others: list[Choice]) -> Dialogue:
        choices = [Choice(each.text, each) for each in texts]
        hint = self.tr("Write some of its words, or choose with the arrows")
        which = yield pick_question(self.tr("What landed in the wrong log?"), choices, hint=hint, preset=None)
        ways = [Choice(self.tr("take it out of every copy"), ""), *others]
        hint = self.tr("It cannot be brought back here")
        to = yield pick_question(self.tr("What is to be done?"), ways, hint=hint, preset=None)
        if not to:
            reason = yield text_question(self.tr("Why?"), self.texts, text=self.tr("wrong log"))
            self.write(lambda desk: desk.log.blank((self.plan_id or ""), which.id, reason),
                       lambda _: self.say(self.tr("It is taken out, and stands nowhere any more.")))  # fmt: skip
        elif which.comment:
            self.read(lambda desk: desk.plans.get(to), lambda plan: self._ask_activity_there(which, to, plan))
        else:
            yield from self._confirm_move(which, to, None)

    def _ask_activity_there(self, which: Movable, to: str, plan: Plan) -> None:
        from stafett_tui.domain.activity import activities

        choices = [Choice(each.what, each.id) for each in activities(plan) if each.open]

        def ask() -> Dialogue:
            activity = yield pick_question(self.tr("A comment on which activity there?"), choices)
            yield from self._confirm_move(which, to, activity)

        if choices:
            self.converse(ask())
        else:
            self.say(self.tr("There is no activity in that plan. Take the comment out here, and write it there."))

    def _confirm_move(self, which: Movable, to: str, activity: str | None) -> Dialogue:
        hint = self.tr("It is written there as yours, and stands nowhere here any more")
        sure = yield pick_question(
            self.tr("Move it?"), [Choice(self.tr("yes"), True), Choice(self.tr("no"), False)], hint=hint
        )
        if not sure:
            self.say(self.tr("Nothing is changed."))
            return
        reason = self.tr("wrong log")
        self.write(lambda desk: desk.log.move((self.plan_id or ""), which.id, to, reason, activity=activity),
                   lambda _: self.say(self.tr("It is moved.")))  # fmt: skip
