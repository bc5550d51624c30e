"""All kinds of events, and the codec that knows them."""

from stafett_tui.domain import (
    activity,
    attendance,
    concern,
    consent,
    evaluation,
    goal,
    lock,
    log,
    meeting,
    minutes,
    people,
    voice,
)
from stafett_tui.domain.event import Body, Codec
from stafett_tui.domain.log import Revised

ABOUT: tuple[type[Body], ...] = (log.ActUndone, log.Struck, log.Restored, log.Blanked, log.ConflictResolved)

KINDS: dict[str, type[Body]] = {
    body.KIND: body
    for topic in (people, consent, concern, voice, goal, activity, evaluation, attendance, meeting, minutes, lock)
    for body in topic.BODIES
} | {body.KIND: body for body in ABOUT}
"""Every kind this program knows."""

REVISES: dict[str, type[Revised]] = {body.TARGET.KIND: body for body in KINDS.values() if issubclass(body, Revised)}
"""The kind that revises a thing, by the kind that made it."""

CODEC = Codec(KINDS)
