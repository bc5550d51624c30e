"""Item 1: who is here. Whoever no consent covers is named with STOPP and never marked (C-05)."""

from __future__ import annotations

import re
from typing import Final

from stafett_tui.cli.line.hall import Hall
from stafett_tui.domain.attendance import IN_THE_ROOM, Presence
from stafett_tui.domain.errors import ErrorKind, StafettError
from stafett_tui.i18n import enums
from stafett_tui.i18n.errors import error_text
from stafett_tui.services.attendance import RoomRow

EVERYONE: Final = frozenset({"*", "alle", "all", "everyone"})
GUEST: Final = re.compile(r"(?:tolk|interpreter)\s+(?P<name>.+)", re.IGNORECASE)
MARK: Final = re.compile(
    r"(?P<who>.+?)(?:\s+(?P<how>video|sent|seint|late|gikk|gjekk|left|forfall|regrets|borte|absent))?"
    r"(?:\s+(?:kl\.?\s*)?(?P<hour>\d{1,2})[.:](?P<minute>\d\d))?",
    re.IGNORECASE,
)
HOW: Final = {
    "video": Presence.VIDEO, "sent": Presence.LATE, "seint": Presence.LATE, "late": Presence.LATE,
    "gikk": Presence.LEFT, "gjekk": Presence.LEFT, "left": Presence.LEFT, "forfall": Presence.REGRETS,
    "regrets": Presence.REGRETS, "borte": Presence.ABSENT, "absent": Presence.ABSENT,
}  # fmt: skip


def attendance(hall: Hall) -> None:
    """Name everybody, and ask who is here until nothing more is answered."""
    talk = hall.talk
    talk.say(*(_row(hall, row) for row in _rows(hall)))
    talk.help = (
        talk.tr("* marks everyone whom a consent covers."),
        talk.tr("A name marks one person. After the name may stand: video, late 13:10, left 13:30, regrets."),
        talk.tr("interpreter and a name: somebody who only translates."),
        talk.tr("An empty answer goes on."),
    )
    question = talk.tr("Who is here? * for everyone, or a name. Empty: go on.")
    while answer := talk.ask(question):
        try:
            _answer(hall, answer)
        except StafettError as error:
            talk.say(error_text(talk.texts, error))
        question = talk.tr("Anybody else? Empty: go on.")


def _rows(hall: Hall) -> tuple[RoomRow, ...]:
    return hall.desk.attendance.room(hall.plan_id, hall.meeting_id)


def _row(hall: Hall, row: RoomRow) -> str:
    talk = hall.talk
    about = row.title or row.service or _kind(hall, row)
    if not row.covered and row.mark is not Presence.LEFT:
        return talk.tr("STOPP: {name}, {about}. Consent is missing; not in the room yet.", name=row.name, about=about)
    mark = "" if row.mark is None else f" {enums.name_of(talk.texts, row.mark)}."
    return talk.tr("{name}, {about}.", name=row.name, about=about) + mark


def _kind(hall: Hall, row: RoomRow) -> str:
    names = {"guardian": "guardian", "owner": "owner"}
    return enums.named(hall.talk.texts, "Role", names.get(row.kind, "provider"))


def _answer(hall: Hall, answer: str) -> None:
    guest = GUEST.fullmatch(answer)
    if answer.casefold() in EVERYONE:
        hall.desk.attendance.everyone(hall.plan_id, hall.meeting_id)
        _everyone(hall)
    elif guest is not None:
        hall.desk.attendance.guest(hall.plan_id, hall.meeting_id, guest["name"])
        hall.talk.say(hall.talk.tr("{name}: interpreter. Saved.", name=guest["name"]))
    else:
        for part in answer.split(","):
            _one(hall, part.strip())


def _everyone(hall: Hall) -> None:
    talk = hall.talk
    for row in _rows(hall):
        if row.mark in IN_THE_ROOM:
            talk.say(talk.tr("{name}: present.", name=row.name))
        elif not row.covered:
            talk.say(talk.tr("{name}: not marked, consent is missing.", name=row.name))
    talk.say(talk.tr("Saved."))


def _one(hall: Hall, said: str) -> None:
    talk = hall.talk
    match = MARK.fullmatch(said)
    rows = [] if match is None else _named(_rows(hall), match["who"])
    if match is None or len(rows) != 1:
        talk.say(talk.tr("Who is {name}? Write more of the name.", name=said))
        return
    row = rows[0]
    how = HOW[match["how"].casefold()] if match["how"] else Presence.PRESENT
    gone = how is Presence.LEFT and row.mark in IN_THE_ROOM
    if how in IN_THE_ROOM and not row.covered and not gone:
        talk.say(_row(hall, row))
        raise StafettError(ErrorKind.SERVICE_NOT_COVERED)
    at = f"{int(match['hour']):02d}:{match['minute']}" if match["hour"] else None
    hall.desk.attendance.mark(hall.plan_id, hall.meeting_id, row.person, how, at=at)
    words = " ".join(filter(None, (enums.name_of(talk.texts, how), at)))
    talk.say(talk.tr("{name}: {how}. Saved.", name=row.name, how=words))


def _named(rows: tuple[RoomRow, ...], who: str) -> list[RoomRow]:
    wanted = who.casefold()
    exact = [r for r in rows if r.name.casefold() == wanted]
    return exact or [r for r in rows if any(part.startswith(wanted) for part in r.name.casefold().split())] or [
        r for r in rows if r.name.casefold().startswith(wanted)
    ]  # fmt: skip
