"""The plans that are written by hand: TOML in, the events of their past out."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from importlib.resources import files
from typing import Any, Final

from stafett_tui.domain.activity import ActivityPlanned
from stafett_tui.domain.attendance import Wished
from stafett_tui.domain.concern import AboutMeWritten, ConcernWritten
from stafett_tui.domain.consent import ConsentGiven
from stafett_tui.domain.event import Body, new_id
from stafett_tui.domain.goal import GoalSet
from stafett_tui.domain.meeting import MeetingCalled, WallTime
from stafett_tui.domain.people import Holder, Owner, ParticipantAdded, PlanOpened
from stafett_tui.domain.policy import Policy
from stafett_tui.domain.voice import VoiceHeard
from stafett_tui.services.demo.chronicle import Chronicle, Told, new_plan_id, seeded
from stafett_tui.store.journal import Journal

PLANS: Final = ("kindergarten_nb", "kindergarten_nn", "school_nb", "school_nn")
CASE: Final = PLANS[0]
Table = Mapping[str, Any]
Who = Callable[[str], str]


def read(name: str) -> dict[str, Any]:
    """Give a data file of the demo as values."""
    return tomllib.loads((files(__package__) / "data" / f"{name}.toml").read_text(encoding="utf-8"))


def holder_id() -> str:
    """Give the person who plays the holder of every plan, under the name the plan knows."""
    return new_id(0, seeded("holder"))


def write_plan(journal: Journal, name: str, policy: Policy) -> str:
    """Write one of the plans into the journal, as it stands on the day of the demo; answers its id."""
    table = read(name)
    plan_id = new_plan_id(name)
    chronicle = Chronicle(journal, plan_id, holder_id(), policy)
    chronicle.tell(_events(table, chronicle))
    return plan_id


def _events(table: Table, chronicle: Chronicle) -> Iterator[Told]:
    opened: datetime = table["opened"]

    def person(key: str) -> str:
        return holder_id() if key == "holder" else chronicle.new_id(opened, "person", key)

    yield Told(opened, _opening(table, person))
    consent = table["consent"]
    for people in table["people"]:
        at = opened if people["role"] == "guardian" else consent["at"]
        yield Told(at, ParticipantAdded(person=person(people["key"]), **_but(people, "key")))
        if people is _last_guardian(table):
            yield Told(consent["at"], _consent(consent, person))
    yield from _start(table, person)
    yield from _work(table, chronicle, person)


def _last_guardian(table: Table) -> object:
    return [each for each in table["people"] if each["role"] == "guardian"][-1]


def _opening(table: Table, person: Who) -> Body:
    return PlanOpened(
        number=table["number"], kind=table["kind"], language=table["language"], level=table["level"],
        place=table["place"], owner=Owner(id=person("owner"), **table["owner"]),
        holder=Holder(id=person("holder"), **table["holder"]),
    )  # fmt: skip


def _consent(table: Table, person: Who) -> Body:
    people = tuple(person(key) for key in table["consenters"])
    return ConsentGiven(consenters=people, **_but(table, "at", "consenters"))


def _start(table: Table, person: Who) -> Iterator[Told]:
    for concern in table["concern"]:
        yield Told(concern["at"], ConcernWritten(**_but(concern, "at")))
    for point in table["about"]:
        yield Told(point["at"], AboutMeWritten(**_but(point, "at")))
    for voice in table.get("voices", ()):
        yield Told(voice["at"], VoiceHeard(asked_by=person(voice["asked_by"]), **_but(voice, "at", "asked_by")))


def _work(table: Table, chronicle: Chronicle, person: Who) -> Iterator[Told]:
    goals = {each["key"]: chronicle.new_id(each["at"], "goal", each["key"]) for each in table["goals"]}
    for goal in table["goals"]:
        yield Told(goal["at"], GoalSet(**_but(goal, "at", "key")), goals[goal["key"]])
    for activity in table["activities"]:
        body = ActivityPlanned(
            goal=goals[activity["goal"]], responsible=person(activity["responsible"]),
            **_but(activity, "at", "goal", "responsible"),
        )  # fmt: skip
        yield Told(activity["at"], body)
    for meeting in table["meetings"]:
        called = chronicle.new_id(meeting["at"], "meeting")
        time = WallTime(starts=meeting["starts"], ends=meeting["ends"])
        yield Told(meeting["at"], MeetingCalled(time=time, place=meeting["place"]), called)
        for wished in meeting.get("wished", ()):
            yield Told(meeting["at"], Wished(meeting=called, **wished))


def _but(table: Table, *names: str) -> dict[str, Any]:
    return {name: value for name, value in table.items() if name not in names}
