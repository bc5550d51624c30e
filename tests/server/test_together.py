"""Many at once: no place is missed, lost or given twice, whoever dies in the middle (R3, R6, R7, R37; done-when 2)."""

from __future__ import annotations

import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import event as happening

from stafett_server.log.database import Database
from stafett_server.log.keeper import Keeper
from stafett_server.log.ledger import Ledger
from stafett_tui.domain.goal import Arena, GoalSet
from stafett_tui.domain.people import ParticipantAdded, Role
from stafett_tui.sync.protocol import Code, Exchange, Exchanged
from tests.support.domain import START, STODIG
from tests.support.postgres import has_programs, own_cluster
from tests.support.serving import Laptop, MadeIds, SetClock, beginning, begun
from tests.support.source import ROOT

WRITERS, ROUNDS, EACH = 8, 6, 5


def goal(text):
    return GoalSet(arena=Arena.HOME, text=text)


def keep(laptop, *events):
    """Ask until the server answers: it may be busy, or on its way back."""
    for _ in range(2000):
        answer = laptop.keeper.exchange(laptop.session, Exchange(known=laptop.known, events=events))
        if isinstance(answer, Exchanged):
            return answer
        assert answer.code is Code.RETRY, answer
    raise AssertionError


def write(keeper, number):
    """Push in small batches, each offered twice; give the ids that were acknowledged."""
    laptop = Laptop(keeper, device=f"laptop{number}")
    acknowledged = []
    for turn in range(ROUNDS):
        events = [laptop.event(goal(f"{number}/{turn}/{each}")) for each in range(EACH)]
        first, second = keep(laptop, *events), keep(laptop, *events)
        assert first.judged == second.judged
        acknowledged.extend(verdict.seq for verdict in first.judged)
    return acknowledged


def watch(keeper, stop, found):
    """Pull in small pages as they come, by the last place seen alone."""
    laptop = Laptop(keeper, device="reader")
    while True:
        last = stop.is_set()
        laptop.take(keep(laptop).page)
        if last and not laptop.pull().entries:
            found.append(laptop)
            return


def all_at_once(keepers):
    """Let writers and readers loose on one plan, over these keepers in turn."""
    begun(keepers[0])
    stop, found = threading.Event(), []
    readers = [threading.Thread(target=watch, args=(keepers[n % len(keepers)], stop, found)) for n in range(2)]
    for reader in readers:
        reader.start()
    with ThreadPoolExecutor(WRITERS) as pool:
        seqs = [seq for got in pool.map(lambda n: write(keepers[n % len(keepers)], n), range(WRITERS)) for seq in got]
    stop.set()
    for reader in readers:
        reader.join()
    assert len(found) == len(readers)
    assert sorted(seqs) == list(range(6, 6 + WRITERS * ROUNDS * EACH))
    for laptop in found:
        assert [e.seq for e in laptop.entries] == list(range(1, 6 + WRITERS * ROUNDS * EACH))
        assert len({e.event.id for e in laptop.entries}) == len(laptop.entries)
        assert laptop.entries == found[0].entries
    assert keepers[0].check() == ()


def test_r3_eight_push_to_one_plan_while_others_pull_and_no_place_is_missed(keeper):
    all_at_once([keeper])


def test_r3_the_same_over_two_servers_on_one_database(keeper, url):
    beside = Database(url)
    all_at_once([keeper, Keeper(beside, SetClock(START), MadeIds(), keeper.room.ledger, name="Lillevik")])
    beside.close()


def test_two_who_open_the_same_plan_at_once_are_put_in_an_order(keeper, url):
    beside = Database(url)
    other = Keeper(beside, SetClock(START), MadeIds(), keeper.room.ledger)
    ready = threading.Barrier(2)

    def start(at, device):
        laptop = Laptop(at, device=device)
        events = [laptop.event(body) for body in beginning()]
        ready.wait()
        return keep(laptop, *events)

    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(start, (keeper, other), ("one", "two")))
    codes = sorted(next(v.code or v.status for v in answer.judged) for answer in answers)
    assert codes == ["already_opened", "ok"]
    assert keeper.check() == ()
    beside.close()


