"""The form for a new plan, all on one screen; what is half written is kept, and put back the next time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.events import DescendantFocus
from textual.widget import Widget

from stafett_tui.domain.errors import ErrorKind, StafettError
from stafett_tui.i18n.errors import error_text
from stafett_tui.screens.frame.drafting import Drafting, packed, unpacked
from stafett_tui.screens.frame.form import Button, Entered, form_hints
from stafett_tui.screens.frame.given import Given
from stafett_tui.screens.frame.messages import PlanMade
from stafett_tui.screens.frame.pick import Pick
from stafett_tui.screens.new_plan.checks import wrongs
from stafett_tui.screens.new_plan.form import PlanForm
from stafett_tui.screens.new_plan.made import made
from stafett_tui.screens.new_plan.parts import Asked, is_number
from stafett_tui.services.templates import find_templates
from stafett_tui.services.writing import Ids
from stafett_tui.widgets.bindings import hint, screen_bindings
from stafett_tui.widgets.chrome import Hint
from stafett_tui.widgets.field import Field

if TYPE_CHECKING:
    from stafett_tui.screens.new_plan.blocks import Block
    from stafett_tui.services.people_search import Found
    from stafett_tui.services.starting import Started

DRAFT = "new_plan"


class NewPlanScreen(Drafting):
    """From an empty store to the first activity: one line a question, and one key that opens the plan."""

    SCREEN = "new_plan"
    BINDINGS = [*screen_bindings("new_plan")]
    AUTO_FOCUS = "#owner"
    CSS_PATH = "screen.tcss"

    def __init__(self, given: Given) -> None:
        """Begin empty."""
        super().__init__(given)
        listed = find_templates(given.office.settings.paths.templates)
        faulty = ", ".join(each.file for each in listed.faulty)
        self.form = PlanForm(given, [each.template for each in listed.found if each.used], faulty)
        self._sent = False
        self._at: Widget = self.form.owner.name
        self.foot.show(self.foot_hints())

    @property
    def title_line(self) -> str:
        """Where one is."""
        return self.tr("New plan")

    def foot_hints(self) -> list[Hint]:
        """The key that opens the plan, before those of every form."""
        opens = [hint(each, self.texts) for each in self.given.actions if each.id == "open_plan" and each.keys]
        return [*opens, *form_hints(self.texts, self.given.actions)]

    def body(self) -> ComposeResult:
        """The form."""
        yield self.form

    def on_mount(self) -> None:
        """Put back what was left the last time, and learn who is in my plans."""
        self.read(lambda desk: desk.drafts.take("", DRAFT), lambda left: self._put_back(left.text if left else None))
        self.read(lambda desk: desk.people_search.everyone(), self.form.know)
        self.watch(self.form, "virtual_size", lambda: self.form.show_whole(self._at), init=False)

    def on_descendant_focus(self, event: DescendantFocus) -> None:
        """Remember the line one stands on."""
        if event.widget.has_class("part"):
            self._at = event.widget
            self.form.show_whole(self._at)

    def stand(self) -> None:
        """After a window that was too small: stand on the same line again."""
        if self.focused is None:
            self.set_focus(self._at)

    def _put_back(self, text: str | None) -> None:
        values = unpacked(text)
        if values and not self.form.values():
            self.form.fill(values)
            self.say(self.tr("This is what you had written. Go on."))

    # ---- while it is written

    def on_field_changed(self, event: Field.Changed) -> None:
        """Keep what is half written."""
        event.stop()
        self._keep()

    def on_pick_changed(self, event: Pick.Changed) -> None:
        """Keep what is chosen, too."""
        event.stop()
        self._keep()

    def _keep(self) -> None:
        if not self._sent:
            values = self.form.values()
            self.keep_draft(DRAFT, packed(values) if values else "")

    def on_entered(self, event: Entered) -> None:
        """Say what helps with this line."""
        event.stop()
        self.say(event.said)

    def on_asked_left(self, event: Asked.Left) -> None:
        """A number in the place of a name: find whose it is."""
        event.stop()
        block = next((each for each in self.form.blocks if each.name is event.part), None)
        if block is None or not is_number(block.name.written):
            return
        number = block.name.written.replace(" ", "")
        self.read(lambda desk: desk.people_search.by_number(number), lambda found: self._found(block, number, found))

    def _found(self, block: Block, number: str, found: Found | None) -> None:
        """Write the name of whoever has the number; else keep the number in its own line."""
        if block.name.written.replace(" ", "") != number:
            return
        if found is not None:
            block.name.text = found.name
            block.know(found)
            self.form.follow()
            self.say(self.tr("{who}: found by the number", who=found.name))
            return
        block.name.text = ""
        next(line for line in block.reach if line.id == f"{block.key}_number").text = number
        self.form.reach.choose([True])
        self.form.follow()
        block.name.refuse(self.tr("Nobody in your plans has this number. Write the name; the number is kept."))

    # ---- when it is done

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Enter on the button."""
        event.stop()
        self.action_open_plan()

    def action_open_plan(self) -> None:
        """Make the plan, or say beside every line what is missing and go to the first."""
        if self._sent:
            return
        found = dict(wrongs(self.form))
        for part in self.form.parts:
            part.wrong = found.get(part, "")
        if found:
            first, words = next(iter(found.items()))
            self.set_focus(first)
            self.say((("! ", "alarm"), (words, "")))
            return
        self._sent = True
        self._dirty.pop(DRAFT, None)
        new, reach = made(self.form, Ids(self.given.office.clock))
        self.write(lambda desk: desk.starting.start(new, reach, draft=DRAFT), self._opened)

    def _opened(self, started: Started) -> None:
        said = ""
        if started.refused is not None:
            said = error_text(self.texts, StafettError(started.refused))
        elif started.waits:
            said = self.tr("The plan is opened and waits for the consent. The rest is kept here and written then.")
        self.post_message(PlanMade(started.plan_id, said))

    def refuse(self, error: StafettError | ErrorKind) -> None:
        """Say why the plan was not made: everything stands as it was."""
        self._not_made()
        super().refuse(error)

    def _failed(self, error: BaseException) -> None:
        self._not_made()
        super()._failed(error)

    def _not_made(self) -> None:
        if self._sent:
            self._sent = False
            self._keep()
