"""What opens the copies of a store: a key inside the store, wrapped once by the recovery passphrase."""

from __future__ import annotations

import json
import os
from typing import Final, NamedTuple

from stafett_tui.store.keyrecord import KEY_BYTES
from stafett_tui.store.settings import Settings
from stafett_tui.store.wrapping import Entropy, Wrapped, long_enough, unwrap, wrap

SETTING: Final = "recovery"


class Recovery(NamedTuple):
    """The key under which the key of each copy is sealed, and how the recovery passphrase gives it."""

    id: str
    key: bytes
    wrapped: Wrapped


def set_up(settings: Settings, passphrase: str, entropy: Entropy = os.urandom) -> Recovery:
    """Make a new recovery key behind this passphrase; earlier copies still want the passphrase of their time."""
    name, key = entropy(8).hex(), entropy(KEY_BYTES)
    made = Recovery(name, key, wrap(key, long_enough(passphrase), _about(name), entropy))
    settings.set(SETTING, json.dumps([name, key.hex(), *made.wrapped]))
    return made


def recovery_of(settings: Settings) -> Recovery | None:
    """Give what was set up, so that a copy needs nobody's passphrase; None where nothing was."""
    told = settings.get(SETTING)
    if not told:
        return None
    name, key, *wrapped = json.loads(told)
    return Recovery(name, bytes.fromhex(key), Wrapped(*wrapped))


def recovered(name: str, wrapped: Wrapped, passphrase: str) -> bytes:
    """Give the recovery key for its passphrase; raises WRONG_KEY."""
    return unwrap(wrapped, passphrase, _about(name))


def _about(name: str) -> bytes:
    return f"stafett recovery {name}".encode()
