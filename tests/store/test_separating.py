"""Plans go into another store whole, each is in one store afterwards, and no byte of them stays (I2, I5, I7)."""

from __future__ import annotations

import random
import shutil
from types import SimpleNamespace

import pytest

from stafett_tui.domain.activity import CommentWritten
from stafett_tui.domain.errors import ErrorKind, StafettError
from stafett_tui.domain.event import Sealed
from stafett_tui.domain.kinds import CODEC
from stafett_tui.domain.log import Blanked
from stafett_tui.domain.person import ContactNoted
from stafett_tui.store.audit import Viewing
from stafett_tui.store.erased import ErasedIds
from stafett_tui.store.keyrecord import write_record
from stafett_tui.store.keys import wrapped_record
from stafett_tui.store.opened import Store
from stafett_tui.store.ordered import State, read_ordered
from stafett_tui.store.recovery import set_up
from stafett_tui.store.restoring import restore
from stafett_tui.store.separating import Going
from tests.store.crashing import Crash, Power, Statements
from tests.store.keeping import joined, sync
from tests.store.making import HOLDER, KEY, START, Writer, decrypted, files_of, small_plan
from tests.support.quick import quick_folder

OWN = bytes(range(1, 33))
TABLES = ("entry", "blob", "plan", "activity", "meeting", "unseen")
NAMES = ("Ole Sandvær", "Kari Blåklokke", "Nils Rødkløver", "Ada Sommerfugl", "Per Krukkeskår")
THERE, HERE = {"people": "[Mona]", "person": HOLDER}, {"people": "[Rask]", "person": "person-rask"}


def rows(store, table):
    with store._channel.reading() as connection:
        return set(connection.execute(f"SELECT * FROM {table}").fetchall())


def move(here, own, going):
    whole = own.take_in(here, going, THERE)
    assert own.verify() == ()
    here.let_out(going, whole, HERE)


def draft(store, person, plan, text, field="line"):
    store.drafts.keep(f"{person}/{plan}/{field}", plan, text, 3, START)


def texts(store):
    found = {r.event_id: CODEC.open(Sealed(r.header, r.body, b"")) for r in store.refusals.all()}
    return {each.body.raw["text"] for each in found.values() if each.kind == "draft"}


@pytest.fixture
def own(tmp_path):
    made = Store.open(tmp_path / "own", OWN, create=True)
    yield made
    made.close()


def world(store, chance):
    """Some plans with comments, blanked words, files, drafts of two people; one may be erased; some logs of persons."""
    plans = [small_plan(store, n, name) for n, name in enumerate(NAMES[: chance.randint(2, 5)], 1)]
    for plan in plans:
        for n in range(chance.randint(0, 3)):
            (wrong,) = plan.writer.write(CommentWritten(activity=plan.late, text=f"Ord {n}"))
            if chance.random() < 0.4:
                plan.writer.write(Blanked(target=wrong, reason="Feil"))
        for _ in range(chance.randint(0, 2)):
            store.blobs.put(plan.id, "brev.txt", chance.randbytes(9000))
        for person in (HOLDER, "person-rask"):
            if chance.random() < 0.5:
                draft(store, person, plan.id, "Uferdig")
    if chance.random() < 0.4:
        store.journal.erase_plan(plans[0].id)
    people = [f"person:owner-{n}" for n in range(1, 5) if chance.random() < 0.7]
    for log in people:
        Writer(store, log).write(ContactNoted(phone="+80 00 00 00"))
    mine = tuple(plan.id for plan in plans if chance.random() < 0.5)
    leaving = frozenset(each for each in people if chance.random() < 0.5)
    return Going(HOLDER, mine, tuple(people), leaving)


@pytest.mark.parametrize("seed", range(25))
def test_i05_both_stores_together_have_what_was_and_each_plan_is_in_one(seed):
    with quick_folder() as folder:
        store, own = Store.open(folder / "here", KEY, create=True), Store.open(folder / "own", OWN, create=True)
        going = world(store, random.Random(seed))
        before = {table: rows(store, table) for table in TABLES}
        drafts = {each for each in store.drafts.all() if each.key.startswith(f"{HOLDER}/")}
        move(store, own, going)
        store, own = _again((store, own), folder)
        assert (store.verify(), own.verify()) == ((), ())
        for table in TABLES:
            assert rows(store, table) | rows(own, table) == before[table], table
        plans = {log for log in store.journal.logs_of("") if log not in going.people}
        there = {log for log in own.journal.logs_of("") if log not in going.people}
        assert (there, plans & there) == (set(going.plans), set())
        assert set(own.journal.logs_of("person:")) == set(going.people)
        assert set(store.journal.logs_of("person:")) == set(going.people) - going.leaving
        assert set(own.drafts.all()) | {d for d in drafts if d.plan_id not in going.plans} == drafts
        assert len(texts(own)) == any(d.plan_id not in going.plans for d in drafts)
        assert not any(each.key.startswith(f"{HOLDER}/") for each in store.drafts.all())
        store.close()
        own.close()


