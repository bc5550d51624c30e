"""`stafett backup` and `stafett restore`: a copy of everything, and its way back."""

from __future__ import annotations

from argparse import Namespace

from stafett_tui.cli.asking import asked, chosen, from_file
from stafett_tui.cli.exits import OK
from stafett_tui.cli.office import opened, store_passphrase
from stafett_tui.cli.talk import Talk
from stafett_tui.config import load
from stafett_tui.domain.errors import ErrorKind, StafettError
from stafett_tui.services.copies import Copies
from stafett_tui.store.keys import Passphrase
from stafett_tui.store.opened import Store


def backup(options: Namespace, talk: Talk) -> int:
    """Make a verified copy of the store; the first one asks for a recovery passphrase."""
    settings = load(talk.environ, store=options.store)
    if not Store.exists(settings.store_dir):
        raise StafettError(ErrorKind.NO_STORE)
    with opened(options, talk) as office:
        copies = Copies(office.store, office.clock)
        if options.new_recovery or not copies.ready:
            copies.set_up(_new_recovery(options, talk)())
            talk.say(
                talk.tr("Write the recovery passphrase down, and keep it elsewhere. Without it, no copy can be opened.")
            )
        folder = options.to or (None if copies.folder else settings.paths.backup)
        made = copies.make(folder)
        if options.every is not None:
            copies.choose(made.parent if options.every else None, options.every)
    talk.put(str(made))
    return OK


def restore(options: Namespace, talk: Talk) -> int:
    """Bring a copy back in the place of the store, or where there is none."""
    from stafett_tui.store.restoring import restore as bring_back

    settings = load(talk.environ, store=options.store)
    question = talk.tr("Recovery passphrase: ")
    recovery = asked(talk, question) if options.recovery_file is None else from_file(options.recovery_file)
    if recovery is None:
        raise StafettError(ErrorKind.NO_RECOVERY)
    own = store_passphrase(settings, talk)
    if settings.passphrase_file is None and not Store.exists(settings.store_dir):
        own = chosen(talk, talk.tr("New passphrase of the store: "))
    told = bring_back(options.file, settings.store_dir, recovery, passphrase=own, replace=options.replace)
    talk.say(talk.texts.trn("{n} plan is back.", "{n} plans are back.", told.plans, n=told.plans))
    talk.put(str(settings.store_dir))
    return OK


def _new_recovery(options: Namespace, talk: Talk) -> Passphrase:
    if options.recovery_file is not None:
        return from_file(options.recovery_file)
    ask = chosen(talk, talk.tr("New recovery passphrase, at least ten signs: "))
    if ask is None:
        raise StafettError(ErrorKind.NO_RECOVERY)
    return ask
