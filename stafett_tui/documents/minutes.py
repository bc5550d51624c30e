"""The minutes of one meeting as Markdown, in the plan's language; what people wrote stays literal."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from stafett_tui.documents.literal import escaped
from stafett_tui.documents.markdown import (
    activity_facts,
    due_in_words,
    heading,
    in_words,
    joined,
    kind_of,
    listed,
    moment_in_words,
    quoted,
    time_in_words,
    who,
)
from stafett_tui.domain.activity import Activity, activities, activity
from stafett_tui.domain.attendance import IN_THE_ROOM, GuestNamed, Presence
from stafett_tui.domain.consent import covers, person_covered
from stafett_tui.domain.lock import RemarkMade, locks, next_meeting
from stafett_tui.domain.meeting import AgendaItem, LevelKept, Meeting
from stafett_tui.domain.minutes import (
    LineSort,
    MinuteLine,
    OwnWordsSaid,
    attendance,
    lines,
    parked,
    read_back,
    to_read_back,
)
from stafett_tui.domain.names import name_of, service_of
from stafett_tui.domain.people import opening, participants
from stafett_tui.domain.plan import Plan
from stafett_tui.domain.voice import VoiceHeard, VoiceNotAsked
from stafett_tui.i18n import enums
from stafett_tui.i18n.owners import owned
from stafett_tui.i18n.texts import N_, Texts


def minutes_markdown(plan: Plan, m: Meeting, texts: Texts, *, later: Plan | None = None) -> str:
    """Give the minutes: version, who was there, each agenda item, next meeting, parked points.

    Of locked minutes `plan` is the plan as it stood at the lock, and `later` the one whose remarks are told.
    """
    found = [*_head(plan, m, texts), *_room(plan, m, texts)]
    for number, item in enumerate(m.agenda, start=1):
        found += _item(plan, m, number, item, texts)
    found += [*_elsewhere(plan, m, texts), *_parked(plan, m, texts), *_remarks(later or plan, m, texts)]
    return joined(found)


def _head(plan: Plan, m: Meeting, texts: Texts) -> Iterator[str]:
    opened = opening(plan)
    owner = "" if opened is None else escaped(opened.owner.name)
    yield f"# {texts.tr('Minutes: {name}, {date}', name=owner, date=in_words(m.on, texts))}"
    yield ""
    yield f"- {texts.tr('Meeting: {time}', time=time_in_words(m.time, texts))}"
    if m.place:
        yield f"- {texts.tr('Place: {place}', place=escaped(m.place))}"
    for lock in locks(plan, m.id):
        yield "- " + texts.tr(
            "Version {n}, locked by {name} {time}",
            n=lock.body.version, name=who(plan, lock.by), time=moment_in_words(lock.at, texts),
        )  # fmt: skip
        if lock.body.reason:
            yield f"  - {texts.tr('Reason: {reason}', reason=escaped(lock.body.reason))}"
        yield f"  - {texts.tr('Head of the log: {hash}', hash=lock.body.head)}"
    if not m.version:
        yield f"- {texts.tr('Draft: these minutes are not locked yet')}"


def _room(plan: Plan, m: Meeting, texts: Texts) -> Iterator[str]:
    marks = attendance(plan, m.id)
    there = [mark for mark in marks.values() if mark.how in IN_THE_ROOM]
    yield from heading(texts.tr("Present"))
    for mark in there:
        said = [enums.name_of(texts, mark.how)] if mark.how is not Presence.PRESENT else []
        said += [mark.at] if mark.at else []
        said += [texts.tr("{name} came instead", name=escaped(mark.substitute))] if mark.substitute else []
        yield f"- {_known(plan, mark.person)}{': ' + ', '.join(said) if said else ''}"
    people = [p.person for p in participants(plan)] + [w.id for w in m.wished]
    people += [f.id for f in plan.of(GuestNamed) if f.body.meeting == m.id]
    away = [p for p in people if p not in {mark.person for mark in there}]
    if away:
        yield from heading(texts.tr("Not present"))
    for person in away:
        mark_of = marks.get(person)
        why = "" if mark_of is None else enums.name_of(texts, mark_of.how)
        if not why and not _covered(plan, person, m):
            why = texts.tr("consent is missing")
        yield f"- {_known(plan, person)}{': ' + why if why else ''}"


def _covered(plan: Plan, person: str, m: Meeting) -> bool:
    wished = next((w for w in m.wished if w.id == person), None)
    return person_covered(plan, person, m.on) if wished is None else covers(plan, wished.body.service, m.on)


def _known(plan: Plan, person: str) -> str:
    service = service_of(plan, person)
    name = escaped(name_of(plan, person))
    return f"{name} ({escaped(service)})" if service else name


def _item(plan: Plan, m: Meeting, number: int, item: AgendaItem, texts: Texts) -> list[str]:
    title = escaped(item.title) if item.title else enums.agenda_title(texts, item.key, kind=kind_of(plan))
    found = [*heading(f"{number}. {title}")]
    for line in lines(plan, m.id):
        if line.item == item.key:
            found += _line(plan, line, m.on, texts)
    made = _MADE.get(item.key)
    return found if made is None else [*found, *made(plan, m, texts)]


def _line(plan: Plan, line: MinuteLine, on: date, texts: Texts) -> Iterator[str]:
    heard = plan.get(line.id, VoiceHeard)
    if heard is not None:
        yield from quoted(plan, heard, texts)
        return
    planned = activity(plan, line.id, _next_on(plan, on))
    if planned is not None:
        yield f"- {texts.tr('Activity: {what}', what=escaped(planned.what))}"
        yield from (f"  - {fact}" for fact in activity_facts(plan, planned, texts))
    elif line.sort is LineSort.NOTE:
        yield f"- {escaped(line.text)}"
    else:
        yield f"- {enums.name_of(texts, line.sort)}: {escaped(line.text)}"


def _next_on(plan: Plan, after: date) -> date | None:
    following = next_meeting(plan)
    return following.on if following is not None and following.on > after else None


def _elsewhere(plan: Plan, m: Meeting, texts: Texts) -> Iterator[str]:
    keys = {item.key for item in m.agenda}
    loose = [line for line in lines(plan, m.id) if line.item not in keys]
    if loose:
        yield from heading(texts.tr("Other matters"))
    for line in loose:
        yield from _line(plan, line, m.on, texts)


def _voice(plan: Plan, m: Meeting, texts: Texts) -> Iterator[str]:
    for fact in plan.of(VoiceNotAsked):
        if fact.body.meeting == m.id:
            words = owned(N_("The child was not asked: {reason}"), kind_of(plan))
            yield f"- {texts.tr(words, reason=escaped(fact.body.reason))}"


def _review(plan: Plan, m: Meeting, texts: Texts) -> Iterator[str]:
    for a in activities(plan, _next_on(plan, m.on)):
        rated = [e for e in a.evaluations if e.meeting == m.id]
        ended = a.ended_in == m.id
        if not rated and not ended:
            continue
        yield f"- {escaped(a.what)} ({escaped(a.responsible_name) or '?'})"
        for e in rated:
            done = [enums.name_of(texts, e.done_as_agreed)] if e.done_as_agreed is not None else []
            yield f"  - {', '.join([enums.name_of(texts, e.effect), *done])}"
            if e.why:
                yield f"  - {texts.tr('Why: {why}', why=escaped(e.why))}"
            if e.child_effect is not None:
                words = owned(N_("The child says: {mark}"), kind_of(plan))
                yield f"  - {texts.tr(words, mark=enums.name_of(texts, e.child_effect))}"
        yield f"  - {_course(a, texts, ended=ended)}"


def _course(a: Activity, texts: Texts, *, ended: bool) -> str:
    if ended:
        return texts.tr("Ended")
    return texts.tr("Goes on, deadline {date}", date=due_in_words(a, texts))


def _level(plan: Plan, m: Meeting, texts: Texts) -> Iterator[str]:
    for fact in plan.of(LevelKept):
        if fact.body.meeting == m.id:
            holder = who(plan, fact.body.holder)
            yield f"- {texts.tr('Level {level}. Stafettholder: {name}', level=fact.body.level, name=holder)}"


def _aloud(plan: Plan, m: Meeting, texts: Texts) -> Iterator[str]:
    aloud = read_back(plan, m.id)
    points = to_read_back(plan, m.id)
    if points:
        read = sum(line.id in aloud for line in points)
        yield "- " + texts.tr("Read aloud: {read} of {all}", read=read, all=len(points))
    said = [escaped(name_of(plan, f.body.person)) for f in plan.of(OwnWordsSaid) if f.body.meeting == m.id]
    if said:
        yield "- " + texts.tr("Said in own words by: {names}", names=listed(said, texts))


def _next(plan: Plan, m: Meeting, texts: Texts) -> Iterator[str]:
    following = next_meeting(plan, m.id)
    if following is not None:
        place = f", {escaped(following.place)}" if following.place else ""
        yield f"- {time_in_words(following.time, texts)}{place}"


def _parked(plan: Plan, m: Meeting, texts: Texts) -> Iterator[str]:
    points = [f for f in parked(plan) if f.body.meeting == m.id]
    if points:
        yield from heading(texts.tr("Parked for the next meeting"))
    for point in points:
        yield f"- {escaped(point.body.text)}"


def _remarks(plan: Plan, m: Meeting, texts: Texts) -> Iterator[str]:
    made = [f for f in plan.of(RemarkMade) if f.body.meeting == m.id]
    if made:
        yield from heading(texts.tr("Remarks"))
    for fact in made:
        yield f"- {who(plan, fact.by)}, {moment_in_words(fact.at, texts)}: {escaped(fact.body.text)}"


_MADE = {
    "child_voice": _voice,
    "review_activities": _review,
    "level_and_holder": _level,
    "read_back": _aloud,
    "next_meeting": _next,
}
"""What the minutes say under a standard item beside its lines."""
