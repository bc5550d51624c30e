"""The lines of the form for a new plan, and what is written in them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widget import Widget

from stafett_tui.domain.consent import ConsentForm
from stafett_tui.domain.goal import Arena
from stafett_tui.domain.national_id import Mode
from stafett_tui.domain.people import Role
from stafett_tui.i18n.enums import name_of as enum_name
from stafett_tui.i18n.texts import LANGUAGES, NAMES
from stafett_tui.screens.frame.given import Given
from stafett_tui.screens.frame.pick import Option
from stafett_tui.screens.new_plan.blocks import Block, Blocks
from stafett_tui.screens.new_plan.making import Maker
from stafett_tui.screens.new_plan.parts import Asked, Beside, Chosen, Last
from stafett_tui.screens.new_plan.words import Days, number_check
from stafett_tui.services.templates import Template
from stafett_tui.widgets.chrome import Rule
from stafett_tui.widgets.page import Sheet

if TYPE_CHECKING:
    from stafett_tui.services.people_search import Found

LATER, ONE = "later", "one"
"""What is done about those who have not signed: they sign later, or one is enough (C-03)."""


class FormLines(VerticalScroll, can_focus=False):
    """The lines of the form, in the order one goes through them; what follows from what is written is not theirs."""

    def __init__(self, given: Given, templates: Sequence[Template], faulty: str = "") -> None:
        """Begin empty, with the first template; `faulty` names files that cannot be read."""
        super().__init__()
        self.given, self.templates = given, {each.mark: each for each in templates}
        self.policy = given.office.judged_by.policy
        self.known: tuple[Found, ...] = ()
        t, today = given.texts, given.office.clock.today()
        self.texts, self.days = t, Days(t, today, self.policy.consent_years)
        mode = Mode.DEMO if given.office.demo else Mode.PRODUCTION
        check = number_check(mode, t, help_numbers=self.policy.help_numbers)
        self.maker = Maker(t, self.days, check, lambda: self.known)
        self.owner = self.maker.owner()
        self.guardians = Blocks(self.maker.guardian, 2)
        self.providers = Blocks(self.maker.provider, 1)
        self._make_head(faulty)
        self._make_consent()
        self._make_first()
        self.done = Last(t.tr("Open the plan"), hint=t.tr("Enter: the plan is made and opened"), id="open-plan")

    # ---- the lines

    def _make_head(self, faulty: str) -> None:
        tr = self.texts.tr
        me = self.given.office.me
        options = [Option(mark, self._template_words(each)) for mark, each in self.templates.items()]
        said = tr("A template cannot be read: {files}. «stafett templates» says why.", files=faulty)
        self.faults = Sheet([(("! ", "alarm"), (said, ""))], wrap=True, id="faults")
        self.faults.display = bool(faulty)
        self.template = Chosen(tr("Template"), options, hint=tr("Left and right choose"), id="template")
        self.born = Asked(tr("Born"), hint=self.days.example, tell=self.days.born_said,
                          check=self.days.not_past, id="born")  # fmt: skip
        self.place = Asked(tr("Place"), id="place")
        codes = [Option(code, NAMES[code]) for code in LANGUAGES]
        self.language = Chosen(tr("Language of the plan"), codes, [me.language if me else self.texts.language],
                               id="language", hint=tr("Minutes and everything printed follow it"))  # fmt: skip
        later = [Option(False, tr("later")), Option(True, tr("now"))]
        told = tr("Phone, e-mail and identity number: optional, each in the person's own log")
        self.reach = Chosen(tr("Contact and number"), later, id="reach", hint=told)
        self.people_rule = Rule(tr("FAMILY AND SERVICES"))

    def _make_consent(self) -> None:
        tr, t = self.texts.tr, self.texts
        self.consent_rule, self.needed = Rule(tr("CONSENT")), Sheet(wrap=True, id="needed")
        self.given_on = self.maker.day(tr("Consent given on"), tr("Empty: it is written down later"), id="consent_on")
        tick = tr("Space takes or leaves one, Enter goes on")
        self.signed = Chosen(tr("Has consented"), [], many=True, hint=tick, id="signed")
        ways = [Option(LATER, tr("sign later")), Option(ONE, tr("one guardian is enough, because"))]
        told = tr("Signs later: the plan waits. One is enough: only with a reason")
        self.rest = Chosen(tr("The others"), ways, hint=told, id="rest")
        why = tr("For example: the other guardian cannot be reached")
        self.reason = Asked(tr("Why one is enough"), hint=why, id="reason")
        self.services = Asked(tr("Also for services"), hint=tr("With commas between, for example: PPT, SFO"),
                              id="services")  # fmt: skip
        self.through = Asked(tr("Valid through"), tell=self.days.through_said, check=self.days.not_coming,
                             id="through")  # fmt: skip
        self.form = Chosen(tr("How"), [Option(form, enum_name(t, form)) for form in ConsentForm], id="form")
        self.heard = self.maker.day(tr("The child heard on"), tr("Empty: not heard yet"), id="heard")
        self.waits = Sheet(wrap=True, id="waits")

    def _make_first(self) -> None:
        tr, t = self.texts.tr, self.texts
        self.first_rule = Rule(tr("FIRST GOAL AND ACTIVITY"))
        self.goal = Asked(tr("Goal"), id="goal")
        self.arena = Chosen(tr("Where"), [Option(arena, enum_name(t, arena)) for arena in Arena], id="arena")
        self.activity = Asked(tr("Activity"), id="activity")
        self.who = Chosen(tr("Who"), [], id="who", hint=tr("Left and right, or the first letter"))
        self.due = Asked(tr("When"), hint=tr("Write a day, for example: fri, 15.12, in two weeks, next meeting"),
                         tell=self.days.due_said, check=self.days.not_due, id="due")  # fmt: skip

    def _template_words(self, template: Template) -> str:
        if template.id == template.kind.value:
            return enum_name(self.texts, template.kind)
        return template.wording(self.texts.language).title

    @property
    def lines(self) -> list[Widget]:
        """Everything from top to bottom."""
        return [
            self.template, self.faults, self.owner.name, self.born, self.place, self.language, self.reach,
            *self.owner.reach, self.people_rule,
            *(part for block in self.blocks[1:] for part in block.parts),
            self.consent_rule, self.needed, self.given_on, self.signed, self.rest, self.reason, self.waits,
            self.services, self.through, self.form, self.heard,
            self.first_rule, self.goal, self.arena, self.activity, self.who, self.due, self.done,
        ]  # fmt: skip

    @property
    def parts(self) -> list[Beside]:
        """Every line that is filled in, shown or not."""
        return [each for each in self.lines if isinstance(each, Beside)]

    @property
    def blocks(self) -> list[Block]:
        """Everybody the form has lines for, the owner first."""
        return [self.owner, *self.guardians.all, *self.providers.all]

    @property
    def chosen(self) -> Template:
        """The template that is chosen."""
        return self.templates[self.template.value]

    def compose(self) -> ComposeResult:
        """The lines."""
        yield from self.lines

    def day(self, part: Asked) -> date | None:
        """The day that is written in a line."""
        return self.days.coming(part.written) if part is self.through else self.days.past(part.written)

    def people(self, role: Role) -> list[Block]:
        """Those of a role who have a name."""
        return [each for each in self.blocks if each.role is role and each.written]
