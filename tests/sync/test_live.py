"""The thread that keeps a store and a server together: it wakes for what is written, and closing waits for nobody."""

from __future__ import annotations

import threading
from queue import SimpleQueue

import pytest

from stafett_tui.domain.errors import ErrorKind, StafettError
from stafett_tui.sync.link import Unreachable
from stafett_tui.sync.live import Live, Senses, Stir, open_socket
from stafett_tui.sync.protocol import Code, Done, Head, Page, Problem, Watch
from stafett_tui.sync.schedule import Schedule
from stafett_tui.sync.socket import SocketLostError
from tests.sync.scripted import NOON, MemoryShelf, exchanged, overviewed, page, sent

PLAN = "plan-a"
WAIT = 10


class Http:
    """Answers by kind; what the test put into `next` comes first."""

    server, token = "https://plan.test", "t"

    def __init__(self):
        self.asked = []
        self.heads = ()
        self.next = []
        self.closed = threading.Event()

    def ask(self, request):
        self.asked.append(request)
        if self.next:
            answer = self.next.pop(0)
            if isinstance(answer, Exception):
                raise answer
            return answer(request) if callable(answer) else answer
        if request.kind == "overview":
            return overviewed(*self.heads)
        numbers = tuple(range(1, len(request.events) + 1))
        return exchanged(request.known.plan, request.known.after + 1, acked=len(numbers), judged=numbers)

    def foresee(self, request):
        """Leave it until it is asked."""

    def close(self):
        self.closed.set()


class Pipe:
    """A live socket of the test."""

    def __init__(self):
        self.asked = []
        self.heard = None
        self.lost = None
        self.broken = False

    def ask(self, request):
        self.asked.append(request)
        if self.broken:
            raise SocketLostError
        if isinstance(request, Watch):
            return Done()
        return self.http.ask(request)

    def foresee(self, request):
        """The same."""

    def close(self):
        self.broken = True


class Around:
    """Puts everything that is told into one queue."""

    def __init__(self):
        self.all = SimpleQueue()
        self.fetch = True
        self.full = False

    def before(self, ways):
        pass

    def after(self, ways):
        pass

    def told(self, told):
        self.all.put(("told", told.step.value, told.plan))

    def ended(self, outcome):
        self.all.put(("ended", outcome.waiting, outcome.stopped))

    def failed(self, error):
        self.all.put(("failed", type(error).__name__, ""))

    def rested(self):
        self.all.put(("rested", 0, 0))
        if self.full:
            raise StafettError(ErrorKind.DISK_FULL)

    def wanted(self, head):
        return self.fetch

    def until(self, word):
        while (found := self.all.get(timeout=WAIT))[0] != word:
            pass
        return found


class Case:
    """One live thread with everything around it."""

    def __init__(self, *, socket=True):
        self.shelf, self.http, self.around, self.pipe = MemoryShelf(), Http(), Around(), Pipe()
        self.pipe.http = self.http
        self.now = 0.0
        self.opened = 0
        self.socket = socket
        self.live = Live(self.shelf, self.http, self.around, Senses(lambda: self.now, lambda: 0.5), self.open)

    def open(self, http, heard, lost):
        self.opened += 1
        self.pipe.heard, self.pipe.lost = heard, lost
        return self.pipe if self.socket else None

    def started(self):
        self.live.start()
        self.around.until("ended")
        self.around.until("rested")
        return self

    def kinds(self):
        return [each.kind for each in self.http.asked]


@pytest.fixture
def case():
    made = []

    def make(**given):
        made.append(Case(**given))
        return made[-1]

    yield make
    for each in made:
        each.live.stop()
        if each.live._thread is not None:
            each.live._thread.join(WAIT)
            assert not each.live._thread.is_alive()


def test_it_begins_with_a_round_over_all_and_then_listens(case):
    found = case().started()
    assert found.kinds() == ["overview"]
    assert [each.kind for each in found.pipe.asked] == ["watch"]
    assert found.live.live


def test_what_is_written_goes_out_at_once_over_the_socket(case):
    found = case().started()
    found.shelf.unsent[PLAN] = [sent(1)]
    found.live.stir(PLAN)
    assert found.around.until("ended") == ("ended", 0, False)
    assert found.pipe.asked[-1].events[0].header == sent(1).header


def test_r36_a_page_that_comes_by_itself_is_taken_without_a_question(case):
    found = case().started()
    before = len(found.http.asked)
    found.pipe.heard(page(PLAN, 1))
    assert found.around.until("told") == ("told", "taken", PLAN)
    assert found.shelf.known(PLAN).after == 1
    assert len(found.http.asked) == before


def test_a_page_that_is_here_already_changes_nothing(case):
    found = case().started()
    found.shelf.after[PLAN] = 5
    found.pipe.heard(page(PLAN, 4, 5))
    found.around.until("rested")
    assert (found.kinds(), found.shelf.known(PLAN).after) == (["overview"], 5)


