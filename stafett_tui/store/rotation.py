"""Give a store a new key: both are kept until the file is whole under one of them, so a crash costs nothing (I2)."""

from __future__ import annotations

import contextlib
import os
from dataclasses import replace
from pathlib import Path

from stafett_tui.domain.errors import ErrorKind, StafettError
from stafett_tui.store import ring
from stafett_tui.store.changing import NEXT, once, opens, settle
from stafett_tui.store.engine import FILE, DriverError, connect
from stafett_tui.store.keyrecord import KEY_BYTES, KeyRecord, proof_of, read_record, write_record
from stafett_tui.store.keys import find_key
from stafett_tui.store.lock import StoreLock
from stafett_tui.store.ring import SERVICE
from stafett_tui.store.wrapping import Entropy, Passphrase, wrap


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
    told = once(passphrase)
    key = find_key(directory, passphrase=told, keyring_service=keyring_service)
    lock = StoreLock(directory / "lock")
    try:
        record = read_record(directory)
        if record is None:
            raise StafettError(ErrorKind.NO_KEY)
        fresh = entropy(KEY_BYTES)
        begun = _begun(directory, record, fresh, told, keyring_service, entropy)
        _encrypt_anew(directory / FILE, key, fresh)
        settle(directory, begun, fresh, keyring_service)
    finally:
        lock.release()
    return fresh


def _begun(
    directory: Path, record: KeyRecord, fresh: bytes, passphrase: Passphrase | None, service: str, entropy: Entropy
) -> KeyRecord:
    """Write down both keys, so that either opens the store from now on."""
    begun = replace(record, next_proof=proof_of(record.id, fresh))
    if passphrase is None or record.kept == "keyring":
        if not ring.keep(service, record.id + NEXT, fresh):
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
    if not opens(path, fresh):
        raise StafettError(ErrorKind.DISK_FULL)
