"""The live socket: the same words in frames, and pages after a commit, each as its own session may read (R30, R36)."""

from __future__ import annotations

import json
import logging

import pytest
from starlette.testclient import WebSocketDenialResponse
from starlette.websockets import WebSocketDisconnect

from stafett_server.api.hub import Listener, after
from stafett_tui.sync.protocol import Code, Known, Page, Problem, SentEntry
from tests.support.doorway import Served, bearer

HIDDEN = "AAAA"


@pytest.fixture
def served():
    return Served()


@pytest.fixture
def client(served):
    with served.client() as client:
        yield client


def ask(socket, number, **request):
    socket.send_text(json.dumps({"id": number, "ask": request}))
    return socket.receive_json()


def watch(socket, *plans, **known):
    told = ask(socket, 1, kind="watch", plans=[{"plan": plan, **known} for plan in plans])
    assert told == {"id": 1, "answer": {"kind": "done"}}


def test_the_same_words_travel_in_frames_and_the_number_comes_back(client, served):
    with client.websocket_connect("/v1/live", headers=bearer(served.laptop())) as socket:
        assert ask(socket, 7, kind="overview")["answer"]["kind"] == "overviewed"
        assert ask(socket, 9, kind="exchange", known={"plan": "plan-1"})["id"] == 9


def test_r36_what_somebody_commits_is_told_to_who_watches(client, served):
    kari, ola = served.laptop("Kari Fjell"), served.laptop("Ola Berg")
    with client.websocket_connect("/v1/live", headers=bearer(kari)) as socket:
        watch(socket, "plan-1")
        event = {"header": "{}", "body": "{}", "salt": ""}
        client.post("/v1/exchange", json={"known": {"plan": "plan-1"}, "events": [event]}, headers=bearer(ola))
        told = socket.receive_json()
        assert told["id"] == 0
        assert (told["live"]["plan"], [each["seq"] for each in told["live"]["entries"]]) == ("plan-1", [1])
        served.keeper.commit("plan-2", 5)
        served.keeper.commit("plan-1", 3)
        assert [each["seq"] for each in socket.receive_json()["live"]["entries"]] == [2, 3]


def test_who_begins_to_watch_is_told_at_once_what_is_there(client, served):
    served.keeper.at["plan-1"] = 2
    with client.websocket_connect("/v1/live", headers=bearer(served.laptop())) as socket:
        watch(socket, "plan-1", after=1)
        assert [each["seq"] for each in socket.receive_json()["live"]["entries"]] == [2]


def test_who_wrote_is_not_told_of_it_again(client, served):
    with client.websocket_connect("/v1/live", headers=bearer(served.laptop())) as socket:
        watch(socket, "plan-1")
        event = {"header": "{}", "body": "{}", "salt": ""}
        told = ask(socket, 2, kind="exchange", known={"plan": "plan-1"}, events=[event])
        assert [each["seq"] for each in told["answer"]["page"]["entries"]] == [1]
        served.keeper.commit("plan-1", 2)
        assert [each["seq"] for each in socket.receive_json()["live"]["entries"]] == [2]


def test_a_new_watch_takes_the_place_of_the_old_one(client, served):
    with client.websocket_connect("/v1/live", headers=bearer(served.laptop())) as socket:
        watch(socket, "plan-1")
        watch(socket, "plan-2")
        served.keeper.commit("plan-1", 1)
        served.keeper.commit("plan-2", 1)
        assert socket.receive_json()["live"]["plan"] == "plan-2"


