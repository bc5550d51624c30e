"""A wheel carries what the program reads: the data files of the services and the compiled texts."""

from __future__ import annotations

import subprocess
import sys
import zipfile

import pytest

from tests.support.source import ROOT, named, tracked


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    pytest.importorskip("hatchling")
    folder = tmp_path_factory.mktemp("wheel")
    code = "import sys; from hatchling.build import build_wheel; print(build_wheel(sys.argv[1]))"
    done = subprocess.run([sys.executable, "-c", code, str(folder)], cwd=ROOT, capture_output=True, text=True, check=False)  # fmt: skip
    assert done.returncode == 0, done.stderr
    return folder / done.stdout.splitlines()[-1]


def test_every_data_file_of_the_program_is_in_the_wheel(wheel):
    inside = set(zipfile.ZipFile(wheel).namelist())
    data = {named(path) for path in tracked() if named(path).startswith("stafett_tui/") and path.suffix != ".py"}
    assert {name.rpartition(".")[2] for name in data} >= {"toml", "po", "tcss"}
    assert data <= inside
    assert {f"stafett_tui/i18n/locale/{each}/LC_MESSAGES/stafett.mo" for each in ("nb", "nn")} <= inside
