"""The live socket against a real one on this machine: answers find whoever asked, what comes by itself is heard."""

from __future__ import annotations

import json
import threading
from queue import SimpleQueue

import pytest
from websockets.exceptions import ConnectionClosed
from websockets.sync.server import serve

from stafett_tui.sync.protocol import Code, Done, Leave, Page, Problem, Reply
from stafett_tui.sync.socket import Socket, SocketLostError

WAIT = 10


class Peer:
    """A server whose every frame is answered by what the test wrote down."""

    def __init__(self, answer):
        self.asked, self.headers, self.closed = [], {}, threading.Event()
        self._answer = answer
        self._server = serve(self._handle, "127.0.0.1", 0)
        self.address = f"http://127.0.0.1:{self._server.socket.getsockname()[1]}"
        self._thread = threading.Thread(target=self._server.serve_forever)
        self._thread.start()

    def _handle(self, connection):
        self.headers = connection.request.headers
        try:
            while True:
                frame = json.loads(connection.recv())
                self.asked.append(frame)
                for reply in self._answer(frame):
                    if reply is None:
                        return
                    connection.send(reply if isinstance(reply, str) else reply.model_dump_json(exclude_none=True))
        except ConnectionClosed:
            self.closed.set()

    def stop(self):
        self._server.shutdown()
        self._thread.join()


@pytest.fixture
def meet(request):
    made = []

    def meet(answer):
        peer, heard, lost = Peer(answer), SimpleQueue(), threading.Event()
        made.append(peer)
        socket = Socket(peer.address, "secret", heard.put, lost.set)
        made.insert(0, socket)
        return peer, socket, heard, lost

    yield meet
    for each in made:
        each.close() if isinstance(each, Socket) else each.stop()


def done(frame):
    return [Reply(id=frame["id"], answer=Done())]


def test_a_request_goes_in_a_frame_with_a_number_and_its_answer_comes_back(meet):
    peer, socket, _, _ = meet(done)
    assert [socket.ask(Leave()), socket.ask(Leave())] == [Done(), Done()]
    assert [each["id"] for each in peer.asked] == [1, 2]
    assert peer.asked[0]["ask"]["kind"] == "leave"
    assert peer.headers["Authorization"] == "Bearer secret"


def test_what_is_foreseen_goes_out_before_it_is_asked_and_only_once(meet):
    peer, socket, _, _ = meet(done)
    given_up, ahead = Leave(epoch="one"), Leave(epoch="two")
    socket.foresee(given_up)
    socket.foresee(ahead)
    assert [socket.ask(Leave()), socket.ask(ahead)] == [Done(), Done()]
    assert [each["ask"]["epoch"] for each in peer.asked] == ["one", "two", ""]


def test_what_was_foreseen_on_a_socket_that_is_lost_is_told_when_it_is_asked(meet):
    _, socket, _, lost = meet(lambda _: [None])
    ahead = Leave()
    socket.foresee(ahead)
    assert lost.wait(WAIT)
    with pytest.raises(SocketLostError):
        socket.ask(ahead)
    socket.foresee(ahead)
    with pytest.raises(SocketLostError):
        socket.ask(ahead)


def test_frames_are_compressed_one_by_one(meet):
    peer, socket, _, _ = meet(done)
    assert socket.ask(Leave()) == Done()
    assert "permessage-deflate" in peer.headers["Sec-WebSocket-Extensions"]


def test_r36_pages_and_hints_come_by_themselves(meet):
    page = Page(plan="a", head=3)
    _, socket, heard, _ = meet(lambda f: [Reply(live=page), Reply(look="b"), *done(f)])
    assert socket.ask(Leave()) == Done()
    assert [heard.get(timeout=WAIT), heard.get(timeout=WAIT)] == [page, "b"]


def test_a_problem_that_comes_by_itself_is_a_reason_to_look_at_everything(meet):
    _, socket, heard, _ = meet(lambda f: [Reply(answer=Problem(code=Code.REVOKED)), *done(f)])
    assert socket.ask(Leave()) == Done()
    assert heard.get(timeout=WAIT) == ""


def test_words_of_a_later_version_ask_for_an_upgrade(meet):
    _, socket, _, _ = meet(lambda _: ['{"kind": "from_later"}'])
    assert socket.ask(Leave()).code is Code.UPGRADE


def test_when_the_other_side_hangs_up_whoever_waits_is_told_at_once(meet):
    _, socket, _, lost = meet(lambda _: [None])
    with pytest.raises(SocketLostError):
        socket.ask(Leave())
    assert lost.wait(WAIT)
    with pytest.raises(SocketLostError):
        socket.ask(Leave())


def test_a_server_that_says_nothing_is_not_waited_for_for_ever(meet):
    _, socket, _, lost = meet(lambda _: [])
    with pytest.raises(SocketLostError):
        socket.ask(Leave(), wait=0.01)
    assert lost.wait(WAIT)


def test_closing_waits_for_nobody(meet):
    peer, socket, _, lost = meet(done)
    socket.close()
    socket.close()
    assert lost.wait(WAIT)
    assert peer.closed.wait(WAIT)


def test_where_nobody_is_there_is_no_socket():
    with pytest.raises(SocketLostError):
        Socket("http://127.0.0.1:9", "t", print, print)
