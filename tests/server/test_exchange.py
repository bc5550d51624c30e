"""Push and pull of one plan: order, verdicts, repeats, gaps, groups, clones (R3 to R9, R13 to R15, R26, R28)."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from stafett_server.log.keeper import Keeper
from stafett_tui.domain.activity import ActivityPlanned, ActivityRevised, CommentWritten
from stafett_tui.domain.consent import ConsentForm, ConsentWithdrawn
from stafett_tui.domain.event import canonical
from stafett_tui.domain.goal import Arena, GoalSet
from stafett_tui.domain.kinds import CODEC
from stafett_tui.domain.log import Blanked
from stafett_tui.domain.people import ParticipantLeft
from stafett_tui.sync.protocol import Code, Exchanged, Problem, SentEvent, packed, sent_event, unpacked
from tests.support.domain import KLOK, PPT, START, STODIG, VARM, opened
from tests.support.serving import PLAN, Laptop, MadeIds, SetClock, begun


def goal(text="Du sover"):
    return GoalSet(arena=Arena.HOME, text=text)


def problem(answer):
    assert isinstance(answer, Problem), answer
    return answer.code


def codes(answer):
    return [v.code or v.status for v in answer.judged]


def test_what_was_pushed_comes_back_in_the_servers_order(keeper):
    laptop = begun(keeper)
    assert [e.seq for e in laptop.entries] == [1, 2, 3, 4, 5]
    other = Laptop(keeper, VARM, "phone")
    page = other.pull()
    assert page.head == 5
    assert [e.hash for e in other.entries] == [e.hash for e in laptop.entries]
    assert other.folded == laptop.folded


def test_a_log_is_read_in_pages(keeper):
    begun(keeper)
    other = Laptop(keeper, VARM, "phone")
    assert other.pull(limit=2).more
    assert other.pull(limit=2).more
    assert not other.pull(limit=2).more
    assert len(other.entries) == 5


def test_one_own_event_travels_as_its_number_and_another_ones_whole(keeper):
    laptop = begun(keeper)
    sent = laptop.push(goal()).page.entries[0]
    assert (sent.n, sent.header, sent.body, sent.leaf) == (6, None, None, None)
    other = Laptop(keeper, VARM, "phone")
    assert all(e.header and e.body for e in other.pull().entries)


def test_r4_a_repeated_push_gives_the_same_verdicts_and_writes_nothing(keeper):
    laptop = begun(keeper)
    events = [
        laptop.event(goal("a")),
        laptop.event(CommentWritten(activity="nowhere", text="x")),
        laptop.event(goal("b")),
    ]
    first = laptop.ask(*events)
    assert codes(first) == ["ok", "activity_unknown", "ok"]
    for again in (events, events[:1], events[:2], events[1:]):
        answer = laptop.ask(*again)
        assert isinstance(answer, Exchanged)
        assert set(answer.judged) <= set(first.judged)
        assert (answer.acked, answer.page.head) == (8, 7)


def test_r4_a_prefix_of_repeats_goes_on_with_what_is_new(keeper):
    laptop = begun(keeper)
    events = [laptop.event(goal(str(n))) for n in range(4)]
    laptop.ask(*events[:2])
    answer = laptop.ask(*events)
    assert [v.seq for v in answer.judged] == [6, 7, 8, 9]


def test_r5_a_gap_stops_there_and_what_came_before_stands(keeper):
    laptop = begun(keeper)
    first, _, third = (laptop.event(goal(str(n))) for n in range(3))
    answer = laptop.ask(first, third)
    assert (answer.code, answer.expect) == (Code.GAP, 7)
    assert laptop.pull().head == 6


def test_r5_a_group_with_a_gap_in_it_is_not_begun(keeper):
    laptop = begun(keeper)
    first, _, third = (laptop.event(goal(str(n)), group="g") for n in range(3))
    answer = laptop.ask(first, third)
    assert (answer.code, answer.expect) == (Code.GAP, 6)
    assert laptop.pull().head == 5


def test_r13_each_event_is_judged_on_the_state_after_the_one_before(keeper):
    laptop = begun(keeper)
    klok = Laptop(keeper, KLOK, "ppt")
    klok.pull()
    withdrawn = ConsentWithdrawn(by=VARM, services=(PPT,), form=ConsentForm.ORAL)
    answer = laptop.push(ParticipantLeft(person=KLOK), withdrawn, goal())
    assert codes(answer) == ["ok", "ok", "ok"]
    answer = klok.ask(klok.event(CommentWritten(activity="x", text="y")))
    assert isinstance(answer, Exchanged)
    assert codes(answer) == ["not_allowed"]
    assert answer.page.head == 0
    assert problem(klok.ask()) is Code.REVOKED


def test_r14_the_counter_goes_on_over_a_refusal(keeper):
    laptop = begun(keeper)
    answer = laptop.push(CommentWritten(activity="nowhere", text="x"), goal())
    assert codes(answer) == ["activity_unknown", "ok"]
    assert answer.acked == 7


def test_r15_a_group_is_taken_or_refused_as_one(keeper):
    laptop = begun(keeper)
    answer = laptop.push(goal("a"), CommentWritten(activity="nowhere", text="x"), goal("b"), group="together")
    assert codes(answer) == ["GROUP", "activity_unknown", "GROUP"]
    assert codes(laptop.push(goal("c"), goal("d"), group="other")) == ["ok", "ok"]
    assert laptop.pull().head == 7


def test_r15_what_comes_after_a_refused_group_is_judged_as_if_the_group_had_not_come(keeper):
    laptop = begun(keeper)
    made = laptop.event(ActivityPlanned(what="Du leser", responsible=STODIG), group="together")
    thing = json.loads(made.header)["id"]
    refused = laptop.event(CommentWritten(activity="nowhere", text="x"), group="together")
    comment = laptop.event(CommentWritten(activity=thing, text="y"))
    before, after = laptop.event(goal("a"), n=6), laptop.event(goal("b"), n=10)
    events = (before, *(_numbered(each, n) for n, each in enumerate((made, refused, comment), start=7)), after)
    assert codes(laptop.ask(*events)) == ["ok", "GROUP", "activity_unknown", "activity_unknown", "ok"]
    fresh = Laptop(keeper, STODIG, "tablet")
    fresh.pull()
    assert [fact.body.text for fact in fresh.folded.of(GoalSet)] == ["a", "b"]
    assert keeper.check() == ()


def _numbered(event, n):
    return event.model_copy(update={"header": canonical(json.loads(event.header) | {"n": n}).decode()})


def test_r2_a_late_old_value_becomes_a_conflict_and_never_wins(keeper):
    laptop = begun(keeper)
    made = laptop.event(ActivityPlanned(what="Du leser", responsible=STODIG, due="2026-12-01"))
    laptop.take(laptop.ask(made).page)
    thing, seq = laptop.entries[-1].event.id, laptop.entries[-1].seq
    other = Laptop(keeper, STODIG, "tablet")
    other.pull()
    revised = ActivityRevised(thing=thing, field="what", value="Du synger")
    assert codes(laptop.push(revised, base=seq)) == ["ok"]
    late = ActivityRevised(thing=thing, field="what", value="Du maler")
    assert codes(other.push(late, base=seq)) == ["conflict"]
    assert other.folded.facts[thing].body.what == "Du synger"
    assert len(other.folded.conflicts) == 1


def test_r26_another_event_under_the_same_number_freezes_the_device(keeper):
    laptop = begun(keeper)
    clone = replace(laptop, entries=list(laptop.entries), sealed=dict(laptop.sealed))
    laptop.push(goal("mine"))
    assert problem(clone.ask(clone.event(goal("theirs")), clone.event(goal("more")))) is Code.CLONE
    assert problem(laptop.ask(laptop.event(goal("on")))) is Code.CLONE
    assert laptop.pull().head == 6


def test_r26_under_a_new_name_the_same_events_are_taken_once(keeper):
    laptop = begun(keeper)
    renamed = Laptop(keeper, device="laptop-2", entries=list(laptop.entries), sealed=dict(laptop.sealed))
    again = [replace(e.event, device="laptop-2", n=n) for n, e in enumerate(laptop.entries[3:], 1)]
    renamed.n = 2
    events = [sent_event(CODEC.seal(each)) for each in again]
    answer = renamed.ask(*events, renamed.event(goal()))
    assert [v.seq for v in answer.judged] == [4, 5, 6]
    assert renamed.ask(*events).judged == answer.judged[:2]


def test_r28_an_id_of_another_plan_is_refused(keeper):
    laptop = begun(keeper)
    taken = laptop.entries[-1].event.id
    second = begun(keeper, plan="22222222-2222-4222-8222-222222222222")
    assert codes(second.push(goal(), id=taken)) == ["ID_TAKEN"]
    with pytest.raises(AssertionError, match="MALFORMED"):
        second.push(goal(), plan_id=PLAN)


def test_r33_what_is_blanked_is_out_of_the_database_and_never_comes_back(keeper, database):
    laptop = begun(keeper)
    other = Laptop(keeper, VARM, "phone")
    laptop.push(goal("Et ord for mye"))
    other.pull()
    target = laptop.entries[-1].event
    answer = laptop.push(Blanked(target=target.id, reason="feil logg"))
    assert codes(answer) == ["ok"]
    assert answer.page.hide == (6,)
    page = other.pull()
    assert page.hide == (6,)
    with database.reading() as connection:
        bodies = [bytes(r[0] or b"") for r in connection.exec_driver_sql("SELECT body FROM entry")]
    assert not any(b"Et ord" in body for body in bodies)
    third = Laptop(keeper, VARM, "new")
    third.pull()
    assert third.folded == laptop.folded == other.folded


def test_r34_an_erased_event_is_refused_also_where_the_log_lost_it(keeper, database):
    laptop = begun(keeper)
    with database.writing() as connection:
        connection.exec_driver_sql(f"INSERT INTO tombstone VALUES ('lillevik', '{PLAN}', 'gone')")
    assert codes(laptop.push(goal(), id="gone")) == ["ERASED"]


def test_r23_a_log_that_is_not_the_servers_is_a_fork_before_any_right_is_asked(keeper):
    laptop = begun(keeper)
    stranger = Laptop(keeper, "stranger", "x", entries=list(laptop.entries))
    assert problem(stranger.ask()) is Code.REVOKED
    stranger.entries[-1] = replace(stranger.entries[-1], hash=bytes(32))
    assert problem(stranger.ask()) is Code.FORK
    laptop.entries.append(replace(laptop.entries[-1], seq=6))
    assert problem(laptop.ask(laptop.event(goal()))) is Code.FORK


def test_r23_another_epoch_stops_everything(keeper):
    laptop = begun(keeper)
    answer = laptop.ask(epoch="an-older-one")
    assert (answer.code, answer.epoch) == (Code.EPOCH, keeper.epoch("lillevik"))
    assert isinstance(laptop.ask(epoch=keeper.epoch("lillevik")), Exchanged)


def test_a_plan_that_is_not_here_begins_with_its_opening(keeper):
    laptop = Laptop(keeper)
    assert problem(laptop.ask()) is Code.PLAN_GONE
    assert problem(laptop.ask(laptop.event(goal()))) is Code.PLAN_GONE


def test_a_refused_opening_is_told_with_its_code_and_may_be_tried_again(keeper):
    laptop = Laptop(keeper, person=KLOK)
    answer = laptop.ask(laptop.event(opened()), laptop.event(goal()))
    assert codes(answer) == ["not_allowed", "not_opened"]
    assert answer.page.head == 0
    holder = Laptop(keeper, device="another")
    assert codes(holder.push(opened())) == ["ok"]


@pytest.mark.parametrize(
    "broken",
    [
        {"n": "1"}, {"n": 0}, {"n": True}, {"v": "1"}, {"id": ""}, {"made_at": "yesterday"}, {"device": "another"},
        {"plan": "another"}, {"base": 1.5}, {"act": None}, {"more": 1}, {"kind": 1},
    ],
    ids=str,
)  # fmt: skip
def test_a_header_that_is_not_one_stops_the_whole_request(keeper, broken):
    laptop = begun(keeper)
    good, bad = laptop.event(goal("a")), laptop.event(goal("b"))
    header = canonical(json.loads(bad.header) | broken).decode()
    assert problem(laptop.ask(good, SentEvent(header=header, body=bad.body, salt=bad.salt))) is Code.MALFORMED
    assert laptop.pull().head == 5


@pytest.mark.parametrize("header", ["{}", "no json", "[1]", '{"id": NaN}', "[" * 4000])
def test_bytes_that_are_no_header_stop_the_whole_request(keeper, header):
    laptop = begun(keeper)
    bad = laptop.event(goal())
    assert problem(laptop.ask(SentEvent(header=header, body=bad.body, salt=bad.salt))) is Code.MALFORMED


def test_a_header_is_written_in_one_way_only(keeper):
    laptop = begun(keeper)
    bad = laptop.event(goal())
    twice = bad.header[:-1] + ',"n":7}'
    assert problem(laptop.ask(SentEvent(header=twice, body=bad.body, salt=bad.salt))) is Code.MALFORMED
    short = SentEvent(header=bad.header, body=bad.body, salt=packed(unpacked(bad.salt)[:8]))
    assert problem(laptop.ask(short)) is Code.MALFORMED


def test_a_body_that_does_not_fit_its_kind_is_refused_alone_so_that_the_queue_goes_on(keeper):
    laptop = begun(keeper)
    bad, good = laptop.event(goal()), laptop.event(goal())
    answer = laptop.ask(SentEvent(header=bad.header, body='{"what":1}', salt=bad.salt), good)
    assert codes(answer) == ["bad_input", "ok"]


def test_r22_an_unknown_kind_asks_for_an_upgrade_and_nothing_is_applied(keeper):
    laptop = begun(keeper)
    good, bad = laptop.event(goal()), laptop.event(goal())
    header = canonical(json.loads(bad.header) | {"kind": "dream.told"}).decode()
    answer = laptop.ask(good, SentEvent(header=header, body=bad.body, salt=bad.salt))
    assert (answer.code, answer.least, answer.most) == (Code.UPGRADE, 1, 1)
    assert laptop.pull().head == 5


def test_r1_the_clocks_of_laptops_take_part_in_nothing(keeper):
    laptop = begun(keeper)
    answer = laptop.push(goal(), made_at=START.replace(year=2066))
    assert codes(answer) == ["ok"]
    assert laptop.entries[-1].at == START


def test_the_servers_clock_set_back_takes_no_confirmation_back(keeper):
    laptop = begun(keeper)
    keeper.room.clock.move(days=-3)
    laptop.push(goal())
    assert laptop.entries[-1].at == START


def test_r36_listeners_are_told_after_the_commit_only(keeper, database):
    told = []

    def listener(tenant, plan, head):
        told.append((tenant, plan, head, keeper.heads(tenant, (plan,))[plan]))

    stop = keeper.listen(listener)
    laptop = begun(keeper)
    assert told == [("lillevik", PLAN, 5, 5)]
    laptop.push(CommentWritten(activity="nowhere", text="refused"))
    stop()
    laptop.push(goal())
    assert len(told) == 1


def test_two_keepers_on_one_database_see_each_others_places(keeper, database, tmp_path):
    laptop = begun(keeper)
    beside = Keeper(database, SetClock(START), MadeIds(), keeper.room.ledger)
    other = Laptop(beside, VARM, "phone")
    other.pull()
    laptop.push(goal("a"))
    assert other.pull().head == 6
    answer = other.push(CommentWritten(activity="nowhere", text="x"))
    assert codes(answer) == ["activity_unknown"]
    target = laptop.entries[-1].event.id
    laptop.push(goal("b"))
    laptop.push(Blanked(target=target, reason="feil"))
    other.pull()
    assert other.folded == laptop.folded