def test_i07_no_byte_of_what_went_stays_but_what_others_left_unfinished_there(store, plan, own):
    stays = small_plan(store, 2, "Kari Blåklokke")
    draft(store, HOLDER, plan.id, "Fløyelsgras")
    draft(store, HOLDER, stays.id, "Tordenskrall")
    draft(store, "person-rask", plan.id, "Rødkløver")
    draft(store, HOLDER, "", "Nyplan")
    store.blobs.put(plan.id, "brev.txt", b"Krukkeskaar" * 500)
    Writer(store, "person:owner-1").write(ContactNoted(email="sommerfugl"))
    store.audit.record(Viewing(plan.id, "person-rask", view="reason", reason="Klage fra familien"), START)
    gone = ("Ole Sandvær", "Fløyelsgras", "Tordenskrall", "Nyplan", "Krukkeskaar", "sommerfugl")
    clear = decrypted(store.directory)
    assert all(word.encode() in clear for word in gone)
    move(store, own, Going(HOLDER, (plan.id,), ("person:owner-1",), frozenset({"person:owner-1"})))
    found = decrypted(store.directory) + b"".join(files_of(store.directory).values())
    assert [word for word in gone if word.encode() in found] == []
    assert (texts(store), texts(own)) == ({"Rødkløver"}, {"Tordenskrall"})
    assert {each.text for each in own.drafts.all()} == {"Fløyelsgras", "Nyplan"}
    assert [each.reason for each in store.audit.lookups(plan.id)] == ["Klage fra familien"]
    assert (store.audit.broken(), own.audit.lookups(plan.id)) == (0, ())
    draft(store, HOLDER, plan.id, "Sent")
    assert store.drafts.all() == ()
    with pytest.raises(StafettError) as caught:
        plan.writer.write(CommentWritten(activity=plan.late, text="x"))
    assert caught.value.kind is ErrorKind.PLAN_UNKNOWN


def test_the_log_goes_on_in_the_new_store_and_there_alone(store, plan, own):
    move(store, own, Going(HOLDER, (plan.id,)))
    writer = Writer(own, plan.id, device="egen", at=plan.writer.at)
    writer.write(CommentWritten(activity=plan.late, text="Videre"))
    assert own.journal.plan(plan.id).seq == 8
    assert own.verify() == ()
    assert own.shelf.alone() == (plan.id,)
    assert store.shelf.alone() == ()


def test_a_log_that_a_server_ordered_once_goes_with_what_it_hides(store, plan, own):
    keeper = joined(store, plan.id)
    keeper.writes(CommentWritten(activity=plan.late, text="Sommerfugl"))
    keeper.unseen = {8}
    refused = plan.writer.write(CommentWritten(activity=plan.late, text="Avvist"))[0]
    sync(store, keeper, refuse={refused: "not_allowed"})
    store.stand_alone()
    move(store, own, Going(HOLDER, (plan.id,)))
    with own._channel.reading() as connection:
        assert read_ordered(connection, plan.id).state is State.KEPT
    assert [each.code for each in own.refusals.all()] == ["not_allowed"]
    assert store.refusals.all() == ()
    assert (own.verify(), store.verify()) == ((), ())


def test_what_went_on_since_an_interruption_is_brought_first(store, plan, own):
    going = Going(HOLDER, (plan.id,), ("person:owner-1",), frozenset({"person:owner-1"}))
    Writer(store, "person:owner-1").write(ContactNoted(phone="+80 00 00 01"))
    own.take_in(store, going, THERE)
    (wrong,) = plan.writer.write(CommentWritten(activity=plan.late, text="Sommerfugl"))
    plan.writer.write(Blanked(target=wrong, reason="Feil"))
    blob = store.blobs.put(plan.id, "brev.txt", b"Brev")
    log = store.journal.entries(plan.id)
    move(store, own, going)
    assert own.journal.entries(plan.id) == log
    assert own.blobs.get(blob) == b"Brev"
    assert ErasedIds(own.directory).read() == {wrong}
    assert store.journal.logs_of("") == ()


def test_what_went_on_there_since_an_interruption_stays_as_it_is_there(store, plan, own):
    going = Going(HOLDER, (plan.id,))
    own.take_in(store, going, THERE)
    Writer(own, plan.id, "egen", plan.writer.at).write(CommentWritten(activity=plan.late, text="Ny"))
    move(store, own, going)
    assert own.journal.plan(plan.id).seq == 8
    assert store.journal.plan_ids() == ()


def test_where_both_went_on_nothing_is_changed_and_nothing_lost(store, plan, own):
    other = small_plan(store, 2, "Kari Blåklokke")
    own.take_in(store, Going(HOLDER, (plan.id,)), THERE)
    Writer(own, plan.id, "egen", plan.writer.at).write(CommentWritten(activity=plan.late, text="Ny"))
    plan.writer.write(CommentWritten(activity=plan.late, text="Annen"))
    before = rows(store, "entry"), rows(own, "entry")
    with pytest.raises(StafettError) as caught:
        own.take_in(store, Going(HOLDER, (other.id, plan.id)), THERE)
    assert caught.value.kind is ErrorKind.OTHER_LOG
    assert (rows(store, "entry"), rows(own, "entry")) == before


