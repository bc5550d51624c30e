"""`StafettScreen`: the ground of every screen of the program.

It writes only what differs, keeps the real cursor on the focused cell, runs bindings in the order typed, and
has a head line and a footer. A screen gives its parts in `body`.

    class PlanScreen(StafettScreen):
        SCREEN = "plan"                      # its name in the registry of actions
        BINDINGS = screen_bindings("plan")   # action_board, action_consent ... are its methods

        def body(self) -> ComposeResult:
            yield Rows(...)
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.geometry import Size

from stafett_tui.actions import ACTIONS, Action
from stafett_tui.i18n.texts import Texts
from stafett_tui.widgets.bindings import hints
from stafett_tui.widgets.chrome import Foot, Head, Rule
from stafett_tui.widgets.compositor import LineDiff
from stafett_tui.widgets.keyed import OrderedKeys


class StafettScreen(OrderedKeys, LineDiff):
    """A screen with a head line, a body and a footer."""

    ALLOW_SELECT = False
    AUTO_FOCUS = "Rows, Field, Lines"
    SCREEN: ClassVar[str] = ""
    DEFAULT_CSS = """
    StafettScreen { layout: vertical; overflow: hidden; }
    """

    def __init__(
        self,
        texts: Texts,
        *,
        actions: Sequence[Action] = ACTIONS,
        name: str | None = None,
        id: str | None = None,  # noqa: A002 - Textual's name
    ) -> None:
        """Take the texts of the reader's language, and the actions with the reader's own keys."""
        super().__init__(name=name, id=id)
        self.texts = texts
        self.tr, self.trn = texts.tr, texts.trn
        self.head = Head()
        self.foot = Foot(hints(self.SCREEN, texts, actions) if self.SCREEN else ())

    def _on_screen_resume(self, event: events.ScreenResume) -> None:
        """Know the size before the first drawing."""
        del event
        self._fit(self.app.size)

    async def _on_resize(self, event: events.Resize) -> None:
        """Know the new size before it is drawn."""
        self._fit(event.size)

    def _fit(self, size: Size) -> None:
        """Take the classes of the size: Textual does so after laying out and drawing once, and everything jumps."""
        for limits, cells in (
            (self.HORIZONTAL_BREAKPOINTS, size.width),
            (self.VERTICAL_BREAKPOINTS, size.height),
        ):
            here = max(((limit, name) for limit, name in limits or () if cells >= limit), default=(0, ""))
            self.update_classes({name: name == here[1] for _, name in limits or ()}, animate=False)

    def compose(self) -> ComposeResult:
        """The head line, a rule, the body, and the footer."""
        yield self.head
        yield Rule()
        yield from self.body()
        yield self.foot

    def body(self) -> ComposeResult:
        """The parts between head and footer."""
        raise NotImplementedError
