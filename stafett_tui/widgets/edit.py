"""One line of text being edited: pure, so that every key acts at once and in the order typed (G7, G7b)."""

from __future__ import annotations

from typing import NamedTuple

from stafett_tui.widgets.cells import clusters


class Edit(NamedTuple):
    """The text, and where in it the next letter goes: an index that never stands inside a cluster."""

    text: str = ""
    at: int = 0

    def insert(self, text: str) -> Edit:
        """Put the text where the cursor is."""
        return Edit(self.text[: self.at] + text + self.text[self.at :], self.at + len(text))

    def left(self) -> Edit:
        """One cluster to the left."""
        return self._replace(at=self._before())

    def right(self) -> Edit:
        """One cluster to the right."""
        return self._replace(at=self._after())

    def home(self) -> Edit:
        """To the beginning."""
        return self._replace(at=0)

    def end(self) -> Edit:
        """To the end."""
        return self._replace(at=len(self.text))

    def word_left(self) -> Edit:
        """To the beginning of the word, or of the one before."""
        at = len(self.text[: self.at].rstrip())
        return self._replace(at=max(self.text.rfind(" ", 0, at), -1) + 1 if at else 0)

    def word_right(self) -> Edit:
        """To the end of the word, or of the next one."""
        start = len(self.text) - len(self.text[self.at :].lstrip())
        at = self.text.find(" ", start)
        return self._replace(at=len(self.text) if at < 0 else at)

    def backspace(self) -> Edit:
        """Without the cluster before the cursor."""
        return self._without(self._before(), self.at)

    def delete(self) -> Edit:
        """Without the cluster at the cursor."""
        return self._without(self.at, self._after())

    def cut_word(self) -> Edit:
        """Without the word before the cursor."""
        return self._without(self.word_left().at, self.at)

    def cut_before(self) -> Edit:
        """Without anything before the cursor."""
        return self._without(0, self.at)

    def cut_after(self) -> Edit:
        """Without anything after the cursor."""
        return self._without(self.at, len(self.text))

    def _without(self, start: int, end: int) -> Edit:
        return Edit(self.text[:start] + self.text[end:], start)

    def _before(self) -> int:
        """Where the cluster before the cursor begins."""
        near = max(0, self.at - 64)
        found = clusters(self.text[near : self.at])
        return near + found[-1].start if found else self.at

    def _after(self) -> int:
        """Where the cluster at the cursor ends."""
        found = clusters(self.text[self.at : self.at + 64])
        return self.at + found[0].end if found else self.at
