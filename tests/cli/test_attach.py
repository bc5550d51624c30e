"""`stafett attach`: the signed form of a consent, kept inside the encrypted store; what is wrong is said in words."""

from __future__ import annotations

import pytest

from stafett_tui.store.blobs import LIMIT
from tests.support.command import command


@pytest.fixture
def form(tmp_path):
    made = tmp_path / "skjema.pdf"
    made.write_bytes(b"%PDF-1.7 synthetic")
    return made


def given(store):
    return command("show", 1, "--json", store=store).json["consent"]["given"]


def test_the_signed_form_of_the_newest_consent_is_attached(demo, form):
    done = command("vedlegg", 1, form, "--consent", "last", store=demo, LANGUAGE="", LC_ALL="nb_NO.UTF-8")
    assert (done.code, done.out) == (0, "")
    assert "Det signerte skjemaet er lagt ved" in done.err
    assert given(demo)[-1]["forms"] == ["skjema.pdf"]


def test_a_consent_is_named_by_its_id_and_the_answer_is_data(demo, form):
    consent = given(demo)[0]["id"]
    told = command("attach", 1, form, "--consent", consent, "--json", store=demo).json
    assert told["version"] == 1
    assert (told["document"]["sort"], told["document"]["consent"]) == ("consent_form", consent)
    assert told["document"]["size"] == form.stat().st_size


def test_without_a_consent_it_is_another_file_of_the_plan(demo, form):
    done = command("attach", 1, form, store=demo)
    assert done.code == 0
    assert "--consent last" in done.err
    assert given(demo)[-1]["forms"] == []


def test_a_file_that_cannot_be_read_or_is_too_large_is_refused_in_words(demo, tmp_path):
    gone = command("attach", 1, tmp_path / "borte.pdf", "--consent", "last", store=demo, LC_ALL="nb_NO.UTF-8")
    assert (gone.code, gone.out) == (1, "")
    assert "kan ikke leses" in gone.err
    assert "Traceback" not in gone.err
    big = tmp_path / "stor.pdf"
    with big.open("wb") as file:
        file.truncate(LIMIT + 1)
    large = command("attach", 1, big, store=demo, LC_ALL="nb_NO.UTF-8")
    assert large.code == 1
    assert "20 MB" in large.err
    folder = command("attach", 1, tmp_path, store=demo)
    assert folder.code == 1


def test_a_consent_that_is_not_in_the_plan_is_refused(demo, form):
    done = command("attach", 1, form, "--consent", "finnes-ikke", store=demo)
    assert (done.code, done.out) == (1, "")
    assert given(demo)[-1]["forms"] == []


def test_a_coordinator_does_not_attach_to_the_plan_of_others(demo, form):
    command("demo", "--as", "coordinator", "--keep", demo.parent / "office")
    assert command("attach", 1, form, store=demo.parent / "office").code == 5
