"""The evaluation list: a digit rates and moves on, Tab opens why, new date and end (T3, T4, T5)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from stafett_tui.domain.activity import Activity, Ending
from stafett_tui.domain.deadlines import NEXT_MEETING
from stafett_tui.domain.evaluation import Done, Effect, Evaluation
from stafett_tui.i18n import dates
from stafett_tui.i18n.enums import name_of
from stafett_tui.i18n.owners import owned
from stafett_tui.i18n.texts import N_
from stafett_tui.screens.meeting import dueword
from stafett_tui.screens.meeting.deeds import Deed, Doing, Fill, Form, Panel, Slot, Tell
from stafett_tui.screens.meeting.now import WAITING, Now
from stafett_tui.widgets.cells import width
from stafett_tui.widgets.columns import Column
from stafett_tui.widgets.inks import Line
from stafett_tui.widgets.rows import Row

if TYPE_CHECKING:
    from stafett_tui.domain.changes import Changes
    from stafett_tui.services.desk import Desk

DIGITS: Final = {str(n): effect for n, effect in enumerate(Effect, start=1)}
YES: Final = frozenset({"j", "ja", "y", "yes", "x", "1"})
_DONE: Final = {"j": Done.YES, "y": Done.YES, "d": Done.PARTLY, "p": Done.PARTLY, "n": Done.NO}
SHORT: Final = {
    Effect.WORKS: N_("works"),
    Effect.PARTLY: N_("partly"),
    Effect.NO_EFFECT: N_("does not"),
    Effect.WORSE: N_("worse"),
    Effect.TOO_EARLY: N_("too early"),
    Effect.NOT_STARTED: N_("not begun"),
}


def rating(now: Now, activity: Activity) -> Evaluation | None:
    """The rating given in this meeting."""
    found = [e for e in activity.evaluations if e.meeting == now.meeting]
    return found[-1] if found else None


def left_to_rate(now: Now) -> int:
    """How many activities nobody has rated in this meeting."""
    return sum(rating(now, a) is None and a.id not in now.pending and a.ended_in is None for a in now.view.rated)


@dataclass(frozen=True, slots=True)
class ReviewPane:
    """The list of item 5, in the plan's order."""

    panel: Panel = "review"
    mark_width: int = 3

    def columns(self, now: Now) -> tuple[Column, ...]:
        """As wide as what stands in them; the words of the activity get the rest."""
        cells = [row.cells for row in self.rows(now)]
        rated, who, then = (max((width(c[n]) for c in cells), default=0) for n in (0, 2, 3))
        return (
            Column("", max(rated, 6)), Column("", flex=1, least=18), Column("", min(who, 16), least=6),
            Column("", min(then, 24), least=min(then, 24)),
        )  # fmt: skip

    def title(self, now: Now) -> Line:
        """How many are left."""
        return now.texts.tr("TO RATE  {n} of {total} left", n=left_to_rate(now), total=len(now.view.rated))

    def rows(self, now: Now) -> list[Row]:
        """One row an activity."""
        return [_row(now, each) for each in now.view.rated]

    def keys(self, now: Now) -> str:
        """The scale, digit by digit."""
        return "  ".join(f"{n} {now.texts.tr(SHORT[effect])}" for n, effect in DIGITS.items())

    def press(self, now: Now, key: str, row: str) -> Doing | None:
        """Rate the row, take its proposed date, or open its slots."""
        activity = next((a for a in now.view.rated if a.id == row), None)
        if activity is None:
            return None
        if key in DIGITS:
            return rate(now, activity, key)
        if key == "enter" and activity.id in now.view.stale and (rating(now, activity) or activity.id in now.pending):
            return _go_on(now, activity, due=NEXT_MEETING)
        return Fill(review_form(now, activity)) if key in {"tab", "enter"} else None


def rate(now: Now, activity: Activity, digit: str) -> Doing:
    """Rate an activity by its digit."""
    texts, plan_id, thing, effect = now.texts, now.plan_id, now.meeting, DIGITS[digit]
    if not activity.open:
        return Tell(texts.tr("This activity has ended. {key_undo} takes that back."))
    words = name_of(texts, effect)
    what = short(activity.what, 14)
    said = texts.tr("{what}: {effect}. {key_undo}: take back. Tab: why, new date, ended", what=what, effect=words)
    if activity.id in now.view.stale:
        said = texts.tr("{what}: {effect}. {key_undo}: take back. Enter: goes on. Tab: why", what=what, effect=words)

    def run(desk: Desk) -> Changes:
        return desk.evaluations.rate(plan_id, activity.id, effect, thing)

    return Deed(run, said, row=activity.id, pending=words, hasty=digit, on=True)


