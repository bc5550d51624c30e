"""The key of a store: in the system's keyring, or wrapped behind a passphrase where there is none."""

from __future__ import annotations

import os
from pathlib import Path

from stafett_tui.domain.errors import ErrorKind, StafettError
from stafett_tui.store import ring
from stafett_tui.store.changing import ended
from stafett_tui.store.engine import FILE, make_folder
from stafett_tui.store.keyrecord import (
    DEMO,
    KEY_BYTES,
    KeyRecord,
    proof_of,
    read_demo_key,
    read_record,
    write_private,
    write_record,
)
from stafett_tui.store.lock import StoreLock
from stafett_tui.store.ring import SERVICE
from stafett_tui.store.wrapping import Entropy, Passphrase, Wrapped, long_enough, unwrap, wrap

__all__ = ["SERVICE", "Passphrase", "create_key", "find_key"]


def find_key(directory: Path, *, passphrase: Passphrase | None = None, keyring_service: str = SERVICE) -> bytes:
    """Give the key of the store in the folder; may wait for the system to unlock its keyring.

    A change of key that was interrupted is ended first. Raises NO_KEY where nobody has it, WRONG_KEY for a
    passphrase that does not fit.
    """
    demo = read_demo_key(directory)
    if demo is not None:
        return demo
    record = read_record(directory)
    if record is None:
        raise StafettError(ErrorKind.NO_KEY)
    if record.changing:
        return ended(directory, record, passphrase, keyring_service)
    key = kept_key(record, passphrase, keyring_service)
    if not record.proves(key):
        raise StafettError(ErrorKind.WRONG_KEY)
    return key


def create_key(
    directory: Path,
    *,
    passphrase: Passphrase | None = None,
    keyring_service: str = SERVICE,
    entropy: Entropy = os.urandom,
) -> bytes:
    """Make the key of a new store; where the folder has one already, that one is given.

    Raises NO_KEY where there is neither a keyring that keeps what it is given nor a passphrase.
    """
    make_folder(directory)
    lock = StoreLock(directory / "lock")
    try:
        known = _existing(directory, passphrase, keyring_service)
        if known is not None:
            return known
        key, record = made_key(passphrase, keyring_service, entropy)
        write_record(directory, record)
    finally:
        lock.release()
    return key


def create_demo_key(directory: Path, *, entropy: Entropy = os.urandom) -> bytes:
    """Make a key that lies beside its store: only for a demo, whose data are invented."""
    key = entropy(KEY_BYTES)
    make_folder(directory)
    write_private(directory / DEMO, key.hex().encode())
    return key


def passphrase_file(path: Path) -> Passphrase:
    """Give the first line of a file as the passphrase, for unattended use; NO_KEY where it cannot be read."""

    def read() -> str:
        try:
            return path.read_text(encoding="utf-8").split("\n", maxsplit=1)[0].rstrip("\r")
        except (OSError, UnicodeDecodeError):
            raise StafettError(ErrorKind.NO_KEY) from None

    return read


def change_passphrase(
    directory: Path, new: Passphrase, *, passphrase: Passphrase | None = None, keyring_service: str = SERVICE
) -> None:
    """Wrap the key behind a new passphrase, also one that the keyring has had until now; the store is untouched.

    The record is replaced whole, so a crash leaves the old way or the new one. Raises TOO_SHORT and what `find_key`
    raises; whoever calls holds the lock or knows that the store is closed.
    """
    key = find_key(directory, passphrase=passphrase, keyring_service=keyring_service)
    record = _record(directory)
    write_record(directory, wrapped_record(record.id, key, long_enough(new())))
    if record.kept == "keyring":
        ring.forget(keyring_service, record.id)


def move_to_keyring(directory: Path, *, passphrase: Passphrase | None = None, keyring_service: str = SERVICE) -> None:
    """Let the keyring keep the key, so that no passphrase is asked; NO_KEY where no keyring keeps it."""
    key = find_key(directory, passphrase=passphrase, keyring_service=keyring_service)
    record = _record(directory)
    if not ring.keep(keyring_service, record.id, key):
        raise StafettError(ErrorKind.NO_KEY)
    write_record(directory, KeyRecord(record.id, "keyring", proof_of(record.id, key)))


def kept_key(record: KeyRecord, passphrase: Passphrase | None, service: str) -> bytes:
    """Give the key that the record tells of, from the keyring or by the passphrase."""
    if record.kept == "keyring":
        return ring.take(service, record.id) or _no_key()
    if passphrase is None:
        return _no_key()
    return unwrap(Wrapped(record.salt, record.nonce, record.wrapped), passphrase(), record.id.encode())


def made_key(
    passphrase: Passphrase | None, service: str = SERVICE, entropy: Entropy = os.urandom
) -> tuple[bytes, KeyRecord]:
    """Make a key and the record that belongs to it; the record is still to be written."""
    key, store_id = entropy(KEY_BYTES), entropy(8).hex()
    if ring.keep(service, store_id, key):
        return key, KeyRecord(store_id, "keyring", proof_of(store_id, key))
    if passphrase is None:
        raise StafettError(ErrorKind.NO_KEY)
    return key, wrapped_record(store_id, key, passphrase(), entropy)


def wrapped_record(store_id: str, key: bytes, passphrase: str, entropy: Entropy = os.urandom) -> KeyRecord:
    """Give the record of a store whose key is behind a passphrase."""
    wrapped = wrap(key, passphrase, store_id.encode(), entropy)
    return KeyRecord(store_id, "passphrase", proof_of(store_id, key), *wrapped)


def _existing(directory: Path, passphrase: Passphrase | None, service: str) -> bytes | None:
    try:
        return find_key(directory, passphrase=passphrase, keyring_service=service)
    except StafettError as error:
        if error.kind is ErrorKind.NO_KEY and not (directory / FILE).exists():
            return None
        raise


def _record(directory: Path) -> KeyRecord:
    """Give the record of a store that has one; a demo's key is no secret and is kept nowhere else."""
    record = read_record(directory)
    if record is None:
        raise StafettError(ErrorKind.NO_KEY)
    return record


def _no_key() -> bytes:
    raise StafettError(ErrorKind.NO_KEY)
