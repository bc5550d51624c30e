"""The desk: all topic services over one open store, made in a thread after the first frame."""

from collections.abc import Callable

from stafett_tui.domain.admit import Actor
from stafett_tui.domain.changes import Changes
from stafett_tui.domain.national_id import Mode
from stafett_tui.domain.people import Role
from stafett_tui.domain.person import PREFIX
from stafett_tui.domain.policy import Policy
from stafett_tui.services.activities import Activities
from stafett_tui.services.attendance import AttendanceService
from stafett_tui.services.baton import Baton
from stafett_tui.services.clock import Clock
from stafett_tui.services.conflicts import Conflicts
from stafett_tui.services.consents import Consents
from stafett_tui.services.copies import Copies
from stafett_tui.services.deadlines import Deadlines
from stafett_tui.services.documents import Documents
from stafett_tui.services.drafts import DraftService
from stafett_tui.services.evaluations import Evaluations
from stafett_tui.services.life import Levels, Life
from stafett_tui.services.logbook import Logbook
from stafett_tui.services.lookups import Lookups
from stafett_tui.services.meetings import Meetings
from stafett_tui.services.minutes import Minutes
from stafett_tui.services.myself import Myself
from stafett_tui.services.people import People
from stafett_tui.services.people_search import PeopleSearch
from stafett_tui.services.permitted import Permitted
from stafett_tui.services.person import Me
from stafett_tui.services.plans import Plans
from stafett_tui.services.refused import RefusedService
from stafett_tui.services.starting import Starting
from stafett_tui.services.tasks import Tasks
from stafett_tui.services.undo import UndoService
from stafett_tui.services.writing import Ids, Writer
from stafett_tui.store.opened import Store
from stafett_tui.store.ordered import DEVICES


class Desk:
    """Everything that can be done with the plans of a store, as one person on one device."""

    def __init__(
        self, store: Store, clock: Clock, me: Me, device: str, *, policy: Policy | None = None,
        offices: frozenset[Role] = frozenset(), ids: Ids | None = None, mode: Mode = Mode.PRODUCTION,
        leased: Callable[[], None] | None = None,
    ) -> None:  # fmt: skip
        """Make the services; `leased` raises where this laptop may open no plan today (R10)."""
        self.me = me
        self.clock = clock
        self.policy = policy or Policy()
        self.ids = ids or Ids(clock)
        writer = Writer(store.journal, Actor(me.person, offices), device, clock, self.policy, self.ids, mode=mode)
        writer.earlier = lambda: frozenset(store.settings.get(DEVICES).split())
        self._writer = writer
        self.lookups = Lookups(store.audit, writer, me)
        self.plans = Plans(store, writer, me, self.lookups, leased)
        self.myself = Myself(writer)
        self.permitted = Permitted(writer, self.lookups)
        self.consents = Consents(writer)
        self.conflicts = Conflicts(writer)
        self.people = People(writer)
        self.people_search = PeopleSearch(writer, self.plans, self.people)
        self.baton = Baton(writer)
        self.levels = Levels(writer)
        self.life = Life(writer)
        self.documents = Documents(writer, store.blobs)
        self.meetings = Meetings(writer)
        self.attendance = AttendanceService(writer)
        self.minutes = Minutes(writer)
        self.activities = Activities(writer)
        self.evaluations = Evaluations(writer)
        self.undo = UndoService(writer)
        self.drafts = DraftService(store.drafts, clock, me.person)
        self.starting = Starting(writer, self.drafts, self.people, me)
        self.tasks = Tasks(writer)
        self.deadlines = Deadlines(store.reader, clock, me.person)
        self.log = Logbook(writer, store)
        self.refused = RefusedService(writer, store, self.plans)
        self.copies = Copies(store, clock, self.policy.backup_reminder_days)

    def listen(self, callback: Callable[[Changes], None]) -> None:
        """Call back with the changes after each write, from the writing thread."""
        self._writer.listeners.append(callback)

    def came(self, changes: Changes) -> None:
        """Take in that something came from the server."""
        self.tasks.heard(changes)
        if changes.plan_id.startswith(PREFIX):
            self._writer.persons.noted(changes.plan_id.removeprefix(PREFIX))

    def judge_by(self, policy: Policy) -> None:
        """Judge new events by this policy from now on; what was judged keeps its own."""
        self.policy = self._writer.policy = policy
        self.copies.remind_after(policy.backup_reminder_days)

    def written_by(self, device: str) -> None:
        """Write as this device from now on (R26)."""
        self._writer.device = device
