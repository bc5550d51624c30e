"""`templates`: which there are, shipped or own, and which files are left out and why."""

from __future__ import annotations

from tests.support.command import command


def test_the_shipped_templates_are_listed_with_their_version():
    found = command("templates", "--json").json
    assert [(each["id"], each["version"], each["own"], each["used"]) for each in found["templates"]] == [
        (kind, 1, False, True) for kind in ("kindergarten", "school", "youth", "expectant")
    ]
    assert found["faults"] == []
    assert command("maler", "--json").json == found
    said = command("templates", LANG="nn_NO.UTF-8").out
    assert "Stafettlogg skule" in said
    assert "programmet" in said


def test_a_bad_file_of_ones_own_is_a_sentence_and_never_fatal(tmp_path):
    folder = tmp_path / "config" / "templates"
    folder.mkdir(parents=True)
    (folder / "our.toml").write_text('id = "our"\nkind = "kollektiv"\n', encoding="utf-8")
    done = command("templates", STAFETT_HOME=str(tmp_path), LANG="nb_NO.UTF-8")
    assert (done.code, len(done.out.splitlines())) == (0, 5)
    assert done.err.startswith("our.toml er ikke med. Linje 2: Feltet kind har en verdi som ikke er tillatt.")
    assert "kollektiv" not in done.err
    (told,) = command("templates", "--json", STAFETT_HOME=str(tmp_path)).json["faults"]
    assert (told["file"], told["field"], told["line"]) == ("our.toml", "kind", 2)
