"""What a store says about its own key, in clear: where it is kept and how to know it. Light: no keyring here."""

from __future__ import annotations

import contextlib
import hashlib
import hmac
import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final, Literal

from stafett_tui.domain.errors import ErrorKind, StafettError
from stafett_tui.store.engine import os_kind

RECORD: Final = "store.key"
DEMO: Final = "demo.key"
"""The key itself, beside a store whose data are invented; a real store never has one."""
KEY_BYTES: Final = 32
VERSION: Final = 2
"""Records of the first kind know no next key."""


@dataclass(frozen=True, slots=True)
class KeyRecord:
    """The id of a store, a proof of its key, and the wrapped key where no keyring has it."""

    id: str
    kept: Literal["keyring", "passphrase"]
    proof: str
    salt: str = ""
    nonce: str = ""
    wrapped: str = ""
    version: int = 1
    next_proof: str = ""
    """The proof of the key that is taking over, while the key changes; either may open the file then."""
    next_salt: str = ""
    next_nonce: str = ""
    next_wrapped: str = ""

    @property
    def changing(self) -> bool:
        """Tell whether a change of the key was begun and not ended."""
        return bool(self.next_proof)

    def proves(self, key: bytes) -> bool:
        """Tell whether this is the key of the store, or the one that is taking over."""
        proof = proof_of(self.id, key)
        return any(hmac.compare_digest(each, proof) for each in (self.proof, self.next_proof))

    def told(self) -> dict[str, object]:
        """Give what is written; a record that is not changing is as the first version of the program knows it."""
        said = asdict(self)
        return said | {"version": VERSION} if self.changing else {k: v for k, v in said.items() if k in _FIRST}


_FIRST: Final = frozenset({"id", "kept", "proof", "salt", "nonce", "wrapped", "version"})


def proof_of(store_id: str, key: bytes) -> str:
    """Give what shows that a key is the right one without telling anything about it."""
    return hmac.new(key, f"stafett store {store_id}".encode(), hashlib.sha256).hexdigest()


def read_record(directory: Path) -> KeyRecord | None:
    """Read the record; None where there is none, FILE_DAMAGED or STORE_NEWER where it cannot be used."""
    try:
        told = json.loads((directory / RECORD).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    except OSError as error:
        raise StafettError(os_kind(error)) from None
    except ValueError:
        raise StafettError(ErrorKind.FILE_DAMAGED) from None
    if isinstance(told, dict) and isinstance(told.get("version"), int) and told["version"] > VERSION:
        raise StafettError(ErrorKind.STORE_NEWER)
    try:
        record = KeyRecord(**told)
    except TypeError:
        raise StafettError(ErrorKind.FILE_DAMAGED) from None
    sound = all(isinstance(value, str) for name, value in asdict(record).items() if name != "version")
    if not sound or record.kept not in {"keyring", "passphrase"}:
        raise StafettError(ErrorKind.FILE_DAMAGED)
    return record


def write_record(directory: Path, record: KeyRecord) -> None:
    """Write the record whole or not at all."""
    write_private(directory / RECORD, (json.dumps(record.told(), indent=1) + "\n").encode())


def asks_for_passphrase(directory: Path) -> bool:
    """Tell whether the key of this store is behind a passphrase, so that the unlock screen is shown."""
    if (directory / DEMO).exists():
        return False
    record = read_record(directory)
    return record is not None and record.kept == "passphrase"


def read_demo_key(directory: Path) -> bytes | None:
    """Give the key beside a demo store, None where there is none."""
    try:
        key = bytes.fromhex((directory / DEMO).read_text(encoding="ascii"))
    except FileNotFoundError:
        return None
    except OSError as error:
        raise StafettError(os_kind(error)) from None
    except ValueError:
        raise StafettError(ErrorKind.FILE_DAMAGED) from None
    if len(key) != KEY_BYTES:
        raise StafettError(ErrorKind.FILE_DAMAGED)
    return key


def is_the_key(directory: Path, key: bytes) -> bool:
    """Tell whether this is proved to be the key of the store; a demo key is only a file, and proves nothing."""
    with contextlib.suppress(StafettError):
        record = read_record(directory)
        return record is not None and record.proves(key)
    return False


def sync_folder(folder: Path) -> None:
    """Let a new name in the folder survive a loss of power, where the system can say so."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def write_private(path: Path, data: bytes) -> None:
    """Write a small file for this user alone, under its name only once it is whole on disk."""
    fresh = path.with_name(f"{path.name}.new")
    try:
        handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(path)
        sync_folder(path.parent)
    except OSError as error:
        with contextlib.suppress(OSError):
            fresh.unlink()
        raise StafettError(os_kind(error)) from None
