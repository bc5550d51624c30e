"""Levels, what an evaluation leads to, and transitions, with what follows from each (C-06)."""

from __future__ import annotations

from datetime import date, timedelta

from stafett_tui.domain.consent import Occasion
from stafett_tui.domain.errors import ErrorKind, StafettError
from stafett_tui.domain.level import Change, Outcome, joint_meeting_by, level_now
from stafett_tui.domain.tasks import undecided
from stafett_tui.i18n import dates
from stafett_tui.i18n.enums import name_of as enum_name
from stafett_tui.screens.frame.asking import Choice, Dialogue, Question
from stafett_tui.screens.frame.messages import OpenConsent
from stafett_tui.screens.frame.questions import date_question, optional_question, pick_question, text_question
from stafett_tui.screens.plan.baton import BatonActs

LEVELS = (1, 2, 3)


class LevelActs(BatonActs):
    """A screen of one plan where its level changes."""

    _occasion = ""
    """What a new consent is needed for, where the last act asked for one."""

    def refuse(self, error: StafettError | ErrorKind) -> None:
        """Where a new consent is asked for, lead to it; else say why something was not done."""
        kind = error.kind if isinstance(error, StafettError) else error
        if kind is ErrorKind.NEW_CONSENT_NEEDED and not self.asking.open:
            prompt = self.tr("This asks for a new consent. Write it down now?")
            self.converse(self.ask_consent_first(prompt, self._occasion))
        else:
            super().refuse(error)

    def ask_consent_first(self, prompt: str, occasion: str) -> Dialogue:
        """Lead to the form of a new consent, where the person wants to."""
        if (yield self.yes_or_no(prompt)):
            self.post_message(OpenConsent(self._plan_id, occasion))
        else:
            self.say(self.tr("Nothing is changed."))

    def yes_or_no(self, prompt: str, hint: str = "") -> Question:
        """Ask for a yes or a no; Enter says yes."""
        return pick_question(prompt, [Choice(self.tr("yes"), True), Choice(self.tr("no"), False)], hint=hint)

    # ---- levels

    def action_level(self) -> None:
        """Change the level, with a reason."""
        self.when_there(lambda: self.converse(self._ask_level(propose=False)))

    def action_level_proposal(self) -> None:
        """Propose another level to the holder."""
        self.when_there(lambda: self.converse(self._ask_level(propose=True)))

    def _ask_level(self, *, propose: bool) -> Dialogue:
        now = 0 if self.plan is None else level_now(self.plan)
        choices = [Choice(self.tr("Level {n}", n=n), n) for n in LEVELS if n != now]
        hint = self.tr("The plan is on level {n}. Up to 2 or 3 the family consents first.", n=now)
        level = yield pick_question(self.tr("Which level?"), choices, hint=hint)
        reason = yield text_question(self.tr("Why?"), self.texts, draft="level")
        if propose:
            self.write(lambda desk: desk.levels.propose(self._plan_id, level, reason),
                       lambda _: self.say(self.tr("Level {n} is proposed. The holder decides.", n=level)))  # fmt: skip
            return
        self._occasion = "" if level < 2 else f"level_{level}"  # noqa: PLR2004 - the occasions are by level
        self.write(lambda desk: desk.levels.change(self._plan_id, level, reason),
                   lambda _: self.say(self.tr("The plan is on level {n} now.", n=level)))  # fmt: skip

    # ---- the four outcomes

    def action_outcome(self) -> None:
        """Decide what the evaluation leads to."""
        self.when_there(lambda: self.converse(self.ask_outcome()))

    def ask_outcome(self) -> Dialogue:
        """One of the four outcomes, with what follows from it."""
        waits = () if self.plan is None else undecided(self.plan)
        choices = [Choice(enum_name(self.texts, each), each) for each in Outcome]
        outcome = yield pick_question(self.tr("What does the evaluation lead to?"), choices, preset=None,
                                      hint=self.tr("Choose with the arrows"))  # fmt: skip
        text = yield optional_question(self.tr("In a few words?"), hint=self.tr("Enter: nothing more"))
        meeting = waits[0] if waits else None
        self.write(
            lambda desk: desk.levels.decide(self._plan_id, outcome, meeting=meeting, text=text),
            lambda _: self._follow(outcome),
        )

    def _follow(self, outcome: Outcome) -> None:
        """Lead on to what the outcome asks for."""
        if outcome is Outcome.END:
            self.converse(self.ask_end())
        elif outcome is Outcome.HELP_FROM_OTHERS:
            self.converse(self._ask_joint())
        elif outcome is Outcome.NEW_ACTIVITIES:
            self.say(self.tr("It is written down. {key_new_activity} writes a new activity."))
        else:
            self.say(self.tr("It is written down. The plan goes on."))

    def ask_end(self) -> Dialogue:
        """End the plan."""
        raise NotImplementedError

    def _ask_joint(self) -> Dialogue:
        """Call the joint meeting, which is to be held within the policy's days."""
        policy = self.given.office.judged_by.policy
        by = None if self.plan is None else joint_meeting_by(self.plan, policy)
        day = dates.dotted(by or self.today + timedelta(days=policy.joint_meeting_days))
        prompt = self.tr("The services meet by {day}. Call the meeting now?", day=day)
        if (yield self.yes_or_no(prompt)):
            yield from self._call_meeting()
        else:
            self.say(self.tr("A joint meeting is to be held by {day}. It waits on the list.", day=day))

    # ---- transitions

    def action_transition(self) -> None:
        """Go on to another kindergarten or school."""
        self.when_there(lambda: self.converse(self._ask_transition()))

    def _ask_transition(self) -> Dialogue:
        t = self.texts
        choices = [Choice(enum_name(t, each), each) for each in Change]
        hint = self.tr("The family consents anew first")
        change = yield pick_question(self.tr("Which transition?"), choices, hint=hint)
        day = yield date_question(self.tr("From which day?"), t, self.today)
        place = yield optional_question(self.tr("Name of the new place?"), hint=self.tr("Enter: the place stays"))
        on = date.fromisoformat(str(day)[:10]) if day != "next_meeting" else self.next_day or self.today
        self._occasion = Occasion.TRANSITION
        self.write(
            lambda desk: desk.levels.transition(self._plan_id, change, on, place),
            lambda _: self.converse(self._ask_holder()),
        )

    def _ask_holder(self) -> Dialogue:
        """After a transition: who holds the baton from now on."""
        self.say(self.tr("The transition is written down."))
        choices = [Choice(self.tr("as before"), False), Choice(self.tr("offer it to somebody"), True)]
        if (yield pick_question(self.tr("Who holds the baton from now on?"), choices)) and self.receivers():
            yield from self._ask_offer()
