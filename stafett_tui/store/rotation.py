"""Give a store a new key: both are kept until the file is whole under one of them, so a crash costs nothing (I2)."""

from __future__ import annotations

import contextlib
import os
from dataclasses import replace
from pathlib import Path
from typing import Final

from stafett_tui.domain.errors import ErrorKind, StafettError
from stafett_tui.store import ring
from stafett_tui.store.engine import FILE, DriverError, connect
from stafett_tui.store.keyrecord import KEY_BYTES, KeyRecord, proof_of, read_record, write_record
from stafett_tui.store.keys import SERVICE, Passphrase, find_key
from stafett_tui.store.lock import StoreLock
from stafett_tui.store.wrapping import Entropy, Wrapped, unwrap, wrap

_NEXT: Final = "/next"
"""What the name of the key that takes over has behind the id of the store in the keyring."""


def rotate_key(
    directory: Path,
    *,
    passphrase: Passphrase | None = None,
    keyring_service: str = SERVICE,
    entropy: Entropy = os.urandom,
) -> bytes:
    """Encrypt a closed store anew under a key that nobody has seen, and give that key.

    First the record knows both keys, then every page changes in one transaction, then the record forgets the old
    one. Raises IN_USE, what `find_key` raises, and DISK_FULL, after which the old key holds.
    """
    told = _once(passphrase)
    key = find_key(directory, passphrase=told, keyring_service=keyring_service)
    lock = StoreLock(directory / "lock")
    try:
        record = read_record(directory)
        if record is None:
            raise StafettError(ErrorKind.NO_KEY)
        fresh = entropy(KEY_BYTES)
        begun = _begun(directory, record, fresh, told, keyring_service, entropy)
        _encrypt_anew(directory / FILE, key, fresh)
        _settle(directory, begun, fresh, keyring_service)
    finally:
        lock.release()
    return fresh


def ended(directory: Path, record: KeyRecord, passphrase: Passphrase | None, service: str) -> bytes:
    """End a change of key that was interrupted: give the key that opens the file, and forget the other one."""
    lock = StoreLock(directory / "lock")
    try:
        known = _known(record, _once(passphrase), service)
        if not known:
            raise StafettError(ErrorKind.NO_KEY if record.kept == "keyring" else ErrorKind.WRONG_KEY)
        found = next((key for key in known if _opens(directory / FILE, key)), None)
        if found is None:
            raise StafettError(ErrorKind.FILE_DAMAGED)
        _settle(directory, record, found, service)
    finally:
        lock.release()
    return found


def _begun(
    directory: Path, record: KeyRecord, fresh: bytes, passphrase: Passphrase | None, service: str, entropy: Entropy
) -> KeyRecord:
    """Write down both keys, so that either opens the store from now on."""
    begun = replace(record, next_proof=proof_of(record.id, fresh))
    if passphrase is None or record.kept == "keyring":
        if not ring.keep(service, record.id + _NEXT, fresh):
            raise StafettError(ErrorKind.NO_KEY)
    else:
        salt, nonce, wrapped = wrap(fresh, passphrase(), record.id.encode(), entropy)
        begun = replace(begun, next_salt=salt, next_nonce=nonce, next_wrapped=wrapped)
    write_record(directory, begun)
    return begun


def _encrypt_anew(path: Path, key: bytes, fresh: bytes) -> None:
    """Write every page under the new key; a disk that is too full is told by the driver only as a key that stays."""
    connection = connect(path, key)
    with contextlib.suppress(DriverError):
        connection.execute(f"PRAGMA rekey=\"x'{fresh.hex()}'\"").fetchall()
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    connection.close()
    if not _opens(path, fresh):
        raise StafettError(ErrorKind.DISK_FULL)


def _known(record: KeyRecord, passphrase: Passphrase | None, service: str) -> list[bytes]:
    """Give those of the two keys that can be had, the one that takes over first."""
    if record.kept == "keyring":
        found = [ring.take(service, name) for name in (record.id + _NEXT, record.id)]
    elif passphrase is None:
        return []
    else:
        about = record.id.encode()
        wrapped = (
            Wrapped(record.next_salt, record.next_nonce, record.next_wrapped),
            Wrapped(record.salt, record.nonce, record.wrapped),
        )
        found = [unwrap(each, passphrase(), about) for each in wrapped]
    return [key for key in found if key is not None and record.proves(key)]


def _settle(directory: Path, record: KeyRecord, key: bytes, service: str) -> None:
    """Let the record know this key alone; where the keyring does not keep it, both stay known."""
    if record.kept == "keyring" and not ring.keep(service, record.id, key):
        return
    proof = proof_of(record.id, key)
    parts = (record.salt, record.nonce, record.wrapped)
    if proof == record.next_proof:
        parts = (record.next_salt, record.next_nonce, record.next_wrapped)
    write_record(directory, KeyRecord(record.id, record.kept, proof, *parts))
    if record.kept == "keyring":
        ring.forget(service, record.id + _NEXT)


def _opens(path: Path, key: bytes) -> bool:
    try:
        connect(path, key).close()
    except StafettError as error:
        if error.kind in {ErrorKind.WRONG_KEY, ErrorKind.FILE_DAMAGED}:
            return False
        raise
    return True


def _once(passphrase: Passphrase | None) -> Passphrase | None:
    """Ask a person once, however often the answer is needed."""
    if passphrase is None:
        return None
    told: list[str] = []

    def ask() -> str:
        if not told:
            told.append(passphrase())
        return told[0]

    return ask
