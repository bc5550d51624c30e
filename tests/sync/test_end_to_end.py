"""Two laptops and the real server as a process: from a code to the same plan, through what can happen on the way."""

from __future__ import annotations

import signal
from queue import SimpleQueue

import keyring
import keyring.backends.fail
import pytest

from stafett_tui.domain.errors import ErrorKind, StafettError
from stafett_tui.domain.goal import Arena
from stafett_tui.domain.protection import AddressProtection
from stafett_tui.services.clock import Clock
from stafett_tui.services.person import Me
from stafett_tui.services.standing import Hindrance
from stafett_tui.services.syncstate import Word
from stafett_tui.store.opened import Store
from tests.support.office import HOLDER, KEY, open_office, open_plan

KLOK = Me("p-klok", "Klok Ugle", "PPT", "rådgiver", "nb")
WAIT = 20
SECRET_WORDS = "Ordet som bare står i denne planen"


@pytest.fixture
def laptop(tmp_path):
    before = keyring.get_keyring()
    keyring.set_keyring(keyring.backends.fail.Keyring())
    made = []

    def laptop(name, me=HOLDER):
        made.append(open_office(tmp_path / name, me=me))
        made[-1].clock = Clock()
        return made[-1]

    yield laptop
    for each in made:
        if not getattr(each, "shut", False):
            each.close()
    keyring.set_keyring(before)


@pytest.fixture
def begun(server, laptop):
    """Stødig with a plan begun alone, who takes part now."""
    office = laptop("a")
    plan = open_plan(office.desk())
    office.together.login(server.address, server.invite("Stødig Gran"), "pc a")
    return office, plan


@pytest.fixture
def two(server, laptop, begun):
    """Stødig, and Klok who is in the plan."""
    first, plan = begun
    second = laptop("b", KLOK)
    second.together.login(server.address, server.invite("Klok Ugle", person="p-klok"), "pc b")
    return first, second, plan


@pytest.fixture
def own(server, laptop, begun):
    """Stødig with two laptops."""
    first, plan = begun
    second = laptop("b")
    second.together.login(server.address, server.invite("Stødig Gran", person=HOLDER.person), "pc b")
    return first, second, plan


def goals(office, plan):
    found = office.store.journal.plan(plan)
    return [fact.body.text for fact in found.facts.values() if fact.body.KIND == "goal.set"]


def set_goal(office, plan, text):
    return office.desk().plans.set_goal(plan, Arena.KINDERGARTEN, text)


def shut(office):
    office.close()
    office.shut = True


class Watched:
    """A laptop that syncs by itself; what it tells comes into queues."""

    def __init__(self, office):
        self.office, self.changes, self.states = office, SimpleQueue(), SimpleQueue()
        office.together.listen(self.changes.put, self.states.put)
        office.together.start()
        self.until(lambda standing: standing.synced_at is not None or standing.unreachable_since is not None)

    def until(self, holds):
        while not holds(standing := self.states.get(timeout=WAIT)):
            pass
        return standing


def test_what_was_begun_alone_is_at_the_server_as_it_stands_and_goes_on(two):
    first, second, plan = two
    assert [e.hash for e in first.store.journal.entries(plan)] == [e.hash for e in second.store.journal.entries(plan)]
    assert "plan.adopted" in {e.event.kind for e in second.store.journal.entries(plan)}
    set_goal(first, plan, "Du sier fra når det er nok.")
    assert first.together.standing().state.word is Word.WAITING
    first.together.sync()
    assert first.together.standing().state.word is Word.SYNCED
    second.together.sync()
    assert "Du sier fra når det er nok." in goals(second, plan)
    assert first.store.verify() == second.store.verify() == ()


def test_a_plan_opened_after_the_login_reaches_whoever_is_in_it(two):
    first, second, _ = two
    new = open_plan(first.desk())
    first.together.sync()
    second.together.sync()
    assert goals(first, new) == goals(second, new) != []


def test_i4_a_deadline_moved_on_both_sides_stands_in_two_versions_on_both(own):
    first, second, plan = own
    goal = first.desk().plans.set_goal(plan, Arena.KINDERGARTEN, "Første").ids[0]
    first.together.sync()
    second.together.sync()
    first.desk().plans.reword_goal(plan, goal, "Fra Stødig")
    second.desk().plans.reword_goal(plan, goal, "Fra Klok")
    for office in (first, second, first):
        office.together.sync()
    for office in (first, second):
        found = office.store.journal.plan(plan)
        assert found.facts[goal].body.text == "Fra Stødig"
        assert [each.value for each in found.conflicts] == ["Fra Klok"]


def test_r36_what_one_writes_the_other_has_at_once_and_both_may_write(own):
    first, second, plan = own
    one, other = Watched(first), Watched(second)
    set_goal(first, plan, "Live fra Stødig")
    assert other.changes.get(timeout=WAIT).plan_id == plan
    assert "Live fra Stødig" in goals(second, plan)
    set_goal(second, plan, "Live fra Klok")
    while "Live fra Klok" not in goals(first, plan):
        one.changes.get(timeout=WAIT)


