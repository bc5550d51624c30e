"""What the consent screen says of a plan, in words: what waits, both kinds of consent, how each came about (C-07, C-13)."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from stafett_tui.domain.consent import ConsentForm, ConsentGiven
from stafett_tui.domain.keptout import KeptOut
from stafett_tui.domain.level import Outcome
from stafett_tui.domain.lifecycle import EndReason
from stafett_tui.domain.minutes import LineSort
from stafett_tui.domain.policy import LegalBasis, Policy
from stafett_tui.domain.tasks import Task, TaskKind, tasks
from stafett_tui.i18n.texts import texts
from stafett_tui.screens.consent.history import EVENT
from stafett_tui.screens.consent.status import SERVICE, TASK, detail, sections, summary
from stafett_tui.screens.frame.waiting import Sight, of_consent, task_words, urgent
from stafett_tui.services.consents import Giving
from stafett_tui.services.desk import Desk
from stafett_tui.services.writing import Ids
from tests.support.office import HOLDER, CountedRandom, open_office, open_plan

TODAY = date(2026, 11, 16)
BOTH = ("p-varm", "p-blid")
ON_CONSENT = Policy(legal_basis=LegalBasis.CONSENT)


class Looking:
    """A plan by a policy, and what is said of it in bokmål."""

    def __init__(self, directory, policy=None):
        self.office = open_office(directory)
        self.policy = policy or Policy()
        ids = Ids(self.office.clock, CountedRandom())
        self.desk = Desk(self.office.store, self.office.clock, HOLDER, "laptop", policy=self.policy, ids=ids)
        self.plan_id = open_plan(self.desk)

    @property
    def sight(self):
        return Sight(self.desk.plans.get(self.plan_id), self.policy, self.office.clock.today(), texts("nb"))

    def set(self, *at):
        self.office.clock.at = datetime(*at, 12, tzinfo=UTC)

    def lines(self, key):
        return "\n".join(plain(line) for line in detail(key, self.sight))

    @property
    def rows(self):
        return "\n".join("  ".join(row.cells) for section in sections(self.sight) for row in section.rows)

    def newest(self, kind):
        return f"{EVENT}{self.sight.plan.last(kind).id}"

    def words(self, kind):
        return next(task_words(t, self.sight) for t in tasks(self.sight.plan, self.policy, self.sight.today)
                    if t.kind is kind)  # fmt: skip


def plain(line):
    return line if isinstance(line, str) else "".join(text for text, _ in line)


@pytest.fixture
def looking(tmp_path):
    return Looking(tmp_path)


# ---- both kinds (C-13)


def test_c13_where_the_municipality_builds_on_consent_both_kinds_stand_in_the_history(tmp_path):
    looking = Looking(tmp_path, ON_CONSENT)
    assert "starten: Tøyestubben barnehage og PPT (behandling av opplysninger)" in looking.rows
    assert "Hva det gjør: opplysningene kan behandles" in looking.lines(looking.newest(ConsentGiven))
    assert "taushetsplikten" in looking.lines(f"{SERVICE}PPT")
    assert "GÅR UT 22.09.2028" in plain(summary(looking.sight))


def test_c13_a_consent_to_lift_confidentiality_alone_is_not_enough_there(looking):
    looking.policy = ON_CONSENT
    assert "SAMTYKKE TIL BEHANDLING AV OPPLYSNINGER MANGLER" in plain(summary(looking.sight))


# ---- the history (C-07)


def test_c07_every_turn_stands_in_the_history_the_newest_first(looking):
    desk, plan_id = looking.desk, looking.plan_id
    desk.consents.give(plan_id, BOTH, ("PPT",), given_on=TODAY, how=Giving(ConsentForm.DIGITAL))
    kept = desk.consents.keep_out(plan_id, "p-varm", service="barnevernet").ids[0]
    desk.consents.let_in(plan_id, kept, "p-varm")
    desk.consents.withdraw(plan_id, "p-varm", ("PPT",))
    events = [row.cells[1] for row in sections(looking.sight)[-1].rows]
    assert events == [
        "trukket for PPT", "sluppet inn igjen: barnevernet", "holdt utenfor: barnevernet", "fornyelse: PPT",
        "starten: Tøyestubben barnehage og PPT",
    ]  # fmt: skip
    assert "digitalt" in looking.rows
    assert "Vist med: gitt digitalt" in looking.lines(looking.newest(ConsentGiven))
    assert "Hvem: Varm Kaffekopp" in looking.lines(looking.newest(KeptOut))
    desk.consents.withdraw(plan_id, "p-blid")
    assert "trukket tilbake, alt" in looking.rows
    withdrawn = sections(looking.sight)[-1].rows[0].key
    assert "Hvordan: muntlig" in looking.lines(withdrawn)


def test_a_consent_that_waits_for_somebody_says_so_with_its_service(looking):
    looking.desk.consents.give(looking.plan_id, ("p-varm",), ("SFO",), given_on=TODAY, how=Giving(partial=True))
    assert "Ikke skrevet under ennå: Blid Sykkel" in looking.lines(f"{SERVICE}SFO")
    assert "Skrev ikke under her: Blid Sykkel" in looking.lines(looking.newest(ConsentGiven))
    assert "Blid Sykkel har ikke skrevet under ennå." in looking.lines(f"{TASK}0")


def test_somebody_of_a_service_that_lacks_a_signature_is_stopped_with_the_name_of_who_lacks(looking):
    looking.desk.consents.withdraw(looking.plan_id, "p-varm", ("PPT",))
    later = Giving(partial=True)
    looking.desk.consents.give(looking.plan_id, ("p-varm",), ("PPT",), given_on=TODAY, how=later)
    assert "Klok Ugle (PPT): Blid Sykkel har ikke skrevet under. Ikke i rommet ennå." in looking.rows
    assert "Blid Sykkel har ikke skrevet under" in looking.lines("ok")


# ---- what waits (C-04, C-08, C-09)


def test_c08_the_end_is_an_alarm_only_when_it_is_near(looking):
    looking.set(2028, 7, 25)
    far = of_consent(looking.sight)
    assert [t.kind for t in far] == [TaskKind.CONSENT_ENDS] * 2
    assert not any(urgent(task, looking.sight) for task in far)
    looking.set(2028, 9, 10)
    assert all(urgent(task, looking.sight) for task in of_consent(looking.sight))
    assert looking.words(TaskKind.CONSENT_ENDS).endswith("samtykket går ut 22.09.2028, om 12 dager. Forny det.")
    looking.set(2028, 9, 23)
    assert looking.words(TaskKind.CONSENT_OVER).endswith("samtykket gikk ut 22.09.2028. Forny det.")
    assert "UTLØPT 22.09.2028" in plain(summary(looking.sight))


def test_every_sort_of_task_has_its_sentence(looking):
    desk, plan_id = looking.desk, looking.plan_id
    assert looking.words(TaskKind.EVIDENCE) == ("Ingenting viser samtykket av 22.09.2026: legg ved skjema.")
    desk.levels.decide(plan_id, Outcome.HELP_FROM_OTHERS)
    assert looking.words(TaskKind.JOINT_MEETING) == "Tjenestene skal møtes innen 30.11.2026."
    desk.baton.offer(plan_id, "p-klok")
    assert looking.words(TaskKind.BATON) == "Klok Ugle har ikke svart på tilbudet om stafettpinnen."
    for due, said in (
        (None, "Munter Linerle skal også samtykke: spør nå."),
        (date(2026, 11, 15), "Munter Linerle skulle samtykke innen 15.11.2026: ikke noe nytt deles. Spør nå."),
    ):
        assert task_words(Task(TaskKind.OWN_CONSENT, due, "p-munter"), looking.sight) == said


def test_c09_what_waits_after_a_withdrawal_stands_first(looking):
    desk, plan_id = looking.desk, looking.plan_id
    held = desk.meetings.call(plan_id, datetime(2026, 11, 16, 13), datetime(2026, 11, 16, 14)).ids[0]
    desk.meetings.start(plan_id, held)
    desk.minutes.write(plan_id, held, "welcome", LineSort.NOTE, "Hei.")
    desk.consents.withdraw(plan_id, "p-varm")
    assert [row.cells[0] for row in sections(looking.sight)[0].rows] == [
        "Lås referatet fra 16.11.2026: det dere ble enige om før, står.",
        "Si fra til dem i planen: Varm Kaffekopp har trukket samtykket.",
        "Avslutt planen, eller spør familien på nytt.",
    ]


def test_a_plan_that_was_ended_says_so(looking):
    looking.desk.life.close(looking.plan_id, EndReason.GOALS_REACHED)
    assert plain(summary(looking.sight)) == "PLANEN ER AVSLUTTET"
