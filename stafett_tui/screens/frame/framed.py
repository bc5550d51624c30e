"""The base of every screen, with the acts they all have: undo with a word, saved, the filter, help, palette, quit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stafett_tui.screens.frame.asking import Dialogue, Question, Understood
from stafett_tui.screens.frame.going import Going
from stafett_tui.screens.frame.syncwords import sentence
from stafett_tui.screens.frame.undone import undone_words

if TYPE_CHECKING:
    from stafett_tui.services.undo import Undone


class Framed(Going):
    """A screen with the acts of every screen."""

    def action_undo(self) -> None:
        """Take back the last act in this plan."""
        self._take_back(redo=False)

    def action_redo(self) -> None:
        """Bring back what was taken back last."""
        self._take_back(redo=True)

    action_undo_here = action_undo

    def _take_back(self, *, redo: bool) -> None:
        plan_id = self.plan_id
        if plan_id is None:
            self.say(self.tr("Undo works where a plan is open."))
            return

        def told(undone: Undone) -> None:
            what = undone_words(undone.what, self.texts)
            self.say(self.tr("Done again: {what}", what=what) if redo else self.tr("Undone: {what}", what=what))

        self.write(lambda desk: (desk.undo.redo if redo else desk.undo.undo)(plan_id), told)

    def action_saved(self) -> None:
        """Say when the last act was saved; a server that does not answer is asked again at once."""
        state, office = self.given.together(), self.given.office
        saved = sentence(state, self.given.saved(), office.clock.now(), self.texts)
        if state.since is not None:
            self.read(lambda _desk: office.together.sync_soon(), lambda _: None)
        self.say(saved or self.tr("Everything is saved the moment it is shown. Nothing new is written yet."))

    def action_find(self) -> None:
        """Filter the list as one types; Esc shows everything again."""
        if self.filters:
            self.converse(self._find())
        else:
            self.say(self.tr("There is no list to search in here."))

    action_find_here = action_find

    @property
    def filters(self) -> bool:
        """Whether this screen has a list that can be filtered."""
        return False

    def filter_by(self, text: str) -> str:
        """Show only rows with this text; answer how many of how many, in words."""
        del text
        return ""

    def _find(self) -> Dialogue:
        yield Question(self.tr("Search:"), self._seek, clears=self._show_all)

    def _seek(self, text: str) -> Understood:
        found = self.filter_by(text)
        return Understood(f"{found}   {self.tr('Enter keeps the filter, {key_back} shows all')}", text, ok=True)

    def _show_all(self) -> None:
        self.filter_by("")

    def action_copy_text(self) -> None:
        """Ctrl+C: nothing ends by it; how to leave is said."""
        self.say(self.tr("{key_quit} quits. Everything is saved."))

    def action_quit(self) -> None:
        """Leave the program when the last write is done: nothing is asked, as everything is saved."""
        self.given.errands.send(self._leave)

    def _leave(self) -> None:
        self.app.call_later(self.app.exit)
