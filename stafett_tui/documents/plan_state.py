"""The whole state of a plan but its meetings, as plain values for JSON."""

from __future__ import annotations

from datetime import date, datetime

from stafett_tui.domain.activity import Activity, Comment, DueMove, activities
from stafett_tui.domain.concern import AboutMeWritten, ConcernWritten
from stafett_tui.domain.consent import ConsentGiven, ConsentWithdrawn, service_consents, valid_through
from stafett_tui.domain.document import documents
from stafett_tui.domain.evaluation import Evaluation
from stafett_tui.domain.event import stamp
from stafett_tui.domain.goal import Goal, goals
from stafett_tui.domain.keptout import kept_out
from stafett_tui.domain.lifecycle import status
from stafett_tui.domain.lock import meetings, next_meeting
from stafett_tui.domain.meeting import level
from stafett_tui.domain.names import name_of
from stafett_tui.domain.people import Participant, holder_id, opening, participant, participants
from stafett_tui.domain.plan import Fact, Plan
from stafett_tui.domain.policy import Policy
from stafett_tui.domain.unseen import consent_unseen
from stafett_tui.domain.voice import VoiceHeard

State = dict[str, object]


def head_state(plan: Plan) -> State:
    """Give who the plan is about and where its log stands."""
    opened = opening(plan)
    if opened is None:
        return {"id": plan.id, "seq": plan.seq, "head": plan.head.hex()}
    return {
        "id": plan.id,
        "number": opened.number,
        "kind": opened.kind.value,
        "language": opened.language,
        "status": status(plan).value,
        "level": level(plan, opened.level),
        "place": opened.place,
        "owner": {"id": opened.owner.id, "name": opened.owner.name, "born": iso(opened.owner.born)},
        "holder": person(plan, holder_id(plan)),
        "seq": plan.seq,
        "head": plan.head.hex(),
    }


def participant_states(plan: Plan) -> list[State]:
    """Give everyone in the plan but the owner, the first holder first."""
    return [_participant(p) for p in participants(plan)]


def _participant(p: Participant) -> State:
    return {
        "id": p.person, "name": p.name, "role": p.role.value, "title": p.title, "service": p.service,
        "relation": None if p.relation is None else p.relation.value, "since": iso(p.since),
    }  # fmt: skip


def consent_state(plan: Plan, policy: Policy, today: date) -> State:
    """Give each consent as given, and what it is worth for each service today."""
    wished = [w.body.service for m in meetings(plan) for w in m.wished]
    rows = service_consents(plan, wished, today, max(policy.consent_warn_days))
    return {
        "valid_through": iso(valid_through(plan)), "not_shown": consent_unseen(plan),
        "given": [_consent(plan, f) for f in plan.of(ConsentGiven)],
        "services": [
            {"service": r.service, "people": list(r.people), "since": iso(r.since), "through": iso(r.through),
             "status": r.status.value, "lacking": [person(plan, p) for p in r.lacking]}
            for r in rows
        ],
        "withdrawn": [
            {"id": f.id, "at": stamp(f.at), "by": person(plan, f.body.by), "services": list(f.body.services),
             "form": f.body.form.value}
            for f in plan.of(ConsentWithdrawn)
        ],
        "kept_out": [
            {"id": f.id, "at": stamp(f.at), "by": person(plan, f.body.by), "topic": f.body.topic,
             "service": f.body.service, "person": person(plan, f.body.person) if f.body.person else None}
            for f in kept_out(plan)
        ],
    }  # fmt: skip


def _consent(plan: Plan, fact: Fact[ConsentGiven]) -> State:
    b = fact.body
    return {
        "id": fact.id, "consenters": [person(plan, c) for c in b.consenters], "services": list(b.services),
        "given_on": iso(b.given_on), "valid_through": iso(b.valid_through), "form": b.form.value,
        "child_heard_on": iso(b.child_heard_on), "kind": b.kind.value, "occasion": b.occasion.value,
        "one_reason": b.one_reason, "explained_in": b.explained_in or None, "evidence": b.evidence,
        "forms": [f.body.name for f in documents(plan) if f.body.consent == fact.id],
    }  # fmt: skip


