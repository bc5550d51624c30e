"""Things of a plan, their fields and values in words: for two versions of one thing, and for what was not taken."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from pydantic import JsonValue

from stafett_tui.documents.family_choice import quoted
from stafett_tui.domain.activity import ActivityPlanned
from stafett_tui.domain.evaluation import ActivityEvaluated
from stafett_tui.domain.goal import goals
from stafett_tui.domain.meeting import WallTime
from stafett_tui.domain.names import name_of
from stafett_tui.domain.people import opening
from stafett_tui.domain.plan import Plan
from stafett_tui.i18n import dates
from stafett_tui.i18n.enums import agenda_title, named
from stafett_tui.i18n.owners import owned
from stafett_tui.i18n.texts import N_, NAMES, Texts, known_language

THINGS: Final[Mapping[str, str]] = {
    "about_me.written": N_("About me"),
    "activity.evaluated": N_("Rating"),
    "activity.planned": N_("Activity"),
    "concern.written": N_("Why the plan began"),
    "goal.set": N_("Goal"),
    "line.written": N_("Line of the minutes"),
    "meeting.called": N_("Meeting"),
    "participant.added": N_("Participant"),
    "plan.opened": N_("The plan"),
    "voice.heard": N_("The child's voice"),
}
"""What a thing is called, by the kind that made it."""
_WORDING: Final = N_("the wording")
FIELDS: Final[Mapping[tuple[str, str], str]] = {
    ("about_me.written", "side"): N_("the side of the day"),
    ("about_me.written", "text"): _WORDING,
    ("about_me.written", "trait"): N_("strength or challenge"),
    ("activity.evaluated", "child_effect"): N_("the child's own mark"),
    ("activity.evaluated", "done_as_agreed"): N_("whether it was done as agreed"),
    ("activity.evaluated", "effect"): N_("the effect"),
    ("activity.evaluated", "why"): N_("the explanation"),
    ("activity.planned", "due"): N_("the deadline"),
    ("activity.planned", "goal"): N_("the goal it belongs to"),
    ("activity.planned", "helpers"): N_("who helps"),
    ("activity.planned", "responsible"): N_("the person responsible"),
    ("activity.planned", "review_on"): N_("the day of evaluation"),
    ("activity.planned", "what"): _WORDING,
    ("concern.written", "initiator"): N_("who took the initiative"),
    ("concern.written", "text"): _WORDING,
    ("goal.set", "arena"): N_("the arena"),
    ("goal.set", "target_on"): N_("the target date"),
    ("goal.set", "text"): _WORDING,
    ("line.written", "item"): N_("the agenda item"),
    ("line.written", "sort"): N_("what sort of line it is"),
    ("line.written", "text"): _WORDING,
    ("meeting.called", "agenda"): N_("the agenda"),
    ("meeting.called", "place"): N_("the place"),
    ("meeting.called", "time"): N_("the time of the meeting"),
    ("participant.added", "name"): N_("the name"),
    ("participant.added", "relation"): N_("the relation"),
    ("participant.added", "title"): N_("the title"),
    ("participant.added", "unit"): N_("the unit"),
    ("plan.opened", "holder"): N_("who opened the plan"),
    ("plan.opened", "kind"): N_("the sort of plan"),
    ("plan.opened", "language"): N_("the language of the plan"),
    ("plan.opened", "owner"): N_("the name or birth date"),
    ("plan.opened", "place"): N_("the kindergarten or school"),
    ("voice.heard", "asked_by"): N_("who asked"),
    ("voice.heard", "how"): N_("how it was asked"),
    ("voice.heard", "on"): N_("the day of the words"),
    ("voice.heard", "speaker"): N_("who speaks"),
    ("voice.heard", "text"): _WORDING,
}
"""What a field is called, by the kind that made its thing."""
DAYS: Final = frozenset({"due", "review_on", "target_on", "time", "on"})
"""Fields that are moved, not changed."""
_ENUMS: Final[Mapping[str, str]] = {
    "arena": "Arena", "child_effect": "Effect", "done_as_agreed": "Done", "effect": "Effect", "kind": "PlanKind",
    "relation": "Relation", "side": "Side", "sort": "LineSort", "speaker": "Speaker", "trait": "Trait",
}  # fmt: skip
_OWN_WORDS: Final = ("text", "what", "name")


@dataclass(frozen=True, slots=True)
class Values:
    """A plan whose values are put into words, in a language."""

    plan: Plan
    t: Texts

    @property
    def kind(self) -> str:
        """The sort of plan, which says what its owner is called."""
        opened = opening(self.plan)
        return "" if opened is None else opened.kind.value

    def thing(self, thing: str) -> str:
        """Give a thing as people know it: `Activity: Bilder hjemme ved leggetid`."""
        fact = self.plan.facts.get(thing)
        if fact is None:
            return ""
        word = self.sort(fact.body.KIND)
        about = self._about(thing)
        return f"{word}: {about}" if about else word

    def sort(self, kind: str) -> str:
        """Give what a thing of this kind is called."""
        known = THINGS.get(kind)
        return "" if known is None else self.t.tr(owned(known, self.kind))

    def field(self, kind: str, name: str) -> str:
        """Give what a field of a thing of this kind is called, so that it stands in a sentence."""
        known = FIELDS.get((kind, name))
        return name if known is None else self.t.tr(owned(known, self.kind))

    def value(self, name: str, value: JsonValue) -> str:
        """Give the value of a field; one that cannot be read as such is shown as it stands."""
        if value is None or value in ("", []):
            return self.t.tr("nothing")
        try:
            return _SAID.get(name, _as_written)(self, value)
        except (ValueError, TypeError, KeyError, AttributeError):
            return str(value)

    def enum(self, name: str, value: JsonValue) -> str:
        """Give the name of a value of an enum."""
        return named(self.t, _ENUMS[name], str(value), self.kind)

    def goal(self, value: JsonValue) -> str:
        """Give a goal by number and words."""
        found = next((g for g in goals(self.plan) if g.id == value), None)
        return self.t.tr("nothing") if found is None else f"{found.number} {found.text}"

    def person(self, value: JsonValue) -> str:
        """Give a person by name; where it is nobody's id, as it was written."""
        return name_of(self.plan, str(value)) or str(value)

    def _about(self, thing: str) -> str:
        body = self.plan.facts[thing].body
        if isinstance(body, ActivityEvaluated):
            rated = self.plan.facts.get(body.activity)
            return rated.body.what if rated is not None and isinstance(rated.body, ActivityPlanned) else ""
        time = getattr(body, "time", None)
        if isinstance(time, WallTime):
            return dates.dotted(time.starts.date())
        words = next((getattr(body, name) for name in _OWN_WORDS if isinstance(getattr(body, name, None), str)), "")
        return words if body.KIND in {"activity.planned", "participant.added"} else _quoted(words, self.t)


