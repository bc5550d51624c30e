"""Who is in the room: Ctrl+A for everyone, single keys for one, STOPP for those no consent covers (C-05)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from stafett_tui.domain.attendance import IN_THE_ROOM, Presence
from stafett_tui.i18n import dates
from stafett_tui.i18n.enums import name_of
from stafett_tui.i18n.texts import N_, Texts
from stafett_tui.screens.meeting.deeds import AskConsent, Deed, Doing, Fill, Form, Panel, Slot, Tell
from stafett_tui.screens.meeting.now import ADD, Now
from stafett_tui.services.attendance import RoomRow
from stafett_tui.widgets.cells import width
from stafett_tui.widgets.columns import Column
from stafett_tui.widgets.inks import Line
from stafett_tui.widgets.rows import Row

if TYPE_CHECKING:
    from stafett_tui.domain.changes import Changes
    from stafett_tui.services.desk import Desk

STOP: Final = "STOPP"
_LETTERS: Final = {"v": Presence.VIDEO, "l": Presence.LATE, "x": Presence.LEFT, "r": Presence.REGRETS}
_WORDS: Final = {
    Presence.PRESENT: "til stede her present ja x",
    Presence.VIDEO: "video på skjerm teams",
    Presence.LATE: "sent sein seint kom late",
    Presence.LEFT: "gikk gjekk gått reiste left",
    Presence.REGRETS: "forfall forfal meldt regrets",
    Presence.ABSENT: "borte ikke ikkje absent fraværende",
}
_TIME: Final = re.compile(r"\b(\d{1,2})[.:]?(\d\d)\b")


def presence(text: str) -> tuple[Presence | None, str | None]:
    """How somebody took part and when, from a few words such as `kom 13.10`; None where they are not known."""
    found = _TIME.search(text)
    at = None
    if found is not None:
        hour, minute = int(found[1]), int(found[2])
        at = f"{hour:02d}:{minute:02d}" if hour < 24 and minute < 60 else None  # noqa: PLR2004 - a clock
    for word in re.findall(r"[a-zæøå]+", text.casefold()):
        for how, words in _WORDS.items():
            if any(each.startswith(word) for each in words.split() if len(word) > 1 or each == word):
                return how, at
    return None, at


def present_count(now: Now) -> int:
    """How many are, or were, in the room."""
    return sum(row.mark in IN_THE_ROOM for row in now.view.room)


@dataclass(frozen=True, slots=True)
class AttendancePane:
    """The list of item 1."""

    panel: Panel = "attendance"
    mark_width: int = 6

    def columns(self, now: Now) -> tuple[Column, ...]:
        """As wide as what stands in them; how somebody takes part is never cut before the rest."""
        cells = [row.cells for row in self.rows(now)]
        about, how = (max((width(c[n]) for c in cells), default=0) for n in (1, 2))
        return (
            Column("", flex=1, least=14),
            Column("", min(about, 24), least=4),
            Column("", min(how, 40), least=min(how, 24)),
        )

    def title(self, now: Now) -> Line:
        """How many are here."""
        texts, total = now.texts, sum(row.kind in {"guardian", "provider"} for row in now.view.room)
        return texts.tr("PRESENT  {n} of {total}", n=present_count(now), total=total)

    def rows(self, now: Now) -> list[Row]:
        """One row a person, and one to name an interpreter."""
        rows = [_row(now, each) for each in now.view.room]
        return [*rows, Row(ADD, (now.texts.tr("Interpreter: name one"), "", ""), mark=ADD, ink="quiet")]

    def keys(self, now: Now) -> str:
        """The list's own keys."""
        return now.texts.tr("Space here  v video  l late  x left  r regrets  Tab more, substitute")

    def press(self, now: Now, key: str, row: str) -> Doing | None:
        """Mark the person on the row."""
        if row == ADD:
            return Fill(interpreter_form(now)) if key in {"enter", "tab", "space"} else None
        person = next((each for each in now.view.room if each.person == row), None)
        return None if person is None else _press(now, key, person)


def _press(now: Now, key: str, person: RoomRow) -> Doing | None:
    if key == "enter" and not person.covered:
        return AskConsent()
    if key in {"tab", "enter"}:
        return Fill(attendance_form(now, person))
    if key == "space":
        return _toggle(now, person)
    return mark(now, person, _LETTERS[key], hasty=key) if key in _LETTERS else None


def everyone(now: Now) -> Deed:
    """Mark everybody whom a consent covers, and nobody else (T9)."""
    plan_id, thing = now.plan_id, now.meeting
    stopped = [r.name for r in now.view.room if not r.covered]
    said = now.texts.tr("Everyone is marked as present. {key_undo} takes it back.")
    if stopped:
        said = now.texts.tr(
            "All but {names} are present: no consent covers their service yet.", names=", ".join(stopped)
        )
    return Deed(lambda desk: desk.attendance.everyone(plan_id, thing), said)


