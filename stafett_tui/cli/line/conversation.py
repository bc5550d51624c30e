"""Questions and answers on plain streams; the end of the input is an answer too."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final, TextIO

from stafett_tui.documents.literal import one_line, plain
from stafett_tui.i18n.texts import Texts

YES: Final = frozenset({"j", "ja", "y", "yes"})
NO: Final = frozenset({"n", "nei", "no"})
HELP: Final = frozenset({"?", "h", "help", "hjelp"})
QUIT: Final = frozenset({"slutt", "quit", "avslutt"})


class EndedError(Exception):
    """The input is at its end, or the person stops; everything said is saved."""


class Conversation:
    """Asks on one stream and reads the answers from another, a line each."""

    def __init__(self, answers: TextIO, out: TextIO, texts: Texts, *, echo: bool) -> None:
        """Use these streams; `echo` writes the answers too, where no terminal shows them."""
        self._answers = answers
        self._out = out
        self._echo = echo
        self.texts = texts
        self.help: tuple[str, ...] = ()
        """What the help word answers right now."""

    def tr(self, msgid: str, /, **values: object) -> str:
        """The text in the language of the conversation; what people wrote stays on its line."""
        return self.texts.tr(msgid, **{name: _safe(value) for name, value in values.items()})

    def say(self, *lines: str) -> None:
        """Say each fact on a line of its own."""
        for line in lines:
            print(plain(line), file=self._out)
        self._out.flush()

    def ask(self, question: str) -> str:
        """Ask, and give the answer without blanks around it; raises EndedError at the end of the input."""
        return self.ask_raw(question).strip()

    def ask_raw(self, question: str) -> str:
        """Ask, and give the answer as it was typed, with its tabs."""
        while True:
            self.say(question)
            answer = self._read()
            word = answer.strip().casefold()
            if word in QUIT:
                raise EndedError
            if word not in HELP:
                return answer
            self.say(*self.help)

    def yes(self, question: str, *, otherwise: bool) -> bool:
        """Ask for yes or no; an empty answer is the one proposed."""
        while True:
            answer = self.ask(question).casefold()
            if not answer:
                return otherwise
            if answer in YES | NO:
                return answer in YES
            self.say(self.tr("Answer y for yes or n for no."))

    def choose(self, question: str, choices: Mapping[str, object]) -> str:
        """Ask until the answer is one of the choices, or empty."""
        while True:
            answer = self.ask(question).casefold()
            if not answer or answer in choices:
                return answer
            self.say(self.tr("This was not understood. Choose one of: {choices}", choices=", ".join(choices)))

    def _read(self) -> str:
        try:
            line = self._answers.readline()
        except KeyboardInterrupt:
            raise EndedError from None
        if not line:
            raise EndedError
        answer = plain(line.rstrip("\r\n"))
        if self._echo:
            self.say(f"> {answer}")
        return answer


def numbered(titles: Iterable[str]) -> str:
    """Give choices as `1 works, 2 works partly`."""
    return ", ".join(f"{n} {title}" for n, title in enumerate(titles, start=1))


def _safe(value: object) -> object:
    return one_line(value) if isinstance(value, str) else value
