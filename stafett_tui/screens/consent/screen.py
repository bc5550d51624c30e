"""Consent: what each service's is worth today, who may be in the room, and how it came about."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Horizontal

from stafett_tui.domain.plan import Plan
from stafett_tui.screens.consent.giving import Giving
from stafett_tui.screens.consent.status import detail, sections, summary
from stafett_tui.screens.frame.form import Button, Entered
from stafett_tui.screens.frame.given import Given
from stafett_tui.screens.frame.planacts import PlanActs
from stafett_tui.screens.frame.questions import coming_day, past_day
from stafett_tui.screens.frame.sections import Sections
from stafett_tui.widgets.bindings import screen_bindings
from stafett_tui.widgets.chrome import Rule, Say
from stafett_tui.widgets.page import Sheet
from stafett_tui.widgets.rows import Rows


class ConsentScreen(PlanActs):
    """Status per service, the room, the history; `g` writes a consent down in a small form."""

    SCREEN = "consent"
    BINDINGS = [*screen_bindings("consent")]
    CSS_PATH = "screen.tcss"

    def __init__(self, given: Given, plan_id: str) -> None:
        """Open the consents of a plan."""
        super().__init__(given, plan_id)
        self.summary = Say(id="summary")
        self.list = Sections(id="consents", vi=given.vi)
        self.detail = Sheet(id="detail", wrap=True, focusable=True)

    def body(self) -> ComposeResult:
        """The summary, the list, and the row in full."""
        yield self.summary
        yield Rule()
        with Horizontal(id="both"):
            yield self.list
            yield self.detail

    @property
    def place(self) -> str:
        """Where one is."""
        return self.tr("Consent")

    def show(self, plan: Plan, *, first: bool) -> None:
        """Show everything as it stands."""
        self.summary.say(summary(plan, self.today, self.texts))
        self.list.set_sections(sections(plan, self.today, self.texts), keep=not first)
        self._tell()

    def on_rows_moved(self) -> None:
        """Tell about the row where the cursor is now."""
        self._tell()

    def _tell(self) -> None:
        if self.plan is not None:
            key = self.list.row.key if self.list.row else ""
            self.detail.set_lines(detail(self.plan, key, self.today, self.texts))

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        """Enter: read the row in full."""
        event.stop()
        self.add_class("-reading")
        self.set_focus(self.detail)

    # ---- giving

    def action_give_consent(self) -> None:
        """Open the form, on the service of the row."""
        if self.plan is None or self.has_class("-giving"):
            return
        key = self.list.row.key if self.list.row else ""
        wanted = key.removeprefix("service:") if key.startswith("service:") else ""
        years = self.given.office.judged_by.policy.consent_years
        form = Giving(self.plan, self.today, years, self.texts, wanted)
        self.add_class("-giving")
        self.mount(form, before=self.asking)
        self.call_after_refresh(form.who.focus)

    def on_entered(self, event: Entered) -> None:
        """Say what helps with this part of the form."""
        event.stop()
        self.say(event.hint)

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Write the consent down, or say what is missing."""
        event.stop()
        form = self.query_one(Giving)
        missing = form.missing()
        if missing:
            self.say((("! ", "alarm"), (missing, "")))
            return
        given_on = past_day(form.on.text, self.today)
        through = coming_day(form.through.text, self.today)
        heard = past_day(form.heard.text, self.today)
        assert given_on is not None  # noqa: S101 - missing() has looked
        who, services, how = form.who.values, form.asked_services(), form.form.value
        self.write(
            lambda desk: desk.consents.give(self._plan_id, who, services, given_on=given_on, valid_through=through,
                                            form=how, child_heard_on=heard),
            self._gave,
        )  # fmt: skip

    def _gave(self, _changes: object) -> None:
        self._put_away()
        self.say(self.tr("The consent is written down."))

    def _put_away(self) -> None:
        self.remove_class("-giving", "-reading")
        for form in self.query(Giving):
            form.remove()
        self.set_focus(self.list)

    def action_back(self) -> None:
        """From the form or from reading to the list, else away."""
        if self.has_class("-giving") or self.has_class("-reading"):
            self._put_away()
            self.say("")
        else:
            super().action_back()
