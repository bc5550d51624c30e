"""Unfinished text of questions and forms, kept within a second and put back when the same is asked again (I9)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from textual.timer import Timer

from stafett_tui.screens.frame.asking import Asking
from stafett_tui.screens.frame.framed import Framed
from stafett_tui.screens.frame.given import Given

if TYPE_CHECKING:
    from concurrent.futures import Future

    from stafett_tui.services.desk import Desk

SOON: Final = 0.6
"""Seconds from the first unsaved letter to the disk, at most."""


class Drafting(Framed):
    """A screen that keeps what is half written."""

    def __init__(self, given: Given) -> None:
        """Begin with nothing half written."""
        super().__init__(given)
        self._dirty: dict[str, str] = {}
        self._soon: Timer | None = None

    def keep_draft(self, field: str, text: str) -> None:
        """Keep this text of a field soon: the latest one counts."""
        self._dirty[field] = text
        if self._soon is None:
            self._soon = self.set_timer(SOON, self.keep_now)

    def keep_now(self) -> None:
        """Write down what is half written."""
        if self._soon is not None:
            self._soon.stop()
            self._soon = None
        dirty, self._dirty = self._dirty, {}
        plan_id = self.plan_id or ""

        def keep(desk: Desk) -> None:
            for field, text in dirty.items():
                desk.drafts.keep(plan_id, field, text, len(text))

        if dirty:
            self.write(keep)

    def keep_unfinished(self) -> Future[None] | None:
        """Before the screen is covered: what is half written goes to the disk."""
        self.keep_now()
        return None

    def forget_draft(self, field: str) -> None:
        """What was half written is done."""
        self._dirty.pop(field, None)
        plan_id = self.plan_id or ""
        self.write(lambda desk: desk.drafts.clear(plan_id, field))

    def offer_draft(self, field: str) -> None:
        """Put back what was left in a question."""
        plan_id = self.plan_id or ""

        def put_back(text: str | None) -> None:
            if text and self.asking.question is not None and self.asking.question.draft == field:
                self.asking.restore(text)

        self.read(lambda desk: None if (left := desk.drafts.take(plan_id, field)) is None else left.text, put_back)

    def action_back(self) -> None:
        """Keep what is half written before leaving it."""
        self.keep_now()
        super().action_back()

    def action_quit(self) -> None:
        """Keep what is half written before leaving the program."""
        self.keep_now()
        super().action_quit()

    # ---- questions

    def on_asking_opened(self, event: Asking.Opened) -> None:
        """A question is asked: put back what was left in it."""
        event.stop()
        self.offer_draft(event.question.draft)

    def on_asking_typed(self, event: Asking.Typed) -> None:
        """A letter in a question."""
        event.stop()
        self.keep_draft(event.question.draft, event.text)

    def on_asking_settled(self, event: Asking.Settled) -> None:
        """A question is answered."""
        event.stop()
        self.forget_draft(event.question.draft)


def packed(values: Mapping[str, object]) -> str:
    """The fields of a form as one text."""
    return json.dumps(values, ensure_ascii=False)


def unpacked(text: str | None) -> dict[str, object]:
    """The fields of a form from a text; what cannot be read counts as nothing."""
    try:
        found = json.loads(text or "{}")
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}
