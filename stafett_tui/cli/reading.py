"""The verbs that only read: plans, show, deadlines, verify."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable, Sequence
from datetime import date

from stafett_tui.cli.exits import ERROR, FOUND, OK
from stafett_tui.cli.office import opened
from stafett_tui.cli.table import columns
from stafett_tui.cli.talk import Talk
from stafett_tui.documents.encoding import to_text
from stafett_tui.documents.json import VERSION, plan_state
from stafett_tui.documents.literal import as_plain
from stafett_tui.documents.markdown import plan_markdown
from stafett_tui.documents.versions import held_markdown
from stafett_tui.domain.lock import meetings
from stafett_tui.domain.meeting import MeetingState
from stafett_tui.domain.people import opening
from stafett_tui.domain.plan import Plan
from stafett_tui.i18n import dates
from stafett_tui.i18n.texts import Texts, known_language, texts
from stafett_tui.services.opening import Office
from stafett_tui.store.reader import DeadlineLine, PlanLine

_NOT_HELD = frozenset({MeetingState.CALLED, MeetingState.CANCELLED})


def plans(options: Namespace, talk: Talk) -> int:
    """List the plans that I may read, by number."""
    with opened(options, talk) as office:
        rows = () if office.me is None else office.desk().plans.rows()
    if options.json:
        talk.put(to_text({"version": VERSION, "plans": [_plan(row) for row in rows]}))
        return OK
    if not rows:
        talk.say(talk.tr("There are no plans in this store yet."))
    head = (talk.tr("No."), talk.tr("Plan owner"), talk.tr("Stafettholder"), talk.tr("Next meeting"), talk.tr("Open"))
    cells = [(str(r.number), r.name, r.holder_name, _minute(r.next_meeting), str(r.open_activities)) for r in rows]
    for line in columns(head, cells):
        talk.put(line)
    return OK


def _plan(row: PlanLine) -> dict[str, object]:
    return {
        "id": row.plan_id, "number": row.number, "name": row.name, "initials": row.initials, "kind": row.kind,
        "level": row.level, "language": row.language, "status": row.status,
        "holder": {"id": row.holder, "name": row.holder_name}, "consent_through": row.consent_through,
        "next_meeting": row.next_meeting, "open_activities": row.open_activities,
    }  # fmt: skip


def show(options: Namespace, talk: Talk) -> int:
    """Show a plan with the minutes of its meetings, as it stands or stood."""
    with opened(options, talk) as office:
        desk = office.desk()
        plan_id = desk.plans.find(options.plan)
        if options.reason:
            desk.plans.give_reason(plan_id, options.reason)
        seq, on = (options.at, None) if isinstance(options.at, int) else (None, options.at)
        outward = desk.plans.outward(plan_id)
        plan = outward(desk.plans.at(plan_id, seq=seq, on=on, view="cli show"))
        page = "" if options.json else whole_page(plan, lambda seq: outward(desk.plans.at(plan_id, seq=seq)))
        today, policy = office.clock.today(), desk.policy
    if options.json:
        talk.put(to_text(plan_state(plan, policy, today)))
        return OK
    talk.put((page if options.markdown else as_plain(page)).rstrip("\n"))
    return OK


def whole_page(plan: Plan, at: Callable[[int], Plan]) -> str:
    """Give the plan and the minutes of every meeting that was held, in the language of the plan.

    Locked minutes stand as they were locked, whatever has happened since; `at` gives the plan as it stood.
    """
    tr = plan_texts(plan)
    held = [m for m in meetings(plan) if m.state not in _NOT_HELD]
    return "\n".join([plan_markdown(plan, tr), *(held_markdown(plan, m, at, tr) for m in held)])


def plan_texts(plan: Plan) -> Texts:
    """Give the texts of the language the plan is written in."""
    found = opening(plan)
    return texts(known_language(found.language if found is not None else "") or "nb")


def deadlines(options: Namespace, talk: Talk) -> int:
    """List open deadlines over all plans, the earliest first."""
    with opened(options, talk) as office:
        today = office.clock.today()
        rows = _due(office, options)
    if options.json:
        found = {"version": VERSION, "today": today.isoformat(), "deadlines": [_deadline(r, today) for r in rows]}
        talk.put(to_text(found))
    else:
        _deadline_table(rows, today, talk)
    return FOUND if options.exit_code and rows else OK


def _due(office: Office, options: Namespace) -> Sequence[DeadlineLine]:
    """Give the rows as I may see them; a store that nobody uses yet has none."""
    if office.me is None:
        return ()
    found = office.desk().deadlines
    return found.rows(found.ids(overdue=options.overdue, within=options.within, limit=options.limit))


def _deadline(row: DeadlineLine, today: date) -> dict[str, object]:
    responsible = None if row.responsible is None else {"id": row.responsible, "name": row.responsible_name}
    return {
        "id": row.activity_id, "plan": {"id": row.plan_id, "number": row.number, "initials": row.initials},
        "goal": row.goal, "what": row.what, "responsible": responsible, "service": row.service, "due": row.due,
        "days": None if row.due is None else (date.fromisoformat(row.due) - today).days,
        "at_next_meeting": row.at_next_meeting, "moved": row.moved, "last_effect": row.last_effect,
    }  # fmt: skip


def _deadline_table(rows: Sequence[DeadlineLine], today: date, talk: Talk) -> None:
    if not rows:
        talk.say(talk.tr("No deadlines here."))
    head = (talk.tr("Deadline"), "", talk.tr("Plan"), talk.tr("Activity"), talk.tr("Responsible"))
    cells = []
    for r in rows:
        away = "" if r.due is None else dates.away(date.fromisoformat(r.due), today, talk.texts)
        plan = f"{r.number} {r.initials}"
        cells.append((dates.due(r.due, talk.texts, year=True), away, plan, r.what, r.responsible_name or "?"))
    for line in columns(head, cells):
        talk.put(line)


def verify(options: Namespace, talk: Talk) -> int:
    """Check the chain of each log, the lists and the file (I5, I10)."""
    with opened(options, talk) as office:
        plan_id = None if options.plan is None else office.desk().plans.find(options.plan)
        findings = office.store.verify(plan_id)
    if options.json:
        rows = [
            {"kind": f.kind.value, "plan": f.plan_id or None, "seq": f.seq or None, "what": f.what} for f in findings
        ]
        talk.put(to_text({"version": VERSION, "whole": not findings, "findings": rows}))
    elif not findings:
        talk.put(talk.tr("Everything is whole: chain, lists and file."))
    else:
        from stafett_tui.i18n.errors import sentence

        for f in findings:
            where = " ".join(filter(None, (f.plan_id, str(f.seq) if f.seq else "", f.what)))
            talk.put(f"{where}: {sentence(talk.texts, f.kind)}")
    if not findings:
        return OK
    return FOUND if options.exit_code else ERROR


def _minute(moment: str | None) -> str:
    if moment is None:
        return "-"
    day, _, clock = moment.partition("T")
    return f"{dates.dotted(date.fromisoformat(day))} {clock}".strip()
