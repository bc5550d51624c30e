"""What shows a consent: the signed form as a file, or a line of the minutes."""

from __future__ import annotations

from collections.abc import Generator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import unquote, urlsplit

from stafett_tui.domain.consent import ConsentForm, ConsentGiven
from stafett_tui.domain.document import shown_by
from stafett_tui.domain.errors import ErrorKind, StafettError
from stafett_tui.domain.life_gate import writable
from stafett_tui.domain.lock import running_meeting
from stafett_tui.domain.meeting import Meeting
from stafett_tui.domain.minutes import LineSort, lines
from stafett_tui.domain.names import name_of
from stafett_tui.domain.plan import Fact
from stafett_tui.i18n import dates
from stafett_tui.screens.consent.ending import EndingActs
from stafett_tui.screens.consent.history import EVENT
from stafett_tui.screens.consent.status import nothing_given
from stafett_tui.screens.frame.asking import Choice, Dialogue, Question
from stafett_tui.screens.frame.named import joined, wall
from stafett_tui.screens.frame.questions import pick_question, text_question
from stafett_tui.widgets.cells import cut

if TYPE_CHECKING:
    from stafett_tui.domain.changes import Changes
    from stafett_tui.services.desk import Desk

MOST_LINES: Final = 6
"""So many lines of the minutes are offered, the newest first."""
LINE_CELLS: Final = 50


def typed_path(text: str) -> Path:
    """Give the file that somebody means: typed, or dropped on the terminal with quotes, blanks or as an address."""
    bare = text.strip()
    if len(bare) > 1 and bare[0] == bare[-1] and bare[0] in "'\"":
        bare = bare[1:-1]
    if bare.startswith("file://"):
        bare = unquote(urlsplit(bare).path)
    found = Path(bare).expanduser()
    return found if found.exists() else Path(bare.replace("\\ ", " ")).expanduser()


class ProofActs(EndingActs):
    """A screen where a consent gets what shows it."""

    # ---- the signed form

    def action_attach_form(self) -> None:
        """Attach the signed form to a consent."""
        self.when_there(self._choose_consent)

    def _choose_consent(self) -> None:
        plan = self.plan
        given = () if plan is None else tuple(reversed(plan.of(ConsentGiven)))
        if not given:
            self.say(nothing_given(self.texts, self.barred))
        else:
            self.converse(self._ask_form(given))

    def _ask_form(self, given: tuple[Fact[ConsentGiven], ...]) -> Dialogue:
        plan = self.plan
        if plan is None:
            return
        bare = [f for f in given if not shown_by(plan, f.id, f.body.evidence)] or list(given)
        chosen = next((f for f in given if self.row_key == f"{EVENT}{f.id}"), bare[0])
        if len(bare) > 1 and self.row_key != f"{EVENT}{chosen.id}":
            choices = [Choice(self._given_words(f), f) for f in bare]
            chosen = yield pick_question(self.tr("The signed form of which consent?"), choices)
        yield from self._ask_path(chosen.id)

    def _given_words(self, fact: Fact[ConsentGiven]) -> str:
        services = joined(list(fact.body.services), self.texts)
        return f"{dates.dotted(fact.body.given_on)} {services}"

    def _ask_path(self, consent: str, text: str = "") -> Dialogue:
        hint = self.tr("The scanned form, at most 20 MB. It is kept inside the encrypted store.")
        path = yield text_question(self.tr("Which file?"), self.texts, text=text, hint=hint)

        def attach(desk: Desk) -> Changes | StafettError:
            try:
                return desk.documents.attach(self._plan_id, typed_path(path), consent=consent)
            except StafettError as error:
                if error.kind in {ErrorKind.FILE_UNREADABLE, ErrorKind.TOO_LARGE}:
                    return error
                raise

        self.write(attach, lambda answer: self._attached(answer, consent, path))

    def _attached(self, answer: Changes | StafettError, consent: str, path: str) -> None:
        """The file is there; or its name is asked for again, with what is wrong."""
        if isinstance(answer, StafettError):
            if not self.asking.open:
                self.converse(self._ask_path(consent, path))
            self.refuse(answer)
        else:
            self.say(self.tr("The signed form is attached. The paper can go where the municipality keeps it."))

    # ---- a line of the minutes

    def minutes_open(self) -> Meeting | None:
        """The meeting that goes on, whose minutes can show an oral consent."""
        return None if self.plan is None else running_meeting(self.plan)

    def ask_line(
        self, meeting: Meeting, who: tuple[str, ...], services: tuple[str, ...]
    ) -> Generator[Question, Any, tuple[str, str]]:
        """The line that shows an oral consent: one that stands, or one that is written now.

        Answers the id of the line and "", or "" and the text to write.
        """
        plan = self.plan
        if plan is None:
            return "", ""
        policy = self.given.office.judged_by.policy
        write = Choice(self.tr("write it in the minutes now"), "")
        found = [line for line in reversed(lines(plan, meeting.id)) if line.text][:MOST_LINES]
        known = [Choice(f"{dates.clock(wall(line.at))} {cut(line.text, LINE_CELLS)}", line.id) for line in found]
        choices = [write, *known] if writable(plan, policy, self.today) else known
        if not choices:
            return "", ""
        line = yield pick_question(self.tr("Which line of the minutes shows it?"), choices)
        if line:
            return line, ""
        names = joined([name_of(plan, person) for person in who], self.texts)
        proposed = self.texts.trn("{who} consents to {services}.", "{who} consent to {services}.", len(who), who=names,
                                  services=joined(list(services), self.texts))  # fmt: skip
        text = yield text_question(self.tr("Line of the minutes:"), self.texts, text=proposed)
        return "", text


def written_down(desk: Desk, plan_id: str, meeting: Meeting, text: str) -> str:
    """Write the line that shows the consent, and give its id."""
    return desk.minutes.write(plan_id, meeting.id, meeting.item, LineSort.NOTE, text).ids[0]


def asks_for_line(form: ConsentForm, meeting: Meeting | None) -> bool:
    """Tell whether a line of the minutes is to show the consent."""
    return form is ConsentForm.ORAL and meeting is not None
