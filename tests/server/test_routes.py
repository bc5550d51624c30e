"""Protocol 1 over HTTP: every request is answered in its words, and a refused one says why."""

from __future__ import annotations

import gzip
import hashlib
import json
import logging

import pytest

from stafett_server.api.asking import POSTED
from stafett_server.api.rates import Rate, Rates
from stafett_server.log.stopping import Stopped
from stafett_tui.domain.people import Role
from stafett_tui.sync.protocol import MOST_BYTES, Code, Problem
from stafett_tui.sync.protocol.codes import HTTP_STATUS
from tests.support.doorway import WIDE, Served, bearer

ASKED = {
    "exchange": {"known": {"plan": "plan-1"}}, "overview": {"plans": [{"plan": "plan-1"}]},
    "adopt": {"plan": "plan-1", "me": "p-kari", "entries": [], "last": True}, "lookups": {"entries": []},
    "reason": {"plan": "plan-1", "reason": "Overtakelse"}, "deadlines": {}, "policy": {"fingerprint": "x"}, "new_device": {}, "leave": {},
}  # fmt: skip
SECRET = "Barnet bor hos bestemor"


@pytest.fixture
def served():
    return Served()


@pytest.fixture
def client(served):
    with served.client() as client:
        yield client


@pytest.fixture
def kari(served):
    return served.laptop("Kari Fjell", person="p-kari", offices=[Role.COORDINATOR])


def code_of(answer):
    told = answer.json()
    assert told["kind"] == "problem"
    assert told["why"]
    assert answer.headers["content-type"] == "application/json"
    return Code(told["code"])


@pytest.mark.parametrize("kind", sorted(POSTED))
def test_every_kind_of_request_has_its_route_and_its_answer(client, kari, kind):
    answer = client.post(f"/v1/{kind}", json=ASKED[kind], headers=bearer(kari))
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "no-store"
    assert answer.json()["kind"] != "problem"


@pytest.mark.parametrize("kind", sorted(POSTED))
def test_without_a_token_nothing_is_answered(client, served, kind):
    answer = client.post(f"/v1/{kind}", json=ASKED[kind])
    assert (answer.status_code, code_of(answer)) == (401, Code.AUTH)
    assert answer.headers["www-authenticate"] == "Bearer"
    assert served.keeper.asked == []


def test_the_session_comes_from_the_token_and_never_from_the_request(client, served, kari):
    client.post("/v1/exchange", json=ASKED["exchange"], headers=bearer(kari))
    session, _ = served.keeper.asked[0]
    assert (session.person, session.device, session.offices) == ("p-kari", kari.device, {Role.COORDINATOR})


def test_s02_a_revoked_device_is_answered_revoked(client, served, kari):
    served.access.revoke(device=kari.device)
    answer = client.post("/v1/overview", json={}, headers=bearer(kari))
    assert (answer.status_code, code_of(answer)) == (403, Code.REVOKED)


def test_a_laptop_registers_over_http_and_leaves(client, served):
    code = served.access.invite("Kari Fjell").code
    told = client.post("/v1/register", json={"code": code, "name": "Kari-pc"}).json()
    headers = {"authorization": f"Bearer {told['token']}"}
    assert client.post("/v1/overview", json={}, headers=headers).json()["lease"] == told["lease"]
    assert client.post("/v1/leave", json={}, headers=headers).json() == {"kind": "done"}
    assert client.post("/v1/overview", json={}, headers=headers).status_code == 401


@pytest.mark.parametrize("code", list(Code))
def test_each_code_travels_under_its_status(client, served, kari, code):
    served.keeper.answers["exchange"] = Problem(code=code, why="told", expect=7, epoch="e2", wait=3.0)
    answer = client.post("/v1/exchange", json=ASKED["exchange"], headers=bearer(kari))
    assert (answer.status_code, code_of(answer)) == (HTTP_STATUS[code], code)
    assert answer.headers.get("retry-after", "3") == "3"
    assert answer.json()["expect"] == 7


@pytest.mark.parametrize("raw", [
    b"", b"{", b"null", b"[]", b"\xff\xfe", b'{"known": 1}', b'{"known": {"plan": "p", "after": "1"}}',
    b'{"known": {"plan": "p", "after": -1}}', b'{"known": {"plan": "p"}, "limit": 0}', b'{"known": {"plan": "p"}, "limit": true}',
    b'{"known": {"plan": "a\\u0000b"}}', b'{"known": {"plan": "\\ud800"}}', b'{"known": {"plan": "p"}, "x": 1}',
    b'{"known": {"plan": "p", "after": 9007199254740992}}', b"[" * 100_000, b'{"kind": "leave", "known": {"plan": "p"}}',
])  # fmt: skip
def test_what_is_no_message_is_malformed_and_nothing_is_asked(client, served, kari, raw):
    answer = client.post("/v1/exchange", content=raw, headers=bearer(kari))
    assert (answer.status_code, code_of(answer)) == (422, Code.MALFORMED)
    assert served.keeper.asked == []


