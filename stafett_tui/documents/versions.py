"""Locked minutes version by version: each as it stood at its lock, and what a later one changed, under its heading."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final, Literal

from stafett_tui.documents.markdown import heading, joined
from stafett_tui.documents.minutes import minutes_markdown
from stafett_tui.domain.lock import locks, meeting
from stafett_tui.domain.meeting import Meeting, MeetingState
from stafett_tui.domain.plan import Plan
from stafett_tui.i18n.texts import Texts

Sign = Literal["#", "-", "+"]
"""A heading, a line of the earlier version only, a line of the later version only."""
_HEADING: Final = "## "
At = Callable[[int], Plan]
"""Gives the plan as it stood at a place in its log."""


@dataclass(frozen=True, slots=True)
class Version:
    """One locked version of the minutes, in Markdown without its head, and what it changed of the one before."""

    number: int
    reason: str
    lines: tuple[str, ...]
    changes: tuple[tuple[Sign, str], ...]


def versions(plan: Plan, m: Meeting, at: At, texts: Texts) -> tuple[Version, ...]:
    """Give every version of the minutes of a meeting, the first one first."""
    found: list[Version] = []
    before: Plan | None = None
    for lock in locks(plan, m.id):
        then = at(lock.seq)
        changes = () if before is None else _compared(before, then, m.id, texts)
        lines = tuple(_body(then, m.id, texts))
        found.append(Version(lock.body.version, lock.body.reason or "", lines, changes))
        before = then
    return tuple(found)


def held_markdown(plan: Plan, m: Meeting, at: At, texts: Texts) -> str:
    """Give the minutes of a meeting that was held: while it is open as it stands now, locked as it stood at the lock.

    Whatever came later changes locked minutes in no word; remarks and what each version changed are added.
    """
    if m.state is not MeetingState.LOCKED:
        return minutes_markdown(plan, m, texts)
    then = at(locks(plan, m.id)[-1].seq)
    page = minutes_markdown(then, meeting(then, m.id) or m, texts, later=plan)
    found: list[str] = []
    for version in versions(plan, m, at, texts)[1:]:
        found += heading(texts.tr("Changed in version {n}", n=version.number))
        found += [_changed(sign, line, texts) for sign, line in version.changes]
    return f"{page}\n{joined(found)}" if found else page


def _changed(sign: Sign, line: str, texts: Texts) -> str:
    if sign == "#":
        return f"- {line}"
    return "  - " + (texts.tr("before: {text}", text=line) if sign == "-" else texts.tr("now: {text}", text=line))


def _compared(before: Plan, after: Plan, thing: str, texts: Texts) -> tuple[tuple[Sign, str], ...]:
    """Give what differs between two states of the minutes, each difference under its heading."""
    old, new = _under_headings(before, thing, texts), _under_headings(after, thing, texts)
    found: list[tuple[Sign, str]] = []
    told = ""
    for sign, title, line in _differences(old, new):
        if title != told:
            found.append(("#", title.removeprefix(_HEADING)))
            told = title
        found.append((sign, line.strip(" >").removeprefix("- ")))
    return tuple(found)


def _body(plan: Plan, thing: str, texts: Texts) -> list[str]:
    found = meeting(plan, thing)
    if found is None:
        return []
    lines = minutes_markdown(plan, found, texts).splitlines()
    first = next((at for at, line in enumerate(lines) if line.startswith(_HEADING)), len(lines))
    return lines[first:]


def _under_headings(plan: Plan, thing: str, texts: Texts) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    title = ""
    for line in _body(plan, thing, texts):
        if line.startswith(_HEADING):
            title = line
        elif line.strip(" >"):
            found.append((title, line))
    return found


def _differences(old: list[tuple[str, str]], new: list[tuple[str, str]]) -> Iterator[tuple[Sign, str, str]]:
    for what, i, j, k, n in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if what != "equal":
            yield from (("-", *row) for row in old[i:j])
            yield from (("+", *row) for row in new[k:n])
