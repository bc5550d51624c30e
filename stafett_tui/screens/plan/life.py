"""The life of a plan: set passive, ended, opened again, demanded, erased, and the line for the professional system."""

from __future__ import annotations

from stafett_tui.documents.notes import log_note
from stafett_tui.domain.consent import ConsentGiven, ConsentKind, Occasion
from stafett_tui.domain.errors import ErrorKind
from stafett_tui.domain.lifecycle import EndReason, ErasureAsked, PlanStatus, endings, status
from stafett_tui.domain.people import Role, opening, participants
from stafett_tui.domain.sections import Section
from stafett_tui.domain.tasks import TaskKind
from stafett_tui.i18n.enums import name_of as enum_name
from stafett_tui.i18n.texts import LANGUAGES, N_, texts
from stafett_tui.screens.frame.asking import Choice, Dialogue, Question, Understood
from stafett_tui.screens.frame.messages import OpenConsent, OpenHome, OpenMeeting, OpenPeople
from stafett_tui.screens.frame.questions import optional_question, pick_question, text_question
from stafett_tui.screens.plan.levels import LevelActs

STOPPED = (PlanStatus.PASSIVE, PlanStatus.CLOSED)


class LifeActs(LevelActs):
    """A screen of one plan where its life takes a turn."""

    def action_pause_plan(self) -> None:
        """Set the plan passive, with a reason."""
        self.when_there(lambda: self.converse(self._ask_pause()))

    def _ask_pause(self) -> Dialogue:
        reason = yield text_question(self.tr("Set the plan passive: why?"), self.texts)
        self.write(
            lambda desk: desk.life.pause(self._plan_id, reason),
            lambda _: self.say(self.tr("The plan is passive. Reading stays, nothing new is written.")),
        )

    # ---- the end

    def action_end_plan(self) -> None:
        """End the plan, with a reason and a closing note."""
        self.when_there(lambda: self.converse(self.ask_end()))

    def ask_end(self) -> Dialogue:
        """Why, a closing note, and who is told."""
        reasons = [Choice(enum_name(self.texts, each), each) for each in EndReason]
        reason = yield pick_question(self.tr("End the plan: why?"), reasons)
        note = yield optional_question(self.tr("Closing note?"), hint=self.tr("What was reached, in a few words"))
        everybody = () if self.plan is None else participants(self.plan)
        family = tuple(p.person for p in everybody if p.role is Role.GUARDIAN)
        told = yield pick_question(
            self.tr("Who is told that the plan has ended?"),
            [Choice(self.tr("everybody in the plan"), tuple(p.person for p in everybody)),
             Choice(self.tr("only the family"), family), Choice(self.tr("nobody"), ())],
        )  # fmt: skip
        if not (yield self.yes_or_no(self.tr("End the plan now?"))):
            self.say(self.tr("Nothing is changed."))
            return
        self.write(lambda desk: desk.life.close(self._plan_id, reason, note, told), self._ended)

    def _ended(self, _changes: object) -> None:
        self.reload()
        ended = N_("The plan has ended. The line for your own system: look for it in the commands, {key_palette}.")
        self.say(self.tr(ended))

    # ---- again

    def action_reopen_plan(self) -> None:
        """Go on with a plan that has stopped, by a new consent (C-11)."""
        self.when_there(self._reopen)

    def _reopen(self) -> None:
        plan = self.plan
        if plan is None or status(plan) not in STOPPED:
            self.refuse(ErrorKind.NOT_STOPPED)
            return
        stopped = endings(plan)[-1].seq
        given = [
            f.id
            for f in plan.of(ConsentGiven)
            if f.seq > stopped and f.body.occasion is Occasion.REOPENING and not f.body.partial
            and f.body.kind is ConsentKind.CONFIDENTIALITY_WAIVER
        ]  # fmt: skip
        if given:
            self.converse(self._ask_sections(given[-1]))
        else:
            prompt = self.tr("The plan opens again by a new consent, given for that. Write it down now?")
            self.converse(self.ask_consent_first(prompt, Occasion.REOPENING))

    def _ask_sections(self, consent: str) -> Dialogue:
        """Ask, section by section, what of before the family lets be shown again."""
        shown = []
        hint = self.tr("The family decides; what is not shown again stays with them")
        for section in Section:
            name = enum_name(self.texts, section)
            if (yield self.yes_or_no(self.tr("Show again what was written before: {part}?", part=name), hint)):
                shown.append(section)
        self.write(lambda desk: desk.life.reopen(self._plan_id, consent, tuple(shown)),
                   lambda _: self.say(self.tr("The plan goes on.")))  # fmt: skip

    # ---- what the family demands

    def action_demand(self) -> None:
        """The family demands that the plan is set passive, ended or erased."""
        self.when_there(lambda: self.converse(self._ask_demand()))

    def _ask_demand(self) -> Dialogue:
        wanted = (PlanStatus.PASSIVE, PlanStatus.CLOSED, PlanStatus.ERASED)
        choices = [Choice(enum_name(self.texts, each), each) for each in wanted]
        what = yield pick_question(self.tr("What do you demand? The plan is to be"), choices)
        text = yield optional_question(self.tr("In a few words?"), hint=self.tr("Enter: nothing more"))
        self.write(lambda desk: desk.life.demand(self._plan_id, what, text),
                   lambda _: self.say(self.tr("The demand is written down. The holder sees it.")))  # fmt: skip

    # ---- erasing

    def action_erase_plan(self) -> None:
        """The coordinator erases the plan, in two steps (D-06)."""
        self.when_there(self._erase)

    def _erase(self) -> None:
        asked = None if self.plan is None else self.plan.last(ErasureAsked)
        if asked is None:
            self.converse(self._ask_erasure())
            return
        self.read(lambda desk: len(desk.life.only_here(self._plan_id)),
                  lambda count: self.converse(self._confirm_erasure(count, archived=asked.body.archived)))  # fmt: skip

    def _ask_erasure(self) -> Dialogue:
        hint = self.tr("The first of two steps. Nothing is erased yet.")
        reason = yield text_question(self.tr("Erase the plan: why?"), self.texts, hint=hint)
        archived = yield self.yes_or_no(self.tr("Are versions of this plan archived? They stay under archive law."))
        self.write(
            lambda desk: desk.life.ask_erasure(self._plan_id, reason, archived=archived),
            lambda _: self.say(self.tr("Written down. The second step is the same command once more.")),
        )

    def _confirm_erasure(self, others: int, *, archived: bool) -> Dialogue:
        """Say what goes and what stays; a typed word confirms."""
        t, word = self.texts, self.tr("erase")
        goes = t.tr("Every word of the plan goes for good.")
        if others:
            goes = t.trn(
                "Every word of the plan goes for good, and what is known of {n} person in it alone.",
                "Every word of the plan goes for good, and what is known of {n} persons in it alone.",
                others, n=others,
            )  # fmt: skip
        stays = t.tr("What is archived stays: tell the family.") if archived else t.tr("Nothing of it is archived.")

        def understand(written: str) -> Understood:
            done = written.strip().casefold() == word.casefold()
            return Understood(t.tr("Enter erases") if done else t.tr("{key_back} leaves"), ok=done)

        self.say(f"{goes} {stays}")
        yield Question(t.tr("Write {word} to confirm:", word=word), understand)
        self.write(lambda desk: desk.life.erase(self._plan_id), lambda _: self.post_message(OpenHome()))

    # ---- the line for the professional system

    def action_log_note(self) -> None:
        """Show the line that says that the log exists or has ended, ready to paste."""
        self.when_there(lambda: self.read(lambda desk: desk.people.guarded(self._plan_id), self._show_note))

    def _show_note(self, guarded: bool) -> None:
        opened = None if self.plan is None else opening(self.plan)
        language = next((each for each in LANGUAGES if opened is not None and each == opened.language), "nb")
        if self.plan is not None:
            self.say(log_note(self.plan, texts(language), guarded=guarded))

    # ---- what waits

    def do_task(self, thing: str) -> None:
        """Go where what waits is done."""
        kind, _, about = thing.partition(":")
        if kind == TaskKind.BATON:
            self.action_baton()
        elif kind == TaskKind.JOINT_MEETING:
            self.converse(self._call_meeting())
        elif kind == TaskKind.LOCK_MINUTES:
            self.post_message(OpenMeeting(self._plan_id, about))
        elif kind in {TaskKind.END_OR_ASK, TaskKind.TELL}:
            self.action_end_plan()
        else:
            self.post_message(OpenConsent(self._plan_id))

    def action_people(self) -> None:
        """Open the people of the plan."""
        self.post_message(OpenPeople(self._plan_id))