def test_a_malformed_message_says_where_and_never_what(client, kari):
    sent = {"known": {"plan": "p", "after": SECRET, SECRET: 1}, "events": [{"header": 1, "body": SECRET, "salt": "?"}]}
    told = client.post("/v1/exchange", json=sent, headers=bearer(kari)).json()
    assert "known.after" in told["why"]
    assert "events.0.header" in told["why"]
    assert "Barnet" not in told["why"]


@pytest.mark.parametrize("proto", [0, 2, 99])
def test_r22_another_protocol_is_told_which_to_speak(client, kari, proto):
    later = {"proto": proto, "known": {"plan": "p"}, "something_new": 1}
    for sent in (later, {"proto": proto, **ASKED["exchange"]}):
        answer = client.post("/v1/exchange", json=sent, headers=bearer(kari))
        assert (answer.status_code, code_of(answer)) == (426, Code.UPGRADE)
        assert (answer.json()["least"], answer.json()["most"]) == (1, 1)


def test_a_request_may_come_packed_and_a_long_answer_goes_packed(client, served, kari):
    served.keeper.at["plan-1"] = 200
    content = gzip.compress(json.dumps(ASKED["exchange"]).encode())
    answer = client.post("/v1/exchange", content=content, headers={**bearer(kari), "content-encoding": "gzip"})
    assert answer.headers["content-encoding"] == "gzip"
    assert len(answer.json()["page"]["entries"]) == 200
    plain = client.post("/v1/exchange", json=ASKED["exchange"], headers={**bearer(kari), "accept-encoding": "identity"})
    assert "content-encoding" not in plain.headers
    assert plain.json() == answer.json()


@pytest.mark.parametrize(("content", "packing", "code"), [
    (b"x" * (MOST_BYTES + 1), "identity", Code.TOO_LARGE),
    (gzip.compress(b"x" * (MOST_BYTES + 1)), "gzip", Code.TOO_LARGE),
    (gzip.compress(bytes(500_000_000), 9), "gzip", Code.TOO_LARGE),
    (gzip.compress(b"{}")[:-1], "gzip", Code.MALFORMED),
    (gzip.compress(b"{}") + b"x", "gzip", Code.MALFORMED),
    (b"{}", "gzip", Code.MALFORMED),
    (b"{}", "br", Code.MALFORMED),
], ids=["plain", "packed", "bomb", "cut", "more", "unpacked", "other"])  # fmt: skip
def test_what_is_too_large_or_badly_packed_is_not_read(client, served, kari, content, packing, code):
    answer = client.post("/v1/overview", content=content, headers={**bearer(kari), "content-encoding": packing})
    assert code_of(answer) is code
    assert served.keeper.asked == []


def test_i12_what_nobody_foresaw_is_retry_and_no_word_of_a_plan_is_logged(client, served, kari, caplog):
    caplog.set_level(logging.DEBUG)
    served.keeper.answers["exchange"] = ValueError(SECRET)
    answer = client.post("/v1/exchange", json=ASKED["exchange"], headers=bearer(kari))
    assert (answer.status_code, code_of(answer)) == (429, Code.RETRY)
    assert answer.json()["wait"] > 0
    assert "exchange failed: ValueError at" in caplog.text
    assert SECRET not in caplog.text + answer.text


def test_a_failing_door_is_retry_too(client, served, kari, monkeypatch, caplog):
    monkeypatch.setattr(served.access, "session", lambda token: 1 / 0)
    for answer in (client.post("/v1/leave", json={}, headers=bearer(kari)), client.get("/v1/blobs/p/" + "0" * 64)):
        assert (answer.status_code, code_of(answer)) == (429, Code.RETRY)
    assert "ZeroDivisionError" in caplog.text


def test_r25_while_the_server_is_restored_nobody_comes_in(client, served, kari):
    code = served.access.invite("Ola Berg").code
    served.keeper.restoring = True
    for answer in (
        client.post("/v1/register", json={"code": code, "name": "pc"}),
        client.post("/v1/new_device", json={}, headers=bearer(kari)),
        client.get("/v1/health"),
    ):
        assert (answer.status_code, code_of(answer)) == (503, Code.RESTORING)
    served.keeper.restoring = False
    assert client.get("/v1/health").json() == {"kind": "done"}
    assert client.post("/v1/register", json={"code": code, "name": "pc"}).status_code == 200


def test_a_path_or_a_method_that_is_not_there_is_said_in_the_same_words(client):
    for answer, status in (
        (client.get("/nowhere"), 404),
        (client.get("/v1/exchange"), 405),
        (client.post("/v1/watch"), 404),
    ):
        assert (answer.status_code, code_of(answer)) == (status, Code.MALFORMED)


