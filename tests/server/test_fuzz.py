"""Whatever is sent, the answer is one of the protocol: no 5xx but RESTORING, and nothing malformed gets into a log.

500 requests of each sort; `STAFETT_SOAK` makes it 10,000.
"""

from __future__ import annotations

import copy
import gzip
import json
import os
import random
from pathlib import Path

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter
from schemathesis import GenerationMode
from starlette.testclient import TestClient

from stafett_server.log.check import check
from stafett_server.main import create_app
from stafett_server.settings import Settings
from stafett_tui.domain.concern import ConcernWritten
from stafett_tui.domain.event import Sealed, Unknown
from stafett_tui.domain.kinds import CODEC
from stafett_tui.domain.people import Role
from stafett_tui.domain.voice import VoiceHeard
from stafett_tui.sync.protocol import Answer, Code, Exchange, Exchanged, Problem, Watch
from stafett_tui.sync.protocol.codes import HTTP_STATUS
from tests.support.doorway import WIDE, bearer
from tests.support.serving import PLAN, STODIG, Laptop, beginning
from tests.support.traffic import mutated

REQUESTS = 10_000 if os.environ.get("STAFETT_SOAK") else 500
PATIENCE = 3000 if os.environ.get("STAFETT_SOAK") else 300
SEED = int(os.environ.get("STAFETT_SEED", "20261123"))
ANSWERS = TypeAdapter(Answer)
LEAVES = {"/v1/leave", "/v1/new_device"}


class Office:
    """A server with one coordinator's laptop and a plan; what the laptop sends is kept as traffic."""

    def __init__(self, folder: Path) -> None:
        self.app = create_app(Settings(folder=folder, database="sqlite://"), rates=WIDE)
        self.house = self.app.state.house
        self.client = TestClient(self.app)
        self.traffic, self.devices = [], set()
        self.new_name()

    def post(self, path, body):
        content = json.dumps(body).encode()
        self.traffic.append((path, content))
        return self.client.post(path, content=content, headers=self.headers)

    def exchange(self, session, request: Exchange):
        answer = self.post("/v1/exchange", json.loads(request.model_dump_json(exclude_none=True)))
        return ANSWERS.validate_json(answer.content)

    def new_name(self):
        """Go on as another device, after this one was broken by what was sent under its name."""
        code = self.house.asking.access.invite("Stødig", person=STODIG, offices=[Role.COORDINATOR]).code
        told = self.client.post("/v1/register", json={"code": code, "name": "pc"})
        self.told = ANSWERS.validate_json(told.content)
        self.devices.add(self.told.device)
        self.headers = bearer(self.told)
        self.laptop, self.acked = Laptop(self, device=self.told.device, tenant="office"), 0

    def news(self, dice):
        """Give a new event of this laptop, as it would be sent."""
        self.laptop.n = self.acked
        body = dice.choice([ConcernWritten(text="Undring"), VoiceHeard(text="Vil leke"), *beginning()])
        group = dice.choice(["", "", "g"])
        events = [
            self.laptop.event(body, group=group, base=dice.choice([None, None, 3]))
            for _ in range(dice.choice([1, 1, 2]))
        ]
        asked = Exchange(known=self.laptop.known, events=tuple(events))
        return "/v1/exchange", asked.model_dump_json(exclude_none=True).encode()

    def heard(self, answer):
        """Go on from what the server has, or under another name where this one is frozen."""
        told = ANSWERS.validate_json(answer.content)
        if isinstance(told, Exchanged):
            self.acked = told.acked if told.page.plan == PLAN else self.acked
            return {(each.status, each.code) for each in told.judged}
        if isinstance(told, Problem) and told.code in {Code.CLONE, Code.GAP}:
            self.new_name()
        return set()

    def live_a_day(self):
        """Say something of every kind."""
        laptop = self.laptop
        laptop.push(*beginning())
        laptop.pull()
        self.acked = laptop.n
        known = json.loads(laptop.known.model_dump_json())
        for path, body in (
            ("/v1/overview", {"plans": [known, {"plan": "gone"}]}),
            ("/v1/reason", {"plan": PLAN, "reason": "Overtakelse"}),
            ("/v1/deadlines", {"limit": 5}),
            ("/v1/policy", {"fingerprint": self.house.keeper.room.mark}),
            ("/v1/lookups", {"entries": [{"n": 1, "at": "2026-11-23T08:00:00.000000Z", "plan": PLAN, "hash": "AA=="}]}),
            ("/v1/adopt", {"plan": "other", "me": "p-local", "entries": [], "last": True}),
        ):
            self.post(path, body)


