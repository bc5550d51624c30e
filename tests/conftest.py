"""What every test is given: no network, no home folder of a person, one language unless a test says otherwise."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import keyring
import keyring.backends.fail
import pytest
from hypothesis import HealthCheck, settings

if TYPE_CHECKING:
    from tests.support.server_process import ServerProcess

settings.register_profile("ci", max_examples=100, deadline=None, derandomize=True, print_blob=True)
settings.register_profile("dev", max_examples=50, deadline=None)
settings.register_profile("soak", max_examples=5_000, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("soak" if os.environ.get("STAFETT_SOAK") else "ci" if os.environ.get("CI") else "dev")


@pytest.fixture(autouse=True)
def _own_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    home = tmp_path_factory.mktemp("home")
    for name in [name for name in os.environ if name.startswith(("STAFETT_", "XDG_"))]:
        if name not in {"STAFETT_SOAK", "STAFETT_SEED"}:
            monkeypatch.delenv(name)
    monkeypatch.setenv("STAFETT_HOME", str(home))
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")


@pytest.fixture
def no_ring() -> Iterator[None]:
    """A laptop whose keyring keeps nothing."""
    before = keyring.get_keyring()
    keyring.set_keyring(keyring.backends.fail.Keyring())
    yield
    keyring.set_keyring(before)


@pytest.fixture
def server(tmp_path: Path) -> Iterator[ServerProcess]:
    """A real server that lets a laptop in, on its own port."""
    from tests.support.server_process import ServerProcess

    made = ServerProcess(tmp_path / "server", keep=True)
    made.start()
    yield made
    made.stop(signal.SIGKILL)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep the tests that drive a terminal on one worker, one after the other, and so those that take long."""
    for item in items:
        for name in ("terminal", "slow"):
            if item.get_closest_marker(name):
                item.add_marker(pytest.mark.xdist_group(name))
                break
