"""What the family keeps out: topics that are not written about, and those who are told nothing (C-12)."""

from typing import ClassVar, Self

from pydantic import model_validator

from stafett_tui.domain.event import Act, Body, Sort, Undo
from stafett_tui.domain.people import participant, same_service
from stafett_tui.domain.plan import Fact, Plan


class KeptOut(Body):
    """Somebody of the family keeps a topic, a service or a person out."""

    KIND: ClassVar[str] = "consent.kept_out"
    SORT: ClassVar[Sort] = Sort.ADDED
    ACT: ClassVar[Act] = Act.CONSENT
    UNDO: ClassVar[Undo] = Undo.SKIP

    by: str
    topic: str = ""
    """A word or a few; what is written about it is warned of."""
    service: str = ""
    person: str = ""

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if not (self.topic.strip() or self.service.strip() or self.person):
            msg = "a topic, a service or a person"
            raise ValueError(msg)
        return self


class LetIn(Body):
    """Whoever kept something out lets it in again."""

    KIND: ClassVar[str] = "consent.let_in"
    SORT: ClassVar[Sort] = Sort.COMMAND
    ACT: ClassVar[Act] = Act.CONSENT
    UNDO: ClassVar[Undo] = Undo.SKIP

    kept: str
    """Id of what was kept out."""
    by: str


def kept_out(plan: Plan) -> tuple[Fact[KeptOut], ...]:
    """Give what is kept out now, oldest first."""
    return plan.once_from((KeptOut, LetIn), _kept_out)


def _kept_out(plan: Plan) -> tuple[Fact[KeptOut], ...]:
    again = {f.body.kept for f in plan.of(LetIn)}
    return tuple(f for f in plan.of(KeptOut) if f.id not in again)


def is_kept_out(plan: Plan, service: str) -> bool:
    """Tell whether a service is told nothing."""
    return any(f.body.service and same_service(f.body.service, service) for f in kept_out(plan))


def person_kept_out(plan: Plan, person: str) -> bool:
    """Tell whether a person is told nothing, by name or by service."""
    found = participant(plan, person)
    named = any(f.body.person == person for f in kept_out(plan))
    return named or (found is not None and bool(found.service) and is_kept_out(plan, found.service))


def touched_topics(plan: Plan, text: str) -> tuple[Fact[KeptOut], ...]:
    """Give the topics kept out that a text speaks of: every word of the topic begins a word of the text."""
    words = _words(text)
    return tuple(f for f in kept_out(plan) if (topic := _words(f.body.topic)) and all(_met(t, words) for t in topic))


def _words(text: str) -> tuple[str, ...]:
    return tuple("".join(sign if sign.isalnum() else " " for sign in text.casefold()).split())


def _met(wanted: str, words: tuple[str, ...]) -> bool:
    return any(word.startswith(wanted) for word in words)


BODIES: tuple[type[Body], ...] = (KeptOut, LetIn)
