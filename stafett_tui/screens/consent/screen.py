"""Consent: what each service's is worth today, who may be in the room, and how it came about."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from textual.app import ComposeResult

from stafett_tui.domain.consent import ConsentForm
from stafett_tui.domain.meeting import Meeting
from stafett_tui.domain.plan import Plan
from stafett_tui.screens.consent.giving import Giving
from stafett_tui.screens.consent.proof import ProofActs, asks_for_line, written_down
from stafett_tui.screens.consent.status import SERVICE, detail, sections, summary
from stafett_tui.screens.frame.asking import Dialogue
from stafett_tui.screens.frame.form import Button, Entered
from stafett_tui.screens.frame.given import Given
from stafett_tui.screens.frame.questions import coming_day, past_day
from stafett_tui.screens.frame.sections import Sections
from stafett_tui.screens.frame.waiting import Sight
from stafett_tui.services.consents import Giving as How
from stafett_tui.widgets.bindings import screen_bindings
from stafett_tui.widgets.chrome import Rule, Say
from stafett_tui.widgets.page import Sheet
from stafett_tui.widgets.rows import Rows

if TYPE_CHECKING:
    from stafett_tui.domain.changes import Changes
    from stafett_tui.services.desk import Desk


class ConsentScreen(ProofActs):
    """What waits, status per service, the room, what is kept out, the history; and what is done about it."""

    SCREEN = "consent"
    BINDINGS = [*screen_bindings("consent")]
    CSS_PATH = "screen.tcss"

    def __init__(self, given: Given, plan_id: str, occasion: str = "") -> None:
        """Open the consents of a plan; with an occasion the form of a new one at once."""
        super().__init__(given, plan_id)
        self._occasion = occasion
        self.summary = Say(id="summary")
        self.list = Sections(id="consents", vi=given.vi)
        self.detail = Sheet(id="detail", wrap=True, focusable=True)

    def body(self) -> ComposeResult:
        """The summary, the list, and the row in full."""
        yield self.summary
        yield Rule()
        yield from self.beside(self.list, self.detail)

    @property
    def place(self) -> str:
        """Where one is."""
        return self.tr("Consent")

    def show(self, plan: Plan, *, first: bool) -> None:
        """Show everything as it stands."""
        sight = self.sight(plan)
        self.summary.say(summary(sight))
        self.list.set_sections(sections(sight), keep=not first)
        self._tell()
        if first and self._occasion:
            self.call_later(self.action_give_consent)

    def on_rows_moved(self) -> None:
        """Tell about the row where the cursor is now."""
        self._tell()

    def _tell(self) -> None:
        if self.plan is not None:
            self.detail.set_lines(detail(self.row_key, self.sight(self.plan)))

    def sight(self, plan: Plan) -> Sight:
        """The plan as it is looked at now: by today's policy, in the person's language."""
        return Sight(plan, self.given.office.judged_by.policy, self.today, self.texts, self.barred)

    @property
    def row_key(self) -> str:
        """The key of the row the cursor stands on."""
        return self.list.row.key if self.list.row else ""

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        """Enter: read the row in full."""
        event.stop()
        self.read_whole(self.detail)

    # ---- giving

    async def action_give_consent(self) -> None:
        """Open the form, on the service of the row."""
        if self.plan is None or self.has_class("-giving"):
            return
        wanted = self.row_key.removeprefix(SERVICE) if self.row_key.startswith(SERVICE) else ""
        form = Giving(self.sight(self.plan), wanted, self._occasion)
        self.add_class("-giving")
        await self.mount(form, before=self.asking)
        self.set_focus(form.who)

    def on_entered(self, event: Entered) -> None:
        """Say what helps with this part of the form."""
        event.stop()
        self.say(event.hint)

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Write the consent down, or say what is missing; an oral one asks for its line in the minutes first."""
        event.stop()
        form = self.query_one(Giving)
        missing = form.missing()
        meeting = self.minutes_open()
        if missing:
            self.say((("! ", "alarm"), (missing, "")))
        elif meeting is not None and asks_for_line(form.form.value, meeting):
            self.converse(self._shown_by_line(form, meeting))
        else:
            self._give(form, form.how())

    def _shown_by_line(self, form: Giving, meeting: Meeting) -> Dialogue:
        line, text = yield from self.ask_line(meeting, form.who.values, form.asked_services())
        self._give(form, replace(form.how(), evidence=line or None), (meeting, text) if text else None)

    def _give(self, form: Giving, how: How, to_write: tuple[Meeting, str] | None = None) -> None:
        given_on, through = past_day(form.on.text, self.today), coming_day(form.through.text, self.today)
        assert given_on is not None  # noqa: S101 - missing() has looked
        who, services, plan_id = form.who.values, form.asked_services(), self._plan_id

        def give(desk: Desk) -> Changes:
            line = how.evidence if to_write is None else written_down(desk, plan_id, *to_write)
            return desk.consents.give(plan_id, who, services, given_on=given_on, valid_through=through,
                                      how=replace(how, evidence=line))  # fmt: skip

        self.write(give, lambda _: self._gave(how, form.reopens, shown=to_write is not None))

    def _gave(self, how: How, reopens: bool, *, shown: bool) -> None:
        self._put_away()
        said = self.tr("The consent is written down.")
        if how.partial:
            said = f"{said} {self.tr('It holds when the others have signed.')}"
        elif reopens:
            said = f"{said} {self.tr('Now open the plan again, and say what may be shown.')}"
        elif how.form is ConsentForm.SIGNED:
            more = self.tr("{key_attach_form} attaches the signed form.")
            said = f"{said} {more}"
        elif how.form is ConsentForm.ORAL and not (shown or how.evidence):
            more = self.tr("Nothing shows it yet: let the form be signed, and attach it with {key_attach_form}.")
            said = f"{said} {more}"
        self.say(said)

    def _put_away(self) -> None:
        self.remove_class("-giving", "-reading")
        for form in self.query(Giving):
            form.remove()
        self.set_focus(self.list)

    def action_back(self) -> None:
        """From the form to the list; else as everywhere."""
        if self.has_class("-giving"):
            self._put_away()
            self.say("")
        else:
            super().action_back()
