"""The server put together: a factory, nothing is made at import."""

from __future__ import annotations

import re
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from fastapi import FastAPI

from stafett_server.access.desk import Access, Welcome
from stafett_server.api.app import app_of
from stafett_server.api.asking import Asking
from stafett_server.api.front import House
from stafett_server.api.rates import Elapsed, Rates
from stafett_server.log.database import Database
from stafett_server.log.keeper import Keeper
from stafett_server.log.ledger import Ledger
from stafett_server.log.session import Clock, Ids, MachineClock, RandomIds
from stafett_server.settings import Settings
from stafett_tui.domain.errors import ErrorKind, StafettError
from stafett_tui.domain.national_id import Mode

_TENANT: Final = re.compile(r"[a-z0-9-]{1,40}")
THREADS: Final = 8
"""Requests that one process answers at the same time; the others wait for their turn."""


@dataclass(frozen=True)
class Parts:
    """What a server is made of, for the app and for the command line."""

    database: Database
    ledger: Ledger
    keeper: Keeper
    access: Access


def parts(
    settings: Settings, *, clock: Clock | None = None, ids: Ids | None = None, replay: bool = True
) -> Parts:  # fmt: skip
    """Put the parts together; the database takes the steps it lacks, and with `replay` what the ledger says of plans.

    Raises STORE_NEWER where a later server wrote the database, POLICY_BAD where the policy does not fit, and BAD_INPUT
    for a tenant that cannot stand in a token.
    """
    policy = settings.read_policy()
    if _TENANT.fullmatch(settings.tenant) is None:
        raise StafettError(ErrorKind.BAD_INPUT, setting="tenant")
    clock = clock or MachineClock()
    ids = ids or RandomIds(clock)
    database = Database(settings.url, pool=settings.pool)
    ledger = Ledger(settings.ledger_file)
    mode = Mode.DEMO if settings.test_numbers else Mode.PRODUCTION
    welcome = Welcome(
        settings.name, policy.model_dump_json(), keep=settings.keep, epoch=lambda: keeper.epoch(settings.tenant)
    )
    lease = timedelta(days=settings.lease_days)
    access = Access(database, clock, ids, ledger, tenant=settings.tenant, lease=lease, welcome=welcome)
    keeper = Keeper(
        database, clock, ids, ledger, policy, mode=mode, name=settings.name, stands=access.stands, replay=replay,
        reads=access.reads, others=access.accounts.others,
    )  # fmt: skip
    keeper.epoch(settings.tenant)  # made before anybody registers, as that happens inside a transaction
    return Parts(database, ledger, keeper, access)


def create_app(
    settings: Settings, *, clock: Clock | None = None, ids: Ids | None = None, rates: Rates | None = None,
    elapsed: Elapsed = time.monotonic,
) -> FastAPI:  # fmt: skip
    """Give the app of these settings; what the ledger says and the database forgot is done again first (R25)."""
    made = parts(settings, clock=clock, ids=ids)
    if made.access.lacks():
        made.access.restore()
    asking = Asking(made.keeper, made.access, rates or Rates(), elapsed)
    pool = ThreadPoolExecutor(THREADS, thread_name_prefix="stafett")
    return app_of(House(asking, made.keeper, pool), settings.tenant, made.database.close)
