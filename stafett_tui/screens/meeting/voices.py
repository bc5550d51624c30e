"""Item 2: the child's own words, or why the child was not asked (C-14)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from stafett_tui.domain.voice import Speaker
from stafett_tui.i18n import dates
from stafett_tui.i18n.owners import owned
from stafett_tui.i18n.texts import N_
from stafett_tui.screens.meeting.deeds import Deed, Doing, Fill, Form, Panel, Slot, Tell
from stafett_tui.screens.meeting.now import ADD, Now
from stafett_tui.screens.meeting.view import voice_of
from stafett_tui.widgets.columns import Column
from stafett_tui.widgets.inks import Line
from stafett_tui.widgets.rows import Row

_COLUMNS: Final = (Column("", 10), Column("", flex=1, least=20))


@dataclass(frozen=True, slots=True)
class VoicesPane:
    """What the child said before."""

    panel: Panel = "voices"
    mark_width: int = 2

    def columns(self, now: Now) -> tuple[Column, ...]:
        """Its columns."""
        return _COLUMNS if now.view.earlier else _COLUMNS[1:]

    def title(self, now: Now) -> Line:
        """Whether the child is heard in this meeting."""
        heard = any((v := voice_of(now.view, line.id)) and v.speaker is Speaker.CHILD for line in now.view.lines)
        words = N_("THE CHILD IS HEARD") if heard else N_("WHAT THE CHILD SAYS  write ' and the words")
        return now.texts.tr(owned(words, now.view.opened.kind))

    def rows(self, now: Now) -> list[Row]:
        """Earlier words, the newest first, and the way to say why the child was not asked."""
        earlier = [
            Row(f"v{n}", (dates.dotted(on), f"«{text}»"), mark="'")
            for n, (on, text) in enumerate(reversed(now.view.earlier))
        ]
        why = now.texts.tr(owned(N_("The child was not asked: say why"), now.view.opened.kind))
        return [*earlier, Row(ADD, ("", why) if earlier else (why,), mark=ADD, ink="quiet")]

    def keys(self, now: Now) -> str:
        """The list's own keys."""
        words = N_("' and the child's words   Tab: asked by, how, when   'm mother   'f father")
        return now.texts.tr(owned(words, now.view.opened.kind))

    def press(self, now: Now, key: str, row: str) -> Doing | None:
        """Say why the child was not asked."""
        if row == ADD and key in {"enter", "space", "tab"}:
            return Fill(not_asked_form(now))
        if key in {"enter", "tab"}:
            said = next((r.cells[1] for r in self.rows(now) if r.key == row), "")
            return Tell(said)
        return None


def not_asked_form(now: Now) -> Form:
    """Why the child was not asked."""
    texts, plan_id, thing = now.texts, now.plan_id, now.meeting

    def finish(form: Form) -> Doing:
        reason = form.value("reason")
        if not reason:
            return Tell(texts.tr("Write why in a few words."))
        return Deed(lambda desk: desk.minutes.why_not_asked(plan_id, thing, reason), texts.tr("The reason is saved."))

    slots = (Slot("reason", texts.tr("why")),)
    title = texts.tr(owned(N_("The child was not asked"), now.view.opened.kind))
    return Form("not_asked", "", title, slots, finish, lambda _form: texts.tr("Enter saves. Tab: next field."))
