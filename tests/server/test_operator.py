"""`stafett-server`: one command starts a server, the others look after it; case data never stands in its words."""

from __future__ import annotations

import json

import pytest
import uvicorn

from stafett_server.cli import FOUND, MISUSE, OK, main
from stafett_server.main import create_app
from stafett_server.settings import load
from stafett_tui.sync.protocol import Register
from tests.support.doorway import bearer


@pytest.fixture
def folder(tmp_path, monkeypatch):
    for name in ("FOLDER", "DATABASE", "NAME"):
        monkeypatch.delenv(f"STAFETT_SERVER_{name}", raising=False)
    return tmp_path / "server"


@pytest.fixture
def operate(folder, capsys):
    def run(*words):
        code = main([*words, "--folder", str(folder)])
        said = capsys.readouterr()
        return code, said.out, said.err

    return run


def test_init_makes_a_server_only_its_operator_can_read(operate, folder):
    code, out, _ = operate("init", "--name", "Solbygd kommune", "--tenant", "solbygd")
    assert code == OK
    for verb in ("run", "invite NAME"):
        assert f"stafett-server {verb} --folder {folder}\n" in out  # as it stands it reaches this server
    assert folder.stat().st_mode & 0o077 == 0
    assert (folder / "stafett.db").stat().st_mode & 0o077 == 0
    settings = load({}, folder=folder)
    assert (settings.name, settings.tenant) == ("Solbygd kommune", "solbygd")
    assert operate("init")[0] == OK
    assert load({}, folder=folder) == settings


def test_r25_files_that_were_named_at_the_beginning_are_known_to_every_later_verb(operate, folder, tmp_path):
    ledger, policy = tmp_path / "elsewhere" / "ledger.jsonl", tmp_path / "policy.toml"
    policy.write_text("purge_days = 30\n")
    assert operate("init", "--ledger", str(ledger), "--policy", str(policy))[0] == OK
    settings = load({}, folder=folder)
    assert (settings.ledger_file, settings.policy) == (ledger, policy)


def test_run_starts_a_server_from_nothing_with_sockets_and_their_compression(operate, folder, monkeypatch):
    ran = {}
    monkeypatch.setattr(uvicorn, "run", lambda app, **told: ran.update(told, app=app))
    code, _, err = operate("run", "--port", "8499")
    assert code == OK
    assert "http://127.0.0.1:8499" in err
    assert (ran["host"], ran["port"], ran["ws_per_message_deflate"], ran["access_log"]) == (
        "127.0.0.1",
        8499,
        True,
        False,
    )
    assert (folder / "stafett.db").exists()


def test_run_warns_where_words_would_travel_in_the_clear(operate, monkeypatch):
    monkeypatch.setattr(uvicorn, "run", lambda app, **told: None)
    assert "proxy with TLS" in operate("run", "--host", "0.0.0.0")[2]
    assert "proxy with TLS" not in operate("run", "--host", "0.0.0.0", "--certificate", "c.pem", "--key", "k.pem")[2]


def test_an_invitation_is_a_code_alone_so_that_a_script_can_take_it(operate, folder):
    operate("init")
    code, out, err = operate("invite", "Kari Fjell", "--person", "p-kari", "--office", "coordinator", "--days", "3")
    assert code == OK
    assert out.strip() in err
    from starlette.testclient import TestClient

    with TestClient(create_app(load({}, folder=folder))) as client:
        told = client.post("/v1/register", json={"code": out.strip(), "name": "Kari-pc"}).json()
        assert (told["person"], told["offices"]) == ("p-kari", ["coordinator"])


def test_s10_s02_laptops_are_listed_and_shown_out(operate, folder):
    made = _let_in(folder)
    code, out, _ = operate("devices")
    assert code == OK
    assert [made.device, "Kari-pc", "active"] == [out.splitlines()[1].split("  ")[0], "Kari-pc", "active"]
    assert operate("revoke", made.device)[1].strip() == made.device
    assert json.loads(operate("devices", "--json")[1])[0]["state"] == "revoked"
    from starlette.testclient import TestClient

    with TestClient(create_app(load({}, folder=folder))) as client:
        assert client.post("/v1/overview", json={}, headers=bearer(made)).status_code == 403


