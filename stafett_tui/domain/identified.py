"""A person of a laptop who turns out to be an account of the server: one and the same from there on."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from pydantic import JsonValue

from stafett_tui.domain.state import Plan


def identified(plan: Plan, local: str, account: str) -> Plan:
    """Give the plan in which the local person is called by the account's id."""
    return replace(
        plan,
        facts={key: _fact(fact, local, account) for key, fact in plan.facts.items()},
        revisions={
            key: tuple(replace(r, by=account) if r.by == local else r for r in found)
            for key, found in plan.revisions.items()
        },
        by_act={
            (act, device, account if by == local else by): replace(record, by=account) if by == local else record
            for (act, device, by), record in plan.by_act.items()
        },
        conflicts=tuple(replace(c, by=account) if c.by == local else c for c in plan.conflicts),
    )


def _fact(fact: Any, local: str, account: str) -> Any:
    raw = fact.body.model_dump(mode="json")
    named = _renamed(raw, local, account)
    body = fact.body if named == raw else type(fact.body).model_validate(named)
    by = account if fact.by == local else fact.by
    return fact if body is fact.body and by == fact.by else replace(fact, body=body, by=by)


def _renamed(value: JsonValue, local: str, account: str) -> JsonValue:
    if isinstance(value, Mapping):
        return {key: _renamed(each, local, account) for key, each in value.items()}
    if isinstance(value, list):
        return [_renamed(each, local, account) for each in value]
    return account if value == local else value
