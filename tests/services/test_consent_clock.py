"""The day a consent ends, a birthday and the leap day come when they come in Oslo, wherever the laptop believes it is."""

from __future__ import annotations

import time
from datetime import UTC, date, datetime

import pytest

from stafett_tui.domain.consent import ConsentStatus, service_consents
from stafett_tui.domain.errors import ErrorKind, StafettError
from stafett_tui.domain.goal import Arena
from stafett_tui.domain.minutes import LineSort
from stafett_tui.domain.people import PlanKind, Role
from stafett_tui.domain.policy import LeapBirthday, Policy
from stafett_tui.domain.tasks import TaskKind, tasks
from stafett_tui.services.clock import SetClock
from stafett_tui.services.consents import Giving
from stafett_tui.services.desk import Desk
from stafett_tui.services.plans import NewPerson, NewPlan
from stafett_tui.services.writing import Ids
from tests.support.office import HOLDER, CountedRandom, open_office, open_plan

ZONES = ("Pacific/Auckland", "America/Los_Angeles", "Europe/Oslo", "UTC")
SERVICE = HOLDER.service


@pytest.fixture(params=ZONES)
def zone(request, monkeypatch):
    """The laptop's own zone, as the system tells it."""
    monkeypatch.setenv("TZ", request.param)
    time.tzset()
    yield request.param
    monkeypatch.undo()
    time.tzset()


class Laptop:
    """An office whose clock the test sets, by a policy."""

    def __init__(self, directory, at, policy=None):
        self.office = open_office(directory, at=at)
        ids = Ids(self.office.clock, CountedRandom())
        self.desk = Desk(self.office.store, self.office.clock, HOLDER, "laptop", policy=policy or Policy(), ids=ids)

    def set(self, *utc):
        """Set the clock to this moment of UTC."""
        assert isinstance(self.office.clock, SetClock)
        self.office.clock.at = datetime(*utc, tzinfo=UTC)
        return self.office.clock.today()

    def refusal(self, plan_id):
        """Why a new goal is refused now; None where it is written."""
        try:
            self.desk.plans.set_goal(plan_id, Arena.HOME, "Du sover hele natta.")
        except StafettError as error:
            return error.kind
        return None

    def status(self, plan_id, service=SERVICE, days=60):
        """What the service's consent is worth today."""
        rows = service_consents(self.desk.plans.get(plan_id), (), self.office.clock.today(), days)
        return next(row.status for row in rows if row.service == service)

    def waits(self, plan_id):
        """What waits today."""
        return [t.kind for t in tasks(self.desk.plans.get(plan_id), self.desk.policy, self.office.clock.today())]


def youth_plan(desk, born):
    """A youth's plan with one guardian, and a consent from before the birthday."""
    people = (NewPerson("Varm Kaffekopp", Role.GUARDIAN, id="p-varm"),)
    new = NewPlan("Rask Elv", born, PlanKind.YOUTH, "nb", people, owner_id="p-rask")
    plan_id = desk.plans.open(new).plan_id
    desk.consents.give(plan_id, ("p-varm",), (SERVICE,), given_on=desk.clock.today())
    return plan_id


def test_c08_the_last_day_ends_at_midnight_in_oslo(tmp_path, zone):
    laptop = Laptop(tmp_path, datetime(2026, 11, 16, 12, tzinfo=UTC))
    plan_id = open_plan(laptop.desk)
    assert laptop.set(2028, 9, 22, 21, 59) == date(2028, 9, 22), zone
    assert (laptop.status(plan_id), laptop.refusal(plan_id)) == (ConsentStatus.EXPIRING, None)
    assert laptop.set(2028, 9, 22, 22, 0) == date(2028, 9, 23)
    assert (laptop.status(plan_id), laptop.refusal(plan_id)) == (ConsentStatus.EXPIRED, ErrorKind.CONSENT_EXPIRED)
    assert TaskKind.CONSENT_OVER in laptop.waits(plan_id)


@pytest.mark.parametrize("days", [60, 30, 7])
def test_c08_the_end_is_told_so_many_days_ahead(tmp_path, zone, days):
    laptop = Laptop(tmp_path, datetime(2026, 11, 16, 12, tzinfo=UTC), Policy(consent_warn_days=(days,)))
    plan_id = open_plan(laptop.desk)
    first = datetime(2028, 9, 22, tzinfo=UTC).timestamp() - days * 86_400
    for hours, soon in ((-3, False), (-1, True)):
        laptop.office.clock.at = datetime.fromtimestamp(first + hours * 3600, UTC)
        assert (TaskKind.CONSENT_ENDS in laptop.waits(plan_id)) is soon, zone


