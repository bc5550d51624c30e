"""One line of text being edited: pure, so that every key acts at once and in the order typed (G7, G7b)."""

from __future__ import annotations

from typing import Final, NamedTuple

from stafett_tui.widgets.cells import MOST_MARKS, clusters, is_plain, literal, width

NEAR: Final = 2 + MOST_MARKS  # letters looked at for each cell


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


def follow(edit: Edit, first: int, room: int) -> int:
    """The letter at which what is shown begins, so that the cursor is in it; it moves in steps, not at every key."""
    if edit.at <= first:
        return _back(edit, room // 3)
    near = edit.text[first : edit.at]
    if len(near) > room * NEAR or width(near) >= room:
        return _back(edit, room * 2 // 3)
    return first


def _back(edit: Edit, cells: int) -> int:
    """The letter that stands so many cells before the cursor."""
    near = max(0, edit.at - cells * NEAR)
    start, used = edit.at, 0
    for cluster in reversed(clusters(edit.text[near : edit.at])):
        if used + cluster.width > cells:
            break
        used += cluster.width
        start = near + cluster.start
    return start


def window(text: str, first: int, room: int) -> str:
    """What is drawn of a text from this letter on, on at most so many cells."""
    near = text[first : first + room * NEAR]
    if is_plain(near):
        return near[:room]
    drawn, used = [], 0
    for cluster in clusters(literal(near)):
        used += cluster.width
        if used > room:
            break
        drawn.append(cluster.drawn)
    return "".join(drawn)
