"""A server that is restored from a backup forgets no withdrawal, no departure and no erasure (R23 to R25, R33, R34)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from stafett_server.log.database import Database
from stafett_server.log.keeper import Keeper
from stafett_server.log.ledger import Ledger
from stafett_server.log.migrations import migrate
from stafett_server.log.tables import LOG
from stafett_tui.domain.consent import ConsentForm, ConsentWithdrawn
from stafett_tui.domain.errors import ErrorKind, StafettError
from stafett_tui.domain.goal import Arena, GoalSet
from stafett_tui.domain.hiding import ServiceHidden
from stafett_tui.domain.keptout import KeptOut
from stafett_tui.domain.kinds import CODEC
from stafett_tui.domain.lifecycle import ErasureAsked, PlanErased
from stafett_tui.domain.log import Blanked
from stafett_tui.domain.people import ParticipantAdded, ParticipantLeft, Role, participant
from stafett_tui.domain.person import ContactNoted, OpenersNamed, ProtectionNoted, log_of
from stafett_tui.domain.protection import AddressProtection
from stafett_tui.sync.protocol import Code, Exchanged, Reason, sealed_event, sent_event
from tests.support.domain import KINDERGARTEN, KLOK, MUNTER, PPT, STODIG, VARM, consent, opened
from tests.support.serving import PLAN, Laptop, MadeIds, begun


class Backup:
    """A database that is copied and put back, while its ledger stays."""

    def __init__(self, keeper, database):
        self.keeper = keeper
        self.database = database
        self._rows = self._read()

    def _read(self):
        with self.database.reading() as connection:
            return {name: connection.execute(told.select()).all() for name, told in LOG.tables.items()}

    def put_back(self, *, replay=True):
        with self.database.writing() as connection:
            for name, told in LOG.tables.items():
                connection.execute(told.delete())
                if self._rows[name]:
                    connection.execute(told.insert(), [dict(row._mapping) for row in self._rows[name]])
        room = self.keeper.room
        return Keeper(self.database, room.clock, room.ids, room.ledger, room.policy, name="Lillevik", replay=replay)


def goal(text="Du sover"):
    return GoalSet(arena=Arena.HOME, text=text)


def codes(answer):
    assert isinstance(answer, Exchanged), answer
    return [v.code or v.status for v in answer.judged]


def offered_again(keeper, laptop, *events):
    """Offer events to a restored server, from its log as it is."""
    again = Laptop(keeper, laptop.person, laptop.device, laptop.plan, sealed=laptop.sealed)
    if isinstance(again.ask(), Exchanged):
        again.pull()
    return again.ask(*events)


def renumbered(sent, n):
    """Give an event under another number, as a laptop does behind what the server has counted."""
    event = CODEC.open(sealed_event(sent))
    return sent_event(CODEC.seal(replace(event, n=n)))


def test_r24_what_was_acknowledged_and_is_lost_is_seen_by_the_counter_and_offered_again(keeper, database):
    laptop = begun(keeper)
    backup = Backup(keeper, database)
    sent = laptop.event(goal())
    laptop.take(laptop.ask(sent).page)
    after = backup.put_back()
    laptop.keeper = after
    assert laptop.ask().code is Code.FORK
    assert codes(offered_again(after, laptop, sent)) == ["ok"]


def test_r23_restore_gives_another_epoch(keeper, database):
    laptop = begun(keeper)
    before = keeper.epoch("lillevik")
    lines, epochs = keeper.restore()
    assert (lines, epochs) == (0, (keeper.epoch("lillevik"),))
    assert keeper.epoch("lillevik") != before
    assert laptop.ask(epoch=before).code is Code.EPOCH
    assert isinstance(laptop.ask(), Exchanged)


def test_r25_until_the_ledger_is_done_again_nothing_is_answered(keeper, database):
    laptop = begun(keeper)
    backup = Backup(keeper, database)
    laptop.push(ConsentWithdrawn(by=VARM, services=(PPT,), form=ConsentForm.ORAL))
    after = backup.put_back(replay=False)
    assert after.restoring
    laptop.keeper = after
    assert laptop.ask().code is Code.RESTORING
    assert laptop.ask(laptop.event(goal())).code is Code.RESTORING
    assert after.replay() == 1
    assert not after.restoring
    assert after.check() == ()


def test_r25_a_withdrawal_stands_and_the_consent_before_it_does_not_come_back(keeper, database):
    laptop = begun(keeper)
    backup = Backup(keeper, database)
    given = laptop.event(consent(KINDERGARTEN, PPT))
    withdrawn = laptop.event(ConsentWithdrawn(by=VARM, services=(PPT,), form=ConsentForm.ORAL))
    assert codes(laptop.ask(given, withdrawn)) == ["ok", "ok"]
    after = backup.put_back()
    klok = Laptop(after, KLOK, "ppt")
    assert klok.ask().code is Code.REVOKED
    answer = offered_again(after, laptop, renumbered(given, 8), renumbered(withdrawn, 9))
    assert codes(answer) == ["ERASED", "ok"]
    assert answer.judged[1].seq == 6
    assert klok.ask().code is Code.REVOKED
    assert after.check() == ()


@pytest.mark.parametrize("reason", ["", "har sluttet"])
def test_r25_whoever_left_stays_away_and_no_reason_stands_in_the_ledger(keeper, database, tmp_path, reason):
    laptop = begun(keeper)
    backup = Backup(keeper, database)
    sent = laptop.event(ParticipantLeft(person=KLOK, reason=reason))
    laptop.take(laptop.ask(sent).page)
    assert "sluttet" not in (tmp_path / "ledger.jsonl").read_text(encoding="utf-8")
    after = backup.put_back()
    assert Laptop(after, KLOK, "ppt").ask().code is Code.REVOKED
    assert codes(offered_again(after, laptop, sent)) == ["ERASED" if reason else "ok"]
    assert participant(offered(after), KLOK) is None


def offered(keeper, plan=PLAN):
    laptop = Laptop(keeper, device="reader", plan=plan)
    laptop.pull()
    return laptop.folded


def test_r34_what_was_blanked_is_blank_again_and_lost_events_stay_away(keeper, database, tmp_path):
    laptop = begun(keeper)
    old = laptop.event(goal("Et ord for mye"))
    laptop.take(laptop.ask(old).page)
    backup = Backup(keeper, database)
    new = laptop.event(goal("Enda et ord"))
    laptop.take(laptop.ask(new).page)
    for place in (5, 6):
        laptop.push(Blanked(target=laptop.entries[place].event.id, reason="feil logg"))
    assert "ord" not in (tmp_path / "ledger.jsonl").read_text(encoding="utf-8")
    after = backup.put_back()
    with database.reading() as connection:
        bodies = [bytes(row[0] or b"") for row in connection.exec_driver_sql("SELECT body FROM entry")]
    assert not any(b"ord" in body for body in bodies)
    assert codes(offered_again(after, laptop, new)) == ["ERASED"]
    assert after.check() == ()


@pytest.mark.parametrize("known", [False, True])
def test_r34_whoever_blanked_brings_again_that_they_did_and_why(keeper, database, known):
    laptop = begun(keeper)
    backup = None if known else Backup(keeper, database)
    word = laptop.event(goal("Et ord for mye"))
    laptop.take(laptop.ask(word).page)
    backup = backup or Backup(keeper, database)
    target = laptop.entries[-1].event.id
    blanked = laptop.event(Blanked(target=target, reason="feil logg"))
    laptop.take(laptop.ask(blanked).page)
    after = backup.put_back()
    assert codes(offered_again(after, laptop, word, blanked)) == ["ok" if known else "ERASED", "ok"]
    assert after.check() == ()
    other = Laptop(after, device="another")
    other.pull()
    assert other.entries[-1].event.body == Blanked(target=target, reason="feil logg")
    assert codes(other.ask(other.event(Blanked(target="nothing", reason="feil logg")))) == ["target_unknown"]


def erased(keeper):
    laptop = begun(keeper)
    office = Laptop(keeper, "rolig", "office", offices=frozenset({Role.COORDINATOR}))
    keeper.give_reason(office.session, Reason(plan=PLAN, reason="sletting"))
    office.pull()
    asked = office.event(ErasureAsked(reason="Familien ber om det"))
    office.take(office.ask(asked).page)
    gone = office.event(PlanErased(asked=office.entries[-1].event.id))
    assert codes(office.ask(gone)) == ["ok"]
    return laptop, office


def test_d06_an_erased_plan_is_nowhere_in_the_database(keeper, database):
    laptop, _ = erased(keeper)
    with database.reading() as connection:
        told = [connection.exec_driver_sql(f"SELECT * FROM {name}").all() for name in ("entry", "listed", "reason")]
    assert not any(word in repr(told) for word in ("Linerle", "Kaffekopp", "sletting", "Familien"))
    assert laptop.ask().code is Code.REVOKED
    assert keeper.check() == ()


def test_r34_an_erased_plan_is_erased_again_and_a_lost_one_never_comes_back(keeper, database):
    nothing = Backup(keeper, database)
    whole = begun(keeper, plan="44444444-4444-4444-8444-444444444444")
    assert whole.entries
    backup = Backup(keeper, database)
    laptop, _ = erased(keeper)
    for put_back in (backup.put_back, nothing.put_back):
        after = put_back()
        first = Laptop(after, STODIG, "new")
        answer = first.ask(first.event(opened(), id=laptop.entries[0].event.id))
        assert codes(answer)[0] == "ERASED"
        assert not any(e.event for e in first.entries)
        assert after.check() == ()


def test_a_plan_that_a_restore_lost_comes_back_with_what_was_hidden_and_kept_out(keeper, database):
    nothing = Backup(keeper, database)
    laptop = begun(keeper)
    hidden = ServiceHidden(service=PPT, readers=(VARM,))
    laptop.push(hidden, KeptOut(by=VARM, person=KLOK), KeptOut(by=VARM, topic="sykdom"))
    after = nothing.put_back()
    again = Laptop(after, STODIG, "laptop", sealed=laptop.sealed)
    answer = again.ask(*(sent_event(sealed) for sealed in list(laptop.sealed.values())[:5]))
    assert codes(answer)[:5] == ["ok"] * 5
    again.keeper = after
    bodies = [type(fact.body) for fact in offered(after).facts.values()]
    assert bodies.count(ServiceHidden) == 1
    assert bodies.count(KeptOut) == 1
    assert after.check() == ()


def test_k03_a_guarded_address_is_guarded_again(keeper, database):
    begun(keeper)
    owner = Laptop(keeper, plan=log_of(MUNTER))
    owner.push(OpenersNamed(persons=(STODIG, VARM)))
    backup = Backup(keeper, database)
    owner.push(OpenersNamed(persons=(STODIG,)), ProtectionNoted(protection=AddressProtection.STRICTLY_CONFIDENTIAL))
    after = backup.put_back()
    assert Laptop(after, VARM, "phone").ask().code is Code.REVOKED
    assert after.may_read(Laptop(after).session, PLAN)


def test_k03_an_address_that_was_guarded_after_the_backup_is_guarded_again(keeper, database):
    begun(keeper)
    backup = Backup(keeper, database)
    owner = Laptop(keeper, plan=log_of(MUNTER))
    owner.push(ContactNoted(phone="00000001"))
    owner.push(OpenersNamed(persons=(STODIG,)), ProtectionNoted(protection=AddressProtection.STRICTLY_CONFIDENTIAL))
    after = backup.put_back()
    assert Laptop(after, VARM, "phone").ask().code is Code.REVOKED
    assert after.may_read(Laptop(after).session, PLAN)
    assert Laptop(after, plan=log_of(MUNTER), device="tablet").pull().head == 2
    assert after.check() == ()


def test_the_ledger_holds_ids_and_choices_and_a_cut_line_is_none(tmp_path):
    file = tmp_path / "ledger.jsonl"
    ledger = Ledger(file)
    assert ledger.read() == ()
    ledger.add([])
    ledger.add([{"what": "blanked", "ids": ["a"]}])
    with file.open("a", encoding="utf-8") as opened_file:
        opened_file.write('["no line"]\n{"what": "bla')
    assert ledger.read() == ({"what": "blanked", "ids": ["a"]},)
    ledger.add([{"what": "later"}])
    assert [line["what"] for line in ledger.read()] == ["blanked", "later"]


def test_check_finds_a_changed_byte_a_missing_row_and_a_list_that_differs(keeper, database):
    laptop = begun(keeper)
    laptop.push(goal())
    assert keeper.check() == ()
    harm = {
        "UPDATE entry SET status='conflict' WHERE seq=3": ("chain_broken", 3),
        "UPDATE listed SET value='{}' WHERE sort='plan'": ("index_differs", 0),
        "DELETE FROM candidate": ("index_differs", 0),
        "UPDATE log SET head=5": ("chain_broken", 5),
    }
    backup = Backup(keeper, database)
    for statement, (kind, seq) in harm.items():
        with database.writing() as connection:
            connection.exec_driver_sql(statement)
        found = keeper.check()
        assert [(f.kind, f.seq) for f in found] == [(kind, seq)], statement
        assert found[0].plan == PLAN
        backup.put_back()


def test_a_database_of_a_later_server_is_not_opened(url):
    database = Database(url)
    migrate(database)
    with database.writing() as connection:
        connection.exec_driver_sql("INSERT INTO log_step VALUES (99)")
    with pytest.raises(StafettError) as found:
        Keeper(database, ids=MadeIds())
    assert found.value.kind is ErrorKind.STORE_NEWER
    database.close()


def test_d06_whoever_is_in_no_other_plan_goes_along_also_after_a_restore(keeper, database, url):
    begun(keeper, plan="44444444-4444-4444-8444-444444444444")
    laptop = begun(keeper)
    laptop.push(ParticipantAdded(person="rask", name="Rask Penn", role=Role.GUARDIAN))
    beside = Database(url)
    other = Keeper(beside, keeper.room.clock, MadeIds(), keeper.room.ledger)
    for person in ("rask", VARM):
        log = Laptop(keeper, plan=log_of(person))
        log.push(ContactNoted(phone="41234567"))
        Laptop(other, plan=log_of(person), device="tablet").pull()
    backup = Backup(keeper, database)
    office = Laptop(keeper, "rolig", "office", offices=frozenset({Role.COORDINATOR}))
    keeper.give_reason(office.session, Reason(plan=PLAN, reason="sletting"))
    office.pull()
    asked = office.event(ErasureAsked(reason="Familien ber om det"))
    office.take(office.ask(asked).page)
    assert codes(office.ask(office.event(PlanErased(asked=office.entries[-1].event.id)))) == ["ok"]

    def worded():
        query = "SELECT plan FROM entry WHERE substr(plan, 1, 7) = 'person:' AND body IS NOT NULL"
        with database.reading() as connection:
            return [row[0] for row in connection.exec_driver_sql(query)]

    assert worded() == [log_of(VARM)]
    for each in (keeper, other):
        assert Laptop(each, plan=log_of("rask")).ask().code is Code.REVOKED
        assert Laptop(each, plan=log_of(VARM), device="third").pull().head == 1
    assert backup.put_back().check() == ()
    assert worded() == [log_of(VARM)]
    beside.close()