def test_r30_each_listener_gets_the_page_of_its_own_session(client, served):
    kari, ola = served.laptop("Kari Fjell"), served.laptop("Ola Berg")
    asked = []

    def page(session, known):
        asked.append(session.person)
        body = "Til Kari" if session.person == kari.person else None
        entries = () if known.after else (SentEntry(seq=1, at="", body=body, leaf=None if body else HIDDEN),)
        return Page(plan="plan-1", entries=entries, head=1)

    served.keeper.answers["page"] = page
    with (
        client.websocket_connect("/v1/live", headers=bearer(kari)) as one,
        client.websocket_connect("/v1/live", headers=bearer(ola)) as other,
    ):
        watch(one, "plan-1")
        assert one.receive_json()["live"]["entries"][0]["body"] == "Til Kari"
        watch(other, "plan-1")
        assert "body" not in other.receive_json()["live"]["entries"][0]
    assert set(asked) == {kari.person, ola.person}


def test_where_a_page_cannot_be_given_the_laptop_is_told_to_look(client, served):
    served.keeper.answers["page"] = lambda session, known: Problem(code=Code.RESNAPSHOT)
    with client.websocket_connect("/v1/live", headers=bearer(served.laptop())) as socket:
        watch(socket, "plan-1")
        assert socket.receive_json() == {"id": 0, "look": "plan-1"}
        served.keeper.commit("plan-1", 2)
        assert socket.receive_json() == {"id": 0, "look": "plan-1"}


def test_i12_a_page_that_fails_is_a_look_and_a_quiet_report(client, served, caplog):
    caplog.set_level(logging.DEBUG)
    served.keeper.answers["page"] = lambda session, known: [][int("0" + "Barnet"[:0])]
    with client.websocket_connect("/v1/live", headers=bearer(served.laptop())) as socket:
        watch(socket, "plan-1")
        assert socket.receive_json() == {"id": 0, "look": "plan-1"}
    assert "live failed: IndexError at" in caplog.text


def test_a_long_log_is_told_page_by_page(client, served):
    def page(session, known):
        return Page(plan="plan-1", entries=(SentEntry(seq=known.after + 1, at="", n=1),), head=3)

    served.keeper.answers["page"] = page
    with client.websocket_connect("/v1/live", headers=bearer(served.laptop())) as socket:
        watch(socket, "plan-1")
        assert [socket.receive_json()["live"]["entries"][0]["seq"] for _ in range(3)] == [1, 2, 3]


@pytest.mark.parametrize(
    "raw", ["", "{", "[]", '{"id": 1}', '{"id": 1, "ask": {"kind": "register"}}', '{"id": -1}', "x" * 1_100_000]
)
def test_a_frame_that_is_none_is_answered_and_the_socket_stays(client, served, raw):
    with client.websocket_connect("/v1/live", headers=bearer(served.laptop())) as socket:
        socket.send_text(raw)
        told = socket.receive_json()
        assert told["answer"]["code"] in {"MALFORMED", "TOO_LARGE"}
        assert ask(socket, 2, kind="overview")["answer"]["kind"] == "overviewed"


def test_r22_a_frame_of_another_protocol_is_told_so(client, served):
    with client.websocket_connect("/v1/live", headers=bearer(served.laptop())) as socket:
        assert ask(socket, 2, kind="something", proto=2)["answer"]["code"] == "UPGRADE"


def test_who_is_not_known_is_told_why_the_socket_does_not_open(client, served):
    kari = served.laptop()
    served.access.revoke(device=kari.device)
    for headers, status in (({}, 401), (bearer(kari), 403)):
        with pytest.raises(WebSocketDenialResponse) as denied, client.websocket_connect("/v1/live", headers=headers):
            pass
        assert denied.value.status_code == status
        assert denied.value.json()["kind"] == "problem"


def test_a_failing_door_opens_no_socket(client, served, monkeypatch, caplog):
    monkeypatch.setattr(served.access, "session", lambda token: 1 / 0)
    with pytest.raises(WebSocketDenialResponse) as denied, client.websocket_connect("/v1/live", headers={}):
        pass
    assert denied.value.json()["code"] == "RETRY"


