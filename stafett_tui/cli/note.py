"""`stafett note`: the line for the professional system, that a log exists or has ended; ready to paste."""

from __future__ import annotations

from argparse import Namespace

from stafett_tui.cli.exits import OK
from stafett_tui.cli.office import opened
from stafett_tui.cli.talk import Talk
from stafett_tui.documents.encoding import to_text
from stafett_tui.documents.json import VERSION
from stafett_tui.documents.notes import log_note
from stafett_tui.domain.lifecycle import status
from stafett_tui.domain.people import opening
from stafett_tui.i18n.texts import LANGUAGES, texts


def note(options: Namespace, talk: Talk) -> int:
    """Print the line, in the language of the plan; it names number and initials, never the child."""
    with opened(options, talk) as office:
        desk = office.desk()
        plan_id = desk.plans.find(options.plan)
        if options.reason:
            desk.plans.give_reason(plan_id, options.reason)
        plan = desk.plans.get(plan_id, view="cli note")
        guarded = desk.people.guarded(plan_id)
    told = opening(plan)
    language = next((each for each in LANGUAGES if told is not None and each == told.language), "nb")
    line = log_note(plan, texts(language), guarded=guarded)
    if options.json:
        talk.put(to_text({"version": VERSION, "plan": plan_id, "status": status(plan).value, "note": line}))
    else:
        talk.put(line)
    return OK
