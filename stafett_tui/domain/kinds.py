"""All kinds of events, and the codec that knows them."""

from types import ModuleType

from stafett_tui.domain import (
    activity,
    attendance,
    baton,
    concern,
    conducting,
    consent,
    document,
    evaluation,
    goal,
    hiding,
    keptout,
    level,
    lifecycle,
    lock,
    log,
    meeting,
    minutes,
    people,
    person,
    voice,
)
from stafett_tui.domain.event import Body, Codec
from stafett_tui.domain.log import Revised

ABOUT: tuple[type[Body], ...] = (
    log.ActUndone, log.Struck, log.Restored, log.Blanked, log.ConflictResolved, *log.OF_THE_SERVER,
)  # fmt: skip

TOPICS: tuple[ModuleType, ...] = (
    people, baton, consent, keptout, lifecycle, hiding, document, concern, voice, goal, activity, evaluation, level,
    attendance, meeting, minutes, lock, conducting, person,
)  # fmt: skip
"""The modules that declare kinds in `BODIES`."""

KINDS: dict[str, type[Body]] = {body.KIND: body for topic in TOPICS for body in topic.BODIES} | {
    body.KIND: body for body in ABOUT
}
"""Every kind this program knows."""

REVISES: dict[str, type[Revised]] = {body.TARGET.KIND: body for body in KINDS.values() if issubclass(body, Revised)}
"""The kind that revises a thing, by the kind that made it."""

CODEC = Codec(KINDS)
