"""What is kept is fit to be seen by anyone: hashed requirements without addresses, no traces of a machine, true maps."""

from __future__ import annotations

import re
import tomllib

import pytest

from tests.support.source import ROOT, named, tracked

REQUIREMENTS = [path for path in tracked() if named(path).startswith("requirements/")]
BINARY = (".svg", ".png", ".db", ".sqlite", ".mo")
TRACES = re.compile(
    "|".join(["/wo" + "rk/", "/ro" + "ot/", r"/ho" + r"me/\w+/", "/op" + "t/pypi", "/tm" + "p/st", "pypi" + r"\.org",
              "python" + "hosted", "/sim" + "ple/", "hand" + "book/", r"\.\./sha" + "red"])
)  # fmt: skip


def project():
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def lines(name):
    return [line for line in (ROOT / "requirements" / name).read_text(encoding="utf-8").splitlines() if line]


@pytest.mark.parametrize("path", REQUIREMENTS, ids=named)
def test_requirements_name_no_address(path):
    assert "://" not in path.read_text(encoding="utf-8")


def test_every_locked_requirement_has_hashes():
    for name in ("runtime.txt", "dev.txt"):
        text = (ROOT / "requirements" / name).read_text(encoding="utf-8")
        pins = re.split(r"^(?=[a-z0-9])", text, flags=re.MULTILINE)
        bare = [pin.splitlines()[0] for pin in pins if "==" in pin and "--hash=sha256:" not in pin]
        assert bare == []


def test_the_lock_is_made_from_what_the_project_declares():
    assert lines("runtime.in") == project()["project"]["dependencies"]
    assert lines("dev.in")[0] == "-r runtime.in"


def test_the_lock_for_running_and_the_lock_for_developing_agree():
    def pins(name):
        return {line.split()[0] for line in lines(name) if re.match(r"[a-z0-9][a-z0-9._-]*==", line)}

    assert pins("runtime.txt") <= pins("dev.txt")


@pytest.mark.parametrize("path", [path for path in tracked() if not path.name.endswith(BINARY)], ids=named)
def test_no_file_tells_of_the_machine_it_was_made_on(path):
    found = TRACES.search(path.read_text(encoding="utf-8", errors="replace"))
    assert found is None, f"{named(path)}: {found}"


def test_the_map_of_the_house_names_every_package():
    architecture = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    packages = {
        path.relative_to(ROOT / "stafett_tui").parts[0]
        for path in tracked()
        if named(path).startswith("stafett_tui/") and path.suffix == ".py"
    }
    assert [name for name in sorted(packages - {"__init__.py"}) if name not in architecture] == []
    assert len(architecture.splitlines()) <= 250


@pytest.mark.parametrize("path", [path for path in tracked() if named(path).startswith("docs/adr/")], ids=named)
def test_a_decision_is_told_in_sixty_lines(path):
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 60
    for heading in ("## Context", "## Decision", "## Consequences"):
        assert heading in text


def test_every_decision_is_listed():
    listed = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    missing = [path.name for path in tracked() if named(path).startswith("docs/adr/") and path.name not in listed]
    assert missing == []


def test_the_readme_begins_with_how_to_start():
    top = "\n".join((ROOT / "README.md").read_text(encoding="utf-8").splitlines()[:8])
    assert "make run" in top
    assert "make test" in top


def test_the_changelog_tells_of_this_version():
    assert f"## {project()['project']['version']}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("path", [path for path in tracked() if path.suffix == ".md"], ids=named)
def test_links_between_documents_lead_somewhere(path):
    links = re.findall(r"\]\(([^)#\s]+)[^)]*\)", path.read_text(encoding="utf-8"))
    broken = [link for link in links if "://" not in link and not (path.parent / link).exists()]
    assert broken == []
