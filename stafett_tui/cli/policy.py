"""`stafett policy`: every municipal setting with its value, where it comes from, and the law behind it today."""

from __future__ import annotations

import json
from argparse import Namespace
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Final

from stafett_tui.cli.exits import ERROR, OK
from stafett_tui.cli.office import store_passphrase
from stafett_tui.cli.talk import Talk
from stafett_tui.config import Settings, load
from stafett_tui.documents.json import VERSION
from stafett_tui.domain.errors import StafettError
from stafett_tui.domain.policy import Policy
from stafett_tui.i18n.enums import name_of
from stafett_tui.i18n.errors import error_text
from stafett_tui.i18n.policy import fault_text, meaning
from stafett_tui.i18n.texts import N_, Texts
from stafett_tui.services.clock import Clock
from stafett_tui.services.law import behind
from stafett_tui.services.opening import open_office
from stafett_tui.services.policies import RULES, InForce, Origin, find_policy, settings_in
from stafett_tui.services.validated import allowed
from stafett_tui.store.engine import FILE

INDENT = "    "
SOURCES: Final[Mapping[Origin, str]] = {
    Origin.DEFAULT: N_("default"), Origin.FILE: N_("from the file"), Origin.SERVER: N_("from the server"),
}  # fmt: skip


@dataclass(frozen=True)
class Row:
    """One setting, as it is shown."""

    name: str
    value: Any
    origin: Origin
    """Where the value comes from."""


def policy(options: Namespace, talk: Talk) -> int:
    """Print the settings, or an example file; with a fault in the file print that instead."""
    if options.example:
        for line in example(talk.texts):
            talk.put(line)
        return OK
    settings = load(talk.environ, store=options.store)
    try:
        found = _served(settings, talk) or find_policy(settings.policy_file, chosen=settings.policy_chosen is not None)
    except StafettError as error:
        return _faulty(error, settings, options, talk)
    rows = _rows(found, settings)
    today = Clock().today()
    if options.json:
        talk.put(_whole(found, settings, [_as_json(row, today, talk.texts) for row in rows]))
        return OK
    for row in rows:
        for line in _lines(row, today, talk.texts):
            talk.put(line)
    return OK


def example(texts: Texts) -> Iterator[str]:
    """Give a file in which every setting stands at its default behind a #, with what it means."""
    yield f"# {texts.tr('The municipal policy. Take away the # before a setting to change it.')}"
    for name, value in Policy().model_dump(mode="json").items():
        yield ""
        yield f"# {meaning(texts, name)}"
        yield f"# {texts.tr('Allowed: {allowed}', allowed=allowed(Policy, name))}"
        yield f"# {name} = {json.dumps(value)}"


def _served(settings: Settings, talk: Talk) -> InForce | None:
    """What the server of this store gave, which stands before every file; None without one, or where it is not seen."""
    if not (settings.store_dir / FILE).exists():
        return None
    try:
        office = open_office(settings, create=False, passphrase=store_passphrase(settings, talk))
    except StafettError as error:
        why = error_text(talk.texts, error)
        talk.say(talk.tr("Whether a server has given a policy cannot be read now. {why}", why=why))
        return None
    try:
        return office.judged_by if office.judged_by.origin is Origin.SERVER else None
    finally:
        office.close()


def _rows(found: InForce, settings: Settings) -> list[Row]:
    served = found.origin is Origin.SERVER
    own = frozenset() if served else settings_in(settings.policy_file)
    other = Origin.SERVER if served else Origin.DEFAULT
    names = Policy.model_fields
    return [Row(name, getattr(found.policy, name), Origin.FILE if name in own else other) for name in names]


def _lines(row: Row, today: date, texts: Texts) -> Iterator[str]:
    yield f"{row.name} = {_spoken(row.value, texts)}  ({texts.tr(SOURCES[row.origin])})"
    yield f"{INDENT}{meaning(texts, row.name)}"
    for told in _law(row.name, today, texts):
        dated = told["from"] if told["confirmed"] else texts.tr("{day}, not confirmed", day=told["from"])
        yield f"{INDENT}{', '.join(told['rules'])}: {told['law']} ({texts.tr('since {day}', day=dated)})"


def _spoken(value: object, texts: Texts) -> str:
    if isinstance(value, bool):
        return texts.tr("yes") if value else texts.tr("no")
    if isinstance(value, StrEnum):
        return f"{value} ({name_of(texts, value)})"
    return ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)


def _law(name: str, today: date, texts: Texts) -> list[dict[str, Any]]:
    rules = RULES.get(name, ())
    return [
        {
            "rules": [rule for rule in rules if rule in topic.rules],
            "topic": topic.id,
            "about": topic.about(texts.language),
            "law": provision.named(texts.language),
            "from": str(provision.valid_from),
            "confirmed": provision.confirmed,
        }
        for topic, provision in behind(rules, today)
    ]


def _as_json(row: Row, today: date, texts: Texts) -> dict[str, Any]:
    return {
        "name": row.name,
        "value": row.value,
        "default": Policy.model_fields[row.name].default,
        "from": str(row.origin),
        "allowed": allowed(Policy, row.name),
        "meaning": meaning(texts, row.name),
        "rules": list(RULES.get(row.name, ())),
        "law": _law(row.name, today, texts),
    }


def _whole(found: InForce | None, settings: Settings, rows: list[dict[str, Any]], **more: Any) -> str:
    mark = found.policy.fingerprint() if found else None
    whole = {"version": VERSION, "file": str(settings.policy_file), "fingerprint": mark, "fault": None,
             "settings": rows, **more}  # fmt: skip
    return json.dumps(whole, ensure_ascii=False, indent=2)


def _faulty(error: StafettError, settings: Settings, options: Namespace, talk: Talk) -> int:
    if options.json:
        talk.put(_whole(None, settings, [], fault=error.data))
    talk.say(error_text(talk.texts, error))
    talk.say(f"{settings.policy_file}: {fault_text(talk.texts, error.data)}")
    return ERROR
