"""Dates before Enter: a phrase, what it is understood as in words, and the other days it may have meant."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Final

from stafett_tui.capture.dates import Ask, AskReason, NextMeeting, Result, parse_date
from stafett_tui.domain.calendar import holiday, weekday_warning
from stafett_tui.domain.deadlines import NEXT_MEETING
from stafett_tui.i18n import dates
from stafett_tui.i18n.enums import holiday_name
from stafett_tui.i18n.texts import N_, Texts

if TYPE_CHECKING:
    from stafett_tui.screens.meeting.now import Now

_ASKED: Final = {
    AskReason.EMPTY: N_("Which day?"),
    AskReason.UNKNOWN: N_("This day is not understood. Write for example fre, 15.12, om to uker or u50."),
    AskReason.AMBIGUOUS: N_("This may be more than one day."),
    AskReason.VAGUE: N_("This is no certain day."),
    AskReason.CONTRADICTION: N_("The weekday and the date do not agree."),
    AskReason.IMPOSSIBLE: N_("There is no such day."),
    AskReason.PAST: N_("This day is past."),
    AskReason.FAR: N_("This day is far away."),
    AskReason.NO_DAY: N_("Which day? There is only a time."),
    AskReason.REPEATED: N_("This comes again and again. Write the first day."),
}


@dataclass(frozen=True, slots=True)
class Said:
    """A phrase as understood: how it is stored, or None; in words; and the days offered instead."""

    due: str | None
    words: str
    offered: tuple[date | datetime, ...] = ()


def understand(phrase: str, now: Now) -> Said:
    """What a phrase means in this meeting, seen from its day."""
    view = now.view
    lang = "nn" if view.opened.language == "nn" else "nb"
    return said(parse_date(phrase, today=view.today, next_meeting=view.next_on, lang=lang), view.today, now.texts)


def said(result: Result, today: date, texts: Texts) -> Said:
    """A result in words."""
    if isinstance(result, NextMeeting):
        return Said(NEXT_MEETING, next_meeting_words(result.on, today, texts), ())
    if isinstance(result, Ask):
        return Said(None, question(result, texts), result.dates)
    return Said(result.iso, moment_words(result.moment, today, texts))


def question(result: Ask, texts: Texts) -> str:
    """Why the program asks, and the days it offers."""
    asked = texts.tr(_ASKED[result.reason])
    if not result.dates:
        return asked
    days = "  ".join(day_words(each, texts) for each in result.dates)
    return texts.tr("{asked} Arrow down: {days}", asked=asked, days=days)


def next_meeting_words(on: date | None, today: date, texts: Texts) -> str:
    """`next meeting`, with its day where that is set."""
    name = dates.due(NEXT_MEETING, texts)
    return name if on is None else f"{name}, {moment_words(on, today, texts)}"


def moment_words(moment: date | datetime, today: date, texts: Texts) -> str:
    """`fre 11. desember 2026, om 17 dager`, with the time, and a warning for a weekend or holiday."""
    day = moment.date() if isinstance(moment, datetime) else moment
    words = f"{day_words(day, texts)} {day.year}"
    if isinstance(moment, datetime):
        words += f" {'at' if texts.language == 'en' else 'kl.'} {dates.clock(moment)}"
    words += f", {dates.away(day, today, texts)}"
    warning = warning_words(day, texts)
    return f"{words}  ! {warning}" if warning else words


def day_words(moment: date | datetime, texts: Texts) -> str:
    """`fre 11. desember`."""
    day = moment.date() if isinstance(moment, datetime) else moment
    dot = "" if texts.language == "en" else "."
    return f"{dates.weekday_short(day, texts.language)} {day.day}{dot} {dates.month(day, texts.language)}"


def warning_words(day: date, texts: Texts) -> str:
    """Which day off it is, empty for a working day."""
    warned = weekday_warning(day)
    if warned is None:
        return ""
    key = holiday(day)
    return holiday_name(texts, key) if key else dates.weekday(day, texts.language)


def typed(moment: date | datetime) -> str:
    """An offered day, as somebody would type it so that it is certain."""
    day = moment.date() if isinstance(moment, datetime) else moment
    time = f" kl. {dates.clock(moment)}" if isinstance(moment, datetime) else ""
    return f"{day.day}.{day.month}.{day.year}{time}"


def offered(phrase: str, now: Now) -> tuple[str, ...]:
    """The days that an uncertain phrase may mean, as somebody would type them."""
    return tuple(typed(each) for each in understand(phrase, now).offered) if phrase else ()
