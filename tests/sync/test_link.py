"""The way to the server over HTTP: what comes back is an answer, a problem, or nobody (R22, R39)."""

from __future__ import annotations

import gzip
import json
from datetime import timedelta

import httpx2
import pytest

from stafett_tui.sync.link import HttpLink, Unreachable, server_address
from stafett_tui.sync.protocol import Code, Done, Exchange, Known, Leave, NewDevice, Problem, Register
from stafett_tui.sync.socket import SocketLostError
from stafett_tui.sync.ways import BothWays
from tests.sync.scripted import NOON, sent

DONE = {"kind": "done"}


class Server:
    """Answers over httpx2's own mock of a transport, and keeps what it was asked."""

    def __init__(self, *answers):
        self.answers = list(answers)
        self.asked = []
        self.hours = 0

    def __call__(self, request):
        self.asked.append(request)
        answer = self.answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer

    def now(self):
        self.hours += 1
        return NOON + timedelta(hours=self.hours)

    def link(self, token="t"):
        return HttpLink("https://plan.test", token, self.now, transport=httpx2.MockTransport(self))


def said(status=200, **fields):
    return httpx2.Response(status, json=fields or DONE)


@pytest.mark.parametrize(
    ("told", "address"),
    [
        ("stafett.kommune.no", "https://stafett.kommune.no"),
        (" https://stafett.kommune.no/ ", "https://stafett.kommune.no"),
        ("https://kommune.no/stafett", "https://kommune.no/stafett"),
        ("http://127.0.0.1:8000", "http://127.0.0.1:8000"),
        ("http://localhost:8000", "http://localhost:8000"),
    ],
)
def test_an_address_is_taken_as_people_write_it(told, address):
    assert server_address(told) == address


@pytest.mark.parametrize("told", ["", "https://", "two words", "http://kommune.no", "ftp://kommune.no",
                                  "https://me@kommune.no", "https://kommune.no/?a=b"])  # fmt: skip
def test_i12_an_address_that_would_let_words_travel_in_the_clear_is_none(told):
    with pytest.raises(ValueError):
        server_address(told)


def test_a_request_carries_the_token_and_its_kind_in_the_path():
    server = Server(said())
    assert server.link().ask(Leave()) == Done()
    (request,) = server.asked
    assert (request.url.path, request.headers["authorization"]) == ("/v1/leave", "Bearer t")


def test_whoever_takes_part_for_the_first_time_has_no_token():
    server = Server(said(401, kind="problem", code="AUTH"))
    answer = server.link(token="").register(Register(code="ABCD-EFGH", name="pc"))
    assert answer == Problem(code=Code.AUTH)
    assert "authorization" not in server.asked[0].headers


def test_a_large_request_is_compressed_and_a_small_one_not():
    server = Server(said(), said())
    link = server.link()
    link.ask(Leave())
    link.ask(Exchange(known=Known(plan="a"), events=(sent(1, words="x" * 3000),)))
    small, large = server.asked
    assert "content-encoding" not in small.headers
    assert json.loads(gzip.decompress(large.content))["known"]["plan"] == "a"


@pytest.mark.parametrize(("status", "code"), [(409, "GAP"), (403, "REVOKED"), (410, "RESNAPSHOT"), (503, "RESTORING")])
def test_a_problem_is_an_answer_whatever_its_status(status, code):
    server = Server(said(status, kind="problem", code=code))
    assert server.link().ask(Leave()).code is Code(code)


def test_a_busy_gateway_is_left_alone_as_long_as_it_says():
    server = Server(httpx2.Response(503, headers={"retry-after": "7"}), httpx2.Response(429))
    link = server.link()
    assert link.ask(Leave()) == Problem(code=Code.RETRY, wait=7.0)
    assert link.ask(Leave()) == Problem(code=Code.RETRY)


@pytest.mark.parametrize(
    "nobody",
    [httpx2.ConnectError("x"), httpx2.ReadTimeout("x"), RuntimeError("closed"), httpx2.Response(200, html="<p>Log in"),
     httpx2.Response(502, text="bad gateway"), httpx2.Response(204)],
)  # fmt: skip
def test_r39_what_is_no_answer_of_the_server_is_nobody(nobody):
    with pytest.raises(Unreachable):
        Server(nobody).link().ask(Leave())