def test_c04_on_the_birthday_the_youth_is_to_be_asked_and_after_the_grace_nothing_new_is_shared(tmp_path, zone):
    laptop = Laptop(tmp_path, datetime(2026, 11, 16, 12, tzinfo=UTC))
    plan_id = youth_plan(laptop.desk, date(2010, 12, 24))
    laptop.set(2026, 12, 23, 22, 59)
    assert TaskKind.OWN_CONSENT not in laptop.waits(plan_id), zone
    assert laptop.set(2026, 12, 23, 23, 0) == date(2026, 12, 24)
    assert TaskKind.OWN_CONSENT in laptop.waits(plan_id)
    laptop.set(2027, 1, 23, 22, 59)
    assert laptop.refusal(plan_id) is None
    laptop.set(2027, 1, 23, 23, 0)
    assert laptop.refusal(plan_id) is ErrorKind.CONSENT_EXPIRED
    assert laptop.desk.plans.get(plan_id).facts
    laptop.desk.consents.give(plan_id, ("p-rask", "p-varm"), (SERVICE,), given_on=date(2027, 1, 24))
    assert laptop.refusal(plan_id) is None
    assert TaskKind.OWN_CONSENT not in laptop.waits(plan_id)


@pytest.mark.parametrize(
    ("rule", "before", "on"),
    [
        (LeapBirthday.FIRST_OF_MARCH, (2026, 2, 28, 22, 59), (2026, 2, 28, 23, 0)),
        (LeapBirthday.LAST_OF_FEBRUARY, (2026, 2, 27, 22, 59), (2026, 2, 27, 23, 0)),
    ],
)
def test_c04_one_born_on_a_leap_day_has_the_birthday_that_the_policy_says(tmp_path, zone, rule, before, on):
    policy = Policy(leap_birthday=rule, youth_age=14)
    laptop = Laptop(tmp_path, datetime(2025, 11, 16, 12, tzinfo=UTC), policy)
    plan_id = youth_plan(laptop.desk, date(2012, 2, 29))
    laptop.set(*before)
    assert TaskKind.OWN_CONSENT not in laptop.waits(plan_id), zone
    laptop.set(*on)
    assert TaskKind.OWN_CONSENT in laptop.waits(plan_id)


def test_c04_in_a_leap_year_the_birthday_is_the_leap_day_itself(tmp_path, zone):
    laptop = Laptop(tmp_path, datetime(2027, 11, 16, 12, tzinfo=UTC))
    plan_id = youth_plan(laptop.desk, date(2012, 2, 29))
    laptop.set(2028, 2, 28, 22, 59)
    assert TaskKind.OWN_CONSENT not in laptop.waits(plan_id), zone
    assert laptop.set(2028, 2, 28, 23, 0) == date(2028, 2, 29)
    assert TaskKind.OWN_CONSENT in laptop.waits(plan_id)


def test_c08_a_consent_given_on_a_leap_day_ends_on_the_last_of_february(tmp_path, zone):
    laptop = Laptop(tmp_path, datetime(2028, 2, 29, 12, tzinfo=UTC))
    plan_id = open_plan(laptop.desk)
    laptop.desk.consents.give(plan_id, ("p-varm", "p-blid"), (SERVICE,), given_on=date(2028, 2, 29))
    laptop.set(2030, 2, 28, 22, 59)
    assert laptop.refusal(plan_id) is None, zone
    laptop.set(2030, 2, 28, 23, 0)
    assert laptop.refusal(plan_id) is ErrorKind.CONSENT_EXPIRED


def test_c01_a_consent_is_never_given_on_a_day_that_has_not_come_in_oslo(tmp_path, zone):
    laptop = Laptop(tmp_path, datetime(2026, 11, 16, 22, 30, tzinfo=UTC))
    plan_id = open_plan(laptop.desk)
    tomorrow = date(2026, 11, 17)

    def give():
        laptop.desk.consents.give(plan_id, ("p-varm", "p-blid"), ("SFO",), given_on=tomorrow, how=Giving())

    with pytest.raises(StafettError) as caught:
        give()
    assert caught.value.kind is ErrorKind.BAD_PERIOD, zone
    laptop.set(2026, 11, 16, 23, 0)
    give()


def test_c09_withdrawn_shortly_before_midnight_nothing_is_written_in_the_meeting_after_it(tmp_path, zone):
    laptop = Laptop(tmp_path, datetime(2026, 11, 16, 22, 30, tzinfo=UTC))
    desk, plan_id = laptop.desk, open_plan(laptop.desk)
    held = desk.meetings.call(plan_id, datetime(2026, 11, 16, 23), datetime(2026, 11, 17, 0, 30)).ids[0]
    desk.meetings.start(plan_id, held)
    laptop.set(2026, 11, 16, 22, 59)
    desk.consents.withdraw(plan_id, "p-varm")
    laptop.set(2026, 11, 16, 23, 1)
    with pytest.raises(StafettError) as caught:
        desk.minutes.write(plan_id, held, "welcome", LineSort.NOTE, "For sent.")
    assert caught.value.kind is ErrorKind.PLAN_PASSIVE, zone
