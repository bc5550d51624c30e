"""The answer to a login is lost on its way: the same code is good once more, from this laptop alone (S-02)."""

from __future__ import annotations

import httpx2
import pytest

from stafett_tui.domain.errors import ErrorKind, StafettError
from stafett_tui.services.asking_in import ASKED, AskingIn
from stafett_tui.services.together import Together
from stafett_tui.sync.link import HttpLink, Unreachable
from stafett_tui.sync.protocol import Code, Problem
from tests.support.office import NOON, open_office, open_plan

SERVER = "https://plan.test"


class Losing(httpx2.BaseTransport):
    """Brings every request, and loses the first answers."""

    def __init__(self, lost):
        self.lost = lost
        self._through = httpx2.HTTPTransport()

    def handle_request(self, request):
        answer = self._through.handle_request(request)
        answer.read()
        if self.lost:
            self.lost -= 1
            raise httpx2.ReadError("gone")
        return answer

    def close(self):
        self._through.close()


def laptop(folder, losing):
    office = open_office(folder)

    def way(address, token, now):
        return HttpLink(address, token, now, transport=losing)

    office._together = Together(office, way=way, opening=lambda *_: None)
    return office


@pytest.mark.timeout(120)
def test_s02_an_answer_that_is_lost_over_http_costs_no_code(server, tmp_path, ring):
    code = server.invite("Stødig Gran")
    losing = Losing(2)
    office = laptop(tmp_path / "one", losing)
    plan = open_plan(office.desk())
    for _ in range(2):
        with pytest.raises(StafettError) as raised:
            office.together.login(server.address, code, "pc")
        assert raised.value.kind is ErrorKind.SERVER_UNREACHABLE
    office.close()

    stranger = laptop(tmp_path / "two", Losing(0))
    with pytest.raises(StafettError) as raised:
        stranger.together.login(server.address, code, "pc")
    assert raised.value.kind is ErrorKind.LOGIN_REFUSED
    stranger.close()

    office = laptop(tmp_path / "one", Losing(0))  # also after a restart
    office.together.login(server.address, f" {code.lower()} ", "pc")
    assert (office.store.shelf.ordered(), len(server.devices())) == ((plan,), 1)
    assert office.store.settings.get(ASKED) == ""
    office.close()


def test_a_code_that_was_refused_is_waited_for_no_more(office, way, together):
    way.next = [Unreachable(NOON)]
    with pytest.raises(StafettError):
        together.login(SERVER, "ABCD-EFGH", "pc")
    kept = office.store.settings.get(ASKED)
    assert "ABCD" not in kept
    assert way.asked[0].nonce in kept
    way.next = [Problem(code=Code.AUTH)]
    with pytest.raises(StafettError):
        together.login(SERVER, "abcd efgh", "pc")
    assert way.asked[1].nonce == way.asked[0].nonce
    assert office.store.settings.get(ASKED) == ""


def test_each_code_has_a_secret_of_its_own_and_the_oldest_is_forgotten(office):
    asking = AskingIn(office.store.settings)
    drawn = [asking.nonce(SERVER, f"CODE-{n:04}") for n in range(9)]
    assert len(set(drawn)) == 9
    assert asking.nonce(SERVER, "CODE-0008") == drawn[8]
    assert asking.nonce(SERVER, "CODE-0000") != drawn[0]
    asking.refused(SERVER, "never shown")
    asking.done()
    asking.done()


def test_a_server_of_before_knows_no_secret_and_lets_the_laptop_in_all_the_same(office, way, together):
    way.next = [Problem(code=Code.MALFORMED)]
    together.login(SERVER, "ABCD-EFGH", "pc")
    assert [each.nonce is None for each in way.asked[:2]] == [False, True]
    assert office.takes_part
