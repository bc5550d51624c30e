"""People, days and numbers of a plan as they are named on every screen."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from stafett_tui.i18n import dates
from stafett_tui.i18n.enums import named
from stafett_tui.i18n.hindrances import behind_words
from stafett_tui.i18n.texts import Texts

if TYPE_CHECKING:
    from stafett_tui.domain.people import Participant
    from stafett_tui.domain.plan import Plan

OSLO = "Europe/Oslo"


def wall(moment: datetime) -> datetime:
    """The moment on the wall clock in Oslo."""
    return moment.astimezone(ZoneInfo(OSLO)).replace(tzinfo=None) if moment.tzinfo else moment


def age(born: date | None, today: date) -> int | None:
    """Whole years, None where the birth date is not known or lies ahead."""
    if born is None or born > today:
        return None
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))


def plan_title(plan: Plan, today: date, t: Texts) -> str:
    """`Plan 2031  M.H., 9 years`: number and initials, as lists and headers name a plan (S-09)."""
    from stafett_tui.domain.initials import initials
    from stafett_tui.domain.people import opening

    opened = opening(plan)
    if opened is None:
        return t.tr("Plan")
    who = initials(opened.owner.name)
    years = age(opened.owner.born, today)
    if years is not None:
        who = t.trn("{who}, {n} year", "{who}, {n} years", years, who=who, n=years)
    return t.tr("Plan {number}  {who}", number=opened.number, who=who)


def clock_words(plan: Plan, now: datetime, t: Texts) -> str:
    """That the machine's clock lies more than a day behind the log, and what to do; empty where it does not."""
    from stafett_tui.services.writing import clock_jump

    behind = clock_jump(plan, now)
    return "" if behind is None else behind_words(behind, t)


def person_label(someone: Participant, t: Texts) -> str:
    """`Klok Ugle (PPT)`; a guardian by name and relation."""
    if someone.relation is not None and someone.relation.value in {"mother", "father"}:
        return f"{someone.name} ({named(t, 'Relation', someone.relation.value)})"
    about = someone.title or someone.service
    return f"{someone.name} ({about})" if about else someone.name


def person_with_service(name: str, service: str) -> str:
    """`Klok Ugle (PPT)`, only the name where no service is known."""
    return f"{name} ({service})" if name and service else name


def joined(words: tuple[str, ...] | list[str], t: Texts) -> str:
    """`one`, `one and two`, `one, two and three`."""
    if len(words) < 2:  # noqa: PLR2004 - one word joins nothing
        return "".join(words)
    return t.tr("{some} and {last}", some=", ".join(words[:-1]), last=words[-1])


def due_with_year(value: str | None, today: date, t: Texts) -> str:
    """A deadline for a list: without the year when it is this one or the next months."""
    if value is None or value == "next_meeting":
        return dates.due(value, t)
    return dates.due(value, t, year=abs((date.fromisoformat(value[:10]) - today).days) > 300)  # noqa: PLR2004 - about a year, then the year is said
