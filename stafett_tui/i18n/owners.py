"""What the owner of a plan is called where it is about their own words: by the kind of the plan.

A kindergarten or school plan speaks of the child, a youth's of the youth; an expectant mother is spoken to.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from stafett_tui.i18n.texts import N_

_OTHERS: Final[Mapping[str, int]] = {"youth": 0, "expectant": 1}
"""The kinds of plan whose owner is no child, with the place of their words."""
_WORDS: Final[Mapping[str, tuple[str, str]]] = {
    "The child's voice": (N_("The youth's voice"), N_("Your own words")),
    "The child's voice ({day})": (N_("The youth's voice ({day})"), N_("Your own words ({day})")),
    "The child's voice is heard, or it says why not": (
        N_("The youth's voice is heard, or it says why not"),
        N_("Your own words are here, or it says why not"),
    ),
    "the child's voice": (N_("the youth's voice"), N_("your own words")),
    "The child": (N_("The youth"), N_("You")),
    "the child": (N_("the youth"), N_("you")),
    "the child 1-6": (N_("the youth 1-6"), N_("you 1-6")),
    "The child: {words}": (N_("The youth: {words}"), N_("You: {words}")),
    "the child's own mark": (N_("the youth's own mark"), N_("your own mark")),
    "The child says: {mark}": (N_("The youth says: {mark}"), N_("You say: {mark}")),
    "The child was not asked": (N_("The youth was not asked"), N_("You were not asked")),
    "The child was not asked: {reason}": (
        N_("The youth was not asked: {reason}"),
        N_("You were not asked: {reason}"),
    ),
    "The child was not asked: say why": (
        N_("The youth was not asked: say why"),
        N_("You were not asked: say why"),
    ),
    "THE CHILD IS HEARD": (N_("THE YOUTH IS HEARD"), N_("YOU ARE HEARD")),
    "WHAT THE CHILD SAYS  write ' and the words": (
        N_("WHAT THE YOUTH SAYS  write ' and the words"),
        N_("WHAT YOU SAY  write ' and the words"),
    ),
    "' and the child's words   Tab: asked by, how, when   'm mother   'f father": (
        N_("' and the youth's words   Tab: asked by, how, when   'm mother   'f father"),
        N_("' and your own words   Tab: asked by, how, when   'm mother   'f father"),
    ),
    "The child's voice is missing, or why the child was not asked.": (
        N_("The youth's voice is missing, or why the youth was not asked."),
        N_("Your own words are missing, or why you were not asked."),
    ),
    "The child said last: {text}": (N_("The youth said last: {text}"), N_("You said last: {text}")),
    "The child's own words begin with '.": (
        N_("The youth's own words begin with '."),
        N_("Your own words begin with '."),
    ),
    "Without the child's words or a reason the minutes cannot be locked.": (
        N_("Without the youth's words or a reason the minutes cannot be locked."),
        N_("Without your own words or a reason the minutes cannot be locked."),
    ),
    "The child's words are missing. Why was the child not asked? Empty: later.": (
        N_("The youth's words are missing. Why was the youth not asked? Empty: later."),
        N_("Your own words are missing. Why were you not asked? Empty: later."),
    ),
    "the child heard {day}": (N_("the youth heard {day}"), N_("you were heard {day}")),
    "The child was heard: {day}": (N_("The youth was heard: {day}"), N_("You were heard: {day}")),
    "The child heard on": (N_("The youth heard on"), N_("You were heard on")),
    "When was the child heard? Write a day, or nothing.": (
        N_("When was the youth heard? Write a day, or nothing."),
        N_("When were you heard? Write a day, or nothing."),
    ),
}
"""By the words about a child: those about a youth, and those to an expectant mother."""


def owned(text: str, kind: str) -> str:
    """The text to translate for a plan of this kind; one that says nothing of the child stays as it is."""
    place, known = _OTHERS.get(kind), _WORDS.get(text)
    return text if place is None or known is None else known[place]
