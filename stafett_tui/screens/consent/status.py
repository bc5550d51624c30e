"""What the consent screen shows: per service, the room and the text of today, what is kept out; text out."""

from __future__ import annotations

from typing import Final

from stafett_tui.documents.family_choice import kept_words
from stafett_tui.domain.attendance import Wished
from stafett_tui.domain.consent import (
    ConsentGiven,
    ConsentKind,
    ConsentStatus,
    ConsentWithdrawn,
    ServiceConsent,
    active,
    covers,
    given_to,
    person_covered,
    service_consents,
    valid_through,
)
from stafett_tui.domain.keptout import kept_out, person_kept_out
from stafett_tui.domain.lifecycle import PlanStatus, endings, status
from stafett_tui.domain.lock import next_meeting, running_meeting
from stafett_tui.domain.meeting import Meeting
from stafett_tui.domain.names import name_of
from stafett_tui.domain.people import Participant, opening, participants, same_service
from stafett_tui.domain.plan import Plan
from stafett_tui.domain.policy import LegalBasis
from stafett_tui.domain.tasks import warned
from stafett_tui.domain.unseen import consent_unseen
from stafett_tui.i18n import dates
from stafett_tui.i18n.enums import name_of as enum_name
from stafett_tui.i18n.owners import owned
from stafett_tui.i18n.texts import N_, Texts
from stafett_tui.screens.consent.history import EVENT, event_lines, given_lines, history
from stafett_tui.screens.frame.named import joined, wall
from stafett_tui.screens.frame.sections import Section
from stafett_tui.screens.frame.waiting import SOON, Sight, of_consent, task_words, urgent
from stafett_tui.widgets.columns import Column
from stafett_tui.widgets.inks import Ink, Line
from stafett_tui.widgets.rows import Row

GOOD: Final = frozenset({ConsentStatus.VALID, ConsentStatus.EXPIRING})
SERVICE, KEPT, TASK = "service:", "kept:", "task:"
"""What a row is, in front of its name or id."""
ASKING: Final = "give_consent"
"""The action of whoever asks the family."""
_STATUS_WIDTH: Final = 18


def at_hand(plan: Plan) -> Meeting | None:
    """The meeting that the screen answers for: the one that runs, else the next."""
    return running_meeting(plan) or next_meeting(plan)


def services_of(sight: Sight) -> tuple[ServiceConsent, ...]:
    """Every service in the plan, named in a consent, or wished for at the meeting."""
    meeting = at_hand(sight.plan)
    wished = [w.body.service for w in meeting.wished if w.body.service] if meeting else []
    return service_consents(sight.plan, wished, sight.today, sight.warn_days)


# ---- the first line


def summary(sight: Sight) -> Line:
    """Whether the plan goes on, until when, who gave it last, and whether the child was heard."""
    plan, t = sight.plan, sight.t
    given = plan.of(ConsentGiven)
    if consent_unseen(plan):
        return ((t.tr("Consent"), ""), (f": {t.tr('given; not shown to you')}", ""))
    if not given:
        return ((nothing_given(t, sight.barred), "alarm"),)
    if status(plan) in {PlanStatus.PASSIVE, PlanStatus.CLOSED}:
        return _ended(sight)
    last = given[-1].body
    who = joined([name_of(plan, person) for person in last.consenters], t)
    told = t.tr("Last given by {who} {day}", who=who, day=dates.dotted(last.given_on))
    if last.child_heard_on is not None:
        heard = owned(N_("the child heard {day}"), opened.kind) if (opened := opening(plan)) else ""
        told = f"{told}, {t.tr(heard, day=dates.dotted(last.child_heard_on))}" if heard else told
    return (*_until(sight), (f"   {told}", ""))


def nothing_given(t: Texts, barred: frozenset[str]) -> str:
    """That there is no consent at all, and who writes one down."""
    if ASKING in barred:
        return t.tr("No consent is written down yet. The holder asks the family.")
    return t.tr("No consent is written down yet. {key_give_consent} writes it down.")


def _ended(sight: Sight) -> Line:
    t, last = sight.t, endings(sight.plan)[-1]
    if not isinstance(last.body, ConsentWithdrawn):
        return ((t.tr("THE PLAN IS {state}", state=enum_name(t, status(sight.plan)).upper()), "alarm"),)
    at = wall(last.at)
    who = name_of(sight.plan, last.body.by)
    words = t.tr("WITHDRAWN {day} {time} by {who}", day=dates.dotted(at.date()), time=dates.clock(at), who=who)
    return ((words, "alarm"), (f"   {t.tr('The plan is passive: nothing new is written.')}", ""))