def test_r37_a_database_that_is_busy_too_long_answers_retry_and_nothing_is_lost(tmp_path):
    database = Database(f"sqlite:///{tmp_path}/logs.db", pause=lambda _: None)
    keeper = Keeper(database, SetClock(START), MadeIds(), Ledger(tmp_path / "ledger"))
    laptop = begun(keeper)
    event = laptop.event(goal("a"))
    beside = Database(f"sqlite:///{tmp_path}/logs.db")
    database.engine.dispose()
    happening.listen(database.engine, "connect", lambda raw, _: raw.execute("PRAGMA busy_timeout=0"))
    with beside.writing():
        answer = laptop.ask(event)
        assert (answer.code, answer.wait) == (Code.RETRY, 1.0)
    assert laptop.ask(event).judged[0].status == "ok"
    beside.close()
    database.close()


PUSHER = """
import sys
from pathlib import Path
from stafett_server.log.database import Database
from stafett_server.log.keeper import Keeper
from stafett_server.log.ledger import Ledger
from tests.server.test_together import push_on
push_on(Keeper(Database(sys.argv[1]), ledger=Ledger(Path(sys.argv[2]))), sys.argv[3])
"""


def push_on(keeper, device):
    """Push for as long as the process lives, and say each time what was acknowledged."""
    laptop = Laptop(keeper, device=device)
    laptop.pull()
    while True:
        answer = laptop.push(*(goal(f"Du øver {n}") for n in range(20)))
        print(answer.acked, flush=True)


@pytest.mark.slow
def test_r7_a_server_that_is_killed_in_mid_push_loses_nothing_that_it_acknowledged(keeper, url, tmp_path):
    begun(keeper)
    known = 0
    for turn in range(3):
        process = subprocess.Popen(
            [sys.executable, "-c", PUSHER, url, str(tmp_path / "ledger.jsonl"), f"dying{turn}"],
            cwd=ROOT, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        for _ in range(turn + 2):
            known = int(process.stdout.readline())
        process.kill()
        process.wait()
        process.stdout.close()
        reader = Laptop(keeper, device=f"reader{turn}")
        while reader.pull().more:
            pass
        mine = [e.event.n for e in reader.entries if e.event.device == f"dying{turn}"]
        assert mine == list(range(1, len(mine) + 1))
        assert len(mine) >= known
        assert len(mine) % 20 == 0
        assert keeper.check() == ()
        with keeper.room.database.writing() as connection:
            connection.exec_driver_sql("UPDATE entry SET device=device")  # the file can be written


@pytest.mark.slow
@pytest.mark.skipif(not has_programs(), reason="killing a server needs one of our own: Debian's programs")
def test_r37_postgresql_that_is_killed_in_mid_push_loses_nothing_that_was_acknowledged(tmp_path):
    with own_cluster() as cluster:
        database = Database(cluster.new_database())
        keeper = Keeper(database, SetClock(START), MadeIds(), Ledger(tmp_path / "ledger"))
        begun(keeper)
        laptop = Laptop(keeper, device="writer")
        killed = threading.Timer(0.3, cluster.kill)
        killed.start()
        seqs: list[int] = []
        waiting: list = []
        noticed = False
        while not noticed or len(seqs) < 60:
            waiting = waiting or [laptop.event(goal(f"Du øver {len(seqs)}/{n}")) for n in range(10)]
            answer = keeper.exchange(laptop.session, Exchange(known=laptop.known, events=tuple(waiting)))
            if isinstance(answer, Exchanged):
                seqs.extend(verdict.seq for verdict in answer.judged)
                waiting = []
            else:
                assert answer.code is Code.RETRY
                killed.join()
                cluster.start()
                noticed = True
        reader = Laptop(keeper, STODIG, "reader")
        while reader.pull().more:
            pass
        assert seqs == list(range(6, 6 + len(seqs)))
        assert len(reader.entries) == 5 + len(seqs)
        assert keeper.check() == ()
        database.close()


def test_people_who_come_and_go_while_others_pull_never_show_more_than_they_may(keeper):
    laptop = begun(keeper)
    other = ParticipantAdded(person="rask", name="Rask Penn", role=Role.GUARDIAN)
    laptop.push(other)
    assert Laptop(keeper, "rask", "x").pull().head == 6
    assert Laptop(keeper, "stranger", "y").ask().code is Code.REVOKED