def test_files_go_in_and_out_by_the_hash_of_their_bytes(client, served, kari):
    data = bytes(range(256)) * 400
    path = f"/v1/blobs/plan-1/{hashlib.sha256(data).hexdigest()}"
    assert client.put(path, content=data, headers=bearer(kari)).json() == {"kind": "done"}
    got = client.get(path, headers=bearer(kari))
    assert got.content == data
    assert got.headers["content-type"] == "application/octet-stream"
    assert got.headers["content-disposition"] == "attachment"


def test_a_file_that_is_not_what_it_is_called_is_not_taken(client, served, kari):
    path = f"/v1/blobs/plan-1/{'0' * 64}"
    assert code_of(client.put(path, content=b"other", headers=bearer(kari))) is Code.MALFORMED
    for wrong in ("/v1/blobs/plan-1/XYZ", f"/v1/blobs/{'x' * 81}/{'0' * 64}", f"/v1/blobs/%00/{'0' * 64}"):
        assert code_of(client.put(wrong, content=b"", headers=bearer(kari))) is Code.MALFORMED
    assert served.keeper.files == {}


def test_a_file_that_is_not_there_or_too_large_says_so(client, served, kari, monkeypatch):
    gone = Stopped(Code.PLAN_GONE, "no such file")
    monkeypatch.setattr(served.keeper, "blob_get", lambda *given: gone.problem)
    assert client.get(f"/v1/blobs/plan-1/{'0' * 64}", headers=bearer(kari)).status_code == 410
    monkeypatch.setattr("stafett_server.api.front.MOST_BLOB", 10)
    answer = client.put(f"/v1/blobs/plan-1/{'0' * 64}", content=b"x" * 11, headers=bearer(kari))
    assert (answer.status_code, code_of(answer)) == (413, Code.TOO_LARGE)


def test_whoever_asks_too_often_waits():
    served = Served(rates=Rates(Rate(2, 0.5), WIDE.tries))
    kari = served.laptop()
    with served.client() as client:
        answers = [client.post("/v1/overview", json={}, headers=bearer(kari)) for _ in range(3)]
        assert [each.status_code for each in answers] == [200, 200, 429]
        assert answers[2].json()["wait"] == 2.0
        served.clock.go(seconds=2)
        assert client.post("/v1/overview", json={}, headers=bearer(kari)).status_code == 200


def test_nobody_uses_up_what_a_device_may_ask_without_its_secret():
    served = Served(rates=Rates(Rate(2, 0.5), WIDE.tries))
    with served.client() as client:
        laptop = served.laptop()
        guess = laptop.model_copy(update={"token": laptop.token.rpartition(".")[0] + ".guess"})
        for _ in range(5):
            assert client.post("/v1/overview", json={}, headers=bearer(guess)).json()["code"] == "AUTH"
        assert client.post("/v1/overview", json={}, headers=bearer(laptop)).status_code == 200


def test_a_revoked_device_asks_no_oftener_than_others():
    served = Served(rates=Rates(Rate(2, 0.5), WIDE.tries))
    with served.client() as client:
        laptop = served.laptop()
        served.access.revoke(device=laptop.device)
        codes = [client.post("/v1/overview", json={}, headers=bearer(laptop)).json()["code"] for _ in range(3)]
        assert codes == ["REVOKED", "REVOKED", "RETRY"]


def test_whoever_tries_codes_or_tokens_waits():
    served = Served(rates=Rates(WIDE.requests, Rate(3, 0.1)))
    code = served.access.invite("Kari Fjell").code
    with served.client() as client:
        tried = [client.post("/v1/register", json={"code": "0000-0000-0000-0000", "name": "pc"}) for _ in range(2)]
        tried.append(client.post("/v1/leave", json={}, headers={"authorization": "Bearer a.b.c"}))
        assert [code_of(each) for each in tried] == [Code.AUTH] * 3
        assert code_of(client.post("/v1/register", json={"code": code, "name": "pc"})) is Code.RETRY
        assert code_of(client.post("/v1/leave", json={}, headers={"authorization": "Bearer a.b.c"})) is Code.RETRY
        served.clock.go(seconds=10)
        assert client.post("/v1/register", json={"code": code, "name": "pc"}).status_code == 200


def test_s11_nobody_outside_is_told_what_is_asked_here(client, served, kari, monkeypatch):
    from opentelemetry import trace

    told = []

    class Telling(trace.TracerProvider):
        def get_tracer(self, *given, **named):
            told.append(given)
            return trace.NoOpTracer()

    monkeypatch.setattr(trace, "_TRACER_PROVIDER", Telling())
    assert client.post("/v1/overview", json={}, headers=bearer(kari)).status_code == 200
    assert told == []