def test_it_is_known_since_when_nobody_answers():
    server = Server(httpx2.ConnectError("x"), httpx2.ConnectError("x"), said(), httpx2.ConnectError("x"))
    link, since = server.link(), []
    for _ in range(4):
        try:
            link.ask(Leave())
            assert link.since is None
        except Unreachable as error:
            since.append(error.since - NOON)
    assert since == [timedelta(hours=1), timedelta(hours=1), timedelta(hours=2)]


@pytest.mark.parametrize("strange", [{"kind": "from_later"}, {"kind": "done", "more": 1}, []])
def test_r22_an_answer_of_a_later_version_asks_for_an_upgrade(strange):
    server = Server(httpx2.Response(200, json=strange))
    assert server.link().ask(Leave()).code is Code.UPGRADE


def test_a_file_is_brought_and_fetched_by_its_hash():
    server = Server(httpx2.Response(200), httpx2.Response(200, content=b"form"))
    link = server.link()
    assert link.blob("PUT", "plan-a", "ab12", b"form") == (200, b"")
    assert link.blob("GET", "plan-a", "ab12") == (200, b"form")
    assert [(each.method, each.url.path) for each in server.asked] == [
        ("PUT", "/v1/blobs/plan-a/ab12"), ("GET", "/v1/blobs/plan-a/ab12"),
    ]  # fmt: skip


def test_a_closed_way_opens_again_when_it_is_needed():
    server = Server(said(), said())
    link = server.link()
    link.ask(Leave())
    link.close()
    link.close()
    assert link.ask(Leave()) == Done()


def test_what_is_foreseen_goes_out_once_and_its_answer_waits():
    server = Server(said(), said(kind="lookups_taken", through=3))
    link = server.link()
    ahead, other = Leave(), Leave(epoch="one")
    link.foresee(ahead)
    assert link.ask(ahead) == Done()
    assert len(server.asked) == 1
    assert link.ask(other).through == 3


def test_nobody_there_is_told_when_it_is_asked_not_when_it_was_foreseen():
    link, ahead = Server(httpx2.ConnectError("nobody"), said()).link(), Leave()
    link.foresee(ahead)
    with pytest.raises(Unreachable):
        link.ask(ahead)
    assert link.ask(ahead) == Done()


class Pipe:
    """A socket that answers, or breaks."""

    closed = False

    def __init__(self, answer):
        self.answer = answer

    def close(self):
        self.closed = True

    def ask(self, request):
        if self.answer is None:
            raise SocketLostError
        return self.answer

    def foresee(self, request):
        self.foreseen = request


def test_while_the_socket_is_open_requests_go_over_it():
    server = Server()
    ways = BothWays(server.link())
    ways.socket = Pipe(Done())
    assert ways.ask(Leave()) == Done()
    assert server.asked == []


def test_what_is_foreseen_goes_out_over_the_way_that_is_open():
    server, ahead = Server(said()), Leave()
    ways = BothWays(server.link())
    ways.foresee(ahead)
    assert ways.ask(ahead) == Done()
    ways.socket = Pipe(Done())
    ways.foresee(ahead)
    assert ways.socket.foreseen is ahead


def test_where_the_socket_breaks_the_same_words_go_over_http():
    server = Server(said())
    ways = BothWays(server.link())
    ways.socket = Pipe(None)
    assert ways.ask(Leave()) == Done()
    assert ways.socket is None


def test_r26_whoever_got_another_name_asks_under_it_from_then_on_and_over_a_socket_of_its_own():
    named = {"kind": "registered", "device": "second", "token": "t2", "person": "p", "name": "Rask Elg", "epoch": "one",
             "lease": "2026-11-30T00:00:00.000000Z"}  # fmt: skip
    server = Server(said(**named), said())
    ways = BothWays(server.link())
    ways.socket = socket = Pipe(Done())
    assert ways.ask(NewDevice()).device == "second"
    assert (ways.socket, socket.closed) == (None, True)
    ways.ask(Leave())
    assert [each.headers["authorization"] for each in server.asked] == ["Bearer t", "Bearer t2"]


@pytest.mark.parametrize(("server", "asks_the_system"), [("http://127.0.0.1:1", False), ("https://plan.test", True)])
def test_a_server_on_this_machine_is_never_asked_through_a_proxy(server, asks_the_system):
    link = HttpLink(server, "t", lambda: NOON)
    assert link._open().trust_env is asks_the_system
    link.close()