def test_the_log_of_a_person_that_went_on_in_both_stays_in_both(store, plan, own):
    log = "person:owner-1"
    writer = Writer(store, log)
    writer.write(ContactNoted(phone="+80 00 00 01"))
    going = Going(HOLDER, (plan.id,), (log,), frozenset({log}))
    own.take_in(store, going, THERE)
    Writer(own, log, "egen", writer.at).write(ContactNoted(phone="+80 00 00 02"))
    writer.write(ContactNoted(phone="+80 00 00 03"))
    move(store, own, going)
    assert store.journal.logs_of("") == (log,)
    assert [each.journal.plan(log).last(ContactNoted).body.phone[-1] for each in (store, own)] == ["3", "2"]


def test_an_older_copy_does_not_bring_back_what_went(store, plan, own, tmp_path, no_ring):
    stays = small_plan(store, 2, "Kari Blåklokke")
    set_up(store.settings, "kvist bekk stein måne")
    write_record(store.directory, wrapped_record("lager", KEY, "blåbær og fløte"))
    copy = store.back_up(tmp_path / "copies", START)
    move(store, own, Going(HOLDER, (plan.id,)))
    store.close()
    restore(copy, store.directory, lambda: "kvist bekk stein måne", passphrase=lambda: "blåbær og fløte")
    again = Store.open(store.directory, KEY)
    assert again.journal.logs_of("") == (stays.id,)
    assert b"Ole Sandv" not in decrypted(store.directory)
    again.close()


def test_a_disk_that_is_full_loses_nothing(store, plan, own):
    store.blobs.put(plan.id, "film", b"x" * 400_000)
    with own._channel.writing() as connection:
        (pages,) = connection.execute("PRAGMA page_count").fetchone()
        connection.execute(f"PRAGMA max_page_count={pages + 20}")
    before = rows(store, "entry")
    with pytest.raises(StafettError) as caught:
        own.take_in(store, Going(HOLDER, (plan.id,)), THERE)
    assert caught.value.kind is ErrorKind.DISK_FULL
    assert (rows(store, "entry"), own.journal.logs_of("")) == (before, ())
    assert store.verify() == own.verify() == ()


@pytest.fixture(scope="module")
def disk():
    with quick_folder() as folder:
        store = Store.open(folder / "here", KEY, create=True)
        plan = small_plan(store)
        small_plan(store, 2, "Kari Blåklokke")
        (wrong,) = plan.writer.write(CommentWritten(activity=plan.late, text="Sommerfugl"))
        plan.writer.write(Blanked(target=wrong, reason="Feil"))
        Writer(store, "person:owner-1").write(ContactNoted(phone="+80 00 00 00"))
        store.blobs.put(plan.id, "brev.txt", b"Brev")
        draft(store, HOLDER, plan.id, "Uferdig")
        draft(store, "person-rask", plan.id, "Min")
        store.close()
        Store.open(folder / "own", OWN, create=True).close()
        going = Going(HOLDER, (plan.id,), ("person:owner-1",), frozenset({"person:owner-1"}))
        yield SimpleNamespace(folder=folder, going=going)


def test_i02_power_that_goes_at_any_statement_loses_nothing_and_the_next_time_ends_it(disk):
    whole, ran = _run(disk, 10_000)
    assert ran > 60
    for left in range(ran + 1):
        cut, _ = _run(disk, min(left, ran - 1), after=left == ran)
        assert cut == whole, left


def _run(disk, left, *, after=False):
    """Move, lose the power, look whether all is still there, and move again; give how both stores are then."""
    run, power = disk.folder / "run", Power()
    shutil.rmtree(run, ignore_errors=True)
    for name in ("here", "own"):
        shutil.copytree(disk.folder / name, run / name)
    stores = _opened(run)
    before = rows(stores[0], "entry")
    for each in stores:
        each._channel._connection = Statements(each._channel._connection, power)
    power.left, power.after = left, after
    try:
        move(*stores, disk.going)
    except Crash:
        power.dead, power.left = False, None
        stores = _again(stores, run)
        assert all(each.verify() == () for each in stores)
        assert rows(stores[0], "entry") | rows(stores[1], "entry") == before
        if disk.going.plans[0] in stores[0].journal.plan_ids():
            move(*stores, disk.going)
    ran, power.left = left - (power.left or 0), None
    stores = _again(stores, run)
    assert all(each.verify() == () for each in stores)
    assert b"Lekegruppe" in decrypted(run / "own", OWN)
    ended = [
        {table: rows(each, table) for table in (*TABLES, "draft", "refused", "sync_plan", "setting")} for each in stores
    ]
    for each in stores:
        each.close()
    return ended, ran


def _opened(run):
    return Store.open(run / "here", KEY), Store.open(run / "own", OWN)


def _again(stores, run):
    for each in stores:
        each.close()
    return _opened(run)
