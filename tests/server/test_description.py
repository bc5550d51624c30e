"""What is written about the protocol is true: the description is made from what answers, and tells of every route."""

from __future__ import annotations

import json

import schemathesis

from scripts import protocol_docs
from stafett_server.api.openapi import ANSWERS, description
from stafett_server.api.why import MEANS
from stafett_tui.sync.protocol import Code
from tests.support.doorway import Served


def test_the_documents_are_those_of_this_version(capsys):
    assert protocol_docs.main(["--check"]) == 0


def test_every_route_is_described_and_nothing_else():
    served = Served()
    routes = {
        (route.path, method.lower()) for route in served.app.routes for method in getattr(route, "methods", None) or ()
    }
    told = {
        (path, method) for path, item in description()["paths"].items() for method in item if method != "parameters"
    }
    assert told == routes - {("/v1/openapi.json", "get")} - {(path, "head") for path, _ in routes}
    served.database.close()


def test_the_server_tells_its_own_description():
    served = Served()
    with served.client() as client:
        assert client.get("/v1/openapi.json").json() == json.loads((protocol_docs.DOCS / "openapi.json").read_text())


def test_the_description_is_one():
    schemathesis.openapi.from_dict(description()).validate()


def test_every_code_is_explained_and_every_kind_has_its_answer():
    assert set(MEANS) == set(protocol_docs.THEN) == set(Code)
    assert set(ANSWERS) == {path.rpartition("/")[2] for path, item in description()["paths"].items() if "post" in item}
