"""The first screen: meetings of today, my plans, and what is overdue of mine."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from textual.app import ComposeResult

from stafett_tui.i18n import dates
from stafett_tui.screens.frame.copying import Copying
from stafett_tui.screens.frame.given import Given
from stafett_tui.screens.frame.matching import holds
from stafett_tui.screens.frame.messages import Go, NewPlan, OpenBoard, OpenConflicts, OpenConsent, OpenMeeting, OpenPlan
from stafett_tui.screens.frame.sections import Section, Sections
from stafett_tui.screens.home.away import fetch_away
from stafett_tui.screens.home.front import (
    ALERTS,
    AWAY,
    COPIES,
    GO_ON,
    LATE,
    MEETING,
    NEW_PLAN,
    REFUSED,
    TASK,
    TOLD,
    WARN_DAYS,
    counts_line,
    sections,
)
from stafett_tui.screens.home.leaving import Leaving
from stafett_tui.widgets.bindings import hint, screen_bindings
from stafett_tui.widgets.chrome import Hint, Rule, Say
from stafett_tui.widgets.rows import Row, Rows

if TYPE_CHECKING:
    from stafett_tui.domain.changes import Changes
    from stafett_tui.services.desk import Desk
    from stafett_tui.services.front import Home, PlanLine
    from stafett_tui.services.syncstate import SyncState


class Later(NamedTuple):
    """What is read after the first frame: it comes below the other rows, so that none of them moves."""

    warn_days: int = WARN_DAYS
    waits: tuple[Row, ...] = ()


class HomeScreen(Copying, Leaving):
    """What waits today; its first frame needs nothing but the light reads."""

    SCREEN = "home"
    BINDINGS = [*screen_bindings("home")]
    CSS_PATH = "screen.tcss"

    def __init__(self, given: Given) -> None:
        """Read the first rows at once: they are the first frame."""
        super().__init__(given)
        self.list = Sections(id="today", vi=given.vi)
        self.counts = Say(id="counts")
        self._home = given.office.front.home()
        self._unfinished = given.office.front.unfinished()
        self._later = Later()
        self._told = given.together().told
        self._sought = ""

    def body(self) -> ComposeResult:
        """The counts, and the one list."""
        yield self.counts
        yield Rule()
        yield self.list

    def on_mount(self) -> None:
        """Show what was read, and the keys for this person."""
        self._show()
        self.foot.show(self.foot_hints())

    @property
    def title_line(self) -> str:
        """Who writes here, and the day."""
        office = self.given.office
        day = dates.long(office.clock.today(), self.texts.language)
        who = office.me.name if office.me else ""
        return f"Stafett  {who}  {day}"

    @property
    def plans(self) -> tuple[PlanLine, ...]:
        """The plans as they were read last."""
        return self._home.plans

    @property
    def row(self) -> Row | None:
        """The row the cursor stands on."""
        return self.list.row

    @property
    def plan_id(self) -> str | None:
        """The plan of the row: commands about a plan mean that one."""
        return (plan_of(self.row.key) or None) if self.row else None

    def touches(self, changes: Changes) -> bool:
        """Every change may be about today."""
        del changes
        return True

    def reload(self) -> None:
        """Read the rows again, all of them before any is shown."""
        office, t, together = self.given.office, self.texts, self.given.together

        def read(desk: Desk) -> tuple[Home, frozenset[str], Later]:
            from stafett_tui.screens.home.waits import waits

            away = len(office.together.retention.away()) if office.takes_part else 0
            later = Later(max(desk.policy.consent_warn_days), waits(desk, t, together(), away))
            return office.front.home(), office.front.unfinished(), later

        def show(found: tuple[Home, frozenset[str], Later]) -> None:
            self._home, self._unfinished, self._later = found
            self._show()

        self.read(read, show)

    def stood(self, state: SyncState) -> None:
        """Read again where syncing tells something else than before."""
        if state.told != self._told:
            self._told = state.told
            self.reload()

    def _show(self) -> tuple[int, int]:
        """Show the rows that the filter leaves; answer how many of how many."""
        today = self.given.office.clock.today()
        found = sections(self._home, today, self.texts, self._unfinished, review=self._review_key,
                         warn_days=self._later.warn_days, waits=self._later.waits)  # fmt: skip
        left = tuple(
            Section(s.columns, tuple(r for r in s.rows if holds(self._sought, "  ".join(r.cells))), s.empty)
            for s in found
        )
        here = self.row.key if self.row else ""
        self.list.set_sections(left if self._sought else found)
        if self.row is None or self.row.key != here:
            self.list.go_to(moved_key(here))
        self.counts.say(counts_line(self._home, self.texts, self._later.waits, last=self.key("last")))
        return sum(len(s.rows) for s in left), sum(len(s.rows) for s in found)

    @property
    def _review_key(self) -> str:
        """For a coordinator the key to the deadlines of all plans; "" for a holder."""
        me = self.given.office.me
        if me is None or me.office != "coordinator":
            return ""
        return self.key("deadlines")

    def foot_hints(self) -> list[Hint]:
        """For a coordinator the deadlines of all plans stand right after the first key, and so in 80 columns."""
        found = super().foot_hints()
        if not self._review_key:
            return found
        review = next((hint(each, self.texts) for each in self.given.actions if each.id == "deadlines" and each.keys),
                      None)  # fmt: skip
        if review is None:
            return found
        first, *others = [each for each in found if each != review]
        return [first, review, *others]

    @property
    def filters(self) -> bool:
        """The list can be searched."""
        return True

    def filter_by(self, text: str) -> str:
        """Show only rows with this text."""
        self._sought = text.strip()
        shown, of = self._show()
        return self.tr("{n} of {m}", n=shown, m=of)

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        """Enter: go on with a meeting, open a plan, or the board on an overdue activity."""
        key = event.row.key
        kind, _, ids = key.partition(":")
        plan_id, _, thing = ids.partition("/")
        if kind == GO_ON[:-1]:
            self.post_message(OpenMeeting(plan_id, thing))
        elif kind == LATE[:-1]:
            self.post_message(OpenBoard(plan_id, thing))
        elif key == NEW_PLAN:
            self.post_message(NewPlan())
        elif key == COPIES:
            self.action_copy_now()
        elif key == ALERTS:
            self.action_alerts()
        elif kind == TOLD[:-1]:
            self.say(event.row.cells[0])
        elif key == REFUSED:
            self.action_refused()
        elif key == AWAY:
            fetch_away(self)
        elif kind == TASK[:-1]:
            self.post_message(task_way(plan_id, thing))
        else:
            self.post_message(OpenPlan(plan_id))

    def action_new_plan(self) -> None:
        """Open the form for a new plan."""
        self.post_message(NewPlan())

    def action_board(self) -> None:
        """Open the board of the plan of the row."""
        if self.plan_id:
            self.post_message(OpenBoard(self.plan_id))

    def action_consent(self) -> None:
        """Open the consents of the plan of the row."""
        if self.plan_id:
            self.post_message(OpenConsent(self.plan_id))

    def action_meeting(self) -> None:
        """Open the meeting of the row, or of the plan of the row."""
        if self.row is None or self.plan_id is None:
            return
        thing = self.row.key.rpartition("/")[2] if self.row.key.startswith((MEETING, GO_ON)) else None
        self.post_message(OpenMeeting(self.plan_id, thing))


def moved_key(key: str) -> str:
    """The key of a meeting's row once it has begun, or is over: it stands in another section then."""
    kind, _, ids = key.partition(":")
    return {MEETING: GO_ON, GO_ON: MEETING}.get(f"{kind}:", f"{kind}:") + ids


def task_way(plan_id: str, thing: str) -> Go:
    """Where a task of a plan is done: at the consents, else on the overview, on its row."""
    from stafett_tui.domain.tasks import TaskKind
    from stafett_tui.screens.frame.waiting import AT_CONSENT
    from stafett_tui.services.tasks import VERSIONS

    kind = thing.partition(":")[0]
    if kind in AT_CONSENT:
        return OpenConsent(plan_id)
    if kind == VERSIONS:
        return OpenConflicts(plan_id)
    return OpenPlan(plan_id, f"{TASK}{thing}" if kind in set(TaskKind) else thing)


def plan_of(key: str) -> str:
    """The plan that a row of home is about."""
    return key.partition(":")[2].partition("/")[0]
