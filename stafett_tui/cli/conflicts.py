"""`stafett conflicts` and `stafett refused`: what stands in two versions, and what was not taken (I2, I4)."""

from __future__ import annotations

from argparse import Namespace
from typing import Any, Final

from stafett_tui.cli.exits import OK
from stafett_tui.cli.office import opened
from stafett_tui.cli.talk import Talk
from stafett_tui.documents.disputed import Eyes, sentence, versions
from stafett_tui.documents.encoding import to_text
from stafett_tui.documents.json import VERSION
from stafett_tui.domain.errors import ErrorKind, StafettError
from stafett_tui.domain.log import Revised
from stafett_tui.domain.names import name_of
from stafett_tui.domain.plan import Plan
from stafett_tui.domain.versions import TwoVersions, Version, two_versions
from stafett_tui.screens.refused import words as refused_words
from stafett_tui.services.refused import Refused

LEAST: Final = 6
"""So many signs of the end of an id name a version."""


def conflicts(options: Namespace, talk: Talk) -> int:
    """List what stands in two versions in a plan, or choose which of them stands."""
    with opened(options, talk) as office:
        desk = office.desk()
        plan_id = desk.plans.find(options.plan)
        plan = desk.plans.get(plan_id, view="cli conflicts")
        named = options.take or options.keep
        if named:
            found, event = _chosen(two_versions(plan), named)
            take = event if options.take and event != found.stands.event else None
            desk.conflicts.settle(plan_id, found, take)
            plan = desk.plans.get(plan_id)
        eyes = Eyes(plan, desk.me.person, talk.texts)
    left = two_versions(plan)
    if options.json:
        rows = [_shown(each, plan) for each in left]
        talk.put(to_text({"version": VERSION, "plan": plan_id, "conflicts": rows}))
        return OK
    if named:
        talk.say(talk.tr("It is chosen, and everybody sees it. All versions stay in the history."))
    elif not left:
        talk.say(talk.tr("Nobody has changed the same thing at once. Nothing is to be chosen."))
    for each in left:
        for line in _lines(each, eyes):
            talk.put(line)
    return OK


def _chosen(found: tuple[TwoVersions, ...], named: str) -> tuple[TwoVersions, str]:
    """Give the field and the version with this id, or the end of it; raises TARGET_UNKNOWN."""
    known = [(each, version.event) for each in found for version in versions(each)]
    fits = [(each, event) for each, event in known if event == named or (len(named) >= LEAST and event.endswith(named))]
    if len(fits) != 1:
        raise StafettError(ErrorKind.TARGET_UNKNOWN)
    return fits[0]


def _lines(found: TwoVersions, eyes: Eyes) -> list[str]:
    values, t = eyes.values, eyes.t
    told = [values.thing(found.thing), *(sentence(found, late, eyes) for late in found.late)]
    for version in versions(found):
        stands = t.tr("   stands now") if version is found.stands else ""
        told.append(f"  {version.event[-LEAST:]}  {values.value(found.field, version.value)}{stands}")
    return told


def _shown(found: TwoVersions, plan: Plan) -> dict[str, Any]:
    return {
        "thing": found.thing, "kind": found.kind, "field": found.field, "before": found.before,
        "stands": _version(found.stands, plan), "late": [_version(each, plan) for each in found.late],
    }  # fmt: skip


def _version(version: Version, plan: Plan) -> dict[str, Any]:
    return {
        "id": version.event, "value": version.value, "by": version.by, "name": name_of(plan, version.by),
        "at": version.at.isoformat(), "reason": version.reason or None,
    }  # fmt: skip


def refused(options: Namespace, talk: Talk) -> int:
    """List what I wrote and was not taken, the newest first, with its words."""
    with opened(options, talk) as office:
        found = office.desk().refused.all()
        today = office.clock.today()
    if options.json:
        talk.put(to_text({"version": VERSION, "refused": [_untaken(each) for each in found]}))
        return OK
    if not found:
        talk.say(talk.tr("Everything you wrote was taken."))
    for each in found:
        for line in refused_words.lines(each, today, talk.texts):
            text = line if isinstance(line, str) else "".join(words for words, _ in line)
            if text:
                talk.put(text)
    return OK


def _untaken(found: Refused) -> dict[str, Any]:
    body = found.body
    told = None if body is None else body.model_dump(mode="json")
    return {
        "id": found.event, "plan": found.plan_id, "here": found.plan is not None, "kind": found.kind,
        "code": found.code, "at": found.at.isoformat(), "body": told, "again": found.again,
        "field": body.field if isinstance(body, Revised) else None,
    }  # fmt: skip
