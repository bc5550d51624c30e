"""S-05: whoever comes back proves it by what opens the store; a clock of its own counts the time without a key."""

from __future__ import annotations

from dataclasses import replace

import keyring
import keyring.backends.fail
import pytest

from stafett_tui.domain.errors import ErrorKind, StafettError
from stafett_tui.routing.idle import Idle, seconds_awake_or_asleep
from stafett_tui.services.demo.building import make_demo
from stafett_tui.services.opening import open_office
from tests.store.rings import MemoryKeyring
from tests.support.office import settings

PHRASE = "kvist bekk stein måne"


@pytest.fixture
def ring():
    """A keyring in memory."""
    before = keyring.get_keyring()
    keyring.set_keyring(made := MemoryKeyring())
    yield made
    keyring.set_keyring(before)


def refused(office, told=None):
    with pytest.raises(StafettError) as caught:
        office.prove(None if told is None else lambda: told)
    return caught.value.kind


def test_s05_a_passphrase_store_opens_again_for_its_passphrase_alone(tmp_path, ring):
    keyring.set_keyring(keyring.backends.fail.Keyring())
    office = open_office(settings(tmp_path), passphrase=lambda: PHRASE)
    assert office.kept == "passphrase"
    assert refused(office, "noe annet") is ErrorKind.WRONG_KEY
    assert refused(office) is ErrorKind.NO_KEY
    office.prove(lambda: PHRASE)
    office.close()


def test_s05_a_passphrase_file_does_not_answer_for_whoever_comes_back(tmp_path, ring):
    keyring.set_keyring(keyring.backends.fail.Keyring())
    file = tmp_path / "phrase"
    file.write_text(PHRASE, encoding="utf-8")
    office = open_office(replace(settings(tmp_path), passphrase_file=file))
    assert refused(office) is ErrorKind.NO_KEY
    office.close()


def test_s05_a_keyring_store_asks_the_keyring_again(tmp_path, ring):
    office = open_office(settings(tmp_path))
    assert office.kept == "keyring"
    office.prove()
    keyring.set_keyring(MemoryKeyring())
    assert refused(office) is ErrorKind.NO_KEY
    office.close()


def test_a_demo_has_nothing_to_prove(tmp_path):
    make_demo(settings(tmp_path).store_dir, "holder", "nb")
    office = open_office(settings(tmp_path))
    assert office.kept == "demo"
    office.prove()
    office.close()


def test_s05_the_time_without_a_key_is_over_after_the_minutes_and_a_key_begins_it_anew():
    now = [0.0]
    idle = Idle(lambda: now[0])
    assert (idle.left, idle.over) == (float("inf"), False)
    idle.minutes = 5
    now[0] = 299.0
    assert (idle.left, idle.over) == (1.0, False)
    idle.stir()
    now[0] = 598.0
    assert not idle.over
    now[0] = 700.0
    assert (idle.left, idle.over) == (0.0, True)


def test_the_clock_of_the_lock_never_goes_back():
    assert seconds_awake_or_asleep() <= seconds_awake_or_asleep()
