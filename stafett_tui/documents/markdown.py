"""A plan as Markdown, in the plan's language, dates in words; what people wrote stays literal."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from zoneinfo import ZoneInfo

from stafett_tui.documents.literal import escaped
from stafett_tui.documents.ways import way_name
from stafett_tui.domain.activity import Activity, activities
from stafett_tui.domain.concern import AboutMeWritten, ConcernWritten
from stafett_tui.domain.consent import ConsentGiven
from stafett_tui.domain.deadlines import NEXT_MEETING
from stafett_tui.domain.goal import goals
from stafett_tui.domain.lock import meetings, next_meeting
from stafett_tui.domain.meeting import Meeting, WallTime, level
from stafett_tui.domain.minutes import parked
from stafett_tui.domain.names import name_of
from stafett_tui.domain.people import Participant, Role, holder_id, opening, participant, participants
from stafett_tui.domain.plan import Fact, Plan
from stafett_tui.domain.unseen import consent_unseen
from stafett_tui.domain.voice import Speaker, VoiceHeard
from stafett_tui.i18n import dates, enums
from stafett_tui.i18n.owners import owned
from stafett_tui.i18n.texts import N_, Texts

OSLO = "Europe/Oslo"
_GAPS = re.compile(r"\n{3,}")


def plan_markdown(plan: Plan, texts: Texts) -> str:
    """Give the plan as a page: head, start, voices, goals with activities, meetings, parked points."""
    parts = (_head, _start, _voices, _goals, _meetings, _parked)
    return joined(line for part in parts for line in part(plan, texts))


def joined(lines: Iterable[str]) -> str:
    """Give the lines as a page that ends with one line break."""
    return _GAPS.sub("\n\n", "\n".join(lines)).strip("\n") + "\n"


def _head(plan: Plan, texts: Texts) -> Iterator[str]:
    tr = texts.tr
    opened = opening(plan)
    if opened is None:
        return
    yield f"# {tr('Stafettlogg {number}: {name}', number=opened.number, name=escaped(opened.owner.name))}"
    yield ""
    if opened.owner.born is not None:
        yield f"- {tr('Born: {date}', date=in_words(opened.owner.born, texts))}"
    yield f"- {tr('Stafettholder: {name}', name=who(plan, holder_id(plan)))}"
    if opened.place:
        yield f"- {tr('Place: {place}', place=escaped(opened.place))}"
    yield f"- {tr('Level: {level}', level=level(plan, opened.level))}"
    for p in participants(plan):
        if p.role is not Role.HOLDER:
            yield f"- {escaped(p.name)}: {_part(p, texts)}"
    for given in plan.of(ConsentGiven):
        yield f"- {_consent(plan, given, texts)}"
    if consent_unseen(plan):
        yield f"- {tr('Consent')}: {tr('given; not shown to you')}"
    following = next_meeting(plan)
    if following is not None:
        yield f"- {tr('Next meeting: {time}', time=time_in_words(following.time, texts))}"
    yield ""


def _part(p: Participant, texts: Texts) -> str:
    if p.role is Role.GUARDIAN:
        return enums.name_of(texts, p.relation if p.relation is not None else p.role)
    return escaped(", ".join(filter(None, (p.title, p.service))))


def _consent(plan: Plan, given: Fact[ConsentGiven], texts: Texts) -> str:
    b = given.body
    return texts.tr(
        "Consent of {people} on {given}, for {services}, valid through {through}",
        people=listed((escaped(name_of(plan, c)) for c in b.consenters), texts),
        given=in_words(b.given_on, texts),
        services=listed((escaped(s) for s in b.services), texts),
        through=in_words(b.valid_through, texts),
    )


def _start(plan: Plan, texts: Texts) -> Iterator[str]:
    concerns = plan.of(ConcernWritten)
    if concerns:
        yield from heading(texts.tr("How it began"))
    for fact in concerns:
        if fact.body.initiator:
            yield texts.tr("Initiative: {who}", who=escaped(fact.body.initiator))
            yield ""
        yield escaped(fact.body.text)
        yield ""
    about = plan.of(AboutMeWritten)
    if about:
        yield from heading(texts.tr("About me"))
    for point in about:
        b = point.body
        yield f"- {enums.name_of(texts, b.trait)} ({enums.name_of(texts, b.side)}): {escaped(b.text)}"
    yield ""


def _voices(plan: Plan, texts: Texts) -> Iterator[str]:
    heard = plan.of(VoiceHeard)
    if heard:
        yield from heading(texts.tr(owned(N_("The child's voice"), kind_of(plan))))
    for fact in heard:
        yield from quoted(plan, fact, texts)


def kind_of(plan: Plan) -> str:
    """Give the kind of the plan, empty where it was never opened."""
    opened = opening(plan)
    return "" if opened is None else opened.kind.value


def quoted(plan: Plan, fact: Fact[VoiceHeard], texts: Texts) -> Iterator[str]:
    """Give somebody's own words as a quote, and under it who asked, how and when."""
    b = fact.body
    yield f"> {escaped(b.text)}"
    yield ">"
    asked = name_of(plan, b.asked_by) or b.asked_by
    slots = (
        speaker(plan, b.speaker, texts),
        texts.tr("asked by {name}", name=escaped(asked)) if asked else "",
        escaped(way_name(texts, b.how)) if b.how else "",
        in_words(b.on, texts) if b.on else "",
    )
    yield f"> – {', '.join(filter(None, slots))}"
    yield ""


