"""The municipal policy: what the file says holds, a broken file never stops anybody, and nothing is judged anew."""

from __future__ import annotations

import json
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stafett_tui.domain.errors import ErrorKind, StafettError
from stafett_tui.domain.goal import Arena
from stafett_tui.domain.policy import Policy
from stafett_tui.i18n.errors import error_text
from stafett_tui.i18n.policy import FAULTS, MEANINGS, fault_text
from stafett_tui.i18n.texts import LANGUAGES, Texts
from stafett_tui.services.policies import Origin, Policies, policy_in_force, read_policy
from stafett_tui.services.validated import FaultyFileError, Wrong, allowed, validated
from tests.support.office import HOLDER, open_office, open_plan


class Kept(dict):
    """Settings of a store, in memory."""

    def get(self, name, default=""):
        return super().get(name, default)

    def set(self, name, value):
        self[name] = value

    set_all = dict.update


@pytest.fixture
def file(tmp_path):
    return tmp_path / "config" / "policy.toml"


def write(file, text):
    file.parent.mkdir(exist_ok=True, parents=True)
    file.write_text(text, encoding="utf-8")
    return file


def refused(file):
    with pytest.raises(StafettError) as caught:
        read_policy(file)
    assert caught.value.kind is ErrorKind.POLICY_BAD
    return caught.value


def test_what_the_file_says_holds_and_the_rest_is_the_default(file):
    write(file, 'consent_years = 3\nconsent_warn_days = [90, 14]\nlegal_basis = "consent"\nhelp_numbers = true\n')
    found = read_policy(file)
    assert found == Policy(consent_years=3, consent_warn_days=(90, 14), legal_basis="consent", help_numbers=True)


@pytest.mark.parametrize(
    ("text", "wrong", "field", "line", "limits"),
    [
        ("consent_years = 9", "value", "consent_years", 1, "1–5"),
        ('\n\nyouth_age = "16"', "value", "youth_age", 3, "12–18"),
        ("youth_age = 16.0", "value", "youth_age", 1, "12–18"),
        ("consent_years = true", "value", "consent_years", 1, "1–5"),
        ("help_numbers = 1", "value", "help_numbers", 1, "true | false"),
        ('legal_basis = "whim"', "value", "legal_basis", 1, '"public_task" | "consent"'),
        ("consent_warn_days = []", "value", "consent_warn_days", 1, "[1–365, …]"),
        ("consent_warn_days = [60, 0]", "value", "consent_warn_days.2", 1, "1–365"),
        ("lock_minutes = 2026-01-01", "value", "lock_minutes", 1, "1–60"),
        ("# mine\nconsent_yers = 2", "unknown", "consent_yers", 2, ""),
        ("youth_age = 15\nyouth_age = 16", "syntax", "", 2, ""),
        ("youth_age = ", "syntax", "", 1, ""),
    ],
)
def test_a_fault_is_named_by_its_field_its_line_and_what_is_allowed(file, text, wrong, field, line, limits):
    assert refused(write(file, text)).data == {"wrong": wrong, "field": field, "line": line, "allowed": limits}


STRANGE = ("inf", "nan", "1e400", "9" * 400, "9" * 5000, "-1", "{}", "[[1]]", "00:00:00", '"' + "x" * 9999 + '"')


@pytest.mark.parametrize("value", STRANGE, ids=lambda value: value[:6])
def test_the_strangest_value_is_only_a_fault(file, value):
    for text in (f"youth_age = {value}", f"consent_warn_days = [{value}]"):
        assert refused(write(file, text)).data["wrong"] in {Wrong.VALUE, Wrong.SYNTAX}


def test_nesting_without_end_is_only_a_fault(file):
    for text in ("x = " + "[" * 9999, ".".join("a" * 9999) + " = 1", "[" + ".".join("a" * 9999) + "]"):
        assert refused(write(file, text)).data["wrong"] in {Wrong.SYNTAX, Wrong.UNKNOWN}


@given(st.text(max_size=60))
def test_whatever_is_written_is_a_policy_or_a_fault(text):
    with suppress(FaultyFileError):
        assert isinstance(validated(text, Policy), Policy)


