"""The whole story of an activity: who, when, every move with its reason, every rating and comment."""

from __future__ import annotations

from datetime import date

from stafett_tui.domain.activity import Activity, DueMove
from stafett_tui.domain.evaluation import Evaluation
from stafett_tui.domain.names import name_of
from stafett_tui.domain.people import opening
from stafett_tui.domain.plan import Plan
from stafett_tui.i18n import dates
from stafett_tui.i18n.enums import name_of as enum_name
from stafett_tui.i18n.owners import owned
from stafett_tui.i18n.texts import N_, Texts
from stafett_tui.screens.frame.named import joined, person_with_service, wall
from stafett_tui.widgets.inks import Line


def activity_lines(plan: Plan, a: Activity, today: date, t: Texts) -> tuple[Line, ...]:
    """The activity in full: nothing of it is cut here."""
    opened = opening(plan)
    kind = opened.kind if opened is not None else ""
    who = person_with_service(a.responsible_name, a.service) or t.tr("NOBODY")
    helpers = t.tr(" with {names}", names=joined(a.helper_names, t)) if a.helper_names else ""
    lines: list[Line] = [
        ((a.what, "strong"),),
        f"{t.tr('Responsible: {who}', who=who)}{helpers}",
        _due_line(a, today, t),
        t.tr("Made {day}, {state}", day=dates.dotted(wall(a.planned_at).date()), state=enum_name(t, a.state)),
    ]
    if a.review_on is not None:
        lines.append(t.tr("To be evaluated {day}", day=dates.dotted(a.review_on)))
    lines.extend(_move_line(plan, move, t) for move in a.moves)
    lines.extend(line for rating in reversed(a.evaluations) for line in _rating_lines(rating, kind, t))
    for comment in reversed(a.comments):
        day = dates.short(wall(comment.at).date())
        lines.append(((f"{day} {name_of(plan, comment.by)}: ", "quiet"), (comment.text, "")))
    return tuple(lines)


def _due_line(a: Activity, today: date, t: Texts) -> Line:
    if a.due is None:
        return ((t.tr("Deadline: "), ""), (t.tr("? none yet"), "alarm"))
    words = dates.due_long(a.due, t)
    if a.due_on is None:
        return t.tr("Deadline: {day}", day=words)
    late = a.overdue(today)
    away = dates.away(a.due_on, today, t)
    return ((t.tr("Deadline: {day}", day=words), ""), (f"  {'! ' if late else ''}{away}", "alarm" if late else "quiet"))


def _move_line(plan: Plan, move: DueMove, t: Texts) -> Line:
    told = t.tr(
        "{day} moved from {before} to {after} by {who}",
        day=dates.short(wall(move.at).date()),
        before=dates.due(move.before, t),
        after=dates.due(move.after, t),
        who=name_of(plan, move.by),
    )
    return ((f"{told}: ", ""), (move.reason, "")) if move.reason else told


def _rating_lines(rating: Evaluation, kind: str, t: Texts) -> tuple[Line, ...]:
    day = dates.short(wall(rating.at).date())
    words = enum_name(t, rating.effect)
    if rating.done_as_agreed is not None:
        words = f"{words}, {enum_name(t, rating.done_as_agreed)}"
    lines: list[Line] = [((t.tr("{day} evaluated: ", day=day), "quiet"), (words, "strong"))]
    if rating.why:
        lines.append((("  ", ""), (rating.why, "")))
    if rating.child_effect is not None:
        lines.append(
            (("  ", ""), (t.tr(owned(N_("The child: {words}"), kind), words=enum_name(t, rating.child_effect)), ""))
        )
    return tuple(lines)
