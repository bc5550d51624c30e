"""Bring a copy back: verified before it takes the store's place, erased texts stay erased (I5, I6, I7)."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import Final, NamedTuple

from stafett_tui.domain.errors import ErrorKind, StafettError
from stafett_tui.store.backup import export
from stafett_tui.store.backupfile import Header, checked, unpack
from stafett_tui.store.engine import FILE, Channel, Connection, connect, make_folder, os_kind
from stafett_tui.store.erased import ErasedIds
from stafett_tui.store.folded import load
from stafett_tui.store.keyrecord import DEMO, RECORD, KeyRecord, sync_folder, write_record
from stafett_tui.store.keys import SERVICE, Passphrase, find_key, made_key
from stafett_tui.store.leftovers import PACKED, READY, clear
from stafett_tui.store.lock import StoreLock
from stafett_tui.store.migrations import migrate
from stafett_tui.store.opened import Store
from stafett_tui.store.purging import purge
from stafett_tui.store.rows import write_index
from stafett_tui.store.verify import verify
from stafett_tui.store.wal import is_damaged

ASIDE: Final = ".before"
"""What is put behind the names of a store that cannot be opened, when a copy takes its place."""
_LOST: Final = frozenset({ErrorKind.NO_KEY, ErrorKind.WRONG_KEY, ErrorKind.FILE_DAMAGED})
_AHEAD: Final = """SELECT count(*) FROM present.entry AS p JOIN
(SELECT plan_id, max(seq) AS last FROM present.entry GROUP BY plan_id) AS l ON p.plan_id=l.plan_id AND p.seq=l.last
WHERE NOT EXISTS (SELECT 1 FROM main.entry AS b WHERE b.plan_id=p.plan_id AND b.seq=p.seq AND b.hash=p.hash)"""
_UNSENT: Final = """SELECT count(*) FROM present.pending AS p WHERE NOT EXISTS (
SELECT 1 FROM main.pending AS b WHERE b.event_id=p.event_id
UNION SELECT 1 FROM main.entry AS b WHERE b.event_id=p.event_id
UNION SELECT 1 FROM main.refused AS b WHERE b.event_id=p.event_id)"""
_JUDGED: Final = """SELECT DISTINCT b.plan_id FROM main.pending AS b
JOIN present.refused AS p ON p.event_id=b.event_id"""
_REFUSED: Final = """DELETE FROM main.pending WHERE plan_id=?
AND event_id IN (SELECT event_id FROM present.refused)"""
_SINCE: Final = (
    "INSERT OR IGNORE INTO main.refused SELECT * FROM present.refused",
    "INSERT OR REPLACE INTO main.setting SELECT * FROM present.setting WHERE name IN ('epoch', 'lookups_taken')",
)
"""What a server has said since the copy was made, besides what it refused."""
_JOINS: Final = """SELECT count(*) FROM main.lookup AS b WHERE b.n=(SELECT max(n) FROM main.lookup)
AND NOT EXISTS (SELECT 1 FROM present.lookup AS p WHERE p.n=b.n AND p.hash=b.hash)"""
_LOOKUPS: Final = """INSERT INTO main.lookup SELECT * FROM present.lookup
WHERE n > (SELECT coalesce(max(n), 0) FROM main.lookup)"""
_DRAFTS: Final = """INSERT OR REPLACE INTO main.draft SELECT * FROM present.draft AS p
WHERE EXISTS (SELECT 1 FROM main.entry AS e WHERE e.plan_id=p.plan_id)
AND NOT EXISTS (SELECT 1 FROM main.draft AS b WHERE b.key=p.key AND b.at > p.at)"""


class Restored(NamedTuple):
    """What stands in the store now."""

    plans: int
    made: str
    """When the copy was made, ISO, UTC."""


class _Place(NamedTuple):
    """The store that a copy is to replace: its key, where it can be had, and where it is not, a new one."""

    directory: Path
    key: bytes
    fresh: KeyRecord | None
    opens: bool


def restore(
    file: Path,
    directory: Path,
    recovery: Passphrase,
    *,
    passphrase: Passphrase | None = None,
    keyring_service: str = SERVICE,
    replace: bool = False,
) -> Restored:
    """Put a copy in the place of the store in the folder, or make one of it where there is none.

    Raises BACKUP_BEHIND where the store holds what the copy does not, unless `replace`; then nothing was changed.
    Otherwise NOT_A_BACKUP, WRONG_KEY, STORE_NEWER, IN_USE, NO_KEY, or the kind of what does not hold in the copy.
    """
    header = checked(file)
    own = header.opened(recovery())
    make_folder(directory)
    place = _place(directory, passphrase, keyring_service, replace=replace)
    lock = StoreLock(directory / "lock")
    try:
        clear(directory)
        _bring(file, header, own, place, replace=replace)
    finally:
        clear(directory)
        lock.release()
    store = Store.open(directory, place.key)
    try:
        return Restored(len(store.journal.plan_ids()), header.made)
    finally:
        store.close()


def _bring(file: Path, header: Header, own: bytes, place: _Place, *, replace: bool) -> None:
    """Make the new store beside the present one, look whether it holds, and let it take the place."""
    packed, ready = place.directory / PACKED, place.directory / READY
    erased = unpack(file, header, packed) | ErasedIds(place.directory).read()
    export(packed, own, ready, place.key)
    readable = _readable(place, replace=replace)
    erased |= _prepare(ready, place._replace(opens=readable), replace=replace)
    findings = verify(ready, place.key, None, erased)
    if findings:
        raise StafettError(findings[0].kind)
    _note(place.directory, erased)
    if not readable:
        _put_aside(place)
    _take_place(ready, place)


def _place(directory: Path, passphrase: Passphrase | None, service: str, *, replace: bool) -> _Place:
    """Find the key that the store has; a key that is lost, and a demo's, is made anew."""
    stands = (directory / FILE).exists()
    demo = (directory / DEMO).exists()
    try:
        if not demo:
            return _Place(directory, find_key(directory, passphrase=passphrase, keyring_service=service), None, stands)
    except StafettError as error:
        if error.kind not in _LOST or (stands and not replace):
            raise
    if demo and not replace:
        raise StafettError(ErrorKind.BACKUP_BEHIND)
    return _Place(directory, *made_key(passphrase, service), opens=False)


