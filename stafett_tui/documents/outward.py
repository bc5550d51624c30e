"""What leaves the plan of somebody whose address is strictly confidential: no place, no service, no school (K-03)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, Final, TypeVar

from pydantic import BaseModel

from stafett_tui.domain.plan import Plan

UNSAID: Final = "…"
"""Stands where a word was left out."""
_NAMING: Final = frozenset({"place", "unit", "service", "services"})
"""The fields that name a place, or somewhere a child is found."""
T = TypeVar("T")


def place_words(plan: Plan) -> tuple[str, ...]:
    """Give every place, unit and service that the plan names or ever named, the longest first."""
    found: set[str] = set()
    for fact in plan.facts.values():
        found.update(_named(fact.body))
    for (_, name), revisions in plan.revisions.items():
        if name in _NAMING:
            found.update(str(value) for each in revisions for value in (each.before, each.value) if value)
    return tuple(sorted((each.strip() for each in found if each.strip()), key=lambda each: (-len(each), each)))


def outward(plan: Plan, words: tuple[str, ...]) -> Plan:
    """Give the plan with these words left out wherever they stand, in free text too."""
    if not words:
        return plan
    pattern = _pattern(words)

    def revised(name: str, value: T) -> T:
        return _left_out(pattern, {name: value})[name] if isinstance(value, str | list | dict) else value

    return replace(
        plan,
        facts={key: replace(fact, body=_without(pattern, fact.body)) for key, fact in plan.facts.items()},
        revisions={
            key: tuple(
                replace(each, before=revised(key[1], each.before), value=revised(key[1], each.value),
                        reason=None if each.reason is None else revised("reason", each.reason))
                for each in revisions
            )
            for key, revisions in plan.revisions.items()
        },
        conflicts=tuple(
            replace(each, value=revised(each.field, each.value),
                    reason=None if each.reason is None else revised("reason", each.reason))
            for each in plan.conflicts
        ),
    )  # fmt: skip


def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    """Match each word whole, whatever its case, also in the genitive."""
    return re.compile(rf"(?<!\w)(?:{'|'.join(re.escape(each) for each in words)})s?(?!\w)", re.IGNORECASE)


def _named(body: BaseModel) -> Iterator[str]:
    for name in type(body).model_fields:
        value = getattr(body, name)
        if isinstance(value, BaseModel):
            yield from _named(value)
        elif name in _NAMING:
            yield from (value,) if isinstance(value, str) else (str(each) for each in value or ())


def _without(pattern: re.Pattern[str], body: BaseModel) -> BaseModel:
    told = {name: getattr(body, name) for name in type(body).model_fields}
    return body.model_copy(update=_left_out(pattern, told))


def _left_out(pattern: re.Pattern[str], values: dict[str, Any]) -> dict[str, Any]:
    return {name: _one(pattern, value) for name, value in values.items()}


def _one(pattern: re.Pattern[str], value: Any) -> Any:
    if type(value) is str:
        return pattern.sub(UNSAID, value)
    if isinstance(value, BaseModel):
        return _without(pattern, value)
    if isinstance(value, tuple | list):
        return type(value)(_one(pattern, each) for each in value)
    return _left_out(pattern, value) if isinstance(value, dict) else value