@pytest.fixture
def office(tmp_path):
    made = Office(tmp_path)
    with made.client:
        made.live_a_day()
        yield made


def is_fit(answer):
    """See that an answer is one of the protocol under its own status; gives the code of a refusal."""
    assert answer.status_code < 500 or answer.json()["code"] == Code.RESTORING, answer.text
    if answer.headers["content-type"] == "application/octet-stream":
        return None
    told = ANSWERS.validate_json(answer.content)
    if not isinstance(told, Problem):
        assert answer.status_code == 200
        return None
    assert answer.status_code in {HTTP_STATUS[told.code], 404, 405}
    assert told.why
    assert told.code is not Code.RETRY, "what nobody foresaw happened"
    return told.code


def is_whole(office):
    """See that nothing got into a log that its laptop may not have written."""
    room = office.house.keeper.room
    assert check(room) == ()
    with room.database.reading() as db:
        rows = db.exec_driver_sql("SELECT plan, device, n, header, body, salt FROM entry ORDER BY plan, seq").all()
    numbers = {}
    for plan, device, n, header, body, salt in rows:
        event = CODEC.open(Sealed(bytes(header), bytes(body), bytes(salt)))
        assert (event.plan_id, event.device, event.n) == (plan, device, n)
        if device in office.devices:
            assert event.actor == STODIG
            assert not isinstance(event.body, Unknown)
            assert n > numbers.get((plan, device), 0)
            numbers[plan, device] = n


@pytest.mark.slow
@pytest.mark.timeout(PATIENCE)
def test_mutated_real_traffic_breaks_nothing(office):
    dice = random.Random(SEED)
    codes, judged, traffic = set(), set(), list(office.traffic)
    for _ in range(REQUESTS):
        path, content = dice.choice(traffic) if dice.random() < 0.4 else office.news(dice)
        sent = mutated(dice, content)
        headers = dict(office.headers)
        if dice.random() < 0.1:
            sent, headers["content-encoding"] = gzip.compress(sent, 1)[: dice.choice([None, -1, 9])], "gzip"
        answer = office.client.post(path, content=sent, headers=headers)
        codes.add(is_fit(answer))
        judged |= office.heard(answer)
    is_whole(office)
    assert {None, Code.MALFORMED} <= codes
    assert len(codes) >= 5
    assert {status for status, _ in judged} >= {"ok", "refused"}


@pytest.mark.slow
@pytest.mark.timeout(PATIENCE)
def test_mutated_frames_break_nothing(office):
    dice = random.Random(SEED)
    asks = [json.loads(content) | {"kind": path.rpartition("/")[2]} for path, content in office.traffic]
    asks.append(json.loads(Watch(plans=(office.laptop.known,)).model_dump_json()))
    with office.client.websocket_connect("/v1/live", headers=office.headers) as socket:
        for number in range(1, REQUESTS + 1):
            frame = json.dumps({"id": number, "ask": dice.choice(asks)}).encode()
            socket.send_text(mutated(dice, frame).decode(errors="replace"))
            while "answer" not in (told := socket.receive_json()):
                assert {"live", "look"} & told.keys()
            answer = ANSWERS.validate_python(copy.deepcopy(told["answer"]), strict=False)
            assert not isinstance(answer, Problem) or (answer.code is not Code.RETRY and answer.why)
    is_whole(office)


@pytest.mark.slow
@pytest.mark.timeout(PATIENCE)
def test_what_a_description_allows_and_forbids_is_answered_as_described(office):
    described = schemathesis.openapi.from_dict(office.client.get("/v1/openapi.json").json())
    operations = [each.ok() for each in described.get_all_operations()]
    cases = st.one_of(
        each.as_strategy(generation_mode=mode)
        for each in operations
        for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE)
        if each.path not in LEAVES
    )

    @settings(
        max_examples=REQUESTS, deadline=None, derandomize=True, database=None, phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(cases)
    def asked(case):
        told = case.as_transport_kwargs("http://testserver")
        data = told.get("data")
        content = (
            json.dumps(told["json"]).encode() if "json" in told else data if isinstance(data, (bytes, str)) else b""
        )
        answer = office.client.request(
            told["method"], told["url"], content=content, headers={**office.headers}, params=told.get("params")
        )
        is_fit(answer)
        described_here = case.operation.definition.raw["responses"]
        assert str(answer.status_code) in {*described_here, "404", "405"}

    asked()
    is_whole(office)
