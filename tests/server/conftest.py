"""Databases of the server's tests: SQLite in a file, and PostgreSQL."""

from __future__ import annotations

import pytest

from stafett_server.log.database import Database
from stafett_server.log.keeper import Keeper
from stafett_server.log.ledger import Ledger
from stafett_tui.domain.policy import Policy
from tests.support.domain import START
from tests.support.postgres import cluster
from tests.support.serving import MadeIds, SetClock


@pytest.fixture(scope="session")
def postgres():
    with cluster() as found:
        yield found


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request, tmp_path):
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/logs.db"
        return
    cluster = request.getfixturevalue("postgres")
    made = cluster.new_database()
    yield made
    cluster.drop(made)


@pytest.fixture
def database(url):
    made = Database(url)
    yield made
    made.close()


@pytest.fixture
def keeper(database, tmp_path):
    return Keeper(database, SetClock(START), MadeIds(), Ledger(tmp_path / "ledger.jsonl"), Policy(), name="Lillevik")
