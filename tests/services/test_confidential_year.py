"""A year of a strictly confidential plan: no place, school, number or name stands anywhere outside the plan (K-03).

The plan begins like any other, with places in it; then somebody learns that the address is protected. What comes out of
the program from that day on is searched: lists, screens, exports, files, their names, errors, what strangers get.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from stafett_tui.domain.activity import activities
from stafett_tui.domain.consent import ConsentForm
from stafett_tui.domain.errors import ErrorKind, StafettError
from stafett_tui.domain.evaluation import Effect
from stafett_tui.domain.goal import Arena, goals
from stafett_tui.domain.guards import to_rate
from stafett_tui.domain.lock import locks, meeting
from stafett_tui.domain.minutes import LineSort, to_read_back
from stafett_tui.domain.national_id import Mode
from stafett_tui.domain.people import PlanKind, Relation, Role
from stafett_tui.domain.protection import AddressProtection
from stafett_tui.i18n.errors import error_text
from stafett_tui.i18n.texts import texts
from stafett_tui.screens.frame.crash import crash_text
from stafett_tui.services.desk import Desk
from stafett_tui.services.opening import Office
from stafett_tui.services.person import Me
from stafett_tui.services.plans import NewPerson, NewPlan
from stafett_tui.store.keyrecord import DEMO
from tests.support.app import WIDE, press, running, screen_text
from tests.support.command import command
from tests.support.office import KEY, open_office

STRICT = AddressProtection.STRICTLY_CONFIDENTIAL
BEGUN = datetime(2025, 11, 17, 11, 58, tzinfo=UTC)
NUMBER, PHONE = "14832199851", "41 00 00 07"
ME = Me("p-stodig", "Stødig Gran", "Granåsen skole", "kontaktlærer", "nb")
STRANGER = Me("p-rask", "Rask Elv", "Barn og unge", "koordinator", "nb", office="coordinator")
PLACES = ("Granåsen", "Bakketun", "Fjordgløtt")
NAMES = ("Munter", "Linerle", "Kaffekopp", "Sykkel", "Ugle", "Linerla")
PHRASE = "kvist bekk stein måne"

pytestmark = pytest.mark.timeout(300)


class Year:
    """The store of the year, its plan, and everything that came out of it."""

    def __init__(self, directory: Path) -> None:
        """Open an empty store, whose key the command line finds."""
        self.directory = directory
        self.office = open_office(directory, at=BEGUN, me=ME)
        (self.office.directory / DEMO).write_text(KEY.hex(), encoding="ascii")
        self.office.settings = replace(self.office.settings, language="nb", language_chosen=True)
        self.plan_id = ""
        self.out: dict[str, str] = {}

    @property
    def desk(self) -> Desk:
        """The holder's services, which take synthetic numbers."""
        office = self.office
        return Desk(office.store, office.clock, ME, office.device, mode=Mode.DEMO)

    @property
    def stranger(self) -> Desk:
        """A coordinator who is not named."""
        office = self.office
        return Desk(office.store, office.clock, STRANGER, "other", offices=frozenset({Role.COORDINATOR}))

    def days(self, days: int) -> None:
        """Some days pass."""
        self.office.clock.at += timedelta(days=days)  # type: ignore[attr-defined]  # the clock of the test

    def began(self) -> None:
        """The plan opens like any other; place, phone and number are noted before the protection is known."""
        people = (
            NewPerson("Varm Kaffekopp", Role.GUARDIAN, relation=Relation.MOTHER, id="p-varm"),
            NewPerson("Blid Sykkel", Role.GUARDIAN, relation=Relation.FATHER, id="p-blid"),
            NewPerson("Klok Ugle", Role.PROVIDER, "rådgiver", "PPT Fjordgløtt", unit="Bakketun", id="p-klok"),
        )
        new = NewPlan("Munter Linerle", date(2019, 3, 14), PlanKind.SCHOOL, "nb", people, place="Granåsen skole",
                      consent_on=date(2025, 11, 10), consent_form=ConsentForm.SIGNED, owner_id="p-munter",
                      consent_through=date(2026, 6, 30))  # fmt: skip
        desk = self.desk
        self.plan_id = desk.plans.open(new).plan_id
        desk.plans.set_goal(self.plan_id, Arena.SCHOOL, "Du kommer til Granåsen skole fire av fem dager.")
        desk.people.note_contact(self.plan_id, "p-varm", phone=PHONE)
        desk.people.note_number(self.plan_id, "p-munter", NUMBER)
        for who in ("p-varm", "p-klok", ME.person):
            self.plan_activity("Munter Linerle møtes ved porten på Granåsen", who)
        self.meet("Bakketun grendehus")

    def protected(self) -> None:
        """Somebody learns of it: from this moment nobody but those named opens the plan."""
        self.desk.people.protect(self.plan_id, "p-munter", STRICT, ("p-klok",))

    def plan_activity(self, what: str, who: str) -> str:
        """An activity with a deadline that will be over."""
        desk = self.desk
        due = (desk.clock.today() + timedelta(days=10)).isoformat()
        goal = goals(desk.plans.get(self.plan_id))[0].id
        return desk.activities.plan(self.plan_id, what, responsible=who, due=due, goal=goal).ids[0]

    def meet(self, place: str = "") -> None:
        """A meeting is called, held and locked."""
        desk, p = self.desk, self.plan_id
        starts = datetime.combine(desk.clock.today(), datetime.min.time()).replace(hour=13)
        m = desk.meetings.call(p, starts, starts + timedelta(minutes=45), place=place).ids[0]
        desk.meetings.start(p, m)
        desk.attendance.everyone(p, m)
        desk.minutes.voice(p, m, "child_voice", "Jeg liker å gå til Bakketun.", asked_by=ME.person, how="drawing")
        desk.minutes.write(p, m, "service_update", LineSort.NOTE, "Munter har det fint på Granåsen skole.")
        for a in to_rate(desk.plans.get(p), meeting(desk.plans.get(p), m)):
            desk.evaluations.rate(p, a.id, Effect.WORKS, m)
            desk.evaluations.go_on(p, m, a.id, due=(desk.clock.today() + timedelta(days=20)).isoformat())
        for line in to_read_back(desk.plans.get(p), m):
            desk.minutes.tick(p, m, line.id)
        desk.meetings.set_next(p, m, starts + timedelta(days=42))
        desk.minutes.lock(p, m)

    def month(self, number: int) -> None:
        """What happens every month: activities, comments, dates with reasons, a copy, look-ups, a stranger who tries."""
        desk, p = self.desk, self.plan_id
        done = self.plan_activity(f"Følge til Bakketun, måned {number}", "p-klok")
        desk.activities.comment(p, done, "Linerla sang på Fjordgløtt")
        desk.activities.move(p, done, (desk.clock.today() + timedelta(days=12)).isoformat(), "Bussen til Granåsen")
        desk.drafts.keep(p, "capture", "Munter vil til Bakketun", 6)
        for view in ("plan", "board", "meeting"):
            desk.plans.get(p, view=view)
        with pytest.raises(StafettError) as caught:
            desk.meetings.call(p, datetime(2027, 1, 1, 9), datetime(2027, 1, 1, 10), place="Fjordgløtt")
        assert caught.value.kind is ErrorKind.ADDRESS_PROTECTED
        self.told(f"refused place {number}", error_text(texts("nb"), caught.value))
        with pytest.raises(StafettError) as caught:
            self.stranger.plans.get(p, view="plan")
        self.told(f"refused stranger {number}", error_text(texts("nb"), caught.value))
        desk.copies.make(self.directory / "copies", "" if desk.copies.ready else PHRASE)
        self.days(7)

    def renewed(self) -> None:
        """The consent is renewed in the middle of the year."""
        services = ("Granåsen skole", "PPT Fjordgløtt")
        self.desk.consents.give(self.plan_id, ("p-varm", "p-blid"), services, given_on=self.desk.clock.today())

    def told(self, name: str, text: str) -> None:
        """Note what came out."""
        self.out[name] = text


