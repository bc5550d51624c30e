"""A meeting as plain values for JSON: course, room, lines, read-back, guards and locked versions."""

from __future__ import annotations

from datetime import date

from stafett_tui.documents.plan_state import State, iso, person, voice_state
from stafett_tui.domain.activity import activity
from stafett_tui.domain.attendance import GuestNamed
from stafett_tui.domain.consent import covers, person_covered
from stafett_tui.domain.event import stamp
from stafett_tui.domain.guards import guards, to_rate
from stafett_tui.domain.lock import MinutesReopened, RemarkMade, locks
from stafett_tui.domain.meeting import LevelKept, Meeting, MeetingState, turns
from stafett_tui.domain.minutes import (
    LineSort,
    MinuteLine,
    OwnWordsSaid,
    ParkedSettled,
    attendance,
    lines,
    parked,
    read_back,
    to_read_back,
)
from stafett_tui.domain.names import name_of, service_of
from stafett_tui.domain.people import opening, participants
from stafett_tui.domain.plan import Plan
from stafett_tui.domain.policy import Policy
from stafett_tui.domain.voice import VoiceHeard, VoiceNotAsked

OVER = frozenset({MeetingState.LOCKED, MeetingState.CANCELLED})


def meeting_state(plan: Plan, m: Meeting, policy: Policy, today: date) -> State:
    """Give everything about a meeting."""
    return {
        "id": m.id,
        "starts": iso(m.time.starts),
        "ends": iso(m.time.ends),
        "zone": m.time.zone,
        "place": m.place,
        "state": m.state.value,
        "version": m.version,
        "follows": m.follows,
        "item": m.item,
        "agenda": [{"key": i.key, "title": i.title, "minutes": i.minutes} for i in m.agenda],
        "turns": [{"turn": f.body.turn.value, "at": stamp(f.at), "reason": f.body.reason} for f in turns(plan, m.id)],
        "attendance": room_states(plan, m),
        "lines": [line_state(plan, line) for line in lines(plan, m.id)],
        "not_asked": [f.body.reason for f in plan.of(VoiceNotAsked) if f.body.meeting == m.id],
        "to_rate": [a.id for a in to_rate(plan, m)] if m.writable else [],
        "level": _level(plan, m),
        "read_back": _read_back(plan, m),
        "own_words": [person(plan, f.body.person) for f in plan.of(OwnWordsSaid) if f.body.meeting == m.id],
        "carried_over": [] if m.state in OVER else parked_states(plan, before=m.id),
        "guards": _guards(plan, m, policy, today),
        "versions": _versions(plan, m),
        "remarks": [
            {"id": f.id, "at": stamp(f.at), "by": person(plan, f.by), "text": f.body.text}
            for f in plan.of(RemarkMade)
            if f.body.meeting == m.id
        ],
    }


def room_states(plan: Plan, m: Meeting) -> list[State]:
    """Give everyone expected or there: how they took part, and whether a consent covers them (C-05)."""
    rows = [("participant", p.person, person_covered(plan, p.person, m.on)) for p in participants(plan)]
    rows += [("wished", w.id, covers(plan, w.body.service, m.on)) for w in m.wished]
    rows += [("guest", f.id, True) for f in plan.of(GuestNamed) if f.body.meeting == m.id]
    marks = attendance(plan, m.id)
    opened = opening(plan)
    if opened is not None and opened.owner.id in marks:
        rows.insert(0, ("owner", opened.owner.id, True))
    found: list[State] = []
    for kind, who, covered in rows:
        mark = marks.get(who)
        found.append({
            "id": who, "name": name_of(plan, who), "service": service_of(plan, who), "kind": kind,
            "covered": covered, "how": None if mark is None else mark.how.value,
            "at_clock": None if mark is None else mark.at,
            "substitute": None if mark is None else mark.substitute,
        })  # fmt: skip
    return found


def line_state(plan: Plan, line: MinuteLine) -> State:
    """Give a line of the minutes; a voice and an activity carry their slots."""
    state: State = {
        "id": line.id, "item": line.item, "sort": line.sort.value, "at": stamp(line.at), "by": line.by,
        "text": line.text,
    }  # fmt: skip
    if line.sort is LineSort.VOICE:
        heard = plan.get(line.id, VoiceHeard)
        if heard is not None:
            voice = voice_state(plan, heard)
            state |= {name: voice[name] for name in ("speaker", "asked_by", "how", "on")}
    elif line.sort is LineSort.ACTIVITY:
        planned = activity(plan, line.id)
        if planned is not None:
            state |= {"responsible": person(plan, planned.responsible), "due": planned.due}
    return state


def parked_states(plan: Plan, before: str | None = None) -> list[State]:
    """Give the parked points that nobody has settled; with `before`, only those of other meetings."""
    return [{"id": f.id, "text": f.body.text, "meeting": f.body.meeting} for f in parked(plan, before)]


def settled_states(plan: Plan) -> list[State]:
    """Give what became of parked points."""
    return [{"line": f.body.line, "how": f.body.how.value, "meeting": f.body.meeting} for f in plan.of(ParkedSettled)]


def _level(plan: Plan, m: Meeting) -> State | None:
    kept = [f for f in plan.of(LevelKept) if f.body.meeting == m.id]
    return {"level": kept[-1].body.level, "holder": person(plan, kept[-1].body.holder)} if kept else None


def _read_back(plan: Plan, m: Meeting) -> list[State]:
    aloud = read_back(plan, m.id)
    return [
        {"id": line.id, "sort": line.sort.value, "text": line.text, "read": line.id in aloud}
        for line in to_read_back(plan, m.id)
    ]


def _guards(plan: Plan, m: Meeting, policy: Policy, today: date) -> list[State]:
    if not m.writable:
        return []
    return [
        {"kind": g.kind.value, "ok": g.ok, "warns": g.warns, "missing": list(g.missing)}
        for g in guards(plan, m, policy, today)
    ]


def _versions(plan: Plan, m: Meeting) -> list[State]:
    reopened = [f for f in plan.of(MinutesReopened) if f.body.meeting == m.id]
    found: list[State] = []
    for lock in locks(plan, m.id):
        why = [f.body.reason for f in reopened if f.seq < lock.seq]
        found.append({
            "version": lock.body.version, "seq": lock.seq, "at": stamp(lock.at), "by": person(plan, lock.by),
            "head": lock.body.head, "reason": lock.body.reason or (why[-1] if why else None),
        })  # fmt: skip
    return found
