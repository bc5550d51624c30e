"""The questions that several screens ask: a text, a date, somebody in the plan, yes or no."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from functools import partial

from stafett_tui.i18n import dates
from stafett_tui.i18n.texts import Texts
from stafett_tui.screens.frame.asking import Choice, Question, Understood
from stafett_tui.screens.frame.matching import rank


def text_question(prompt: str, t: Texts, *, text: str = "", draft: str = "", hint: str = "") -> Question:
    """Ask for a text; an empty one is answered with what is needed."""

    def understand(written: str) -> Understood:
        done = bool(written.strip())
        return Understood(t.tr("Enter saves, {key_back} leaves") if done else hint, written.strip(), done)

    return Question(prompt, understand, text, draft)


def optional_question(prompt: str, *, hint: str = "", text: str = "") -> Question:
    """Ask for a text that may be left out."""
    return Question(prompt, lambda written: Understood(hint, written.strip(), True), text)


def secret_question(prompt: str, *, hint: str = "") -> Question:
    """A passphrase, shown as dots; it is kept in no draft."""
    return Question(prompt, lambda written: Understood(f"   {hint}", written, ok=bool(written)), secret=True)


def pick_question(prompt: str, choices: Sequence[Choice], *, hint: str = "", preset: int | None = 0) -> Question:
    """Ask for one of several answers; letters narrow them down."""

    def understand(written: str) -> Understood:
        if not written.strip():
            return Understood(hint, choices=tuple(choices), chosen=preset if choices else None)
        ranked = [(at, choice) for choice in choices if (at := rank(written, choice.words)) is not None]
        left = tuple(choice for _, choice in sorted(ranked, key=lambda pair: pair[0]))
        return Understood(hint, choices=left, chosen=0 if left else None)

    return Question(prompt, understand)


def date_question(
    prompt: str, t: Texts, today: date, *, next_meeting: date | None = None, proposal: str | None = None,
    optional: bool = False,
) -> Question:  # fmt: skip
    """Ask for a deadline in words; the answer is ISO text or `next_meeting`, never a guess."""
    return Question(
        prompt, partial(_understand_date, t=t, today=today, next_meeting=next_meeting, proposal=proposal,
                        optional=optional)
    )  # fmt: skip


def _understand_date(
    written: str, *, t: Texts, today: date, next_meeting: date | None, proposal: str | None, optional: bool
) -> Understood:
    if not written.strip():
        if proposal is not None:
            words = dates.due_long(proposal, t)
            return Understood(t.tr("Enter: {day}", day=words), proposal, ok=True)
        if optional:
            return Understood(t.tr("Enter: without a date"), None, ok=True)
        return Understood(t.tr("Write a day, for example: fri, 15.12, in two weeks, next meeting"))
    from stafett_tui.capture.dates import Ask, NextMeeting, parse_date

    found = parse_date(written, today=today, next_meeting=next_meeting, lang=_grammar(t.language))
    if isinstance(found, NextMeeting):
        return Understood(_next_meeting_words(next_meeting, t), "next_meeting", ok=True)
    if isinstance(found, Ask):
        offered = tuple(Choice(_long(day, t), _iso(day)) for day in found.dates)
        told = t.tr("Which day? Choose with the arrow down") if offered else t.tr("This is not a date I understand")
        return Understood(told, choices=offered)
    return Understood(date_echo(found.moment, today, t), found.iso, ok=True)


def _grammar(language: str) -> str:
    return "nn" if language == "nn" else "nb"


def moment_question(prompt: str, t: Texts, today: date) -> Question:
    """Ask for a day with a time, as a meeting has; the answer is a datetime on the wall."""

    def understand(written: str) -> Understood:
        found = _understand_date(written, t=t, today=today, next_meeting=None, proposal=None, optional=False)
        if found.choices:
            timed = tuple(Choice(c.words, datetime.fromisoformat(c.value)) for c in found.choices if "T" in c.value)
            return Understood(found.echo if timed else t.tr("Write day and time, for example: 24.11 14"), choices=timed)
        if not found.ok or "T" not in str(found.value):
            return Understood(t.tr("Write day and time, for example: 24.11 14"))
        return Understood(found.echo, datetime.fromisoformat(found.value), ok=True)

    return Question(prompt, understand)


def date_echo(found: date | datetime, today: date, t: Texts) -> str:
    """`Friday 11 December 2026, in 17 days`, with a warning on weekends and holidays."""
    from stafett_tui.domain.calendar import weekday_warning

    day = _day(found)
    words = _long(found, t)
    warning = weekday_warning(day)
    told = {
        None: "",
        "saturday": t.tr("  ! a Saturday"),
        "sunday": t.tr("  ! a Sunday"),
        "holiday": t.tr("  ! a holiday"),
    }[warning]
    return f"{words}, {dates.away(day, today, t)}{told}"


def _next_meeting_words(next_meeting: date | None, t: Texts) -> str:
    if next_meeting is None:
        return t.tr("the next meeting (not called yet)")
    return t.tr("the next meeting: {day}", day=dates.long(next_meeting, t.language))


def _long(found: date | datetime, t: Texts) -> str:
    return dates.long_time(found, t.language) if isinstance(found, datetime) else dates.long(found, t.language)


def _day(found: date | datetime) -> date:
    return found.date() if isinstance(found, datetime) else found


def _iso(found: date | datetime) -> str:
    return found.isoformat(timespec="minutes") if isinstance(found, datetime) else found.isoformat()


def past_day(written: str, today: date) -> date | None:
    """A day that has been, as `14.3.2021`, `14.3.21`, `14.3` (the last one), `22. september` or `i går`; or None."""
    if written.strip().casefold() in {"i dag", "idag", "today"}:
        return today
    parts = written.strip().rstrip(".").replace("/", ".").replace(" ", "").split(".")
    if len(parts) not in {2, 3} or not all(part.isdecimal() for part in parts):
        return _past_words(written, today)
    try:
        return _numbers([int(part) for part in parts], today)
    except ValueError:
        return None


def coming_day(written: str, today: date) -> date | None:
    """The last day of a period, as `22.9.2028`, `22.9.28` or `22. september`; one that has been needs its year."""
    from stafett_tui.capture.dates import Understood, parse_date

    found = parse_date(written, today=today)
    return found.on if isinstance(found, Understood) else past_day(written, today)


def _past_words(written: str, today: date) -> date | None:
    """A day in words, where only one can be meant."""
    from stafett_tui.capture.dates import Ask, parse_past

    for grammar in ("nb", "nn"):
        found = parse_past(written, today=today, lang=grammar)
        if not isinstance(found, Ask):
            return _day(found.moment)
    return None


def _numbers(parts: list[int], today: date) -> date:
    day, month = parts[0], parts[1]
    if len(parts) == 2:  # noqa: PLR2004 - day and month
        this = date(today.year, month, day)
        return this if this <= today else date(today.year - 1, month, day)
    year = parts[2]
    if year < 100:  # noqa: PLR2004 - two digits of a year
        century = today.year // 100 * 100
        year += century if century + year <= today.year else century - 100
    return date(year, month, day)
