"""The file of a copy: a zip of a header in clear, the encrypted database, and the ids of what was erased.

The header names no case data: when the copy was made, what its parts hash to, and the key of the database, sealed
under the recovery key; the seal holds only for this header, so that no part can be exchanged.
"""

from __future__ import annotations

import hashlib
import json
import os
import zipfile
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import Final

from stafett_tui.domain.errors import ErrorKind, StafettError
from stafett_tui.store.engine import os_kind
from stafett_tui.store.recovery import recovered
from stafett_tui.store.wrapping import Entropy, Wrapped, seal, unseal

FORMAT: Final = 1
HEADER: Final = "header.json"
DATABASE: Final = "store.db"
ERASED: Final = "erased.ids"
_MOST: Final = 64 * 1024
_STEP: Final = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """What stands in clear at the start of a copy."""

    format: int = FORMAT
    made: str
    recovery: str
    """Which recovery passphrase opens it."""
    salt: str
    nonce: str
    wrapped: str
    size: int
    sha256: str
    erased: str
    key_nonce: str = ""
    key: str = ""

    def sealed(self, own: bytes, recovery: bytes, entropy: Entropy = os.urandom) -> Header:
        """Give the header with the key of the database, sealed for this header alone."""
        nonce, key = seal(own, recovery, self._about(), entropy)
        return replace(self, key_nonce=nonce, key=key)

    def opened(self, passphrase: str) -> bytes:
        """Give the key of the database; raises WRONG_KEY for another passphrase, NOT_A_BACKUP for a changed header."""
        wrapped = Wrapped(self.salt, self.nonce, self.wrapped)
        try:
            recovery = recovered(self.recovery, wrapped, passphrase)
        except StafettError as error:
            raise StafettError(ErrorKind.NOT_A_BACKUP if error.kind is ErrorKind.FILE_DAMAGED else error.kind) from None
        try:
            return unseal(self.key_nonce, self.key, recovery, self._about())
        except StafettError:
            raise StafettError(ErrorKind.NOT_A_BACKUP) from None

    def _about(self) -> bytes:
        return pack_header(replace(self, key_nonce="", key=""))


def pack_header(header: Header) -> bytes:
    """Give the header as it is written and sealed."""
    return json.dumps(asdict(header), indent=1, sort_keys=True).encode()


def checked(path: Path) -> Header:
    """Read a copy and hold its parts against its header; raises FILE_UNREADABLE, NOT_A_BACKUP or STORE_NEWER."""
    return _read(path, None)[0]


def unpack(path: Path, header: Header, target: Path) -> frozenset[str]:
    """Write the encrypted database of a copy to a file, and give the ids that were erased when it was made."""
    found, ids = _read(path, target)
    if found != header:
        raise StafettError(ErrorKind.NOT_A_BACKUP)
    return frozenset(ids.decode("ascii", "replace").split())


def _read(path: Path, target: Path | None) -> tuple[Header, bytes]:
    try:
        with zipfile.ZipFile(path) as packed:
            if any(each.compress_type != zipfile.ZIP_STORED for each in packed.infolist()):
                raise StafettError(ErrorKind.NOT_A_BACKUP)
            header, ids = _header(packed), packed.read(ERASED)
            if hashlib.sha256(ids).hexdigest() != header.erased:
                raise StafettError(ErrorKind.NOT_A_BACKUP)
            if _streamed(packed, target) != (header.size, header.sha256):
                raise StafettError(ErrorKind.NOT_A_BACKUP)
            return header, ids
    except (zipfile.BadZipFile, KeyError, EOFError, NotImplementedError, RuntimeError, ValueError):
        raise StafettError(ErrorKind.NOT_A_BACKUP) from None
    except OSError as error:
        raise StafettError(ErrorKind.FILE_UNREADABLE if target is None else os_kind(error)) from None


def _header(packed: zipfile.ZipFile) -> Header:
    if packed.getinfo(HEADER).file_size > _MOST:
        raise StafettError(ErrorKind.NOT_A_BACKUP)
    told = json.loads(packed.read(HEADER))
    if isinstance(told, dict) and isinstance(told.get("format"), int) and told["format"] > FORMAT:
        raise StafettError(ErrorKind.STORE_NEWER)
    try:
        header = Header(**told)
    except TypeError:
        raise StafettError(ErrorKind.NOT_A_BACKUP) from None
    numbers = {"format", "size"}
    if not all(isinstance(getattr(header, f.name), int if f.name in numbers else str) for f in fields(header)):
        raise StafettError(ErrorKind.NOT_A_BACKUP)
    return header


def _streamed(packed: zipfile.ZipFile, target: Path | None) -> tuple[int, str]:
    """Read the database through, into the target where one is given; give its size and its hash."""
    digest, size = hashlib.sha256(), 0
    out = None if target is None else os.fdopen(os.open(target, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600), "wb")
    try:
        with packed.open(DATABASE) as inside:
            while data := inside.read(_STEP):
                size += len(data)
                digest.update(data)
                if out is not None:
                    out.write(data)
    finally:
        if out is not None:
            out.close()
    return size, digest.hexdigest()