def start_state(plan: Plan) -> State:
    """Give the concern and what is told about the owner."""
    return {
        "concern": [
            {"id": f.id, "initiator": f.body.initiator, "text": f.body.text, "at": stamp(f.at), "by": f.by}
            for f in plan.of(ConcernWritten)
        ],
        "about_me": [
            {"id": f.id, "side": f.body.side.value, "trait": f.body.trait.value, "text": f.body.text}
            for f in plan.of(AboutMeWritten)
        ],
    }


def voice_state(plan: Plan, fact: Fact[VoiceHeard]) -> State:
    """Give somebody's own words, with who asked, how and when (C-14)."""
    b = fact.body
    return {
        "id": fact.id, "at": stamp(fact.at), "by": fact.by, "speaker": b.speaker.value, "text": b.text,
        "asked_by": asked_by(plan, b.asked_by), "how": b.how, "on": iso(b.on), "meeting": b.meeting,
        "item": b.item,
    }  # fmt: skip


def goal_states(plan: Plan) -> list[State]:
    """Give the goals in their order, each with its activities."""
    found = _activities(plan)
    return [_goal(plan, g, [a for a in found if a.goal == g.id]) for g in goals(plan)]


def loose_activity_states(plan: Plan) -> list[State]:
    """Give the activities that stand under no goal."""
    return [activity_state(plan, a) for a in _activities(plan) if a.goal is None]


def _activities(plan: Plan) -> tuple[Activity, ...]:
    following = next_meeting(plan)
    return activities(plan, None if following is None else following.on)


def _goal(plan: Plan, g: Goal, under: list[Activity]) -> State:
    return {
        "id": g.id, "number": g.number, "arena": g.arena.value, "text": g.text, "target_on": iso(g.target_on),
        "set_on": iso(g.set_on), "activities": [activity_state(plan, a) for a in under],
    }  # fmt: skip


def activity_state(plan: Plan, a: Activity) -> State:
    """Give an activity with its moves, ratings and comments."""
    return {
        "id": a.id,
        "what": a.what,
        "responsible": person(plan, a.responsible),
        "service": a.service,
        "helpers": [person(plan, h) for h in a.helpers],
        "due": a.due,
        "due_on": iso(a.due_on),
        "review_on": iso(a.review_on),
        "state": a.state.value,
        "open": a.open,
        "planned_at": stamp(a.planned_at),
        "meeting": a.meeting,
        "item": a.item,
        "ended_in": a.ended_in,
        "moves": [_move(m) for m in a.moves],
        "evaluations": [_evaluation(e) for e in a.evaluations],
        "comments": [_comment(c) for c in a.comments],
    }


def _move(m: DueMove) -> State:
    return {"at": stamp(m.at), "by": m.by, "before": m.before, "after": m.after, "reason": m.reason}


def _evaluation(e: Evaluation) -> State:
    return {
        "id": e.id, "at": stamp(e.at), "by": e.by, "meeting": e.meeting, "effect": e.effect.value,
        "done_as_agreed": None if e.done_as_agreed is None else e.done_as_agreed.value, "why": e.why,
        "child_effect": None if e.child_effect is None else e.child_effect.value,
    }  # fmt: skip


def _comment(c: Comment) -> State:
    return {"id": c.id, "at": stamp(c.at), "by": c.by, "text": c.text}


def person(plan: Plan, who: str | None) -> State | None:
    """Give a person's id and name, with title and service where the plan knows them; None for nobody."""
    if who is None:
        return None
    known = participant(plan, who)
    if known is None:
        return {"id": who, "name": name_of(plan, who)}
    return {"id": who, "name": known.name, "title": known.title, "service": known.service}


def asked_by(plan: Plan, who: str | None) -> str | None:
    """Give the name of whoever asked the child: a person of the plan, or the words as written."""
    return None if who is None else name_of(plan, who) or who


def iso(moment: date | datetime | None) -> str | None:
    """Give a date as ISO date and a wall time as ISO minute."""
    if moment is None:
        return None
    return moment.isoformat(timespec="minutes") if isinstance(moment, datetime) else moment.isoformat()
