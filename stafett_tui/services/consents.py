"""Consent and what goes with it: given, widened, renewed, withdrawn, kept out; each stands in the history (C-07)."""

from dataclasses import dataclass
from datetime import date

from stafett_tui.domain.changes import Changes
from stafett_tui.domain.consent import (
    ConsentForm,
    ConsentGiven,
    ConsentKind,
    ConsentWithdrawn,
    Occasion,
    default_through,
)
from stafett_tui.domain.consenters import missing_consenters, own_needed_through, required_consenters
from stafett_tui.domain.keptout import KeptOut, LetIn
from stafett_tui.domain.plan import Plan
from stafett_tui.domain.policy import LegalBasis, Policy
from stafett_tui.services.writing import Later, Proposal, Writer


@dataclass(frozen=True, slots=True)
class Giving:
    """How a consent is given, besides by whom, to what and when."""

    form: ConsentForm = ConsentForm.SIGNED
    child_heard_on: date | None = None
    occasion: Occasion | None = None
    """None: the start, or a renewal where the services have one already."""
    one_reason: str | None = None
    """Why one guardian is enough (C-03)."""
    partial: bool = False
    """The others sign later."""
    evidence: str | None = None
    explained_in: str = ""


class Consents:
    """The consents of a plan."""

    def __init__(self, writer: Writer) -> None:
        """Write through this writer."""
        self._writer = writer

    def give(
        self,
        plan_id: str,
        consenters: tuple[str, ...],
        services: tuple[str, ...],
        *,
        given_on: date,
        valid_through: date | None = None,
        form: ConsentForm = ConsentForm.SIGNED,
        child_heard_on: date | None = None,
        how: Giving | None = None,
    ) -> Changes:
        """Record a consent to these services; the period is the policy's where none is said (C-08).

        Where the municipality builds on consent, the one to the processing is recorded beside it (C-13).
        """
        told = how or Giving(form, child_heard_on)
        through = valid_through or default_through(given_on, self._writer.policy.consent_years)
        given = (consenters, services, given_on, through)
        return self._writer.write_with(plan_id, lambda _: consent_proposals(given, told, self._writer.policy))

    def required(self, plan_id: str, on: date) -> tuple[str, ...]:
        """Give whose consent is needed on a day (C-02)."""
        return required_consenters(self._writer.journal.plan(plan_id), self._writer.policy, on)

    def missing(
        self, plan_id: str, consenters: tuple[str, ...], services: tuple[str, ...], on: date
    ) -> tuple[str, ...]:
        """Give who would still be missing if these consented to these services (C-01, C-03)."""
        through = default_through(on, self._writer.policy.consent_years)
        body = ConsentGiven(consenters=consenters, services=services, given_on=on, valid_through=through,
                            form=ConsentForm.SIGNED)  # fmt: skip
        return missing_consenters(self._writer.journal.plan(plan_id), body, self._writer.policy)

    def withdraw(
        self, plan_id: str, by: str, services: tuple[str, ...] = (), form: ConsentForm = ConsentForm.ORAL
    ) -> Changes:
        """Withdraw, at once and without a reason; wholly where no service is named (C-09, C-10)."""
        return self._writer.write(plan_id, [Proposal(ConsentWithdrawn(by=by, services=services, form=form))])

    def keep_out(self, plan_id: str, by: str, *, topic: str = "", service: str = "", person: str = "") -> Changes:
        """Keep a topic, a service or a person out (C-12)."""
        body = KeptOut(by=by, topic=topic.strip(), service=service.strip(), person=person)
        return self._writer.write(plan_id, [Proposal(body)])

    def let_in(self, plan_id: str, kept: str, by: str) -> Changes:
        """Let in again what was kept out."""
        return self._writer.write(plan_id, [Proposal(LetIn(kept=kept, by=by))])


Given = tuple[tuple[str, ...], tuple[str, ...], date, date]
"""Who consents, to which services, from when, through when."""


def consent_proposals(given: Given, told: Giving, policy: Policy) -> list[Proposal | Later]:
    """Give the events of one consent: to lift confidentiality, and to the processing where that is needed."""
    kinds = [ConsentKind.CONFIDENTIALITY_WAIVER]
    if policy.legal_basis is LegalBasis.CONSENT:
        kinds.append(ConsentKind.DATA_PROCESSING)

    def made(kind: ConsentKind) -> Later:
        return lambda plan: Proposal(_body(plan, given, told, kind, policy))

    return [made(kind) for kind in kinds]


def _body(plan: Plan, given: Given, told: Giving, kind: ConsentKind, policy: Policy) -> ConsentGiven:
    consenters, services, given_on, through = given
    return ConsentGiven(
        consenters=consenters, services=services, given_on=given_on, valid_through=through, form=told.form,
        child_heard_on=told.child_heard_on, kind=kind, occasion=told.occasion or _occasion(plan, services, kind),
        required=required_consenters(plan, policy, given_on), one_reason=told.one_reason, partial=told.partial,
        own_through=own_needed_through(plan, policy, given_on, through), evidence=told.evidence,
        explained_in=told.explained_in,
    )  # fmt: skip


def _occasion(plan: Plan, services: tuple[str, ...], kind: ConsentKind) -> Occasion:
    known = [s for f in plan.of(ConsentGiven) if f.body.kind is kind for s in f.body.services]
    if not known:
        return Occasion.START
    return Occasion.RENEWAL if set(services) <= set(known) else Occasion.WIDENING
