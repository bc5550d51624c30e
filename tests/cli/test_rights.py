"""`rights`: the table of the program itself, whole or for one role."""

from __future__ import annotations

import pytest

from stafett_tui.domain.people import Role
from stafett_tui.domain.rights import RIGHTS
from tests.support.command import command


def test_every_act_and_role_is_one_line():
    found = command("rights", "--json").json
    assert found["version"] == 1
    assert {(each["act"], each["role"]): each["right"] for each in found["rights"]} == {
        (act.value, role.value): right.value for (act, role), right in RIGHTS.items()
    }
    assert len(command("rights").out.splitlines()) == len(RIGHTS) + 1


@pytest.mark.parametrize("role", Role)
def test_one_role_is_told_alone(role):
    found = command("rights", "--role", role.value, "--json").json["rights"]
    assert {each["role"] for each in found} == ({role.value} if any(r is role for _, r in RIGHTS) else set())
    assert command("rettigheter", "--role", role.value.replace("_", "-"), "--json").json["rights"] == found


def test_it_is_told_in_the_reader_s_language():
    assert "foresatt" in command("rights", "--role", "guardian", LANG="nb_NO").out
    assert "låse referatet" in command("rights", LANG="nn_NO").out
    assert "kan ikkje" in command("rettar", LANG="nn_NO").out


def test_a_role_that_does_not_exist_is_wrong_use():
    assert command("rights", "--role", "king").code == 2
