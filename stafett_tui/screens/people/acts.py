"""What is done with one person of the plan: put right, leaves, takes notes, hidden from, seen with the eyes of."""

from __future__ import annotations

from collections.abc import Callable

from stafett_tui.domain.attendance import NoteTakerNamed
from stafett_tui.domain.errors import ErrorKind, StafettError
from stafett_tui.domain.lock import in_session, running_meeting
from stafett_tui.domain.people import (
    Participant,
    ParticipantAdded,
    Relation,
    holder_id,
    opening,
    participant,
    participants,
    same_service,
    services,
)
from stafett_tui.i18n.enums import name_of as enum_name
from stafett_tui.screens.frame.asking import Choice, Dialogue
from stafett_tui.screens.frame.messages import OpenConsent, OpenEyes
from stafett_tui.screens.frame.named import person_label
from stafett_tui.screens.frame.planacts import PlanActs
from stafett_tui.screens.frame.questions import optional_question, pick_question, text_question


class PersonActs(PlanActs):
    """A screen with a row of people."""

    @property
    def person_here(self) -> str:
        """The person on the row; empty where there is none."""
        raise NotImplementedError

    def on_participant(self, act: Callable[[Participant], None]) -> None:
        """Do this with the participant of the row; the owner is none."""

        def do() -> None:
            found = None if self.plan is None else participant(self.plan, self.person_here)
            if found is None:
                self.say(self.tr("Stand on somebody who is in the plan now."))
            else:
                act(found)

        self.when_there(do)

    def refuse(self, error: StafettError | ErrorKind) -> None:
        """Where the consent does not cover a service, lead to widening it (C-05)."""
        kind = error.kind if isinstance(error, StafettError) else error
        if kind is ErrorKind.SERVICE_NOT_COVERED and not self.asking.open:
            self.converse(self._ask_widening())
        else:
            super().refuse(error)

    def _ask_widening(self) -> Dialogue:
        prompt = self.tr("No valid consent covers this service. Widen the consent now?")
        if (yield pick_question(prompt, [Choice(self.tr("yes"), True), Choice(self.tr("no"), False)])):
            self.post_message(OpenConsent(self._plan_id))
        else:
            self.say(self.tr("Nothing is changed."))

    # ---- put right, leave

    def action_put_right(self) -> None:
        """Put a name, title, unit or relation right."""
        self.on_participant(lambda found: self.converse(self._ask_right(found)))

    def _ask_right(self, found: Participant) -> Dialogue:
        plan = self.plan
        if plan is None or not any(f.body.person == found.person for f in plan.of(ParticipantAdded)):
            if self.given.office.me is not None and found.person == self.given.office.me.person:
                self.action_myself()
            else:
                self.say(self.tr("Whoever opened the plan is named as on their own laptop."))
            return
        fields = [Choice(self.tr("name"), "name")]
        if found.relation is None:
            fields += [Choice(self.tr("title"), "title"), Choice(self.tr("unit"), "unit")]
        else:
            fields.append(Choice(self.tr("relation"), "relation"))
        field = yield pick_question(self.tr("What is to be put right?"), fields)
        if field == "relation":
            sorts = [Choice(enum_name(self.texts, each), each.value) for each in Relation]
            value = yield pick_question(self.tr("Who is {name}?", name=found.name), sorts)
        elif field == "name":
            value = yield text_question(self.tr("Name:"), self.texts, text=found.name)
        else:
            value = yield optional_question(self.tr("Put right:"), text=str(getattr(found, field)))
        if value == str(getattr(found, field) or ""):
            self.say(self.tr("Nothing is changed."))
            return
        self.write(lambda desk: desk.people.put_right(self._plan_id, found.person, field, value),
                   lambda _: self.say(self.tr("It is put right. What stood before is in the history.")))  # fmt: skip

    def action_leave_plan(self) -> None:
        """Somebody leaves the plan; what they wrote stands."""
        self.on_participant(self._leaves)

    def _leaves(self, found: Participant) -> None:
        if self.plan is not None and found.person == holder_id(self.plan):
            self.refuse(ErrorKind.HOLDER_STAYS)
        else:
            self.converse(self._ask_leave(found))

    def _ask_leave(self, found: Participant) -> Dialogue:
        hint = self.tr("Reads and writes nothing more; what was written stands")
        reason = yield optional_question(self.tr("{name} leaves the plan. Why?", name=found.name), hint=hint)
        prompt = self.tr("Does {name} leave the plan now?", name=found.name)
        if (yield pick_question(prompt, [Choice(self.tr("yes"), True), Choice(self.tr("no"), False)])):
            self.write(lambda desk: desk.people.leave(self._plan_id, found.person, reason),
                       lambda _: self.say(self.tr("{name} has left the plan.", name=found.name)))  # fmt: skip
        else:
            self.say(self.tr("Nothing is changed."))

    # ---- the meeting's notes

    def action_note_taker(self) -> None:
        """Let this person take the notes of the running meeting, or end that."""
        self.on_participant(self._note_taker)

    def _note_taker(self, found: Participant) -> None:
        plan = self.plan
        running = None if plan is None else running_meeting(plan)
        if plan is None or running is None or not in_session(plan, running.id):
            self.refuse(ErrorKind.MEETING_NOT_RUNNING)
            return
        last = plan.last(NoteTakerNamed)
        mine = last is not None and last.body.meeting == running.id and last.body.person == found.person
        who = None if mine or found.person == holder_id(plan) else found.person
        name = found.name
        said = self.tr("The holder takes the notes.") if who is None else self.tr("{name} takes the notes.", name=name)
        self.write(lambda desk: desk.people.take_notes(self._plan_id, running.id, who), lambda _: self.say(said))

    # ---- hiding, and the eyes of somebody

    def action_hide_service(self) -> None:
        """Hide a service from chosen readers, or show it to everybody again (D-12)."""
        self.when_there(lambda: self.converse(self._ask_hide()))

    def _ask_hide(self) -> Dialogue:
        plan = self.plan
        if plan is None:
            return
        here = participant(plan, self.person_here)
        known = services(plan)
        preset = known.index(here.service) if here is not None and here.service in known else 0
        service = yield pick_question(self.tr("Hide which service?"), [Choice(s, s) for s in known], preset=preset)
        readers: list[str] = []
        choices = self._readers(service)
        while True:
            left = [c for c in choices if c.value not in readers]
            ends = Choice(self.tr("nobody more") if readers else self.tr("nobody: everybody sees it"), "")
            hint = self.tr("They see neither the service nor its people. One at a time.")
            who = yield pick_question(self.tr("Hidden from whom?"), [*left, ends], hint=hint, preset=None)
            if not who:
                break
            readers.append(who)
        said = self.tr("The service is hidden.") if readers else self.tr("Everybody sees the service.")
        self.write(lambda desk: desk.people.hide_service(self._plan_id, service, tuple(readers)),
                   lambda _: self.say(said))  # fmt: skip

    def _readers(self, service: str) -> list[Choice]:
        """Everybody a service can be hidden from: not its own people, nor the holder."""
        plan = self.plan
        opened = None if plan is None else opening(plan)
        if plan is None or opened is None:
            return []
        others = [p for p in participants(plan) if p.person != holder_id(plan)]
        found = [Choice(person_label(p, self.texts), p.person) for p in others if not same_service(p.service, service)]
        return [*found, Choice(opened.owner.name, opened.owner.id)]

    def action_eyes(self) -> None:
        """See the plan as the person of the row sees it, where that person may open it."""
        person = self.person_here
        if person:
            self.read(lambda desk: desk.people.preview(self._plan_id, person), lambda _: self._look_as(person))

    def _look_as(self, person: str) -> None:
        self.post_message(OpenEyes(self._plan_id, person))
