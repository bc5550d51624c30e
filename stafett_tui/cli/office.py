"""Opening the store for a command, and closing it whatever happens."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager

from stafett_tui.cli.asking import asked
from stafett_tui.cli.talk import Talk
from stafett_tui.config import Settings, load
from stafett_tui.services.opening import Office, open_office
from stafett_tui.store.keys import Passphrase, passphrase_file


@contextmanager
def opened(options: Namespace, talk: Talk) -> Iterator[Office]:
    """Open the chosen store, made empty where there is none and a key can be had.

    Whoever wrote last acts, or who is named; that changes nothing for the next time.
    """
    settings = load(talk.environ, store=options.store)
    office = open_office(settings, passphrase=store_passphrase(settings, talk))
    try:
        if options.acting:
            office.act_as(options.acting)
        yield office
    finally:
        office.close()


def store_passphrase(settings: Settings, talk: Talk) -> Passphrase | None:
    """Take it from the file for unattended use; ask only where a person sits, and once."""
    if settings.passphrase_file is not None:
        return passphrase_file(settings.passphrase_file)
    return asked(talk, talk.tr("Passphrase of the store: "))
