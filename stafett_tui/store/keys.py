"""The key of a store: in the system's keyring, or wrapped behind a passphrase where there is none."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Final

from stafett_tui.domain.errors import ErrorKind, StafettError
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

SERVICE: Final = "stafett"
_PASSES: Final = 3
_LANES: Final = 4
_MEMORY_KIB: Final = 64 * 1024

Passphrase = Callable[[], str]
Entropy = Callable[[int], bytes]


def find_key(directory: Path, *, passphrase: Passphrase | None = None, keyring_service: str = SERVICE) -> bytes:
    """Give the key of the store in the folder; may wait for the system to unlock its keyring.

    Raises NO_KEY where nobody has it, WRONG_KEY for a passphrase that does not fit.
    """
    demo = read_demo_key(directory)
    if demo is not None:
        return demo
    record = read_record(directory)
    if record is None:
        raise StafettError(ErrorKind.NO_KEY)
    key = _from_keyring(record, keyring_service) if record.kept == "keyring" else _unwrapped(record, passphrase)
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
        return _existing(directory, passphrase, keyring_service) or _new(
            directory, passphrase, keyring_service, entropy
        )
    finally:
        lock.release()


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


def _existing(directory: Path, passphrase: Passphrase | None, service: str) -> bytes | None:
    try:
        return find_key(directory, passphrase=passphrase, keyring_service=service)
    except StafettError as error:
        if error.kind is ErrorKind.NO_KEY and not (directory / FILE).exists():
            return None
        raise


def _new(directory: Path, passphrase: Passphrase | None, service: str, entropy: Entropy) -> bytes:
    key, store_id = entropy(KEY_BYTES), entropy(8).hex()
    if _kept_in_keyring(service, store_id, key):
        write_record(directory, KeyRecord(store_id, "keyring", proof_of(store_id, key)))
    elif passphrase is None:
        raise StafettError(ErrorKind.NO_KEY)
    else:
        write_record(directory, _wrapped(store_id, key, passphrase(), entropy))
    return key


def _kept_in_keyring(service: str, store_id: str, key: bytes) -> bool:
    """Put the key into the keyring and read it back: some keep nothing and do not say so."""
    import keyring
    from keyring.errors import KeyringError

    try:
        keyring.set_password(service, store_id, key.hex())
        return keyring.get_password(service, store_id) == key.hex()
    except KeyringError:
        return False


def _from_keyring(record: KeyRecord, service: str) -> bytes:
    import keyring
    from keyring.errors import KeyringError

    try:
        found = keyring.get_password(service, record.id)
        return bytes.fromhex(found or "") or _no_key()
    except KeyringError:
        return _no_key()
    except ValueError:
        raise StafettError(ErrorKind.WRONG_KEY) from None


def _no_key() -> bytes:
    raise StafettError(ErrorKind.NO_KEY)


def _wrapped(store_id: str, key: bytes, passphrase: str, entropy: Entropy) -> KeyRecord:
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

    if not passphrase:
        raise StafettError(ErrorKind.NO_KEY)
    salt, nonce = entropy(16), entropy(12)
    wrapped = ChaCha20Poly1305(_derived(passphrase, salt)).encrypt(nonce, key, store_id.encode())
    return KeyRecord(
        store_id, "passphrase", proof_of(store_id, key), salt.hex(), nonce.hex(), wrapped.hex()
    )  # fmt: skip


def _unwrapped(record: KeyRecord, passphrase: Passphrase | None) -> bytes:
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

    if passphrase is None:
        return _no_key()
    try:
        salt, nonce, wrapped = (bytes.fromhex(each) for each in (record.salt, record.nonce, record.wrapped))
        opened = ChaCha20Poly1305(_derived(passphrase(), salt)).decrypt(nonce, wrapped, record.id.encode())
    except InvalidTag:
        raise StafettError(ErrorKind.WRONG_KEY) from None
    except ValueError:
        raise StafettError(ErrorKind.FILE_DAMAGED) from None
    return opened


def _derived(passphrase: str, salt: bytes) -> bytes:
    from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

    argon = Argon2id(salt=salt, length=KEY_BYTES, iterations=_PASSES, lanes=_LANES, memory_cost=_MEMORY_KIB)
    return argon.derive(unicodedata.normalize("NFC", passphrase).encode())
