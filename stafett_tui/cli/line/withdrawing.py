"""Consent withdrawn in the middle of the meeting: writing stops, and what was agreed before is locked (C-09)."""

from __future__ import annotations

import re
from typing import Final

from stafett_tui.cli.line.closing import lock
from stafett_tui.cli.line.hall import LINE, Hall
from stafett_tui.domain.consent import ConsentForm, named_services, standing
from stafett_tui.domain.consenters import speakers
from stafett_tui.domain.errors import ErrorKind, StafettError
from stafett_tui.domain.life_gate import stopped
from stafett_tui.domain.names import name_of
from stafett_tui.i18n.errors import sentence

WITHDRAW: Final = frozenset({"trekk", "trekk samtykket", "trekk samtykke", "withdraw"})
"""What is typed as a line to withdraw consent."""
STOPS: Final = frozenset({ErrorKind.PLAN_PASSIVE, ErrorKind.CONSENT_EXPIRED})
"""What ends the writing for everybody."""
_SIGNED: Final = "s"


def why_stopped(hall: Hall) -> ErrorKind | None:
    """Why nothing new may be written in the plan now; None where it may."""
    found = stopped(hall.plan, hall.desk.policy, hall.today)
    return found if found in STOPS else None


def withdraw(hall: Hall) -> None:
    """Ask who withdraws, from what and how; raises PLAN_PASSIVE where that was everything."""
    talk = hall.talk
    family = [(name_of(hall.plan, each), each) for each in speakers(hall.plan, hall.desk.policy, hall.today)]
    talk.say(*(f"{n} {name}" for n, (name, _) in enumerate(family, start=1)))
    talk.help = (
        talk.tr("One guardian is enough, and no reason is needed. An empty answer leaves everything as it is."),
    )
    numbers = {str(n): None for n in range(1, len(family) + 1)}
    answer = talk.choose(talk.tr("Who withdraws the consent? A number. Empty: nobody."), numbers)
    if not answer:
        return
    services = _ask_services(hall)
    form = ConsentForm.SIGNED if talk.choose(talk.tr("How? Empty: orally. s: signed."), {_SIGNED: None}) else (
        ConsentForm.ORAL
    )  # fmt: skip
    if not talk.yes(talk.tr("Withdraw now? y: yes. Empty: no."), otherwise=False):
        return
    hall.desk.consents.withdraw(hall.plan_id, family[int(answer) - 1][1], services, form)
    found = why_stopped(hall)
    if found is not None:
        raise StafettError(found)
    talk.say(talk.tr("Withdrawn for: {services}. Saved.", services=", ".join(services)))


def _ask_services(hall: Hall) -> tuple[str, ...]:
    """The services it is about; none: everything."""
    talk = hall.talk
    known = [s for s in named_services(hall.plan) if standing(hall.plan, s)]
    talk.say(*(f"{n} {service}" for n, service in enumerate(known, start=1)))
    while True:
        answer = talk.ask(talk.tr("From what? Empty: everything. Or the numbers of services, for example: 1, 2"))
        found = [int(word) for word in re.findall(r"\d+", answer)]
        if (found or not answer) and all(1 <= n <= len(known) for n in found):
            return tuple(known[n - 1] for n in dict.fromkeys(found))
        talk.say(talk.tr("This was not understood. Write numbers from 1 to {n}.", n=len(known)))


def stop(hall: Hall) -> bool:
    """Say why writing stops, keep the unfinished line as a draft, and offer the lock; tells whether it is locked."""
    talk, found = hall.talk, why_stopped(hall)
    said = {
        ErrorKind.PLAN_PASSIVE: talk.tr("Nothing new is written from now on: the plan is passive."),
    }.get(found or ErrorKind.PLAN_PASSIVE)
    talk.say("", said or sentence(talk.texts, found or ErrorKind.PLAN_PASSIVE))
    draft = hall.desk.drafts.take(hall.plan_id, LINE)
    if draft is not None and draft.text.strip() and not draft.text.startswith("{"):
        talk.say(talk.tr("Unfinished, kept as your draft: {text}", text=draft.text))
    talk.say(talk.tr("What was written before stands, and can be locked."))
    locked = lock(hall) == ""
    if found is ErrorKind.PLAN_PASSIVE:
        talk.say(talk.tr("Thank the family, tell those in the plan, then end the plan or ask anew."))
    return locked
