"""The first start asks on one screen who writes here, and leads to the first plan or to practice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import VerticalScroll

from stafett_tui.i18n.texts import LANGUAGES, NAMES, texts
from stafett_tui.screens.frame.form import Button, Entered, FormField, form_hints
from stafett_tui.screens.frame.framed import Framed
from stafett_tui.screens.frame.given import Given
from stafett_tui.screens.frame.messages import Begun
from stafett_tui.screens.frame.pick import Option, Pick
from stafett_tui.widgets.bindings import screen_bindings
from stafett_tui.widgets.page import Sheet

if TYPE_CHECKING:
    from stafett_tui.services.person import Me


class FirstStartScreen(Framed):
    """Name, service, role and language; then a new plan, or the practice plans."""

    SCREEN = "first_start"
    BINDINGS = [*screen_bindings("first_start")]
    AUTO_FOCUS = "#name"
    CSS_PATH = "screen.tcss"

    def __init__(self, given: Given, *, another: bool = False, me: Me | None = None) -> None:
        """Begin empty, in the language of the system; `another` is one more person on this laptop, `me` is known."""
        super().__init__(given)
        tr, self.another, self.me = self.tr, another, me
        self.welcome = Sheet([self._welcome()], wrap=True, id="welcome")
        self.my_name = FormField(tr("Your name"), hint=tr("As it is to stand in the plans"), id="name")
        self.service = FormField(
            tr("Your service"), hint=tr("for example: Tøyestubben kindergarten, PPT"), id="service"
        )
        self.role = FormField(tr("Your role"), hint=tr("Your title, for example: educational leader"), id="role")
        languages = [Option(language, NAMES[language]) for language in LANGUAGES]
        self.language = Pick(tr("Language"), languages, [self.texts.language], id="language",
                             hint=tr("The arrows left and right choose"))  # fmt: skip
        words, hint = self._way_on()
        self.plan = Button(words, hint=hint, id="first-plan")
        self.practice = Button(
            tr("Practise with invented plans"), hint=tr("Enter: a throw-away store, nothing is real"), id="practise"
        )
        self.practice.display = not (another or me)
        if me is not None:
            self.my_name.text, self.service.text, self.role.text = me.name, me.service, me.title
        self.foot.show(form_hints(self.texts, self.given.actions))

    @property
    def title_line(self) -> str:
        """Where one is."""
        if self.me is not None:
            return self.tr("Stafett   who I am")
        return self.tr("Stafett   one more person") if self.another else self.tr("Stafett   first start")

    def _welcome(self) -> str:
        if self.me is not None:
            return self.tr("Put right what is wrong. Name and title are put right in the plans that you hold too; "
                           "in the plans of others their holder does it.")  # fmt: skip
        if self.another:
            return self.tr("Who are you? Written as in the plans, you are found in them. {key_back} goes back.")
        return self.tr("Welcome to Stafett. Four questions first: they stay on this laptop.")

    def _way_on(self) -> tuple[str, str]:
        """The words of the button, and what helps there."""
        if self.me is not None:
            hint = self.tr("A service in plans that exist stays: another one needs a consent of its own")
            return self.tr("Save"), hint
        if self.another:
            return self.tr("Go to my plans"), ""
        return self.tr("Make the first plan"), self.tr("Enter: the form for a new plan")

    def body(self) -> ComposeResult:
        """The questions, one a line, and the two ways on."""
        yield self.welcome
        with VerticalScroll(can_focus=False):
            yield from (self.my_name, self.service, self.role, self.language, self.plan, self.practice)

    def on_entered(self, event: Entered) -> None:
        """Say what helps with this line."""
        event.stop()
        self.say(event.said)

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Go on, or to the line that is still empty; practice needs no answers."""
        event.stop()
        practise = event.button is self.practice
        name, service = self.my_name.text.strip(), self.service.text.strip()
        for line, text in ((self.my_name, name), (self.service, service)):
            if not text and not practise:
                line.refuse(texts(self.language.value).tr("This line is needed."))
                return
        told = Begun(name, service, self.role.text.strip(), self.language.value, practise, self.another,
                     anew=self.me is not None)  # fmt: skip
        self.post_message(told)