def test_i6_a_device_that_is_revoked_meanwhile_hears_nothing_more(client, served):
    kari = served.laptop()
    with client.websocket_connect("/v1/live", headers=bearer(kari)) as socket:
        watch(socket, "plan-1")
        served.access.revoke(device=kari.device)
        served.keeper.commit("plan-1", 1)
        assert socket.receive_json()["answer"]["code"] == "REVOKED"
        with pytest.raises(WebSocketDisconnect):
            socket.receive_json()


def test_i6_a_device_that_is_revoked_meanwhile_asks_nothing_more(client, served):
    kari = served.laptop()
    with client.websocket_connect("/v1/live", headers=bearer(kari)) as socket:
        served.access.revoke(device=kari.device)
        told = ask(socket, 3, kind="exchange", known={"plan": "plan-1"})
        assert told["id"] in {0, 3}, "whoever was shown out may be told so before the frame is read"
        assert told["answer"] == {
            "kind": "problem", "code": "REVOKED", "why": "this device, or its owner, takes part no more",
        }  # fmt: skip
        with pytest.raises(WebSocketDisconnect):
            socket.receive_json()
    assert served.keeper.asked == []


def test_an_office_that_is_given_counts_on_the_open_socket(client, served):
    from stafett_tui.domain.people import Role

    kari = served.laptop("Kari Fjell", person="p-kari")
    with client.websocket_connect("/v1/live", headers=bearer(kari)) as socket:
        served.access.invite("Kari Fjell", person="p-kari", offices=[Role.COORDINATOR])
        ask(socket, 1, kind="overview")
    assert served.keeper.asked[0][0].offices == {Role.COORDINATOR}


def test_after_a_page_one_knows_where_one_is_unless_something_is_hidden():
    known = Known(plan="p", after=1, hash="AA==")
    shown, hidden = SentEntry(seq=2, at="", n=1), SentEntry(seq=2, at="", leaf=HIDDEN)
    assert after(known, Page(plan="p", entries=(shown,), hash="AQ==", head=2)) == Known(plan="p", after=2, hash="AQ==")
    assert after(known, Page(plan="p", head=1)) == known
    for page in (
        Page(plan="p", entries=(hidden,), hash="AQ==", head=2), Page(plan="p", head=0),
        Page(plan="p", hide=(1,), head=1), Page(plan="p", show=(shown,), head=1),
    ):  # fmt: skip
        assert after(known, page) is None


def test_a_listener_is_woken_by_what_it_watches_only():
    listener = Listener(None)
    listener.watch([Known(plan="a"), Known(plan="b")])
    listener.wake(["c"])
    assert not listener.awake.is_set()
    listener.wake(["b", "a", "b"])
    assert listener.take() == {"a": 0, "b": 0}
    assert not listener.awake.is_set()


def test_a_place_that_an_answer_brought_is_not_looked_for_again_but_whatever_there_is_is():
    listener = Listener(None)
    listener.watch([Known(plan="a", after=7), Known(plan="b")])
    listener.wake(["a"], 6)
    listener.wake(["a"], 7)
    listener.wake(["b"], 3)
    assert listener.take() == {"a": 7, "b": 3}
    assert listener.has("a", 7)
    assert not listener.has("a", 8)
    assert not listener.has("b", 3)
    for heads in ((0, 7), (7, 0)):
        for head in heads:
            listener.wake(["a"], head)
        assert listener.take() == {"a": 0}
    assert not listener.has("a", 0)


def test_r37_what_another_process_commits_is_found_by_looking(client, served):
    with client.websocket_connect("/v1/live", headers=bearer(served.laptop())) as socket:
        watch(socket, "plan-1")
        served.keeper.at["plan-1"] = 1
        assert [each["seq"] for each in socket.receive_json()["live"]["entries"]] == [1]


