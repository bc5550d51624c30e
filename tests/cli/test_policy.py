"""`policy`: every setting with its value and where it comes from, a file to fill in, and what is wrong with one."""

from __future__ import annotations

import pytest

from stafett_tui.domain.policy import Policy
from stafett_tui.i18n.texts import LANGUAGES
from stafett_tui.services.policies import RULES
from stafett_tui.services.validated import validated
from tests.support.command import command


@pytest.fixture
def file(tmp_path):
    return tmp_path / "policy.toml"


def test_every_setting_is_told_with_its_value_and_its_meaning():
    found = command("policy", "--json").json
    assert found["version"] == 1
    assert {row["name"]: row["value"] for row in found["settings"]} == Policy().model_dump(mode="json")
    assert all(row["meaning"] and row["allowed"] and row["from"] == "default" for row in found["settings"])
    assert (found["fingerprint"], found["fault"]) == (Policy().fingerprint(), None)
    assert command("valg", "--json").json == found


def test_what_the_file_sets_is_told_as_from_the_file(file):
    file.write_text('youth_age = 15\nlegal_basis = "consent"\n', encoding="utf-8")
    rows = {row["name"]: row for row in command("policy", "--json", STAFETT_POLICY=str(file)).json["settings"]}
    assert (rows["youth_age"]["value"], rows["youth_age"]["default"], rows["youth_age"]["from"]) == (15, 16, "file")
    assert rows["adult_age"]["from"] == "default"
    said = command("policy", STAFETT_POLICY=str(file), LANG="nb_NO.UTF-8").out
    assert "youth_age = 15  (fra filen)" in said
    assert "legal_basis = consent (et eget samtykke)  (fra filen)" in said


def test_the_file_in_the_folder_of_the_settings_is_found(tmp_path):
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "policy.toml").write_text("consent_years = 1\n", encoding="utf-8")
    assert "consent_years = 1  (fra filen)" in command("policy", STAFETT_HOME=str(tmp_path), LANG="nb_NO").out


def test_the_law_of_today_stands_beside_a_setting_and_what_is_not_confirmed_says_so():
    rows = {row["name"]: row for row in command("policy", "--json").json["settings"]}
    assert [each["topic"] for each in rows["archive_point"]["law"]] == ["archive", "archive_regulation"]
    assert rows["archive_point"]["law"][0]["from"] == "2026-01-01"
    assert {each["confirmed"] for each in rows["archive_point"]["law"]} == {True}
    assert {each["confirmed"] for each in rows["legal_basis"]["law"]} == {False}
    said = command("policy", LANG="nn_NO.UTF-8").out
    assert "A-01: arkivlova (2025) (frå 2026-01-01)" in said
    assert "ikkje stadfesta" in said
    assert set(RULES) <= set(Policy.model_fields)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_example_is_a_good_file_with_and_without_its_marks(language):
    printed = command("policy", "--example", LANG=f"{language}_NO.UTF-8").out
    assert validated(printed, Policy) == Policy()
    settings = [line.removeprefix("# ") for line in printed.splitlines() if line.startswith(tuple(
        f"# {name} = " for name in Policy.model_fields))]  # fmt: skip
    assert len(settings) == len(Policy.model_fields)
    assert validated("\n".join(settings), Policy) == Policy()


def test_a_broken_file_is_told_by_its_line_and_its_field(file):
    file.write_text('# ours\nyouth_age = "hemmelig"\n', encoding="utf-8")
    done = command("policy", STAFETT_POLICY=str(file), LANG="nb_NO.UTF-8")
    assert (done.code, done.out) == (1, "")
    assert f"{file}: Linje 2: Feltet youth_age har en verdi som ikke er tillatt. Tillatt: 12–18" in done.err
    assert "hemmelig" not in done.err
    told = command("policy", "--json", STAFETT_POLICY=str(file))
    assert told.json["fault"] == {"wrong": "value", "field": "youth_age", "line": 2, "allowed": "12–18"}
    assert (told.code, told.json["settings"], told.json["fingerprint"]) == (1, [], None)


def test_every_other_command_works_with_a_broken_file(made, file):
    file.write_text("youth_age = ", encoding="utf-8")
    assert command("plans", "--json", store=made, STAFETT_POLICY=str(file)).code == 0
