"""`stafett rights`: the table of who may do what, one line an act and role."""

from __future__ import annotations

import json
from argparse import Namespace

from stafett_tui.cli.exits import OK
from stafett_tui.cli.table import columns
from stafett_tui.cli.talk import Talk
from stafett_tui.documents.json import VERSION
from stafett_tui.domain.rights import RIGHTS
from stafett_tui.i18n.enums import name_of


def rights(options: Namespace, talk: Talk) -> int:
    """Print the table, or what one role may do."""
    rows = [(act, role, right) for (act, role), right in RIGHTS.items() if options.role in {None, role}]
    if options.json:
        told = [{"act": act, "role": role, "right": right} for act, role, right in rows]
        talk.put(json.dumps({"version": VERSION, "rights": told}, indent=2))
        return OK
    head = (talk.tr("role"), talk.tr("act"), talk.tr("right"))
    for line in columns(head, [tuple(name_of(talk.texts, each) for each in (role, act, right))
                               for act, role, right in rows]):  # fmt: skip
        talk.put(line)
    return OK
