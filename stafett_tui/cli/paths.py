"""`stafett paths`: where everything lies."""

from __future__ import annotations

from argparse import Namespace

from stafett_tui.cli.exits import OK
from stafett_tui.cli.talk import Talk
from stafett_tui.config import load
from stafett_tui.i18n.texts import N_

NAMES = {
    "config": N_("settings"),
    "data": N_("data"),
    "store": N_("store"),
    "log": N_("log"),
    "backup": N_("backup"),
}


def paths(options: Namespace, talk: Talk) -> int:
    """Print the folders the program uses."""
    settings = load(talk.environ, store=options.store)
    known = settings.paths
    found = {
        "config": known.config,
        "data": known.data,
        "store": settings.store_dir,
        "log": known.log,
        "backup": known.backup,
    }
    if options.json:
        import json

        talk.put(json.dumps({"version": 1, "paths": {name: str(path) for name, path in found.items()}}, indent=2))
        return OK
    width = max(len(talk.tr(title)) for title in NAMES.values())
    for name, path in found.items():
        talk.put(f"{talk.tr(NAMES[name]):<{width}}  {path}")
    return OK
