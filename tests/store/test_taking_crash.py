"""The power goes at any statement of syncing: the next round goes on, and nothing is lost or there twice (R6, R7, I2)."""

from __future__ import annotations

import copy
import shutil
from types import SimpleNamespace

import pytest

from stafett_tui.domain.activity import ActivityRevised, CommentWritten
from stafett_tui.domain.log import Blanked
from stafett_tui.store.erased import ErasedIds
from stafett_tui.store.opened import Store
from stafett_tui.sync.protocol import packed
from tests.store.crashing import Crash, Statements
from tests.store.keeping import Keeper, joined, sync
from tests.store.making import KEY, decrypted, small_plan
from tests.support.quick import quick_folder


@pytest.fixture(scope="module")
def disk():
    with quick_folder() as folder:
        store = Store.open(folder / "first", KEY, create=True)
        plan = small_plan(store)
        keeper = joined(store, plan.id)
        wrong = keeper.writes(CommentWritten(activity=plan.late, text="Sommerfugl"))
        plan.writer.write(CommentWritten(activity=plan.late, text="Sett"))
        sync(store, keeper)
        refused = plan.writer.write(CommentWritten(activity=plan.late, text="Avvist"))[0]
        plan.writer.write(ActivityRevised(thing=plan.late, field="due", value="2026-12-05", reason="x"), base=5)
        plan.writer.write(CommentWritten(activity=plan.later, text="Krukkeskår"), clear=("field",))
        store.drafts.keep(f"person-mona/{plan.id}/line", plan.id, "Uferdig", 3, plan.writer.at)
        store.close()
        yield SimpleNamespace(folder=folder, keeper=keeper, plan=plan, wrong=wrong, refused=refused)


def taken(disk, store, keeper):
    if keeper.head == 9:
        keeper.writes(ActivityRevised(thing=disk.plan.late, field="due", value="2026-12-03", reason="x"), base=5)
        keeper.writes(Blanked(target=disk.wrong, reason="Feil"))
        keeper.unseen = {6}
    sync(store, keeper, limit=2, refuse={disk.refused: "not_allowed"})


def offered(disk, store, keeper):
    if keeper.log[7:] == disk.keeper.log[7:]:
        keeper.log, keeper.verdicts = keeper.log[:7], {}
        keeper.acked = {"laptop": 7, "tablet": 0}
        keeper.writes(CommentWritten(activity=disk.plan.late, text="Nytt"))
    known = store.shelf.known(keeper.plan_id)
    if known.after > keeper.head or known.hash != packed(keeper.log[known.after - 1][0].hash):
        store.shelf.anew(keeper.plan_id, offer=True)
    sync(store, keeper, limit=3)


def renamed(disk, store, keeper):
    if store.settings.get("device") != "nytt":
        store.shelf.renumber(keeper.plan_id, "nytt", 0)
    sync(store, keeper, device="nytt")


def purged(disk, store, keeper):
    store.shelf.purge(keeper.plan_id)


@pytest.mark.parametrize("scene", [taken, offered, renamed, purged])
def test_r06_power_that_goes_at_any_statement_loses_nothing(disk, scene):
    whole = _run(disk, scene, None)
    assert whole.ran > 20
    for left in range(whole.ran + 1):
        cut = _run(disk, scene, min(left, whole.ran - 1), after=left == whole.ran)
        assert (cut.plan, cut.refused, cut.waits) == (whole.plan, whole.refused, whole.waits), left


def _run(disk, scene, left, *, after=False):
    folder, keeper = disk.folder / "run", copy.deepcopy(disk.keeper)
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(disk.folder / "first", folder)
    store = Store.open(folder, KEY)
    statements = store._channel._connection = Statements(store._channel._connection)
    statements.left, statements.after = 10_000 if left is None else left, after
    try:
        scene(disk, store, keeper)
    except Crash:
        statements.dead = False
        statements.left = None
        store.close()
        store = Store.open(folder, KEY)
        assert store.verify() == ()
        scene(disk, store, keeper)
    ran = 10_000 - (statements.left or 0)
    statements.left = None
    return _ended(disk, store, keeper, ran)


def _ended(disk, store, keeper: Keeper, ran):
    assert store.verify() == ()
    held = store.journal.folded.hold(keeper.plan_id).plan
    words = [each.event.body.text if each.event.body else None for each in held.entries
             if each.event is not None and each.event.kind == "comment.written"]  # fmt: skip
    shape = [(e.seq, None if e.event is None else e.event.kind, e.status) for e in held.entries]
    found = SimpleNamespace(plan=(shape, words), refused=[(r.code, r.event_id) for r in store.refusals.all()],
                            waits=dict(store.refusals.waiting()), ran=ran)  # fmt: skip
    if any(kind == "blanked" for _, kind, _ in shape):
        assert ErasedIds(store.directory).read() == {disk.wrong}
        assert b"Sommerfugl" not in decrypted(store.directory)
    store.close()
    return found