def test_a_person_is_shown_out_by_their_id(operate, folder):
    made = _let_in(folder)
    assert operate("revoke", "--person", "p-kari")[1].strip() == made.device
    assert operate("revoke", "--person", "p-nobody")[0] != OK


def test_r25_a_restored_database_is_put_right_by_one_verb(operate, folder):
    made = _let_in(folder)
    before = (folder / "stafett.db").read_bytes()
    operate("revoke", made.device)
    for beside in folder.glob("stafett.db*"):
        beside.unlink()
    (folder / "stafett.db").write_bytes(before)
    assert operate("check")[0] == FOUND
    code, out, _ = operate("restore")
    assert (code, "1 who takes part" in out) == (OK, True)
    assert operate("check")[:2] == (OK, "Everything holds.\n")
    assert json.loads(operate("devices", "--json")[1])[0]["state"] == "revoked"


def test_r25_what_the_ledger_says_of_plans_is_found_and_counted_when_it_is_done_again(operate, folder):
    operate("init")
    line = {"tenant": "office", "plan": "p", "what": "blanked", "ids": ["e"]}
    (folder / "ledger.jsonl").write_text(json.dumps(line) + "\n")
    code, out, _ = operate("check")
    assert (code, out) == (FOUND, "chain_broken office p 0 ledger\n")
    assert "0 who takes part, 1 of plans" in operate("restore")[1]
    assert operate("check")[:2] == (OK, "Everything holds.\n")


def test_r25_a_server_that_starts_on_a_backup_lets_nobody_in_who_was_shown_out(operate, folder):
    made = _let_in(folder)
    before = (folder / "stafett.db").read_bytes()
    operate("revoke", made.device)
    for beside in folder.glob("stafett.db*"):
        beside.unlink()
    (folder / "stafett.db").write_bytes(before)
    from starlette.testclient import TestClient

    with TestClient(create_app(load({}, folder=folder))) as client:
        assert client.post("/v1/overview", json={}, headers=bearer(made)).status_code == 403


def test_migrate_says_that_the_database_is_of_this_version(operate):
    assert operate("migrate")[:2] == (OK, "The database is of this version.\n")


@pytest.mark.parametrize(
    "words",
    [[], ["dance"], ["invite"], ["invite", "Kari", "--days", "0"], ["revoke"], ["revoke", "d", "--person", "p"]],
)
def test_what_is_not_understood_is_a_misuse(operate, words):
    assert operate(*words)[0] == MISUSE


def test_help_is_no_misuse(operate, capsys):
    assert operate("run", "--help")[0] == OK


@pytest.mark.parametrize(("words", "said"), [
    (["devices", "--database", "postgresql://127.0.0.1:1/none?connect_timeout=1"], "does not answer"),
    (["devices", "--policy", "nowhere.toml"], "nowhere.toml"),
    (["run", "--tenant", "A.B"], "tenant"),
])  # fmt: skip
def test_what_does_not_work_is_said_in_words(operate, words, said, monkeypatch):
    monkeypatch.setattr(uvicorn, "run", lambda app, **told: None)
    code, out, err = operate(*words)
    assert said in err
    assert "Traceback" not in out + err
    assert code == 1


def test_i11_a_database_of_a_later_server_is_left_alone(operate, folder):
    operate("init")
    from stafett_server.log.database import Database

    database = Database(load({}, folder=folder).url)
    with database.writing() as db:
        db.exec_driver_sql("INSERT INTO access_step (number) VALUES (99)")
    database.close()
    code, _, err = operate("devices")
    assert (code, "later version" in err) == (1, True)


def _let_in(folder):
    from stafett_server.main import parts

    folder.mkdir(exist_ok=True)
    made = parts(load({}, folder=folder))
    code = made.access.invite("Kari Fjell", person="p-kari").code
    told = made.access.register(Register(code=code, name="Kari-pc"))
    made.database.close()
    return told
