"""What home says quietly above the list: that there is no new copy, and for a coordinator who looked where (K-03)."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from stafett_tui.domain.errors import ErrorKind, StafettError
from stafett_tui.screens.frame.asking import Dialogue
from stafett_tui.screens.frame.given import Given
from stafett_tui.screens.home.leaving import Leaving
from stafett_tui.widgets.page import Sheet

if TYPE_CHECKING:
    from pathlib import Path

    from stafett_tui.services.copies import Overdue
    from stafett_tui.services.desk import Desk
    from stafett_tui.widgets.inks import Line

ALERTED: Final = timedelta(days=7)
"""How far back home tells a coordinator of look-ups in protected plans."""


class Reminding(Leaving):
    """A screen that reminds, and makes a copy when asked."""

    def __init__(self, given: Given) -> None:
        """Begin with nothing to remind of."""
        super().__init__(given)
        self.notices = Sheet(wrap=True, id="notices")

    def remind(self) -> None:
        """Read what there is to remind of, and say it in words."""
        self.read(_read, self._remind)

    def _remind(self, found: tuple[Overdue | None, int]) -> None:
        overdue, alerts = found
        told = [] if overdue is None else [self._copy_words(overdue)]
        if alerts:
            told.append(
                self.trn("{n} look-up of a plan with a protected address in 7 days: stafett lookups --alerts",
                         "{n} look-ups of plans with a protected address in 7 days: stafett lookups --alerts", alerts,
                         n=alerts)
            )  # fmt: skip
        lines: list[Line] = [(("! ", "alarm"), (each, "")) for each in told]
        self.set_class(bool(lines), "-reminded")
        self.notices.set_lines(lines)

    def _copy_words(self, overdue: Overdue) -> str:
        if overdue.days is None:
            return self.tr("Everything here exists on this machine alone. Ctrl+P: make a copy now.")
        return self.trn(
            "The last copy is {n} day old. Ctrl+P: make a copy now.",
            "The last copy is {n} days old. Ctrl+P: make a copy now.", overdue.days, n=overdue.days,
        )  # fmt: skip

    def action_copy_now(self) -> None:
        """Make a copy of everything; the first one asks for the passphrase that opens the copies."""
        self.read(lambda desk: desk.copies.ready, self._copy)

    def _copy(self, ready: bool) -> None:
        if ready:
            self._make("")
        else:
            self.converse(self._ask_recovery())

    def _ask_recovery(self) -> Dialogue:
        from stafett_tui.screens.frame.questions import secret_question

        hint = self.tr("It opens every copy, here or on another machine. Write it down, and keep it elsewhere.")
        chosen = yield secret_question(self.tr("Recovery passphrase, at least ten signs:"), hint=hint)
        again = yield secret_question(self.tr("Once more:"), hint=hint)
        if chosen == again:
            self._make(chosen)
        else:
            self.say(self.tr("The two are not the same. Nothing was changed."))

    def _make(self, recovery: str) -> None:
        folder = self.given.office.settings.paths.backup

        def make(desk: Desk) -> Path:
            return desk.copies.make(None if desk.copies.folder else folder, recovery)

        self.say(self.tr("A copy is being made."))
        self.write(make, self._made)

    def _made(self, made: Path) -> None:
        self.say(self.tr("A copy was made and checked: {path}", path=made))
        self.remind()


def _read(desk: Desk) -> tuple[Overdue | None, int]:
    try:
        alerts = len(desk.lookups.alerts(desk.clock.now() - ALERTED))
    except StafettError as error:
        if error.kind is not ErrorKind.NOT_ALLOWED:
            raise
        alerts = 0
    return desk.copies.overdue(), alerts
