"""Everything that ever happened to the consents of a plan, the newest first; nothing is overwritten (C-07)."""

from __future__ import annotations

from typing import Any, Final

from stafett_tui.documents.family_choice import kept_words
from stafett_tui.domain.consent import ConsentForm, ConsentGiven, ConsentKind, ConsentWithdrawn
from stafett_tui.domain.document import DocumentAttached, documents, evidence_unseen, shown_by
from stafett_tui.domain.keptout import KeptOut, LetIn
from stafett_tui.domain.minutes import LineWritten
from stafett_tui.domain.names import name_of
from stafett_tui.domain.people import opening
from stafett_tui.domain.plan import Fact
from stafett_tui.i18n import dates
from stafett_tui.i18n.enums import name_of as enum_name
from stafett_tui.i18n.owners import owned
from stafett_tui.i18n.texts import N_
from stafett_tui.screens.frame.named import joined, wall
from stafett_tui.screens.frame.sections import Section
from stafett_tui.screens.frame.waiting import Sight
from stafett_tui.widgets.columns import Column
from stafett_tui.widgets.inks import Ink, Line
from stafett_tui.widgets.rows import Row

EVENT: Final = "event:"
"""What the key of a row of the history begins with, in front of the event's id."""
_SORTS: Final = (ConsentGiven, ConsentWithdrawn, KeptOut, LetIn)


def history(sight: Sight) -> Section:
    """Give the history as a section of the list."""
    t = sight.t
    columns = (
        Column(t.tr("HISTORY"), width=16),
        Column("", flex=2, least=26),
        Column("", flex=1, least=12),
        Column(t.tr("shown by"), width=10, drop=1),
    )
    found: list[Fact[Any]] = [fact for sort in _SORTS for fact in sight.plan.of(sort)]
    return Section(columns, tuple(_row(fact, sight) for fact in sorted(found, key=lambda f: f.seq, reverse=True)))


def _row(fact: Fact[Any], sight: Sight) -> Row:
    at = wall(fact.at)
    body = fact.body
    people = body.consenters if isinstance(body, ConsentGiven) else (body.by,)
    who = joined([name_of(sight.plan, person) for person in people], sight.t)
    lacks = isinstance(body, ConsentGiven) and not _shown(fact, sight)
    when = f"{dates.dotted(at.date())} {dates.clock(at)}"
    return Row(f"{EVENT}{fact.id}", (when, what_words(fact, sight), who, shortly_shown(fact, sight)),
               "?" if lacks else "")  # fmt: skip


def what_words(fact: Fact[Any], sight: Sight) -> str:
    """Give what happened, in a few words."""
    t, body = sight.t, fact.body
    if isinstance(body, ConsentGiven):
        services = joined(list(body.services), t)
        told = t.tr("{occasion}: {services}", occasion=enum_name(t, body.occasion), services=services)
        processing = body.kind is ConsentKind.DATA_PROCESSING
        return t.tr("{told} (processing of data)", told=told) if processing else told
    if isinstance(body, ConsentWithdrawn):
        if body.services:
            return t.tr("withdrawn for {services}", services=joined(list(body.services), t))
        return t.tr("withdrawn wholly")
    if isinstance(body, KeptOut):
        return t.tr("kept out: {what}", what=kept_words(sight.plan, body, t))
    kept = sight.plan.get(body.kept, KeptOut)
    return t.tr("let in again: {what}", what="" if kept is None else kept_words(sight.plan, kept.body, t))


def _shown(fact: Fact[ConsentGiven], sight: Sight) -> bool:
    return fact.body.form is ConsentForm.DIGITAL or shown_by(sight.plan, fact.id, fact.body.evidence)


