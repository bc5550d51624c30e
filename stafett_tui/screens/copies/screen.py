"""The copies of everything: which there are, where, how often, and under which passphrase."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from textual.app import ComposeResult

from stafett_tui.screens.copies.listing import Copying as Found
from stafett_tui.screens.copies.listing import how, sections
from stafett_tui.screens.frame.asking import Choice, Dialogue
from stafett_tui.screens.frame.copying import Copying
from stafett_tui.screens.frame.given import Given
from stafett_tui.screens.frame.questions import pick_question, text_question
from stafett_tui.screens.frame.sections import Sections
from stafett_tui.widgets.bindings import screen_bindings
from stafett_tui.widgets.chrome import Rule
from stafett_tui.widgets.page import Sheet
from stafett_tui.widgets.rows import Rows

if TYPE_CHECKING:
    from stafett_tui.services.desk import Desk

DAYS = (1, 7)


class CopiesScreen(Copying):
    """How copies are made, and the list of those that lie in the folders."""

    SCREEN = "copies"
    BINDINGS = [*screen_bindings("copies")]
    CSS_PATH = "screen.tcss"

    def __init__(self, given: Given) -> None:
        """Begin empty; everything is read at once."""
        super().__init__(given)
        self.how = Sheet(id="how", wrap=True)
        self.list = Sections(id="copies", vi=given.vi)
        self._found: Found | None = None

    @property
    def title_line(self) -> str:
        """What this is."""
        return self.tr("Copies of everything")

    def body(self) -> ComposeResult:
        """How copies are made, and the list."""
        yield self.how
        yield Rule()
        yield self.list

    def on_mount(self) -> None:
        """Read the folders."""
        self.reload()

    def reload(self) -> None:
        """Read how copies are made, and which there are."""
        by_hand = self._by_hand

        def read(desk: Desk) -> Found:
            copies = desk.copies
            return Found(copies.folder, copies.days, copies.last, copies.ready, copies.lying(by_hand))

        self.read(read, self._show)

    @property
    def _by_hand(self) -> Path:
        """Where copies go that somebody asks for, while no other folder is chosen."""
        return self.given.office.settings.paths.backup

    def _show(self, found: Found) -> None:
        self._found = found
        self.how.set_lines(how(found, self.texts))
        self.list.set_sections(sections(found, self.texts))

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        """Enter: read the copy through, and say whether it holds."""
        event.stop()
        path = Path(event.row.key)
        self.say(self.tr("The copy is being read."))
        self.read(lambda desk: desk.copies.check(path), lambda _: self._holds(path))

    def _holds(self, path: Path) -> None:
        self.say(self.tr("The copy is whole: {path}. stafett restore brings it back.", path=path))

    def action_copy_here(self) -> None:
        """Make a copy now."""
        self.action_copy_now()

    # ---- where, and how often

    def action_copy_folder(self) -> None:
        """Choose the folder into which copies go by themselves, and how often."""
        self.converse(self._ask_folder())

    def _ask_folder(self) -> Dialogue:
        found = self._found
        known = self._by_hand if found is None or found.folder is None else found.folder
        hint = self.tr("Best on another disk or a network drive")
        folder = yield text_question(self.tr("Copies go into which folder?"), self.texts, text=str(known), hint=hint)
        often = [Choice(self.texts.trn("every day", "every {n} days", n, n=n), n) for n in DAYS]
        choices = [*often, Choice(self.tr("never by themselves"), 0)]
        days = yield pick_question(self.tr("How often?"), choices)
        chosen = Path(str(folder)).expanduser() if days else None
        self.write(lambda desk: desk.copies.choose(chosen, max(days, 1)), lambda _: self._chosen(chosen))

    def _chosen(self, folder: Path | None) -> None:
        self.reload()
        if folder is None:
            self.say(self.tr("Copies are made only when somebody asks for it."))
            return
        self.say(self.tr("Copies go into {folder} by themselves.", folder=folder))
        self.read(lambda desk: desk.copies.due() or not desk.copies.ready, self._first_copy)

    def _first_copy(self, wanted: bool) -> None:
        """The first copy into the folder is made at once; it asks for the passphrase where none is chosen."""
        if wanted:
            self.action_copy_now()

    # ---- the passphrase

    def action_recovery(self) -> None:
        """Choose another recovery passphrase; a copy is made with it at once."""
        self.converse(self._ask_recovery())
