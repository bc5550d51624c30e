"""What every test is given: no network, no home folder of a person, one language unless a test says otherwise."""

from __future__ import annotations

import os

import pytest
from hypothesis import HealthCheck, settings

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
    monkeypatch.setenv("TEXTUAL_ANIMATIONS", "none")
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep the tests that drive a terminal on one worker, one after the other, and so those that take long."""
    for item in items:
        for name in ("terminal", "slow"):
            if item.get_closest_marker(name):
                item.add_marker(pytest.mark.xdist_group(name))
                break
