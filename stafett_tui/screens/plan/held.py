"""What was written down for a plan and waits for its consent: seen, gone on with, or thrown away (C-01, C-05)."""

from __future__ import annotations

from collections.abc import Generator
from typing import TYPE_CHECKING, Any, Literal

from stafett_tui.i18n import dates
from stafett_tui.screens.frame.asking import Choice, Dialogue, Question
from stafett_tui.screens.frame.messages import OpenConsent
from stafett_tui.screens.frame.named import joined, person_with_service
from stafett_tui.screens.frame.questions import pick_question
from stafett_tui.screens.plan.life import LifeActs

if TYPE_CHECKING:
    from stafett_tui.i18n.texts import Texts
    from stafett_tui.services.starting import Held
    from stafett_tui.widgets.inks import Line

Way = Literal["see", "consent", "now", "away"]


def held_lines(held: Held, t: Texts) -> tuple[Line, ...]:
    """What waits, whole: whose signature it waits for, who joins, the goal and the activity."""
    lines: list[Line] = [((t.tr("Written down, not in the plan yet"), "heading"),)]
    if held.signers:
        lines.append(t.tr("Has not signed: {who}", who=joined(held.signers, t)))
    if held.services and not held.signers:
        lines.append(t.tr("No consent yet to: {services}", services=joined(held.services, t)))
    if held.people:
        names = [person_with_service(each.name, each.service) for each in held.people]
        lines.append(t.tr("Joins then: {who}", who=joined(names, t)))
    if held.goal is not None:
        lines.append(t.tr("Goal: {text}", text=held.goal.text))
    if held.activity is not None:
        due = f", {dates.due(held.activity.due, t)}" if held.activity.due else ""
        lines.append(t.tr("Activity: {what}", what=held.activity.what) + due)
    return tuple(lines)


class HeldActs(LifeActs):
    """A screen of one plan that shows what waits for its consent."""

    def read_aside(self) -> None:
        """Read about the row in full."""
        raise NotImplementedError

    def ask_held(self, held: Held | None) -> None:
        """Ask what is to be done with what waits."""
        if held is not None:
            self.converse(self._ask_held(held))

    def _ask_held(self, held: Held) -> Dialogue:
        go_on = Choice(self.tr("write the consent down"), "consent")
        if not (held.signers or held.services):
            go_on = Choice(self.tr("write it in the plan now"), "now")
        choices = [Choice(self.tr("see it"), "see"), go_on, Choice(self.tr("throw it away"), "away")]
        way: Way = yield pick_question(self.tr("This waits for the consent:"), choices)
        if way == "see":
            self.call_later(self.read_aside)
        elif way == "consent":
            self.post_message(OpenConsent(self._plan_id))
        elif way == "now":
            self.write(lambda desk: desk.starting.take_up(self._plan_id), self._taken_up)
        elif (yield from self._sure_to_throw_away()):
            self.write(lambda desk: desk.starting.let_go(self._plan_id),
                       lambda _: self.say(self.tr("It is thrown away. The plan itself is as it was.")))  # fmt: skip

    def _sure_to_throw_away(self) -> Generator[Question, Any, bool]:
        hint = self.tr("It cannot be brought back. The plan and its consent stay.")
        sure: bool = yield pick_question(self.tr("Throw away what was written down?"),
                                   [Choice(self.tr("no"), False), Choice(self.tr("yes"), True)], hint=hint)  # fmt: skip
        if not sure:
            self.say(self.tr("Nothing is changed."))
        return sure

    def _taken_up(self, done: bool) -> None:
        whole, part = self.tr("It is in the plan now."), self.tr("Part of it still waits for a consent.")
        self.say(whole if done else part)
