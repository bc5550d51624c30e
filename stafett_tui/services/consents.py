"""Recording consent."""

from datetime import date

from stafett_tui.domain.changes import Changes
from stafett_tui.domain.consent import ConsentForm, ConsentGiven, default_through
from stafett_tui.services.writing import Proposal, Writer


class Consents:
    """Consent: given, widened, renewed; each giving stands in the history (C-07)."""

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
    ) -> Changes:
        """Record a consent to these services; the period is the policy's where none is said (C-08)."""
        through = valid_through or default_through(given_on, self._writer.policy.consent_years)
        body = ConsentGiven(consenters=consenters, services=services, given_on=given_on, valid_through=through,
                            form=form, child_heard_on=child_heard_on)  # fmt: skip
        return self._writer.write(plan_id, [Proposal(body)])
