"""What is half written in the form, taken out for the draft and put back line by line and choice by choice."""

from __future__ import annotations

from collections.abc import Mapping

from stafett_tui.screens.frame.pick import Pick
from stafett_tui.screens.new_plan.lines import FormLines
from stafett_tui.screens.new_plan.parts import Asked, Chosen


def values(form: FormLines) -> dict[str, object]:
    """What is filled in; nothing where nothing is written."""
    written: dict[str, object] = {p.id or "": p.text for p in form.parts if isinstance(p, Asked) and p.text}
    if not written:
        return {}
    chosen = {p.id or "": [str(v) for v in p.values] for p in form.parts if isinstance(p, Pick)}
    kin = {f"{b.key}_parental": b.kin.parental for b in form.blocks if b.kin is not None and b.filled}
    same = {f"{b.key}_person": b.person.person for b in form.blocks if b.person is not None}
    return {**written, **chosen, **kin, **same}


def fill(form: FormLines, left: Mapping[str, object]) -> None:
    """Put back what was left: texts first, as they bring the lines of the choices."""
    count = 0
    while count != len(form.blocks):
        count = len(form.blocks)
        _texts(form, left)
    for part in form.parts:
        value = left.get(part.id or "")
        if isinstance(part, Chosen) and isinstance(value, list):
            part.put_back([str(each) for each in value])
    for block in form.blocks:
        if block.kin is not None and left.get(f"{block.key}_parental") is False:
            block.kin.parental = False


def same_again(form: FormLines, left: Mapping[str, object]) -> None:
    """Whoever was known from another plan is that person again."""
    for block in form.blocks:
        person = left.get(f"{block.key}_person")
        found = next((each for each in form.known if each.person == person), None)
        if found is not None and found.name == block.name.written:
            block.know(found)


def _texts(form: FormLines, left: Mapping[str, object]) -> None:
    for part in form.parts:
        value = left.get(part.id or "")
        if isinstance(part, Asked) and isinstance(value, str) and part.text != value:
            part.text = value
