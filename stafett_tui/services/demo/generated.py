"""Generated plans: invented people and plain sentences, about thirty events each, the same for the same number."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from stafett_tui.domain.activity import ActivityPlanned, ActivityRevised, CommentWritten
from stafett_tui.domain.attendance import AttendanceMarked, Presence
from stafett_tui.domain.concern import AboutMeWritten, ConcernWritten, Side, Trait
from stafett_tui.domain.consent import ConsentForm, ConsentGiven, default_through
from stafett_tui.domain.consenters import own_needed_through
from stafett_tui.domain.deadlines import NEXT_MEETING
from stafett_tui.domain.evaluation import ActivityEvaluated, Effect
from stafett_tui.domain.goal import Arena, GoalSet
from stafett_tui.domain.lock import MinutesLocked, meeting
from stafett_tui.domain.meeting import AgendaReached, MeetingCalled, MeetingTurned, Turn, WallTime
from stafett_tui.domain.minutes import LineSort, LineWritten
from stafett_tui.domain.people import Holder, Owner, ParticipantAdded, PlanKind, PlanOpened, Relation, Role
from stafett_tui.domain.plan import Plan
from stafett_tui.domain.policy import Policy
from stafett_tui.domain.voice import VoiceHeard
from stafett_tui.services.demo.chronicle import Chronicle, Told, new_plan_id
from stafett_tui.services.demo.persons import invented_name
from stafett_tui.services.demo.written import holder_id
from stafett_tui.store.journal import Journal

ACTIVITIES: Final = 10
"""How many activities a generated plan has."""
HOUR: Final = timedelta(hours=1)
MINUTE: Final = timedelta(minutes=1)
Table = Mapping[str, Any]


@dataclass(frozen=True)
class Cast:
    """The invented people of one plan."""

    owner: str
    holder: str
    guardians: tuple[str, str]
    others: tuple[tuple[str, str, str], ...]
    """Name, service and title."""


class Generated:
    """Makes one plan after the other from the words, by number."""

    def __init__(self, words: Table, today: date, policy: Policy) -> None:
        """Tell of plans that are under way on this day."""
        self._words = words
        self._today = today
        self._policy = policy

    def write(self, journal: Journal, number: int) -> str:
        """Write the plan with this number; answers its id."""
        plan_id = new_plan_id("generated", number)
        chronicle = Chronicle(journal, plan_id, holder_id(), self._policy)
        telling = _Telling(self._words, self._today, number, chronicle)
        chronicle.tell(telling.events())
        return plan_id


NYNORSK: Final = 0.25
UNASSIGNED: Final = 0.03
MOVED: Final = 0.1
OVERDUE: Final = 0.2


class _Telling:
    """The past of one generated plan."""

    def __init__(self, words: Table, today: date, number: int, chronicle: Chronicle) -> None:
        self.dice = dice = random.Random(number)  # noqa: S311 - invented people need no secret
        self.language = "nn" if dice.random() < NYNORSK else "nb"
        self.kind = dice.choice((PlanKind.KINDERGARTEN, PlanKind.SCHOOL, PlanKind.SCHOOL))
        self.words: Table = words[self.language]
        self.setting: Table = self.words["kinds"][self.kind.value]
        self.number = number
        self.today = today
        self.chronicle = chronicle
        self.met = datetime.combine(_workday(today - timedelta(days=dice.randint(7, 60))), time(dice.randint(8, 14)))
        self.opened = datetime.combine(_workday(self.met.date() - timedelta(days=dice.randint(30, 200))), time(12))
        self.following = datetime.combine(_workday(today + timedelta(days=dice.randint(1, 50))), self.met.time())
        self.cast = _cast(words, self.setting, number, dice)

    def events(self) -> Iterator[Told]:
        """Tell everything, from the opening to the comments after the last meeting."""
        yield from self._people()
        yield from self._start()
        yield from self._goals_and_activities()
        yield from self._meeting()
        yield from self._afterwards()

    def person(self, *key: object) -> str:
        return self.chronicle.new_id(self.opened, "person", *key)

    def some(self, name: str) -> str:
        chosen: str = self.dice.choice(self.words[name])
        return chosen

    def _people(self) -> Iterator[Told]:
        dice, setting, at = self.dice, self.setting, self.opened
        age = dice.randint(2, 5) if self.kind is PlanKind.KINDERGARTEN else dice.randint(6, 15)
        born = date(at.year - age, dice.randint(1, 12), dice.randint(1, 28))
        yield Told(at, PlanOpened(
            number=self.number, kind=self.kind, language=self.language, level=dice.choice((1, 2, 2, 2, 3)),
            place=dice.choice(setting["places"]), owner=Owner(id=self.person("owner"), name=self.cast.owner, born=born),
            holder=Holder(id=holder_id(), name=self.cast.holder, title=setting["title"], service=setting["service"]),
        ))  # fmt: skip
        relations = (Relation.MOTHER, Relation.FATHER)
        for name, relation in zip(self.cast.guardians, relations, strict=True):
            yield Told(at, ParticipantAdded(person=self.person(relation), name=name, role=Role.GUARDIAN,
                                            relation=relation))  # fmt: skip
        services = (setting["service"], *(service for _, service, _ in self.cast.others))
        through = self._through(at.date())
        yield Told(at, lambda plan: self._consent(plan, services, at.date(), through))
        for name, service, title in self.cast.others:
            yield Told(at, ParticipantAdded(person=self.person(service), name=name, role=Role.PROVIDER,
                                            service=service, title=title))  # fmt: skip

    def _consent(self, plan: Plan, services: tuple[str, ...], given_on: date, through: date) -> ConsentGiven:
        """Both guardians consent, and a pupil who comes of age in the period with them (C-04)."""
        own = own_needed_through(plan, self.chronicle.policy, given_on, through)
        family = tuple(self.person(r) for r in (Relation.MOTHER, Relation.FATHER))
        consenters = family if own is None else (*family, self.person("owner"))
        return ConsentGiven(consenters=consenters, services=services, given_on=given_on, valid_through=through,
                            form=ConsentForm.SIGNED, own_through=own)  # fmt: skip

    def _through(self, given_on: date) -> date:
        """Give two years, or in one plan of twelve an end that comes soon."""
        if self.dice.random() < 1 / 12:
            return self.following.date() + timedelta(days=self.dice.randint(5, 30))
        return default_through(given_on, 2)

    def _start(self) -> Iterator[Told]:
        at = self.opened + HOUR
        yield Told(at, ConcernWritten(initiator=self.some("initiators"), text=self.some("concerns")))
        yield Told(at + MINUTE, AboutMeWritten(side=self.dice.choice(list(Side)), trait=Trait.STRENGTH,
                                               text=self.some("strengths")))  # fmt: skip
        yield Told(at + 2 * MINUTE, AboutMeWritten(side=self.dice.choice(list(Side)), trait=Trait.CHALLENGE,
                                                   text=self.some("challenges")))  # fmt: skip

    def _goals_and_activities(self) -> Iterator[Told]:
        at = self.opened + timedelta(days=2)
        texts = self.dice.sample(self.words["goals"], 2)
        arenas = (Arena(self.setting["arena"]), Arena.HOME)
        goals = [self.chronicle.new_id(at, "goal", n) for n in range(2)]
        for n, (goal, text, arena) in enumerate(zip(goals, texts, arenas, strict=True)):
            yield Told(at + n * MINUTE, GoalSet(arena=arena, text=text), goal)
        whats = self.dice.sample(self.words["activities"], ACTIVITIES)
        for n, what in enumerate(whats):
            body = ActivityPlanned(goal=goals[n % 2], what=what, responsible=self._responsible(n), due=self._due())
            yield Told(at + HOUR + n * MINUTE, body, self._activity(n))

    def _activity(self, n: int) -> str:
        return self.chronicle.new_id(self.opened, "activity", n)

    def _responsible(self, n: int) -> str:
        """Give each service one activity, and the others to anybody."""
        services = [service for _, service, _ in self.cast.others]
        people = [holder_id(), *map(self.person, services), self.person(Relation.MOTHER), self.person(Relation.FATHER)]
        return people[n] if n < len(people) else self.dice.choice(people)

    def _due(self) -> str:
        """Give a workday after the meeting; most of those that were before today are done by now."""
        day = self.met.date() + timedelta(days=self.dice.randint(4, 120))
        if day < self.today and self.dice.random() > OVERDUE:
            day = self.today + timedelta(days=self.dice.randint(0, 60))
        return _workday(day).isoformat()

    def _meeting(self) -> Iterator[Told]:
        met, thing = self.met, self.chronicle.new_id(self.met, "meeting")
        time_ = WallTime(starts=met, ends=met + 45 * MINUTE)
        yield Told(met - timedelta(days=10), MeetingCalled(time=time_, place=""), thing)
        yield Told(met, MeetingTurned(meeting=thing, turn=Turn.STARTED))
        here = [holder_id(), self.person(Relation.MOTHER), *(self.person(s) for _, s, _ in self.cast.others)]
        for n, person in enumerate(here):
            yield Told(met + n * MINUTE, AttendanceMarked(meeting=thing, person=person, how=Presence.PRESENT))
        yield Told(met + 5 * MINUTE, AgendaReached(meeting=thing, item="child_voice"))
        yield Told(met + 6 * MINUTE, VoiceHeard(
            text=self.some("voices"), asked_by=holder_id(), how=self.some("voice_how"), meeting=thing,
            item="child_voice", on=_workday(met.date() - timedelta(days=3)),
        ))  # fmt: skip
        yield Told(met + 12 * MINUTE, LineWritten(meeting=thing, item="family_update", sort=LineSort.NOTE,
                                                  text=self.some("notes")))  # fmt: skip
        for n in range(3):
            yield Told(met + (20 + n) * MINUTE, ActivityEvaluated(
                activity=self._activity(n), effect=self.dice.choice(list(Effect)), meeting=thing,
                why=self.some("whys") or None,
            ))  # fmt: skip
        later = WallTime(starts=self.following, ends=self.following + 45 * MINUTE)
        yield Told(met + 40 * MINUTE, MeetingCalled(time=later, follows=thing))
        yield Told(met + 44 * MINUTE, lambda plan: _lock(plan, thing))

    def _afterwards(self) -> Iterator[Told]:
        at = self.met + timedelta(days=2)
        if self.dice.random() < 1 / 3:
            yield Told(at, CommentWritten(activity=self._activity(1), text=self.some("comments")))
        for n in range(3, ACTIVITIES):
            if self.dice.random() < MOVED:
                due = self.dice.choice((NEXT_MEETING, self._due()))
                why = self.some("whys") or self.some("comments")
                body = ActivityRevised(thing=self._activity(n), field="due", value=due, reason=why)
                yield Told(at + n * MINUTE, body)
        if self.dice.random() < UNASSIGNED:
            yield Told(at + HOUR, ActivityPlanned(what=self.some("activities"), due=self._due()))


def _lock(plan: Plan, thing: str) -> MinutesLocked:
    this = meeting(plan, thing)
    return MinutesLocked(meeting=thing, version=1 + (this.version if this else 0), head=plan.head.hex())


def _workday(day: date) -> date:
    return day - timedelta(days=max(0, day.weekday() - 4))


def _cast(words: Table, setting: Table, number: int, dice: random.Random) -> Cast:
    adjectives: Sequence[str] = words["adjectives"]
    nouns: Sequence[str] = words["nouns"]
    family = nouns[(number * 7) % len(nouns)]
    owner = invented_name(words, number)
    given = dice.sample(adjectives, 6)
    others = dice.sample(setting["others"], dice.randint(1, 2))
    return Cast(
        owner=owner,
        holder=f"{given[0]} {dice.choice(nouns)}",
        guardians=(f"{given[1]} {family}", f"{given[2]} {dice.choice(nouns)}"),
        others=tuple(
            (f"{given[3 + n]} {dice.choice(nouns)}", service, title) for n, (service, title) in enumerate(others)
        ),
    )