def test_a_file_that_is_no_text_or_no_file_is_a_fault(file):
    file.parent.mkdir()
    file.write_bytes(b"\xff\xfe\x00")
    assert refused(file).data["wrong"] == Wrong.CLOSED
    assert refused(file.parent).data["wrong"] == Wrong.CLOSED


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_fault_is_a_sentence_that_never_repeats_the_value(file, language):
    error = refused(write(file, 'youth_age = "hemmelig"'))
    said = fault_text(Texts(language), error.data)
    assert "youth_age" in said
    assert "12–18" in said
    assert "1" in said.split(":")[0]
    assert "hemmelig" not in said + error_text(Texts(language), error)


def test_every_kind_of_fault_and_every_setting_has_its_words():
    assert set(FAULTS) == set(Wrong)
    assert set(MEANINGS) == set(Policy.model_fields)
    assert all(allowed(Policy, name) for name in Policy.model_fields)


def test_without_a_file_the_safe_defaults_hold(file):
    found = policy_in_force(file, Policies(Kept()))
    assert (found.policy, found.origin, found.fault) == (Policy(), Origin.DEFAULT, None)


def test_a_file_that_was_chosen_must_be_there(file):
    found = policy_in_force(file, Policies(Kept()), chosen=True)
    assert (found.policy, found.origin) == (Policy(), Origin.KEPT)
    assert found.fault.data["wrong"] == Wrong.CLOSED


def test_a_path_that_cannot_be_looked_at_is_a_fault_too(tmp_path):
    found = policy_in_force(tmp_path / ("x" * 300), Policies(Kept()))
    assert (found.policy, found.fault.data["wrong"]) == (Policy(), Wrong.CLOSED)


def test_a_broken_file_leaves_the_last_good_policy(file):
    kept = Kept()
    good = policy_in_force(write(file, "consent_years = 3"), Policies(kept))
    assert (good.policy.consent_years, good.origin) == (3, Origin.FILE)
    broken = policy_in_force(write(file, "consent_years = 30"), Policies(kept))
    assert (broken.policy.consent_years, broken.origin, broken.fault.kind) == (3, Origin.KEPT, ErrorKind.POLICY_BAD)


def test_every_policy_is_kept_by_its_fingerprint(file):
    policies = Policies(kept := Kept())
    first = policy_in_force(file, policies).policy
    second = policy_in_force(write(file, "youth_age = 15"), policies).policy
    assert policies.told(first.fingerprint())["youth_age"] == 16
    assert policies.told(second.fingerprint())["youth_age"] == 15
    assert policies.told("0" * 16) is None
    assert json.loads(kept[f"policy:{second.fingerprint()}"]) == second.model_dump(mode="json")


def test_a_kept_policy_of_another_version_is_read_as_far_as_it_goes():
    kept = Kept({"policy": "x", "policy:x": '{"youth_age": 15, "gone_since": 3}'})
    assert Policies(kept).last() == Policy(youth_age=15)
    kept["policy:x"] = '{"youth_age": 99}'
    assert Policies(kept).last() is None


def test_a_store_that_takes_no_policy_still_opens(file):
    class Full(Kept):
        def set(self, name, value):
            raise StafettError(ErrorKind.DISK_FULL)

    assert policy_in_force(write(file, "youth_age = 15"), Policies(Full())).policy.youth_age == 15


def test_new_events_are_judged_by_the_file_and_old_ones_keep_theirs(tmp_path, file):
    office = open_office(tmp_path)
    plan_id = open_plan(office.desk())
    before = Policy().fingerprint()
    office.close()
    write(file, "consent_years = 3")
    office = open_office(tmp_path)
    office.desk().plans.set_goal(plan_id, Arena.HOME, "Du sover i din egen seng fem av sju netter.")
    stamps = [entry.policy for entry in office.store.journal.entries(plan_id)]
    office.close()
    after = Policy(consent_years=3).fingerprint()
    assert set(stamps[:-1]) == {before}
    assert stamps[-1] == after


def test_a_broken_file_never_stops_the_writing(tmp_path, file):
    write(file, "consent_years = many")
    office = open_office(tmp_path, me=HOLDER)
    assert open_plan(office.desk())
    assert office.judged_by.fault.kind is ErrorKind.POLICY_BAD
    office.close()


def test_two_settings_that_contradict_each_other_are_named(tmp_path):
    file = tmp_path / "policy.toml"
    file.write_text("consent_years = 3\nadult_age = 17\nyouth_age = 18\n", encoding="utf-8")
    with pytest.raises(StafettError) as caught:
        read_policy(file)
    told = caught.value.data
    assert (told["field"], told["line"], told["allowed"]) == ("youth_age", 3, "youth_age <= adult_age")