@pytest.fixture
def year(tmp_path: Path) -> Iterator[Year]:
    """The whole year over a real encrypted store."""
    made = Year(tmp_path)
    made.began()
    made.days(30)
    made.protected()
    for number in range(1, 11):
        made.month(number)
        made.days(21)
        if number == 6:
            made.renewed()
        if number in {3, 7}:
            made.meet()
    assert len([1 for m in locks_of(made)]) == 3
    yield made
    made.office.close()


def locks_of(year: Year) -> list[object]:
    """Every lock of the plan."""
    plan = year.desk.plans.get(year.plan_id)
    return [lock for fact in plan.facts.values() if fact.body.KIND == "meeting.called" for lock in locks(plan, fact.id)]


def none_of(words: tuple[str, ...], told: dict[str, str]) -> None:
    """Not one of the words stands in anything that came out."""
    found = [(name, word) for name, text in told.items() for word in words if word.casefold() in text.casefold()]
    assert found == []


OUTSIDE = (*PLACES, *NAMES, NUMBER, NUMBER[:6], PHONE, PHONE.replace(" ", ""))


def test_k03_every_list_export_error_and_file_of_a_whole_year_is_silent(year):
    told, desk = year.out, year.desk
    told["rows"] = repr(desk.plans.rows())
    told["home rows"] = repr(year.office.front.home())
    told["deadline rows"] = repr(desk.deadlines.rows(desk.deadlines.ids()))
    told["alerts"] = repr(year.stranger.lookups.alerts())
    told["look-ups"] = repr(desk.lookups.extract(year.plan_id))
    assert len(year.stranger.lookups.alerts()) >= 10
    assert len(desk.plans.rows()) == 1
    assert desk.deadlines.counts().overdue > 0
    told["crash"] = crash_text(crashed(year), texts("nb"))
    year.office.close()
    for words in (("plans",), ("plans", "--json"), ("deadlines",), ("deadlines", "--json"), ("lookups", "1"),
                  ("lookups", "1", "--json"), ("note", "1"), ("note", "1", "--json"), ("verify",), ("verify", "1"),
                  ("verify", "--json"), ("policy",), ("rights",)):  # fmt: skip
        done = command(*words, store=year.office.directory, STAFETT_LANGUAGE="nb")
        assert done.code == 0, (words, done.err)
        told["$ " + " ".join(words)] = done.out + done.err
    none_of(OUTSIDE, told)
    none_of(OUTSIDE, dict(names_and_bytes(year)))


