"""`stafett templates`: what a new plan can begin with, shipped or the municipality's own; bad files are named."""

from __future__ import annotations

import json
from argparse import Namespace
from typing import Any

from stafett_tui.cli.exits import OK
from stafett_tui.cli.table import columns
from stafett_tui.cli.talk import Talk
from stafett_tui.config import load
from stafett_tui.documents.json import VERSION
from stafett_tui.i18n.enums import name_of
from stafett_tui.i18n.policy import fault_text
from stafett_tui.services.templates import Faulty, Found, find_templates


def templates(options: Namespace, talk: Talk) -> int:
    """List the templates; a file with a fault is named on stderr, and nothing stops because of it."""
    folder = load(talk.environ, store=options.store).paths.templates
    listed = find_templates(folder)
    if options.json:
        whole = {
            "version": VERSION,
            "folder": str(folder),
            "templates": [_as_json(each) for each in listed.found],
            "faults": [_fault(each, talk) for each in listed.faulty],
        }
        talk.put(json.dumps(whole, ensure_ascii=False, indent=2))
        return OK
    head = (
        talk.tr("template"),
        talk.tr("version"),
        talk.tr("kind"),
        talk.tr("from"),
        talk.tr("used"),
        talk.tr("title"),
    )
    for line in columns(head, [_row(each, talk) for each in listed.found]):
        talk.put(line)
    for each in listed.faulty:
        talk.say(talk.tr("{file} is left out. {why}", file=each.file, why=_fault(each, talk)["said"]))
    return OK


def _row(found: Found, talk: Talk) -> tuple[str, ...]:
    t = found.template
    return (
        t.id,
        str(t.version),
        name_of(talk.texts, t.kind),
        found.file if found.own else talk.tr("the program"),
        talk.tr("yes") if found.used else talk.tr("no"),
        t.wording(talk.texts.language).title,
    )


def _as_json(found: Found) -> dict[str, Any]:
    return {
        "file": found.file,
        "own": found.own,
        "used": found.used,
        "mark": found.template.mark,
        **found.template.model_dump(mode="json"),
    }


def _fault(faulty: Faulty, talk: Talk) -> dict[str, Any]:
    data = faulty.fault.data()
    return {"file": faulty.file, **data, "said": fault_text(talk.texts, data)}