def _prepare(ready: Path, place: _Place, *, replace: bool) -> frozenset[str]:
    """Bring the copy up to date and take over what the present store knows; give the ids it has erased."""
    channel = Channel(connect(ready, place.key))
    try:
        migrate(channel)
        with channel.writing() as connection:
            connection.execute("DELETE FROM setting WHERE name='device'")  # its counters go on only on one machine
        if not place.opens:
            return frozenset()
        with channel.reading() as connection:
            connection.execute(
                f"ATTACH DATABASE ? AS present KEY \"x'{place.key.hex()}'\"", (str(place.directory / FILE),)
            )
            return _merged(connection, replace=replace)
    finally:
        channel.close()


def _readable(place: _Place, *, replace: bool) -> bool:
    """Tell whether the present store can be read; one that cannot is replaced only when it is asked for."""
    readable = place.opens and _comes_up_to_date(place)
    if place.opens and not (readable or replace):
        raise StafettError(ErrorKind.BACKUP_BEHIND)
    return readable


def _comes_up_to_date(place: _Place) -> bool:
    """Bring the present store to the schema of today; one of a later program is never replaced (I11)."""
    if is_damaged(place.directory / f"{FILE}-wal"):
        return False
    try:
        channel = Channel(connect(place.directory / FILE, place.key))
    except StafettError as error:
        if error.kind in _LOST:
            return False
        raise
    try:
        migrate(channel)
    finally:
        channel.close()
    return True


def _merged(connection: Connection, *, replace: bool) -> frozenset[str]:
    if any(connection.execute(query).fetchone()[0] for query in (_AHEAD, _UNSENT)) and not replace:
        raise StafettError(ErrorKind.BACKUP_BEHIND)
    erased = connection.execute("SELECT event_id FROM present.entry WHERE body IS NULL AND kind<>''").fetchall()
    connection.execute("BEGIN IMMEDIATE")
    for (plan_id,) in connection.execute("SELECT plan_id FROM present.sync_plan WHERE state='gone'").fetchall():
        purge(connection, plan_id)
    for (plan_id,) in connection.execute(_JUDGED).fetchall():
        before = load(connection, plan_id).rows
        connection.execute(_REFUSED, (plan_id,))
        write_index(connection, before, load(connection, plan_id).rows)
    for statement in _SINCE:
        connection.execute(statement)
    if connection.execute(_JOINS).fetchone()[0] == 0:
        connection.execute(_LOOKUPS)
    connection.execute(_DRAFTS)
    connection.execute("COMMIT")
    return frozenset(row[0] for row in erased)


def _note(directory: Path, erased: frozenset[str]) -> None:
    """Note every erased id before the copy is opened; without them an erased text could come back (I7)."""
    kept = ErasedIds(directory)
    if erased - kept.read():
        kept.add(erased - kept.read())
    if erased - kept.read():
        raise StafettError(ErrorKind.DISK_FULL)


def _put_aside(place: _Place) -> None:
    """Keep a store that could not be opened under another name; with its key gone, the record of it as well."""
    names = (f"{FILE}-wal", f"{FILE}-shm", FILE)
    try:
        for name in names if place.fresh is None else (*names, RECORD, DEMO):
            with suppress(FileNotFoundError):
                (place.directory / name).replace(place.directory / f"{name}{ASIDE}")
    except OSError as error:
        raise StafettError(os_kind(error)) from None
    if place.fresh is not None:
        write_record(place.directory, place.fresh)


def _take_place(ready: Path, place: _Place) -> None:
    """Let the copy have the name of the store, with nothing beside it that belongs to the store before it."""
    target = place.directory / FILE
    try:
        for each in ("-wal", "-shm"):
            with suppress(FileNotFoundError):
                target.with_name(f"{FILE}{each}").unlink()
        ready.replace(target)
        sync_folder(place.directory)
    except OSError as error:
        raise StafettError(os_kind(error)) from None
