"""What was not taken, in words: what it was, where, why, and every word of it (I2)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Final

from stafett_tui.documents.values import Values
from stafett_tui.domain.event import Unknown
from stafett_tui.domain.log import Revised
from stafett_tui.domain.plan import Plan
from stafett_tui.i18n import dates
from stafett_tui.i18n.refusals import refusal_text
from stafett_tui.i18n.texts import N_
from stafett_tui.screens.frame.named import plan_title, wall
from stafett_tui.screens.frame.undone import WHAT

if TYPE_CHECKING:
    from stafett_tui.domain.event import Body
    from stafett_tui.i18n.texts import Texts
    from stafett_tui.services.refused import Refused
    from stafett_tui.widgets.inks import Line

_MORE: Final[Mapping[str, str]] = {
    "agenda.reached": N_("next agenda item"),
    "baton.offered": N_("offer of the baton"),
    "baton.taken": N_("the baton taken over"),
    "consent.given": N_("consent"),
    "consent.withdrawn": N_("withdrawn consent"),
    "draft": N_("unfinished text"),
    "minutes.locked": N_("lock of the minutes"),
    "parked.settled": N_("parked point settled"),
    "plan.opened": N_("new plan"),
}
_TEXTS: Final = ("text", "what", "name", "initiator", "why", "reason", "topic", "title", "service", "place")
"""Fields that hold words of a person, in the order in which they are shown."""


def what(found: Refused, t: Texts) -> str:
    """What it was: a sort, never the text itself."""
    known = WHAT.get(found.kind) or _MORE.get(found.kind)
    return t.tr("something else that was written") if known is None else t.tr(known)


def where(found: Refused, today: date, t: Texts) -> str:
    """The plan, by number and initials; where it is not here any more that is said."""
    return t.tr("not here any more") if found.plan is None else plan_title(found.plan, today, t)


def first_words(found: Refused, t: Texts) -> str:
    """The first words of it, for the list."""
    if isinstance(found.body, Revised):
        return Values(found.plan or Plan(), t).value(found.body.field, found.body.value)
    return "" if found.body is None else next(iter(_own_words(found.body)), "")


def lines(found: Refused, today: date, t: Texts) -> tuple[Line, ...]:
    """All of it: why it was not taken, what it was, and its words whole, to be copied."""
    at = wall(found.at)
    told: list[Line] = [
        ((what(found, t), "strong"), ("   ", ""), (where(found, today, t), "quiet")),
        (("! ", "alarm"), (refusal_text(t, found.code), "")),
        ((t.tr("Written {day} at {time}.", day=dates.dotted(at), time=dates.clock(at)), "quiet"),),
    ]
    body = found.body
    if isinstance(body, Revised):
        told += ["", *_revised(found, body, t)]
    elif body is not None:
        told += [each for words in _own_words(body) for each in ("", words)]
    return tuple(told)


def _revised(found: Refused, body: Revised, t: Texts) -> list[Line]:
    plan = found.plan or Plan()
    values, kind = Values(plan, t), body.TARGET.KIND
    name = values.field(kind, body.field)
    told: list[Line] = [((f"{values.thing(body.thing) or values.sort(kind)}, {name}:", "quiet"),),
                        values.value(body.field, body.value)]  # fmt: skip
    return [*told, *([t.tr("Reason: {why}", why=body.reason)] if body.reason else [])]


def _own_words(body: Body) -> list[str]:
    if isinstance(body, Unknown):
        return [str(value) for value in body.raw.values() if isinstance(value, str)]
    told = {name: getattr(body, name, None) for name in _TEXTS}
    return [value for value in told.values() if isinstance(value, str) and value]
