"""The evaluation meeting of the demo's kindergarten plan: what must hold of `show --json` once it is locked."""

from __future__ import annotations

import json
import re
from typing import Any

WHYS = {"partly": "Det er verst når det er mye lyd i gangen."}
NOTES = ["Hjemme virker bildene godt. Leggetiden er roligere.", "Du gikk til bordet uten å gråte tre av fem dager."]
PARKED = "Ferieturen i februar: hva gjør vi med bildene?"
AGREED = "Vi fortsetter med bildene begge steder"
VOICE = "Jeg liker dinosaurer. Det er dumt når alle roper."
NEW = [
    ("Du og Stødig går først til maten", "Stødig Gran", [], "2026-11-20"),
    ("Varm og Blid leser for deg før leggetid", "Varm Kaffekopp", ["Blid Sykkel"], "2026-11-30"),
    ("Klok sender råd om overganger til personalet", "Klok Ugle", [], "2026-12-15"),
]
PRESENT = {"Varm Kaffekopp", "Blid Sykkel", "Stødig Gran", "Klok Ugle"}
NAMES = ("Munter Linerle", "Stødig Gran", "Varm Kaffekopp", "Blid Sykkel", "Klok Ugle", "Lun Ulltrøye")

_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
_TIMES = frozenset({"at", "planned_at"})
_HASHES = frozenset({"head"})
_COUNTS = frozenset({"seq"})


def assert_case_holds(shown: dict[str, Any]) -> None:
    """Everything that must hold afterwards, as far as `show --json` tells it."""
    assert shown["version"] == 1
    held = the_meeting(shown)
    _room(held)
    _evaluations(shown, held)
    _new_activities(shown, held)
    _lines(shown, held)
    _next_meeting(shown, held)
    _locked(shown, held)


def the_meeting(shown: dict[str, Any]) -> dict[str, Any]:
    """The meeting of 16 November."""
    found = [m for m in shown["meetings"] if m["starts"] == "2026-11-16T13:00"]
    assert len(found) == 1, "the meeting stands once"
    return found[0]


def activities(shown: dict[str, Any]) -> list[dict[str, Any]]:
    """All activities, in the plan's order."""
    return [a for goal in shown["goals"] for a in goal["activities"]] + shown["activities_without_goal"]


def _room(held: dict[str, Any]) -> None:
    present = {row["name"] for row in held["attendance"] if row["how"] == "present"}
    assert present == PRESENT
    lun = next(row for row in held["attendance"] if row["name"] == "Lun Ulltrøye")
    assert (lun["how"], lun["covered"], lun["kind"]) == (None, False, "wished")


def _evaluations(shown: dict[str, Any], held: dict[str, Any]) -> None:
    first, second, third = activities(shown)[:3]
    rated = [[e for e in a["evaluations"] if e["meeting"] == held["id"]] for a in (first, second, third)]
    assert [len(r) for r in rated] == [1, 1, 1]
    assert [r[0]["effect"] for r in rated] == ["partly", "works", "works"]
    assert [r[0]["why"] for r in rated] == [WHYS["partly"], "", ""]
    assert [a["open"] for a in (first, second, third)] == [True, True, False]
    assert [a["due"] for a in (first, second)] == ["2026-12-15", "2026-12-15"]
    assert third["state"] == "ended"
    assert third["ended_in"] == held["id"]


def _new_activities(shown: dict[str, Any], held: dict[str, Any]) -> None:
    new = activities(shown)[3:]
    told = [(a["what"], a["responsible"]["name"], [h["name"] for h in a["helpers"]], a["due"]) for a in new]
    assert told == NEW
    under_the_goal = {a["id"] for a in shown["goals"][0]["activities"]}
    assert all(a["meeting"] == held["id"] and a["id"] in under_the_goal for a in new)


def _lines(shown: dict[str, Any], held: dict[str, Any]) -> None:
    texts = {sort: [line["text"] for line in held["lines"] if line["sort"] == sort] for sort in
             ("note", "agreement", "disagreement", "parked", "voice", "activity")}  # fmt: skip
    assert texts["note"] == NOTES
    assert texts["agreement"] == [AGREED]
    assert texts["disagreement"] == []
    assert texts["parked"] == [PARKED]
    assert texts["voice"] == [VOICE]
    assert texts["activity"] == [what for what, *_ in NEW]
    (voice,) = shown["voices"]
    assert (voice["speaker"], voice["asked_by"], voice["how"], voice["on"]) == (
        "child", "Stødig Gran", "drawing", "2026-10-01",
    )  # fmt: skip
    assert [(point["text"], point["meeting"]) for point in shown["parked"]] == [(PARKED, held["id"])]


def _next_meeting(shown: dict[str, Any], held: dict[str, Any]) -> None:
    following = shown["next_meeting"]
    assert (following["starts"], following["ends"]) == ("2026-12-15T13:00", "2026-12-15T13:45")
    assert following["place"] == held["place"]
    assert following["state"] == "called"
    assert [point["text"] for point in following["carried_over"]] == [PARKED], "the parked point is on its agenda"
    assert following["lines"] == [], "and nowhere copied"
    assert [m["id"] for m in shown["meetings"]] == [held["id"], following["id"]]


def _locked(shown: dict[str, Any], held: dict[str, Any]) -> None:
    assert (held["state"], held["version"]) == ("locked", 1)
    (version,) = held["versions"]
    assert (version["version"], version["by"]["name"], version["reason"]) == (1, "Stødig Gran", None)
    assert re.fullmatch("[0-9a-f]{64}", version["head"])
    assert [point["read"] for point in held["read_back"]] == [True] * 4
    assert [p["name"] for p in held["own_words"]] == ["Blid Sykkel"]
    assert held["level"]["level"] == 2
    assert held["level"]["holder"]["name"] == "Stødig Gran"
    assert shown["conflicts"] == []


def normalised(shown: dict[str, Any]) -> dict[str, Any]:
    """The same with ids numbered in the order they appear, and times, hashes and counts replaced."""
    order: dict[str, str] = {}

    def numbered(found: re.Match[str]) -> str:
        return order.setdefault(found[0], f"id-{len(order) + 1}")

    result: dict[str, Any] = json.loads(_ID.sub(numbered, json.dumps(_replaced(shown), ensure_ascii=False)))
    return result


def _replaced(value: Any) -> Any:
    if isinstance(value, list):
        return [_replaced(each) for each in value]
    if not isinstance(value, dict):
        return value
    put: dict[str, Any] = dict.fromkeys(_TIMES, "time") | dict.fromkeys(_HASHES, "hash") | dict.fromkeys(_COUNTS, 0)
    return {name: put[name] if name in put and each is not None else _replaced(each) for name, each in value.items()}