def _until(sight: Sight) -> tuple[tuple[str, Ink], ...]:
    t, through = sight.t, valid_through(sight.plan)
    lacks = sight.policy.legal_basis is LegalBasis.CONSENT and not active(
        sight.plan, sight.today, ConsentKind.DATA_PROCESSING
    )
    if through is None:
        return ((t.tr("NOT VALID"), "alarm"),)
    day = dates.dotted(through)
    if through < sight.today:
        return ((t.tr("EXPIRED {day}", day=day), "alarm"),)
    if lacks:
        return ((t.tr("NO CONSENT TO THE PROCESSING OF DATA"), "alarm"),)
    step = warned(sight.policy, through, sight.today)
    words = t.tr("RUNS OUT {day}", day=day)
    if step is None:
        return ((words, "strong"),)
    return ((f"{words}, {dates.away(through, sight.today, t)}", "alarm" if step <= SOON else "strong"),)


# ---- the list


def sections(sight: Sight) -> tuple[Section, ...]:
    """What waits, the services, the room of today, what is kept out, and the history."""
    return (_task_section(sight), _service_section(sight), _room_section(sight), _kept_section(sight), history(sight))


def _task_section(sight: Sight) -> Section:
    rows = tuple(
        Row(f"{TASK}{n}", (task_words(task, sight),), "!", "alarm" if urgent(task, sight) else "")
        for n, task in enumerate(of_consent(sight))
    )
    return Section((Column(sight.t.tr("WHAT WAITS"), flex=1),), rows)


def _service_section(sight: Sight) -> Section:
    t = sight.t
    columns = (
        Column(t.tr("Service"), flex=3, least=14),
        Column(t.tr("person"), flex=2, least=10),
        Column(t.tr("from"), width=10, drop=2),
        Column(t.tr("through"), width=10, drop=1),
        Column(t.tr("status"), width=_STATUS_WIDTH),
    )
    return Section(columns, tuple(_service_row(row, sight) for row in services_of(sight)))


def _service_row(row: ServiceConsent, sight: Sight) -> Row:
    plan, t = sight.plan, sight.t
    opened = opening(plan)
    own = opened is not None and same_service(row.service, opened.holder.service)
    people = row.people or _wished(plan, row.service)
    cells = (
        t.tr("{service} (keeps the log)", service=row.service) if own else row.service,
        ", ".join(people) or "-",
        dates.dotted(row.since) if row.since else "-",
        dates.dotted(row.through) if row.through else "-",
        enum_name(t, row.status),
    )
    good = row.status in GOOD
    ink: Ink = "" if good else "alarm"
    return Row(f"{SERVICE}{row.service}", cells, "" if row.status is ConsentStatus.VALID else "!", ink)


def _wished(plan: Plan, service: str) -> tuple[str, ...]:
    meeting = at_hand(plan)
    found = meeting.wished if meeting else ()
    return tuple(w.body.name for w in found if same_service(w.body.service, service))


def _room_section(sight: Sight) -> Section:
    """Who may be in the room and in the text today; whoever may not stands with why, and what to do."""
    plan, t = sight.plan, sight.t
    meeting = at_hand(plan)
    title = t.tr("IN THE ROOM AND IN THE TEXT TODAY")
    if meeting is not None and meeting.on != sight.today:
        title = t.tr("IN THE MEETING {day}", day=dates.dotted(meeting.on))
    may = [p.name for p in participants(plan) if person_covered(plan, p.person, sight.today)]
    rows = [Row("ok", (f"{t.tr('OK'):<6}{', '.join(may)}",))] if may else []
    stopped = [p for p in participants(plan) if not person_covered(plan, p.person, sight.today)]
    rows += [_stop(each.name, stop_words(each, sight), t.tr("STOP")) for each in stopped]
    for wish in meeting.wished if meeting is not None else ():
        rows.append(_wish_row(wish.body, sight))
    return Section((Column(title, flex=1),), tuple(rows))


def _wish_row(wish: Wished, sight: Sight) -> Row:
    words, stops = _wish_words(wish, sight)
    if stops:
        return _stop(wish.name, words, sight.t.tr("STOP"))
    return Row(f"wish:{wish.name}", (f"{'':<6}{words}",))