def speaker(plan: Plan, said_by: Speaker, texts: Texts) -> str:
    """Give whose words they are: the owner by name, others by relation."""
    opened = opening(plan)
    if said_by is Speaker.CHILD and opened is not None:
        return escaped(opened.owner.name)
    return enums.name_of(texts, said_by)


def _goals(plan: Plan, texts: Texts) -> Iterator[str]:
    following = next_meeting(plan)
    found = activities(plan, None if following is None else following.on)
    if found or goals(plan):
        yield from heading(texts.tr("Goals and activities"))
    for goal in goals(plan):
        arena = enums.name_of(texts, goal.arena)
        yield f"### {texts.tr('Goal {number} ({arena})', number=goal.number, arena=arena)}"
        yield ""
        yield escaped(goal.text)
        yield ""
        yield from _bullets(plan, (a for a in found if a.goal == goal.id), texts)
    loose = [a for a in found if a.goal is None]
    if loose:
        yield f"### {texts.tr('Without a goal')}"
        yield ""
        yield from _bullets(plan, loose, texts)


def _bullets(plan: Plan, found: Iterable[Activity], texts: Texts) -> Iterator[str]:
    for activity in found:
        yield f"- {escaped(activity.what)}"
        yield from (f"  - {fact}" for fact in activity_facts(plan, activity, texts))
    yield ""


def activity_facts(plan: Plan, a: Activity, texts: Texts) -> Iterator[str]:
    """Give what is agreed about an activity and how it went, one fact a line."""
    tr = texts.tr
    yield tr("Responsible: {name}", name=who(plan, a.responsible) or "?")
    if a.helpers:
        yield tr("Helps: {names}", names=listed((who(plan, h) for h in a.helpers), texts))
    yield tr("Deadline: {date}", date=due_in_words(a, texts))
    for rated in a.evaluations:
        yield ". ".join(filter(None, (enums.name_of(texts, rated.effect), escaped(rated.why))))
    for move in a.moves:
        yield tr("Moved from {before}: {reason}", before=dates.due_long(move.before, texts), reason=escaped(
            move.reason or "-"))  # fmt: skip
    if not a.open:
        yield enums.name_of(texts, a.state)


def due_in_words(a: Activity, texts: Texts) -> str:
    """Give an activity's deadline in words; *next meeting* with its date where it is known."""
    if a.due == NEXT_MEETING and a.due_on is not None:
        return f"{dates.due_long(a.due, texts)}, {dates.long(a.due_on, texts.language)}"
    return dates.due_long(a.due, texts)


def _meetings(plan: Plan, texts: Texts) -> Iterator[str]:
    found = meetings(plan)
    if found:
        yield from heading(texts.tr("Meetings"))
    for m in found:
        yield f"- {time_in_words(m.time, texts)}: {meeting_standing(m, texts)}"
    yield ""


def meeting_standing(m: Meeting, texts: Texts) -> str:
    """Give where a meeting stands, with the version of its minutes where there is one."""
    standing = enums.name_of(texts, m.state)
    return f"{standing}, {texts.tr('version {n}', n=m.version)}" if m.version else standing


def _parked(plan: Plan, texts: Texts) -> Iterator[str]:
    points = parked(plan)
    if points:
        yield from heading(texts.tr("Parked for the next meeting"))
    for point in points:
        yield f"- {escaped(point.body.text)}"


def heading(title: str) -> Iterator[str]:
    """Give a heading with air around it."""
    yield ""
    yield f"## {title}"
    yield ""


def who(plan: Plan, person: str | None) -> str:
    """Give a person's name, with the title where there is one."""
    known = participant(plan, person)
    if known is None or not known.title:
        return escaped(name_of(plan, person))
    return f"{escaped(known.name)} ({escaped(known.title)})"


def listed(names: Iterable[str], texts: Texts) -> str:
    """Give names as a list in words: `a, b og c`."""
    *first, last = [name for name in names if name] or [""]
    return texts.tr("{first} and {last}", first=", ".join(first), last=last) if first else last


def in_words(day: date, texts: Texts) -> str:
    """Give a date as `fredag 11. desember 2026`."""
    return dates.long(day, texts.language)


def moment_in_words(at: datetime, texts: Texts) -> str:
    """Give an aware time as weekday, date and clock in Oslo."""
    return dates.long_time(at.astimezone(ZoneInfo(OSLO)), texts.language)


def time_in_words(time: WallTime, texts: Texts) -> str:
    """Give when a meeting is, from and to."""
    return f"{dates.long_time(time.starts, texts.language)}–{dates.clock(time.ends)}"
