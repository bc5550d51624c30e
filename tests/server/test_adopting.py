"""A log that was begun alone is taken over as it stands; the first to bring it wins (architecture: alone and together)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from stafett_tui.domain.event import Sealed
from stafett_tui.domain.goal import Arena, GoalSet
from stafett_tui.domain.log import PersonIdentified, PlanAdopted
from stafett_tui.domain.people import holder_id
from stafett_tui.domain.plan import fold
from stafett_tui.sync.protocol import Adopt, Adopted, Code, SentEntry, brought_entry, packed, sent_entry
from tests.support.domain import KLOK, STODIG, VARM, started, with_goal
from tests.support.serving import Laptop


def alone(**told):
    log = started()
    with_goal(log)
    return log


def parts(log):
    return [sent_entry(entry, sealed) for entry, sealed in zip(log.entries, log.sealed, strict=True)]


def bring(keeper, laptop, entries, *, last=True, me=STODIG):
    return keeper.adopt(laptop.session, Adopt(plan=laptop.plan, me=me, entries=tuple(entries), last=last))


def goal(text="Du sover"):
    return GoalSet(arena=Arena.HOME, text=text)


def test_a_log_is_taken_with_its_places_hashes_and_times(keeper):
    log = alone()
    laptop = Laptop(keeper, plan=log.plan_id)
    assert bring(keeper, laptop, parts(log)) == Adopted(common=len(log.entries), whole=True)
    other = Laptop(keeper, VARM, "phone", plan=log.plan_id)
    other.pull()
    assert [e.hash for e in other.entries[:-1]] == [e.hash for e in log.entries]
    assert other.entries[-1].event.body == PlanAdopted(server="Lillevik", through=len(log.entries))


def test_the_local_person_is_the_account_from_there_on(keeper):
    log = alone()
    laptop = Laptop(keeper, "account", plan=log.plan_id, entries=list(log.entries))
    bring(keeper, laptop, parts(log))
    laptop.pull()
    assert laptop.entries[-1].event.body == PersonIdentified(local=STODIG, account="account")
    assert holder_id(laptop.folded) == "account"
    laptop.n = max(e.event.n for e in log.entries)
    assert laptop.push(goal()).judged[0].status == "ok"


def test_the_counter_of_each_device_goes_on(keeper):
    log = alone()
    laptop = Laptop(keeper, plan=log.plan_id, entries=list(log.entries))
    bring(keeper, laptop, parts(log))
    assert laptop.ask().acked == len(log.entries)
    laptop.n = len(log.entries)
    assert laptop.push(goal()).acked == len(log.entries) + 1


def test_a_long_log_comes_in_parts_and_nobody_sees_it_before_the_last(keeper):
    log = alone()
    laptop, all_of = Laptop(keeper, plan=log.plan_id), parts(log)
    assert bring(keeper, laptop, all_of[:3], last=False) == Adopted(common=3, whole=True)
    assert laptop.ask().code is Code.PLAN_GONE
    assert laptop.ask(laptop.event(goal())).code is Code.RETRY
    assert bring(keeper, laptop, all_of[1:3], last=False).common == 3
    assert bring(keeper, laptop, all_of[3:]) == Adopted(common=len(all_of), whole=True)
    assert bring(keeper, laptop, all_of[3:]) == Adopted(common=len(all_of), whole=True)
    assert laptop.pull().head == len(all_of) + 1


def test_a_part_that_is_missing_is_asked_for(keeper):
    log = alone()
    laptop, all_of = Laptop(keeper, plan=log.plan_id), parts(log)
    answer = bring(keeper, laptop, all_of[3:])
    assert (answer.code, answer.expect) == (Code.GAP, 1)


def test_of_two_laptops_with_the_same_plan_the_first_wins(keeper):
    log = alone()
    common = len(log.entries)
    first, second = parts(log), parts(log)
    log.add(goal("mine"))
    first.append(parts(log)[-1])
    theirs = alone()
    theirs.add(goal("theirs"))
    theirs.add(goal("more"))
    second = parts(theirs)
    laptop = Laptop(keeper, plan=log.plan_id)
    assert bring(keeper, laptop, first).whole
    other = Laptop(keeper, device="tablet", plan=log.plan_id)
    answer = bring(keeper, other, second)
    assert (answer.common, answer.whole) == (common, False)


def test_while_one_brings_a_log_another_waits_until_it_was_left_lying(keeper):
    log = alone()
    laptop, other = Laptop(keeper, plan=log.plan_id), Laptop(keeper, device="tablet", plan=log.plan_id)
    bring(keeper, laptop, parts(log)[:3], last=False)
    assert bring(keeper, other, parts(log)).code is Code.RETRY
    keeper.room.clock.move(minutes=11)
    assert bring(keeper, other, parts(log)).whole
    assert bring(keeper, laptop, parts(log)[3:]).whole


def test_a_device_that_begins_again_with_another_log_is_taken_from_the_beginning(keeper):
    log = alone()
    laptop = Laptop(keeper, plan=log.plan_id)
    bring(keeper, laptop, parts(log)[:3], last=False)
    other = replace(parts(log)[2], at=parts(log)[3].at) if False else parts(log)[2].model_copy(update={"policy": "x"})
    changed = other.model_copy(update={"at": parts(log)[5].at})
    answer = bring(keeper, laptop, [parts(log)[1], changed], last=False)
    assert (answer.code, answer.expect) == (Code.GAP, 1)
    assert bring(keeper, laptop, parts(log)).whole


def test_what_was_blanked_alone_stays_blank_and_is_never_taken_again(keeper):
    log = alone()
    all_of = parts(log)
    target = log.entries[-1]
    blank = SentEntry(seq=target.seq, at=all_of[-1].at, leaf=packed(target.leaf), header=all_of[-1].header)
    laptop = Laptop(keeper, plan=log.plan_id)
    assert bring(keeper, laptop, [*all_of[:-1], blank]).whole
    other = Laptop(keeper, VARM, "phone", plan=log.plan_id)
    other.pull()
    assert other.entries[target.seq - 1].event is None
    assert fold(other.entries).seq == target.seq + 1
    mine = Laptop(keeper, device="new", plan=log.plan_id)
    mine.pull()
    assert mine.push(goal(), id=target.event.id).judged[0].status == "ok"  # its place is told, its words are not here


def test_r5_no_number_is_left_out_for_a_place_without_words(keeper):
    log = alone()
    last = log.entries[-1]
    laptop = Laptop(keeper, plan=log.plan_id, entries=list(log.entries), n=last.event.n)
    assert bring(keeper, laptop, [*parts(log)[:-1], never_seen(last)]).whole
    laptop.entries[-1] = replace(last, event=None)
    answer = laptop.ask(laptop.event(goal()))
    assert (answer.code, answer.expect) == (Code.GAP, last.event.n)
    laptop.n = last.event.n - 1
    assert laptop.push(goal()).judged[0].status == "ok"


def never_seen(entry):
    """A place as a laptop brings it that was never shown its words."""
    return brought_entry(replace(entry, event=None), Sealed(b"", None, b""))


def test_what_was_never_seen_on_a_laptop_that_left_another_server_keeps_its_place(keeper):
    log = alone()
    laptop = Laptop(keeper, plan=log.plan_id)
    assert bring(keeper, laptop, [*parts(log)[:-1], never_seen(log.entries[-1])]).whole
    other = Laptop(keeper, VARM, "phone", plan=log.plan_id)
    other.pull()
    assert [e.hash for e in other.entries[:-1]] == [e.hash for e in log.entries]


@pytest.mark.parametrize("me", ["stranger"])
def test_whoever_brings_a_plan_is_in_it(keeper, me):
    log = alone()
    laptop = Laptop(keeper, "stranger", plan=log.plan_id)
    assert bring(keeper, laptop, parts(log), me=me).code is Code.PLAN_GONE
    assert bring(keeper, Laptop(keeper, KLOK, plan=log.plan_id), parts(log), me=KLOK).whole


def test_what_is_no_log_is_not_taken(keeper):
    log = alone()
    all_of = parts(log)
    laptop = Laptop(keeper, plan=log.plan_id)
    other = Laptop(keeper, plan="33333333-3333-4333-8333-333333333333")
    twice = all_of[1].model_copy(update={"seq": 3})
    for entries in ([], all_of[::-1], all_of[:1] + all_of[2:], [*all_of[:2], twice],
                    [all_of[1].model_copy(update={"seq": 1})], [all_of[0].model_copy(update={"header": "{}"})],
                    [all_of[0].model_copy(update={"body": None, "header": None})]):  # fmt: skip
        assert bring(keeper, laptop, entries).code is Code.MALFORMED
    assert bring(keeper, other, all_of).code is Code.MALFORMED
    assert bring(keeper, laptop, all_of).whole


def test_an_event_of_another_log_is_not_brought_again(keeper):
    log = alone()
    bring(keeper, Laptop(keeper, plan=log.plan_id), parts(log))
    import json

    from stafett_tui.domain.event import canonical

    moved = [
        s.model_copy(update={"header": canonical(json.loads(s.header) | {"plan": "other"}).decode()})
        for s in parts(log)
    ]
    assert bring(keeper, Laptop(keeper, plan="other"), moved).code is Code.MALFORMED