def test_a_server_that_is_killed_and_comes_back_loses_nothing(server, own):
    first, second, plan = own
    watched = Watched(first)
    server.stop(signal.SIGKILL)
    set_goal(first, plan, "Skrevet uten nett")
    watched.until(lambda standing: standing.unreachable_since is not None)
    assert first.together.standing().state.word is Word.WAITING
    server.start()
    first.together.sync_soon()
    watched.until(lambda standing: not standing.waiting and standing.unreachable_since is None)
    second.together.sync()
    assert "Skrevet uten nett" in goals(second, plan)


def test_i7_after_a_revocation_nothing_of_the_plan_is_on_the_disk_but_one_s_own_unsent_words(server, two, tmp_path):
    first, second, plan = two
    set_goal(first, plan, SECRET_WORDS)
    activity = first.desk().activities.plan(plan, "Bilder av dagen", responsible="p-klok").ids[0]
    first.together.sync()
    second.together.sync()
    assert SECRET_WORDS in goals(second, plan)
    second.desk().activities.comment(plan, activity, "Usendt av Klok")
    server.revoke(person="p-klok")
    outcome = second.together.sync()
    assert [(each.plan, each.unsent) for each in outcome.gone if each.plan == plan] == [(plan, 1)]
    standing = second.together.standing()
    assert standing.hindrance is Hindrance.REVOKED
    assert [each.unsent for each in standing.removed] == [1]
    assert second.store.journal.plan_ids() == ()
    shut(second)
    assert b"Usendt av Klok" in plain_bytes(tmp_path / "b")
    for word in (SECRET_WORDS, "Munter", "Varm Kaffekopp"):
        assert word.encode() not in plain_bytes(tmp_path / "b")


def plain_bytes(folder):
    """Give everything that the key of a store opens, as bytes."""
    from stafett_tui.store.engine import FILE, connect

    connection = connect(folder / "store" / FILE, KEY)
    tables = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type='table'").fetchall()]
    found = repr([connection.execute(f'SELECT * FROM "{table}"').fetchall() for table in tables])
    connection.close()
    return found.encode("unicode_escape").decode("unicode_escape").encode()


def test_k03_a_strictly_confidential_plan_is_here_only_while_a_session_of_somebody_named_is_open(
    begun, laptop, tmp_path
):
    office, plan = begun
    office.desk().people.protect(plan, "p-munter", AddressProtection.STRICTLY_CONFIDENTIAL, (HOLDER.person,))
    office.together.sync()
    assert plan in office.store.journal.plan_ids()
    shut(office)
    assert b"Munter" not in plain_bytes(tmp_path / "a")
    again = laptop("a")
    again.together.sync()
    assert [each.plan_id for each in again.desk().plans.rows()] == [plan]


def test_whoever_leaves_wipes_what_the_server_has(begun, tmp_path):
    office, plan = begun
    set_goal(office, plan, "Siste ord")
    assert office.together.logout() == 0
    assert (office.takes_part, office.store.journal.plan_ids()) == (False, ())
    assert b"Siste ord" not in plain_bytes(tmp_path / "a")


def test_whoever_leaves_and_keeps_goes_on_alone_with_the_same_log(begun):
    office, plan = begun
    office.together.logout(keep=True)
    assert not office.takes_part
    before = office.store.journal.plan(plan).seq
    set_goal(office, plan, "Alene igjen")
    assert office.store.journal.plan(plan).seq == before + 1
    assert office.store.verify() == ()


def test_i2_nobody_leaves_with_words_that_were_never_sent_unless_they_say_so(server, begun):
    office, plan = begun
    server.stop()
    set_goal(office, plan, "Aldri sendt")
    with pytest.raises(StafettError) as raised:
        office.together.logout()
    assert raised.value.kind is ErrorKind.STILL_WAITING
    assert office.together.logout(anyway=True) == 1
    assert ["Aldri sendt" in each.body.decode() for each in office.store.refusals.all()] == [True]


def test_r26_a_copied_laptop_takes_another_name_and_both_keep_their_words(server, laptop, begun, tmp_path):
    import shutil

    office, plan = begun
    shut(office)
    shutil.copytree(tmp_path / "a", tmp_path / "twin")
    again, twin = laptop("a"), laptop("twin")
    set_goal(again, plan, "Fra den ene")
    set_goal(twin, plan, "Fra den andre")
    again.together.sync()
    assert twin.together.sync().problems == ()
    again.together.sync()
    assert {"Fra den ene", "Fra den andre"} <= set(goals(again, plan))
    assert goals(again, plan) == goals(twin, plan)
    assert again.device != twin.device
    assert len(server.devices()) == 2


def test_a_file_of_a_plan_goes_to_the_other_laptop_by_its_hash(own, tmp_path):
    first, second, plan = own
    form = tmp_path / "samtykke.pdf"
    form.write_bytes(b"%PDF-1.7 signed")
    first.desk().documents.attach(plan, form)
    first.together.sync()
    second.together.sync()
    (blob,) = second.store.blobs.of(plan)
    assert second.store.blobs.get(blob.hash) == b"%PDF-1.7 signed"


def test_an_interrupted_store_of_a_laptop_that_takes_part_opens_as_before(begun, tmp_path):
    office, plan = begun
    shut(office)
    again = Store.open(tmp_path / "a" / "store", KEY)
    assert again.journal.plan(plan).seq > 0
    again.close()
