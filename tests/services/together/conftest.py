"""A store with a server that answers by script, and a keyring in memory."""

from __future__ import annotations

from datetime import timedelta

import keyring
import pytest

from stafett_tui.domain.event import stamp
from stafett_tui.services.together import Together
from stafett_tui.sync.live import Senses
from stafett_tui.sync.protocol import Adopted, Code, Done, Exchanged, Overviewed, Page, Problem, Registered
from tests.store.rings import MemoryKeyring
from tests.support.office import HOLDER, NOON, open_office

SERVER = "https://plan.test"
SOON = stamp(NOON + timedelta(days=14))


@pytest.fixture
def ring():
    before = keyring.get_keyring()
    made = MemoryKeyring()
    keyring.set_keyring(made)
    yield made
    keyring.set_keyring(before)


@pytest.fixture
def office(tmp_path, ring):
    made = open_office(tmp_path)
    yield made
    made.close()


class Way:
    """A server that answers by kind; `next` comes first."""

    def __init__(self):
        self.next, self.asked, self.files = [], [], {}
        self.told = Registered(
            device="d-1", token="t", person=HOLDER.person, name="Stødig Gran", server="Lillevik", epoch="one",
            lease=SOON, policy='{"purge_days": 9, "of_later": 1}', keep=True,
        )  # fmt: skip
        self.heads, self.gone, self.now = (), (), NOON

    def __call__(self, server, token, now):
        self.server, self.token = server, token
        return self

    def register(self, request):
        return self.ask(request)

    def ask(self, request):
        self.asked.append(request)
        if self.next:
            answer = self.next.pop(0)
            if isinstance(answer, Exception):
                raise answer
            return answer
        return getattr(self, f"_{request.kind}")(request)

    def foresee(self, request):
        """Leave it until it is asked."""

    def blob(self, method, plan, digest, data=None):
        if method == "PUT":
            self.files[digest] = data
            return 200, b""
        return (200, self.files[digest]) if digest in self.files else (404, b"")

    def close(self):
        pass

    def _register(self, request):
        return self.told

    def _overview(self, request):
        return Overviewed(epoch="one", now=stamp(self.now), lease=SOON, changed=self.heads, gone=self.gone)

    def _adopt(self, request):
        return Adopted(common=request.entries[-1].seq, whole=True)

    def _exchange(self, request):
        return Exchanged(acked=0, page=Page(plan=request.known.plan, head=request.known.after))

    def _lookups(self, request):
        return Problem(code=Code.RETRY)

    def _leave(self, request):
        return Done()


@pytest.fixture
def way():
    return Way()


@pytest.fixture
def together(office, way):
    made = Together(office, senses=Senses(lambda: 0.0, lambda: 0.5), way=way, opening=lambda *_: None)
    office._together = made
    return made


@pytest.fixture
def joined(together):
    together.login(SERVER, "ABCD-EFGH", "pc")
    return together
