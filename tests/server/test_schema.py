"""The steps make the tables that are declared, on both engines; every key begins with the tenant and the plan."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import event, inspect

from stafett_server.log.database import Database
from stafett_server.log.keeper import Keeper
from stafett_server.log.ledger import Ledger
from stafett_server.log.migrations import STEPS, is_current, migrate
from stafett_server.log.session import MachineClock, RandomIds
from stafett_server.log.tables import LOG
from stafett_tui.domain.goal import Arena, GoalSet
from stafett_tui.domain.people import Role
from stafett_tui.sync.protocol import Deadlines, Overview
from tests.support.domain import START
from tests.support.serving import Laptop, MadeIds, SetClock, begun

OF_A_TENANT = {"meta", "policy"}
"""Tables without a plan."""


def shape(database):
    """Give columns, keys and indexes of every table as the engine has them."""
    with database.reading() as connection:
        found = inspect(connection)
        return {
            name: (
                [(c["name"], type(c["type"]).__name__, c["nullable"]) for c in found.get_columns(name)],
                found.get_pk_constraint(name)["constrained_columns"],
                sorted((i["name"], i["column_names"], bool(i["unique"])) for i in found.get_indexes(name)),
            )
            for name in LOG.tables
        }


@pytest.fixture
def declared(request, url, tmp_path):
    """Give a database made from the declarations, on the same engine."""
    if url.startswith("sqlite"):
        made = Database(f"sqlite:///{tmp_path}/declared.db")
    else:
        made = Database(request.getfixturevalue("postgres").new_database())
        with made.writing() as connection:
            LOG.drop_all(connection)
    with made.writing() as connection:
        LOG.create_all(connection)
    yield made
    made.close()


def test_i11_the_steps_make_what_is_declared(database, declared):
    migrate(database)
    assert shape(database) == shape(declared)


@pytest.mark.parametrize("name", sorted(LOG.tables))
def test_every_key_begins_with_the_tenant_and_the_plan(name):
    table = LOG.tables[name]
    expected = ["tenant"] if name in OF_A_TENANT else ["tenant", "plan"]
    assert [column.name for column in table.primary_key.columns][: len(expected)] == expected
    for index in table.indexes:
        columns = [column.name for column in index.columns]
        assert columns[0] == "tenant"
        assert not index.unique or {"tenant", "plan"} <= set(columns)


def test_a_database_takes_each_step_once_also_from_two_servers_at_once(tmp_path):
    url = f"sqlite:///{tmp_path}/logs.db"
    databases = [Database(url), Database(url)]
    with ThreadPoolExecutor(2) as pool:
        taken = list(pool.map(migrate, databases))
    assert sum(taken) == len(STEPS)
    assert all(is_current(each) for each in databases)
    assert migrate(databases[0]) == 0
    for each in databases:
        each.close()


def test_two_servers_that_start_at_once_agree_on_the_epoch(url):
    databases = [Database(url), Database(url)]
    migrate(databases[0])
    keepers = [Keeper(each, ids=RandomIds(MachineClock())) for each in databases]
    with ThreadPoolExecutor(2) as pool:
        epochs = set(pool.map(lambda keeper: keeper.epoch("lillevik"), keepers))
    assert len(epochs) == 1
    for each in databases:
        each.close()


def test_without_a_clock_and_ids_a_keeper_takes_the_machines():
    keeper = Keeper(Database("sqlite://"))
    assert keeper.epoch("one") != keeper.epoch("two")
    assert keeper.room.ids() != keeper.room.ids()
    assert len(keeper.room.ids.random(16)) == 16
    assert keeper.check() == ()
    assert MadeIds()() == MadeIds()()


def test_the_ways_that_every_request_goes_go_by_an_index(tmp_path):
    asked = []
    database = Database(f"sqlite:///{tmp_path}/logs.db")
    keeper = Keeper(database, SetClock(START), MadeIds(), Ledger(tmp_path / "ledger"))
    laptop = begun(keeper)
    event.listen(database.engine, "before_cursor_execute", lambda *told: asked.append(told[2:4]))
    laptop.push(GoalSet(arena=Arena.HOME, text="Du sover"))
    laptop.pull()
    keeper.overview(laptop.session, Overview(plans=(laptop.known,)))
    office = Laptop(keeper, "rolig", "office", offices=frozenset({Role.COORDINATOR})).session
    keeper.deadlines(office, Deadlines())
    asked = [(text, told) for text, told in asked if text.startswith(("SELECT", "UPDATE", "DELETE"))]
    with database.reading() as connection:
        for text, told in list(asked):
            steps = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {text}", told).all()
            slow = [step[3] for step in steps if step[3].startswith("SCAN") or "ORDER BY" in step[3]]
            slow = [step for step in slow if not step.startswith("SCAN json_each")]  # a list that was told
            assert slow == [], text
    assert len(asked) > 10
    database.close()