def shortly_shown(fact: Fact[Any], sight: Sight) -> str:
    """Give what shows a consent in one word; how it was said for the rest."""
    t, body = sight.t, fact.body
    if isinstance(body, ConsentWithdrawn):
        return enum_name(t, body.form)
    if not isinstance(body, ConsentGiven):
        return ""
    if any(f.body.consent == fact.id for f in documents(sight.plan)):
        return t.tr("form")
    if evidence_unseen(sight.plan, body.evidence):
        return t.tr("not to you")
    if _shown(fact, sight):
        return t.tr("digital") if body.form is ConsentForm.DIGITAL else t.tr("minutes")
    return t.tr("NOTHING")


# ---- one event in full


def event_lines(fact: Fact[Any], sight: Sight) -> tuple[Line, ...]:
    """Give an event of the history in full."""
    if isinstance(fact.body, ConsentGiven):
        return given_lines(fact, sight)
    t, at = sight.t, wall(fact.at)
    lines: list[Line] = [
        ((what_words(fact, sight), "strong"),),
        t.tr("Who: {who}", who=name_of(sight.plan, fact.body.by)),
        t.tr("When: {day} {time}", day=dates.dotted(at.date()), time=dates.clock(at)),
    ]
    if isinstance(fact.body, ConsentWithdrawn):
        lines.append(t.tr("How: {form}", form=enum_name(t, fact.body.form)))
    return (*lines, t.tr("Written down by: {who}", who=name_of(sight.plan, fact.by)))


def given_lines(fact: Fact[ConsentGiven], sight: Sight) -> tuple[Line, ...]:
    """Give a consent as it was given, and what shows it."""
    t, body = sight.t, fact.body
    missing = tuple(p for p in body.required or () if p not in body.consenters)
    lines: list[Line] = [
        t.tr("Given by: {who}", who=_names(body.consenters, sight)),
        t.tr("How: {form}, {day}", form=enum_name(t, body.form), day=dates.dotted(body.given_on)),
        t.tr("Valid through: {day}", day=dates.dotted(body.valid_through)),
        t.tr("For: {services}", services=joined(list(body.services), t)),
        t.tr("What for: {occasion}", occasion=enum_name(t, body.occasion)),
        t.tr("What it does: {kind}", kind=enum_name(t, body.kind)),
    ]
    if body.one_reason:
        lines.append(t.tr("One is enough: {reason}", reason=body.one_reason))
    elif missing:
        lines.append(t.tr("Did not sign here: {who}", who=_names(missing, sight)))
    if body.child_heard_on is not None:
        opened = opening(sight.plan)
        heard = owned(N_("The child was heard: {day}"), "" if opened is None else opened.kind)
        lines.append(t.tr(heard, day=dates.dotted(body.child_heard_on)))
    if body.explained_in:
        lines.append(t.tr("Explained in: {language}", language=body.explained_in))
    lines.append(_evidence_line(fact, sight))
    return (*lines, t.tr("Written down by: {who}", who=name_of(sight.plan, fact.by)), "")


def _names(people: tuple[str, ...], sight: Sight) -> str:
    return joined([name_of(sight.plan, person) for person in people], sight.t)


def _evidence_line(fact: Fact[ConsentGiven], sight: Sight) -> Line:
    t = sight.t
    forms: list[DocumentAttached] = [f.body for f in documents(sight.plan) if f.body.consent == fact.id]
    if forms:
        return t.tr("Shown by: {names}", names=joined([form.name for form in forms], t))
    line = None if fact.body.evidence is None else sight.plan.get(fact.body.evidence, LineWritten)
    if line is not None and line.id not in sight.plan.struck:
        at = wall(line.at)
        return t.tr("Shown by the minutes {day} {time}: {text}", day=dates.dotted(at.date()), time=dates.clock(at),
                    text=line.body.text)  # fmt: skip
    ink: Ink = "alarm"
    if evidence_unseen(sight.plan, fact.body.evidence):
        return t.tr("What shows it is not shown to you.")
    if fact.body.form is ConsentForm.DIGITAL:
        return t.tr("Shown by: given digitally")
    if "attach_form" in sight.barred:
        return ((t.tr("Nothing shows it yet."), ink),)
    return ((t.tr("Nothing shows it yet: {key_attach_form} attaches the signed form."), ink),)
