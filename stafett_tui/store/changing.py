"""A change of key that was interrupted is ended: the key that opens the file stays, the other is forgotten (I2)."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from stafett_tui.domain.errors import ErrorKind, StafettError
from stafett_tui.store import ring
from stafett_tui.store.engine import FILE, connect
from stafett_tui.store.keyrecord import KeyRecord, proof_of, write_record
from stafett_tui.store.lock import StoreLock
from stafett_tui.store.wrapping import Passphrase, Wrapped, unwrap

NEXT: Final = "/next"
"""What the name of the key that takes over has behind the id of the store in the keyring."""


def ended(directory: Path, record: KeyRecord, passphrase: Passphrase | None, service: str) -> bytes:
    """End a change of key that was interrupted: give the key that opens the file, and forget the other one."""
    lock = StoreLock(directory / "lock")
    try:
        known = _known(record, once(passphrase), service)
        if not known:
            raise StafettError(ErrorKind.NO_KEY if record.kept == "keyring" else ErrorKind.WRONG_KEY)
        found = next((key for key in known if opens(directory / FILE, key)), None)
        if found is None:
            raise StafettError(ErrorKind.FILE_DAMAGED)
        settle(directory, record, found, service)
    finally:
        lock.release()
    return found


def _known(record: KeyRecord, passphrase: Passphrase | None, service: str) -> list[bytes]:
    """Give those of the two keys that can be had, the one that takes over first."""
    if record.kept == "keyring":
        found = [ring.take(service, name) for name in (record.id + NEXT, record.id)]
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


def settle(directory: Path, record: KeyRecord, key: bytes, service: str) -> None:
    """Let the record know this key alone; where the keyring does not keep it, both stay known."""
    if record.kept == "keyring" and not ring.keep(service, record.id, key):
        return
    proof = proof_of(record.id, key)
    parts = (record.salt, record.nonce, record.wrapped)
    if proof == record.next_proof:
        parts = (record.next_salt, record.next_nonce, record.next_wrapped)
    write_record(directory, KeyRecord(record.id, record.kept, proof, *parts))
    if record.kept == "keyring":
        ring.forget(service, record.id + NEXT)


def opens(path: Path, key: bytes) -> bool:
    """Tell whether the key opens the file."""
    try:
        connect(path, key).close()
    except StafettError as error:
        if error.kind in {ErrorKind.WRONG_KEY, ErrorKind.FILE_DAMAGED}:
            return False
        raise
    return True


def once(passphrase: Passphrase | None) -> Passphrase | None:
    """Ask a person once, however often the answer is needed."""
    if passphrase is None:
        return None
    told: list[str] = []

    def ask() -> str:
        if not told:
            told.append(passphrase())
        return told[0]

    return ask
