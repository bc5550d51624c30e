"""`stafett attach`: a file for a plan, most often the signed form of a consent; kept inside the encrypted store."""

from __future__ import annotations

from argparse import Namespace

from stafett_tui.cli.exits import OK
from stafett_tui.cli.office import opened
from stafett_tui.cli.talk import Talk
from stafett_tui.documents.encoding import to_text
from stafett_tui.documents.json import VERSION
from stafett_tui.domain.consent import ConsentGiven
from stafett_tui.domain.document import DocumentAttached
from stafett_tui.domain.errors import ErrorKind, StafettError
from stafett_tui.domain.plan import Plan

LAST = "last"


def attach(options: Namespace, talk: Talk) -> int:
    """Attach the file, and say what it shows; the words to the person name neither the plan nor anybody in it."""
    with opened(options, talk) as office:
        desk = office.desk()
        plan_id = desk.plans.find(options.plan)
        consent = consent_id(desk.plans.get(plan_id, view="cli attach"), options.consent)
        changes = desk.documents.attach(plan_id, options.file, consent=consent)
        made = desk.plans.get(plan_id).get(changes.ids[0], DocumentAttached)
    if options.json and made is not None:
        talk.put(to_text({"version": VERSION, "plan": plan_id, "document": {
            "id": made.id, "name": made.body.name, "sort": made.body.sort.value, "sha256": made.body.sha256,
            "size": made.body.size, "media": made.body.media, "consent": made.body.consent,
        }}))  # fmt: skip
    elif consent is None:
        talk.say(talk.tr("The file is attached. --consent last makes it the signed form of the newest consent."))
    else:
        talk.say(talk.tr("The signed form is attached. The paper can go where the municipality keeps it."))
    return OK


def consent_id(plan: Plan, asked: str | None) -> str | None:
    """Give the consent that is meant: none, the newest, or the one of this id; raises NO_CONSENT, TARGET_UNKNOWN."""
    if asked is None:
        return None
    if asked == LAST:
        newest = plan.last(ConsentGiven)
        if newest is None:
            raise StafettError(ErrorKind.NO_CONSENT)
        return newest.id
    if plan.get(asked, ConsentGiven) is None:
        raise StafettError(ErrorKind.TARGET_UNKNOWN)
    return asked
