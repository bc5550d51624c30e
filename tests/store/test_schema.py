"""The schema: declared once, migrated in whole steps, never overwritten by an older program (I11)."""

from __future__ import annotations

import itertools
import re
import sqlite3
from dataclasses import fields
from pathlib import Path

import pytest
import sqlalchemy
from sqlmodel import SQLModel

from stafett_tui.domain.activity import activities
from stafett_tui.domain.errors import ErrorKind, StafettError
from stafett_tui.domain.index import ActivityRow, MeetingRow, OpenerRow, PlanRow, UnseenRow
from stafett_tui.store import migrations, tables
from stafett_tui.store.engine import FILE, Channel, connect
from stafett_tui.store.migrations import version_of
from stafett_tui.store.opened import Store
from tests.store.making import KEY, files_of

OLD = sorted((Path(__file__).parent / "old").glob("*.sql"))


def test_the_migrations_make_what_the_tables_declare():
    declared, migrated = sqlalchemy.create_engine("sqlite://"), sqlite3.connect(":memory:")
    SQLModel.metadata.create_all(declared)
    for statement in itertools.chain.from_iterable(migrations.STEPS):
        migrated.execute(statement)
    query = "SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY name"
    with declared.connect() as connection:
        wanted = {name: _plain(sql) for name, sql in connection.exec_driver_sql(query)}
    assert {name: _plain(sql) for name, sql in migrated.execute(query)} == wanted
    migrated.close()
    declared.dispose()


@pytest.mark.parametrize(
    ("table", "row"),
    [
        (tables.PlanTable, PlanRow),
        (tables.ActivityTable, ActivityRow),
        (tables.MeetingTable, MeetingRow),
        (tables.OpenerTable, OpenerRow),
        (tables.UnseenTable, UnseenRow),
    ],
)
def test_index_tables_have_the_columns_of_the_index_rows(table, row):
    assert tuple(table.model_fields) == tuple(field.name for field in fields(row))


@pytest.mark.parametrize("old", OLD, ids=lambda path: path.stem)
def test_a_store_of_every_earlier_schema_opens(tmp_path, old):
    _from_sql(tmp_path, old)
    store = Store.open(tmp_path, KEY)
    (plan_id,) = store.journal.plan_ids()
    assert len(activities(store.journal.plan(plan_id))) == 2
    assert store.journal.verify() == ()
    store.close()


def test_every_schema_is_kept_as_an_old_file():
    assert [path.stem for path in OLD] == [f"{n:04}" for n in range(1, len(migrations.STEPS) + 1)]


def test_the_fourth_step_finds_protected_owners_and_gives_drafts_to_their_author(tmp_path):
    _from_sql(tmp_path, OLD[3])
    connection = connect(tmp_path / FILE, KEY)
    for statement in (
        "DROP TABLE opener", "DROP INDEX plan_owner", 'ALTER TABLE "plan" DROP COLUMN owner',
        "INSERT INTO setting VALUES ('person', 'person-mona')", "PRAGMA user_version=3",
    ):  # fmt: skip
        connection.execute(statement)
    connection.close()
    store = Store.open(tmp_path, KEY)
    assert store.verify() == ()
    assert [len(store.reader.plan_rows(person=who)) for who in ("", "person-mona")] == [0, 1]
    assert [draft.key for draft in store.drafts.all()] == ["person-mona/k"]
    store.close()


def test_a_step_that_is_missing_is_taken_at_opening(tmp_path, monkeypatch):
    _from_sql(tmp_path, OLD[0])
    step = ("ALTER TABLE setting ADD COLUMN note VARCHAR",)
    monkeypatch.setattr(migrations, "STEPS", (*migrations.STEPS, step))
    store = Store.open(tmp_path, KEY)
    store.settings.set("name", "value")
    with store._channel.reading() as connection:
        assert version_of(connection) == len(migrations.STEPS)
        assert connection.execute("SELECT note FROM setting").fetchone() == (None,)
    assert len(store.journal.plan_ids()) == 1
    store.close()


def test_a_step_that_fails_leaves_the_schema_before_it(tmp_path, monkeypatch):
    _from_sql(tmp_path, OLD[0])
    known = migrations.STEPS
    monkeypatch.setattr(migrations, "STEPS", (*known, ("CREATE TABLE half (x)", "INSERT INTO nowhere VALUES (1)")))
    with pytest.raises(Exception, match="nowhere"):
        Store.open(tmp_path, KEY)
    monkeypatch.setattr(migrations, "STEPS", known)
    store = Store.open(tmp_path, KEY)
    with store._channel.reading() as connection:
        assert connection.execute("SELECT count(*) FROM sqlite_master WHERE name='half'").fetchone() == (0,)
    store.close()


def test_a_store_of_a_later_program_is_refused_and_left_as_it_is(tmp_path, store):
    store.close()
    connection = connect(store.directory / FILE, KEY)
    connection.execute(f"PRAGMA user_version={len(migrations.STEPS) + 1}")
    connection.close()
    before = files_of(store.directory)[FILE]
    with pytest.raises(StafettError) as caught:
        Store.open(store.directory, KEY)
    assert caught.value.kind is ErrorKind.STORE_NEWER
    assert files_of(store.directory)[FILE] == before
    connection = connect(store.directory / FILE, KEY)
    connection.execute(f"PRAGMA user_version={len(migrations.STEPS)}")
    connection.close()
    Store.open(store.directory, KEY).close()


def _from_sql(directory: Path, script: Path) -> None:
    channel = Channel(connect(directory / FILE, KEY, create=True))
    with channel.reading() as connection:
        connection.executescript(script.read_text(encoding="utf-8"))
    channel.close()


def _plain(sql: str) -> str:
    tight = re.sub(r"\s*([(),])\s*", r"\1", re.sub(r"\s+", " ", sql.replace('"', "")))
    return tight.replace(")WITHOUT", ") WITHOUT").strip()