def _wish_words(wish: Wished, sight: Sight) -> tuple[str, bool]:
    """Somebody wished for, and whether they are stopped: where no consent covers the service (C-05)."""
    t = sight.t
    if not covers(sight.plan, wish.service, sight.today):
        return _not_asked(wish.name, wish.service, sight), True
    if "new_participant" in sight.barred:
        return t.tr("{name} ({service}): the consent covers them.", name=wish.name, service=wish.service), False
    return t.tr("{name} ({service}): the consent covers them. {key_new_participant} takes them in.", name=wish.name,
                service=wish.service), False  # fmt: skip


def _not_asked(name: str, service: str, sight: Sight) -> str:
    t = sight.t
    if ASKING in sight.barred:
        return t.tr("{name} ({service}): no consent. Not in the room; the holder asks the family.",
                    name=name, service=service)  # fmt: skip
    return t.tr("{name} ({service}): no consent. Ask now ({key_give_consent}), or not in the room.",
                name=name, service=service)  # fmt: skip


def _stop(name: str, words: str, stop: str) -> Row:
    return Row(f"stop:{name}", (f"{stop:<6}{words}",), "!", "alarm")


def stop_words(someone: Participant, sight: Sight) -> str:
    """Why somebody may not be in the room, and what to do."""
    t = sight.t
    if person_kept_out(sight.plan, someone.person):
        return t.tr("{name} ({service}): the family keeps them out.",
                    name=someone.name, service=someone.service)  # fmt: skip
    rows = (row for row in services_of(sight) if same_service(row.service, someone.service))
    row = next(rows, None)
    if row is not None and row.lacking:
        who = joined([name_of(sight.plan, person) for person in row.lacking], t)
        return t.tr("{name} ({service}): {who} has not signed. Not in the room yet.", name=someone.name,
                    service=someone.service, who=who)  # fmt: skip
    return _not_asked(someone.name, someone.service, sight)


def _kept_section(sight: Sight) -> Section:
    t = sight.t
    columns = (Column(t.tr("THE FAMILY KEEPS OUT"), flex=2, least=20), Column("", flex=1, least=12), Column("", 10))
    rows = tuple(
        Row(f"{KEPT}{f.id}", (kept_words(sight.plan, f.body, t), name_of(sight.plan, f.body.by),
                              dates.dotted(wall(f.at).date())))
        for f in kept_out(sight.plan)
    )  # fmt: skip
    return Section(columns, rows)


# ---- one row in full


def detail(key: str, sight: Sight) -> tuple[Line, ...]:
    """The row in full: an event of the history, every consent of a service, or the room."""
    kind, _, thing = key.partition(":")
    if kind in {EVENT[:-1], KEPT[:-1]}:
        fact = sight.plan.facts.get(thing)
        return event_lines(fact, sight) if fact is not None else ()
    if kind == SERVICE[:-1]:
        return _service_lines(thing, sight)
    if kind == TASK[:-1]:
        return tuple(line for task in of_consent(sight) for line in (task_words(task, sight), ""))
    return tuple(_room_lines(sight))


def _service_lines(service: str, sight: Sight) -> tuple[Line, ...]:
    t = sight.t
    lines: list[Line] = [((service, "strong"),)]
    row = next((r for r in services_of(sight) if same_service(r.service, service)), None)
    if row is not None and row.lacking:
        who = joined([name_of(sight.plan, person) for person in row.lacking], t)
        lines.append(((t.tr("Not signed yet: {who}", who=who), "alarm"),))
    kinds = [kind for kind in ConsentKind if given_to(sight.plan, service, kind)]
    if not kinds:
        asks = t.tr("Never asked. {key_give_consent} writes down what the family answers.")
        lines.append(((t.tr("Never asked.") if ASKING in sight.barred else asks, "alarm"),))
    for kind in kinds:
        for fact in reversed(given_to(sight.plan, service, kind)):
            lines.extend(given_lines(fact, sight))
    return tuple(lines)


def _room_lines(sight: Sight) -> list[Line]:
    t = sight.t
    lines: list[Line] = []
    for someone in participants(sight.plan):
        may = person_covered(sight.plan, someone.person, sight.today)
        lines.append(
            ((f"{t.tr('OK') if may else t.tr('STOP')}  ", ""), (someone.name, ""), (f"  {someone.service}", ""))
        )
        if not may:
            lines.append(((stop_words(someone, sight), "alarm"),))
    meeting = at_hand(sight.plan)
    for wish in meeting.wished if meeting is not None else ():
        words, stops = _wish_words(wish.body, sight)
        lines.append(((words, "alarm" if stops else ""),))
    return lines
