"""A copy of the whole store in one file: encrypted under a key of its own, read back before it gets its name."""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import zipfile
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Final

from stafett_tui.domain.errors import ErrorKind, StafettError
from stafett_tui.store.backupfile import DATABASE, ERASED, HEADER, Header, checked, pack_header
from stafett_tui.store.engine import DriverError, connect, driver_kind, make_folder, os_kind
from stafett_tui.store.keyrecord import KEY_BYTES
from stafett_tui.store.leftovers import COPY, remove
from stafett_tui.store.recovery import Recovery
from stafett_tui.store.verify import verify
from stafett_tui.store.wrapping import Entropy

SUFFIX: Final = ".stafett"
KEPT: Final = 10
"""How many copies of a store stay in a folder; what was erased since should not stay in older ones."""
_STAMP: Final = (1980, 1, 1, 0, 0, 0)


def write_backup(
    source: Path, key: bytes, recovery: Recovery, folder: Path, *, at: datetime, erased: frozenset[str],
    entropy: Entropy = os.urandom,
) -> Path:  # fmt: skip
    """Copy the store at `source` into a file in the folder, verified, and give its path; other copies are left alone.

    Raises the kind of the first thing that does not hold in the copy, DISK_FULL or READ_ONLY; then nothing is left.
    """
    make_folder(folder)
    own = entropy(KEY_BYTES)
    local = source.with_name(COPY)
    try:
        export(source, key, local, own)
        findings = verify(local, own, None, erased)
        if findings:
            raise StafettError(findings[0].kind)
        ids = "\n".join(sorted(erased)).encode()
        header = Header(made=at.astimezone(UTC).isoformat(timespec="seconds"), recovery=recovery.id,
                        **recovery.wrapped._asdict(), size=local.stat().st_size, sha256=_digest(local),
                        erased=hashlib.sha256(ids).hexdigest()).sealed(own, recovery.key, entropy)  # fmt: skip
        return _packed(local, ids, header, folder / f"stafett-{recovery.id[:8]}-{at.astimezone(UTC):%Y%m%dT%H%M%SZ}")
    finally:
        remove(local)


def export(source: Path, key: bytes, target: Path, fresh: bytes) -> None:
    """Write the encrypted file anew under another key, as it stands at one moment; the target is made afresh."""
    remove(target)
    connection = connect(source, key)
    try:
        os.close(os.open(target, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        connection.execute(f"ATTACH DATABASE ? AS copy KEY \"x'{fresh.hex()}'\"", (str(target),))
        connection.execute("BEGIN")
        connection.execute("SELECT sqlcipher_export('copy')").fetchall()
        connection.execute(f"PRAGMA copy.user_version={int(version)}")
        connection.execute("COMMIT")
    except DriverError as error:
        raise StafettError(driver_kind(error, writing=True) or ErrorKind.FILE_DAMAGED) from None
    except OSError as error:
        raise StafettError(os_kind(error)) from None
    finally:
        connection.close()


def prune(folder: Path, recovery: Recovery, kept: int = KEPT) -> None:
    """Take copies of this store out of the folder: all but the newest `kept`, and what was never finished."""
    found = sorted(folder.glob(f"stafett-{recovery.id[:8]}-*{SUFFIX}"))
    unfinished = folder.glob(f"stafett-{recovery.id[:8]}-*.part")
    for each in (*found[:-kept], *unfinished):
        with contextlib.suppress(OSError):
            each.unlink()


def _packed(database: Path, ids: bytes, header: Header, stem: Path) -> Path:
    part, whole = stem.with_name(f"{stem.name}.part"), stem.with_name(f"{stem.name}{SUFFIX}")
    try:
        handle = os.open(part, os.O_CREAT | os.O_TRUNC | os.O_RDWR, 0o600)
        with os.fdopen(handle, "w+b") as file:
            _pack(file, database, ids, header)
            file.flush()
            os.fsync(file.fileno())
        checked(part)
        part.replace(whole)
    except OSError as error:
        raise StafettError(os_kind(error)) from None
    finally:
        with contextlib.suppress(OSError):
            part.unlink()
    return whole


def _pack(file: IO[bytes], database: Path, ids: bytes, header: Header) -> None:
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as packed:
        packed.writestr(zipfile.ZipInfo(HEADER, _STAMP), pack_header(header))
        packed.writestr(zipfile.ZipInfo(ERASED, _STAMP), ids)
        with database.open("rb") as source, packed.open(
            zipfile.ZipInfo(DATABASE, _STAMP), "w", force_zip64=True
        ) as inside:  # fmt: skip
            shutil.copyfileobj(source, inside, 1 << 20)


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