def test_a_look_that_fails_is_reported_and_the_next_one_finds_it(client, served, monkeypatch, caplog):
    heads, tried = served.keeper.heads, []

    def flaky(tenant, plans):
        tried.append(plans)
        if len(tried) == 1:
            raise ZeroDivisionError
        served.keeper.at["plan-1"] = 1
        return heads(tenant, plans)

    monkeypatch.setattr(served.keeper, "heads", flaky)
    with client.websocket_connect("/v1/live", headers=bearer(served.laptop())) as socket:
        watch(socket, "plan-1")
        assert socket.receive_json()["live"]["head"] == 1
    assert "poll failed: ZeroDivisionError" in caplog.text


def test_a_fault_while_telling_is_reported(client, served, monkeypatch, caplog):
    monkeypatch.setattr(Listener, "take", lambda _listener: 1 / 0)
    with client.websocket_connect("/v1/live", headers=bearer(served.laptop())) as socket:
        watch(socket, "plan-1")
        assert ask(socket, 2, kind="overview")["answer"]["kind"] == "overviewed"
    assert "live failed: ZeroDivisionError" in caplog.text


def test_who_leaves_over_the_socket_has_asked_the_last_time(client, served):
    with client.websocket_connect("/v1/live", headers=bearer(served.laptop())) as socket:
        assert ask(socket, 4, kind="leave") == {"id": 4, "answer": {"kind": "done"}}
        with pytest.raises(WebSocketDisconnect):
            socket.receive_json()


def test_who_asks_too_often_on_the_socket_waits_and_stays(served):
    from stafett_server.api.rates import Rate, Rates
    from tests.support.doorway import WIDE

    slow = Served(rates=Rates(Rate(2, 1), WIDE.tries))
    with slow.client() as client, client.websocket_connect("/v1/live", headers=bearer(slow.laptop())) as socket:
        assert ask(socket, 1, kind="overview")["answer"]["kind"] == "overviewed"
        assert ask(socket, 2, kind="overview")["answer"]["code"] == "RETRY"
        slow.clock.go(seconds=1)
        assert ask(socket, 3, kind="overview")["answer"]["kind"] == "overviewed"


def test_s02_a_revoked_device_is_told_so_while_it_listens(client, served):
    kari, ola = served.laptop("Kari Fjell"), served.laptop("Ola Berg", person="p-ola")
    with (
        client.websocket_connect("/v1/live", headers=bearer(kari)) as one,
        client.websocket_connect("/v1/live", headers=bearer(ola)) as other,
    ):
        watch(one, "plan-1")
        watch(other, "plan-1")
        served.access.revoke(device=kari.device)
        assert one.receive_json()["answer"]["code"] == "REVOKED"
        served.access.revoke(person="p-ola")
        assert other.receive_json()["answer"]["code"] == "REVOKED"


@pytest.mark.parametrize("watched", [(), ("plan-1",)])
def test_s02_a_revoked_device_is_told_so_though_it_watches_nothing(client, served, watched):
    kari = served.laptop("Kari Fjell")
    with client.websocket_connect("/v1/live", headers=bearer(kari)) as socket:
        for plans in (watched, ())[: 1 + bool(watched)]:
            watch(socket, *plans)
        served.access.revoke(device=kari.device)
        assert socket.receive_json()["answer"]["code"] == "REVOKED"


def test_s02_also_where_it_never_asked_anything(client, served):
    kari = served.laptop("Kari Fjell")
    with client.websocket_connect("/v1/live", headers=bearer(kari)) as socket:
        served.access.revoke(device=kari.device)
        assert socket.receive_json()["answer"]["code"] == "REVOKED"


def test_who_is_asked_about_and_still_takes_part_hears_nothing_of_it(client, served):
    kari = served.laptop("Kari Fjell")
    with client.websocket_connect("/v1/live", headers=bearer(kari)) as socket:
        watch(socket, "plan-1")
        hub = served.app.state.house.hub
        (listener,) = hub.present
        hub.loop.call_soon_threadsafe(listener.show_out)
        served.keeper.commit("plan-1", 1)
        assert socket.receive_json()["live"]["plan"] == "plan-1"
