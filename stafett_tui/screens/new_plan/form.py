"""The form for a new plan: which of its lines are shown, what they are called, and what it says of the consent."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.widget import Widget

from stafett_tui.domain.goal import Arena
from stafett_tui.i18n import dates
from stafett_tui.i18n.enums import name_of as enum_name
from stafett_tui.screens.frame.given import Given
from stafett_tui.screens.frame.pick import Option
from stafett_tui.screens.new_plan import kept
from stafett_tui.screens.new_plan.blocks import Blocks
from stafett_tui.screens.new_plan.consenting import follow_consent
from stafett_tui.screens.new_plan.lines import FormLines
from stafett_tui.screens.new_plan.words import heard_label, owner_label, place_label, template_hint
from stafett_tui.services.templates import Template

if TYPE_CHECKING:
    from stafett_tui.services.people_search import Found

ME = "me"
"""Whoever writes here, among those who may do the first activity."""


class PlanForm(FormLines):
    """The form as it is filled in: at every change it shows what belongs to what is written."""

    def __init__(self, given: Given, templates: Sequence[Template], faulty: str = "") -> None:
        """Begin empty, with the first template; `faulty` names files that cannot be read."""
        super().__init__(given, templates, faulty)
        self._worded: Template | None = None
        self._left: dict[str, object] = {}
        for part in self.parts:
            part.after = self.follow
        self.follow()

    # ---- what follows from what is written

    def follow(self) -> None:
        """Show the lines that belong to what is written so far, with the words that fit; at once, at every change."""
        template = self.chosen
        self._know_taken()
        self._word(template)
        reach = bool(self.reach.value)
        for line in self.owner.reach:
            line.display = reach
        for blocks, before in ((self.guardians, self.providers.all[0].name), (self.providers, self.consent_rule)):
            blocks.show(reach=reach)
            self._grow(blocks, before)
        follow_consent(self)
        self.arena.display = bool(self.goal.written)
        self.who.display = self.due.display = bool(self.activity.written)
        self.who.renew(self._doers())

    def show_whole(self, line: Widget) -> None:
        """Show the whole line one stands on, also after a line above it has grown."""
        self.call_after_refresh(line.scroll_visible, animate=False)

    def _know_taken(self) -> None:
        for block in self.blocks:
            found = block.name.value
            if found is not None and found is not block.known:
                block.know(found)
                if block is self.owner and found.born and not self.born.written:
                    self.born.text = dates.dotted(found.born)

    def _word(self, template: Template) -> None:
        t = self.texts
        if template is self._worded:
            return
        self._worded = template
        self.owner.name.name_it(owner_label(template, t))
        self.place.name_it(place_label(template, t), template_hint(template, t, "place"))
        self.goal.hint, self.activity.hint = template_hint(template, t, "goal"), template_hint(template, t, "activity")
        self.heard.name_it(heard_label(template, t))
        self.maker.services = template.wording(t.language).services
        arenas = (*template.arenas, *(arena for arena in Arena if arena not in template.arenas))
        self.arena.renew([Option(arena, enum_name(t, arena)) for arena in arenas])
        if not self.goal.written:
            self.arena.choose([arenas[0]])

    def _grow(self, blocks: Blocks, before: Widget) -> None:
        more = blocks.more()
        if more is None:
            return
        for part in more.parts:
            part.after = self.follow
        if self.is_mounted:
            self.mount(*more.parts, before=before)

    def _doers(self) -> list[Option]:
        me = self.given.office.me
        mine = [Option(ME, me.name)] if me else []
        people = [Option(each.key, each.written) for each in self.blocks if each.written]
        return [*mine, *(each for each in people if each.value != "owner"), *(e for e in people if e.value == "owner")]

    # ---- the draft

    def values(self) -> dict[str, object]:
        """What is filled in, for the draft; nothing where nothing is written."""
        return kept.values(self)

    def know(self, everyone: tuple[Found, ...]) -> None:
        """Offer these people from now on."""
        self.known = everyone
        kept.same_again(self, self._left)

    def fill(self, left: dict[str, object]) -> None:
        """Put back what was left."""
        self._left = left
        kept.fill(self, left)
        kept.same_again(self, left)
        self.follow()
