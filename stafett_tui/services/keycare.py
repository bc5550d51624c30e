"""Care of the key of a closed store: another passphrase, another keeper, another key."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from stafett_tui.store.keys import Passphrase, change_passphrase, find_key, move_to_keyring
from stafett_tui.store.lock import StoreLock
from stafett_tui.store.rotation import rotate_key


def new_passphrase(directory: Path, new: Passphrase, passphrase: Passphrase | None) -> None:
    """Put the key behind a new passphrase; raises IN_USE while the program is open."""
    with _closed(directory, passphrase):
        change_passphrase(directory, new, passphrase=passphrase)


def to_keyring(directory: Path, passphrase: Passphrase | None) -> None:
    """Let the keyring of the system keep the key; raises IN_USE while the program is open."""
    with _closed(directory, passphrase):
        move_to_keyring(directory, passphrase=passphrase)


def new_key(directory: Path, passphrase: Passphrase | None) -> None:
    """Encrypt the whole store under a new key; raises IN_USE while the program is open."""
    rotate_key(directory, passphrase=passphrase)


@contextmanager
def _closed(directory: Path, passphrase: Passphrase | None) -> Iterator[None]:
    """Keep others out; a change that was interrupted is ended first, as that takes the lock itself."""
    find_key(directory, passphrase=passphrase)
    lock = StoreLock(directory / "lock")
    try:
        yield
    finally:
        lock.release()
