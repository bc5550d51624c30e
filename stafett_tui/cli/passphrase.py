"""`stafett passphrase`: another passphrase, another keeper of the key, another key."""

from __future__ import annotations

from argparse import Namespace

from stafett_tui.cli.asking import chosen, from_file
from stafett_tui.cli.exits import OK
from stafett_tui.cli.office import store_passphrase
from stafett_tui.cli.talk import Talk
from stafett_tui.config import load
from stafett_tui.domain.errors import ErrorKind, StafettError
from stafett_tui.services.keycare import new_key, new_passphrase, to_keyring
from stafett_tui.store.opened import Store


def passphrase(options: Namespace, talk: Talk) -> int:
    """Change the passphrase of the store, or with an option who keeps its key, or the key itself."""
    settings = load(talk.environ, store=options.store)
    directory, own = settings.store_dir, store_passphrase(settings, talk)
    if not Store.exists(directory):
        raise StafettError(ErrorKind.NO_STORE)
    if options.new_key:
        new_key(directory, own)
        talk.say(talk.tr("The store has a new key. Earlier copies keep theirs."))
        return OK
    if options.keyring:
        to_keyring(directory, own)
        talk.say(talk.tr("The keyring keeps the key now. No passphrase is asked."))
        return OK
    question = talk.tr("New passphrase of the store: ")
    new = chosen(talk, question) if options.new_file is None else from_file(options.new_file)
    if new is None:
        raise StafettError(ErrorKind.NO_KEY)
    new_passphrase(directory, new, own)
    talk.say(talk.tr("The new passphrase holds from now on."))
    return OK
