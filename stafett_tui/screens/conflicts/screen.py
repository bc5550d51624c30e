"""The two versions of a plan: what several changed without seeing each other, and one key to choose (I4)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from textual.app import ComposeResult

from stafett_tui.documents.disputed import Eyes, versions
from stafett_tui.domain.plan import Plan
from stafett_tui.domain.versions import TwoVersions, two_versions
from stafett_tui.screens.conflicts import words
from stafett_tui.screens.conflicts.listing import columns, rows
from stafett_tui.screens.frame.given import Given
from stafett_tui.screens.frame.ofplan import OfPlan
from stafett_tui.widgets.bindings import screen_bindings
from stafett_tui.widgets.chrome import Rule
from stafett_tui.widgets.page import Sheet
from stafett_tui.widgets.rows import Rows

if TYPE_CHECKING:
    from stafett_tui.widgets.inks import Line

CHOOSING: Final = ("keep_version", "take_version", "take_third", "take_fourth")
"""The actions that choose, in the order of the versions."""


class ConflictsScreen(OfPlan):
    """Each field with two versions on a row; under it all versions whole."""

    SCREEN = "conflicts"
    BINDINGS = [*screen_bindings("conflicts")]
    CSS_PATH = "screen.tcss"

    def __init__(self, given: Given, plan_id: str) -> None:
        """Open the two versions of this plan."""
        super().__init__(given, plan_id)
        self.list = Rows(columns(self.texts), id="versions", vi=given.vi)
        self.detail = Sheet(id="detail", wrap=True, focusable=True)
        self._found: tuple[TwoVersions, ...] = ()
        self._choosing = ""

    @property
    def place(self) -> str:
        """Which screen of the plan this is."""
        return self.tr("Two versions")

    def body(self) -> ComposeResult:
        """The list, and under it everything about its row."""
        yield self.list
        yield Rule()
        yield self.detail

    def show(self, plan: Plan, *, first: bool) -> None:
        """Show what is open now; what somebody else has chosen meanwhile is said."""
        here = self.current
        self._found = two_versions(plan)
        self.list.empty = self.tr("Nobody has changed the same thing at once. Nothing is to be chosen.")
        if here is not None and words.key(here) not in {self._choosing, *map(words.key, self._found)}:
            self.say(self.tr("Somebody else has chosen meanwhile."))
        self.list.set_rows(rows(self._found, self._eyes(plan)), keep=not first)
        self._tell()
        if not self.asking.open:
            self.foot.show(self.foot_hints())

    def offers(self, action_id: str) -> bool:
        """Offer a key that chooses where there is a version for it on some row."""
        if action_id not in CHOOSING:
            return super().offers(action_id)
        most = max((len(versions(each)) for each in self._found), default=0)
        return CHOOSING.index(action_id) < most

    def bars(self, action_id: str) -> bool:
        """Let a key that chooses say itself that there is nothing to choose."""
        return action_id not in CHOOSING and super().bars(action_id)

    def _eyes(self, plan: Plan) -> Eyes:
        me = self.given.office.me
        keys = tuple(self.key(each) for each in CHOOSING)
        return Eyes(plan, "" if me is None else me.person, self.texts, keys)

    @property
    def current(self) -> TwoVersions | None:
        """The field on the row."""
        key = self.list.row.key if self.list.row else ""
        return next((each for each in self._found if words.key(each) == key), None)

    def on_rows_moved(self) -> None:
        """Tell about the field where the cursor is now."""
        self._tell()

    def _tell(self) -> None:
        self.detail.set_lines(self.lines())
        self.detail.scroll_home(animate=False)

    def lines(self) -> tuple[Line, ...]:
        """Everything about the field on the row."""
        found = self.current
        return () if found is None or self.plan is None else words.lines(found, self._eyes(self.plan))

    # ---- choosing

    def action_keep_version(self) -> None:
        """Keep what stands."""
        self.when_there(lambda: self._choose(0))

    def action_take_version(self) -> None:
        """Take the other one."""
        self.when_there(lambda: self._choose(1))

    def action_take_third(self) -> None:
        """Take the third one, where three have written."""
        self.when_there(lambda: self._choose(2))

    def action_take_fourth(self) -> None:
        """Take the fourth one, where four have written."""
        self.when_there(lambda: self._choose(3))

    def _choose(self, number: int) -> None:
        found = self.current
        if found is None:
            self.say(self.tr("Nothing is to be chosen here."))
            return
        of = versions(found)
        if number >= len(of):
            self.say(self.tr("There are only {n} versions here.", n=len(of)))
            return
        take = of[number].event if number else None
        self._choosing = words.key(found)
        self.write(lambda desk: desk.conflicts.settle(self._plan_id, found, take), lambda _: self._chosen())

    def _chosen(self) -> None:
        self.say(self.tr("It is chosen, and everybody sees it. All versions stay in the history."))

    # ---- reading

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        """Enter: read the versions over the whole screen."""
        event.stop()
        self.read_whole(self.detail)
