"""Default keys reach the program from every Norwegian keyboard (T26), and none means two things on one screen."""

from __future__ import annotations

from collections import Counter

import pytest

from stafett_tui.actions import ACTIONS, GROUP_TITLES, SCREENS, Group, footer, offered, with_keymap
from stafett_tui.i18n.keys import key_name
from stafett_tui.i18n.texts import USUAL_KEYS, Texts
from tests.support.norwegian_layout import is_dead, key_strokes, needs_altgr, presses

UNSAFE = {f"ctrl+{key}" for key in ("h", "i", "j", "m", "[", "left_square_bracket", "enter")} | {"shift+enter"}
KEYS = sorted({key for action in ACTIONS for key in (*action.keys, *(action.vi or ()))})


@pytest.mark.parametrize("key", KEYS)
def test_no_default_key_needs_what_a_norwegian_keyboard_or_a_terminal_cannot_send(key):
    assert not needs_altgr(key)
    assert not is_dead(key)
    assert "alt" not in key_strokes(key)
    assert key not in UNSAFE


@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("vi", [False, True])
def test_a_key_means_one_thing_on_a_screen(screen, vi):
    here = [each for each in with_keymap({}, vi=vi) if each.offered_on(screen)]
    seen = Counter(key for each in here for key in each.keys)
    assert [key for key, times in seen.items() if times > 1] == []


def test_the_keys_that_texts_name_are_the_usual_keys_of_the_registry():
    keys = {f"key_{each.id}": key_name(each.keys[0], Texts("en")) for each in ACTIONS if each.keys}
    assert {name: keys[name] for name in USUAL_KEYS} == dict(USUAL_KEYS)


def test_every_id_is_its_own():
    assert [each for each, times in Counter(action.id for action in ACTIONS).items() if times > 1] == []


def test_every_screen_an_action_names_exists():
    named = {screen for action in ACTIONS for screen in action.screens} - {"*"}
    assert named <= set(SCREENS)


def test_every_group_has_a_title_and_an_action():
    assert set(GROUP_TITLES) == set(Group) == {action.group for action in ACTIONS}


@pytest.mark.parametrize("screen", SCREENS)
def test_a_footer_has_at_most_nine_hints_each_with_a_key(screen):
    hints = footer(screen)
    assert len(hints) <= 9
    assert all(each.keys for each in hints)
    assert hints[-1].id == "palette"


def test_the_screens_own_actions_stand_before_those_of_everywhere():
    everywhere = [each.screens == ("*",) for each in offered("meeting")]
    assert everywhere == sorted(everywhere)


def test_a_person_may_choose_other_keys():
    mine = {each.id: each.keys for each in with_keymap({"undo": ("f4",)})}
    assert mine["undo"] == ("f4",)
    assert mine["redo"] == ("ctrl+y",)


def test_vi_keys_leave_k_to_the_list_and_give_the_coordinator_capital_k():
    vi = {each.id: each.keys for each in with_keymap({}, vi=True)}
    assert "k" in vi["up"]
    assert vi["deadlines"] == ("K",)


@pytest.mark.parametrize(
    ("keys", "count"),
    [("+", 1), ("'", 1), (".", 1), ("!", 2), ("?", 2), ("/", 2), ("@", 2), ("A", 2), ("æ", 1), ("\\", 1),
     ("~", 3), ("é", 3), (["ctrl+a"], 2), (["tab"], 1), (["shift+tab"], 2), (["enter"], 1), (["f5"], 1),
     (["slash"], 2), (["upper_k"], 2), (["plus"], 1), (["ctrl+plus"], 2), ("ka fre", 6),
     ([*"+", "tab", *"ka", "tab", *"fre", "enter"], 9)],
)  # fmt: skip
def test_presses_count_modifiers_on_the_norwegian_layout(keys, count):
    assert presses(keys) == count


def test_a_sign_that_is_not_on_the_layout_is_refused():
    with pytest.raises(KeyError):
        presses("漢")