def crashed(year: Year) -> BaseException:
    """An error of the program with the whole case in its text."""
    try:
        raise ValueError(repr(year.desk.plans.get(year.plan_id)))  # noqa: TRY301 - an error that has a place in the code
    except ValueError as error:
        return error


def names_and_bytes(year: Year) -> Iterator[tuple[str, str]]:
    """Every file that the program wrote: its name, and its bytes as text."""
    for path in sorted(year.directory.rglob("*")):
        yield f"name {path.name}", str(path.relative_to(year.directory))
        if path.is_file():
            yield (
                f"bytes {path.name}",
                path.read_bytes().decode("latin-1") + path.read_bytes().decode("utf-8", "ignore"),
            )


def test_k03_exports_say_no_place_no_school_and_no_number(year):
    year.office.close()
    for words in (("show", "1"), ("show", "1", "--markdown"), ("show", "1", "--json")):
        done = command(*words, store=year.office.directory, STAFETT_LANGUAGE="nb")
        assert done.code == 0, done.err
        none_of(("Granåsen skole", "Bakketun grendehus", "PPT Fjordgløtt", NUMBER, PHONE), {words[-1]: done.out})
        assert "Munter" in done.out


def test_k03_line_mode_names_the_people_in_the_room_and_no_place(year):
    year.office.close()
    done = command("meeting", "1", "--line", store=year.office.directory, typed="j\n\n", STAFETT_LANGUAGE="nb")
    assert done.out or done.err
    none_of((*PLACES, NUMBER, PHONE), {"line mode": done.out + done.err})