def _quoted(words: str, t: Texts) -> str:
    return quoted(words, t) if words else ""


def _as_written(_values: Values, value: JsonValue) -> str:
    return str(value)


def _day(_values: Values, value: JsonValue) -> str:
    return dates.dotted(date.fromisoformat(str(value)))


def _time(values: Values, value: JsonValue) -> str:
    time = WallTime.model_validate(value)
    return f"{dates.long_time(time.starts, values.t.language)}–{dates.clock(time.ends)}"


def _agenda(values: Values, value: JsonValue) -> str:
    items = value if isinstance(value, list) else []
    return ", ".join(_item(values, each) for each in items)


def _item(values: Values, item: JsonValue) -> str:
    told = item if isinstance(item, dict) else {}
    title = str(told.get("title") or "") or agenda_title(values.t, str(told["key"]), kind=values.kind)
    return f"{title} ({values.t.tr('{n} min', n=told.get('minutes', 0))})"


def _item_key(values: Values, value: JsonValue) -> str:
    return agenda_title(values.t, str(value), kind=values.kind)


def _owner(values: Values, value: JsonValue) -> str:
    told = value if isinstance(value, dict) else {}
    born = told.get("born")
    if not born:
        return str(told["name"])
    return values.t.tr("{who}, born {day}", who=told["name"], day=_day(values, born))


def _holder(_values: Values, value: JsonValue) -> str:
    told = value if isinstance(value, dict) else {}
    about = ", ".join(str(told[name]) for name in ("title", "service") if told.get(name))
    return f"{told['name']} ({about})" if about else str(told["name"])


def _language(_values: Values, value: JsonValue) -> str:
    known = known_language(str(value))
    return str(value) if known is None else NAMES[known]


def _enum(name: str) -> Callable[[Values, JsonValue], str]:
    return lambda values, value: values.enum(name, value)


_SAID: Final[Mapping[str, Callable[[Values, JsonValue], str]]] = {
    **{name: _enum(name) for name in _ENUMS},
    "agenda": _agenda,
    "asked_by": Values.person,
    "due": lambda values, value: dates.due_long(str(value), values.t),
    "goal": Values.goal,
    "holder": _holder,
    "helpers": lambda values, value: ", ".join(values.person(each) for each in _each(value)),
    "item": _item_key,
    "language": _language,
    "on": _day,
    "owner": _owner,
    "responsible": Values.person,
    "review_on": _day,
    "target_on": _day,
    "time": _time,
}


def _each(value: JsonValue) -> list[JsonValue]:
    return value if isinstance(value, list) else [value]
