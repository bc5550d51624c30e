"""The people of a plan, and what is known of a person outside it: contact data, number, protection (D-11, K-02)."""

from collections.abc import Iterable
from dataclasses import dataclass

from stafett_tui.domain import person as persons
from stafett_tui.domain.attendance import NoteTakerNamed
from stafett_tui.domain.case import Actor
from stafett_tui.domain.changes import Changes
from stafett_tui.domain.errors import ErrorKind, StafettError
from stafett_tui.domain.event import Body
from stafett_tui.domain.hiding import ServiceHidden
from stafett_tui.domain.names import name_of
from stafett_tui.domain.people import ParticipantAdded, ParticipantLeft, ParticipantRevised, Role, role_of
from stafett_tui.domain.person_gate import may_see_person
from stafett_tui.domain.plan import Plan
from stafett_tui.domain.protection import GUARDED, AddressProtection
from stafett_tui.domain.view import may_read, preview
from stafett_tui.services.writing import Proposal, Writer


@dataclass(frozen=True, slots=True)
class Known:
    """What one who may see it knows of a person."""

    phone: str = ""
    email: str = ""
    number: str = ""
    protection: AddressProtection | None = None
    openers: tuple[str, ...] = ()


class People:
    """Participants, note-takers, hidden services, and each person's own log."""

    def __init__(self, writer: Writer) -> None:
        """Write through this writer."""
        self._writer = writer

    def leave(self, plan_id: str, person: str, reason: str = "") -> Changes:
        """Somebody leaves the plan; what they wrote stands."""
        return self._writer.write(plan_id, [Proposal(ParticipantLeft(person=person, reason=reason))])

    def put_right(self, plan_id: str, person: str, field: str, value: str) -> Changes:
        """Put a participant's name, title, unit or relation right."""

        def make(plan: Plan) -> list[Proposal]:
            joined = [f.id for f in plan.of(ParticipantAdded) if f.body.person == person]
            if not joined:
                raise StafettError(ErrorKind.PERSON_UNKNOWN)
            return [Proposal(ParticipantRevised(thing=joined[-1], field=field, value=value.strip()))]

        return self._writer.write_with(plan_id, make)

    def preview(self, plan_id: str, person: str) -> Plan:
        """Give the plan as somebody in it sees it, to its holder or an office that has said why.

        Raises NOT_ALLOWED where I am neither, and READER_SHUT_OUT where the person may not open the plan today.
        """
        plan = self._writer.journal.plan(plan_id)
        me, today, policy = self._writer.seeing(plan), self._writer.today(plan), self._writer.policy
        holds = role_of(plan, me.person) is Role.HOLDER or plan_id in me.reasons
        if not holds or not may_read(plan, me, policy, today):
            raise StafettError(ErrorKind.NOT_ALLOWED)
        reader = self._writer.seeing(plan, Actor(person))
        if not name_of(plan, person):
            raise StafettError(ErrorKind.PERSON_UNKNOWN)
        if not may_read(plan, reader, policy, today):
            raise StafettError(ErrorKind.READER_SHUT_OUT)
        return preview(plan, me, reader, policy, today)

    def hide_service(self, plan_id: str, service: str, readers: tuple[str, ...]) -> Changes:
        """From now these readers know nothing of a service (D-12); without readers everybody sees it again."""
        return self._writer.write(plan_id, [Proposal(ServiceHidden(service=service, readers=readers))])

    def take_notes(self, plan_id: str, meeting: str, person: str | None) -> Changes:
        """Somebody takes the notes of a meeting; nobody: the holder writes again."""
        return self._writer.write(plan_id, [Proposal(NoteTakerNamed(meeting=meeting, person=person))])

    def known(self, plan_id: str, person: str) -> Known:
        """Give what is known of a person of a plan; raises NOT_ALLOWED where I may not see it (D-11)."""
        plan = self._writer.journal.plan(plan_id)
        if not may_see_person(plan, person, self._writer.seeing(plan), self._writer.policy, self._writer.today(plan)):
            raise StafettError(ErrorKind.NOT_ALLOWED)
        log = self._writer.persons.log(person)
        told = persons.contact(log)
        return Known(told.phone, told.email, persons.number(log), persons.protection(log),
                     tuple(sorted(persons.openers(log) or ())))  # fmt: skip

    def guarded(self, plan_id: str) -> bool:
        """Tell whether somebody's address in the plan is confidential: nothing that tells of a place leaves (K-03)."""
        protected, _ = self._writer.persons.guarded(self._writer.journal.plan(plan_id))
        return any(protection in GUARDED for protection in protected.values())

    def note_contact(self, plan_id: str, person: str, *, phone: str = "", email: str = "") -> Changes:
        """Note how to reach somebody; nothing is required, and nothing is made up."""
        return self._note(plan_id, person, persons.ContactNoted(phone=phone.strip(), email=email.strip()))

    def note_number(self, plan_id: str, person: str, number: str) -> Changes:
        """Note an identity number; empty takes it away (N-07)."""
        bare = number.replace(" ", "")
        if bare and not (bare.isascii() and bare.isdecimal() and len(bare) == NUMBER_LENGTH):
            raise StafettError(ErrorKind.NATIONAL_ID_WRONG)
        return self._note(plan_id, person, persons.NumberNoted(number=bare))

    def protect(
        self, plan_id: str, person: str, protection: AddressProtection, openers: Iterable[str] = ()
    ) -> tuple[Changes, ...]:
        """Note the protection of somebody's addresses; strictly confidential names who alone may open (K-02, K-03).

        Those are named first, I among them: between the two nobody is shut out for good.
        """
        said: list[Changes] = []
        if protection is AddressProtection.STRICTLY_CONFIDENTIAL:
            named = tuple(sorted({self._writer.actor.person, *openers}))
            said.append(self._note(plan_id, person, persons.OpenersNamed(persons=named)))
        return (*said, self._note(plan_id, person, persons.ProtectionNoted(protection=protection)))

    def _note(self, plan_id: str, person: str, body: Body) -> Changes:
        return self._writer.write_person(plan_id, person, body)


NUMBER_LENGTH = 11
