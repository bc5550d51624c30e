"""What the form says and asks about the consent: whose is needed by the policy, who has signed, what waits (C-01)."""

from __future__ import annotations

from datetime import date

from stafett_tui.domain.consenters import who_consents
from stafett_tui.domain.people import Owner, Role
from stafett_tui.screens.frame.named import joined
from stafett_tui.screens.frame.pick import Option
from stafett_tui.screens.new_plan.lines import ONE, FormLines


def needed(form: FormLines) -> dict[str, str]:
    """Whose consent is needed, by line, with their names (C-02)."""
    day = form.day(form.given_on) or form.days.today
    family = {b.key: b.written for b in form.people(Role.GUARDIAN) if b.kin is not None and b.kin.parental}
    owner = Owner(id="owner", name="x", born=_born(form, day))
    names = {"owner": form.owner.written or form.texts.tr("the plan owner"), **family}
    return {key: names[key] for key in who_consents(form.chosen.kind, owner, family, form.policy, day)}


def _born(form: FormLines, day: date) -> date | None:
    born = form.day(form.born)
    return born if born is None or born <= day else None


def unsigned(form: FormLines) -> dict[str, str]:
    """Who is needed and has not signed."""
    who = needed(form)
    if form.day(form.given_on) is None:
        return who
    return {key: name for key, name in who.items() if key not in form.signed.values}


def one_may_do(form: FormLines) -> bool:
    """Whether one guardian can be enough: one has signed, and only other guardians have not (C-03)."""
    left = unsigned(form)
    return bool(left) and "owner" not in left and any(key != "owner" for key in form.signed.values)


def whole(form: FormLines) -> bool:
    """Whether nothing waits for a signature."""
    left = unsigned(form)
    return not left or (one_may_do(form) and form.rest.value == ONE)


def services(form: FormLines) -> tuple[str, ...]:
    """The services that the consent names, each once."""
    me = form.given.office.me
    theirs = [block.text("service") for block in form.people(Role.PROVIDER)]
    more = [part.strip() for part in form.services.written.split(",")]
    return tuple(dict.fromkeys(each for each in (me.service if me else "", *theirs, *more) if each))


def follow_consent(form: FormLines) -> None:
    """Show what is asked about the consent, and say what it stands for."""
    who, t = needed(form), form.texts
    given = form.given_on.written != ""
    form.signed.renew([Option(key, name) for key, name in who.items()])
    form.signed.display = given and bool(who)
    form.rest.display = given and one_may_do(form)
    form.reason.display = form.rest.display and form.rest.value == ONE
    for part in (form.services, form.through, form.form):
        part.display = given
    form.heard.display = given and form.chosen.kind != "expectant"
    form.through.hint = form.days.through_hint(form.day(form.given_on))
    names, about = joined(list(who.values()), t), joined(list(services(form)), t)
    said = t.tr("Needed from {names}, for {services}.", names=names, services=about)
    form.needed.set_lines([said if who else t.tr("Needed from the guardians: write them above.")])
    form.waits.set_lines([waiting(form)])
    form.waits.display = bool(waiting(form))


def waiting(form: FormLines) -> str:
    """That the plan waits, for whom, and what happens to the rest; empty where nothing waits."""
    left, t = unsigned(form), form.texts
    if whole(form) or not left or not form.owner.filled:
        return ""
    names = joined(list(left.values()), t)
    return t.tr(
        "The plan waits for the consent of {names}. Services, goal and activity are kept here and written then.",
        names=names,
    )