def review_form(now: Now, activity: Activity) -> Form:
    """Why, the new date, whether it ends, whether it was done as agreed, and the child's own mark."""
    texts = now.texts
    stale = activity.id in now.view.stale
    slots = (
        Slot("why", texts.tr("why")),
        Slot("due", texts.tr("new date"), proposal=dates.due(NEXT_MEETING, texts) if stale else ""),
        Slot("ended", texts.tr("ended? y")),
        Slot("done", texts.tr("done? y p n")),
        Slot("child", texts.tr(owned(N_("the child 1-6"), now.view.opened.kind))),
    )
    return Form(
        "review", activity.id, activity.what, slots, lambda form: _finish(now, activity, form),
        lambda form: _echo(now, activity, form),
        offers=lambda form: dueword.offered(form.text.strip(), now) if form.slot.name == "due" else (),
    )  # fmt: skip


def _go_on(
    now: Now, activity: Activity, *, why: str = "", due: str | None = None, ended: bool = False,
    done: Done | None = None, child: Effect | None = None,
) -> Deed:  # fmt: skip
    texts, plan_id, thing = now.texts, now.plan_id, now.meeting
    what = texts.tr("ended") if ended else dates.due(due, texts) if due else texts.tr("saved")

    def run(desk: Desk) -> Changes:
        return desk.evaluations.go_on(
            plan_id, thing, activity.id, why=why or None, due=None if ended else due,
            ended=Ending.ENDED if ended else None, done=done, child=child,
        )  # fmt: skip

    said = texts.tr("{what}: {result}. {key_undo} takes it back.", what=short(activity.what, 30), result=what)
    return Deed(run, said, row=activity.id, pending=what)


def _finish(now: Now, activity: Activity, form: Form) -> Doing:
    texts = now.texts
    ended = form.value("ended").casefold() in YES
    due = _due(now, activity, form, ended=ended)
    if isinstance(due, Tell):
        return due
    done, child = _DONE.get(form.value("done")[:1].casefold()), DIGITS.get(form.value("child"))
    if (form.value("done") and done is None) or (form.value("child") and child is None):
        return Tell(texts.tr("Done as agreed: y, p or n. The child's mark: a digit from 1 to 6."))
    if form.value("ended") and not ended:
        return Tell(texts.tr("Ended: y for yes, or nothing."))
    rated = rating(now, activity) is not None or activity.id in now.pending
    if (form.value("why") or done or child) and not rated:
        return Tell(texts.tr("Rate it first, with a digit on the list."))
    return _go_on(now, activity, why=form.value("why"), due=due, ended=ended, done=done, child=child)


def _due(now: Now, activity: Activity, form: Form, *, ended: bool) -> str | Tell | None:
    """The new date as it is stored, what is proposed where nothing is written, or what to ask."""
    if ended:
        return None
    if not form.value("due"):
        return NEXT_MEETING if activity.id in now.view.stale else None
    said = dueword.understand(form.value("due"), now)
    return said.due if said.due is not None else Tell(((said.words, "alarm"),))


def _echo(now: Now, activity: Activity, form: Form) -> Line:
    texts, slot = now.texts, form.slot
    if slot.name == "due" and form.value("due"):
        said = dueword.understand(form.value("due"), now)
        return ((said.words, "" if said.due is not None else "alarm"),)
    if slot.name == "child" and form.value("child") in DIGITS:
        return name_of(texts, DIGITS[form.value("child")])
    if slot.name == "done" and (done := _DONE.get(form.value("done")[:1].casefold())):
        return name_of(texts, done)
    if form.value("ended").casefold() in YES:
        return texts.tr("Enter: the activity ends here.")
    if activity.id in now.view.stale and not form.value("due"):
        return texts.tr("Enter: goes on, new date {due}.", due=dates.due(NEXT_MEETING, texts))
    return texts.tr("Enter saves. Tab: next field.")


def short(text: str, cells: int) -> str:
    """The beginning of a text, to be named by."""
    return text if len(text) <= cells else text[: cells - 1].rstrip() + "…"


def _row(now: Now, activity: Activity) -> Row:
    texts, given = now.texts, rating(now, activity)
    who = activity.responsible_name or "?"
    if activity.id in now.pending:
        cells = (now.pending[activity.id], activity.what, who, WAITING)
        return Row(activity.id, cells, mark=WAITING)
    words = texts.tr(SHORT[given.effect]) if given else "?"
    mark = "ok" if given or activity.ended_in else "?"
    return Row(activity.id, (words if given else "", activity.what, who, _next(now, activity)), mark=mark)


def _next(now: Now, activity: Activity) -> str:
    """What becomes of the activity, in a few words."""
    texts = now.texts
    if activity.ended_in is not None:
        return texts.tr("ends here")
    moved = _moved(now, activity)
    if activity.id in now.view.stale:
        return texts.tr("needs a date!")
    due = dates.due(activity.due, texts)
    return texts.tr("new date {due}", due=due) if moved else texts.tr("by {due}", due=due)


def _moved(now: Now, activity: Activity) -> bool:
    started = now.view.meeting.started_at
    return started is not None and any(move.at >= started for move in activity.moves)
