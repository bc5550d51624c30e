"""What stops the plan, line by line: everything at once, each beside its line."""

from __future__ import annotations

from collections.abc import Iterator

from stafett_tui.domain.people import Role
from stafett_tui.screens.new_plan.consenting import needed
from stafett_tui.screens.new_plan.form import PlanForm
from stafett_tui.screens.new_plan.parts import Asked, Beside, is_number

Wrong = tuple[Beside, str]


def wrongs(form: PlanForm) -> list[Wrong]:
    """Every line that stops the plan, from top to bottom, with what is to be done; each line once."""
    found: dict[Beside, str] = {}
    for part, words in (*_own(form), *_people(form), *_consent(form)):
        found.setdefault(part, words)
    order = form.lines
    return sorted(found.items(), key=lambda each: order.index(each[0]))


def _own(form: PlanForm) -> Iterator[Wrong]:
    """What a line says of itself."""
    for part in form.parts:
        if isinstance(part, Asked) and part.display and part.check is not None:
            words = part.check(part.written)
            if words:
                yield part, words


def _people(form: PlanForm) -> Iterator[Wrong]:
    tr = form.texts.tr
    if not form.owner.filled:
        yield form.owner.name, tr("The name is needed.")
    me = form.given.office.me
    seen = {me.person} if me else set()
    for block in form.blocks:
        if is_number(block.name.written):
            yield block.name, tr("Write the name. The number has a line of its own.")
        if block.filled and block.role is Role.PROVIDER and not block.text("service"):
            service = next(part for part in block.about if isinstance(part, Asked))
            yield service, tr("The service is needed: the consent is given to it.")
        if block.person is not None and block.id in seen:
            yield block.name, tr("This person is in the plan already. Empty the line.")
        seen.add(block.id)


def _consent(form: PlanForm) -> Iterator[Wrong]:
    tr = form.texts.tr
    if form.day(form.given_on) is None:
        return
    if not needed(form):
        yield form.guardians.all[0].name, tr("Who consents? Write a guardian with parental responsibility.")
    elif not form.signed.values:
        yield form.signed, tr("Take whoever has consented with Space, or empty the day.")
    if form.reason.display and not form.reason.written:
        yield form.reason, tr("A reason is needed. Write why in a few words.")
