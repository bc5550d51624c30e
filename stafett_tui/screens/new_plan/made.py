"""The plan that the form stands for, and what goes to each person's own log."""

from __future__ import annotations

from stafett_tui.domain.people import Role
from stafett_tui.screens.new_plan.blocks import Block
from stafett_tui.screens.new_plan.consenting import whole
from stafett_tui.screens.new_plan.form import ME, PlanForm
from stafett_tui.services.newplan import NewActivity, NewGoal, NewPerson, NewPlan
from stafett_tui.services.starting import Reach
from stafett_tui.services.writing import Ids


def made(form: PlanForm, ids: Ids) -> tuple[NewPlan, tuple[Reach, ...]]:
    """Give the plan as the form stands, with an id for everybody who is new."""
    people = {block.key: _id(block, ids) for block in form.blocks if block.filled}
    signed = set(form.signed.values) if form.day(form.given_on) is not None else set()
    reason = form.reason.written if form.reason.display else ""
    new = NewPlan(
        owner=form.owner.written,
        born=form.day(form.born),
        kind=form.chosen.kind,
        language=form.language.value,
        people=tuple(_person(b, people[b.key], b.key in signed) for b in form.blocks[1:] if b.filled),
        owner_consents="owner" in signed,
        consent_on=form.day(form.given_on),
        consent_through=form.day(form.through) if form.through.display else None,
        consent_form=form.form.value,
        child_heard_on=form.day(form.heard) if form.heard.display else None,
        place=form.place.written,
        level=form.policy.lowest_level,
        owner_id=people["owner"],
        one_reason=reason or None,
        others_sign_later=not whole(form),
        template=form.chosen.mark,
        services=tuple(part.strip() for part in form.services.written.split(",") if part.strip()),
        goal=NewGoal(form.arena.value, form.goal.written) if form.goal.written else None,
        activity=_activity(form, people),
    )
    reach = (block.reached(people[block.key]) for block in form.blocks if block.filled)
    return new, tuple(each for each in reach if each is not None) if form.reach.value else ()


def _id(block: Block, ids: Ids) -> str:
    return block.person.person if block.person is not None else ids()


def _person(block: Block, person: str, signed: bool) -> NewPerson:
    relation = block.kin.value if block.kin is not None else None
    parental = block.kin is None or block.kin.parental
    return NewPerson(block.written, block.role, block.text("title"), block.text("service"), relation,
                     consents=block.role is Role.GUARDIAN and signed, parental=parental, id=person)  # fmt: skip


def _activity(form: PlanForm, people: dict[str, str]) -> NewActivity | None:
    if not form.activity.written:
        return None
    me = form.given.office.me
    who = people.get(form.who.value) if form.who.value != ME else (me.person if me else None)
    return NewActivity(form.activity.written, who, form.days.due(form.due.written).value)