def test_k03_strangers_get_nothing_and_learn_not_even_that_it_is_there(year):
    desk = year.stranger
    assert desk.plans.rows() == ()
    assert (desk.deadlines.ids(), desk.deadlines.counts().all) == ((), 0)
    for wanted in ("1", year.plan_id, year.plan_id[:6]):
        with pytest.raises(StafettError) as caught:
            desk.plans.find(wanted)
        assert caught.value.kind is ErrorKind.PLAN_UNKNOWN
    desk.plans.give_reason(year.plan_id, "Tre frister er over")
    with pytest.raises(StafettError) as caught:
        desk.plans.get(year.plan_id, view="plan")
    assert caught.value.kind is ErrorKind.NOT_ALLOWED
    year.office.introduce(STRANGER.name, STRANGER.service, STRANGER.title, "nb", office="coordinator", another=True)
    year.office.close()
    for words in (("plans", "--json"), ("deadlines", "--json")):
        assert json.loads(command(*words, store=year.office.directory).out)[words[0]] == []
    done = command("show", "1", "--json", store=year.office.directory)
    assert (done.code, done.out) == (1, "")
    alerts = command("lookups", "--alerts", store=year.office.directory, STAFETT_LANGUAGE="nb").out
    rows = command("lookups", "--alerts", "--json", store=year.office.directory).json["alerts"]
    assert alerts.count(year.plan_id[:6]) == len(rows) >= 10
    none_of(OUTSIDE, {"show": done.err, "alerts": alerts, "alerts as json": json.dumps(rows)})


@pytest.mark.parametrize("who", ["named", "stranger"])
async def test_k03_home_deadlines_palette_and_lock_say_no_word_of_the_plan(year, who):
    office = Office(year.office.store, year.office.settings, year.office.clock)
    if who == "stranger":
        office.introduce(STRANGER.name, STRANGER.service, STRANGER.title, "nb", office="coordinator", another=True)
    told: dict[str, str] = {}
    async with running(office, WIDE) as pilot:
        told["home"] = screen_text(pilot.app)
        await press(pilot, "k", "3")
        told["deadlines"] = screen_text(pilot.app)
        await press(pilot, "6")
        told["all deadlines"] = screen_text(pilot.app)
        await press(pilot, "ctrl+p")
        told["palette"] = screen_text(pilot.app)
        await press(pilot, "escape", "u", "ctrl+z", "escape")
        told["notice"] = screen_text(pilot.app)
        pilot.app.lock()
        await pilot.pause(0.3)
        told["locked"] = screen_text(pilot.app)
        told["title"] = f"{pilot.app.title} {pilot.app.sub_title}"
    none_of(OUTSIDE, told)
    assert ("Plan 1" in told["home"]) is (who == "named")
    assert ("Plan 1" in told["palette"]) is (who == "named")


def test_k06_raising_the_protection_works_at_once_for_a_desk_that_is_open_and_after_a_start(tmp_path):
    year = Year(tmp_path)
    year.began()
    reader = year.stranger
    reader.plans.give_reason(year.plan_id, "Tre frister er over")
    assert reader.plans.get(year.plan_id, view="plan").seq > 0
    assert [row.plan_id for row in reader.plans.rows()] == [year.plan_id]
    year.protected()
    with pytest.raises(StafettError) as caught:
        reader.plans.get(year.plan_id, view="plan")
    assert caught.value.kind is ErrorKind.NOT_ALLOWED
    assert (reader.plans.rows(), reader.deadlines.ids()) == ((), ())
    again = Office(year.office.store, year.office.settings, year.office.clock)
    assert again.front.home().plan_count == 1
    again.introduce(STRANGER.name, STRANGER.service, "", "nb", another=True)
    assert again.front.home().plan_count == 0
    assert year.office.store.verify() == ()
    assert len(activities(year.desk.plans.get(year.plan_id))) == 3
    year.office.close()


def test_k03_the_baton_of_a_protected_plan_is_offered_to_those_named_and_named_nowhere_else(tmp_path):
    year = Year(tmp_path)
    year.began()
    desk = year.desk
    assert [each.name for each in desk.baton.receivers()] == ["Klok Ugle"]
    year.protected()
    desk = year.desk
    assert desk.baton.receivers() == ()
    assert (desk.people_search.everyone(), len(desk.plans.rows())) == ((), 1)
    assert desk.baton.hand_over(STRANGER.person, "Ny jobb").not_offered == (1,)
    assert desk.baton.hand_over("p-klok", "Ny jobb").offered == (1,)
    klok = Desk(year.office.store, year.office.clock, replace(STRANGER, person="p-klok", office="holder"), "other")
    assert [each.number for each in klok.baton.offered_to_me()] == [1]
    desk.people.protect(year.plan_id, "p-munter", STRICT)
    assert klok.baton.offered_to_me() == ()
    year.office.close()