@pytest.mark.parametrize("heard", [PLAN, page(PLAN, 9), page("plan-b", 1), Page(plan=PLAN, head=1, hide=(1,))])
def test_a_hint_or_a_page_that_does_not_fit_leads_to_a_pull(case, heard):
    found = case().started()
    found.pipe.heard(heard)
    found.around.until("ended")
    assert found.kinds() == ["overview", "exchange"]


def test_a_page_that_cannot_be_taken_leads_to_a_pull(case):
    found = case().started()
    found.shelf.broken.add(PLAN)
    found.pipe.heard(page(PLAN, 1))
    found.around.until("ended")
    assert found.kinds() == ["overview", "exchange"]


def test_a_plan_that_did_not_come_through_is_asked_for_whatever_comes_by_itself(case):
    found = case()
    found.http.heads = (Head(plan=PLAN, head=1),)
    found.http.next = [overviewed(Head(plan=PLAN, head=1)), Problem(code=Code.MALFORMED)]
    found.started()
    found.pipe.heard(page(PLAN, 1))
    found.around.until("ended")
    assert found.kinds()[-1] == "exchange"


def test_where_sockets_are_blocked_it_asks_now_and_then(case):
    found = case(socket=False).started()
    assert not found.live.live
    found.live.stir(Stir.ROUND)
    found.around.until("ended")
    assert found.kinds() == ["overview", "overview"]


def test_when_nobody_answers_it_says_so_and_does_not_ask_for_every_word(case):
    found = case()
    found.http.next = [Unreachable(NOON)]
    found.live._schedule = Schedule(failures=9)  # it tries by itself only minutes from now
    found.live.start()
    assert found.around.until("failed") == ("failed", "Unreachable", "")
    found.around.until("rested")
    found.live.stir(PLAN)
    found.around.until("rested")
    assert found.kinds() == ["overview"]


def test_when_somebody_answers_again_everything_goes_on(case):
    found = case()
    found.http.next = [Unreachable(NOON)]
    found.live.start()
    found.around.until("failed")
    found.live.stir(Stir.ROUND)
    assert found.around.until("ended") == ("ended", 0, False)
    found.around.until("rested")
    assert found.live.live


def test_a_busy_server_is_left_alone(case):
    found = case()
    found.http.next = [Problem(code=Code.RETRY, wait=60.0)]
    found.started()
    assert found.live._schedule.left(0.0) >= 60.0
    assert not found.live.live
    found.live.stir(Stir.ROUND)
    found.around.until("ended")
    found.around.until("rested")
    assert found.live.live


@pytest.mark.parametrize("error", [StafettError(ErrorKind.DISK_FULL), KeyError("a fault of the program")])
def test_i12_whatever_goes_wrong_is_told_without_a_traceback_and_tried_again(case, error):
    found = case()
    found.http.next = [error]
    found.live.start()
    assert found.around.until("failed")[1] == type(error).__name__
    found.live.stir(Stir.ROUND)
    found.around.until("ended")


def test_a_socket_that_is_lost_leads_to_a_look_and_is_opened_again(case):
    found = case().started()
    found.pipe.lost()
    found.around.until("ended")
    found.around.until("rested")
    assert (found.opened, found.live.live) == (2, True)


def test_a_plan_that_comes_new_is_listened_to_from_then_on(case):
    found = case().started()
    found.http.heads = (Head(plan="new", head=1),)
    found.live.stir(Stir.ROUND)
    found.around.until("ended")
    found.around.until("rested")
    assert [each.plan for each in found.pipe.asked[-1].plans] == [PLAN, "new"]


def test_a_problem_that_comes_by_itself_leads_to_a_look_at_everything(case):
    found = case().started()
    found.pipe.heard("")
    found.around.until("ended")
    assert found.kinds() == ["overview", "overview"]


def test_closing_waits_for_no_server_and_the_store_is_left_alone_from_then_on(case):
    found = case()
    inside, go_on = threading.Event(), threading.Event()

    def slow(_request):
        inside.set()
        go_on.wait(WAIT)
        return overviewed(Head(plan="new", head=1))

    found.http.next = [slow]
    found.live.start()
    assert inside.wait(WAIT)
    found.live.stop()
    assert found.http.closed.is_set()
    go_on.set()
    found.live._thread.join(WAIT)
    assert found.shelf.did == []


def test_closing_what_never_began_is_nothing(case):
    case().live.stop()


def test_where_nobody_is_there_no_socket_is_opened():
    class Nobody:
        server, token = "http://127.0.0.1:9", "t"

    assert open_socket(Nobody(), print, print) is None


def test_a_full_disk_does_not_end_the_thread(case):
    found = case()
    found.around.full = True
    found.started()
    found.live.stir(PLAN)
    assert found.around.until("ended") == ("ended", 0, False)