def mark(now: Now, person: RoomRow, how: Presence, *, hasty: str = "", at: str = "", instead: str = "") -> Doing:
    """Mark one person; somebody no consent covers is never marked as in the room, but as gone from it (C-05, C-09)."""
    gone = how is Presence.LEFT and person.mark in IN_THE_ROOM and not instead
    if how in IN_THE_ROOM and not person.covered and not gone:
        return stop(now.texts, person)
    moment: str | None = at or (dates.clock(now.wall) if how in {Presence.LATE, Presence.LEFT} else None)
    plan_id, thing, words = now.plan_id, now.meeting, how_text(now.texts, how, moment, instead or None)

    def run(desk: Desk) -> Changes:
        return desk.attendance.mark(plan_id, thing, person.person, how, at=moment, substitute=instead or None)

    said = now.texts.tr("{name}: {how}. {key_undo} takes it back.", name=person.name, how=words)
    return Deed(run, said, row=person.person, pending=words, hasty=hasty)


def stop(texts: Texts, person: RoomRow) -> Tell:
    """Why somebody may not be in the room, and what to do."""
    text = texts.tr(
        "{name}: no consent covers {service}. Ask the family first. Enter: consent",
        name=person.name, service=person.service or person.title,
    )  # fmt: skip
    return Tell(((f"{STOP} ", "alarm"), (text, "")))


def how_text(texts: Texts, how: Presence, at: str | None, instead: str | None) -> str:
    """How somebody takes part, in words."""
    words = name_of(texts, how)
    if at:
        words = texts.tr("{how} at {time}", how=words, time=at)
    return f"{words}, {texts.tr('substitute: {name}', name=instead)}" if instead else words


def attendance_form(now: Now, person: RoomRow) -> Form:
    """How a person takes part, and who comes instead."""
    texts = now.texts

    def finish(form: Form) -> Doing:
        how, at = presence(form.value("how"))
        if how is None and form.value("how"):
            return Tell(texts.tr(_ASK_HOW))
        return mark(now, person, how or Presence.PRESENT, at=at or "", instead=form.value("substitute"))

    def echo(form: Form) -> Line:
        how, at = presence(form.value("how"))
        if how is None and form.value("how"):
            return ((texts.tr(_ASK_HOW), "alarm"),)
        return how_text(texts, how or Presence.PRESENT, at, form.value("substitute") or None)

    slots = (Slot("how", texts.tr("how"), proposal=name_of(texts, Presence.PRESENT)),
             Slot("substitute", texts.tr("substitute (name)")))  # fmt: skip
    return Form("attendance", person.person, person.name, slots, finish, echo)


def interpreter_form(now: Now) -> Form:
    """An interpreter, who needs no service consent but is named."""
    texts, plan_id, thing = now.texts, now.plan_id, now.meeting

    def finish(form: Form) -> Doing:
        name = form.value("name")
        if not name:
            return Tell(texts.tr("Write the interpreter's name first."))
        said = texts.tr("{name}: interpreter, present.", name=name)
        return Deed(lambda desk: desk.attendance.guest(plan_id, thing, name), said)

    def echo(form: Form) -> Line:
        return texts.tr("Interpreter: {name}", name=form.value("name") or "?")

    slots = (Slot("name", texts.tr("name")),)
    return Form("interpreter", "", texts.tr("Interpreter"), slots, finish, echo)


_ASK_HOW: Final = N_("How? present, video, late 13:10, left 13:30, regrets or absent")


def _toggle(now: Now, person: RoomRow) -> Doing:
    if person.mark is None or person.mark not in IN_THE_ROOM:
        return mark(now, person, Presence.PRESENT)
    plan_id, thing = now.plan_id, now.meeting
    words = now.texts.tr("not marked")
    said = now.texts.tr("{name}: {how}. {key_undo} takes it back.", name=person.name, how=words)
    return Deed(lambda desk: desk.attendance.unmark(plan_id, thing, person.person), said, row=person.person,
                pending=words)  # fmt: skip


def about_of(now: Now, person: RoomRow) -> str:
    """What somebody is, in a word or two."""
    texts = now.texts
    about = person.title or person.service
    if person.kind == "guardian":
        about = texts.tr("guardian")
    elif person.kind == "owner":
        about = texts.tr("plan owner")
    elif person.kind == "guest":
        about = texts.tr("Interpreter").lower()
    return about


def _row(now: Now, person: RoomRow) -> Row:
    texts, about = now.texts, about_of(now, person)
    if person.person in now.pending:
        return Row(person.person, (person.name, about, now.pending[person.person]), mark="…")
    if not person.covered and person.mark is not Presence.LEFT:
        there = person.mark in IN_THE_ROOM
        words = texts.tr("no consent any more: x left") if there else texts.tr("consent is missing")
        return Row(person.person, (person.name, about, words), mark=STOP, ink="alarm")
    if person.mark is None:
        return Row(person.person, (person.name, about, ""))
    sign = "x" if person.mark in IN_THE_ROOM else "-"
    how = how_text(texts, person.mark, person.at, person.substitute)
    return Row(person.person, (person.name, about, how), mark=sign)
