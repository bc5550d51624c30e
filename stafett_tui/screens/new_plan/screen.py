"""The form for a new plan; what is half written is kept, and put back the next time."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import VerticalScroll

from stafett_tui.screens.frame.drafting import Drafting, packed, unpacked
from stafett_tui.screens.frame.form import Button, Entered, form_hints
from stafett_tui.screens.frame.given import Given
from stafett_tui.screens.frame.messages import PlanMade
from stafett_tui.screens.frame.pick import Pick
from stafett_tui.screens.new_plan.form import PlanForm
from stafett_tui.widgets.bindings import screen_bindings
from stafett_tui.widgets.field import Field

DRAFT = "new_plan"


class NewPlanScreen(Drafting):
    """One line a question, and the button."""

    SCREEN = "new_plan"
    BINDINGS = [*screen_bindings("new_plan")]
    AUTO_FOCUS = "#owner"
    CSS_PATH = "screen.tcss"

    def __init__(self, given: Given) -> None:
        """Begin empty."""
        super().__init__(given)
        me = given.office.me
        service, language = (me.service, me.language) if me else ("", self.texts.language)
        years = given.office.judged_by.policy.consent_years
        self.form = PlanForm(self.texts, given.office.clock.today(), years, service, language)
        self.done = Button(self.tr("Open the plan"), hint=self.tr("Enter: the plan is made and opened"), id="open-plan")
        self.foot.show(form_hints(self.texts))

    @property
    def title_line(self) -> str:
        """Where one is."""
        return self.tr("New plan")

    def body(self) -> ComposeResult:
        """The form."""
        with VerticalScroll(can_focus=False):
            yield from self.form.order()
            yield self.done

    def on_mount(self) -> None:
        """Put back what was left the last time."""
        self.read(lambda desk: desk.drafts.take("", DRAFT), lambda left: self._put_back(left.text if left else None))

    def _put_back(self, text: str | None) -> None:
        values = unpacked(text)
        if values and not self.form.values():
            self.form.fill(values)
            self.say(self.tr("This is what you had written. Go on."))

    def on_field_changed(self, event: Field.Changed) -> None:
        """Keep what is half written."""
        event.stop()
        self.keep_draft(DRAFT, packed(self.form.values()) if self.form.values() else "")

    def on_pick_changed(self, event: Pick.Changed) -> None:
        """Keep what is chosen, too."""
        event.stop()
        if self.form.values():
            self.keep_draft(DRAFT, packed(self.form.values()))

    def on_entered(self, event: Entered) -> None:
        """Say what helps with this line."""
        event.stop()
        self.say(event.said)

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Make the plan, or go to what is missing."""
        event.stop()
        missing = self.form.missing()
        if missing is not None:
            name, words = missing
            self.form.fields[name].refuse(words)
            return
        new = self.form.plan()
        self.write(lambda desk: desk.plans.open(new).plan_id, self._opened)

    def _opened(self, plan_id: str) -> None:
        self.forget_draft(DRAFT)
        self.post_message(PlanMade(plan_id))
