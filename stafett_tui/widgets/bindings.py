"""Textual's bindings and the footer's hints, made from the one registry of actions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from textual.binding import Binding

from stafett_tui.actions import ACTIONS, EVERYWHERE, Action, action, footer
from stafett_tui.i18n.keys import key_name
from stafett_tui.i18n.texts import USUAL_KEYS, Texts
from stafett_tui.widgets.chrome import Hint

__all__ = ["OWN", "app_bindings", "hint", "hint_of", "hints", "key_name", "own_key", "screen_bindings", "with_own_keys"]

OWN: Final = frozenset(
    {"open", "up", "down", "page_up", "page_down", "first", "last", "next_field", "previous_field"}
)  # lists and screens take these keys themselves


def screen_bindings(screen: str, actions: Sequence[Action] = ACTIONS) -> list[Binding]:
    """The bindings of a screen: `action_<id>` of the screen is run."""
    return _bindings([each for each in actions if each.screens != EVERYWHERE and each.offered_on(screen)])


def app_bindings(actions: Sequence[Action] = ACTIONS) -> list[Binding]:
    """The bindings that hold everywhere: `action_<id>` of the application is run."""
    return _bindings([each for each in actions if each.screens == EVERYWHERE])


def _bindings(actions: Sequence[Action]) -> list[Binding]:
    """Each with the action's id, so that `App.set_keymap` gives a person their own keys."""
    return [
        Binding(",".join(each.keys), each.id, each.title, show=False, id=each.id)
        for each in actions
        if each.id not in OWN and each.keys
    ]


def hints(screen: str, texts: Texts, actions: Sequence[Action] = ACTIONS) -> list[Hint]:
    """The footer of a screen, in the reader's language, with the reader's own keys."""
    return [hint(each, texts) for each in footer(screen, actions) if each.keys]


def hint(each: Action, texts: Texts) -> Hint:
    """An action that has a key, as the footer tells it."""
    return Hint(key_name(each.keys[0], texts), texts.tr(each.footer_hint), each.keys[0])


def hint_of(action_id: str, texts: Texts, actions: Sequence[Action] = ACTIONS, *, words: str = "") -> list[Hint]:
    """The hint of one action, in other words where these are given; none where the person has no key for it."""
    found = [each for each in actions if each.id == action_id and each.keys]
    return [hint(each, texts)._replace(text=words or texts.tr(each.footer_hint)) for each in found]


def with_own_keys(texts: Texts, actions: Sequence[Action]) -> Texts:
    """The texts with the names of the person's own keys in their sentences."""
    return texts.with_keys({name: own_key(name.removeprefix("key_"), texts, actions) for name in USUAL_KEYS})


def own_key(action_id: str, texts: Texts, actions: Sequence[Action] = ACTIONS) -> str:
    """The name of the first key of an action; of the commands, where it has none."""
    known = {each.id: each.keys for each in actions}
    keys = known.get(action_id) or known.get("palette") or action("palette").keys
    return key_name(keys[0], texts)
