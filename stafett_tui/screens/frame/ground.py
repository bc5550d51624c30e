"""The ground of every screen: its place in the program, its frame, and the questions at its foot."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import ComposeResult

from stafett_tui.domain.changes import POLICY
from stafett_tui.domain.errors import ErrorKind
from stafett_tui.screens.frame.asking import Asking, Dialogue
from stafett_tui.screens.frame.given import Given
from stafett_tui.screens.frame.messages import Back
from stafett_tui.screens.frame.standing import Standing
from stafett_tui.widgets.bindings import app_bindings, hint, hints, key_name, own_key
from stafett_tui.widgets.chrome import Hint, Rule
from stafett_tui.widgets.page import Sheet

if TYPE_CHECKING:
    from concurrent.futures import Future

    from stafett_tui.domain.changes import Changes


class Ground(Standing):
    """A screen with a word line, a place for questions, undo, and the sentence for too small a terminal.

    That sentence covers the screen and hides nothing of it: what is typed meanwhile goes where it always goes.
    """

    BINDINGS = [*app_bindings()]
    HORIZONTAL_BREAKPOINTS = [(0, "-tiny"), (60, "-narrow"), (100, "-wide")]
    VERTICAL_BREAKPOINTS = [(0, "-flat"), (18, "-low"), (24, "-high")]
    DEFAULT_CSS = """
    Ground > #word { height: auto; max-height: 3; }
    Ground { layers: default cover; }
    Ground > #too-small { display: none; layer: cover; dock: top; width: 100%; height: 100%; }
    Ground.-tiny > #too-small, Ground.-flat > #too-small { display: block; }
    """

    def __init__(self, given: Given) -> None:
        """Take what every screen is given."""
        super().__init__(given)
        self.asking = Asking()
        self.barred: frozenset[str] = frozenset()
        """The actions that are not this person's to do here."""

    # ---- what a kind of screen says of itself

    @property
    def plan_id(self) -> str | None:
        """The plan that is open here: undo works in it."""
        return None

    @property
    def title_line(self) -> str:
        """Where one is, for the head line."""
        return ""

    def reload(self) -> None:
        """Read again what is shown, after a change."""

    def keep_unfinished(self) -> Future[None] | None:
        """Write down at once what is half written here; gives what to wait for besides the errands (S-05)."""
        return None

    def touches(self, changes: Changes) -> bool:
        """Whether a change is about what is shown here."""
        return self.plan_id in {None, changes.plan_id} or POLICY in changes.kinds

    # ---- the frame

    def compose(self) -> ComposeResult:
        """Head, body, question, word and footer; or one sentence."""
        yield self.head
        yield Rule()
        yield from self.body()
        yield self.asking
        yield self.word
        yield self.foot
        yield Sheet([self.tr("The window is too small. Make it at least 60 columns wide and 18 lines high.")],
                    wrap=True, id="too-small")  # fmt: skip

    def on_mount(self) -> None:
        """Listen to every change from now on."""
        self.given.changed.subscribe(self, self._changed)
        if self.given.stirred is not None:
            self.given.stirred.subscribe(self, self._stirred)
        self.show_head()

    def show_head(self) -> None:
        """Say where one is, and when it was saved."""
        parts = [*self.stands(), self.tr("{key} help", key=self.key("help"))]
        self.head.show(left=self.title_line, right=" | ".join(part for part in parts if part))

    def on_resize(self) -> None:
        """After a window that was too small: stand somewhere again."""
        if self.focused is None:
            self.call_after_refresh(self.stand)

    def stand(self) -> None:
        """Give focus back to the part of the screen that keys belong to."""
        if self.focused is None:
            self.focus_next()

    def _changed(self, changes: Changes) -> None:
        self.show_head()
        if self.touches(changes):
            self.reload()

    # ---- questions

    def on_asking_turned(self, event: Asking.Turned) -> None:
        """The footer tells the keys of the question while it is asked."""
        event.stop()
        asks = [
            Hint("Enter", self.tr("go on"), "enter"),
            Hint(key_name("down", self.texts), self.tr("choose"), "down"),
            *(hint(each, self.texts) for each in self.given.actions if each.id == "back" and each.keys),
        ]
        self.foot.show(asks if event.asks else self.foot_hints())

    def foot_hints(self) -> list[Hint]:
        """The keys used most here, for this person."""
        return hints(self.SCREEN, self.texts, [each for each in self.given.actions if self.offers(each.id)])

    def offers(self, action_id: str) -> bool:
        """Whether an act is this person's to do here, so far as it is known: the gate judges what is written."""
        return action_id not in self.barred

    def knows(self, action_id: str) -> bool:
        """Whether it is known already that an act is this person's, or not: the commands offer nothing before."""
        del action_id
        return True

    def bars(self, action_id: str) -> bool:
        """Say at the key, before anything is written, that an act is somebody else's."""
        if self.offers(action_id):
            return False
        self.refuse(ErrorKind.NOT_ALLOWED)
        return True

    def key(self, action_id: str) -> str:
        """The name of the person's own key for an action; of the commands, where it has none."""
        return own_key(action_id, self.texts, self.given.actions)

    def converse(self, talk: Dialogue) -> None:
        """Ask the questions of a dialogue at the foot of the screen."""
        self.say("")
        self.asking.begin(talk)

    # ---- acts of every screen

    def action_back(self) -> None:
        """Leave the question, else the screen."""
        if self.asking.open:
            self.asking.leave()
        else:
            self.post_message(Back())
