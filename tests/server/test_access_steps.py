"""The tables of who takes part, as the steps make them, on both engines (I11)."""

from __future__ import annotations

import pytest
from sqlalchemy import inspect, text

from stafett_server.access.steps import STEPS, is_current, migrate
from stafett_server.access.tables import ACCESS
from stafett_tui.domain.errors import ErrorKind, StafettError


def shape(table, keys, indexes):
    return (
        table,
        tuple(keys),
        sorted((each["name"], tuple(each["column_names"]), bool(each["unique"])) for each in indexes),
    )


def test_the_steps_make_what_is_declared(database):
    assert migrate(database) == len(STEPS)
    assert migrate(database) == 0
    assert is_current(database)
    found = inspect(database.engine)
    for table in ACCESS.sorted_tables:
        columns = {each["name"]: each["nullable"] for each in found.get_columns(table.name)}
        assert columns == {column.name: column.nullable for column in table.columns}
        keys = found.get_pk_constraint(table.name)["constrained_columns"]
        declared = [
            {"name": i.name, "column_names": [c.name for c in i.columns], "unique": i.unique} for i in table.indexes
        ]
        assert shape(table.name, keys, found.get_indexes(table.name)) == shape(
            table.name, table.primary_key.columns.keys(), declared
        )
        assert keys[0] == "tenant"


def test_i11_a_database_of_a_later_server_is_not_touched(database):
    migrate(database)
    database.write(lambda db: db.execute(text("INSERT INTO access_step (number) VALUES (99)")))
    with pytest.raises(StafettError) as raised:
        migrate(database)
    assert raised.value.kind is ErrorKind.STORE_NEWER
